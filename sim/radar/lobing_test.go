package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// Over a smooth sea an antenna 30 m high has its first lobe a quarter of a
// wavelength over its height up, lambda/4h: 12 dB more; twice as high nothing is
// left. Over land, or where nobody asked for it, there is none of that.
func TestLobing(t *testing.T) {
	gain := func(at float64, state float64, ground ground) float64 {
		r := radarAt(t, "COAST", "FPS-124", conformAt.At(30))
		r.Lobing = true
		s := one(t, r, &sky{}, ground)
		s.survey(state)
		wave := s.chain.wave
		d := 3000.0 // near enough that the earth is flat
		h := d * wave / (4 * 30) * at
		p, _ := geo.Direct(conformAt, 1, d)
		pos := p.At(h).ECEF()
		g := s.locate(pos, pos.Sub(s.frame.Origin), 0)
		return s.lobing(&g)
	}
	near(t, "in the first lobe", gain(1, 0, sea), 12.04, 0.3)
	smooth, rough := gain(2, 0, sea), gain(2, 6, sea)
	if smooth > -20 || rough < smooth+5 {
		t.Errorf("between two lobes %.1f dB over a smooth sea, %.1f over a rough one; want hardly an echo, and more", smooth, rough)
	}
	if got := gain(1, 6, sea); got > 11 || got < 0 {
		t.Errorf("in a lobe over a rough sea %.1f dB, want less than over a smooth one", got)
	}
	near(t, "over land", gain(1, 0, func(geo.LatLon) float64 { return 5 }), 0, 0)

	k := ring(10, 12_000, 300, 5)
	k.flights[0].shown = 100
	r := radarAt(t, "COAST", "FPS-124", conformAt.At(30))
	plainly := run(one(t, r, k, sea), k, 0, 10*air.Second).looks
	r.Lobing = true
	lobed := run(one(t, r, k, sea), k, 0, 10*air.Second).looks
	if plainly[0].SNR == lobed[0].SNR || math.Abs(float64(plainly[0].SNR-lobed[0].SNR)) > 45 {
		t.Errorf("SNR %.1f dB without, %.1f with lobes", plainly[0].SNR, lobed[0].SNR)
	}
}
