package scenario

import (
	"math"

	"perimeter/air/geo"
)

// How wide patterns are, in radii of a turn, so that fly-by turns fit: two turns
// of 90 degrees in a racetrack, of up to 120 degrees in a figure of eight.
const (
	TrackBreadth = 2.4
	EightBreadth = 4.0
)

// Racetrack returns the corners of a racetrack in the order of flight: from a
// place along a course (rad from true north) for a length, and back beside it at
// a breadth (m), to the right or to the left.
func Racetrack(from geo.LatLon, course, length, breadth float64, left bool) (p [4]geo.LatLon) {
	side := course + math.Pi/2
	if left {
		side = course - math.Pi/2
	}
	p[0] = from
	p[1], _ = geo.Direct(from, course, max(length, breadth))
	p[2], _ = geo.Direct(p[1], side, breadth)
	p[3], _ = geo.Direct(from, side, breadth)
	return p
}

// FigureEight returns the corners of a figure of eight about a place in the order
// of flight, which ends where it begins; the place lies on the way from the last
// to the first and from the second to the third.
func FigureEight(about geo.LatLon, course, length, breadth float64) (p [4]geo.LatLon) {
	length = max(length, 2*breadth)
	at := func(along, across float64) geo.LatLon {
		q, _ := geo.Direct(about, course+math.Atan2(across, along), math.Hypot(along, across))
		return q
	}
	l, b := length/2, breadth/2
	return [4]geo.LatLon{at(l, b), at(l, -b), at(-l, b), at(-l, -b)}
}
