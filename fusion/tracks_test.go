package fusion

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion/estimate"
)

// simCenter is another nation's center: a tracker of its own over radars of its
// own, which shares its picture.
type simCenter struct {
	name    string
	id      air.CenterID
	radars  []string
	also    []string // radars whose plots both of us have
	tracker *Tracker
	every   air.Time
	delay   air.Time
	plots   bool // its radars' plots are shared too
	twice   bool // each picture comes again, 3 s later
	mute    bool // no picture comes
	queue   []air.Parcel
}

// center NAME RADAR,RADAR [every=s] [delay=s] [plots] [twice]
func (s *story) center(a []string) {
	c := simCenter{name: a[0], id: air.CenterID(len(s.sky.centers) + 1), radars: strings.Split(a[1], ","), every: 4 * air.Second}
	for _, option := range a[2:] {
		key, value, _ := strings.Cut(option, "=")
		switch key {
		case "every":
			c.every = air.FromSeconds(s.number(value))
		case "delay":
			c.delay = air.FromSeconds(s.number(value))
		case "plots":
			c.plots = true
		case "twice":
			c.twice = true
		default:
			s.t.Fatalf("story: unknown option %q", option)
		}
	}
	s.sky.centers = append(s.sky.centers, c)
}

func (s *story) centerNamed(name string) *simCenter {
	i := slices.IndexFunc(s.sky.centers, func(c simCenter) bool { return c.name == name })
	if i < 0 {
		s.t.Fatalf("story: no center %q", name)
	}
	return &s.sky.centers[i]
}

// whose tells who made a track and who had a part in it, where that was not the
// lane alone.
func (s *story) whose(tr *air.Track) string {
	var names []string
	for _, c := range s.sky.centers {
		if tr.Lineage.Has(c.id) {
			names = append(names, c.name)
		}
	}
	switch {
	case names == nil:
		return ""
	case tr.Origin == 0:
		return " with " + strings.Join(names, ", ")
	}
	return " by " + strings.Join(names, ", ")
}

func (s *story) sayTally([]string) { s.say("%+v", s.tracker.ForeignTally()) }

func (s *sky) radarIndex(name string) int {
	return slices.IndexFunc(s.radars, func(r simRadar) bool { return r.info.Name == name })
}

// mine returns what our lane knows of a radar: nothing of those whose plots stay
// with another center.
func (s *sky) mine(radar int) air.SensorInfo {
	for i := range s.centers {
		if c := &s.centers[i]; !c.plots && slices.Contains(c.radars, s.radars[radar].info.Name) {
			return air.SensorInfo{}
		}
	}
	return s.radars[radar].info
}

// route gives each radar's parcels to whom they belong, and returns those for
// our lane: plots and other centers' pictures.
func (s *sky) route(due []air.Parcel) (ours []air.Parcel) {
	if len(s.centers) == 0 {
		return due
	}
	for i := range due {
		if id := due[i].Services[0].Sensor; s.mine(int(id)) != (air.SensorInfo{}) {
			ours = append(ours, due[i])
		}
	}
	for i := range s.centers {
		ours = append(ours, s.share(&s.centers[i], due)...)
	}
	return ours
}

// share runs a center over its radars' parcels and returns what of its pictures
// arrives.
func (s *sky) share(c *simCenter, due []air.Parcel) (arrived []air.Parcel) {
	if c.tracker == nil {
		cfg := Config{Center: c.id, Release: air.Only(air.USA, air.MEX), Sensors: make([]air.SensorInfo, len(s.radars))}
		for _, name := range append(c.also, c.radars...) {
			i := s.radarIndex(name)
			cfg.Sensors[i] = s.radars[i].info
		}
		c.tracker, _ = New(cfg)
	}
	for i := range due {
		if name := s.radars[due[i].Services[0].Sensor].info.Name; slices.Contains(c.radars, name) || slices.Contains(c.also, name) {
			c.tracker.Accept(&due[i])
		}
	}
	c.tracker.Advance(s.now)
	if s.now%c.every == 0 && !c.mute {
		p := c.tracker.Picture()
		for i := range p.Tracks {
			p.Tracks[i].Round()
		}
		c.queue = append(c.queue, air.Parcel{Sent: s.now, Arrived: s.now + c.delay, Tracks: p.Tracks})
		if c.twice {
			c.queue = append(c.queue, air.Parcel{Sent: s.now, Arrived: s.now + c.delay + 3*air.Second, Tracks: p.Tracks})
		}
	}
	c.queue = slices.DeleteFunc(c.queue, func(p air.Parcel) bool {
		if p.Arrived <= s.now {
			arrived = append(arrived, p)
		}
		return p.Arrived <= s.now
	})
	return arrived
}

// neighbours is a sky of two radars over two aircraft, one of them dark, and a
// neighbour who has the second radar; change alters the neighbour.
func neighbours(seed uint64, change func(c *simCenter)) *sky {
	s := newSky()
	s.seed = seed
	s.radar("OURS", 32.0, -106.0, nil)
	s.radar("THEIRS", 31.0, -104.0, func(r *simRadar) { r.info.Scan = 10 * air.Second })
	s.plane("LINER", 31.5, -106.5, 33000, 90, 440, 0o4521)
	s.plane("DARK", 31.2, -104.5, 15000, 270, 230, 0)
	c := simCenter{name: "MEX", id: 1, radars: []string{"THEIRS"}, every: 4 * air.Second, delay: air.Second}
	if change != nil {
		change(&c)
	}
	s.centers = append(s.centers, c)
	return s
}

// What others report never enters a state of the lane's own: fed with the same
// plots and no foreign tracks, every own track stands in the same state to the
// bit.
func TestForeignTracksLeaveOwnStatesAlone(t *testing.T) {
	s := neighbours(3, func(c *simCenter) { c.plots = true })
	with, without := mustNew(t, s.config()), mustNew(t, s.config())
	for s.now < 4*air.Minute {
		parcels := s.run()
		feed(with, parcels, s.now)
		for i := range parcels {
			parcels[i].Tracks = nil
		}
		feed(without, parcels, s.now)
		if len(with.order) != len(without.order) {
			t.Fatalf("%s: %d tracks with the neighbour's, %d without", s.now, len(with.order), len(without.order))
		}
		for i := range with.order {
			a, b := &with.tracks[with.order[i]], &without.tracks[without.order[i]]
			if a.state != b.state || a.id != b.id || a.score != b.score {
				t.Fatalf("%s: track %d is another with the neighbour's tracks", s.now, a.id)
			}
		}
	}
	if with.ForeignTally().Used < 50 {
		t.Errorf("%+v: want at least 50 reports used", with.ForeignTally())
	}
}

// sharedTrack is a foreign track of an aircraft at 10,000 m flying east.
func sharedTrack(number uint32, at air.Time, lat, lon float64) air.Track {
	g := geo.Deg(lat, lon).At(10_000)
	f := geo.NewFrame(g)
	return air.Track{
		Number: number, Status: air.Confirmed, Origin: 1, Lineage: air.SetOf(1), Release: air.Only(air.USA, air.MEX),
		Updated: at, Pos: g.ECEF(), Vel: f.East.Scale(200), SigmaUp: 50, Existence: 1,
		Cov: [10]float32{0: 40_000, 4: 90_000, 7: 100, 9: 100},
	}
}

// One report is as good as any number of copies of it, however they come: in
// one parcel, late, by two feeds, mixed with older ones.
func TestRepeatedReportsMakeNothingSurer(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		once, often := mustNew(t, Config{}), mustNew(t, Config{})
		now := air.Time(0)
		var said []air.Parcel
		for i := range rapid.IntRange(2, 6).Draw(rt, "reports") {
			now += 4 * air.Second
			p := air.Parcel{Sent: now, Tracks: []air.Track{sharedTrack(7, now, 31, -106+0.0084*float64(i))}}
			said = append(said, p)
			once.Accept(&p)
			often.Accept(&p)
			for range rapid.IntRange(0, 5).Draw(rt, "copies") {
				often.Accept(&said[rapid.IntRange(0, i).Draw(rt, "which")])
			}
			once.Advance(now)
			often.Advance(now)
		}
		for range 3 {
			often.Accept(&said[rapid.IntRange(0, len(said)-1).Draw(rt, "again")])
			now += 4 * air.Second
			once.Advance(now)
			often.Advance(now)
			if want, got := once.Picture(), often.Picture(); !reflect.DeepEqual(want, got) || len(got.Tracks) != 1 {
				rt.Fatalf("%s: repeated %+v\nonce %+v", now, got.Tracks, want.Tracks)
			}
		}
	})
}

// The covariance in the picture is that of the intersection of the lane's own
// and the neighbour's last report, no smaller: also where the neighbour shares
// the plots that made its tracks, and where our own picture comes back in them.
func TestFusedTracksKeepTheBoundOfIntersection(t *testing.T) {
	s := neighbours(4, func(c *simCenter) { c.plots, c.twice = true, true })
	tracker := mustNew(t, s.config())
	fused := 0
	for s.now < 5*air.Minute {
		feed(tracker, s.run(), s.now)
		p := tracker.Picture()
		for i := range p.Tracks {
			members := tracker.foreign.group(p.Tracks[i].Number)
			own := tracker.ownTrack(p.Tracks[i].Number)
			if len(members) != 1 || own == nil {
				continue
			}
			a, b := tracker.show(own), tracker.foreign.list[members[0].index].show(s.now)
			f := geo.NewFrame(a.Pos.Geodetic().LatLon.At(0))
			xa, pa, _ := inFrame(&a, &f)
			xb, pb, _ := inFrame(&b, &f)
			_, want, omega, _ := estimate.Intersect(&xa, &pa, &xb, &pb)
			if omega < 1 {
				fused++
			}
			for j, c := range p.Tracks[i].Cov {
				if math.Abs(float64(c)-want[j]) > 1e-3*math.Abs(want[j])+1e-2 {
					t.Fatalf("%s: track %d: covariance %v, want %v", s.now, p.Tracks[i].Number, p.Tracks[i].Cov, want)
				}
			}
		}
	}
	if fused < 20 {
		t.Errorf("%d fused tracks seen, want at least 20", fused)
	}
}

// Over many skies the fused picture's error stays within its covariance, where
// the neighbour's tracks are its own radar's and where our plots are in them too.
func TestFusedPictureIsConsistent(t *testing.T) {
	for _, also := range [][]string{nil, {"OURS"}} {
		sum, own, n, inside := 0.0, 0.0, 0, 0
		for seed := range uint64(25) {
			s := neighbours(seed, func(c *simCenter) { c.also = also })
			c := s.config()
			c.BiasRange, c.BiasAz = 1, 1e-6
			tracker := mustNew(t, c)
			for s.now < 4*air.Minute {
				feed(tracker, s.run(), s.now)
				if s.now < 2*air.Minute || s.now%(12*air.Second) != 0 {
					continue
				}
				p := tracker.Picture()
				for i := range p.Tracks {
					tr := &p.Tracks[i]
					if tr.Lineage != air.SetOf(0, 1) {
						continue
					}
					d2 := s.normalised(tr)
					mine := tracker.show(tracker.ownTrack(tr.Number))
					sum, own, n = sum+d2, own+s.normalised(&mine), n+1
					if d2 < 5.991 { // chi-square of 2 degrees, 95 %
						inside++
					}
				}
			}
		}
		mean := sum / float64(n)
		t.Logf("our plots too %v: %d fused tracks, mean normalised error %.2f (own part %.2f), %.1f %% in the 95 %% ellipse", also != nil, n, mean, own/float64(n), 100*float64(inside)/float64(n))
		if n < 100 || mean > 2.6 || float64(inside) < 0.93*float64(n) {
			t.Errorf("our plots too %v: mean normalised error %.2f of 2 over %d, %d in the 95 %% ellipse", also != nil, mean, n, inside)
		}
	}
}

// normalised returns the normalised squared error of a track's place; 2 degrees.
func (s *sky) normalised(tr *air.Track) float64 {
	plane, _ := s.nearest(tr, s.now)
	pos, _, _ := plane.place(s.now)
	f := geo.NewFrame(tr.Pos.Geodetic())
	d, p := f.To(pos), covOf(tr)
	return (d.X*d.X*p[4] - 2*d.X*d.Y*p[1] + d.Y*d.Y*p[0]) / (p[0]*p[4] - p[1]*p[1])
}

// Reports that cannot be used are counted by reason and change nothing.
func TestForeignReportsThatCannotBeUsed(t *testing.T) {
	nan := float32(math.NaN())
	good := func() air.Track { return sharedTrack(7, 100*air.Second, 31, -106) }
	for _, tt := range []struct {
		name   string
		change func(tr *air.Track)
		want   ForeignTally
	}{
		{"good", func(*air.Track) {}, ForeignTally{Used: 1}},
		{"our own come back", func(tr *air.Track) { tr.Origin = 0 }, ForeignTally{Own: 1}},
		{"from the future", func(tr *air.Track) { tr.Updated = 200 * air.Second }, ForeignTally{Future: 1}},
		{"from long ago", func(tr *air.Track) { tr.Updated = 10 * air.Second }, ForeignTally{Late: 1}},
		{"nowhere", func(tr *air.Track) { tr.Pos = geo.Vec{} }, ForeignTally{Impossible: 1}},
		{"place not a number", func(tr *air.Track) { tr.Pos.Y = math.NaN() }, ForeignTally{Impossible: 1}},
		{"too fast", func(tr *air.Track) { tr.Vel = tr.Vel.Scale(100) }, ForeignTally{Impossible: 1}},
		{"no number", func(tr *air.Track) { tr.Number = 0 }, ForeignTally{Impossible: 1}},
		{"tentative", func(tr *air.Track) { tr.Status = air.Tentative }, ForeignTally{Impossible: 1}},
		{"no covariance", func(tr *air.Track) { tr.Cov = [10]float32{} }, ForeignTally{Impossible: 1}},
		{"covariance not a number", func(tr *air.Track) { tr.Cov[1] = nan }, ForeignTally{Impossible: 1}},
		{"indefinite", func(tr *air.Track) { tr.Cov[1] = 100_000 }, ForeignTally{Impossible: 1}},
		{"height not a number", func(tr *air.Track) { tr.SigmaUp = nan }, ForeignTally{Impossible: 1}},
		{"existence of 2", func(tr *air.Track) { tr.Existence = 2 }, ForeignTally{Impossible: 1}},
	} {
		tracker := mustNew(t, Config{})
		tr := good()
		tt.change(&tr)
		tracker.Accept(&air.Parcel{Tracks: []air.Track{tr}})
		tracker.Advance(100 * air.Second)
		if got := tracker.ForeignTally(); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
		if p := tracker.Picture(); len(p.Tracks) != 0 {
			t.Errorf("%s: one report is a track", tt.name)
		}
	}
}

// Rounding, as for publication, never makes a covariance unusable: not even the
// long thin ellipse of a single far radar.
func TestPublishedCovariancesCanBeUsed(t *testing.T) {
	for deg := range 180 {
		tr := sharedTrack(1, 0, 31, -106)
		x, p := [4]float64{}, [10]float64{0: 4e6, 4: 400, 7: 900, 9: 4, 2: 50_000, 6: 35}
		estimate.Rotate(&x, &p, math.Cos(float64(deg)*geo.Degree), math.Sin(float64(deg)*geo.Degree))
		for i := range p {
			tr.Cov[i] = float32(p[i])
		}
		tr.Round()
		if !possibleTrack(&tr) {
			t.Fatalf("ellipse turned by %d degrees refused: %v", deg, tr.Cov)
		}
	}
}

// A report is predicted along a great circle, and is the less sure the older.
func TestForeignTracksArePredicted(t *testing.T) {
	for _, lat := range []float64{31, 75, -40} {
		g := foreigner{last: sharedTrack(1, 0, lat, -106)}
		before, after := g.show(0), g.show(100*air.Second)
		if d := after.Pos.Sub(before.Pos).Norm(); math.Abs(d-20_000) > 60 {
			t.Errorf("latitude %g: went %.0f m, want 20,000", lat, d)
		}
		if h := after.Pos.Geodetic().Height; math.Abs(h-10_000) > 15 {
			t.Errorf("latitude %g: height %.0f m, want 10,000", lat, h)
		}
		want := 40_000 + 100*100*100 + foreignNoise*1e6/3
		if got := float64(after.Cov[0]); math.Abs(got/want-1) > 0.02 {
			t.Errorf("latitude %g: variance %.0f m2, want %.0f", lat, got, want)
		}
		if v := after.Vel.Norm(); math.Abs(v-200) > 0.5 {
			t.Errorf("latitude %g: speed %.1f m/s, want 200", lat, v)
		}
	}
}

// Two neighbours report on one aircraft that we do not see: one track. A third
// aircraft of the first neighbour's beside it is another one.
func TestTwoNeighboursOneAircraft(t *testing.T) {
	tracker := mustNew(t, Config{})
	for i := range 12 {
		now := air.Time(4*(i+1)) * air.Second
		lon := -106 + 0.0084*float64(i)
		second := sharedTrack(9, now, 31.002, lon)
		second.Origin, second.Lineage = 2, air.SetOf(2)
		second.Cov[0], second.Cov[4] = second.Cov[4], second.Cov[0]
		p := air.Parcel{Sent: now, Tracks: []air.Track{sharedTrack(7, now, 31, lon), sharedTrack(8, now, 31.1, lon)}}
		if i >= 3 {
			p.Tracks = append(p.Tracks, second)
		}
		tracker.Accept(&p)
		tracker.Advance(now)
	}
	p := tracker.Picture()
	if len(p.Tracks) != 2 {
		t.Fatalf("%d tracks, want 2", len(p.Tracks))
	}
	if p.Tracks[0].Lineage != air.SetOf(1, 2) || p.Tracks[1].Lineage != air.SetOf(1) {
		t.Errorf("lineage %b and %b, want both centers and the first", p.Tracks[0].Lineage, p.Tracks[1].Lineage)
	}
}

// Save, load into a fresh tracker, go on: the same pictures, events and counts.
func TestForeignTracksSurviveACheckpoint(t *testing.T) {
	s := neighbours(6, nil)
	s.plane("THEIRS ALONE", 29.0, -103.0, 31000, 90, 420, 0o2211)
	a := mustNew(t, s.config())
	b := mustNew(t, s.config())
	for s.now < 5*air.Minute {
		parcels := s.run()
		feed(a, parcels, s.now)
		if s.now > 20*air.Second {
			feed(b, parcels, s.now)
			if !reflect.DeepEqual(a.Picture(), b.Picture()) || !slices.Equal(a.Events(), b.Events()) || a.ForeignTally() != b.ForeignTally() {
				t.Fatalf("%s: not the same after loading", s.now)
			}
		}
		if s.now%(7*air.Second) == 0 || s.now == 20*air.Second {
			waiting := air.Parcel{Sent: s.now, Tracks: []air.Track{sharedTrack(99, s.now, 27, -101)}}
			a.Accept(&waiting) // waits in the inbox while the checkpoint is written
			saved := a.Append(nil)
			b = mustNew(t, s.config())
			r := air.NewStateReader(saved)
			if err := b.Load(r); err != nil || r.Done() != nil {
				t.Fatalf("%s: %v, %v", s.now, err, r.Done())
			}
			if again := b.Append(nil); !slices.Equal(saved, again) {
				t.Fatalf("%s: saved again it differs", s.now)
			}
		}
	}
}

// In steady state a foreign track costs no allocation.
func TestForeignTracksAllocateNothing(t *testing.T) {
	tracker := mustNew(t, Config{})
	now := air.Time(0)
	var p air.Parcel
	for i := range 200 {
		p.Tracks = append(p.Tracks, sharedTrack(uint32(i+1), 0, 25+0.1*float64(i%50), -110+0.5*float64(i/50)))
	}
	step := func() {
		now += 4 * air.Second
		p.Sent = now
		for i := range p.Tracks {
			p.Tracks[i].Updated = now
			p.Tracks[i].Pos = p.Tracks[i].Pos.Add(p.Tracks[i].Vel.Scale(4))
			p.Tracks[i].Vel = geo.NewFrame(p.Tracks[i].Pos.Geodetic()).East.Scale(200)
		}
		tracker.Accept(&p)
		tracker.Advance(now)
	}
	for range 5 {
		step()
	}
	if n := len(tracker.Picture().Tracks); n != 200 {
		t.Fatalf("%d tracks, want 200", n)
	}
	if n := testing.AllocsPerRun(20, step); n > 0 {
		t.Errorf("%g allocations for 200 reports, want none", n)
	}
}

func BenchmarkForeignReports(b *testing.B) {
	tracker := mustNew(b, Config{})
	now := air.Time(0)
	var p air.Parcel
	for i := range 1000 {
		p.Tracks = append(p.Tracks, sharedTrack(uint32(i+1), 0, 25+0.2*float64(i%100), -110+float64(i/100)))
	}
	b.ReportAllocs()
	for b.Loop() {
		now += 4 * air.Second
		p.Sent = now
		for i := range p.Tracks {
			p.Tracks[i].Updated = now
		}
		tracker.Accept(&p)
		tracker.Advance(now)
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "reports/s")
}

// drift plays a neighbour whose report on LINER is off to the north by so many
// metres at a time; only we have a radar.
func drift(t *testing.T, until air.Time, start air.Time, off func(now air.Time) float64) (tracker *Tracker, events []air.TrackEvent) {
	s := newSky()
	r := s.radar("OURS", 32, -106, nil)
	s.plane("LINER", 31.5, -106.5, 33000, 90, 440, 0)
	r.out = start > 0
	tracker = mustNew(t, s.config())
	for s.now < until {
		parcels := s.run()
		s.radars[0].out = s.now < start
		if s.now%(4*air.Second) == 0 && s.now > 20*air.Second-start {
			pos, vel, _ := s.planes[0].place(s.now)
			tr := sharedTrack(7, s.now, 0, 0)
			f := geo.NewFrame(pos.Geodetic())
			tr.Pos, tr.Vel = pos.Add(f.North.Scale(off(s.now))), vel
			parcels = append(parcels, air.Parcel{Sent: s.now, Tracks: []air.Track{tr}})
		}
		feed(tracker, parcels, s.now)
		events = append(events, tracker.Events()...)
	}
	return tracker, events
}

func merged(events []air.TrackEvent) (list [][2]uint32) {
	for _, e := range events {
		if e.Kind == air.TrackMerged {
			list = append(list, [2]uint32{e.Number, e.Other})
		}
	}
	return list
}

// A neighbour's track stands apart because it is far off, then comes right: the
// two numbers become one, the older one, whichever of the two that is.
func TestTwoNumbersThatAreOneAircraft(t *testing.T) {
	apart := func(until air.Time) func(air.Time) float64 {
		return func(now air.Time) float64 {
			if now < until {
				return 8000
			}
			return 0
		}
	}
	for _, tt := range []struct {
		name  string
		start air.Time // of our radar
	}{
		{"theirs is older", air.Minute},
		{"ours is older", 0},
	} {
		tracker, events := drift(t, 5*air.Minute, tt.start, apart(3*air.Minute))
		p := tracker.Picture()
		if len(p.Tracks) != 1 || p.Tracks[0].Number != 1 || p.Tracks[0].Origin != 0 || !p.Tracks[0].Lineage.Has(1) {
			t.Errorf("%s: %d tracks, first %+v", tt.name, len(p.Tracks), p.Tracks[0])
		}
		if got := merged(events); !slices.Equal(got, [][2]uint32{{2, 1}}) {
			t.Errorf("%s: merged %v, want 2 into 1", tt.name, got)
		}
	}
}

// A pair outlives two bad reports; a neighbour's track that goes its own way
// leaves it, and stands for itself under a number of its own.
func TestAPairEndsWhenItClearlyFails(t *testing.T) {
	blip := func(now air.Time) float64 {
		if now >= 120*air.Second && now < 128*air.Second {
			return 9000
		}
		return 0
	}
	tracker, events := drift(t, 3*air.Minute, 0, blip)
	if p := tracker.Picture(); len(p.Tracks) != 1 || !p.Tracks[0].Lineage.Has(1) || len(merged(events)) > 0 {
		t.Errorf("after two bad reports: %d tracks, lineage %b", len(p.Tracks), p.Tracks[0].Lineage)
	}
	away := func(now air.Time) float64 { return max(0, (now-2*air.Minute).Seconds()) * 150 }
	tracker, _ = drift(t, 4*air.Minute, 0, away)
	p := tracker.Picture()
	if len(p.Tracks) != 2 || p.Tracks[0].Lineage != air.SetOf(0) || p.Tracks[1].Lineage != air.SetOf(1) {
		t.Fatalf("%d tracks, want ours and theirs", len(p.Tracks))
	}
	if m := p.Tracks[0].Pos.Sub(p.Tracks[1].Pos).Norm(); m < 10_000 {
		t.Errorf("%.0f m apart, want them on their own ways", m)
	}
}

// Two centers that each carry the track by the other's word do not keep it up:
// what counts is when a plot last came.
func TestWordOfMouthDoesNotCarry(t *testing.T) {
	tracker := mustNew(t, Config{})
	var coasting, dropped air.Time
	for now := 4 * air.Second; now < 10*air.Minute; now += 4 * air.Second {
		tr := sharedTrack(7, min(now, air.Minute), 31, -106+0.0021*now.Seconds())
		tr.Lineage = air.SetOf(0, 1)
		tracker.Accept(&air.Parcel{Sent: now, Tracks: []air.Track{tr}})
		tracker.Advance(now)
		for _, e := range tracker.Events() {
			switch e.Kind {
			case air.TrackCoasting:
				coasting = now
			case air.TrackDropped:
				dropped = now
			}
		}
	}
	if coasting < air.Minute || coasting > 2*air.Minute || dropped < 3*air.Minute || dropped > 7*air.Minute {
		t.Errorf("last plot at 00:01:00, coasting at %s, dropped at %s", coasting, dropped)
	}
}

// ledger is what a center knows of tracks from events alone.
type ledger map[uint32]bool

// hear takes events in and holds the picture against them: a number comes by
// being confirmed and goes by being merged or dropped, each once.
func (l ledger) hear(t rapid.TB, tracker *Tracker) {
	for _, e := range tracker.Events() {
		switch e.Kind {
		case air.TrackConfirmed:
			if l[e.Number] {
				t.Fatalf("%s: track %d confirmed twice", e.At, e.Number)
			}
			l[e.Number] = true
		case air.TrackMerged, air.TrackDropped:
			if !l[e.Number] {
				t.Fatalf("%s: track %d ends and was not there", e.At, e.Number)
			}
			delete(l, e.Number)
		case air.TrackCoasting, air.TrackResumed, air.TrackCarried, air.TrackTaken:
			if !l[e.Number] {
				t.Fatalf("%s: track %d: event %d, and was not there", e.At, e.Number, e.Kind)
			}
		}
	}
	tracks := tracker.Picture().Tracks
	for i := range tracks {
		if !l[tracks[i].Number] {
			t.Fatalf("%s: track %d in the picture was never told of", tracker.now, tracks[i].Number)
		}
	}
	if len(tracks) != len(l) {
		t.Fatalf("%s: %d tracks in the picture, %d by the events", tracker.now, len(tracks), len(l))
	}
}

// Over long flights through two nations' views, with outages of plots and of
// reports, events and pictures say the same, and no aircraft gets a second number.
func TestEventsAndPicturesAgree(t *testing.T) {
	for seed := range uint64(12) {
		s := neighbours(seed, func(c *simCenter) { c.twice = seed%2 == 0 })
		s.plane("NORTH", 29.0, -105.0, 25000, 0, 480, 0o2211)
		s.plane("WEST", 32.0, -101.5, 25000, 270, 480, 0)
		tracker, told := mustNew(t, s.config()), ledger{}
		for s.now < 15*air.Minute {
			d := num.At(seed, purposeOutage, 0, 0, uint64(s.now/(40*air.Second)))
			s.radars[0].out, s.centers[0].mute = d.Uniform() < 0.4, d.Uniform() < 0.4
			feed(tracker, s.run(), s.now)
			told.hear(t, tracker)
		}
		if tracker.numbers != 4 {
			t.Errorf("seed %d: %d numbers for 4 aircraft", seed, tracker.numbers)
		}
	}
}

var purposeOutage = num.For("test/outage")

// Whatever other centers say, in whatever order, the lane goes on, and what it
// publishes are numbers: one track a number, in order, each with a covariance.
func TestAnyReportIsSurvived(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tracker, told := mustNew(t, Config{}), ledger{}
		small := rapid.Float64Range(-0.2, 0.2)
		for now := air.Second; now < 40*air.Second; now += air.Second {
			p := air.Parcel{Sent: now - air.Time(rapid.Int64Range(-2, 70).Draw(rt, "age"))*air.Second}
			for range rapid.IntRange(0, 4).Draw(rt, "tracks") {
				tr := sharedTrack(rapid.Uint32Range(0, 5).Draw(rt, "number"), 0, 31+small.Draw(rt, "lat"), -106+small.Draw(rt, "lon"))
				tr.Origin = air.CenterID(rapid.IntRange(0, 3).Draw(rt, "origin"))
				tr.Has, tr.Code = air.HasCode, air.Mode3A(rapid.IntRange(0o2101, 0o2103).Draw(rt, "code"))
				tr.Status = air.TrackStatus(rapid.IntRange(0, 4).Draw(rt, "status"))
				tr.Updated = p.Sent - 2*air.Second
				if rapid.IntRange(0, 9).Draw(rt, "odd") == 0 {
					tr.Cov[rapid.IntRange(0, 9).Draw(rt, "member")] = rapid.Float32().Draw(rt, "cov")
					tr.Vel.X = rapid.Float64().Draw(rt, "speed")
				}
				p.Tracks = append(p.Tracks, tr)
			}
			tracker.Accept(&p)
			tracker.Advance(now)
			told.hear(rt, tracker)
			last := uint32(0)
			for _, tr := range tracker.Picture().Tracks {
				if !possibleTrack(&tr) || tr.Number <= last {
					rt.Fatalf("%s: published after %d: %+v", now, last, tr)
				}
				last = tr.Number
			}
		}
	})
}

// Parcels that arrive in one beat may come in any order.
func TestOrderOfParcelsDoesNotMatter(t *testing.T) {
	s := neighbours(8, func(c *simCenter) { c.plots, c.twice = true, true })
	a, b := mustNew(t, s.config()), mustNew(t, s.config())
	for s.now < 3*air.Minute {
		parcels := s.run()
		feed(a, parcels, s.now)
		slices.Reverse(parcels)
		feed(b, parcels, s.now)
		if !reflect.DeepEqual(a.Picture(), b.Picture()) || !slices.Equal(a.Events(), b.Events()) {
			t.Fatalf("%s: another picture in another order", s.now)
		}
	}
}
