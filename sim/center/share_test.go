package center

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// sharing is the stage of two centers, whose Mexican one gives the American one
// tracks: of Chihuahua's radar, not of Monterrey's, which stays Mexico's alone.
func sharing(change func(sc *scenario.Scenario)) *scenario.Scenario {
	sc := twoCenters()
	sc.Radars = []scenario.Radar{
		cuu: {Name: "SEN-MMCU", Release: free, TracksTo: free}, mty: {Name: "SEN-MMMY", Release: mex, TracksTo: mex},
		mrf: {Name: "TARS-MRF", Release: both, TracksTo: both},
	}
	sc.Centers[0], sc.Centers[1] = scenario.Center{Name: "MEX", Audience: mex}, scenario.Center{Name: "NORAD", Audience: both}
	sc.Feeds = []scenario.Feed{{Name: "OUT", Tracks: true, From: 0, Center: 1, Terms: scenario.Terms{Level: scenario.AllTracks}}}
	if change != nil {
		change(sc)
	}
	return sc
}

func buildSharing(t testing.TB, change func(sc *scenario.Scenario)) *Center {
	t.Helper()
	sc, th := sharing(change), theater()
	for _, c := range sc.Centers[2:] {
		th.Centers = append(th.Centers, air.CenterInfo{Name: c.Name, Audience: c.Audience})
	}
	centers, err := New(sc, 1, th, plans())
	if err != nil {
		t.Fatal(err)
	}
	return &centers[0]
}

// point says of the own track nearest to an aircraft what a person would.
func point(c *Center, f *flyer, now air.Time, identity air.Identity, interest bool) bool {
	best, number := 3000.0, uint32(0)
	for i := range c.picture.Tracks {
		if d := c.picture.Tracks[i].Pos.Sub(f.at(now)).Norm(); d < best {
			best, number = d, c.picture.Tracks[i].Number
		}
	}
	return number != 0 && c.Apply(now, air.Identify{Center: "MEX", Track: number, Identity: identity, Interest: interest})
}

// The lane for NORAD holds what Chihuahua sees. Monterrey's radar, which would
// show more aircraft and better, has no part in it, and a track's list of sensors
// has only what NORAD knows.
func TestALaneForOthersIsMadeOfWhatTheyMayHave(t *testing.T) {
	c, s := buildSharing(t, nil), quiet(3)
	s.flying[0].dark = 0 // Chihuahua's secondary radar never sees it, Monterrey's primary neither: it has replies alone here
	for now := air.Second; now <= 90*air.Second; now += air.Second {
		c.Accept(parcel(0, 0, now, s.batch(cuu, now, free), s.batch(mty, now, mex)))
		c.Advance(now)
	}
	own, out := c.picture.Tracks, c.Shared(0)
	if len(own) != 2 || len(out.Tracks) != 2 {
		t.Fatalf("%d tracks of its own, %d for NORAD; want 2 and 2", len(own), len(out.Tracks))
	}
	heard := false
	for i := range out.Tracks {
		tr := &out.Tracks[i]
		if tr.Release != both || tr.Origin != 0 || tr.Lineage != air.SetOf(0) {
			t.Errorf("track %d: release %v, origin %d, lineage %b", tr.Number, tr.Release, tr.Origin, tr.Lineage)
		}
		for _, by := range tr.By {
			if by.Kind != 0 && by.Sensor != cuu {
				t.Errorf("track %d shows sensor %d", tr.Number, by.Sensor)
			}
			heard = heard || by.Kind != 0
		}
	}
	if !heard {
		t.Error("no track shows the radar that NORAD knows")
	}
}

// Who may have tracks of a radar but not its plots is not told its name.
func TestASensorWhoseTracksAloneAreReleasedStaysUnnamed(t *testing.T) {
	th := theater()
	th.Sensors[cuu].Release = mex
	sc := sharing(func(sc *scenario.Scenario) { sc.Radars[cuu].Release = mex })
	centers, err := New(sc, 1, th, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, s := &centers[0], quiet(2)
	for now := air.Second; now <= air.Minute; now += air.Second {
		c.Accept(parcel(0, 0, now, s.batch(cuu, now, mex)))
		c.Advance(now)
	}
	out := c.Shared(0)
	if len(out.Tracks) != 2 {
		t.Fatalf("%d tracks, want 2", len(out.Tracks))
	}
	for i := range out.Tracks {
		if out.Tracks[i].By != ([6]air.Contribution{}) {
			t.Errorf("track %d tells of %+v", out.Tracks[i].Number, out.Tracks[i].By)
		}
	}
}

// Nothing leaks from a lane: whatever Monterrey sees, whatever is not released,
// whatever plans and messages Mexico has, every byte of what the lane gives, its
// state and its words stay, when the people say the same at the same times.
func TestHiddenDataChangeNoByteOfALaneForOthers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var told [2]string
		for run := range told {
			told[run] = laneTold(rt, run == 1)
		}
		if told[0] != told[1] {
			rt.Fatalf("hidden data changed what the lane gives:\n%s", cmp.Diff(told[0], told[1]))
		}
	})
}

func laneTold(t *rapid.T, secretly bool) (told string) {
	centers, err := New(sharing(nil), 1, theater(), plans())
	if err != nil {
		t.Fatal(err)
	}
	c, s := &centers[0], quiet(4)
	hidden := quiet(9) // the same four aircraft, and five more
	for now := air.Second; now <= 70*air.Second; now += air.Second {
		p := parcel(0, 0, now, s.batch(cuu, now, free))
		if secretly {
			addHidden(t, p, hidden, now)
		}
		c.Accept(p)
		c.Advance(now)
		if now == 50*air.Second && !point(c, &s.flying[1], now, air.Suspect, true) {
			t.Fatal("nobody can point at the second aircraft")
		}
		out := c.Shared(0)
		told += fmt.Sprintf("%v %+v %v\n", now, out.Tracks, out.Words)
	}
	return told + string(c.shares[0].tracker.Append(nil))
}

// addHidden adds to a parcel what NORAD may not have: Monterrey's plots, plots of
// Chihuahua that are labelled for Mexico and the United States, a track of
// another center for Mexico.
func addHidden(t *rapid.T, p *air.Parcel, s *sky, now air.Time) {
	b := s.batch(mty, now, mex)
	if rapid.Bool().Draw(t, "Monterrey") {
		p.Plots, p.Services = append(p.Plots, b.Plots...), append(p.Services, b.Services...)
	}
	for n := range rapid.Uint64Range(0, 2).Draw(t, "plots") {
		p.Plots = slices.Insert(p.Plots, 0, air.Plot{At: now - air.Millisecond, ID: n + 1, Sensor: mty, Kind: air.PSR,
			Rho: rapid.Uint32Range(1e5, 6e6).Draw(t, "rho"), Theta: rapid.Uint32Range(0, 1<<24-1).Draw(t, "theta"), Release: mex})
	}
	p.Messages = append(p.Messages, air.Message{At: now, Text: rapid.String().Draw(t, "text"), Release: mex})
	p.Tracks = append(p.Tracks, air.Track{Number: 3, Status: air.Confirmed, Origin: 4, Release: free, Updated: now - air.Second,
		Pos: s.flying[0].at(now), Cov: [10]float32{0: 100, 4: 100, 7: 1, 9: 1}, SigmaUp: 30, Existence: 1})
}

// A word on an own track becomes one on the lane's track at that place, once.
func TestAWordIsTiedToTheLanesTrackWhereItWasSaid(t *testing.T) {
	c, s := buildSharing(t, nil), quiet(4)
	run := func(from, to air.Time) {
		for now := from; now <= to; now += air.Second {
			c.Accept(parcel(0, 0, now, s.batch(cuu, now, free)))
			c.Advance(now)
		}
	}
	run(air.Second, 50*air.Second)
	if words := c.Shared(0).Words; len(words) != 0 {
		t.Fatalf("words before anybody spoke: %v", words)
	}
	point(c, &s.flying[2], 50*air.Second, air.Suspect, true)
	run(51*air.Second, 80*air.Second)
	out := c.Shared(0)
	if len(out.Words) != 1 || !out.Words[0].Interest || out.Words[0].Identity != air.Suspect {
		t.Fatalf("words %v, want one of interest", out.Words)
	}
	i := slices.IndexFunc(out.Tracks, func(tr air.Track) bool { return tr.Number == out.Words[0].Track })
	if i < 0 || out.Tracks[i].Pos.Sub(s.flying[2].at(80*air.Second)).Norm() > 1000 {
		t.Errorf("the word is not on the third aircraft's track")
	}
	d := buildSharing(t, nil)
	if err := d.Load(air.NewStateReader(c.Append(nil))); err != nil {
		t.Fatal(err)
	}
	if got := d.Shared(0); !slices.Equal(got.Words, out.Words) || !slices.Equal(got.Tracks, out.Tracks) {
		t.Errorf("after a checkpoint: words %v, want %v", got.Words, out.Words)
	}
	point(c, &s.flying[2], 80*air.Second, air.Neutral, false)
	run(81*air.Second, 82*air.Second)
	if w := c.Shared(0).Words; len(w) != 1 || w[0].Interest || w[0].Identity != air.Neutral {
		t.Errorf("taken back: %v", w)
	}
}

// Words and ties by themselves: a merged track takes the word along, an ended one
// waits for a new word, and of two words only one can be on a track.
func TestTies(t *testing.T) {
	var w words
	toi := judgement{air.Suspect, true}
	at := func(number uint32, m float64, cov float32) air.Track {
		return air.Track{Number: number, Pos: geo.Vec{X: 6.4e6, Y: m}, Cov: [10]float32{0: cov, 4: cov}}
	}
	tracks := []air.Track{at(4, 0, 1e6), at(9, 3000, 1e6)}
	near := func(m float64, cov float32) uint32 {
		own := at(1, m, cov)
		return w.nearest(tracks, &own)
	}
	w.say(1, judgement{}, air.Second)
	if len(w.ties) != 0 {
		t.Error("who says nothing has said something")
	}
	w.say(1, toi, air.Second)
	w.ties[0].lane = near(100, 100)
	w.say(2, toi, air.Second)
	w.ties[1].lane = near(50, 100)
	if w.ties[0].lane != 4 || w.ties[1].lane != 9 {
		t.Errorf("tied to %d and %d, want 4 and 9: the nearest that is free", w.ties[0].lane, w.ties[1].lane)
	}
	tracks = append(tracks, at(7, 20_000, 100))
	for m, want := range map[float64]uint32{19_300: 7, 18_900: 0, 14_000: 0} {
		if n := near(m, 100); n != want {
			t.Errorf("%g m along: track %d, want %d", m, n, want)
		}
	}
	if n := near(18_000, 1e6); n != 7 {
		t.Errorf("where both may be far off: track %d, want 7", n)
	}
	w.follow([]air.TrackEvent{{Number: 9, Other: 12, Kind: air.TrackMerged}, {Number: 4, Kind: air.TrackDropped}})
	if w.ties[0].lane != 0 || w.ties[1].lane != 12 {
		t.Errorf("then on %d and %d, want none and 12", w.ties[0].lane, w.ties[1].lane)
	}
	if got := w.list(); len(got) != 1 || got[0].Track != 12 {
		t.Errorf("words %v, want one on 12", got)
	}
}

// Two audiences, two lanes; two feeds to one audience, one lane. What may go on is
// another label, and relayed tracks another lane.
func TestOneLanePerAudience(t *testing.T) {
	usa := air.Only(air.USA)
	c := buildSharing(t, func(sc *scenario.Scenario) {
		sc.Centers = append(sc.Centers, scenario.Center{Name: "SEADS", Audience: usa}, scenario.Center{Name: "WADS", Audience: usa})
		feed := func(to int, change func(*scenario.Terms)) {
			f := scenario.Feed{Tracks: true, From: 0, Center: to, Terms: scenario.Terms{Level: scenario.AllTracks}}
			if change != nil {
				change(&f.Terms)
			}
			sc.Feeds = append(sc.Feeds, f)
		}
		feed(2, nil)
		feed(2, func(t *scenario.Terms) { t.Level = scenario.TOILevel })
		feed(3, nil)
		feed(3, func(t *scenario.Terms) { t.Onward = air.Only(air.CAN) })
		feed(3, func(t *scenario.Terms) { t.Relay = true })
		feed(3, func(t *scenario.Terms) { t.Level = scenario.NoLevel })
	})
	if want := []int{0, 1, 1, 1, 0, 2, -1}; !slices.Equal(c.shareOf, want) {
		t.Errorf("lanes by feed %v, want %v", c.shareOf, want)
	}
}

// A track of another center goes out again only with relay, where its label
// consents, and never to whom it came from.
func TestAForeignTrackIsNotPassedOnUnasked(t *testing.T) {
	tests := []struct {
		name   string
		relay  bool
		label  air.Release
		origin air.CenterID
		want   int
	}{
		{"without relay", false, free, 5, 0},
		{"with relay and consent", true, free, 5, 1},
		{"with relay, for others", true, air.Only(air.MEX, air.USA), 5, 0},
		{"back to whom it came from", true, free, 1, 0},
	}
	for _, tt := range tests {
		c := buildSharing(t, func(sc *scenario.Scenario) { sc.Feeds[0].Terms.Relay = tt.relay })
		s := quiet(1)
		for now := air.Second; now <= 20*air.Second; now += air.Second {
			tr := air.Track{Number: 3, Status: air.Confirmed, Origin: tt.origin, Lineage: air.SetOf(tt.origin), Release: tt.label,
				Updated: now - air.Second, Pos: s.flying[0].at(now), Cov: [10]float32{0: 100, 4: 100, 7: 1, 9: 1}, SigmaUp: 30, Existence: 1}
			c.Accept(&air.Parcel{Feed: 0, To: 0, Sent: now, Arrived: now, Tracks: []air.Track{tr}})
			c.Advance(now)
		}
		out := c.Shared(0).Tracks
		if len(c.picture.Tracks) != 1 || len(out) != tt.want {
			t.Errorf("%s: %d tracks here, %d go out; want 1 and %d", tt.name, len(c.picture.Tracks), len(out), tt.want)
			continue
		}
		if tt.want == 1 && (out[0].Origin != 0 || !out[0].Lineage.Has(tt.origin) || out[0].Release != both) {
			t.Errorf("%s: origin %d, lineage %b, release %v", tt.name, out[0].Origin, out[0].Lineage, out[0].Release)
		}
	}
}
