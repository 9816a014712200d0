package estimate

import "math"

// CV is an extended Kalman filter for near constant velocity: white noise
// acceleration of one spectral density on each axis.
type CV struct {
	Noise float64 // m2/s3
}

// Begin does nothing: one hypothesis is all there is.
func (f *CV) Begin(*State) {}

// Predict moves s by dt seconds.
func (f *CV) Predict(s *State, dt float64) {
	move(&s.X, &s.P, &s.C, dt, f.Noise)
	s.Since += dt
	s.climb(dt)
}

// Fit tells how well m fits the predicted state s.
func (f *CV) Fit(s *State, m *Measurement) Fit {
	v := innovate(&s.P, &s.C, s.V[0], m)
	d2, det := v.distance(m.Y)
	fit := Fit{D2: d2, Cost: d2/2 + math.Log(det)/2 + lnTwoPi}
	if m.Rate.R > 0 {
		more, variance := s.fitRate(&Mode{X: s.X, P: s.P, C: s.C}, m)
		fit.D2 += more
		fit.Cost += more/2 + math.Log(variance)/2 + halfLnTwoPi
	}
	return fit
}

// Update takes m into the predicted state s.
func (f *CV) Update(s *State, m *Measurement) {
	v := innovate(&s.P, &s.C, s.V[0], m)
	l := s.learnUp(m)
	mean := s.X
	v.apply(&s.X, &s.P, &s.C, m.Y)
	if m.Rate.R > 0 {
		w := m.Rate.under(&mean, &s.X, &s.P, &s.C, s.V[0])
		w.apply(&s.X, &s.P, &s.C)
	}
	s.know(&l)
	s.Since = 0
}

const lnTwoPi = 1.8378770664093453

// innovation is the covariance of a measurement's Y under a hypothesis: S its
// upper triangle, PH the covariance of X with Y, G that of height with Y.
type innovation struct {
	S  [3]float64
	PH [4][2]float64
	G  [2]float64
}

func innovate(p *[10]float64, c *[4]float64, vUp float64, m *Measurement) (v innovation) {
	for j := range 2 {
		a, b, u := m.H[j][0], m.H[j][1], m.U[j]
		v.PH[0][j] = float64(p[0]*a) + float64(p[1]*b) + float64(c[0]*u)
		v.PH[1][j] = float64(p[1]*a) + float64(p[4]*b) + float64(c[1]*u)
		v.PH[2][j] = float64(p[2]*a) + float64(p[5]*b) + float64(c[2]*u)
		v.PH[3][j] = float64(p[3]*a) + float64(p[6]*b) + float64(c[3]*u)
		v.G[j] = float64(c[0]*a) + float64(c[1]*b) + float64(vUp*u)
	}
	s00 := float64(m.H[0][0]*v.PH[0][0]) + float64(m.H[0][1]*v.PH[1][0]) + float64(m.U[0]*v.G[0])
	s01 := float64(m.H[0][0]*v.PH[0][1]) + float64(m.H[0][1]*v.PH[1][1]) + float64(m.U[0]*v.G[1])
	s11 := float64(m.H[1][0]*v.PH[0][1]) + float64(m.H[1][1]*v.PH[1][1]) + float64(m.U[1]*v.G[1])
	v.S = [3]float64{s00 + m.R[0], s01, s11 + m.R[1]}
	return v
}

// distance returns the squared statistical distance of y and the determinant of
// its covariance.
func (v *innovation) distance(y [2]float64) (d2, det float64) {
	det = float64(v.S[0]*v.S[2]) - float64(v.S[1]*v.S[1])
	d2 = (float64(v.S[2]*y[0]*y[0]) - float64(2*v.S[1]*y[0]*y[1]) + float64(v.S[0]*y[1]*y[1])) / det
	return d2, det
}

// apply takes a measurement in. Height is only considered, not changed: the gain
// is optimal for the horizontal part alone.
//
// Source: S. F. Schmidt, Application of state-space methods to navigation
// problems, Advances in Control Systems 3 (1966) 293 (the consider filter).
func (v *innovation) apply(x *[4]float64, p *[10]float64, c *[4]float64, y [2]float64) {
	det := float64(v.S[0]*v.S[2]) - float64(v.S[1]*v.S[1])
	i00, i01, i11 := v.S[2]/det, -v.S[1]/det, v.S[0]/det
	a, b, e, f := &v.PH[0], &v.PH[1], &v.PH[2], &v.PH[3]
	gain := func(h *[2]float64) (k0, k1 float64) {
		return float64(h[0]*i00) + float64(h[1]*i01), float64(h[0]*i01) + float64(h[1]*i11)
	}
	k0, k1 := gain(a)
	x[0] += float64(k0*y[0]) + float64(k1*y[1])
	c[0] -= float64(k0*v.G[0]) + float64(k1*v.G[1])
	p[0] -= float64(k0*a[0]) + float64(k1*a[1])
	p[1] -= float64(k0*b[0]) + float64(k1*b[1])
	p[2] -= float64(k0*e[0]) + float64(k1*e[1])
	p[3] -= float64(k0*f[0]) + float64(k1*f[1])
	k0, k1 = gain(b)
	x[1] += float64(k0*y[0]) + float64(k1*y[1])
	c[1] -= float64(k0*v.G[0]) + float64(k1*v.G[1])
	p[4] -= float64(k0*b[0]) + float64(k1*b[1])
	p[5] -= float64(k0*e[0]) + float64(k1*e[1])
	p[6] -= float64(k0*f[0]) + float64(k1*f[1])
	k0, k1 = gain(e)
	x[2] += float64(k0*y[0]) + float64(k1*y[1])
	c[2] -= float64(k0*v.G[0]) + float64(k1*v.G[1])
	p[7] -= float64(k0*e[0]) + float64(k1*e[1])
	p[8] -= float64(k0*f[0]) + float64(k1*f[1])
	k0, k1 = gain(f)
	x[3] += float64(k0*y[0]) + float64(k1*y[1])
	c[3] -= float64(k0*v.G[0]) + float64(k1*v.G[1])
	p[9] -= float64(k0*f[0]) + float64(k1*f[1])
}
