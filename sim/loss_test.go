package sim_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim"
)

// ends keeps the losses and the last board that an exercise told. It is a Tap.
type ends struct {
	losses []truth.Loss
	board  []air.BoardLine
	topics []string
}

func (s *ends) Beat(b *truth.Beat) error {
	s.losses = append(s.losses, b.Losses...)
	s.board = slices.Clone(b.Board)
	if len(b.Losses) > 0 {
		for _, m := range b.Messages {
			s.topics = append(s.topics, m.Topic)
		}
	}
	return nil
}

// The Cessna runs dry after 12 minutes: the director's board and the recording
// have it in that beat, once, and so they have after a checkpoint.
func TestALostAircraftIsTold(t *testing.T) {
	sc := load(t, sonora)
	for i := range sc.Aircraft {
		if sc.Aircraft[i].Name == "C210" {
			sc.Aircraft[i].Fuel = 12 * air.Minute // less than the load allows for its route: somebody let fuel off
		}
	}
	e := engine(t, sc, 5)
	told, tape := &ends{}, newTape()
	e.Attach(told)
	e.Attach(tape)
	runTo(t, e, 22*air.Minute)
	if len(told.losses) != 1 || told.losses[0].Target != 1 || told.losses[0].Cause != truth.OutOfFuel || told.losses[0].At > 14*air.Minute {
		t.Fatalf("losses %+v, want the Cessna, out of fuel after 12 minutes", told.losses)
	}
	for _, topic := range []string{truth.TopicLosses, truth.TopicBoard} {
		if !slices.Contains(told.topics, topic) {
			t.Errorf("the beat of the loss has the topics %v, want %s among them", told.topics, topic)
		}
	}
	lost := air.BoardLine{At: told.losses[0].At, Title: "C210 ran out of fuel", Done: true}
	if len(told.board) != 3 || !cmp.Equal(told.board[1], lost) {
		t.Errorf("board %+v, want it between two injects: %+v", told.board, lost)
	}
	again, err := sim.New(sc, 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Load(tape.states[20*air.Minute]); err != nil {
		t.Fatal(err)
	}
	later := &ends{}
	again.Attach(later)
	runTo(t, again, 22*air.Minute)
	if len(later.losses) != 0 || !cmp.Equal(later.board, told.board) || again.Digest() != e.Digest() {
		t.Errorf("after a checkpoint: losses %v, board %+v, digest %x, want none, %+v, %x", later.losses, later.board, again.Digest(), told.board, e.Digest())
	}
}
