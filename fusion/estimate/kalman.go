package estimate

import "math"

// CV is an extended Kalman filter for near constant velocity: white noise
// acceleration on each axis at one of several levels. A level above the lowest
// is taken when it makes a plot likelier by more than its price, as if the
// manoeuvre had begun some time ago: a turn shows only after a while. It is kept
// for some seconds, then one lower is tried. One level alone is the plain Kalman
// filter.
type CV struct {
	Levels []Level // from quiet to hard; at most MaxModes
}

// Level is how hard an aircraft may manoeuvre.
type Level struct {
	Noise float64 // m2/s3, spectral density of acceleration
	Begun float64 // s, so long before the plot that shows it a manoeuvre may have begun
	Keeps float64 // s, so long the level is kept after it was last called for
	Price float64 // -ln of the odds at which a plot is believed to show such a manoeuvre
}

// MaxModes is the most levels that any filter has.
const MaxModes = 4

// NewCV returns the filter for aircraft: it holds a steady cruise, an
// airliner's turn (25 degrees of bank: 4.6 m/s2) and a fighter's (3 to 5 g).
//
// A turn of acceleration a that lasts some tau = 5 s between changes of mind
// has the density 2 a^2 tau at low frequencies (R. A. Singer, IEEE AES-6 (1970)
// 473): 200 m2/s3 for the airliner, of which half is taken, and 10,000 at 3 g.
// Times and prices are assumed: they balance the lag in a turn against the noise
// of a straight flight, from two plots a second to one in 12 s.
func NewCV() *CV {
	return &CV{Levels: []Level{
		{Noise: 0.5},
		{Noise: 100, Begun: 15, Keeps: 30, Price: 2.5},
		{Noise: 8000, Begun: 4, Keeps: 8, Price: 8},
	}}
}

// NewSteadyCV returns the plain Kalman filter with one density of acceleration,
// in m2/s3.
func NewSteadyCV(q float64) *CV { return &CV{Levels: []Level{{Noise: q}}} }

// Predict moves s by dt seconds with the noise of the lowest level; Fit and
// Update add what a higher level needs.
func (f *CV) Predict(s *State, dt float64) { s.predict(dt, f.Levels[0].Noise) }

// innovation is the covariance of a measurement's Y under a state: upper
// triangle of S; PH is the covariance of X with Y, G that of height with Y.
type innovation struct {
	S  [3]float64
	PH [4][2]float64
	G  [2]float64
}

func (s *State) innovation(m *Measurement) (v innovation) {
	p := &s.P
	for j := range 2 {
		a, b, u := m.H[j][0], m.H[j][1], m.U[j]
		v.PH[0][j] = float64(p[0]*a) + float64(p[1]*b) + float64(s.C[0]*u)
		v.PH[1][j] = float64(p[1]*a) + float64(p[4]*b) + float64(s.C[1]*u)
		v.PH[2][j] = float64(p[2]*a) + float64(p[5]*b) + float64(s.C[2]*u)
		v.PH[3][j] = float64(p[3]*a) + float64(p[6]*b) + float64(s.C[3]*u)
		v.G[j] = float64(s.C[0]*a) + float64(s.C[1]*b) + float64(s.V[0]*u)
	}
	s00 := float64(m.H[0][0]*v.PH[0][0]) + float64(m.H[0][1]*v.PH[1][0]) + float64(m.U[0]*v.G[0])
	s01 := float64(m.H[0][0]*v.PH[0][1]) + float64(m.H[0][1]*v.PH[1][1]) + float64(m.U[0]*v.G[1])
	s11 := float64(m.H[1][0]*v.PH[0][1]) + float64(m.H[1][1]*v.PH[1][1]) + float64(m.U[1]*v.G[1])
	v.S = [3]float64{s00 + m.R[0], s01, s11 + m.R[1]}
	return v
}

// distance returns the squared statistical distance of y under s and the
// determinant of s.
func distance(s [3]float64, y [2]float64) (d2, det float64) {
	det = float64(s[0]*s[2]) - float64(s[1]*s[1])
	d2 = (float64(s[2]*y[0]*y[0]) - float64(2*s[1]*y[0]*y[1]) + float64(s[0]*y[1]*y[1])) / det
	return d2, det
}

// Fit tells how well m fits the predicted state s at the level that suits it
// best.
func (f *CV) Fit(s *State, m *Measurement) Fit {
	v := s.innovation(m)
	fit, _ := f.best(s, m, v.S)
	return fit
}

const lnTwoPi = 1.8378770664093453

// best weighs going on as before against each manoeuvre, and returns the fit and
// the seconds for which the noise of its level is to be added.
func (f *CV) best(s *State, m *Measurement, quiet [3]float64) (best Fit, reach float64) {
	mode := min(int(s.Mode), len(f.Levels)-1)
	since := math.Abs(s.Since)
	best = f.try(m, quiet, mode, since)
	reach = since
	for i := max(mode, 1); i < len(f.Levels); i++ {
		l := &f.Levels[i]
		if best.D2/2 <= l.Price { // more noise wins no more than the distance
			break
		}
		a := max(since, l.Begun)
		fit := f.try(m, quiet, i, a)
		if fit.Cost += l.Price; fit.Cost < best.Cost {
			best, reach = fit, a
		}
	}
	return best, reach
}

// try returns the fit with a level's noise over a span of seconds.
func (f *CV) try(m *Measurement, s [3]float64, level int, a float64) Fit {
	q := (f.Levels[level].Noise - f.Levels[0].Noise) * a * a * a / 3
	s[0] += float64(q * (float64(m.H[0][0]*m.H[0][0]) + float64(m.H[0][1]*m.H[0][1])))
	s[1] += float64(q * (float64(m.H[0][0]*m.H[1][0]) + float64(m.H[0][1]*m.H[1][1])))
	s[2] += float64(q * (float64(m.H[1][0]*m.H[1][0]) + float64(m.H[1][1]*m.H[1][1])))
	d2, det := distance(s, m.Y)
	return Fit{D2: d2, Cost: d2/2 + math.Log(det)/2 + lnTwoPi, Mode: uint8(level)}
}

// settle puts the state at the level that fits and counts its time down.
func (f *CV) settle(s *State, fit Fit, reach float64) {
	since := math.Abs(s.Since)
	if fit.Mode > 0 {
		s.shake(math.Copysign(reach, s.Since), f.Levels[fit.Mode].Noise-f.Levels[0].Noise)
	}
	if fit.Mode > s.Mode || reach > since {
		s.Mode, s.Left = fit.Mode, f.Levels[fit.Mode].Keeps
		return
	}
	if s.Left -= since; s.Left <= 0 && s.Mode > 0 {
		s.Mode--
		s.Left = f.Levels[s.Mode].Keeps
	}
}

// Update takes m into the predicted state s. Height is only considered, not
// changed: the gain is optimal for the horizontal part alone.
//
// Source: S. F. Schmidt, Application of state-space methods to navigation
// problems, Advances in Control Systems 3 (1966) 293 (the consider filter).
func (f *CV) Update(s *State, m *Measurement) {
	v := s.innovation(m)
	if len(f.Levels) > 1 {
		fit, reach := f.best(s, m, v.S)
		f.settle(s, fit, reach)
		if fit.Mode > 0 {
			v = s.innovation(m)
		}
	}
	det := float64(v.S[0]*v.S[2]) - float64(v.S[1]*v.S[1])
	i00, i01, i11 := v.S[2]/det, -v.S[1]/det, v.S[0]/det
	var k [4][2]float64
	for i := range k {
		k[i][0] = float64(v.PH[i][0]*i00) + float64(v.PH[i][1]*i01)
		k[i][1] = float64(v.PH[i][0]*i01) + float64(v.PH[i][1]*i11)
		s.X[i] += float64(k[i][0]*m.Y[0]) + float64(k[i][1]*m.Y[1])
		s.C[i] -= float64(k[i][0]*v.G[0]) + float64(k[i][1]*v.G[1])
	}
	for i, n := 0, 0; i < 4; i++ {
		for j := i; j < 4; j++ {
			s.P[n] -= float64(k[i][0]*v.PH[j][0]) + float64(k[i][1]*v.PH[j][1])
			n++
		}
	}
	s.Since = 0
}
