package fusion

import (
	"fmt"
	"math"
	"perimeter/air"
	"perimeter/air/geo"
	"testing"
)

func TestDbg2(t *testing.T) {
	s := continent(60, 170, 5)
	score(t, s, s.config(), 13*air.Minute, 3*air.Minute, func(tr *Tracker) {
		if s.now < 12*air.Minute {
			return
		}
		for _, sl := range tr.order {
			x := &tr.tracks[sl]
			if x.number == 114 {
				sh := tr.show(x)
				for i := range s.planes {
					if s.planes[i].name == "A39" {
						pos, v, _ := s.planes[i].place(s.now)
						d := x.frame.Turn(sh.Pos.Sub(pos))
						dv := x.frame.Turn(sh.Vel.Sub(v))
						fmt.Printf("%s n=%d err %.0f %.0f %.0f dv %.0f %.0f | sd %.0f %.0f v %.1f %.1f up %.0f sd %.0f mode %d C %.0f %.0f last %s ", s.now, x.past.n, d.X, d.Y, d.Z, dv.X, dv.Y, math.Sqrt(x.state.P[0]), math.Sqrt(x.state.P[4]), math.Sqrt(x.state.P[7]), math.Sqrt(x.state.P[9]), x.state.Up[0], math.Sqrt(x.state.V[0]), x.state.Mode, x.state.C[0], x.state.C[1], s.now-x.at)
						for i := range tr.plots[:0] {
							_ = i
						}
						k := x.past.seen[x.past.n-1]
						fmt.Println(k.sensor, int(k.slant()), k.azimuth()/geo.Degree, k.has)
					}
				}
			}
		}
	})
}
