package air

import (
	"fmt"
	"math"
	"strings"
)

// Mode3A is an identity code: four octal digits, 0o0000 to 0o7777.
type Mode3A uint16

// Codes with a meaning of their own (ICAO Doc 4444; FAA JO 7110.66).
const (
	Hijack    Mode3A = 0o7500 // unlawful interference, set by a crew under duress
	NoRadio   Mode3A = 0o7600 // radio failure
	Emergency Mode3A = 0o7700
	VFR       Mode3A = 0o1200 // VFR without a discrete code, in the US
)

// Discrete reports whether the code is meant for one aircraft alone: it does
// not end in 00 and is not the VFR code (FAA JO 7110.65, 5-2).
func (c Mode3A) Discrete() bool { return c&0o77 != 0 && c != VFR }

// String returns the four octal digits.
func (c Mode3A) String() string { return fmt.Sprintf("%04o", uint16(c)) }

// ParseMode3A reads four octal digits.
func ParseMode3A(s string) (Mode3A, error) {
	if len(s) != 4 {
		return 0, fmt.Errorf("mode 3/A %q: want 4 octal digits, got %d characters", s, len(s))
	}
	var c Mode3A
	for i := range 4 {
		if s[i] < '0' || s[i] > '7' {
			return 0, fmt.Errorf("mode 3/A %q: digit %d is %q, want 0 to 7", s, i+1, s[i])
		}
		c = c<<3 | Mode3A(s[i]-'0')
	}
	return c, nil
}

// FL is a pressure level in quarters of a flight level (25 ft at 1013.25 hPa),
// the step of Mode S and of ASTERIX I048/090; Mode C comes in whole hundreds of
// feet, four of these.
type FL int16

// FLFeet returns the level nearest to an altitude in feet.
func FLFeet(ft float64) FL {
	return FL(math.Round(max(-32768, min(32767, ft/25))))
}

// Feet returns the altitude in feet.
func (l FL) Feet() float64 { return float64(l) * 25 }

// Meters returns the altitude in metres.
func (l FL) Meters() float64 { return float64(l) * 25 * 0.3048 }

// String returns hundreds of feet in three digits: FL243.
func (l FL) String() string { return fmt.Sprintf("FL%03d", int(math.Round(l.Feet()/100))) }

// Address is a 24-bit ICAO aircraft address; 0 is none.
type Address uint32

// String returns six hexadecimal digits.
func (a Address) String() string { return fmt.Sprintf("%06X", uint32(a)) }

// Callsign is up to eight characters, padded with zero bytes: an ICAO flight
// identification.
type Callsign [8]byte

// NewCallsign returns the first eight bytes of s.
func NewCallsign(s string) (c Callsign) {
	copy(c[:], s)
	return c
}

// String returns the characters without the padding.
func (c Callsign) String() string { return strings.TrimRight(string(c[:]), "\x00 ") }
