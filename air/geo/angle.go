package geo

import "math"

// Units, as factors to SI.
const (
	NM           = 1852.0        // m, international nautical mile
	Foot         = 0.3048        // m, international foot
	Knot         = 1852.0 / 3600 // m/s
	FootMin      = 0.3048 / 60   // m/s, one foot a minute
	Degree       = math.Pi / 180 // rad
	Gravity      = 9.80665       // m/s2, standard gravity (ISO 80000-3)
	SpeedOfLight = 299_792_458.0 // m/s, speed of light (SI)
	Turn         = 2 * math.Pi   // rad
)

// Wrap returns a brought into [0, 2 pi): an azimuth.
func Wrap(a float64) float64 {
	a = math.Mod(a, Turn)
	if a < 0 {
		a += Turn
	}
	if a >= Turn { // a tiny negative number plus a whole turn rounds to the turn
		return 0
	}
	return a
}

// Delta returns the signed turn from azimuth a to azimuth b, in (-pi, pi].
func Delta(a, b float64) float64 {
	d := math.Mod(b-a, Turn)
	switch {
	case d > math.Pi:
		d -= Turn
	case d <= -math.Pi:
		d += Turn
	}
	return d
}
