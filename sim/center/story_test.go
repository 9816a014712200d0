package center

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
)

func TestWhoATrackIs(t *testing.T) {
	tests := []struct {
		name    string
		code    air.Mode3A // 0: none
		address air.Address
		early   string // the mark in the second second
		late    string // and after two minutes
	}{
		{name: "the code of a plan", code: 0o2301, early: "neutral AMX401", late: "neutral AMX401"},
		{name: "the address of a plan, under another code", code: 0o1200, address: 0x0D1234, early: "neutral EXTAN01", late: "neutral EXTAN01"},
		{name: "address and code of two plans: nobody else has the address", code: 0o2301, address: 0x0D1234, early: "neutral EXTAN01", late: "neutral EXTAN01"},
		{name: "a plan that departs in 40 minutes", code: 0o2377, early: "pending", late: "unknown"},
		{name: "a code that two plans share", code: 0o2355, early: "pending", late: "unknown"},
		{name: "a discrete code without a plan", code: 0o6543, early: "pending", late: "unknown"},
		{name: "VFR", code: air.VFR, early: "pending", late: "unknown"},
		{name: "an interceptor", code: 0o7777, early: "assumed_friend", late: "assumed_friend"},
		{name: "no code", early: "pending", late: "unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStory(t)
			track := func() []air.Track {
				tr := aircraft(7)
				tr.Updated = s.now
				if tt.code != 0 {
					tr = s.answers(tr, cuu, tt.code)
				}
				if tt.address != 0 {
					tr.Has, tr.Address = tr.Has|air.HasAddress, tt.address
				}
				return []air.Track{tr}
			}
			s.until(2*air.Second, track)
			if got := s.mark(7); got != tt.early {
				t.Errorf("after 2 s: got %s, want %s", got, tt.early)
			}
			s.until(3*air.Minute, track)
			if got := s.mark(7); got != tt.late {
				t.Errorf("after 3 min: got %s, want %s", got, tt.late)
			}
			if len(s.orders) > 1 {
				t.Errorf("the staff gave %d orders about one judgement", len(s.orders))
			}
		})
	}
}

func TestAnOrderSaysWhy(t *testing.T) {
	s := newStory(t)
	orders := s.second(s.answers(aircraft(7), cuu, 0o2301))
	want := []air.Order{{At: air.Second, Origin: air.Derived, Body: air.Identify{
		Center: "MEX", Track: 7, Identity: air.Neutral, Why: "plan AMX401 by its code", By: "staff",
	}}}
	if d := cmp.Diff(want, orders); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestANewUnknownIsAlertedOnce(t *testing.T) {
	s := newStory(t)
	s.until(4*air.Minute, func() []air.Track { return []air.Track{aircraft(7)} })
	want := []string{"00:02:01 new unknown: track 7, no code"}
	if d := cmp.Diff(want, s.alerts()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestALatePlanMakesAnUnknownNeutral(t *testing.T) {
	s := newStory(t)
	s.until(36*air.Minute, func() []air.Track { return []air.Track{s.answers(aircraft(7), cuu, 0o2377)} })
	if got := s.mark(7); got != "neutral LATE9" {
		t.Errorf("five minutes before departure the plan counts: got %s", got)
	}
	if len(s.orders) != 2 {
		t.Errorf("got %d orders, want unknown, then neutral", len(s.orders))
	}
}

func TestAnAddressHoldsAPlanAgainstACode(t *testing.T) {
	s := newStory(t)
	s.until(5*air.Second, func() []air.Track {
		tr := s.answers(aircraft(7), cuu, 0o1200)
		tr.Has, tr.Address = tr.Has|air.HasAddress, 0x0D1234
		return []air.Track{tr}
	})
	s.until(10*air.Second, func() []air.Track { return []air.Track{s.answers(aircraft(7), cuu, 0o2301)} })
	if got := s.mark(7); got != "neutral EXTAN01" {
		t.Errorf("got %s", got)
	}
}

func TestAPlanThatTheAudienceMayNotHaveIsNotThere(t *testing.T) {
	centers := build(t)
	for i, want := range []int{7, 6} {
		if got := len(centers[i].plans.plans); got != want {
			t.Errorf("%s: got %d plans, want %d", centers[i].name, got, want)
		}
	}
}

func TestCodesOfDistress(t *testing.T) {
	tests := []struct {
		code  air.Mode3A
		alert string
		mark  string
	}{
		{air.Hijack, "00:00:10 track 7 squawks 7500: unlawful interference", "suspect TOI AMX401"},
		{air.NoRadio, "00:00:10 track 7 squawks 7600: radio failure", "neutral AMX401"},
		{air.Emergency, "00:00:10 track 7 squawks 7700: emergency", "neutral AMX401"},
	}
	for _, tt := range tests {
		s := newStory(t)
		s.until(9*air.Second, func() []air.Track { return []air.Track{s.answers(aircraft(7), cuu, 0o2301)} })
		s.until(60*air.Second, func() []air.Track { return []air.Track{s.answers(aircraft(7), cuu, tt.code)} })
		if d := cmp.Diff([]string{tt.alert}, s.alerts()); d != "" {
			t.Errorf("%v: alerts (-want +got):\n%s", tt.code, d)
		}
		if got := s.mark(7); got != tt.mark {
			t.Errorf("%v: mark %s, want %s", tt.code, got, tt.mark)
		}
	}
}

// The King Air answers Chihuahua's radar for a minute, then its transponder
// falls silent while everything else stays as it is.
func TestTransponderLost(t *testing.T) {
	const silence = air.Minute
	over, _ := geo.Direct(chihuahua, 0, 5e3)
	far, _ := geo.Direct(chihuahua, 0, 420e3)
	horizon, _ := geo.Direct(chihuahua, 0, 250e3)
	tests := []struct {
		name  string
		place geo.Geodetic                 // zero: as aircraft
		spoil func(s *story, t *air.Track) // in each second of silence
		dark  bool
	}{
		{name: "it coasts where the radar would surely see it", dark: true},
		{name: "a primary radar still sees it", dark: true, spoil: func(s *story, t *air.Track) {
			t.Status, t.Updated = air.Confirmed, s.now
			t.By[1], t.By[0] = t.By[0], air.Contribution{Sensor: mty, Kind: air.PSR}
		}},
		{name: "the radar is out of service", spoil: func(s *story, t *air.Track) { s.marks[0].State = air.Down }},
		{name: "the radar sends nothing", spoil: func(s *story, t *air.Track) { s.marks = nil }},
		{name: "it is in the cone of silence above the radar", place: over.At(7300)},
		{name: "it is at the end of the radar's range", place: far.At(31000)},
		{name: "it is low: it may have landed", place: geo.Deg(28.9, -105.96).At(2800)},
		{name: "it coasts near the horizon", place: horizon.At(8000)},
		{name: "a primary radar sees it near the horizon", place: horizon.At(9000), dark: true, spoil: func(s *story, t *air.Track) {
			t.Status, t.Updated = air.Confirmed, s.now
		}},
		{name: "another radar still gets replies", spoil: func(s *story, t *air.Track) {
			t.By[1] = air.Contribution{Sensor: mty, Kind: air.Combined, Age: 4}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStory(t)
			track := aircraft(7)
			if tt.place != (geo.Geodetic{}) {
				track.Pos = tt.place.ECEF()
			}
			s.until(60*air.Second, func() []air.Track { return []air.Track{s.answers(track, cuu, 0o4521)} })
			last := s.answers(track, cuu, 0o4521)
			s.until(60*air.Second+silence, func() []air.Track {
				tr := aged(last, s.now+air.Second-last.Updated)
				tr.Status = air.Coasting
				if tt.spoil != nil {
					tt.spoil(s, &tr)
				}
				return []air.Track{tr}
			})
			want := "neutral EXTAN01"
			if tt.dark {
				want = "suspect TOI EXTAN01"
			}
			if got := s.mark(7); got != want {
				t.Errorf("after %v without a reply: got %s, want %s; alerts %q", silence, got, want, s.alerts())
			}
		})
	}
}

func TestTransponderLostAfterThreeTurns(t *testing.T) {
	s := newStory(t)
	s.second(s.answers(aircraft(7), cuu, 0o4521))
	last := s.answers(aircraft(7), cuu, 0o4521)
	for len(s.orders) < 2 && s.now < 2*air.Minute {
		s.second(aged(last, s.now+air.Second-last.Updated))
	}
	if want := last.Updated + 36*air.Second; s.now != want {
		t.Errorf("lost at %v, want %v: three turns of 12 s after the last reply", s.now, want)
	}
	want := air.Identify{Center: "MEX", Track: 7, Identity: air.Suspect, Interest: true, Why: "transponder lost, last reply 00:00:01", By: "staff"}
	if got := s.orders[len(s.orders)-1].Body; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestATransponderThatAnswersAgainIsJudgedAnew(t *testing.T) {
	s := newStory(t)
	s.second(s.answers(aircraft(7), cuu, 0o4521))
	last := s.answers(aircraft(7), cuu, 0o4521)
	s.until(air.Minute, func() []air.Track { return []air.Track{aged(last, s.now+air.Second-last.Updated)} })
	s.until(70*air.Second, func() []air.Track { return []air.Track{s.answers(aircraft(7), cuu, 0o4521)} })
	if got := s.mark(7); got != "neutral EXTAN01" {
		t.Errorf("got %s", got)
	}
	want := []string{
		"00:00:37 track 7: transponder lost, last reply 00:00:01",
		"00:01:01 track 7: transponder answers again",
	}
	if d := cmp.Diff(want, s.alerts()); d != "" {
		t.Errorf("alerts (-want +got):\n%s", d)
	}
}

func TestATrackThatNeverAnsweredHasNoTransponderToLose(t *testing.T) {
	s := newStory(t)
	s.until(4*air.Minute, func() []air.Track {
		tr := aircraft(7)
		tr.Updated, tr.By[0] = s.now, air.Contribution{Sensor: mty, Kind: air.PSR}
		return []air.Track{tr}
	})
	if got := s.mark(7); got != "unknown" {
		t.Errorf("got %s, want unknown", got)
	}
}

func TestATrackOfInterestCoastsAndDrops(t *testing.T) {
	s := newStory(t)
	seen := aircraft(7)
	seen.Updated = air.Second
	s.second(seen)
	s.c.Apply(s.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Suspect, Interest: true, Why: "reported stolen"})
	coasting := seen
	coasting.Status = air.Coasting
	s.until(20*air.Second, func() []air.Track { return []air.Track{coasting} })
	s.until(30*air.Second, func() []air.Track { return nil })
	want := []string{
		"00:00:02 track of interest 7 coasts, last plot 00:00:01",
		"00:00:21 track of interest 7 dropped, last plot 00:00:01",
	}
	if d := cmp.Diff(want, s.alerts()); d != "" {
		t.Errorf("alerts (-want +got):\n%s", d)
	}
	if got := len(s.c.View(s.now).Marks); got != 0 {
		t.Errorf("the view marks %d tracks, the picture has none", got)
	}
	if e := s.c.overlay.find(7); e == nil || !e.mark.Interest {
		t.Error("the overlay of a dropped track is not kept")
	}
	s.until(15*air.Minute, func() []air.Track { return nil })
	if s.c.overlay.find(7) != nil {
		t.Error("the overlay of a dropped track is kept for ever")
	}
}

func TestTheOverlayMovesWithAMerger(t *testing.T) {
	tests := []struct {
		name     string
		from, to air.Identify
		want     string
	}{
		{"interest wins", air.Identify{Identity: air.Suspect, Interest: true}, air.Identify{Identity: air.Neutral}, "suspect TOI AMX401"},
		{"the survivor's word stands", air.Identify{Identity: air.Friend}, air.Identify{Identity: air.Hostile}, "hostile AMX401"},
		{"a word beats none", air.Identify{Identity: air.Friend}, air.Identify{}, "friend AMX401"},
	}
	for _, tt := range tests {
		s := newStory(t)
		dead := s.answers(aircraft(3), cuu, 0o2301)
		s.second(dead, aircraft(9))
		tt.from.Center, tt.from.Track, tt.to.Center, tt.to.Track = "MEX", 3, "MEX", 9
		s.c.Apply(s.now, tt.from)
		s.c.Apply(s.now, tt.to)
		s.events = []air.TrackEvent{{Kind: air.TrackMerged, Number: 3, Other: 9, At: s.now}}
		s.second(aircraft(9))
		if got := s.mark(9); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		if s.c.overlay.find(3) != nil || len(s.alerts()) != 0 {
			t.Errorf("%s: the merged track is still there, or was told as dropped: %q", tt.name, s.alerts())
		}
	}
}

func TestTheOverlayMovesToATrackThatIsNew(t *testing.T) {
	s := newStory(t)
	s.second(s.answers(aircraft(3), cuu, 0o2301))
	s.events = []air.TrackEvent{{Kind: air.TrackMerged, Number: 3, Other: 9}, {Kind: air.TrackMerged, Number: 5, Other: 9}}
	s.second(aircraft(9))
	if got := s.mark(9); got != "neutral AMX401" {
		t.Errorf("got %s", got)
	}
}

func TestAPersonsWordStands(t *testing.T) {
	s := newStory(t)
	s.second(aircraft(7))
	if !s.c.Apply(s.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Friend, Why: "visual identification"}) {
		t.Fatal("the word was not taken")
	}
	s.until(5*air.Minute, func() []air.Track { return []air.Track{aircraft(7)} })
	if got := s.mark(7); got != "friend" || len(s.orders) != 0 {
		t.Errorf("got %s, and the staff gave %d orders", got, len(s.orders))
	}
}

func TestWordsThatAreNotTaken(t *testing.T) {
	s := newStory(t)
	s.second(aircraft(7))
	for name, b := range map[string]air.Body{
		"another center":        air.Identify{Center: "NORAD", Track: 7, Identity: air.Friend},
		"a track it never had":  air.Identify{Center: "MEX", Track: 8, Identity: air.Friend},
		"no such identity":      air.Identify{Center: "MEX", Track: 7, Identity: 99},
		"somebody else's order": air.FeedCut{Feed: "SENEAM"},
	} {
		if s.c.Apply(s.now, b) {
			t.Errorf("%s: %+v was taken", name, b)
		}
	}
	if got := s.mark(7); got != "pending" {
		t.Errorf("got %s, want pending", got)
	}
}

func TestTell(t *testing.T) {
	mexico, norad := &build(t)[0], &build(t)[1]
	told := air.Tell{From: "MMID", To: []string{"NORAD"}, Text: "B737 reported stolen at Cancún", Release: free}
	tests := []struct {
		name    string
		tell    func(air.Tell) air.Tell
		mx, nor bool
	}{
		{"to NORAD", func(b air.Tell) air.Tell { return b }, false, true},
		{"to all", func(b air.Tell) air.Tell { b.To = nil; return b }, true, true},
		{"to all, releasable to Mexico alone", func(b air.Tell) air.Tell { b.To, b.Release = nil, mex; return b }, true, false},
		{"to NORAD, not releasable to Canada", func(b air.Tell) air.Tell { b.Release = air.Only(air.USA, air.MEX); return b }, false, false},
	}
	for _, tt := range tests {
		b := tt.tell(told)
		if mx, nor := mexico.Apply(air.Minute, b), norad.Apply(air.Minute, b); mx != tt.mx || nor != tt.nor {
			t.Errorf("%s: taken by Mexico %v, by NORAD %v; want %v, %v", tt.name, mx, nor, tt.mx, tt.nor)
		}
	}
	want := []air.Message{
		{At: air.Minute, From: "MMID", Text: told.Text, Release: free},
		{At: air.Minute, From: "MMID", Text: told.Text, Release: free},
	}
	if d := cmp.Diff(want, norad.View(air.Minute).Messages); d != "" {
		t.Errorf("NORAD's messages (-want +got):\n%s", d)
	}
}

func TestFeedsAndSensorsThatFail(t *testing.T) {
	s := newStory(t)
	pass := func(to air.Time) { s.until(to, func() []air.Track { return nil }) }
	pass(60 * air.Second)
	s.marks[1].State = air.Down
	pass(70 * air.Second)
	s.quiet = true
	pass(120 * air.Second)
	s.quiet = false
	s.marks[1].State = air.Up
	pass(130 * air.Second)
	want := []string{
		"00:01:01 sensor SEN-MMMY is out of service",
		"00:01:40 feed SENEAM silent since 00:01:10",
		"00:02:01 feed SENEAM is back",
		"00:02:01 sensor SEN-MMMY is back in service",
	}
	if d := cmp.Diff(want, s.alerts()); d != "" {
		t.Errorf("alerts (-want +got):\n%s", d)
	}
	v := s.c.View(s.now)
	wantSensors := []air.SensorStatus{{Sensor: cuu, State: air.Up, Heard: s.now}, {Sensor: mty, State: air.Up, Heard: s.now}}
	if d := cmp.Diff(wantSensors, v.Sensors); d != "" {
		t.Errorf("sensors (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]air.FeedStatus{{Feed: 0, Heard: s.now}}, v.Feeds); d != "" {
		t.Errorf("feeds (-want +got):\n%s", d)
	}
	pass(10 * air.Minute)
	if got := s.alerts(); len(got) != 0 {
		t.Errorf("alerts after more than five minutes: %q", got)
	}
}

func TestAlertsThatFadeStayInOldViews(t *testing.T) {
	s := newStory(t)
	s.quiet = true
	s.until(40*air.Second, func() []air.Track { return nil })
	s.quiet, s.marks[1].State = false, air.Down
	s.until(50*air.Second, func() []air.Track { return nil })
	view := s.c.View(s.now)
	s.until(air.Hour, func() []air.Track { return []air.Track{aircraft(7)} })
	want := []air.Alert{
		{At: 30 * air.Second, Text: "feed SENEAM silent since 00:00:00"},
		{At: 41 * air.Second, Text: "feed SENEAM is back"},
		{At: 41 * air.Second, Text: "sensor SEN-MMMY is out of service"},
	}
	if d := cmp.Diff(want, view.Alerts); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestMarksThatOvertakeEachOther(t *testing.T) {
	c := &build(t)[0]
	c.Accept(&air.Parcel{Services: []air.Service{
		{At: 9 * air.Second, Sensor: cuu, State: air.Up, To: 77, Release: mex},
		{At: 8 * air.Second, Sensor: cuu, State: air.Down, To: 66, Release: mex},
	}})
	want := air.SensorStatus{Sensor: cuu, State: air.Up, Heard: 9 * air.Second, Sweep: 77}
	if got := c.View(0).Sensors[0]; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestOfManyRadarsTheLatestRepliesAreKept(t *testing.T) {
	var e entry
	for i := range air.SensorID(10) {
		e.answered(i, air.Time(i)*air.Second)
	}
	e.answered(7, 20*air.Second)
	e.answered(7, 3*air.Second)
	want := [6]reply{{6, 6e9}, {7, 20e9}, {8, 8e9}, {9, 9e9}, {4, 4e9}, {5, 5e9}}
	if e.replies != want {
		t.Errorf("got %v, want %v", e.replies, want)
	}
	if last, ok := e.lastReply(); !ok || last != 20*air.Second {
		t.Errorf("last reply %v", last)
	}
}
