package scenarios

import (
	"os"
	"strings"
	"testing"
)

// What docs/geometry.md says was measured lies within the window of the line of
// the .want, which every run is judged by; what never was, the line says, too.
func TestTheGeometryPageIsWhatTheLinesSay(t *testing.T) {
	text, err := os.ReadFile("../docs/geometry.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(text)) {
		c := strings.Split(line, "|")
		if len(c) != 12 || !strings.Contains(c[5], ":") {
			continue
		}
		for i := range c {
			c[i] = strings.TrimSpace(c[i])
		}
		if rows++; c[4] != "first" {
			continue // a line knows only the first time
		}
		wanted, _ := Want(c[1])
		if from, to, ok := window(string(wanted), c[3]+" sees "+c[2]); !ok {
			t.Errorf("%s.want has no line for %s sees %s", c[1], c[3], c[2])
		} else if c[8] != "never" && (clock(c[8]) < from[:5] || clock(c[8]) > to[:5]) || c[8] == "never" && from != "never" {
			t.Errorf("%s sees %s: the page says %s, %s.want %s to %s", c[3], c[2], c[8], c[1], from, to)
		}
	}
	if rows < 30 {
		t.Errorf("%d rows, want 30 and more", rows)
	}
}

// window returns the times of the line that says a thing; from is never where it
// must not be.
func window(wanted, says string) (from, to string, ok bool) {
	for line := range strings.Lines(wanted) {
		when, rest, found := strings.Cut(line, says)
		words := strings.Fields(when)
		switch {
		case !found || rest[0] != ' ' && rest[0] != '\n' || len(words) == 0 || words[0] == "#":
		case words[0] == "never":
			return "never", "", true
		case len(words) == 3 && words[1] == "to":
			return words[0], words[2], true
		case words[0] == "by":
			return "00:00:00", words[1], true
		}
	}
	return "", "", false
}

// clock writes h:mm as hh:mm.
func clock(text string) string { return strings.Repeat("0", max(0, 5-len(text))) + text }
