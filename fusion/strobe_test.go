package fusion

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// Two directions meet where the jammer is, at any latitude.
func TestDirectionsMeetAtTheJammer(t *testing.T) {
	for _, at := range []geo.LatLon{geo.Deg(33, -107), geo.Deg(82, -60), geo.Deg(0, 10), geo.Deg(-35, 179.9)} {
		s := newSky()
		target := at.At(crossHeight)
		var bearings []bearing
		for i, off := range []float64{200_000, 150_000} {
			place, _ := geo.Direct(at, float64(i)*1.3, off)
			s.radar("R", 0, 0, func(r *simRadar) { r.info.Pos = place.At(300) })
			to := s.radars[i].frame.To(target.ECEF()).Spherical()
			bearings = append(bearings, bearing{sensor: air.SensorID(i), az: to.Azimuth, v: [3]float64{1e-6, 0, 0}, hits: 5})
		}
		tracker := mustNew(t, s.config())
		m, ok := tracker.meeting(&bearings[0], &bearings[1], 0)
		if d := m.pos.Sub(target.ECEF()).Norm(); !ok || d > 20 {
			t.Errorf("%v: met %v, %.0f m off", at, ok, d)
		}
		if m.sigma < 200 || m.sigma > 600 {
			t.Errorf("%v: sigma %.0f m, want some 300 for a milliradian at 200 km", at, m.sigma)
		}
		bearings[1].az += math.Pi // behind
		if _, ok := tracker.meeting(&bearings[0], &bearings[1], 0); ok {
			t.Errorf("%v: met behind a radar", at)
		}
		bearings[1].az = bearings[0].az + 0.1 // too nearly along each other
		if _, ok := tracker.meeting(&bearings[0], &bearings[1], 0); ok {
			t.Errorf("%v: met at a sharp angle", at)
		}
	}
}

// While a radar gives directions alone, a track is held across and grows
// uncertain along the line of sight, and its ellipse still holds the aircraft.
func TestStrobesHoldAcrossAndNotAlong(t *testing.T) {
	inside, n := 0, 0
	for seed := range uint64(30) {
		s := newSky()
		s.seed = seed
		s.radar("QNW", 32, -106, nil)
		p := s.plane("DARK", 33.5, -106.2, 30000, 90, 440, 0)
		tracker := mustNew(t, s.config())
		for s.now < 3*air.Minute {
			feed(tracker, s.run(), s.now)
		}
		p.jams = true
		for s.now < 4*air.Minute {
			feed(tracker, s.run(), s.now)
		}
		pic := tracker.Picture()
		if len(pic.Tracks) != 1 {
			continue
		}
		tr := &pic.Tracks[0]
		if !(tr.Cov[4] > 2*tr.Cov[0]) {
			t.Errorf("seed %d: variance %.0f across, %.0f along: want it larger along", seed, tr.Cov[0], tr.Cov[4])
		}
		n++
		if s.normalised(tr) < 5.991 {
			inside++
		}
	}
	if n < 20 || inside < n*85/100 {
		t.Errorf("%d of %d aircraft in their 95 %% ellipse, want 85 %% of at least 20", inside, n)
	}
}

// Strobes that cannot be used are disposed of with the reason.
func TestStrobesThatCannotBeUsed(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(p *air.Plot)
		want   air.Fate
	}{
		{"good, but alone", func(*air.Plot) {}, air.FateUnplaced},
		{"with a range", func(p *air.Plot) { p.Rho = 5 }, air.FateImpossible},
		{"azimuth beyond a turn", func(p *air.Plot) { p.Theta = 1 << 24 }, air.FateImpossible},
		{"unknown radar", func(p *air.Plot) { p.Sensor = 9 }, air.FateUnknown},
		{"future", func(p *air.Plot) { p.At += air.Hour }, air.FateFuture},
		{"too late", func(p *air.Plot) { p.At -= air.Minute }, air.FateTooLate},
	} {
		s := newSky()
		s.radar("QNW", 32, -106, nil)
		tracker := mustNew(t, s.config())
		p := air.Plot{At: 2 * air.Minute, ID: 77, Kind: air.Strobe, Theta: 1000, Has: air.HasCode, Code: 0o1234}
		tt.change(&p)
		tracker.Accept(&air.Parcel{Plots: []air.Plot{p}})
		tracker.Advance(2 * air.Minute)
		want := []air.Disposition{{Plot: 77, Fate: tt.want}}
		if got := tracker.Dispositions(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tt.name, got, want)
		}
	}
}

// Save, load into a fresh tracker, go on: the same jammers.
func TestStrobesSurviveACheckpoint(t *testing.T) {
	s := newSky()
	s.radar("QNW", 32, -106, nil)
	s.radar("EPZ", 31, -108.5, nil)
	s.plane("JAM", 33, -107.5, 30000, 90, 440, 0).jams = true
	s.plane("DARK", 32, -107, 20000, 0, 300, 0)
	a := mustNew(t, s.config())
	b := mustNew(t, s.config())
	for s.now < 4*air.Minute {
		parcels := s.run()
		feed(a, parcels, s.now)
		if s.now > 10*air.Second {
			feed(b, parcels, s.now)
			if !reflect.DeepEqual(a.Picture(), b.Picture()) || !slices.Equal(a.Dispositions(), b.Dispositions()) {
				t.Fatalf("%s: not the same after loading", s.now)
			}
		}
		if s.now%(10*air.Second) == 0 {
			b = mustNew(t, s.config())
			r := air.NewStateReader(a.Append(nil))
			if err := b.Load(r); err != nil || r.Done() != nil {
				t.Fatalf("%s: %v, %v", s.now, err, r.Done())
			}
		}
	}
	if len(a.Picture().Tracks) != 2 {
		t.Errorf("%d tracks, want the jammer and the other", len(a.Picture().Tracks))
	}
}
