package link

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/sim/scenario"
)

var (
	mexOnly = air.Only(air.MEX)
	mexUSA  = air.Only(air.MEX, air.USA)
	allNat  = air.Only(air.MEX, air.USA, air.CAN)
)

// sdn is a Mexican feed of two radars to an American center.
func sdn() *scenario.Scenario {
	return &scenario.Scenario{
		Beat:    air.Second,
		Radars:  []scenario.Radar{{Name: "SEN-MMCU"}, {Name: "SEN-MMMY"}},
		Centers: []scenario.Center{{Name: "USA", Audience: air.Only(air.USA)}},
		Feeds:   []scenario.Feed{{Name: "SDN", Radars: []int{0, 1}, Delay: 3 * air.Second}},
	}
}

func build(t testing.TB, sc *scenario.Scenario, seed uint64) *Feed {
	t.Helper()
	feeds, err := New(sc, seed)
	if err != nil {
		t.Fatal(err)
	}
	return &feeds[0]
}

// plot is one that a radar made in the beat that ends at at.
func plot(sensor air.SensorID, at air.Time, release air.Release) air.Plot {
	return air.Plot{
		At: at - air.Millisecond, ID: uint64(at) + uint64(sensor), Sensor: sensor, Rho: 16e5, Has: air.HasCode,
		Code: 0o4521, Kind: air.SSR, Release: release,
	}
}

func beatOf(at air.Time, plots ...air.Plot) []air.Batch {
	batches := []air.Batch{{Sensor: 0}, {Sensor: 1}}
	for i := range batches {
		batches[i].Services = []air.Service{{At: at, Sensor: air.SensorID(i), State: air.Up, Release: mexUSA}}
	}
	for _, p := range plots {
		batches[p.Sensor].Plots = append(batches[p.Sensor].Plots, p)
	}
	return batches
}

func TestPlotArrivesAfterTheDelay(t *testing.T) {
	f := build(t, sdn(), 1)
	sent := plot(0, 10*air.Second, mexUSA)
	f.Carry(10*air.Second, beatOf(10*air.Second, sent))
	if f.Count != (Count{Sent: 1}) {
		t.Errorf("count when sent: %+v", f.Count)
	}
	for now := 11 * air.Second; now <= 14*air.Second; now += air.Second {
		f.Carry(now, []air.Batch{{}, {}})
		if now != 13*air.Second {
			if len(f.Due.Plots) != 0 || f.Due.Arrived != 0 {
				t.Errorf("%v: got %d plots, arrived %v", now, len(f.Due.Plots), f.Due.Arrived)
			}
			continue
		}
		want := air.Parcel{
			Sent: 10 * air.Second, Arrived: 13 * air.Second, Plots: []air.Plot{sent},
			Services: []air.Service{beatOf(10 * air.Second)[0].Services[0], beatOf(10 * air.Second)[1].Services[0]},
		}
		if d := cmp.Diff(want, f.Due, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%v: parcel (-want +got):\n%s", now, d)
		}
		if f.Count != (Count{Due: 1}) {
			t.Errorf("count when delivered: %+v", f.Count)
		}
	}
}

func TestWithoutDelayItArrivesInTheNextBeat(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Delay = 0
	f := build(t, sc, 1)
	f.Carry(air.Second, beatOf(air.Second, plot(0, air.Second, mexUSA)))
	if len(f.Due.Plots) != 0 {
		t.Error("a plot was delivered in the beat in which it was sent")
	}
	f.Carry(2*air.Second, beatOf(2*air.Second))
	if len(f.Due.Plots) != 1 {
		t.Errorf("next beat: got %d plots, want 1", len(f.Due.Plots))
	}
}

func TestWhatIsNotReleasableIsWithheldAndCounted(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Delay = 0
	sc.Feeds[0].Withhold = air.HasCode
	f := build(t, sc, 1)
	batches := beatOf(air.Second, plot(0, air.Second, mexUSA), plot(0, air.Second, mexOnly), plot(1, air.Second, mexOnly))
	batches[1].Reports = []air.Report{{At: 1, Release: mexOnly}, {At: 2, Code: 0o4521, Has: air.HasCode, Release: allNat}}
	batches[0].Platforms = []air.Platform{{At: 1, Release: mexOnly}, {At: 2, Release: mexUSA}}
	batches[1].Services[0].Release = mexOnly
	f.Carry(air.Second, batches)
	if want := (Count{Sent: 2, Withheld: 3}); f.Count != want {
		t.Errorf("count: got %+v, want %+v", f.Count, want)
	}
	f.Carry(2*air.Second, []air.Batch{{}, {}})
	crossed := plot(0, air.Second, mexUSA)
	crossed.Code, crossed.Has = 0, 0
	if d := cmp.Diff([]air.Plot{crossed}, f.Due.Plots); d != "" {
		t.Errorf("plots (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]air.Report{{At: 2, Release: allNat}}, f.Due.Reports); d != "" {
		t.Errorf("reports (-want +got):\n%s", d)
	}
	if len(f.Due.Services) != 1 || f.Due.Services[0].Sensor != 0 {
		t.Errorf("services: %+v", f.Due.Services)
	}
	if len(f.Due.Platforms) != 1 || f.Due.Platforms[0].At != 2 {
		t.Errorf("platforms: %+v", f.Due.Platforms)
	}
	if batches[0].Plots[0].Code != 0o4521 {
		t.Error("withholding a field changed the radar's own plot")
	}
}

func TestACutFeedLosesWhatWouldBeSentAndDeliversWhatIsUnderWay(t *testing.T) {
	f := build(t, sdn(), 1)
	var got []air.Time
	var lost uint32
	for now := air.Second; now <= 20*air.Second; now += air.Second {
		switch now {
		case 6 * air.Second:
			if f.Apply(air.FeedCut{Feed: "FAA"}) {
				t.Error("the cut of another feed was taken")
			}
			if !f.Apply(air.FeedCut{Feed: "SDN"}) {
				t.Error("the cut was not taken")
			}
		case 11 * air.Second:
			if !f.Apply(air.FeedBack{Feed: "SDN"}) || f.Apply(air.FeedBack{Feed: "FAA"}) || f.Apply(air.SensorOut{Sensor: "SDN"}) {
				t.Error("the mending of the feed, and no other order, is the feed's")
			}
		}
		f.Carry(now, beatOf(now, plot(0, now, mexUSA)))
		lost += f.Count.Lost
		for _, p := range f.Due.Plots {
			got = append(got, p.At+air.Millisecond)
		}
	}
	var want []air.Time
	for s := air.Time(1); s <= 17; s++ {
		if s < 6 || s > 10 {
			want = append(want, s*air.Second)
		}
	}
	if d := cmp.Diff(want, got); d != "" || lost != 5 {
		t.Errorf("lost %d, want 5; delivered (-want +got):\n%s", lost, d)
	}
}

// Over 20,000 messages of one sensor, the delays lie in mean +- width, with the
// mean and spread of a uniform law, and the share of lost ones is as asked.
func TestDelayAndLossFollowTheirLaws(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Jitter, sc.Feeds[0].Loss = air.Second, 0.05
	r := newRoad(sc, &sc.Feeds[0], 19)
	const n = 20_000
	var sum, squares float64
	lost := 0
	for i := air.Time(1); i <= n; i++ {
		d := (r.delay(7, i*air.Second)).Seconds()
		if d < 2 || d > 4 {
			t.Fatalf("delay %g s, want 2 to 4", d)
		}
		sum += d
		squares += float64((d - 3) * (d - 3))
		if r.loses(7, i*air.Second) {
			lost++
		}
	}
	if mean := sum / n; math.Abs(mean-3) > 5*(1/math.Sqrt(3*n)) {
		t.Errorf("mean delay %g s, want 3", mean)
	}
	if spread := squares / n; math.Abs(spread-1.0/3) > 0.01 {
		t.Errorf("variance of the delay %g s2, want 1/3", spread)
	}
	if share := float64(lost) / n; math.Abs(share-0.05) > 5*math.Sqrt(0.05*0.95/n) {
		t.Errorf("share lost %g, want 0.05", share)
	}
}

func TestNoDelayIsNegative(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Delay, sc.Feeds[0].Jitter = 0, air.Second
	r := newRoad(sc, &sc.Feeds[0], 19)
	for i := range air.Time(1000) {
		if d := r.delay(7, i*air.Second); d < 0 || d > air.Second {
			t.Fatalf("delay %v, want 0 to 1 s", d)
		}
	}
}

// Losing a message loses the plots and the service mark of one sensor's beat
// together, and nothing of another sensor.
func TestAMessageIsLostAsAWhole(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Delay, sc.Feeds[0].Loss = 0, 0.3
	f := build(t, sc, 5)
	seen := [2]int{}
	for now := air.Second; now <= 500*air.Second; now += air.Second {
		f.Carry(now, beatOf(now, plot(0, now, mexUSA), plot(1, now, mexUSA)))
		var plots, marks [2]int
		for _, p := range f.Due.Plots {
			plots[p.Sensor]++
		}
		for _, s := range f.Due.Services {
			marks[s.Sensor]++
		}
		if plots != marks {
			t.Fatalf("%v: plots by sensor %v, marks %v", now, plots, marks)
		}
		seen[0] += plots[0]
		seen[1] += plots[1]
	}
	for i, n := range seen {
		if n < 290 || n > 400 {
			t.Errorf("sensor %d: %d of 500 messages arrived, want about 350", i, n)
		}
	}
}

func TestPlotsOvertakeEachOtherButComeInOrderOfArrival(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Jitter = 2500 * air.Millisecond
	f := build(t, sc, 3)
	overtaken, n := 0, 0
	var latest, arrived air.Time
	for now := air.Second; now <= 300*air.Second; now += air.Second {
		f.Carry(now, beatOf(now, plot(0, now, mexUSA), plot(1, now, mexUSA)))
		if f.Due.Arrived > now {
			t.Fatalf("%v: delivered what arrives at %v", now, f.Due.Arrived)
		}
		if len(f.Due.Plots) > 0 {
			if f.Due.Arrived <= arrived || f.Due.Sent > f.Due.Arrived {
				t.Fatalf("%v: parcel sent %v, arrived %v after one of %v", now, f.Due.Sent, f.Due.Arrived, arrived)
			}
			arrived = f.Due.Arrived
		}
		for _, p := range f.Due.Plots {
			if p.At < latest {
				overtaken++
			}
			latest = max(latest, p.At)
			n++
		}
	}
	if overtaken < 50 {
		t.Errorf("%d of %d plots were overtaken, want many at a jitter of 2.5 s", overtaken, n)
	}
}

// A second feed, another radar or a change of order leaves the luck of a feed
// as it was.
func TestLuckBelongsToNames(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Jitter, sc.Feeds[0].Loss = air.Second, 0.2
	alone := build(t, sc, 7)

	more := sdn()
	more.Radars = append([]scenario.Radar{{Name: "TARS-MRF"}}, more.Radars...)
	more.Feeds = []scenario.Feed{
		{Name: "TARS", Radars: []int{0}, Loss: 0.5},
		{Name: "SDN", Radars: []int{1, 2}, Delay: 3 * air.Second, Jitter: air.Second, Loss: 0.2},
	}
	feeds, err := New(more, 7)
	if err != nil {
		t.Fatal(err)
	}
	for now := air.Second; now <= 200*air.Second; now += air.Second {
		alone.Carry(now, beatOf(now, plot(0, now, mexUSA), plot(1, now, mexUSA)))
		batches := append([]air.Batch{{Plots: []air.Plot{plot(0, now, mexUSA)}}}, beatOf(now, plot(0, now, mexUSA), plot(1, now, mexUSA))...)
		for i := range feeds {
			feeds[i].Carry(now, batches)
		}
		if !slices.Equal(alone.Due.Plots, feeds[1].Due.Plots) || alone.Due.Arrived != feeds[1].Due.Arrived {
			t.Fatalf("%v: the feed delivers something else beside another feed", now)
		}
	}
}

func TestOtherNamesOtherLuck(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Jitter, sc.Feeds[0].Loss = air.Second, 0.5
	other := sc.Feeds[0]
	other.Name = "SENEAM"
	luck := func(r road, sensor uint64) (row [64]air.Time) {
		for i := range row {
			row[i] = r.delay(sensor, air.Time(i)*air.Second)
			if r.loses(sensor, air.Time(i)*air.Second) {
				row[i] = -1
			}
		}
		return row
	}
	base := newRoad(sc, &sc.Feeds[0], 1)
	for name, row := range map[string][64]air.Time{
		"seed":   luck(newRoad(sc, &sc.Feeds[0], 2), 7),
		"feed":   luck(newRoad(sc, &other, 1), 7),
		"sensor": luck(base, 8),
	} {
		same, alike := luck(base, 7), 0
		for i := range same {
			if (same[i] == -1) == (row[i] == -1) {
				alike++
			}
			if same[i] != -1 && same[i] == row[i] {
				t.Errorf("another %s, the same delay in beat %d", name, i)
			}
		}
		if alike > 50 {
			t.Errorf("another %s, but %d of 64 messages share their fate", name, alike)
		}
	}
}

func TestWhatArrivesTogetherComesInOrderOfSensors(t *testing.T) {
	sc, batches := heavy(20, 1)
	sc.Feeds[0].Jitter, sc.Feeds[0].Loss = 0, 0
	f := build(t, sc, 1)
	f.Carry(air.Second, batches)
	f.Carry(2*air.Second, batches)
	f.Carry(5*air.Second, make([]air.Batch, 20))
	var got, want []air.SensorID
	for i := range f.Due.Plots {
		got = append(got, f.Due.Plots[i].Sensor)
		want = append(want, air.SensorID(i%20))
	}
	if d := cmp.Diff(want, got); d != "" || len(got) != 40 {
		t.Errorf("%d plots, sensors (-want +got):\n%s", len(got), d)
	}
}

func TestReferencesThatLeadNowhere(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(sc *scenario.Scenario)
		want  string
	}{
		{"radar", func(sc *scenario.Scenario) { sc.Feeds[0].Radars = []int{2} }, "feed SDN: radar 2: want 0 to 1"},
		{"center", func(sc *scenario.Scenario) { sc.Feeds[0].Center = -1 }, "feed SDN: center -1: want 0 to 0"},
		{"beat", func(sc *scenario.Scenario) { sc.Beat = 0 }, "feed SDN: beat: want more than 0, got 00:00:00"},
	}
	for _, tt := range tests {
		sc := sdn()
		tt.spoil(sc)
		if _, err := New(sc, 1); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got error %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestCheckpointHoldsWhatIsUnderWay(t *testing.T) {
	sc := sdn()
	sc.Feeds[0].Jitter, sc.Feeds[0].Loss = 2*air.Second, 0.1
	f := build(t, sc, 11)
	carry := func(f *Feed, now air.Time) {
		b := beatOf(now, plot(0, now, mexUSA), plot(1, now, mexUSA))
		b[0].Reports = []air.Report{{At: now, Callsign: air.NewCallsign("XAM123"), Release: mexUSA}}
		b[1].Platforms = []air.Platform{{At: now, Height: 4500, Release: mexUSA}}
		f.Carry(now, b)
	}
	for now := air.Second; now <= 60*air.Second; now += air.Second {
		carry(f, now)
	}
	f.Apply(air.FeedCut{Feed: "SDN"})
	state := f.Append(nil)

	g := build(t, sc, 11)
	r := air.NewStateReader(state)
	if err := g.Load(r); err != nil {
		t.Fatal(err)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(g.Append(nil), state) {
		t.Error("saved again, the state is another")
	}
	for now := 61 * air.Second; now <= 120*air.Second; now += air.Second {
		if now == 90*air.Second {
			f.Apply(air.FeedBack{Feed: "SDN"})
			g.Apply(air.FeedBack{Feed: "SDN"})
		}
		carry(f, now)
		carry(g, now)
		if d := cmp.Diff(f.Due, g.Due, cmpopts.EquateEmpty()); d != "" || f.Count != g.Count {
			t.Fatalf("%v: after loading (-want +got):\n%s", now, d)
		}
	}
	for cut := range state {
		if err := build(t, sc, 11).Load(air.NewStateReader(state[:cut])); err == nil {
			t.Fatalf("a checkpoint cut off at byte %d of %d loads", cut, len(state))
		}
	}
}

// The sovereign rule: whatever happens to data that are not releasable to the
// audience (more of them, none, other codes, other places), the feed delivers
// the same bytes. Only the director's count of withheld plots may tell.
func TestHiddenDataChangeNoByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sc := sdn()
		sc.Feeds[0].Delay = air.Time(rapid.Int64Range(0, int64(4*air.Second)).Draw(t, "delay"))
		sc.Feeds[0].Jitter = air.Time(rapid.Int64Range(0, int64(3*air.Second)).Draw(t, "jitter"))
		sc.Feeds[0].Loss = rapid.Float64Range(0, 0.5).Draw(t, "loss")
		sc.Feeds[0].Withhold = air.Field(rapid.Uint16Range(0, 63).Draw(t, "withhold"))
		feeds := [2]*Feed{}
		for i := range feeds {
			made, err := New(sc, 23)
			if err != nil {
				t.Fatal(err)
			}
			feeds[i] = &made[0]
		}
		for now := air.Second; now <= 15*air.Second; now += air.Second {
			shown := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) air.Plot { return anyPlot(t, now, mexUSA, allNat) }), 0, 4).Draw(t, "shown")
			for i := range feeds {
				hidden := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) air.Plot { return anyPlot(t, now, mexOnly, 0) }), 0, 4).Draw(t, "hidden")
				batches := beatOf(now, shuffleIn(t, shown, hidden)...)
				batches[0].Services = append(batches[0].Services, air.Service{At: now + air.Time(len(hidden)), Release: mexOnly})
				feeds[i].Carry(now, batches)
			}
			a, b := feeds[0], feeds[1]
			if d := cmp.Diff(a.Due, b.Due, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("%v: hidden data changed the parcel:\n%s", now, d)
			}
			if a.Count.Sent != b.Count.Sent || a.Count.Lost != b.Count.Lost || a.Count.Due != b.Count.Due {
				t.Fatalf("%v: hidden data changed the counts: %+v, %+v", now, a.Count, b.Count)
			}
			if !slices.Equal(a.Append(nil), b.Append(nil)) {
				t.Fatalf("%v: hidden data are under way", now)
			}
		}
	})
}

func anyPlot(t *rapid.T, now air.Time, labels ...air.Release) air.Plot {
	p := plot(air.SensorID(rapid.IntRange(0, 1).Draw(t, "sensor")), now, rapid.SampledFrom(labels).Draw(t, "label"))
	p.ID = rapid.Uint64().Draw(t, "id")
	p.Code = air.Mode3A(rapid.Uint16Range(0, 0o7777).Draw(t, "code"))
	return p
}

// shuffleIn puts the hidden plots anywhere among the shown ones.
func shuffleIn(t *rapid.T, shown, hidden []air.Plot) []air.Plot {
	all := slices.Clone(shown)
	for _, h := range hidden {
		all = slices.Insert(all, rapid.IntRange(0, len(all)).Draw(t, "place"), h)
	}
	return all
}

func TestSteadyTrafficAllocatesNothing(t *testing.T) {
	sc, batches := heavy(20, 10)
	f := build(t, sc, 1)
	now := air.Time(0)
	beat := func() {
		now += air.Second
		f.Carry(now, batches)
	}
	for range 60 {
		beat()
	}
	if n := testing.AllocsPerRun(200, beat); n > 0.5 {
		t.Errorf("%g allocations a beat, want none", n)
	}
}

// heavy is a feed of many radars, each with some plots a beat.
func heavy(radars, plots int) (*scenario.Scenario, []air.Batch) {
	sc := sdn()
	sc.Radars, sc.Feeds[0].Radars = nil, nil
	sc.Feeds[0].Jitter, sc.Feeds[0].Loss = air.Second, 0.005
	var batches []air.Batch
	for i := range radars {
		sc.Radars = append(sc.Radars, scenario.Radar{Name: "R" + string(rune('A'+i%26)) + string(rune('A'+i/26))})
		sc.Feeds[0].Radars = append(sc.Feeds[0].Radars, i)
		batch := air.Batch{Sensor: air.SensorID(i), Services: []air.Service{{Sensor: air.SensorID(i), Release: mexUSA}}}
		for range plots {
			batch.Plots = append(batch.Plots, plot(air.SensorID(i), air.Second, mexUSA))
		}
		batches = append(batches, batch)
	}
	return sc, batches
}

func BenchmarkCarry(b *testing.B) {
	sc, batches := heavy(60, 6)
	f := build(b, sc, 1)
	b.ReportAllocs()
	plots := 0
	now := air.Time(0)
	for b.Loop() {
		now += air.Second
		f.Carry(now, batches)
		plots += len(f.Due.Plots)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(max(plots, 1)), "ns/plot")
}
