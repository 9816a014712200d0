package live

import (
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
)

// mexico is a gate: of three centers the nation has the second alone.
type mexico struct{}

func (mexico) Theater() air.Theater {
	return air.Theater{Beat: air.Second, Length: air.Hour, Centers: []air.CenterInfo{{Name: "SIVA"}}}
}
func (mexico) Of(air.CenterID) air.CenterID { return 1 }
func (mexico) View(c air.CenterID, v *air.View) *air.View {
	own := *v
	own.Center = c
	return &own
}

// perfect keeps a score.
type perfect struct{}

func (perfect) Score(at air.Time) *truth.Score { return &truth.Score{At: at} }

// three is a toy of three centers.
type three struct{ toy }

func (*three) Theater() air.Theater {
	return air.Theater{Beat: air.Second, Length: air.Hour, Centers: []air.CenterInfo{{Name: "NORAD"}, {Name: "SIVA"}, {Name: "WADS"}}}
}

func seat(t *testing.T) (*Seat, *Local) {
	t.Helper()
	l := NewLocal(&three{}, air.Pace{Paused: true})
	b := truth.Beat{At: air.Second, Truth: &truth.Snapshot{At: air.Second}, Board: make([]air.BoardLine, 3)}
	for c := range 3 {
		b.Views = append(b.Views, &air.View{Picture: air.Picture{Center: air.CenterID(c), At: air.Second}})
	}
	if err := l.Beat(&b); err != nil {
		t.Fatal(err)
	}
	return NewSeat(l, air.MEX, mexico{}), l
}

// Who sits for a nation sees its own centers and no truth.
func TestASeatSeesWhatItMayHave(t *testing.T) {
	s, host := seat(t)
	if v := s.View(0); v == nil || v.Center != 0 || v != s.View(0) {
		t.Errorf("its view is %+v, want that of SIVA in the seat's numbers, and the same as long as nothing new came", v)
	}
	if s.View(1) != nil || len(s.Theater().Centers) != 1 {
		t.Error("it has a view of a center that is not its own")
	}
	if _, ok := s.Truth(); ok || s.Board() != nil || s.Roster() != nil {
		t.Error("it sees what only the director sees")
	}
	host.ScoreBy(perfect{})
	if s.Score() != nil || host.Score() == nil {
		t.Error("the score is the director's alone")
	}
	if _, ok := host.Truth(); !ok {
		t.Error("the director does not see the truth")
	}
}

// What a seat may order, and how it is refused what it may not.
func TestASeatGivesOrdersOfItsOwnCenters(t *testing.T) {
	tests := []struct {
		name string
		body air.Body
		want string // in the refusal; empty: taken
	}{
		{"an act of its own", air.Act{Center: "SIVA", Do: "warn", Track: 4, To: "NORAD"}, ""},
		{"an identity of its own", air.Identify{Center: "SIVA", Track: 4}, ""},
		{"an act of a neighbour", air.Act{Center: "WADS", Do: "note"}, `want a center of MEX (SIVA), got "WADS"`},
		{"the same of nobody", air.Act{Center: "XXXX", Do: "note"}, `want a center of MEX (SIVA), got "XXXX"`},
		{"a slip", air.Identify{Center: "SIVAA", Track: 4}, `got "SIVAA"; try "SIVA"`},
		{"an aircraft", air.Launch{Aircraft: "EXLOBO"}, "launch: want an order of your own centers (at SIVA ...), this one is the director's"},
		{"a radar", air.SensorOut{Sensor: "QNW"}, "the director's"},
		{"the exercise", air.NoPlay{On: true}, "the director's"},
		{"a word of the control staff", air.Tell{To: []string{"SIVA"}}, "the director's"},
		{"the MSEL", air.Play{Number: 1, Do: "send"}, "the director's"},
	}
	for _, tt := range tests {
		s, host := seat(t)
		err := s.Submit(tt.body)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
		if host.Submit(air.Act{Center: "WADS", Do: "note"}) != nil {
			t.Errorf("%s: the director is refused", tt.name)
		}
		if taken := len(host.pending) == 2; taken != (tt.want == "") {
			t.Errorf("%s: %d orders wait", tt.name, len(host.pending))
		}
	}
}

// A chain acts whole or not at all, and under the seat's own name.
func TestAChainOfASeatIsWholeAndSigned(t *testing.T) {
	s, host := seat(t)
	note := air.Act{Center: "SIVA", Do: "note", By: "director"}
	if err := s.Submit(note, air.Act{Center: "WADS", Do: "note"}); err == nil || len(host.pending) != 0 {
		t.Errorf("of a chain with an order that is refused %d act", len(host.pending))
	}
	if err := s.Submit(note); err != nil {
		t.Fatal(err)
	}
	if o := host.pending[0]; o.From != SeatOf(air.MEX) || o.Body.(air.Act).By != "MEX" {
		t.Errorf("%+v, want it signed by the seat", o)
	}
}
