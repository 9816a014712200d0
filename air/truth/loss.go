package truth

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// Cause is why an aircraft left the exercise otherwise than by its route.
type Cause uint8

// The causes of losses.
const (
	NotLost    Cause = iota
	OutOfFuel        // it flew until the tanks were empty
	HitGround        // it was sent into ground that it could not climb over
	RanAground       // a ship that came to land
)

// String returns the cause in words.
func (c Cause) String() string {
	switch c {
	case OutOfFuel:
		return "ran out of fuel"
	case RanAground:
		return "ran aground"
	case HitGround:
		return "flew into the ground"
	}
	return "not lost"
}

// Loss is an aircraft that left the exercise, at the end of the beat in which it
// did.
type Loss struct {
	At     air.Time
	Pos    geo.Vec // m, ECEF
	Target AircraftID
	Cause  Cause
}

// Fields of Losses.
const (
	lossAt     = 1
	lossPos    = 2 // three a loss
	lossTarget = 3
	lossCause  = 4
)

// AppendLosses adds losses.
func AppendLosses(b []byte, losses []Loss) []byte {
	var at air.Time
	b = air.AppendColumn(b, lossAt, losses, func(b []byte, l *Loss) []byte {
		b = air.AppendInt(b, int64(l.At-at))
		at = l.At
		return b
	})
	b = air.AppendColumn(b, lossPos, losses, func(b []byte, l *Loss) []byte { return air.AppendVec(b, l.Pos) })
	b = air.AppendColumn(b, lossTarget, losses, func(b []byte, l *Loss) []byte { return air.AppendUint(b, uint64(l.Target)) })
	return air.AppendColumn(b, lossCause, losses, func(b []byte, l *Loss) []byte { return air.AppendUint(b, uint64(l.Cause)) })
}

// DecodeLosses reads what AppendLosses wrote.
func DecodeLosses(b []byte) ([]Loss, error) {
	f := air.NewFields("losses", b)
	c := f.Columns()
	var losses []Loss
	var at air.Time
	for c[lossPos].Len() > 0 {
		at += air.Time(c[lossAt].Int())
		losses = append(losses, Loss{At: at, Pos: c[lossPos].Vec(), Target: AircraftID(c[lossTarget].Uint()), Cause: Cause(c[lossCause].Uint())})
	}
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return losses, nil
}
