package assign

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSolve(t *testing.T) {
	no := Forbidden
	tests := []struct {
		name       string
		rows, cols int
		cost       []float64
		want       []int32
	}{
		{name: "nothing", want: []int32{}},
		{name: "no column", rows: 2, cols: 0, want: []int32{-1, -1}},
		{name: "a pair worth taking", rows: 1, cols: 1, cost: []float64{-1}, want: []int32{0}},
		{name: "a pair not worth taking", rows: 1, cols: 1, cost: []float64{1}, want: []int32{-1}},
		{name: "the greedy choice is wrong", rows: 2, cols: 2, cost: []float64{-9, -8, -8, -1}, want: []int32{1, 0}},
		{name: "two rows, one column", rows: 2, cols: 1, cost: []float64{-3, -4}, want: []int32{-1, 0}},
		{name: "gated out", rows: 2, cols: 2, cost: []float64{-5, no, -6, no}, want: []int32{-1, 0}},
		{name: "NaN is gated out", rows: 1, cols: 2, cost: []float64{math.NaN(), -1}, want: []int32{1}},
		{name: "a chain of three", rows: 3, cols: 3, cost: []float64{-5, -4, no, -5, no, -4, -5, no, no}, want: []int32{1, 2, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var s Solver
			if got := s.Solve(tt.rows, tt.cols, tt.cost); !slices.Equal(got, tt.want) {
				t.Errorf("Solve = %v, want %v", got, tt.want)
			}
		})
	}
}

// total returns the cost of a choice, and whether it is allowed.
func total(cols int, cost []float64, choice []int32) (sum float64, ok bool) {
	taken := map[int32]bool{}
	for r, c := range choice {
		if c < 0 {
			continue
		}
		if taken[c] || math.IsInf(cost[r*cols+int(c)], 1) {
			return 0, false
		}
		taken[c] = true
		sum += cost[r*cols+int(c)]
	}
	return sum, true
}

// least tries every choice.
func least(rows, cols int, cost []float64, choice []int32) float64 {
	if len(choice) == rows {
		sum, ok := total(cols, cost, choice)
		if !ok {
			return math.Inf(1)
		}
		return sum
	}
	best := math.Inf(1)
	for c := int32(-1); c < int32(cols); c++ {
		best = min(best, least(rows, cols, cost, append(slices.Clone(choice), c)))
	}
	return best
}

func TestSolveIsBruteForce(t *testing.T) {
	var s Solver // kept: no call may leave a trace in the next
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(0, 4).Draw(t, "rows"), rapid.IntRange(0, 5).Draw(t, "cols")
		cost := make([]float64, rows*cols)
		for i := range cost {
			cost[i] = float64(rapid.IntRange(-20, 8).Draw(t, "cost"))
			if rapid.IntRange(0, 3).Draw(t, "gate") == 0 {
				cost[i] = Forbidden
			}
		}
		got := s.Solve(rows, cols, cost)
		sum, ok := total(cols, cost, got)
		if want := least(rows, cols, cost, nil); !ok || sum != want {
			t.Fatalf("Solve = %v of cost %v (allowed: %v), want cost %v", got, sum, ok, want)
		}
	})
}

func BenchmarkSolve8x8(b *testing.B) {
	cost := make([]float64, 64)
	for i := range cost {
		cost[i] = -float64(i * 37 % 64)
	}
	var s Solver
	b.ReportAllocs()
	for b.Loop() {
		s.Solve(8, 8, cost)
	}
}
