package feed

import "perimeter/air"

// ahead is how many rows a queue holds: rows that stand at most so many lines
// from their place in the order of arrival are put in order.
const ahead = 512

// queue gives the rows of a table in the order of their arrival. Files are
// sorted by it but for a few rows, so the window is kept sorted by insertion
// from its end.
type queue[T any] struct {
	rows  []arrival[T] // ascending from head on
	head  int
	ended bool
	read  func() (arrival[T], bool) // the next row of the file
}

type arrival[T any] struct {
	at   air.Time
	item T
}

// peek returns the row that arrives next, nil after the last.
func (q *queue[T]) peek() *arrival[T] {
	for !q.ended && len(q.rows)-q.head < ahead {
		next, ok := q.read()
		if !ok {
			q.ended = true
			break
		}
		q.put(next)
	}
	if q.head == len(q.rows) {
		return nil
	}
	return &q.rows[q.head]
}

func (q *queue[T]) put(next arrival[T]) {
	if len(q.rows) == cap(q.rows) && q.head > 0 {
		q.rows = q.rows[:copy(q.rows, q.rows[q.head:])]
		q.head = 0
	}
	q.rows = append(q.rows, next)
	for i := len(q.rows) - 1; i > q.head && q.rows[i].at < q.rows[i-1].at; i-- {
		q.rows[i], q.rows[i-1] = q.rows[i-1], q.rows[i]
	}
}

func (q *queue[T]) drop() { q.head++ }
