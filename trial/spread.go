package trial

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Spread is a mean over runs with the half width of its 95 % interval.
type Spread struct {
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	Half float64 `json:"half"` // of the interval; 0 with fewer than two runs
}

// spreadOf returns mean and interval by Student's t, for numbers of unknown
// variance (W. S. Gosset, Biometrika 6 (1908) 1).
func spreadOf(v []float64) Spread {
	s := Spread{N: len(v)}
	if s.N == 0 {
		return s
	}
	mean, sd := stat.MeanStdDev(v, nil)
	s.Mean = mean
	if s.N > 1 {
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(s.N - 1)}
		s.Half = t.Quantile(0.975) * sd / math.Sqrt(float64(s.N))
	}
	return s
}

// Share is which part of the runs something came in, with its 95 % interval.
type Share struct {
	Of   float64 `json:"of"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// shareOf returns share and interval of k of n runs that had it: the score
// interval, which holds near 0 and 1 too (E. B. Wilson, J. Am. Stat. Assoc. 22
// (1927) 209). Without runs nothing is known.
func shareOf(k, n int) Share {
	if n == 0 {
		return Share{0, 0, 1}
	}
	z := distuv.UnitNormal.Quantile(0.975)
	of, z2 := float64(k)/float64(n), z*z/float64(n)
	middle := of + z2/2
	half := math.Sqrt(z2 * (float64(of*(1-of)) + z2/4))
	return Share{of, max((middle-half)/(1+z2), 0), min((middle+half)/(1+z2), 1)}
}
