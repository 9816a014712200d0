package fusion

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
)

// Plots of whatever times come out as a plain sort has them: of one beat, with
// many of one time, or with one whose clock is off by centuries.
func TestSortsAsComparisonDoes(t *testing.T) {
	var s sorter
	rapid.Check(t, func(t *rapid.T) {
		span := rapid.SampledFrom([]air.Time{1, 50, air.Second, air.Hour, 1 << 50}).Draw(t, "span")
		plots := make([]air.Plot, rapid.IntRange(0, 400).Draw(t, "plots"))
		for i := range plots {
			plots[i] = air.Plot{
				At: air.Time(rapid.Int64Range(-int64(span), int64(span)).Draw(t, "at")), ID: uint64(i % 7),
				Sensor: air.SensorID(rapid.IntRange(0, 3).Draw(t, "sensor")), Rho: uint32(i),
			}
		}
		want := slices.Clone(plots)
		slices.SortFunc(want, comparePlots)
		if got := s.sort(plots); !slices.Equal(got, want) {
			t.Fatalf("%d plots within %s stand in another order", len(plots), span)
		}
	})
}
