package atlas

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// row is one line of a table, read by the names of its columns. The first fault
// sticks: after it every cell is empty or 0.
type row struct {
	table string
	line  int
	head  []string
	cells []string
	err   error
}

// eachRow calls do for every line below the head of a table and returns the
// first fault that a row met.
func eachRow(table string, b []byte, do func(r *row)) error {
	reader := csv.NewReader(bytes.NewReader(b))
	head, err := reader.Read()
	if err != nil {
		return fmt.Errorf("%s: want a line of column names, got %w", table, err)
	}
	reader.ReuseRecord = true
	head = slices.Clone(head)
	for {
		cells, err := reader.Read()
		if len(cells) == 0 && err != nil {
			if err.Error() == "EOF" {
				return nil
			}
			return fmt.Errorf("%s: %w", table, err)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		line, _ := reader.FieldPos(0)
		r := row{table: table, line: line, head: head, cells: cells}
		if do(&r); r.err != nil {
			return r.err
		}
	}
}

// fail notes a fault in a column.
func (r *row) fail(column, wanted, got string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s:%d: %s: want %s, got %q", r.table, r.line, column, wanted, got)
	}
}

// text returns a cell.
func (r *row) text(column string) string {
	i := slices.Index(r.head, column)
	if i < 0 {
		r.fail(column, "a column of this name", "none")
	}
	if r.err != nil {
		return ""
	}
	return r.cells[i]
}

// name returns a cell that may not be empty.
func (r *row) name(column string) string {
	s := r.text(column)
	if s == "" {
		r.fail(column, "a name", s)
	}
	return s
}

// number returns a cell as a finite number.
func (r *row) number(column string) float64 { return r.parse(column, r.text(column)) }

// maybe returns a cell as a number, and whether there is one: empty is none.
func (r *row) maybe(column string) (float64, bool) {
	s := r.text(column)
	if s == "" {
		return 0, false
	}
	return r.parse(column, s), r.err == nil
}

// within returns a cell as a number in [lo, hi].
func (r *row) within(column string, lo, hi float64) float64 {
	v := r.number(column)
	if r.err == nil && (v < lo || v > hi) {
		r.fail(column, fmt.Sprintf("%g to %g", lo, hi), r.text(column))
	}
	return v
}

// flag returns a cell that is 0 or 1.
func (r *row) flag(column string) bool {
	s := r.text(column)
	if s != "0" && s != "1" {
		r.fail(column, "0 or 1", s)
	}
	return s == "1"
}

func (r *row) parse(column, s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		r.fail(column, "a number", s)
		return 0
	}
	return v
}

// sortBy sorts rows by a name and refuses two of the same.
func sortBy[T any](table string, rows []T, name func(*T) string) error {
	slices.SortStableFunc(rows, func(a, b T) int { return cmp.Compare(name(&a), name(&b)) })
	for i := 1; i < len(rows); i++ {
		if name(&rows[i]) == name(&rows[i-1]) {
			return fmt.Errorf("%s: want one row %q, got two", table, name(&rows[i]))
		}
	}
	return nil
}

// find returns the row of a name from rows sorted by it.
func find[T any](rows []T, want string, name func(*T) string) (row T, ok bool) {
	i, ok := slices.BinarySearchFunc(rows, want, func(r T, s string) int { return cmp.Compare(name(&r), s) })
	if !ok {
		return row, false
	}
	return rows[i], true
}

// names returns the name of every row, in the order of the rows.
func names[T any](rows []T, name func(*T) string) []string {
	list := make([]string, len(rows))
	for i := range rows {
		list[i] = name(&rows[i])
	}
	return list
}
