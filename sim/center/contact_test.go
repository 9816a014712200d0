package center

import (
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// unitAndSector are an ATC unit over Mexico and the air defence center of the nation,
// both with a full staff, and a foreign one that has nothing to do with it.
func unitAndSector(t *testing.T, plans ...air.Plan) (unit, sector *story) {
	t.Helper()
	staff := scenario.Staffing{Asked: true, Plans: air.Minute}
	sc := &scenario.Scenario{Length: 3 * air.Hour, Centers: []scenario.Center{
		{Name: "MMTY", Audience: mex, Nation: air.MEX, Kind: scenario.ATC, Staff: "full", Identify: staff, Reaction: 20 * air.Second},
		{Name: "SIVA", Audience: mex, Nation: air.MEX, Kind: scenario.Defence, Staff: "full", Identify: staff, Reaction: 20 * air.Second},
		{Name: "NORAD", Audience: both, Kind: scenario.Defence, Staff: "full", Identify: staff},
	}}
	sc.Tolerances = scenario.Tolerances{Time: 5 * air.Minute, Land: 10 * geo.NM, Water: 20 * geo.NM}
	th := theater()
	th.Centers = []air.CenterInfo{
		{Name: "MMTY", Audience: mex, Sensors: []air.SensorID{cuu, mty}}, {Name: "SIVA", Audience: mex, Sensors: []air.SensorID{cuu, mty}}, {Name: "NORAD", Audience: both},
	}
	centers, err := New(sc, 1, th, plans)
	if err != nil {
		t.Fatal(err)
	}
	unit, sector = newStory(t), newStory(t)
	unit.c, sector.c = &centers[0], &centers[1]
	return unit, sector
}

// together lets both see a flight, and passes on what they say to each other; lines
// returns who told whom.
func together(unit, sector *story, until air.Time, at func(s *story) air.Track) (lines []string) {
	for unit.now < until {
		for _, s := range []*story{unit, sector} {
			s.now += air.Second
			tr := at(s)
			s.now -= air.Second
			s.second(tr)
		}
		for _, pair := range [][2]*story{{unit, sector}, {sector, unit}} {
			from, to := pair[0], pair[1]
			for _, m := range from.c.Said() {
				lines = append(lines, m.From+" to "+m.To+": "+m.Text)
				if m.To == to.c.name {
					to.c.Hear(&air.Parcel{Arrived: to.now, Messages: []air.Message{m}})
				}
			}
		}
	}
	return lines
}

// Controllers call an aircraft that goes dark, that never answered, that leaves its
// route: when it does nothing that they ask they tell their own air defence, and only
// that. Who answers, comes back or comes down in an emergency is not told of.
func TestControllersTellOfWhoDoesNotAnswer(t *testing.T) {
	plan := planned(sonora, "EXA1", 0, air.Hour)
	mute := sonora
	mute.mute = true
	north := func(s *story) air.Track { return sonora.at(s, 7, s.now) }
	east := func(code air.Mode3A, back air.Time) func(s *story) air.Track {
		return func(s *story) air.Track {
			if s.now < 4*air.Minute || back != 0 && s.now > back {
				return north(s)
			}
			f := sonora
			f.code = code
			p, _ := geo.Direct(f.from, 0, f.speed*240)
			p, _ = geo.Direct(p, 90*geo.Degree, f.speed*(s.now-4*air.Minute).Seconds())
			return f.on(s, 7, p, 90)
		}
	}
	dark := func(until air.Time) func(s *story) air.Track {
		return func(s *story) air.Track {
			if s.now < air.Minute || s.now > until {
				return north(s)
			}
			return aged(north(s), s.now-air.Minute)
		}
	}
	tests := []struct {
		name  string
		plans []air.Plan
		at    func(s *story) air.Track
		told  string // the reason, and the criterion that is met; empty: nothing
	}{
		{"it goes dark", []air.Plan{plan}, dark(air.Hour), "no_contact"},
		{"it was dark for two minutes", []air.Plan{plan}, dark(3 * air.Minute), ""},
		{"it never answered, and has no plan", nil, func(s *story) air.Track { return mute.at(s, 7, s.now) }, "no_contact"},
		{"it leaves its route", []air.Plan{plan}, east(0o2301, 0), "no_answer"},
		{"it leaves its route without radio", []air.Plan{plan}, east(air.NoRadio, 0), "no_contact"},
		{"it leaves its route in an emergency", []air.Plan{plan}, east(air.Emergency, 0), ""},
		{"its radio fails, and it goes on as planned", []air.Plan{plan}, func(s *story) air.Track {
			f := sonora
			if s.now > 2*air.Minute {
				f.code = air.NoRadio
			}
			return f.at(s, 7, s.now)
		}, ""},
		{"it flies as planned", []air.Plan{plan}, north, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			unit, sector := unitAndSector(t, tt.plans...)
			lines := together(unit, sector, 14*air.Minute, tt.at)
			want := 0
			if tt.told != "" {
				want = 1
			}
			lines = slices.DeleteFunc(lines, func(l string) bool { return !strings.HasPrefix(l, "MMTY") })
			if len(lines) != want || want == 1 && lines[0] != "MMTY to SIVA: track 7: "+tt.told {
				t.Errorf("told: %q", lines)
			}
			met := slices.DeleteFunc(sector.met(), func(k string) bool { return k != "no_contact" && k != "no_answer" })
			if strings.Join(met, " ") != tt.told {
				t.Errorf("SIVA: %q", met)
			}
		})
	}
}

// What a controller reports of a flight names it, where its plan may be known.
func TestAReportNamesTheFlight(t *testing.T) {
	unit, sector := unitAndSector(t, planned(sonora, "EXA1", 0, air.Hour))
	unit.fly(sonora, air.Minute)
	sector.fly(sonora, air.Minute)
	unit.c.Apply(unit.now, air.Act{Center: "MMTY", Do: "report", Track: 7, To: "SIVA", Text: "no_answer"})
	said := slices.Clone(unit.c.Said())
	if len(said) != 1 || said[0].Says.Callsign != "EXA1" || said[0].Release != mex {
		t.Fatalf("said: %+v", said)
	}
	unit.c.Apply(unit.now, air.Act{Center: "MMTY", Do: "report", Track: 7, To: "NORAD", Text: "it looks odd"})
	if said := unit.c.Said(); len(said) != 1 || said[0].Says.Callsign != "" {
		t.Errorf("in free words: %+v", said)
	}
}
