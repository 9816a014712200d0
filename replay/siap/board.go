package siap

import (
	"fmt"
	"slices"
	"strconv"

	"perimeter/air"
	"perimeter/air/truth"
)

// Board returns the score as tables for the director's screen: the pictures, each two
// of them, each track of interest with a column for each center that did anything
// with it, and the faults.
func (s *Score) Board() truth.Score {
	b := truth.Score{At: s.At, Tables: []truth.ScoreTable{s.pictureBoard()}}
	if len(s.Common) > 0 {
		b.Tables = append(b.Tables, s.commonBoard())
	}
	for from := 0; from < len(s.TOIs); {
		to := from
		for to < len(s.TOIs) && s.TOIs[to].Aircraft == s.TOIs[from].Aircraft {
			to++
		}
		b.Tables = append(b.Tables, toiBoard(s.TOIs[from:to]))
		from = to
	}
	if len(s.Faults) > 0 {
		b.Tables = append(b.Tables, s.faultBoard())
	}
	for _, f := range s.Faults {
		b.Marks = append(b.Marks, truth.ScoreMark{At: f.At, Text: f.Center + ": " + f.What + ", " + f.Why})
	}
	slices.SortStableFunc(b.Marks, func(x, y truth.ScoreMark) int { return int(x.At/air.Second - y.At/air.Second) })
	return b
}

func fixed(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }

func (s *Score) pictureBoard() truth.ScoreTable {
	t := truth.ScoreTable{Name: "pictures", Columns: []string{
		"objects", "completeness", "own", "ambiguity", "spurious", "continuity", "breaks", "position_m", "velocity_m_s", "identified", "correct", "conflicting", "acts", "robot",
	}}
	for i := range s.Pictures {
		p := &s.Pictures[i]
		r := truth.ScoreRow{Name: p.Center, Cells: []string{
			fixed(p.Objects, 0), fixed(p.Completeness, 3), fixed(p.Own, 3), fixed(p.Ambiguity, 3), fixed(p.Spurious, 3), fixed(p.Continuity, 3),
			fixed(p.Breaks, 2), fixed(p.Position, 0), fixed(p.Velocity, 1), fixed(p.Identified, 3), fixed(p.Correct, 3), fixed(p.Conflicting, 3),
		}}
		if i < len(s.Acts) {
			c := s.Acts[i]
			r.Cells = append(r.Cells, strconv.Itoa(c.Acts), strconv.Itoa(c.Robot))
			r.Robot = c.Acts > 0 && c.Robot == c.Acts
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// commonBoard lists those two first that have the least in common.
func (s *Score) commonBoard() truth.ScoreTable {
	t := truth.ScoreTable{Name: "between", Columns: []string{"commonality", "apart_m", "alike"}}
	list := slices.Clone(s.Common)
	slices.SortStableFunc(list, func(a, b Common) int {
		switch {
		case a.Commonality < b.Commonality:
			return -1
		case a.Commonality > b.Commonality:
			return 1
		}
		return 0
	})
	for _, c := range list {
		t.Rows = append(t.Rows, truth.ScoreRow{Name: c.A + ", " + c.B, Cells: []string{fixed(c.Commonality, 3), fixed(c.Apart, 0), fixed(c.Alike, 3)}})
	}
	return t
}

// toiBoard has a row for each step and each measure of one track of interest.
func toiBoard(tois []TOI) truth.ScoreTable {
	first := &tois[0]
	t := truth.ScoreTable{Name: "toi", About: first.Aircraft, Dark: first.Dark}
	if first.Crossed != nil {
		t.Crossed = *first.Crossed
		t.Into, _ = air.ParseNation(first.Into) // it was written by a nation
	}
	tois = slices.DeleteFunc(slices.Clone(tois), func(x TOI) bool { return len(x.Steps) == 0 })
	for i := range tois {
		t.Columns = append(t.Columns, tois[i].Center)
	}
	row := func(name string, cell func(*TOI) string) {
		r, told := truth.ScoreRow{Name: name}, false
		for i := range tois {
			c := cell(&tois[i])
			r.Cells, told = append(r.Cells, c), told || c != "-"
		}
		if told {
			t.Rows = append(t.Rows, r)
		}
	}
	for k := Plot; k < steps; k++ {
		row(k.String(), func(x *TOI) string { return stepCell(x, k) })
	}
	row("warning", func(x *TOI) string { return span(x.Warning) })
	row("gap", func(x *TOI) string { return span(x.Gap) })
	row("apart_m", func(x *TOI) string {
		if x.Apart == nil {
			return "-"
		}
		return fmt.Sprint(*x.Apart)
	})
	for _, m := range Measures {
		row(gradeRow(m), func(x *TOI) string {
			for _, g := range x.Grades {
				if g.Measure == m {
					return g.Color
				}
			}
			return "-"
		})
	}
	return t
}

// gradeRow names the row of a measure's grades: one of the measures has a row of its
// own too.
func gradeRow(measure string) string {
	if measure == "apart_m" {
		return "apart_grade"
	}
	return measure
}

func (s *Score) faultBoard() truth.ScoreTable {
	t := truth.ScoreTable{Name: "faults", Columns: []string{"center", "fault", "track", "why"}}
	for _, f := range s.Faults {
		number := "-"
		if f.Track != 0 {
			number = fmt.Sprintf("T%04d", f.Track)
		}
		t.Rows = append(t.Rows, truth.ScoreRow{Name: clock(f.At), Cells: []string{f.Center, f.What, number, f.Why}, Robot: f.Robot})
	}
	return t
}

// Keeper keeps the score of an exercise while it goes on: it is a Tap that makes the
// tables anew now and then and hands them over.
type Keeper struct {
	meter *Meter
	every air.Time
	next  air.Time
	keep  func(truth.Score)
}

// NewKeeper returns a keeper that hands over the score at each step of exercise
// time.
func NewKeeper(m *Meter, every air.Time, keep func(truth.Score)) *Keeper {
	return &Keeper{meter: m, every: every, next: every, keep: keep}
}

// Beat hears a beat.
func (k *Keeper) Beat(b *truth.Beat) error {
	if err := k.meter.Beat(b); err != nil || b.At < k.next {
		return err
	}
	k.next = b.At + k.every
	s := k.meter.Score()
	k.keep(s.Board())
	return nil
}
