package fusion

import (
	"math/bits"
	"slices"

	"perimeter/air"
)

// sorter puts plots into measured order: by the time, digit by digit, and by
// comparePlots among those of one time.
type sorter struct {
	keys, spare []uint64 // time since the first plot, then index
	plots       []air.Plot
}

const (
	indexBits = 20 // of a key
	digitBits = 11
)

// sort returns the plots in order; the list given is used as room for the next.
func (s *sorter) sort(plots []air.Plot) []air.Plot {
	first, last := timesOf(plots)
	span := bits.Len64(uint64(last - first))
	if len(plots) < 64 || len(plots) >= 1<<indexBits || span+indexBits > 64 {
		slices.SortFunc(plots, comparePlots)
		return plots
	}
	s.keys = s.keys[:0]
	for i := range plots {
		s.keys = append(s.keys, uint64(plots[i].At-first)<<indexBits|uint64(i))
	}
	for shift := indexBits; shift < indexBits+span; shift += digitBits {
		s.byDigit(shift)
	}
	s.plots = s.plots[:0]
	for _, k := range s.keys {
		s.plots = append(s.plots, plots[k&(1<<indexBits-1)])
	}
	out := s.plots
	s.plots = plots
	for i, n := 0, 1; i < len(out); i += n {
		for n = 1; i+n < len(out) && out[i+n].At == out[i].At; {
			n++
		}
		if n > 1 {
			slices.SortFunc(out[i:i+n], comparePlots)
		}
	}
	return out
}

// timesOf returns the first and the last time that plots have.
func timesOf(plots []air.Plot) (first, last air.Time) {
	for i := range plots {
		if at := plots[i].At; i == 0 {
			first, last = at, at
		} else {
			first, last = min(first, at), max(last, at)
		}
	}
	return first, last
}

// byDigit sorts the keys by one digit and leaves what is equal in it as it was.
func (s *sorter) byDigit(shift int) {
	var start [1<<digitBits + 1]int32
	for _, k := range s.keys {
		start[k>>shift&(1<<digitBits-1)+1]++
	}
	for d := range 1 << digitBits {
		start[d+1] += start[d]
	}
	s.spare = slices.Grow(s.spare[:0], len(s.keys))[:len(s.keys)]
	for _, k := range s.keys {
		at := &start[k>>shift&(1<<digitBits-1)]
		s.spare[*at] = k
		*at++
	}
	s.keys, s.spare = s.spare, s.keys
}
