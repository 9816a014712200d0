package scenario

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// flyable looks whether an aircraft can fly its route: each leg's climb, descent
// and turn with what the type has, each against the wind, and all of them on one
// load of fuel. The first fault of a leg is told: the others may follow from it.
func (l *loader) flyable(e *aircraftTable, a *Aircraft) {
	w := way{l: l, e: e, a: a, t: &a.Type, legs: make([]span, len(e.Route))} // a pattern flown at its end is none of them
	for i := range e.Route {
		if !e.Route[i].placed(&a.Route[i]) {
			return
		}
		w.legs[i].height = absolute(&a.Route[i])
	}
	for i := 1; i < len(w.legs); i++ {
		w.measure(i)
	}
	if len(w.legs) > 0 {
		w.height = w.legs[0].height
	}
	burnt, fuel := 0.0, a.Type.Endurance.Seconds() // s at cruise
	if a.Fuel > 0 {
		fuel = a.Fuel.Seconds()
	}
	for i := 1; i < len(w.legs); i++ {
		s := &w.legs[i]
		if s.length < 1 {
			continue
		}
		told := w.ashore(i) || w.headway(i) || w.ceiling(i) || w.slope(i) || w.bend(i)
		if told && s.ground <= 0 {
			return
		}
		if burnt += s.lasts * a.Type.Burn(s.speed); burnt > fuel {
			w.fault(i, "%s is out of fuel before its end", a.Type.Code).
				want("%s at cruise at most", spell(fuel)).got(spell(burnt)).
				try("an earlier end, more fuel_h, or a type that flies longer")
			return
		}
	}
}

// way is a route as it is flown, for checks.
type way struct {
	l    *loader
	e    *aircraftTable
	a    *Aircraft
	t    *atlas.AircraftType
	legs []span

	height float64 // m above sea level, reached at the end of the leg looked at
}

// span is the way to one point.
type span struct {
	height  float64 // m above sea level, at its end
	length  float64 // m
	out, in float64 // rad, azimuths at its start and at its end
	speed   float64 // m/s, true airspeed
	ground  float64 // m/s over the ground; 0 or less: the wind is stronger
	lasts   float64 // s
}

// placed reports whether a point has a place and a height: else it has its fault
// already.
func (e *legTable) placed(leg *Leg) bool {
	return *leg != (Leg{}) && (e.Fix.Is || e.Lat.Is && e.Lon.Is) && e.AltFt.Met == e.AltFt.Is && e.AGLFt.Met == e.AGLFt.Is
}

// absolute returns the height of a point above sea level in metres.
func absolute(leg *Leg) float64 {
	if !leg.AGL {
		return leg.Height
	}
	return leg.Height + atlas.Ground(leg.Pos)
}

// measure fills in a leg after the first.
func (w *way) measure(i int) {
	s, leg := &w.legs[i], &w.a.Route[i]
	s.length, s.out, s.in = geo.Inverse(w.a.Route[i-1].Pos, leg.Pos)
	s.speed = max(w.t.Min, min(w.t.Max, leg.Speed))
	wind := w.l.s.Weather.At(s.height)
	if w.t.Category == atlas.Vessel {
		wind = Wind{}
	}
	s.ground = overGround(s.speed, s.out, wind)
	if s.ground > 0 {
		s.lasts = s.length / s.ground
	}
}

// overGround returns the speed over the ground of an aircraft that holds a track
// in a wind (the wind triangle), 0 where it cannot.
func overGround(speed, track float64, wind Wind) float64 {
	sin, cos := math.Sincos(track)
	along, across := wind.East*sin+wind.North*cos, wind.East*cos-wind.North*sin
	if math.Abs(across) >= speed {
		return 0
	}
	return max(0, math.Sqrt(speed*speed-across*across)+along)
}

// Ashore is the height in metres of the terrain's mean from which on there is
// land: the cells are 3.7 km wide, and near a coast hold some of both (assumed).
const Ashore = 10.0

// ashore looks whether a ship's way leads over land, in steps of a cell's half.
func (w *way) ashore(i int) bool {
	const step = 1800.0 // m
	s := &w.legs[i]
	if w.t.Category != atlas.Vessel {
		return false
	}
	for d := 0.0; d < s.length+step; d += step {
		p, _ := geo.Direct(w.a.Route[i-1].Pos, s.out, min(d, s.length))
		if atlas.Ground(p) > Ashore {
			lat, lon := p.Degrees()
			w.fault(i, "%s would come to land", w.t.Code).want("water all the way").got(fmt.Sprintf("land at %.2f, %.2f", lat, lon))
			return true
		}
	}
	return false
}

func (w *way) headway(i int) bool {
	s := &w.legs[i]
	if s.ground > 0 {
		return false
	}
	wind := w.l.s.Weather.At(s.height)
	w.fault(i, "%s makes no headway on it against the wind", w.t.Code).
		want("more than %.0f kt through the air", math.Hypot(wind.East, wind.North)/geo.Knot).got(fmt.Sprintf("%.0f", s.speed/geo.Knot)).
		try("a greater speed_kt, or a height with less wind")
	return true
}

// ceiling looks at a height above the ground; those above the sea are looked at
// one by one.
func (w *way) ceiling(i int) bool {
	leg, e := &w.a.Route[i], &w.e.Route[i]
	over := w.legs[i].height - w.t.Ceiling
	if !leg.AGL || !e.AGLFt.Is || over <= 1 || leg.Height > w.t.Ceiling {
		return false
	}
	w.l.bad(Performance, &e.place, e.AGLFt.mark, "agl_ft over this ground is above the ceiling of "+w.t.Code).
		want("at most %.0f", math.Floor((leg.Height-over)/geo.Foot)).try("a lower agl_ft, or a way round")
	return true
}

// slope looks whether the type climbs or descends so steeply. What is not done
// at the end of a leg may go on in the next, if that is to be flown no lower, or
// no higher. A tenth of the way is forgiven: nobody plans to the foot.
func (w *way) slope(i int) bool {
	const forgiven = 0.1
	s, from := &w.legs[i], w.height
	reached := max(s.height, from-float64(w.t.Descent*s.lasts))
	verb, bound := "descend", "at least"
	if s.height > from {
		reached, verb, bound = min(s.height, climbed(w.t.Climbs(), from, s.lasts)), "climb", "at most"
	}
	w.height = reached
	left := s.height - reached // m, above 0: to climb
	if math.Abs(left) <= forgiven*math.Abs(s.height-from) || i+1 < len(w.legs) && (w.legs[i+1].height-s.height)*left >= 0 {
		return false
	}
	remedy := "a type that can"
	if longer := s.length * (s.height - from) / (reached - from); longer < 10_000*geo.NM {
		remedy = fmt.Sprintf("a leg of %.0f NM, which has %.0f, or less speed_kt", math.Ceil(longer/geo.NM), s.length/geo.NM)
	}
	w.fault(i, "%s cannot %s so steeply", w.t.Code, verb).
		want("%s %.0f ft at its end, from %.0f ft", bound, reached/geo.Foot, from/geo.Foot).got(fmt.Sprintf("%.0f", s.height/geo.Foot)).
		try(remedy)
	w.height = s.height
	return true
}

// climbed returns the height in metres that is reached in so many seconds.
func climbed(c atlas.Climbs, height, seconds float64) float64 {
	const steps = 60
	for range steps {
		height += c.At(height) * seconds / steps
	}
	return height
}

// bend looks whether a leg is long enough for the turns onto it and off it.
func (w *way) bend(i int) bool {
	s := &w.legs[i]
	need := w.lead(i) + w.lead(i+1)
	if need <= s.length {
		return false
	}
	w.fault(i, "%s cannot turn so tightly onto it and off it", w.t.Code).
		want("at least %.1f NM between its ends", math.Ceil(need/geo.NM*10)/10).got(fmt.Sprintf("%.1f", s.length/geo.NM)).
		try("points farther apart, wider angles, or less speed_kt")
	return true
}

// lead returns the way in metres that the turn onto a leg takes of it and of the
// leg before: the radius times the tangent of half the angle; about the radius
// twice for a sharper turn, which overshoots.
func (w *way) lead(i int) float64 {
	const sharpest = 2
	if i < 2 || i >= len(w.legs) || w.legs[i].length < 1 || w.legs[i-1].length < 1 {
		return 0
	}
	before := &w.legs[i-1]
	half := math.Abs(geo.Delta(w.legs[i].out, before.in)) / 2
	bend := float64(sharpest)
	if half < math.Atan(sharpest) {
		bend = math.Tan(half)
	}
	steepest, _ := w.t.Pull() // the world turns so where an everyday turn does not fit
	return bend * atlas.TurnRadius(before.speed, steepest)
}

// fault adds what is wrong with a leg, at its place.
func (w *way) fault(i int, format string, args ...any) *fault {
	p := &w.e.Route[i].place
	return w.l.add(Performance, p.from, p.who+fmt.Sprintf(format, args...))
}

// spell writes a time in hours and minutes.
func spell(seconds float64) string {
	minutes := air.Time(seconds/60 + 0.5)
	return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
}
