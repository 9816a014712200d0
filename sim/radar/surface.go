package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/num"
)

// surface is how strongly the ground and the sea about an antenna send back: a
// map in bins of range along the directions of its sight, built with them, and
// only of what the antenna sees.
type surface struct {
	chain    *chain
	constant float64 // dB: SNR of 1 m2 at 1 m
	earth    float64 // m, effective radius
	state    float64 // of the sea, 0 to 6
	lines    [bearings]stair
	bins     []bin // of all lines, one after another
}

// bin is the clutter of a bin of range: quarters of a dB over noise, doubled,
// and one more over sea.
type bin int16

const (
	binLength = 2000.0                  // m
	perBin    = int(binLength / stride) // samples
	noBin     = bin(math.MinInt16)
	reliefRun = 4 * binLength // m, along which relief is measured
)

// strip gathers the samples of one line.
type strip struct {
	first, taken, seen, wet int
	slope                   float64    // sum of the tangents of elevation that are seen
	low, high               float64    // m, of the bin
	lows, highs             [3]float64 // m, of the bins before
}

// note takes the sample n of a line into its bin.
func (x *surface) note(p *strip, n int, h, slope float64, visible bool) {
	if n == 1 {
		p.first = len(x.bins)
		p.lows, p.highs = [3]float64{h, h, h}, [3]float64{h, h, h}
	}
	if p.taken == 0 {
		p.low, p.high = h, h
	}
	p.low, p.high = min(p.low, h), max(p.high, h)
	p.taken++
	if visible {
		p.seen++
		p.slope += slope
		if h == 0 {
			p.wet++
		}
	}
	if n%perBin == perBin-1 {
		x.close(p, float64(n/perBin)*binLength+binLength/2)
	}
}

// close ends a bin whose middle lies at a distance.
func (x *surface) close(p *strip, distance float64) {
	made := noBin
	if p.seen > 0 {
		slope, sea := p.slope/float64(p.seen), 2*p.wet > p.seen
		relief := max(p.high, p.highs[0], p.highs[1], p.highs[2]) - min(p.low, p.lows[0], p.lows[1], p.lows[2])
		if db := x.strength(distance, slope, relief, sea) + toDB(float64(p.seen)/float64(p.taken)); db > faint {
			made = bin(math.Round(4*min(db, 1000))) << 1
			if sea {
				made++
			}
		}
	}
	x.bins = append(x.bins, made)
	p.lows, p.highs = [3]float64{p.low, p.lows[0], p.lows[1]}, [3]float64{p.high, p.highs[0], p.highs[1]}
	p.taken, p.seen, p.wet, p.slope = 0, 0, 0, 0
}

// end keeps a line up to its last bin that sends anything back.
func (x *surface) end(p *strip, line int) {
	for len(x.bins) > p.first && x.bins[len(x.bins)-1] == noBin {
		x.bins = x.bins[:len(x.bins)-1]
	}
	x.lines[line] = stair{uint32(p.first), uint32(len(x.bins))}
}

// at returns the clutter at a distance along a line, in dB over noise.
func (x *surface) at(line int, distance float64) (db float64, sea bool) {
	l := x.lines[line]
	i := l.from + uint32(distance*(1/binLength))
	if i >= l.to || x.bins[i] == noBin {
		return math.Inf(-1), false
	}
	return float64(x.bins[i]>>1) / 4, x.bins[i]&1 != 0
}

// strength returns the clutter of a resolution cell in dB over noise: of its
// area
//
//	A = R theta (c tau / 2) / cos(psi)
//
// at the grazing angle psi, which over land is at least that of the relief.
//
// Source: M. Skolnik, Introduction to Radar Systems, 3rd ed. 2001, ch. 7.
func (x *surface) strength(distance, slope, relief float64, sea bool) float64 {
	c := x.chain
	grazing := max(leastGrazing, -math.Atan(slope)-distance/x.earth)
	var sigma0 float64
	if sea {
		sigma0 = seaSigma(grazing, geo.SpeedOfLight/c.wave, x.state, c.Horizontal)
	} else {
		grazing = max(grazing, math.Atan(relief/reliefRun))
		sigma0 = landSigma(grazing, gammaOf(relief))
	}
	area := distance * c.beam * c.cell / math.Cos(grazing)
	return x.constant + sigma0 + toDB(area) - 4*toDB(distance) + c.twoWay(slope)
}

const leastGrazing = 0.1 * geo.Degree // rad: below it roughness decides (assumed)

// landSigma returns the cross-section of land per area in dB, by constant gamma:
// gamma sin(psi).
//
// Source: D. K. Barton, Radar System Analysis and Modeling, 2005.
func landSigma(grazing, gamma float64) float64 { return gamma + toDB(math.Sin(grazing)) }

// gammaOf returns gamma in dB of a country by its relief in metres over 8 km:
// mountains, wooded hills, rolling country, farmland and desert (Barton 2005;
// that relief tells them apart is assumed).
func gammaOf(relief float64) float64 {
	switch {
	case relief >= 600:
		return -5
	case relief >= 200:
		return -10
	case relief >= 60:
		return -12
	}
	return -15
}

// seaSigma returns the cross-section of the sea per area in dB, mean over the
// directions of the wind.
//
//	grazing     rad, taken as 0.1 to 60 degrees
//	frequency   Hz, taken as 0.5 to 35 GHz
//	state       of the sea, 0 to 6
//
// Source: V. Gregers-Hansen, R. Mital, NRL/MR/5310--12-9346, 2012.
func seaSigma(grazing, frequency, state float64, horizontal bool) float64 {
	psi := max(0.1, min(60, grazing/geo.Degree))
	f := max(0.5, min(35, frequency*1e-9))
	c := [5]float64{-50.796, 25.93, 0.7093, 21.588, 0.00211}
	if horizontal {
		c = [5]float64{-73.0, 20.781, 7.351, 25.65, 0.0054}
	}
	root := 2 + float64(0.085*psi) + float64(0.033*state)
	return c[0] + float64(c[1]*math.Log10(math.Sin(psi*geo.Degree))) +
		(27.5+float64(c[2]*psi))*math.Log10(f)/(1+float64(0.95*psi)) +
		float64(c[3]*num.Pow(1+state, 1/root)) + float64(c[4]*psi*psi)
}
