package world

import (
	"math"

	"perimeter/air/geo"
)

// motion is where an aircraft is and how it moves. There is no angle in it:
// nothing is singular at a pole or a meridian, and a step costs no sine.
type motion struct {
	pos    geo.Vec // m, ECEF
	up     geo.Vec // unit, the ellipsoid's normal through pos
	fore   geo.Vec // unit, horizontal: where the nose points
	height float64 // m above the ellipsoid
	speed  float64 // m/s, true airspeed along the path
	climb  float64 // m/s, vertical
}

// ecc2 is the first eccentricity of WGS-84 squared.
const ecc2 = geo.Flattening * (2 - geo.Flattening)

// newMotion returns an aircraft at a place, pointing along an azimuth.
func newMotion(at geo.Geodetic, azimuth, speed float64) motion {
	f := geo.NewFrame(at)
	s, c := math.Sincos(azimuth)
	return motion{
		pos: f.Origin, up: f.Up, fore: axpy(f.East.Scale(s), c, f.North),
		height: at.Height, speed: speed,
	}
}

// velocity returns the velocity through the air in m/s, ECEF.
func (m *motion) velocity() geo.Vec {
	return axpy(m.fore.Scale(level(m.speed, m.climb)), m.climb, m.up)
}

// place returns latitude and longitude.
func (m *motion) place() geo.LatLon { return placeOf(m.up) }

func placeOf(up geo.Vec) geo.LatLon {
	return geo.LatLon{
		Lat: math.Asin(max(-1, min(1, up.Z))),
		Lon: math.Atan2(up.Y, up.X),
	}
}

// step flies for dt seconds: a turn of so many radians to the left at a
// constant rate, speed and climb going evenly to their new values, while the
// wind (m/s, ECEF) carries the air along. Position is
// exact for that arc in the plane and then laid on the ellipsoid: the error is
// of third order in dt (5e-10 of the way at 250 m a step).
func (m *motion) step(dt, turn, speed, climb float64, wind geo.Vec) {
	ahead := 0.5 * dt * (level(m.speed, m.climb) + level(speed, climb))
	height := m.height + float64(0.5*dt*(m.climb+climb))
	along, fore := m.fore, m.fore
	if turn != 0 {
		left := m.up.Cross(m.fore)
		s, c := math.Sincos(turn / 2)
		along = axpy(m.fore.Scale(c), s, left)
		fore = axpy(m.fore.Scale(1-float64(2*s*s)), 2*s*c, left)
		ahead *= s / (turn / 2) // the chord of the arc
	}
	m.pos = axpy(axpy(m.pos, ahead, along), dt, wind)
	m.settle(height)
	m.fore = unit(axpy(fore, -fore.Dot(m.up), m.up))
	m.speed, m.climb = speed, climb
}

// settle finds the normal at pos and moves pos along it to a height. The radius
// of curvature is taken from the normal before: between two steps it differs by
// less than one part in 10^6, and the normal by less than 1e-11.
func (m *motion) settle(height float64) {
	n := geo.SemiMajor / math.Sqrt(1-float64(ecc2*float64(m.up.Z*m.up.Z)))
	stretch := (n + height) / (float64(n*(1-ecc2)) + height)
	m.up = unit(geo.Vec{X: m.pos.X, Y: m.pos.Y, Z: m.pos.Z * stretch})
	m.pos = axpy(m.pos, height-heightOf(m.pos, m.up), m.up)
	m.height = height
}

// heightOf returns the height in metres of a point whose normal is known.
func heightOf(pos, up geo.Vec) float64 {
	return pos.Dot(up) - float64(geo.SemiMajor*math.Sqrt(1-float64(ecc2*float64(up.Z*up.Z))))
}

// turnTo returns the turn in radians, positive to the left, that brings the
// track to a horizontal direction.
func (m *motion) turnTo(dir geo.Vec) float64 {
	s, c := m.fore.Cross(dir).Dot(m.up), m.fore.Dot(dir)
	if c > 0 && math.Abs(s) < 1e-3*c { // the next term is below 1e-9
		return s / c
	}
	return math.Atan2(s, c)
}

// level returns the horizontal part of a speed along the path. What climbs more
// steeply than 45 degrees hovers or floats, and its climb comes on top.
func level(speed, climb float64) float64 {
	v2 := speed * speed
	return math.Sqrt(v2 - min(float64(climb*climb), v2/2))
}

// axpy returns p + k v.
func axpy(p geo.Vec, k float64, v geo.Vec) geo.Vec {
	return geo.Vec{X: p.X + float64(k*v.X), Y: p.Y + float64(k*v.Y), Z: p.Z + float64(k*v.Z)}
}

func unit(v geo.Vec) geo.Vec { return v.Scale(1 / v.Norm()) }

// toward returns a brought nearer to b by at most by.
func toward(a, b, by float64) float64 { return max(a-by, min(a+by, b)) }

// approach returns the rate at which a gap is to be closed so that a brake of
// accel just ends it: the root law far off, and near the end a straight one
// with a time constant in seconds.
func approach(gap, accel, lag float64) float64 {
	bend := accel * lag * lag
	switch {
	case gap > bend:
		return math.Sqrt(2 * accel * (gap - bend/2))
	case gap < -bend:
		return -math.Sqrt(2 * accel * (-gap - bend/2))
	}
	return gap / lag
}
