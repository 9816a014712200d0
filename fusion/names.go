package fusion

import (
	"slices"

	"perimeter/air"
)

// nameIndex finds the tracks that answer, or last answered, with an address, and
// the numbered ones with a discrete code, as of the last refresh. Tracks of one
// name hang together, the oldest first.
type nameIndex struct {
	of    []name // by slot
	heads [2][]int32
	used  [2][]int32 // by kind: the heads at which tracks hang
}

// name is a track's code, where it is discrete, and its address; 0: none.
type name struct {
	word [2]uint32 // by kind
	next [2]int32  // by kind: slot of the next of the same name; -1: the last
}

// Kinds of names.
const (
	byCode = iota
	byAddress
)

const codeHeads = 1 << 12

// word returns a name as a number.
func word(has air.Field, code air.Mode3A, address air.Address, kind int) uint32 {
	switch {
	case kind == byCode && has&air.HasCode != 0 && code.Discrete():
		return uint32(code)
	case kind == byAddress && has&air.HasAddress != 0:
		return uint32(address)
	}
	return 0
}

// note keeps a track's names until all are linked.
func (n *nameIndex) note(slot int32, tr *track) {
	e := &tr.evidence
	for kind := range n.heads {
		n.of[slot].word[kind] = word(e.has, e.code, e.address, kind)
	}
	if tr.number == 0 {
		n.of[slot].word[byCode] = 0
	}
}

// clear makes room for so many slots.
func (n *nameIndex) clear(slots int) {
	if len(n.of) < slots {
		n.of = slices.Grow(n.of, slots-len(n.of))[:slots]
	}
	heads := codeHeads
	for heads < 2*slots {
		heads *= 2
	}
	n.free(byCode, codeHeads)
	n.free(byAddress, heads)
}

// free makes so many free heads: of few that are used, each for itself.
func (n *nameIndex) free(kind, heads int) {
	if len(n.heads[kind]) != heads || len(n.used[kind]) > heads/8 {
		n.heads[kind] = fill(n.heads[kind], heads, -1)
	} else {
		for _, i := range n.used[kind] {
			n.heads[kind][i] = -1
		}
	}
	n.used[kind] = n.used[kind][:0]
}

// link hangs the tracks of one name together; order lists them by age.
func (n *nameIndex) link(order []int32) {
	for i := len(order) - 1; i >= 0; i-- {
		v := &n.of[order[i]]
		for kind := range n.heads {
			if v.word[kind] != 0 {
				at := n.head(kind, v.word[kind])
				head := &n.heads[kind][at]
				v.next[kind], *head = *head, order[i]
				n.used[kind] = append(n.used[kind], at)
			}
		}
	}
}

// head returns the place of a name's head.
func (n *nameIndex) head(kind int, word uint32) int32 {
	if kind == byAddress {
		word *= 0x9e3779b1
		word ^= word >> 15
	}
	return int32(int(word) & (len(n.heads[kind]) - 1))
}

// first returns the oldest track with a name; -1: none has it.
func (n *nameIndex) first(kind int, word uint32) int32 {
	if word == 0 || len(n.heads[kind]) == 0 {
		return -1
	}
	return n.same(n.heads[kind][n.head(kind, word)], kind, word)
}

// only returns the one track with a name; -1: none has it, or several have.
func (n *nameIndex) only(kind int, word uint32) int32 {
	slot := n.first(kind, word)
	if slot < 0 || n.after(slot, kind) >= 0 {
		return -1
	}
	return slot
}

// after returns the next track with the same name; -1: there is no more.
func (n *nameIndex) after(slot int32, kind int) int32 {
	v := &n.of[slot]
	return n.same(v.next[kind], kind, v.word[kind])
}

// same returns the first from a slot on that has a name: other names may hang on
// the same head.
func (n *nameIndex) same(slot int32, kind int, word uint32) int32 {
	for slot >= 0 && n.of[slot].word[kind] != word {
		slot = n.of[slot].next[kind]
	}
	return slot
}
