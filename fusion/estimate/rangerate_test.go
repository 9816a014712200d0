package estimate

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"perimeter/air/num"
)

// rated is a plot as sighted gives it, and with it the range rate as it truly is
// there, measured within 2 m/s.
func rated(s *State, truth *[4]float64, d *num.Draw) Measurement {
	m := sighted(s, truth, d)
	const r = 1e5
	u := pair{m.H[0][0], m.H[0][1]}
	e, n := truth[0]-s.X[0]+r*u[0], truth[1]-s.X[1]+r*u[1]
	is := (e*truth[2] + n*truth[3]) / math.Hypot(e, n)
	rate := u[0]*s.X[2] + u[1]*s.X[3]
	m.Rate = RangeRate{
		Y: is - rate + 2*d.Normal(), R: 4, Bend: 1 / r,
		H: [4]float64{(s.X[2] - rate*u[0]) / r, (s.X[3] - rate*u[1]) / r, u[0], u[1]},
	}
	return m
}

// flightsRated is flights with range rates.
func flightsRated(f *IMM, by Filter, n, plots int, dt float64, change func(i int, u float64) int) (r record) {
	within := distuv.ChiSquared{K: 2}.Quantile(0.95)
	for flight := range uint64(n) {
		p, seen := flyer{draw: num.At(12, purposeFlight, flight, 0, 0)}, num.At(12, purposePlot, flight, 0, 0)
		d := &p.draw
		sin, cos := math.Sincos(2 * math.Pi * d.Uniform())
		p.x = [4]float64{500 * d.Normal(), 500 * d.Normal(), 200 * sin, 200 * cos}
		s := State{X: [4]float64{0, 0, p.x[2] + 10*d.Normal(), p.x[3] + 10*d.Normal()}, P: [10]float64{0: 250000, 4: 250000, 7: 100, 9: 100}, V: [3]float64{1, 0, 0}}
		model := draw(f.Weight, d.Uniform())
		p.begin(f.Across[turning])
		by.Begin(&s)
		for range plots {
			p.fly(f, model, dt)
			by.Predict(&s, dt)
			m := rated(&s, &p.x, &seen)
			r.nis = append(r.nis, (&CV{}).Fit(&s, &m).D2)
			by.Update(&s, &m)
			e, nn := p.x[0]-s.X[0], p.x[1]-s.X[1]
			if (e*e*s.P[4]-2*e*nn*s.P[1]+nn*nn*s.P[0])/(s.P[0]*s.P[4]-s.P[1]*s.P[1]) <= within {
				r.inside++
			}
			r.ellipse++
			before := model
			if model = change(model, d.Uniform()); model == turning && before != turning {
				p.begin(f.Across[before])
			}
		}
		r.nees = append(r.nees, normalised(&s, &p.x))
	}
	return r
}

// With range rates each model is as honest as without: NEES and NIS lie within
// both bounds of chi-square, of three degrees of freedom for a plot. (Two minutes
// at most: by then the noise of a hard manoeuvre has made speeds of no aircraft;
// and where it may have led 2 km away in 12 s, the second order is not quite enough.)
func TestModelsAreHonestOfRates(t *testing.T) {
	noise := NewIMM().Noise
	for _, q := range []float64{noise[0], noise[2]} {
		for _, dt := range []float64{1, 4.8, 12} {
			t.Run(fmt.Sprintf("%g m2/s3, %g s", q, dt), func(t *testing.T) {
				r := flightsRated(&IMM{Noise: []float64{q}, Weight: []float64{1}}, &CV{q}, 1000, int(min(40, 120/dt)), dt, stay)
				if q > 1000 && dt > 10 {
					fair(t, "NEES", r.nees, 4, 0.12)
				} else {
					honest(t, "NEES", r.nees, 4)
				}
				honest(t, "NIS", r.nis, 3)
				if share := r.share(); !(share > 0.94 && share < 0.96) {
					t.Errorf("95 %% ellipses held %.1f %%", 100*share)
				}
			})
		}
	}
}

// So is the turning model, whose rate of turn the range rate tells too.
func TestTurningModelIsHonestOfRates(t *testing.T) {
	f := NewIMM()
	const never = 1e-12
	f.Weight = []float64{never, 1, never}
	f.Rate = [MaxModes][]float64{{0, 1, 1}, {never, 0, never}, {1, 1, 0}}
	for _, tt := range []struct{ dt, loses float64 }{{1, 0.03}, {4.8, 0.05}, {12, 0.15}} {
		t.Run(fmt.Sprintf("%g s", tt.dt), func(t *testing.T) {
			r := flightsRated(f, f, 1000, int(120/tt.dt), tt.dt, stay)
			fair(t, "NEES", r.nees, 4, tt.loses)
			fair(t, "NIS", r.nis, 3, tt.loses)
			if share := r.share(); !(share > 0.93 && share < 0.97) {
				t.Errorf("95 %% ellipses held %.1f %%", 100*share)
			}
		})
	}
}

// And so is the mixture, by the bounds of TestMixtureIsHonest.
func TestMixtureIsHonestOfRates(t *testing.T) {
	f := NewIMM()
	f.Weight = []float64{0.9, 0.09, 0.01}
	for _, dt := range []float64{1, 4.8, 12} {
		t.Run(fmt.Sprintf("%g s", dt), func(t *testing.T) {
			change := func(i int, u float64) int {
				var to [MaxModes]float64
				for j := range f.Noise {
					to[j] = f.goes(i, j, dt)
				}
				return draw(to[:len(f.Noise)], u)
			}
			r := flightsRated(f, f, 2000, 40, dt, change)
			fair(t, "NEES", r.nees, 4, 0.06)
			fair(t, "NIS", r.nis, 3, 0.05)
			if share := r.share(); !(share > 0.93 && share < 0.97) {
				t.Errorf("95 %% ellipses held %.1f %%, want 93 to 97", 100*share)
			}
		})
	}
}

// hunch draws a state with hypotheses and a plot with a range rate.
func hunch(t *rapid.T) (s State, m Measurement) {
	in := func(low, high float64, what string) float64 { return rapid.Float64Range(low, high).Draw(t, what) }
	s = State{
		X: [4]float64{in(-1e4, 1e4, "e"), in(-1e4, 1e4, "n"), in(-300, 300, "ve"), in(-300, 300, "vn")},
		P: [10]float64{0: in(1e3, 1e5, "p0"), 4: in(1e3, 1e5, "p4"), 7: in(10, 2000, "p7"), 9: in(10, 2000, "p9")},
		V: [3]float64{1e-6, 0, 0},
	}
	NewIMM().Begin(&s)
	NewIMM().Predict(&s, in(1, 12, "dt"))
	sin, cos := math.Sincos(in(0, 2*math.Pi, "azimuth"))
	m = Measurement{H: [2][2]float64{{sin, cos}, {cos / 1e5, -sin / 1e5}}, R: [2]float64{1e4, 4e-6}}
	m.Y = [2]float64{in(-300, 300, "y0"), in(-0.005, 0.005, "y1")}
	m.Rate = RangeRate{Y: in(-50, 50, "rate"), H: [4]float64{in(-0.01, 0.01, "h0"), in(-0.01, 0.01, "h1"), sin, cos}, R: in(1, 25, "r")}
	return s, m
}

// jointly takes place and rate of a plot in at once, with a covariance of three
// by three, and returns the squared distance and the determinant.
func jointly(x *[4]float64, p *[10]float64, m *Measurement, y [3]float64) (d2, det float64) {
	h := [3][4]float64{{m.H[0][0], m.H[0][1]}, {m.H[1][0], m.H[1][1]}, m.Rate.H}
	var ph [3][4]float64
	var s [3][3]float64
	for i := range h {
		ph[i] = times(p, &h[i])
	}
	for i := range h {
		for j := range h {
			for k := range 4 {
				s[i][j] += h[j][k] * ph[i][k]
			}
		}
		s[i][i] += [3]float64{m.R[0], m.R[1], m.Rate.R}[i]
	}
	minor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return s[a][c]*s[b][d] - s[a][d]*s[b][c]
	}
	det = s[0][0]*minor(0, 0) + s[0][1]*minor(0, 1) + s[0][2]*minor(0, 2)
	for i := range 3 {
		for j := range 3 {
			inv := minor(i, j) / det
			d2 += y[i] * inv * y[j]
			for k, n := 0, 0; k < 4; k++ {
				x[k] += ph[i][k] * inv * y[j]
				for l := k; l < 4; l++ {
					p[n] -= ph[i][k] * inv * ph[j][l]
					n++
				}
			}
		}
	}
	return d2, det
}

// To take the rate in after the place is to take in both at once, in what it
// changes and in how well it fits; and the bank's weights follow the likelihood
// of both.
func TestRateAfterPlaceIsBothAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, m := hunch(t)
		x, p := s.X, s.P
		d2, det := jointly(&x, &p, &m, [3]float64{m.Y[0], m.Y[1], m.Rate.Y})
		by, one := &CV{}, s
		one.Modes = 0
		fit := by.Fit(&one, &m)
		by.Update(&one, &m)
		near(t, "distance", fit.D2, d2, 1e-6*(1+d2))
		near(t, "cost", fit.Cost, d2/2+math.Log(det)/2+1.5*math.Log(2*math.Pi), 1e-6*(1+d2))
		for i := range x {
			near(t, "x", one.X[i], x[i], 1e-6*(1+math.Abs(x[i])))
		}
		for i := range p {
			near(t, "p", one.P[i], p[i], 1e-5*(1+math.Abs(p[i])))
		}
		f := NewIMM()
		f.Rate = [MaxModes][]float64{{0, 1e-9, 1e-9}, {1e-9, 0, 1e-9}, {1e-9, 1e-9, 0}} // hardly a change of model
		var want [MaxModes]float64
		sum, least := 0.0, math.Inf(1)
		for i := range s.Modes {
			b := s.Bank[i]
			y := about(&m, &s.X, &b.X)
			rest := m.Rate.Y
			for j := range 4 {
				rest -= m.Rate.H[j] * (b.X[j] - s.X[j])
			}
			d2, det := jointly(&b.X, &b.P, &m, [3]float64{y[0], y[1], rest})
			want[i] = b.Weight * math.Exp(-d2/2) / math.Sqrt(det)
			sum += want[i]
			least = min(least, d2)
		}
		if sum < 1e-200 {
			return
		}
		fit = f.Fit(&s, &m)
		near(t, "bank's distance", fit.D2, least, 1e-6*(1+least))
		near(t, "bank's cost", fit.Cost, -math.Log(sum)+1.5*math.Log(2*math.Pi), 1e-6*(1+least))
		f.Update(&s, &m)
		for i := range s.Modes {
			near(t, "weight", s.Bank[i].Weight, want[i]/sum, 1e-5)
		}
	})
}

// A turn shows in the range rate before it shows in the place: after two plots the
// rate of turn is known to be to the right, and the covariance of the five states
// with height stays one.
func TestRateTellsOfTheTurn(t *testing.T) {
	turned := func(rates bool) float64 {
		f := NewIMM()
		s := State{X: [4]float64{0, 0, 0, 200}, P: [10]float64{0: 2500, 4: 2500, 7: 4, 9: 4}, V: [3]float64{1, 0, 0}}
		f.Begin(&s)
		const rate, dt = 0.05, 4.0
		for k := range 2 {
			angle := rate * dt * float64(k+1)
			x := [4]float64{200 / rate * (1 - math.Cos(angle)), 200 / rate * math.Sin(angle), 200 * math.Sin(angle), 200 * math.Cos(angle)}
			f.Predict(&s, dt)
			m := *plain(&s, x[0], x[1], 1e4)
			if rates { // the radar stands far to the west
				m.Rate = RangeRate{Y: x[2] - s.X[2], H: [4]float64{2: 1}, R: 4}
			}
			f.Update(&s, &m)
		}
		return float64(s.TurnRate.Mean)
	}
	blind, told := turned(false), turned(true)
	t.Logf("rate of turn %.3f rad/s without, %.3f with range rates, in truth 0.050", blind, told)
	if !(math.Abs(told-0.05) < 0.01 && math.Abs(blind-0.05) > math.Abs(told-0.05)) {
		t.Errorf("rate of turn %.3f rad/s, without range rates %.3f; want 0.05, and worse without", told, blind)
	}
}

// Before it begins to be followed, an aircraft of one plot knows how fast it comes.
func TestTakeRate(t *testing.T) {
	m := Measurement{H: [2][2]float64{{0, 1}, {1e-5, 0}}, R: [2]float64{1e4, 4e-6}, Rate: RangeRate{Y: -180, H: [4]float64{0, 0, 0, 1}, R: 4}}
	s, _ := Start(&m, 8000, 100, 250)
	s.TakeRate(&m.Rate)
	near(t, "north", s.X[3], -180, 0.1)
	near(t, "its variance", s.P[9], 4, 0.01)
	near(t, "east", s.X[2], 0, 0)
	near(t, "variance of east", s.P[7], 250*250, 0)
}
