package world

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// A route with room for it is flown with everyday turns; one without, as steeply
// as its corners ask, and none of them is missed.
func TestTightRoutesAreFlownSteeply(t *testing.T) {
	for _, tt := range []struct {
		name  string
		side  float64 // NM, of a square
		steep bool
		most  float64 // NM, by which a corner is passed
	}{{"wide", 40, false, 3}, {"tight", 8, true, 3}} {
		d := tt.side / 60
		a := craft(t, "EXDIEZ", "F16", to(26, -96, 20000, 450), to(26+d, -96, 20000, 450), to(26+d, -96+d, 20000, 450), to(26, -96+d, 20000, 450))
		w := newWorld(t, exercise(a))
		if got := w.fleet[0].route.nodes[0].steep; got != tt.steep {
			t.Errorf("%s: steep %v, want %v", tt.name, got, tt.steep)
		}
		nearest := []float64{1e9, 1e9}
		watch(w, air.Second, 30*air.Minute, func(s *truth.Snapshot) bool {
			if len(s.Aircraft) == 0 {
				return false
			}
			for i := range nearest {
				nearest[i] = min(nearest[i], geo.Distance(s.Aircraft[0].Pos.Geodetic().LatLon, a.Route[i+1].Pos)/geo.NM)
			}
			return true
		})
		for i, nm := range nearest {
			if nm > tt.most {
				t.Errorf("%s: passes corner %d at %.1f NM, want %.1f at most", tt.name, i+1, nm, tt.most)
			}
		}
	}
}
