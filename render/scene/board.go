package scene

import (
	"strconv"

	"perimeter/air"
)

// boardLook is how a line of the board looks by its state: a mark and a colour,
// and never one alone.
func boardLook(line *air.BoardLine, next bool) (mark string, c Color) {
	switch line.State {
	case air.Answered:
		return "✓", good
	case air.Missed:
		return "!", danger
	case air.Sent:
		return "●", accent
	case air.Armed:
		return "◆", warning
	case air.Held:
		return "■", warning
	case air.Skipped:
		return "–", faintText
	}
	switch {
	case line.Done:
		return "✓", faintText
	case next:
		return "▶", warning
	}
	return "○", textColor
}

func (s *Scene) drawBoardLine(in *Input, a *area, line *air.BoardLine, next bool) {
	mark, c := boardLook(line, next)
	sheet := s.list.Sheet
	w := clipped(&s.list, Plain, a.Min.X, a.y, sheet.px(14), mark, c)
	w = max(w, sheet.px(14))
	s.buf = strconv.AppendInt(s.buf[:0], int64(line.Number), 10)
	s.buf = append(s.buf, ' ')
	s.buf = append(s.buf, "T+"...)
	s.buf = appendElapsed(s.buf, line.At)
	w += clipped(&s.list, Small, a.Min.X+w, a.y, max(0, a.Dx()-w), s.buf, c) + sheet.px(6)
	clipped(&s.list, Bold, a.Min.X+w, a.y, max(0, a.Dx()-w), line.Title, c)
	a.y += s.pitch()
	s.drawBoardState(in, a, line, c)
	if !line.Done {
		paragraph(s, a, Plain, sheet.px(14), line.Expected, 2, dimText)
	}
	for i := range line.Play.Answers {
		s.drawAnswer(in, a, line, &line.Play.Answers[i])
	}
	a.y += sheet.px(2)
}

// drawBoardState writes the state in words, and whose it is to act.
func (s *Scene) drawBoardState(in *Input, a *area, line *air.BoardLine, c Color) {
	if line.State == "" || line.State == air.Planned || !s.room(a, Plain) {
		return
	}
	s.buf = append(s.buf[:0], stateIn(line.State, in.Language)...)
	if line.Play.Responsible != "" {
		s.buf = append(append(s.buf, "  "...), line.Play.Responsible...)
	}
	indent := s.list.Sheet.px(14)
	clipped(&s.list, Plain, a.Min.X+indent, a.y, max(0, a.Dx()-indent), s.buf, c)
	a.y += s.pitch()
}

// drawAnswer writes one expected action and what came of it.
func (s *Scene) drawAnswer(in *Input, a *area, line *air.BoardLine, x *air.Answer) {
	if !s.room(a, Plain) {
		return
	}
	mark, c := "○ ", dimText
	switch x.State {
	case air.Answered:
		mark, c = "✓ ", good
	case air.Missed:
		mark, c = "! ", danger
	}
	b := append(append(append(s.buf[:0], mark...), x.Who...), ' ')
	if x.Not {
		b = append(append(b, wordNot.In(in.Language)...), ' ')
	}
	b = append(b, x.Does...)
	if x.Of != "" {
		b = append(append(b, ' '), x.Of...)
	}
	b = appendClock(append(b, " / "...), x.Within)
	if x.State != "" {
		b = append(append(b, "  "...), stateIn(x.State, in.Language)...)
	}
	if x.At != 0 {
		b = appendClock(append(b, ' '), x.At-line.Play.Sent)
	}
	if x.Robot {
		b = append(append(append(b, " ("...), wordRobot.In(in.Language)...), ')')
	}
	s.buf = b
	indent := s.list.Sheet.px(14)
	clipped(&s.list, Plain, a.Min.X+indent, a.y, max(0, a.Dx()-indent), s.buf, c)
	a.y += s.pitch()
}
