package link

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// toi is a feed of the tracks of interest of a Mexican center to an American one,
// of which the terms may be changed.
func toi(change func(f *scenario.Feed)) *scenario.Scenario {
	sc := &scenario.Scenario{
		Beat: air.Second,
		Centers: []scenario.Center{
			{Name: "SIVA", Audience: mexOnly, Nation: air.MEX}, {Name: "SEADS", Audience: air.Only(air.USA), Nation: air.USA},
		},
		Feeds: []scenario.Feed{{
			Name: "TOI", Tracks: true, From: 0, Center: 1, Delay: 2 * air.Second, Every: 2 * air.Second,
			Terms: scenario.Terms{Level: scenario.TOILevel},
		}},
	}
	if change != nil {
		change(&sc.Feeds[0])
	}
	return sc
}

// track is one of a lane at a time, on its way north past Monterrey.
func track(number uint32, at air.Time, release air.Release) air.Track {
	frame := geo.NewFrame(geo.Deg(26, -100).At(0))
	return air.Track{
		Number: number, Status: air.Confirmed, Release: release, Origin: 0, Lineage: air.SetOf(0), Updated: at - air.Second,
		Pos: geo.Deg(26+0.3*float64(number)+0.002*at.Seconds(), -100).At(8000).ECEF(), Vel: frame.Unturn(geo.Vec{Y: 220}),
		Cov: [10]float32{0: 900, 4: 900, 7: 4, 9: 4}, SigmaUp: 40, Existence: 1,
	}
}

// shared is a lane's picture of some numbers, of which some are of interest.
func shared(at air.Time, numbers, interest []uint32) *accord.Shared {
	s := &accord.Shared{At: at}
	for _, n := range numbers {
		s.Tracks = append(s.Tracks, track(n, at, mexUSA))
	}
	for _, n := range interest {
		s.Words = append(s.Words, accord.Word{Track: n, Interest: true})
	}
	return s
}

func numbersOf(p *air.Parcel) (list []uint32) {
	for i := range p.Tracks {
		list = append(list, p.Tracks[i].Number)
	}
	return list
}

func TestTracksOfInterestArriveAsThePictureOfOneTime(t *testing.T) {
	f := build(t, toi(nil), 1)
	if from, ok := f.From(); !ok || from != 0 {
		t.Fatalf("from center %d, %v", from, ok)
	}
	for now := air.Second; now <= 8*air.Second; now += air.Second {
		f.Carry(now, nil)
		if f.Sends(now) {
			f.Share(now, shared(now, []uint32{1, 2, 3}, []uint32{2}))
		}
		switch {
		case now < 4*air.Second || now%(2*air.Second) != 0:
			if f.Due.Arrived != 0 {
				t.Errorf("%v: something arrived", now)
			}
		case f.Due.Sent != now-2*air.Second || f.Due.Arrived != now || !slices.Equal(numbersOf(&f.Due), []uint32{2}):
			t.Errorf("%v: sent %v, arrived %v, tracks %v; want track 2 of two seconds before", now, f.Due.Sent, f.Due.Arrived, numbersOf(&f.Due))
		}
	}
	if want := (Count{Sent: 1, Withheld: 2, Due: 1}); f.Count != want {
		t.Errorf("count %+v, want %+v", f.Count, want)
	}
}

// A lane without a track to give says so: its receiver knows that the feed lives.
func TestAnEmptyPictureIsSent(t *testing.T) {
	f := build(t, toi(nil), 1)
	f.Carry(2*air.Second, nil)
	f.Share(2*air.Second, shared(2*air.Second, nil, nil))
	f.Carry(4*air.Second, nil)
	if f.Due.Arrived != 4*air.Second || len(f.Due.Tracks) != 0 {
		t.Errorf("arrived %v with %d tracks, want an empty picture", f.Due.Arrived, len(f.Due.Tracks))
	}
}

// However messages overtake and come twice, a parcel has the tracks of one time,
// and of two pictures that arrive together the newer.
func TestAParcelHasTheTracksOfOneTime(t *testing.T) {
	f := build(t, toi(func(f *scenario.Feed) {
		f.Delay, f.Jitter, f.Twice, f.Every = 4*air.Second, 4*air.Second, 0.5, air.Second
	}), 4)
	together := 0
	for now := air.Second; now <= 200*air.Second; now += air.Second {
		landing, newest := 0, air.Time(0)
		for _, h := range f.flight.heads {
			if h.arrival <= now {
				landing, newest = landing+1, max(newest, h.sent)
			}
		}
		f.Carry(now, nil)
		if landing > 1 {
			together++
		}
		if landing > 0 && f.Due.Sent != newest {
			t.Fatalf("%v: delivered the picture of %v, not the newest, of %v", now, f.Due.Sent, newest)
		}
		for i := range f.Due.Tracks {
			if want := track(2, f.Due.Sent, mexUSA); f.Due.Tracks[i].Pos.Sub(want.Pos).Norm() > 0.1 {
				t.Fatalf("%v: a track of another time than %v", now, f.Due.Sent)
			}
		}
		if len(f.Due.Tracks) > 1 {
			t.Fatalf("%v: %d tracks of one", now, len(f.Due.Tracks))
		}
		f.Share(now, shared(now, []uint32{1, 2}, []uint32{2}))
	}
	if together < 10 {
		t.Errorf("%d times two pictures arrived together, want many", together)
	}
}

// The levels and the conditions of a feed, as its provider's people move it.
func TestWhatAFeedGivesWhen(t *testing.T) {
	act := func(center, do, to, text string) air.Act { return air.Act{Center: center, Do: do, To: to, Text: text} }
	tests := []struct {
		name   string
		change func(f *scenario.Feed)
		obey   []air.Act
		active bool
		want   []uint32
		silent bool
	}{
		{name: "tracks of interest", want: []uint32{2}},
		{name: "all tracks", change: func(f *scenario.Feed) { f.Terms.Level = scenario.AllTracks }, want: []uint32{1, 2, 3}},
		{name: "those in an area", change: func(f *scenario.Feed) {
			f.Terms.Level, f.Terms.Area = scenario.Filtered, geo.Box{South: 0, West: -2, North: 26.5 * geo.Degree, East: -1}
		}, want: []uint32{1}},
		{name: "when a track of interest is active, and none is", change: func(f *scenario.Feed) {
			f.Terms.Level, f.Terms.TOIActive = scenario.AllTracks, true
		}},
		{name: "when one is", change: func(f *scenario.Feed) {
			f.Terms.Level, f.Terms.TOIActive = scenario.AllTracks, true
		}, active: true, want: []uint32{1, 2, 3}},
		{name: "under an agreement that is not in force", change: under},
		{name: "on request, before a grant", change: onRequest},
		{name: "granted", change: onRequest, obey: []air.Act{act("SIVA", "grant", "SEADS", "feed TOI")}, want: []uint32{1, 2, 3}},
		{name: "granted with a reason", change: onRequest, obey: []air.Act{act("SIVA", "grant", "SEADS", "feed TOI: search")}, want: []uint32{1, 2, 3}},
		{name: "granted by the receiver", change: onRequest, obey: []air.Act{act("SEADS", "grant", "SEADS", "feed TOI")}},
		{name: "granted to another", change: onRequest, obey: []air.Act{act("SIVA", "grant", "CADIN", "feed TOI")}},
		{name: "another feed granted", change: onRequest, obey: []air.Act{act("SIVA", "grant", "SEADS", "feed TOI-2")}},
		{name: "denied", change: onRequest, obey: []air.Act{act("SIVA", "deny", "SEADS", "feed TOI")}},
		{name: "suspended", obey: []air.Act{act("SIVA", "suspend", "TOI", "breach")}, silent: true},
		{name: "suspended by the receiver", obey: []air.Act{act("SEADS", "suspend", "TOI", "")}, want: []uint32{2}},
		{name: "suspended and resumed", obey: []air.Act{act("SIVA", "suspend", "TOI", ""), act("SIVA", "resume", "TOI", "")}, want: []uint32{2}},
		{name: "suspended at the start", change: func(f *scenario.Feed) { f.Terms.Suspended = true }, silent: true},
	}
	for _, tt := range tests {
		f := build(t, toi(tt.change), 1)
		for _, a := range tt.obey {
			f.Obey(air.Second, a)
		}
		f.Heed(tt.active)
		f.Share(2*air.Second, shared(2*air.Second, []uint32{1, 2, 3}, []uint32{2}))
		f.Carry(4*air.Second, nil)
		if got := numbersOf(&f.Due); !slices.Equal(got, tt.want) || (f.Due.Arrived == 0) != tt.silent {
			t.Errorf("%s: tracks %v, arrived %v; want %v", tt.name, got, f.Due.Arrived, tt.want)
		}
	}
}

func under(f *scenario.Feed) {
	f.Terms = scenario.Terms{Level: scenario.AllTracks, Agreements: []string{"bases-2026"}}
}

func onRequest(f *scenario.Feed) {
	f.Terms = scenario.Terms{Level: scenario.OnRequest, Opens: scenario.AllTracks, Grant: air.Minute, Answer: air.Minute}
}

func TestAGrantEnds(t *testing.T) {
	f := build(t, toi(onRequest), 1)
	f.Obey(10*air.Second, air.Act{Center: "SIVA", Do: "grant", To: "SEADS", Text: "feed TOI"})
	var got []air.Time
	for now := 2 * air.Second; now <= 3*air.Minute; now += 2 * air.Second {
		f.Carry(now, nil)
		if len(f.Due.Tracks) > 0 {
			got = append(got, f.Due.Sent)
		}
		f.Share(now, shared(now, []uint32{1}, nil))
	}
	if len(got) == 0 || got[len(got)-1] >= 70*air.Second || got[len(got)-1] < 66*air.Second {
		t.Errorf("granted at 00:00:10 for a minute, open to %v", got)
	}
}

// The same doors stand before the plots of radars.
func TestPlotsPassFiltersAndDoors(t *testing.T) {
	tests := []struct {
		name   string
		change func(f *scenario.Terms)
		want   int
	}{
		{"without terms", func(*scenario.Terms) {}, 2},
		{"a squawk", func(t *scenario.Terms) { t.Codes = []air.Mode3A{0o4521} }, 1},
		{"an area", func(t *scenario.Terms) {
			t.Area = geo.Box{South: 26 * geo.Degree, West: -101 * geo.Degree, North: 28 * geo.Degree, East: -99 * geo.Degree}
		}, 1},
		{"suspended", func(t *scenario.Terms) { t.Suspended = true }, 0},
		{"on request", func(t *scenario.Terms) { t.Level, t.Opens = scenario.OnRequest, scenario.Plots }, 0},
		{"none", func(t *scenario.Terms) { t.Level = scenario.NoLevel }, 0},
	}
	for _, tt := range tests {
		sc := sdn()
		sc.Feeds[0].Delay = 0
		sc.Radars[0].Pos = geo.Deg(25.8, -100.1).At(400)
		tt.change(&sc.Feeds[0].Terms)
		f := build(t, sc, 1)
		// 54 NM north and 54 NM south of the radar: the one squawks 4521, the other nothing.
		north, south := plot(0, air.Second, mexUSA), plot(0, air.Second, mexUSA)
		south.Theta, south.Has, south.Code = 1<<23, 0, 0
		f.Carry(air.Second, beatOf(air.Second, north, south))
		f.Carry(2*air.Second, []air.Batch{{}, {}})
		if got := len(f.Due.Plots); got != tt.want {
			t.Errorf("%s: %d plots, want %d", tt.name, got, tt.want)
		}
	}
}

// Over many messages the share that comes twice is as asked, each copy with a
// delay of its own.
func TestDuplicates(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Twice, sc.Feeds[0].Jitter = 0.1, air.Second
	f := build(t, sc, 6)
	sent, got := 0, 0
	for now := air.Second; now <= 3000*air.Second; now += air.Second {
		f.Carry(now, beatOf(now, plot(0, now, mexUSA)))
		sent++
		got += len(f.Due.Plots)
	}
	if share := float64(got-sent)/float64(sent) + 3.0/3000; share < 0.08 || share > 0.12 {
		t.Errorf("%d plots arrived of %d sent, want a tenth more", got, sent)
	}
}

// Messages leave one after the other at the feed's rate; who would wait longer
// than the queue allows is dropped as a whole.
func TestBandwidth(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Delay, sc.Feeds[0].Rate, sc.Feeds[0].Queue = 0, 2, 6*air.Second
	f := build(t, sc, 1)
	var arrivals []air.Time
	var lost uint32
	for now := air.Second; now <= 30*air.Second; now += air.Second {
		batches := []air.Batch{{}, {}}
		for i := range 6 {
			p := plot(0, now, mexUSA)
			p.ID += uint64(i) << 40
			batches[0].Plots = append(batches[0].Plots, p)
		}
		f.Carry(now, batches)
		lost += f.Count.Lost
		if f.Due.Arrived != 0 {
			arrivals = append(arrivals, f.Due.Arrived-f.Due.Sent)
			if len(f.Due.Plots) != 6 {
				t.Fatalf("%v: %d plots of a message of 6", now, len(f.Due.Plots))
			}
		}
	}
	// The queue fills by 2 s each second until a message would wait more than 6 s;
	// then every third gets in.
	if want := []air.Time{3 * air.Second, 5 * air.Second, 7 * air.Second, 9 * air.Second}; !slices.Equal(arrivals[:4], want) {
		t.Errorf("the first messages took %v, want %v", arrivals[:4], want)
	}
	for _, d := range arrivals {
		if d > 9*air.Second {
			t.Errorf("a message took %v, want at most 6 s of waiting and 3 s of sending", d)
		}
	}
	if len(arrivals) != 9 || lost < 100 {
		t.Errorf("%d messages arrived, %d plots lost", len(arrivals), lost)
	}
}

// What is withheld of a track, and what rounding takes off, leaves no byte: two
// aircraft that differ in that alone arrive as the same.
func TestWithheldAndRoundedOffLeavesNoByte(t *testing.T) {
	f := build(t, toi(func(f *scenario.Feed) {
		f.Withhold, f.Every = air.HasLevel|air.HasCode, air.Second
		f.Terms = scenario.Terms{Level: scenario.AllTracks, RoundPlace: geo.Degree / 60}
	}), 1)
	arrived := func(now air.Time, change func(tr *air.Track)) air.Track {
		s := shared(now, []uint32{1}, nil)
		s.Tracks[0] = track(1, 0, mexUSA)
		change(&s.Tracks[0])
		f.Share(now, s)
		f.Carry(now+2*air.Second, nil)
		return f.Due.Tracks[0]
	}
	a := arrived(air.Second, func(*air.Track) {})
	b := arrived(10*air.Second, func(tr *air.Track) {
		at := tr.Pos.Geodetic()
		at.Lat, at.Height = at.Lat+0.3*geo.Degree/60, 3000
		tr.Pos = at.ECEF()
		tr.Code, tr.Level, tr.Has, tr.SigmaUp = 0o7500, 98, air.HasCode|air.HasLevel, 20
	})
	if a != b {
		t.Errorf("%+v and %+v differ", a, b)
	}
}

// Nothing leaks: whatever else the lane holds, whatever its people say of that,
// what arrives and when is the same to the byte: numbers, counts, times, order.
func TestHiddenTracksChangeNothingThatArrives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		change := func(f *scenario.Feed) {
			f.Rate, f.Queue = rapid.SampledFrom([]float64{0, 0.4, 2}).Draw(rt, "rate"), 6*air.Second
			f.Jitter, f.Loss, f.Twice = air.Second, 0.1, 0.1
			if rapid.Bool().Draw(rt, "by place") {
				f.Terms = scenario.Terms{Level: scenario.Filtered, Area: geo.Box{South: 0, West: -2, North: 27.2 * geo.Degree, East: -1}}
			}
		}
		sc := toi(change)
		var told [2]string
		for run := range told {
			f := build(t, sc, 9)
			for now := air.Second; now <= 40*air.Second; now += air.Second {
				f.Carry(now, nil)
				told[run] += fmt.Sprintf("%v %+v\n", now, f.Due)
				if !f.Sends(now) {
					continue
				}
				s := shared(now, []uint32{1, 2}, []uint32{1, 2})
				if run == 1 {
					hide(rt, s, now)
				}
				f.Share(now, s)
			}
		}
		if told[0] != told[1] {
			rt.Fatalf("hidden tracks changed what arrives:\n%s", cmp.Diff(told[0], told[1]))
		}
	})
}

// hide adds tracks that may not go: not of interest and far in the north, or not
// releasable.
func hide(t *rapid.T, s *accord.Shared, at air.Time) {
	for n := range rapid.Uint32Range(0, 6).Draw(t, "hidden") {
		number := 10 + n
		tr := track(number, at, mexUSA)
		if rapid.Bool().Draw(t, "not releasable") {
			tr = track(number%3, at, mexOnly)
			tr.Number = number
			s.Words = append(s.Words, accord.Word{Track: number, Interest: true})
		}
		s.Tracks = append(s.Tracks, tr)
	}
}

// The same of plots: those of a radar that is not releasable, or outside the
// feed's area, do not stand in its queue.
func TestHiddenPlotsTakeNoPlaceInTheQueue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sc := sdn()
		sc.Radars[0].Pos, sc.Radars[1].Pos = geo.Deg(25.8, -100.1).At(400), geo.Deg(25.8, -100.1).At(400)
		sc.Feeds[0].Rate, sc.Feeds[0].Queue, sc.Feeds[0].Jitter = 1.5, 4*air.Second, air.Second
		sc.Feeds[0].Terms.Area = geo.Box{South: 26 * geo.Degree, West: -101 * geo.Degree, North: 28 * geo.Degree, East: -99 * geo.Degree}
		var told [2]string
		for run := range told {
			f := build(t, sc, 3)
			for now := air.Second; now <= 30*air.Second; now += air.Second {
				batches := beatOf(now, plot(0, now, mexUSA), plot(1, now, mexUSA))
				if run == 1 {
					for range rapid.IntRange(0, 5).Draw(rt, "hidden") {
						p := plot(0, now, mexOnly)
						if rapid.Bool().Draw(rt, "by place") {
							p.Release, p.Theta = mexUSA, 1<<23
						}
						batches[0].Plots = append(batches[0].Plots, p)
					}
				}
				f.Carry(now, batches)
				told[run] += fmt.Sprintf("%v %+v\n", now, f.Due)
			}
		}
		if told[0] != told[1] {
			rt.Fatalf("hidden plots changed what arrives:\n%s", cmp.Diff(told[0], told[1]))
		}
	})
}

// A feed of tracks saved and loaded goes on the same.
func TestAFeedOfTracksSurvivesACheckpoint(t *testing.T) {
	sc := toi(func(f *scenario.Feed) {
		onRequest(f)
		f.Rate, f.Queue, f.Jitter, f.Twice = 1.5, 5*air.Second, 2*air.Second, 0.3
		f.Terms.TOIActive, f.Terms.Grant = true, 30*air.Second
	})
	a, b := build(t, sc, 8), build(t, sc, 8)
	step := func(f *Feed, now air.Time) {
		f.Carry(now, nil)
		if f.Sends(now) {
			f.Share(now, shared(now, []uint32{1, 2, 3}, nil))
		}
	}
	a.Heed(true)
	a.Obey(4*air.Second, air.Act{Center: "SIVA", Do: "grant", To: "SEADS", Text: "feed TOI"})
	var now air.Time
	for now = air.Second; now <= 13*air.Second; now += air.Second {
		step(a, now)
	}
	state := a.Append(nil)
	r := air.NewStateReader(state)
	if err := b.Load(r); err != nil || r.Done() != nil {
		t.Fatal(err, r.Done())
	}
	seen := 0
	for ; now <= 50*air.Second; now += air.Second {
		step(a, now)
		step(b, now)
		seen += len(a.Due.Tracks)
		if d := cmp.Diff(a.Due, b.Due, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%v (-saved +loaded):\n%s", now, d)
		}
	}
	if seen == 0 {
		t.Error("nothing arrived")
	}
}

func TestSharingAllocatesNothing(t *testing.T) {
	f := build(t, toi(func(f *scenario.Feed) {
		f.Jitter, f.Twice = air.Second, 0.2
		f.Withhold, f.Terms.RoundPlace, f.Terms.RoundHeight = air.HasLevel|air.HasCode, 0.1*geo.Degree/60, 100
	}), 1)
	s := shared(air.Second, []uint32{1, 2, 3, 4, 5}, []uint32{2, 3})
	now := air.Time(0)
	second := func() {
		now += air.Second
		f.Carry(now, nil)
		s.At = now
		f.Share(now, s)
	}
	for range 100 {
		second()
	}
	if n := testing.AllocsPerRun(200, second); n != 0 {
		t.Errorf("%g allocations a picture", n)
	}
}
