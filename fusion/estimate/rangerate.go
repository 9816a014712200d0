package estimate

// RangeRate is how fast a plot's range changes, about the predicted state like the
// place of its Measurement, of whose errors its own is independent. It is the
// product of the direction and the velocity, so its derivatives by the rates are
// the direction, those by place and height the speed across it over the range.
// The zero value: none was measured.
//
// It is taken in after the place, as one more number: independent errors make
// that the same as both at once, and then the direction is known better. What is
// left of the product of both errors is expanded to second order: its mean is
// worked out at each hypothesis, its mean square is added to the variance. Without
// that the direction of each plot would pretend to tell something of the speed
// across it.
//
// Source: Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications
// to Tracking and Navigation, 2001, section 10.3 (extended filters of first and
// second order); M. Athans, R. P. Wishner, A. Bertolini, IEEE Trans. AC-13 (1968)
// 504.
type RangeRate struct {
	Y    float64    // measured minus predicted, m/s
	H    [4]float64 // derivatives by X at the prediction; the last two are the direction
	U    float64    // derivative by height, 1/s
	Bend float64    // 1/m, of the range: by how much the direction changes with the place across it
	R    float64    // variance, m2/s2; 0: none was measured
}

// halfLnTwoPi is what one more measured number adds to -ln of a likelihood.
const halfLnTwoPi = lnTwoPi / 2

// pace is a range rate's innovation y of variance s under a hypothesis: h is its
// derivatives by X there, ph the covariance of X with it, g that of height.
type pace struct {
	y, s, g float64
	h, ph   [4]float64
}

// under returns the innovation under hypothesis x, where r stands about the mean.
func (r *RangeRate) under(mean, x *[4]float64, p *[10]float64, c *[4]float64, vUp float64) pace {
	d := [4]float64{x[0] - mean[0], x[1] - mean[1], x[2] - mean[2], x[3] - mean[3]}
	bentE, bentN := r.bend(d[0], d[1])
	h := [4]float64{r.H[0], r.H[1], r.H[2] + bentE, r.H[3] + bentN}
	w := pace{y: r.Y, g: float64(vUp * r.U)}
	for i, k := range h {
		w.y -= float64(k * d[i])
	}
	w.h = h
	swungE, swungN := r.bend(d[2], d[3])
	w.h[0] += swungE
	w.h[1] += swungN
	w.ph, w.s = times(p, &w.h), r.R+r.blur(p)
	for i, k := range w.h {
		w.ph[i] += float64(c[i] * r.U)
		w.g += float64(c[i] * k)
		w.s += float64(k * w.ph[i])
	}
	w.s += float64(r.U * w.g)
	return w
}

// bend returns the part of a vector across the line of sight, over the range.
func (r *RangeRate) bend(e, n float64) (float64, float64) {
	along := float64(e*r.H[2]) + float64(n*r.H[3])
	return r.Bend * (e - float64(along*r.H[2])), r.Bend * (n - float64(along*r.H[3]))
}

// blur returns the mean square of what both errors across the line of sight, of
// place and of rate, do together.
func (r *RangeRate) blur(p *[10]float64) float64 {
	a, b := r.H[3], -r.H[2]
	aa, ab, bb := a*a, a*b, b*b
	place := float64(aa*p[0]) + float64(2*ab*p[1]) + float64(bb*p[4])
	speed := float64(aa*p[7]) + float64(2*ab*p[8]) + float64(bb*p[9])
	both := float64(aa*p[2]) + float64(ab*(p[3]+p[5])) + float64(bb*p[6])
	return r.Bend * r.Bend * (float64(place*speed) + float64(both*both))
}

// apply takes the innovation in; height is only considered, as by an innovation
// of the place.
func (w *pace) apply(x *[4]float64, p *[10]float64, c *[4]float64) {
	learn(x, p, &w.ph, w.y, w.s)
	for i := range c {
		c[i] -= float64(w.ph[i] / w.s * w.g)
	}
}

// turn takes the innovation into the rate of turn, where up is the derivative by
// height. It comes before apply.
func (w *pace) turn(r *rate, up float64) {
	with := float64(r.up * up)
	for i, h := range w.h {
		with += float64(r.cov[i] * h)
	}
	k := with / w.s
	r.mean = max(-turnMost, min(r.mean+float64(k*w.y), turnMost))
	r.variance -= float64(k * with)
	r.up -= float64(k * w.g)
	for i := range r.cov {
		r.cov[i] -= float64(k * w.ph[i])
	}
}

// TakeRate takes a range rate alone into a state without hypotheses: one that is
// about to begin.
func (s *State) TakeRate(m *RangeRate) {
	w := m.under(&s.X, &s.X, &s.P, &s.C, s.V[0])
	w.apply(&s.X, &s.P, &s.C)
}

// pace takes a range rate into hypothesis i, which has taken in the place, and
// returns its squared distance and variance.
func (s *State) pace(i uint8, m *RangeRate) (d2, variance float64) {
	b := &s.Bank[i]
	w := m.under(&s.X, &b.X, &b.P, &b.C, s.V[0])
	if i == turning {
		r := s.TurnRate.wide()
		w.turn(&r, m.U)
		s.TurnRate = r.narrow()
	}
	w.apply(&b.X, &b.P, &b.C)
	return w.y * w.y / w.s, w.s
}

// fitRate returns the squared distance and the variance of a plot's range rate
// under a hypothesis, not changed, once that has taken in the place.
func (s *State) fitRate(b *Mode, m *Measurement) (d2, variance float64) {
	o := *b
	v := innovate(&o.P, &o.C, s.V[0], m)
	v.apply(&o.X, &o.P, &o.C, about(m, &s.X, &o.X))
	w := m.Rate.under(&s.X, &o.X, &o.P, &o.C, s.V[0])
	return w.y * w.y / w.s, w.s
}
