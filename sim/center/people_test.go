package center

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// A staff that takes time gives its word after half to one and a half of it, the
// same each time, and otherwise for another flight.
func TestTheStaffTakesItsTime(t *testing.T) {
	said := func(callsign string) air.Time {
		s := detectiveStory(t, siva, func(sc *scenario.Scenario) { sc.Centers[0].Identify.Reaction = 20 * air.Second }, planned(sonora, callsign, 0, air.Hour))
		s.fly(sonora, 2*air.Minute)
		if len(s.orders) != 1 {
			t.Fatalf("%d orders", len(s.orders))
		}
		return s.orders[0].At
	}
	times := map[air.Time]bool{}
	for i := range 12 {
		at := said(fmt.Sprintf("EXA%d", i))
		times[at] = true
		if at < 10*air.Second || at > 31*air.Second {
			t.Errorf("EXA%d: said after %v, want 10 to 30 s", i, at)
		}
		if again := said(fmt.Sprintf("EXA%d", i)); again != at {
			t.Errorf("EXA%d: said after %v, then after %v", i, at, again)
		}
	}
	if len(times) < 5 {
		t.Errorf("twelve flights, and only %d different times", len(times))
	}
}

// A staff that always errs says something else at first, and finds it out.
func TestTheStaffErrs(t *testing.T) {
	s := detectiveStory(t, siva, func(sc *scenario.Scenario) { sc.Centers[0].Identify.Error = 1 }, planned(sonora, "EXA1", 0, air.Hour))
	s.fly(sonora, air.Minute)
	if got := s.mark(7); got != "unknown EXA1" {
		t.Errorf("at first: %s", got)
	}
	s.fly(sonora, 4*air.Minute)
	if got := s.mark(7); got != "neutral EXA1" || len(s.orders) != 2 {
		t.Errorf("after it looked again: %s, %d orders", got, len(s.orders))
	}
}

// About as many of the flights are taken for others at first as the rate says.
func TestTheRateOfErrors(t *testing.T) {
	wrong := 0
	const flights = 400
	for i := range flights {
		s := detectiveStory(t, siva, func(sc *scenario.Scenario) { sc.Centers[0].Identify.Error = 0.1 }, planned(sonora, fmt.Sprintf("EXA%d", i), 0, air.Hour))
		s.fly(sonora, 2*air.Second)
		if strings.HasPrefix(s.mark(7), "unknown") {
			wrong++
		}
	}
	if wrong < 22 || wrong > 58 { // binomial, three standard deviations
		t.Errorf("%d of %d wrong, want about 40", wrong, flights)
	}
}

// A person's word stands against all evidence, also where it is the staff's own,
// until a person changes it. The log tells who spoke.
func TestOnlyAPersonChangesAPersonsWord(t *testing.T) {
	s := detectiveStory(t, siva, nil, planned(sonora, "EXA1", 0, air.Hour))
	s.fly(sonora, 10*air.Second)
	s.c.Apply(s.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Neutral, Why: "it talks to us", By: "MCC"})
	f := sonora
	f.code = air.Hijack
	s.fly(f, 2*air.Minute)
	if got := s.mark(7); got != "neutral EXA1" {
		t.Errorf("a hijack code: %s", got)
	}
	if s.c.Apply(s.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Hostile, By: robotStaff}) {
		t.Error("the staff's word was taken")
	}
	d := s.c.View(s.now).Desk.Dossiers
	want := []air.Dossier{{Track: 7, By: "MCC", Seen: air.Second, Since: 10 * air.Second, Met: []air.Met{{Criterion: "squawk_7500", At: 11 * air.Second}}}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("dossier (-want +got):\n%s", diff)
	}
	s.c.Apply(s.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Suspect, Interest: true, Why: "no answer"})
	if got := s.mark(7); got != "suspect TOI EXA1" {
		t.Errorf("a person's second word: %s", got)
	}
	wantLog := []string{"00:00:10 identify 7 neutral: it talks to us", "00:02:00 identify 7 suspect, of interest: no answer"}
	if diff := cmp.Diff(wantLog, s.wrote("identify")); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}

// A report is tied by call sign, by where the aircraft took off, or not at all
// while two may be meant.
func TestTyingAReport(t *testing.T) {
	stolen := air.Talk{Word: "report", Reason: "stolen", Lat: 27.5, Lon: -106.04, Measured: 1}
	called := air.Talk{Word: "report", Reason: "stolen", Callsign: "EXA1"}
	second := sonora
	second.from, second.code = geo.Deg(27.5, -106.08), 0o1200
	tests := []struct {
		name  string
		says  air.Talk
		plans []air.Plan
		two   bool
		from  string
		want  []string
	}{
		{"where it took off, ten minutes ago", stolen, nil, false, "", []string{"stolen_report", "no_plan"}},
		{"by its call sign", called, []air.Plan{planned(sonora, "EXA1", 0, air.Hour)}, false, "", []string{"stolen_report"}},
		{"another's call sign", called, []air.Plan{planned(sonora, "EXA2", 0, air.Hour)}, false, "", nil},
		{"two took off there", stolen, nil, true, "", []string{"no_plan"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := detectiveStory(t, siva, nil, tt.plans...)
			fly := func(until air.Time) {
				s.until(until, func() []air.Track {
					list := []air.Track{sonora.at(s, 7, s.now)}
					if tt.two {
						list = append(list, second.at(s, 8, s.now))
					}
					return list
				})
			}
			fly(10 * air.Minute)
			s.c.Apply(s.now, air.Tell{From: "MMMX", Text: "stolen", Release: free, Says: tt.says})
			fly(11 * air.Minute)
			var got []string
			for _, d := range s.c.View(s.now).Desk.Dossiers {
				for _, m := range d.Met {
					if d.Track == 7 {
						got = append(got, m.Criterion)
					}
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("met (-want +got):\n%s", diff)
			}
		})
	}
}

// NORAD sees a track go dark over Mexico. It does not declare: it tells Mexico,
// whose people find it among their own tracks.
func TestTheLeadNationIsTold(t *testing.T) {
	s := detectiveStory(t, norad, nil, planned(sonora, "EXA1", 0, air.Hour))
	lead := detectiveStory(t, siva, func(sc *scenario.Scenario) { sc.Centers[0].Identify.Criteria = []string{"neighbour_report"} })
	var told []air.Message
	for s.now < 4*air.Minute {
		tr := sonora.at(s, 7, s.now+air.Second)
		if s.now > air.Minute {
			tr = aged(tr, s.now-air.Minute)
		}
		s.second(tr)
		lead.second(sonora.at(lead, 41, lead.now+air.Second))
		for _, m := range s.c.Said() {
			if m.Says.Word == "report" {
				told = append(told, m)
				lead.c.Hear(&air.Parcel{Arrived: s.now, Messages: []air.Message{m}})
			}
		}
	}
	if len(told) != 1 || told[0].To != "MEX" || told[0].Voice || told[0].Release != free || !strings.HasPrefix(told[0].Says.Reason, "transponder lost") {
		t.Fatalf("told: %+v", told)
	}
	if slices.ContainsFunc(s.orders, func(o air.Order) bool { a, ok := o.Body.(air.Act); return ok && a.Do == "declare" }) {
		t.Error("NORAD declares over Mexico")
	}
	if got := s.wrote("report"); len(got) != 1 || !strings.HasSuffix(got[0], "(robot)") {
		t.Errorf("NORAD's log: %q", got)
	}
	if got := lead.met(); !slices.Equal(got, []string{"neighbour_report"}) {
		t.Errorf("Mexico's criteria: %q", got)
	}
	if got := lead.c.Mark(41); !got.Interest || !strings.HasPrefix(got.Why, "NORAD reports: transponder lost") {
		t.Errorf("Mexico's mark: %+v", got)
	}
}

// Two centers that share words take one aircraft for friend and foe: both see that
// they disagree, until one gives way.
func TestConflict(t *testing.T) {
	ours := detectiveStory(t, siva, nil, planned(sonora, "EXA1", 0, air.Hour))
	theirs := detectiveStory(t, norad, nil, planned(sonora, "EXA1", 0, air.Hour))
	pass := func(until air.Time) {
		for ours.now < until {
			ours.second(sonora.at(ours, 7, ours.now+air.Second))
			theirs.second(sonora.at(theirs, 7, theirs.now+air.Second))
			a, b := ours.c.Said(), theirs.c.Said()
			ours.c.Hear(&air.Parcel{Arrived: ours.now, Messages: b})
			theirs.c.Hear(&air.Parcel{Arrived: ours.now, Messages: a})
		}
	}
	conflicts := func(s *story) bool {
		return slices.ContainsFunc(s.c.View(s.now).Desk.Dossiers, func(d air.Dossier) bool { return d.Track == 7 && d.Conflict })
	}
	pass(30 * air.Second)
	if conflicts(ours) || conflicts(theirs) {
		t.Fatal("a conflict before a word was said")
	}
	theirs.c.Apply(theirs.now, air.Identify{Center: "NORAD", Track: 7, Identity: air.Hostile, Why: "as seen", By: "SD"})
	pass(35 * air.Second)
	if !conflicts(ours) || !conflicts(theirs) {
		t.Fatalf("ours %v, theirs %v, want both to see the conflict", conflicts(ours), conflicts(theirs))
	}
	want := []string{"00:00:31 conflict 7 NORAD says hostile, we say neutral (robot)"}
	if diff := cmp.Diff(want, ours.wrote("conflict")); diff != "" {
		t.Errorf("our log (-want +got):\n%s", diff)
	}
	ours.c.Apply(ours.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Suspect, Interest: true, Why: "they have seen it", By: "MCC"})
	pass(40 * air.Second)
	if conflicts(ours) || conflicts(theirs) {
		t.Errorf("ours %v, theirs %v after one gave way", conflicts(ours), conflicts(theirs))
	}
	if len(ours.wrote("agreed")) != 1 || len(theirs.wrote("agreed")) != 1 {
		t.Errorf("logs: %q, %q", ours.wrote("agreed"), theirs.wrote("agreed"))
	}
}

// busy is a story in which all machines of identification have something to hold.
func busy(t *testing.T) *story {
	s := detectiveStory(t, siva, func(sc *scenario.Scenario) {
		sc.Centers[0].Identify.Reaction, sc.Centers[0].Identify.Error = 20*air.Second, 0.3
	}, planned(sonora, "EXA1", 0, air.Hour))
	return s
}

func (s *story) busily(until air.Time) {
	other := flight{from: geo.Deg(28.5, -105), course: 90, speed: 120, height: 5000, mute: true}
	s.until(until, func() []air.Track {
		switch s.now {
		case 40 * air.Second:
			s.c.Hear(&air.Parcel{Arrived: s.now, Messages: []air.Message{{From: "NORAD", Says: air.Talk{
				Word: "identify", Number: 3, Identity: air.Hostile, Measured: s.now, Lat: 27.55, Lon: -106,
			}}}})
		case 50 * air.Second:
			s.c.Apply(s.now, air.Tell{From: "MMEX", Release: free, Says: air.Talk{Word: "report", Reason: "stolen", Lat: 10, Lon: -100}})
			s.c.identified(7, "friend: T-6C")
		}
		return []air.Track{sonora.at(s, 7, s.now), other.at(s, 8, s.now)}
	})
}

// A staff saved in the middle of its thoughts goes on with the same words.
func TestIdentificationSurvivesACheckpoint(t *testing.T) {
	for _, at := range []air.Time{11 * air.Second, 70 * air.Second, 3 * air.Minute} {
		s, again := busy(t), busy(t)
		s.busily(at)
		state := s.c.Append(nil)
		r := air.NewStateReader(state)
		if err := again.c.Load(r); err != nil || r.Done() != nil {
			t.Fatal(err, r.Done())
		}
		if !bytes.Equal(again.c.Append(nil), state) {
			t.Fatalf("%v: saved again, the state is another", at)
		}
		again.now = s.now
		s.orders = nil
		s.busily(6 * air.Minute)
		again.busily(6 * air.Minute)
		if diff := cmp.Diff(s.orders, again.orders); diff != "" {
			t.Errorf("%v: orders (-saved +loaded):\n%s", at, diff)
		}
		if diff := cmp.Diff(s.c.View(s.now).Desk, again.c.View(s.now).Desk); diff != "" {
			t.Errorf("%v: desks (-saved +loaded):\n%s", at, diff)
		}
	}
}

// What a nation may not have changes no byte of its center: a plan that is hidden
// from it, another nation's watch-list and corridor, and an identity that is not
// told. The twin, in which it may have it, shows that it would.
func TestIdentificationLeaksNothing(t *testing.T) {
	state := func(change func(sc *scenario.Scenario), plans ...air.Plan) []byte {
		s := detectiveStory(t, siva, func(sc *scenario.Scenario) {
			sc.Centers[0].Identify.Reaction, sc.Centers[0].Identify.Error = 20*air.Second, 0.3
			if change != nil {
				change(sc)
			}
		}, plans...)
		mute := sonora
		mute.code = 0
		s.fly(mute, 4*air.Minute)
		return s.c.Append(nil)
	}
	plain := state(nil, planned(sonora, "EXA1", 0, air.Hour))
	hidden := planned(sonora, "EXA0", 0, air.Hour)
	hidden.Release = both
	watch := scenario.Watch{Callsign: "EXA1", Hits: 2, Release: both}
	way := scenario.Corridor{Name: "K", Points: []geo.LatLon{sonora.from, geo.Deg(31, -106)}, Width: 10 * geo.NM, Ceiling: 9000, Until: air.Hour, Release: both}
	for name, v := range map[string]struct {
		change func(*scenario.Scenario, air.Release)
		hidden bool
	}{
		"a plan":       {nil, true},
		"a watch-list": {func(sc *scenario.Scenario, r air.Release) { w := watch; w.Release = r; sc.Watch = []scenario.Watch{w} }, false},
		"a corridor": {func(sc *scenario.Scenario, r air.Release) {
			k := way
			k.Release = r
			sc.Corridors = []scenario.Corridor{k}
		}, false},
	} {
		with := func(release air.Release) []byte {
			plans := []air.Plan{planned(sonora, "EXA1", 0, air.Hour)}
			if v.hidden {
				h := hidden
				h.Release = release
				plans = append([]air.Plan{h}, plans...)
			}
			return state(func(sc *scenario.Scenario) {
				if v.change != nil {
					v.change(sc, release)
				}
			}, plans...)
		}
		if !bytes.Equal(with(both), plain) {
			t.Errorf("%s of others changes Mexico's center", name)
		}
		if name == "a corridor" {
			continue // a plan weighs more: with it nothing is to be seen
		}
		if bytes.Equal(with(free), plain) {
			t.Errorf("%s that it may have changes nothing: the test tests nothing", name)
		}
	}
	quiet := func(said air.Identity, tells []string) []air.Message {
		s := detectiveStory(t, norad, func(sc *scenario.Scenario) { sc.Centers[1].Identify.Tells = tells }, planned(sonora, "EXA1", 0, air.Hour))
		s.fly(sonora, 10*air.Second)
		s.c.Apply(s.now, air.Identify{Center: "NORAD", Track: 7, Identity: said, By: "SD"})
		return s.c.Said()
	}
	if got := quiet(air.Hostile, nil); len(got) != 0 {
		t.Errorf("NORAD's identity crosses untold: %+v", got)
	}
	if got := quiet(air.Hostile, []string{"MEX"}); len(got) != 1 {
		t.Errorf("NORAD tells Mexico, and %d messages cross", len(got))
	}
}
