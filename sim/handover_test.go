package sim_test

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// laredo is a King Air that flies dark from Monterrey towards Texas, seen by a
// radar of each side, between two centers with a full staff.
const laredo = `
title = "Hand-over at Laredo"
start_utc = 2019-07-17T16:00:00Z
duration = "00:40:00"
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
[[line]]
name = "SDN"
between = ["MEX", "NORAD"]
[[aircraft]]
name = "EXAGUILA"
type = "B350"
nation = "MEX"
role = "toi"
mode3a = "7500"
route = [
  { lat = 25.9, lon = -100.0, alt_ft = 15000, speed_kt = 230 },
  { lat = 29.0, lon = -98.6, alt_ft = 15000, speed_kt = 230 },
]
`

func loadLaredo(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	sc, faults := scenario.Load("laredo.toml", []byte(text))
	for _, f := range faults {
		t.Fatal(f)
	}
	return sc
}

// desks keeps each center's log and the last states of its cases. It is a Tap.
type desks struct {
	names  []string
	last   map[string]uint32
	lines  []string
	states map[string]string
	cases  map[string]air.Case // the same, whole
}

func newDesks(e *sim.Engine) *desks {
	d := &desks{last: map[string]uint32{}, states: map[string]string{}, cases: map[string]air.Case{}}
	for _, c := range e.Theater().Centers {
		d.names = append(d.names, c.Name)
	}
	return d
}

func (d *desks) Beat(b *truth.Beat) error {
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
		for _, c := range v.Desk.Cases {
			d.states[name+" "+c.Name], d.cases[name+" "+c.Name] = c.State, c
		}
	}
	return nil
}

// units are two ATC units and a liner from one to the other, for the end of laredo.
const units = `
[[center]]
name = "MMTY"
audience = ["MEX"]
kind = "atc"
staff = "full"
[[center]]
name = "ZHU"
audience = ["USA"]
kind = "atc"
staff = "full"
[[feed]]
name = "MX-ACC"
from_nation = "MEX"
to = "MMTY"
delay_s = 2
[[feed]]
name = "US-ARTCC"
from_nation = "USA"
to = "ZHU"
delay_s = 2
[[line]]
name = "AIDC"
between = ["MMTY", "ZHU"]
[[aircraft]]
name = "EXLINER"
callsign = "XAM123"
type = "B738"
nation = "MEX"
mode3a = "4521"
plan = { from = "MMMY", to = "KSAT", release = ["USA", "CAN", "MEX"] }
route = [
  { lat = 25.8, lon = -100.1, alt_ft = 28000, speed_kt = 420 },
  { lat = 29.5, lon = -98.5, alt_ft = 28000, speed_kt = 420 },
]
`

func TestATrackOfInterestIsHandedOverByRobots(t *testing.T) {
	d := staffed(t, laredo, 3, 21*air.Minute)
	d.ends(t, map[string]string{"MEX MEX-1": "handed_over", "NORAD MEX-1": "handed_over"})
	d.says(t, "MEX", "staff declare squawked 7500", "staff warn", "NORAD receipt", "NORAD contact", "staff offer", "NORAD accept", "staff release", "NORAD receipt")
	for _, side := range []string{"MEX MEX-1", "NORAD MEX-1"} {
		c := d.cases[side]
		if c.Gap <= 0 || c.Gap > 30*air.Second || c.Apart <= 0 || c.Apart > 2*1852 || c.Lead != air.MEX && c.Lead != air.USA || c.Other == 0 {
			t.Errorf("%s: want a gap below 30 s and less than 2 NM apart, got %+v", side, c)
		}
	}
	d.says(t, "NORAD", "MEX warn", "staff contact", "MEX check", "MEX offer", "staff accept", "MEX release")
}

// The line is cut when the offer goes out: by voice, in the other's language and
// so later, but handed over.
func TestAPartitionDuringTheOffer(t *testing.T) {
	e := engine(t, loadLaredo(t, laredo), 3)
	d := newDesks(e)
	e.Attach(d)
	e.Submit(air.Order{At: 16 * air.Minute, Body: air.FeedCut{Feed: "SDN"}})
	runTo(t, e, 27*air.Minute)
	d.ends(t, map[string]string{"MEX MEX-1": "handed_over", "NORAD MEX-1": "handed_over"})
	d.says(t, "MEX", "staff offer", "staff late no answer to the offer", "staff offer", "NORAD accept", "staff release", "NORAD receipt")
}

// A person's act silences the staff on that case.
func TestAPersonTakesACaseOver(t *testing.T) {
	e := engine(t, loadLaredo(t, laredo), 3)
	d := newDesks(e)
	e.Attach(d)
	e.Submit(air.Order{At: 30 * air.Second, Body: air.Act{Center: "MEX", Do: "declare", Track: 1, Text: "reported stolen", By: "CENAVI-1"}})
	runTo(t, e, 10*air.Minute)
	d.ends(t, map[string]string{"MEX MEX-1": "toi"})
	d.says(t, "MEX", "CENAVI-1 declare reported stolen")
}

func TestALinerIsTransferredByRobots(t *testing.T) {
	d := staffed(t, laredo+units, 3, 25*air.Minute)
	d.says(t, "MMTY", "staff planned", "staff coordinate", "ZHU LAM", "staff hand_off", "ZHU RLA", "ZHU RTA", "staff late told to call", "staff crosses control passes")
	d.says(t, "ZHU", "MMTY EST coordinated", "MMTY RTI", "staff take", "MMTY LAM", "staff late on our frequency", "staff crosses control passes")
}

// The same line by other messages: control passes with AOC.
func TestALinerIsTransferredByOtherMessages(t *testing.T) {
	d := staffed(t, laredo+strings.Replace(units, "name = \"AIDC\"\n", "name = \"AIDC\"\nmessages = \"aidc-like/1\"\n", 1), 3, 25*air.Minute)
	d.says(t, "MMTY", "staff planned by aidc-like/1, not verified", "ZHU LAM", "staff coordinate", "ZHU ACP agreed", "staff hand_off", "ZHU AOC taken")
	d.says(t, "ZHU", "MMTY ABI", "MMTY EST", "staff take", "MMTY TOC", "staff take", "MMTY LAM the giver has our acceptance: control is ours")
}

// A seat's word that nothing is taken over the line: rejected with 10.
func TestAUnitTakesNothingOverTheLine(t *testing.T) {
	e := engine(t, loadLaredo(t, laredo+units), 3)
	d := newDesks(e)
	e.Attach(d)
	e.Submit(air.Order{At: air.Second, Body: air.Act{Center: "ZHU", Do: "suspend", To: "MMTY", Text: "the line is tested", By: "ZHU-1"}})
	runTo(t, e, 20*air.Minute)
	d.says(t, "ZHU", "ZHU-1 suspend the line is tested", "MMTY LRM not in service: 10/3/KZHU")
	d.says(t, "MMTY", "staff coordinate", "ZHU LRM rejected: 10/3/KZHU", "ZHU take")
}

// Handed over and transferred, saved and loaded in the middle, on one core or
// many: the same digest.
func TestHandOversAreTheSameEachTime(t *testing.T) {
	const end = 20 * air.Minute
	sc := loadLaredo(t, laredo+units)
	whole := newTape()
	a := engine(t, sc, 3)
	a.Attach(whole)
	runTo(t, a, end)

	t.Run("again, on one core", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		b := engine(t, loadLaredo(t, laredo+units), 3)
		runTo(t, b, end)
		if a.Digest() != b.Digest() {
			t.Errorf("digest %x, want %x", b.Digest(), a.Digest())
		}
	})
	for _, at := range []air.Time{5 * air.Minute, 10 * air.Minute, 15 * air.Minute} {
		t.Run(fmt.Sprintf("from %v", at), func(t *testing.T) {
			b := engine(t, sc, 3)
			if err := b.Load(whole.states[at]); err != nil {
				t.Fatal(err)
			}
			runTo(t, b, end)
			if a.Digest() != b.Digest() {
				t.Errorf("digest %x, want %x", b.Digest(), a.Digest())
			}
		})
	}
}

// staffed runs a scenario and returns what came upon the desks.
func staffed(t *testing.T, text string, seed uint64, end air.Time) *desks {
	t.Helper()
	e := engine(t, loadLaredo(t, text), seed)
	d := newDesks(e)
	e.Attach(d)
	runTo(t, e, end)
	return d
}

// ends checks the states in which cases end, by "CENTER CASE".
func (d *desks) ends(t *testing.T, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got := d.states[name]; got != want[name] {
			t.Errorf("%s: %q, want %q\n%s", name, got, want[name], strings.Join(d.lines, "\n"))
		}
	}
}

// says checks that a center's log has these words in this order.
func (d *desks) says(t *testing.T, center string, words ...string) {
	t.Helper()
	next := 0
	for _, l := range d.lines {
		if name, text, _ := strings.Cut(l, " "); next < len(words) && name == center && strings.Contains(text, words[next]) {
			next++
		}
	}
	if next < len(words) {
		t.Errorf("%s never says %q after %q\n%s", center, words[next], words[:next], strings.Join(d.lines, "\n"))
	}
}

func TestAnActNamesACenterOfTheExercise(t *testing.T) {
	e := engine(t, loadLaredo(t, laredo), 3)
	err := e.Check(air.Act{Center: "MEX", Do: "warn", Track: 1, To: "ATLANTIS"})
	if err == nil || !strings.Contains(err.Error(), "ATLANTIS") {
		t.Errorf("got %v, want that there is no such center", err)
	}
}
