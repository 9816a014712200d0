package estimate

import "math"

// TurnRate is what the hypothesis that turns believes of its rate of turn, which
// with X makes up the five states of a coordinated turn: constant speed on an
// arc, at a rate that is estimated. It is kept in single precision. The zero
// value is sure not to turn.
//
// Source: Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications
// to Tracking and Navigation, 2001, section 11.7, of the model; the derivatives
// are worked out by hand and held against differences in the test.
type TurnRate struct {
	Mean float32    // rad/s, clockwise seen from above
	Var  float32    // rad2/s2
	Cov  [4]float32 // covariance with X of its hypothesis
	Up   float32    // covariance with height
}

const (
	turning   = 1     // place in State.Bank of the hypothesis that turns
	turnLasts = 15.0  // s without a plot after which a turn is taken to have ended: 90 degrees at the standard rate of 3 degrees a second
	turnMost  = 0.6   // rad/s, of the tightest turn: 3.5 g at 60 m/s (assumed)
	turnSpeed = 50.0  // m/s, at least, by which an acceleration across the path becomes a rate of turn (assumed)
	wanders   = 100.0 // m2/s3, from then on: half of 2 a^2 tau for turns of 4.6 m/s2 and 5 s now and then (see NewIMM)
	bent      = 0.75  // of what a line misses of an arc, see move
	nearZero  = 0.3   // rad, of an arc below which its closed forms cancel
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

func (p pair) plus(w float64, g pair) pair {
	return pair{p[0] + float64(w*g[0]), p[1] + float64(w*g[1])}
}

// arc is the motion along an arc for a time: from velocity v it leads to way(v)
// and turned(v); da and db are the derivatives of a and b by the rate of turn.
type arc struct{ c, s, a, b, da, db float64 }

func arcOf(rate, dt float64) (k arc) {
	angle := rate * dt
	if math.Abs(angle) < nearZero {
		z := angle * angle
		k.a = dt * less(z*(1./6), less(z*(1./20), less(z*(1./42), 1)))
		k.b = dt * angle / 2 * less(z*(1./12), less(z*(1./30), less(z*(1./56), 1)))
		k.da = -dt * dt * angle / 3 * less(z*(1./10), less(z*(1./28), less(z*(1./54), 1)))
		k.db = dt * dt / 2 * less(z*(1./4), less(z*(1./18), less(z*(1./40), 1)))
		k.s, k.c = rate*k.a, 1-float64(rate*k.b)
		return k
	}
	k.s, k.c = math.Sincos(angle)
	k.a, k.b = k.s/rate, (1-k.c)/rate
	k.da, k.db = (float64(dt*k.c)-k.a)/rate, (float64(dt*k.s)-k.b)/rate
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
//
// To first order the covariance of a heading that is off by a spreads the speed v
// across the path alone; what that misses is v (1 - cos a), about v a^2/2, with a
// mean square of 3/4 v^2 times the squared variance of a. It is added as noise, as
// in a second-order filter (M. Athans, R. P. Wishner, A. Bertolini, IEEE Trans.
// AC-13 (1968) 504).
func (r *rate) move(b *Mode, dt, q, drift float64) {
	along := max(-turnLasts, min(dt, turnLasts))
	a := math.Abs(along)
	half := drift * a / 2
	r.variance += half
	q += float64(bent * r.variance * r.variance * a * a * a * (float64(b.X[2]*b.X[2]) + float64(b.X[3]*b.X[3])))
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

// bend takes b along the arc: X by its closed form, the covariances by F P F'
// with F linear in X and the rate.
func (r *rate) bend(b *Mode, dt float64) {
	k := arcOf(r.mean, dt)
	x, p, c := &b.X, &b.P, &b.C
	v := pair{x[2], x[3]}
	byWay := pair{float64(k.da*v[0]) + float64(k.db*v[1]), float64(k.da*v[1]) - float64(k.db*v[0])} // derivatives by the rate: of the way
	way, v := k.way(v), k.turned(v)
	byVel := pair{dt * v[1], -dt * v[0]} // and of the velocity
	*x = [4]float64{x[0] + way[0], x[1] + way[1], v[0], v[1]}

	// Covariances of the old X, and of the rate, with the way and with the new velocity.
	var toWay, toVel [4]pair
	for i, row := range [4]pair{{p[2], p[3]}, {p[5], p[6]}, {p[7], p[8]}, {p[8], p[9]}} {
		toWay[i], toVel[i] = k.way(row).plus(r.cov[i], byWay), k.turned(row).plus(r.cov[i], byVel)
	}
	old := pair{r.cov[2], r.cov[3]}
	rateWay, rateVel := k.way(old).plus(r.variance, byWay), k.turned(old).plus(r.variance, byVel)

	// Covariances of the way with itself and with the new velocity, and of that with itself.
	wayE := k.way(pair{toWay[2][0], toWay[3][0]}).plus(rateWay[0], byWay)
	wayN := k.way(pair{toWay[2][1], toWay[3][1]}).plus(rateWay[1], byWay)
	goE := k.way(pair{toVel[2][0], toVel[3][0]}).plus(rateVel[0], byWay)
	goN := k.way(pair{toVel[2][1], toVel[3][1]}).plus(rateVel[1], byWay)
	velE := k.turned(pair{toVel[2][0], toVel[3][0]}).plus(rateVel[0], byVel)
	velN := k.turned(pair{toVel[2][1], toVel[3][1]}).plus(rateVel[1], byVel)

	p[0] += 2*toWay[0][0] + wayE[0]
	p[1] += toWay[0][1] + toWay[1][0] + wayE[1]
	p[4] += 2*toWay[1][1] + wayN[1]
	p[2], p[3] = toVel[0][0]+goE[0], toVel[0][1]+goN[0]
	p[5], p[6] = toVel[1][0]+goE[1], toVel[1][1]+goN[1]
	p[7], p[8], p[9] = velE[0], velN[0], velN[1]
	r.cov = [4]float64{r.cov[0] + rateWay[0], r.cov[1] + rateWay[1], rateVel[0], rateVel[1]}

	up := pair{c[2], c[3]}
	wayUp, velUp := k.way(up).plus(r.up, byWay), k.turned(up).plus(r.up, byVel)
	*c = [4]float64{c[0] + wayUp[0], c[1] + wayUp[1], velUp[0], velUp[1]}
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
