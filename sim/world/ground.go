package world

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// looks are how far ahead, in seconds, the ground is looked at.
var looks = [...]float64{0, 4, 8, 12, 18, 25, 35, 48, 64, 84, 110, 150, 200, 260}

const (
	pullUp        = 6.0     // s, that a climb takes to begin, for all types (assumed)
	leastClear    = 15.0    // m, above the ground, that no order brings an aircraft below
	highestGround = 6_500.0 // m: above it nothing is in the way (Denali 6,190 m)
)

// over returns the height in metres at which to be now so as to be above the
// ground by a height here, and to be able to climb over what lies ahead.
func (a *aircraft) over(clearance float64) float64 {
	along, speed := a.track()
	return a.overAlong(along, speed, clearance, a.tillField())
}

// overAlong is over for a way along a horizontal direction at a speed in m/s
// over the ground, as far as an end in metres. A climb weakens with height: what
// it can do is reckoned at the height of the ground that is to be crossed.
func (a *aircraft) overAlong(along geo.Vec, speed, clearance, end float64) float64 {
	want := math.Inf(-1)
	for _, t := range looks {
		if speed*t > end {
			break
		}
		ground := atlas.Ground(placeOf(unit(axpy(a.up, speed*t/geo.MeanRadius, along)))) + clearance
		want = max(want, ground-float64(startDown*a.rise(max(ground, a.height))*max(0, t-pullUp)))
	}
	return want
}

// rise returns the best rate of climb in m/s at a height, as it is flown.
func (a *aircraft) rise(height float64) float64 {
	up := a.perf.climb(height)
	if a.perf.min > 0 {
		up = min(up, a.speed*math.Sqrt2/2)
	}
	return up
}

// clear keeps the vertical rate such that the aircraft stays above the ground.
// Where the ground ahead rises faster than it can climb, it slows down to its
// steepest climb and circles until it is high enough.
func (a *aircraft) clear(want, lag float64) float64 {
	if a.atField() {
		a.evade = 0
		return want
	}
	along, speed := a.track()
	if a.evade != 0 { // it looks where it means to go, and as fast
		along = a.intent()
		speed = max(a.planSpeed()+a.wind.Dot(along), slowest)
	}
	need := a.overAlong(along, speed, leastClear, a.tillField())
	switch {
	case a.leaving():
		a.evade = 0
	case need > a.height && a.evade == 0:
		a.evade = a.lowerSide()
	case need < a.height-leastClear:
		a.evade = 0
	}
	if a.evade != 0 {
		return max(0, a.reach(math.Inf(1), lag))
	}
	return max(want, a.reach(need, lag))
}

// fieldAround is how near a field, in metres, the terrain's mean no longer tells
// what is in the way: the approach is left to its crew.
const fieldAround = 5_000.0

// tillField returns how far it is in metres to the surroundings of the field at
// which it lands on this leg; infinite where it does not.
func (a *aircraft) tillField() float64 {
	if !a.leg().lands || a.told.toHeight || a.told.onHeading || a.chasing() || a.drifts() {
		return math.Inf(1)
	}
	n := &a.route.nodes[a.node]
	return a.toGo(n) + n.tail - fieldAround
}

// atField reports whether it is about to land.
func (a *aircraft) atField() bool { return a.tillField() < 0 }

// lowerSide returns to which side a half circle meets lower ground.
func (a *aircraft) lowerSide() int8 {
	if a.highest(1) <= a.highest(-1) {
		return 1
	}
	return -1
}

// highest returns the highest ground in metres on a half circle to the left, or
// with -1 to the right, less what is climbed on the way.
func (a *aircraft) highest(side float64) float64 {
	radius, left := a.perf.radius(a.speed), a.up.Cross(a.fore)
	climbed := a.rise(a.height) * radius / max(a.speed, slowest) // m, on the way of a radian
	top := math.Inf(-1)
	for angle := math.Pi / 4; angle < math.Pi; angle += math.Pi / 4 {
		s, c := math.Sincos(angle)
		to := axpy(axpy(a.up, radius*s/geo.MeanRadius, a.fore), side*radius*(1-c)/geo.MeanRadius, left)
		top = max(top, atlas.Ground(placeOf(unit(to)))-float64(climbed*angle))
	}
	return top
}

// leaving reports whether it is still by the field from which it took off, which
// may lie lower than the terrain's mean.
func (a *aircraft) leaving() bool {
	const near, above = 10_000.0, 150.0 // m
	return a.onGround && a.height < a.begin.height+above && a.pos.Sub(a.begin.pos).Norm() < near
}

// intent returns the direction over the ground in which it flies when nothing is
// in the way.
func (a *aircraft) intent() geo.Vec {
	switch {
	case a.chasing():
		return a.conduct.aim.nose
	case a.told.onHeading:
		return a.facing(a.told.heading)
	}
	return a.left.Cross(a.up)
}

// mind takes an aircraft out of the exercise that has hit the ground: one that
// was sent where it cannot climb; and a ship that has come to land.
func (a *aircraft) mind() {
	if a.phase != flying || a.height > highestGround || a.route == nil || a.atField() || a.leaving() {
		return
	}
	switch ground := atlas.Ground(a.place()); {
	case a.perf.afloat && ground > scenario.Ashore:
		a.phase, a.lost = gone, truth.RanAground
	case !a.perf.afloat && a.height < ground:
		a.phase, a.lost = gone, truth.HitGround
	}
}
