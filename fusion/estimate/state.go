// Package estimate holds the filters: what is believed of one aircraft's
// motion, how it ages, and how a plot changes it. It knows no sensor and no
// earth: a measurement comes already linearised about the prediction.
package estimate

import "math"

// State is what a filter believes of one aircraft. The horizontal part is a
// Cartesian position in a local east-north frame and its rate; height has a
// small filter of its own, tied to the horizontal part by their covariance:
// where height is not known, slant range and ground range differ by an unknown
// that stays the same from scan to scan, and must not be averaged away.
type State struct {
	X       [4]float64  // east, north (m) and their rates (m/s)
	P       [10]float64 // upper triangle of X's covariance: ee en eE eN nn nE nN EE EN NN
	Up      [2]float64  // height (m) and climb (m/s)
	V       [3]float64  // covariance of Up: hh hv vv
	C       [4]float64  // covariance of X with height
	Prior   float64     // m2, variance of a height that was never known, which that of Up does not exceed; 0: MaxSigmaUp squared
	Since   float64     // s, predicted on since the last plot; negative: back
	SinceUp float64     // s, predicted on since the last height
	Odd     uint8       // heights in a row that did not fit
	Modes   uint8       // hypotheses in Bank; 0: X, P and C are all there is

	TurnRate TurnRate // of the hypothesis that turns
	Bank     [MaxModes]Mode
}

// MaxModes is the most hypotheses that a filter may hold side by side.
const MaxModes = 3

// Mode is one hypothesis of how the aircraft flies; X, P and C of the State are
// the mean and spread over all.
type Mode struct {
	Weight float64 // probability
	X      [4]float64
	P      [10]float64
	C      [4]float64
}

// Measurement is a plot's range and azimuth, and its range rate where there is
// one, linearised about a predicted state.
type Measurement struct {
	Y [2]float64    // measured minus predicted: m, rad
	H [2][2]float64 // derivatives of range and azimuth by east and north
	U [2]float64    // derivatives of range and azimuth by height
	R [2]float64    // variances of range (m2) and azimuth (rad2), independent

	Rate RangeRate // if it was measured too

	Learn bool // an unknown height may be learnt from it: other radars have measured the place too
}

// blindTo is a variance that says nothing of a range, m2.
const blindTo = 1e16

// Blind takes the range out of m: azimuth is all that was measured.
func (m *Measurement) Blind() { m.Y[0], m.R[0] = 0, blindTo }

// Fit says how well a measurement fits a state.
type Fit struct {
	D2   float64 // squared statistical distance to the hypothesis that fits best, chi-square of 2 degrees, of 3 with a range rate
	Cost float64 // -ln of the likelihood, per m and rad, and per m/s with a range rate
}

// Filter is the role: how a state ages, how well a plot fits, what it changes.
type Filter interface {
	// Begin readies what Start returned.
	Begin(s *State)
	// Predict moves s by dt seconds; a negative dt goes back, with the same
	// growth of uncertainty.
	Predict(s *State, dt float64)
	// Fit tells how well m fits the predicted state s.
	Fit(s *State, m *Measurement) Fit
	// Update takes m into the predicted state s.
	Update(s *State, m *Measurement)
}

// The vertical filter's constants, all assumed.
const (
	// MaxSigmaUp bounds the uncertainty of height: an aircraft is somewhere
	// between the ground and 16 km (uniform there: 16 km / sqrt 12).
	MaxSigmaUp = 4620.0 // m

	priorLeast  = 900 * 900 // m2, of a first height that no instrument gave, at least
	learntLeast = 600 * 600 // m2, variance of a height that slant ranges gave, at least
	highest     = 20_000.0  // m
	climbNoise  = 0.5       // m2/s3, of an aircraft that holds its climb
	climbBurst  = 50.0      // m2/s3, of one that begins or ends a climb
	climbLasts  = 30.0      // s without a height after which a climb is taken to have ended
	climbSigma  = 5.0       // m/s, of the climb then
	oddGate     = 16.0      // squared sigmas: a height beyond fits no climb
	oddLimit    = 3         // as many odd heights in a row are believed after all
)

// Start returns the state of an aircraft of which one plot is known: m is
// linearised about a place near to it, from which X counts; height is up with a
// standard deviation, speed is unknown within sigmaV on each axis. The second
// result is false where the plot does not determine a place (straight above the
// radar).
func Start(m *Measurement, up, sigmaUp, sigmaV float64) (State, bool) {
	det := float64(m.H[0][0]*m.H[1][1]) - float64(m.H[0][1]*m.H[1][0])
	var s State
	if math.Abs(det) < 1e-12 {
		return s, false
	}
	inv := [2][2]float64{
		{m.H[1][1] / det, -m.H[0][1] / det},
		{-m.H[1][0] / det, m.H[0][0] / det},
	}
	vUp := sigmaUp * sigmaUp
	for i := range 2 {
		s.X[i] = float64(inv[i][0]*m.Y[0]) + float64(inv[i][1]*m.Y[1])
		s.C[i] = -vUp * (float64(inv[i][0]*m.U[0]) + float64(inv[i][1]*m.U[1]))
	}
	cov := func(i, j int) float64 {
		return float64(inv[i][0]*inv[j][0]*m.R[0]) + float64(inv[i][1]*inv[j][1]*m.R[1]) + float64(s.C[i]*s.C[j])/vUp
	}
	s.P = [10]float64{0: cov(0, 0), 1: cov(0, 1), 4: cov(1, 1), 7: sigmaV * sigmaV, 9: sigmaV * sigmaV}
	s.Up = [2]float64{up, 0}
	if vUp > priorLeast {
		s.Prior = vUp
	}
	s.V = [3]float64{vUp, 0, climbSigma * climbSigma}
	return s, true
}

// move takes one hypothesis dt seconds on under white noise acceleration of
// spectral density q (m2/s3) on each axis.
//
// Source: Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications
// to Tracking and Navigation, 2001, eq. 6.2.2-12. Backwards, the noise goes in
// before the move, which turns the sign of its cross term.
func move(x *[4]float64, p *[10]float64, c *[4]float64, dt, q float64) {
	a := math.Abs(dt)
	pp, pv, vv := q*a*a*a/3, q*dt*a/2, q*a
	x[0] += float64(dt * x[2])
	x[1] += float64(dt * x[3])
	p[0] += float64(2*dt*p[2]) + float64(dt*dt*p[7]) + pp
	p[1] += float64(dt*(p[3]+p[5])) + float64(dt*dt*p[8])
	p[4] += float64(2*dt*p[6]) + float64(dt*dt*p[9]) + pp
	p[2] += float64(dt*p[7]) + pv
	p[3] += float64(dt * p[8])
	p[5] += float64(dt * p[8])
	p[6] += float64(dt*p[9]) + pv
	p[7] += vv
	p[9] += vv
	c[0] += float64(dt * c[2])
	c[1] += float64(dt * c[3])
}

// climb moves the vertical part.
func (s *State) climb(dt float64) {
	s.SinceUp += dt
	if s.SinceUp > climbLasts && s.Up[1] != 0 {
		s.Up[1], s.V[1], s.V[2] = 0, 0, climbSigma*climbSigma
	}
	s.Up[0] += float64(dt * s.Up[1])
	s.V[0] += float64(2*dt*s.V[1]) + float64(dt*dt*s.V[2])
	s.V[1] += float64(dt * s.V[2])
	s.shakeUp(dt, climbNoise)
	if s.Up[0] < 0 {
		s.Up[0], s.Up[1] = 0, 0
	}
	limit := s.Prior
	if limit == 0 {
		limit = MaxSigmaUp * MaxSigmaUp
	}
	if s.V[0] > limit {
		k := math.Sqrt(limit / s.V[0])
		s.scaleTie(k)
		s.V = [3]float64{limit, 0, min(s.V[2], climbSigma*climbSigma)}
	}
}

func (s *State) shakeUp(dt, q float64) {
	a := math.Abs(dt)
	s.V[0] += q * a * a * a / 3
	s.V[1] += q * dt * a / 2
	s.V[2] += q * a
}

// Knows tells whether the height is known by an instrument, and not long ago.
func (s *State) Knows() bool { return s.V[0] < priorLeast }

// Guessed tells whether no instrument ever gave the height.
func (s *State) Guessed() bool { return s.Prior != 0 }

// HeightD2 returns the squared statistical distance of a height z (m) of a
// variance (m2), for an aircraft free to begin or end a climb.
func (s *State) HeightD2(z, variance float64) float64 {
	a := math.Abs(s.SinceUp)
	v := s.V[0] + variance + (climbBurst-climbNoise)*a*a*a/3
	y := z - s.Up[0]
	return y * y / v
}

// UpdateHeight takes in a height z (m) of a variance (m2). A height that fits
// no climb is left out (half a percent of Mode C replies are grossly wrong),
// unless several in a row say the same. The first is believed whatever was
// guessed before.
func (s *State) UpdateHeight(z, variance float64) {
	y := z - s.Up[0]
	if !s.Guessed() && y*y > 4*(s.V[0]+variance) {
		if s.HeightD2(z, variance) > oddGate {
			if s.Odd++; s.Odd < oddLimit {
				return
			}
			s.V = [3]float64{MaxSigmaUp * MaxSigmaUp, 0, climbSigma * climbSigma}
		} else {
			s.shakeUp(s.SinceUp, climbBurst)
		}
	}
	s.Odd, s.SinceUp, s.Prior = 0, 0, 0
	sum := s.V[0] + variance
	s.tie(y, sum)
	k0, k1 := s.V[0]/sum, s.V[1]/sum
	s.Up[0] += k0 * y
	s.Up[1] += k1 * y
	s.V = [3]float64{s.V[0] * (1 - k0), s.V[1] * (1 - k0), s.V[2] - float64(k1*s.V[1])}
}

// lesson is what a measurement of the place says of an unknown height.
type lesson struct {
	gain         [2]float64 // of height by the measurement
	up, variance float64    // after it
}

// learnUp returns an unknown height and its variance after a measurement of the
// place: slant ranges from several sides agree at one height only. To be called
// before the horizontal part takes the measurement in; its gain stays the same.
func (s *State) learnUp(m *Measurement) lesson {
	if !m.Learn {
		return lesson{up: s.Up[0], variance: s.V[0]}
	}
	v := innovate(&s.P, &s.C, s.V[0], m)
	det := float64(v.S[0]*v.S[2]) - float64(v.S[1]*v.S[1])
	k0 := (float64(v.G[0]*v.S[2]) - float64(v.G[1]*v.S[1])) / det
	k1 := (float64(v.G[1]*v.S[0]) - float64(v.G[0]*v.S[1])) / det
	return lesson{
		gain:     [2]float64{k0, k1},
		up:       max(0, min(s.Up[0]+float64(k0*m.Y[0])+float64(k1*m.Y[1]), highest)),
		variance: max(s.V[0]-float64(k0*v.G[0])-float64(k1*v.G[1]), learntLeast),
	}
}

// know sets the height to what was learnt; the climb is tied to it by as much
// less as it is surer.
func (s *State) know(l *lesson) {
	if l.variance < s.V[0] {
		s.V[1] *= l.variance / s.V[0]
	}
	s.Up[0], s.V[0] = l.up, l.variance
}

// slack returns by how much the covariance of a hypothesis with height is to
// shrink, where height is surer of itself than the hypothesis, whose covariance
// with the measurement is v, would let it be: else the two contradict each other,
// and a height that is told later makes a variance negative.
func (l *lesson) slack(v *innovation, vUp float64) float64 {
	if l.gain == [2]float64{} {
		return 1
	}
	k0, k1 := l.gain[0], l.gain[1]
	own := vUp - float64(2*k0*v.G[0]) - float64(2*k1*v.G[1]) + float64(k0*k0*v.S[0]) + float64(2*k0*k1*v.S[1]) + float64(k1*k1*v.S[2])
	return math.Sqrt(min(l.variance/own, 1))
}

// tie passes a height's innovation y of variance sum on to the horizontal part.
func (s *State) tie(y, sum float64) {
	learn(&s.X, &s.P, &s.C, y, sum)
	r := s.TurnRate.wide()
	r.learn(&s.Bank[turning].C, y, sum)
	s.TurnRate = r.narrow()
	for i := range s.Modes {
		b := &s.Bank[i]
		learn(&b.X, &b.P, &b.C, y, sum)
	}
	s.scaleTie(1 - s.V[0]/sum)
}

func learn(x *[4]float64, p *[10]float64, c *[4]float64, y, sum float64) {
	by := 1 / sum
	for i, c := range c {
		x[i] += float64(by * c * y)
	}
	spread(p, c, -by)
}

func (s *State) scaleTie(k float64) {
	for i := range s.C {
		s.C[i] *= k
	}
	for i := range s.Modes {
		s.untie(i, k)
	}
}

// untie shrinks the covariance of hypothesis i with height.
func (s *State) untie(i uint8, k float64) {
	for j := range s.Bank[i].C {
		s.Bank[i].C[j] *= k
	}
	if i == turning {
		s.TurnRate.Up *= float32(k)
	}
}

// Loosen adds to the uncertainty of place: variances to the east and to the
// north and their covariance, m2.
func (s *State) Loosen(ee, en, nn float64) {
	loosen := func(p *[10]float64) {
		p[0] += ee
		p[1] += en
		p[4] += nn
	}
	loosen(&s.P)
	for i := range s.Modes {
		loosen(&s.Bank[i].P)
	}
}

// Shift moves the place to the east and north (m), and makes it less sure by a
// covariance (ee, en, nn, m2) and its rates by a variance (m2/s2).
func (s *State) Shift(e, n float64, cov [3]float64, rate float64) {
	shift := func(x *[4]float64, p *[10]float64) {
		x[0] += e
		x[1] += n
		p[7] += rate
		p[9] += rate
	}
	shift(&s.X, &s.P)
	for i := range s.Modes {
		shift(&s.Bank[i].X, &s.Bank[i].P)
	}
	s.Loosen(cov[0], cov[1], cov[2])
}

// Turn expresses the state in a frame whose east axis is (a, b) and whose north
// axis is (-b, a) in the old one, and in which the place is at e, n.
func (s *State) Turn(a, b, e, n float64) {
	for i := range s.Modes {
		m := &s.Bank[i]
		m.X[0], m.X[1] = rotate(a, b, m.X[0]-s.X[0], m.X[1]-s.X[1])
		m.X[0] += e
		m.X[1] += n
		turn(&m.X, &m.P, &m.C, a, b)
	}
	s.X[0], s.X[1] = e, n
	turn(&s.X, &s.P, &s.C, a, b)
	r := s.TurnRate.wide()
	r.rotate(a, b)
	s.TurnRate = r.narrow()
}

func rotate(a, b, e, n float64) (float64, float64) {
	return float64(a*e) + float64(b*n), float64(a*n) - float64(b*e)
}

// turn rotates rates and covariances.
func turn(x *[4]float64, p *[10]float64, c *[4]float64, a, b float64) {
	aa, ab, bb := a*a, a*b, b*b
	block := func(ee, en, nn float64) (float64, float64, float64) {
		return float64(aa*ee) + float64(2*ab*en) + float64(bb*nn),
			float64((aa-bb)*en) + float64(ab*(nn-ee)),
			float64(bb*ee) - float64(2*ab*en) + float64(aa*nn)
	}
	x[2], x[3] = rotate(a, b, x[2], x[3])
	c[0], c[1] = rotate(a, b, c[0], c[1])
	c[2], c[3] = rotate(a, b, c[2], c[3])
	p[0], p[1], p[4] = block(p[0], p[1], p[4])
	p[7], p[8], p[9] = block(p[7], p[8], p[9])
	eE, eN := rotate(a, b, p[2], p[3]) // the rows of position against rate, turned on the right
	nE, nN := rotate(a, b, p[5], p[6])
	p[2], p[5] = rotate(a, b, eE, nE)
	p[3], p[6] = rotate(a, b, eN, nN)
}

// Spread returns the variance of position along its worst axis, m2.
func (s *State) Spread() float64 {
	mean, half := (s.P[0]+s.P[4])/2, (s.P[0]-s.P[4])/2
	return mean + math.Sqrt(float64(half*half)+float64(s.P[1]*s.P[1]))
}
