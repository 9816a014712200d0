package world

import (
	"math"

	"perimeter/air/geo"
)

// azimuth returns the direction from true north of a horizontal vector at a
// place where up is up.
func azimuth(up, along geo.Vec) float64 {
	east := geo.Vec{X: -up.Y, Y: up.X} // as long as the cosine of the latitude, and so is up x east
	return math.Atan2(along.Dot(east), along.Dot(up.Cross(east)))
}
