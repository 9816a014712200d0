package world

import (
	"math"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// looks are how far ahead, in seconds, the ground is looked at.
var looks = [...]float64{0, 4, 8, 12, 18, 25, 35, 48, 64, 84, 110, 150, 200, 260}

const (
	pullUp        = 6.0     // s, that a climb takes to begin, for all types (assumed)
	leastClear    = 15.0    // m, above the ground, that no order brings an aircraft below
	highestGround = 6_500.0 // m: above it nothing is in the way (Denali 6,190 m)
	closeIn       = 0.02    // of the way to the field: how low an approach may be
)

// over returns the height in metres at which to be now so as to be above the
// ground by a height here, and to be able to climb over what lies ahead.
func (a *aircraft) over(clearance float64) float64 {
	along, speed := a.track()
	return a.overAlong(along, speed, clearance)
}

// overAlong is over for a way along a horizontal direction at a speed in m/s
// over the ground. A climb weakens with height: what it can do is reckoned at
// the height of the ground that is to be crossed.
func (a *aircraft) overAlong(along geo.Vec, speed, clearance float64) float64 {
	want := math.Inf(-1)
	for _, t := range looks {
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
// steepest climb and circles until it is high enough: see evade.
func (a *aircraft) clear(want, lag float64) float64 {
	if a.landing() {
		a.evade = 0
		floor := atlas.Ground(a.place()) + min(leastClear, closeIn*a.toGo(&a.route.nodes[a.node]))
		return max(want, min(a.reach(floor, lag), a.rise(a.height)))
	}
	along, speed := a.track()
	if a.evade != 0 { // it looks where it means to go
		along, speed = a.intent(), a.perf.steep()
	}
	need := a.overAlong(along, speed, leastClear)
	switch {
	case a.leaving():
		a.evade = 0
	case need > a.height && a.evade == 0:
		a.evade = a.lowerSide()
	case need < a.height-leastClear:
		a.evade = 0
	}
	if a.evade != 0 {
		return a.rise(a.height)
	}
	return max(want, a.reach(need, lag))
}

// landing reports whether it is on its way down to a field.
func (a *aircraft) landing() bool {
	return a.sinking && a.leg().lands && !a.told.toHeight && !a.chasing()
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

// lowerSide returns to which side a circle meets lower ground.
func (a *aircraft) lowerSide() int8 {
	reach := 2 * a.perf.radius(a.speed) / geo.MeanRadius
	left := a.up.Cross(a.fore)
	if atlas.Ground(placeOf(unit(axpy(a.up, reach, left)))) <= atlas.Ground(placeOf(unit(axpy(a.up, -reach, left)))) {
		return 1
	}
	return -1
}

// mind takes an aircraft out of the exercise that has hit the ground: one that
// was sent where it cannot climb.
func (a *aircraft) mind() {
	if a.phase != flying || a.height > highestGround || a.route == nil || a.landing() || a.leaving() {
		return
	}
	if a.height < atlas.Ground(a.place())-groundError {
		a.phase, a.lost = gone, HitGround
	}
}

// groundError is by how much, in metres, the terrain may be above a field that
// lies in it.
const groundError = 60
