package estimate

import "math"

// CV is an extended Kalman filter for near constant velocity: white noise
// acceleration on each axis at one of several levels. With each plot it takes
// the level that makes the plot likeliest, given how aircraft begin and end
// manoeuvres; a single level gives the plain Kalman filter.
type CV struct {
	Noise  []float64   // m2/s3, spectral density of acceleration, ascending; at most MaxModes
	Switch [][]float64 // Switch[i][j]: -ln of the probability of going from level i to j at a plot
}

// MaxModes is the most levels that any filter has.
const MaxModes = 4

// NewCV returns the filter for aircraft: it holds a steady cruise, an
// airliner's turn (25 degrees of bank: 4.6 m/s2) and a fighter's (3 to 5 g).
//
// A turn of acceleration a that lasts some tau = 5 s between changes of mind
// has the density 2 a^2 tau at low frequencies (R. A. Singer, IEEE AES-6 (1970)
// 473): 200 m2/s3 for the airliner, of which half is taken, and 10,000 at 3 g.
// The probabilities of switching are assumed.
func NewCV() *CV {
	return &CV{
		Noise: []float64{0.5, 100, 8000},
		Switch: logs([][]float64{
			{0.9698, 0.03, 0.0002},
			{0.30, 0.68, 0.02},
			{0.10, 0.30, 0.60},
		}),
	}
}

// NewSteadyCV returns the plain Kalman filter with one density of acceleration,
// in m2/s3.
func NewSteadyCV(q float64) *CV {
	return &CV{Noise: []float64{q}, Switch: [][]float64{{0}}}
}

func logs(p [][]float64) [][]float64 {
	for _, row := range p {
		for i := range row {
			row[i] = -math.Log(row[i])
		}
	}
	return p
}

// Predict moves s by dt seconds with the noise of the lowest level; Fit and
// Update add what a higher level needs.
func (f *CV) Predict(s *State, dt float64) { s.predict(dt, f.Noise[0]) }

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
	return f.best(s, m, v.S)
}

const lnTwoPi = 1.8378770664093453

// best tries the levels. The lowest needs no other look when its distance is
// below what switching alone would cost: a higher one only adds to the spread.
func (f *CV) best(s *State, m *Measurement, s0 [3]float64) Fit {
	turn := f.Switch[min(int(s.Mode), len(f.Switch)-1)]
	d2, det := distance(s0, m.Y)
	best := Fit{D2: d2, Cost: d2/2 + math.Log(det)/2 + lnTwoPi + turn[0]}
	a := math.Abs(s.Since)
	reach := a * a * a / 3
	for i := 1; i < len(f.Noise); i++ {
		if d2/2+turn[0] <= turn[i] {
			continue
		}
		q := (f.Noise[i] - f.Noise[0]) * reach
		si := [3]float64{
			s0[0] + float64(q*(float64(m.H[0][0]*m.H[0][0])+float64(m.H[0][1]*m.H[0][1]))),
			s0[1] + float64(q*(float64(m.H[0][0]*m.H[1][0])+float64(m.H[0][1]*m.H[1][1]))),
			s0[2] + float64(q*(float64(m.H[1][0]*m.H[1][0])+float64(m.H[1][1]*m.H[1][1]))),
		}
		d, det := distance(si, m.Y)
		if cost := d/2 + math.Log(det)/2 + lnTwoPi + turn[i]; cost < best.Cost {
			best = Fit{D2: d, Cost: cost, Mode: uint8(i)}
		}
	}
	return best
}

// Update takes m into the predicted state s. Height is only considered, not
// changed: the gain is optimal for the horizontal part alone.
//
// Source: S. F. Schmidt, Application of state-space methods to navigation
// problems, Advances in Control Systems 3 (1966) 293 (the consider filter).
func (f *CV) Update(s *State, m *Measurement) {
	v := s.innovation(m)
	if len(f.Noise) > 1 {
		fit := f.best(s, m, v.S)
		s.Mode = fit.Mode
		if fit.Mode > 0 {
			s.shake(s.Since, f.Noise[fit.Mode]-f.Noise[0])
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
