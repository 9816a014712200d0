package center

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// shuttle is two centers, Mexico's and a northern one, whose pictures are written
// by hand and whose messages are carried by hand: with a delay, or not at all.
type shuttle struct {
	t       testing.TB
	mex, us *Center
	now     air.Time
	delay   air.Time // of data
	voice   air.Time // of voice
	cut     bool     // the data line
	deaf    bool     // the telephone too
	twice   bool     // data arrives twice
	talks   []carried
	said    []air.Message      // all so far
	plane   fix                // the aircraft
	code    air.Mode3A         // 0: it is dark
	seen    map[string]bool    // by center: its own radar sees it
	feed    map[string]bool    // by center: only the neighbour's radar on a feed sees it
	off     map[string]float64 // by center: m by which its radar places it to the north
	numbers map[string]uint32
	other   air.Mode3A // another aircraft's code, a neighbour in the picture of both
	logs    []string
	lines   map[string]uint32 // by center: the last line of its log
	robots  map[string]bool   // by center: its staff acts
	reload  func()            // before some seconds
}

type carried struct {
	at air.Time
	m  air.Message
}

func newShuttle(t testing.TB) *shuttle {
	return makeShuttle(t, "MEX", "NORAD", scenario.Defence, theater(), plans(), "")
}

// newUnits returns two ATC units, and a liner from Monterrey's airspace to Houston's.
// The messages between them are those of a set; empty: NAM-like.
func newUnits(t testing.TB, messages string) *shuttle {
	th := theater()
	th.Centers[0].Name, th.Centers[1].Name = "MMTY", "ZHU"
	book := plans()
	copy(book[0].From[:], "MMMX")
	copy(book[0].To[:], "KIAH")
	copy(book[0].Type[:], "B738")
	s := makeShuttle(t, "MMTY", "ZHU", scenario.ATC, th, book, messages)
	s.plane = fix{Pos: geo.Deg(24.4, -99.1), Course: 0.27, Speed: 440 * knot, Level: air.FLFeet(35000), Known: true}
	s.code = 0o2301
	return s
}

func makeShuttle(t testing.TB, south, north string, kind scenario.CenterKind, th *air.Theater, book []air.Plan, messages string) *shuttle {
	th.Sensors[mty].Nation, th.Sensors[cuu].Nation, th.Sensors[mrf].Nation = air.MEX, air.MEX, air.USA
	th.Sensors[mrf].SSR = true
	sc := &scenario.Scenario{
		Start: 1563379200, // 2019-07-17 16:00 UTC
		Beat:  air.Second,
		Centers: []scenario.Center{
			{Name: south, Audience: mex, Nation: air.MEX, Kind: kind, Area: south, Staff: "full", Reaction: 20 * air.Second},
			{Name: north, Audience: both, Kind: kind, Area: north, Staff: "full", Reaction: 20 * air.Second},
			{Name: "WEST", Audience: air.Only(air.USA), Nation: air.USA, Kind: kind, Staff: "full"},
		},
		Lines: []scenario.Line{{Name: "SDN", Between: [2]string{south, north}, Delay: air.Second, Factor: 1.5, Messages: messages}},
	}
	th.Centers = append(th.Centers, air.CenterInfo{Name: "WEST", Audience: air.Only(air.USA)})
	centers, err := New(sc, 1, th, book)
	if err != nil {
		t.Fatal(err)
	}
	return &shuttle{
		t: t, mex: &centers[0], us: &centers[1], delay: air.Second, voice: 45 * air.Second,
		plane: fix{Pos: geo.Deg(29.0, -104.3), Course: 0, Speed: 230 * knot, Level: air.FLFeet(15000), Known: true},
		seen:  map[string]bool{south: true, north: true}, robots: map[string]bool{south: true, north: true},
		feed: map[string]bool{}, lines: map[string]uint32{}, off: map[string]float64{},
		numbers: map[string]uint32{south: 12, north: 77},
	}
}

// second lets a second pass for both.
func (s *shuttle) second() {
	s.now += air.Second
	if s.reload != nil && s.now%(53*air.Second) == 0 {
		s.reload()
	}
	s.carry()
	for _, c := range []*Center{s.mex, s.us} {
		c.Accept(&air.Parcel{To: c.id, Arrived: s.now})
		c.watch(air.Picture{Center: c.id, At: s.now, Tracks: s.tracks(c)}, nil)
		c.run(s.now)
		for _, o := range c.Staff(s.now) {
			if _, act := o.Body.(air.Act); !act || s.robots[c.name] {
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
		if t.m.To == s.us.name {
			c = s.us
		}
		c.Hear(&air.Parcel{To: c.id, Arrived: s.now, Messages: []air.Message{t.m}})
	}
	s.talks = keep
	for _, c := range []*Center{s.mex, s.us} {
		for _, m := range c.Said() {
			s.said = append(s.said, m)
			if m.To == "WEST" {
				continue
			}
			if m.Voice && !s.deaf {
				s.talks = append(s.talks, carried{s.now + s.voice, m})
			} else if !m.Voice && !s.cut {
				s.talks = append(s.talks, carried{s.now + s.delay, m})
				if s.twice {
					s.talks = append(s.talks, carried{s.now + s.delay + air.Second, m})
				}
			}
		}
	}
}

// tracks is the picture of a center: the aircraft if it sees it, and the other
// one if there is one.
func (s *shuttle) tracks(c *Center) (list []air.Track) {
	sensor := mty
	if c == s.us {
		sensor = mrf
	}
	if s.feed[c.name] {
		sensor = cuu
	}
	if s.other != 0 {
		far := fix{At: s.now, Pos: geo.Deg(33, -110), Speed: 100}
		t := s.track(&far, 5, mrf, 0)
		t.Has, t.Code, t.Address = t.Has|air.HasCode|air.HasAddress, s.other, 0x0D1234 // EXTAN01's
		list = append(list, t)
	}
	if s.seen[c.name] || s.feed[c.name] {
		list = append(list, s.track(&s.plane, s.numbers[c.name], sensor, s.off[c.name]))
		if t := &list[len(list)-1]; s.code != 0 {
			t.Has, t.Code = t.Has|air.HasCode, s.code
		}
	}
	return list
}

func (s *shuttle) track(f *fix, number uint32, sensor air.SensorID, off float64) air.Track {
	pos := f.on(s.now)
	if off != 0 {
		pos, _ = geo.Direct(pos, 0, off)
	}
	where := pos.At(4500)
	frame := geo.NewFrame(where)
	t := air.Track{
		Number: number, Status: air.Confirmed, Pos: where.ECEF(), Updated: s.now, Has: air.HasLevel, Level: f.Level,
		Vel: frame.Unturn(geo.Vec{X: f.Speed * math.Sin(f.Course), Y: f.Speed * math.Cos(f.Course)}),
	}
	t.By[0] = air.Contribution{Sensor: sensor, Kind: air.PSR}
	return t
}

func (s *shuttle) until(end air.Time) {
	for s.now < end {
		s.second()
	}
}

func (s *shuttle) do(c *Center, do, text string) bool {
	do, third, _ := strings.Cut(do, "@")
	a := air.Act{Center: c.name, Do: do, Track: s.numbers[c.name], Text: text, By: "SEAT"}
	if spec, _ := air.FindAct(do); spec.To != "" {
		a.To = s.us.name
		if c == s.us {
			a.To = s.mex.name
		}
		if third != "" {
			a.To = third
		}
	}
	return c.Apply(s.now, a)
}

func (s *shuttle) state(c *Center) string {
	c.showCases()
	var states []string
	c.showTransfers()
	for _, x := range c.desk.Cases {
		states = append(states, x.State)
	}
	for _, x := range c.desk.Transfers {
		states = append(states, x.State)
	}
	return strings.Join(states, " ")
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

// Where two units have the same airspace nothing crosses from one to the other.
func TestUnitsOfOneAirspaceTransferNothing(t *testing.T) {
	s := newUnits(t, "")
	s.mex.peers[0].area = s.mex.area
	s.until(20 * air.Minute)
	if len(s.logs) != 0 {
		t.Errorf("got %q", s.logs)
	}
}
