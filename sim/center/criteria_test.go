package center

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// detectiveStory is a story of a center whose staff looks closely, without
// reaction times and errors.
func detectiveStory(t *testing.T, id air.CenterID, change func(sc *scenario.Scenario), plans ...air.Plan) *story {
	t.Helper()
	sc := closely()
	if change != nil {
		change(sc)
	}
	centers, err := New(sc, 1, theater(), plans)
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(t)
	s.c = &centers[id]
	if id == norad {
		s.marks = []air.Service{{Sensor: cuu, State: air.Up, Release: free}}
	}
	return s
}

const (
	siva  air.CenterID = 0
	norad air.CenterID = 1
)

// closely is a Mexican center and NORAD's, both with a full staff, joined by a
// line, each telling the other.
func closely() *scenario.Scenario {
	staff := scenario.Staffing{Asked: true, Plans: air.Minute}
	sc := &scenario.Scenario{Length: 3 * air.Hour, Centers: []scenario.Center{
		{Name: "MEX", Audience: mex, Nation: air.MEX, Kind: scenario.Defence, Staff: "full", Identify: staff},
		{Name: "NORAD", Audience: both, Kind: scenario.Defence, Staff: "full", Identify: staff},
	}, Lines: []scenario.Line{{Name: "HOT", Between: [2]string{"MEX", "NORAD"}}}}
	sc.Tolerances = scenario.Tolerances{Time: 5 * air.Minute, Land: 10 * geo.NM, Water: 20 * geo.NM}
	sc.Centers[0].Identify.Tells = []string{"NORAD"}
	sc.Centers[1].Identify.Tells = []string{"MEX"}
	return sc
}

// flight is an aircraft on a straight way at a constant speed.
type flight struct {
	from    geo.LatLon
	course  float64 // deg
	speed   float64 // m/s
	height  float64 // m
	code    air.Mode3A
	address air.Address
	mute    bool // it never answers
}

// at returns the track of a flight after a time; squawk 0: its own code.
func (f flight) at(s *story, number uint32, after air.Time) air.Track {
	p, azimuth := geo.Direct(f.from, f.course*geo.Degree, f.speed*after.Seconds())
	return f.on(s, number, p, azimuth/geo.Degree)
}

func (f flight) on(s *story, number uint32, p geo.LatLon, course float64) air.Track {
	here := p.At(f.height)
	frame := geo.NewFrame(here)
	ahead, _ := geo.Direct(p, course*geo.Degree, 1000)
	v := frame.Turn(ahead.At(f.height).ECEF().Sub(here.ECEF()))
	v = v.Scale(f.speed / v.Norm())
	t := air.Track{Number: number, Status: air.Confirmed, Pos: here.ECEF(), Vel: frame.Unturn(v), Updated: s.now, Has: air.HasLevel, Level: air.FLFeet(f.height / geo.Foot)}
	if f.mute {
		return t
	}
	t = s.answers(t, cuu, f.code)
	if f.code == 0 {
		t.Has &^= air.HasCode
	}
	if f.address != 0 {
		t.Has, t.Address = t.Has|air.HasAddress, f.address
	}
	return t
}

// fly lets a flight go on until a time, as track 7.
func (s *story) fly(f flight, until air.Time) {
	s.until(until, func() []air.Track { return []air.Track{f.at(s, 7, s.now)} })
}

// wrote returns what of the log is of one kind: "criterion nordo: ...".
func (s *story) wrote(did string) (lines []string) {
	for _, l := range s.c.Log() {
		if l.Did == did {
			lines = append(lines, fmt.Sprintf("%v %s %d %s%s", l.At, l.Did, l.Track, l.Text, map[bool]string{true: " (robot)"}[l.Robot]))
		}
	}
	return lines
}

// met returns the criteria that track 7 meets now, by name.
func (s *story) met() (names []string) {
	for _, d := range s.c.View(s.now).Desk.Dossiers {
		for _, m := range d.Met {
			names = append(names, m.Criterion)
		}
	}
	return names
}

// sonora is a flight north over Chihuahua, well inside Mexico, and its plan.
var sonora = flight{from: geo.Deg(27.5, -106), course: 0, speed: 150, height: 7000, code: 0o2301}

func planned(f flight, callsign string, depart, lasts air.Time) air.Plan {
	to, _ := geo.Direct(f.from, f.course*geo.Degree, f.speed*lasts.Seconds())
	p := air.Plan{Callsign: air.NewCallsign(callsign), Depart: depart, Release: free, Route: []air.PlanPoint{{Pos: f.from}, {Pos: to, After: lasts}}}
	if f.code != 0 {
		p.Code, p.Has = f.code, air.HasCode
	}
	if f.address != 0 {
		p.Address, p.Has = f.address, p.Has|air.HasAddress
	}
	return p
}

// Each criterion of the table is met in one story and not in its twin, which
// differs in the one thing that the criterion is about.
func TestCriteria(t *testing.T) {
	atlantic := flight{from: geo.Deg(33.5, -70), course: 290, speed: 220, height: 9000, code: 0o4455} // over the sea towards Carolina
	plan := planned(sonora, "EXA1", 0, air.Hour)
	leaves := func(s *story, f flight, code air.Mode3A) {
		s.fly(f, 4*air.Minute)
		f.code = code
		s.until(9*air.Minute, func() []air.Track {
			p, _ := geo.Direct(f.from, 0, f.speed*240)
			p, _ = geo.Direct(p, 90*geo.Degree, f.speed*(s.now-4*air.Minute).Seconds())
			return []air.Track{f.on(s, 7, p, 90)}
		})
	}
	told := func(s *story, reason string, lat, lon float64) {
		s.fly(sonora, 3*air.Minute)
		s.c.Apply(s.now, air.Tell{From: "MMEX", Text: "report", Release: free, Says: air.Talk{Word: "report", Reason: reason, Lat: lat, Lon: lon, Measured: s.now}})
		s.fly(sonora, 4*air.Minute)
	}
	dark := func(s *story, answers bool) {
		f := sonora
		s.fly(f, air.Minute)
		s.until(4*air.Minute, func() []air.Track {
			tr := f.at(s, 7, s.now)
			if !answers {
				tr = aged(tr, s.now-air.Minute)
			}
			return []air.Track{tr}
		})
	}
	squawks := func(code air.Mode3A) func(s *story) {
		return func(s *story) {
			f := sonora
			s.fly(f, 4*air.Minute)
			f.code = code
			s.fly(f, 5*air.Minute)
		}
	}
	wanders := func(by float64) func(s *story) {
		return func(s *story) {
			f := sonora
			f.code = 0o1200
			s.until(7*air.Minute, func() []air.Track {
				return []air.Track{f.on(s, 7, geo.Deg(28.5, -106), by*float64(s.now/(30*air.Second)%2))}
			})
		}
	}
	tests := []struct {
		criterion string
		center    air.CenterID
		plans     []air.Plan
		does      func(s *story)
		not       func(s *story)
	}{
		{"squawk_7500", siva, []air.Plan{plan}, squawks(air.Hijack), squawks(air.NoRadio)},
		{"emergency", siva, []air.Plan{plan}, squawks(air.Emergency), squawks(0o2301)},
		{"nordo", norad, []air.Plan{plan}, func(s *story) { leaves(s, sonora, air.NoRadio) }, squawks(air.NoRadio)},
		{"transponder_lost", norad, []air.Plan{plan}, func(s *story) { dark(s, false) }, func(s *story) { dark(s, true) }},
		{"plan_deviation", norad, []air.Plan{plan}, func(s *story) { leaves(s, sonora, 0o2301) }, func(s *story) { s.fly(sonora, 9*air.Minute) }},
		{"route_change", siva, []air.Plan{plan}, func(s *story) { leaves(s, sonora, 0o2301) }, func(s *story) { leaves(s, sonora, air.Emergency) }},
		{"adiz_unknown", norad, []air.Plan{planned(atlantic, "EXB2", 0, 2*air.Hour)},
			func(s *story) {
				f := atlantic
				f.code = 0o1200
				for len(s.met()) == 0 && s.now < 40*air.Minute {
					s.fly(f, s.now+air.Minute)
				}
			}, func(s *story) { s.fly(atlantic, 40*air.Minute) }},
		{"stolen_report", siva, nil, func(s *story) { told(s, "stolen", 27.74, -106) }, func(s *story) { told(s, "stolen", 26.5, -106) }},
		{"no_contact", siva, nil, func(s *story) { told(s, "no_contact", 27.74, -106) }, func(s *story) { told(s, "no_contact", 27.74, -107) }},
		{"no_answer", siva, nil, func(s *story) { told(s, "no_answer", 27.74, -106) }, func(s *story) { told(s, "no_contact", 27.74, -106) }},
		{"neighbour_report", siva, nil, func(s *story) { told(s, "transponder lost", 27.74, -106) }, func(s *story) { told(s, "stolen", 27.74, -106) }},
		{"transponder_off", siva, nil, func(s *story) { f := sonora; f.mute = true; s.fly(f, 3*air.Minute) }, func(s *story) { s.fly(sonora, 3*air.Minute) }},
		{"no_plan", siva, []air.Plan{plan}, func(s *story) { f := sonora; f.code = 0o1200; f.from = geo.Deg(27.5, -105); s.fly(f, 4*air.Minute) },
			func(s *story) { s.fly(sonora, 4*air.Minute) }},
		{"erratic", siva, nil, wanders(60), wanders(10)},
		{"restricted_zone", siva, nil, func(s *story) {
			s.fly(sonora, settled)
			s.c.zones, s.c.inside = []scenario.Zone{{ZoneInfo: air.ZoneInfo{Name: "STADIUM"}}}, []trespass{{0, 7}}
			s.fly(sonora, settled+10*air.Second)
		},
			func(s *story) {
				s.c.zones, s.c.inside = []scenario.Zone{{ZoneInfo: air.ZoneInfo{Name: "STADIUM"}}}, []trespass{{0, 7}}
				s.fly(sonora, 40*air.Second) // it has only just taken off
			}},
	}
	var covered []string
	for _, tt := range tests {
		covered = append(covered, tt.criterion)
		t.Run(tt.criterion, func(t *testing.T) {
			s := detectiveStory(t, tt.center, nil, tt.plans...)
			tt.does(s)
			if !slices.Contains(s.met(), tt.criterion) {
				t.Errorf("not met: %q, %s", s.met(), s.mark(7))
			}
			if !strings.HasPrefix(s.mark(7), "suspect TOI") {
				t.Errorf("met, but the mark is %s", s.mark(7))
			}
			if !slices.ContainsFunc(s.wrote("criterion"), func(l string) bool {
				return strings.Contains(l, "criterion 7 "+tt.criterion+": ") && strings.HasSuffix(l, "(robot)")
			}) {
				t.Errorf("not in the log: %q", s.wrote("criterion"))
			}
			s = detectiveStory(t, tt.center, nil, tt.plans...)
			tt.not(s)
			if slices.Contains(s.met(), tt.criterion) {
				t.Errorf("met where it should not: %q", s.wrote("criterion"))
			}
			off := detectiveStory(t, tt.center, func(sc *scenario.Scenario) { sc.Centers[tt.center].Identify.Criteria = []string{} }, tt.plans...)
			tt.does(off)
			if got := off.met(); len(got) != 0 {
				t.Errorf("switched off, and still met: %q", got)
			}
		})
	}
	for _, k := range criteria {
		if !slices.Contains(covered, k.name) {
			t.Errorf("no story of %s", k.name)
		}
	}
}
