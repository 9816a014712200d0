package center

import (
	"testing"

	"perimeter/air"
)

func TestTheLogCountsOnAndForgetsOldLines(t *testing.T) {
	s := newStory(t)
	s.c.log(air.Second, air.LogLine{Who: "MEX-1", Did: "note", Text: "STARTEX", Seq: 99})
	s.second()
	early := s.c.View(s.now).Desk
	s.until(5*air.Minute, func() []air.Track { return nil })
	s.c.log(s.now, air.LogLine{Who: "staff", Did: "note", Text: "five minutes on", Robot: true})
	if got := s.c.View(s.now).Desk.Log; len(got) != 2 || got[0].Seq != 1 || got[1].Seq != 2 || got[1].At != s.now {
		t.Errorf("after five minutes: got %+v, want lines 1 and 2", got)
	}
	s.until(6*air.Minute, func() []air.Track { return nil })
	if got := s.c.View(s.now).Desk.Log; len(got) != 1 || got[0].Seq != 2 || !got[0].Robot {
		t.Errorf("after six minutes: got %+v, want line 2 alone", got)
	}
	if early.Log[0].Text != "STARTEX" || early.Log[0].Seq != 1 {
		t.Errorf("a view was written later: %+v", early.Log)
	}
}

func TestMessagesAreShownForTenMinutes(t *testing.T) {
	s := newStory(t)
	s.second()
	s.c.Apply(s.now, air.Tell{From: "EXCON", Text: "STARTEX", Release: mex})
	s.until(10*air.Minute, func() []air.Track { return nil })
	if got := s.c.View(s.now).Messages; len(got) != 1 {
		t.Errorf("within ten minutes: got %d messages, want 1", len(got))
	}
	s.until(11*air.Minute, func() []air.Track { return nil })
	if got := s.c.View(s.now).Messages; len(got) != 0 {
		t.Errorf("after eleven minutes: got %+v", got)
	}
}
