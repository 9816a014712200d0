package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

const lobo = `
[[aircraft]]
name = "EXLOBO"
type = "B350"
nation = "MEX"
base = "MMTC"
fuel_h = 2.5
route = [{ lat = 26, lon = -104, alt_ft = 15000 }, { lat = 30, lon = -104, speed_kt = 250 }]
`

// What an aircraft does by itself, sorted by time; broadcasts by the type.
func TestAircraftBehaves(t *testing.T) {
	s := mustLoad(t, head+lobo+`
jammer = { erp_w = 50, frequency_mhz = 2800 }
behave = [
  { at = "00:20:00", as = "dark" },
  { at_utc = 2019-07-17T14:05:00Z, as = "stern", other = "EXMAR", value = 3 },
  { as = "jam" },
]
[[aircraft]]
name = "EXMAR"
type = "C172"
nation = "USA"
transponder = "off"
route = [{ lat = 26, lon = -100, alt_ft = 5000 }, { lat = 30, lon = -100 }]
`)
	a, b := &s.Aircraft[0], &s.Aircraft[1]
	want := []Behave{
		{At: 0, Body: air.Behave{Aircraft: "EXLOBO", As: "jam"}},
		{At: 5 * air.Minute, Body: air.Behave{Aircraft: "EXLOBO", As: "stern", Other: "EXMAR", Value: 3}},
		{At: 20 * air.Minute, Body: air.Behave{Aircraft: "EXLOBO", As: "dark"}},
	}
	if diff := cmp.Diff(want, a.Behaves); diff != "" {
		t.Errorf("behaviours (-want +got):\n%s", diff)
	}
	if a.Base != "MMTC" || a.Fuel != 150*air.Minute || !a.ADSB || a.NIC != 8 || a.NACp != 9 {
		t.Errorf("base %s, fuel %v, ADS-B %v %d %d", a.Base, a.Fuel, a.ADSB, a.NIC, a.NACp)
	}
	if want := (truth.Jammer{ERP: 50, Frequency: 2.8e9, Bandwidth: 100e6}); a.Jammer != want {
		t.Errorf("jammer %v, want %v", a.Jammer, want)
	}
	if b.ADSB || b.NIC != 0 {
		t.Errorf("a Cessna with its transponder off broadcasts")
	}
}

// Patterns at the end of a route: where their corners lie, and whence they are
// flown again.
func TestOrbit(t *testing.T) {
	tests := []struct {
		orbit          string
		legs, repeat   int
		ahead, right   float64 // NM, of the farthest corner, along and across the heading
		behind, toLeft float64
	}{
		{`{ heading_deg = 90, length_nm = 40, breadth_nm = 8 }`, 5, 1, 40, 8, 0, 0},
		{`{ heading_deg = 90, length_nm = 40, breadth_nm = 8, left = true }`, 5, 1, 40, 0, 0, -8},
		{`{ shape = "hold", heading_deg = 90, length_nm = 10, breadth_nm = 5 }`, 5, 1, 0, 5, -10, 0},
		{`{ shape = "figure_eight", heading_deg = 90, length_nm = 40, breadth_nm = 8 }`, 6, 2, 20, 4, -20, -4},
	}
	for _, tt := range tests {
		t.Run(tt.orbit, func(t *testing.T) {
			a := mustLoad(t, head+lobo+"orbit = "+tt.orbit+"\n").Aircraft[0]
			if len(a.Route) != tt.legs || a.Repeat != tt.repeat {
				t.Fatalf("%d legs, from %d again; want %d, %d", len(a.Route), a.Repeat, tt.legs, tt.repeat)
			}
			var ahead, right, behind, left float64
			f := geo.NewFrame(geo.Deg(30, -104).At(0))
			for _, leg := range a.Route[1:] {
				d := f.To(leg.Pos.At(0).ECEF()).Scale(1 / geo.NM)
				ahead, behind, right, left = max(ahead, d.X), min(behind, d.X), max(right, -d.Y), min(left, -d.Y)
				if leg.Height != 15000*geo.Foot || leg.Speed != 250*geo.Knot {
					t.Errorf("a corner at %.0f m, %.0f m/s", leg.Height, leg.Speed)
				}
			}
			for _, c := range [][2]float64{{ahead, tt.ahead}, {right, tt.right}, {behind, tt.behind}, {left, tt.toLeft}} {
				if diff := c[0] - c[1]; diff > 0.1 || diff < -0.1 {
					t.Errorf("corners %.2f ahead, %.2f right, %.2f behind, %.2f left; want %v", ahead, right, behind, left, tt)
					break
				}
			}
		})
	}
}

// Every kind makes aircraft of five lines, with names, call signs and addresses
// of their own, all targets.
func TestThreatKinds(t *testing.T) {
	for _, kind := range ThreatKinds() {
		t.Run(kind, func(t *testing.T) {
			more := ""
			if kind == "clone" || kind == "swap" {
				more = "other = \"EXLOBO\"\n"
			}
			if kind == "relay" {
				more = "via = [{ lat = 28, lon = -103 }]\n"
			}
			to := 29.0
			if kind == "drone" || kind == "swarm" {
				to = 27.1 // in the air for half an hour
			}
			s := mustLoad(t, fmt.Sprintf("%s%s[[threat]]\nkind = %q\nname = \"EXTHREAT\"\nfrom = { lat = 27, lon = -103 }\nto = { lat = %g, lon = -103 }\n%s", head, lobo, kind, to, more))
			if len(s.Aircraft) < 2 {
				t.Fatal("no aircraft")
			}
			for _, a := range s.Aircraft[1:] {
				if !strings.HasPrefix(a.Name, "EXTHREAT") || a.Callsign == "" || a.Role != truth.TOI || len(a.Route) < 2 {
					t.Errorf("%s: call sign %q, %v, %d points", a.Name, a.Callsign, a.Role, len(a.Route))
				}
			}
		})
	}
}

// A threat's own words win over its kind's; airports at both ends mean take-off
// and landing, with a point at height between.
func TestThreatWords(t *testing.T) {
	s := mustLoad(t, head+`
[[threat]]
kind = "hijack"
name = "EXLIMA"
nation = "USA"
type = "E145"
mode3a = "2417"
at = "00:05:00"
after = "00:10:00"
value = 270
from = { fix = "KDFW" }
to = { fix = "KATL" }
[[threat]]
kind = "swarm"
name = "EXENJAMBRE"
count = 4
agl_ft = 200
rcs_m2 = 0.03
spacing_nm = 1
standby = true
from = { lat = 29.68, lon = -95.45 }
to = { lat = 29.69, lon = -95.40 }
`)
	a := &s.Aircraft[0]
	if a.Type.Code != "E145" || a.Transponder.Code != 0o2417 || a.Depart != 5*air.Minute || len(a.Route) != 3 ||
		!a.Route[0].AGL || a.Route[1].Height != 35000*geo.Foot || !a.Route[2].AGL || a.Plan == nil || a.Plan.To != "KATL" {
		t.Errorf("EXLIMA: %+v", a)
	}
	if want := (Behave{At: 15 * air.Minute, Body: air.Behave{Aircraft: "EXLIMA", As: "hijack", Value: 270}}); len(a.Behaves) != 1 || a.Behaves[0] != want {
		t.Errorf("EXLIMA: %v, want %v", a.Behaves, want)
	}
	last := &s.Aircraft[4]
	if last.Name != "EXENJAMBRE-4" || last.Callsign != "EXENJAM4" || !last.Standby || last.Type.RCS != 0.03 || last.Type.RCSNose != 0.015 {
		t.Errorf("the last of the swarm: %s %s, %v, %g and %g m2", last.Name, last.Callsign, last.Standby, last.Type.RCS, last.Type.RCSNose)
	}
	if d := geo.Distance(s.Aircraft[1].Route[0].Pos, last.Route[0].Pos) / geo.NM; d < 1.41 || d > 1.42 {
		t.Errorf("the last is %.3f NM from the first, want across a square of 1 NM", d)
	}
}

// Whatever its type usually carries, what is to be heard answers, with the code
// that its table names or with another.
func TestThreatsAnswer(t *testing.T) {
	for _, code := range []string{"", "mode3a = \"4533\"\n"} {
		s := mustLoad(t, head+lobo+`
[[threat]]
kind = "clone"
name = "EXCLONE"
nation = "MEX"
other = "EXLOBO"
`+code+`from = { lat = 28, lon = -101 }
to = { lat = 32, lon = -99 }
`)
		x := &s.Aircraft[1].Transponder
		if !x.On || !x.ModeS || code != "" && x.Code != 0o4533 {
			t.Errorf("%q: transponder %+v, want it on", code, x)
		}
	}
}
