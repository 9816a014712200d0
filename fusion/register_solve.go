package fusion

import "math"

const (
	fadeAfter  = 1200.0 // s, after which the past counts 1/e: radars drift (assumed)
	apartLimit = 3.0    // standard deviations of a chi-square
	heldBy     = 25.0   // a stretch may depart so much, in variance, from what is believed
)

// system is normal equations of all biases: the upper triangle and the right
// side.
type system struct {
	m, y []float64
}

// trust returns the weight of a stretch: less where its path is rough, and less
// where it alone says that radars which are well known are off, so that many
// must say so (Huber's weight).
func (g *registrar) trust(f *fit) float64 {
	weight := 1 / max(f.slack, 1)
	free := float64(biasTerms * f.radars)
	for _, id := range f.who[:f.radars] {
		if !g.sure(&g.aligned[id]) {
			return weight
		}
	}
	return weight * min(1, (free+apartLimit*math.Sqrt(2*free))/max(f.apart, 1))
}

// add adds a stretch's normal equations, made absolute.
func (s *system) add(f *fit, g *registrar) {
	weight := g.trust(f)
	for p := range f.radars {
		for i := range biasTerms {
			row := pathTerms + biasTerms*p + i
			gi := biasTerms*int(f.who[p]) + i
			y := f.x[row]
			for q := range f.radars {
				for j := range biasTerms {
					col := pathTerms + biasTerms*q + j
					gj := biasTerms*int(f.who[q]) + j
					m := f.l[max(row, col)][min(row, col)]
					y += float64(m * g.aligned[f.who[q]].x[j])
					if gi <= gj {
						s.m[gi*len(s.y)+gj] += float64(weight * m)
					}
				}
			}
			s.y[gi] += float64(weight * y)
		}
	}
}

// at returns an element of the symmetric matrix.
func (s *system) at(i, j int) float64 { return s.m[min(i, j)*len(s.y)+max(i, j)] }

// merge adds what is new to a past that has faded; what is new of suspected radars
// waits until it is clear whether they have changed.
func (g *registrar) merge(dt float64) {
	fade := 1 / (1 + dt/fadeAfter)
	waiting := g.waiting[:0]
	for i := range g.aligned {
		if g.aligned[i].suspected() {
			waiting = append(waiting, g.fresh.take(i, g))
		}
	}
	g.waiting = waiting
	for i := range g.past.m {
		g.past.m[i] = float64(g.past.m[i]*fade) + g.fresh.m[i]
	}
	for i := range g.past.y {
		g.past.y[i] = float64(g.past.y[i]*fade) + g.fresh.y[i]
	}
	clear(g.fresh.m)
	clear(g.fresh.y)
	for i := range waiting {
		g.fresh.give(&waiting[i])
	}
	for i := range g.aligned {
		a := &g.aligned[i]
		a.rests *= fade
		if !a.suspected() {
			a.rests += a.used
			a.used, a.gone, a.craft, a.rough, a.free = 0, 0, 0, 0, 0
		}
		g.begun = g.begun || a.rests > 0
		old := 1 / (1 + dt/scatterFade)
		for k := range a.scatter {
			for c := range 2 {
				a.scatter[k].sum[c] *= old
				a.scatter[k].weight[c] *= old
			}
		}
	}
}

// believe solves past and prior for the biases and their covariance.
func (g *registrar) believe() {
	if !g.whole() {
		g.believeLocally()
		return
	}
	g.learnPrior()
	if !g.factor() {
		return // ill-conditioned beyond the prior's help: what was believed stands
	}
	for i := range g.aligned {
		a := &g.aligned[i]
		for k := range biasTerms {
			a.x[k] = g.x.AtVec(biasTerms*i + k)
		}
		a.cov = g.joint(i, i)
		g.hold(a)
	}
}

// factor solves past and prior, of all radars together.
func (g *registrar) factor() bool {
	sum, y := g.sum.RawSymmetric().Data, g.right.RawVector().Data
	copy(sum, g.past.m)
	copy(y, g.past.y)
	for i := range g.aligned {
		a := &g.aligned[i]
		for k := range biasTerms {
			at := biasTerms*i + k
			w := g.priorWeight(i, k)
			sum[at*g.dim+at] += w
			y[at] += w * a.mean[k]
		}
	}
	return g.chol.Factorize(g.sum) && g.chol.SolveVecTo(g.x, g.right) == nil && g.chol.InverseTo(g.inv) == nil
}

// learnPrior widens the common prior where the radars are off by more than is
// stated.
func (g *registrar) learnPrior() {
	for k := range biasTerms {
		n, sum := 0.0, 0.0
		for i := range g.aligned {
			if a := &g.aligned[i]; a.rests > 0 {
				n++
				sum += float64(a.x[k]*a.x[k]) + a.cov[k][k]
			}
		}
		g.common[k] = g.stated[k]
		if n > 0 {
			g.common[k] = max(g.stated[k], sum/n)
		}
	}
}

// hold says how far a stretch's own estimate may depart from what is believed:
// far enough that a step is seen.
func (g *registrar) hold(a *alignment) {
	m := a.cov
	for i := range m {
		for j := range m {
			m[i][j] *= heldBy
		}
		m[i][i] += 9 * g.stated[i]
	}
	a.known = invert(m)
}

// invert returns the inverse of a symmetric positive matrix.
func invert(m [biasTerms][biasTerms]float64) (inv [biasTerms][biasTerms]float64) {
	var scale [biasTerms]float64
	for i := range m {
		scale[i] = 1 / math.Sqrt(max(m[i][i], 1e-300))
	}
	c := func(i, j int) float64 { return m[i][j] * scale[i] * scale[j] }
	minor := func(i, j, k, l int) float64 { return float64(c(i, k)*c(j, l)) - float64(c(i, l)*c(j, k)) }
	det := float64(c(0, 0)*minor(1, 2, 1, 2)) - float64(c(0, 1)*minor(1, 2, 0, 2)) + float64(c(0, 2)*minor(1, 2, 0, 1))
	det = max(det, 1e-12)
	for i := range biasTerms {
		for j := range biasTerms {
			a, b := (j+1)%3, (j+2)%3
			k, l := (i+1)%3, (i+2)%3
			inv[i][j] = minor(a, b, k, l) / det * scale[i] * scale[j]
		}
	}
	return inv
}

// cross returns the block of two radars.
func (s *system) cross(a, b int) (m [biasTerms][biasTerms]float64) {
	for k := range biasTerms {
		for j := range biasTerms {
			m[k][j] = s.at(biasTerms*a+k, biasTerms*b+j)
		}
	}
	return m
}
