package scene

import (
	"image"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// region is a flight information region, or the airspace of a control center.
type region struct {
	ident string
	parts []shape
}

// limit is a line at which sovereign airspace ends: the nation's to one side, on
// land another's to the other.
type limit struct {
	shape
	of, beyond air.Nation // beyond is NoNation over water
}

// openAirspace adds the airspace of the atlas to a chart.
func (c *chart) openAirspace(d atlas.Detail) {
	for _, a := range atlas.FIRs() {
		if a.Kind != "low" && a.Kind != "cta" && a.Kind != "uta" { // outlines of the same regions again
			c.addRegion(&a)
		}
	}
	for _, a := range atlas.NeighborFIRs() {
		c.addRegion(&a)
	}
	for _, n := range air.Nations {
		for _, s := range lineShapes(atlas.Limits(n)) {
			c.limits = append(c.limits, limit{s, n, air.NoNation})
		}
	}
	for _, line := range atlas.Borders(d) {
		for i := 0; i+1 < len(line); i += longest {
			piece := line[i:min(i+longest+1, len(line))]
			if l := (limit{shape: newShape(normals(piece))}); l.part(piece) {
				c.limits = append(c.limits, l)
			}
		}
	}
}

// addRegion adds an outline to the region of its ident.
func (c *chart) addRegion(a *atlas.Area) {
	parts := ringShapes([]geo.Ring{a.Ring})
	for i := range c.firs {
		if c.firs[i].ident == a.Ident {
			c.firs[i].parts = append(c.firs[i].parts, parts...)
			return
		}
	}
	c.firs = append(c.firs, region{a.Ident, parts})
}

// part finds out which nations a piece of a border parts; false where it is none
// of the three on either side.
func (l *limit) part(piece atlas.Line) bool {
	at := len(piece) / 2
	p, q := piece[at-1], piece[at]
	_, along, _ := geo.Inverse(p, q)
	left, _ := geo.Direct(p, along-geo.Turn/4, 2*geo.NM)
	right, _ := geo.Direct(p, along+geo.Turn/4, 2*geo.NM)
	l.of, l.beyond = atlas.Overflown(left), atlas.Overflown(right)
	return l.of != l.beyond
}

// drawLimits draws where the three nations' airspace ends over water, 12 NM off
// the coast or in the middle between two; on land it ends at the borders.
func (s *Scene) drawLimits(f *Frame, c *chart, w float64) {
	radius := f.radius()
	for i := range c.limits {
		if l := &c.limits[i]; l.beyond == air.NoNation && l.of != air.NoNation && l.seen(f, radius) {
			s.drawDashed(f, l.points, w, 3*w, 3*w, limitColor)
		}
	}
}

// drawRegions draws flight information regions, and their idents where there is
// room.
func (s *Scene) drawRegions(f *Frame, c *chart, w float64) {
	for i := range c.firs {
		r := &c.firs[i]
		s.drawLines(f, r.parts, w, firColor)
		widest := &r.parts[0]
		for k := range r.parts {
			if r.parts[k].reach > widest.reach {
				widest = &r.parts[k]
			}
		}
		s.nameAt(f, widest, r.ident, firColor)
	}
}

// nameAt writes a name in the middle of a shape that is wide enough on the screen.
func (s *Scene) nameAt(f *Frame, at *shape, name string, c Color) {
	sheet := s.list.Sheet
	if at.reach*geo.MeanRadius/geo.NM*f.NMPixel() < float64(sheet.px(55)) {
		return
	}
	x, y := f.project(at.middle)
	w := measure(sheet, Small, name)
	r := image.Rect(int(x)-w/2, int(y)-sheet.px(6), int(x)+w/2+1, int(y)+sheet.px(6))
	if r.In(f.View) {
		text(&s.list, Small, r.Min.X, r.Max.Y, name, c)
	}
}

// drawArea draws the area of responsibility of the center on show: its regions, its
// rectangles, or where the airspace of its nations ends.
func (s *Scene) drawArea(in *Input, f *Frame, c *chart, w float64) {
	if in.Center < 0 || in.Center >= len(s.theater.Centers) {
		return
	}
	area := &s.theater.Centers[in.Center].Area
	for _, ident := range area.FIRs {
		for i := range c.firs {
			if c.firs[i].ident == ident {
				s.drawLines(f, c.firs[i].parts, 2*w, areaColor)
			}
		}
	}
	for i := range s.boxes[in.Center] {
		s.drawPath(f, s.boxes[in.Center][i].points, 2*w, areaColor)
	}
	radius := f.radius()
	for i := range c.limits {
		l := &c.limits[i]
		if area.Nations != 0 && holds(area.Nations, l.of) != holds(area.Nations, l.beyond) && l.seen(f, radius) {
			s.drawPath(f, l.points, 2*w, areaColor)
		}
	}
}

func holds(r air.Release, n air.Nation) bool { return n != air.NoNation && r&air.Only(n) != 0 }

// boxShapes returns rectangles in latitude and longitude as closed lines; along a
// parallel a point each degree.
func boxShapes(boxes []geo.Box) (out []shape) {
	for _, b := range boxes {
		ring := geo.Ring{}
		n := max(2, int((b.East-b.West)/geo.Degree)+1)
		for i := range n + 1 {
			ring = append(ring, geo.LatLon{Lat: b.South, Lon: b.West + (b.East-b.West)*float64(i)/float64(n)})
		}
		for i := range n + 1 {
			ring = append(ring, geo.LatLon{Lat: b.North, Lon: b.East - (b.East-b.West)*float64(i)/float64(n)})
		}
		out = append(out, ringShapes([]geo.Ring{ring})...)
	}
	return out
}
