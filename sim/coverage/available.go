package coverage

import (
	"perimeter/air"
	"perimeter/atlas"
)

// odds are the probabilities that exactly 0, 1, ... of some sensors work, as many
// as are asked for.
type odds []float64

// add puts one more sensor to them, which works with probability a:
// p(j) = p(j) (1 - a) + p(j - 1) a.
func (o odds) add(a float64) {
	for j := len(o) - 1; j > 0; j-- {
		o[j] = float64(o[j]*(1-a)) + float64(o[j-1]*a)
	}
	o[0] *= 1 - a
}

// fewer returns the probability that fewer work than are asked for.
func (o odds) fewer() (p float64) {
	for _, v := range o {
		p += v
	}
	return p
}

// unavailable returns by cell the share of time in which fewer sensors of some
// nations work than are needed: 1 where too few see it at all.
//
// Sensors fail each for itself, with what their type states; a shared cause
// stops all of its kind at once. So with one such cause, fair with probability W,
//
//	unavailable = (1 - W) fewer(the others) + W fewer(all)
//
// and with one sensor needed and no shared cause 1 - available = prod (1 - A).
func (s *Survey) unavailable(l layer, by air.Release) []float64 {
	n, k := s.Grid.cells(), s.Need
	foul, fair := make(odds, n*k), make(odds, n*k)
	for cell := range n {
		foul[cell*k], fair[cell*k] = 1, 1
	}
	weather := 1.0
	for i := range s.prints {
		if !s.belongs(i, by) {
			continue
		}
		a := atlas.AvailabilityOf(s.Radars[i].Type.Name)
		alone := a.Alone()
		if a.Shared != "" {
			weather = min(weather, a.Weather)
		}
		s.prints[i].each(&s.Grid, l, func(cell int) {
			fair[cell*k : cell*k+k].add(alone)
			if a.Shared == "" {
				foul[cell*k : cell*k+k].add(alone)
			}
		})
	}
	down := make([]float64, n)
	for cell := range n {
		down[cell] = float64((1-weather)*foul[cell*k:cell*k+k].fewer()) + float64(weather*fair[cell*k:cell*k+k].fewer())
	}
	return down
}
