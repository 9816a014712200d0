package estimate

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// One axis of place, twice measured: A. Becker, kalmanfilter.net, "Kalman filter
// in one dimension", the height of a building: guess 60 m of variance 225, two
// measurements of variance 25, and the figures as printed there.
func TestPublishedBuilding(t *testing.T) {
	s := State{X: [4]float64{60}, P: [10]float64{0: 225, 4: 1}}
	f := &CV{}
	for _, step := range []struct{ z, x, p float64 }{{48.54, 49.69, 22.5}, {47.11, 48.47, 11.84}} {
		m := Measurement{Y: [2]float64{0, step.z - s.X[0]}, H: [2][2]float64{{0, 1}, {1, 0}}, R: [2]float64{1e12, 25}}
		f.Update(&s, &m)
		near(t, "height", s.X[0], step.x, 0.005)
		near(t, "variance", s.P[0], step.p, 0.005)
	}
}

// The steady gains alpha and beta/T of a filter that is told a place every T
// obey, with the tracking index lambda:
//
//	beta^2 / (1 - alpha) = lambda^2
//	alpha = sqrt(2 beta + beta^2/12) - beta/2
//
// Source: P. R. Kalata, The tracking index, IEEE AES-20 (1984) 174, for the
// first; Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications to
// Tracking and Navigation, 2001, section 6.5, for the second, of white noise
// acceleration in continuous time, where lambda^2 = q T^3 / R.
func TestPublishedSteadyGains(t *testing.T) {
	for _, lambda := range []float64{0.01, 0.1, 0.5, 1, 2, 10} {
		for _, dt := range []float64{1, 5, 12} {
			t.Run(fmt.Sprintf("lambda %g, T %g s", lambda, dt), func(t *testing.T) {
				const r = 2500.0
				f := &CV{lambda * lambda * r / (dt * dt * dt)}
				s := State{P: [10]float64{0: 1e8, 4: 1e8, 7: 1e6, 9: 1e6}}
				for range 3000 {
					f.Predict(&s, dt)
					f.Update(&s, plain(&s, s.X[0], s.X[1], r))
				}
				alpha, beta := s.P[0]/r, s.P[2]*dt/r // P H'/R after the update is the gain
				near(t, "lambda^2", beta*beta/(1-alpha)/(lambda*lambda), 1, 1e-6)
				near(t, "alpha", alpha, math.Sqrt(2*beta+beta*beta/12)-beta/2, 1e-9)
			})
		}
	}
}

// What piecewise constant acceleration gives: Kalata's closed form, r = (4 +
// lambda - sqrt(8 lambda + lambda^2))/4, alpha = 1 - r^2, beta = 2(2 - alpha) -
// 4 sqrt(1 - alpha), with alpha 3/4 and beta 1/2 at lambda 1. Continuous noise
// is near to it where lambda is small.
func TestPublishedKalata(t *testing.T) {
	closed := func(lambda float64) (alpha, beta float64) {
		r := (4 + lambda - math.Sqrt(8*lambda+lambda*lambda)) / 4
		alpha = 1 - r*r
		return alpha, 2*(2-alpha) - 4*math.Sqrt(1-alpha)
	}
	alpha, beta := closed(1)
	near(t, "alpha at 1", alpha, 0.75, 1e-12)
	near(t, "beta at 1", beta, 0.5, 1e-12)
	const r, dt = 1e4, 5.0
	for _, lambda := range []float64{0.01, 0.03} {
		f := &CV{lambda * lambda * r / (dt * dt * dt)}
		s := State{P: [10]float64{0: 1e8, 4: 1e8, 7: 1e6, 9: 1e6}}
		for range 3000 {
			f.Predict(&s, dt)
			f.Update(&s, plain(&s, 0, 0, r))
		}
		alpha, beta := closed(lambda)
		near(t, "alpha", s.P[0]/r, alpha, 0.01*alpha)
		near(t, "beta", s.P[2]*dt/r, beta, 0.01*beta)
	}
}

// The mixing step against its formulas in matrix form: mu(i|j) = p(ij) mu(i) /
// c(j), x0(j) = sum mu(i|j) x(i), P0(j) = sum mu(i|j) (P(i) + d d').
//
// Source: Bar-Shalom, Li, Kirubarajan, 2001, equations 11.6.6-7 to -10.
func TestPublishedMixing(t *testing.T) {
	f := NewIMM()
	n := len(f.Noise)
	s := State{Since: 6, Modes: uint8(n)}
	for i := range n {
		k := float64(i + 1)
		s.Bank[i] = Mode{
			Weight: 1 / float64(n),
			X:      [4]float64{10 * k, -20 * k * k, 3 - k, 4 * k},
			P:      [10]float64{100 * k, 7, 5, 2, 90 * k, 1, 6, 9 * k, 0.5, 8 * k},
		}
	}
	old, mu := s.Bank, [MaxModes]float64{0.6, 0.3, 0.1}
	f.mix(&s, &mu)
	for j := range n {
		c, x, p := 0.0, mat.NewVecDense(4, nil), mat.NewDense(4, 4, nil)
		share := make([]float64, n)
		for i := range n {
			share[i] = f.goes(i, j, 6) * mu[i]
			c += share[i]
		}
		for i := range n {
			x.AddScaledVec(x, share[i]/c, mat.NewVecDense(4, old[i].X[:]))
		}
		for i := range n {
			var d mat.VecDense
			d.SubVec(mat.NewVecDense(4, old[i].X[:]), x)
			var part mat.Dense
			part.Outer(1, &d, &d)
			part.Add(&part, dense(&old[i].P))
			part.Scale(share[i]/c, &part)
			p.Add(p, &part)
		}
		near(t, "c", s.Bank[j].Weight, c, 1e-12)
		got := dense(&s.Bank[j].P)
		for a := range 4 {
			near(t, "x", s.Bank[j].X[a], x.AtVec(a), 1e-9)
			for b := range 4 {
				near(t, "P", got.At(a, b), p.At(a, b), 1e-9)
			}
		}
	}
	for i := range n {
		sum := 0.0
		for j := range n {
			sum += f.goes(i, j, 6)
		}
		near(t, "sum of a row of transitions", sum, 1, 1e-12)
	}
}

func dense(p *[10]float64) *mat.Dense {
	m := mat.NewDense(4, 4, nil)
	for i, row := range full(p) {
		m.SetRow(i, row[:])
	}
	return m
}

// Predict and update against the textbook's matrices: F P F' + Q, then
// x + P H' S^-1 y and P - P H' S^-1 H P, over a flight of ten slanted plots.
//
// Source: Bar-Shalom, Li, Kirubarajan, 2001, table 5.2.3-1 and equation 6.2.2-12.
func TestMatrixForm(t *testing.T) {
	const q, dt = 3.0, 7.0
	s := State{X: [4]float64{100, -50, 120, -80}, P: [10]float64{100, 7, 5, 2, 90, 1, 6, 9, 0.5, 8}}
	x, p := mat.NewVecDense(4, []float64{100, -50, 120, -80}), dense(&s.P)
	f := mat.NewDense(4, 4, []float64{1, 0, dt, 0, 0, 1, 0, dt, 0, 0, 1, 0, 0, 0, 0, 1})
	noise := mat.NewDense(4, 4, nil)
	for i := range 2 {
		noise.Set(i, i, q*dt*dt*dt/3)
		noise.Set(i, i+2, q*dt*dt/2)
		noise.Set(i+2, i, q*dt*dt/2)
		noise.Set(i+2, i+2, q*dt)
	}
	filter := &CV{q}
	for k := range 10 {
		filter.Predict(&s, dt)
		var fp mat.Dense
		fp.Mul(f, p)
		p.Mul(&fp, f.T())
		p.Add(p, noise)
		x.MulVec(f, x)

		sin, cos := math.Sincos(float64(k))
		m := Measurement{Y: [2]float64{40 * sin, 1e-3 * cos}, H: [2][2]float64{{sin, cos}, {cos / 5e4, -sin / 5e4}}, R: [2]float64{1e4, 4e-6}}
		filter.Update(&s, &m)
		h := mat.NewDense(2, 4, []float64{sin, cos, 0, 0, cos / 5e4, -sin / 5e4, 0, 0})
		var ph, inn, inv, gain, drop mat.Dense
		ph.Mul(p, h.T())
		inn.Mul(h, &ph)
		inn.Add(&inn, mat.NewDiagDense(2, []float64{1e4, 4e-6}))
		if err := inv.Inverse(&inn); err != nil {
			t.Fatal(err)
		}
		gain.Mul(&ph, &inv)
		var step mat.VecDense
		step.MulVec(&gain, mat.NewVecDense(2, m.Y[:]))
		x.AddVec(x, &step)
		drop.Mul(&gain, ph.T())
		p.Sub(p, &drop)
		got := dense(&s.P)
		for a := range 4 {
			near(t, "x", s.X[a], x.AtVec(a), 1e-6)
			for b := range 4 {
				near(t, "P", got.At(a, b), p.At(a, b), 1e-6)
			}
		}
	}
}
