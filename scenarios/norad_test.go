package scenarios

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
)

var update = flag.Bool("update", false, "write the files that templates make")

// region is a regional center of Mexico's air force with the civil one beside it.
type region struct{ Center, Title, ACC, Radars string }

var regions = []region{
	{"MTY", "Region Monterrey", "MMTY", `["SEN-MMMY", "SEN-MMTM", "SEN-MMCU"]`},
	{"MZT", "Region Mazatlan", "MMZT", `["SEN-MMTJ", "SEN-MMPE", "SEN-MMHO", "SEN-MMLP", "SEN-MMMZ", "SEN-MMSD", "SEN-MMPR", "SEN-MMGL"]`},
	{"MEX", "Region Mexico", "MMEX", `["SEN-MMMX", "SEN-MMTO", "SEN-MMAA", "SEN-MMGL"]`},
	{"MID", "Region Merida", "MMID", `["SEN-MMMD", "SEN-MMUN", "SEN-MMVA", "SEN-MMOX"]`},
}

// line joins two ATC units.
type line struct{ Name, Between string }

var atc = []line{
	{"ATC-MMTY-ZHU", `["MMTY", "ZHU"]`}, {"ATC-MMZT-ZAB", `["MMZT", "ZAB"]`}, {"ATC-MMZT-ZLA", `["MMZT", "ZLA"]`},
	{"ATC-MMID-ZHU", `["MMID", "ZHU"]`},
}

// variant is what differs between the exercises of 2005: who is given what.
type variant struct {
	Name, Variant, What string

	USA, MEX             string // releases of each nation's radars
	Border, SDN          string // those of the radars along the border and of the network
	TracksUSA, TracksMEX string // to whom tracks of the others may go
	Civil                bool   // Mexico's civil radars go to NORAD
	Back                 bool   // civil radars of the border to Mexico
	Tracks               bool   // tracks of interest and those near the border, both ways
	All                  bool   // everything, both ways
	Coord                bool   // a coordination view
	Data                 bool   // people hand over by data
	Transfer             string // how ATC units hand over
	Cut                  string // what a partition cuts

	Agreement, Verdict, Within, OverflightAnswer string // on over-flights, and what comes of the request

	Regions []region
	ATC     []line
}

const (
	mex, both, all = `["MEX"]`, `["USA", "CAN"]`, `["USA", "CAN", "MEX"]`
	released       = "\nrelease = " + all
	tracksToAll    = "\ntracks_to = " + all

	telephone = "kind = \"voice\" # 90 to 240 s, half as much again in Spanish\ndelay_s = 165\njitter_s = 75"
	automatic = "delay_s = 1 # automatic where there are a plan and a discrete code; else by voice"

	refuses = "Mexico refuses: the agreement of 1997 asks for 24 hours and writing"
	grants  = "Mexico answers within 30 minutes: the proposed agreement asks for two hours, and a change of route by radio"
)

var variants = []variant{
	{
		Name: "norad-2005-baseline", Variant: "baseline",
		What: "Nothing but the telephone crosses the border with Mexico.",
		USA:  both, MEX: mex, Transfer: telephone,
		Agreement: "1997", Verdict: "deny", Within: "01:15:00", OverflightAnswer: refuses,
	},
	{
		Name: "norad-2005-civil-only", Variant: "civil radars only",
		What: "Plots of civil en-route radars cross the border, both ways.",
		USA:  both, MEX: mex, Border: released, SDN: released,
		Civil: true, Back: true, Data: true, Transfer: automatic,
		Agreement: "1997", Verdict: "deny", Within: "01:15:00", OverflightAnswer: refuses,
		Cut: `["SDN-NORAD", "SDN-SIVA", "LINE-SIVA-NORAD"]`,
	},
	{
		Name: "norad-2005-shared", Variant: "shared as proposed",
		What: "Mexico's civil plots go north; tracks of interest and those near the border go both ways.",
		USA:  both, MEX: mex, SDN: released, TracksUSA: tracksToAll, TracksMEX: tracksToAll,
		Civil: true, Tracks: true, Coord: true, Data: true, Transfer: automatic,
		Agreement: "proposed", Verdict: "grant", Within: "00:40:00", OverflightAnswer: grants,
		Cut: `["SDN-NORAD", "SIVA-NORAD", "SEMAR-NORAD", "NORAD-SIVA", "NORAD-SIVA-TOI", "LINE-SIVA-NORAD"]`,
	},
	{
		Name: "norad-2005-reciprocal", Variant: "everything shared",
		What: "Every nation has every plot.",
		USA:  all, MEX: all,
		Civil: true, All: true, Coord: true, Data: true, Transfer: automatic,
		Agreement: "proposed", Verdict: "grant", Within: "00:40:00", OverflightAnswer: grants,
		Cut: `["SDN-NORAD", "MX-NORAD", "US-SIVA", "LINE-SIVA-NORAD"]`,
	},
}

// The four exercises of 2005 are one template: a change goes there, and into all
// by -update.
func TestNorad2005IsItsTemplate(t *testing.T) {
	tmpl := template.Must(template.ParseFiles(filepath.Join("testdata", "norad-2005.toml.tmpl")))
	for _, v := range variants {
		v.Regions, v.ATC = regions, atc
		var want bytes.Buffer
		if err := tmpl.Execute(&want, v); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(v.Name+".toml", want.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, _ := Embedded(v.Name)
		if at := differs(string(got), want.String()); at != "" {
			t.Errorf("%s.toml is not what the template makes (go test ./scenarios -update): %s", v.Name, at)
		}
	}
}

// differs names the first line in which two texts differ; empty: none.
func differs(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return "it lacks " + b[i]
		case i >= len(b):
			return "it has " + a[i]
		case a[i] != b[i]:
			return a[i] + ", want " + b[i]
		}
	}
	return ""
}
