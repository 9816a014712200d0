package replay

import (
	"fmt"
	"strings"

	"perimeter/air"
)

// MSELSummary tells what became of the injects.
type MSELSummary struct {
	Injects  int             `json:"injects"`
	Sent     int             `json:"sent"`     // of them
	Answered int             `json:"answered"` // of those sent: all that they expect was done in time
	Missed   int             `json:"missed"`   // something that they expect was not
	Robots   int             `json:"robots"`   // answers that nobody but a robot gave
	Lines    []air.BoardLine `json:"-"`
}

// board takes in how the MSEL stands.
func (s *Summary) board(lines []air.BoardLine) {
	if lines == nil {
		return
	}
	m := MSELSummary{Injects: len(lines), Lines: lines}
	for i := range lines {
		l := &lines[i]
		if l.Done && l.State != air.Skipped {
			m.Sent++
		}
		switch l.State {
		case air.Answered:
			m.Answered++
		case air.Missed:
			m.Missed++
		}
		for _, a := range l.Play.Answers {
			if a.Robot && a.State == air.Answered {
				m.Robots++
			}
		}
	}
	s.MSEL = m
}

// write tells how the MSEL went, and of each action that was missed.
func (m *MSELSummary) write(text *strings.Builder) {
	if m.Injects == 0 {
		return
	}
	fmt.Fprintf(text, "MSEL: %s, %d sent, %d answered in full, %d not; %s by robots\n", air.Count(m.Injects, "inject"), m.Sent, m.Answered, m.Missed, air.Count(m.Robots, "answer"))
	for i := range m.Lines {
		l := &m.Lines[i]
		for _, a := range l.Play.Answers {
			if a.State == air.Missed {
				fmt.Fprintf(text, "  inject %d, %s: %s\n", l.Number, l.Title, missed(&a))
			}
		}
	}
}

func missed(a *air.Answer) string {
	s := a.Who + " " + a.Does
	if a.Of != "" {
		s += " of " + a.Of
	}
	if a.Not {
		return fmt.Sprintf("%s at %v: a fault", s, a.At)
	}
	return fmt.Sprintf("no %s within %v", s, a.Within)
}
