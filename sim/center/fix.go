package center

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// fix is where an aircraft was, and how it moved.
type fix struct {
	At     air.Time
	Pos    geo.LatLon
	Course float64 // rad from true north
	Speed  float64 // m/s over ground
	Level  air.FL  // with Known
	Known  bool    // the level is
}

const knot = geo.NM / 3600 // m/s

// fixOf returns the fix of a track in a picture of a time.
func fixOf(t *air.Track, at air.Time) fix {
	where := t.Pos.Geodetic()
	frame := geo.NewFrame(where)
	v := frame.Turn(t.Vel)
	f := fix{At: at, Pos: where.LatLon, Course: math.Atan2(v.X, v.Y), Speed: math.Hypot(v.X, v.Y)}
	if t.Has&air.HasLevel != 0 {
		f.Level, f.Known = t.Level, true
	}
	return f
}

// fixTold returns the fix that a message tells.
func fixTold(t *air.Talk) fix {
	return fix{
		At: t.Measured, Pos: geo.Deg(t.Lat, t.Lon), Course: float64(t.Course) * geo.Degree,
		Speed: float64(t.SpeedKt) * knot, Level: t.Level, Known: t.Has&air.HasLevel != 0,
	}
}

// tell writes a fix into a message, in the steps in which positions are told.
func (f *fix) tell(t *air.Talk) {
	lat, lon := f.Pos.Degrees()
	t.Measured, t.Lat, t.Lon = f.At, math.Round(lat*1000)/1000, math.Round(lon*1000)/1000
	t.Course = int(math.Round(geo.Wrap(f.Course)/geo.Degree+360)) % 360
	if t.Course == 0 {
		t.Course = 360
	}
	t.SpeedKt = int(math.Round(f.Speed / knot))
	if f.Known {
		t.Level, t.Has = f.Level, t.Has|air.HasLevel
	}
}

// on returns where it is at a time if it flies on as it did.
func (f *fix) on(at air.Time) geo.LatLon {
	way := f.Speed * (at - f.At).Seconds()
	if way == 0 {
		return f.Pos
	}
	p, _ := geo.Direct(f.Pos, f.Course, way)
	return p
}

// The gate in which two centers' tracks are taken for one aircraft. Assumed.
const (
	gateRange  = 5 * geo.NM       // m, plus speed times age
	gateCourse = 20 * geo.Degree  // rad, plus gateTurn times age up to gateTurned
	gateTurn   = 1 * geo.Degree   // rad/s: a third of a standard rate turn
	gateTurned = 30.0             // s
	gateLevel  = air.FL(500 / 25) // 500 ft, if both know it
	gateSlow   = 40 * knot        // m/s: slower, a course says little
)

// meets reports whether b may be the aircraft of f, and how far apart the two
// are at b's time.
func (f *fix) meets(b *fix) (apart float64, ok bool) {
	age := max(b.At-f.At, f.At-b.At).Seconds()
	apart = geo.Distance(f.on(b.At), b.Pos)
	if apart > gateRange+float64(f.Speed*age) {
		return apart, false
	}
	if f.Speed > gateSlow && b.Speed > gateSlow && math.Abs(geo.Delta(f.Course, b.Course)) > gateCourse+float64(gateTurn*min(age, gateTurned)) {
		return apart, false
	}
	off := f.Level - b.Level
	return apart, !f.Known || !b.Known || max(off, -off) <= gateLevel
}

// inCone reports whether b lies where the aircraft of f may have come by then,
// whatever its course, and faster by a quarter, as after a climb (assumed).
func (f *fix) inCone(b *fix) bool {
	age := max(0, b.At-f.At).Seconds()
	return geo.Distance(f.Pos, b.Pos) <= gateRange+float64(1.25*f.Speed*age)
}
