package geo

import "math"

// Frame is a local Cartesian frame at a point: X east, Y north, Z up along the
// ellipsoid's normal.
type Frame struct {
	Origin          Vec // ECEF
	East, North, Up Vec // unit vectors, ECEF
}

// NewFrame returns the frame at g.
func NewFrame(g Geodetic) Frame {
	sLat, cLat := math.Sincos(g.Lat)
	sLon, cLon := math.Sincos(g.Lon)
	return Frame{
		Origin: g.ECEF(),
		East:   Vec{-sLon, cLon, 0},
		North:  Vec{-sLat * cLon, -sLat * sLon, cLat},
		Up:     Vec{cLat * cLon, cLat * sLon, sLat},
	}
}

// To returns an ECEF position in the frame.
func (f *Frame) To(ecef Vec) Vec { return f.Turn(ecef.Sub(f.Origin)) }

// Turn returns an ECEF direction (a velocity, a difference) in the frame.
func (f *Frame) Turn(d Vec) Vec { return Vec{d.Dot(f.East), d.Dot(f.North), d.Dot(f.Up)} }

// From returns the ECEF position of a point in the frame.
func (f *Frame) From(enu Vec) Vec { return f.Origin.Add(f.Unturn(enu)) }

// Unturn returns the ECEF direction of a direction in the frame.
func (f *Frame) Unturn(d Vec) Vec {
	return f.East.Scale(d.X).Add(f.North.Scale(d.Y)).Add(f.Up.Scale(d.Z))
}

// Spherical is a position as a radar at the frame's origin meets it.
type Spherical struct {
	Range     float64 // m, slant, straight line
	Azimuth   float64 // rad, [0, 2 pi), clockwise from true north
	Elevation float64 // rad, above the local horizontal plane, no refraction
}

// Spherical returns what a radar at the origin would measure of enu.
func (enu Vec) Spherical() Spherical {
	ground := math.Sqrt(float64(enu.X*enu.X) + float64(enu.Y*enu.Y))
	return Spherical{enu.Norm(), Wrap(math.Atan2(enu.X, enu.Y)), math.Atan2(enu.Z, ground)}
}

// ENU returns the east-north-up vector of s.
func (s Spherical) ENU() Vec {
	sa, ca := math.Sincos(s.Azimuth)
	se, ce := math.Sincos(s.Elevation)
	return Vec{s.Range * ce * sa, s.Range * ce * ca, s.Range * se}
}
