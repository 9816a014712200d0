package scene

import (
	"image"

	"perimeter/air"
	"perimeter/air/geo"
)

// Plate is a sheet of maps side by side on which the ground itself is coloured,
// as for what radars cover. It has no view: it is drawn once, to be printed.
type Plate struct {
	W, H    int // pixels
	Title   string
	Camera  Camera // of every map; its range is half the smaller side
	Columns int    // maps in a row
	Maps    []PlateMap
	Keys    []PlateKey // the legend
	Notes   []string
	Sites   []geo.LatLon // marked with a dot
}

// PlateMap is one map of a plate. Color says in what colour a place is; the zero
// Color leaves the map as it is. Without one its room stays empty.
type PlateMap struct {
	Title string
	Color func(p geo.LatLon) Color
}

// PlateKey is a line of the legend.
type PlateKey struct {
	Color Color
	Text  string
}

// The colours of plates: steps of lightness from blue over green to yellow, which
// the colour-blind and grey printers tell apart (after viridis); of a change blue
// and orange (after the Okabe-Ito set).
var (
	PlateNone   = RGB(44, 42, 50)
	PlateOne    = RGB(62, 76, 148)
	PlateTwo    = RGB(36, 146, 138)
	PlateMany   = RGB(232, 200, 62)
	PlateGained = RGB(86, 160, 233)
	PlateLost   = RGB(222, 112, 20)
	PlateSame   = RGB(120, 120, 120)

	plateLine   = RGB(235, 238, 240).Fade(0.6)
	plateBorder = RGB(255, 255, 255).Fade(0.85)
)

// plateSteps go from light to dark, as PlateMany to PlateNone but longer.
var plateSteps = [...]Color{
	RGB(250, 226, 60), RGB(186, 210, 60), RGB(120, 196, 90), RGB(60, 178, 116), RGB(34, 156, 134),
	RGB(40, 128, 142), RGB(50, 100, 142), RGB(64, 70, 134), RGB(72, 40, 112),
}

// PlateStep returns the colour of a step of a scale, 0 the first; beyond the last
// all are alike.
func PlateStep(i int) Color { return plateSteps[max(0, min(i, len(plateSteps)-1))] }

// Build draws the plate.
func (p *Plate) Build() *List {
	s := New(&air.Theater{})
	l := &s.list
	l.Sheet, l.W, l.H = Atlas(1), p.W, p.H
	rest := image.Rect(0, 0, p.W, p.H)
	top, rest := cutTop(rest, bannerHeight)
	l.fill(top, bannerColor)
	p.center(s, top, Bold, air.Marking+" Not for navigation.", white)
	top, rest = cutTop(rest, statusHeight)
	p.center(s, top, Bold, p.Title, textColor)
	foot, rest := cutBottom(rest, statusHeight+len(p.Notes)*noteHeight+4)
	p.drawMaps(s, rest)
	p.drawFoot(s, foot)
	return l
}

// noteHeight is the height of a line of small text, pixels.
const noteHeight = 15

func (p *Plate) center(s *Scene, r image.Rectangle, f Face, t string, c Color) {
	sheet := s.list.Sheet
	x := r.Min.X + max(0, (r.Dx()-measure(sheet, f, t))/2)
	text(&s.list, f, x, r.Min.Y+(r.Dy()+sheet.lines[f].ascent-sheet.lines[f].descent)/2, t, c)
}

func (p *Plate) drawMaps(s *Scene, on image.Rectangle) {
	columns := max(1, min(p.Columns, len(p.Maps)))
	rows := (len(p.Maps) + columns - 1) / columns
	for i := range p.Maps {
		col, row := i%columns, i/columns
		r := image.Rect(on.Min.X+on.Dx()*col/columns, on.Min.Y+on.Dy()*row/rows, on.Min.X+on.Dx()*(col+1)/columns, on.Min.Y+on.Dy()*(row+1)/rows)
		if p.Maps[i].Color == nil {
			continue
		}
		title, r := cutTop(r, lineHeight)
		p.center(s, title, Plain, p.Maps[i].Title, textColor)
		if r = r.Inset(2); r.Dx() > 8 && r.Dy() > 8 {
			p.drawMap(s, &p.Maps[i], r)
		}
	}
}

// drawMap draws one map: the colours in runs of pixels, then the lines.
func (p *Plate) drawMap(s *Scene, m *PlateMap, view image.Rectangle) {
	at := p.Camera
	at.Range *= max(1, float64(view.Dy())/float64(view.Dx()))
	f := at.On(view)
	c := chartFor(geo.NM / f.NMPixel())
	s.fillRings(&f, c.land, landColor)
	for y := view.Min.Y; y < view.Max.Y; y++ {
		from, last := view.Min.X, Color{}
		for x := view.Min.X; x <= view.Max.X; x++ {
			now := Color{}
			if x < view.Max.X {
				now = m.Color(f.Place(float64(x), float64(y)))
			}
			if now != last {
				p.run(s, from, x, y, last)
				from, last = x, now
			}
		}
		p.run(s, from, view.Max.X, y, last)
	}
	s.drawLines(&f, c.lakes, 1, plateLine.Fade(0.5))
	s.drawLines(&f, c.coast, 1, plateLine)
	s.drawLines(&f, c.borders, 1, plateBorder)
	dot, ink := 1+int(f.NMPixel()*4), RGB(0, 0, 0)
	if dot == 1 { // so many to a map that black ones would hide what is under them
		ink = ink.Fade(0.4)
	}
	for _, site := range p.Sites {
		if x, y := f.Pixel(site); image.Pt(int(x), int(y)).In(view) {
			s.list.fill(image.Rect(int(x), int(y), int(x)+dot, int(y)+dot), ink)
		}
	}
	s.list.frame(view, panelEdge)
}

func (p *Plate) run(s *Scene, from, to, y int, c Color) {
	if c.A != 0 {
		s.list.fill(image.Rect(from, y, to, y+1), c)
	}
}

// drawFoot draws the legend, and under it the notes.
func (p *Plate) drawFoot(s *Scene, r image.Rectangle) {
	sheet := s.list.Sheet
	x, y := r.Min.X+8, r.Min.Y+6
	for _, k := range p.Keys {
		s.list.fill(image.Rect(x, y, x+22, y+12), k.Color)
		s.list.frame(image.Rect(x, y, x+22, y+12), dimText)
		x += 28
		x += text(&s.list, Plain, x, y+11, k.Text, textColor) + 20
	}
	y = r.Min.Y + statusHeight
	for _, n := range p.Notes {
		y += noteHeight
		text(&s.list, Small, r.Min.X+8, y-sheet.lines[Small].descent, n, dimText)
	}
}

// Marking is what a file of a picture says of it in words.
const Marking = air.Marking
