package render

import (
	"perimeter/air"
	"perimeter/air/truth"
)

// Source is where the pictures come from.
type Source interface {
	Theater() air.Theater
	Roster() truth.Roster // empty: this seat is not the director's
	// View returns a center's latest view, or nil before the first. It is never
	// written again.
	View(c air.CenterID) *air.View
	// Truth returns the sky as it is, for a seat that may see it.
	Truth() (*truth.Snapshot, bool)
	Board() []air.BoardLine
	// Score returns how the exercise went so far, for a seat that may see truth; nil
	// before the first.
	Score() *truth.Score
}

// Sink takes what the person orders: all that is given at once, or nothing of
// it. What this seat may not order, and any order over a recording, it refuses
// with a sentence.
type Sink interface {
	Submit(...air.Body) error
}

// Clock is the exercise's time against the person's.
type Clock interface {
	Now() air.Time
	Edge() air.Time // the latest time that can be shown
	Pace() air.Pace
	SetPace(air.Pace)
	Seek(air.Time) error
}
