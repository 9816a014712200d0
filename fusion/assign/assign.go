// Package assign solves the rectangular assignment problem: rows take columns,
// each at most one, at the least total cost; what may not be is left out.
package assign

import "math"

// Forbidden marks a pair that may not be.
var Forbidden = math.Inf(1)

// Solver keeps its working memory from call to call. The zero value is ready.
type Solver struct {
	u, v, least []float64 // duals of rows and columns; least reduced cost to reach a column
	rowOf, from []int32   // row that holds a column; column from which it was reached
	done        []bool
	cols        []int32
}

// Solve returns for each row the column that it takes, or -1. Cost is row by
// row, rows x cols. A row may stay alone at cost 0, so that only pairs of
// negative cost are worth taking; Forbidden pairs are never taken. NaN counts as
// Forbidden. The result is valid until the next call.
//
// Each row in turn is brought in along the shortest augmenting path of reduced
// costs: R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense
// and sparse linear assignment problems, Computing 38 (1987) 325. Staying alone
// is a column of the row's own. Time is O(rows^2 (rows + cols)). Ties go to the
// lower column.
func (s *Solver) Solve(rows, cols int, cost []float64) []int32 {
	s.size(rows, cols)
	for r := range rows {
		s.augment(int32(r), rows, cols, cost)
	}
	for c := range cols {
		if r := s.rowOf[c]; r >= 0 {
			s.cols[r] = int32(c)
		}
	}
	return s.cols
}

func (s *Solver) size(rows, cols int) {
	n := rows + cols
	s.u, s.v, s.least = zeroed(s.u, rows), zeroed(s.v, n), zeroed(s.least, n)
	s.rowOf, s.from, s.cols = zeroed(s.rowOf, n), zeroed(s.from, n), zeroed(s.cols, rows)
	s.done = zeroed(s.done, n)
	for i := range s.rowOf {
		s.rowOf[i] = -1
	}
	for i := range s.cols {
		s.cols[i] = -1
	}
}

func zeroed[T any](b []T, n int) []T {
	if cap(b) < n {
		b = make([]T, n, 2*n)
	}
	b = b[:n]
	clear(b)
	return b
}

// augment brings in row r by Dijkstra's search over reduced costs.
func (s *Solver) augment(r int32, rows, cols int, cost []float64) {
	for c := range s.least {
		s.least[c], s.done[c], s.from[c] = math.Inf(1), false, -1
	}
	row, last, reached := r, int32(-1), 0.0
	for {
		next := int32(-1)
		for c := range s.least {
			if s.done[c] {
				continue
			}
			if d := reached + price(row, int32(c), cols, cost) - s.u[row] - s.v[c]; d < s.least[c] {
				s.least[c], s.from[c] = d, last
			}
			if s.least[c] < math.Inf(1) && (next < 0 || s.least[c] < s.least[next]) {
				next = int32(c)
			}
		}
		reached, last = s.least[next], next
		s.done[next] = true
		if row = s.rowOf[next]; row < 0 {
			break
		}
	}
	s.settle(r, last, reached)
}

// price returns the cost of a pair; columns after the real ones are the rows'
// own places to stay alone.
func price(row, col int32, cols int, cost []float64) float64 {
	if int(col) >= cols {
		if int(col)-cols == int(row) {
			return 0
		}
		return Forbidden
	}
	if c := cost[int(row)*cols+int(col)]; c == c {
		return c
	}
	return Forbidden
}

// settle moves the duals and turns the path that ends in column last.
func (s *Solver) settle(r, last int32, reached float64) {
	s.u[r] += reached
	for c := range s.done {
		if s.done[c] && int32(c) != last {
			s.u[s.rowOf[c]] += reached - s.least[c]
			s.v[c] -= reached - s.least[c]
		}
	}
	for c := last; ; c = s.from[c] {
		if s.from[c] < 0 {
			s.rowOf[c] = r
			return
		}
		s.rowOf[c] = s.rowOf[s.from[c]]
	}
}
