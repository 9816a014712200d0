package world

import (
	"encoding/binary"
	"fmt"

	"perimeter/air"
	"perimeter/air/truth"
)

// Losses returns the aircraft that left the exercise otherwise than by their
// route so far, in the order in which they were lost. The slice is never written
// again.
func (w *World) Losses() []truth.Loss { return w.losses }

// mourn notes an aircraft that was lost in the beat that ends now.
func (w *World) mourn(i int, now air.Time) {
	a := &w.fleet[i]
	w.losses = append(w.losses, truth.Loss{At: now, Pos: a.pos, Target: truth.AircraftID(i), Cause: a.lost})
}

const lossBytes = 8 + 4 + 3*8 // in a checkpoint; the cause stands with the aircraft

func (w *World) appendLosses(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(w.losses)))
	for i := range w.losses {
		l := &w.losses[i]
		b = binary.LittleEndian.AppendUint64(b, uint64(l.At))
		b = binary.LittleEndian.AppendUint32(b, uint32(l.Target))
		b = air.AppendFloat(air.AppendFloat(air.AppendFloat(b, l.Pos.X), l.Pos.Y), l.Pos.Z)
	}
	return b
}

func (w *World) loadLosses(r *air.StateReader) {
	w.losses = nil
	last := air.Time(0)
	for range r.Len(lossBytes) {
		l := truth.Loss{At: r.Time(), Target: truth.AircraftID(r.U32())}
		l.Pos.X, l.Pos.Y, l.Pos.Z = r.Float(), r.Float(), r.Float()
		if int64(l.Target) >= int64(len(w.fleet)) || w.fleet[l.Target].lost == truth.NotLost || l.At < last || l.At > w.now || !(l.Pos.Norm() < 1e7) {
			r.Fail(fmt.Errorf("checkpoint: want losses of aircraft that are lost, in order of time, got one of aircraft %d at %v", l.Target, l.At))
			return
		}
		l.Cause, last = w.fleet[l.Target].lost, l.At
		w.losses = append(w.losses, l)
	}
}
