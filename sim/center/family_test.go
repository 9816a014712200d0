package center

import (
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// The same liner is transferred by each family of messages: told in time, agreed,
// offered, taken, and then controlled by the next unit alone; where control passes
// with the acceptance before the boundary, else at it.
func TestTheSameTaleInEachFamily(t *testing.T) {
	for _, set := range messageSets {
		t.Run(set.version, func(t *testing.T) {
			s := newUnits(t, set.version)
			var giver, taker []string
			passed, boundary := air.Time(0), air.Time(0)
			for s.now < 25*air.Minute {
				s.second()
				giver, taker = note(giver, s.state(s.mex)), note(taker, s.state(s.us))
				if len(s.mex.transfers) > 0 && s.mex.transfers[0].State == "transferred" && passed == 0 {
					passed, boundary = s.now, s.mex.transfers[0].Boundary
				}
			}
			want := "planned sent coordinated offer_sent offered accepted radio_sent transferred"
			wantThere := "coordinated offered accepted on_freq transferred"
			switch set {
			case &oldiLike:
				want = "planned notified sent coordinated offer_sent offered accepted radio_sent on_freq transferred"
				wantThere = "notified " + wantThere
			case &aidcLike:
				want = "planned notified sent coordinating coordinated offer_sent offered transferred"
				wantThere = "notified coordinating coordinated offered accepted transferred"
			}
			if got := strings.TrimPrefix(strings.Join(giver, " "), "planned "); got != strings.TrimPrefix(want, "planned ") {
				t.Errorf("the giver: %s, want %s", got, want)
			}
			if got := strings.Join(taker, " "); got != wantThere {
				t.Errorf("the taker: %s, want %s", got, wantThere)
			}
			if early := boundary - passed; set.control != (early > air.Minute) {
				t.Errorf("control passed %v before the boundary", early)
			}
			s.sawOnly(t, set)
		})
	}
}

// Where two units have agreed on a point, the estimate is told for it.
func TestAnAgreedPointStandsInTheEstimate(t *testing.T) {
	for _, tt := range []struct {
		points []scenario.Point
		want   string
	}{
		{nil, "-2604N09803W/1616F350-"},
		{[]scenario.Point{{Name: "MFE", Pos: geo.Deg(26.17, -98.24)}}, "-MFE/1616F350-"},
		{[]scenario.Point{{Name: "LRD", Pos: geo.Deg(27.48, -99.42)}}, "-2604N09803W/1616F350-"}, // too far off
	} {
		s := newUnits(t, "")
		s.mex.peers[0].points = tt.points
		s.until(air.Minute)
		if text := s.said[0].Text; !strings.Contains(text, tt.want) {
			t.Errorf("got %s, want %s in it", text, tt.want)
		}
	}
}

// note adds a state to those seen, once.
func note(seen []string, state string) []string {
	if state == "" || slices.Contains(seen, state) {
		return seen
	}
	return append(seen, state)
}

// sawOnly holds that what went over the line is of the set, and begins with the
// banner.
func (s *shuttle) sawOnly(t *testing.T, set *messageSet) {
	for _, m := range s.said {
		_, title, ok := strings.Cut(m.Text, " (") // after the banner
		if m.Voice || !ok || set.titled(title[:3]) == nil {
			t.Errorf("not a message of %s: %s", set.version, m.Text)
		}
	}
}

// No title stands for two words of one end, and each answer is a word of the set.
func TestFamiliesAreOfOnePiece(t *testing.T) {
	for _, set := range messageSets {
		for i, l := range set.layouts {
			if l.from != unsent && !slices.Contains(flightWords, l.word) || l.answer != "" && set.find(l.answer) == nil {
				t.Errorf("%s: %s: unknown word or answer", set.version, l.title)
			}
			if tongues[air.English].opening[l.word] == "" && !silent[l.word] {
				t.Errorf("%s: %s: nobody can say it", set.version, l.word)
			}
			for _, other := range set.layouts[:i] {
				if other.word == l.word || other.title == l.title && (other.from == l.from || other.from == either || l.from == either || other.fields != l.fields) {
					t.Errorf("%s: %s and %s are one", set.version, other.word, l.word)
				}
			}
		}
		if setCalled(set.version) != set {
			t.Errorf("%s is another set", set.version)
		}
	}
}

// silent are the words of machines alone.
var silent = map[string]bool{"notice": true, "standby": true, "paired": true, "update": true, "frequency": true, "assumed": true}
