package center

import (
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// why returns what the view says of track 7: the mark and its evidence.
func (s *story) why() string {
	v := s.c.View(s.now)
	words := s.mark(7) + ": " + v.Mark(7).Why
	for _, d := range v.Desk.Dossiers {
		if d.Notes != "" {
			words += "; " + d.Notes
		}
	}
	return words
}

// Each kind of evidence tells who a track is in one story, and does not in its
// twin.
func TestClues(t *testing.T) {
	plan := planned(sonora, "EXA1", 0, air.Hour)
	mute := sonora
	mute.code = 0
	other := sonora
	other.code = 0o6543
	elsewhere := planned(sonora, "EXA1", 0, air.Hour)
	for i := range elsewhere.Route {
		elsewhere.Route[i].Pos.Lon -= 2 * geo.Degree
	}
	late := planned(sonora, "EXA1", 20*air.Minute, air.Hour)
	lateToo := late
	lateToo.Route = nil
	corridor := scenario.Corridor{
		Name: "NORTE", Points: []geo.LatLon{sonora.from, geo.Deg(31, -106)}, Width: 10 * geo.NM, Ceiling: 9000, Until: air.Hour, Release: mex,
	}
	through := func(change func(k *scenario.Corridor)) func(sc *scenario.Scenario) {
		return func(sc *scenario.Scenario) {
			k := corridor
			if change != nil {
				change(&k)
			}
			sc.Corridors = []scenario.Corridor{k}
			sc.Centers[0].Identify.Criteria = []string{}
		}
	}
	listed := func(w scenario.Watch) func(sc *scenario.Scenario) {
		return func(sc *scenario.Scenario) { sc.Watch = []scenario.Watch{w} }
	}
	hit := scenario.Watch{Callsign: "EXA1", Souls: 6, Hits: 1, At: 2 * air.Minute, Release: free}
	clean, theirs := hit, hit
	clean.Hits, theirs.Release = 0, both
	sees := func(what string) func(s *story) {
		return func(s *story) {
			s.fly(other, air.Minute)
			s.c.identified(7, what)
			s.fly(other, 90*air.Second)
		}
	}
	fly := func(f flight) func(s *story) { return func(s *story) { s.fly(f, 4*air.Minute) } }
	quiet := func(sc *scenario.Scenario) { sc.Centers[0].Identify.Criteria = []string{} }
	only := func(words ...string) func(sc *scenario.Scenario) {
		return func(sc *scenario.Scenario) {
			quiet(sc)
			sc.Centers[0].Identify.Evidence = words
		}
	}
	darkAfter := func(s *story) {
		s.fly(sonora, air.Minute)
		s.until(4*air.Minute, func() []air.Track { return []air.Track{aged(sonora.at(s, 7, s.now), s.now-air.Minute)} })
	}
	tests := []struct {
		name   string
		change func(sc *scenario.Scenario)
		plans  []air.Plan
		does   func(s *story)
		want   string
	}{
		{"a plan has its code", nil, []air.Plan{plan}, fly(sonora), "neutral EXA1: plan EXA1 by its code"},
		{"codes do not count here", only("address"), []air.Plan{plan}, fly(sonora), "unknown EXA1: code 2301, no plan"},
		{"nothing, where nothing is of interest", quiet, nil, fly(other), "unknown: code 6543, no plan"},
		{"where one plan alone has a flight", nil, []air.Plan{plan}, fly(mute), "neutral EXA1: plan EXA1 by its route and time"},
		{"there, but with another's code", quiet, []air.Plan{plan}, fly(other), "unknown: code 6543, no plan"},
		{"there, but 20 minutes before the plan", quiet, []air.Plan{late}, fly(mute), "unknown: no code"},
		{"two degrees of longitude from the route", quiet, []air.Plan{elsewhere}, fly(mute), "unknown: no code"},
		{"where two plans have one", quiet, []air.Plan{plan, planned(sonora, "EXA2", 0, air.Hour)}, fly(mute), "unknown: no code"},
		{"the other way round on the route", quiet, []air.Plan{plan}, func(s *story) {
			f := mute
			f.from, f.course = geo.Deg(27.9, -106), 180
			s.fly(f, 4*air.Minute)
		}, "unknown: no code"},
		{"a role player goes dark", func(sc *scenario.Scenario) { sc.Players = scenario.Players{"EX"} }, []air.Plan{plan}, darkAfter, "joker TOI EXA1: transponder lost, last reply 00:01:01"},
		{"one who is no role player goes dark", func(sc *scenario.Scenario) { sc.Players = scenario.Players{"RP"} }, []air.Plan{plan}, darkAfter, "suspect TOI EXA1: transponder lost, last reply 00:01:01"},
		{"a role player flies as planned", func(sc *scenario.Scenario) { sc.Players = scenario.Players{"EX"} }, []air.Plan{plan}, fly(sonora), "neutral EXA1: plan EXA1 by its code"},
		{"a false plan is belied", nil, []air.Plan{elsewhere}, fly(sonora), "unknown EXA1: plan EXA1 is belied: 107 NM off its route"},
		{"a corridor", through(nil), nil, fly(other), "assumed_friend: in corridor NORTE"},
		{"a corridor above which it flies", through(func(k *scenario.Corridor) { k.Ceiling = 5000 }), nil, fly(other), "unknown: code 6543, no plan"},
		{"a corridor that is over", through(func(k *scenario.Corridor) { k.Until = air.Minute }), nil, fly(other), "unknown: code 6543, no plan"},
		{"a corridor of others", through(func(k *scenario.Corridor) { k.Release = both }), nil, fly(other), "unknown: code 6543, no plan"},
		{"a corridor beside it", through(func(k *scenario.Corridor) { k.Points = []geo.LatLon{geo.Deg(27, -105), geo.Deg(31, -105)} }), nil, fly(other), "unknown: code 6543, no plan"},
		{"a watch-list has a hit", listed(hit), []air.Plan{plan}, fly(sonora), "suspect EXA1: flight EXA1: watch-list, 1 hit, 6 souls"},
		{"a watch-list has none", listed(clean), []air.Plan{plan}, fly(sonora), "neutral EXA1: plan EXA1 by its code; watch-list no hit, 6 souls"},
		{"a watch-list has not answered yet", listed(clean), []air.Plan{plan}, func(s *story) { s.fly(sonora, air.Minute) }, "neutral EXA1: plan EXA1 by its code"},
		{"a watch-list of which Mexico may not know", listed(theirs), []air.Plan{plan}, fly(sonora), "neutral EXA1: plan EXA1 by its code"},
		{"seen by an interceptor: a friend", quiet, nil, sees("friend: T-6C of the air force"), "friend: seen by an interceptor: friend: T-6C of the air force"},
		{"seen by an interceptor: hostile", quiet, nil, sees("hostile: no marks, door open"), "hostile: seen by an interceptor: hostile: no marks, door open"},
		{"seen, but not for what it is", quiet, nil, sees("a light twin"), "pending: "},
		{"an interceptor by its code", quiet, nil, func(s *story) {
			f := sonora
			f.code = interceptor
			s.fly(f, air.Minute)
		}, "assumed_friend: code 7777, no plan"},
		{"a plan filed three minutes after departure", nil, []air.Plan{filedLate(plan, 3*air.Minute)}, func(s *story) { s.fly(sonora, 5*air.Minute) },
			"neutral EXA1: plan EXA1 by its code; plan filed 00:03:00 after departure"},
		{"the same before it reaches the center", quiet, []air.Plan{filedLate(plan, 3*air.Minute)}, func(s *story) { s.fly(sonora, 3*air.Minute+59*air.Second) },
			"unknown: code 2301, no plan"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := detectiveStory(t, siva, tt.change, tt.plans...)
			tt.does(s)
			if got := s.why(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func filedLate(p air.Plan, at air.Time) air.Plan {
	p.Filed = at
	return p
}

// What a crew sees is held against the plan.
func TestWhatACrewSees(t *testing.T) {
	plan := planned(sonora, "EXA1", 0, air.Hour)
	copy(plan.Type[:], "BE20")
	for typ, want := range map[string]string{
		"BE20": "neutral EXA1; neutral: BE20 XB-LKJ, as plan EXA1 says",
		"C208": "suspect EXA1; suspect: C208 XB-LKJ, but plan EXA1 says BE20",
	} {
		s := detectiveStory(t, siva, nil, plan)
		s.fly(sonora, 10*air.Second)
		s.c.identified(7, s.c.sight(7, typ, typ+" XB-LKJ"))
		s.fly(sonora, 20*air.Second)
		if got := s.mark(7) + "; " + s.c.View(s.now).Desk.Dossiers[0].Visual; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	s := detectiveStory(t, siva, nil)
	s.fly(sonora, 10*air.Second)
	if got := s.c.sight(7, "BE20", "BE20 XB-LKJ"); got != "BE20 XB-LKJ" {
		t.Errorf("without a plan: %q", got)
	}
	if s.c.identified(99, "friend") {
		t.Error("seen, but on no track of the center's")
	}
}

// A flight comes into the ADIZ by its plan, or not quite.
func TestIntoTheADIZ(t *testing.T) {
	sea := flight{from: geo.Deg(33, -70), course: 290, speed: 220, height: 9000, code: 0o4455}
	plan := planned(sea, "EXB2", 0, 2*air.Hour)
	tests := []struct {
		name  string
		plan  air.Plan
		fly   flight
		want  string
		tells string // in the alerts; empty: nothing
	}{
		{"as planned", plan, sea, "neutral EXB2: plan EXB2 by its code", ""},
		{"eight minutes late", planned(sea, "EXB2", -8*air.Minute, 2*air.Hour), sea, "unknown EXB2: plan EXB2, but into the ADIZ 8 min late", "into the ADIZ 8 min late"},
		{"eight minutes early", planned(sea, "EXB2", 8*air.Minute, 2*air.Hour), sea, "unknown EXB2: plan EXB2, but into the ADIZ 8 min early", "8 min early"},
		{"six minutes late", planned(sea, "EXB2", -6*air.Minute, 2*air.Hour), sea, "unknown EXB2: plan EXB2, but into the ADIZ 6 min late", "into the ADIZ 6 min late"},
		{"three minutes late: within the tolerance", planned(sea, "EXB2", -3*air.Minute, 2*air.Hour), sea, "neutral EXB2: plan EXB2 by its code", ""},
		{"30 NM beside its route", shifted(plan, 0.5), sea, "off its route", "off its route"},
		{"15 NM beside it: within the tolerance over water", shifted(plan, 0.25), sea, "neutral EXB2: plan EXB2 by its code", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := detectiveStory(t, norad, func(sc *scenario.Scenario) { sc.Centers[1].Identify.Criteria = []string{} }, tt.plan)
			for s.now < 40*air.Minute && (s.c.overlay.find(7) == nil || s.c.overlay.find(7).file.Entry.State <= adizInside) {
				s.fly(tt.fly, s.now+5*air.Second)
			}
			s.fly(tt.fly, s.now+5*air.Second)
			if s.now >= 40*air.Minute {
				t.Fatal("it never came into the ADIZ")
			}
			if got := s.mark(7) + ": " + s.c.Mark(7).Why; !strings.HasSuffix(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if d := s.c.View(s.now).Desk.Dossiers; tt.tells == "" && (len(d) != 1 || d[0].Notes != "into the ADIZ as planned") {
				t.Errorf("dossiers %+v", d)
			}
			alerts := strings.Join(s.alerts(), "; ")
			if tt.tells != "" != strings.Contains(alerts, "ADIZ") || !strings.Contains(alerts, tt.tells) {
				t.Errorf("alerts %s, want %q", alerts, tt.tells)
			}
		})
	}
	out := sea
	out.from, out.course = geo.Deg(34.8, -76), 110
	s := detectiveStory(t, norad, nil)
	s.fly(out, 30*air.Minute)
	if slices.Contains(s.met(), "adiz_unknown") {
		t.Error("who leaves the zone came into it")
	}
}

// shifted moves a plan's route so many degrees north.
func shifted(p air.Plan, by float64) air.Plan {
	p.Route = slices.Clone(p.Route)
	for i := range p.Route {
		p.Route[i].Pos.Lat += by * geo.Degree
	}
	return p
}
