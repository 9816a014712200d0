package radar

import (
	"perimeter/air"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// The probability that a secondary radar has a reply of a scan (assumed; makers
// state more than 0.98 for monopulse and 0.99 for Mode S heads under test, see
// the atlas). Interrogation and reply are strong enough out to the instrumented
// range: at 250 NM some -60 dBm reach the aircraft, which needs -74, and -68 dBm
// come back to a receiver that needs -85; the horizon ends the view.
const (
	pdModeS = 0.98
	pdMSSR  = 0.97
)

var purposeSSR = num.For("radar/ssr")

// answer is what the secondary makes out of a reply.
type answer struct {
	has     air.Field
	code    air.Mode3A
	level   air.FL
	address air.Address
	sign    air.Callsign
}

// secondary says whether the secondary gets a reply in this look, and what it
// reads in it.
func (s *Sensor) secondary(snap *truth.Snapshot, a *truth.Aircraft, t *target, g *geometry) (truth.Reason, answer) {
	switch {
	case g.hidden != 0:
		return g.hidden, answer{}
	case !a.On:
		return truth.NoReply, answer{}
	}
	pd := pdMSSR
	if s.rollCall(a) {
		pd = pdModeS
	}
	draw := num.At(s.seed, purposeSSR, s.key, t.key, g.seq)
	if draw.Uniform() >= pd*(1-float64(min(a.Deaf, 100))/100) {
		return truth.Missed, answer{}
	}
	r := s.read(a)
	if s.rollCall(a) {
		return truth.Seen, r
	}
	s.flip(&r, t.key, g.seq)
	if b := s.overlaps(snap, a, g); b != nil {
		return s.garble(&r, b, t.key, g.seq), r
	}
	return truth.Seen, r
}

// rollCall reports whether the radar asks this aircraft alone, by its address.
func (s *Sensor) rollCall(a *truth.Aircraft) bool { return s.info.ModeS && a.ModeS }

// read returns what a clean reply says: the identity code; the level in hundreds
// of feet, or in steps of 25 ft by Mode S; the address and the call sign (register
// BDS 2,0) by Mode S.
func (s *Sensor) read(a *truth.Aircraft) answer {
	r := answer{has: air.HasCode, code: a.Code}
	modeS := s.rollCall(a)
	if a.ModeC {
		r.has |= air.HasLevel
		r.level = a.Level
		if !modeS {
			r.level = hundreds(a.Level)
		}
	}
	if modeS {
		r.has |= air.HasAddress
		r.address = a.Address
		if a.Callsign != (air.Callsign{}) {
			r.has |= air.HasCallsign
			r.sign = a.Callsign
		}
	}
	return r
}

// into puts an answer into a plot.
func (r *answer) into(p *air.Plot) {
	p.Has |= r.has
	p.Code, p.Level, p.Address, p.Callsign = r.code, r.level, r.address, r.sign
}

// hundreds returns the level nearest to l in whole hundreds of feet, as Mode C
// sends it; half way goes up.
func hundreds(l air.FL) air.FL { return (l + 2) &^ 3 }
