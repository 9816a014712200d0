package radar

import (
	"perimeter/air"
	"perimeter/air/num"
)

// sectors is how many parts a turn has.
const sectors = 32

// ceiling is up to where a 3D radar places its false plots (assumed).
const ceiling = 12_000.0 // m

var purposeFalse = num.For("radar/false")

// clutter adds the false plots of the primary in [t0, t1): a Poisson number,
// FalsePerScan a scan in the mean, independent of the traffic. Each resolution
// cell is as likely as any other, so they lie evenly in range and azimuth, and
// therefore thicker on the ground near the radar. Each comes when the beam
// crosses its azimuth.
func (s *Sensor) clutter(t0, t1 air.Time) {
	if s.info.FalsePerScan == 0 {
		return
	}
	if s.beam.electronic {
		for at := s.beam.sweepFrom(t0); at < t1; at += s.beam.scan {
			draw := num.At(s.seed, purposeFalse, s.key, 0, uint64(at/s.beam.scan))
			for range draw.Poisson(s.info.FalsePerScan) {
				s.Batch.Plots = append(s.Batch.Plots, s.falsePlot(&draw, at, uint32(draw.Uint64())))
			}
		}
		return
	}
	const width = turn / sectors
	for sector := s.beam.angle(t0-1) / width; sector <= s.beam.angle(t1)/width; sector++ {
		draw := num.At(s.seed, purposeFalse, s.key, 0, uint64(sector))
		for range draw.Poisson(s.info.FalsePerScan / sectors) {
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
		Rho:   air.RhoOf(s.info.MinRange + float64(draw.Uniform()*(s.info.Range-s.info.MinRange))),
	}
	if s.info.SigmaHeight > 0 {
		p.Has, p.Height = air.HasHeight, float32(draw.Uniform()*ceiling)
	}
	return p
}
