package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/num"
)

// The map of false plots: a turn has sectors, a sector has rings.
const (
	sectors = 32
	rings   = 8
)

// ceiling is up to where a 3D radar places its false plots (assumed).
const ceiling = 12_000.0 // m

var (
	purposeFalse = num.For("radar/false")
	purposePatch = num.For("radar/patch")

	purposeFalseRate = num.For("radar/falserate")
)

// fog is a radar's own map of false plots: which share of them comes from where.
// Its sum is 1, so that their mean number a scan is what the scenario says.
type fog struct {
	made   bool
	sector [sectors]float64        // share
	ring   [sectors][rings]float64 // share of the sector's, cumulative
}

// How much thicker false plots lie over ground that the antenna sees, and over a
// shore; and the spread of patches, in nepers (all assumed).
const (
	overLand  = 3.0
	overShore = 2.0
	patchy    = 0.7
)

// chart makes the map from the site's name, which lays patches that stay for
// good, and from the ground that its antenna sees. That of a radar on the move
// is even, that of a balloon has no ground in it: it hangs now here, now there.
func (s *Sensor) chart() {
	s.fog.made = true
	var weight [sectors][rings]float64
	total := 0.0
	for i := range weight {
		for j := range weight[i] {
			weight[i][j] = s.thick(i, j)
			total += weight[i][j]
		}
	}
	for i := range weight {
		sum := 0.0
		for j := range weight[i] {
			sum += weight[i][j]
			s.fog.ring[i][j] = sum
		}
		for j := range weight[i] {
			s.fog.ring[i][j] /= sum
		}
		s.fog.sector[i] = sum / total
	}
}

// thick weighs a ring of a sector.
func (s *Sensor) thick(sector, ring int) float64 {
	if s.info.Moving {
		return 1
	}
	draw := num.At(0, purposePatch, s.key, uint64(sector), uint64(ring))
	weight := num.Exp(patchy * noisy(&draw))
	if s.balloon.top > 0 {
		return weight
	}
	const looks = 8
	land, sea := 0.0, 0.0
	length := (s.info.Range - s.info.MinRange) / rings
	for i := range looks {
		azimuth := (float64(sector) + 0.5) * (2 * math.Pi / sectors)
		db, wet := s.sight.clutter(azimuth, s.info.MinRange+float64(length*(float64(ring)+(float64(i)+0.5)/looks)))
		switch {
		case math.IsInf(db, -1):
		case wet:
			sea++
		default:
			land++
		}
	}
	if land > 0 && sea > 0 {
		weight *= 1 + overShore
	}
	return weight * (1 + overLand*land/looks)
}

// clutter adds the false plots of the primary in [t0, t1): a Poisson number,
// FalsePerScan a scan in the mean less those of birds, independent of the
// traffic and spread by the radar's map. Each comes when the beam crosses its
// azimuth.
func (s *Sensor) clutter(t0, t1 air.Time) {
	if s.info.FalsePerScan == 0 {
		return
	}
	if !s.fog.made {
		s.chart()
	}
	s.birds(t0, t1)
	mean := s.info.FalsePerScan - s.flock.mean
	const width = turn / sectors
	if s.beam.electronic {
		for at := s.beam.sweepFrom(t0); at < t1; at += s.beam.scan {
			draw := num.At(s.seed, purposeFalse, s.key, 0, uint64(at/s.beam.scan))
			for i := range sectors {
				for range draw.Poisson(mean * s.fog.sector[i]) {
					s.Batch.Plots = append(s.Batch.Plots, s.falsePlot(&draw, at, uint32(i*width+int(draw.Uniform()*width))))
				}
			}
		}
		return
	}
	for sector := s.beam.angle(t0-1) / width; sector <= s.beam.angle(t1)/width; sector++ {
		draw := num.At(s.seed, purposeFalse, s.key, 0, uint64(sector))
		for range draw.Poisson(mean * s.fog.sector[uint64(sector)%sectors]) {
			angle := sector*width + int64(draw.Uniform()*width)
			at := s.beam.when(angle)
			if p := s.falsePlot(&draw, at, uint32(angle)); at >= t0 && at < t1 {
				s.Batch.Plots = append(s.Batch.Plots, p)
			}
		}
	}
}

// falsePlot returns a plot of nothing at an azimuth.
func (s *Sensor) falsePlot(draw *num.Draw, at air.Time, azimuth uint32) air.Plot {
	p := air.Plot{
		At: at, ID: max(1, draw.Uint64()), Sensor: s.id, Kind: air.PSR, Release: s.info.Release,
		Theta: azimuth >> 8,
		Rho:   air.RhoOf(s.info.MinRange + float64(s.fog.depth(draw.Uniform(), azimuth)*(s.info.Range-s.info.MinRange))),
	}
	if s.info.SigmaHeight > 0 {
		p.Has, p.Height = air.HasHeight, float32(draw.Uniform()*ceiling)
	}
	if s.info.SigmaDoppler > 0 {
		p.Has |= air.HasDoppler
		p.Doppler = s.falseRate(p.ID)
	}
	return p
}

// falseRate returns the range rate of a false plot: noise lies evenly in all
// filters outside the notch, up to where range rates fold.
func (s *Sensor) falseRate(id uint64) float32 {
	draw := num.At(s.seed, purposeFalseRate, s.key, id, 0)
	fold := s.chain.wave * s.chain.PRF / 4
	rate := s.chain.Notch + float64(draw.Uniform()*max(0, fold-s.chain.Notch))
	if draw.Uniform() < 0.5 {
		rate = -rate
	}
	return float32(rate)
}

// depth returns how far out, 0 to 1, a false plot lies by a number in [0, 1).
func (f *fog) depth(u float64, azimuth uint32) float64 {
	ring := &f.ring[azimuth>>(32-5)]
	from := 0.0
	for j, to := range ring {
		if u < to {
			return (float64(j) + (u-from)/(to-from)) / rings
		}
		from = to
	}
	return u // no map
}
