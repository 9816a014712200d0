package center

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion"
	"perimeter/sim/scenario"
)

// loop is two centers, each with a radar of its own over one aircraft, that give
// each other all their tracks, relay and all, round and round. Radars and aircraft
// err as the filter believes: that makes the errors of each alone those that it
// states.
type loop struct {
	seed    uint64
	th      air.Theater
	centers []Center
	due     [2][]air.Parcel // to each center, under way
	way     []geo.Vec       // of the aircraft, second by second
	common  bool            // the Mexican center has the American radar's plots too
}

var forLoop = num.For("test/loop")

const (
	loopSigmaRange = 80.0   // m
	loopSigmaAz    = 0.0015 // rad
	loopNoise      = 100.0  // m2/s3, of the steady filter (fusion/config.go)
	loopEnd        = 4 * air.Minute
)

func newLoop(t *testing.T, seed uint64, common bool) *loop {
	t.Helper()
	free := air.Only(air.MEX, air.USA)
	l := &loop{seed: seed, common: common, th: air.Theater{Exercise: true, Beat: air.Second}}
	sc := &scenario.Scenario{Beat: air.Second}
	for i, at := range []geo.LatLon{geo.Deg(29.5, -105), geo.Deg(32.5, -105)} {
		nation := []air.Nation{air.MEX, air.USA}[i]
		name := nation.String()
		l.th.Sensors = append(l.th.Sensors, air.SensorInfo{
			Name: name, Pos: at.At(1000), Scan: 8 * air.Second, Range: 400e3, RangeSSR: 400e3, MinRange: 1000,
			ElevMax: 45 * geo.Degree, SigmaRange: loopSigmaRange, SigmaAz: loopSigmaAz, SSR: true, Release: free,
		})
		sc.Radars = append(sc.Radars, scenario.Radar{Name: name, Nation: nation, Release: free, TracksTo: free})
		sc.Centers = append(sc.Centers, scenario.Center{Name: name, Audience: air.Only(nation), Nation: nation})
		l.th.Centers = append(l.th.Centers, air.CenterInfo{Name: name, Audience: air.Only(nation), Sensors: []air.SensorID{air.SensorID(i)}})
		sc.Feeds = append(sc.Feeds, scenario.Feed{
			Name: "from " + name, Tracks: true, From: i, Center: 1 - i, Delay: air.Second, Every: 2 * air.Second,
			Terms: scenario.Terms{Level: scenario.AllTracks, Relay: true, Onward: free},
		})
	}
	l.fly()
	if common {
		l.th.Centers[0].Sensors = []air.SensorID{0, 1}
	}
	var err error
	if l.centers, err = New(sc, seed, &l.th, nil); err != nil {
		t.Fatal(err)
	}
	for i := range l.centers {
		c := &l.centers[i]
		for _, ln := range []*lane{&c.lane, &c.shares[0].lane} {
			var sensors []air.SensorInfo
			for _, id := range ln.sensors {
				sensors = append(sensors, l.th.Sensors[id])
			}
			if ln.tracker, err = fusion.New(fusion.Config{Sensors: sensors, Center: c.id, Release: ln.audience, Filter: "steady", BiasRange: 1, BiasAz: 1e-6}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return l
}

// fly makes the aircraft's way: from west to east between the radars, driven by
// white noise of acceleration (Bar-Shalom, Li, Kirubarajan, Estimation with
// Applications to Tracking and Navigation, 6.2.2).
func (l *loop) fly() {
	p, v := geo.Deg(31, -106), geo.Vec{X: 220}
	for now := air.Time(0); now <= loopEnd; now += air.Second {
		l.way = append(l.way, p.At(10_000).ECEF())
		d := num.At(l.seed, forLoop, 0, 0, uint64(now))
		kick := geo.Vec{X: d.Normal(), Y: d.Normal()}.Scale(math.Sqrt(loopNoise))
		jolt := geo.Vec{X: d.Normal(), Y: d.Normal()}.Scale(math.Sqrt(loopNoise / 12))
		step := v.Add(kick.Scale(0.5)).Add(jolt)
		p, _ = geo.Direct(p, math.Atan2(step.X, step.Y), step.Norm())
		v = v.Add(kick)
	}
}

func (l *loop) where(now air.Time) geo.Vec { return l.way[now/air.Second] }

// second lets a second pass.
func (l *loop) second(now air.Time) {
	for i := range l.centers {
		for len(l.due[i]) > 0 && l.due[i][0].Arrived <= now {
			l.centers[i].Accept(&l.due[i][0])
			l.due[i] = l.due[i][1:]
		}
		for _, k := range l.th.Centers[i].Sensors {
			l.centers[i].Accept(l.look(air.CenterID(i), k, now))
		}
		l.centers[i].Advance(now)
	}
	if now%(2*air.Second) != 0 {
		return
	}
	for i := range l.centers {
		s := l.centers[i].Shared(air.FeedID(i))
		for k := range s.Tracks {
			s.Tracks[k].Round()
		}
		l.due[1-i] = append(l.due[1-i], air.Parcel{Feed: air.FeedID(i), To: air.CenterID(1 - i), Sent: s.At, Arrived: s.At + air.Second, Tracks: s.Tracks})
	}
}

// look is what a radar gives a center in a second: a reply each turn.
func (l *loop) look(to air.CenterID, id air.SensorID, now air.Time) *air.Parcel {
	s := &l.th.Sensors[id]
	p := &air.Parcel{To: to, Sent: now, Arrived: now}
	turn := uint32((now % s.Scan) * (1 << 24) / s.Scan)
	p.Services = []air.Service{{At: now, From: turn - 1<<21, To: turn, Sensor: id, State: air.Up, Release: s.Release}}
	if now%s.Scan != 5*air.Second { // so that at each full minute the last plots have been shared
		return p
	}
	frame := geo.NewFrame(s.Pos)
	enu := frame.To(l.where(now))
	see := enu.Spherical()
	d := num.At(l.seed, forLoop, num.Key(s.Name), 1, uint64(now))
	p.Plots = []air.Plot{{
		At: now, ID: uint64(now) + uint64(id), Sensor: id, Kind: air.SSR, Release: s.Release, Has: air.HasCode | air.HasLevel, Code: 0o4521,
		Level: air.FLFeet(10_000 / geo.Foot),
		Rho:   air.RhoOf(see.Range + loopSigmaRange*d.Normal()),
		Theta: air.ThetaOf(see.Azimuth + loopSigmaAz*d.Normal()),
	}}
	return p
}

// nees returns the normalised squared error of a track's place: 2 degrees.
func (l *loop) nees(tr *air.Track, now air.Time) float64 {
	f := geo.NewFrame(tr.Pos.Geodetic())
	d := f.To(l.where(now))
	ee, en, nn := float64(tr.Cov[0]), float64(tr.Cov[1]), float64(tr.Cov[4])
	return (d.X*d.X*nn - 2*d.X*d.Y*en + d.Y*d.Y*ee) / (ee*nn - en*en)
}

// apart returns the squared distance of two pictures of one aircraft, as if their
// errors were independent: shared ones only make it less. 2 degrees.
func farFrom(a, b *air.Track) float64 {
	f := geo.NewFrame(a.Pos.Geodetic())
	d := f.To(b.Pos)
	ee, en, nn := float64(a.Cov[0]+b.Cov[0]), float64(a.Cov[1]+b.Cov[1]), float64(a.Cov[4]+b.Cov[4])
	return (d.X*d.X*nn - 2*d.X*d.Y*en + d.Y*d.Y*ee) / (ee*nn - en*en)
}

// Nothing double-counts. Over many skies the errors of both pictures stay what
// their covariances say, minute after minute, and the pictures stay together.
//
// Where the one center has all that the other has, the other's news are old:
// errors stay inside both bounds, chi-square of 300 degrees, 2.5 and 97.5 %, over
// 150 skies. Where each has a radar of its own, the intersection, which cannot
// know that their errors are independent, may be too careful: information is
// halved at equal parts, so the lower bound is half.
func TestALoopOfSharedTracksStaysHonest(t *testing.T) {
	const skies, low, high = 150, 253.9 / 150, 349.9 / 150
	for _, tt := range []struct {
		name   string
		common bool
		low    float64
	}{{"the one has all that the other has", true, low}, {"each has a radar of its own", false, low / 2}} {
		t.Run(tt.name, func(t *testing.T) {
			var errors [2][5]float64
			var between [5]float64
			joint := 0
			for seed := range uint64(skies) {
				l := newLoop(t, seed, tt.common)
				for now := air.Second; now <= loopEnd; now += air.Second {
					l.second(now)
					if minute := now / air.Minute; minute >= 2 && now%air.Minute == 0 {
						a, b := l.only(t, 0, now), l.only(t, 1, now)
						errors[0][minute] += l.nees(a, now) / skies
						errors[1][minute] += l.nees(b, now) / skies
						between[minute] += farFrom(a, b) / skies
						if b.Lineage == air.SetOf(0, 1) {
							joint++
						}
					}
				}
			}
			for minute := 2; minute <= 4; minute++ {
				for i := range errors {
					if e := errors[i][minute]; e < tt.low || e > high {
						t.Errorf("center %d after %d minutes: normalised squared error %.2f, want %.2f to %.2f", i, minute, e, tt.low, high)
					}
				}
				if between[minute] > high {
					t.Errorf("after %d minutes the two pictures are %.2f apart, want at most %.2f", minute, between[minute], high)
				}
			}
			if joint < skies {
				t.Errorf("%d of %d pictures hold both centers' part, want most", joint, 3*skies)
			}
		})
	}
}

// only returns a center's track of the aircraft, which must be the only one.
func (l *loop) only(t *testing.T, i int, now air.Time) *air.Track {
	p := l.centers[i].picture.Tracks
	if len(p) != 1 {
		t.Fatalf("sky %d at %v: center %d has %d tracks of one aircraft", l.seed, now, i, len(p))
	}
	return &p[0]
}
