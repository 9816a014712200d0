package scene

import (
	"strconv"

	"perimeter/air"
)

// drawDesk draws what the center's people have before them: cases, transfers,
// flights and requests, and below them the log, the newest line first.
func (s *Scene) drawDesk(in *Input) {
	a, ok := s.open(DeskPanel, wordDesk.In(in.Language), nil)
	if !ok {
		return
	}
	d, whole := &in.View.Desk, a.Max.Y
	if len(d.Log) > 0 && a.Dy() > 9*s.pitch() { // the log keeps room for its last lines
		a.Max.Y = max(a.Min.Y, whole-4*s.pitch())
	}
	below := partLines(len(d.Transfers)) + partLines(len(d.Flights)) + partLines(len(d.Requests))
	s.deskPart(in, &a, wordCases, len(d.Cases), below, func(i int) { s.drawCase(in, &a, &d.Cases[i]) })
	below -= partLines(len(d.Transfers))
	s.deskPart(in, &a, wordTransfers, len(d.Transfers), below, func(i int) { s.drawTransfer(in, &a, &d.Transfers[i]) })
	below -= partLines(len(d.Flights))
	s.deskPart(in, &a, wordFlights, len(d.Flights), below, func(i int) { s.drawFlight(in, &a, &d.Flights[i]) })
	s.deskPart(in, &a, wordRequests, len(d.Requests), 0, func(i int) { s.drawRequest(in, &a, &d.Requests[i]) })
	a.Max.Y = whole
	if len(d.Log) == 0 || !s.deskTitle(in, &a, wordLog, len(d.Log)) {
		return
	}
	for i := len(d.Log) - 1; i >= 0 && s.room(&a, Plain); i-- {
		s.drawLogLine(in, &a, &d.Log[i])
	}
}

// deskHeight returns the height that a desk takes if it is given the room, at
// scale 1: a line is 15 pixels, and a case takes up to three.
func deskHeight(d *air.Desk) int {
	lines := 0
	for _, part := range [...][2]int{{len(d.Cases), 3}, {len(d.Transfers), 2}, {len(d.Flights), 2}, {len(d.Requests), 2}, {len(d.Log), 2}} {
		if part[0] > 0 {
			lines += 1 + part[0]*part[1]
		}
	}
	if len(d.Log) > 0 { // below what keeps room for it
		lines = max(lines+1, 6)
	}
	return 19 + 15*lines + 9
}

// deskTitle writes the title of a part; false if there is no room for it and a
// line.
func (s *Scene) deskTitle(in *Input, a *area, name Word, n int) bool {
	if a.y+s.pitch() > a.Max.Y {
		return false
	}
	w := clipped(&s.list, Bold, a.Min.X, a.y, a.Dx(), name.In(in.Language), dimText) + s.list.Sheet.px(6)
	s.buf = appendCount(s.buf[:0], n)
	clipped(&s.list, Plain, a.Min.X+w, a.y, max(0, a.Dx()-w), s.buf, faintText)
	a.y += s.pitch()
	return true
}

// partLines is how many lines a part of n things takes, each in two.
func partLines(n int) int { return min(n, 1) + 2*n }

// deskPart draws a part, the newest first, and leaves the lines below it as much
// room as they take, but not more than half.
func (s *Scene) deskPart(in *Input, a *area, name Word, n, below int, draw func(i int)) {
	if n == 0 || !s.deskTitle(in, a, name, n) {
		return
	}
	end := max(a.y+2*s.pitch(), a.Max.Y-min(below*s.pitch(), (a.Max.Y-a.y)/2))
	for i := n - 1; i >= 0; i-- {
		if a.y >= end || !s.room(a, Plain) {
			s.more(in, a, i+1)
			return
		}
		draw(i)
	}
}

// more says how many lines there was no room for.
func (s *Scene) more(in *Input, a *area, n int) {
	if !s.room(a, Plain) {
		return
	}
	s.buf = strconv.AppendInt(append(s.buf[:0], "… "...), int64(n), 10)
	s.buf = append(append(s.buf, ' '), wordAndMore.In(in.Language)...)
	clipped(&s.list, Plain, a.Min.X, a.y, a.Dx(), s.buf, faintText)
	a.y += s.pitch()
}

// headline writes a name, what s.buf holds, and at the right a state and how
// long it has been so.
func (s *Scene) headline(in *Input, a *area, name, state string, since air.Time, c Color) {
	rest := s.buf
	w := clipped(&s.list, Bold, a.Min.X, a.y, a.Dx(), name, c) + s.list.Sheet.px(6)
	w += clipped(&s.list, Small, a.Min.X+w, a.y, max(0, a.Dx()-w), rest, textColor) + s.list.Sheet.px(6)
	s.buf = append(append(s.buf[:0], stateIn(state, in.Language)...), ' ')
	s.buf = appendClock(s.buf, in.Now-since)
	wide := measure(s.list.Sheet, Small, s.buf)
	x := max(a.Min.X+w, a.Max.X-wide)
	clipped(&s.list, Small, x, a.y, max(0, a.Max.X-x), s.buf, c)
	a.y += s.pitch()
}

// note writes what s.buf holds on a line of its own, if there is anything.
func (s *Scene) note(a *area, c Color) {
	if len(s.buf) > 0 && s.room(a, Plain) {
		in := s.list.Sheet.px(8)
		clipped(&s.list, Small, a.Min.X+in, a.y, a.Dx()-in, s.buf, c)
		a.y += s.pitch()
	}
}

// appendClock adds a span as m:ss, or h:mm:ss from an hour on.
func appendClock(b []byte, t air.Time) []byte {
	if t < 0 {
		b, t = append(b, '-'), -t
	}
	if t >= air.Hour {
		b = append(strconv.AppendInt(b, int64(t/air.Hour), 10), ':')
		b = append(appendPadded(b, int(t/air.Minute%60), 2), ':')
	} else {
		b = append(strconv.AppendInt(b, int64(t/air.Minute), 10), ':')
	}
	return appendPadded(b, int(t/air.Second%60), 2)
}

// appendWith adds to whom it goes, or from whom it comes.
func appendWith(b []byte, giving bool, with string) []byte {
	if with == "" {
		return b
	}
	arrow := "← "
	if giving {
		arrow = "→ "
	}
	return append(append(b, arrow...), with...)
}

// appendPart adds a word, for a value to follow, after what stands there.
func appendPart(b []byte, in *Input, name Word) []byte {
	if len(b) > 0 {
		b = append(b, "  "...)
	}
	return append(append(b, name.In(in.Language)...), ' ')
}

// caseColor tells how a case stands: over, of concern, or in good hands.
func caseColor(state string) Color {
	switch state {
	case "closed", "handed_over":
		return faintText
	case "lost":
		return danger
	case "accepted", "held_both":
		return good
	}
	return warning
}

func (s *Scene) drawCase(in *Input, a *area, c *air.Case) {
	s.buf = s.buf[:0]
	if c.Track != 0 {
		s.buf = append(appendNumber(s.buf, c.Track), ' ')
	}
	s.buf = appendWith(s.buf, c.Giving, c.With)
	if c.Other != 0 {
		s.buf = appendNumber(append(s.buf, ' '), c.Other)
	}
	s.headline(in, a, c.Name, c.State, c.Since, caseColor(c.State))
	s.buf = s.buf[:0]
	if c.Lead != air.NoNation {
		s.buf = append(appendPart(s.buf, in, wordLead), c.Lead.String()...)
	}
	if c.Declared != 0 {
		s.buf = appendClock(appendPart(s.buf, in, wordDeclared), in.Now-c.Declared)
	}
	if c.Gap != 0 {
		s.buf = appendClock(appendPart(s.buf, in, wordGap), c.Gap)
	}
	if c.Apart != 0 {
		s.buf = append(strconv.AppendInt(appendPart(s.buf, in, wordApart), int64(c.Apart), 10), " m"...)
	}
	s.note(a, textColor)
	s.buf = append(s.buf[:0], c.Why...)
	s.note(a, dimText)
}

func (s *Scene) drawTransfer(in *Input, a *area, t *air.Transfer) {
	s.buf = s.buf[:0]
	if t.Track != 0 {
		s.buf = append(appendNumber(s.buf, t.Track), ' ')
	}
	s.buf = appendWith(s.buf, t.Giving, t.With)
	c := textColor
	if t.State == "transferred" || t.State == "cancelled" {
		c = faintText
	}
	s.headline(in, a, t.Callsign, t.State, t.Since, c)
	s.buf = s.buf[:0]
	if t.Boundary != 0 {
		s.buf = appendClock(appendPart(s.buf, in, wordBoundary), t.Boundary-in.Now)
	}
	if t.Voice {
		s.buf = appendPart(s.buf, in, wordVoice)
	}
	s.note(a, dimText)
}

func (s *Scene) drawFlight(in *Input, a *area, f *air.Flight) {
	s.buf = append(s.buf[:0], f.Base...)
	if f.On != 0 {
		s.buf = appendNumber(append(s.buf, " → "...), f.On)
	}
	c := accent
	if f.State == "ready" || f.State == "down" {
		c = dimText
	}
	s.headline(in, a, f.Name, f.State, f.Since, c)
	if f.State == "ready" || f.State == "down" {
		return
	}
	s.buf = appendClock(appendPart(s.buf[:0], in, wordFuel), f.Fuel)
	fuel := dimText
	if f.Fuel < 20*air.Minute { // assumed: what a fighter wants to land with
		fuel = danger
	}
	s.note(a, fuel)
}

func (s *Scene) drawRequest(in *Input, a *area, r *air.Request) {
	s.buf = append(append(append(s.buf[:0], r.From...), " → "...), r.To...)
	state, since, c := "pending", r.Asked, warning
	switch r.Answer {
	case "":
	case "granted":
		state, since, c = r.Answer, r.At, good
	default:
		state, since, c = r.Answer, r.At, danger
	}
	s.headline(in, a, "", state, since, c)
	s.buf = append(s.buf[:0], r.What...)
	if r.Why != "" {
		s.buf = append(append(s.buf, ": "...), r.Why...)
	}
	s.note(a, dimText)
}

// drawLogLine writes who did what. A person's deed has a solid mark and the
// name of the seat, a robot's a hollow one and the word.
func (s *Scene) drawLogLine(in *Input, a *area, l *air.LogLine) {
	w := s.stamp(a, l.At, dimText)
	mark, c := "◆ ", accent
	if l.Robot {
		mark, c = "○ ", dimText
	}
	s.buf = append(append(s.buf[:0], mark...), l.Who...)
	if l.Robot {
		s.buf = append(append(append(s.buf, " ("...), wordRobot.In(in.Language)...), ')')
	}
	w += clipped(&s.list, Plain, a.Min.X+w, a.y, max(0, a.Dx()-w), s.buf, c) + s.list.Sheet.px(6)
	s.buf = append(s.buf[:0], l.Did...)
	if l.Track != 0 {
		s.buf = appendNumber(append(s.buf, ' '), l.Track)
	}
	for _, part := range [...]string{l.Case, l.With} {
		if part != "" {
			s.buf = append(append(s.buf, ' '), part...)
		}
	}
	clipped(&s.list, Plain, a.Min.X+w, a.y, max(0, a.Dx()-w), s.buf, textColor)
	a.y += s.pitch()
	s.buf = append(s.buf[:0], l.Text...)
	s.note(a, dimText)
}

// duty returns who answers for a track; nil if nobody was asked.
func duty(v *air.View, track uint32) *air.Duty {
	if v == nil || track == 0 {
		return nil
	}
	for i := range v.Desk.Duties {
		if v.Desk.Duties[i].Track == track {
			return &v.Desk.Duties[i]
		}
	}
	return nil
}

// drawDuty tells who answers for the selected track; a gap is told as one.
func (s *Scene) drawDuty(in *Input, a *area, d *air.Duty) {
	for _, q := range [...]struct {
		name Word
		who  string
	}{{wordControl, d.Control}, {wordReporter, d.Reporter}, {wordLead, d.Lead}, {wordIntercept, d.Intercept}} {
		s.buf = append(s.buf[:0], q.who...)
		c := textColor
		if q.who == "" {
			s.buf = append(s.buf, wordNobody.In(in.Language)...)
			c = warning
		}
		s.row(in, a, q.name, c)
	}
}
