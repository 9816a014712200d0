package scene

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"perimeter/air"
)

// screen is one row of the matrix of screens.
type screen struct {
	w, h  int
	scale float64
}

var matrix = []screen{
	{1280, 800, 1}, {1024, 768, 1}, {1920, 1080, 1}, {3840, 2160, 2},
	{1920, 1080, 1.5}, {1280, 800, 0.75}, {1024, 768, 2}, {640, 480, 1}, {200, 100, 1}, {1, 1, 1},
}

// eachScreen visits every screen in every language, with and without what may
// be opened.
func eachScreen(t *testing.T, visit func(t *testing.T, sc *Scene, in *Input)) {
	s := NewSample(20, 60)
	sc := New(&s.Theater)
	base := s.Input(sc, 1280, 800, 33*air.Minute)
	desked := new(air.View)
	*desked = *base.View
	desked.Desk = s.Desk(base.Now)
	for _, m := range matrix {
		for _, l := range Languages {
			for open := range 8 {
				in := *base
				in.W, in.H, in.Scale, in.Language = m.w, m.h, m.scale, l
				if open&1 != 0 {
					in.Selected = 1
				}
				if open&2 != 0 {
					in.Truth, in.Roster, in.Board, in.ShowBoard = s.Truth(in.Now), s.Roster, s.Played(in.Now), true
				}
				if open&2 != 0 && open != 7 {
					in.Score, in.ScorePage = s.Score(in.Now), 1+open%3
				}
				in.Zone = 2 * (open & 1)
				in.ShowHelp = open&4 != 0
				in.NoPlay = open == 7
				if open&4 != 0 {
					in.View = desked
					in.Console = &Console{Text: strings.Repeat("at NORAD note ñ ", 20), Caret: 200, Said: make([]ConsoleLine, 9)}
				}
				in.Paused = open&1 != 0
				in.Pointed, in.Pointer = true, image.Pt(m.w/2, m.h/2)
				in.Status = "a status line that is rather long: refused, since a recording cannot be changed; make a branch of it instead, please"
				t.Run(fmt.Sprintf("%dx%d@%g/%s/%d", m.w, m.h, m.scale, l, open), func(t *testing.T) { visit(t, sc, &in) })
			}
		}
	}
}

func TestPanelsDoNotOverlapAndStayOnTheScreen(t *testing.T) {
	eachScreen(t, func(t *testing.T, sc *Scene, in *Input) {
		lay := sc.Layout(in)
		whole := image.Rect(0, 0, in.W, in.H)
		for i, a := range lay.Panel {
			if !a.In(whole) {
				t.Errorf("panel %s %v leaves the screen %v", PanelKind(i), a, whole)
			}
			for j, b := range lay.Panel[:i] {
				if a.Overlaps(b) && PanelKind(i) != HelpPanel && PanelKind(j) != HelpPanel && PanelKind(i) != CardPanel {
					t.Errorf("panel %s %v overlaps %s %v", PanelKind(i), a, PanelKind(j), b)
				}
			}
		}
		if help := lay.Panel[HelpPanel]; !help.In(lay.Panel[MapPanel]) {
			t.Errorf("the help %v leaves the map %v", help, lay.Panel[MapPanel])
		}
		checkButtons(t, lay)
	})
}

// checkButtons asserts that tabs and buttons lie side by side on their bar.
func checkButtons(t *testing.T, lay *Layout) {
	t.Helper()
	var all []image.Rectangle
	all = append(append(all, lay.Tabs...), lay.Layers[:]...)
	for i, a := range all {
		if !a.In(lay.Panel[TabPanel]) {
			t.Errorf("button %d %v leaves its bar %v", i, a, lay.Panel[TabPanel])
		}
		for _, b := range all[:i] {
			if a.Overlaps(b) {
				t.Errorf("button %v overlaps %v", a, b)
			}
		}
	}
}

func TestPanelsFillTheScreen(t *testing.T) {
	eachScreen(t, func(t *testing.T, sc *Scene, in *Input) {
		area := 0
		for i, r := range sc.Layout(in).Panel {
			if PanelKind(i) != HelpPanel {
				area += r.Dx() * r.Dy()
			}
		}
		if area != in.W*in.H {
			t.Errorf("panels cover %d pixels of %d", area, in.W*in.H)
		}
	})
}

func TestNoTextLeavesItsPanel(t *testing.T) {
	eachScreen(t, func(t *testing.T, sc *Scene, in *Input) {
		sc.list.trace = &trace{}
		sc.Build(in)
		defer func() { sc.list.trace = nil }()
		small := in.W < 640 || float64(in.H) < 300*in.Scale // too low for the bars: the width must still hold
		for _, r := range sc.list.trace.runs {
			if r.panel == 0 { // on the map: data blocks, names
				continue
			}
			if r.at.Dx() > 0 && (r.at.Min.X < r.within.Min.X || r.at.Max.X > r.within.Max.X) {
				t.Errorf("%q at %v leaves the %s panel %v sideways", r.text, r.at, r.panel, r.within)
			}
			if !small && !r.at.In(r.within.Inset(-1)) {
				t.Errorf("%q at %v leaves the %s panel %v", r.text, r.at, r.panel, r.within)
			}
		}
	})
}

func TestTheBannerStandsOnEveryPicture(t *testing.T) {
	eachScreen(t, func(t *testing.T, sc *Scene, in *Input) {
		if in.W < 640 {
			t.Skip("no room for a word")
		}
		sc.list.trace = &trace{}
		sc.Build(in)
		defer func() { sc.list.trace = nil }()
		if got := textOf(sc, BannerPanel); !strings.HasPrefix(got, wordExercise.In(in.Language)) {
			t.Errorf("the banner reads %q", got)
		}
	})
}

// textOf returns the text of a panel in the last picture.
func textOf(sc *Scene, k PanelKind) string {
	var parts []string
	for _, r := range sc.list.trace.runs {
		if r.panel == k {
			parts = append(parts, r.text)
		}
	}
	return strings.Join(parts, " ")
}
