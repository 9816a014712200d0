package siap

import (
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
)

// The director's tables say what the score says: a column for each center that did
// anything, a star for a robot's deed, a grade in words, and no fault left out.
func TestTheBoardSaysWhatTheScoreSays(t *testing.T) {
	s := tale([]Band{{"warning_s", 1800, 900, true}, {"apart_m", 100, 200, false}},
		line(1, 5*air.Minute, "declare", 4), line(2, 10*air.Minute, "warn", 4), line(3, 12*air.Minute, "scramble", 6))
	b := s.Board()
	if b.At != s.At || b.Tables[0].Name != "pictures" || len(b.Tables[0].Rows) != 2 {
		t.Fatalf("the first table is %+v up to %v", b.Tables[0], b.At)
	}
	for _, table := range b.Tables {
		for _, r := range table.Rows {
			if len(r.Cells) != len(table.Columns) {
				t.Errorf("%s: row %s has %d cells for %d columns", table.Name, r.Name, len(r.Cells), len(table.Columns))
			}
		}
	}
	q := b.Tables[slices.IndexFunc(b.Tables, func(t truth.ScoreTable) bool { return t.About == "Q" })]
	if q.Into != air.USA || q.Crossed != 30*air.Minute+air.Second || q.Dark != 4*air.Minute || !slices.Equal(q.Columns, []string{"A"}) {
		t.Errorf("Q: %+v", q)
	}
	for name, want := range map[string]string{"declare": "00:05:00", "warn": "00:10:00*", "warning": "00:20:01", "warning_s": "amber"} {
		if i := slices.IndexFunc(q.Rows, func(r truth.ScoreRow) bool { return r.Name == name }); i < 0 || q.Rows[i].Cells[0] != want {
			t.Errorf("Q, %s: want %q in %+v", name, want, q.Rows)
		}
	}
	if slices.ContainsFunc(q.Rows, func(r truth.ScoreRow) bool { return r.Name == "offer" || r.Name == "apart_grade" }) {
		t.Error("a row of what nobody did")
	}
	if len(b.Marks) != 1 || b.Marks[0].At != 12*air.Minute || b.Marks[0].Text != "A: false scramble, P" {
		t.Errorf("marks: %+v", b.Marks)
	}
	last := b.Tables[len(b.Tables)-1]
	if last.Name != "faults" || last.Rows[0].Cells[1] != "false scramble" || last.Rows[0].Cells[2] != "T0006" {
		t.Errorf("faults: %+v", last)
	}
}

// A keeper hands the score over step by step, and none before the first.
func TestAKeeperKeepsTheScoreWhileItGoesOn(t *testing.T) {
	th, roster := exercise()
	var at []air.Time
	k := NewKeeper(NewMeter(th, roster, Options{}), 10*air.Second, func(s truth.Score) { at = append(at, s.At) })
	for now := air.Second; now <= 35*air.Second; now += air.Second {
		if err := k.Beat(&truth.Beat{At: now, Truth: &truth.Snapshot{At: now}}); err != nil {
			t.Fatal(err)
		}
	}
	if want := []air.Time{10 * air.Second, 20 * air.Second, 30 * air.Second}; !slices.Equal(at, want) {
		t.Errorf("kept at %v, want %v", at, want)
	}
}
