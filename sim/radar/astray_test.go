package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// surely is a radar over nothing that sends back, with Pd 0.8 on 1 m2 at 200 km
// and an instrumented range of 120 km; change alters its processing.
func surely(t *testing.T, k *sky, change func(p *atlas.Processing)) *Sensor {
	t.Helper()
	p := atlas.Processing{
		PRF: 1200, Pulse: 1e-6, Elevation: atlas.Stacked, ElevWidth: 0.1, Sidelobe: 60, Gain: 34, NoiseTemp: 500,
	}
	change(&p)
	rt := atlas.RadarType{
		Name: "SURELY", PSR: true, Range: 120_000, Scan: 5 * air.Second, Frequency: 2.8e9, AzBeam: 1.4 * geo.Degree,
		ElevMin: -0.1, ElevMax: 0.7, SigmaRange: 50, SigmaAz: 0.001, Pulses: 22, Pfa: 1e-6,
		RefPd: 0.8, RefRCS: 1, RefRange: 200_000, Processing: p,
	}
	s := one(t, scenario.Radar{Name: "SURELY", Nation: air.USA, Type: rt, Pos: conformAt.At(50), Release: air.Only(air.USA)}, k, sea)
	s.sight.surface = nil
	return s
}

// strays runs a sensor so many scans and returns its strays' plots by what made
// them.
func strays(s *Sensor, k *sky, scans int) map[truth.Origin][]air.Plot {
	found := map[truth.Origin][]air.Plot{}
	for now := air.Time(0); now < air.Time(scans)*s.info.Scan; now += air.Second {
		s.Look(k.beat(now, now+air.Second))
		for _, stray := range s.Strays {
			for _, p := range s.Batch.Plots {
				if p.ID == stray.Plot {
					found[stray.Of] = append(found[stray.Of], p)
				}
			}
		}
	}
	return found
}

// still is one aircraft that stays where it is, at a distance northeast.
func still(distance, height, rcs float64) *sky {
	at, _ := geo.Direct(conformAt, 0.8, distance)
	return &sky{flights: []flight{{name: "STILL", from: at, h: height, speed: 0.001, rcs: rcs, dark: true}}}
}

// often fails where something came n times of so many, and not with a
// probability of p, by four standard deviations.
func often(t *testing.T, what string, n, of int, p float64) {
	t.Helper()
	if math.Abs(float64(n)-p*float64(of)) > 4*math.Sqrt(float64(of)*p*(1-p))+0.5 {
		t.Errorf("%s: %d times of %d, want a probability of %.3f", what, n, of, p)
	}
}

// The unambiguous range is c / 2 PRF; intervals that change have none.
func TestUnambiguousRange(t *testing.T) {
	for _, tt := range []struct{ prf, km float64 }{{250, 599.585}, {360, 416.378}, {1200, 124.914}} {
		near(t, "range", bare(atlas.Processing{PRF: tt.prf, ElevWidth: 1}, 1.3e9, 0.02, 15).fold()/1000, tt.km, 0.001)
		near(t, "staggered", bare(atlas.Processing{PRF: tt.prf, Stagger: []float64{0.9, 1.1}, ElevWidth: 1}, 1.3e9, 0.02, 15).fold(), 0, 0)
	}
	for _, name := range atlas.RadarTypeNames() {
		rt, _ := atlas.FindRadarType(name)
		old := name == "FPS-20 family" || name == "DEW line FPS-19"
		if fold := new(chains).of(&rt).fold(); rt.PSR && fold > 0 != old {
			t.Errorf("%s: unambiguous range %.0f km, with stagger %v", name, fold/1000, rt.Processing.Stagger)
		}
	}
}

// An aircraft at 170 km stands at 170 less 124.9 km, as often as the radar
// equation gives it a chance at 170 km: less, where the sensitivity control turns
// the receiver down. A stagger, a mountain of range and the horizon end it.
func TestSecondTimeAround(t *testing.T) {
	const scans = 400
	unambiguous := geo.SpeedOfLight / 2400
	for _, tt := range []struct {
		name     string
		distance float64 // m
		height   float64
		change   func(p *atlas.Processing)
		lost     func(shown float64) float64 // dB; nil: no plots at all
	}{
		{"constant", 170_000, 10_000, func(*atlas.Processing) {}, func(float64) float64 { return 0 }},
		{"with sensitivity control to 60 km", 170_000, 10_000, func(p *atlas.Processing) { p.STC = 60_000 }, func(shown float64) float64 {
			return 40 * math.Log10(60_000/shown)
		}},
		{"staggered", 170_000, 10_000, func(p *atlas.Processing) { p.Stagger = []float64{25.0 / 27.33, 30 / 27.33, 27 / 27.33} }, nil},
		{"dwells of two frequencies", 170_000, 10_000, func(p *atlas.Processing) { p.Doppler, p.Stagger = atlas.FilterBank, []float64{0.875, 1.125} }, nil},
		{"below the horizon", 170_000, 500, func(*atlas.Processing) {}, nil},
		{"beyond the instrumented range, within the unambiguous one", 122_000, 10_000, func(*atlas.Processing) {}, nil},
	} {
		k := still(tt.distance, tt.height, 1)
		s := surely(t, k, tt.change)
		got := strays(s, k, scans)[truth.SecondTime]
		if tt.lost == nil {
			if len(got) > 0 {
				t.Errorf("%s: %d echoes of the second time", tt.name, len(got))
			}
			continue
		}
		slant := k.beat(0, air.Second).Aircraft[0].Pos.Sub(s.frame.Origin).Norm()
		shown := slant - unambiguous
		snr := s.power.snr0 + 40*math.Log10(200_000/slant) - tt.lost(shown)
		often(t, tt.name, len(got), scans, s.power.curve.exact.pd(1, fromDB(snr)))
		for _, p := range got {
			if math.Abs(p.Range()-shown) > 8*s.info.SigmaRange+1 || math.Abs(geo.Delta(p.Azimuth(), 0.8)) > 0.02 {
				t.Errorf("%s: at %.0f m, %.4f rad, want %.0f, 0.8", tt.name, p.Range(), p.Azimuth(), shown)
			}
		}
	}
}

// A strong aircraft shows 1.6 widths to each side, weaker by twice the side lobe,
// as often as that gives it a chance; a weak one does not.
func TestSideLobes(t *testing.T) {
	const scans = 300
	for _, tt := range []struct{ rcs, sidelobe float64 }{{1, 25}, {100, 25}, {1000, 25}, {1000, 30}, {1000, 40}} {
		k := still(40_000, 6000, tt.rcs)
		s := surely(t, k, func(p *atlas.Processing) { p.Sidelobe = tt.sidelobe })
		got := strays(s, k, scans)[truth.SideLobe]
		slant := k.beat(0, air.Second).Aircraft[0].Pos.Sub(s.frame.Origin).Norm()
		snr := s.power.snr0 + toDB(tt.rcs) + 40*math.Log10(200_000/slant) - 2*tt.sidelobe
		want := s.power.curve.exact.pd(1, fromDB(snr))
		if snr < sideFloor {
			want = 0
		}
		left := 0
		for _, p := range got {
			off := geo.Delta(0.8, p.Azimuth()) / s.chain.beam
			if off < 0 {
				left++
			}
			if math.Abs(math.Abs(off)-1.6) > 0.4 || math.Abs(p.Range()-slant) > 8*s.info.SigmaRange {
				t.Errorf("%g m2: %.2f widths off at %.0f m, want 1.6 at %.0f", tt.rcs, off, p.Range(), slant)
			}
		}
		often(t, "to the left", left, scans, want)
		often(t, "to the right", len(got)-left, scans, want)
	}
}

// Beyond its notch a radar in the air still has what its stability leaves of the
// ground: the signal stands against
//
//	sigma0 A / improvement
//
// which over the sea is nothing and over land more than a small target.
func TestGroundBeyondTheNotch(t *testing.T) {
	for _, tt := range []struct {
		name   string
		ground ground
		sea    bool
	}{{"sea", sea, true}, {"land", func(geo.LatLon) float64 { return 1 }, false}} {
		at, _ := geo.Direct(geo.Deg(29, -111), 1, 150_000)
		k := &sky{flights: []flight{
			{name: "EMB1", from: geo.Deg(29, -111), track: 1 - math.Pi/2, h: 7600, speed: 190, rcs: 25},
			{name: "LOW", from: at, track: 1, h: 300, speed: 200, rcs: 0.1, dark: true},
		}}
		s := aboard(t, "PS-890 Erieye", k, tt.ground)
		snap := k.beat(0, air.Second)
		s.Look(snap)
		pos := snap.Where(&snap.Aircraft[1], snap.At)
		s.antenna.at(snap, snap.At)
		s.sight.stand(s.antenna.pos)
		g := s.locate(pos, pos.Sub(s.frame.Origin), snap.At)
		l := s.level(snap, &snap.Aircraft[1], &s.fleet[1], &g)

		psi := math.Asin(7600/g.place.Range - g.place.Range/(2*effective)) // flat triangle, with the earth's drop
		sigma0 := landSigma(psi, -12)
		if tt.sea {
			sigma0 = seaSigma(psi, geo.SpeedOfLight/s.chain.wave, 0, s.chain.Horizontal)
		}
		area := g.place.Range * s.chain.beam * s.chain.cell / math.Cos(psi)
		want := sigma0 + toDB(area) - s.chain.Limit
		got := toDB(l.clutter) - (l.signal - toDB(0.1)) // in dB(m2), as the target's echo counts
		elevation := s.chain.twoWay(g.aim.slope) - s.chain.twoWay(-math.Tan(psi+g.aim.ground/effective))
		near(t, tt.name+", residue in dB(m2)", got, want-elevation, 0.5)
		if small := l.signal - toDB(fromDB(0)+l.clutter); !tt.sea && small > l.signal-3 {
			t.Errorf("over land 0.1 m2 loses %.1f dB, want the ground to matter", l.signal-small)
		}
	}
}
