package scene

import (
	"image"
	"math"
	"strconv"

	"perimeter/air"
	"perimeter/air/geo"
)

// drawPanels draws all that stands about the map.
func (s *Scene) drawPanels(in *Input) {
	s.drawBanner(in)
	s.drawStatus(in)
	s.drawTabs(in)
	s.drawTrackPanel(in)
	s.drawDesk(in)
	s.drawAlerts(in)
	s.drawMessages(in)
	s.drawBoard(in)
	s.drawScore(in)
	s.drawConsole(in)
	s.drawStatusLine(in)
	s.drawTime(in)
	s.drawZoneCard(in)
	s.drawHelp(in)
	if in.View == nil {
		s.drawNoPicture(in)
	}
	if in.NoPlay {
		s.drawNoPlay(in)
	}
}

// area is a part of a panel that is written line by line.
type area struct {
	image.Rectangle
	y int // the baseline of the next line
}

// open draws a panel's ground, edge and title and returns the room inside.
func (s *Scene) open(kind PanelKind, title string, note []byte) (area, bool) {
	r := s.layout.Panel[kind]
	if r.Empty() {
		return area{}, false
	}
	l, sheet := &s.list, s.list.Sheet
	s.enter(kind)
	l.fill(r, panelColor)
	head, body := cutTop(r, sheet.px(19))
	l.fill(head, titleColor)
	l.frame(r, panelEdge)
	pad := sheet.px(7)
	y := sheet.middle(Bold, head)
	went := clipped(l, Bold, head.Min.X+pad, y, max(0, head.Dx()-2*pad), title, textColor)
	if room := head.Dx() - 2*pad - went - pad; room > 0 && len(note) > 0 {
		clipped(l, Plain, head.Min.X+2*pad+went, y, room, note, dimText)
	}
	body = image.Rect(body.Min.X+pad, body.Min.Y, body.Max.X-pad, body.Max.Y-sheet.px(3))
	return area{body, body.Min.Y + sheet.lines[Plain].ascent + sheet.px(3)}, true
}

// enter tells the trace in which panel the text that follows stands.
func (s *Scene) enter(kind PanelKind) {
	if s.list.trace != nil {
		s.list.trace.panel, s.list.trace.within = kind, s.layout.Panel[kind]
	}
}

// middle returns the baseline of a line of text in the middle of a strip.
func (s *Sheet) middle(f Face, r image.Rectangle) int {
	return (r.Min.Y + r.Max.Y + s.lines[f].ascent - s.lines[f].descent) / 2
}

// room reports whether one more line of a face fits.
func (s *Scene) room(a *area, f Face) bool {
	return a.y+s.list.Sheet.lines[f].descent <= a.Max.Y && a.Dx() > 0
}

// pitch returns the distance of lines in panels.
func (s *Scene) pitch() int { return s.list.Sheet.px(15) }

// paragraph writes a text in at most limit lines and moves on; the last line
// ends with an ellipsis if there was more.
func paragraph[S string | []byte](s *Scene, a *area, f Face, indent int, t S, limit int, c Color) {
	width := a.Dx() - indent
	for n := 1; len(t) > 0 && s.room(a, f); n++ {
		end := wrap(s.list.Sheet, f, t, width)
		last := n == limit || a.y+s.pitch()+s.list.Sheet.lines[f].descent > a.Max.Y
		if last {
			end = len(t)
		}
		clipped(&s.list, f, a.Min.X+indent, a.y, width, t[:end], c)
		a.y += s.pitch()
		if last {
			return
		}
		for t = t[end:]; len(t) > 0 && t[0] == ' '; t = t[1:] {
		}
	}
}

// wrap returns how many bytes of t go on one line of a width: up to the last
// space that fits, or as many as fit if there is none; at least one rune.
func wrap[S string | []byte](sheet *Sheet, f Face, t S, width int) int {
	x, space := 0, 0
	for i := 0; i < len(t); {
		r, n := decode(t[i:])
		if r == '\n' {
			return i + 1
		}
		if r == ' ' {
			space = i
		}
		x += sheet.measureRune(f, r)
		if x > width {
			switch {
			case space > 0:
				return space
			case i == 0:
				return n
			}
			return i
		}
		i += n
	}
	return len(t)
}

// drawBanner draws the word that stands on every picture, in all languages,
// that of the person first.
func (s *Scene) drawBanner(in *Input) {
	r := s.layout.Panel[BannerPanel]
	s.enter(BannerPanel)
	s.list.fill(r, bannerColor)
	b := appendMarking(s.buf[:0], in.Language)
	for _, l := range Languages {
		if l != in.Language {
			b = appendMarking(append(b, "  ·  "...), l)
		}
	}
	s.buf = b
	w := min(measure(s.list.Sheet, Bold, b), r.Dx())
	clipped(&s.list, Bold, r.Min.X+(r.Dx()-w)/2, s.list.Sheet.middle(Bold, r), r.Dx(), b, white)
}

// appendMarking adds what every picture says of itself.
func appendMarking(b []byte, l Language) []byte {
	b = append(append(b, wordExercise.In(l)...), ", "...)
	return append(b, wordSimulated.In(l)...)
}

// drawStatus draws the exercise, its clock and the counts.
func (s *Scene) drawStatus(in *Input) {
	r := s.layout.Panel[StatusPanel]
	s.enter(StatusPanel)
	sheet := s.list.Sheet
	s.list.fill(r, titleColor)
	right := r.Max.X - sheet.px(8)
	right = s.cell(r, right, Plain, s.counts(in), dimText)
	right = s.cell(r, right, Bold, s.pace(in), s.paceColor(in))
	s.buf = append(s.buf[:0], "T+"...)
	s.buf = appendElapsed(s.buf, in.Now)
	right = s.cell(r, right, Clock, s.buf, textColor)
	s.buf = s.utc(in.Now).AppendFormat(s.buf[:0], "2006-01-02 15:04:05Z")
	right = s.cell(r, right, Clock, s.buf, white)
	x := r.Min.X + sheet.px(8)
	if in.director() {
		w := min(measure(sheet, Bold, wordDirector.In(in.Language)), max(0, right-x))
		clipped(&s.list, Bold, x, sheet.middle(Bold, r), w, wordDirector.In(in.Language), warning)
		x += w + sheet.px(10)
	}
	clipped(&s.list, Bold, x, sheet.middle(Bold, r), max(0, right-x), s.theater.Title, textColor)
}

// cell writes a text that ends at right and returns where the next one to its
// left ends.
func (s *Scene) cell(r image.Rectangle, right int, f Face, t []byte, c Color) int {
	sheet := s.list.Sheet
	w := min(measure(sheet, f, t), max(0, right-r.Min.X-sheet.px(8)))
	clipped(&s.list, f, right-w, sheet.middle(f, r), w, t, c)
	return right - w - sheet.px(14)
}

func (s *Scene) counts(in *Input) []byte {
	b := s.buf[:0]
	if in.Truth != nil {
		b = strconv.AppendInt(b, int64(len(in.Truth.Aircraft)), 10)
		b = append(append(append(b, ' '), wordAircraft.In(in.Language)...), "  "...)
	}
	if in.View != nil {
		b = strconv.AppendInt(b, int64(len(in.View.Tracks)), 10)
		b = append(append(append(b, ' '), wordTracks.In(in.Language)...), "  "...)
		b = strconv.AppendInt(b, int64(len(s.history(in.View.Center).plots)), 10)
		b = append(append(append(b, ' '), wordPlots.In(in.Language)...), "  "...)
	}
	out := 0
	ids := s.sensors(in)
	for _, id := range ids {
		if s.out[id] {
			out++
		}
	}
	b = strconv.AppendInt(b, int64(len(ids)-out), 10)
	b = append(b, '/')
	b = strconv.AppendInt(b, int64(len(ids)), 10)
	b = append(append(b, ' '), wordRadars.In(in.Language)...)
	s.buf = b
	return b
}

func (s *Scene) pace(in *Input) []byte {
	b := s.buf[:0]
	if in.NoPlay {
		b = append(append(b, "■ "...), wordNoPlay.In(in.Language)...)
	} else if in.Paused {
		b = append(append(b, "■ "...), wordPaused.In(in.Language)...)
	} else {
		b = append(append(b, "▶ "...), in.Speed...)
	}
	s.buf = b
	return b
}

func (s *Scene) paceColor(in *Input) Color {
	switch {
	case in.NoPlay:
		return danger
	case in.Paused:
		return warning
	}
	return good
}

// drawTabs draws the centers to choose from and the buttons of the layers.
func (s *Scene) drawTabs(in *Input) {
	r := s.layout.Panel[TabPanel]
	s.enter(TabPanel)
	sheet := s.list.Sheet
	s.list.fill(r, panelColor)
	pad := sheet.px(12)
	for i, tab := range s.layout.Tabs {
		c := dimText
		if i == in.Center {
			s.list.fill(tab, activeColor)
			s.list.fill(image.Rect(tab.Min.X, tab.Min.Y, tab.Max.X, tab.Min.Y+sheet.px(2)), accent)
			c = white
		}
		clipped(&s.list, Bold, tab.Min.X+pad, sheet.middle(Bold, tab), max(0, tab.Dx()-2*pad), s.theater.Centers[i].Name, c)
	}
	for i, button := range s.layout.Layers {
		if button.Empty() {
			continue
		}
		c := faintText
		if in.Layers&(1<<i) != 0 {
			s.underline(button, Layers(1)<<i)
			c = textColor
		}
		text(&s.list, Plain, button.Min.X+sheet.px(6), sheet.middle(Plain, button), layerWord(i).In(in.Language), c)
	}
	s.list.fill(image.Rect(r.Min.X, r.Max.Y-sheet.px(1), r.Max.X, r.Max.Y), panelEdge)
}

// underline draws under the button of a layer that is on how its lines look on the
// map: the buttons are the map's legend.
func (s *Scene) underline(button image.Rectangle, layer Layers) {
	sheet, c, dashed := s.list.Sheet, accent, 0
	switch layer {
	case Borders:
		c = borderColor
	case ADIZ:
		c, dashed = adizColor, sheet.px(9)
	case Limits:
		c, dashed = limitColor, sheet.px(3)
	case FIRs:
		c = firColor
	case Areas:
		c = areaColor
	case Zones:
		c = zoneColor
	}
	y := button.Max.Y - sheet.px(4)
	from, to := button.Min.X+sheet.px(5), button.Max.X-sheet.px(5)
	step := to - from
	if dashed > 0 {
		step = 2 * dashed
	}
	for x := from; x < to; x += step {
		end := to
		if dashed > 0 {
			end = min(to, x+dashed)
		}
		s.list.fill(image.Rect(x, y, end, y+sheet.px(2)), c)
	}
}

// drawAlerts draws the alerts, the newest first.
func (s *Scene) drawAlerts(in *Input) {
	n := 0
	if in.View != nil {
		n = len(in.View.Alerts)
	}
	s.buf = appendCount(s.buf[:0], n)
	a, ok := s.open(AlertPanel, wordAlerts.In(in.Language), s.buf)
	if !ok {
		return
	}
	if n == 0 {
		paragraph(s, &a, Plain, 0, wordNoAlerts.In(in.Language), 1, faintText)
		return
	}
	for i := n - 1; i >= 0 && s.room(&a, Plain); i-- {
		al := &in.View.Alerts[i]
		w := s.stamp(&a, al.At, dimText)
		if al.Track != 0 {
			s.buf = appendNumber(s.buf[:0], al.Track)
			w += clipped(&s.list, Small, a.Min.X+w, a.y, max(0, a.Dx()-w), s.buf, warning)
		}
		a.y += s.pitch()
		paragraph(s, &a, Plain, s.list.Sheet.px(8), SayingIn(in.Language, al.Text), 2, warning)
	}
}

// appendCount adds a number in brackets, or nothing for none.
func appendCount(b []byte, n int) []byte {
	if n == 0 {
		return b
	}
	return append(strconv.AppendInt(append(b, '('), int64(n), 10), ')')
}

// stamp writes the civil time and returns how far it went, with a space.
func (s *Scene) stamp(a *area, t air.Time, c Color) int {
	s.buf = s.utc(t).AppendFormat(s.buf[:0], "15:04:05Z")
	return clipped(&s.list, Small, a.Min.X, a.y, a.Dx(), s.buf, c) + s.list.Sheet.px(8)
}

// drawMessages draws the messages, the newest first.
func (s *Scene) drawMessages(in *Input) {
	n := 0
	if in.View != nil {
		n = len(in.View.Messages)
	}
	s.buf = appendCount(s.buf[:0], n)
	a, ok := s.open(MessagePanel, wordMessages.In(in.Language), s.buf)
	if !ok {
		return
	}
	if n == 0 {
		paragraph(s, &a, Plain, 0, wordNoMessages.In(in.Language), 1, faintText)
		return
	}
	for i := n - 1; i >= 0 && s.room(&a, Plain); i-- {
		m := &in.View.Messages[i]
		w := s.stamp(&a, m.At, dimText)
		clipped(&s.list, Bold, a.Min.X+w, a.y, max(0, a.Dx()-w), m.From, accent)
		a.y += s.pitch()
		paragraph(s, &a, Plain, s.list.Sheet.px(8), m.Text, 4, textColor)
		a.y += s.list.Sheet.px(3)
	}
}

// drawBoard draws the MSEL about the next event that has not come.
func (s *Scene) drawBoard(in *Input) {
	if !in.boardShown() {
		return
	}
	next := 0
	for next < len(in.Board) && in.Board[next].Done {
		next++
	}
	done := 0
	for i := range in.Board {
		if in.Board[i].Done {
			done++
		}
	}
	s.buf = strconv.AppendInt(s.buf[:0], int64(done), 10)
	s.buf = append(s.buf, '/')
	s.buf = strconv.AppendInt(s.buf, int64(len(in.Board)), 10)
	a, ok := s.open(BoardPanel, wordBoard.In(in.Language), s.buf)
	if !ok {
		return
	}
	for i := max(0, next-3); i < len(in.Board) && s.room(&a, Plain); i++ {
		s.drawBoardLine(in, &a, &in.Board[i], i == next)
	}
}

// drawStatusLine draws what the program says to the person, and what is under the
// pointer.
func (s *Scene) drawStatusLine(in *Input) {
	r := s.layout.Panel[LinePanel]
	s.enter(LinePanel)
	sheet := s.list.Sheet
	s.list.fill(r, panelColor)
	right := r.Max.X - sheet.px(8)
	if in.Pointed && in.Pointer.In(s.layout.Panel[MapPanel]) {
		right = s.cell(r, right, Small, s.readout(in), dimText)
	}
	x := r.Min.X + sheet.px(8)
	if m := s.markAt(in); m != nil {
		s.buf = append(append(appendElapsed(append(s.buf[:0], "T+"...), m.At), "  "...), m.Text...)
		clipped(&s.list, Plain, x, sheet.middle(Plain, r), max(0, right-x), s.buf, danger)
		return
	}
	clipped(&s.list, Plain, x, sheet.middle(Plain, r), max(0, right-x), in.Status, textColor)
}

// readout tells the place under the pointer and, from the selected track, the
// bearing and the distance to it (a geodesic).
func (s *Scene) readout(in *Input) []byte {
	f := in.Camera.On(s.layout.Panel[MapPanel])
	p := f.Place(float64(in.Pointer.X), float64(in.Pointer.Y))
	b := s.buf[:0]
	if from := s.selected(in); from != nil {
		d, az, _ := geo.Inverse(from.place, p)
		b = appendPadded(b, int(math.Round(az/geo.Degree))%360, 3)
		b = append(b, "° / "...)
		b = appendFixed(b, d/geo.NM, 1)
		b = append(b, " NM    "...)
	}
	b = appendPlace(b, p)
	s.buf = b
	return b
}

// selected returns the blip of the selected track, or nil.
func (s *Scene) selected(in *Input) *blip {
	if in.View == nil || in.Selected == 0 {
		return nil
	}
	h := s.history(in.View.Center)
	for i := range h.blips {
		if h.blips[i].number == in.Selected {
			return &h.blips[i]
		}
	}
	return nil
}

// drawNoPicture says on the map that the center has published nothing yet.
func (s *Scene) drawNoPicture(in *Input) {
	r := s.layout.Panel[MapPanel]
	s.enter(MapPanel)
	word := wordNoPicture.In(in.Language)
	w := min(measure(s.list.Sheet, Bold, word), r.Dx())
	clipped(&s.list, Bold, r.Min.X+(r.Dx()-w)/2, r.Min.Y+s.list.Sheet.px(40), r.Dx(), word, dimText)
}

// drawNoPlay says across the map that the exercise is stopped for something
// real.
func (s *Scene) drawNoPlay(in *Input) {
	r, sheet := s.layout.Panel[MapPanel], s.list.Sheet
	s.enter(MapPanel)
	band, _ := cutTop(r, sheet.px(26))
	s.list.fill(band, danger)
	b := append(s.buf[:0], wordNoPlay.In(in.Language)...)
	for _, l := range Languages {
		if l != in.Language {
			b = append(append(b, "  ·  "...), wordNoPlay.In(l)...)
		}
	}
	s.buf = b
	w := min(measure(sheet, Bold, b), band.Dx())
	clipped(&s.list, Bold, band.Min.X+(band.Dx()-w)/2, sheet.middle(Bold, band), band.Dx(), b, RGB(0, 0, 0))
}

// drawHelp draws the keys over the map.
func (s *Scene) drawHelp(in *Input) {
	a, ok := s.open(HelpPanel, wordHelp.In(in.Language), nil)
	if !ok {
		return
	}
	sheet := s.list.Sheet
	a.y += sheet.px(4)
	keys := 0
	for _, h := range Help {
		keys = max(keys, measure(sheet, Small, h.Keys[in.Language%languageCount]))
	}
	keys = min(keys+sheet.px(14), a.Dx()/2)
	for _, h := range Help {
		if !s.room(&a, Plain) {
			return
		}
		clipped(&s.list, Small, a.Min.X, a.y, keys-sheet.px(6), h.Keys[in.Language%languageCount], accent)
		clipped(&s.list, Plain, a.Min.X+keys, a.y, max(0, a.Dx()-keys), h.Does.In(in.Language), textColor)
		a.y += sheet.px(18)
	}
}
