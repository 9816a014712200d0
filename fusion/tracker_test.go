package fusion

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

func TestOneAircraft(t *testing.T) {
	s := newSky()
	s.radar("QNW", 32, -106, nil)
	s.plane("A", 32.5, -107, 24000, 90, 270, 0o4521)
	tr := mustNew(t, s.config())
	for s.now < 3*air.Minute {
		feed(tr, s.run(), s.now)
		for _, e := range tr.Events() {
			t.Log(s.now, e)
		}
	}
	p := tr.Picture()
	for i := range p.Tracks {
		_, m := s.nearest(&p.Tracks[i], s.now)
		t.Log(p.Tracks[i].Number, p.Tracks[i].Status, p.Tracks[i].Vel.Norm()/geo.Knot, m)
	}
}

func TestClutterSmoke(t *testing.T) {
	s := newSky()
	for i := range 60 {
		s.radar("R"+string(rune('A'+i)), 26+float64(i/10)*2.2, -118+float64(i%10)*3.5, func(r *simRadar) { r.info.FalsePerScan = 5; r.info.SSR = i%2 == 0 })
	}
	tr := mustNew(t, s.config())
	for s.now < 20*air.Minute {
		feed(tr, s.run(), s.now)
		for _, e := range tr.Events() {
			t.Log(s.now, e)
		}
	}
	t.Log(len(tr.order), tr.lastID-FirstProvisional)
}
