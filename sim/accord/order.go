package accord

import (
	"strings"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// ParseOrder reads what a common command orders and a region consents to: "FALCON
// over CAN".
func ParseOrder(text string) (flight string, over air.Nation, ok bool) {
	flight, place, found := strings.Cut(text, " over ")
	if !found || flight == "" || strings.Contains(flight, " ") {
		return "", air.NoNation, false
	}
	over, err := air.ParseNation(place)
	return flight, over, err == nil
}

// OrderText is the text that ParseOrder reads.
func OrderText(flight string, over air.Nation) string { return flight + " over " + over.String() }

// Commands reports whether a center commands forces over two nations' airspace in
// common, as NORAD does: air defence whose picture is theirs, and nobody else's.
func Commands(kind scenario.CenterKind, audience air.Release, a, b air.Nation) bool {
	return a != b && kind == scenario.Defence && audience == air.Only(a, b)
}
