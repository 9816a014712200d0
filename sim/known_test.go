package sim_test

import (
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// book is an exercise in which the United States keep a center, a feed and a flight
// to themselves; WADS speaks with SIVA.
const book = `
title = "Book"
start_utc = 2025-07-17T14:00:00Z
duration = "00:05:00"

[[center]]
name = "SIVA"
audience = ["MEX"]
[[center]]
name = "WADS"
audience = ["USA"]
[[center]]
name = "JIATF"
audience = ["USA"]
[[line]]
name = "HOT"
between = ["SIVA", "WADS"]
[[line]]
name = "RED"
between = ["WADS", "JIATF"]

[[radar]]
site = "SEN-MMMY"
release = ["MEX", "USA"]
[[radar]]
site = "QNW"
[[feed]]
name = "SENEAM"
from = ["SEN-MMMY"]
to = "SIVA"
[[feed]]
name = "SDN"
from = ["SEN-MMMY"]
to = "WADS"
[[feed]]
name = "JSS"
from = ["QNW"]
to = "JIATF"

[[aircraft]]
name = "EXHALCON"
type = "F16"
nation = "USA"
role = "interceptor"
standby = true
route = [{ fix = "KELP" }, { lat = 31.0, lon = -106.0, alt_ft = 20000, speed_kt = 400 }]
[[alert]]
name = "COBRA"
center = "WADS"
base = "KELP"
aircraft = ["EXHALCON"]
`

// What a nation's people may not know is refused in the very words for what is not
// there; the director knows all.
func TestARefusalTellsNoName(t *testing.T) {
	sc, faults := scenario.Load("book.toml", []byte(book))
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	e := engine(t, sc, 1)
	at := func(do, to, text string) air.Act {
		return air.Act{Center: "SIVA", Do: do, Track: 3, To: to, Text: text}
	}
	tests := []struct {
		name   string
		act    func(name string) air.Body
		hidden string // is there, and Mexico may not know
		own    string // is there, and Mexico may know; empty: none
	}{
		{"a center to warn", func(s string) air.Body { return at("warn", s, "") }, "JIATF", "WADS"},
		{"a center to ask", func(s string) air.Body { return at("request", s, "overflight") }, "JIATF", "WADS"},
		{"a center to act for", func(s string) air.Body { return air.Identify{Center: s, Track: 3} }, "JIATF", "SIVA"},
		{"a feed to ask for", func(s string) air.Body { return at("request", "WADS", "feed "+s+": why") }, "JSS", "SENEAM"},
		{"a feed to suspend", func(s string) air.Body { return at("suspend", s, "") }, "JSS", "SDN"},
		{"a line to suspend", func(s string) air.Body { return at("suspend", s, "") }, "RED", "HOT"},
		{"a flight to scramble", func(s string) air.Body { return at("scramble", s, "") }, "COBRA", ""},
		{"a base to scramble from", func(s string) air.Body { return at("scramble", s, "") }, "KELP", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			nowhere := strings.Repeat("X", len(tt.hidden))
			none, hidden := e.CheckFor(air.MEX, tt.act(nowhere)), e.CheckFor(air.MEX, tt.act(tt.hidden))
			if none == nil || hidden == nil || strings.ReplaceAll(none.Error(), nowhere, tt.hidden) != hidden.Error() {
				t.Errorf("%s is refused with %q, what is not there with %q: want the same", tt.hidden, hidden, none)
			}
			if err := e.Check(tt.act(tt.hidden)); err != nil {
				t.Errorf("the director is refused: %v", err)
			}
			if err := e.CheckFor(air.MEX, tt.act(tt.own)); tt.own != "" && err != nil {
				t.Errorf("%s is refused: %v", tt.own, err)
			}
		})
	}
}
