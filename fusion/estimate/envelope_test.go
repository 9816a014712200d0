package estimate

import (
	"math"
	"testing"
)

// Of a speed that is cut off on both sides the mean and variance are those of
// the part within, as summed up by small steps.
func TestABoundOnBothSides(t *testing.T) {
	for _, tt := range []struct{ mean, sigma, most float64 }{
		{0, 600, 450}, {300, 250, 450}, {-500, 100, 450}, {450, 20, 450}, {600, 50, 450},
	} {
		inside, mean, kept := truncated(tt.mean, tt.sigma, tt.most)
		var sum, one, two float64
		for v := -tt.most; v < tt.most; v += 0.01 {
			w := math.Exp(-(v-tt.mean)*(v-tt.mean)/(2*tt.sigma*tt.sigma)) * 0.01 / (tt.sigma * math.Sqrt(2*math.Pi))
			sum, one, two = sum+w, one+w*v, two+w*v*v
		}
		wantMean := one / sum
		wantKept := (two/sum - wantMean*wantMean) / (tt.sigma * tt.sigma)
		if math.Abs(inside-sum) > 1e-3 || math.Abs(mean-wantMean) > 0.02*tt.sigma || kept < 0.01 || math.Abs(kept-wantKept) > 0.02 {
			t.Errorf("%v: inside %.4f, mean %.1f, kept %.3f; want %.4f, %.1f, %.3f", tt, inside, mean, kept, sum, wantMean, wantKept)
		}
	}
}

// An aircraft of which two plots far apart are known flies no faster than
// aircraft can; where it is hangs on its speed and goes with it, and what lies
// within the bound is left as it is.
func TestABoundOnSpeed(t *testing.T) {
	begin := func(speed, sigma float64) State {
		s := State{X: [4]float64{1000, 0, speed, 0}, P: [10]float64{0: 1e6, 2: 300 * sigma, 4: 1e6, 7: sigma * sigma, 9: sigma * sigma}, V: [3]float64{100, 0, 25}}
		NewIMM().Begin(&s)
		return s
	}
	s := begin(900, 150)
	before := s
	if inside := s.Within(500); inside > 0.01 {
		t.Errorf("900 m/s within 150 are %.3f within 500, want hardly any", inside)
	}
	if v := math.Hypot(s.X[2], s.X[3]); v > 501 || s.P[7] >= before.P[7] || s.X[0] >= before.X[0] {
		t.Errorf("%.0f m/s, variance %.0f, east %.0f: want at most 500, less, less", v, s.P[7], s.X[0])
	}
	sum := 0.0
	for i := range s.Modes {
		sum += s.Bank[i].Weight
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the hypotheses' weights come to %g", sum)
	}
	for _, tt := range []struct{ speed, sigma float64 }{{230, 20}, {480, 5}, {100, 120}} {
		s := begin(tt.speed, tt.sigma)
		before := s
		if inside := s.Within(500); inside < surelyWithin || math.Abs(s.X[2]-before.X[2]) > 1e-9 {
			t.Errorf("%g m/s within %g: %.3f inside, speed %.1f: want it left alone", tt.speed, tt.sigma, inside, s.X[2])
		}
	}
}
