package link

import (
	"math"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// pipe is how much a feed can carry: messages leave one after the other, each as
// many plots or tracks long as it holds. A message that would wait for longer
// than the queue allows is dropped as a whole. Only what may cross ever stands in
// the queue, and each feed has its own.
type pipe struct {
	each  air.Time // for one plot or track; 0: no limit
	queue air.Time
	free  air.Time // when all that stands in the queue has left
}

func newPipe(def *scenario.Feed) pipe {
	if def.Rate <= 0 {
		return pipe{}
	}
	return pipe{each: max(1, air.Time(math.Round(float64(air.Second)/def.Rate))), queue: def.Queue}
}

// take lets a message of n plots or tracks in at now. It returns how long it
// takes to be through, or false if it is dropped.
func (p *pipe) take(now air.Time, n int) (through air.Time, ok bool) {
	if p.each == 0 {
		return 0, true
	}
	begins := max(now, p.free)
	if begins-now > p.queue {
		return 0, false
	}
	p.free = begins + air.Time(n)*p.each
	return p.free - now, true
}
