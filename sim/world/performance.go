package world

import (
	"math"
	"strings"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// performance is what a type can do: the atlas's row with what follows from it.
type performance struct {
	cruise, min, max    float64 // m/s, true airspeed
	climbLow, climbHigh float64 // m/s, at sea level and at the typical level
	descent             float64 // m/s
	typical, ceiling    float64 // m; the climb is climbHigh from typical on
	sideways            float64 // m/s2, g tan(bank): the pull of a steepest turn
	along               float64 // m/s2, of speeding up and slowing down
	upright             float64 // m/s2, of starting and ending a climb
	afloat              bool    // a ship: no wind carries it, and it keeps to the water
}

const (
	leastBank  = 3 * geo.Degree  // rad, for rows without one: balloons (assumed)
	maxTurn    = 30 * geo.Degree // rad/s, of a slow helicopter (assumed)
	slowest    = 5.0             // m/s, below it turns are reckoned as at it
	leastClimb = 0.1             // of the climb at sea level, where the row says 0 at its level (assumed)
)

// newPerformance returns what a type can do. The atlas has no accelerations:
// 1 m/s2 along and upright for all but fighters, trainers, missiles and ships
// (assumed; an airliner's comfort limit is about 0.1 g).
func newPerformance(t *atlas.AircraftType) performance {
	bank := t.MaxBank
	if t.MaxG > 1 {
		bank = min(bank, math.Acos(1/t.MaxG))
	}
	p := performance{
		cruise: t.Cruise, min: t.Min, max: max(t.Max, t.Cruise, t.Min),
		climbLow: t.ClimbLow, climbHigh: t.ClimbHigh, descent: t.Descent,
		typical: t.Typical, ceiling: t.Ceiling,
		sideways: geo.Gravity * math.Tan(max(bank, leastBank)),
		along:    1, upright: 1, afloat: t.Category == atlas.Vessel,
	}
	if p.climbHigh == 0 { // none left: so it is at the ceiling, not where it usually flies (assumed)
		p.typical = p.ceiling
	}
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

// climb returns the best rate of climb in m/s at a height: straight from sea
// level to the typical level, constant above it.
func (p *performance) climb(height float64) float64 {
	rate := p.climbHigh
	if height < p.typical {
		rate += float64((p.climbLow - p.climbHigh) * (1 - max(height, 0)/p.typical))
	}
	return max(rate, leastClimb*p.climbLow)
}

// rate returns the fastest turn in rad/s at a speed: g tan(bank) / V.
func (p *performance) rate(speed float64) float64 {
	return min(maxTurn, p.sideways/max(speed, slowest))
}

// radius returns the radius in metres of the tightest turn: V^2 / (g tan(bank)).
func (p *performance) radius(speed float64) float64 {
	return max(speed, slowest) / p.rate(speed)
}

// steep returns the speed in m/s at which a climb is steepest: 1.3 times the
// least (assumed), where all that can hover has a brisk walk's.
func (p *performance) steep() float64 { return p.limit(max(1.3*p.min, slowest)) }

// standardRate is the rate of a standard turn, two minutes for a circle (ICAO
// Doc 8168).
const standardRate = 3 * geo.Degree // rad/s

// standardRadius returns the radius in metres of a turn at the standard rate, or
// at 25 degrees of bank where that asks for more (ICAO Doc 8168, holding).
func standardRadius(speed float64) float64 {
	const pull = 0.46630765815499858 * geo.Gravity // m/s2, g tan 25 degrees
	return speed / min(standardRate, pull/max(speed, slowest))
}

// limit brings a speed within what the type flies.
func (p *performance) limit(speed float64) float64 { return max(p.min, min(p.max, speed)) }
