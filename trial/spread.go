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
