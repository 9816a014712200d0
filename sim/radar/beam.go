package radar

import (
	"math"
	"math/bits"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// Azimuths are counted here in steps of 2^-32 turn (1.5e-9 rad), clockwise from
// true north: a uint32 is an azimuth, an int64 is an angle turned since the
// north before exercise time 0. In integers the end of one beat is, to the bit,
// the beginning of the next, so no crossing falls between two beats or into
// both.
const turn = 1 << 32

var purposePhase = num.For("radar/phase")

// beam is how an antenna scans: it turns at a constant rate,
//
//	azimuth(t) = phase + 2 pi t / scan
//
// or, electronic, looks all around at one instant of each scan. The phase is
// drawn from the sensor's name.
type beam struct {
	scan       air.Time
	phase      uint32
	electronic bool
}

func newBeam(seed, key uint64, scan air.Time, electronic bool) beam {
	draw := num.At(seed, purposePhase, key, 0, 0)
	return beam{scan, uint32(draw.Uint64() >> 32), electronic}
}

// angle returns how far the beam has turned at t.
func (b *beam) angle(t air.Time) int64 {
	turns, rest := t/b.scan, t%b.scan
	if rest < 0 {
		turns, rest = turns-1, rest+b.scan
	}
	hi, lo := bits.Mul64(uint64(rest), turn)
	part, _ := bits.Div64(hi, lo, uint64(b.scan))
	return int64(turns)*turn + int64(part) + int64(b.phase)
}

// when returns the first instant at which the beam has turned by angle; before
// exercise time 0 it returns -1.
func (b *beam) when(angle int64) air.Time {
	angle -= int64(b.phase)
	if angle < 0 {
		return -1
	}
	hi, lo := bits.Mul64(uint64(angle), uint64(b.scan))
	lo, carry := bits.Add64(lo, turn-1, 0)
	return air.Time((hi+carry)<<32 | lo>>32)
}

// sweepFrom returns the first instant at or after t at which an electronic beam
// looks.
func (b *beam) sweepFrom(t air.Time) air.Time {
	first := air.Time(float64(b.phase) / turn * float64(b.scan))
	if t <= first {
		return first
	}
	return first + (t-first+b.scan-1)/b.scan*b.scan
}

// steps returns the azimuth of an east-north-up vector.
func steps(enu geo.Vec) uint32 {
	return uint32(int64(math.Atan2(enu.X, enu.Y) * (turn / geo.Turn)))
}

// half returns the count of half turns of an angle: the sequence number of all
// draws of a look. Two crossings of one target lie nearly a turn apart, so they
// never share it; whole turns they could, where a target passes the cut against
// the beam. The cuts lie at azimuths of no meaning (137.5 and 317.5 degrees, by
// the golden ratio), so that no target sits on one all day, as one due north
// would at 0.
func half(angle int64) uint64 { return uint64((angle + 0x9e3779b9) >> 31) }

// swath is what the beam sweeps over in one beat, with a margin at both ends: a
// cheap test that spares nearly all aircraft the exact one. It holds for
// targets farther than nearby, which cannot move by more than the margin within
// a beat of at most 1 s.
type swath struct {
	from, to geo.Vec // unit vectors in the plane, X east, Y north
	all      bool    // too wide for the test
}

const (
	vmax   = 2000.0 // m/s (assumed: nothing in the atlas flies half as fast)
	margin = 0.1    // rad
	nearby = vmax / margin
)

func (b *beam) swath(t0, t1 air.Time) swath {
	from, to := b.angle(t0), b.angle(t1)
	width := float64(to-from)*(geo.Turn/turn) + 2*margin
	sf, cf := math.Sincos(float64(uint32(from))*(geo.Turn/turn) - margin)
	st, ct := math.Sincos(float64(uint32(to))*(geo.Turn/turn) + margin)
	return swath{geo.Vec{X: sf, Y: cf}, geo.Vec{X: st, Y: ct}, width > 3}
}

// holds reports whether a target at d (ECEF, from the antenna) may be met.
func (w *swath) holds(f *geo.Frame, d geo.Vec) bool {
	if w.all {
		return true
	}
	e, n := d.Dot(f.East), d.Dot(f.North)
	if float64(w.from.Y*e) >= float64(w.from.X*n) && float64(w.to.X*n) >= float64(w.to.Y*e) {
		return true
	}
	return float64(e*e)+float64(n*n) < nearby*nearby
}

// chase is the beam after one target over one beat [From, At). The target moves
// by its own azimuth meanwhile: the angle by which the beam leads it, counted
// from the beat's begin, grows by the beam's turn less the target's. Each whole
// turn that it reaches on the way, the end not included, is a crossing.
//
// What holds the beats together is that an aircraft's Pos0, and that of what
// carries the antenna, is to the bit its Pos of the beat before. A target that runs around the antenna faster than the beam is met when the
// beam gains on it again.
type chase struct {
	begin int64   // the beam's angle at From
	az    uint32  // the target's azimuth at From
	goal  int64   // what the beam must gain until the next crossing
	gain  int64   // what it gains until At
	rate  float64 // mean gain, steps a nanosecond
}

func (b *beam) chase(snap *truth.Snapshot, a *truth.Aircraft, n *antenna) chase {
	begin, end := b.angle(snap.From), b.angle(snap.At)
	az0 := steps(n.at(snap, snap.From).To(a.Pos0))
	az1 := steps(n.at(snap, snap.At).To(a.Pos))
	gain := end - begin - int64(int32(az1-az0))
	return chase{
		begin: begin, az: az0,
		goal: int64(az0 - uint32(begin)), // 0 to a turn less a step
		gain: gain,
		rate: float64(gain) / float64(snap.At-snap.From),
	}
}

// next returns the instant of the next crossing of the beat, by Newton's method
// with the mean rate; ok is false when there is none any more.
func (c *chase) next(b *beam, snap *truth.Snapshot, a *truth.Aircraft, n *antenna) (at air.Time, ok bool) {
	if c.goal >= c.gain {
		return 0, false
	}
	at = snap.From + air.Time(float64(c.goal)/c.rate)
	for range 8 {
		at = min(max(at, snap.From), snap.At-1)
		moved := int64(int32(steps(n.at(snap, at).To(snap.Where(a, at))) - c.az))
		step := air.Time(float64(b.angle(at)-c.begin-moved-c.goal) / c.rate)
		if step > -16 && step < 16 { // ns: the beam turns by less than 1e-8 rad
			break
		}
		at -= step
	}
	c.goal += turn
	return min(max(at, snap.From), snap.At-1), true
}
