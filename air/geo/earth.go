package geo

import "math"

// WGS-84 (NIMA TR8350.2, 3rd edition, table 3.1).
const (
	SemiMajor  = 6378137.0         // m
	Flattening = 1 / 298.257223563 // dimensionless
	semiMinor  = SemiMajor * (1 - Flattening)
	ecc2       = Flattening * (2 - Flattening) // first eccentricity squared
	ecc2Prime  = ecc2 / (1 - ecc2)             // second eccentricity squared
	MeanRadius = 6371008.8                     // m, mean of the three half axes (IUGG R1)
)

// LatLon is a place on the ellipsoid.
type LatLon struct {
	Lat, Lon float64 // rad, geodetic; north and east positive
}

// Geodetic is a place and a height.
type Geodetic struct {
	LatLon
	Height float64 // m above the ellipsoid
}

// Vec is a Cartesian vector: ECEF, or east-north-up in a Frame.
type Vec struct {
	X, Y, Z float64 // m
}

// Deg returns the place at lat, lon in degrees.
func Deg(lat, lon float64) LatLon { return LatLon{lat * Degree, lon * Degree} }

// Degrees returns latitude and longitude in degrees.
func (p LatLon) Degrees() (lat, lon float64) { return p.Lat / Degree, p.Lon / Degree }

// At returns the place at a height in metres.
func (p LatLon) At(height float64) Geodetic { return Geodetic{p, height} }

// Add returns v + w.
func (v Vec) Add(w Vec) Vec { return Vec{v.X + w.X, v.Y + w.Y, v.Z + w.Z} }

// Sub returns v - w.
func (v Vec) Sub(w Vec) Vec { return Vec{v.X - w.X, v.Y - w.Y, v.Z - w.Z} }

// Scale returns k v.
func (v Vec) Scale(k float64) Vec { return Vec{k * v.X, k * v.Y, k * v.Z} }

// Dot returns the scalar product.
func (v Vec) Dot(w Vec) float64 {
	return float64(v.X*w.X) + float64(v.Y*w.Y) + float64(v.Z*w.Z)
}

// Cross returns the vector product.
func (v Vec) Cross(w Vec) Vec {
	return Vec{
		float64(v.Y*w.Z) - float64(v.Z*w.Y),
		float64(v.Z*w.X) - float64(v.X*w.Z),
		float64(v.X*w.Y) - float64(v.Y*w.X),
	}
}

// Norm returns the length.
func (v Vec) Norm() float64 { return math.Sqrt(v.Dot(v)) }

// ECEF returns the Earth-centred, Earth-fixed position.
func (g Geodetic) ECEF() Vec {
	sLat, cLat := math.Sincos(g.Lat)
	sLon, cLon := math.Sincos(g.Lon)
	n := SemiMajor / math.Sqrt(1-float64(ecc2*float64(sLat*sLat)))
	return Vec{
		(n + g.Height) * cLat * cLon,
		(n + g.Height) * cLat * sLon,
		(float64(n*(1-ecc2)) + g.Height) * sLat,
	}
}

// Geodetic returns the geodetic position of an ECEF vector, by Bowring's
// formula with one more step: better than 1e-9 rad and 1 mm from -10 km to
// 1,000 km (B. R. Bowring, Survey Review 23 (1976) 323).
func (v Vec) Geodetic() Geodetic {
	p := math.Sqrt(float64(v.X*v.X) + float64(v.Y*v.Y))
	if p < 1e-6 { // on the axis, longitude means nothing
		return Geodetic{LatLon{math.Copysign(math.Pi/2, v.Z), 0}, math.Abs(v.Z) - semiMinor}
	}
	tanBeta := v.Z * SemiMajor / (p * semiMinor)
	var tanLat float64
	for range 2 {
		cb := 1 / math.Sqrt(1+float64(tanBeta*tanBeta))
		sb := tanBeta * cb
		tanLat = (v.Z + float64(ecc2Prime*semiMinor*sb*sb*sb)) / (p - float64(ecc2*SemiMajor*cb*cb*cb))
		tanBeta = (1 - Flattening) * tanLat
	}
	cLat := 1 / math.Sqrt(1+float64(tanLat*tanLat))
	sLat := tanLat * cLat
	n := SemiMajor / math.Sqrt(1-float64(ecc2*float64(sLat*sLat)))
	height := float64(p*cLat) + float64(v.Z*sLat) - n*(1-float64(ecc2*float64(sLat*sLat)))
	return Geodetic{LatLon{math.Atan(tanLat), math.Atan2(v.Y, v.X)}, height}
}
