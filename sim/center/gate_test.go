package center

import "testing"

// A lane's gate is the center's: one that stands too wide for the tracker is
// refused, so it has reached it.
func TestALaneTakesTheGateOfItsCenter(t *testing.T) {
	for _, gate := range []float64{0, 0.1, 0.5, 1, 4} {
		if _, err := newLane(1, theater(), gate); err != nil {
			t.Errorf("a gate of %g: %v", gate, err)
		}
	}
	if _, err := newLane(1, theater(), 5); err == nil {
		t.Error("want a gate five times as wide to be refused by the tracker, got a lane")
	}
}
