package fusion

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// What flies, flies within the envelope: the fastest of the atlas, records, and
// what a missile does low down.
func TestEnvelope(t *testing.T) {
	for _, tt := range []struct {
		what          string
		height, speed float64 // m, m/s
	}{
		{"F-104RB, low record", 20, 442}, {"cruise missile", 100, 300}, {"fighter at sea level, 800 kt", 0, 412},
		{"F-15, Mach 2.5 at 36,000 ft", 11_000, 738}, {"SR-71", 24_000, 981}, {"Concorde with a jet stream", 16_000, 605 + 60},
	} {
		if most := fastest(tt.height); most < tt.speed {
			t.Errorf("%s: %.0f m/s at %.0f m, the bound is %.0f", tt.what, tt.speed, tt.height, most)
		}
	}
	for h := -500.0; h < 30_000; h += 100 {
		if fastest(h+100) < fastest(h) {
			t.Fatalf("the bound falls at %.0f m", h)
		}
	}
}

// The fastest that there is is tracked as well as any, with a height and without.
func TestTheFastestIsTracked(t *testing.T) {
	for _, tt := range []struct {
		name     string
		ft, kt   float64
		code     air.Mode3A
		seconds  air.Time
		interval air.Time
	}{
		{"SR-71, answering", 78_000, 1_905, 0o4401, 500 * air.Second, 12 * air.Second},
		{"F-15 in a dash, dark", 40_000, 1_430, 0, 400 * air.Second, 12 * air.Second},
		{"low and fast, dark", 3000, 780, 0, 200 * air.Second, 5 * air.Second},
	} {
		s := newSky()
		s.radar("QNW", 32, -106, func(r *simRadar) { r.info.Scan, r.info.Pos.Height = tt.interval, 1500 })
		p := s.plane("FAST", 31.2, -106.6, tt.ft, 30, tt.kt, tt.code)
		tracker := mustNew(t, s.config())
		for s.now < tt.seconds {
			feed(tracker, s.run(), s.now)
		}
		pic := tracker.Picture()
		if len(pic.Tracks) != 1 || pic.Tracks[0].Number != 1 {
			t.Errorf("%s: %d tracks, want track 1 alone", tt.name, len(pic.Tracks))
			continue
		}
		pos, vel, _ := p.place(s.now)
		off := pic.Tracks[0].Pos.Sub(pos)
		if v := pic.Tracks[0].Vel.Norm(); math.Abs(v-vel.Norm()) > 0.1*vel.Norm() || math.Hypot(off.X, off.Y) > 9000 {
			t.Errorf("%s: %.0f m/s and %.0f m off, want %.0f m/s", tt.name, v, off.Norm(), vel.Norm())
		}
	}
}

// A fire aircraft circles low and far from a radar that turns slowly and sees its
// echo among many false ones. Whatever is made of them flies no faster than can be.
func TestNothingFliesTooFast(t *testing.T) {
	for seed := range uint64(6) {
		s := newSky()
		s.seed = seed + 1
		s.radar("FAR", 34, -118, func(r *simRadar) {
			r.info.SSR, r.info.FalsePerScan, r.info.SigmaAz, r.info.Pos.Height = false, 20, 0.2*geo.Degree, 2500
		})
		p := s.plane("FIRE", 34+340.0/111, -118, 9000, 30, 140, 0)
		p.rate = 5 * geo.Degree
		tracker := mustNew(t, s.config())
		for s.now < 15*air.Minute {
			feed(tracker, s.run(), s.now)
			pic := tracker.Picture()
			for i := range pic.Tracks {
				tr := &pic.Tracks[i]
				if v, most := tr.Vel.Norm(), fastest(tr.Pos.Geodetic().Height+heightAbove*float64(tr.SigmaUp)); v > most {
					t.Fatalf("seed %d, %s: track %d flies %.0f m/s, no aircraft more than %.0f", s.seed, s.now, tr.Number, v, most)
				}
			}
		}
	}
}
