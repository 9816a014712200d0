package fusion

import (
	"bytes"
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

var purposeBias = num.For("test/bias")

// corner is four radars about 200 km apart and airliners on straight lines
// between them; the radars' errors are drawn with the standard deviations that a
// configuration allows for by default.
func corner(seed uint64, planes int) *sky {
	s := newSky()
	s.seed = seed
	for i, site := range [][2]float64{{31, -107}, {31, -105}, {32.8, -107.2}, {32.6, -104.8}} {
		name := fmt.Sprint("R", i)
		d := num.At(seed, purposeBias, num.Key(name), 0, 0)
		s.radar(name, site[0], site[1], func(r *simRadar) {
			r.info.Scan = air.Time(5+2*i) * air.Second
			r.info.SigmaRange, r.info.SigmaAz = 50, 0.08*geo.Degree
			r.biasRange, r.biasAz = 60*d.Normal(), 0.001*d.Normal()
		})
	}
	for i := range planes {
		name := fmt.Sprint("A", i)
		d := num.At(seed, purposeFly, num.Key(name), 0, 0)
		s.plane(name, 30.5+3*d.Uniform(), -107.5+3*d.Uniform(), 20000+1000*float64(i%20), 360*d.Uniform(), 380+100*d.Uniform(), air.Mode3A(0o2001+i+i/60))
	}
	return s
}

// fly runs a sky and returns all registration events.
func (s *sky) fly(tracker *Tracker, until air.Time) (events []BiasEvent) {
	for s.now < until {
		feed(tracker, s.run(), s.now)
		events = append(events, tracker.RegistrationEvents()...)
	}
	return events
}

// off returns by how much registration is wrong about a radar.
func (s *sky) off(tracker *Tracker, i int) (rangeM, azimuth float64) {
	b := tracker.Registration()[i]
	return b.Range - s.radars[i].biasRange, b.Azimuth - s.radars[i].biasAz
}

// Four misaligned radars that see sixty airliners: after three minutes each is
// known to a few metres and thousandths of a degree, without any of them being
// told the truth.
func TestRegistrationFindsBiases(t *testing.T) {
	s := corner(1, 60)
	s.radars[2].biasRange, s.radars[2].biasAz = 250, -0.4*geo.Degree // far beyond what is allowed for
	tracker := mustNew(t, s.config())
	if events := s.fly(tracker, 3*air.Minute); len(events) != 0 {
		t.Errorf("events %v, want none", events)
	}
	for i, b := range tracker.Registration() {
		r, az := s.off(tracker, i)
		if math.Abs(r) > 10 || math.Abs(az) > 0.01*geo.Degree {
			t.Errorf("radar %d: range off by %.1f m, azimuth by %.4f deg, want at most 10 m, 0.01 deg", i, r, az/geo.Degree)
		}
		if b.Bad || b.Changed != 0 || b.Plots < 100 {
			t.Errorf("radar %d: %+v, want it good, unchanged and resting on many plots", i, b)
		}
	}
}

// The stated uncertainty is what the errors are: over many skies the squared
// normalised error of range and azimuth, chi-square of two degrees a sky, stays
// between the bounds that its sum has with probability 0.998.
func TestRegistrationIsHonest(t *testing.T) {
	const skies = 40
	for _, after := range []air.Time{40 * air.Second, 150 * air.Second} {
		sum := 0.0
		for seed := range uint64(skies) {
			s := corner(seed+1, 24)
			tracker := mustNew(t, s.config())
			s.fly(tracker, after)
			r, az := s.off(tracker, int(seed%4))
			_, _, c := tracker.registrar.bias(air.SensorID(seed % 4))
			sum += (r*r*c[2] - 2*r*az*c[1] + az*az*c[0]) / (c[0]*c[2] - c[1]*c[1])
		}
		// Chi-square of 80 degrees: 0.1 % and 99.9 %.
		if low, high := 46.5, 124.8; sum < low || sum > high {
			t.Errorf("after %s: normalised error %.1f, want %.1f to %.1f", after, sum, low, high)
		}
	}
}

// A radar whose clock is 150 ms slow: aircraft seem to lag, each along its own
// way, and only an error of time explains that.
func TestRegistrationFindsClock(t *testing.T) {
	s := corner(2, 60)
	tracker := mustNew(t, s.config())
	for s.now < 4*air.Minute {
		parcels := s.run()
		for i := range parcels {
			for j := range parcels[i].Plots {
				if p := &parcels[i].Plots[j]; p.Sensor == 1 {
					p.At -= 150 * air.Millisecond
				}
			}
		}
		feed(tracker, parcels, s.now)
	}
	clocks := tracker.Registration()
	other := (clocks[0].Time + clocks[2].Time + clocks[3].Time) / 3
	if d := clocks[1].Time - other; math.Abs(d+0.15) > 0.03 {
		t.Errorf("its clock stands at %.3f s against the others, want -0.15", d)
	}
}

// A technician moves a range gate: +120 m at once. It is noticed, of this radar
// alone, and found anew within a minute.
func TestRegistrationStep(t *testing.T) {
	s := corner(3, 60)
	tracker := mustNew(t, s.config())
	if events := s.fly(tracker, 4*air.Minute); len(events) != 0 {
		t.Fatalf("events %v before anything happened", events)
	}
	before := tracker.Registration()[1].SigmaRange
	s.radars[1].biasRange += 120
	events := s.fly(tracker, 5*air.Minute)
	if len(events) != 1 || events[0].Sensor != 1 || events[0].Kind != BiasStepped {
		t.Fatalf("events %v, want the step of radar 1", events)
	}
	if late := events[0].At - 4*air.Minute; late > 40*air.Second {
		t.Errorf("noticed after %s, want 40 s", late)
	}
	b := tracker.Registration()[1]
	if r, _ := s.off(tracker, 1); math.Abs(r) > 25 || math.Abs(r) > 4*b.SigmaRange {
		t.Errorf("a minute later off by %.1f m, stated %.1f m", r, b.SigmaRange)
	}
	if b.SigmaRange <= before || b.Changed != events[0].At {
		t.Errorf("%+v: want it less sure than before (%.1f m) and marked", b, before)
	}
	if events := s.fly(tracker, 8*air.Minute); len(events) != 0 {
		t.Errorf("events %v after it was found", events)
	}
	if r, _ := s.off(tracker, 1); math.Abs(r) > 12 {
		t.Errorf("four minutes later off by %.1f m", r)
	}
}

// An encoder fails: the radar scatters five times what it states. It is reported
// and weighs less; when mended, it is taken back. The others stay as they were.
func TestRegistrationBadRadar(t *testing.T) {
	s := corner(4, 60)
	c := s.config()
	tracker := mustNew(t, c)
	s.fly(tracker, 3*air.Minute)
	good := tracker.sensors[2].echo[1]
	s.radars[2].info.SigmaAz *= 5
	events := s.fly(tracker, 5*air.Minute)
	if len(events) != 1 || events[0].Sensor != 2 || events[0].Kind != RadarBad {
		t.Fatalf("events %v, want radar 2 bad", events)
	}
	b := tracker.Registration()[2]
	if !b.Bad || b.Scatter < 3 || b.Scatter > 7 {
		t.Errorf("%+v, want it bad and a scatter of about 5", b)
	}
	if v := tracker.sensors[2].echo[1]; v < 9*good {
		t.Errorf("variance of its azimuths %g, before %g: want it to weigh less", v, good)
	}
	for i := range s.radars {
		if r, _ := s.off(tracker, i); math.Abs(r) > 15 {
			t.Errorf("radar %d off by %.1f m", i, r)
		}
	}
	s.radars[2].info.SigmaAz /= 5
	events = s.fly(tracker, 11*air.Minute)
	if len(events) != 1 || events[0].Sensor != 2 || events[0].Kind != RadarGood {
		t.Errorf("events %v, want radar 2 good again", events)
	}
}

// Two aircraft answer with one code, a few kilometres apart, again and again:
// no radar is blamed.
func TestRegistrationSharedCode(t *testing.T) {
	s := corner(5, 30)
	for i := range 6 {
		twin := s.planes[i]
		twin.name = fmt.Sprint("TWIN", i)
		twin.key = num.Key(twin.name)
		twin.e += 4000
		s.planes = append(s.planes, twin)
	}
	tracker := mustNew(t, s.config())
	if events := s.fly(tracker, 5*air.Minute); len(events) != 0 {
		t.Errorf("events %v, want none", events)
	}
	for i := range s.radars {
		if r, az := s.off(tracker, i); math.Abs(r) > 15 || math.Abs(az) > 0.015*geo.Degree {
			t.Errorf("radar %d: range off by %.1f m, azimuth by %.4f deg", i, r, az/geo.Degree)
		}
	}
}

// Everything arrives twice by two lines: it counts once.
func TestRegistrationCountsOnce(t *testing.T) {
	once, twice := corner(6, 30), corner(6, 30)
	first, second := mustNew(t, once.config()), mustNew(t, twice.config())
	for once.now < 2*air.Minute {
		feed(first, once.run(), once.now)
		parcels := twice.run()
		for i := range parcels {
			again := air.Parcel{Plots: append([]air.Plot(nil), parcels[i].Plots...)}
			for j := range again.Plots {
				again.Plots[j].ID++ // the second line numbers its plots anew
			}
			parcels = append(parcels, again)
		}
		feed(second, parcels, twice.now)
	}
	for i, a := range first.Registration() {
		if b := second.Registration()[i]; b.SigmaRange < 0.97*a.SigmaRange {
			t.Errorf("radar %d: %.2f m by two lines, %.2f by one: want no more certainty", i, b.SigmaRange, a.SigmaRange)
		}
	}
}

// One radar alone has nobody to be compared with: nothing is estimated, the
// prior stands.
func TestRegistrationAlone(t *testing.T) {
	s := corner(7, 10)
	s.radars = s.radars[:1]
	tracker := mustNew(t, s.config())
	s.fly(tracker, 90*air.Second)
	b := tracker.Registration()[0]
	if b.Range != 0 || b.Azimuth != 0 || math.Abs(b.SigmaRange-priorRange) > 1 || math.Abs(b.SigmaAzimuth-priorAz) > 1e-5 {
		t.Errorf("%+v, want nothing known", b)
	}
}

// The path of an aircraft tells how the radars lie to each other; what all have
// in common is held by the prior alone, so that the system can always be solved.
func TestRegistrationOneAircraft(t *testing.T) {
	s := corner(8, 1)
	tracker := mustNew(t, s.config())
	s.fly(tracker, 2*air.Minute)
	for i, b := range tracker.Registration() {
		r, az := s.off(tracker, i)
		if math.IsNaN(r) || math.Abs(r) > 4*b.SigmaRange || math.Abs(az) > 4*b.SigmaAzimuth {
			t.Errorf("radar %d: off by %.1f m, %.4f deg, stated %.1f m, %.4f deg", i, r, az/geo.Degree, b.SigmaRange, b.SigmaAzimuth/geo.Degree)
		}
		if b.SigmaRange > priorRange+1 {
			t.Errorf("radar %d: %.1f m, want no less certainty than the prior", i, b.SigmaRange)
		}
	}
}

// Solved one by one among their neighbours, twenty radars come to the same
// biases as solved together.
func TestRegistrationLocally(t *testing.T) {
	s := continent(20, 200, 0)
	together, apart := mustNew(t, s.config()), mustNew(t, s.config())
	apart.registrar.mostWhole = 1
	for s.now < 6*air.Minute {
		parcels := s.run()
		feed(together, parcels, s.now)
		feed(apart, parcels, s.now)
	}
	for i, a := range together.Registration() {
		b := apart.Registration()[i]
		if d := math.Abs(a.Range - b.Range); d > a.SigmaRange/2+0.5 {
			t.Errorf("radar %d: range %.2f and %.2f m, want within half of %.2f m", i, a.Range, b.Range, a.SigmaRange)
		}
		if d := math.Abs(a.Azimuth - b.Azimuth); d > a.SigmaAzimuth/2 {
			t.Errorf("radar %d: azimuth %.6f and %.6f rad, want within half of %.6f", i, a.Azimuth, b.Azimuth, a.SigmaAzimuth)
		}
		if b.SigmaRange > 1.1*a.SigmaRange+0.1 || b.SigmaRange < 0.6*a.SigmaRange {
			t.Errorf("radar %d: stated %.2f and %.2f m", i, a.SigmaRange, b.SigmaRange)
		}
	}
}

// Sixty radars are a system large enough for the solver to use what cores there
// are: one or two give the same bits.
func TestRegistrationAnyCores(t *testing.T) {
	run := func(cores int) []byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		s := continent(60, 300, 0)
		tracker := mustNew(t, s.config())
		s.fly(tracker, 80*air.Second)
		return tracker.Append(nil)
	}
	if !bytes.Equal(run(1), run(2)) {
		t.Error("one core and two give different states")
	}
}

// Whatever plots come, the biases stay numbers and their covariances positive.
func TestRegistrationAnyPlots(t *testing.T) {
	s := corner(10, 0)
	s.radars[3].info.Moving = true // and never says where it is
	c := s.config()
	rapid.Check(t, func(t *rapid.T) {
		tracker, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		d := num.At(rapid.Uint64().Draw(t, "seed"), purposeBias, 1, 2, 3)
		near := rapid.Bool().Draw(t, "near")
		for now := air.Second; now < 90*air.Second; now += air.Second {
			var p air.Parcel
			for range 12 {
				plot := air.Plot{
					At: now - air.Time(d.Uniform()*float64(air.Second)), ID: d.Uint64(), Sensor: air.SensorID(d.Uint64() % 5),
					Rho: uint32(d.Uint64() % 6_000_000), Theta: uint32(d.Uint64() % (1 << 24)), Kind: air.PlotKind(1 + d.Uint64()%3),
					Has: air.Field(d.Uint64() % 8), Code: air.Mode3A(0o1001 + d.Uint64()%4), Level: air.FL(d.Uint64()), Address: air.Address(d.Uint64() % 3),
				}
				if near {
					plot.Rho, plot.Theta = 1_000_000+plot.Rho/4096, plot.Theta/4096
				}
				p.Plots = append(p.Plots, plot)
			}
			tracker.Accept(&p)
			tracker.Advance(now)
		}
		for _, b := range tracker.Registration() {
			for _, v := range []float64{b.Range, b.Azimuth, b.Time, b.Scatter} {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%+v", b)
				}
			}
			if !(b.SigmaRange > 0) || !(b.SigmaAzimuth > 0) || !(b.SigmaTime > 0) {
				t.Fatalf("%+v: want positive", b)
			}
		}
	})
}

// A checkpoint in the middle of a step, with stretches half gathered, or a radar
// that is only suspected, goes on to the same biases and events.
func TestRegistrationCheckpoint(t *testing.T) {
	for _, tt := range []struct {
		planes int
		saved  air.Time // after the step
	}{{40, 21 * air.Second}, {2, 45 * air.Second}} {
		s := corner(9, tt.planes)
		first := mustNew(t, s.config())
		s.fly(first, 2*air.Minute)
		s.radars[0].biasRange -= 150
		s.radars[0].biasAz -= 0.4 * geo.Degree
		s.fly(first, 2*air.Minute+tt.saved)
		if few := tt.planes < 4; first.registrar.aligned[0].suspected() != few {
			t.Errorf("%d aircraft: suspected: %t, want %t", tt.planes, !few, few)
		}
		saved := first.Append(nil)
		second := mustNew(t, s.config())
		if err := second.Load(air.NewStateReader(saved)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(saved, second.Append(nil)) {
			t.Fatal("saved, loaded and saved again: the bytes differ")
		}
		stepped := false
		for s.now < 4*air.Minute {
			parcels := s.run()
			feed(first, parcels, s.now)
			feed(second, parcels, s.now)
			if d := cmp.Diff(first.Registration(), second.Registration()); d != "" {
				t.Fatalf("at %s they part:\n%s", s.now, d)
			}
			if d := cmp.Diff(first.RegistrationEvents(), second.RegistrationEvents(), cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("at %s their events part:\n%s", s.now, d)
			}
			stepped = stepped || len(first.RegistrationEvents()) > 0
		}
		if !stepped {
			t.Error("no step was found: nothing was shown")
		}
	}
}

// Case C2 of the tracking bench: by minute five every range bias within 5 m and
// every azimuth bias within 0.005 degrees of the key, and from then on.
func TestRegistrationBenchC2(t *testing.T) {
	c := openBench(t, "C2")
	tracker := mustNew(t, c.config)
	c.run(tracker, func(now air.Time) {
		if now < 5*air.Minute || now%air.Minute != 0 {
			return
		}
		for _, b := range tracker.Registration() {
			if r, az := c.errors(&b); math.Abs(r) > 5 || math.Abs(az) > 0.005 {
				t.Errorf("%s: radar %d: range off by %.2f m, azimuth by %.4f deg", now, b.Sensor+1, r, az)
			}
		}
		if e := tracker.RegistrationEvents(); len(e) != 0 {
			t.Errorf("%s: events %v, want none", now, e)
		}
	})
}

// Case C5: the range bias of radar 2 steps by 120 m at 300 s; a feed is late,
// another doubled, one radar flies.
func TestRegistrationBenchC5(t *testing.T) {
	c := openBench(t, "C5")
	tracker := mustNew(t, c.config)
	var events []BiasEvent
	c.run(tracker, func(now air.Time) {
		events = append(events, tracker.RegistrationEvents()...)
		if now == 300*air.Second {
			c.rangeM[1] += 120
		}
		if known := now == 290*air.Second || now >= 6*air.Minute; !known || now%(10*air.Second) != 0 {
			return
		}
		for _, b := range tracker.Registration() {
			r, az := c.errors(&b)
			if math.Abs(r) > max(5, 4*b.SigmaRange) || math.Abs(az) > max(0.005, 4*b.SigmaAzimuth/geo.Degree) {
				t.Errorf("%s: radar %d: range off by %.2f m, azimuth by %.4f deg: %+v", now, b.Sensor+1, r, az, b)
			}
		}
	})
	if len(events) != 1 || events[0].Sensor != 1 || events[0].At > 345*air.Second {
		t.Errorf("events %v, want the step of radar 2, by 345 s", events)
	}
}

// BenchmarkRegistration is the cost of registration alone on case C2's kind of
// traffic: a plot's share.
func BenchmarkRegistration(b *testing.B) {
	s := corner(1, 100)
	tracker := mustNew(b, s.config())
	s.fly(tracker, 3*air.Minute)
	beats, plots := recorded(s, 5*air.Minute)
	g := tracker.registrar
	saved := g.append(nil)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		g.load(air.NewStateReader(saved))
		b.StartTimer()
		for i, parcels := range beats {
			for j := range parcels {
				for k := range parcels[j].Plots {
					g.observe(&parcels[j].Plots[k], nil)
				}
			}
			g.settle(tracker.sensors, 3*air.Minute+air.Time(i+1)*air.Second)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*plots), "ns/plot")
}
