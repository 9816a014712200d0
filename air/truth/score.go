package truth

import "perimeter/air"

// Score is how good the pictures were so far and what people did, as tables for the
// eye. It is judged by the truth: the director's alone.
type Score struct {
	At     air.Time // up to when the exercise was heard
	Tables []ScoreTable
	Marks  []ScoreMark // in the order of their times
}

// ScoreMark is a bookmark on the time bar: a fault, or what the referee noted.
type ScoreMark struct {
	At   air.Time
	Text string
}

// ScoreTable is one of its tables. The words in it are those of the score's JSON;
// who shows them puts them into a language.
type ScoreTable struct {
	Name    string   // pictures, between, toi, faults
	Columns []string // behind the rows' names: attributes, or centers
	Rows    []ScoreRow

	// Of a track of interest.
	About   string     // its name
	Into    air.Nation // whose airspace it entered; NoNation: no other's
	Crossed air.Time   // when, with Into
	Dark    air.Time   // the longest time unseen by all
}

// ScoreRow is one line of a table. A cell that ends in a star tells of a robot's deed.
type ScoreRow struct {
	Name  string
	Cells []string
	Robot bool // all that it tells was done by robots
}
