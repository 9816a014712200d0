package scene

import (
	"image"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// where returns where a sensor stands, or where a moving one was last as the
// view tells; false where nothing told it.
func (s *Scene) where(v *air.View, id air.SensorID) (at geo.Frame, height float64, ok bool) {
	info := &s.theater.Sensors[id]
	if !info.Moving {
		return s.frames[id], info.Pos.Height, true
	}
	if v == nil {
		return at, 0, false
	}
	p, ok := v.Platform(id)
	if !ok {
		return at, 0, false
	}
	g := geo.LatLon{Lat: p.Lat, Lon: p.Lon}.At(float64(p.Height))
	return geo.NewFrame(g), g.Height, true
}

// drawPlatforms draws the moving sensors of the center on show, which the base
// cannot hold: ring, mark, name, and a stroke toward where the nose points. One
// that is down has no ring.
func (s *Scene) drawPlatforms(in *Input, f *Frame) {
	ids := s.sensors(in)
	for i := range in.View.Platforms {
		p := &in.View.Platforms[i]
		if int(p.Sensor) >= len(s.theater.Sensors) || !s.theater.Sensors[p.Sensor].Moving {
			continue
		}
		at, _, _ := s.where(in.View, p.Sensor)
		r := ringRange(&s.theater.Sensors[p.Sensor]) / geo.MeanRadius
		if in.Layers&Rings != 0 && r > 0 && !s.out[p.Sensor] && at.Up.Dot(f.up) >= math.Cos(min(math.Pi, r+f.radius())) {
			s.drawReach(f, ids, p, r, &at)
		}
		if in.Layers&Radars != 0 {
			s.drawPlatform(f, p, &at)
		}
	}
}

// drawReach draws the range of a moving sensor: a ring, or the fans to both sides
// of one that looks aside only.
func (s *Scene) drawReach(f *Frame, ids []air.SensorID, p *air.Platform, r float64, at *geo.Frame) {
	aside := s.theater.Sensors[p.Sensor].Aside
	if aside <= 0 {
		s.drawArcOf(f, ids, p.Sensor, r, at, 0, geo.Turn)
		return
	}
	x0, y0 := f.project(at.Up)
	for _, abeam := range [...]float64{geo.Turn / 4, -geo.Turn / 4} {
		from := float64(p.Heading) + abeam - aside
		s.drawArcOf(f, ids, p.Sensor, r, at, from, 2*aside)
		for _, edge := range [...]float64{from, from + 2*aside} {
			x, y := f.project(ringAt(at, r, edge))
			if ax, ay, bx, by, ok := clipLine(f.View, x0, y0, x, y); ok {
				s.list.line(ax, ay, bx, by, s.list.Sheet.Scale, ringColor)
			}
		}
	}
}

// noseLength is how far the stroke of a platform's heading goes, pixels at
// scale 1.
const noseLength = 14

func (s *Scene) drawPlatform(f *Frame, p *air.Platform, at *geo.Frame) {
	x, y := f.project(at.Up)
	if !image.Pt(int(x), int(y)).In(f.View) {
		return
	}
	c := radarColor
	if s.out[p.Sensor] {
		c = danger
		s.list.symbol(symbolOut, x, y, c)
	}
	s.list.symbol(symbolMoving, x, y, c)
	sin, cos := math.Sincos(float64(p.Heading))
	const ahead = 1e-4 // rad of the earth: a direction on the map
	nx, ny := f.project(unit(at.Up.Add(at.North.Scale(ahead * cos)).Add(at.East.Scale(ahead * sin))))
	if d := math.Hypot(nx-x, ny-y); d > 0 {
		k := noseLength * s.list.Sheet.Scale / d
		if ax, ay, bx, by, ok := clipLine(f.View, x, y, x+float64(k*(nx-x)), y+float64(k*(ny-y))); ok {
			s.list.line(ax, ay, bx, by, s.list.Sheet.Scale, c)
		}
	}
	if s.radarsNamed(f) {
		r := s.radarName(p.Sensor, x, y)
		text(&s.list, Small, r.Min.X, r.Max.Y-s.list.Sheet.lines[Small].descent, s.theater.Sensors[p.Sensor].Name, c.Fade(0.7))
	}
}
