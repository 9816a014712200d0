package msel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// list is a short MSEL, not written in the order of its times.
func list() *scenario.Scenario {
	return &scenario.Scenario{Injects: []scenario.Inject{
		{Number: 2, At: 15 * air.Minute, From: "EXCON", Title: "TARS Marfa down", Expected: "USA logs the gap",
			Bodies: []air.Body{air.SensorOut{Sensor: "TARS-MRF"}}},
		{Number: 4, At: 37 * air.Minute, Title: "King Air goes dark",
			Bodies: []air.Body{
				air.Transponder{Aircraft: "EXTANGO1"},
				air.Tell{From: "EXCON", Text: "no reply", Release: air.Only(air.MEX)},
			}},
		{Number: 1, Title: "STARTEX", Bodies: []air.Body{air.Tell{Text: "EXERCISE EXERCISE EXERCISE"}}},
		{Number: 3, At: 15 * air.Minute, Title: "note for the evaluators"},
	}}
}

func TestInjectsFallDueOnceInOrder(t *testing.T) {
	b := New(list())
	got := map[air.Time][]air.Order{}
	for t1 := air.Minute; t1 <= air.Hour; t1 += air.Minute {
		if orders := b.Check(t1, &Watch{}); orders != nil {
			got[t1] = orders
		}
	}
	derived := func(at air.Time, body air.Body) air.Order { return air.Order{At: at, Origin: air.Derived, Body: body} }
	want := map[air.Time][]air.Order{
		air.Minute:      {derived(0, air.Tell{Text: "EXERCISE EXERCISE EXERCISE"})},
		15 * air.Minute: {derived(15*air.Minute, air.SensorOut{Sensor: "TARS-MRF"})},
		37 * air.Minute: {
			derived(37*air.Minute, air.Transponder{Aircraft: "EXTANGO1"}),
			derived(37*air.Minute, air.Tell{From: "EXCON", Text: "no reply", Release: air.Only(air.MEX)}),
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("orders by time (-want +got):\n%s", d)
	}
}

func TestALongBeatGivesAllThatFellDueInOrderOfTime(t *testing.T) {
	var kinds []string
	for _, o := range New(list()).Check(air.Hour, &Watch{}) {
		kinds = append(kinds, o.At.String()+" "+o.Body.Kind())
	}
	want := []string{"00:00:00 tell", "00:15:00 sensor_out", "00:37:00 transponder", "00:37:00 tell"}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTheBoardShowsWhatIsDone(t *testing.T) {
	b := New(list())
	before := b.Lines()
	b.Check(14*air.Minute+59*air.Second, &Watch{})
	early := b.Lines()
	b.Check(15*air.Minute, &Watch{})
	at := 15 * air.Minute
	want := []air.BoardLine{
		{Number: 1, Title: "STARTEX", Done: true, State: air.Sent},
		{Number: 2, At: at, Title: "TARS Marfa down", Expected: "USA logs the gap", Done: true, State: air.Sent, Play: air.LineOfPlay{Sent: at}},
		{Number: 3, At: at, Title: "note for the evaluators", Done: true, State: air.Sent, Play: air.LineOfPlay{Sent: at}},
		{Number: 4, At: 37 * air.Minute, Title: "King Air goes dark", State: air.Planned},
	}
	if d := cmp.Diff(want, b.Lines()); d != "" {
		t.Errorf("at 15 minutes (-want +got):\n%s", d)
	}
	if before[0].Done || early[1].Done || !early[0].Done {
		t.Error("a board that was handed out changed, or was never right")
	}
}

func TestCheckpoint(t *testing.T) {
	b := New(list())
	b.Check(20*air.Minute, &Watch{})
	state := b.Append(nil)

	c := New(list())
	r := air.NewStateReader(state)
	if err := c.Load(r); err != nil {
		t.Fatal(err)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(b.Lines(), c.Lines()); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
	if d := cmp.Diff(b.Check(air.Hour, &Watch{}), c.Check(air.Hour, &Watch{})); d != "" {
		t.Errorf("orders after loading (-want +got):\n%s", d)
	}

	short := New(&scenario.Scenario{})
	if err := short.Load(air.NewStateReader(state)); err == nil || err.Error() != "msel: want the state of 0 injects, got 4" {
		t.Errorf("state of another exercise: %v", err)
	}
	for cut := range state {
		if err := New(list()).Load(air.NewStateReader(state[:cut])); err == nil {
			t.Fatalf("a state cut off at byte %d loads", cut)
		}
	}
}

func TestAnEmptyListIsSilent(t *testing.T) {
	b := New(&scenario.Scenario{})
	if b.Check(air.Hour, &Watch{}) != nil || len(b.Lines()) != 0 {
		t.Error("orders or lines without injects")
	}
}
