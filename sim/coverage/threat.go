package coverage

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Threat is the way of a track of interest, for warning times: where it is every
// Tick from its start.
type Threat struct {
	Name string
	RCS  float64 // m2
	Way  []geo.Geodetic
}

// Tick is the time between two points of a threat's way.
const Tick = 10 * air.Second

// longestWay ends the way of a threat: nothing of an exercise lasts longer.
const longestWay = 24 * air.Hour

// ThreatOf returns the way of an aircraft: along geodesics at the speeds of its
// legs, climbing and sinking as its type can at sea level. Wind, turns and orders
// of the MSEL are left out.
func ThreatOf(a *scenario.Aircraft) Threat { return Threat{Name: a.Name, RCS: a.Type.RCS, Way: way(a)} }

func way(a *scenario.Aircraft) (points []geo.Geodetic) {
	height := math.NaN() // above what its leg says
	spare := 0.0         // m, flown of the next leg by the last tick of this one
	for i := range a.Route[1:] {
		from, to := &a.Route[i], &a.Route[i+1]
		if math.IsNaN(height) || from.AGL != to.AGL {
			height = over(to, from.Pos, height, from)
		}
		length, azimuth, _ := geo.Inverse(from.Pos, to.Pos)
		pace := to.Speed * Tick.Seconds()
		for ; spare < length && pace > 0 && len(points) < int(longestWay/Tick); spare += pace {
			p, _ := geo.Direct(from.Pos, azimuth, spare)
			points = append(points, p.At(sea(to, p, height)))
			height = toward(height, to.Height, &a.Type)
		}
		spare -= length
	}
	return points
}

// over returns the height at which a leg begins, as the next one counts heights.
func over(to *scenario.Leg, p geo.LatLon, height float64, from *scenario.Leg) float64 {
	if math.IsNaN(height) {
		height = from.Height
	}
	switch {
	case from.AGL && !to.AGL:
		return height + atlas.Ground(p)
	case to.AGL && !from.AGL:
		return height - atlas.Ground(p)
	}
	return height
}

// sea returns a height above sea level.
func sea(l *scenario.Leg, p geo.LatLon, height float64) float64 {
	if l.AGL {
		return height + atlas.Ground(p)
	}
	return height
}

func toward(height, want float64, t *atlas.AircraftType) float64 {
	s := Tick.Seconds()
	return max(min(want, height+t.ClimbLow*s), height-t.Descent*s)
}

// sighting is when a sensor first covers a threat, in ticks of its way, by kind.
type sighting [kinds]int

const notSeen = math.MaxInt32

// watch follows the threats with one sensor.
func (a *asker) watch() []sighting {
	list := make([]sighting, len(a.survey.Threats))
	for i := range a.survey.Threats {
		t := &a.survey.Threats[i]
		list[i] = sighting{notSeen, notSeen}
		for tick, at := range t.Way {
			pd, reply, _ := a.sensor.Would(at, t.RCS)
			if reply {
				list[i][Cooperative] = min(list[i][Cooperative], tick)
			}
			if pd >= a.survey.Pd {
				list[i][NonCooperative] = min(list[i][NonCooperative], tick)
			}
		}
	}
	return list
}

// border returns the tick at which a threat enters the airspace of an audience's
// nations; false: it never does, or starts in it.
func (t *Threat) border(audience air.Release) (tick int, ok bool) {
	for i, p := range t.Way {
		if air.Only(atlas.Overflown(p.LatLon))&audience != 0 {
			return i, i > 0
		}
	}
	return 0, false
}
