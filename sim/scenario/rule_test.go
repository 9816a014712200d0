package scenario

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
)

const guarded = head + `
[[center]]
name = "CENAVI"
audience = ["MEX"]
[[center]]
name = "WADS"
audience = ["USA"]
[[aircraft]]
name = "TEXAN1"
type = "TEX2"
nation = "MEX"
role = "interceptor"
standby = true
mode3a = "4521"
address = "0D0001"
route = [ { fix = "MMAN", agl_ft = 0 }, { lat = 26.3, lon = -99.9, alt_ft = 15000, speed_kt = 280 } ]
[[aircraft]]
name = "EXTANGO"
type = "B350"
nation = "MEX"
route = [ { lat = 25.0, lon = -100.0, alt_ft = 15000, speed_kt = 230 }, { lat = 26.3, lon = -99.9, alt_ft = 15000, speed_kt = 230 } ]
`

func TestRulesOfAnExercise(t *testing.T) {
	s := mustLoad(t, guarded+`
[[rule]]
nation = "USA"
over = "MEX"
actor = "aew"
armed = false
purpose = "monitor"
allow = "leave"
[[rule]]
nation = "MEX"
over = "USA"
allow = "never"
[[agreement]]
name = "bases"
profile = "bases-2026"
between = ["MEX", "USA"]
from = "00:10:00"
to = "00:20:00"
notice_h = 6
route_change = "radio"
armed = true
crew = ["MEX"]
[[zone]]
name = "Monterrey"
nation = "MEX"
center = "CENAVI"
lat = 25.669
lon = -100.244
from = "00:05:00"
waivers = ["TEXAN1", "XAMED"]
ring = [ { radius_nm = 60, ceiling_ft = 20000, planned = true }, { radius_nm = 1.5 } ]
[[area]]
center = "WADS"
fir = ["ZHU", "ZAB"]
within = { south = 30, west = -120, north = 49, east = -90 }
[[alert]]
name = "TEXAN"
center = "CENAVI"
base = "MMAN"
aircraft = ["TEXAN1"]
soonest_min = 6
latest_min = 12
serviceable = 0.7
guidance = "data"
then = "shadow"
`)
	want := []Rule{
		{Nation: air.USA, Over: air.MEX, Actor: Surveillance, Armed: "no", Purpose: Monitor, Allow: ByLeave},
		{Nation: air.MEX, Over: air.USA, Allow: Never, Buffer: 5 * geo.NM},
	}
	if d := cmp.Diff(want, s.Rules); d != "" {
		t.Errorf("rules (-want +got):\n%s", d)
	}
	a := Agreement{
		Name: "bases", Profile: "bases-2026", Between: air.Only(air.MEX, air.USA), From: 10 * air.Minute, To: 20 * air.Minute,
		Notice: 6 * air.Hour, Written: true, Defer: true, Answer: 2 * air.Hour, RouteByRadio: true, Monitor: true, Armed: true,
		Registration: true, Crew: air.Only(air.MEX), RescueLane: 15 * air.Minute,
	}
	if d := cmp.Diff([]Agreement{a}, s.Agreements); d != "" {
		t.Errorf("agreements (-want +got):\n%s", d)
	}
	z := &s.Zones[0]
	if z.Authority != "CENAVI" || z.Instrument != "zona de vigilancia y protección" || z.Release != air.Only(air.MEX) || z.To != air.Never ||
		len(z.Rings) != 2 || z.Rings[1].Radius != 1.5*geo.NM || z.Rings[1].Ceiling != 100_000*geo.Foot || !z.Rings[0].Planned {
		t.Errorf("zone: got %+v", z)
	}
	if w := z.Waivers; w[0].Address != 0x0D0001 || !w[0].HasCode || w[0].Code != 0o4521 || w[1].Callsign.String() != "XAMED" {
		t.Errorf("waivers: got %+v", w)
	}
	if r := s.Areas[0]; r.Center != 1 || len(r.FIRs) != 2 || r.Area == (geo.Box{}) {
		t.Errorf("area: got %+v", r)
	}
	al := &s.Alerts[0]
	if al.Soonest != 6*air.Minute || al.Latest != 12*air.Minute || !al.Data || al.Then != "shadow" || al.Visual != 5*geo.NM || !al.Auto || !al.Armed {
		t.Errorf("alert: got %+v", al)
	}
	if s.Aircraft[0].Base != "MMAN" || s.FlightOf(0) != 0 || s.FlightOf(1) != -1 || !s.Ruled() {
		t.Errorf("its aircraft: base %q, flight %d", s.Aircraft[0].Base, s.FlightOf(0))
	}
}

// Every example of the guide loads as it stands.
func TestTheGuideToRulesLoads(t *testing.T) {
	guide, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	second := strings.NewReplacer("TEXAN1", "TEXAN2", "0D0001", "0D0002").Replace(guarded[strings.Index(guarded, "[[aircraft]]"):strings.Index(guarded, "[[aircraft]]\nname = \"EXT")])
	blocks := strings.Split(string(guide), "```toml\n")
	if len(blocks) < 5 {
		t.Fatalf("%d examples, want one for each table", len(blocks)-1)
	}
	for _, block := range blocks[1:] {
		text, _, _ := strings.Cut(block, "```")
		mustLoad(t, guarded+second+text)
	}
}

// The rings of the plan of 2026: who is in which, at which height.
func TestTheZoneOf2026(t *testing.T) {
	s := mustLoad(t, guarded+"[[zone]]\nname = \"Monterrey\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25.669\nlon = -100.244\nprofile = \"mx-2026\"\n")
	z := &s.Zones[0]
	tops := map[float64]bool{}
	for i := range z.Rings {
		tops[math.Round(z.Rings[i].Ceiling/geo.Foot)] = true
	}
	for _, top := range []float64{500, 1000, 10_000, 19_000, 25_000} {
		if !tops[top] {
			t.Errorf("no layer has its top at %g ft", top)
		}
	}
	for _, tt := range []struct {
		nm, feet float64
		want     string // the radius of the ring
	}{
		{50, 22_000, "60 planned"}, {50, 15_000, "60 planned"}, {50, 3000, "60 planned"}, {50, 600, ""}, {50, 30_000, ""},
		{10, 600, "15 planned"}, {10, 100, "15 planned"}, {10, 9000, "60 planned"},
		{1, 200, "1.5"}, {1, 9000, "1.5"}, {1, 12_000, "60 planned"}, {70, 3000, ""},
	} {
		got := ""
		for i := range z.Rings {
			r := &z.Rings[i]
			in := tt.nm*geo.NM <= r.Radius && tt.feet*geo.Foot >= r.Floor && tt.feet*geo.Foot <= r.Ceiling
			if in && (got == "" || !r.Planned) {
				got = strconv.FormatFloat(r.Radius/geo.NM, 'g', 3, 64)
				if r.Planned {
					got += " planned"
				}
			}
		}
		if got != tt.want {
			t.Errorf("%g NM off at %g ft: in ring %q, want %q", tt.nm, tt.feet, got, tt.want)
		}
	}
}

// What contradicts itself is told with its place and what was wanted.
func TestBrokenRules(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[[rule]]\nnation = \"FRA\"\nallow = \"never\"\n", "nation is none of its choices"},
		{"[[rule]]\nnation = \"MEX\"\nover = \"MEX\"\nallow = \"never\"\n", "over its own airspace"},
		{"[[rule]]\nnation = \"MEX\"\nallow = \"never\"\n[[rule]]\nnation = \"MEX\"\nallow = \"free\"\n", `says "never" of the same`},
		{"[[rule]]\nnation = \"MEX\"\nallow = \"never\"\n[[rule]]\nover = \"USA\"\nallow = \"free\"\n", `says "never" of the same`},
		{"[[rule]]\nnation = \"MEX\"\nallow = \"never\"\n[[rule]]\nnation = \"MEX\"\nallow = \"never\"\n", "the rule is there already, in line"},
		{"[[rule]]\nnation = \"MEX\"\n", `key "allow" is missing`},
		{"[[agreement]]\nname = \"A\"\nbetween = [\"MEX\", \"USA\"]\nfrom = \"01:00:00\"\nto = \"00:30:00\"\n", "ends before it begins"},
		{"[[agreement]]\nname = \"A\"\nbetween = [\"MEX\"]\n", "an agreement between 1 nation"},
		{"[[agreement]]\nname = \"A\"\nbetween = [\"MEX\", \"USA\"]\nprofile = \"1996\"\n", "profile is none of its choices"},
		{"[[agreement]]\nname = \"A\"\nbetween = [\"MEX\", \"USA\"]\n[[agreement]]\nname = \"B\"\nbetween = [\"USA\", \"MEX\"]\n", "agreement A between the same nations is in force"},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\nring = [ { radius_nm = 5 } ]\nto = \"00:00:00\"\n", "a zone that ends before it begins"},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\nring = [ { radius_nm = 5, floor_ft = 100, ceiling_ft = 50 } ]\n", "the ceiling is not above the floor"},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\nring = [ { radius_nm = 5 } ]\nrelease = [\"USA\"]\n", "may not know of it"},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVY\"\nlat = 25\nlon = -100\nring = [ { radius_nm = 5 } ]\n", `try: "CENAVI"`},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\nring = [ { radius_nm = 5 } ]\nwaivers = [\"texan 1\"]\n", "neither an aircraft nor a call sign"},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\n", `key "ring" is missing`},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\nprofile = \"mx-2025\"\n", "profile is none of its choices"},
		{"[[zone]]\nname = \"Z\"\nnation = \"MEX\"\ncenter = \"CENAVI\"\nlat = 25\nlon = -100\nprofile = \"mx-2026\"\nring = [ { radius_nm = 5 } ]\n", "a profile beside rings"},
		{"[[area]]\ncenter = \"WADS\"\n", `key "fir" is missing`},
		{"[[area]]\ncenter = \"WADS\"\nfir = [\"ZHO\"]\n", "the atlas has no such region"},
		{"[[alert]]\nname = \"T\"\ncenter = \"CENAVI\"\nbase = \"MMAN\"\naircraft = [\"EXTANGO\"]\n", "does not wait for the word"},
		{"[[alert]]\nname = \"T\"\ncenter = \"CENAVI\"\nbase = \"KSKF\"\naircraft = [\"TEXAN1\"]\n", "does not stand at the base"},
		{"[[alert]]\nname = \"T\"\ncenter = \"CENAVI\"\nbase = \"MMAN\"\naircraft = []\n", "a flight without aircraft"},
		{"[[alert]]\nname = \"T\"\ncenter = \"CENAVI\"\nbase = \"MMAN\"\naircraft = [\"TEXAN1\"]\nsoonest_min = 9\nlatest_min = 3\n", "the latest take-off is before the soonest"},
		{"[[alert]]\nname = \"T\"\ncenter = \"CENAVI\"\nbase = \"MMAN\"\naircraft = [\"TEXAN1\"]\n[[alert]]\nname = \"U\"\ncenter = \"CENAVI\"\nbase = \"MMAN\"\naircraft = [\"TEXAN1\"]\n", "aircraft of a flight \"TEXAN1\" is there already"},
		{"[[radar]]\nsite = \"QZA\"\n[[feed]]\nname = \"F\"\nfrom = [\"QZA\"]\nto = \"WADS\"\nwhen = [\"agreement bases\"]\n", "there is no such agreement"},
	} {
		s, faults := Load("x.toml", []byte(guarded+tt.text))
		if s != nil || len(faults) != 1 || !strings.Contains(faults[0].String(), tt.want) || faults[0].Line == 0 {
			t.Errorf("%s: got %v, want one fault with its place about %s", tt.text, faults, tt.want)
		}
	}
}
