package estimate

import (
	"fmt"
	"math"
	"testing"

	"perimeter/air/num"
)

var purposeTurn = num.For("test/arc")

// arcs is the motion of east, north, their rates and the rate of turn, flown in
// small steps.
func arcs(x [5]float64, dt float64) [5]float64 {
	const steps = 20_000
	h := dt / steps
	for range steps {
		sin, cos := math.Sincos(x[4] * h / 2)
		x[2], x[3] = cos*x[2]+sin*x[3], cos*x[3]-sin*x[2]
		x[0], x[1] = x[0]+h*x[2], x[1]+h*x[3]
		x[2], x[3] = cos*x[2]+sin*x[3], cos*x[3]-sin*x[2]
	}
	return x
}

// The arc is the one flown in small steps, forward and back, at any rate of turn;
// its covariance, of a rate that is nearly sure, is F P F' with F by differences.
// A full circle leads home.
func TestArc(t *testing.T) {
	for _, rate := range []float64{0, 1e-6, 0.0192, -0.0524, 0.0599, 0.0601, 0.25, -0.6} {
		for _, dt := range []float64{0.5, 5, 12, -4} {
			t.Run(fmt.Sprintf("%g rad/s, %g s", rate, dt), func(t *testing.T) { checkArc(t, rate, dt) })
		}
	}
	b := Mode{X: [4]float64{0, 0, 100, 200}}
	r := rateOf(2 * math.Pi / 12)
	r.bend(&b, 12)
	near(t, "home, east", b.X[0], 0, 1e-6)
	near(t, "heading", b.X[2], 100, 1e-4)
}

func rateOf(mean float64) rate {
	return rate{mean: mean, variance: 4e-12, cov: [4]float64{1e-5, -1e-5, 2e-6, 2e-6}, up: 5e-6}
}

func checkArc(t *testing.T, rate, dt float64) {
	b := Mode{X: [4]float64{10, -20, 150, 90}, P: [10]float64{400, 30, 20, 5, 300, 7, 25, 9, 1, 8}, C: [4]float64{50, -40, 3, 2}}
	r := rateOf(rate)
	from := [5]float64{b.X[0], b.X[1], b.X[2], b.X[3], rate}
	to := arcs(from, dt)
	var jacobian [5][5]float64 // by column
	for j := range from {
		const step = 1e-4
		up, down := from, from
		up[j] += step
		down[j] -= step
		up, down = arcs(up, dt), arcs(down, dt)
		for i := range to {
			jacobian[j][i] = (up[i] - down[i]) / (2 * step)
		}
	}
	before := joint(&b, &r)
	r.bend(&b, dt)
	for i := range b.X {
		near(t, "x", b.X[i], to[i], 1e-3)
	}
	after := joint(&b, &r)
	for i := range 5 {
		up := 0.0
		for k := range 5 {
			up += jacobian[k][i] * before[k][5]
		}
		near(t, "with height", after[i][5], up, 1e-4*(1+math.Abs(up)))
		for j := range 5 {
			want := 0.0
			for k := range 5 {
				for l := range 5 {
					want += jacobian[k][i] * before[k][l] * jacobian[l][j]
				}
			}
			near(t, fmt.Sprintf("P %d %d", i, j), after[i][j], want, 1e-4*(1+math.Abs(want)))
		}
	}
}

// Where the rate of turn is not sure, mean and covariance are those over all
// rates, each with the X that goes with it: here 1201 of them, from -6 to 6
// standard deviations. What is left of the spread when the rate is told goes with the
// mean rate: to 4 in 100.
func TestArcOverRates(t *testing.T) {
	for _, dt := range []float64{1, 5, 12, -4} {
		b := Mode{X: [4]float64{10, -20, 150, 90}, P: [10]float64{400, 30, 20, 5, 300, 7, 25, 9, 1, 8}, C: [4]float64{50, -40, 3, 2}}
		r := rate{mean: 0.0524, variance: 4e-4, cov: [4]float64{0.1, -0.1, 0.02, 0.02}, up: 0.05}
		var all Mode
		var parts [1201]Mode
		var weights [len(parts)]float64
		var cov [4]float64
		sum := 0.0
		for i := range parts {
			off := (float64(i)/100 - 6) * math.Sqrt(r.variance)
			weights[i] = math.Exp(-off * off / r.variance / 2)
			sum += weights[i]
		}
		for i := range parts {
			off := (float64(i)/100 - 6) * math.Sqrt(r.variance)
			k := b
			learn(&k.X, &k.P, &r.cov, off, r.variance)
			arc := arcOf(r.mean+off, dt)
			arc.lead(&k.X)
			arc.take(&k)
			all.blend(weights[i]/sum, &k)
			for j := range cov {
				cov[j] += weights[i] / sum * off * k.X[j]
			}
			parts[i] = k
		}
		for i := range parts {
			add(&all.P, weights[i]/sum, &parts[i].X, &parts[i].P, &all.X)
		}
		r.bend(&b, dt)
		for i := range b.X {
			near(t, "x", b.X[i], all.X[i], 1e-3)
			near(t, "with the rate", r.cov[i], cov[i], 1e-3*(1+math.Abs(cov[i])))
		}
		for i := range b.P {
			near(t, fmt.Sprintf("%g s: P %d", dt, i), b.P[i], all.P[i], 0.04*(1+math.Abs(all.P[i])))
		}
	}
}

// joint writes out the covariance of a turning hypothesis, its rate and, in the
// last row and column, height.
func joint(b *Mode, r *rate) (m [6][6]float64) {
	for i, row := range full(&b.P) {
		copy(m[i][:], row[:])
		m[i][4], m[4][i] = r.cov[i], r.cov[i]
		m[i][5], m[5][i] = b.C[i], b.C[i]
	}
	m[4][4], m[4][5], m[5][4] = r.variance, r.up, r.up
	return m
}

// A steady turn is followed without lag once its rate is known, and the ellipse
// that says so is small: an airliner's at the standard rate and a fighter's of 5 g.
func TestSteadyTurnIsKnown(t *testing.T) {
	for _, tt := range []struct {
		name        string
		rate, speed float64 // rad/s, m/s
		dt          float64 // s
		off         float64 // m, rms at most: plots are 100 m off on each axis
		held        float64 // share of 95 % ellipses, at least
	}{
		{"airliner, 5 s", 0.0524, 130, 5, 125, 0.93},
		{"airliner, 12 s", 0.0192, 230, 12, 150, 0.93},
		{"fighter, 1 s", 0.2, 245, 1, 110, 0.93},
		{"fighter, 4 s", 0.2, 245, 4, 130, 0.93},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sum, held, n := 0.0, 0, 0
			for flight := range uint64(100) {
				d := num.At(5, purposeTurn, flight, 0, 0)
				f := NewIMM()
				s := State{X: [4]float64{0, 0, 0, tt.speed}, P: [10]float64{0: 1e4, 4: 1e4, 7: 100, 9: 100}, V: [3]float64{1, 0, 0}}
				f.Begin(&s)
				for k := range 20 {
					angle := tt.rate * tt.dt * float64(k+1)
					e, north := tt.speed/tt.rate*(1-math.Cos(angle)), tt.speed/tt.rate*math.Sin(angle)
					f.Predict(&s, tt.dt)
					f.Update(&s, plain(&s, e+100*d.Normal(), north+100*d.Normal(), 1e4))
					if k < 8 {
						continue
					}
					e, north = e-s.X[0], north-s.X[1]
					sum += e*e + north*north
					n++
					if (e*e*s.P[4]-2*e*north*s.P[1]+north*north*s.P[0])/(s.P[0]*s.P[4]-s.P[1]*s.P[1]) < 5.991 {
						held++
					}
				}
			}
			off, share := math.Sqrt(sum/float64(n)), float64(held)/float64(n)
			t.Logf("%.0f m off, ellipses held %.1f %%", off, 100*share)
			if off > tt.off || share < tt.held {
				t.Errorf("%.0f m off, want at most %.0f; ellipses held %.2f, want at least %.2f", off, tt.off, share, tt.held)
			}
		})
	}
}

// A height that slant ranges from several sides give, and an altimeter later,
// never makes a variance negative: what one hypothesis shares with height is no
// more than the height's own variance leaves.
func TestLearntHeightKeepsVariances(t *testing.T) {
	f := NewIMM()
	for flight := range uint64(300) {
		d := num.At(6, purposeTurn, flight, 0, 0)
		m := Measurement{H: [2][2]float64{{0, 0.9}, {1e-5, 0}}, U: [2]float64{0.4, 0}, R: [2]float64{900, 1e-6}, Learn: true}
		s, _ := Start(&m, 8000, MaxSigmaUp, 250)
		f.Begin(&s)
		for k := range 12 {
			f.Predict(&s, 1+3*d.Uniform())
			sin, cos := math.Sincos(2 * math.Pi * d.Uniform())
			slope := 0.5 * d.Uniform()
			m.H, m.U[0] = [2][2]float64{{sin, cos}, {cos / 5e4, -sin / 5e4}}, slope
			m.Y = [2]float64{600 * d.Normal(), 0.01 * d.Normal()}
			if k == 8 {
				s.UpdateHeight(s.Up[0]+100*d.Normal(), 200)
			}
			f.Update(&s, &m)
			for i := range s.Modes {
				p := &s.Bank[i].P
				if !(p[0] > 0 && p[4] > 0 && p[0]*p[4] > p[1]*p[1] && p[7] > 0 && p[9] > 0) {
					t.Fatalf("flight %d, plot %d: hypothesis %d has variances %v", flight, k, i, *p)
				}
			}
		}
	}
}
