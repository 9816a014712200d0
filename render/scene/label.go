package scene

import (
	"image"
	"math"
	"math/bits"

	"perimeter/air"
	"perimeter/air/geo"
)

// maxLabels is the most data blocks of one picture: more cannot be read.
const maxLabels = 1500

// form is how much of a data block is shown.
type form uint8

const (
	formNone  form = iota // there was no room
	formShort             // the first line
	formFull
)

// labelState is what a scope remembers of a track's data block, so that labels
// stand still.
type labelState struct {
	slot  int8 // one of slots
	form  form
	known bool     // it was placed before
	since air.Time // when its form last changed
}

// settle is how long a label that lost its room waits before it takes more room
// again: without it two labels that compete would flicker.
const settle = 6 * air.Second

// slots are the places of a data block about its symbol, in the order in which
// a new label tries them: the sides to which the block lies.
var slots = [8]struct{ x, y int }{
	{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1},
}

// block is the text of a data block: up to three lines, one after the other in
// Scene.words.
type block struct {
	start int
	ends  [3]int
	lines int
	chars int // of the longest line
}

// drawLabels places the data blocks, those that matter most first, and draws
// them in the other order: what matters most lies on top.
func (s *Scene) drawLabels(in *Input, h *history) {
	s.words = s.words[:0]
	first := s.order[:min(len(s.order), maxLabels)]
	for _, i := range first {
		s.placeLabel(in, h, &s.shown[i])
	}
	for n := len(first) - 1; n >= 0; n-- {
		at := &s.shown[first[n]]
		if at.form != formNone {
			s.writeBlock(at, &in.View.Tracks[at.blip])
		}
	}
}

// reserve takes the places of all that a data block must not cover: symbols of
// tracks and radars, and the scale bar.
func (s *Scene) reserve(in *Input, f *Frame) {
	sheet := s.list.Sheet
	s.labels.reset(f.View, sheet)
	s.labels.take(s.scaleBar)
	for i := range s.zones {
		if in.Layers&Zones != 0 {
			s.labels.take(s.zones[i].name)
		}
	}
	for i := range s.shown {
		s.labels.take(around(s.shown[i].x, s.shown[i].y, sheet.px(7)))
	}
	if in.Layers&Radars == 0 {
		return
	}
	named := s.radarsNamed(f)
	for _, id := range s.sensors(in) {
		x, y := f.project(s.frames[id].Up)
		r := around(x, y, sheet.px(4))
		if named {
			r = r.Union(s.radarName(id, x, y))
		}
		s.labels.take(r)
	}
}

func around(x, y float64, r int) image.Rectangle {
	p := image.Pt(int(math.Round(x)), int(math.Round(y)))
	return image.Rect(p.X-r, p.Y-r, p.X+r+1, p.Y+r+1)
}

// The ranks of tracks: what must be read, what may be a threat, the rest.
const (
	rankMust = iota
	rankThreat
	rankRest
	rankCount
)

// rank orders the tracks on show by rank, each rank by number.
func (s *Scene) rank() {
	s.order = s.order[:0]
	for rank := range rankCount {
		for i := range s.shown {
			if s.shown[i].rank == rank {
				s.order = append(s.order, int32(i))
			}
		}
	}
}

func rankOf(in *Input, t *air.Track, m *air.Mark) int {
	switch {
	case t.Number == in.Selected || t.Number == in.Hover || m.Interest || emergency(t) != "":
		return rankMust
	case m.Identity >= air.Suspect:
		return rankThreat
	}
	return rankRest
}

// placeLabel composes one data block and finds its place.
func (s *Scene) placeLabel(in *Input, h *history, at *shown) {
	b, t := &h.blips[at.blip], &in.View.Tracks[at.blip]
	s.compose(b, t, at)
	must := at.rank == rankMust || in.Layers&Crowd != 0
	at.label, at.form = s.settleLabel(&b.label, at, must, in.Now)
	if at.form != formNone {
		s.labels.take(at.label)
	}
}

// settleLabel finds the place and the form of a data block: where it stood
// before, if that is still free; else the first free place; else a shorter
// form; else none. One that must be shown is shown in full, over others if need
// be.
func (s *Scene) settleLabel(l *labelState, at *shown, must bool, now air.Time) (image.Rectangle, form) {
	top, least := formFull, formShort
	switch {
	case must:
		least = formFull
	case l.known && !s.moved && now >= l.since && now-l.since < settle:
		top = l.form
	}
	for what := top; what >= least && what > formNone; what-- {
		if slot, ok := s.freeSlot(l, at, what); ok {
			return s.keep(l, at, slot, what, now), what
		}
	}
	if must {
		return s.keep(l, at, s.leastTaken(l, at), formFull, now), formFull
	}
	s.keep(l, at, l.slot, formNone, now)
	return image.Rectangle{}, formNone
}

// keep notes where a label stands.
func (s *Scene) keep(l *labelState, at *shown, slot int8, what form, now air.Time) image.Rectangle {
	if l.form != what || !l.known {
		l.since = now
	}
	l.slot, l.form, l.known = slot, what, true
	return s.slotRect(at, slot, what)
}

func (s *Scene) freeSlot(l *labelState, at *shown, what form) (int8, bool) {
	if s.labels.free(s.slotRect(at, l.slot, what)) {
		return l.slot, true
	}
	for i := range int8(len(slots)) {
		if i != l.slot && s.labels.free(s.slotRect(at, i, what)) {
			return i, true
		}
	}
	return 0, false
}

// leastTaken returns the place of a data block that covers least; while the map
// stands still, one that has a place keeps it.
func (s *Scene) leastTaken(l *labelState, at *shown) int8 {
	if l.known && l.form == formFull && !s.moved {
		return l.slot
	}
	best, least := l.slot, s.labels.taken(s.slotRect(at, l.slot, formFull))
	for i := range int8(len(slots)) {
		if n := s.labels.taken(s.slotRect(at, i, formFull)); n < least {
			best, least = i, n
		}
	}
	return best
}

// slotRect returns the rectangle of a data block at one of its places.
func (s *Scene) slotRect(at *shown, slot int8, what form) image.Rectangle {
	sheet, d := s.list.Sheet, slots[slot]
	lines := at.words.lines
	if what == formShort {
		lines = 1
	}
	w := at.words.chars*sheet.measureRune(Small, '0') + sheet.px(2)
	h := lines*s.labels.line + sheet.px(1)
	gap := sheet.px(12)
	if at.rank == rankMust { // clear of the ring about it
		gap = sheet.px(16)
	}
	x, y := int(math.Round(at.x)), int(math.Round(at.y))
	switch d.x {
	case 1:
		x += gap
	case 0:
		x -= w / 2
	case -1:
		x -= gap + w
	}
	switch {
	case d.y == 1:
		y += gap * 2 / 3
	case d.y == -1:
		y -= gap*2/3 + h
	default:
		y -= h / 2
	}
	return image.Rect(x, y, x+w, y+h)
}

// compose writes a track's data block: who; level, trend and ground speed in
// knots; code and flags.
func (s *Scene) compose(b *blip, t *air.Track, at *shown) {
	at.words = block{start: len(s.words)}
	s.words = appendWho(s.words, t, &at.who)
	s.words = appendIdentity(s.words, at.who.Identity)
	s.endLine(&at.words)
	if t.Has&air.HasLevel != 0 {
		s.words = appendLevel(s.words, t.Level)
		s.words = append(s.words, [...]string{"↓", " ", "↑"}[b.trend+1]...)
	} else {
		s.words = append(s.words, "--- "...)
	}
	s.words = appendPadded(s.words, int(math.Round(b.speed/geo.Knot)), 3)
	s.endLine(&at.words)
	s.words = appendFlags(s.words, t, &at.who)
	s.endLine(&at.words)
}

// endLine ends a line of a data block, unless it is empty.
func (s *Scene) endLine(b *block) {
	from := b.start
	if b.lines > 0 {
		from = b.ends[b.lines-1]
	}
	if len(s.words) > from {
		b.ends[b.lines] = len(s.words)
		b.chars = max(b.chars, runes(s.words[from:]))
		b.lines++
	}
}

func runes(b []byte) (n int) {
	for _, c := range b {
		if c&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

// appendWho adds the best name of a track: its callsign, that of its flight
// plan, or its number.
func appendWho(b []byte, t *air.Track, m *air.Mark) []byte {
	switch {
	case t.Has&air.HasCallsign != 0 && t.Callsign != air.Callsign{}:
		return appendCallsign(b, t.Callsign)
	case m.Plan != air.Callsign{}:
		return appendCallsign(b, m.Plan)
	}
	return appendNumber(b, t.Number)
}

// appendIdentity adds the letter of the identities whose shape another shares.
func appendIdentity(b []byte, i air.Identity) []byte {
	switch i {
	case air.Joker:
		return append(b, " J"...)
	case air.Faker:
		return append(b, " K"...)
	}
	return b
}

// appendFlags adds code, emergency, interest and coasting.
func appendFlags(b []byte, t *air.Track, m *air.Mark) []byte {
	start := len(b)
	add := func(word string) {
		if len(b) > start {
			b = append(b, ' ')
		}
		b = append(b, word...)
	}
	if t.Has&air.HasCode != 0 {
		b = appendCode(b, t.Code)
	}
	if word := emergency(t); word != "" {
		add(word)
	}
	if m.Interest {
		add("TOI")
	}
	if t.Status == air.Coasting {
		add("CST")
	}
	return b
}

// writeBlock draws a data block and the line that ties it to its symbol.
func (s *Scene) writeBlock(at *shown, t *air.Track) {
	c := identityColor(at.who.Identity)
	s.drawTie(at, c)
	if t.Status == air.Coasting {
		c = c.Fade(0.7)
	}
	if emergency(t) != "" {
		c = danger
	} else if at.who.Interest {
		c = white
	}
	lines := at.words.lines
	if at.form == formShort {
		lines = 1
	}
	x := at.label.Min.X + s.list.Sheet.px(1)
	y := at.label.Min.Y + s.labels.ascent
	from := at.words.start
	for _, end := range at.words.ends[:lines] {
		text(&s.list, Small, x, y, s.words[from:end], c)
		from, y = end, y+s.labels.line
	}
}

// drawTie draws the line from the symbol to the nearest side of its block.
func (s *Scene) drawTie(at *shown, c Color) {
	r := at.label
	x := max(float64(r.Min.X), min(float64(r.Max.X-1), at.x))
	y := max(float64(r.Min.Y), min(float64(r.Max.Y-1), at.y))
	dx, dy := x-at.x, y-at.y
	d := math.Hypot(dx, dy)
	near := 8 * s.list.Sheet.Scale
	if d <= near+1 {
		return
	}
	s.list.line(at.x+dx/d*near, at.y+dy/d*near, x, y, s.list.Sheet.Scale, c.Fade(0.45))
}

// placer knows which parts of the map are taken: a bit for every cell of some
// pixels, row by row.
type placer struct {
	view         image.Rectangle
	cell         int // px
	words        int // uint64s a row
	bits         []uint64
	line, ascent int // px, of a data block's lines
}

// reset makes the whole map free.
func (p *placer) reset(view image.Rectangle, sheet *Sheet) {
	p.view, p.cell = view, sheet.px(3)
	p.words = (view.Dx()/p.cell + 64) / 64
	n := p.words * (view.Dy()/p.cell + 1)
	if cap(p.bits) < n {
		p.bits = make([]uint64, n)
	}
	p.bits = p.bits[:n]
	clear(p.bits)
	p.line = sheet.px(12)
	p.ascent = sheet.px(10)
}

// cells returns the cells that a rectangle touches; ok is false if it leaves
// the map.
func (p *placer) cells(r image.Rectangle) (c image.Rectangle, ok bool) {
	ok = r.In(p.view)
	r = r.Intersect(p.view).Sub(p.view.Min)
	return image.Rect(r.Min.X/p.cell, r.Min.Y/p.cell, (r.Max.X-1)/p.cell, (r.Max.Y-1)/p.cell), ok && !r.Empty()
}

// free reports whether a rectangle lies on the map and nothing has taken it.
func (p *placer) free(r image.Rectangle) bool {
	c, ok := p.cells(r)
	if !ok {
		return false
	}
	for y := c.Min.Y; y <= c.Max.Y; y++ {
		row := p.bits[y*p.words : (y+1)*p.words]
		for w := c.Min.X >> 6; w <= c.Max.X>>6; w++ {
			if row[w]&span(c.Min.X, c.Max.X, w) != 0 {
				return false
			}
		}
	}
	return true
}

// taken returns how many cells of a rectangle are taken or off the map.
func (p *placer) taken(r image.Rectangle) int {
	c, _ := p.cells(r)
	n := (r.Dx()*r.Dy() - r.Intersect(p.view).Dx()*r.Intersect(p.view).Dy()) / (p.cell * p.cell)
	if r.Intersect(p.view).Empty() {
		return n
	}
	for y := c.Min.Y; y <= c.Max.Y; y++ {
		row := p.bits[y*p.words : (y+1)*p.words]
		for w := c.Min.X >> 6; w <= c.Max.X>>6; w++ {
			n += bits.OnesCount64(row[w] & span(c.Min.X, c.Max.X, w))
		}
	}
	return n
}

// take marks a rectangle as taken.
func (p *placer) take(r image.Rectangle) {
	if r.Intersect(p.view).Empty() {
		return
	}
	c, _ := p.cells(r)
	for y := c.Min.Y; y <= c.Max.Y; y++ {
		row := p.bits[y*p.words : (y+1)*p.words]
		for w := c.Min.X >> 6; w <= c.Max.X>>6; w++ {
			row[w] |= span(c.Min.X, c.Max.X, w)
		}
	}
}

// span returns the bits of word w from cell x0 to cell x1, both included.
func span(x0, x1, w int) uint64 {
	m := ^uint64(0)
	if x0 > w<<6 {
		m <<= x0 - w<<6
	}
	if end := w<<6 + 63; x1 < end {
		m &= ^uint64(0) >> (end - x1)
	}
	return m
}
