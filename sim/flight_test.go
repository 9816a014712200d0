package sim_test

import (
	"fmt"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// laredoAlert is a King Air that flies under 7500 from Monterrey towards Texas, with
// a pair on alert on either side of the border.
const laredoAlert = `
title = "Intercept at Laredo"
start_utc = 2019-07-17T16:00:00Z
duration = "01:00:00"
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
	marks []string // bookmarks
}

func newDiary(e *sim.Engine) *diary {
	d := &diary{last: map[string]uint32{}}
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

func TestTwoPairsMeetAtTheBorder(t *testing.T) {
	sc := loadText(t, laredoAlert)
	e, err := sim.New(sc, sc.Seed)
	if err != nil {
		t.Fatal(err)
	}
	d := newDiary(e)
	e.Attach(d)
	if err := e.RunUntil(t.Context(), air.Hour); err != nil {
		t.Fatal(err)
	}
	for _, l := range d.lines {
		t.Log(l)
	}
}
