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
	room := max(0, (said.Max.Y-a.y-sheet.lines[Small].descent)/s.pitch()+1)
	from := len(in.Console.Said)
	for from > 0 && room > 0 {
		from--
		room -= s.lines(in.Console.Said[from].Text, a.Dx())
	}
	if room < 0 {
		from++
	}
	for _, l := range in.Console.Said[from:] {
		c := good
		switch {
		case l.Fault:
			c = danger
		case l.Typed:
			c = dimText
		}
		paragraph(s, &a, Small, 0, l.Text, consoleLines, c)
	}
	s.drawTyped(in.Console, box)
}

// lines returns how many lines a text takes in a width.
func (s *Scene) lines(t string, width int) (n int) {
	for n = 1; n < consoleLines; n++ {
		end := wrap(s.list.Sheet, Small, t, width)
		if end >= len(t) {
			break
		}
		for t = t[end:]; len(t) > 0 && t[0] == ' '; t = t[1:] {
		}
	}
	return n
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
