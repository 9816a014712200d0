package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// Birds and angels: slow things that a radar sees for minutes on end. Half of
// them fly, at 8 to 15 m/s (F. Nathanson, Radar Design Principles, 2nd ed.
// 1991); the others drift with weak air. All below is assumed.
const (
	lifetime  = 10 * air.Minute // of each, then another comes
	shown     = 0.25            // probability that one is seen in a scan: cancellers and sensitivity control take most of them
	birdsNear = 15_000.0        // m, range at which they begin at the least: they stay beyond the least range of the radar
	birdsFar  = 60_000.0        // m, at the most
	birdsHigh = 1500.0          // m, above the antenna
)

// flock is how many birds a radar has about it.
type flock struct {
	mean  float64 // plots a scan
	count int
	seen  float64 // probability in a scan, so that the mean comes out
}

func newFlock(mean float64) flock {
	if !(mean > 0) {
		return flock{}
	}
	n := int(math.Ceil(mean / shown))
	return flock{mean, n, mean / float64(n)}
}

var purposeBird = num.For("radar/bird")

// birds adds the plots of birds in [t0, t1). In each turn a bird is where it was
// when the turn began, so the beam crosses it exactly once.
func (s *Sensor) birds(t0, t1 air.Time) {
	if s.flock.count == 0 {
		return
	}
	if s.beam.electronic {
		for at := s.beam.sweepFrom(t0); at < t1; at += s.beam.scan {
			for i := range s.flock.count {
				s.bird(i, at, at, uint64(at/s.beam.scan))
			}
		}
		return
	}
	for k := s.beam.angle(t0-1) / turn; k <= s.beam.angle(t1)/turn; k++ {
		begun := max(0, s.beam.when(k*turn))
		for i := range s.flock.count {
			_, azimuth, _ := s.perch(i, begun)
			at := s.beam.when(k*turn + int64(geo.Wrap(azimuth)*(turn/geo.Turn)))
			if at >= t0 && at < t1 {
				s.bird(i, begun, at, uint64(k))
			}
		}
	}
}

// bird is the beam on one of them.
func (s *Sensor) bird(i int, begun, at air.Time, seq uint64) {
	draw := num.At(s.seed, purposeBird, s.key, uint64(i), seq)
	if draw.Uniform() >= s.flock.seen {
		return
	}
	slant, azimuth, up := s.perch(i, begun)
	p := air.Plot{
		At: at, ID: max(1, draw.Uint64()), Sensor: s.id, Kind: air.PSR, Release: s.info.Release,
		Rho:   air.RhoOf(slant + float64(s.info.SigmaRange*noisy(&draw))),
		Theta: air.ThetaOf(azimuth + float64(s.info.SigmaAz*noisy(&draw))),
	}
	if s.info.SigmaHeight > 0 {
		p.Has, p.Height = air.HasHeight, float32(s.sight.pos.Height+up+float64(s.info.SigmaHeight*noisy(&draw)))
	}
	s.lay(p, truth.Bird, 0)
}

var purposePerch = num.For("radar/perch")

// perch returns where a bird is at a time, by the draws of its life.
func (s *Sensor) perch(i int, at air.Time) (slant, azimuth, up float64) {
	late := air.Time(num.Mix(s.key^uint64(i)) % uint64(lifetime)) // not all of them change at once
	draw := num.At(s.seed, purposePerch, s.key, uint64(i), uint64((at+late)/lifetime))
	near := max(birdsNear, s.info.MinRange+10_000)
	far := max(near, min(birdsFar, s.info.Range-10_000))
	r := math.Sqrt(float64(near*near) + float64(draw.Uniform()*(float64(far*far)-float64(near*near))))
	sin, cos := math.Sincos(draw.Uniform() * geo.Turn)
	speed := 3 * draw.Uniform() // m/s
	if draw.Uniform() < 0.5 {
		speed = 8 + float64(7*draw.Uniform())
	}
	sv, cv := math.Sincos(draw.Uniform() * geo.Turn)
	gone := speed * ((at + late) % lifetime).Seconds()
	place := geo.Vec{X: float64(r*sin) + float64(gone*sv), Y: float64(r*cos) + float64(gone*cv), Z: 100 + float64(draw.Uniform()*(birdsHigh-100))}.Spherical()
	return place.Range, place.Azimuth, place.Elevation * place.Range
}
