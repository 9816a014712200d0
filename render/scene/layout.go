package scene

import "image"

// PanelKind names a part of the screen.
type PanelKind uint8

// The parts of the screen.
const (
	MapPanel PanelKind = 1 + iota
	BannerPanel
	StatusPanel
	TabPanel
	TrackPanel
	AlertPanel
	MessagePanel
	BoardPanel
	HelpPanel // lies on the map
	LinePanel
	TimePanel
	DeskPanel
	ConsolePanel
	CardPanel  // lies on the map, where something is pointed at
	ScorePanel // the score: the director's alone
)

var panelNames = [...]string{"-", "map", "banner", "status", "tabs", "track", "alerts", "messages", "board", "help", "line", "time", "desk", "console", "card", "score"}

// String names the part.
func (k PanelKind) String() string { return panelNames[k] }

// Layout is where the parts of the screen are, in pixels; an empty rectangle
// is a part that is not shown.
type Layout struct {
	Panel  [len(panelNames)]image.Rectangle // by PanelKind
	Tabs   []image.Rectangle                // of the centers, in their order
	Layers [layerCount]image.Rectangle      // the buttons of the layers; empty: no room
	Axis   image.Rectangle                  // of the time bar: its left end is the start, its right end the length
}

// Heights and widths at scale 1, pixels.
const (
	bannerHeight = 20
	statusHeight = 24
	tabHeight    = 24
	buttonHeight = 19  // of a row of layers that has no room beside the tabs
	roomy        = 400 // below this height no row is spared for them
	lineHeight   = 20
	timeHeight   = 44
	sideMin      = 230
	sideMax      = 330
	trackHeight  = 252
	dutyHeight   = 4 * 15 // of who answers for the track
	underDesk    = 165    // left for alerts and messages below the desk
	alertMin     = 84     // the newest two alerts can be read
	consoleLines = 6      // of answers, above the line that is typed
)

// Layout returns where the parts of the screen are for an input.
func (s *Scene) Layout(in *Input) *Layout {
	l := &s.layout
	sheet := Atlas(in.scale())
	*l = Layout{Tabs: l.Tabs[:0]}
	rest := image.Rect(0, 0, max(1, in.W), max(1, in.H))
	l.Panel[BannerPanel], rest = cutTop(rest, sheet.px(bannerHeight))
	l.Panel[StatusPanel], rest = cutTop(rest, sheet.px(statusHeight))
	l.Panel[TabPanel], rest = cutTop(rest, sheet.px(tabHeight)+s.buttonRows(in, sheet)*sheet.px(buttonHeight))
	l.Panel[TimePanel], rest = cutBottom(rest, sheet.px(timeHeight))
	l.Panel[LinePanel], rest = cutBottom(rest, sheet.px(lineHeight))
	side := min(max(in.W/4, sheet.px(sideMin)), sheet.px(sideMax), in.W/3)
	column := image.Rect(rest.Max.X-side, rest.Min.Y, rest.Max.X, rest.Max.Y)
	rest.Max.X = column.Min.X
	if in.Selected != 0 {
		h := trackHeight
		if duty(in.View, in.Selected) != nil {
			h += dutyHeight
		}
		share := column.Dy() / 2
		if d := dossier(in.View, in.Selected); d != nil {
			h, share = h+dossierHeight(d), column.Dy()*3/5
		}
		l.Panel[TrackPanel], column = cutTop(column, min(sheet.px(h), share))
	}
	if in.deskShown() {
		l.Panel[DeskPanel], column = cutTop(column, min(column.Dy()*3/5, sheet.px(deskHeight(&in.View.Desk)), max(column.Dy()/4, column.Dy()-sheet.px(underDesk))))
	}
	l.Panel[AlertPanel], l.Panel[MessagePanel] = cutTop(column, max(column.Dy()*2/5, min(sheet.px(alertMin), column.Dy()*3/5)))
	if in.scoreShown() {
		l.Panel[ScorePanel], rest = cutBottom(rest, min(sheet.px(in.scoreHeight()), rest.Dy()*3/5))
	}
	if in.boardShown() {
		w := min(max(in.W*3/10, sheet.px(sideMin)), sheet.px(sideMax+90), in.W/3)
		l.Panel[BoardPanel] = image.Rect(rest.Min.X, rest.Min.Y, rest.Min.X+w, rest.Max.Y)
		rest.Min.X += w
	}
	if in.Console != nil {
		h := sheet.px(15*consoleLines + 19 + 24)
		rest, l.Panel[ConsolePanel] = cutTop(rest, max(rest.Dy()/2, rest.Dy()-h))
	}
	l.Panel[MapPanel] = rest
	if in.ShowHelp {
		l.Panel[HelpPanel] = helpRect(sheet, rest)
	}
	s.layTabs(in, sheet)
	t := l.Panel[TimePanel]
	inset := min(sheet.px(14), t.Dx()/4)
	l.Axis = image.Rect(t.Min.X+inset, t.Min.Y+t.Dy()*7/10, t.Max.X-inset, t.Min.Y+t.Dy()*7/10+sheet.px(6)).Intersect(t)
	return l
}

func cutTop(r image.Rectangle, h int) (top, rest image.Rectangle) {
	y := min(r.Max.Y, r.Min.Y+h)
	return image.Rect(r.Min.X, r.Min.Y, r.Max.X, y), image.Rect(r.Min.X, y, r.Max.X, r.Max.Y)
}

func cutBottom(r image.Rectangle, h int) (bottom, rest image.Rectangle) {
	y := max(r.Min.Y, r.Max.Y-h)
	return image.Rect(r.Min.X, y, r.Max.X, r.Max.Y), image.Rect(r.Min.X, r.Min.Y, r.Max.X, y)
}

// helpRect returns the place of the help in the middle of the map.
func helpRect(sheet *Sheet, on image.Rectangle) image.Rectangle {
	w := min(sheet.px(430), on.Dx()-2*sheet.px(8))
	h := min((len(Help)+2)*sheet.px(18), on.Dy()-2*sheet.px(8))
	if w <= 0 || h <= 0 {
		return image.Rectangle{}
	}
	x, y := on.Min.X+(on.Dx()-w)/2, on.Min.Y+(on.Dy()-h)/2
	return image.Rect(x, y, x+w, y+h)
}

// tabsWidth returns the width of all tabs.
func (s *Scene) tabsWidth(sheet *Sheet) (w int) {
	for i := range s.theater.Centers {
		w += measure(sheet, Bold, s.theater.Centers[i].Name) + 2*sheet.px(12)
	}
	return w
}

// buttonRows returns how many rows the buttons of the layers take below the tabs: none
// where they have room beside them.
func (s *Scene) buttonRows(in *Input, sheet *Sheet) int {
	total := 0
	for i := range layerCount {
		total += s.layerWidth(in, sheet, i, sheet.px(6))
	}
	if s.tabsWidth(sheet)+sheet.px(6)+total <= in.W || in.H < sheet.px(roomy) {
		return 0
	}
	rows, x := 1, sheet.px(6)
	for i := range layerCount {
		w := s.layerWidth(in, sheet, i, sheet.px(6))
		if x+w > in.W && x > sheet.px(6) {
			rows, x = rows+1, sheet.px(6)
		}
		x += w
	}
	return rows
}

// layTabs places the tabs of the centers from the left, and the buttons of the
// layers from the right beside them or, where there is no room, in rows below.
func (s *Scene) layTabs(in *Input, sheet *Sheet) {
	l, bar := &s.layout, s.layout.Panel[TabPanel]
	tabs, below := cutTop(bar, sheet.px(tabHeight))
	pad, x := sheet.px(12), bar.Min.X
	for i := range s.theater.Centers {
		w := min(measure(sheet, Bold, s.theater.Centers[i].Name)+2*pad, bar.Max.X-x)
		l.Tabs = append(l.Tabs, image.Rect(x, tabs.Min.Y, x+w, tabs.Max.Y))
		x += w
	}
	pad = sheet.px(6)
	if !below.Empty() {
		s.layButtons(in, sheet, below)
		return
	}
	total := 0
	for i := range layerCount {
		total += s.layerWidth(in, sheet, i, pad)
	}
	at := bar.Max.X - total
	if at < x+pad {
		return
	}
	for i := range layerCount {
		w := s.layerWidth(in, sheet, i, pad)
		if w > 0 {
			l.Layers[i] = image.Rect(at, bar.Min.Y, at+w, bar.Max.Y)
		}
		at += w
	}
}

// layButtons places the buttons of the layers in rows.
func (s *Scene) layButtons(in *Input, sheet *Sheet, on image.Rectangle) {
	x, row := on.Min.X+sheet.px(6), image.Rect(on.Min.X, on.Min.Y, on.Max.X, on.Min.Y+sheet.px(buttonHeight))
	for i := range layerCount {
		w := s.layerWidth(in, sheet, i, sheet.px(6))
		if x+w > on.Max.X && x > on.Min.X+sheet.px(6) {
			x, row = on.Min.X+sheet.px(6), row.Add(image.Pt(0, row.Dy()))
		}
		if w > 0 {
			s.layout.Layers[i] = image.Rect(x, row.Min.Y, x+w, row.Max.Y).Intersect(on)
		}
		x += w
	}
}

// layerWidth returns the width of a layer's button; truth has one for the
// director only.
func (s *Scene) layerWidth(in *Input, sheet *Sheet, i, pad int) int {
	if Layers(1)<<i == Ghosts && !in.director() {
		return 0
	}
	return measure(sheet, Plain, layerWord(i).In(in.Language)) + 2*pad
}

// layerWord returns the word on the button of a layer.
func layerWord(i int) Word { return wordCoast + Word(i) }
