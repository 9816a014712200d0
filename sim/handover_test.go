package sim_test

import (
	"fmt"
	"slices"
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
}

func newDesks(e *sim.Engine) *desks {
	d := &desks{last: map[string]uint32{}, states: map[string]string{}}
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
			d.states[name+" "+c.Name] = c.State
		}
	}
	return nil
}

func TestATrackOfInterestIsHandedOverByRobots(t *testing.T) {
	e := engine(t, loadLaredo(t, laredo), 3)
	d := newDesks(e)
	e.Attach(d)
	runTo(t, e, 25*air.Minute)
	for _, side := range []string{"MEX MEX-1", "NORAD MEX-1"} {
		if got := d.states[side]; got != "handed_over" {
			t.Errorf("%s: %q, want handed_over", side, got)
		}
	}
	if t.Failed() || testing.Verbose() {
		for _, l := range d.lines {
			t.Log(l)
		}
	}
	if !slices.ContainsFunc(d.lines, func(s string) bool { return len(s) > 0 }) {
		t.Error("nothing was logged")
	}
}
