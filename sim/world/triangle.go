package world

import (
	"math"

	"perimeter/air/geo"
)

// mostCrab is the sine of the greatest angle between nose and track that is
// flown: in a cross-wind beyond that the aircraft is carried off.
const mostCrab = 0.95

// crab returns where the nose must point, horizontal, so that the track over the
// ground goes along a horizontal direction: the wind triangle,
// sin(angle) = cross-wind / airspeed (physics: E6-B). In still air it is the
// direction itself.
func (a *aircraft) crab(along geo.Vec) geo.Vec {
	if a.wind == (geo.Vec{}) {
		return along
	}
	left := a.up.Cross(along)
	across := -a.wind.Dot(left) / max(1, level(a.speed, a.climb))
	s := max(-mostCrab, min(mostCrab, across))
	return unit(axpy(along.Scale(math.Sqrt(1-float64(s*s))), s, left))
}

// overGround returns the speed in m/s over the ground.
func (a *aircraft) overGround() float64 {
	through := level(a.speed, a.climb)
	if a.wind == (geo.Vec{}) {
		return through
	}
	return axpy(a.wind, through, a.fore).Norm()
}

// track returns the horizontal direction in which it moves over the ground, and
// the speed in m/s; the nose's where it does not move.
func (a *aircraft) track() (along geo.Vec, speed float64) {
	over := axpy(a.vel, -a.vel.Dot(a.up), a.up)
	if speed = over.Norm(); speed < 1 {
		return a.fore, speed
	}
	return over.Scale(1 / speed), speed
}

// azimuth returns the angle in radians from true north, -pi to pi, of a
// horizontal direction at up; at a pole every way is alike.
func azimuth(up, along geo.Vec) float64 {
	east := geo.Vec{X: -up.Y, Y: up.X} // as long as the cosine of the latitude, and so is up x east
	return math.Atan2(along.Dot(east), along.Dot(up.Cross(east)))
}
