package trial

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// twoVariants is a King Air without a transponder that comes from Mexico, before a
// radar on each side; the second exercise lets the Mexican one go north.
func twoVariants(t *testing.T) []*scenario.Scenario {
	const text = `
title = "King Air"
start_utc = 2019-07-17T14:00:00Z
duration = "00:20:00"
seed = 4
[[center]]
name = "NORAD"
audience = ["USA"]
[[center]]
name = "SIVA"
audience = ["MEX"]
[[radar]]
sites = ["QNW", "SEN-MMCU"]
release = ["USA", "MEX"]
[[feed]]
name = "US"
from = ["QNW"]
to = "NORAD"
[[feed]]
name = "MX"
from = ["SEN-MMCU"]
to = "SIVA"
[[aircraft]]
name = "EXLOBO"
type = "B350"
nation = "MEX"
role = "toi"
transponder = "off"
route = [{ lat = 30.6, lon = -106.4, alt_ft = 20000, speed_kt = 270 }, { lat = 32.4, lon = -106.6, alt_ft = 20000, speed_kt = 270 }]
`
	shared := text + "[[feed]]\nname = \"SDN\"\nfrom = [\"SEN-MMCU\"]\nto = \"NORAD\"\n"
	var list []*scenario.Scenario
	for i, toml := range []string{text, shared} {
		sc, faults := scenario.Load([]string{"alone", "shared"}[i], []byte(toml))
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		list = append(list, sc)
	}
	return list
}

// A nation that has a track on its own is warned by it; what a neighbour with a
// secondary radar alone gives helps where the threat squawks, and only there.
func TestCompare(t *testing.T) {
	list := twoVariants(t)
	for _, squawking := range []bool{false, true} {
		r, err := Compare(context.Background(), list, CompareOptions{Seeds: 2, Squawking: squawking})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range r.Cells {
			track := o.Steps[trackStage]
			if o.Nation == "USA" && (o.Into != "USA" || track.Reached != 2 || track.Warning.Mean < 5 || track.Warning.Mean > 16) {
				t.Errorf("squawking %v: %+v, want a track some minutes before the border in both runs", squawking, o)
			}
			if gain := o.Steps[plotStage].Gain; o.Nation == "USA" && o.Variant == "shared" && (!squawking && gain.Mean != 0 || gain.Mean < 0) {
				t.Errorf("squawking %v: first plot gains %+v by a secondary radar", squawking, gain)
			}
			if o.Nation == "CAN" && track.Reached != 0 {
				t.Errorf("Canada has no center here and a track: %+v", o)
			}
		}
	}
}

// What is told of one nation does not hang on whether others are told of, too.
func TestCompareTellsOfOneNation(t *testing.T) {
	list := twoVariants(t)
	tell := func(of air.Release) (cells []Outcome) {
		r, err := Compare(context.Background(), list, CompareOptions{Seeds: 2, Squawking: true, Nations: of})
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(r.Cells, func(o Outcome) bool { return o.Nation != "USA" })
	}
	all, alone := tell(0), tell(air.Only(air.USA))
	if diff := cmp.Diff(all, alone); diff != "" || len(all) != 2 {
		t.Errorf("%d outcomes (-all +USA alone):\n%s", len(all), diff)
	}
	if counts := (&CompareOptions{Nations: air.Only(air.USA)}).counts(list[1]); !counts[0] || counts[1] {
		t.Errorf("got %v, want NORAD alone to count", counts)
	}
}

func TestCompareRefuses(t *testing.T) {
	list := twoVariants(t)
	other := *list[1]
	other.Aircraft = nil
	for want, run := range map[string]func() error{
		"want 1 or more seeds": func() error { _, err := Compare(context.Background(), list, CompareOptions{}); return err },
		"want the threats of": func() error {
			_, err := Compare(context.Background(), []*scenario.Scenario{list[0], &other}, CompareOptions{Seeds: 1})
			return err
		},
	} {
		if err := run(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
