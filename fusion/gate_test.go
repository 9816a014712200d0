package fusion

import (
	"math"
	"os"
	"strings"
	"testing"
)

// Half the gate is half the distance in standard deviations, of a place as of a
// place with a range rate: a quarter of its square.
func TestTheGateIsWidenedInStandardDeviations(t *testing.T) {
	usual := mustNew(t, Config{})
	for _, widen := range []float64{0.1, 0.5, 1, 4} {
		got := mustNew(t, Config{Widen: widen})
		nearly(t, "gate of a place", math.Sqrt(got.gate), widen*math.Sqrt(usual.gate), 1e-12)
		nearly(t, "gate with a range rate", math.Sqrt(got.rateGate), widen*math.Sqrt(usual.rateGate), 1e-12)
	}
	if same := mustNew(t, Config{Widen: 1}); same.gate != usual.gate || same.rateGate != usual.rateGate || same.grid.widen != 1 {
		t.Errorf("widened by 1 the gate is %g, %g, want %g, %g to the bit", same.gate, same.rateGate, usual.gate, usual.rateGate)
	}
}

// A tenth of the gate lets few of a dark aircraft's echoes in, of those that lie
// as they should 1 - exp(-d2/2) within 0.37 standard deviations: it coasts.
func TestATrackWithTooNarrowAGateCoasts(t *testing.T) {
	text, err := os.ReadFile("testdata/dark.txt")
	if err != nil {
		t.Fatal(err)
	}
	story, _, _ := strings.Cut(string(text), "# It answers again")
	for widen, coasts := range map[float64]bool{1: false, 0.1: true} {
		if got := play(t, story, Config{Widen: widen}); strings.Contains(got, "coasting") != coasts {
			t.Errorf("the gate widened by %g: want coasting %v:\n%s", widen, coasts, got)
		}
	}
}
