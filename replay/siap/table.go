package siap

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"perimeter/air"
)

// WriteTable writes the score for people.
func (s *Score) WriteTable(out io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\nScore up to %v.\n\n", s.Marking, s.At)
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "picture\tobjects\tcompl.\town\tambig.\tspurious\tcontin.\tbreaks/h\tpos m\tvel m/s\tid\tcorrect\tconfl.")
	for i := range s.Pictures {
		p := &s.Pictures[i]
		fmt.Fprintf(w, "%s\t%.0f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.2f\t%.0f\t%.1f\t%.3f\t%.3f\t%.3f\n", p.Center, p.Objects,
			p.Completeness, p.Own, p.Ambiguity, p.Spurious, p.Continuity, p.Breaks, p.Position, p.Velocity, p.Identified, p.Correct, p.Conflicting)
	}
	w.Flush()
	if len(s.Common) > 0 {
		fmt.Fprintln(&text)
		fmt.Fprintln(w, "between\tcommon\tapart m\tsame id")
		for _, c := range s.Common {
			fmt.Fprintf(w, "%s, %s\t%.3f\t%.0f\t%.3f\n", c.A, c.B, c.Commonality, c.Apart, c.Alike)
		}
		w.Flush()
	}
	s.writeTOIs(&text)
	for _, f := range s.Faults {
		fmt.Fprintf(&text, "RED %v %s: %s, track %d: %s%s\n", f.At, f.Center, f.What, f.Track, f.Why, robot(f.Robot))
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// writeTOIs writes the tracks of interest, a line for each center that did
// anything with it. A star marks what a robot did.
func (s *Score) writeTOIs(text *strings.Builder) {
	w := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	last := ""
	for i := range s.TOIs {
		t := &s.TOIs[i]
		if len(t.Steps) == 0 {
			continue
		}
		if t.Aircraft != last {
			w.Flush()
			fmt.Fprintf(text, "\n%s: %s; unseen by all for %v at the longest\n", t.Aircraft, t.crossing(), t.Dark)
			fmt.Fprintln(w, "center\t"+strings.Join(stepWords[:Closed], "\t")+"\twarning\tgap\tapart m\tgrades")
			last = t.Aircraft
		}
		fmt.Fprint(w, t.Center)
		for k := Plot; k < Closed; k++ {
			fmt.Fprint(w, "\t", stepCell(t, k))
		}
		apart := "-"
		if t.Apart != nil {
			apart = fmt.Sprint(*t.Apart)
		}
		fmt.Fprintf(w, "\t%s\t%s\t%s\t%s\n", span(t.Warning), span(t.Gap), apart, colors(t.Grades))
	}
	w.Flush()
}

func (t *TOI) crossing() string {
	if t.Crossed == nil {
		return "crossed no border"
	}
	return fmt.Sprintf("into %s at %v", t.Into, *t.Crossed)
}

func stepCell(t *TOI, k Step) string {
	at := t.Steps[k.String()]
	if at == nil {
		return "-"
	}
	for _, r := range t.Robot {
		if r == k.String() && k >= Declared {
			return clock(*at) + "*"
		}
	}
	return clock(*at)
}

// clock writes a time to the second.
func clock(t air.Time) string { return (t / air.Second * air.Second).String() }

func span(t *air.Time) string {
	switch {
	case t == nil:
		return "-"
	case *t < 0:
		return "-" + clock(-*t)
	}
	return clock(*t)
}

func colors(grades []Grade) string {
	var words []string
	for _, g := range grades {
		words = append(words, g.Measure+" "+g.Color)
	}
	return strings.Join(words, ", ")
}

func robot(yes bool) string {
	if yes {
		return " (robot)"
	}
	return ""
}
