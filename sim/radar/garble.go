package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// A reply lasts 20.3 us from its first pulse to its last (ICAO Annex 10 vol.
// IV), so replies from ranges nearer to each other than c 20.3 us / 2 overlap.
const garbleRange = geo.SpeedOfLight * 20.3e-6 / 2 // m: 3042.9, 1.643 NM

// beamSSR is the width of an interrogating beam: the 2.4 degrees of a large
// vertical aperture, as in the rows of the monopulse radars.
const beamSSR = 2.4 * geo.Degree // rad

// What becomes of a reply that overlaps another (all assumed). Monopulse tells
// nearly all pairs apart by their directions; a sliding window a third, by the
// interrogations that only one of the two answers.
const (
	clearedMonopulse = 0.95
	clearedWindow    = 0.35
	mixed            = 0.5 // of the rest: pulses of both are read as one reply
	emptied          = 0.3 // of the rest: a reply without a code; what is left is lost
)

// bitWrong is the probability that a bit of a Mode A or C reply is read wrong,
// so that of a thousand codes of 12 bits one is false: what the EUROCONTROL
// standard for radar surveillance (1997) allows.
const bitWrong = 0.001 / 12

var (
	purposeGarble = num.For("radar/garble")
	purposeBit    = num.For("radar/bit")
)

// overlaps returns an aircraft whose reply overlaps that of a in this look: it
// answers the same interrogations from within the same beam, and from nearly the
// same range; nil if there is none.
func (s *Sensor) overlaps(snap *truth.Snapshot, a *truth.Aircraft, g *geometry) *truth.Aircraft {
	apart := garbleRange + float64(g.place.Range*beamSSR) + 2*vmax // m: farther it is not in the same beam
	for _, n := range s.about(g.place.Range, garbleRange) {
		b := &snap.Aircraft[n.index]
		if d := b.Pos.Sub(g.pos); d.Dot(d) > apart*apart || b.ID == a.ID || !b.On || s.rollCall(b) || s.roster[b.ID].Phantom {
			continue
		}
		place := s.frame.To(snap.Where(b, g.at)).Spherical()
		if math.Abs(place.Range-g.place.Range) < garbleRange && math.Abs(geo.Delta(place.Azimuth, g.place.Azimuth)) < beamSSR {
			return b
		}
	}
	return nil
}

// garble draws what is made of a reply that overlaps another.
func (s *Sensor) garble(r *answer, other *truth.Aircraft, key, seq uint64) truth.Reason {
	cleared := clearedWindow
	if s.monopulse {
		cleared = clearedMonopulse
	}
	draw := num.At(s.seed, purposeGarble, s.key, key, seq)
	if draw.Uniform() < cleared {
		return truth.Seen
	}
	switch u := draw.Uniform(); {
	case u < mixed:
		r.mix(s.read(other))
	case u < mixed+emptied:
		*r = answer{}
	default:
		return truth.Garbled
	}
	return truth.Seen
}

// mix reads two replies as one: a pulse of either stands.
func (r *answer) mix(other answer) {
	r.code |= other.code
	if r.has&other.has&air.HasLevel != 0 {
		r.setLevel(gillham(r.level) | gillham(other.level))
	}
}

// setLevel reads the pulses of a Mode C reply; ones that stand for no level give
// none.
func (r *answer) setLevel(pulses air.Mode3A) {
	level, ok := levelOf(pulses)
	r.level = level
	if !ok {
		r.has &^= air.HasLevel
	}
}

// flip reads a bit of the code, or of the level, wrong now and then.
func (s *Sensor) flip(r *answer, key, seq uint64) {
	draw := num.At(s.seed, purposeBit, s.key, key, seq)
	if bit, wrong := wrongBit(&draw); wrong {
		r.code ^= bit
	}
	if bit, wrong := wrongBit(&draw); wrong && r.has&air.HasLevel != 0 {
		r.setLevel(gillham(r.level) ^ bit)
	}
}

// wrongBit draws which of a code's 12 bits is read wrong, if one is; that two are
// does not happen.
func wrongBit(draw *num.Draw) (bit air.Mode3A, wrong bool) {
	i := int(draw.Uniform() / bitWrong)
	return 1 << (i % 12), i < 12
}
