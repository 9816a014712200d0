package air

import (
	"math"
	"testing"

	"perimeter/air/geo"
)

func TestPublishedTracksStandInSteps(t *testing.T) {
	at := geo.Deg(31.5, -106.25).At(7315.2).ECEF()
	tr := Track{Pos: at, Vel: geo.Vec{X: 123.4567, Y: -98.7654, Z: 0.0001}, SigmaUp: 57.31, Existence: 0.99993}
	for i := range tr.Cov {
		tr.Cov[i] = float32(math.Pow(-3.7, float64(i)))
	}
	exact := tr
	tr.Round()
	if d := tr.Pos.Sub(exact.Pos).Norm(); d > 0.06 {
		t.Errorf("place moved by %g m", d)
	}
	if d := tr.Vel.Sub(exact.Vel).Norm(); d > 0.02 {
		t.Errorf("speed changed by %g m/s", d)
	}
	for i, c := range tr.Cov {
		if off := math.Abs(float64(c/exact.Cov[i] - 1)); off > 1.0/256 {
			t.Errorf("Cov[%d] = %g, was %g", i, c, exact.Cov[i])
		}
	}
	again := tr
	again.Round()
	if again != tr {
		t.Error("rounded twice is not rounded once")
	}
}

func TestCenterSet(t *testing.T) {
	s := SetOf(0, 3, 70)
	for c, want := range map[CenterID]bool{0: true, 1: false, 3: true, 62: false, 63: true, 70: true, 65535: true} {
		if got := s.Has(c); got != want {
			t.Errorf("Has(%d) = %v, want %v", c, got, want)
		}
	}
}
