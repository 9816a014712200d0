package scene

import (
	"image"

	"perimeter/air"
	"perimeter/air/truth"
)

// drawTime draws the time bar: how far the exercise has come, where the picture
// stands, the live edge, and for the director the injects.
func (s *Scene) drawTime(in *Input) {
	r := s.layout.Panel[TimePanel]
	s.enter(TimePanel)
	l, sheet, axis := &s.list, s.list.Sheet, s.layout.Axis
	l.fill(r, panelColor)
	l.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+sheet.px(1)), panelEdge)
	l.fill(axis, titleColor)
	live, now := s.timeX(in.Live), s.timeX(in.Now)
	l.fill(image.Rect(axis.Min.X, axis.Min.Y, live, axis.Max.Y), activeColor)
	l.fill(image.Rect(axis.Min.X, axis.Min.Y, now, axis.Max.Y), accent)
	s.drawTicks()
	s.drawInjects(in)
	s.drawMarks(in)
	l.fill(image.Rect(live-sheet.px(1), axis.Min.Y-sheet.px(4), live+sheet.px(1), axis.Max.Y+sheet.px(3)), good)
	l.symbol(symbolKnob, float64(now), float64(axis.Min.Y-sheet.px(4)), white)
	s.drawTimeWords(in)
}

// timeX returns where a time is on the axis.
func (s *Scene) timeX(t air.Time) int {
	axis := s.layout.Axis
	if s.theater.Length <= 0 {
		return axis.Min.X
	}
	f := float64(max(0, min(t, s.theater.Length))) / float64(s.theater.Length)
	return axis.Min.X + int(f*float64(axis.Dx())+0.5)
}

// timeAt returns the time at a place on the axis, in whole seconds.
func (s *Scene) timeAt(x int) air.Time {
	axis := s.layout.Axis
	if axis.Dx() <= 0 {
		return 0
	}
	f := max(0, min(1, float64(x-axis.Min.X)/float64(axis.Dx())))
	return air.Time(f*float64(s.theater.Length)+float64(air.Second)/2) / air.Second * air.Second
}

// drawTicks marks every ten minutes, or the hours where these would crowd.
func (s *Scene) drawTicks() {
	axis, sheet := s.layout.Axis, s.list.Sheet
	step := 10 * air.Minute
	for n := s.theater.Length / step; n > air.Time(axis.Dx()/sheet.px(12)+1) && step < 100*air.Hour; n = s.theater.Length / step {
		step *= 6
	}
	for t := step; t < s.theater.Length; t += step {
		x := s.timeX(t)
		h := sheet.px(2)
		if t%air.Hour == 0 {
			h = sheet.px(5)
		}
		s.list.fill(image.Rect(x, axis.Max.Y, x+sheet.px(1), axis.Max.Y+h), dimText)
	}
}

// drawInjects marks the events of the board above the axis: hollow what is to
// come, solid what is done.
func (s *Scene) drawInjects(in *Input) {
	axis, sheet := s.layout.Axis, s.list.Sheet
	for i := range in.Board {
		x := s.timeX(in.Board[i].At)
		r := image.Rect(x-sheet.px(2), axis.Min.Y-sheet.px(8), x+sheet.px(2), axis.Min.Y-sheet.px(2))
		if in.Board[i].Done {
			s.list.fill(r, dimText)
		} else {
			s.list.frame(r, warning)
		}
	}
}

// drawMarks marks bookmarks across the axis, for the director, and below it the alerts
// of the center on show.
func (s *Scene) drawMarks(in *Input) {
	axis, sheet := s.layout.Axis, s.list.Sheet
	if in.View != nil {
		for i := range in.View.Alerts {
			x := s.timeX(in.View.Alerts[i].At)
			s.list.fill(image.Rect(x, axis.Max.Y+sheet.px(1), x+sheet.px(2), axis.Max.Y+sheet.px(5)), warning)
		}
	}
	if in.Score == nil || !in.director() {
		return
	}
	for i := range in.Score.Marks {
		x := s.timeX(in.Score.Marks[i].At)
		s.list.fill(image.Rect(x-sheet.px(1), axis.Min.Y-sheet.px(3), x+sheet.px(1), axis.Max.Y+sheet.px(5)), danger)
	}
}

// markAt returns the bookmark under the pointer, the latest first; nil: none.
func (s *Scene) markAt(in *Input) *truth.ScoreMark {
	if in.Score == nil || !in.director() || !in.Pointed || !in.Pointer.In(s.layout.Panel[TimePanel]) {
		return nil
	}
	for i := len(in.Score.Marks) - 1; i >= 0; i-- {
		if x := s.timeX(in.Score.Marks[i].At); in.Pointer.X >= x-s.list.Sheet.px(4) && in.Pointer.X <= x+s.list.Sheet.px(4) {
			return &in.Score.Marks[i]
		}
	}
	return nil
}

// drawTimeWords writes above the axis where the picture stands, whether that is
// live, and the length.
func (s *Scene) drawTimeWords(in *Input) {
	r, sheet, axis := s.layout.Panel[TimePanel], s.list.Sheet, s.layout.Axis
	y := r.Min.Y + sheet.lines[Small].ascent + sheet.px(2)
	b := append(append(s.buf[:0], wordElapsed.In(in.Language)...), " T+"...)
	b = appendElapsed(b, in.Now)
	b = append(b, "   "...)
	c := good
	if in.Live-in.Now > 2*air.Second {
		b = appendElapsed(b, in.Now-in.Live)
		b = append(append(append(append(b, ' '), wordFrom.In(in.Language)...), ' '), wordLive.In(in.Language)...)
		c = warning
	} else {
		b = append(append(b, "● "...), wordLive.In(in.Language)...)
	}
	s.buf = b
	went := clipped(&s.list, Small, axis.Min.X, y, axis.Dx(), b, c)
	s.buf = appendElapsed(s.buf[:0], s.theater.Length)
	if w := measure(sheet, Small, s.buf); w+went+sheet.px(20) < axis.Dx() {
		text(&s.list, Small, axis.Max.X-w, y, s.buf, dimText)
	}
}
