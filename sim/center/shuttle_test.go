package center

import (
	"fmt"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// shuttle is two centers, Mexico's and NORAD's, whose pictures are written by
// hand and whose messages are carried by hand: with a delay, or not at all.
type shuttle struct {
	t       testing.TB
	mex, us *Center
	now     air.Time
	delay   air.Time // of data
	voice   air.Time // of voice
	cut     bool     // the data line
	deaf    bool     // the telephone too
	talks   []carried
	said    []air.Message   // all so far
	plane   fix             // the aircraft
	seen    map[string]bool // by center: its own radar sees it
	feed    map[string]bool // by center: only the neighbour's radar on a feed sees it
	numbers map[string]uint32
	logs    []string
	lines   map[string]uint32 // by center: the last line of its log
	robots  bool
}

type carried struct {
	at air.Time
	m  air.Message
}

func newShuttle(t testing.TB) *shuttle {
	th := theater()
	th.Sensors[mty].Nation, th.Sensors[cuu].Nation, th.Sensors[mrf].Nation = air.MEX, air.MEX, air.USA
	sc := &scenario.Scenario{
		Centers: []scenario.Center{
			{Name: "MEX", Audience: mex, Nation: air.MEX, Kind: scenario.Defence, Staff: "full"},
			{Name: "NORAD", Audience: both, Kind: scenario.Defence, Staff: "full"},
		},
		Lines: []scenario.Line{{Name: "SDN", Between: [2]string{"MEX", "NORAD"}, Delay: air.Second, Factor: 1.5}},
	}
	centers, err := New(sc, 1, th, plans())
	if err != nil {
		t.Fatal(err)
	}
	return &shuttle{
		t: t, mex: &centers[0], us: &centers[1], delay: air.Second, voice: 45 * air.Second,
		plane:   fix{Pos: geo.Deg(29.0, -104.3), Course: 0, Speed: 230 * knot, Level: air.FLFeet(15000), Known: true},
		seen:    map[string]bool{"MEX": true, "NORAD": true},
		feed:    map[string]bool{},
		numbers: map[string]uint32{"MEX": 12, "NORAD": 77},
		lines:   map[string]uint32{},
		robots:  true,
	}
}

// second lets a second pass for both.
func (s *shuttle) second() {
	s.now += air.Second
	s.carry()
	for _, c := range []*Center{s.mex, s.us} {
		c.Accept(&air.Parcel{To: c.id, Arrived: s.now})
		c.watch(air.Picture{Center: c.id, At: s.now, Tracks: s.tracks(c)}, nil)
		c.runCases(s.now)
		for _, o := range c.Staff(s.now) {
			if _, act := o.Body.(air.Act); !act || s.robots {
				c.Apply(s.now, o.Body)
			}
		}
		for _, l := range c.View(s.now).Desk.Log {
			if l.Seq > s.lines[c.name] {
				s.lines[c.name] = l.Seq
				s.logs = append(s.logs, fmt.Sprintf("%s %v", c.name, show(&l)))
			}
		}
	}
}

func show(l *air.LogLine) string {
	return strings.TrimRight(fmt.Sprintf("%v %s %s: %s", l.At, l.Who, l.Did, l.Text), ": ")
}

// carry brings what is due and puts on its way what was said.
func (s *shuttle) carry() {
	keep := s.talks[:0]
	for _, t := range s.talks {
		if t.at > s.now {
			keep = append(keep, t)
			continue
		}
		c := s.mex
		if t.m.To == "NORAD" {
			c = s.us
		}
		c.Hear(&air.Parcel{To: c.id, Arrived: s.now, Messages: []air.Message{t.m}})
	}
	s.talks = keep
	for _, c := range []*Center{s.mex, s.us} {
		for _, m := range c.Said() {
			s.said = append(s.said, m)
			if m.Voice && !s.deaf {
				s.talks = append(s.talks, carried{s.now + s.voice, m})
			} else if !m.Voice && !s.cut {
				s.talks = append(s.talks, carried{s.now + s.delay, m})
			}
		}
	}
}

// tracks is the picture of a center: the aircraft if it sees it.
func (s *shuttle) tracks(c *Center) []air.Track {
	if !s.seen[c.name] && !s.feed[c.name] {
		return nil
	}
	sensor, level := mty, s.plane.Level
	if c == s.us {
		sensor = mrf
	}
	if s.feed[c.name] {
		sensor = cuu
	}
	where := s.plane.on(s.now).At(4500)
	frame := geo.NewFrame(where)
	v := geo.Vec{Y: s.plane.Speed}
	t := air.Track{
		Number: s.numbers[c.name], Status: air.Confirmed, Pos: where.ECEF(), Vel: frame.Unturn(v), Updated: s.now,
		Has: air.HasLevel, Level: level,
	}
	t.By[0] = air.Contribution{Sensor: sensor, Kind: air.PSR}
	return []air.Track{t}
}

func (s *shuttle) until(end air.Time) {
	for s.now < end {
		s.second()
	}
}

func (s *shuttle) do(c *Center, do, text string) bool {
	a := air.Act{Center: c.name, Do: do, Track: s.numbers[c.name], Text: text, By: "SEAT"}
	if spec, _ := air.FindAct(do); spec.To != "" {
		a.To = "NORAD"
		if c == s.us {
			a.To = "MEX"
		}
	}
	return c.Apply(s.now, a)
}

func (s *shuttle) state(c *Center) string {
	c.showCases()
	var states []string
	for _, x := range c.desk.Cases {
		states = append(states, x.State)
	}
	return strings.Join(states, " ")
}

func TestAHandOverFromInterestToHandedOver(t *testing.T) {
	s := newShuttle(t)
	s.second()
	s.mex.Apply(s.now, air.Identify{Center: "MEX", Track: 12, Identity: air.Suspect, Interest: true, Why: "reported stolen"})
	s.until(16 * air.Minute)
	if s.state(s.mex) != "handed_over" || s.state(s.us) != "handed_over" {
		t.Errorf("MEX: %s, NORAD: %s; want both handed_over", s.state(s.mex), s.state(s.us))
	}
	t.Log("\n" + strings.Join(s.logs, "\n"))
	for _, m := range s.said {
		if m.Says.Word != "tell" {
			t.Log(m.Text)
		}
	}
}

func TestTheStaffIsSilentWhereAPersonActs(t *testing.T) {
	s := newShuttle(t)
	s.second()
	if !s.do(s.mex, "declare", "reported stolen") {
		t.Fatal("the declaration was not taken")
	}
	s.until(10 * air.Minute)
	if got := s.state(s.mex); got != "toi" {
		t.Errorf("got %s, want toi: only a person may warn now", got)
	}
	s.do(s.mex, "warn", "")
	s.until(11 * air.Minute)
	if got := s.state(s.mex); got != "held_both" {
		t.Errorf("got %s, want held_both: the machine answers, the neighbour's staff acts", got)
	}
}
