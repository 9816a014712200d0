package radar

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The King Air at FL240 over Chihuahua: the civil radar there has no primary, so
// it is seen while its transponder answers, and not at all afterwards.
func TestKingAirNearChihuahua(t *testing.T) {
	r := site(t, "SEN-MMCU")
	r.Release = air.Only(air.MEX, air.USA, air.CAN)
	kingAir := flight{name: "EXTANGO1", from: geo.Deg(29.0, -105.9), track: 0, h: 24_000 * geo.Foot, speed: 270 * geo.Knot, rcs: 6}
	k := sky{flights: []flight{kingAir}}
	s := one(t, r, &k, atlas.Obstacle)
	seen := run(s, &k, 0, 10*air.Minute)
	if n := len(seen.looks); n < 59 || n > 61 {
		t.Fatalf("%d looks in 60 scans", n)
	}
	if n := len(seen.plots); n < 54 {
		t.Fatalf("%d plots in 60 scans, want at least 54", n)
	}
	for _, p := range seen.plots {
		if p.Kind != air.SSR || p.Has != air.HasCode|air.HasLevel || p.Code != 0o4521 || p.Level != 960 || p.Release != r.Release {
			t.Fatalf("got %v code %v %v (fields %b, release %v), want SSR 4521 FL240, no more", p.Kind, p.Code, p.Level, p.Has, p.Release)
		}
		place := s.frame.To(k.flights[0].where(p.At)).Spherical()
		if off := math.Abs(p.Range() - place.Range); off > 5*s.info.SigmaRange {
			t.Errorf("%v: range off by %.0f m", p.At, off)
		}
		if off := math.Abs(geo.Delta(p.Azimuth(), place.Azimuth)); off > 5*s.info.SigmaAz {
			t.Errorf("%v: azimuth off by %.2f degrees", p.At, off/geo.Degree)
		}
	}

	k.flights[0].dark = true
	dark := run(s, &k, 10*air.Minute, 20*air.Minute)
	if len(dark.plots) != 0 || len(dark.looks) < 59 {
		t.Fatalf("dark: %d plots, %d looks, want none in 60", len(dark.plots), len(dark.looks))
	}
	for _, l := range dark.looks {
		if l.PSR != 0 || l.SSR != truth.NoReply || l.Plot != 0 {
			t.Fatalf("dark: look says PSR %v, SSR %v, want no primary and no reply", l.PSR, l.SSR)
		}
	}
}

// Low behind a ridge nobody is seen, by echo or by reply; high he is.
func TestLowBehindARidge(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	r := radarAt(t, "TEST-1", "ARSR-4", at.At(200))
	r.FalsePerScan = 0
	from, _ := geo.Direct(at, 1, 80_000)
	k := sky{flights: []flight{
		{name: "LOW", from: from, track: 1, h: 500, speed: 50, rcs: 40},
		{name: "HIGH", from: from, track: 1, h: 5000, speed: 50, rcs: 40},
	}}
	got := run(one(t, r, &k, ridges(at, wall{60_000, 800})), &k, 0, 5*air.Minute)
	high := 0
	for _, l := range got.looks {
		switch {
		case l.Target == 0 && (l.PSR != truth.Masked || l.SSR != truth.Masked || l.Plot != 0):
			t.Fatalf("%v: low target: PSR %v, SSR %v", l.At, l.PSR, l.SSR)
		case l.Target == 1 && l.Plot != 0:
			high++
		}
	}
	if high < 24 {
		t.Errorf("high target seen %d times in 25 scans", high)
	}
}

func TestConeOfSilence(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	r := radarAt(t, "TEST-1", "ARSR-4", at.At(100)) // up to 30 degrees
	from, _ := geo.Direct(at, 1, 12_000)
	k := sky{flights: []flight{{name: "OVER", from: from, track: 1, h: 10_000, speed: 1, rcs: 40}}}
	got := run(one(t, r, &k, sea), &k, 0, air.Minute)
	if len(got.looks) != 5 {
		t.Fatalf("%d looks in 5 scans", len(got.looks))
	}
	for _, l := range got.looks {
		if l.PSR != truth.OutOfBeam || l.SSR != truth.OutOfBeam {
			t.Errorf("PSR %v, SSR %v, want out of beam", l.PSR, l.SSR)
		}
	}
}

// An outage by inject: no plots, marks that say so, looks that say why; then all
// is as if nothing had been.
func TestOutage(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	k := sky{flights: []flight{{name: "A", from: geo.Deg(32, -106), h: 8000, track: 1, speed: 200, rcs: 10}}}
	s := one(t, radarAt(t, "QNW", "ARSR-4", at.At(100)), &k, sea)
	never := one(t, radarAt(t, "QNW", "ARSR-4", at.At(100)), &k, sea)
	if s.Apply(air.SensorOut{Sensor: "QOM"}) || s.Apply(air.FeedCut{Feed: "QNW"}) || s.out {
		t.Fatal("an order for something else was taken")
	}
	if !s.Apply(air.SensorOut{Sensor: "QNW"}) {
		t.Fatal("the order was not taken")
	}
	out := run(s, &k, 0, air.Minute)
	if len(out.plots) != 0 || len(out.services) != 60 || len(out.looks) != 5 {
		t.Fatalf("%d plots, %d marks, %d looks, want 0, 60, 5", len(out.plots), len(out.services), len(out.looks))
	}
	for _, m := range out.services {
		if m.State != air.Down {
			t.Fatalf("%v: mark says state %d, want down", m.At, m.State)
		}
	}
	if l := out.looks[0]; l.PSR != truth.OutOfService || l.SSR != truth.OutOfService {
		t.Errorf("look says PSR %v, SSR %v, want out of service", l.PSR, l.SSR)
	}
	if !s.Apply(air.SensorBack{Sensor: "QNW"}) {
		t.Fatal("the order was not taken")
	}
	if d := cmp.Diff(run(never, &k, air.Minute, 3*air.Minute), run(s, &k, air.Minute, 3*air.Minute), tapes); d != "" {
		t.Errorf("after the outage (-never out +was out):\n%s", d)
	}
}

var tapes = cmp.AllowUnexported(tape{})

// Marks follow one another around the turn without a gap.
func TestServiceMarks(t *testing.T) {
	k := sky{}
	got := run(one(t, radarAt(t, "QNW", "ARSR-4", geo.Deg(31, -106).At(100)), &k, sea), &k, 0, 36*air.Second)
	turned := uint32(0)
	for i, m := range got.services {
		if m.State != air.Up || m.At != air.Time(i+1)*air.Second {
			t.Fatalf("mark %d at %v, state %d", i, m.At, m.State)
		}
		if i > 0 && m.From != got.services[i-1].To {
			t.Fatalf("mark %d begins at %d, want %d, where the last ended", i, m.From, got.services[i-1].To)
		}
		turned += (m.To - m.From) & (1<<24 - 1)
	}
	if turned != 3<<24 {
		t.Errorf("turned by %d steps in 3 scans, want %d", turned, 3<<24)
	}
}

func TestElectronicScanMarksWholeTurns(t *testing.T) {
	k := sky{flights: []flight{{name: "A", from: geo.Deg(32, -106), h: 3000, track: 1, speed: 100, rcs: 10}}}
	s := one(t, radarAt(t, "GAP", "FPS-124", geo.Deg(31.8, -106).At(100)), &k, sea)
	if !s.beam.electronic {
		t.Fatal("FPS-124 turns; want electronic")
	}
	got := run(s, &k, 0, 20*air.Second)
	if len(got.services) != 4 || len(got.looks) != 4 {
		t.Fatalf("%d marks, %d looks in 4 scans", len(got.services), len(got.looks))
	}
	for i, m := range got.services {
		if m.From != m.To || m.At != got.looks[i].At {
			t.Errorf("mark %d: from %d to %d at %v, want a whole turn at %v", i, m.From, m.To, m.At, got.looks[i].At)
		}
	}
}

// Bias is in the plots and not in what the owner states.
func TestBiasIsHidden(t *testing.T) {
	at := geo.Deg(31.5, -106.5).At(100)
	k := sky{flights: []flight{{name: "A", from: geo.Deg(32.5, -106), h: 9000, track: 1, speed: 200, rcs: 40}}}
	plain := radarAt(t, "QNW", "ARSR-4", at)
	biased := plain
	biased.BiasRange, biased.BiasAz = 300, -0.01
	a, b := one(t, plain, &k, sea), one(t, biased, &k, sea)
	if d := cmp.Diff(a.Info(), b.Info()); d != "" {
		t.Errorf("the bias is told:\n%s", d)
	}
	plots, shifted := run(a, &k, 0, air.Minute).plots, run(b, &k, 0, air.Minute).plots
	real := 0
	for i := range plots {
		p, q := plots[i], shifted[i]
		if p.ID != q.ID || p.At != q.At {
			t.Fatalf("plot %d: the bias changed the draw", i)
		}
		if p.Kind == air.PSR {
			continue // false plots know no bias
		}
		real++
		if math.Abs(q.Range()-p.Range()-300) > 0.07 || math.Abs(geo.Delta(p.Azimuth(), q.Azimuth())+0.01) > 1e-6 {
			t.Errorf("shift of %.2f m, %.6f rad, want 300 and -0.01", q.Range()-p.Range(), geo.Delta(p.Azimuth(), q.Azimuth()))
		}
	}
	if real < 4 {
		t.Errorf("%d plots of the aircraft in 5 scans", real)
	}
}

// Noise has the stated size for replies, and the plots of echoes near the edge
// are worse than those near the radar.
func TestNoise(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	spread := func(km float64, dark bool) (rho, az float64, n int) {
		var flights []flight
		for i := range 40 { // hovering all around
			from, _ := geo.Direct(at, float64(i)*0.157, km*1000)
			flights = append(flights, flight{name: string(rune('A' + i)), from: from, h: 9000, speed: 0.001, rcs: 5, dark: dark})
		}
		k := sky{flights: flights}
		r := radarAt(t, "QNW", "ARSR-4", at.At(1000))
		r.FalsePerScan = 0
		s := one(t, r, &k, sea)
		got := run(s, &k, 0, 5*air.Minute)
		for _, l := range got.looks {
			i := slices.IndexFunc(got.plots, func(p air.Plot) bool { return p.ID == l.Plot })
			if i < 0 {
				continue
			}
			place := s.frame.To(k.flights[l.Target].where(l.At)).Spherical()
			dr := (got.plots[i].Range() - place.Range) / s.info.SigmaRange
			da := geo.Delta(place.Azimuth, got.plots[i].Azimuth()) / s.info.SigmaAz
			rho, az, n = rho+dr*dr, az+da*da, n+1
		}
		return math.Sqrt(rho / float64(n)), math.Sqrt(az / float64(n)), n
	}
	for _, tt := range []struct {
		name      string
		km        float64
		dark      bool
		low, high float64 // of sigma
	}{
		{"replies", 300, false, 0.94, 1.06},
		{"echoes near", 100, true, 0.66, 0.76},
		{"echoes at the edge", 380, true, 0.78, 2},
	} {
		rho, az, n := spread(tt.km, tt.dark)
		t.Logf("%s: %d plots, %.3f and %.3f of the stated errors", tt.name, n, rho, az)
		if rho < tt.low || rho > tt.high || az < tt.low || az > tt.high {
			t.Errorf("%s: %.3f and %.3f of the stated errors in range and azimuth, want %g to %g", tt.name, rho, az, tt.low, tt.high)
		}
	}
}

// Mode C in hundreds, Mode S in quarters and with the address; a 3D primary has
// its own height.
func TestReplies(t *testing.T) {
	at := geo.Deg(31.5, -106.5).At(1000)
	h := 24_130 * geo.Foot
	k := sky{flights: []flight{{name: "A", from: geo.Deg(32, -106), h: h, track: 1, speed: 100, rcs: 40, modeS: true}}}
	for _, tt := range []struct {
		kind  string
		level air.FL
		has   air.Field
	}{
		{"ARSR-4", 965, air.HasCode | air.HasLevel | air.HasAddress | air.HasHeight | air.HasCallsign}, // 24,125 ft
		{"ARSR-1/2", 964, air.HasCode | air.HasLevel},                                                  // 24,100 ft
	} {
		s := one(t, radarAt(t, "QNW", tt.kind, at), &k, sea)
		found := false
		for _, p := range run(s, &k, 0, air.Minute).plots {
			if p.Kind != air.Combined {
				continue
			}
			found = true
			if p.Has != tt.has || p.Level != tt.level || p.Has&air.HasAddress != 0 && p.Address != 0x0D1234 {
				t.Errorf("%s: fields %b, level %d, address %v; want %b, %d", tt.kind, p.Has, p.Level, p.Address, tt.has, tt.level)
			}
			if p.Has&air.HasHeight != 0 && math.Abs(float64(p.Height)-h) > 4.01*s.info.SigmaHeight {
				t.Errorf("%s: height %.0f m, want %.0f +- %.0f", tt.kind, p.Height, h, s.info.SigmaHeight)
			}
		}
		if !found {
			t.Errorf("%s: no combined plot", tt.kind)
		}
	}
}

// crowd is a sky with something for everybody.
func crowd(n int) *sky {
	k := &sky{}
	for i := range n {
		from, _ := geo.Direct(geo.Deg(31.5, -106.5), float64(i)*2.4, 20_000+float64(i)*350_000/float64(n))
		k.flights = append(k.flights, flight{
			name: "EX" + string(rune('A'+i%26)) + string(rune('A'+i/26%26)) + string(rune('A'+i/676)), from: from, track: float64(i), h: 300 + float64(i%20)*600,
			speed: 60 + float64(i%7)*30, rcs: 0.5 + float64(i%9)*5, dark: i%5 == 0, modeS: i%2 == 0,
		})
	}
	return k
}

// A newcomer in the sky, or another radar, changes no byte of what a radar gives
// on the others.
func TestOthersChangeNothing(t *testing.T) {
	radars := []scenario.Radar{
		radarAt(t, "QNW", "ARSR-4", geo.Deg(31.5, -106.5).At(1000)),
		radarAt(t, "DMN", "CARSR", geo.Deg(32, -107.6).At(1500)),
	}
	before, err := build(radars[:1], testSeed, crowd(30).roster(), sea)
	if err != nil {
		t.Fatal(err)
	}
	want := run(&before[0], crowd(30), 0, 2*air.Minute)

	more := crowd(30)
	more.flights = append(more.flights, flight{name: "NEW", from: geo.Deg(32, -106), h: 7000, track: 1, speed: 200, rcs: 40})
	after, err := build([]scenario.Radar{radars[1], radars[0]}, testSeed, more.roster(), sea) // and in another order
	if err != nil {
		t.Fatal(err)
	}
	got := run(&after[1], more, 0, 2*air.Minute)

	var own []uint64
	got.looks = slices.DeleteFunc(got.looks, func(l truth.Look) bool {
		if l.Target == 30 {
			own = append(own, l.Plot)
		}
		return l.Target == 30
	})
	got.plots = slices.DeleteFunc(got.plots, func(p air.Plot) bool { return slices.Contains(own, p.ID) })
	if len(own) < 8 {
		t.Fatalf("the newcomer was met %d times in 10 scans", len(own))
	}
	for i := range got.plots {
		got.plots[i].Sensor = 0
	}
	for i := range got.looks {
		got.looks[i].Sensor = 0
	}
	for i := range got.services {
		got.services[i].Sensor = 0
	}
	if d := cmp.Diff(want, got, tapes); d != "" {
		t.Errorf("others changed (-alone +with):\n%s", d)
	}
}

// Nothing is kept but the outage: a fresh sensor that loads the state goes on as
// the old one does, even in the middle of a scan.
func TestCheckpoint(t *testing.T) {
	r := radarAt(t, "QNW", "ARSR-4", geo.Deg(31.5, -106.5).At(1000))
	for _, out := range []bool{false, true} {
		k := crowd(30)
		old, fresh := one(t, r, k, sea), one(t, r, k, sea)
		if out {
			old.Apply(air.SensorOut{Sensor: "QNW"})
		}
		run(old, k, 0, 65*air.Second)
		reader := air.NewStateReader(old.Append(nil))
		if err := fresh.Load(reader); err != nil || reader.Done() != nil {
			t.Fatal(err, reader.Done())
		}
		want, got := run(old, k, 65*air.Second, 2*air.Minute), run(fresh, k, 65*air.Second, 2*air.Minute)
		if d := cmp.Diff(want, got, tapes); d != "" {
			t.Errorf("out %v: (-old +loaded):\n%s", out, d)
		}
	}
	if err := one(t, r, crowd(1), sea).Load(air.NewStateReader(nil)); err == nil {
		t.Error("an empty checkpoint was loaded")
	}
}

// The beat's length cuts the same crossings differently and changes neither
// their number nor their luck.
func TestBeatLengthChangesNoLuck(t *testing.T) {
	r := radarAt(t, "QNW", "ARSR-4", geo.Deg(31.5, -106.5).At(1000))
	k := crowd(30)
	long, short := one(t, r, k, sea), one(t, r, k, sea)
	want := run(long, k, 0, air.Minute)
	var got tape
	for at := air.Time(0); at < air.Minute; at += air.Second / 4 {
		short.Look(k.beat(at, at+air.Second/4))
		got.add(short)
	}
	if len(want.plots) != len(got.plots) || len(want.looks) != len(got.looks) {
		t.Fatalf("%d plots, %d looks in beats of 1 s; %d, %d in beats of 250 ms", len(want.plots), len(want.looks), len(got.plots), len(got.looks))
	}
	for i, p := range want.plots {
		q := got.plots[i]
		if p.ID != q.ID || max(p.At-q.At, q.At-p.At) > 1000 {
			t.Errorf("plot %d: %016x at %d, %016x at %d", i, p.ID, p.At, q.ID, q.At)
		}
	}
}

func TestOrderOfPlots(t *testing.T) {
	k := crowd(200)
	r := radarAt(t, "GAP", "FPS-124", geo.Deg(31.5, -106.5).At(100)) // all at one instant
	r.FalsePerScan = 50
	s := one(t, r, k, sea)
	for at := air.Time(0); at < 30*air.Second; at += air.Second {
		s.Look(k.beat(at, at+air.Second))
		for i := 1; i < len(s.Batch.Plots); i++ {
			p, q := s.Batch.Plots[i-1], s.Batch.Plots[i]
			if p.At > q.At || p.At == q.At && p.ID >= q.ID {
				t.Fatalf("plot %d: %v, %016x after %v, %016x", i, q.At, q.ID, p.At, p.ID)
			}
		}
	}
}

func TestNewChecksRadars(t *testing.T) {
	good := radarAt(t, "QNW", "ARSR-4", geo.Deg(31.5, -106.5).At(1000))
	for _, tt := range []struct {
		spoil func(r *scenario.Radar)
		want  string
	}{
		{func(r *scenario.Radar) { r.Type.Scan = 0 }, "radar QNW: scan in s: want 0.1 to 3600, got 0"},
		{func(r *scenario.Radar) { r.Type.RefPd = math.NaN() }, "radar QNW: reference Pd: want 0.01 to 0.999, got NaN"},
		{func(r *scenario.Radar) { r.Type.Pfa = 0 }, "radar QNW: false-alarm probability: want 1e-15 to 0.1, got 0"},
		{func(r *scenario.Radar) { r.Type.Range = math.Inf(1) }, "radar QNW: range in m: want 1 to 2e+06, got +Inf"},
		{func(r *scenario.Radar) { r.FalsePerScan = -1 }, "radar QNW: false plots a scan: want 0 to 16000, got -1"},
	} {
		bad := good
		tt.spoil(&bad)
		if _, err := build([]scenario.Radar{bad}, 1, nil, sea); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	if _, err := build([]scenario.Radar{good}, 1, truth.Roster{{Name: "X"}}, sea); err == nil {
		t.Error("an aircraft without a cross-section was taken")
	}
}

func TestNewKeepsTheScenariosOrder(t *testing.T) {
	sc := &scenario.Scenario{Radars: []scenario.Radar{site(t, "SEN-MMCU"), site(t, "QNW"), site(t, "TARS-MRF")}}
	sc.Radars[1].OutAtStart = true
	sensors, err := New(sc, testSeed, crowd(3).roster())
	if err != nil {
		t.Fatal(err)
	}
	for i := range sensors {
		s := &sensors[i]
		if s.Info().Name != sc.Radars[i].Name || s.Batch.Sensor != air.SensorID(i) || s.out != (i == 1) {
			t.Errorf("sensor %d is %s, batch of %d, out %v", i, s.Info().Name, s.Batch.Sensor, s.out)
		}
	}
	if i := sensors[0].Info(); i.PSR || i.Range != 0 || i.FalsePerScan != 0 || !i.StandIn || i.Nation != air.MEX {
		t.Errorf("SEN-MMCU states %+v; want a Mexican stand-in without primary", i)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1})
	f.Add([]byte{0, 7})
	f.Add(make([]byte, stateSize))
	f.Fuzz(func(t *testing.T, b []byte) {
		var s Sensor
		if err := s.Load(air.NewStateReader(b)); err == nil && len(b) < stateSize {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	})
}

// A height of one's own is an angle: twice as far its error is twice as great,
// and at half the stated range half of what is stated.
func TestHeightErrorGrowsWithRange(t *testing.T) {
	spread := func(share float64) float64 {
		rt, _ := atlas.FindRadarType("TPS-77")
		h := 9000 + share*share*5000
		k := ring(30, share*rt.RefRange, h, 1e4)
		for i := range k.flights {
			k.flights[i].shown, k.flights[i].modeS = 110, true
		}
		r := radarAt(t, "3D", "TPS-77", conformAt.At(500))
		r.FalsePerScan = 0
		s := one(t, r, k, sea)
		sum, n := 0.0, 0.0
		for _, p := range run(s, k, 0, 5*air.Minute).plots {
			if p.Kind == air.Combined {
				d := (float64(p.Height) - h) / s.info.SigmaHeight
				sum, n = sum+d*d, n+1
			}
		}
		return math.Sqrt(sum / n)
	}
	for share, want := range map[float64]float64{0.3: 0.5, 0.7: 0.7, 1.1: 1.1} {
		near(t, "height error at a share of the stated range", spread(share), want, 0.05*want)
	}
}

// A pulse Doppler radar in the air says how fast the range changes over the
// ground: its own motion is taken out.
func TestRangeRate(t *testing.T) {
	to, _ := geo.Direct(conformAt, 0.5, 150_000)
	k := &sky{flights: []flight{
		{name: "TARGET", from: to, track: 0.5 + math.Pi, h: 8000, speed: 220, rcs: 20},
		{name: "CARRIER", from: conformAt, track: 0.5, h: 9000, speed: 180, rcs: 100},
	}}
	r := radarAt(t, "E3", "APY-1/2", geo.Geodetic{})
	r.Carrier, r.FalsePerScan = "CARRIER", 0
	s := one(t, r, k, sea)
	n := 0
	for _, p := range run(s, k, 0, 2*air.Minute).plots {
		if p.Kind == air.SSR {
			continue
		}
		n++
		if p.Has&air.HasDoppler == 0 || math.Abs(float64(p.Doppler)+220) > 5*s.info.SigmaDoppler {
			t.Errorf("%v: range rate %.1f m/s (fields %b), want -220", p.At, p.Doppler, p.Has)
		}
	}
	if n < 10 || s.Info().SigmaDoppler <= 0 {
		t.Errorf("%d plots in 12 scans, error stated as %g m/s", n, s.Info().SigmaDoppler)
	}
}

// A radar in the air drops what flies across its beam, as the ground does, and
// says so.
func TestNotchInTheAir(t *testing.T) {
	to, _ := geo.Direct(conformAt, math.Pi/2, 150_000)
	for _, tt := range []struct {
		track float64
		want  truth.Reason
	}{{0, truth.Blind}, {math.Pi / 2, truth.Seen}} {
		k := &sky{flights: []flight{
			{name: "TARGET", from: to, track: tt.track, h: 8000, speed: 200, rcs: 40, dark: true},
			{name: "CARRIER", from: conformAt, h: 9000, speed: 200, rcs: 100},
		}}
		r := radarAt(t, "E3", "APY-1/2", geo.Geodetic{})
		r.Carrier, r.FalsePerScan = "CARRIER", 0
		if n := reasons(run(one(t, r, k, sea), k, 0, air.Minute).looks); n[tt.want] < 5 {
			t.Errorf("on track %.0f degrees: %v, want %v", tt.track/geo.Degree, n, tt.want)
		}
	}
}
