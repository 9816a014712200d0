package fusion

import (
	"fmt"
	"perimeter/air"
	"perimeter/air/geo"
	"testing"
)

func TestDbg(t *testing.T) {
	s := continent(60, 170, 5)
	unheld := map[string]int{}
	spur := map[uint32]string{}
	y := score(t, s, s.config(), 20*air.Minute, 3*air.Minute, func(tr *Tracker) {
		for _, e := range tr.Events() {
			if e.Kind == air.TrackMerged {
				fmt.Println(s.now, e)
			}
			if e.Kind == air.TrackConfirmed {
				for _, sl := range tr.order {
					x := &tr.tracks[sl]
					if x.number == e.Number && (x.number > 160) {
						sh := tr.show(x)
						pl, m := s.nearest(&sh, s.now)
						fmt.Println("CONF", s.now, e.Number, pl.name, m, "score", x.score, "hits", x.hits, x.looks, "twin", x.twin)
						for _, k := range x.past.seen[:x.past.n] {
							fmt.Println("   ", k.at, k.sensor, k.slant(), k.azimuth()/geo.Degree, k.has, k.level)
						}
						p := tr.Picture()
						for i := range p.Tracks {
							q, mm := s.nearest(&p.Tracks[i], s.now)
							if q == pl {
								fmt.Println("    other", p.Tracks[i].Number, mm, p.Tracks[i].Status, p.Tracks[i].By, p.Tracks[i].Code, s.now-p.Tracks[i].Updated)
							}
						}
					}
				}
			}
		}
		if s.now%(4*air.Second) != 0 || s.now < 3*air.Minute {
			return
		}
		p := tr.Picture()
		on := map[string]bool{}
		for i := range p.Tracks {
			pl, m := s.nearest(&p.Tracks[i], s.now)
			if m < 3000 {
				on[pl.name] = true
			} else {
				k := &p.Tracks[i]
				spur[k.Number] = fmt.Sprint(s.now, " ", k.Status, " ", pl.name, " ", int(m), " vel ", int(k.Vel.Norm()/geo.Knot), " upd ", s.now-k.Updated, " by ", k.By[:3], " views ", s.views(pl), " code ", k.Code, pl.code)
			}
		}
		for i := range s.planes {
			pl := &s.planes[i]
			if s.views(pl) > 0 && !on[pl.name] {
				unheld[fmt.Sprint(pl.name, " ", pl.code, " alt ", int(pl.h/geo.Foot))]++
			}
		}
	})
	fmt.Println(y)
	for k, v := range unheld {
		if v > 20 {
			fmt.Println(k, v)
		}
	}
	for k, v := range spur {
		fmt.Println(k, v)
	}
}
