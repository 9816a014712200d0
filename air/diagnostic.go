package air

import (
	"fmt"
	"strings"
	"unicode"
)

// Diagnostic is one fault in a file that a person wrote: where, what, what was
// wanted, what was got, and what to try.
type Diagnostic struct {
	File   string `json:"file"`
	Line   int    `json:"line"`   // from 1; 0: unknown
	Col    int    `json:"column"` // likewise; it counts runes, a tab or a wide rune as one
	Class  string `json:"class"`  // a name of the kind of fault, as "unknown-key"
	What   string `json:"what"`   // where in the meaning and what: `radar QNW: unknown key "scna_s"`
	Wanted string `json:"wanted"`
	Got    string `json:"got"`
	Source string `json:"source"` // the line as it stands
	Try    string `json:"try"`    // a proposal
}

// String returns the fault as people read it: file:line:column: what, wanted,
// got; the line; a caret; the proposal. The caret stands under its rune in a
// terminal, tabs and wide runes before it notwithstanding; of a very long line
// the part around it is shown, and control characters show as a dot.
func (d Diagnostic) String() string {
	var b strings.Builder
	b.WriteString(d.File)
	if d.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", d.Line, d.Col)
	}
	b.WriteString(": " + d.What)
	if d.Wanted != "" {
		b.WriteString(", want " + d.Wanted)
	}
	if d.Got != "" {
		b.WriteString(", got " + d.Got)
	}
	margin := " "
	if d.Line > 0 && d.Source != "" {
		line, indent := window(d.Source, d.Col)
		gutter := fmt.Sprintf("%6d ", d.Line)
		margin = strings.Repeat(" ", len(gutter))
		fmt.Fprintf(&b, "\n%s| %s\n%s| %s^", gutter, line, margin, indent)
	}
	if d.Try != "" {
		fmt.Fprintf(&b, "\n%s= try: %s", margin, d.Try)
	}
	return b.String()
}

// window returns the part of a line that is shown, and what brings a caret
// under the rune of a column.
func window(source string, col int) (line, indent string) {
	const most, before = 160, 60 // runes
	runes := []rune(source)
	at := max(0, min(col-1, len(runes)))
	from, to := 0, len(runes)
	if to > most {
		from = max(0, at-before)
		to = min(len(runes), from+most)
	}
	var shown, pad strings.Builder
	if from > 0 {
		shown.WriteString("...")
		pad.WriteString("   ")
	}
	for i, r := range runes[from:to] {
		if r != '\t' && unicode.IsControl(r) {
			r = '·'
		}
		shown.WriteRune(r)
		if from+i < at {
			pad.WriteString(blank(r))
		}
	}
	if to < len(runes) {
		shown.WriteString("...")
	}
	return shown.String(), pad.String()
}

// blank returns space as wide as a rune in a terminal.
func blank(r rune) string {
	switch {
	case r == '\t':
		return "\t"
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf): // drawn over the rune before it, or not at all
		return ""
	case wide(r):
		return "  "
	}
	return " "
}

// wide reports whether a rune takes two columns: the blocks whose runes are
// wide or full width in Unicode Standard Annex 11, coarsely.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, r >= 0x2E80 && r <= 0x303E, r >= 0x3041 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF01 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6,
		r >= 0x1F300 && r <= 0x1F64F, r >= 0x1F680 && r <= 0x1F6FF, r >= 0x1F900 && r <= 0x1F9FF, r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return false
}

// Faults returns all faults as people read them, and how many there are.
func Faults(all []Diagnostic) string {
	var b strings.Builder
	for _, d := range all {
		fmt.Fprintln(&b, d)
	}
	noun := "faults"
	if len(all) == 1 {
		noun = "fault"
	}
	fmt.Fprintf(&b, "%d %s", len(all), noun)
	return b.String()
}
