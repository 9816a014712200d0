package atlas

import (
	"math"

	"perimeter/air/geo"
)

// What follows from a type's row by the laws of flight, for all who reckon with
// it: the world that flies, and the load that says whether it can.

// Climbs is how the best rate of climb of a type falls with height.
type Climbs struct {
	Low, High float64 // m/s, at sea level and from Level on
	Level     float64 // m
}

// leastClimb is the part of the climb at sea level that is always left (assumed).
const leastClimb = 0.1

// Climbs returns the climb of a type. Where a row has none left at its level, so
// it is at the ceiling, not where it usually flies (assumed).
func (t *AircraftType) Climbs() Climbs {
	c := Climbs{t.ClimbLow, t.ClimbHigh, t.Typical}
	if c.High == 0 {
		c.Level = t.Ceiling
	}
	return c
}

// At returns the best rate of climb in m/s at a height in metres: straight from
// sea level to the level, constant above it.
func (c Climbs) At(height float64) float64 {
	rate := c.High
	if height < c.Level {
		rate += float64((c.Low - c.High) * (1 - max(height, 0)/c.Level))
	}
	return max(rate, leastClimb*c.Low)
}

// NormalBank is the bank in radians of everyday turns: 25 degrees, or what gives
// the standard rate if that is less (ICAO Doc 8168, holding and turns).
const NormalBank = 25 * geo.Degree

const (
	leastBank   = 3 * geo.Degree  // rad, for rows without one: balloons, ships (assumed)
	maxTurn     = 30 * geo.Degree // rad/s, of a slow helicopter (assumed)
	slowestTurn = 5.0             // m/s, below it turns are reckoned as at it (assumed)
)

// Pull returns the sideways acceleration g tan(bank) in m/s2 of a turn as steep
// as the type's row allows, by bank or by load factor; and that of an everyday
// turn, which is no steeper.
func (t *AircraftType) Pull() (steepest, normal float64) {
	bank := t.MaxBank
	if t.MaxG > 1 {
		bank = min(bank, math.Acos(1/t.MaxG))
	}
	bank = max(bank, leastBank)
	return geo.Gravity * math.Tan(bank), geo.Gravity * math.Tan(min(bank, NormalBank))
}

// TurnRate returns the rate in rad/s of a turn at a true airspeed in m/s and a
// sideways acceleration in m/s2: g tan(bank) / V.
func TurnRate(speed, pull float64) float64 { return min(maxTurn, pull/max(speed, slowestTurn)) }

// TurnRadius returns its radius in metres: V^2 / (g tan(bank)).
func TurnRadius(speed, pull float64) float64 { return max(speed, slowestTurn) / TurnRate(speed, pull) }

// leastBurn is of the burn at cruise: flying slower saves no more (assumed).
const leastBurn = 0.7

// Burn returns the fuel that a second of level flight at a true airspeed in m/s
// takes, in seconds at cruise. Drag, and with it the burn, grows with the square
// of the speed (a simple law, assumed: it makes the endurance at cruise come out,
// and dashes dear).
func (t *AircraftType) Burn(speed float64) float64 { return Burn(speed, t.Cruise) }

// Burn is the same by the speed of cruise.
func Burn(speed, cruise float64) float64 {
	v := speed / cruise
	return max(leastBurn, float64(v*v))
}
