package world

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// vessel is a ship on a way without heights.
func vessel(t *testing.T, code string, legs ...scenario.Leg) scenario.Aircraft {
	a := craft(t, "EXLANCHA", code, legs...)
	for i := range a.Route {
		a.Route[i].Height = a.Type.Typical
	}
	return a
}

// A ship keeps its height and its way whatever the wind and the orders.
func TestShipsKeepToTheWater(t *testing.T) {
	sc := exercise(vessel(t, "BOAT", to(25.5, -96.5, 0, 40), to(26.5, -96.5, 0, 40)))
	sc.Weather.Wind = []scenario.Wind{{East: 20, North: -10}}
	w := newWorld(t, sc)
	height, speed := 3000.0, 300.0
	var last truth.Aircraft
	watch(w, air.Second, 30*air.Minute, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) != 1 {
			t.Fatalf("%v: %d on the water, want 1", s.At, len(s.Aircraft))
		}
		last = s.Aircraft[0]
		if g := last.Pos.Geodetic(); math.Abs(g.Height-2) > 0.01 {
			t.Fatalf("%v: at %.2f m, want 2", s.At, g.Height)
		}
		if s.At == 10*air.Minute {
			if _, err := w.Apply(s.At, air.Fly{Aircraft: "EXLANCHA", AltFt: &height, SpeedKt: &speed}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Apply(s.At, air.Behave{Aircraft: "EXLANCHA", As: "rtb"}); err == nil {
				t.Error("a boat goes home by air, want that refused")
			}
		}
		return true
	})
	if track := trackOf(&last); math.Abs(geo.Delta(0, track*geo.Degree)) > 0.001 {
		t.Errorf("track %.2f, want 0: no wind carries a boat", track)
	}
	if kt := last.Vel.Norm() / geo.Knot; math.Abs(kt-45) > 0.1 {
		t.Errorf("%.1f kt, want its greatest, 45", kt)
	}
}

// One that is sent to the shore ends there, and the losses say how.
func TestShipRunsAground(t *testing.T) {
	w := newWorld(t, exercise(vessel(t, "BOAT", to(26.0, -96.9, 0, 45), to(26.0, -98.5, 0, 45))))
	watch(w, air.Second, 2*air.Hour, func(s *truth.Snapshot) bool { return len(s.Aircraft) > 0 })
	if l := w.Losses(); len(l) != 1 || l[0].Cause != truth.RanAground || l[0].Cause.String() != "ran aground" {
		t.Errorf("losses %v, want a boat aground", l)
	}
	again := newWorld(t, exercise(vessel(t, "BOAT", to(26.0, -96.9, 0, 45), to(26.0, -98.5, 0, 45))))
	if err := again.Load(air.NewStateReader(w.Append(nil))); err != nil || len(again.Losses()) != 1 {
		t.Errorf("from a checkpoint: %v, losses %v; want it aground still", err, again.Losses())
	}
}
