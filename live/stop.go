package live

import (
	"time"

	"perimeter/air"
)

// stop is a stop of play for something real. It begins in the beat in which its
// order acts, a person's or one of the MSEL's, and ends by the director's word or
// when its time on the wall clock is over. No beat runs meanwhile: exercise time
// stands, and with it every time allowed.
type stop struct {
	on    bool
	until time.Time // zero: by the director's word alone
}

// heed takes what the orders of a beat say of stopping.
func (s *stop) heed(orders []air.Order, wall time.Time) {
	for _, o := range orders {
		n, ok := o.Body.(air.NoPlay)
		switch {
		case !ok:
		case !n.On:
			*s = stop{}
		case n.For > 0:
			*s = stop{true, wall.Add(time.Duration(n.For))}
		default:
			*s = stop{on: true}
		}
	}
}

// over ends a stop whose time is over, and reports whether it did.
func (s *stop) over(wall time.Time) bool {
	if !s.on || s.until.IsZero() || wall.Before(s.until) {
		return false
	}
	*s = stop{}
	return true
}
