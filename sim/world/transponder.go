package world

import (
	"fmt"

	"perimeter/air"
	"perimeter/air/num"
)

// labels gives out what no two aircraft share: Mode 3/A codes, addresses and
// call signs. Each flight has a first choice that its name and the seed decide;
// where that is taken, it gets the next free one.
type labels struct {
	seed      uint64
	codes     [1 << 12]bool
	addresses map[air.Address]bool
	callsigns map[string]bool
}

var (
	drawCode     = num.For("world/code")
	drawAddress  = num.For("world/address")
	drawCallsign = num.For("world/callsign")
)

// warning is set by interceptors only (FAA JO 7110.66); it is discrete by its
// digits, and yet never assigned.
const warning air.Mode3A = 0o7777

func newLabels(seed uint64) *labels {
	return &labels{seed: seed, addresses: map[air.Address]bool{}, callsigns: map[string]bool{}}
}

// take keeps what an aircraft of the scenario already has.
func (l *labels) take(code air.Mode3A, address air.Address, callsign string) {
	l.codes[code&0o7777], l.addresses[address], l.callsigns[callsign] = true, true, true
}

// code returns a discrete code: never one that ends in 00 (7500, 7600, 7700 and
// 1200 among them) and never 7777. Of these there are 4,031; when all are
// given out, codes are used twice, as they are in the air.
func (l *labels) code(name uint64) air.Mode3A {
	d := num.At(l.seed, drawCode, name, 0, 0)
	first := air.Mode3A(d.Uint64() & 0o7777)
	for !assignable(first) {
		first = air.Mode3A(d.Uint64() & 0o7777)
	}
	for k := range air.Mode3A(1 << 12) {
		if c := (first + k) & 0o7777; assignable(c) && !l.codes[c] {
			l.codes[c] = true
			return c
		}
	}
	return first
}

func assignable(c air.Mode3A) bool { return c.Discrete() && c != warning }

// block is the range of addresses of a state.
type block struct{ first, count air.Address }

// blocks are those of ICAO Annex 10 vol. III table 9-1. Aircraft of nobody's
// here get a temporary address of ICAO's own, which is no state's.
var blocks = [...]block{
	air.NoNation: {0xF00000, 0x8000},
	air.USA:      {0xA00000, 0x100000},
	air.CAN:      {0xC00000, 0x40000},
	air.MEX:      {0x0D0000, 0x8000},
}

// address returns an address in the nation's block.
func (l *labels) address(name uint64, nation air.Nation) air.Address {
	d := num.At(l.seed, drawAddress, name, 0, 0)
	b := blocks[nation]
	first := air.Address(d.Uint64() % uint64(b.count))
	for k := range b.count {
		if a := b.first + (first+k)%b.count; a != b.first && !l.addresses[a] { // a block's first is no aircraft's
			l.addresses[a] = true
			return a
		}
	}
	return b.first + first
}

// prefixes start the call signs of traffic. Designators of operators are three
// letters and then digits (ICAO Doc 8585), so four letters are no airline's.
var prefixes = [...]string{air.NoNation: "EXZZ", air.USA: "EXUS", air.CAN: "EXCN", air.MEX: "EXMX"}

// localPrefixes start those of flights without a plan.
var localPrefixes = [...]string{air.NoNation: "EXVZ", air.USA: "EXVU", air.CAN: "EXVC", air.MEX: "EXVM"}

const perPrefix = 10_000

// callsign returns an exercise call sign: EXUS0417, or EXVU0A3F of a flight
// without a plan, of whom there are more.
func (l *labels) callsign(f *flight) (string, error) {
	prefix, form, most := prefixes[f.entry.Nation], "%s%04d", uint64(perPrefix)
	if f.local {
		prefix, form, most = localPrefixes[f.entry.Nation], "%s%04X", 1<<16
	}
	d := num.At(l.seed, drawCallsign, f.entry.Key, 0, 0)
	first := d.Uint64() % most
	for k := range most {
		s := fmt.Sprintf(form, prefix, (first+k)%most)
		if !l.callsigns[s] {
			l.callsigns[s] = true
			return s, nil
		}
	}
	return "", fmt.Errorf("traffic: want at most %d flights of nation %v, got more", most, f.entry.Nation)
}
