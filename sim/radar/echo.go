package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// level is how strong an echo is, and what stands against it.
type level struct {
	signal  float64 // dB over the receiver's noise, before Doppler
	gain    float64 // dB, of Doppler at its speed
	rate    float64 // m/s, range rate, + outward, of a ground that stands
	clutter float64 // over noise, what Doppler lets pass
	calm    float64 // the same, had the target the best of speeds
	jam     float64 // over noise, of others' noise
}

// sinr returns an echo in dB over all that stands against it.
func (l *level) sinr() float64 { return against(l.signal+l.gain, l.clutter+l.jam) }

func against(signal, more float64) float64 {
	if more > 0 {
		signal -= toDB(1 + more)
	}
	return signal
}

// primary says whether the primary detects an echo in this look, with the
// probability that it had and the signal-to-noise ratio in dB. Noise here is all
// that stands against the echo.
func (s *Sensor) primary(snap *truth.Snapshot, a *truth.Aircraft, t *target, g *geometry) (why truth.Reason, pd, snr float32) {
	g.echo = g.place
	if g.hidden != 0 {
		return g.hidden, 0, 0
	}
	l := s.level(snap, a, t, g)
	own := l.sinr()
	g.rate = l.rate
	sum, merged := s.share(snap, a, g, own, l.rate)
	if merged {
		return truth.Merged, float32(s.power.curve.at(t.swerling, own)), float32(own)
	}
	l.signal += sum - own
	p := s.power.curve.at(t.swerling, sum)
	s.beside(a, t, g, &l)
	return s.verdict(t, g.seq, &l, p), float32(p), float32(sum)
}

// level returns the level of an aircraft's echo.
func (s *Sensor) level(snap *truth.Snapshot, a *truth.Aircraft, t *target, g *geometry) level {
	v := velocity(snap, a, g)
	l := s.receive(t.rcs(aspect(g, v, float64(a.Heading))), g)
	l.rate = g.d.Dot(v) / max(g.place.Range, 1)
	s.filter(snap, &l, g)
	if len(snap.Clouds) > 0 {
		s.weather(snap, g, &l)
	}
	if len(s.noisy) > 0 {
		l.jam += s.jam(snap, g)
	}
	return l
}

// receive returns what the beam and the receiver make of a cross-section in
// dB(m2), and the clutter of the ground about it before Doppler.
func (s *Sensor) receive(rcs float64, g *geometry) level {
	lg := toDB(g.place.Range)
	g.control = s.chain.control(g.place.Range, lg)
	l := level{signal: s.power.constant + rcs - 4*lg + s.chain.twoWay(g.aim.slope) + g.control - s.loss - g.weak}
	if s.lobes {
		l.signal += s.lobing(g)
	}
	return l
}

// filter puts the echo and the ground's clutter through the Doppler processing.
func (s *Sensor) filter(snap *truth.Snapshot, l *level, g *geometry) {
	d := &s.chain.doppler
	if v, moves := s.motion(snap, g); moves {
		if speed := v.Norm(); math.Abs(l.rate) < s.chain.notch(speed, g.d.Dot(v)/max(g.place.Range*speed, 1)) {
			s.surfaceWatch(l, g)
			return
		}
		if c, _ := s.returns(g); c > 0 {
			l.clutter = c * d.least
			l.calm = l.clutter
		}
		return
	}
	l.gain = lookUp(d.gain, l.rate)
	if c, table := s.returns(g); c > 0 {
		l.clutter = c * lookUp(table, l.rate)
		l.calm = min(l.clutter, c*d.best(table))
	}
}

// returns tells what the ground or the sea about a target sends back, over
// noise and before Doppler, and the table of what Doppler lets pass of it.
func (s *Sensor) returns(g *geometry) (over float64, table []float32) {
	var db float64
	var sea bool
	if s.roams() {
		db, sea = s.beneath(g)
	} else {
		db, sea = s.sight.clutter(g.place.Azimuth, g.aim.ground)
	}
	if db += g.control - s.loss; db < faint {
		return 0, nil
	}
	if sea {
		return fromDB(db), s.chain.doppler.sea
	}
	return fromDB(db), s.chain.doppler.land
}

// country is the relief in metres that an antenna without a survey takes all land
// to have: rolling country (assumed).
const country = 100.0

// beneath returns what the ground or the sea at a target's range send back to an
// antenna that has not surveyed them, in dB over noise; -Inf beyond its horizon.
func (s *Sensor) beneath(g *geometry) (db float64, sea bool) {
	x := s.sight.surface
	if x == nil || g.aim.ground > s.sight.horizon.distance {
		return math.Inf(-1), false
	}
	h := max(0, s.sight.ground(g.pos.Geodetic().LatLon))
	sin, cos := math.Sincos(g.aim.ground / s.sight.earth.effective / 2)
	slope := s.sight.slope(h, 2*sin*cos, 2*sin*sin)
	return x.strength(g.aim.ground, slope, country, h == 0), h == 0
}

// fairest returns in dB over all that stands against it the echo that a
// cross-section in dB(m2) has at a place if it has the best of speeds, in clear
// air and without jammers.
func (s *Sensor) fairest(rcs float64, g *geometry) float64 {
	l := s.receive(rcs, g)
	if c, table := s.returns(g); c > 0 {
		l.calm = c * s.chain.doppler.best(table)
	}
	return against(l.signal, l.calm)
}

// afloat is up to which height a radar in the air takes a target for a ship.
const afloat = 50.0 // m (assumed)

// surfaceWatch is what a radar in the air does with a target in its notch: it
// drops it, unless it is a ship, for which it keeps a channel without Doppler
// (assumed of all three types) against the sea alone.
func (s *Sensor) surfaceWatch(l *level, g *geometry) {
	if g.height > afloat || s.sight.ground(g.pos.Geodetic().LatLon) != 0 {
		l.gain = deepest
		return
	}
	l.clutter = fromDB(s.sight.surface.strength(g.aim.ground, g.aim.slope, 0, true) + g.control - s.loss)
	l.calm = l.clutter
}

// faint is in dB over noise what clutter is not worth a sum.
const faint = -15.0

// motion returns the velocity of an antenna that is carried.
func (s *Sensor) motion(snap *truth.Snapshot, g *geometry) (v geo.Vec, moves bool) {
	if s.antenna.carrier == nil {
		return v, false
	}
	return velocity(snap, s.antenna.carrier, g), true
}

// velocity returns that of an aircraft at the time of a look, straight between
// those of the beat's ends.
func velocity(snap *truth.Snapshot, a *truth.Aircraft, g *geometry) geo.Vec {
	u := float64(g.at-snap.From) / float64(max(snap.At-snap.From, 1))
	return a.Vel0.Add(a.Vel.Sub(a.Vel0).Scale(u))
}

var purposePSR = num.For("radar/psr")

// verdict draws once whether an echo is detected, and if it is not, says what
// was to blame: that without which the same draw would have detected it.
func (s *Sensor) verdict(t *target, seq uint64, l *level, pd float64) truth.Reason {
	draw := num.At(s.seed, purposePSR, s.key, t.key, seq)
	u := draw.Uniform()
	if u < pd {
		return truth.Seen
	}
	seen := func(signal, more float64) bool { return u < s.power.curve.at(t.swerling, against(signal, more)) }
	switch {
	case l.gain >= 0 && l.clutter+l.jam == 0 || !seen(l.signal, 0):
		return truth.Missed
	case l.jam > 0 && seen(l.signal+l.gain, l.clutter):
		return truth.Jammed
	case seen(l.signal+max(0, l.gain), l.calm+l.jam):
		return truth.Blind
	case l.clutter > 0 && seen(l.signal+l.gain, l.jam):
		return truth.Cluttered
	}
	return l.worst()
}

// worst names what takes most of an echo that no single remedy would save.
func (l *level) worst() truth.Reason {
	switch lost := fromDB(-l.gain) - 1; {
	case l.jam >= l.clutter && l.jam >= lost:
		return truth.Jammed
	case lost >= l.clutter:
		return truth.Blind
	}
	return truth.Cluttered
}
