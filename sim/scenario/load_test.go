package scenario

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/scenarios"
)

const head = "title = \"T\"\nstart_utc = 2019-07-17T14:00:00Z\nduration = \"00:30:00\"\n"

func mustLoad(t testing.TB, text string) *Scenario {
	t.Helper()
	s, faults := Load("dir/test.toml", []byte(text))
	if len(faults) > 0 {
		t.Fatalf("faults:\n%s", told(faults))
	}
	return s
}

func TestShippedScenarios(t *testing.T) {
	names := scenarios.Names()
	if len(names) == 0 || names[0] != "01-one-radar" {
		t.Fatalf("Names() = %v, want 01-one-radar first", names)
	}
	for _, name := range names {
		data, ok := scenarios.Embedded(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		if s := mustLoad(t, string(data)); s.Title == "" {
			t.Errorf("%s has no title", name)
		}
	}
}

// The tutorial says one radar and three aircraft that cross its cover in half
// an hour.
func TestOneRadar(t *testing.T) {
	data, _ := scenarios.Embedded("01-one-radar")
	s := mustLoad(t, string(data))
	if len(s.Radars) != 1 || len(s.Aircraft) != 3 || s.Length != 30*air.Minute {
		t.Fatalf("%d radars, %d aircraft, %s; want 1, 3, 00:30:00", len(s.Radars), len(s.Aircraft), s.Length)
	}
	r := &s.Radars[0]
	for _, a := range s.Aircraft {
		var flown float64 // m, within the time
		left := s.Length.Seconds()
		for i := 1; i < len(a.Route); i++ {
			d := geo.Distance(a.Route[i-1].Pos, a.Route[i].Pos)
			flown += d
			left -= d / a.Route[i].Speed
			if far := geo.Distance(r.Pos.LatLon, a.Route[i].Pos); far > r.Type.Range {
				t.Errorf("%s: point %d is %.0f NM from the radar, beyond its range", a.Name, i+1, far/geo.NM)
			}
		}
		if left < -10*60 || left > 5*60 {
			t.Errorf("%s: the route takes %.0f s of %.0f s", a.Name, s.Length.Seconds()-left, s.Length.Seconds())
		}
	}
}

func TestDefaults(t *testing.T) {
	s := mustLoad(t, head)
	want := &Scenario{
		Name: "test", Title: "T", Source: []byte(head), Start: 1563372000, Length: 30 * air.Minute,
		Beat: air.Second, Picture: 2 * air.Second, Keep: 10 * air.Minute, Seed: 1,
		MapAt: geo.Deg(40, -100), MapRange: 1500 * geo.NM,
		Traffic: Traffic{Release: air.Only(air.USA, air.CAN, air.MEX)},
		Weather: Weather{Refraction: 4.0 / 3, SeaState: 3},

		Tolerances: Tolerances{Time: 5 * air.Minute, Land: 10 * geo.NM, Water: 20 * geo.NM},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A site with nothing said is the atlas's site and type; release follows the
// nation's line, else the nation alone.
func TestRadarOfTheAtlas(t *testing.T) {
	s := mustLoad(t, head+"[release]\nUSA = [\"USA\", \"CAN\"]\n[[radar]]\nsites = [\"QNW\", \"TARS-MRF\", \"SEN-MMCU\"]\n")
	site, _ := atlas.FindRadarSite("QNW")
	arsr, _ := atlas.FindRadarType("ARSR-4")
	want := Radar{
		Name: "QNW", Nation: air.USA, Type: arsr, Pos: site.Pos.At(site.Ground + arsr.Height),
		Civil: true, Release: air.Only(air.USA, air.CAN), TracksTo: air.Only(air.USA, air.CAN), FalsePerScan: 5, Birds: 0.5,
	}
	if diff := cmp.Diff(want, s.Radars[0]); diff != "" {
		t.Errorf("QNW (-want +got):\n%s", diff)
	}
	if got := s.Radars[1].Pos.Height / geo.Foot; math.Abs(got-15000) > 1 {
		t.Errorf("the balloon of Marfa is at %.0f ft, want 15000", got)
	}
	mx := s.Radars[2]
	if !mx.StandIn || mx.Release != air.Only(air.MEX) || mx.FalsePerScan != 0 || mx.Type.PSR {
		t.Errorf("SEN-MMCU: stand-in %v, release %s, %g false plots, primary %v; want a stand-in for MEX alone with a secondary only",
			mx.StandIn, mx.Release, mx.FalsePerScan, mx.Type.PSR)
	}
}

func TestRadarOverrides(t *testing.T) {
	s := mustLoad(t, head+`
[[radar]]
site = "QNW"
name = "EAGLE"
nation = "MEX"
type = "CARSR"
antenna_ft = 100
range_nm = 120
range_ssr_nm = 150
scan_s = 10
sigma_m = 50
sigma_deg = 0.1
bias_m = -30
bias_deg = 0.2
false_plots = 8
birds = 2
lobing = true
stand_in = true
out = true
release = ["MEX", "USA"]
`)
	site, _ := atlas.FindRadarSite("QNW")
	typ, _ := atlas.FindRadarType("CARSR")
	typ.Range, typ.RangeSSR, typ.Scan, typ.SigmaRange, typ.SigmaAz = 120*geo.NM, 150*geo.NM, 10*air.Second, 50, 0.1*geo.Degree
	want := Radar{
		Name: "EAGLE", Nation: air.MEX, StandIn: true, Type: typ, Pos: site.Pos.At(site.Ground + 100*geo.Foot),
		Civil: true, Release: air.Only(air.MEX, air.USA), TracksTo: air.Only(air.MEX, air.USA), BiasRange: -30, BiasAz: 0.2 * geo.Degree, OutAtStart: true, FalsePerScan: 8, Birds: 2, Lobing: true,
	}
	if diff := cmp.Diff(want, s.Radars[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRadarInFull(t *testing.T) {
	s := mustLoad(t, head+`
[[radar]]
name = "TEST-1"
nation = "USA"
type = "ARSR-4"
lat = 31.5
lon = -106.5
psr = false
[[radar]]
name = "TEST-2"
nation = "USA"
type = "ARSR-4"
lat = 31.5
lon = -106.5
alt_ft = 5000
ssr = false
`)
	p := geo.Deg(31.5, -106.5)
	one, two := s.Radars[0], s.Radars[1]
	if want := atlas.Ground(p) + one.Type.Height; one.Pos.LatLon != p || one.Pos.Height != want {
		t.Errorf("TEST-1 stands at %v, want %.0f m, the ground's and the tower's", one.Pos, want)
	}
	if one.Type.PSR || one.Type.Range != 0 || one.Type.SigmaHeight != 0 || !one.Type.SSR || one.FalsePerScan != 0 {
		t.Errorf("TEST-1 without primary: %+v", one)
	}
	if two.Type.SSR || two.Type.ModeS || two.Type.RangeSSR != 0 || !two.Type.PSR || two.Pos.Height != 5000*geo.Foot {
		t.Errorf("TEST-2 without secondary: %+v", two)
	}
	again, _ := atlas.FindRadarType("ARSR-4")
	if !again.PSR || !again.SSR || again.Range == 0 {
		t.Error("overrides have changed the atlas")
	}
}

func TestFeeds(t *testing.T) {
	s := mustLoad(t, head+`
[[center]]
name = "NORAD"
title = "NORAD, Colorado Springs"
audience = ["USA", "CAN"]
[release]
MEX = ["USA", "CAN", "MEX"]
[[radar]]
sites = ["SEN-MMCU", "QNW", "SEN-MMMY", "QXS"]
[[feed]]
name = "SDN"
from = ["QXS", "SEN-MMMY"]
from_nation = "MEX"
to = "NORAD"
delay_s = 3.0
jitter_s = 1.25
loss = 0.005
withhold = ["callsign", "address"]
`)
	want := []Feed{{
		Name: "SDN", Radars: []int{0, 2, 3}, Delay: 3 * air.Second, Jitter: 1250 * air.Millisecond, Loss: 0.005,
		Withhold: air.HasCallsign | air.HasAddress, Terms: Terms{Level: Plots},
	}}
	if diff := cmp.Diff(want, s.Feeds); diff != "" {
		t.Errorf("feeds (-want +got):\n%s", diff)
	}
	if c := s.Centers[0]; c.Audience != air.Only(air.USA, air.CAN) || c.Title != "NORAD, Colorado Springs" {
		t.Errorf("center %+v", c)
	}
}

// A flight from runway to runway: the first and last airport are on the ground,
// what a leg leaves out it has from the leg before.
func TestRoute(t *testing.T) {
	s := mustLoad(t, head+`
[[aircraft]]
name = "EXLOBO-1"
type = "B350"
nation = "MEX"
role = "toi"
depart_utc = 2019-07-17T14:05:00Z
repeat_from = 2
plan = { from = "MMTC", to = "KELP", release = ["MEX", "USA"] }
route = [
  { fix = "MMTC" },
  { fix = "MMCU", alt_ft = 24000, speed_kt = 270 },
  { lat = 30.0, lon = -106.4 },
  { lat = 31.0, lon = -106.5, agl_ft = 1500, speed_kt = 200 },
  { fix = "KELP" },
]
[[aircraft]]
name = "EXALFA"
type = "B350"
nation = "USA"
standby = true
route = [{ fix = "KELP" }, { lat = 33.0, lon = -106.0 }, { fix = "KABQ", agl_ft = 2000 }]
`)
	a := s.Aircraft[0]
	if a.Callsign != "EXLOBO1" || a.Role != truth.TOI || a.Depart != 5*air.Minute || a.Repeat != 1 {
		t.Errorf("call sign %s, role %s, depart %s, repeat %d", a.Callsign, a.Role, a.Depart, a.Repeat)
	}
	if diff := cmp.Diff(&Plan{From: "MMTC", To: "KELP", Release: air.Only(air.MEX, air.USA)}, a.Plan, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Route" }, cmp.Ignore())); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	got := ""
	for _, l := range a.Route {
		got += fmt.Sprintf("%s %.0f ft agl %v %.0f kt\n", l.Fix, l.Height/geo.Foot, l.AGL, l.Speed/geo.Knot)
	}
	want := "MMTC 0 ft agl true 85 kt\nMMCU 24000 ft agl false 270 kt\n 24000 ft agl false 270 kt\n 1500 ft agl true 200 kt\nKELP 0 ft agl true 200 kt\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("route (-want +got):\n%s", diff)
	}
	b := s.Aircraft[1]
	if b.Repeat != -1 || !b.Standby || b.Plan != nil || b.Role != truth.RolePlayer {
		t.Errorf("defaults: repeat %d, standby %v, plan %v, role %s", b.Repeat, b.Standby, b.Plan, b.Role)
	}
	if l := b.Route[1]; l.Height != b.Type.Typical || l.Speed != b.Type.Cruise {
		t.Errorf("a leg with nothing said is at %.0f m, %.0f m/s, want the type's usual", l.Height, l.Speed)
	}
}

// Idents of navaids are not unique: the one nearest to the point before is
// meant.
func TestNavaidNearThePointBefore(t *testing.T) {
	for _, n := range atlas.Navaids() {
		first, _ := atlas.FindNavaid(n.Ident, nil)
		_, isAirport := atlas.FindAirport(n.Ident)
		if isAirport || geo.Distance(first.Pos, n.Pos) < 1000*geo.NM {
			continue
		}
		lat, lon := n.Pos.Degrees()
		s := mustLoad(t, head+fmt.Sprintf("[[aircraft]]\nname = \"A\"\ntype = \"B738\"\nnation = \"USA\"\nroute = [{ lat = %f, lon = %f, alt_ft = 30000 }, { fix = %q }]\n", lat, lon, n.Ident))
		if got := s.Aircraft[0].Route[1].Pos; got != n.Pos {
			t.Errorf("%s near %v leads to %v", n.Ident, n.Pos, got)
		}
		return
	}
	t.Fatal("no ident of two navaids far apart in the atlas")
}

func TestTransponderDefaults(t *testing.T) {
	tests := []struct {
		typ, set         string
		on, modeC, modeS bool
	}{
		{typ: "B738", on: true, modeC: true, modeS: true},
		{typ: "F16", on: true, modeC: true, modeS: true},
		{typ: "C172", on: true, modeC: true},
		{typ: "H60", on: true, modeC: true},
		{typ: "UASS"}, {typ: "BALN"}, {typ: "T95"}, {typ: "ULAC"}, {typ: "GLF2"},
		{typ: "TEX2", on: true, modeC: true, modeS: true},
		{typ: "UAVH", on: true, modeC: true, modeS: true},
		{typ: "ULAC", set: "mode_a", on: true},
		{typ: "B738", set: "off"},
	}
	for _, tt := range tests {
		text := head + fmt.Sprintf("[[aircraft]]\nname = \"EX1\"\ntype = %q\nnation = \"CAN\"\nroute = [{ lat = 50, lon = -100, agl_ft = 300 }]\n", tt.typ)
		if tt.set != "" {
			text = strings.Replace(text, "route", fmt.Sprintf("transponder = %q\nroute", tt.set), 1)
		}
		got := mustLoad(t, text).Aircraft[0].Transponder
		if got.On != tt.on || got.ModeC != tt.modeC || got.ModeS != tt.modeS {
			t.Errorf("%s %q: %+v, want on %v, C %v, S %v", tt.typ, tt.set, got, tt.on, tt.modeC, tt.modeS)
		}
	}
}

// Codes and addresses that the file leaves out come from the name alone, within
// what is allotted: one aircraft more changes nobody else's.
func TestCodesComeFromTheName(t *testing.T) {
	one := func(name, nation string) string {
		return fmt.Sprintf("[[aircraft]]\nname = %q\ntype = \"B738\"\nnation = %q\nroute = [{ lat = 40, lon = -100, alt_ft = 30000 }]\n", name, nation)
	}
	var text strings.Builder
	text.WriteString(head)
	for i := range 60 {
		text.WriteString(one(fmt.Sprintf("EX%d", i), air.Nations[i%3].String()))
	}
	before := mustLoad(t, text.String())
	after := mustLoad(t, head+one("EXNEW", "MEX")+strings.TrimPrefix(text.String(), head))
	for i, a := range before.Aircraft {
		if diff := cmp.Diff(a, after.Aircraft[i+1]); diff != "" {
			t.Fatalf("%s has changed:\n%s", a.Name, diff)
		}
		if c := a.Transponder.Code; !c.Discrete() || c>>9 == 4 || c>>9 == 7 || c>>9 == 0 {
			t.Errorf("%s has code %s, want a discrete one outside 0000, 4000 and 7000", a.Name, c)
		}
		for _, b := range blocks {
			if in := a.Transponder.Address >= b.first && a.Transponder.Address <= b.last; in != (a.Nation == b.nation) {
				t.Errorf("%s of %s has address %s", a.Name, a.Nation, a.Transponder.Address)
			}
		}
	}
}

func TestInjects(t *testing.T) {
	s := mustLoad(t, head+`
[[center]]
name = "USA"
audience = ["USA"]
[[center]]
name = "MEX"
audience = ["MEX"]
[[radar]]
site = "QNW"
[[feed]]
name = "F"
from = ["QNW"]
to = "USA"
[[aircraft]]
name = "EXALFA"
type = "B350"
nation = "USA"
standby = true
route = [{ fix = "KELP" }]
[[inject]]
at = "00:20:00"
title = "Late"
[[inject]]
at_utc = 2019-07-17T14:10:00Z
number = 7
from = "SIVA"
title = "All at once"
expect = "Calm"
sensor_out = ["QNW"]
sensor_back = ["QNW"]
feed_cut = ["F"]
feed_back = ["F"]
launch = ["EXALFA"]
transponder = [{ aircraft = "EXALFA", on = false }, { aircraft = "EXALFA", code = "7500" }]
fly = [{ aircraft = "EXALFA", heading_deg = 359.5, alt_ft = 9000 }, { aircraft = "EXALFA", resume = true }]
tell = [{ to = ["USA"], text = "one" }, { text = "all" }, { text = "few", release = ["CAN"] }]
[[inject]]
at = "00:10:00"
title = "Same time, lower number"
number = 3
`)
	heading, alt := 359.5, 9000.0
	want := []Inject{
		{Number: 3, At: 10 * air.Minute, From: "EXCON", Title: "Same time, lower number"},
		{Number: 7, At: 10 * air.Minute, From: "SIVA", Title: "All at once", Expected: "Calm", Bodies: []air.Body{
			air.SensorOut{Sensor: "QNW"}, air.SensorBack{Sensor: "QNW"}, air.FeedCut{Feed: "F"}, air.FeedBack{Feed: "F"},
			air.Launch{Aircraft: "EXALFA"},
			air.Transponder{Aircraft: "EXALFA"}, air.Transponder{Aircraft: "EXALFA", On: true, HasCode: true, Code: air.Hijack},
			air.Fly{Aircraft: "EXALFA", HeadingDeg: &heading, AltFt: &alt}, air.Fly{Aircraft: "EXALFA", Resume: true},
			air.Tell{From: "SIVA", To: []string{"USA"}, Text: "one", Release: air.Only(air.USA)},
			air.Tell{From: "SIVA", Text: "all", Release: air.Only(air.USA, air.MEX)},
			air.Tell{From: "SIVA", Text: "few", Release: air.Only(air.CAN)},
		}},
		{Number: 1, At: 20 * air.Minute, From: "EXCON", Title: "Late"},
	}
	if diff := cmp.Diff(want, s.Injects); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCarriedRadar(t *testing.T) {
	s := mustLoad(t, head+`
[[radar]]
name = "AEW"
nation = "MEX"
type = "PS-890 Erieye"
carrier = "EXEMB1"
[[aircraft]]
name = "EXEMB1"
type = "E45X"
nation = "MEX"
role = "aew"
route = [{ lat = 29.9, lon = -111.3, alt_ft = 25000 }]
`)
	if got, want := s.Radars[0].Pos, geo.Deg(29.9, -111.3).At(25000*geo.Foot); got != want {
		t.Errorf("the carried radar begins at %v, want where its carrier does, %v", got, want)
	}
}

func TestReadFileRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	large := write("large.toml", nil)
	if err := os.Truncate(large, 100<<20); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path, want string }{
		{"a directory", dir, "not a scenario, want a TOML file, got a directory"},
		{"no file", filepath.Join(dir, "none.toml"), "cannot be read, got no such file or directory"},
		{"an empty file", write("empty.toml", nil), "the file is empty, want a TOML file"},
		{"100 MB", large, "too large for a scenario, want at most 4 MiB, got more"},
		{"a picture", write("x.png", []byte("\x89PNG\r\n\x1a\n\x00\x00")), "not a scenario, want UTF-8 text, got other bytes"},
		{"comments alone", write("c.toml", []byte("# nothing\n")), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, faults := ReadFile(tt.path)
			if s != nil || len(faults) == 0 {
				t.Fatalf("loaded %v, faults %v", s, faults)
			}
			if tt.want == "" {
				return
			}
			if len(faults) != 1 || faults[0].Class != Unreadable || faults[0].String() != tt.path+": "+tt.want {
				t.Errorf("got\n%swant %s: %s", told(faults), tt.path, tt.want)
			}
		})
	}
}

// A file of nothing but faults shows the first hundred and counts the rest.
func TestManyFaults(t *testing.T) {
	_, faults := Load("x", []byte(head+strings.Repeat("[[radar]]\nsite = \"QQQQ\"\n", 500)))
	if len(faults) != mostShown+1 || faults[mostShown].What != "900 more faults are not shown" && faults[mostShown].What != "899 more faults are not shown" {
		t.Fatalf("%d diagnostics, the last: %v", len(faults), faults[len(faults)-1])
	}
}

// More radars than a sensor's number can count are refused, however they are
// listed.
func TestTooManyRadars(t *testing.T) {
	var sites strings.Builder
	for i := range 70_000 {
		fmt.Fprintf(&sites, "\"Q%d\",", i)
	}
	_, faults := Load("x", []byte(head+"[[radar]]\nsites = ["+sites.String()+"]\n"))
	if len(faults) != mostShown+1 {
		t.Fatalf("%d diagnostics", len(faults))
	}
	var many strings.Builder
	for i := range mostRadars {
		fmt.Fprintf(&many, "[[radar]]\nsite = \"QNW\"\nname = \"R%d\"\n", i)
	}
	mustLoad(t, head+many.String())
	_, faults = Load("x", []byte(head+strings.Replace(many.String(), "site = \"QNW\"\nname = \"R7\"", "sites = [\"QNW\", \"QXS\"]", 1)))
	if len(faults) != 1 || faults[0].Class != OutOfRange {
		t.Fatalf("5,001 radars: %v", faults)
	}
}

// Places hold under a byte order mark and with lines ended by CR LF.
func TestMarkAndCRLF(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(head+"colour = 1\n", "\n", "\r\n")
	_, faults := Load("x", []byte(text))
	if len(faults) != 1 || faults[0].Line != 4 || faults[0].Col != 1 || faults[0].Source != "colour = 1" {
		t.Fatalf("got %#v, want 4:1", faults)
	}
	if s := mustLoad(t, "\ufeff"+head); !bytes.HasPrefix(s.Source, []byte("\ufeff")) {
		t.Error("Source is not what was read")
	}
}

// floats visits all floats of a value.
func floats(v reflect.Value, visit func(float64)) {
	switch v.Kind() {
	case reflect.Float64:
		visit(v.Float())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			floats(v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			floats(v.Field(i), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			floats(v.Index(i), visit)
		}
	}
}

// Whatever the bytes: no panic; a scenario or faults; every fault has a class, a
// message and a place within the text; and what loads holds finite numbers and
// references that lead somewhere.
func FuzzLoad(f *testing.F) {
	seedFuzz(f)
	f.Fuzz(func(t *testing.T, text string) {
		s, faults := Load("fuzz.toml", []byte(text))
		if (s == nil) == (len(faults) == 0) {
			t.Fatalf("scenario %v and %d faults, want one of them", s != nil, len(faults))
		}
		lines := strings.Count(text, "\n") + 1
		for _, d := range faults {
			if d.Class == "" || d.What == "" || d.String() == "" || d.Line > lines || d.Line > 0 && d.Col < 1 {
				t.Fatalf("fault %#v of %d lines", d, lines)
			}
		}
		if s != nil {
			sound(t, s)
		}
	})
}

func sound(t *testing.T, s *Scenario) {
	t.Helper()
	floats(reflect.ValueOf(s), func(v float64) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("a number is %g in %+v", v, s)
		}
	})
	if s.Length <= 0 || s.Beat <= 0 || air.Second%s.Beat != 0 || s.Picture <= 0 || s.Picture%s.Beat != 0 || s.Keep <= 0 || s.Length%s.Beat != 0 {
		t.Fatalf("times %+v", s)
	}
	for _, feed := range s.Feeds {
		if feed.Center >= len(s.Centers) || feed.Tracks && feed.From >= len(s.Centers) ||
			!feed.Tracks && (len(feed.Radars) == 0 || feed.Radars[len(feed.Radars)-1] >= len(s.Radars)) {
			t.Fatalf("feed %+v", feed)
		}
	}
	for _, r := range s.Radars {
		if r.Name == "" || r.Type.Name == "" || r.Nation == air.NoNation || !r.Type.PSR && !r.Type.SSR && !r.Type.ADSB && !r.Type.Observer || r.Release == 0 || r.Type.Scan <= 0 {
			t.Fatalf("radar %+v", r)
		}
	}
	for _, a := range s.Aircraft {
		if a.Name == "" || a.Callsign == "" || a.Type.Code == "" || a.Nation == air.NoNation && a.Role != truth.TOI || len(a.Route) == 0 || a.Repeat >= len(a.Route)-1 {
			t.Fatalf("aircraft %+v", a)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, name := range scenarios.Names() {
		data, _ := scenarios.Embedded(name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, faults := Load(name, data); len(faults) > 0 {
					b.Fatal(faults)
				}
			}
		})
	}
}

// A file of the largest size that is nothing but faults.
func BenchmarkLoadFaults(b *testing.B) {
	var text strings.Builder
	text.WriteString(head + "[[radar]]\nsites = [\n")
	for i := 0; text.Len() < MaxBytes-100; i++ {
		fmt.Fprintf(&text, "\"Q%d\",\n", i)
	}
	text.WriteString("]\n")
	data := []byte(text.String())
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, faults := Load("x", data); len(faults) != mostShown+1 {
			b.Fatal(len(faults))
		}
	}
}
