package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"perimeter/air"
)

// mostShown is how many faults are shown; after them comes their count.
const mostShown = 100

// faults collects what is wrong with one file.
type faults struct {
	file  string
	text  string
	lines []int // byte at which each line starts
	list  []fault
}

// fault is a diagnostic whose place is a byte of the text. The proposal is
// looked for when it is sure to be shown: known gives the words among which
// word may be a slip.
type fault struct {
	air.Diagnostic
	at    int
	word  string
	known func() []string
}

func newFaults(file, text string) *faults {
	lines := []int{0}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			lines = append(lines, i+1)
		}
	}
	return &faults{file: file, text: text, lines: lines}
}

// add keeps a fault at a byte and returns it for more to be said of it; what it
// returns is good until the next add.
func (f *faults) add(class string, at int, what string) *fault {
	f.list = append(f.list, fault{Diagnostic: air.Diagnostic{File: f.file, Class: class, What: what}, at: at})
	return &f.list[len(f.list)-1]
}

// want says what was wanted.
func (f *fault) want(format string, args ...any) *fault {
	f.Wanted = fmt.Sprintf(format, args...)
	return f
}

// got says what was got.
func (f *fault) got(what string) *fault {
	f.Got = what
	return f
}

// try proposes what to write.
func (f *fault) try(what string) *fault {
	f.Try = what
	return f
}

// slip proposes the nearest of the words known.
func (f *fault) slip(word string, known func() []string) *fault {
	f.word, f.known = word, known
	return f
}

// shown returns the faults in the order of their places, each with its line; of
// very many the first, and a last one that counts the others.
func (f *faults) shown() []air.Diagnostic {
	slices.SortStableFunc(f.list, func(a, b fault) int { return cmp.Compare(a.at, b.at) })
	var out []air.Diagnostic
	for i := range f.list {
		if i == mostShown {
			more := f.list[i].Diagnostic
			out = append(out, air.Diagnostic{File: f.file, Class: more.Class,
				What: fmt.Sprintf("%d more faults are not shown", len(f.list)-i)})
			break
		}
		out = append(out, f.place(&f.list[i]))
	}
	return out
}

func (f *faults) place(x *fault) air.Diagnostic {
	d := x.Diagnostic
	d.Line, d.Col = f.position(x.at)
	d.Source = f.line(d.Line)
	if d.Try == "" && x.known != nil {
		d.Try = air.Nearest(x.word, x.known())
	}
	return d
}

// position returns line and column of a byte, both from 1; columns count runes,
// a tab as one.
func (f *faults) position(at int) (line, col int) {
	at = max(0, min(at, len(f.text)))
	i, found := slices.BinarySearch(f.lines, at)
	if !found {
		i--
	}
	return i + 1, utf8.RuneCountInString(f.text[f.lines[i]:at]) + 1
}

// line returns a line without its end.
func (f *faults) line(n int) string {
	end := len(f.text)
	if n < len(f.lines) {
		end = f.lines[n] - 1
	}
	return strings.TrimSuffix(f.text[f.lines[n-1]:end], "\r")
}
