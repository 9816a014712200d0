package scene

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

const (
	trailLength = 10
	trailStep   = 12 * air.Second // a long-range radar's scan: as far apart as a scope's history dots are
	forgetAfter = 60 * air.Second // a longer gap between two views starts anew
	plotScanMin = 4 * air.Second
	plotScanMax = 30 * air.Second
)

// history is what a scope remembers of one center's pictures.
type history struct {
	view  *air.View
	blips []blip // of the view, sorted by number
	spare []blip
	plots []spot
}

// blip is one track as the scope draws it.
type blip struct {
	number uint32
	n      geo.Vec // direction of its place: the ellipsoid's normal
	ahead  geo.Vec // direction of where it will be in a minute
	place  geo.LatLon
	speed  float64 // m/s over ground
	course float64 // rad from true north
	height float64 // m
	trend  int8    // +1 climbing, -1 descending
	trail  trail
	label  labelState
}

// trail is where a track was, a scan apart.
type trail struct {
	at    [trailLength]vec32 // a ring
	level [trailLength]air.FL
	count uint8    // how many there are
	next  uint8    // where the next goes
	last  air.Time // of the newest
}

// vec32 is a direction in half the space: 0.4 m at the Earth's surface.
type vec32 struct{ x, y, z float32 }

func small(v geo.Vec) vec32 { return vec32{float32(v.X), float32(v.Y), float32(v.Z)} }

func (v vec32) wide() geo.Vec { return geo.Vec{X: float64(v.x), Y: float64(v.y), Z: float64(v.z)} }

// spot is a plot as the scope draws it.
type spot struct {
	n      vec32
	at     air.Time
	sensor air.SensorID
	kind   air.PlotKind
}

// Observe takes note of a view: call it at each publication, for every center
// whose picture may be asked for, in the order of time. A step back in time, or
// a gap of more than a minute, forgets the trails, plots and label places of
// that center.
func (s *Scene) Observe(v *air.View) {
	h := s.history(v.Center)
	if h.view == v {
		return
	}
	if h.view != nil && (v.At < h.view.At || v.At-h.view.At > forgetAfter) {
		h.blips, h.plots = h.blips[:0], h.plots[:0]
	}
	h.view = v
	h.observeTracks(v)
	s.observePlots(h, v)
}

// observeTracks makes the blips of a view; both lists are sorted by number.
func (h *history) observeTracks(v *air.View) {
	old := h.blips
	now := h.spare[:0]
	for i := range v.Tracks {
		t := &v.Tracks[i]
		for len(old) > 0 && old[0].number < t.Number {
			old = old[1:]
		}
		b := blip{number: t.Number}
		if len(old) > 0 && old[0].number == t.Number {
			b.trail, b.label = old[0].trail, old[0].label
		}
		b.see(t, v.At)
		now = append(now, b)
	}
	h.blips, h.spare = now, h.blips
}

// see brings a blip to what a track says.
func (b *blip) see(t *air.Track, at air.Time) {
	g := t.Pos.Geodetic()
	f := geo.NewFrame(g)
	v := f.Turn(t.Vel)
	b.n, b.place, b.height = f.Up, g.LatLon, g.Height
	b.speed = math.Hypot(v.X, v.Y)
	b.course = geo.Wrap(math.Atan2(v.X, v.Y))
	minute := 60 / (geo.MeanRadius + g.Height)
	b.ahead = unit(f.Up.Add(f.East.Scale(v.X * minute)).Add(f.North.Scale(v.Y * minute)))
	b.trend = b.trail.trend(t)
	b.trail.add(b.n, t.Level, at)
}

func unit(v geo.Vec) geo.Vec { return v.Scale(1 / max(1e-12, v.Norm())) }

// add notes a place if the newest is a scan old.
func (t *trail) add(n geo.Vec, level air.FL, at air.Time) {
	if t.count > 0 && at-t.last < trailStep {
		return
	}
	t.at[t.next], t.level[t.next] = small(n), level
	t.next = (t.next + 1) % trailLength
	t.count = min(t.count+1, trailLength)
	t.last = at
}

// back returns the index of the place i steps ago; i < count.
func (t *trail) back(i int) int { return (int(t.next) - 1 - i + 2*trailLength) % trailLength }

// trend compares a track's level with that of one to two scans ago: more than
// 100 ft, the step of Mode C, is a climb or a descent.
func (t *trail) trend(now *air.Track) int8 {
	if now.Has&air.HasLevel == 0 || t.count < 2 {
		return 0
	}
	const step = 4 // quarters of a flight level
	switch d := now.Level - t.level[t.back(1)]; {
	case d > step:
		return 1
	case d < -step:
		return -1
	}
	return 0
}

// scanOf returns how long a sensor's plots stay.
func (s *Scene) scanOf(id air.SensorID) air.Time {
	if int(id) >= len(s.theater.Sensors) {
		return 0
	}
	return max(plotScanMin, min(plotScanMax, s.theater.Sensors[id].Scan))
}

// observePlots drops what is older than its sensor's scan and takes in the new.
// Plots of a moving sensor lie about where the view says it was last.
func (s *Scene) observePlots(h *history, v *air.View) {
	keep := h.plots[:0]
	for _, p := range h.plots {
		if v.At-p.at <= s.scanOf(p.sensor) {
			keep = append(keep, p)
		}
	}
	for i := range v.Plots {
		p := &v.Plots[i]
		if int(p.Sensor) >= len(s.frames) || v.At-p.At > s.scanOf(p.Sensor) {
			continue
		}
		if from, up, ok := s.where(v, p.Sensor); ok {
			keep = append(keep, spot{small(locate(p, &from, up)), p.At, p.Sensor, p.Kind})
		}
	}
	h.plots = keep
}

// assumedHeight is where a plot without height is drawn: at the middle of what
// flies (assumed); at 50 NM it moves the plot by less than 0.3 NM.
const assumedHeight = 6000.0 // m

// locate returns the direction of the place of a plot from an antenna at a
// height.
func locate(p *air.Plot, f *geo.Frame, antenna float64) geo.Vec {
	height := assumedHeight
	switch {
	case p.Has&air.HasLevel != 0:
		height = p.Level.Meters()
	case p.Has&air.HasHeight != 0:
		height = float64(p.Height)
	}
	rho := max(1, p.Range())
	up := height - antenna
	sin := max(-1, min(1, up/rho-rho/(2*geo.MeanRadius))) // straight ray over a round earth
	enu := geo.Spherical{Range: rho, Azimuth: p.Azimuth(), Elevation: math.Asin(sin)}.ENU()
	return normal(f.From(enu).Geodetic().LatLon)
}
