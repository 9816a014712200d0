package msel

import (
	"fmt"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// post is a center of a story.
type post struct {
	name   string
	tracks []air.Track
	marks  map[uint32]air.Identity
	log    []air.LogLine
}

func (p *post) Name() string               { return p.name }
func (p *post) Picture() air.Picture       { return air.Picture{Tracks: p.tracks} }
func (p *post) Mark(track uint32) air.Mark { return air.Mark{Track: track, Identity: p.marks[track]} }
func (p *post) Log() []air.LogLine         { return p.log }
func (p *post) says(at air.Time, did string, track uint32) {
	p.log = append(p.log, air.LogLine{Seq: uint32(len(p.log) + 1), At: at, Did: did, Track: track, Robot: true})
}

// story is a short exercise: EXLOBO flies north over El Paso at 4 NM a minute,
// SIVA has track 7 on it.
type story struct {
	board *Board
	siva  *post
	watch Watch
	now   air.Time
	said  []string
}

func tell(text string) []air.Body { return []air.Body{air.Tell{Text: text}} }

func newStory(injects ...scenario.Inject) *story {
	siva := &post{name: "SIVA", marks: map[uint32]air.Identity{}}
	return &story{
		board: New(&scenario.Scenario{Centers: []scenario.Center{{Name: "SIVA"}}, Injects: injects}),
		siva:  siva,
		watch: Watch{
			Truth:  &truth.Snapshot{Aircraft: []truth.Aircraft{{}}},
			Roster: truth.Roster{{Name: "EXLOBO"}}, Centers: []Post{siva},
		},
	}
}

// to flies on to a time, and writes down what the board gives.
func (s *story) to(end air.Time) *story {
	for s.now < end {
		s.now += 10 * air.Second
		at := geo.Deg(31.3+s.now.Seconds()/3600*4, -106.6).At(7000).ECEF()
		s.watch.Truth.Aircraft[0].Pos = at
		s.siva.tracks = []air.Track{{Number: 7, Pos: at.Add(geo.Vec{X: 300})}}
		for _, o := range s.board.Check(s.now, &s.watch) {
			s.said = append(s.said, fmt.Sprintf("%v %s", s.now, o.Body.(air.Tell).Text))
		}
	}
	return s
}

func (s *story) state(number int) string { return s.board.lines[s.board.find(number)].State }

func (s *story) want(t *testing.T, lines ...string) {
	t.Helper()
	if got, want := strings.Join(s.said, "\n"), strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAnInjectComesWhenTheAircraftIsOverTheBorder(t *testing.T) {
	s := newStory(scenario.Inject{
		Number: 6, Bodies: tell("border"),
		Trigger: scenario.Trigger{When: &scenario.Condition{Event: "enters", Aircraft: "EXLOBO", Nation: air.USA}, Delay: air.Minute},
	})
	s.to(5 * air.Minute)
	if s.state(6) != air.Planned {
		t.Fatalf("at 31.6 north it is %s", s.state(6))
	}
	s.to(7*air.Minute + 30*air.Second)
	if s.state(6) != air.Armed {
		t.Errorf("within the minute after the border it is %s, want armed", s.state(6))
	}
	s.to(20 * air.Minute)
	if len(s.said) != 1 || !strings.HasSuffix(s.said[0], "border") {
		t.Errorf("said %v, want it once", s.said)
	}
}

func TestOneWaitsForTheOtherAndForItsAnswer(t *testing.T) {
	chain := []scenario.Inject{
		{Number: 1, At: air.Minute, Bodies: tell("stolen aircraft"), Expects: []scenario.Expect{
			{Condition: scenario.Condition{Event: "does", Center: "SIVA", Does: "declare", Aircraft: "EXLOBO"}, By: 3 * air.Minute, Points: 2},
		}},
		{Number: 2, At: air.Minute, Bodies: tell("and its code"), Trigger: scenario.Trigger{After: 1, Delay: air.Minute}},
		{Number: 3, At: air.Minute, Bodies: tell("the tower calls again"), Trigger: scenario.Trigger{After: 1, Unanswered: true}},
	}
	idle := newStory(chain...).to(10 * air.Minute)
	idle.want(t, "00:01:00 stolen aircraft", "00:02:00 and its code", "00:04:20 the tower calls again")
	if idle.state(1) != air.Missed {
		t.Errorf("nobody answered, and it is %s", idle.state(1))
	}

	brisk := newStory(chain...).to(2 * air.Minute)
	brisk.siva.says(brisk.now, "declare", 7)
	brisk.to(10*air.Minute).want(t, "00:01:00 stolen aircraft", "00:02:00 and its code")
	if a := brisk.board.lines[0].Play.Answers[0]; brisk.state(1) != air.Answered || a.At != 2*air.Minute+10*air.Second || !a.Robot {
		t.Errorf("declared in time by the robot: %s, %+v", brisk.state(1), a)
	}
}

func TestAWordOnAnotherTrackIsNoAnswer(t *testing.T) {
	s := newStory(scenario.Inject{Number: 1, Expects: []scenario.Expect{
		{Condition: scenario.Condition{Event: "does", Center: "SIVA", Does: "declare", Aircraft: "EXLOBO"}, By: 3 * air.Minute},
	}}).to(air.Minute)
	s.siva.says(s.now, "declare", 99)
	if s.to(5 * air.Minute); s.state(1) != air.Missed {
		t.Errorf("another track was declared, and the line is %s", s.state(1))
	}
}

func TestWhatMustNotBeDone(t *testing.T) {
	line := scenario.Inject{Number: 5, Expects: []scenario.Expect{
		{Condition: scenario.Condition{Event: "does", Center: "SIVA", Does: "scramble", Aircraft: "EXLOBO"}, By: 3 * air.Minute, Not: true},
	}}
	if calm := newStory(line).to(5 * air.Minute); calm.state(5) != air.Answered {
		t.Errorf("nobody scrambled on the friend, and the line is %s", calm.state(5))
	}
	hasty := newStory(line).to(air.Minute)
	hasty.siva.says(hasty.now, "scramble", 7)
	if hasty.to(2 * air.Minute); hasty.state(5) != air.Missed {
		t.Errorf("a scramble on the friend, and the line is %s", hasty.state(5))
	}
}

func TestNothingHappenedWithin(t *testing.T) {
	line := scenario.Inject{Number: 9, Bodies: tell("why does nobody call it suspect?"), Trigger: scenario.Trigger{
		When:   &scenario.Condition{Event: "calls", Aircraft: "EXLOBO", Center: "SIVA", Identity: air.Suspect},
		Silent: 4 * air.Minute,
	}}
	newStory(line).to(10*air.Minute).want(t, "00:04:00 why does nobody call it suspect?")
	s := newStory(line).to(2 * air.Minute)
	s.siva.marks[7] = air.Suspect
	if s.to(10 * air.Minute).want(t); s.state(9) != air.Skipped {
		t.Errorf("it was called suspect in time, and the line is %s", s.state(9))
	}
}

func TestTheDirectorsHand(t *testing.T) {
	s := newStory(
		scenario.Inject{Number: 1, At: 2 * air.Minute, Bodies: tell("one")},
		scenario.Inject{Number: 2, Bodies: tell("two"), Trigger: scenario.Trigger{After: 1, Delay: air.Minute}, At: 3 * air.Minute},
		scenario.Inject{Number: 3, At: air.Minute, Bodies: tell("three")},
		scenario.Inject{Number: 4, Bodies: tell("four"), Trigger: scenario.Trigger{ByHand: true}},
		scenario.Inject{Number: 5, At: air.Minute, Bodies: tell("five")},
	)
	do := func(number int, what string, at air.Time) {
		orders, ok := s.board.Apply(s.now, air.Play{Number: number, Do: what, At: at})
		if !ok {
			t.Fatalf("%s %d was not taken", what, number)
		}
		for _, o := range orders {
			s.said = append(s.said, fmt.Sprintf("%v %s, by hand", s.now, o.Body.(air.Tell).Text))
		}
	}
	do(1, "move", 5*air.Minute) // and the second with it
	if at := s.board.lines[s.board.find(2)].At; at != 6*air.Minute {
		t.Errorf("what depends on it is planned for %v, want 00:06:00", at)
	}
	do(3, "hold", 0)
	do(5, "skip", 0)
	s.to(3 * air.Minute)
	do(4, "send", 0)
	do(3, "free", 0)
	s.to(10*air.Minute).want(t, "00:03:00 four, by hand", "00:03:10 three", "00:05:00 one", "00:06:00 two")
}

func TestNoPlayStopsTheBoard(t *testing.T) {
	s := newStory(scenario.Inject{Number: 1, At: air.Minute, Bodies: tell("one")})
	s.board.Apply(0, air.NoPlay{On: true, Why: "real-world emergency"})
	s.to(5 * air.Minute).want(t)
	s.board.Apply(s.now, air.NoPlay{})
	s.to(6*air.Minute).want(t, "00:05:10 one")
}

func TestCheckpointOfAnswers(t *testing.T) {
	line := scenario.Inject{Number: 1, At: air.Minute, Expects: []scenario.Expect{
		{Condition: scenario.Condition{Event: "does", Center: "SIVA", Does: "warn"}, By: 3 * air.Minute},
	}}
	a := newStory(line).to(2 * air.Minute)
	a.siva.says(a.now, "note", 0)
	a.to(2*air.Minute + 10*air.Second)
	b := newStory(line)
	b.now, b.siva = a.now, a.siva
	b.watch.Centers = []Post{a.siva}
	if err := b.board.Load(air.NewStateReader(a.board.Append(nil))); err != nil {
		t.Fatal(err)
	}
	a.siva.says(a.now, "warn", 0)
	b.to(3 * air.Minute)
	a.to(3 * air.Minute)
	if a.state(1) != air.Answered || b.state(1) != air.Answered {
		t.Errorf("answered, and the lines are %s and, after loading, %s", a.state(1), b.state(1))
	}
}

func TestWhoIsQuickerThanTheListHasAnswered(t *testing.T) {
	s := newStory(scenario.Inject{Number: 1, At: 4 * air.Minute, Expects: []scenario.Expect{
		{Condition: scenario.Condition{Event: "does", Center: "SIVA", Does: "declare", Aircraft: "EXLOBO"}, By: air.Minute},
	}}).to(2 * air.Minute)
	s.siva.says(s.now, "declare", 7)
	if s.to(6 * air.Minute); s.state(1) != air.Answered {
		t.Errorf("declared before the list asked for it, and the line is %s", s.state(1))
	}
}
