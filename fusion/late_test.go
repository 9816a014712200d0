package fusion

import (
	"testing"

	"perimeter/air"
)

// Two echoes fit an aircraft of 200 m/s. A third from between them, received last,
// counts for the track where it lies on the way, and against it where only a
// missile would have passed there: as much as had it come in order.
func TestALateEchoTellsOfSpeed(t *testing.T) {
	for _, tt := range []struct {
		what string
		off  float64 // m, of the middle echo from the way
		odd  bool
	}{
		{"on the way", 100, false}, {"30 km beside it", 30_000, true},
	} {
		t.Run(tt.what, func(t *testing.T) {
			s := newSky()
			s.radar("QNW", 32, -106, func(r *simRadar) { r.info.Scan = 12 * air.Second })
			echo := func(id uint64, second, rho float64) air.Plot {
				return air.Plot{At: air.FromSeconds(second), ID: id, Kind: air.PSR, Rho: air.RhoOf(rho), Theta: air.ThetaOf(1)}
			}
			first, middle, last := echo(1, 10, 100_000), echo(2, 22, 102_400+tt.off), echo(3, 34, 104_800)
			lost := func(order ...air.Plot) (cost float64) {
				tracker := mustNew(t, s.config())
				tracker.Advance(9 * air.Second)
				tr := tracker.start(&first)
				cost = tr.score
				for i := range order {
					if !tracker.take(tr, &order[i]) {
						t.Fatal("an echo was not taken")
					}
				}
				return cost - tr.score
			}
			inOrder, late := lost(middle, last), lost(last, middle)
			if (inOrder > 3) != tt.odd || (late > 3) != tt.odd {
				t.Errorf("it cost the track %.1f in order, %.1f late; more than 3 wanted: %v", inOrder, late, tt.odd)
			}
		})
	}
}
