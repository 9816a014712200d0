package world

import (
	"math"
	"strings"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// performance is what a type can do: the atlas's row with what follows from it.
type performance struct {
	cruise, min, max   float64 // m/s, true airspeed
	climbs             atlas.Climbs
	descent            float64 // m/s
	ceiling            float64 // m
	sideways, normally float64 // m/s2, g tan(bank): the pull of a steepest turn, and of an everyday one
	along              float64 // m/s2, of speeding up and slowing down
	upright            float64 // m/s2, of starting and ending a climb
	afloat             bool    // a ship: no wind carries it, and it keeps to the water
}

const slowest = 5.0 // m/s, below it ways ahead and patterns are reckoned as at it

// newPerformance returns what a type can do. The atlas has no accelerations:
// 1 m/s2 along and upright for all but fighters, trainers, missiles and ships
// (assumed; an airliner's comfort limit is about 0.1 g).
func newPerformance(t *atlas.AircraftType) performance {
	p := performance{
		cruise: t.Cruise, min: t.Min, max: max(t.Max, t.Cruise, t.Min),
		climbs: t.Climbs(), descent: t.Descent, ceiling: t.Ceiling,
		along: 1, upright: 1, afloat: t.Category == atlas.Vessel,
	}
	p.sideways, p.normally = t.Pull()
	switch {
	case strings.Contains(t.Category, "fighter"), strings.Contains(t.Category, "missile"):
		p.along, p.upright = 3, 5
	case p.afloat:
		p.along = 0.1
	case strings.Contains(t.Category, "trainer"):
		p.along, p.upright = 2, 3
	}
	return p
}

// climb returns the best rate of climb in m/s at a height.
func (p *performance) climb(height float64) float64 { return p.climbs.At(height) }

// pull returns the sideways acceleration in m/s2 of a turn, as it has to be or as
// it is every day.
func (p *performance) pull(steep bool) float64 {
	if steep {
		return p.sideways
	}
	return p.normally
}

// radius returns the radius in metres of the tightest turn.
func (p *performance) radius(speed float64) float64 { return atlas.TurnRadius(speed, p.sideways) }

// usual returns the radius in metres of an everyday turn.
func (p *performance) usual(speed float64) float64 { return atlas.TurnRadius(speed, p.normally) }

// steep returns the speed in m/s at which a climb is steepest: 1.3 times the
// least (assumed), where all that can hover has a brisk walk's.
func (p *performance) steep() float64 { return p.limit(max(1.3*p.min, slowest)) }

// standardRate is the rate of a standard turn, two minutes for a circle (ICAO
// Doc 8168).
const standardRate = 3 * geo.Degree // rad/s

// standardRadius returns the radius in metres of a turn at the standard rate, or
// at 25 degrees of bank where that asks for more (ICAO Doc 8168, holding).
func standardRadius(speed float64) float64 {
	return speed / min(standardRate, geo.Gravity*math.Tan(atlas.NormalBank)/max(speed, slowest))
}

// limit brings a speed within what the type flies.
func (p *performance) limit(speed float64) float64 { return max(p.min, min(p.max, speed)) }
