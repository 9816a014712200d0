// Package geo is Earth geometry: WGS-84 positions, straight-line and geodesic
// distances, local east-north-up frames, rings on the surface.
//
// Angles are radians, clockwise from true north where they are azimuths;
// lengths are metres. Heights are above the ellipsoid. The project takes mean
// sea level and the ellipsoid as one surface (assumed: the geoid departs from
// it by -50 to 0 m over North America, less than the terrain model's error).
//
// Sums of products are written float64(x*y) + z so that no compiler fuses
// them: the same bits on every amd64.
package geo
