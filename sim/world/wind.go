package world

import (
	"math"

	"perimeter/air/geo"
)

// wind returns the velocity of the air in m/s, ECEF, at an ECEF place whose
// height in metres is known. East and north each go straight from one level to
// the next and stay as they are beyond the lowest and the highest. Within a
// metre of a pole, where no way is east, the air is still.
func (w *World) wind(pos geo.Vec, height float64) geo.Vec {
	if len(w.weather.Wind) == 0 {
		return geo.Vec{}
	}
	away := math.Sqrt(float64(pos.X*pos.X) + float64(pos.Y*pos.Y)) // m, from the axis
	if away < 1 {
		return geo.Vec{}
	}
	// The normal of the ellipsoid through pos leans as that at the equator's
	// radius: off by less than 1e-5 rad up to 30 km.
	z := pos.Z * (geo.SemiMajor + height) / (float64(geo.SemiMajor*(1-ecc2)) + height)
	wind := w.weather.At(height)
	east := wind.East / away
	north := wind.North / math.Sqrt(float64(away*away)+float64(z*z))
	inward := north * z / away
	return geo.Vec{
		X: -float64(east*pos.Y) - float64(inward*pos.X),
		Y: float64(east*pos.X) - float64(inward*pos.Y),
		Z: north * away,
	}
}

// windOn returns the wind that carries an aircraft: none where it floats on the
// water.
func (w *World) windOn(a *aircraft) geo.Vec {
	if a.perf.afloat {
		return geo.Vec{}
	}
	return w.wind(a.pos, a.height)
}
