package center

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

func BenchmarkReach(b *testing.B) {
	c := newShuttle(b).mex
	f := fix{Pos: geo.Deg(26.0, -104.3), Speed: 230 * knot}
	c.reach(&f, &c.peers[0])
	for b.Loop() {
		c.reach(&f, &c.peers[0])
	}
}

func BenchmarkCrossing(b *testing.B) {
	s := newUnits(b, "")
	f := s.plane
	for b.Loop() {
		s.mex.peers[0].area.crossing(&f, "KIAH", 25*air.Minute)
	}
}
