package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"perimeter/air"
)

// checkpointMagic opens a checkpoint; the digit is the version of its layout.
const checkpointMagic = "PERIMETER-STATE-2"

// Append adds the whole state of the exercise to b: with the scenario and the
// seed, all that is needed to go on. It is to be called at whole seconds.
func (e *Engine) Append(b []byte) []byte {
	b = air.AppendString(b, checkpointMagic)
	id := e.identity()
	b = append(b, id[:]...)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.now))
	b = binary.LittleEndian.AppendUint64(b, uint64(e.lastKeep))
	b = e.digest.Append(b)
	b = e.inbox.Append(b)
	b = e.world.Append(b)
	for i := range e.sensors {
		b = e.sensors[i].Append(b)
	}
	for i := range e.feeds {
		b = e.feeds[i].Append(b)
	}
	b = e.lines.Append(b)
	for i := range e.centers {
		b = e.centers[i].Append(b)
	}
	return e.board.Append(b)
}

// Load brings an engine made from the same scenario and seed to the state that
// Append wrote. After an error the engine is of no use.
func (e *Engine) Load(state []byte) error {
	r := air.NewStateReader(state)
	if magic := r.String(); magic != checkpointMagic {
		return fmt.Errorf("checkpoint: want one that starts with %s, got %.20q", checkpointMagic, magic)
	}
	want := e.identity()
	for i := range want {
		if r.U8() != want[i] && r.Err() == nil {
			return fmt.Errorf("checkpoint: made from another scenario or seed than this engine's")
		}
	}
	e.now, e.lastKeep = r.Time(), r.Time()
	loads := []interface {
		Load(*air.StateReader) error
	}{&e.digest, &e.inbox, e.world}
	for i := range e.sensors {
		loads = append(loads, &e.sensors[i])
	}
	for i := range e.feeds {
		loads = append(loads, &e.feeds[i])
	}
	loads = append(loads, e.lines)
	for i := range e.centers {
		loads = append(loads, &e.centers[i])
	}
	for _, stage := range append(loads, e.board) {
		if err := stage.Load(r); err != nil {
			return err
		}
	}
	return r.Done()
}

// identity is what a checkpoint belongs to: the scenario's text and the seed.
func (e *Engine) identity() [16]byte {
	h := sha256.New()
	h.Write(e.scenario.Source)
	h.Write(binary.LittleEndian.AppendUint64(nil, e.seed))
	return [16]byte(h.Sum(nil)[:16])
}
