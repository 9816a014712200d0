package estimate

import "math"

// TurnRate is what the hypothesis that turns believes of its rate of turn, which
// with X makes up the five states of a coordinated turn: constant speed on an
// arc, at a rate that is estimated. It is kept in single precision. The zero
// value is sure not to turn.
//
// Source: Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications
// to Tracking and Navigation, 2001, section 11.7, of the model.
type TurnRate struct {
	Mean float32    // rad/s, clockwise seen from above
	Var  float32    // rad2/s2
	Cov  [4]float32 // covariance with X of its hypothesis
	Up   float32    // covariance with height
}

const (
	turning   = 1        // place in State.Bank of the hypothesis that turns
	turnLasts = 15.0     // s without a plot after which a turn is taken to have ended: 90 degrees at the standard rate of 3 degrees a second
	turnMost  = 0.6      // rad/s, of the tightest turn: 3.5 g at 60 m/s (assumed)
	turnSpeed = 50.0     // m/s, at least, by which an acceleration across the path becomes a rate of turn (assumed)
	wanders   = 100.0    // m2/s3, from then on: half of 2 a^2 tau for turns of 4.6 m/s2 and 5 s now and then (see NewIMM)
	mostDue   = 1 - 1e-6 // of the variance of a rate of turn: a few times the rounding of single precision
	leastVar  = 1e-12    // rad2/s2, of a rate of turn, below which it is taken for sure
	nearZero  = 0.3      // rad, of an arc below which its closed forms cancel
)

// rateVar returns the variance of a rate of turn, of an aircraft that moves as x
// does and accelerates across its path by a (m/s2, one standard deviation).
func rateVar(x *[4]float64, a float64) float64 {
	return a * a / max(float64(x[2]*x[2])+float64(x[3]*x[3]), turnSpeed*turnSpeed)
}

// rate is a TurnRate to work with.
type rate struct {
	mean, variance float64
	cov            [4]float64
	up             float64
}

func (t *TurnRate) wide() rate {
	r := rate{mean: float64(t.Mean), variance: float64(t.Var), up: float64(t.Up)}
	widen(r.cov[:], t.Cov[:])
	return r
}

// Floats returns all numbers of t, for a checkpoint.
func (t *TurnRate) Floats() [7]*float32 {
	return [...]*float32{&t.Mean, &t.Var, &t.Cov[0], &t.Cov[1], &t.Cov[2], &t.Cov[3], &t.Up}
}

func (r *rate) narrow() TurnRate {
	t := TurnRate{Mean: float32(r.mean), Var: float32(r.variance), Up: float32(r.up)}
	narrow(t.Cov[:], r.cov[:])
	return t
}

// pair is an east and a north part.
type pair [2]float64

// arc is the motion along an arc for a time: from velocity v it leads to way(v)
// and turned(v).
type arc struct{ c, s, a, b float64 }

func arcOf(rate, dt float64) (k arc) {
	angle := rate * dt
	if math.Abs(angle) < nearZero {
		z := angle * angle
		k.a = dt * less(z*(1./6), less(z*(1./20), less(z*(1./42), 1)))
		k.b = dt * angle / 2 * less(z*(1./12), less(z*(1./30), less(z*(1./56), 1)))
		k.s, k.c = rate*k.a, 1-float64(rate*k.b)
		return k
	}
	k.s, k.c = math.Sincos(angle)
	k.a, k.b = k.s/rate, (1-k.c)/rate
	return k
}

// less is a step of a series, from its end.
func less(x, rest float64) float64 { return 1 - float64(x*rest) }

func (k *arc) way(v pair) pair {
	return pair{float64(k.a*v[0]) + float64(k.b*v[1]), float64(k.a*v[1]) - float64(k.b*v[0])}
}

func (k *arc) turned(v pair) pair {
	return pair{float64(k.c*v[0]) + float64(k.s*v[1]), float64(k.c*v[1]) - float64(k.s*v[0])}
}

// move takes the turning hypothesis b dt seconds on, under white noise
// acceleration of density q (m2/s3) and a rate of turn that wanders at random
// with density drift (rad2/s3). The wander comes half before the move and half
// after it. A turn ends after turnLasts; from there the path wanders.
func (r *rate) move(b *Mode, dt, q, drift float64) {
	along := max(-turnLasts, min(dt, turnLasts))
	a := math.Abs(along)
	half := drift * a / 2
	r.variance += half
	r.bend(b, along)
	r.variance += half
	pp, pv, vv := q*a*a*a/3, q*along*a/2, q*a
	b.P[0] += pp
	b.P[4] += pp
	b.P[2] += pv
	b.P[6] += pv
	b.P[7] += vv
	b.P[9] += vv
	if rest := dt - along; rest != 0 {
		r.cov[0] += float64(rest * r.cov[2])
		r.cov[1] += float64(rest * r.cov[3])
		move(&b.X, &b.P, &b.C, rest, wanders)
	}
}

// bend takes b along the arc. Where the rate of turn is told, the motion is linear:
// X for three rates, the mean and sqrt 3 standard deviations to either side, gives
// the mean and what the rate does to the spread; the spread that is left when the
// rate is told goes with the mean rate. A motion linear in the rate would miss that
// who turns by more or by less gets less far.
//
// Source: the Gauss-Hermite quadrature by three points of K. Ito, K. Xiong, Gaussian
// filters for nonlinear filtering problems, IEEE Trans. AC-45 (2000) 910, section
// III; on the one part in which the motion is not linear: P. Closas, C.
// Fernandez-Prades, J. Vila-Valls, IEEE Trans. SP-60 (2012) 6168.
func (r *rate) bend(b *Mode, dt float64) {
	sigma, up, by := r.tell(b)
	aside := sqrt3 * sigma
	left, right := b.X, b.X
	for i, d := range by {
		left[i] -= float64(sqrt3 * d)
		right[i] += float64(sqrt3 * d)
	}
	k := arcOf(r.mean, dt)
	k.take(b)
	k.lead(&b.X)
	k = arcOf(r.mean-aside, dt)
	k.lead(&left)
	k = arcOf(r.mean+aside, dt)
	k.lead(&right)

	var bent [4]float64 // what is not linear in the rate
	for i := range by {
		by[i] = (right[i] - left[i]) * (0.5 / sqrt3)
		bent[i] = (right[i] - b.X[i] - (b.X[i] - left[i])) * (1. / 6)
		b.X[i] += bent[i]
		b.C[i] += float64(up * by[i])
		r.cov[i] = sigma * by[i]
	}
	spread(&b.P, &by, 1)
	spread(&b.P, &bent, 2)
}

const sqrt3 = 1.7320508075688772

// spread adds w d d' to a covariance.
func spread(p *[10]float64, d *[4]float64, w float64) {
	d0, d1, d2, d3 := d[0], d[1], d[2], d[3]
	w0, w1, w2, w3 := w*d0, w*d1, w*d2, w*d3
	p[0] += float64(w0 * d0)
	p[1] += float64(w0 * d1)
	p[2] += float64(w0 * d2)
	p[3] += float64(w0 * d3)
	p[4] += float64(w1 * d1)
	p[5] += float64(w1 * d2)
	p[6] += float64(w1 * d3)
	p[7] += float64(w2 * d2)
	p[8] += float64(w2 * d3)
	p[9] += float64(w3 * d3)
}

// tell takes out of b's covariances what comes from the rate of turn, and returns
// that: the rate's standard deviation, and height and X by it. What they share is
// bounded by Cauchy and Schwarz, which the rounding of a TurnRate may overstep: so
// what is left is a covariance, and with it all that is made of it.
func (r *rate) tell(b *Mode) (sigma, up float64, by [4]float64) {
	if !(r.variance > leastVar) {
		return 0, 0, by
	}
	sigma = math.Sqrt(r.variance)
	k := 1 / sigma
	if due, most := r.due(&b.P), mostDue*r.variance; due > most {
		k *= math.Sqrt(most / due)
	}
	up = k * r.up
	for i, c := range r.cov {
		by[i] = k * c
		b.C[i] -= float64(by[i] * up)
	}
	spread(&b.P, &by, -1)
	return sigma, up, by
}

// due returns what of the variance of the rate of turn is due to X of covariance p,
// cov' p^-1 cov by p = L D L'; it is infinite where p is no covariance.
func (r *rate) due(p *[10]float64) float64 {
	z0, by0 := r.cov[0], 1/p[0]
	l1, l2, l3 := by0*p[1], by0*p[2], by0*p[3]
	d1 := p[4] - float64(l1*p[1])
	a, b := p[5]-float64(l1*p[2]), p[6]-float64(l1*p[3])
	z1, by1 := r.cov[1]-float64(l1*z0), 1/d1
	l4, l5 := by1*a, by1*b
	d2 := p[7] - float64(l2*p[2]) - float64(l4*a)
	c := p[8] - float64(l2*p[3]) - float64(l4*b)
	z2, by2 := r.cov[2]-float64(l2*z0)-float64(l4*z1), 1/d2
	l6 := by2 * c
	d3 := p[9] - float64(l3*p[3]) - float64(l5*b) - float64(l6*c)
	z3 := r.cov[3] - float64(l3*z0) - float64(l5*z1) - float64(l6*z2)
	if !(by0 > 0 && by1 > 0 && by2 > 0 && d3 > 0) {
		return math.Inf(1)
	}
	return float64(by0*z0*z0) + float64(by1*z1*z1) + float64(by2*z2*z2) + z3*z3/d3
}

// lead moves X along the arc.
func (k *arc) lead(x *[4]float64) {
	v := pair{x[2], x[3]}
	way, v := k.way(v), k.turned(v)
	*x = [4]float64{x[0] + way[0], x[1] + way[1], v[0], v[1]}
}

// take moves the covariances of a hypothesis along the arc.
func (k *arc) take(b *Mode) {
	k.lead(&b.C)
	p := &b.P
	e, n := k.way(pair{p[7], p[8]}), k.way(pair{p[8], p[9]}) // of the rates with the way
	toE, toN := k.way(pair{p[2], p[3]}), k.way(pair{p[5], p[6]})
	wayE, wayN := k.way(pair{e[0], n[0]}), k.way(pair{e[1], n[1]})
	p[0] += 2*toE[0] + wayE[0]
	p[1] += toE[1] + toN[0] + wayE[1]
	p[4] += 2*toN[1] + wayN[1]
	rowE, rowN := k.turned(pair{p[2] + e[0], p[3] + n[0]}), k.turned(pair{p[5] + e[1], p[6] + n[1]})
	p[2], p[3], p[5], p[6] = rowE[0], rowE[1], rowN[0], rowN[1]
	e, n = k.turned(pair{p[7], p[8]}), k.turned(pair{p[8], p[9]})
	velE, velN := k.turned(pair{e[0], n[0]}), k.turned(pair{e[1], n[1]})
	p[7], p[8], p[9] = velE[0], velE[1], velN[1]
}

// apply takes a measurement's innovation y in, whose covariance under the turning
// hypothesis is v. It comes before v.apply, which changes the hypothesis.
func (r *rate) apply(v *innovation, m *Measurement, y [2]float64) {
	det := float64(v.S[0]*v.S[2]) - float64(v.S[1]*v.S[1])
	var with [2]float64
	for j := range 2 {
		with[j] = float64(r.cov[0]*m.H[j][0]) + float64(r.cov[1]*m.H[j][1]) + float64(r.up*m.U[j])
	}
	k0 := (float64(with[0]*v.S[2]) - float64(with[1]*v.S[1])) / det
	k1 := (float64(with[1]*v.S[0]) - float64(with[0]*v.S[1])) / det
	r.mean = max(-turnMost, min(r.mean+float64(k0*y[0])+float64(k1*y[1]), turnMost))
	r.variance -= float64(k0*with[0]) + float64(k1*with[1])
	r.up -= float64(k0*v.G[0]) + float64(k1*v.G[1])
	for i := range r.cov {
		r.cov[i] -= float64(k0*v.PH[i][0]) + float64(k1*v.PH[i][1])
	}
}

// learn takes in a height's innovation y of variance sum; c is the covariance of
// its hypothesis' X with height, before.
func (r *rate) learn(c *[4]float64, y, sum float64) {
	r.mean += float64(r.up / sum * y)
	r.variance -= r.up * r.up / sum
	for i := range r.cov {
		r.cov[i] -= c[i] * r.up / sum
	}
}

// rotate expresses the covariances in a frame whose east axis is (a, b).
func (r *rate) rotate(a, b float64) {
	r.cov[0], r.cov[1] = rotate(a, b, r.cov[0], r.cov[1])
	r.cov[2], r.cov[3] = rotate(a, b, r.cov[2], r.cov[3])
}

// mixed returns the rate of turn after hypotheses were mixed into the turning one,
// whose mean is x now: who was turning goes on as it was, who begins does so at a
// rate about zero of a variance by the hypothesis that it comes from.
func (r *rate) mixed(share *[MaxModes]float64, old *[MaxModes]Mode, begins *[MaxModes]float64, x *[4]float64) (out rate) {
	own := share[turning]
	out.mean, out.up = own*r.mean, own*r.up
	for i := range out.cov {
		out.cov[i] = own * r.cov[i]
	}
	for i := range share {
		d, variance := -out.mean, begins[i]
		if i == turning {
			d, variance = r.mean-out.mean, r.variance
		}
		out.variance += float64(share[i] * (variance + float64(d*d)))
		for j := range out.cov {
			out.cov[j] += float64(share[i] * d * (old[i].X[j] - x[j]))
		}
	}
	return out
}
