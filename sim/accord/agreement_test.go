package accord

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/sim/scenario"
)

const agreementHead = `
title = "Requests"
start_utc = 2005-03-15T14:00:00Z
duration = "03:00:00"
[[center]]
name = "SEADS"
audience = ["USA"]
[[center]]
name = "SIVA"
audience = ["MEX"]
[[agreement]]
name = "over-flight"
between = ["USA", "MEX"]
`

func bookOf(t *testing.T, text string) *Book {
	t.Helper()
	sc, faults := scenario.Load("x.toml", []byte(agreementHead+text))
	for _, f := range faults {
		t.Fatal(f)
	}
	return NewBook(sc)
}

// What Mexico answers to the United States under each variant.
func TestAnswersByAgreement(t *testing.T) {
	state := Mover{Nation: air.USA, Actor: scenario.StateActor}
	tests := []struct {
		profile, ask string
		yes          bool
		from, within air.Time
		why          string
	}{
		{"1997", "over-flight SENTRY over MEX for monitor", false, 0, air.Hour, "no stand-off monitoring"},
		{"1997", "over-flight SENTRY over MEX for transit", false, 0, air.Hour, "a request is in writing"},
		{"1997", "over-flight SENTRY over MEX for transit, in writing", false, 0, air.Hour, "24 hours of notice"},
		{"1997", "over-flight SENTRY over MEX for transit at 25:00:00, in writing", true, 25 * air.Hour, air.Hour, "by agreement over-flight"},
		{"1997", "over-flight ADUANA over MEX for monitor, with MEX registration", true, 0, 0, "registered in MEX"},
		{"1997", "over-flight ADUANA over MEX for pursuit at 25:00:00, in writing, with MEX aboard", false, 0, air.Hour, "under no circumstances to give chase"},
		{"1997", "over-flight ADUANA over MEX for monitor at 25:00:00, in writing, with MEX aboard", true, 25 * air.Hour, air.Hour, "by agreement over-flight"},
		{"1997", "rescue JOLLY over MEX", false, 0, air.Hour, "a request is in writing"},
		{"1997", "over-flight SENTRY over high seas for monitor", true, 0, 0, "over the high seas no leave is needed"},
		{"bases-2026", "over-flight SENTRY over MEX for monitor", false, 0, 2 * air.Hour, "a request is in writing"},
		{"bases-2026", "over-flight SENTRY over MEX for monitor, in writing", true, 13 * air.Hour, 2 * air.Hour, "by agreement over-flight"},
		{"bases-2026", "rescue JOLLY over MEX", true, air.Hour, 15 * air.Minute, "the lane for rescue"},
		{"proposed", "over-flight SENTRY over MEX for monitor", true, 3 * air.Hour, 30 * air.Minute, "by agreement over-flight"},
		{"proposed", "over-flight VIPER over MEX for pursuit", false, 0, 30 * air.Minute, "under no circumstances to give chase"},
		{"proposed", "over-flight VIPER over MEX for monitor, armed", false, 0, 30 * air.Minute, "no armed aircraft"},
		{"proposed", "rescue JOLLY over MEX", true, air.Hour, 10 * air.Minute, "the lane for rescue"},
	}
	for _, tt := range tests {
		ask, ok := ParseAsk(tt.ask)
		if !ok {
			t.Errorf("%s: not read", tt.ask)
			continue
		}
		m := state
		m.Purpose = ask.Purpose
		got := bookOf(t, "profile = \""+tt.profile+"\"\n").Reply(&ask, m, air.Hour)
		if got.Yes != tt.yes || got.Why != tt.why || got.Within != tt.within && tt.within != 0 || tt.yes && got.From != max(tt.from, air.Hour) {
			t.Errorf("%s, %s:\n got %v from %v within %v: %s\nwant %v from %v within %v: %s", tt.profile, tt.ask,
				got.Yes, got.From, got.Within, got.Why, tt.yes, tt.from, tt.within, tt.why)
		}
	}
}

func TestAnInterceptorIsRefusedUnderEveryVariant(t *testing.T) {
	for _, profile := range []string{"1997", "bases-2026", "proposed"} {
		ask, _ := ParseAsk("leave VIPER over MEX for escort, in writing")
		m := Mover{Nation: air.USA, Actor: scenario.Interceptor}
		if r := bookOf(t, "profile = \""+profile+"\"\n").Reply(&ask, m, 0); r.Yes {
			t.Errorf("%s lets an interceptor cross: %s", profile, r.Why)
		}
	}
}

func TestCanadaConsentsToWhatNORADOrders(t *testing.T) {
	ask, _ := ParseAsk("leave VIPER over CAN for escort, armed")
	m := Mover{Nation: air.USA, Actor: scenario.Interceptor, Armed: true}
	if r := NewBook(&scenario.Scenario{}).Reply(&ask, m, air.Hour); !r.Yes || r.Within > 10*air.Minute || r.From != air.Hour {
		t.Errorf("got %+v, want consent within minutes", r)
	}
}

func TestAnAgreementHoldsWhileItIsInForce(t *testing.T) {
	b := bookOf(t, "profile = \"proposed\"\nfrom = \"00:30:00\"\nto = \"01:00:00\"\n")
	for _, tt := range []struct {
		at   air.Time
		want bool
	}{{0, false}, {30 * air.Minute, true}, {59 * air.Minute, true}, {air.Hour, false}} {
		if got := b.Holds([]string{"over-flight"}, tt.at); got != tt.want {
			t.Errorf("at %v it holds: %v", tt.at, got)
		}
		if got := b.InForce(air.Only(air.MEX, air.USA), tt.at) != nil; got != tt.want {
			t.Errorf("at %v it is in force: %v", tt.at, got)
		}
	}
	if !b.Holds(nil, 0) || b.Holds([]string{"over-flight", "another"}, 45*air.Minute) {
		t.Error("want no names to hold, and all of several")
	}
	ask, _ := ParseAsk("over-flight SENTRY over MEX for transit")
	if r := b.Reply(&ask, Mover{Nation: air.USA, Actor: scenario.StateActor}, 2*air.Hour); r.Yes || r.Why != "there is no agreement" {
		t.Errorf("after it ended: %+v", r)
	}
}

func TestARequestIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ask := Ask{
			Word:    rapid.SampledFrom(askWords[:]).Draw(t, "word"),
			Flight:  rapid.StringMatching(`[A-Z]{3,7}[0-9]?`).Draw(t, "flight"),
			Over:    rapid.SampledFrom([]air.Nation{air.NoNation, air.USA, air.CAN, air.MEX}).Draw(t, "over"),
			Purpose: rapid.SampledFrom([]scenario.Purpose{scenario.Pursuit, scenario.Escort, scenario.Monitor, scenario.Saving, scenario.Transit}).Draw(t, "purpose"),
			At:      air.Never, Written: rapid.Bool().Draw(t, "written"), Armed: rapid.Bool().Draw(t, "armed"),
			Crew:  air.Release(rapid.Uint16Range(0, 7).Draw(t, "crew")),
			Marks: rapid.SampledFrom([]air.Nation{air.NoNation, air.MEX}).Draw(t, "marks"),
		}
		if rapid.Bool().Draw(t, "timed") {
			ask.At = air.Time(rapid.Int64Range(0, 99*3600).Draw(t, "at")) * air.Second
		}
		got, why, ok := ParseAnswer(ask.String() + ": from 02:00:00: by agreement")
		if !ok || got != ask || Begins(why) != 2*air.Hour {
			t.Fatalf("%q: got %+v %q, want %+v", ask, got, why, ask)
		}
	})
}

func TestWhatIsNoRequest(t *testing.T) {
	for _, text := range []string{
		"", "feed SDN", "leave VIPER", "leave over MEX", "leave VIPER over FRA", "leave VIPER over MEX for fun", "leave VIPER over MEX at noon",
		"leave VIPER over MEX for", "visit VIPER over MEX", "leave VIPER over MEX, in a hurry", "leave VIPER over MEX, with FRA aboard", "leave VIPER over MEX, with MEX music",
	} {
		if a, ok := ParseAsk(text); ok {
			t.Errorf("%q read as %+v", text, a)
		}
	}
}

func FuzzParseAsk(f *testing.F) {
	f.Add("over-flight A over high seas for transit at 01:00:00, in writing, armed, with MEX aboard")
	f.Fuzz(func(t *testing.T, text string) {
		a, ok := ParseAsk(text)
		if !ok || strings.Contains(a.Flight, " over ") {
			return
		}
		if again, ok := ParseAsk(a.String()); a.At%air.Second == 0 && (!ok || again != a) {
			t.Errorf("%q: read as %+v, and again as %+v", text, a, again)
		}
	})
}
