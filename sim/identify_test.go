package sim_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
)

// nuevoLeon is a Mexican and an American center with the same radar, each with a
// full staff, and four flights: one by its plan, one whose plan is filed late, one
// whose plan is false, one that has none and never answers.
const nuevoLeon = `
title = "Nuevo León"
start_utc = 2025-10-28T14:30:00Z
duration = "00:25:00"
checkpoint = "00:04:00"

[[center]]
name = "MEX"
audience = ["MEX"]
staff = "full"
identify = { reaction_s = 10, error = 0, plan_delay_s = 30 }
[[center]]
name = "USA"
audience = ["USA"]
staff = "full"
[[line]]
name = "HOT"
between = ["MEX", "USA"]

[[radar]]
site = "SEN-MMMY"
release = ["MEX", "USA"]
birds = 0

[[feed]]
name = "OWN"
from_nation = "MEX"
to = "MEX"
delay_s = 1
[[feed]]
name = "SDN"
from_nation = "MEX"
to = "USA"
delay_s = 3

[[aircraft]]
name = "EXPUNTO"
type = "B738"
nation = "MEX"
plan = { from = "MMMY", to = "MMTM" }
route = [{ fix = "MMMY" }, { lat = 24.2, lon = -98.9, alt_ft = 20000 }, { fix = "MMTM" }]
[[aircraft]]
name = "EXTARDE"
type = "BE20"
nation = "MEX"
depart = "00:01:00"
plan = { from = "MMMY", to = "MMTC", filed_at = "00:10:00" }
route = [{ fix = "MMMY" }, { fix = "MMTC" }]
[[aircraft]]
name = "EXFALSO"
type = "B350"
nation = "MEX"
depart = "00:02:00"
plan = { from = "MMMY", to = "MMTM", false = true }
route = [{ fix = "MMMY" }, { lat = 26.6, lon = -99.4, alt_ft = 15000 }, { lat = 26.9, lon = -98.0 }]
[[aircraft]]
name = "EXNADA"
type = "C56X"
nation = "MEX"
role = "toi"
transponder = "off"
route = [{ lat = 25.2, lon = -100.9, alt_ft = 24000, speed_kt = 320 }, { lat = 27.6, lon = -98.6 }]
`

// desk keeps what a center holds about each aircraft, by name, and its log.
type desk struct {
	roster truth.Roster
	center int
	marks  map[string]air.Mark
	notes  map[string]string
	met    map[string][]string
	log    []air.LogLine
}

func (d *desk) Beat(b *truth.Beat) error {
	v := b.Views[d.center]
	if v == nil {
		return nil
	}
	for _, l := range v.Desk.Log {
		if n := len(d.log); n == 0 || l.Seq > d.log[n-1].Seq {
			d.log = append(d.log, l)
		}
	}
	for i := range v.Tracks {
		t := &v.Tracks[i]
		for k := range b.Truth.Aircraft {
			if a := &b.Truth.Aircraft[k]; a.Pos.Sub(t.Pos).Norm() < 3000 {
				d.hold(d.roster[a.ID].Name, v, t.Number)
			}
		}
	}
	return nil
}

func (d *desk) hold(name string, v *air.View, track uint32) {
	d.marks[name] = v.Mark(track)
	for _, x := range v.Desk.Dossiers {
		if x.Track == track {
			d.notes[name], d.met[name] = x.Notes, nil
			for _, m := range x.Met {
				d.met[name] = append(d.met[name], m.Criterion)
			}
		}
	}
}

func flyNuevoLeon(t *testing.T, center int, until air.Time, old ...string) *desk {
	t.Helper()
	e := engine(t, load(t, strings.NewReplacer(old...).Replace(nuevoLeon)), 7)
	d := &desk{roster: e.Roster(), center: center, marks: map[string]air.Mark{}, notes: map[string]string{}, met: map[string][]string{}}
	e.Attach(d)
	runTo(t, e, until)
	return d
}

func TestPlansKeptLateFalseAndMissing(t *testing.T) {
	d := flyNuevoLeon(t, 0, 9*air.Minute)
	if m := d.marks["EXTARDE"]; m.Identity != air.Suspect || !slices.Equal(d.met["EXTARDE"], []string{"no_plan"}) {
		t.Errorf("EXTARDE before its plan is filed: %+v, %q", m, d.met["EXTARDE"])
	}
	d = flyNuevoLeon(t, 0, 16*air.Minute)
	for name, want := range map[string]struct {
		identity air.Identity
		interest bool
		why      string
		notes    string
		met      []string
	}{
		"EXPUNTO": {air.Neutral, false, "plan EXPUNTO by its code", "", nil},
		"EXTARDE": {air.Neutral, false, "plan EXTARDE by its code", "plan filed 00:09:00 after departure", nil},
		"EXFALSO": {air.Suspect, true, "16 NM off the route of plan EXFALSO", "", []string{"route_change"}},
		"EXNADA":  {air.Suspect, true, "its transponder does not answer", "", []string{"transponder_off", "no_plan"}},
	} {
		m := d.marks[name]
		if m.Identity != want.identity || m.Interest != want.interest || !strings.HasPrefix(m.Why, want.why) || d.notes[name] != want.notes || !slices.Equal(d.met[name], want.met) {
			t.Errorf("%s: %v, interest %v, why %q, notes %q, met %q; want %+v", name, m.Identity, m.Interest, m.Why, d.notes[name], d.met[name], want)
		}
	}
	if slices.ContainsFunc(d.log, func(l air.LogLine) bool { return l.Did == "criterion" && !l.Robot }) {
		t.Error("a robot's line is not marked as one")
	}
}

// A stolen-aircraft report by inject makes the airliner of interest; it is found
// by call sign.
// Two aircraft squawk one code: the plan is that of the one that had it first, as
// long as that is seen; the other is nobody's.
func TestOneFlightIsOneAircraft(t *testing.T) {
	twins := strings.Replace(nuevoLeon, "name = \"EXPUNTO\"\n", "name = \"EXPUNTO\"\nmode3a = \"4521\"\n", 1) + `
[[aircraft]]
name = "EXGEMELO"
type = "BE20"
nation = "MEX"
depart = "00:03:00"
mode3a = "4521"
route = [{ lat = 26.6, lon = -101.2, alt_ft = 20000, speed_kt = 240 }, { lat = 25.4, lon = -101.4 }]
`
	e := engine(t, load(t, twins), 7)
	d := &desk{roster: e.Roster(), marks: map[string]air.Mark{}, notes: map[string]string{}, met: map[string][]string{}}
	e.Attach(d)
	runTo(t, e, 9*air.Minute)
	if got := d.marks["EXPUNTO"]; got.Plan.String() != "EXPUNTO" {
		t.Errorf("EXPUNTO is held as %+v, want its plan", got)
	}
	if got := d.marks["EXGEMELO"]; got.Track == 0 || got.Plan != (air.Callsign{}) {
		t.Errorf("EXGEMELO is held as %+v, want a track without a plan", got)
	}
}

func TestAReportByInject(t *testing.T) {
	d := flyNuevoLeon(t, 0, 8*air.Minute, "[[aircraft]]\nname = \"EXNADA\"", `[[inject]]
at = "00:05:00"
title = "reported stolen"
tell = [{ to = ["MEX"], text = "robado", report = { of = "stolen", callsign = "EXPUNTO" } }]
[[aircraft]]
name = "EXNADA"`)
	if m := d.marks["EXPUNTO"]; m.Identity != air.Suspect || !m.Interest || m.Why != "EXCON reports: stolen" {
		t.Errorf("got %+v", m)
	}
}

// What the United States hold alone - a plan, an answer of a watch-list, a
// corridor, an identity - changes no byte of what Mexico's people see. Where they
// may have it, it does.
func TestIdentificationOfOthersLeaksNothing(t *testing.T) {
	view := func(text string, orders ...air.Body) []byte {
		tp := newTape()
		e := engine(t, load(t, text), 7)
		e.Attach(tp)
		runTo(t, e, 4*air.Minute)
		for _, o := range orders {
			submit(e, o)
		}
		runTo(t, e, 8*air.Minute)
		var all []byte
		for _, topic := range []string{truth.TopicView, truth.TopicEvents, truth.TopicFates} {
			all = append(all, tp.messages[topic+"MEX"]...)
		}
		return all
	}
	plain := view(nuevoLeon)
	if len(plain) == 0 {
		t.Fatal("Mexico sees nothing")
	}
	hidden := strings.Replace(nuevoLeon, `plan = { from = "MMMY", to = "MMTC", filed_at = "00:10:00" }`, `plan = { from = "MMMY", to = "MMTC", release = ["USA"] }`, 1)
	none := strings.Replace(nuevoLeon, `plan = { from = "MMMY", to = "MMTC", filed_at = "00:10:00" }`+"\n", "", 1)
	open := strings.Replace(hidden, `release = ["USA"] }`, `release = ["USA", "MEX"] }`, 1)
	const secrets = `
[[watch]]
callsign = "EXPUNTO"
hits = 2
release = ["USA"]
[[corridor]]
name = "K"
point = [{ lat = 25.2, lon = -100.9 }, { lat = 27.6, lon = -98.6 }]
width_nm = 20
release = ["USA"]
`
	without := view(none)
	if !bytes.Equal(view(hidden), without) {
		t.Error("a plan that is hidden from Mexico changes its view")
	}
	if bytes.Equal(view(open), without) {
		t.Error("a plan that Mexico has changes nothing: the test tests nothing")
	}
	if !bytes.Equal(view(nuevoLeon+secrets), plain) {
		t.Error("a watch-list or a corridor of the United States changes Mexico's view")
	}
	if bytes.Equal(view(nuevoLeon+strings.ReplaceAll(secrets, `release = ["USA"]`, `release = ["MEX"]`)), plain) {
		t.Error("Mexico's own watch-list changes nothing: the test tests nothing")
	}
	friend := func(n uint32) air.Body {
		return air.Identify{Center: "USA", Track: n, Identity: air.Hostile, Why: "secret", By: "SD"}
	}
	if !bytes.Equal(view(nuevoLeon, friend(1), friend(2), friend(3), friend(4)), plain) {
		t.Error("an identity that the United States tell nobody changes Mexico's view")
	}
	told := strings.Replace(nuevoLeon, "audience = [\"USA\"]\nstaff = \"full\"", "audience = [\"USA\"]\nstaff = \"full\"\nidentify = { tells = [\"MEX\"] }", 1)
	if bytes.Equal(view(told, friend(1), friend(2), friend(3), friend(4)), plain) {
		t.Error("an identity that is told changes nothing: the test tests nothing")
	}
}

func TestIdentificationGoesOnFromACheckpoint(t *testing.T) {
	sc := load(t, nuevoLeon)
	whole := newTape()
	a := engine(t, sc, 7)
	a.Attach(whole)
	runTo(t, a, 10*air.Minute)
	for _, at := range []air.Time{4 * air.Minute, 8 * air.Minute} {
		b := engine(t, sc, 7)
		if err := b.Load(whole.states[at]); err != nil {
			t.Fatal(err)
		}
		runTo(t, b, 10*air.Minute)
		if a.Digest() != b.Digest() {
			t.Errorf("from %v: digest %x, want %x", at, b.Digest(), a.Digest())
		}
	}
}

// The Citation that never answers is Mexico's to declare, over Mexico: its staff
// does, the American staff tells Mexico and does not declare.
func TestOnlyTheLeadNationDeclares(t *testing.T) {
	did := func(d *desk, what string) (lines []air.LogLine) {
		for _, l := range d.log {
			if l.Did == what && l.Who == "staff" && l.Text != "" {
				lines = append(lines, l)
			}
		}
		return lines
	}
	mexico := flyNuevoLeon(t, 0, 16*air.Minute)
	var whys []string
	for _, l := range did(mexico, "declare") {
		whys = append(whys, l.Text)
		if !l.Robot {
			t.Errorf("not marked as a robot's: %+v", l)
		}
	}
	if want := []string{"its transponder does not answer", "no flight plan", "16 NM off the route of plan EXFALSO"}; !slices.Equal(whys, want) {
		t.Errorf("Mexico declared for %q, want %q", whys, want)
	}
	if got := did(mexico, "explain"); len(got) != 1 || !strings.Contains(got[0].Text, "plan EXTARDE by its code") {
		t.Errorf("explained: %+v, want EXTARDE, whose plan came", got)
	}
	usa := flyNuevoLeon(t, 1, 8*air.Minute, "audience = [\"USA\"]\nstaff = \"full\"", "audience = [\"USA\"]\nstaff = \"full\"\nidentify = { criteria = [\"transponder_off\", \"stolen_report\"] }",
		"[[aircraft]]\nname = \"EXNADA\"", `[[inject]]
at = "00:03:00"
title = "reported stolen"
tell = [{ to = ["USA"], text = "stolen", report = { of = "stolen", lat = 25.40, lon = -100.71 } }]
[[aircraft]]
name = "EXNADA"`)
	if got := did(usa, "declare"); len(got) != 0 {
		t.Errorf("the United States declared over Mexico: %+v", got)
	}
	if got := did(usa, "report"); len(got) != 1 || got[0].With != "MEX" {
		t.Errorf("the United States told Mexico: %+v; criteria %+v", got, usa.met)
	}
}
