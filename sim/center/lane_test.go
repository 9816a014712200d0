package center

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
)

// sky is a simple exercise for a real tracker: aircraft that fly straight on,
// and radars that turn and see them without error.
type sky struct {
	th     *air.Theater
	flying []flyer
}

type flyer struct {
	from    geo.LatLon
	heading float64 // rad
	code    air.Mode3A
	dark    air.Time // from then on it does not answer
}

func (f *flyer) at(t air.Time) geo.Vec {
	p, _ := geo.Direct(f.from, f.heading, 220*t.Seconds()+1)
	return p.At(9000).ECEF()
}

// quiet is a sky of n aircraft around Chihuahua.
func quiet(n int) *sky {
	s := &sky{th: theater()}
	for i := range n {
		from, _ := geo.Direct(chihuahua, 2.4*float64(i), 60e3+8e3*float64(i%25))
		s.flying = append(s.flying, flyer{from, 1.1 * float64(i), air.Mode3A(0o2301 + 3*i), air.Never})
	}
	return s
}

// batch returns what a radar gave in the second that ends at now.
func (s *sky) batch(id air.SensorID, now air.Time, release air.Release) (b air.Batch) {
	info := &s.th.Sensors[id]
	frame := geo.NewFrame(info.Pos)
	b.Services = []air.Service{{At: now, Sensor: id, State: air.Up, Release: release,
		From: sweep(info, now-air.Second), To: sweep(info, now)}}
	for i := range s.flying {
		f := &s.flying[i]
		enu := frame.To(f.at(now))
		see := enu.Spherical()
		turned, beat := air.ThetaOf(see.Azimuth)-b.Services[0].From, b.Services[0].To-b.Services[0].From
		if turned&(1<<24-1) >= beat&(1<<24-1) || see.Range > info.Range {
			continue
		}
		p := air.Plot{At: now - air.Millisecond*air.Time(1+i), ID: uint64(now) + uint64(id)<<40 + uint64(i)<<48, Sensor: id,
			Rho: air.RhoOf(see.Range), Theta: air.ThetaOf(see.Azimuth), Kind: air.PSR, Release: release}
		if info.SSR {
			if now > f.dark {
				continue
			}
			p.Kind, p.Code, p.Level, p.Has = air.SSR, f.code, air.FLFeet(9000/0.3048), air.HasCode|air.HasLevel
		}
		b.Plots = append(b.Plots, p)
	}
	return b
}

func sweep(info *air.SensorInfo, t air.Time) uint32 {
	return uint32((int64(t%info.Scan)<<24)/int64(info.Scan)) & (1<<24 - 1)
}

// parcel returns what a feed of all these batches delivers at now.
func parcel(feed air.FeedID, to air.CenterID, now air.Time, batches ...air.Batch) *air.Parcel {
	p := &air.Parcel{Feed: feed, To: to, Sent: now - air.Second, Arrived: now}
	for _, b := range batches {
		p.Plots = append(p.Plots, b.Plots...)
		p.Services = append(p.Services, b.Services...)
	}
	return p
}

// live runs a center through one second: what arrives, what the staff does.
func live(c *Center, now air.Time, parcels ...*air.Parcel) []air.Order {
	for _, p := range parcels {
		c.Accept(p)
	}
	c.Advance(now)
	orders := c.Staff(now)
	for _, o := range orders {
		c.Apply(now, o.Body)
	}
	return orders
}

func TestTheLaneTracksWhatItIsGivenAndTheStaffIdentifiesIt(t *testing.T) {
	c := &build(t)[0]
	s := quiet(3) // codes 2301 (of a plan), 2304, 2307
	s.flying[0].dark = 2 * air.Minute
	for now := air.Second; now <= 3*air.Minute+30*air.Second; now += air.Second {
		live(c, now, parcel(0, 0, now, s.batch(cuu, now, free), s.batch(mty, now, mex)))
		if now == air.Minute {
			if got := len(c.View(now).Tracks); got != 3 {
				t.Fatalf("a minute on: %d tracks, want 3", got)
			}
		}
	}
	lost := 0
	for _, a := range c.View(3*air.Minute + 30*air.Second).Alerts {
		if strings.Contains(a.Text, "transponder lost") {
			lost++
		}
	}
	if lost != 1 {
		t.Errorf("%d alerts of a lost transponder, want 1: %v", lost, c.alerts)
	}
}

func TestTheLaneRefusesWhatItsAudienceMayNotHave(t *testing.T) {
	norad := &build(t)[1]
	l := &norad.lane
	mixed := &air.Parcel{Feed: 1, To: 1, Sent: 1, Arrived: 2,
		Plots:     []air.Plot{{ID: 1, Sensor: cuu, Release: free}, {ID: 2, Sensor: cuu, Release: mex}, {ID: 3, Sensor: mty, Release: free}, {ID: 4, Sensor: 99, Release: free}},
		Reports:   []air.Report{{ID: 1, Sensor: cuu, Release: mex}, {ID: 2, Sensor: cuu, Release: both}},
		Services:  []air.Service{{Sensor: mrf, Release: both}, {Sensor: mrf, Release: air.Only(air.USA)}},
		Platforms: []air.Platform{{Sensor: mrf, Release: mex}},
		Tracks:    []air.Track{{Number: 1, Release: mex}, {Number: 2, Release: free}},
		Messages:  []air.Message{{Text: "for Mexico", Release: mex}, {Text: "for all", Release: free}},
	}
	want := &air.Parcel{Feed: 1, To: 1, Sent: 1, Arrived: 2,
		Plots:    []air.Plot{mixed.Plots[0]},
		Reports:  []air.Report{mixed.Reports[1]},
		Services: []air.Service{mixed.Services[0]},
		Tracks:   []air.Track{mixed.Tracks[1]},
		Messages: []air.Message{mixed.Messages[1]},
	}
	got := l.accept(mixed)
	got.Platforms = nil // empty, not nil
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("what passed (-want +got):\n%s", d)
	}
	if l.accept(want) != want {
		t.Error("a parcel that may pass as it is was copied")
	}
	for s, known := range []bool{cuu: true, mty: false, mrf: true} {
		if l.knows(air.SensorID(s)) != known {
			t.Errorf("sensor %d: known %v, want %v", s, l.knows(air.SensorID(s)), known)
		}
	}
}

func TestASensorThatTheAudienceMayNotKnowStaysUnknownWhateverTheFeedsBring(t *testing.T) {
	th := theater()
	th.Centers[1].Sensors = []air.SensorID{cuu, mty, mrf}
	l, err := newLane(1, th, 1)
	if err != nil {
		t.Fatal(err)
	}
	if l.knows(mty) {
		t.Error("NORAD's lane knows Monterrey's radar, which is releasable to Mexico alone")
	}
}

// The sovereign rule: whatever Mexico sees and says and does not release, NORAD's
// views, track events, plots' fates and state stay the same to the byte, even if
// a feed were to let it through.
func TestHiddenDataChangeNoByteOfWhatACenterShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var told [2]string
		for run := range told {
			told[run] = noradTold(t)
		}
		if told[0] != told[1] {
			t.Fatalf("hidden data changed what NORAD gets:\n%s", cmp.Diff(told[0], told[1]))
		}
	})
}

// noradTold runs NORAD beside hidden Mexican data that rapid makes up, and
// returns all that NORAD got, as text.
func noradTold(t *rapid.T) string {
	th := theater()
	hidden := anyHidden(t)
	centers, err := New(twoCenters(), 1, th, append(hidden.plans, plans()...))
	if err != nil {
		t.Fatal(err)
	}
	c, s := &centers[1], quiet(4)
	var told bytes.Buffer
	for now := air.Second; now <= 40*air.Second; now += air.Second {
		c.Apply(now, hidden.tell)
		c.Apply(now, air.Identify{Center: "MEX", Track: 1, Identity: hidden.identity, Interest: true})
		p := parcel(1, 1, now, s.batch(cuu, now, free), s.batch(mrf, now, both))
		for _, plot := range hidden.plots {
			plot.At = now
			p.Plots = slices.Insert(p.Plots, int(plot.ID)%(len(p.Plots)+1), plot)
		}
		orders := live(c, now, p, parcel(2, 1, now))
		fmt.Fprintln(&told, now, orders, c.Events(), c.Fates(), *c.View(now))
	}
	told.Write(c.Append(nil))
	return told.String()
}

type secret struct {
	plots    []air.Plot
	plans    []air.Plan
	tell     air.Tell
	identity air.Identity
}

// anyHidden makes up Mexican data that NORAD may not have: not released to it,
// released to the United States alone, or of a radar that it may not know.
func anyHidden(t *rapid.T) (h secret) {
	secretly := []air.Release{mex, 0, air.Only(air.MEX, air.USA)}
	for range rapid.IntRange(0, 5).Draw(t, "plots") {
		p := air.Plot{ID: rapid.Uint64Range(0, 1<<40).Draw(t, "id"), Rho: rapid.Uint32Range(0, 6e6).Draw(t, "rho"),
			Theta: rapid.Uint32Range(0, 1<<24-1).Draw(t, "theta"), Code: 0o2301, Has: air.HasCode, Kind: air.SSR,
			Sensor: cuu, Release: rapid.SampledFrom(secretly).Draw(t, "label")}
		if rapid.Bool().Draw(t, "from Monterrey") {
			p.Sensor, p.Release = mty, free
		}
		h.plots = append(h.plots, p)
	}
	for range rapid.IntRange(0, 3).Draw(t, "plans") {
		code := air.Mode3A(0o2301 + 3*rapid.IntRange(0, 5).Draw(t, "code"))
		h.plans = append(h.plans, air.Plan{Callsign: air.NewCallsign("SECRET"), Code: code, Has: air.HasCode, Release: mex})
	}
	h.tell = air.Tell{From: "SIVA", Text: rapid.String().Draw(t, "text"), Release: rapid.SampledFrom(secretly).Draw(t, "label")}
	h.identity = air.Identity(rapid.IntRange(0, 8).Draw(t, "identity"))
	return h
}

func TestAViewIsNeverWrittenAgain(t *testing.T) {
	c, s := &build(t)[0], quiet(3)
	var views []*air.View
	var texts []string
	for now := air.Second; now <= 3*air.Minute; now += air.Second {
		c.Apply(now, air.Tell{Text: "note", Release: mex})
		live(c, now, parcel(0, 0, now, s.batch(cuu, now, free)))
		if now%(2*air.Second) == 0 {
			views = append(views, c.View(now))
			texts = append(texts, fmt.Sprintf("%+v", *views[len(views)-1]))
		}
	}
	for i, v := range views {
		if got := fmt.Sprintf("%+v", *v); got != texts[i] {
			t.Fatalf("the view of %v changed later:\n%s", v.At, cmp.Diff(texts[i], got))
		}
	}
}

func TestAViewHasEachPlotOnce(t *testing.T) {
	c, s := &build(t)[0], quiet(5)
	sent, seen := 0, 0
	for now := air.Second; now <= air.Minute; now += air.Second {
		p := parcel(0, 0, now, s.batch(cuu, now, free))
		sent += len(p.Plots)
		live(c, now, p)
		if now%(2*air.Second) == 0 {
			seen += len(c.View(now).Plots)
		}
	}
	if sent == 0 || sent != seen {
		t.Errorf("%d plots arrived, the views show %d", sent, seen)
	}
	if got := c.View(air.Minute).Feeds[0].Plots; got != uint64(sent) {
		t.Errorf("the feed's status counts %d plots, want %d", got, sent)
	}
}

func TestAParcelForAnotherCenterIsABug(t *testing.T) {
	defer func() {
		want := "center: MEX got a parcel of feed 2 that arrived at 00:00:05 for center 1"
		if got := recover(); got != want {
			t.Errorf("got %v, want a panic: %s", got, want)
		}
	}()
	build(t)[0].Accept(&air.Parcel{Feed: 2, To: 1, Arrived: 5 * air.Second})
}
