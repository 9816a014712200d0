package estimate

import (
	"math"
	"testing"
)

// What is left below a bound is a normal distribution cut off, as summed up by
// small steps; the place that hangs on the height goes with it.
func TestABoundFromAbove(t *testing.T) {
	for _, top := range []float64{7900, 6000, 3000, 2000} {
		const h, sigma, tied = 8000.0, 2500.0, 0.6
		s := State{X: [4]float64{1000}, Up: [2]float64{h}, V: [3]float64{sigma * sigma}, Prior: sigma * sigma}
		s.C[0] = -tied * sigma * sigma
		s.P[0] = tied*tied*sigma*sigma + 100
		s.Below(top)
		mean, variance := cutOff(h, sigma, top)
		off := func(got, want float64) bool { return math.Abs(got-want) > 1e-3*math.Abs(want) }
		if off(s.Up[0], mean) || off(s.V[0], variance) {
			t.Errorf("below %g m: %.1f m within %.1f, want %.1f within %.1f", top, s.Up[0], math.Sqrt(s.V[0]), mean, math.Sqrt(variance))
		}
		if east, p := 1000+tied*(h-mean), tied*tied*variance+100; off(s.X[0], east) || off(s.P[0], p) || off(s.C[0], -tied*variance) {
			t.Errorf("below %g m: east %.1f, variance %.0f, tie %.0f; want %.1f, %.0f, %.0f", top, s.X[0], s.P[0], s.C[0], east, p, -tied*variance)
		}
		before := s
		if s.Below(top); s != before {
			t.Errorf("below %g m: the same bound counts twice", top)
		}
	}
}

func cutOff(h, sigma, top float64) (mean, variance float64) {
	var sum, one, two float64
	for z := h - 10*sigma; z < top; z += 0.5 {
		w := math.Exp(-(z - h) * (z - h) / (2 * sigma * sigma))
		sum, one, two = sum+w, one+w*z, two+w*z*z
	}
	mean = one / sum
	return mean, two/sum - mean*mean
}

func TestABoundLeavesMeasuredHeightsAlone(t *testing.T) {
	s := State{Up: [2]float64{8000}, V: [3]float64{400}}
	before := s
	if s.Below(3000); s != before {
		t.Errorf("a height by an instrument became %.0f m", s.Up[0])
	}
}
