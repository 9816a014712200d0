package center

import (
	"strings"
	"testing"

	"perimeter/air"
)

// A full staff writes down what it is told, once, half to one and a half of its
// reaction time later; one at its scopes alone does not.
func TestTheStaffNotesWhatItIsTold(t *testing.T) {
	for _, full := range []bool{true, false} {
		s := newStory(t)
		s.c.full, s.c.beat, s.c.rules.Reaction = full, air.Second, 20*air.Second
		s.second()
		s.c.Apply(s.now, air.Tell{From: "EXCON", Text: "STARTEX " + strings.Repeat("voice check ", 9), Release: mex})
		s.until(2*air.Minute, func() []air.Track { return nil })
		var notes []air.LogLine
		for _, l := range s.c.View(s.now).Desk.Log {
			if l.Did == "note" {
				notes = append(notes, l)
			}
		}
		if !full {
			if len(notes) != 0 {
				t.Errorf("at the scopes alone: got %+v", notes)
			}
			continue
		}
		r := s.c.rules.Reaction
		if len(notes) != 1 || !notes[0].Robot || notes[0].At < air.Second+r/2 || notes[0].At > 2*air.Second+r+r/2 ||
			notes[0].Text != "from EXCON: STARTEX voice check voice check voice check voice check ..." {
			t.Errorf("got %+v, want one note about %v after it", notes, r)
		}
	}
}

// What a full staff can no longer see it writes down as a gap: a radar that is
// out of service.
func TestTheStaffLogsAGap(t *testing.T) {
	s := newStory(t)
	s.c.full = true
	s.until(5*air.Second, func() []air.Track { return nil })
	s.marks[0].State = air.Down
	s.until(10*air.Second, func() []air.Track { return nil })
	gaps := 0
	for _, l := range s.c.View(s.now).Desk.Log {
		if l.Did == "gap" && strings.HasSuffix(l.Text, "out of service") && l.At == 6*air.Second {
			gaps++
		}
	}
	if gaps != 1 {
		t.Errorf("got %+v, want one gap at 00:00:06", s.c.View(s.now).Desk.Log)
	}
}
