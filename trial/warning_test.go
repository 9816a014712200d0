package trial

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// Two radars look over the border at Ciudad Juarez: a terminal radar to the
// north that sees 50 NM, an en-route radar 100 NM to the south. A King Air
// without transponder or plan flies north between them, and crosses about 23
// minutes later.
const juarez = `
title = "Juarez"
start_utc = 2005-03-15T14:00:00Z
duration = "00:30:00"
seed = 7
[[center]]
name = "USA"
audience = ["USA"]
[[center]]
name = "MEX"
audience = ["MEX"]
[release]
MEX = ["MEX", "USA"]
USA = ["USA"]
[[radar]]
name = "NORTH"
nation = "USA"
type = "ASR-9"
lat = 31.87
lon = -106.40
range_nm = 50
false_plots = 0
[[radar]]
name = "SOUTH"
nation = "MEX"
type = "SENEAM en-route PSR/MSSR"
lat = 30.2
lon = -106.4
alt_ft = 9000
false_plots = 0
[[feed]]
name = "HOME"
from = ["NORTH"]
to = "USA"
delay_s = 1
[[feed]]
name = "GIVEN"
from = ["SOUTH"]
to = "USA"
delay_s = 3
jitter_s = 1
[[feed]]
name = "OWN"
from = ["SOUTH"]
to = "MEX"
delay_s = 1
[[aircraft]]
name = "DARK"
type = "B350"
nation = "MEX"
role = "toi"
transponder = "off"
route = [ { lat = 29.9, lon = -106.3, alt_ft = 24000, speed_kt = 270 }, { lat = 32.2, lon = -106.3 } ]
`

func load(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	sc, faults := scenario.Load("juarez.toml", []byte(text))
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	return sc
}

func warn(t *testing.T, sc *scenario.Scenario, o Options) *Result {
	t.Helper()
	r, err := Warning(context.Background(), sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// line finds what a nation got out of a variant.
func line(t *testing.T, r *Result, receiver, sharing string) *Line {
	t.Helper()
	for i := range r.Threats[0].Lines {
		if l := &r.Threats[0].Lines[i]; l.Receiver == receiver && l.Sharing == sharing {
			return l
		}
	}
	t.Fatalf("no line %s, %s in %+v", receiver, sharing, r.Threats[0].Lines)
	return nil
}

func TestSharingWarnsEarlier(t *testing.T) {
	r := warn(t, load(t, juarez), Options{Seeds: 3})
	if got := r.Threats[0]; got.Name != "DARK" || got.Into != "USA" || math.Abs(got.Crosses.Mean-23) > 1 {
		t.Errorf("the King Air: %s into %s at %.1f min, want DARK into USA at about 23", got.Name, got.Into, got.Crosses.Mean)
	}
	alone, given := line(t, r, "USA", "own radars"), line(t, r, "USA", "+ MEX as agreed")
	if alone.Radars != 1 || given.Radars != 2 {
		t.Errorf("radars: %d and %d, want 1 and 2", alone.Radars, given.Radars)
	}
	for i, what := range []Milestone{Plot, Track, Identity} {
		a, g := alone.Steps[i], given.Steps[i]
		if a.Reached != 3 || g.Reached != 3 || g.Warning.Mean < a.Warning.Mean+5 {
			t.Errorf("%v: alone %.1f min before (%d runs), given %.1f (%d), want 3 runs each and 5 min more", what, a.Warning.Mean, a.Reached, g.Warning.Mean, g.Reached)
		}
		if d := g.Warning.Mean - a.Warning.Mean - g.Gain.Mean; math.Abs(d) > 1e-9 {
			t.Errorf("%v: the gain of pairs differs from the difference of means by %g min", what, d)
		}
	}
	if a := alone.Steps[Plot]; a.Distance.Mean > 50 || a.Distance.Mean < 20 {
		t.Errorf("alone it is first seen %.0f NM from the border, want 20 to 50: the radar's range", a.Distance.Mean)
	}
	steps := []float64{given.Steps[Plot].At.Mean, given.Steps[Track].At.Mean, given.Steps[Identity].At.Mean}
	if !(steps[0] <= steps[1] && steps[1] <= steps[2]) {
		t.Errorf("plot, track, identity at %v min, want them in that order", steps)
	}
	if mex := line(t, r, "MEX", "own radars"); mex.Steps[Plot].Warning.Mean < given.Steps[Plot].Warning.Mean {
		t.Errorf("Mexico's own radar gives it %.1f min, want no less than what it passes on: %.1f", mex.Steps[Plot].Warning.Mean, given.Steps[Plot].Warning.Mean)
	}
}

// What the variants are does not depend on who else is measured, nor on the day.
func TestWarningIsRepeatable(t *testing.T) {
	sc := load(t, juarez)
	if diff := cmp.Diff(warn(t, sc, Options{Seeds: 2}), warn(t, sc, Options{Seeds: 2})); diff != "" {
		t.Error(diff)
	}
}

func TestDefendedPoint(t *testing.T) {
	paso := geo.Deg(31.8, -106.4)
	r := warn(t, load(t, juarez), Options{Seeds: 1, Point: &paso})
	if got := r.Threats[0]; math.Abs(got.Nearest-5.1) > 1 || got.Crosses.Mean < 24 || got.Crosses.Mean > 27 {
		t.Errorf("nearest %.1f NM at %.1f min, want about 5.1 NM (0.1 degrees of longitude) at 25 to 27", got.Nearest, got.Crosses.Mean)
	}
}

// A cut of a feed meets the variants that have it as it meets the scenario.
func TestCutFeed(t *testing.T) {
	cut := juarez + "[[inject]]\nat = \"00:00:00\"\ntitle = \"cut\"\nfeed_cut = [\"GIVEN\"]\n"
	r := warn(t, load(t, cut), Options{Seeds: 1})
	alone, given := line(t, r, "USA", "own radars"), line(t, r, "USA", "+ MEX as agreed")
	if given.Steps[Plot] != (Step{Name: "first plot", Reached: 1, At: alone.Steps[Plot].At, Warning: alone.Steps[Plot].Warning,
		Distance: alone.Steps[Plot].Distance, Gain: Spread{N: 1}, Pairs: 1}) {
		t.Errorf("with the feed cut: %+v, want what own radars give: %+v", given.Steps[Plot], alone.Steps[Plot])
	}
}

func TestWhoIsGivenWhat(t *testing.T) {
	_, variants := vary(load(t, juarez), false)
	var got []string
	for _, v := range variants {
		got = append(got, strings.Join([]string{v.Receiver.String(), v.String()}, ": "))
	}
	want := []string{
		"USA: own radars", "USA: + MEX as agreed", "USA: + everything shared",
		"CAN: + everything shared", // no radar and no feed of its own
		"MEX: own radars", "MEX: + everything shared",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWarningRefuses(t *testing.T) {
	sc := load(t, juarez)
	for _, tt := range []struct {
		o    Options
		want string
	}{
		{Options{}, "seeds: want 1 or more, got 0"},
		{Options{Seeds: 1, Threats: []string{"DARK", "NOBODY"}}, `juarez: want aircraft of role toi named ["NOBODY"], got none`},
		{Options{Seeds: 1, Threats: []string{"NOBODY"}}, `juarez: want aircraft of role toi named ["NOBODY"], got none`},
	} {
		if _, err := Warning(context.Background(), sc, tt.o); err == nil || err.Error() != tt.want {
			t.Errorf("%+v: %v, want %s", tt.o, err, tt.want)
		}
	}
}

// The interval of 4, 5 and 9: mean 6, deviation sqrt 7, t 4.303 for two degrees
// of freedom, so 4.303 sqrt(7 / 3).
func TestSpread(t *testing.T) {
	if got, want := spreadOf([]float64{4, 5, 9}), (Spread{3, 6, 4.3026527 * math.Sqrt(7./3)}); got.N != want.N || got.Mean != want.Mean || math.Abs(got.Half-want.Half) > 1e-5 {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := spreadOf([]float64{4}); got != (Spread{1, 4, 0}) {
		t.Errorf("one run: %+v", got)
	}
}
