package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/atlas"
)

// How fast what stands moves inside, one standard deviation. Source: M. Skolnik,
// Introduction to Radar Systems, 3rd ed. 2001, ch. 3; F. Nathanson, Radar Design
// Principles, 2nd ed. 1991 (the middle of what they give).
const (
	landSpread  = 0.2 // m/s
	seaSpread   = 1.0 // m/s
	rainSpread  = 3.0 // m/s
	chaffSpread = 1.5 // m/s
)

// The tables of a doppler, by radial speed.
const (
	speedStep  = 0.125 // m/s
	speedSteps = 8000  // up to 1000 m/s
)

// deepest is the least gain in dB that a table holds.
const deepest = -60.0

// doppler is what the processing of pulses makes of radial speeds. All gains are
// over the gain of noise, so that a canceller gains up to 3 or 4.3 dB midway
// between blind speeds and nothing in the mean; filters neither gain nor lose,
// as one of them lies near every speed.
type doppler struct {
	kind      atlas.Doppler
	wave      float64   // m
	intervals []float64 // s, between pulses; of filters dwell by dwell
	filters   float64   // of a bank: the width of one is 1.5 of their spacing
	turning   float64   // Hz, spread that the antenna's turning adds
	least     float64   // ratio, least residue
	gain      []float32 // dB, of a target by its speed
	land, sea []float32 // residue of the ground and of the sea, by the target's speed or once for all
}

// newDoppler tables the processing of a type. The antenna's turning spreads the
// spectrum of what stands by 0.265 PRF / N (Skolnik 2001, ch. 3).
func newDoppler(t *atlas.RadarType) doppler {
	p := &t.Processing
	d := doppler{kind: p.Doppler, filters: 8, least: fromDB(-p.Limit)}
	if p.Doppler == atlas.NoDoppler || t.Frequency == 0 || p.PRF == 0 {
		return doppler{gain: []float32{0}, land: []float32{1}, sea: []float32{1}}
	}
	if p.Doppler == atlas.PulseDoppler {
		d.filters = 256
	}
	d.wave = geo.SpeedOfLight / t.Frequency
	d.intervals = []float64{1 / p.PRF}
	if len(p.Stagger) > 0 {
		d.intervals = nil
		for _, share := range p.Stagger {
			d.intervals = append(d.intervals, share/p.PRF)
		}
	}
	d.turning = 0.265 * p.PRF / float64(t.Pulses)
	d.table()
	return d
}

func (d *doppler) table() {
	if d.kind == atlas.Canceller2 || d.kind == atlas.Canceller3 {
		d.gain = make([]float32, speedSteps)
		for i := range d.gain {
			d.gain[i] = float32(max(deepest, toDB(max(1e-9, d.passes(float64(i)*speedStep, 0)))))
		}
		d.land, d.sea = []float32{float32(d.residue(0, 0, landSpread))}, []float32{float32(d.residue(0, 0, seaSpread))}
		return
	}
	d.gain, d.land, d.sea = []float32{0}, make([]float32, speedSteps), make([]float32, speedSteps)
	for i := range d.land {
		v := float64(i) * speedStep
		d.land[i], d.sea[i] = float32(d.residue(v, 0, landSpread)), float32(d.residue(v, 0, seaSpread))
	}
}

// lookUp returns the value of a table at a radial speed, of either sign.
func lookUp(table []float32, speed float64) float64 {
	return float64(table[min(int(math.Abs(speed)*(1/speedStep)+0.5), len(table)-1)])
}

// best returns the least residue that a table may give: that of filters at a
// speed far from the ground's, a canceller's at any.
func (d *doppler) best(table []float32) float64 {
	if d.kind == atlas.FilterBank || d.kind == atlas.PulseDoppler {
		return d.least
	}
	return float64(table[0])
}

// residue returns what share of clutter that moves at a mean speed and with a
// spread stands against a target of a speed: the inverse of the improvement
// factor.
func (d *doppler) residue(target, clutter, spread float64) float64 {
	switch d.kind {
	case atlas.NoDoppler:
		return 1
	case atlas.Canceller2, atlas.Canceller3:
		return max(d.least, d.passes(clutter, d.hertz(spread)))
	}
	return max(d.least, d.leaks(target-clutter, d.hertz(spread)))
}

// hertz returns a spread in m/s as the spread of a spectrum.
func (d *doppler) hertz(spread float64) float64 {
	f := 2 * spread / d.wave
	return math.Sqrt(float64(f*f) + float64(d.turning*d.turning))
}

// passes returns the power that a canceller lets through of a Gaussian spectrum
// about a speed, over its gain of noise, mean over the intervals between pulses:
//
//	two pulses    1 - rho1 cos x
//	three pulses  1 - 4/3 rho1 cos x + 1/3 rho2 cos 2x
//	rho_j = exp(-2 (pi sigma j T)^2),  x = 2 pi f T,  f = 2 v / lambda
//
// Of a line spectrum that is 2 sin^2 and 8/3 sin^4 of half x; of one about speed
// 0 the inverse of the improvement factor. Source: Skolnik 2001, ch. 3.
func (d *doppler) passes(speed, sigma float64) float64 {
	sum := 0.0
	for _, t := range d.intervals {
		x := 2 * math.Pi * (2 * speed / d.wave) * t
		k := math.Pi * sigma * t
		rho1, rho2 := num.Exp(-2*float64(k*k)), num.Exp(-8*float64(k*k))
		if d.kind == atlas.Canceller2 {
			sum += 1 - float64(rho1*math.Cos(x))
		} else {
			sum += 1 - float64(4./3*rho1*math.Cos(x)) + float64(1./3*rho2*math.Cos(2*x))
		}
	}
	return max(0, sum/float64(len(d.intervals)))
}

// leaks returns how much of a Gaussian spectrum the filter about a target lets
// in from so much lower speed, in the best dwell: filters are Gaussian, 1.5
// spacings wide (assumed, as weighted ones are), and fold at the repetition
// frequency. A target at the speed of the clutter, or a blind one above it, must
// be stronger than the clutter: that is what the map of the zero filter asks.
func (d *doppler) leaks(apart, sigma float64) float64 {
	best := 1.0
	for _, t := range d.intervals {
		prf := 1 / t
		f := math.Remainder(2*apart/d.wave, prf)
		w := 1.5 * prf / d.filters / 2.3548
		s2 := float64(w*w) + float64(sigma*sigma)
		x := float64(f*f) / (2 * s2)
		if x > 25 { // below 1e-11
			return 0
		}
		best = min(best, w/math.Sqrt(s2)*num.Exp(-x))
	}
	return best
}

// spacing returns the difference of speeds in m/s above which two targets lie in
// filters of their own.
func (d *doppler) spacing() float64 {
	if d.kind != atlas.FilterBank && d.kind != atlas.PulseDoppler {
		return math.Inf(1)
	}
	return 1.5 * d.wave / (2 * d.filters * d.intervals[0])
}

// notch returns the half width in m/s of the speeds over ground that a moving
// radar drops: the main lobe's clutter is 2 v theta |sin a| / lambda wide, where
// a is the angle between its motion and the beam; along is the cosine of it.
//
// Source: Skolnik 2001, ch. 3.
func (c *chain) notch(speed, along float64) float64 {
	across := math.Sqrt(max(0, 1-float64(along*along)))
	return c.Notch + float64(speed*c.beam*across)/2
}
