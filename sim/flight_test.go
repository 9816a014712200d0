package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/replay/siap"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// laredoAlert is a King Air that flies under 7500 from Monterrey towards Texas, with
// a pair on alert on either side of the border.
const laredoAlert = `
title = "Intercept at Laredo"
start_utc = 2019-07-17T16:00:00Z
duration = "01:30:00"
checkpoint = "00:05:00"
seed = 3
[[radar]]
site = "QZA"
[[radar]]
site = "TARS-RGC"
[[radar]]
site = "SEN-MMMY"
[[center]]
name = "NORAD"
audience = ["USA", "CAN"]
nation = "USA"
staff = "full"
[[center]]
name = "MEX"
audience = ["MEX"]
staff = "full"
[release]
USA = ["USA", "CAN"]
[[feed]]
name = "US"
from_nation = "USA"
to = "NORAD"
delay_s = 2
[[feed]]
name = "MX"
from_nation = "MEX"
to = "MEX"
delay_s = 2
[[aircraft]]
name = "EXAGUILA"
type = "B350"
nation = "MEX"
role = "toi"
mode3a = "7500"
route = [
  { lat = 25.6, lon = -100.3, alt_ft = 15000, speed_kt = 230 },
  { lat = 27.5, lon = -99.4, alt_ft = 15000, speed_kt = 230 },
  { lat = 29.4, lon = -98.5, alt_ft = 15000, speed_kt = 230 },
]
[[aircraft]]
name = "TEXAN1"
type = "TEX2"
nation = "MEX"
role = "interceptor"
standby = true
route = [ { fix = "MMMY", agl_ft = 0 }, { lat = 26.3, lon = -99.9, alt_ft = 15000, speed_kt = 280 } ]
[[aircraft]]
name = "TEXAN2"
type = "TEX2"
nation = "MEX"
role = "interceptor"
standby = true
route = [ { fix = "MMMY", agl_ft = 0 }, { lat = 26.3, lon = -99.9, alt_ft = 15000, speed_kt = 280 } ]
[[aircraft]]
name = "VIPER1"
type = "F16"
nation = "USA"
role = "interceptor"
standby = true
route = [ { fix = "KSKF", agl_ft = 0 }, { lat = 28.5, lon = -98.7, alt_ft = 20000, speed_kt = 400 } ]
[[alert]]
name = "TEXAN"
center = "MEX"
base = "MMMY"
aircraft = ["TEXAN1", "TEXAN2"]
soonest_min = 1
latest_min = 2
[[alert]]
name = "VIPER"
center = "NORAD"
base = "KSKF"
aircraft = ["VIPER1"]
soonest_min = 5
latest_min = 8
guidance = "data"
`

func loadText(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	sc, faults := scenario.Load("test.toml", []byte(text))
	for _, f := range faults {
		t.Error(f)
	}
	if len(faults) > 0 {
		t.FailNow()
	}
	return sc
}

// diary keeps the log of each center, line by line. It is a Tap.
type diary struct {
	names []string
	last  map[string]uint32
	lines []string
	marks []string              // bookmarks
	near  map[string]float64    // m: how near each interceptor came to the other's airspace
	over  map[string]air.Nation // in whose airspace each was last
	fleet truth.Roster
}

func newDiary(e *sim.Engine) *diary {
	d := &diary{last: map[string]uint32{}, near: map[string]float64{}, over: map[string]air.Nation{}, fleet: e.Roster()}
	for _, c := range e.Theater().Centers {
		d.names = append(d.names, c.Name)
	}
	return d
}

func (d *diary) Beat(b *truth.Beat) error {
	for _, o := range b.Orders {
		if m, ok := o.Body.(air.Bookmark); ok {
			d.marks = append(d.marks, fmt.Sprintf("%v %s %s %s", o.At, m.What, m.About, m.Text))
		}
	}
	for i := range b.Truth.Aircraft {
		a := &b.Truth.Aircraft[i]
		m := &d.fleet[a.ID]
		if m.Role == truth.Interceptor && b.At%(5*air.Second) == 0 {
			d.over[m.Name] = atlas.Overflown(a.Pos.Geodetic().LatLon)
		}
		other, ok := map[air.Nation]air.Nation{air.USA: air.MEX, air.MEX: air.USA}[m.Nation]
		if m.Role == truth.Interceptor && ok && b.At%(5*air.Second) == 0 {
			off := atlas.Sovereign(other).Distance(a.Pos.Geodetic().LatLon)
			if was, seen := d.near[m.Name]; !seen || off < was {
				d.near[m.Name] = off
			}
		}
	}
	for i, v := range b.Views {
		if v == nil {
			continue
		}
		name := d.names[i]
		for _, l := range v.Desk.Log {
			if l.Seq > d.last[name] {
				d.last[name] = l.Seq
				d.lines = append(d.lines, fmt.Sprintf("%s %v %s %s %s", name, l.At, l.Who, l.Did, l.Text))
			}
		}
	}
	return nil
}

// diaryOf runs an exercise to a time with orders from outside, and returns its diary.
func diaryOf(t *testing.T, text string, end air.Time, orders ...air.Order) *diary {
	t.Helper()
	sc := loadText(t, text)
	e, err := sim.New(sc, sc.Seed)
	if err != nil {
		t.Fatal(err)
	}
	d := newDiary(e)
	e.Attach(d)
	for _, o := range orders {
		if err := e.Check(o.Body); err != nil {
			t.Fatal(err)
		}
		e.Submit(o)
	}
	if err := e.RunUntil(t.Context(), end); err != nil {
		t.Fatal(err)
	}
	return d
}

// said looks whether the lines of a center hold these, in this order; each is the
// beginning of what follows the time.
func (d *diary) said(t *testing.T, center string, want ...string) {
	t.Helper()
	next := 0
	for _, l := range d.lines {
		words := strings.SplitN(l, " ", 3)
		if next < len(want) && words[0] == center && strings.HasPrefix(words[2], want[next]) {
			next++
		}
	}
	if next < len(want) {
		t.Errorf("%s never wrote %q after the lines before it; the diaries:\n%s", center, want[next], strings.Join(d.lines, "\n"))
	}
}

func (d *diary) never(t *testing.T, word string) {
	t.Helper()
	for _, l := range d.lines {
		if strings.Contains(l, " "+word+" ") {
			t.Errorf("wrote %q", l)
		}
	}
}

// From the word to scramble to landing, on both sides of a border that neither
// crosses: the Mexican pair escorts to the buffer, the American one meets it behind.
func TestTwoPairsMeetAtTheBorder(t *testing.T) {
	d := diaryOf(t, laredoAlert, 85*air.Minute)
	d.said(t, "MEX", "staff scramble TEXAN: from MMMY", "TEXAN ordered", "TEXAN airborne", "TEXAN closing", "TEXAN visual TEXAN: B350 MEX EXAGUILA",
		"staff escort TEXAN", "staff break_off TEXAN: at the buffer", "TEXAN broken_off", "staff recover TEXAN", "TEXAN home", "TEXAN down TEXAN: landed")
	d.said(t, "NORAD", "staff scramble VIPER: from KSKF", "VIPER airborne", "VIPER closing", "VIPER visual VIPER: B350 MEX EXAGUILA", "staff escort VIPER",
		"staff break_off VIPER: the track is lost", "staff recover VIPER", "VIPER down VIPER: landed")
	d.never(t, "breach")
	if len(d.marks) > 0 || d.near["TEXAN1"] < 5*geo.NM || d.near["VIPER1"] < 5*geo.NM {
		t.Errorf("bookmarks %v; the pairs came within %.1f and %.1f NM of the other side, want 5 at least", d.marks, d.near["TEXAN1"]/geo.NM, d.near["VIPER1"]/geo.NM)
	}
}

// A person may do what a robot does not: then it is noticed, by the own center and by
// the referee, and prevented by nobody.
func TestAPersonMayCross(t *testing.T) {
	d := diaryOf(t, laredoAlert, 32*air.Minute, act(20*air.Minute, air.Act{Center: "MEX", Do: "vector", Track: 1, To: "TEXAN", By: "controller"}))
	d.said(t, "MEX", "TEXAN visual", "controller vector TEXAN", "staff breach TEXAN over USA: no interceptor of MEX may go there")
	if len(d.marks) != 2 || !strings.Contains(d.marks[0], "breach TEXAN") {
		t.Errorf("the referee marked %v, want one for each aircraft of the pair", d.marks)
	}
}

func act(at air.Time, a air.Act) air.Order { return air.Order{At: at, From: 2, Body: a} }

// erie is a light aircraft under 7500 from Ohio across the lake towards Toronto, an
// American pair on alert, and a Canadian region that may consent.
const erie = `
title = "Across Lake Erie"
start_utc = 2025-10-28T14:30:00Z
duration = "01:00:00"
seed = 5
[[radar]]
site = "QDB"
[[radar]]
site = "QDT"
[[center]]
name = "EADS"
audience = ["USA"]
staff = "full"
[[center]]
name = "CADS"
audience = ["CAN"]
staff = "STAFF"
[[feed]]
name = "US"
from_nation = "USA"
to = "EADS"
delay_s = 2
[[aircraft]]
name = "EXERIE"
type = "B350"
nation = "USA"
role = "toi"
mode3a = "7500"
route = [ { lat = 41.3, lon = -81.9, alt_ft = 12000, speed_kt = 220 }, { lat = 43.4, lon = -80.0, alt_ft = 12000, speed_kt = 220 } ]
[[aircraft]]
name = "FALCON1"
type = "F16"
nation = "USA"
role = "interceptor"
standby = true
route = [ { fix = "KMTC", agl_ft = 0 }, { lat = 42.0, lon = -82.0, alt_ft = 15000, speed_kt = 400 } ]
[[alert]]
name = "FALCON"
center = "EADS"
base = "KMTC"
aircraft = ["FALCON1"]
soonest_min = 2
latest_min = 3
guidance = "data"
[[zone]]
name = "Toronto"
nation = "CAN"
center = "EADS"
lat = 43.0
lon = -80.4
release = ["USA", "CAN"]
ring = [ { radius_nm = 30, ceiling_ft = 18000 } ]
`

// NORAD orders, Canada consents: the pair goes on, and nothing is breached.
func TestAPairCrossesByOrderAndConsent(t *testing.T) {
	d := diaryOf(t, strings.Replace(erie, "STAFF", "full", 1), 45*air.Minute)
	d.said(t, "EADS", "staff scramble FALCON", "FALCON airborne", "staff request leave FALCON over CAN for escort, armed", "CADS answer leave FALCON over CAN for escort, armed: granted")
	d.said(t, "CADS", "staff grant leave FALCON over CAN for escort, armed: NORAD orders, the region consents")
	d.said(t, "EADS", "staff escort FALCON", "staff zone Toronto")
	d.never(t, "breach")
	d.never(t, "break_off")
	if d.over["FALCON1"] != air.CAN || len(d.marks) > 0 {
		t.Errorf("the pair was last over %v, marked %v; want it over Canada, unmarked", d.over["FALCON1"], d.marks)
	}
}

// command is a common command over both sides of the lake.
const command = `
[[center]]
name = "NORAD"
audience = ["USA", "CAN"]
`

// Where there is a common command its order is an act of its own: asked for, given,
// and with the region's consent the pair crosses.
func TestAPairCrossesByTheWordOfTheCommonCommand(t *testing.T) {
	d := diaryOf(t, strings.Replace(erie, "STAFF", "full", 1)+command, 45*air.Minute)
	d.said(t, "EADS", "FALCON airborne", "staff request leave FALCON over CAN", "staff request order FALCON over CAN")
	d.said(t, "NORAD", "staff order FALCON over CAN")
	d.said(t, "EADS", "NORAD answer order FALCON over CAN: granted")
	d.said(t, "CADS", "NORAD ordered FALCON over CAN", "staff consent FALCON over CAN")
	d.never(t, "breach")
	if d.over["FALCON1"] != air.CAN || len(d.marks) > 0 {
		t.Errorf("the pair was last over %v, marked %v; want it over Canada, unmarked", d.over["FALCON1"], d.marks)
	}
}

// dead cuts the way to the command.
const dead = "\n[[line]]\nname = \"PHONE\"\nbetween = [\"EADS\", \"NORAD\"]\nkind = \"voice\"\n[[inject]]\ntitle = \"The telephone is dead\"\nat = \"00:00:01\"\nfeed_cut = [\"PHONE\"]\n"

// Canada alone consents, and the command's line is dead: the order is late, and the
// pair stays on its side. A person who sends it across breaks the rule.
func TestAPairWaitsForTheOrder(t *testing.T) {
	text := strings.NewReplacer("STAFF", "full", "KMTC", "KCLE").Replace(erie) + command + dead
	d := diaryOf(t, text, 45*air.Minute)
	d.said(t, "EADS", "staff request order FALCON over CAN", "staff late order FALCON over CAN")
	d.said(t, "EADS", "CADS answer leave FALCON over CAN for escort, armed: granted", "staff break_off FALCON: at the buffer")
	d.never(t, "breach")
	if d.over["FALCON1"] == air.CAN || len(d.marks) > 0 {
		t.Errorf("the pair was last over %v, marked %v; want it over the United States", d.over["FALCON1"], d.marks)
	}
}

// A person who sends a flight across with the region's leave alone breaks the rule:
// its own center notices, and the referee.
func TestAPairWithoutAnOrderBreaksTheRule(t *testing.T) {
	d := diaryOf(t, strings.Replace(erie, "STAFF", "full", 1)+command+dead, 45*air.Minute,
		act(12*air.Minute, air.Act{Center: "EADS", Do: "request", To: "CADS", Text: "leave FALCON over CAN for escort, armed", By: "controller"}),
		act(20*air.Minute, air.Act{Center: "EADS", Do: "vector", Track: 1, To: "FALCON", By: "controller"}))
	d.said(t, "EADS", "CADS answer leave FALCON over CAN for escort, armed: granted")
	d.said(t, "EADS", "controller vector FALCON", "staff breach FALCON over CAN: without an order of NORAD")
	if len(d.marks) == 0 || !strings.Contains(d.marks[0], "breach FALCON1") {
		t.Errorf("the referee marked %v, want the flight", d.marks)
	}
}

// A person orders unasked, and the region consents; nobody else's order counts.
func TestAnOrderUnasked(t *testing.T) {
	order := func(by, to, text string) air.Order {
		return act(8*air.Minute, air.Act{Center: by, Do: "order", To: to, Text: text, By: "battle captain"})
	}
	d := diaryOf(t, strings.Replace(erie, "STAFF", "full", 1)+command, 20*air.Minute,
		order("NORAD", "EADS", "FALCON over CAN"), order("CADS", "EADS", "FALCON over CAN"), order("NORAD", "EADS", "FALCON over MEX"))
	d.said(t, "NORAD", "battle captain order FALCON over CAN")
	d.said(t, "CADS", "NORAD ordered FALCON over CAN", "staff consent FALCON over CAN")
	d.said(t, "EADS", "NORAD answer order FALCON over CAN: granted", "CADS answer consent FALCON over CAN: granted")
	d.never(t, "order FALCON over MEX")
	d.never(t, "CADS answer order")
}

// Silence is no consent: the pair stays on its side.
func TestAPairWaitsForConsent(t *testing.T) {
	d := diaryOf(t, strings.NewReplacer("STAFF", "scope", "KMTC", "KCLE").Replace(erie), 45*air.Minute)
	d.said(t, "EADS", "staff request leave FALCON over CAN", "staff break_off FALCON: at the buffer", "staff recover FALCON")
	d.said(t, "EADS", "staff request leave FALCON over CAN", "staff late leave FALCON over CAN")
	d.never(t, "breach")
	if d.over["FALCON1"] == air.CAN || len(d.marks) > 0 {
		t.Errorf("the pair was last over %v, marked %v; want it over the United States", d.over["FALCON1"], d.marks)
	}
}

// From a base beyond a peninsula that is Canada's there is a way around it, or the
// staff says that it cannot.
func TestAPairFliesAroundTheNeighbour(t *testing.T) {
	d := diaryOf(t, strings.Replace(erie, "STAFF", "scope", 1), 25*air.Minute)
	d.said(t, "EADS", "FALCON closing", "staff cannot FALCON: no meeting short of the border", "FALCON down FALCON: landed")
	d.never(t, "breach")
	if len(d.marks) > 0 {
		t.Errorf("marked %v", d.marks)
	}
}

// Whose plane it is counts, not who noticed: a zone without a waiver is told.
func TestAWaiverOpensAZone(t *testing.T) {
	text := strings.Replace(strings.Replace(erie, "STAFF", "full", 1), "release = [\"USA\", \"CAN\"]\n", "waivers = [\"EXERIE\"]\nrelease = [\"USA\", \"CAN\"]\n", 1)
	d := diaryOf(t, strings.Replace(text, `mode3a = "7500"`, "mode3a = \"7500\"\naddress = \"A00123\"", 1), 40*air.Minute)
	d.never(t, "zone")
}

const asking = `
title = "A request"
start_utc = 2005-03-15T14:00:00Z
duration = "03:00:00"
seed = 1
[[center]]
name = "SEADS"
audience = ["USA"]
staff = "full"
[[center]]
name = "SIVA"
audience = ["MEX"]
staff = "SIVA"
[[agreement]]
name = "over-flight"
profile = "PROFILE"
between = ["USA", "MEX"]
[[line]]
name = "telephone"
kind = "voice"
between = ["SEADS", "SIVA"]
`

// SEADS asks for an E-3 over the Gulf of California, now. What Mexico answers is the
// agreement's to say.
func TestSEADSAsksForAnOverflight(t *testing.T) {
	const what = "over-flight SENTRY over MEX for monitor"
	ask := act(45*air.Minute, air.Act{Center: "SEADS", Do: "request", To: "SIVA", Text: what, By: "liaison"})
	for _, tt := range []struct {
		profile, staff, want string
		within               air.Time
	}{
		{"1997", "full", "SIVA answer " + what + ": denied: no stand-off monitoring", 15 * air.Minute},
		{"bases-2026", "full", "SIVA answer " + what + ": denied: a request is in writing", 15 * air.Minute},
		{"proposed", "full", "SIVA answer " + what + ": granted: from 02:4", 33 * air.Minute},
		{"proposed", "scope", "staff late " + what, 36 * air.Minute},
	} {
		t.Run(tt.profile+" "+tt.staff, func(t *testing.T) {
			text := strings.NewReplacer("PROFILE", tt.profile, `staff = "SIVA"`, "staff = \""+tt.staff+"\"").Replace(asking)
			diaryOf(t, text, ask.At+tt.within, ask).said(t, "SEADS", "liaison request "+what, tt.want)
		})
	}
}

func TestAPersonAnswersBeforeTheStaff(t *testing.T) {
	const what = "over-flight SENTRY over MEX for monitor"
	text := strings.NewReplacer("PROFILE", "proposed", `staff = "SIVA"`, `staff = "full"`).Replace(asking)
	d := diaryOf(t, text, 90*air.Minute,
		act(45*air.Minute, air.Act{Center: "SEADS", Do: "request", To: "SIVA", Text: what, By: "liaison"}),
		act(48*air.Minute, air.Act{Center: "SIVA", Do: "deny", To: "SEADS", Text: what + ": not today", By: "colonel"}))
	d.said(t, "SIVA", "colonel deny "+what+": not today")
	d.said(t, "SEADS", "SIVA answer "+what+": denied: not today")
	d.never(t, "grant")
}

func TestOverTheHighSeasNobodyIsAsked(t *testing.T) {
	const what = "over-flight SENTRY over high seas for monitor"
	d := diaryOf(t, strings.NewReplacer("PROFILE", "1997", `staff = "SIVA"`, `staff = "full"`).Replace(asking), 46*air.Minute,
		act(45*air.Minute, air.Act{Center: "SEADS", Do: "request", To: "SIVA", Text: what, By: "liaison"}))
	d.said(t, "SEADS", "liaison request "+what, "staff answer "+what+": granted: over the high seas no leave is needed")
}

// The same exercise runs to the same bytes, and goes on from a checkpoint in the
// middle of an escort as if nothing had been.
func TestFlightsGoOnFromACheckpoint(t *testing.T) {
	build := func() *sim.Engine {
		sc := loadText(t, laredoAlert)
		e, err := sim.New(sc, sc.Seed)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	run := func(e *sim.Engine, to air.Time) {
		t.Helper()
		if err := e.RunUntil(t.Context(), to); err != nil {
			t.Fatal(err)
		}
	}
	whole, first, second := build(), build(), build()
	run(whole, 32*air.Minute)
	for _, half := range []air.Time{80 * air.Second, 5 * air.Minute, 26*air.Minute + 30*air.Second} {
		run(first, half)
		if err := second.Load(first.Append(nil)); err != nil {
			t.Fatal(err)
		}
	}
	run(second, 32*air.Minute)
	if whole.Digest() != second.Digest() {
		t.Errorf("from a checkpoint: digest %x, want %x", second.Digest(), whole.Digest())
	}
}

// What people can do they may: a scramble on somebody's airliner, and a crossing. The
// score has both, the crossing as the own center and as the referee saw it.
func TestWhatPeopleDoWrongIsScored(t *testing.T) {
	liner := `
[[aircraft]]
name = "EXLINER"
type = "B738"
nation = "MEX"
role = "background"
route = [ { lat = 25.2, lon = -100.9, alt_ft = 25000, speed_kt = 290 }, { lat = 28.6, lon = -99.0, alt_ft = 25000, speed_kt = 290 } ]
[[alert]]
`
	sc := loadText(t, strings.Replace(strings.Replace(laredoAlert, `mode3a = "7500"`, `mode3a = "4321"`, 1), "[[alert]]\n", liner, 1))
	e, err := sim.New(sc, sc.Seed)
	if err != nil {
		t.Fatal(err)
	}
	th := e.Theater()
	meter := siap.NewMeter(&th, e.Roster(), siap.Options{Overflown: atlas.Overflown})
	e.Attach(meter)
	liners := e.Roster()
	asked := false
	e.Attach(tap(func(b *truth.Beat) error {
		v := b.Views[1]
		if v == nil || asked || b.At < 30*air.Second {
			return nil
		}
		for i := range b.Truth.Aircraft {
			a := &b.Truth.Aircraft[i]
			for k := range v.Tracks {
				if liners[a.ID].Name == "EXLINER" && v.Tracks[k].Pos.Sub(a.Pos).Norm() < 3000 {
					e.Submit(act(b.At, air.Act{Center: "MEX", Do: "scramble", Track: v.Tracks[k].Number, To: "TEXAN", By: "controller"}))
					e.Submit(act(b.At+4*air.Minute, air.Act{Center: "MEX", Do: "vector", Track: v.Tracks[k].Number, To: "TEXAN", By: "controller"}))
					asked = true
				}
			}
		}
		return nil
	}))
	if err := e.RunUntil(t.Context(), 50*air.Minute); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range meter.Score().Faults {
		count[f.What+" "+f.Center]++
	}
	if !asked || count["false scramble MEX"] != 1 || count["breach MEX"] == 0 || count["breach referee"] == 0 {
		t.Errorf("asked %v, faults %v; want a false scramble, and breaches told by the center and by the referee", asked, count)
	}
}

// tap is a Tap made of a function.
type tap func(b *truth.Beat) error

func (f tap) Beat(b *truth.Beat) error { return f(b) }
