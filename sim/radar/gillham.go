package radar

import "perimeter/air"

// Mode C sends a level as the pulses of a code: D2 to B4 count steps of 500 ft
// in a Gray code, C1 to C4 the hundreds in between, five of them in an order
// that is mirrored every other step. D1 is not used. A wrong pulse makes one step
// or many, or a code that stands for no level. Source: ICAO Annex 10 vol. IV,
// appendix to chapter 3.

// lowestLevel is that of the first code, in hundreds of feet.
const lowestLevel = -12

// gray are the pulses of the 500-ft steps from the one that changes most rarely,
// as bits of a code ABCD of which A4 is the highest and D1 the lowest.
var gray = [...]air.Mode3A{d2, d4, a1, a2, a4, b1, b2, b4}

const (
	a4 air.Mode3A = 1 << (11 - iota)
	a2
	a1
	b4
	b2
	b1
	c4
	c2
	c1
	d4
	d2
)

// within are the pulses C of the hundreds of a 500-ft step, in its order.
var within = [...]air.Mode3A{c1, c1 | c2, c2, c2 | c4, c4}

// pulsesOf and levels are the code both ways: 1280 levels.
var pulsesOf, levels = func() (p [1280]air.Mode3A, l [4096]int16) {
	for step := range len(p) / 5 {
		var five air.Mode3A
		for i := range gray {
			if (step^step>>1)>>(len(gray)-1-i)&1 != 0 {
				five |= gray[i]
			}
		}
		for i := range within {
			c := within[i]
			if step%2 == 1 {
				c = within[len(within)-1-i]
			}
			n := 5*step + i
			p[n], l[five|c] = five|c, int16(n+1)
		}
	}
	return p, l
}()

// gillham returns the pulses that say a level, to the nearest hundred feet
// that has some.
func gillham(l air.FL) air.Mode3A {
	return pulsesOf[max(0, min(len(pulsesOf)-1, int(hundreds(l)/4)-lowestLevel))]
}

// levelOf returns the level that pulses say; false: none.
func levelOf(pulses air.Mode3A) (air.FL, bool) {
	n := levels[pulses&0o7777]
	return air.FL(4 * (int(n) - 1 + lowestLevel)), n != 0
}
