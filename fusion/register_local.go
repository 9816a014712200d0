package fusion

import "math"

// Many radars: the whole system would cost the third power of their number, and
// far ones say little of each other. Each radar is then solved together with
// those it shares most aircraft with, the others held where they are, one radar
// after the other (block Gauss-Seidel with overlap); from solution to solution
// this runs into the whole system's. A covariance so found takes the others as
// known, which is a little too sure.

const (
	mostWhole = 64 // radars that are solved together
	nearby    = maxTerms / biasTerms
	sweeps    = 2
)

// whole tells whether all radars are solved together.
func (g *registrar) whole() bool { return len(g.aligned) <= g.mostWhole }

// believeLocally is believe for many radars.
func (g *registrar) believeLocally() {
	g.learnPrior()
	for range sweeps {
		for i := range g.aligned {
			if g.past.at(biasTerms*i, biasTerms*i) > 0 {
				g.believeOf(i)
			}
		}
	}
}

// believeOf solves for one radar among its neighbours.
func (g *registrar) believeOf(radar int) {
	near, n := g.neighbours(radar)
	f := &g.fit
	dim := biasTerms * n
	for p, a := range near[:n] {
		g.past.tiesOf(a, g)
		for i := range biasTerms {
			row := biasTerms*a + i
			y := g.past.y[row]
			for _, b := range g.ties {
				for j, x := range g.aligned[b].x {
					y -= float64(g.past.at(row, biasTerms*b+j) * x)
				}
			}
			for q, b := range near[:p+1] {
				for j := range biasTerms {
					f.l[biasTerms*p+i][biasTerms*q+j] = g.past.at(row, biasTerms*b+j)
				}
			}
			w := g.priorWeight(a, i)
			f.l[biasTerms*p+i][biasTerms*p+i] += w
			f.x[biasTerms*p+i] = y + float64(w*(g.aligned[a].mean[i]-g.aligned[a].x[i]))
		}
	}
	factor(&f.l, dim)
	forward(&f.l, &f.x, dim)
	backward(&f.l, &f.x, dim)
	a := &g.aligned[radar]
	for k := range biasTerms {
		a.x[k] += f.x[k]
	}
	for k := range biasTerms {
		f.x = [maxTerms]float64{}
		f.x[k] = 1
		forward(&f.l, &f.x, dim)
		backward(&f.l, &f.x, dim)
		copy(a.cov[k][:], f.x[:biasTerms])
	}
	g.hold(a)
}

// tiesOf finds all radars that share an aircraft with one, itself among them.
func (s *system) tiesOf(radar int, g *registrar) {
	g.ties = g.ties[:0]
	for j := range g.aligned {
		if s.at(biasTerms*radar, biasTerms*j) != 0 {
			g.ties = append(g.ties, j)
		}
	}
}

// neighbours returns a radar and those that it shares most with, strongest first.
func (g *registrar) neighbours(radar int) (near [nearby]int, n int) {
	var tie [nearby]float64
	near[0], tie[0], n = radar, math.Inf(1), 1
	for j := range g.aligned {
		t := math.Abs(g.past.at(biasTerms*radar, biasTerms*j))
		if j == radar || t == 0 || n == nearby && t <= tie[n-1] {
			continue
		}
		n = min(n+1, nearby)
		k := n - 1
		for k > 1 && tie[k-1] < t {
			near[k], tie[k] = near[k-1], tie[k-1]
			k--
		}
		near[k], tie[k] = j, t
	}
	return near, n
}

// priorWeight returns the weight of the prior on one term of one radar.
func (g *registrar) priorWeight(radar, term int) float64 {
	if v := g.aligned[radar].prior[term]; v > 0 {
		return 1 / v
	}
	return 1 / g.common[term]
}
