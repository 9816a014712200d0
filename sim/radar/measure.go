package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/num"
)

var (
	purposeID    = num.For("radar/plot")
	purposeNoise = num.For("radar/noise")
)

// growth returns by what factor a primary measures worse, or better, than its
// stated errors at an SNR in dB. The stated ones hold at the SNR of the stated
// range; half of their square is fixed and half goes with 1/SNR (assumed
// shares):
//
//	sigma^2 = sigma0^2 (1/2 + SNR0 / (2 SNR))
//
// It ends at twice the stated error: a plot stands only above the threshold, so
// the echo that made it was not weaker by more than that.
//
// Source: D. K. Barton, H. R. Ward, Handbook of Radar Measurement, 1984.
func (b *budget) growth(snr float64) float64 {
	return min(2, math.Sqrt(0.5+float64(0.5*fromDB(b.snr0-snr))))
}

// noisy returns a normal number cut at four standard deviations.
func noisy(d *num.Draw) float64 { return max(-4, min(4, d.Normal())) }

// identify returns a plot's number from the names concerned. It is never 0.
func (s *Sensor) identify(target, seq uint64) uint64 {
	draw := num.At(s.seed, purposeID, s.key, target, seq)
	return max(1, draw.Uint64())
}

// measure returns the plot of a target at its true place, with noise, bias and
// steps. A reply is measured with the stated errors; an echo alone where the
// echo lies and with errors that grow as its SNR falls. A height of one's own is
// an angle in truth: its stated error is taken to hold at the stated range and
// to fall with the range down to half (assumed).
func (s *Sensor) measure(key uint64, kind air.PlotKind, g *geometry, snr float64) air.Plot {
	draw := num.At(s.seed, purposeNoise, s.key, key, g.seq)
	grown, place := 1.0, g.place
	if kind == air.PSR {
		grown, place = s.power.growth(snr), g.echo
	}
	p := air.Plot{At: g.at, ID: s.identify(key, g.seq), Sensor: s.id, Kind: kind, Release: s.info.Release}
	p.Rho = air.RhoOf(place.Range + s.bias.rho + float64(grown*s.info.SigmaRange*noisy(&draw)))
	p.Theta = air.ThetaOf(place.Azimuth + s.bias.az + float64(grown*s.info.SigmaAz*noisy(&draw)))
	if kind == air.SSR {
		return p
	}
	if s.info.SigmaHeight > 0 {
		p.Has |= air.HasHeight
		far := max(0.5, place.Range/s.power.stated)
		p.Height = float32(g.height + g.lift + float64(grown*far*s.info.SigmaHeight*noisy(&draw)))
	}
	if s.info.SigmaDoppler > 0 {
		p.Has |= air.HasDoppler
		p.Doppler = float32(g.rate + float64(s.info.SigmaDoppler*noisy(&draw)))
	}
	return p
}
