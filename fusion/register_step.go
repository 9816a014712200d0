package fusion

import (
	"math"

	"perimeter/air"
)

// What tells a step, a bad radar and bad luck apart: found by trial on synthetic
// skies. On 40 others, four radars and 80 aircraft each, no radar that did not
// change was blamed in 320 minutes, and 120 m were found after 24 to 32 s.
const (
	stepLimit  = 45.0            // chi-square of three degrees, with room for paths that are not smooth
	stepPlots  = 12.0            // as many plots
	stepCraft  = 4               // and aircraft must show a step
	misfitFade = 0.8             // from solution to solution
	roughLimit = 3.0             // chi-square a degree of freedom: the radar scatters
	anywhere   = 2500.0          // fifty stated sigmas, squared
	briskFor   = 30 * air.Second // after a step stretches are short

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

// stepped returns the radar that fits worst what is believed of it, -1 if none
// is off beyond doubt.
func (g *registrar) stepped() int {
	worst, at := stepLimit, -1
	for i := range g.aligned {
		a := &g.aligned[i]
		if a.rests < stepPlots || a.craft < stepCraft || a.used+a.gone < stepPlots {
			continue
		}
		now := g.misfit(i)
		long := a.misfit.faded()
		long.add(&now)
		t, rough := max(now.distance(), long.distance()), (a.rough+10)/(a.free+10)
		if !g.sure(a) {
			t = 0
		}
		if rough > roughLimit { // it scatters: that is no step
			t /= rough
		}
		if a.gone > 2*a.used || a.gone > a.used && rough <= roughLimit {
			t = math.Inf(1)
		}
		if t > worst {
			worst, at = t, i
		}
	}
	return at
}

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

// misfit compares what is new of a radar with what is believed. Of the others'
// uncertainty only their own covariances count.
func (g *registrar) misfit(s int) (out misfit) {
	for i := range g.aligned {
		m := g.fresh.cross(s, i)
		if m == ([biasTerms][biasTerms]float64{}) {
			continue
		}
		a := &g.aligned[i]
		for k := range biasTerms {
			for j := range biasTerms {
				out.e[k] -= float64(m[k][j] * a.x[j])
			}
		}
		spread(&out.v, &m, &a.cov)
		if i == s {
			for k := range biasTerms {
				out.e[k] += g.fresh.y[biasTerms*s+k]
				for j := range biasTerms {
					out.v[k][j] += m[k][j]
				}
			}
		}
	}
	return out
}

// spread adds m p m' to v.
func spread(v, m, p *[biasTerms][biasTerms]float64) {
	for i := range biasTerms {
		for j := range biasTerms {
			for k := range biasTerms {
				for l := range biasTerms {
					v[i][j] += float64(m[i][k] * p[k][l] * m[j][l])
				}
			}
		}
	}
}

// renew forgets a radar's bias: it is to be found anew, near what the misfit
// says; anywhere, if most of its plots fitted nothing.
func (g *registrar) renew(s int, now air.Time) {
	a := &g.aligned[s]
	off := g.misfit(s)
	m := g.fresh.cross(s, s)
	for k := range biasTerms {
		m[k][k] += 1 / g.common[k]
	}
	inv := invert(m)
	for k := range biasTerms {
		step := 0.0
		for j := range biasTerms {
			step += float64(inv[k][j] * off.e[j])
		}
		a.mean[k] = a.x[k] + step
		a.prior[k] = 4*step*step + 9*(a.cov[k][k]+inv[k][k])
	}
	if 2*a.gone > a.used {
		a.prior[0] += anywhere * g.stated[0]
		a.prior[1] += anywhere * g.stated[1]
	}
	g.past.forget(s, g)
	g.fresh.forget(s, g)
	a.used, a.gone, a.craft, a.rests, a.changed = 0, 0, 0, 0, now
	g.brisk = now + briskFor
	g.believe()
	g.events = append(g.events, BiasEvent{now, air.SensorID(s), BiasStepped})
	for i := range g.table {
		g.table[i].forget(air.SensorID(s), now)
	}
	for i := range g.aligned {
		g.aligned[i].misfit = misfit{}
	}
}

// forget takes a radar out of the system, keeping what it says of the others.
func (s *system) forget(sensor int, g *registrar) {
	at := biasTerms * sensor
	var own [biasTerms][biasTerms]float64
	for k := range biasTerms {
		for j := range biasTerms {
			own[k][j] = s.at(at+k, at+j)
		}
		own[k][k] += 1 / (100 * g.common[k])
	}
	inv := invert(own)
	var cross [biasTerms][]float64
	for k := range biasTerms {
		cross[k] = make([]float64, g.dim)
		for i := range g.dim {
			if i/biasTerms != sensor {
				cross[k][i] = s.at(at+k, i)
			}
		}
	}
	for k := range biasTerms {
		for l := range biasTerms {
			for i := range g.dim {
				w := cross[k][i] * inv[k][l]
				if w == 0 {
					continue
				}
				s.y[i] -= float64(w * s.y[at+l])
				for j := i; j < g.dim; j++ {
					s.m[i*g.dim+j] -= float64(w * cross[l][j])
				}
			}
		}
	}
	for k := range biasTerms {
		s.y[at+k] = 0
		for i := range g.dim {
			s.m[min(i, at+k)*g.dim+max(i, at+k)] = 0
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
