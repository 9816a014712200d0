package world

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/scenarios"
	"perimeter/sim/scenario"
)

// What the loader lets pass can be flown: every aircraft of the shipped exercises
// that ends its route at a field ends it near the ground.
func TestShippedRoutesEndOnTheGround(t *testing.T) {
	for _, name := range scenarios.Names() {
		data, _ := scenarios.Embedded(name)
		sc, faults := scenario.Load(name, data)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		for i := range sc.Aircraft {
			a := sc.Aircraft[i]
			end := &a.Route[len(a.Route)-1]
			if a.Repeat >= 0 || !lands(end) {
				continue
			}
			a.Depart, a.Standby = 0, false
			w := newWorld(t, exercise(a))
			var last geo.Geodetic
			watch(w, air.Second, 6*air.Hour, func(s *truth.Snapshot) bool {
				if len(s.Aircraft) > 0 {
					last = s.Aircraft[0].Pos.Geodetic()
				}
				return len(s.Aircraft) > 0
			})
			if above := (last.Height - atlas.Ground(end.Pos)) / geo.Foot; math.Abs(above) > 1000 {
				t.Errorf("%s: %s ends %.0f ft above the ground of %s", name, a.Name, above, end.Fix)
			}
		}
	}
}
