package fusion

import (
	"maps"
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

var purposePatch = num.For("test/patch")

// Patches of clutter that nobody announced, far from a radar, give an echo a scan
// or so, never twice at one place: no track comes of them. An aircraft that flies
// by meanwhile is found all the same.
func TestPatchesMakeNoTracks(t *testing.T) {
	fables, found := 0, 0
	const skies = 12
	for seed := range uint64(skies) {
		s := newSky()
		s.radar("FAR", 34, -106, func(r *simRadar) { r.info.SSR, r.info.FalsePerScan = false, 15; r.key++ })
		p := s.plane("DARK", 34.6, -106.3, 20_000, 90, 300, 0)
		tracker := mustNew(t, s.config())
		d := num.At(seed, purposePatch, 1, 0, 0)
		var at [6][2]float64
		for i := range at {
			at[i] = [2]float64{(150 + 200*d.Uniform()) * 1000, geo.Turn * d.Uniform()}
		}
		seen := map[uint32]bool{}
		for s.now < 10*air.Minute {
			parcels := s.run()
			if s.now%(12*air.Second) == 0 {
				for i := range at {
					e := num.At(seed, purposePatch, 2, uint64(i), uint64(s.now))
					for range e.Poisson(0.9) {
						parcels = append(parcels, air.Parcel{Arrived: s.now, Plots: []air.Plot{{
							At: s.now - air.Time(e.Uniform()*1e6), ID: e.Uint64(), Kind: air.PSR,
							Rho: air.RhoOf(at[i][0] + 3000*e.Normal()), Theta: air.ThetaOf(at[i][1] + 1.5*geo.Degree*e.Normal()),
						}}})
					}
				}
			}
			feed(tracker, parcels, s.now)
			pic := tracker.Picture()
			for i := range pic.Tracks {
				tr := &pic.Tracks[i]
				pos, _, _ := p.place(s.now)
				seen[tr.Number] = seen[tr.Number] || tr.Pos.Sub(pos).Norm() < 8000
			}
		}
		for _, n := range slices.Sorted(maps.Keys(seen)) {
			if seen[n] {
				found++
			} else {
				fables++
			}
		}
	}
	t.Logf("%d false tracks and %d of the aircraft in %d skies", fables, found, skies)
	if fables > 5 || found < skies {
		t.Errorf("%d false tracks and %d of the aircraft in %d skies of 10 minutes: want at most 5, all", fables, found, skies)
	}
}
