package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// Echoes that a primary shows where nobody is: one of an earlier pulse, and one
// that came in beside the beam. They are plots as others are, and strays to the
// director.

var (
	purposeSecond = num.For("radar/second-time")
	purposeBeside = num.For("radar/side-lobe")
)

// fold returns the unambiguous range in metres of an interval between pulses
// that stays the same, c / (2 PRF); 0 where intervals change. There an echo from
// beyond stands in another range cell after each pulse, or dwell, and adds up
// nowhere.
//
// Source: M. Skolnik, Introduction to Radar Systems, 3rd ed. 2001, ch. 1 and 3.
func (c *chain) fold() float64 {
	if c.PRF == 0 || len(c.Stagger) > 1 {
		return 0
	}
	return geo.SpeedOfLight / (2 * c.PRF)
}

// secondTime adds the echo of an aircraft beyond the unambiguous range: it stands
// at what is left of its range, as strong as it is from afar, where the
// sensitivity control takes it for a near one.
func (s *Sensor) secondTime(snap *truth.Snapshot, a *truth.Aircraft, t *target, g *geometry) {
	shown := math.Mod(g.place.Range, s.fold)
	if g.hidden != 0 || shown < s.info.MinRange || shown > s.info.Range {
		return
	}
	l := s.receive(t.rcs(aspect(g, velocity(snap, a, g), float64(a.Heading))), g)
	near := *g
	near.place.Range, near.aim.ground = shown, shown
	near.echo, near.control = near.place, s.chain.control(shown, toDB(shown))
	near.height = s.antenna.pos.Height + float64(shown*g.aim.slope)
	l.signal += near.control - g.control
	l.rate = g.d.Dot(velocity(snap, a, g)) / g.place.Range
	near.rate = l.rate
	s.filter(snap, &l, &near)
	if len(s.noisy) > 0 {
		l.jam = s.jam(snap, &near)
	}
	s.show(a, t, &near, l.sinr(), purposeSecond, truth.SecondTime)
}

// The first side lobes of an antenna lie 1.6 widths of its beam off the middle:
// 1.61 of one that is lit evenly, 1.64 of one by the square of a cosine (Skolnik
// 2001, ch. 9). What comes in by the others is weaker yet and left out. Below
// sideFloor there is no use in asking.
const (
	firstLobe = 1.6
	sideFloor = -8.0 // dB
)

// beside adds the echoes of a strong aircraft through the first side lobes, one
// to each side, weaker than through the beam by the lobe both ways. Their time is
// that of the beam on the aircraft, a tenth of a second off.
func (s *Sensor) beside(a *truth.Aircraft, t *target, g *geometry, l *level) {
	db := against(l.signal+l.gain-2*s.chain.Sidelobe, l.clutter+l.jam)
	if db < sideFloor {
		return
	}
	for _, off := range [...]float64{-firstLobe, firstLobe} {
		side := *g
		side.echo.Azimuth += off * s.chain.beam
		side.seq = 2 * g.seq
		if off > 0 {
			side.seq++
		}
		s.show(a, t, &side, db, purposeBeside, truth.SideLobe)
	}
}

// show draws once whether a stray echo is detected and adds its plot.
func (s *Sensor) show(a *truth.Aircraft, t *target, g *geometry, db float64, purpose num.Purpose, of truth.Origin) {
	draw := num.At(s.seed, purpose, s.key, t.key, g.seq)
	if draw.Uniform() >= s.power.curve.at(t.swerling, db) {
		return
	}
	p := s.measure(num.Hash(t.key, uint64(of)), air.PSR, g, db)
	s.lay(p, of, a.ID)
}
