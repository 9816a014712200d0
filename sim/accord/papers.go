package accord

import (
	"perimeter/air"
	"perimeter/sim/scenario"
)

// paper is what an aircraft's papers say of its nations, where they are more than one.
type paper struct {
	flight   string // its name
	operator air.Nation
	marks    air.Nation  // of its registration
	crew     air.Release // of which an officer is aboard
}

// papersOf lists the aircraft of an exercise that fly under another registration than
// their operator's, or with another's officer.
func papersOf(sc *scenario.Scenario) (list []paper) {
	for i := range sc.Aircraft {
		a := &sc.Aircraft[i]
		if a.Operator != air.NoNation && (a.Operator != a.Nation || a.Crew != 0) {
			list = append(list, paper{a.Name, a.Operator, a.Nation, a.Crew})
		}
	}
	return list
}

// Declare adds to a request what the papers of the aircraft say, if the nation that
// asks flies it: whoever asks knows its own. It reports whether there was anything to
// add.
func (b *Book) Declare(a *Ask, asks air.Nation) bool {
	for _, p := range b.papers {
		if p.flight != a.Flight || p.operator != asks {
			continue
		}
		before := *a
		a.Crew |= p.crew
		if a.Marks == air.NoNation && p.marks != p.operator {
			a.Marks = p.marks
		}
		return *a != before
	}
	return false
}
