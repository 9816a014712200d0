package accord

import (
	"testing"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// A customs jet with Mexican registration and a Mexican officer aboard, flown by the
// United States: who flies it says so when asking, and that opens Mexico's airspace at
// once, where a jet of its own marks waits for a day's notice. Nobody else speaks of
// its papers.
func TestPapersOpenABorder(t *testing.T) {
	sc := &scenario.Scenario{
		Aircraft: []scenario.Aircraft{
			{Name: "ADUANA", Nation: air.MEX, Operator: air.USA, Crew: air.Only(air.MEX)},
			{Name: "CUSTOMS", Nation: air.USA, Operator: air.USA},
		},
		Agreements: []scenario.Agreement{{Name: "A", Between: air.Only(air.USA, air.MEX), To: air.Never, Notice: 24 * air.Hour, Written: true, Answer: air.Hour, Registration: true}},
	}
	b := NewBook(sc)
	tests := []struct {
		flight string
		asks   air.Nation
		text   string
		yes    bool
	}{
		{"ADUANA", air.USA, "over-flight ADUANA over MEX for monitor, with MEX aboard, with MEX registration", true},
		{"ADUANA", air.CAN, "over-flight ADUANA over MEX for monitor", false},
		{"CUSTOMS", air.USA, "over-flight CUSTOMS over MEX for monitor", false},
	}
	for _, tt := range tests {
		ask, _ := ParseAsk("over-flight " + tt.flight + " over MEX for monitor")
		b.Declare(&ask, tt.asks)
		if got := ask.String(); got != tt.text {
			t.Errorf("%s of %v: asks %q, want %q", tt.flight, tt.asks, got, tt.text)
		}
		if r := b.Reply(&ask, Mover{Nation: air.USA, Actor: scenario.StateActor, Purpose: ask.Purpose}, 0); r.Yes != tt.yes {
			t.Errorf("%s of %v: %+v", tt.flight, tt.asks, r)
		}
	}
	ask, _ := ParseAsk("over-flight ADUANA over MEX, with MEX aboard, with MEX registration")
	if b.Declare(&ask, air.USA) {
		t.Error("added what was said already")
	}
}
