package fusion

import (
	"math"

	"perimeter/air"
)

// What tells a step, a bad radar and bad luck apart: found by trial on synthetic
// skies. On 40 others, four radars and 80 aircraft each, no radar that did not
// change was blamed in 320 minutes, and 120 m were found after 24 to 32 s.
const (
	stepLimit    = 45.0            // chi-square of three degrees, with room for paths that are not smooth
	blameApart   = 9.0             // in it, within which two radars are not told apart: odds of 90 to 1
	stepPlots    = 8.0             // as many plots
	stepCraft    = 4               // and stretches must show a step
	enoughCraft  = 2 * stepCraft   // show that there was none
	oddPlots     = 4.0             // as many of which most fit nothing make a radar suspected
	suspectLimit = 16.3            // chi-square of three degrees, once in a thousand
	misfitFade   = 0.8             // from solution to solution
	surprise     = 3.0             // standard deviations of the prior, that are no step
	roughLimit   = 3.0             // chi-square a degree of freedom: the radar scatters
	anywhere     = 2500.0          // fifty stated sigmas, squared
	briskFor     = 30 * air.Second // after a step stretches are short

	scatterPrior = 40.0 // plots' worth of trust in what a radar states
	scatterLeast = 0.05
	scatterMost  = 16.0 // no plot counts for more
	scatterFade  = 60.0 // s
	badScatter   = 9.0  // squared: three times what is stated
	goodScatter  = 4.0
)

// scatter is the ratio of what plots scatter to what the radar states, squared,
// of range and azimuth.
type scatter struct {
	sum, weight [2]float64
}

func kindOf(echo bool) int {
	if echo {
		return 1
	}
	return 0
}

func (s *scatter) factors() (v [2]float64) {
	for c := range v {
		v[c] = max((s.sum[c]+scatterPrior)/(s.weight[c]+scatterPrior), scatterLeast)
	}
	return v
}

// count notes how many of a stretch's plots did not fit, and how the others
// scatter.
func (g *registrar) count(f *fit, smooth bool) {
	for _, id := range f.who[:f.radars] {
		g.aligned[id].craft++
	}
	for i := range f.n {
		r := &f.rows[i]
		if a := &g.aligned[f.who[r.in]]; r.gone {
			a.gone++
		} else {
			a.used++
		}
	}
	f.judge()
	for k := range f.radars {
		if a := &g.aligned[f.who[k]]; g.sure(a) {
			a.scatters(f, k, smooth)
		}
	}
}

// scatters notes how one radar's plots lie about a stretch's path. Where the path
// is rough, what the other radars scatter is the aircraft's doing. Single plots
// that do not fit are others'; many are this radar's own.
func (a *alignment) scatters(f *fit, k int, smooth bool) {
	ratio := 1.0
	if !smooth {
		all, free := 0.0, 1.0
		for i := range f.radars {
			if i != k {
				all, free = all+f.rough[i], free+f.free[i]
			}
		}
		ratio = max(1, all/free)
	}
	many := a.used+a.gone >= stepPlots && 4*a.gone > a.used
	for i := range f.n {
		r := &f.rows[i]
		if r.in != k || r.gone && !many {
			continue
		}
		v := &a.scatter[kindOf(r.echo)]
		now := v.factors()
		for c := range 2 {
			d2 := min(r.d2[c]/r.left[c]/ratio, scatterMost)
			v.sum[c] += d2 * r.left[c] * now[c]
			v.weight[c] += r.left[c]
			a.rough += d2 * r.left[c]
			a.free += r.left[c]
		}
	}
}

// stepped finds the radars one of which has changed beyond doubt: that which fits
// worst what is believed of it, and those that the plots do not tell it from.
func (g *registrar) stepped() bool {
	g.blamed = g.blamed[:0]
	worst := stepLimit
	for i := range g.aligned {
		if g.aligned[i].decidable() {
			worst = max(worst, g.strain(i))
		}
	}
	if worst <= stepLimit || !g.begun {
		return false
	}
	for i := range g.aligned {
		if t := g.strain(i); t >= worst-blameApart && (g.aligned[i].decidable() || !math.IsInf(t, 1)) {
			g.blamed = append(g.blamed, i)
		}
	}
	return true
}

// decidable tells whether enough is new of a radar that it can show a step.
func (a *alignment) decidable() bool {
	return a.craft >= stepCraft && a.used+a.gone >= stepPlots
}

// strain returns how badly what is new of a radar fits what is believed of it:
// chi-square of three degrees while nothing has changed, infinite where most of
// its plots fit nothing.
func (g *registrar) strain(i int) float64 {
	a := &g.aligned[i]
	if a.rests < stepPlots {
		return 0
	}
	rough := (a.rough + 10) / (a.free + 10)
	if a.used+a.gone >= oddPlots && (a.gone > 2*a.used || a.gone > a.used && rough <= roughLimit) {
		return math.Inf(1)
	}
	now := g.misfit(i)
	long := a.misfit.faded()
	long.add(&now)
	t := max(now.distance(), long.distance())
	if rough > roughLimit { // it scatters: that is no step
		t /= rough
	}
	return t
}

// suspect keeps apart what is new of radars that seem to have changed, while
// there are few stretches to show it. Until it is clear their plots may be off by
// as much.
func (g *registrar) suspect() {
	for i := range g.aligned {
		a := &g.aligned[i]
		a.maybe = [2]float64{}
		if a.craft == 0 || a.craft >= enoughCraft && a.decidable() || !g.begun {
			continue
		}
		switch t := g.strain(i); {
		case math.IsInf(t, 1):
			a.maybe = [2]float64{anywhere * g.stated[0], anywhere * g.stated[1]}
		case t > suspectLimit:
			step, inv := g.step(i)
			for k := range a.maybe {
				a.maybe[k] = float64(step[k]*step[k]) + inv[k][k]
			}
		}
	}
}

// suspected tells whether a radar seems to have changed.
func (a *alignment) suspected() bool { return a.maybe[0] > 0 }

// misfit is how far what is new of a radar lies from what is believed: e in
// units of information, and its variance.
type misfit struct {
	e [biasTerms]float64
	v [biasTerms][biasTerms]float64
}

// add joins two that are independent.
func (m *misfit) add(o *misfit) {
	for k := range biasTerms {
		m.e[k] += o.e[k]
		for j := range biasTerms {
			m.v[k][j] += o.v[k][j]
		}
	}
}

// faded returns m as it counts one solution later: small steps show in the sum.
func (m misfit) faded() misfit {
	for k := range biasTerms {
		m.e[k] *= misfitFade
		for j := range biasTerms {
			m.v[k][j] *= misfitFade * misfitFade
		}
	}
	return m
}

// distance returns chi-square of three degrees while nothing has changed.
func (m *misfit) distance() float64 {
	if m.v[0][0] <= 0 {
		return 0
	}
	inv := invert(m.v)
	d2 := 0.0
	for k := range biasTerms {
		for j := range biasTerms {
			d2 += float64(m.e[k] * inv[k][j] * m.e[j])
		}
	}
	return d2
}

// misfit compares what is new of a radar with what is believed. Radars that are
// off by thrice what the prior says are no surprise. Where not all radars are
// solved together, of their uncertainty only their own covariances count.
func (g *registrar) misfit(s int) (out misfit) {
	g.fresh.tiesOf(s, g)
	out.v = g.fresh.cross(s, s)
	for k := range biasTerms {
		out.e[k] = g.fresh.y[biasTerms*s+k]
	}
	for _, i := range g.ties {
		m, u := g.fresh.cross(s, i), g.lean(s, i)
		for k := range biasTerms {
			for j := range biasTerms {
				out.e[k] -= float64(m[k][j] * g.aligned[i].x[j])
				for l := range biasTerms {
					out.v[k][l] += float64(m[k][j] * u[j][l])
				}
			}
		}
	}
	for i := range g.aligned {
		u := g.lean(s, i)
		for j := range biasTerms {
			w := (surprise*surprise - 1) * g.priorWeight(i, j)
			for k := range biasTerms {
				for l := range biasTerms {
					out.v[k][l] += float64(w * u[j][k] * u[j][l])
				}
			}
		}
	}
	return out
}

// lean returns the covariance of a radar's bias with what is expected of what is
// new of s, whose ties are known.
func (g *registrar) lean(s, radar int) (u [biasTerms][biasTerms]float64) {
	for _, i := range g.ties {
		if i != radar && !g.whole() {
			continue
		}
		m, p := g.fresh.cross(s, i), g.joint(radar, i)
		for j := range biasTerms {
			for k := range biasTerms {
				for l := range biasTerms {
					u[j][k] += float64(p[j][l] * m[k][l])
				}
			}
		}
	}
	return u
}

// joint returns the covariance of two radars' biases.
func (g *registrar) joint(a, b int) (p [biasTerms][biasTerms]float64) {
	if !g.whole() {
		return g.aligned[a].cov
	}
	for k := range biasTerms {
		for j := range biasTerms {
			p[k][j] = g.inv.At(biasTerms*a+k, biasTerms*b+j)
		}
	}
	return p
}

// step returns by how much what is new has a radar's bias changed, all others as
// they are believed, and its covariance.
func (g *registrar) step(s int) (step [biasTerms]float64, inv [biasTerms][biasTerms]float64) {
	off := g.misfit(s)
	m := g.fresh.cross(s, s)
	for k := range biasTerms {
		m[k][k] += 1 / g.common[k]
	}
	inv = invert(m)
	for k := range biasTerms {
		for j := range biasTerms {
			step[k] += float64(inv[k][j] * off.e[j])
		}
	}
	return step, inv
}

// renew forgets the biases of the radars that are blamed: each is to be found anew,
// near what the misfit says where it is one; where it was, give or take that much,
// where it may be another; anywhere, if most of its plots fitted nothing.
func (g *registrar) renew(now air.Time) {
	for _, s := range g.blamed {
		a := &g.aligned[s]
		step, inv := g.step(s)
		for k := range biasTerms {
			if a.mean[k] = a.x[k]; len(g.blamed) == 1 {
				a.mean[k] += step[k]
			}
			a.prior[k] = 4*step[k]*step[k] + 9*(a.cov[k][k]+inv[k][k])
		}
		if 2*a.gone > a.used {
			a.prior[0] += anywhere * g.stated[0]
			a.prior[1] += anywhere * g.stated[1]
		}
	}
	for _, s := range g.blamed {
		a := &g.aligned[s]
		g.past.take(s, g)
		g.fresh.take(s, g)
		a.used, a.gone, a.craft, a.rests, a.changed = 0, 0, 0, 0, now
		g.events = append(g.events, BiasEvent{now, air.SensorID(s), BiasStepped})
		for i := range g.table {
			g.table[i].forget(air.SensorID(s), now)
		}
	}
	g.brisk = now + briskFor
	g.believe()
	for i := range g.aligned {
		g.aligned[i].misfit = misfit{}
	}
}

// share is what a system holds of one radar: its rows, by which all else was
// eliminated from the others'.
type share struct {
	sensor int
	inv    [biasTerms][biasTerms]float64 // of its own block
	rows   [biasTerms][]float64
	y      [biasTerms]float64
}

// take takes a radar out of the system, keeping what the others say of each other
// whatever this one does (Schur complement).
func (s *system) take(sensor int, g *registrar) share {
	out := share{sensor: sensor}
	at := biasTerms * sensor
	own := s.cross(sensor, sensor)
	for k := range biasTerms {
		out.rows[k] = make([]float64, g.dim)
		for i := range g.dim {
			out.rows[k][i] = s.at(at+k, i)
		}
		out.y[k] = s.y[at+k]
		own[k][k] += 1 / (100 * g.common[k])
	}
	out.inv = invert(own)
	s.sum(&out, -1)
	for k := range biasTerms {
		s.y[at+k] = 0
		for i := range g.dim {
			s.m[min(i, at+k)*g.dim+max(i, at+k)] = 0
		}
	}
	return out
}

// give puts back what was taken, and nothing that it said of the others alone.
func (s *system) give(o *share) { s.sum(o, 1) }

func (s *system) sum(o *share, sign float64) {
	dim := len(s.y)
	for k := range biasTerms {
		for l := range biasTerms {
			for i, c := range o.rows[k] {
				w := sign * c * o.inv[k][l]
				if w == 0 {
					continue
				}
				s.y[i] += float64(w * o.y[l])
				for j := i; j < dim; j++ {
					s.m[i*dim+j] += float64(w * o.rows[l][j])
				}
			}
		}
	}
}

// forget drops a radar's plots from before a time.
func (s *stretch) forget(id air.SensorID, before air.Time) {
	n := 0
	for i := range s.n {
		if s.seen[i].sensor != id || s.seen[i].at >= before {
			s.seen[n] = s.seen[i]
			n++
		}
	}
	s.n = n
}

// grade tells which radars have gone bad, or come good again.
func (g *registrar) grade(now air.Time) {
	for i := range g.aligned {
		a := &g.aligned[i]
		v := a.worstScatter()
		switch {
		case !a.bad && v > badScatter:
			a.bad = true
			g.events = append(g.events, BiasEvent{now, air.SensorID(i), RadarBad})
		case a.bad && v < goodScatter:
			a.bad = false
			g.events = append(g.events, BiasEvent{now, air.SensorID(i), RadarGood})
		}
	}
}

// worstFactors returns the scatter of range and of azimuth, of the receiver that
// scatters more.
func (a *alignment) worstFactors() (v [2]float64) {
	for k := range a.scatter {
		w := a.scatter[k].factors()
		v = [2]float64{max(v[0], w[0]), max(v[1], w[1])}
	}
	return v
}

func (a *alignment) worstScatter() float64 {
	v := a.worstFactors()
	return max(v[0], v[1])
}
