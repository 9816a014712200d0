package center

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion"
	"perimeter/sim/scenario"
)

// loop is centers, each with radars of its own over the same aircraft, that give
// each other all their tracks, relay and all, round and round.
type loop struct {
	loopPlan
	th      air.Theater
	centers []Center
	due     [][]air.Parcel // to each center, under way
	ways    [][]geo.Vec    // of each aircraft, second by second
}

// loopPlan says what a loop is like.
type loopPlan struct {
	seed   uint64
	radars []loopRadar
	has    [][]air.SensorID // by center, what plots it gets
	feeds  [][2]int         // of tracks: from, to
	craft  int
	fly    func(way *pilot) // an aircraft's second
	long   air.Time
	config fusion.Config // of every lane
}

// loopRadar is a radar, and what it is off by.
type loopRadar struct {
	at            geo.LatLon
	rangeM, azRad float64
}

var forLoop = num.For("test/loop")

const (
	loopSigmaRange = 80.0   // m
	loopSigmaAz    = 0.0015 // rad
	loopNoise      = 100.0  // m2/s3, of the steady filter (fusion/config.go)
	loopEnd        = 4 * air.Minute
)

// loopNations are those of the centers, and of the radar of the same number.
var loopNations = [...]air.Nation{air.MEX, air.USA, air.CAN}

// twoWatch is a plan of a radar and a center south and one north of the aircraft,
// whose errors are what the steady filter believes.
func twoWatch(seed uint64) loopPlan {
	return loopPlan{
		seed: seed, radars: []loopRadar{{at: geo.Deg(29.5, -105)}, {at: geo.Deg(32.5, -105)}},
		has: [][]air.SensorID{{0}, {1}}, feeds: [][2]int{{0, 1}, {1, 0}}, craft: 1, fly: (*pilot).tossed, long: loopEnd,
		config: fusion.Config{Filter: "steady", BiasRange: 1, BiasAz: 1e-6},
	}
}

func newLoop(t testing.TB, plan loopPlan) *loop {
	t.Helper()
	free := air.Only(loopNations[:]...)
	l := &loop{loopPlan: plan, th: air.Theater{Exercise: true, Beat: air.Second}, due: make([][]air.Parcel, len(plan.has))}
	sc := &scenario.Scenario{Beat: air.Second}
	for i, r := range plan.radars {
		name := fmt.Sprint("radar ", i)
		l.th.Sensors = append(l.th.Sensors, air.SensorInfo{
			Name: name, Pos: r.at.At(1000), Scan: 8 * air.Second, Range: 400e3, RangeSSR: 400e3, MinRange: 1000,
			ElevMax: 45 * geo.Degree, SigmaRange: loopSigmaRange, SigmaAz: loopSigmaAz, SSR: true, Release: free,
		})
		sc.Radars = append(sc.Radars, scenario.Radar{Name: name, Nation: loopNations[i%3], Release: free, TracksTo: free})
	}
	for i, sensors := range plan.has {
		name, audience := fmt.Sprint("center ", i), air.Only(loopNations[i])
		sc.Centers = append(sc.Centers, scenario.Center{Name: name, Audience: audience, Nation: loopNations[i]})
		l.th.Centers = append(l.th.Centers, air.CenterInfo{Name: name, Audience: audience, Sensors: sensors})
	}
	for _, f := range plan.feeds {
		sc.Feeds = append(sc.Feeds, scenario.Feed{
			Name: fmt.Sprint(f), Tracks: true, From: f[0], Center: f[1], Delay: air.Second, Every: 2 * air.Second,
			Terms: scenario.Terms{Level: scenario.AllTracks, Relay: true, Onward: free},
		})
	}
	for i := range plan.craft {
		l.ways = append(l.ways, l.flown(i))
	}
	var err error
	if l.centers, err = New(sc, plan.seed, &l.th, nil); err != nil {
		t.Fatal(err)
	}
	for i := range l.centers {
		c := &l.centers[i]
		lanes := []*lane{&c.lane}
		for k := range c.shares {
			lanes = append(lanes, &c.shares[k].lane)
		}
		for _, ln := range lanes {
			cfg := plan.config
			cfg.Center, cfg.Release, cfg.Sensors = c.id, ln.audience, nil
			for _, id := range ln.sensors {
				cfg.Sensors = append(cfg.Sensors, l.th.Sensors[id])
			}
			if ln.tracker, err = fusion.New(cfg); err != nil {
				t.Fatal(err)
			}
		}
	}
	return l
}

// pilot flies an aircraft by chance, second by second.
type pilot struct {
	at   geo.LatLon
	v    geo.Vec // m/s, east and north
	draw num.Draw
	mode int     // of the bank
	rate float64 // rad/s, of turn, clockwise
	legs int     // s of a racetrack
}

// flown returns the way of an aircraft that begins west of between the radars.
func (l *loop) flown(craft int) (way []geo.Vec) {
	p := &pilot{at: geo.Deg(31-0.3*float64(craft), -106), v: geo.Vec{X: 220}, draw: num.At(l.seed, forLoop, 0, uint64(craft), 0)}
	for now := air.Time(0); now <= l.long; now += air.Second {
		way = append(way, p.at.At(loopHeight).ECEF())
		l.fly(p)
	}
	return way
}

const (
	loopHeight = 10_000 // m
	loopCode   = air.Mode3A(0o4521)
)

// tossed flies under white noise of acceleration (Bar-Shalom, Li, Kirubarajan,
// Estimation with Applications to Tracking and Navigation, 6.2.2).
func (p *pilot) tossed() { p.toss(loopNoise, 1) }

func (p *pilot) toss(noise, dt float64) {
	kick := geo.Vec{X: p.draw.Normal(), Y: p.draw.Normal()}.Scale(math.Sqrt(noise * dt))
	jolt := geo.Vec{X: p.draw.Normal(), Y: p.draw.Normal()}.Scale(math.Sqrt(noise * dt / 12))
	step := p.v.Add(kick.Scale(0.5)).Add(jolt).Scale(dt)
	p.at, _ = geo.Direct(p.at, math.Atan2(step.X, step.Y), step.Norm())
	p.v = p.v.Add(kick)
}

func (l *loop) where(craft int, now air.Time) geo.Vec { return l.ways[craft][now/air.Second] }

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
	for i, f := range l.feeds {
		s := l.centers[f[0]].Shared(air.FeedID(i))
		tracks := slices.Clone(s.Tracks)
		for k := range tracks {
			tracks[k].Round()
		}
		l.due[f[1]] = append(l.due[f[1]], air.Parcel{Feed: air.FeedID(i), To: air.CenterID(f[1]), Sent: s.At, Arrived: s.At + air.Second, Tracks: tracks})
	}
}

// look is what a radar gives a center in a second: a reply of each aircraft, each
// turn.
func (l *loop) look(to air.CenterID, id air.SensorID, now air.Time) *air.Parcel {
	s, off := &l.th.Sensors[id], &l.radars[id]
	p := &air.Parcel{To: to, Sent: now, Arrived: now}
	turn := uint32((now % s.Scan) * (1 << 24) / s.Scan)
	p.Services = []air.Service{{At: now, From: turn - 1<<21, To: turn, Sensor: id, State: air.Up, Release: s.Release}}
	if now%s.Scan != 5*air.Second { // so that at each full minute the last plots have been shared
		return p
	}
	frame := geo.NewFrame(s.Pos)
	for i := range l.ways {
		enu := frame.To(l.where(i, now))
		see := enu.Spherical()
		d := num.At(l.seed, forLoop, num.Key(s.Name), 1+uint64(i), uint64(now))
		p.Plots = append(p.Plots, air.Plot{
			At: now, ID: uint64(now) + uint64(id) + 100*uint64(i), Sensor: id, Kind: air.SSR, Release: s.Release, Has: air.HasCode | air.HasLevel, Code: loopCode + air.Mode3A(i),
			Level: air.FLFeet(loopHeight / geo.Foot),
			Rho:   air.RhoOf(see.Range + off.rangeM + loopSigmaRange*d.Normal()),
			Theta: air.ThetaOf(see.Azimuth + off.azRad + loopSigmaAz*d.Normal()),
		})
	}
	return p
}

// nees returns the normalised squared error of a track's place: 2 degrees.
func (l *loop) nees(tr *air.Track, craft int, now air.Time) float64 {
	f := geo.NewFrame(tr.Pos.Geodetic())
	d := f.To(l.where(craft, now))
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
				plan := twoWatch(seed)
				if tt.common {
					plan.has[0] = []air.SensorID{0, 1}
				}
				l := newLoop(t, plan)
				for now := air.Second; now <= loopEnd; now += air.Second {
					l.second(now)
					if minute := now / air.Minute; minute >= 2 && now%air.Minute == 0 {
						a, b := l.only(t, 0, now), l.only(t, 1, now)
						errors[0][minute] += l.nees(a, 0, now) / skies
						errors[1][minute] += l.nees(b, 0, now) / skies
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
