package scene

import (
	"image"
	"math"
	"strconv"

	"perimeter/air"
	"perimeter/air/geo"
)

// zoneShape is a restricted zone as it is drawn: each radius once.
type zoneShape struct {
	at    geo.Frame
	rings []shape         // by ring of the zone; without points: another ring has its radius
	arc   []float64       // rad of the earth, by ring
	name  image.Rectangle // where it stands on the last map; empty: nowhere
}

const zonePoints = 96

func newZoneShape(z *air.ZoneInfo) zoneShape {
	s := zoneShape{at: geo.NewFrame(z.Middle.At(0))}
	for i := range z.Rings {
		arc := z.Rings[i].Radius / geo.MeanRadius
		ring := shape{middle: s.at.Up, reach: arc}
		if !hasArc(s.arc, arc) {
			for k := range zonePoints + 1 {
				ring.points = append(ring.points, ringAt(&s.at, arc, geo.Turn*float64(k)/zonePoints))
			}
		}
		s.rings, s.arc = append(s.rings, ring), append(s.arc, arc)
	}
	return s
}

func hasArc(arcs []float64, arc float64) bool {
	for _, a := range arcs {
		if a == arc {
			return true
		}
	}
	return false
}

// zoneShown reports whether a zone belongs on the picture: one of which the center
// on show may know, or any where truth lies over the picture.
func (s *Scene) zoneShown(in *Input, i int) bool {
	if in.Truth != nil && in.Layers&Ghosts != 0 {
		return true
	}
	return in.Center >= 0 && in.Center < len(s.theater.Centers) && s.theater.Zones[i].Release.To(s.theater.Centers[in.Center].Audience)
}

// zoneStates returns a number that changes when a zone begins or ends, or comes on
// the picture or goes from it.
func (s *Scene) zoneStates(in *Input) (h uint64) {
	for i := range s.theater.Zones {
		h = (h ^ uint64(i+1)) * 0x100000001b3
		if s.theater.Zones[i].Active(in.Now) {
			h ^= 1 << 20
		}
		if s.zoneShown(in, i) {
			h ^= 1 << 40
		}
	}
	return h
}

// drawZones draws restricted zones: solid and named while they are active, dashed
// and dim, with the word, while they are not.
func (s *Scene) drawZones(in *Input, f *Frame) {
	radius, w := f.radius(), s.list.Sheet.Scale
	for i := range s.zones {
		z, info := &s.zones[i], &s.theater.Zones[i]
		z.name = image.Rectangle{}
		if !s.zoneShown(in, i) {
			continue
		}
		active := info.Active(in.Now)
		for k := range z.rings {
			ring := &z.rings[k]
			switch {
			case len(ring.points) == 0 || !ring.seen(f, radius):
			case active:
				s.drawPath(f, ring.points, 1.5*w, zoneColor)
			default:
				s.drawDashed(f, ring.points, w, 4*w, 6*w, zoneColor.Fade(0.6))
			}
		}
		s.nameZone(in, f, i, active)
	}
}

// nameZone writes above each ring that stands clear its radius and layers of height,
// and above all the zone's name.
func (s *Scene) nameZone(in *Input, f *Frame, i int, active bool) {
	z, info, sheet := &s.zones[i], &s.theater.Zones[i], s.list.Sheet
	c := zoneColor
	if !active {
		c = c.Fade(0.6)
	}
	outer, px := 0.0, f.NMPixel()*geo.MeanRadius/geo.NM
	for _, arc := range z.arc {
		outer = max(outer, arc)
	}
	for k, arc := range z.arc {
		if len(z.rings[k].points) > 0 && z.clear(k) > float64(sheet.px(18))/px {
			s.buf = s.appendLayers(s.buf[:0], info, info.Rings[k].Radius)
			if at := s.writeAbove(f, &z.at, arc, sheet.px(3), c.Fade(0.85)); arc == outer {
				z.name = at
			}
		}
	}
	gap := sheet.px(3)
	if !z.name.Empty() {
		gap += sheet.px(13)
	}
	s.buf = append(s.buf[:0], info.Name...)
	if !active {
		s.buf = append(append(append(s.buf, " ("...), wordInactive.In(in.Language)...), ')')
	}
	z.name = z.name.Union(s.writeAbove(f, &z.at, outer, gap, c))
}

// clear returns how far a ring is from the next one about it, rad of the earth; of the
// outermost, its radius.
func (z *zoneShape) clear(k int) float64 {
	room := math.Inf(1)
	for _, arc := range z.arc {
		if arc > z.arc[k] {
			room = min(room, arc-z.arc[k])
		}
	}
	if math.IsInf(room, 1) {
		return z.arc[k]
	}
	return room
}

// writeAbove writes s.buf so many pixels above the northern end of a ring, and
// returns where it stands; nothing where there is no room on the map.
func (s *Scene) writeAbove(f *Frame, at *geo.Frame, arc float64, gap int, c Color) image.Rectangle {
	sheet := s.list.Sheet
	x, y := f.project(ringAt(at, arc, 0))
	w, h := measure(sheet, Small, s.buf), sheet.LineHeight(Small)
	r := image.Rect(int(x)-w/2, int(y)-gap-h, int(x)-w/2+w, int(y)-gap)
	if math.Abs(x) > 1e6 || math.Abs(y) > 1e6 || !r.In(f.View) {
		return image.Rectangle{}
	}
	text(&s.list, Small, r.Min.X, r.Max.Y-sheet.lines[Small].descent, s.buf, c)
	return r
}

// appendLayers adds the radius of a ring, and the layers of height of all rings of
// this radius.
func (s *Scene) appendLayers(b []byte, z *air.ZoneInfo, radius float64) []byte {
	b = append(appendMiles(b, radius), ' ')
	for i := range z.Rings {
		if z.Rings[i].Radius == radius {
			b = appendLayer(append(b, ' '), &z.Rings[i])
		}
	}
	return append(b, " ft"...)
}

// appendMiles adds a radius in nautical miles, with a decimal where it has one.
func appendMiles(b []byte, radius float64) []byte {
	nm := math.Round(radius/geo.NM*10) / 10
	return append(strconv.AppendFloat(b, nm, 'f', -1, 64), " NM"...)
}

// appendLayer adds a layer of height in feet above sea level: SFC from the surface
// on, UNL without an upper limit.
func appendLayer(b []byte, r *air.ZoneRing) []byte {
	if r.Floor <= 0 {
		b = append(b, "SFC"...)
	} else {
		b = strconv.AppendInt(b, int64(math.Round(r.Floor/geo.Foot)), 10)
	}
	b = append(b, '-')
	if r.Ceiling >= 100_000*geo.Foot-1 {
		return append(b, "UNL"...)
	}
	return strconv.AppendInt(b, int64(math.Round(r.Ceiling/geo.Foot)), 10)
}

// pickZone finds the zone whose name or whose ring lies under a pixel; the nearest
// ring first.
func (s *Scene) pickZone(in *Input, f *Frame, at point, hit *Hit) bool {
	if in.Layers&Zones == 0 {
		return false
	}
	best := reach / 2 * s.list.Sheet.Scale
	for i := range s.zones {
		if !s.zoneShown(in, i) {
			continue
		}
		z := &s.zones[i]
		if contains(z.name, int(at.x), int(at.y)) {
			hit.Kind, hit.Zone = HitZone, i
			return true
		}
		x0, y0 := f.project(z.at.Up)
		d := math.Hypot(at.x-x0, at.y-y0)
		for k := range z.arc {
			x, y := f.project(ringAt(&z.at, z.arc[k], math.Atan2(at.x-x0, y0-at.y)))
			if off := math.Abs(math.Hypot(x-x0, y-y0) - d); off < best {
				best, hit.Kind, hit.Zone = off, HitZone, i
			}
		}
	}
	return hit.Kind == HitZone
}

// drawZoneCard tells by whose authority and instrument the zone under the pointer
// stands, its layers and its times, in a card on the map.
func (s *Scene) drawZoneCard(in *Input) {
	if in.Zone <= 0 || in.Zone > len(s.theater.Zones) || in.Layers&Zones == 0 || !s.zoneShown(in, in.Zone-1) {
		return
	}
	z, on, sheet := &s.theater.Zones[in.Zone-1], s.layout.Panel[MapPanel], s.list.Sheet
	r := s.cardRect(in, sheet.px(376), sheet.px(19+15*(4+len(z.Rings))+6))
	if r.Empty() || !r.In(on) {
		return
	}
	s.layout.Panel[CardPanel] = r
	s.buf = append(s.buf[:0], z.Nation.String()...)
	a, ok := s.open(CardPanel, z.Name, s.buf)
	if !ok {
		return
	}
	for _, row := range [...]struct {
		name Word
		text string
	}{{wordAuthority, z.Authority}, {wordInstrument, z.Instrument}, {wordWatches, z.Center}} {
		s.buf = append(s.buf[:0], row.text...)
		s.row(in, &a, row.name, textColor)
	}
	c := warning
	s.buf = append(s.buf[:0], "T+"...)
	s.buf = append(appendElapsed(s.buf, z.From), " - "...)
	if z.To < air.Never {
		s.buf = appendElapsed(append(s.buf, "T+"...), z.To)
	} else {
		s.buf = append(s.buf, "…"...)
	}
	name := wordActive
	if !z.Active(in.Now) {
		name, c = wordInactive, dimText
	}
	s.row(in, &a, name, c)
	for i := range z.Rings {
		s.buf = append(appendMiles(s.buf[:0], z.Rings[i].Radius), ": "...)
		s.buf = append(appendLayer(s.buf, &z.Rings[i]), " ft"...)
		if z.Rings[i].Planned {
			s.buf = append(append(s.buf, ", "...), wordByPlan.In(in.Language)...)
		}
		if !s.room(&a, Small) {
			return
		}
		clipped(&s.list, Small, a.Min.X, a.y, a.Dx(), s.buf, textColor)
		a.y += s.pitch()
	}
}

// cardRect returns a place for a card on the map beside the pointer, or else at the
// map's lower right.
func (s *Scene) cardRect(in *Input, w, h int) image.Rectangle {
	on, gap := s.layout.Panel[MapPanel].Inset(s.list.Sheet.px(6)), s.list.Sheet.px(14)
	x, y := on.Max.X-w, on.Max.Y-h
	if in.Pointed && in.Pointer.In(on) {
		x, y = in.Pointer.X+gap, in.Pointer.Y+gap
		if x+w > on.Max.X {
			x = in.Pointer.X - gap - w
		}
		y = max(on.Min.Y, min(y, on.Max.Y-h))
	}
	return image.Rect(x, y, x+w, y+h).Intersect(on)
}
