package air

import (
	"fmt"
	"strings"
)

// Nation is a player of the exercise; 0 is none (a radar or an aircraft of
// somebody else).
type Nation uint8

// The nations, in the order of their bits in Release.
const (
	NoNation Nation = iota
	USA
	CAN
	MEX
)

var nationNames = [...]string{"NONE", "USA", "CAN", "MEX"}

// Nations are all players.
var Nations = []Nation{USA, CAN, MEX}

// String returns the three letters of ISO 3166, or NONE.
func (n Nation) String() string {
	if int(n) < len(nationNames) {
		return nationNames[n]
	}
	return "?"
}

// ParseNation reads USA, CAN or MEX.
func ParseNation(s string) (Nation, error) {
	for _, n := range Nations {
		if n.String() == s {
			return n, nil
		}
	}
	return NoNation, fmt.Errorf("nation %q: want USA, CAN or MEX", s)
}

// Release says to which nations a datum is releasable: a bit per nation; zero
// is nobody. As an audience it says who looks on together: NORAD = USA | CAN.
type Release uint16

// Only returns the release to these nations and no other.
func Only(nations ...Nation) (r Release) {
	for _, n := range nations {
		if n != NoNation {
			r |= 1 << (n - 1)
		}
	}
	return r
}

// To reports whether a datum with this label may go to an audience: every
// nation of the audience must be in the label. Nothing may go to nobody.
func (r Release) To(audience Release) bool { return audience != 0 && r&audience == audience }

// String returns the nations joined by "+", or "nobody".
func (r Release) String() string {
	var names []string
	for _, n := range Nations {
		if r&Only(n) != 0 {
			names = append(names, n.String())
		}
	}
	if names == nil {
		return "nobody"
	}
	return strings.Join(names, "+")
}
