package scene

import "image"

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
