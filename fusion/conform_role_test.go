package fusion

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/fusion/estimate"
)

// cluster draws tracks and plots whose gains are like those of a real one: some
// gated out, no two quite the same.
func cluster(t *rapid.T) *Candidates {
	c := &Candidates{Tracks: rapid.IntRange(1, 5).Draw(t, "tracks"), Plots: rapid.IntRange(1, 6).Draw(t, "plots")}
	for i := range c.Tracks * c.Plots {
		gain := never
		if rapid.IntRange(0, 3).Draw(t, "gated out") > 0 {
			gain = float64(rapid.IntRange(-2, 14).Draw(t, "gain")) + 0.3*math.Sin(float64(i*i+1))
		}
		c.Gain = append(c.Gain, gain)
	}
	return c
}

// pairs returns what an associator says of a cluster as a table; what is wrong
// with it ends the test.
func pairs(t *rapid.T, role Associator, c *Candidates) []float64 {
	weights := make([]float64, c.Tracks*c.Plots)
	ofTrack, ofPlot := make([]float64, c.Tracks), make([]float64, c.Plots)
	for _, p := range role.Associate(c) {
		if p.Track < 0 || int(p.Track) >= c.Tracks || p.Plot < 0 || int(p.Plot) >= c.Plots {
			t.Fatalf("pair %+v outside %d tracks, %d plots", p, c.Tracks, c.Plots)
		}
		at := int(p.Track)*c.Plots + int(p.Plot)
		if weights[at] != 0 || math.IsInf(c.Gain[at], -1) || !(p.Weight > 0 && p.Weight <= 1) {
			t.Fatalf("pair %+v of gain %g: said before, gated out, or no probability", p, c.Gain[at])
		}
		weights[at] = p.Weight
		ofTrack[p.Track] += p.Weight
		ofPlot[p.Plot] += p.Weight
	}
	for _, sum := range append(ofTrack, ofPlot...) {
		if sum > 1+1e-9 {
			t.Fatalf("weights %v: a track or plot is given %g times", weights, sum)
		}
	}
	return weights
}

// Every associator gives each track at most one plot and each plot at most one
// track (in sum of probabilities), keeps the gates, and says the same of a
// cluster whatever order its tracks and plots stand in.
func TestConformAssignments(t *testing.T) {
	for _, a := range associators {
		t.Run(a.name, func(t *testing.T) {
			role := a.make() // one for all: no call may leave a trace in the next
			rapid.Check(t, func(t *rapid.T) {
				c := cluster(t)
				weights := pairs(t, role, c)
				rows := rapid.Permutation(upTo(c.Tracks)).Draw(t, "rows")
				cols := rapid.Permutation(upTo(c.Plots)).Draw(t, "cols")
				other := &Candidates{Tracks: c.Tracks, Plots: c.Plots, Gain: make([]float64, len(c.Gain))}
				for i, r := range rows {
					for j, p := range cols {
						other.Gain[i*c.Plots+j] = c.Gain[r*c.Plots+p]
					}
				}
				again := pairs(t, role, other)
				for i, r := range rows {
					for j, p := range cols {
						if w, v := weights[r*c.Plots+p], again[i*c.Plots+j]; math.Abs(w-v) > 1e-9 {
							t.Fatalf("track %d, plot %d: %g, in another order %g; gains %v", r, p, w, v, c.Gain)
						}
					}
				}
			})
		})
	}
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// Every associator has nothing to say of nothing, takes what has no rival, and
// between two rivals gives more to the likelier one.
func TestConformSmallClusters(t *testing.T) {
	tests := []struct {
		name          string
		tracks, plots int
		gain          []float64
		best          [][2]int32 // the pairs that must have most weight
	}{
		{"nothing", 0, 0, nil, nil},
		{"a track alone", 1, 0, nil, nil},
		{"a plot alone", 0, 1, nil, nil},
		{"all gated out", 2, 2, []float64{never, never, never, never}, nil},
		{"one pair", 1, 1, []float64{7}, [][2]int32{{0, 0}}},
		{"a rival plot", 1, 2, []float64{7, 9}, [][2]int32{{0, 1}}},
		{"a rival track", 2, 1, []float64{9, 4}, [][2]int32{{0, 0}}},
		{"two and two", 2, 2, []float64{9, 3, 3, 9}, [][2]int32{{0, 0}, {1, 1}}},
	}
	for _, a := range associators {
		for _, tt := range tests {
			t.Run(a.name+"/"+tt.name, func(t *testing.T) {
				best := map[int32]Pairing{}
				for _, p := range a.make().Associate(&Candidates{Tracks: tt.tracks, Plots: tt.plots, Gain: tt.gain}) {
					if math.IsNaN(p.Weight) || math.IsInf(tt.gain[int(p.Track)*tt.plots+int(p.Plot)], -1) {
						t.Errorf("pair %+v: gated out or no number", p)
					}
					if p.Weight > best[p.Track].Weight {
						best[p.Track] = p
					}
				}
				for _, want := range tt.best {
					if got := best[want[0]]; got.Plot != want[1] || !(got.Weight > 0.5) {
						t.Errorf("track %d: best %+v, want plot %d", want[0], got, want[1])
					}
				}
				if len(tt.best) == 0 && len(best) > 0 {
					t.Errorf("pairs %v, want none", best)
				}
			})
		}
	}
}

// someState is a flight of which some plots are known.
func someState(f estimate.Filter) estimate.State {
	s := estimate.State{
		X: [4]float64{500, -300, 150, 120}, P: [10]float64{2e4, 3e3, 400, 50, 3e4, 60, 500, 90, 5, 80},
		Up: [2]float64{9000, 0}, V: [3]float64{200, 0, 4},
	}
	f.Begin(&s)
	return s
}

// told is a plot that lies e east and n north of what is predicted.
func told(e, n, variance float64) *estimate.Measurement {
	return &estimate.Measurement{Y: [2]float64{n, e}, H: [2][2]float64{{0, 1}, {1, 0}}, R: [2]float64{variance, variance}}
}

// each lets every filter of the registry be judged.
func each(t *testing.T, judge func(t *testing.T, f estimate.Filter, s estimate.State)) {
	for _, v := range filters {
		t.Run(v.name, func(t *testing.T) {
			f := v.make()
			judge(t, f, someState(f))
		})
	}
}

// apart is the greatest difference of two states, in standard deviations of
// place and rate, and of variances in parts.
func apart(a, b *estimate.State) (most float64) {
	for i, n := range [4]int{0, 4, 7, 9} {
		most = max(most, math.Abs(a.X[i]-b.X[i])/math.Sqrt(a.P[n]), math.Abs(a.P[n]-b.P[n])/a.P[n])
	}
	return most
}

// Two steps of prediction are one, to a thousandth: between two steps a turn's rate
// is taken for normal again.
func TestConformPredictComposes(t *testing.T) {
	each(t, func(t *testing.T, f estimate.Filter, s estimate.State) {
		for _, dt := range [][2]float64{{3, 5}, {0.1, 11.9}, {-2, -3}} {
			one, two := s, s
			f.Predict(&one, dt[0]+dt[1])
			f.Predict(&two, dt[0])
			f.Predict(&two, dt[1])
			if d := apart(&one, &two); d > 1e-3 {
				t.Errorf("%g s then %g s: %g from one step", dt[0], dt[1], d)
			}
		}
	})
}

// There and back is the same place and speed, to a hundredth of what they are sure
// to: how far a turn leads is not linear in its rate. And it is no surer.
func TestConformThereAndBack(t *testing.T) {
	each(t, func(t *testing.T, f estimate.Filter, s estimate.State) {
		for _, dt := range []float64{0.5, 4, 12} {
			back := s
			f.Predict(&back, dt)
			f.Predict(&back, -dt)
			for i, n := range [4]int{0, 4, 7, 9} {
				if d := math.Abs(back.X[i] - s.X[i]); d > 0.01*math.Sqrt(back.P[n]) {
					t.Errorf("%g s there and back: X[%d] %g off", dt, i, d)
				}
			}
			if back.Spread() < s.Spread() {
				t.Errorf("%g s there and back: spread %g, was %g", dt, back.Spread(), s.Spread())
			}
		}
	})
}

// A plot where it was expected makes surer of place and, by what they have in
// common, of speed; the closer the plot, the surer; the place moves towards the
// plot and not past it.
func TestConformUpdate(t *testing.T) {
	each(t, func(t *testing.T, f estimate.Filter, s estimate.State) {
		f.Predict(&s, 5)
		spread := math.Inf(1)
		for _, variance := range []float64{1e8, 1e5, 1e4, 100} {
			u := s
			f.Update(&u, told(0, 0, variance))
			if !(u.Spread() < min(s.Spread(), spread)) || u.P[7]+u.P[9] > (s.P[7]+s.P[9])*(1+1e-9) {
				t.Errorf("plot of %g m2: spread %g, was %g", variance, u.Spread(), s.Spread())
			}
			spread = u.Spread()
			u = s
			f.Update(&u, told(200, -150, variance))
			if e, n := u.X[0]-s.X[0], u.X[1]-s.X[1]; !(e > -1e-3 && e < 200 && n < 1e-3 && n > -150) {
				t.Errorf("plot of %g m2, 200 m east and 150 m south: place moves by %g, %g", variance, e, n)
			}
		}
		u := s
		f.Update(&u, told(200, -150, 1e-4))
		if math.Hypot(u.X[0]-s.X[0]-200, u.X[1]-s.X[1]+150) > 0.1 {
			t.Errorf("a plot without error moves the place by %g, %g", u.X[0]-s.X[0], u.X[1]-s.X[1])
		}
	})
}

// A plot without worth changes nothing of the mean.
func TestConformWorthlessPlot(t *testing.T) {
	each(t, func(t *testing.T, f estimate.Filter, s estimate.State) {
		f.Predict(&s, 5)
		u := s
		f.Update(&u, told(200, -150, 1e14))
		for i := range s.X {
			if math.Abs(u.X[i]-s.X[i]) > 0.01 {
				t.Errorf("X[%d] moves by %g", i, u.X[i]-s.X[i])
			}
		}
	})
}

// The likelihood that Fit tells is a density: over all places it sums to one.
func TestConformFitIsADensity(t *testing.T) {
	each(t, func(t *testing.T, f estimate.Filter, s estimate.State) {
		f.Predict(&s, 5)
		const step, reach = 40.0, 6000.0
		sum := 0.0
		for e := -reach; e <= reach; e += step {
			for n := -reach; n <= reach; n += step {
				sum += math.Exp(-f.Fit(&s, told(e, n, 1e4)).Cost) * step * step
			}
		}
		if math.Abs(sum-1) > 0.01 {
			t.Errorf("sums to %.4f, want 1", sum)
		}
	})
}

// No filter makes a NaN, or a variance that is none, of any sequence of plots,
// however absurd.
func TestConformNumbersStayNumbers(t *testing.T) {
	for _, v := range filters {
		t.Run(v.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				f := v.make()
				s := someState(f)
				for range rapid.IntRange(1, 30).Draw(t, "plots") {
					f.Predict(&s, rapid.Float64Range(-15, 60).Draw(t, "dt"))
					m := told(rapid.Float64Range(-1e6, 1e6).Draw(t, "east"), rapid.Float64Range(-1e6, 1e6).Draw(t, "north"), rapid.Float64Range(1, 1e8).Draw(t, "variance"))
					if fit := f.Fit(&s, m); math.IsNaN(fit.Cost+fit.D2) || fit.D2 < 0 {
						t.Fatalf("fit %+v", fit)
					}
					f.Update(&s, m)
					if bad := sick(&s); bad != "" {
						t.Fatal(bad)
					}
				}
			})
		})
	}
}

// sick tells what is wrong with a state's numbers; empty: nothing.
func sick(s *estimate.State) string {
	for i, x := range s.X {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Sprintf("X[%d] is %g", i, x)
		}
	}
	for _, n := range [4]int{0, 4, 7, 9} {
		if !(s.P[n] > 0) || math.IsInf(s.P[n], 0) {
			return fmt.Sprintf("P[%d] is %g", n, s.P[n])
		}
	}
	if s.P[1]*s.P[1] > s.P[0]*s.P[4]*(1+1e-9) {
		return fmt.Sprintf("P of place is no covariance: %g, %g, %g", s.P[0], s.P[1], s.P[4])
	}
	return ""
}
