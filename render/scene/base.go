package scene

import (
	"hash/maphash"
	"image"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// base is what the map layer was drawn for: it is drawn anew when any of this
// changes.
type base struct {
	camera Camera
	view   image.Rectangle
	w, h   int
	scale  float64
	layers Layers
	center int
	down   uint64 // hash of the sensors that are out
	zones  uint64 // hash of the zones that are active
	speak  Language
}

var seed = maphash.MakeSeed()

// key returns a number for the base; equal bases have equal numbers.
func (b base) key() uint64 { return maphash.Comparable(seed, b) }

// mapLayers are the layers that the base holds.
const mapLayers = Coast | Borders | States | ADIZ | Grid | Rings | Radars | Limits | FIRs | Areas | Zones

// drawBase draws the map if it is not there yet, and leaves the list with it
// alone.
func (s *Scene) drawBase(in *Input, f *Frame) {
	want := base{in.Camera, f.View, in.W, in.H, s.list.Sheet.Scale, in.Layers & mapLayers, in.Center, s.sensorStates(in), s.zoneStates(in), in.Language}
	l := &s.list
	if s.hasBase && want == s.base {
		l.Vertices, l.Indices = l.Vertices[:s.baseVertices], l.Indices[:l.Base]
		return
	}
	s.moved = s.base.camera != want.camera || s.base.view != want.view
	s.base, s.hasBase = want, true
	l.Vertices, l.Indices, l.Key = l.Vertices[:0], l.Indices[:0], want.key()
	s.drawChart(in, f)
	if in.Layers&Rings != 0 {
		s.drawRings(in, f)
	}
	if in.Layers&Radars != 0 {
		s.drawRadars(in, f)
	}
	s.drawScaleBar(f)
	s.baseVertices, l.Base = len(l.Vertices), len(l.Indices)
}

// drawChart draws land, lines and zones.
func (s *Scene) drawChart(in *Input, f *Frame) {
	w := s.list.Sheet.Scale
	c := chartFor(geo.NM / f.NMPixel())
	if in.Layers&Coast != 0 {
		s.fillRings(f, c.land, landColor)
	}
	if in.Layers&Grid != 0 {
		s.drawGrid(f)
	}
	if in.Layers&States != 0 {
		s.drawLines(f, c.states, w, stateColor)
	}
	if in.Layers&Coast != 0 {
		s.drawLines(f, c.lakes, w, coastColor.Fade(0.55))
		s.drawLines(f, c.coast, w, coastColor)
	}
	if in.Layers&Borders != 0 {
		s.drawLines(f, c.borders, w, borderColor)
	}
	if in.Layers&ADIZ != 0 {
		radius := f.radius()
		for i := range c.adiz {
			if c.adiz[i].seen(f, radius) {
				s.drawDashed(f, c.adiz[i].points, w, 9*w, 6*w, adizColor)
			}
		}
	}
	if in.Layers&FIRs != 0 {
		s.drawRegions(f, c, w)
	}
	if in.Layers&Limits != 0 {
		s.drawLimits(f, c, w)
	}
	if in.Layers&Areas != 0 {
		s.drawArea(in, f, c, w)
	}
	if in.Layers&Zones != 0 {
		s.drawZones(in, f)
	}
}

// drawGrid draws meridians and parallels, 10, 5 or 1 degrees apart.
func (s *Scene) drawGrid(f *Frame) {
	step := 10.0
	if px := f.NMPixel() * 60; px > 150 {
		step = 1
	} else if px > 14 {
		step = 5
	}
	for lon := -180.0; lon < 180; lon += step {
		s.drawArc(f, func(t float64) geo.LatLon { return geo.Deg(-80+160*t, lon) })
	}
	for lat := -80.0; lat <= 80; lat += step {
		s.drawArc(f, func(t float64) geo.LatLon { return geo.Deg(lat, -180+360*t) })
	}
}

func (s *Scene) drawArc(f *Frame, at func(t float64) geo.LatLon) {
	const n = 90
	x0, y0 := f.Pixel(at(0))
	for i := 1; i <= n; i++ {
		x, y := f.Pixel(at(float64(i) / n))
		if ax, ay, bx, by, ok := clipLine(f.View, x0, y0, x, y); ok {
			s.list.line(ax, ay, bx, by, s.list.Sheet.Scale, gridColor)
		}
		x0, y0 = x, y
	}
}

// sensors returns the sensors of the center on show: no other nation's ring is
// ever drawn on its picture.
func (s *Scene) sensors(in *Input) []air.SensorID {
	if in.Center < 0 || in.Center >= len(s.theater.Centers) {
		return nil
	}
	return s.theater.Centers[in.Center].Sensors
}

// sensorStates returns a number that changes when a sensor goes out or comes
// back, and keeps for each sensor of the theater whether it is out.
func (s *Scene) sensorStates(in *Input) (h uint64) {
	clear(s.out)
	if in.View == nil {
		return 0
	}
	for i := range in.View.Sensors {
		st := &in.View.Sensors[i]
		if st.State == air.Down && int(st.Sensor) < len(s.out) {
			s.out[st.Sensor] = true
			h = (h ^ uint64(st.Sensor+1)) * 0x100000001b3
		}
	}
	return h
}

// ringRange returns the range of a sensor's ring: the primary's, or else the
// secondary's, or that at which a station hears, metres.
func ringRange(info *air.SensorInfo) float64 {
	if info.PSR || info.ADSB {
		return info.Range
	}
	return info.RangeSSR
}

const ringPoints = 120

// drawRings draws each radar's instrumented range, dashed where it has a
// secondary only. What lies inside another's ring is dimmer: the outline is
// what the center covers.
func (s *Scene) drawRings(in *Input, f *Frame) {
	ids := s.sensors(in)
	for _, id := range ids {
		info := &s.theater.Sensors[id]
		r := ringRange(info) / geo.MeanRadius
		if info.Moving || r <= 0 {
			continue
		}
		if s.frames[id].Up.Dot(f.up) < math.Cos(min(math.Pi, r+f.radius())) {
			continue
		}
		s.drawArcOf(f, ids, id, r, &s.frames[id], 0, geo.Turn)
	}
}

// ringAt returns the direction of the place at a distance, in radians of the
// earth, and an azimuth from another.
func ringAt(at *geo.Frame, r, azimuth float64) geo.Vec {
	sr, cr := math.Sincos(r)
	sa, ca := math.Sincos(azimuth)
	return at.Up.Scale(cr).Add(at.North.Scale(sr * ca)).Add(at.East.Scale(sr * sa))
}

// drawArcOf draws a part of a sensor's ring, from an azimuth on clockwise.
func (s *Scene) drawArcOf(f *Frame, ids []air.SensorID, id air.SensorID, r float64, at *geo.Frame, from, width float64) {
	w := s.list.Sheet.Scale
	var x0, y0 float64
	for i := range ringPoints + 1 {
		n := ringAt(at, r, from+width*float64(i)/ringPoints)
		x, y := f.project(n)
		if i > 0 {
			c := coverColor
			switch {
			case s.out[id]:
				c = danger.Fade(0.35)
			case s.covered(ids, id, n):
				c = ringColor
			}
			if ax, ay, bx, by, ok := clipLine(f.View, x0, y0, x, y); ok && (s.theater.Sensors[id].PSR || i%2 == 0) {
				s.list.line(ax, ay, bx, by, w, c)
			}
		}
		x0, y0 = x, y
	}
}

// covered reports whether a direction lies inside the ring of another sensor
// that works.
func (s *Scene) covered(ids []air.SensorID, but air.SensorID, n geo.Vec) bool {
	for _, id := range ids {
		if id != but && !s.out[id] && s.frames[id].Up.Dot(n) > s.ringCos[id] {
			return true
		}
	}
	return false
}

// drawRadars marks the sites, and names them where there is room.
func (s *Scene) drawRadars(in *Input, f *Frame) {
	named := s.radarsNamed(f)
	for _, id := range s.sensors(in) {
		info := &s.theater.Sensors[id]
		x, y := f.project(s.frames[id].Up)
		if !image.Pt(int(x), int(y)).In(f.View) || info.Moving {
			continue
		}
		sym, c := symbolRadar, radarColor
		if info.StandIn {
			sym, c = symbolStandIn, standColor
		}
		if s.out[id] {
			c = danger
		}
		s.list.symbol(sym, x, y, c)
		if s.out[id] {
			s.list.symbol(symbolOut, x, y, danger)
		}
		if named {
			r := s.radarName(id, x, y)
			text(&s.list, Small, r.Min.X, r.Max.Y-s.list.Sheet.lines[Small].descent, info.Name, c.Fade(0.7))
		}
	}
}

// radarsNamed reports whether there is room for the names of radars.
func (s *Scene) radarsNamed(f *Frame) bool { return f.NMPixel() > 1.1*s.list.Sheet.Scale }

// radarName returns where a radar's name stands: below its mark.
func (s *Scene) radarName(id air.SensorID, x, y float64) image.Rectangle {
	sheet := s.list.Sheet
	w, h := measure(sheet, Small, s.theater.Sensors[id].Name), sheet.LineHeight(Small)
	at := image.Pt(int(x)-w/2, int(y)+sheet.px(5))
	return image.Rectangle{at, at.Add(image.Pt(w, h))}
}

// drawScaleBar draws a length of the map at its lower left corner.
func (s *Scene) drawScaleBar(f *Frame) {
	sheet := s.list.Sheet
	want := float64(sheet.px(120)) / f.NMPixel()
	nm := math.Pow(10, math.Floor(math.Log10(want)))
	for _, k := range []float64{5, 2} {
		if nm*k <= want {
			nm *= k
			break
		}
	}
	x, y := f.View.Min.X+sheet.px(12), f.View.Max.Y-sheet.px(12)
	w := int(math.Round(nm * f.NMPixel()))
	s.list.fill(image.Rect(x, y, x+w, y+sheet.px(1)), dimText)
	s.list.fill(image.Rect(x, y-sheet.px(4), x+sheet.px(1), y), dimText)
	s.list.fill(image.Rect(x+w-sheet.px(1), y-sheet.px(4), x+w, y), dimText)
	s.buf = appendFixed(s.buf[:0], nm, 0)
	s.buf = append(s.buf, " NM"...)
	s.scaleBar = image.Rect(x, y-sheet.px(16), x+max(w, sheet.px(60)), y+sheet.px(1))
	text(&s.list, Small, x+sheet.px(4), y-sheet.px(4), s.buf, dimText)
}
