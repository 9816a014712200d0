package scenario

import (
	"math"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// legTable is one point of a route.
type legTable struct {
	place
	Fix     text   `toml:"fix" doc:"ident of an airport or navaid"`
	Lat     number `toml:"lat" min:"-90" max:"90" doc:"latitude, degrees north; instead of fix"`
	Lon     number `toml:"lon" min:"-180" max:"180" doc:"longitude, degrees east; instead of fix"`
	AltFt   number `toml:"alt_ft" min:"-1500" max:"130000" def:"at a fix that is the first or last point: on the ground; else the leg's before" doc:"height above sea level, feet"`
	AGLFt   number `toml:"agl_ft" min:"0" max:"60000" doc:"height above ground, feet; instead of alt_ft"`
	SpeedKt number `toml:"speed_kt" above:"0" max:"3000" def:"the leg's before; at first the type's cruise" doc:"true airspeed on the way to the point, knots"`
}

// start is what the legs before one leave as its defaults.
type start struct {
	pos    *geo.LatLon // of the point before; nil: none
	height float64     // m, the last one that a leg named; with flying
	flying bool        // a height was named, or the type's usual one taken
	speed  float64     // m/s
}

// route resolves the points of a route.
func (l *loader) route(e *aircraftTable, t *atlas.AircraftType, known bool) []Leg {
	legs := make([]Leg, len(e.Route))
	s := start{speed: t.Cruise}
	for i := range e.Route {
		leg := &e.Route[i]
		l.checkLeg(leg)
		end := i == 0 || i == len(e.Route)-1
		legs[i] = l.leg(leg, t, &s, end)
		if known {
			l.performance(leg, t)
		}
		if legs[i] != (Leg{}) {
			s.pos = &legs[i].Pos
		}
		if i == 0 && legs[i].AGL && legs[i].Height == 0 && !leg.SpeedKt.Is {
			legs[i].Speed = t.Min // it begins on the runway
		}
	}
	return legs
}

func (l *loader) checkLeg(e *legTable) {
	l.not(&e.place, e.Fix.mark, "fix", e.Lat.mark, "lat")
	if !e.Lat.Met {
		l.not(&e.place, e.Fix.mark, "fix", e.Lon.mark, "lon")
	}
	l.not(&e.place, e.AltFt.mark, "alt_ft", e.AGLFt.mark, "agl_ft")
	if !e.Fix.Met {
		l.both(&e.place, e.Lat.mark, "lat", e.Lon.mark, "lon")
		if !e.Lat.Met && !e.Lon.Met {
			l.must(&e.place, mark{}, "fix", "ident of an airport or navaid, or lat and lon")
		}
	}
}

// leg resolves one point; end says that it is the first or the last, where an
// airport without a height means its runway.
func (l *loader) leg(e *legTable, t *atlas.AircraftType, s *start, end bool) Leg {
	leg := Leg{Fix: e.Fix.V, Pos: geo.Deg(e.Lat.V, e.Lon.V)}
	runway := false
	floor, hasFloor := 0.0, false
	if e.Fix.Is {
		if a, ok := atlas.FindAirport(e.Fix.V); ok {
			leg.Pos, runway = a.Pos, end
			floor, hasFloor = a.Elevation, a.Known
		} else if n, ok := atlas.FindNavaid(e.Fix.V, s.pos); ok {
			leg.Pos = n.Pos
		} else {
			l.bad(MissingReference, &e.place, e.Fix.mark, "the atlas has no such airport or navaid").slip(e.Fix.V, atlas.FixNames)
			return Leg{}
		}
	}
	if e.SpeedKt.Is {
		s.speed = e.SpeedKt.V * geo.Knot
	}
	leg.Speed = s.speed
	switch {
	case e.AltFt.Is:
		leg.Height = e.AltFt.V * geo.Foot
		s.height, s.flying = leg.Height, true
		l.aboveGround(e, leg.Pos, floor, hasFloor)
	case e.AGLFt.Is:
		leg.Height, leg.AGL = e.AGLFt.V*geo.Foot, true
	case e.AltFt.Met || e.AGLFt.Met: // a fault already
	case t.Category == atlas.Vessel:
		leg.Height = t.Typical
	case runway:
		leg.AGL = true
	case s.flying:
		leg.Height = s.height
	case s.pos == nil:
		l.must(&e.place, mark{}, "alt_ft", "height of the start, as it is no airport; or agl_ft")
	default:
		leg.Height = t.Typical
	}
	return leg
}

const (
	highestGround = 20_400 // ft: no ground of North America is higher (Denali, 20,310 ft)
	groundError   = 60     // m, of the terrain's mean in most places
)

// aboveGround looks whether a height is above the ground there: an airport's
// runway, else the terrain.
func (l *loader) aboveGround(e *legTable, p geo.LatLon, runway float64, hasRunway bool) {
	if e.AltFt.V > highestGround || !e.Fix.Is && !(e.Lat.Is && e.Lon.Is) {
		return
	}
	floor := runway
	if !hasRunway {
		floor = atlas.Ground(p)
	}
	if e.AltFt.V*geo.Foot < floor-groundError {
		l.bad(OutOfRange, &e.place, e.AltFt.mark, "alt_ft is below the ground").want("%.0f or more, or agl_ft", floor/geo.Foot)
	}
}

// performance looks whether the type can fly a leg.
func (l *loader) performance(e *legTable, t *atlas.AircraftType) {
	l.canFly(&e.place, t, e.AltFt, "alt_ft", e.SpeedKt)
	l.canFly(&e.place, t, e.AGLFt, "agl_ft", number{})
}

// canFly looks at a height and a speed against a type's limits.
func (l *loader) canFly(p *place, t *atlas.AircraftType, ft number, key string, kt number) {
	if ceiling := math.Round(t.Ceiling / geo.Foot); ft.Is && ft.V > ceiling {
		l.bad(Performance, p, ft.mark, key+" is above the ceiling of "+t.Code).want("at most %g", ceiling)
	}
	low, high := math.Round(t.Min/geo.Knot), math.Round(t.Max/geo.Knot)
	if kt.Is && (kt.V < low || kt.V > high) {
		l.bad(Performance, p, kt.mark, t.Code+" cannot fly at that speed").want("%g to %g kt", low, high)
	}
}
