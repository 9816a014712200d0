package radar

import (
	"fmt"
	"math"

	"perimeter/air/geo"
	"perimeter/air/truth"
)

// target is an aircraft as radars meet it: the key of its name and its
// cross-section by aspect.
//
// The shape is assumed: in decibels by the square of the sine of the aspect
// between nose and mean, and a flash to the beam's value within 10 degrees of
// abeam. It is shifted as a whole so that its mean over aspect, in square
// metres, is the stated one: the Pd of a random sky is then unbiased.
type target struct {
	key      uint64
	swerling uint8
	nose     float64 // dB(m2)
	side     float64 // dB, from the nose's value to the mean
	beam     float64 // dB(m2), of the flash
	jammer   truth.Jammer
}

const (
	flash    = 10 * geo.Degree     // rad, half width of the flash
	flashCos = 0.17364817766693033 // cosine of the aspect where it begins: sin of flash
)

func newFleet(roster truth.Roster) ([]target, error) {
	fleet := make([]target, len(roster))
	for i := range roster {
		e := &roster[i]
		if e.Swerling > 4 || !(e.RCS > 0) || !(e.RCSNose >= 0) || !(e.RCSBeam >= 0) {
			return nil, fmt.Errorf("aircraft %s: want cross-sections above 0 m2 and Swerling 0 to 4, got %g, nose %g, beam %g m2, Swerling %d",
				e.Name, e.RCS, e.RCSNose, e.RCSBeam, e.Swerling)
		}
		fleet[i] = newTarget(e)
	}
	return fleet, nil
}

// newTarget shapes the cross-section of an aircraft; nose and beam of 0 are not
// known and taken as the mean.
func newTarget(e *truth.Entry) target {
	mean, nose, beam := toDB(e.RCS), toDB(e.RCS), toDB(e.RCS)
	if e.RCSNose > 0 {
		nose = toDB(e.RCSNose)
	}
	if e.RCSBeam > 0 {
		beam = toDB(e.RCSBeam)
	}
	t := target{key: e.Key, swerling: e.Swerling, nose: nose, side: mean - nose, beam: beam, jammer: e.Jammer}
	shift := mean - toDB(t.mean())
	t.nose += shift
	t.beam += shift
	return t
}

// mean returns the cross-section in square metres, mean over all aspects in the
// horizontal plane.
func (t *target) mean() float64 {
	const steps = 360
	sum := 0.0
	for i := range steps {
		sum += fromDB(t.rcs(math.Cos((float64(i) + 0.5) * (math.Pi / steps))))
	}
	return sum / steps
}

// rcs returns the cross-section in dB(m2) at the cosine of an aspect: 1 nose
// on, 0 abeam, -1 from behind.
func (t *target) rcs(cos float64) float64 {
	base := t.nose + float64(t.side*(1-float64(cos*cos)))
	if cos >= flashCos || cos <= -flashCos {
		return base
	}
	w := math.Cos(math.Asin(cos) * (math.Pi / 2 / flash))
	return base + float64((t.beam-base)*float64(w*w))
}

// aspect returns the cosine of the aspect under which a radar sees an aircraft
// at velocity v whose nose points to a heading, in radians from true north: wind
// keeps that off its track. The nose is level (assumed). One that hovers turns it
// to nobody in particular: it is seen at 45 degrees.
func aspect(g *geometry, v geo.Vec, heading float64) float64 {
	if v.Dot(v) < 1 { // m2/s2
		return math.Sqrt2 / 2
	}
	east := max(1, math.Sqrt(float64(g.pos.X*g.pos.X)+float64(g.pos.Y*g.pos.Y))) // not 0 over a pole
	r := math.Sqrt(float64(east*east) + float64(g.pos.Z*g.pos.Z))
	e := geo.Vec{X: -g.pos.Y / east, Y: g.pos.X / east}
	n := geo.Vec{X: -g.pos.Z / r * e.Y, Y: g.pos.Z / r * e.X, Z: east / r}
	sin, cos := math.Sincos(heading)
	return -(float64(sin*g.d.Dot(e)) + float64(cos*g.d.Dot(n))) / g.d.Norm()
}
