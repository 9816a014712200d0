package geo

import "github.com/tidwall/geodesic"

// Inverse returns the length of the geodesic from a to b in metres and its
// azimuth at a and at b (at b: the direction in which it goes on).
//
// Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013) 43.
func Inverse(a, b LatLon) (distance, azimuthA, azimuthB float64) {
	lat1, lon1 := a.Degrees()
	lat2, lon2 := b.Degrees()
	geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, &distance, &azimuthA, &azimuthB)
	return distance, Wrap(azimuthA * Degree), Wrap(azimuthB * Degree)
}

// Direct returns where the geodesic from a at an azimuth is after a distance in
// metres, and its azimuth there.
func Direct(a LatLon, azimuth, distance float64) (b LatLon, azimuthB float64) {
	lat1, lon1 := a.Degrees()
	var lat2, lon2, az2 float64
	geodesic.WGS84.Direct(lat1, lon1, azimuth/Degree, distance, &lat2, &lon2, &az2)
	return Deg(lat2, lon2), Wrap(az2 * Degree)
}

// Distance returns the length of the geodesic from a to b in metres.
func Distance(a, b LatLon) float64 {
	d, _, _ := Inverse(a, b)
	return d
}
