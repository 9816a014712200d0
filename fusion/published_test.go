package fusion

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"perimeter/air"
	"perimeter/air/geo"
)

func nearly(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g", what, got, want)
	}
}

// The gates of two degrees of freedom as the tables have them: Y. Bar-Shalom,
// X. R. Li, T. Kirubarajan, Estimation with Applications to Tracking and
// Navigation, 2001, table 1.5.4-1; and as gonum computes them.
func TestPublishedGates(t *testing.T) {
	for _, tt := range []struct{ probability, gate float64 }{
		{0.9, 4.61}, {0.95, 5.99}, {0.975, 7.38}, {0.99, 9.21}, {0.995, 10.6}, {0.999, 13.8},
	} {
		nearly(t, fmt.Sprint("gate of ", tt.probability), gateOf(tt.probability), tt.gate, 0.05)
		nearly(t, "the same by gonum", gateOf(tt.probability), distuv.ChiSquared{K: 2}.Quantile(tt.probability), 1e-6)
	}
	for _, p := range []float64{0.5, 0.95, 0.999, 0.999999} {
		nearly(t, "of three degrees", rateGateOf(p), distuv.ChiSquared{K: 3}.Quantile(p), 1e-6)
	}
	nearly(t, "gate of 99 %", gateOf(0.99), 9.21, 0.005)
}

// The 95 % radius of a circular normal error is 2.4477 sigma; of NACp 8 it is
// 0.05 NM: RTCA DO-260B, table 2-71.
func TestPublishedAccuracy(t *testing.T) {
	nearly(t, "95 % radius", radius95Sigma, math.Sqrt(distuv.ChiSquared{K: 2}.Quantile(0.95)), 1e-4)
	for _, tt := range []struct {
		nacp   uint8
		radius float64 // m
	}{{5, 926}, {6, 555.6}, {7, 185.2}, {8, 92.6}, {9, 30}, {10, 10}, {11, 3}} {
		nearly(t, fmt.Sprint("NACp ", tt.nacp), sigmaOf(tt.nacp)*2.4477, tt.radius, 0.01*tt.radius)
	}
}

// The radar horizon over the 4/3 earth: 4.12 km times the square root of the
// height in metres, 1.23 NM times that in feet (M. I. Skolnik, Introduction to
// Radar Systems, 3rd ed., section 8.2).
func TestPublishedHorizon(t *testing.T) {
	for _, feet := range []float64{100, 1000, 10_000} {
		h := feet * geo.Foot
		s := newSensor(air.SensorInfo{Scan: 1, Range: 1, Pos: geo.Deg(32, -106).At(h)}, &Config{})
		nearly(t, fmt.Sprint("horizon at ", feet, " ft, km"), s.horizon/1000, 4.12*math.Sqrt(h), 0.003*4.12*math.Sqrt(h))
		nearly(t, fmt.Sprint("horizon at ", feet, " ft, NM"), s.horizon/geo.NM, 1.23*math.Sqrt(feet), 0.003*1.23*math.Sqrt(feet))
	}
}

// That a radar sees an aircraft, after misses of a known probability: Bayes by
// hand. Seen before (0.95), one echo in vain (0.2): 0.19 / (0.19 + 0.05).
func TestViewIsBayes(t *testing.T) {
	c := contact{kind: air.PSR}
	nearly(t, "seen before", c.view(air.PSR), 0.95, 1e-12)
	c.miss = 1
	nearly(t, "one look in vain", c.view(air.PSR), 0.19/0.24, 1e-12)
	c.miss = 2
	nearly(t, "two looks in vain", c.view(air.PSR), 0.038/0.088, 1e-12)
}

// The tests' own aircraft turn as the coordinated turn says: positions and rates
// by its transition matrix (Bar-Shalom, Li, Kirubarajan, 2001, equation 11.7.1-4),
// whose rate is counterclockwise.
func TestTurnsAreCoordinated(t *testing.T) {
	s := newSky()
	p := s.plane("FIGHTER", 32, -106, 0, 30, 480, 0)
	p.rate = 3 * geo.Degree
	w, dt := -p.rate, 20.0
	ve, vn := p.speed*math.Sin(p.heading), p.speed*math.Cos(p.heading)
	sin, cos := math.Sincos(w * dt)
	e := sin/w*ve - (1-cos)/w*vn
	n := (1-cos)/w*ve + sin/w*vn
	pos, vel, _ := p.place(20 * air.Second)
	at, v := p.frame.To(pos), p.frame.Turn(vel)
	nearly(t, "east", at.X, e, 1e-6)
	nearly(t, "north", at.Y, n, 1e-6)
	nearly(t, "rate east", v.X, cos*ve-sin*vn, 1e-6)
	nearly(t, "rate north", v.Y, sin*ve+cos*vn, 1e-6)
}
