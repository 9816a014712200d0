package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// chain is what the radars of one type share of the way of an echo: the beam in
// elevation and the Doppler processing, both tabled.
type chain struct {
	atlas.Processing
	name    string
	pulses  int
	cell    float64   // m, length of the range cell
	beam    float64   // rad, 3 dB in azimuth
	wave    float64   // m
	pattern []float32 // dB two way, by the tangent of elevation
	doppler doppler
}

// chains are those of the types of a scenario.
type chains []*chain

// of returns the chain of a type, made once. Radars of one type differ only in
// how often they turn, and so in their pulses.
func (c *chains) of(t *atlas.RadarType) *chain {
	for _, have := range *c {
		if have.name == t.Name && have.pulses == t.Pulses {
			return have
		}
	}
	p := t.Processing
	made := &chain{Processing: p, name: t.Name, pulses: t.Pulses, cell: p.Pulse * (geo.SpeedOfLight / 2), beam: t.AzBeam}
	if t.Frequency > 0 {
		made.wave = geo.SpeedOfLight / t.Frequency
	}
	made.pattern = make([]float32, int((steepest-lowestSlope)/slopeStep)+2)
	for i := range made.pattern {
		made.pattern[i] = float32(2 * made.oneWay(math.Atan(lowestSlope+float64(i)*slopeStep)))
	}
	made.doppler = newDoppler(t)
	*c = append(*c, made)
	return made
}

// The table of a pattern: 0.03 degrees a step.
const (
	lowestSlope = -0.3
	steepest    = 1.2
	slopeStep   = 0.0005
)

// twoWay returns what the beam takes from an echo at the tangent of an
// elevation, in dB: 0 at the nose, negative beside it.
func (c *chain) twoWay(slope float64) float64 {
	x := (max(lowestSlope, min(steepest, slope)) - lowestSlope) * (1 / slopeStep)
	i := int(x)
	return float64(c.pattern[i]) + float64((x-float64(i))*float64(c.pattern[i+1]-c.pattern[i]))
}

// oneWay returns the gain at an elevation against that at the nose, in dB. A
// Gaussian beam loses 12 (d / width)^2 dB at d off its axis; a cosecant squared
// one, from half a width beyond the nose on, loses with
//
//	csc^2(e) / csc^2(e1)
//
// so that an aircraft at constant height keeps its SNR as it comes near. No
// beam falls below its sidelobes. In a stack there is a beam for every
// elevation.
//
// Source: M. Skolnik, Introduction to Radar Systems, 3rd ed. 2001, ch. 2, 9.
func (c *chain) oneWay(e float64) float64 {
	off := e - c.Nose
	edge := c.Nose + c.ElevWidth/2
	switch c.Elevation {
	case atlas.Stacked:
		return 0
	case atlas.CosecantDown:
		off, e, edge = -off, -e, -(c.Nose - c.ElevWidth/2)
	}
	if c.Elevation != atlas.Fan && off > c.ElevWidth/2 {
		return max(-c.Sidelobe, -3+2*toDB(math.Sin(edge)/math.Sin(min(e, math.Pi/2))))
	}
	return max(-c.Sidelobe, -12*float64(off*off)/float64(c.ElevWidth*c.ElevWidth))
}

// lobe returns the gain at an azimuth off the beam's middle, one way, in dB.
func (c *chain) lobe(off float64) float64 {
	off /= c.beam
	return max(-c.Sidelobe, -12*float64(off*off))
}

// control returns what the sensitivity control takes at a range of lg dB(m):
// inside its range Rs the least cross-section seen is constant,
//
//	SNR (R / Rs)^4
func (c *chain) control(slant, lg float64) float64 {
	if slant >= c.STC {
		return 0
	}
	return 4 * (lg - toDB(c.STC))
}
