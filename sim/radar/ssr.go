package radar

import (
	"perimeter/air"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// The probability that a secondary radar has a reply of a scan (assumed; makers
// state more than 0.98 for monopulse and 0.99 for Mode S heads under test, see
// the atlas).
const (
	pdModeS = 0.98
	pdMSSR  = 0.97
)

var purposeSSR = num.For("radar/ssr")

// secondary says whether the secondary gets a reply in this look.
func (s *Sensor) secondary(_ *truth.Snapshot, a *truth.Aircraft, t *target, g *geometry) truth.Reason {
	if g.hidden != 0 {
		return g.hidden
	}
	if !a.On {
		return truth.NoReply
	}
	pd := pdMSSR
	if s.info.ModeS && a.ModeS {
		pd = pdModeS
	}
	draw := num.At(s.seed, purposeSSR, s.key, t.key, g.seq)
	if draw.Uniform() < pd {
		return truth.Seen
	}
	return truth.Missed
}

// read puts into a plot what the reply says: the identity code; the level in
// hundreds of feet, or in steps of 25 ft by Mode S; the address by Mode S.
func (s *Sensor) read(a *truth.Aircraft, p *air.Plot) {
	p.Has |= air.HasCode
	p.Code = a.Code
	modeS := s.info.ModeS && a.ModeS
	if a.ModeC {
		p.Has |= air.HasLevel
		p.Level = a.Level
		if !modeS {
			p.Level = hundreds(a.Level)
		}
	}
	if modeS {
		p.Has |= air.HasAddress
		p.Address = a.Address
	}
}

// hundreds returns the level nearest to l in whole hundreds of feet, as Mode C
// sends it; half way goes up.
func hundreds(l air.FL) air.FL { return (l + 2) &^ 3 }
