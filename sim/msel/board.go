package msel

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// Board is the MSEL under way: its injects in order of time, then number, and
// which of them are done.
type Board struct {
	injects []inject
	lines   []air.BoardLine // as injects; replaced, never written, when one is done
}

type inject struct {
	trigger timer
	bodies  []air.Body
}

// New sets up the board of a scenario.
func New(sc *scenario.Scenario) *Board {
	sorted := slices.Clone(sc.Injects)
	slices.SortStableFunc(sorted, func(a, b scenario.Inject) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Number, b.Number))
	})
	b := &Board{}
	for _, in := range sorted {
		b.injects = append(b.injects, inject{trigger: timer(in.At), bodies: in.Bodies})
		b.lines = append(b.lines, air.BoardLine{Number: in.Number, At: in.At, Title: in.Title, Expected: in.Expected})
	}
	return b
}

// Check returns the orders of each inject that falls due at or before t1, in
// order of time, then number, then as written; each once. An order carries the
// time that the MSEL plans. The sky is what really is, at t1.
func (b *Board) Check(t1 air.Time, _ *truth.Snapshot) []air.Order {
	var orders []air.Order
	var lines []air.BoardLine
	for i := range b.injects {
		if b.lines[i].Done || !b.injects[i].trigger.met(t1) {
			continue
		}
		if lines == nil {
			lines = slices.Clone(b.lines)
		}
		lines[i].Done = true
		for _, body := range b.injects[i].bodies {
			orders = append(orders, air.Order{At: lines[i].At, Origin: air.Derived, Body: body})
		}
	}
	if lines != nil {
		b.lines = lines
	}
	return orders
}

// Lines returns the board as the director sees it. The slice is never written
// again.
func (b *Board) Lines() []air.BoardLine { return b.lines }

// Append adds to a checkpoint which injects are done.
func (b *Board) Append(s []byte) []byte {
	s = binary.LittleEndian.AppendUint32(s, uint32(len(b.lines)))
	for i := range b.lines {
		s = air.AppendBool(s, b.lines[i].Done)
	}
	return s
}

// Load reads what Append wrote on a board of the same scenario.
func (b *Board) Load(r *air.StateReader) error {
	if n := int(r.U32()); n != len(b.lines) {
		r.Fail(fmt.Errorf("msel: want the state of %d injects, got %d", len(b.lines), n))
		return r.Err()
	}
	b.lines = slices.Clone(b.lines)
	for i := range b.lines {
		b.lines[i].Done = r.Bool()
	}
	return r.Err()
}
