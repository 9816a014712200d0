package link

import (
	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/scenario"
)

var (
	forLoss  = num.For("link/loss")
	forDelay = num.For("link/delay")
)

// road is what chance does to the messages of a feed. The numbers belong to the
// names of feed and sensor and to the beat: no other feed, sensor or content
// can change them.
type road struct {
	seed, key   uint64
	beat        air.Time
	mean, width air.Time // the delay is uniform in mean +- width, never below 0
	loss        float64  // probability, 0 to 1
}

func newRoad(sc *scenario.Scenario, def *scenario.Feed, seed uint64) road {
	return road{
		seed: seed, key: num.Key(def.Name), beat: sc.Beat,
		mean: def.Delay, width: def.Jitter, loss: def.Loss,
	}
}

// delay returns how long a sensor's message of the beat that ends now is under
// way.
func (r *road) delay(sensor uint64, now air.Time) air.Time {
	if r.width == 0 {
		return r.mean
	}
	draw := num.At(r.seed, forDelay, r.key, sensor, uint64(now/r.beat))
	return max(0, r.mean+air.Time((2*draw.Uniform()-1)*float64(r.width)))
}

// loses reports whether a sensor's message of the beat that ends now gets lost.
func (r *road) loses(sensor uint64, now air.Time) bool {
	if r.loss == 0 {
		return false
	}
	draw := num.At(r.seed, forLoss, r.key, sensor, uint64(now/r.beat))
	return draw.Uniform() < r.loss
}
