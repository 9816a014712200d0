package link

import (
	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/scenario"
)

var (
	forLoss  = num.For("link/loss")
	forDelay = num.For("link/delay")
	forTwice = num.For("link/twice")
	forAgain = num.For("link/again")
)

// road is what chance does to the messages of a feed. The numbers belong to the
// names of feed and sensor and to the beat: no other feed, sensor or content
// can change them.
type road struct {
	seed, key   uint64
	beat        air.Time
	mean, width air.Time // the delay is uniform in mean +- width, never below 0
	loss, twice float64  // probabilities, 0 to 1
}

func newRoad(sc *scenario.Scenario, def *scenario.Feed, seed uint64) road {
	return road{
		seed: seed, key: num.Key(def.Name), beat: sc.Beat,
		mean: def.Delay, width: def.Jitter, loss: def.Loss, twice: def.Twice,
	}
}

// delay returns how long a sensor's message of the beat that ends now is under
// way.
func (r *road) delay(sensor uint64, now air.Time) air.Time {
	return r.drawn(forDelay, sensor, now)
}

// again returns the delay of the message's second copy.
func (r *road) again(sensor uint64, now air.Time) air.Time {
	return r.drawn(forAgain, sensor, now)
}

func (r *road) drawn(what num.Purpose, sensor uint64, now air.Time) air.Time {
	if r.width == 0 {
		return r.mean
	}
	draw := num.At(r.seed, what, r.key, sensor, uint64(now/r.beat))
	return max(0, r.mean+air.Time((2*draw.Uniform()-1)*float64(r.width)))
}

// loses reports whether a sensor's message of the beat that ends now gets lost.
func (r *road) loses(sensor uint64, now air.Time) bool {
	return r.strikes(forLoss, r.loss, sensor, now)
}

// repeats reports whether that message comes twice.
func (r *road) repeats(sensor uint64, now air.Time) bool {
	return r.strikes(forTwice, r.twice, sensor, now)
}

func (r *road) strikes(what num.Purpose, chance float64, sensor uint64, now air.Time) bool {
	if chance == 0 {
		return false
	}
	draw := num.At(r.seed, what, r.key, sensor, uint64(now/r.beat))
	return draw.Uniform() < chance
}
