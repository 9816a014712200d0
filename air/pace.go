package air

import "fmt"

// Pace is how fast exercise time goes against the wall clock. Pause and speed
// are no orders: they change nothing of what happens.
type Pace struct {
	Paused bool
	Speed  float64 // times real time; 0: as fast as it goes
	NoPlay bool    // stopped for something real: told by the host, and not to be set
}

// Paces are the speeds that a viewer offers, slowest first; 0 is the fastest.
var Paces = []float64{1, 2, 4, 8, 16, 32, 64, 0}

// String returns the pace as people read it: paused, 16x, max.
func (p Pace) String() string {
	switch {
	case p.Paused:
		return "paused"
	case p.Speed == 0:
		return "max"
	}
	return fmt.Sprintf("%gx", p.Speed)
}

// Faster returns the next speed up, Slower the next down; both let a paused
// exercise stay paused.
func (p Pace) Faster() Pace { return p.step(1) }

// Slower returns the next speed down.
func (p Pace) Slower() Pace { return p.step(-1) }

func (p Pace) step(by int) Pace {
	at := 0
	for i, s := range Paces {
		if s == p.Speed {
			at = i
		}
	}
	p.Speed = Paces[max(0, min(len(Paces)-1, at+by))]
	return p
}
