package msel

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"perimeter/air"
)

// state is what changes of a line.
type state struct {
	At   air.Time
	Done bool
	Is   string
	Play air.LineOfPlay
	Met  air.Time

	Early []air.Time
}

// Append adds to a checkpoint what has become of the injects.
func (b *Board) Append(s []byte) []byte {
	s = air.AppendBool(s, b.stopped)
	s = b.referee.append(s)
	for _, seq := range b.heard {
		s = binary.LittleEndian.AppendUint32(s, seq)
	}
	s = binary.LittleEndian.AppendUint32(s, uint32(len(b.lines)))
	for i := range b.lines {
		l := &b.lines[i]
		data, err := json.Marshal(state{l.At, l.Done, l.State, l.Play, b.met[i], b.early[i]})
		if err != nil {
			panic(fmt.Sprintf("msel: inject %d: %v", l.Number, err))
		}
		s = air.AppendString(s, string(data))
	}
	return s
}

// Load reads what Append wrote on a board of the same scenario.
func (b *Board) Load(r *air.StateReader) error {
	b.stopped = r.Bool()
	b.referee.load(r)
	for i := range b.heard {
		b.heard[i] = r.U32()
	}
	if n := int(r.U32()); n != len(b.lines) {
		r.Fail(fmt.Errorf("msel: want the state of %d injects, got %d", len(b.lines), n))
		return r.Err()
	}
	e := edit{board: b}
	for i := range b.lines {
		var s state
		text := r.String()
		if r.Err() != nil {
			break
		}
		if err := json.Unmarshal([]byte(text), &s); err != nil || len(s.Play.Answers) != len(b.injects[i].Expects) || len(s.Early) != len(b.injects[i].Expects) {
			r.Fail(fmt.Errorf("msel: state of inject %d: want that of %d answers, got %.60q", b.lines[i].Number, len(b.injects[i].Expects), text))
			break
		}
		l := e.line(i)
		l.At, l.Done, l.State, l.Play, b.met[i] = s.At, s.Done, s.Is, s.Play, s.Met
		b.early[i] = s.Early
	}
	return r.Err()
}
