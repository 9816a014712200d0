package fusion

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// rates lets every second radar of a sky tell range rates, and have a notch.
func (s *sky) rates() {
	for i := range s.radars {
		if r := &s.radars[i]; i%2 == 0 && !r.info.ADSB {
			r.info.SigmaDoppler, r.info.Notch, r.notch = 2, 10, 10
		}
	}
}

// What a track keeps of a plot has its range rate, and its height or level beside.
func TestSightKeepsRates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := air.Plot{Kind: air.PSR, Has: air.HasDoppler, Doppler: rapid.Float32Range(-rateMost, rateMost).Draw(t, "rate")}
		if rapid.Bool().Draw(t, "3D") {
			p.Has, p.Height = p.Has|air.HasHeight, rapid.Float32Range(-2000, 60000).Draw(t, "height")
		}
		if rapid.Bool().Draw(t, "Mode C") {
			p.Has, p.Level, p.Kind = p.Has|air.HasLevel, air.FL(rapid.IntRange(-60, 4000).Draw(t, "level")), air.Combined
		}
		k := sightOf(&p)
		if !k.says(air.HasDoppler) || math.Abs(k.rate()-float64(p.Doppler)) > rateStep/2 {
			t.Fatalf("rate %g, kept as %g", p.Doppler, k.rate())
		}
		s := sensor{SensorInfo: air.SensorInfo{SigmaHeight: 300}}
		bare := p
		bare.Has &^= air.HasDoppler
		plain := sightOf(&bare)
		want, _, told := s.height(&plain)
		if z, _, ok := s.height(&k); z != want || ok != told {
			t.Fatalf("height %g (%t) beside the rate, %g (%t) without", z, ok, want, told)
		}
	})
}

// The prediction of a range rate and its derivatives are those of the motion in
// space, for a radar on a mountain, on the ground or in the air.
func TestMeetRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := func(low, high float64, what string) float64 { return rapid.Float64Range(low, high).Draw(t, what) }
		c := Config{Sensors: []air.SensorInfo{{Name: "AEW", Pos: geo.Deg(32, -106).At(in(0, 10000, "antenna")), Scan: air.Second, Range: 4e5, SigmaRange: 50, SigmaAz: 0.002, SigmaDoppler: 2, PSR: true}}}
		s := newSensor(c.Sensors[0], &c)
		f := geo.NewFrame(geo.Deg(32+in(0.2, 1.5, "lat"), -106+in(-1.5, 1.5, "lon")).At(0))
		at := [6]float64{in(-1e4, 1e4, "e"), in(-1e4, 1e4, "n"), in(-300, 300, "ve"), in(-300, 300, "vn"), in(500, 12000, "h"), in(-20, 20, "climb")}
		rate := func(x [6]float64) float64 {
			step := func(dt float64) float64 {
				return ecef(&f, x[0]+dt*x[2], x[1]+dt*x[3], x[4]+dt*x[5]).Sub(s.frame.Origin).Norm()
			}
			return (step(0.5) - step(-0.5)) / 1
		}
		st := estimate.State{X: [4]float64(at[:4]), Up: [2]float64{at[4], at[5]}}
		k := sight{kind: air.PSR, has: uint8(air.HasDoppler), rho: air.RhoOf(1e5)}
		var m estimate.Measurement
		s.meet(&f, &st, &k, &m)
		if got := -m.Rate.Y; math.Abs(got-rate(at)) > 0.02 {
			t.Fatalf("predicted %.3f m/s, in space %.3f", got, rate(at))
		}
		for i, got := range append(m.Rate.H[:], m.Rate.U) {
			up, down := at, at
			up[i] += 1
			down[i] -= 1
			if want := (rate(up) - rate(down)) / 2; math.Abs(got-want) > 0.002*(1+math.Abs(want)) {
				t.Fatalf("derivative %d is %.6f, by differences %.6f", i, got, want)
			}
		}
	})
}

// metAndParted lets two dark aircraft meet far off, one coming, one going, and turn
// away from each other; it tells whether both tracks stay on their aircraft.
func metAndParted(t *testing.T, seed uint64, sigma float64) bool {
	s := newSky()
	s.seed = seed
	s.radar("QNW", 32, -106, func(r *simRadar) { r.info.SSR, r.info.SigmaDoppler = false, sigma })
	meeting, _ := geo.Direct(geo.Deg(32, -106), 0, 200_000)
	for _, heading := range []float64{30, 150} {
		from, _ := geo.Direct(meeting, heading*geo.Degree+math.Pi, 150*180)
		s.plane(fmt.Sprint("ON ", heading), from.Lat/geo.Degree, from.Lon/geo.Degree, 25000, heading, 150/geo.Knot, 0)
	}
	tracker := mustNew(t, s.config())
	on := map[uint32]string{}
	fly := func(until air.Time) {
		for s.now < until {
			feed(tracker, s.run(), s.now)
		}
	}
	turn := func(degrees float64) {
		for i := range s.planes {
			p := &s.planes[i]
			p.leg(s.now)
			p.rate = degrees * geo.Degree
			if i == 1 {
				p.rate = -p.rate
			}
		}
	}
	fly(165 * air.Second)
	for _, tr := range tracker.Picture().Tracks {
		p, _ := s.nearest(&tr, s.now)
		on[tr.Number] = p.name
	}
	fly(180 * air.Second)
	turn(6)
	fly(200 * air.Second)
	turn(0)
	fly(330 * air.Second)
	n := 0
	for _, tr := range tracker.Picture().Tracks {
		if p, m := s.nearest(&tr, s.now); on[tr.Number] == p.name && m < 3000 {
			n++
		}
	}
	return n == 2
}

// Two dark aircraft, one going and one coming, meet at long range within a turn of
// the antenna and each turns away by 120 degrees: by their places alone it looks as
// if they had crossed, and numbers are swapped more often than not. Range rates
// tell that they have not.
func TestOnlyRatesTellWhoTurnedAway(t *testing.T) {
	const skies = 40
	right := map[float64]int{}
	for _, sigma := range []float64{0, 2} {
		for seed := range uint64(skies) {
			if metAndParted(t, seed, sigma) {
				right[sigma]++
			}
		}
	}
	t.Logf("of %d pairs %d keep their numbers without, %d with range rates", skies, right[0], right[2])
	if right[0] > 15 || right[2] < 26 {
		t.Errorf("of %d pairs %d keep their numbers without, %d with range rates; want at most 15, at least 26", skies, right[0], right[2])
	}
}

// An echo that comes at 300 m/s, and 5 s later one 1.5 km farther out: that could be one aircraft that goes away, but for the range rate of the first.
func TestRatePartsPairs(t *testing.T) {
	for _, tt := range []struct {
		rate   float32
		tracks int
	}{{300, 1}, {-300, 2}} {
		c := Config{Sensors: []air.SensorInfo{{
			Name: "AEW", Pos: geo.Deg(32, -106).At(9000), Scan: 5 * air.Second, Range: 4e5, SigmaRange: 50, SigmaAz: 0.002, SigmaDoppler: 2, PSR: true,
		}}}
		tracker := mustNew(t, c)
		for i, rho := range []float64{1e5, 1.015e5} {
			p := air.Plot{At: air.Time(i) * 5 * air.Second, ID: uint64(i + 1), Rho: air.RhoOf(rho), Theta: air.ThetaOf(1), Kind: air.PSR, Has: air.HasDoppler, Doppler: 300}
			if i == 0 {
				p.Doppler = tt.rate
			}
			feed(tracker, []air.Parcel{{Plots: []air.Plot{p}}}, p.At)
		}
		if n := len(tracker.order); n != tt.tracks {
			t.Errorf("first at %g m/s: %d tentative tracks, want %d", tt.rate, n, tt.tracks)
		}
	}
}

// Range rates that came late end in the same track as those in time.
func TestLateRatesEndTheSame(t *testing.T) {
	run := func(delay air.Time) air.Track {
		s := newSky()
		s.radar("QNW", 32, -106, func(r *simRadar) { r.info.SSR = false })
		s.radar("AEW", 31.6, -104.5, func(r *simRadar) { r.delay, r.info.SSR, r.info.SigmaDoppler = delay, false, 2 })
		s.plane("DARK", 32, -106.8, 33000, 90, 440, 0)
		c := s.config()
		c.NoRegistration = true
		tracker := mustNew(t, c)
		for s.now < 3*air.Minute+12*air.Second {
			if s.now == 3*air.Minute {
				s.radars[0].out, s.radars[1].out = true, true
			}
			feed(tracker, s.run(), s.now)
		}
		p := tracker.Picture()
		if len(p.Tracks) != 1 {
			t.Fatalf("delay %s: %d tracks, want 1", delay, len(p.Tracks))
		}
		return p.Tracks[0]
	}
	inTime, late := run(0), run(9*air.Second)
	if d, v := inTime.Pos.Sub(late.Pos).Norm(), inTime.Vel.Sub(late.Vel).Norm(); d > 20 || v > 1 {
		t.Errorf("%.1f m and %.2f m/s apart, want the same", d, v)
	}
}

// False echoes that creep about are learnt: a slow echo is then likelier false, a
// fast one likelier true, and the density stays one.
func TestFalseRatesAreLearnt(t *testing.T) {
	var m rateMap
	slow, fast := m.density(5), m.density(210)
	for i := range 2000 {
		k := sight{kind: air.PSR, has: uint8(air.HasDoppler)}
		k.keepRate(float32(i%50 - 25))
		m.add(&k, 1)
	}
	m.fade(0.85)
	if !(m.density(5) > 4*slow && m.density(210) < fast/4) {
		t.Errorf("density %.5f at 5 m/s, %.5f at 210; want more than %.5f, less than %.5f", m.density(5), m.density(210), 4*slow, fast/4)
	}
	sum := 0.0
	for v := -497.5; v < 500; v += 5 {
		sum += 5 * m.density(v)
	}
	if math.Abs(sum-1) > 0.02 {
		t.Errorf("densities add up to %.3f over %g m/s, want 1", sum, rateSpan)
	}
}

// With range rates the published ellipses are as honest; half a percent more may
// be wide: while registration is young, so are they.
func TestEllipsesHoldTheTruthWithRates(t *testing.T) {
	for _, told := range []bool{false, true} {
		s := continent(25, 120, 5)
		if told {
			s.rates()
			for i := range s.radars {
				s.radars[i].notch = 0
			}
		}
		held := map[string]*ellipse{}
		census(t, held, s, 6*air.Minute, 2*air.Minute)
		for _, k := range []string{"all", "one radar", "straight", "turning"} {
			t.Logf("rates %t: %-10s %s", told, k, held[k])
		}
		if e := held["all"]; told && !(e.share() >= 93 && e.share() <= 97.5) {
			t.Errorf("with range rates: %s, want 93 to 97.5 %%", e)
		}
	}
}
