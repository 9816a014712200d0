package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
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
	marks []string           // bookmarks
	near  map[string]float64 // m: how near each interceptor came to the other's airspace
	fleet truth.Roster
}

func newDiary(e *sim.Engine) *diary {
	d := &diary{last: map[string]uint32{}, near: map[string]float64{}, fleet: e.Roster()}
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

// fly runs an exercise to a time with orders from outside, and returns its diary.
func fly(t *testing.T, text string, end air.Time, orders ...air.Order) *diary {
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
	d := fly(t, laredoAlert, 85*air.Minute)
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
	d := fly(t, laredoAlert, 32*air.Minute, act(20*air.Minute, air.Act{Center: "MEX", Do: "vector", Track: 1, To: "TEXAN", By: "controller"}))
	d.said(t, "MEX", "TEXAN visual", "controller vector TEXAN", "staff breach TEXAN over USA: no interceptor of MEX may go there")
	if len(d.marks) != 2 || !strings.Contains(d.marks[0], "breach TEXAN") {
		t.Errorf("the referee marked %v, want one for each aircraft of the pair", d.marks)
	}
}

func act(at air.Time, a air.Act) air.Order { return air.Order{At: at, From: 2, Body: a} }
