package geo

import "math"

// Ring is a closed line on the surface; the last point joins the first and is
// not repeated. Sides are straight in latitude and longitude: keep them short
// where that matters. A ring that crosses the antimeridian runs on past 180
// degrees (longitude 190 is -170).
type Ring []LatLon

// Box is a rectangle in latitude and longitude, radians.
type Box struct {
	South, West, North, East float64
}

// Box returns the smallest rectangle that holds the ring.
func (r Ring) Box() Box {
	b := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range r {
		b.South, b.North = min(b.South, p.Lat), max(b.North, p.Lat)
		b.West, b.East = min(b.West, p.Lon), max(b.East, p.Lon)
	}
	return b
}

// Contains reports whether p lies in the rectangle.
func (b Box) Contains(p LatLon) bool {
	return p.Lat >= b.South && p.Lat <= b.North && p.Lon >= b.West && p.Lon <= b.East
}

// Contains reports whether p lies inside the ring, by counting the sides that a
// line to the west crosses. A point on a side may fall either way.
func (r Ring) Contains(p LatLon) bool {
	in := false
	for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
		a, b := r[i], r[j]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) &&
			p.Lon < float64((b.Lon-a.Lon)*(p.Lat-a.Lat))/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}
