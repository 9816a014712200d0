package scene

import (
	"fmt"
	"image"
	"strings"
)

// trace notes the text of a picture: tests read it.
type trace struct {
	panel  PanelKind
	within image.Rectangle
	runs   []run
}

// run is one piece of text on the screen.
type run struct {
	panel  PanelKind
	within image.Rectangle // of the panel
	at     image.Rectangle // of the text: advance by ascent and descent
	face   Face
	text   string
}

func (t *trace) note(sheet *Sheet, f Face, x, y int, s string) {
	b := sheet.lines[f]
	at := image.Rect(x, y-b.ascent, x+measure(sheet, f, s), y+b.descent)
	t.runs = append(t.runs, run{t.panel, t.within, at, f, s})
}

// String lists the text, a line each: panel, place, words.
func (t *trace) String() string {
	var b strings.Builder
	for _, r := range t.runs {
		fmt.Fprintf(&b, "%-8s %4d %4d  %s\n", r.panel, r.at.Min.X, r.at.Min.Y, r.text)
	}
	return b.String()
}
