package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/num"
)

// lobing returns what the sea's reflection adds to an echo, both ways, in dB: up
// to 12 in a lobe, next to nothing left between two. The direct ray and the one
// that the sea turns round, with the phase turned too, run over the effective
// earth; with d1 the distance of the point of reflection, found from
//
//	p = 2 sqrt((ae (h1 + h2) + d^2/4) / 3),  d1 = d/2 - p sin(asin(2 ae d (h2 - h1) / p^3) / 3)
//
// the heights above its tangent plane are h - d^2/2ae, the paths differ by
// 2 h1' h2' / d, and a sea of rms height s reflects exp(-2 (2 pi s sin psi / lambda)^2).
//
// Source: D. E. Kerr, Propagation of Short Radio Waves, 1951, ch. 2; W. S.
// Ament, Proc. IRE 41 (1953) 142. The earth's divergence and the beam's
// difference between the two rays are left out (assumed small).
func (s *Sensor) lobing(g *geometry) float64 {
	ae, h1, h2, d := s.sight.earth.effective, s.sight.pos.Height, g.height, g.aim.ground
	p := 2 * math.Sqrt((float64(ae*(h1+h2))+float64(d*d)/4)/3)
	d1 := d/2 - float64(p*math.Sin(math.Asin(max(-1, min(1, 2*ae*d*(h2-h1)/(p*p*p))))/3))
	h1 -= float64(d1*d1) / (2 * ae)
	h2 -= float64((d-d1)*(d-d1)) / (2 * ae)
	if !(h1 > 0 && h2 > 0 && d1 > 0) {
		return 0
	}
	if at, _ := geo.Direct(s.sight.pos.LatLon, g.place.Azimuth, d1); s.sight.ground(at) != 0 {
		return 0
	}
	rough := 2 * math.Pi * waveHeight(s.sight.surface.state) * (h1 / math.Hypot(h1, d1)) / s.chain.wave
	rho := num.Exp(-2 * float64(rough*rough))
	f2 := 1 + float64(rho*rho) - 2*float64(rho*math.Cos(4*math.Pi*h1*h2/(d*s.chain.wave)))
	return 2 * toDB(max(f2, 1e-4))
}

// waveHeight returns the rms height of the sea in metres at a state of Douglas's
// scale: a quarter of the significant height, which grows with the square of the
// state to 6 m at 6 (a fit to the scale).
func waveHeight(state float64) float64 { return 0.0425 * float64(state*state) }
