package assign

import (
	"testing"
)

// Problems whose least cost is published. What has to be paired is made worth
// it: all costs are lowered by one sum.
func TestSolvePublished(t *testing.T) {
	tests := []struct {
		source     string
		rows, cols int
		cost       []float64
		want       float64
	}{
		{"SciPy reference, linear_sum_assignment, example", 3, 3, []float64{4, 1, 3, 2, 0, 5, 3, 2, 2}, 5},
		{"SciPy, test_linear_assignment.py, square", 3, 3, []float64{400, 150, 400, 400, 450, 600, 300, 225, 300}, 850},
		{"the same, rectangular", 3, 4, []float64{400, 150, 400, 1, 400, 450, 600, 2, 300, 225, 300, 3}, 452},
		{"the same, second square", 3, 3, []float64{10, 10, 8, 9, 8, 1, 9, 7, 4}, 18},
		{"the same, second rectangular", 3, 4, []float64{10, 10, 8, 11, 9, 8, 1, 1, 9, 7, 4, 10}, 15},
		{"B. Clapper, munkres for Python, example", 3, 3, []float64{5, 9, 1, 10, 3, 2, 8, 7, 4}, 12},
	}
	for _, tt := range tests {
		t.Run(tt.source, func(t *testing.T) {
			const worth = 1e4
			lowered := make([]float64, len(tt.cost))
			for i, c := range tt.cost {
				lowered[i] = c - worth
			}
			var s Solver
			sum, taken := 0.0, map[int32]bool{}
			for r, c := range s.Solve(tt.rows, tt.cols, lowered) {
				if c < 0 || taken[c] {
					t.Fatalf("row %d takes column %d, which is none or taken", r, c)
				}
				taken[c] = true
				sum += tt.cost[r*tt.cols+int(c)]
			}
			if sum != tt.want {
				t.Errorf("cost %g, want %g", sum, tt.want)
			}
		})
	}
}
