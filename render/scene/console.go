package scene

import "image"

// drawConsole draws the line in which orders are typed, and above it what was
// typed and answered last.
func (s *Scene) drawConsole(in *Input) {
	a, ok := s.open(ConsolePanel, wordOrders.In(in.Language), nil)
	if !ok || in.Console == nil {
		return
	}
	sheet := s.list.Sheet
	box, said := cutBottom(a.Rectangle, sheet.px(18))
	a.Rectangle = said
	lines := max(0, (said.Max.Y-a.y-sheet.lines[Small].descent)/s.pitch()+1)
	for _, l := range in.Console.Said[max(0, len(in.Console.Said)-lines):] {
		c := good
		switch {
		case l.Fault:
			c = danger
		case l.Typed:
			c = dimText
		}
		if s.room(&a, Small) {
			clipped(&s.list, Small, a.Min.X, a.y, a.Dx(), l.Text, c)
			a.y += s.pitch()
		}
	}
	s.drawTyped(in.Console, box)
}

// drawTyped draws the line that is being typed: its end, if it is longer than
// the room, and the caret.
func (s *Scene) drawTyped(c *Console, box image.Rectangle) {
	sheet := s.list.Sheet
	s.list.fill(box, titleColor)
	y := sheet.middle(Small, box)
	const prompt = "> "
	x := box.Min.X + clipped(&s.list, Small, box.Min.X, y, box.Dx(), prompt, accent)
	caret := max(0, min(c.Caret, len(c.Text)))
	from := 0
	for from < caret && measure(sheet, Small, c.Text[from:caret])+sheet.px(2) > box.Max.X-x {
		_, n := decode(c.Text[from:])
		from += n
	}
	clipped(&s.list, Small, x, y, max(0, box.Max.X-x), c.Text[from:], white)
	at := min(x+measure(sheet, Small, c.Text[from:caret]), box.Max.X-sheet.px(2))
	s.list.fill(image.Rect(at, box.Min.Y+sheet.px(2), at+sheet.px(2), box.Max.Y-sheet.px(2)).Intersect(box), accent)
}

// FaultIn says what is wrong with a text that was typed, in a language; what was
// wanted is said as the grammar has it.
func FaultIn(l Language, wanted, got, try string) string {
	if got == "" {
		got = wordNothingMore.In(l)
	} else {
		got = "«" + got + "»"
	}
	text := wordWanted.In(l) + " " + wanted + "; " + wordGot.In(l) + " " + got
	if try != "" {
		text += "; " + wordTry.In(l) + " " + try
	}
	return text
}
