package scene

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"perimeter/air"
)

// Symbol is a drawing on the sheet.
type Symbol uint8

// The symbols. The air frames of MIL-STD-2525 are open at the bottom; each is
// there solid, dashed (assumed, pending, suspect) and dotted (coasting).
const (
	frameFriend  Symbol = 0 // arch
	frameHostile Symbol = 3 // roof
	frameNeutral Symbol = 6 // square
	frameUnknown Symbol = 9 // clover
)

const (
	symbolPSR      Symbol = iota + 12 // +
	symbolSSR                         // /
	symbolCombined                    // both
	symbolRadar                       // a mast with its dish
	symbolStandIn                     // a diamond: the place or the type is not public
	symbolMoving                      // a circle with a dot: a radar that moves
	symbolOut                         // X: out of service
	symbolDot                         // history
	symbolSpot                        // where the track is
	symbolInterest                    // ring about a track of interest
	symbolSelected                    // corners about the selected track
	symbolGhost                       // truth
	symbolKnob                        // where the time bar stands
	symbolCount
)

// Line styles of the frames, to be added to a frame's symbol.
const (
	styleSolid Symbol = iota
	styleDashed
	styleDotted
)

// frameOf returns the frame and its style for an identity. Joker and faker are
// a friend's shape in the hostile colour (MIL-STD-2525, exercise identities).
func frameOf(i air.Identity, coasting bool) Symbol {
	shape, style := frameUnknown, styleSolid
	switch i {
	case air.Pending:
		style = styleDashed
	case air.AssumedFriend:
		shape, style = frameFriend, styleDashed
	case air.Friend, air.Joker, air.Faker:
		shape = frameFriend
	case air.Neutral:
		shape = frameNeutral
	case air.Suspect:
		shape, style = frameHostile, styleDashed
	case air.Hostile:
		shape = frameHostile
	}
	if coasting {
		style = styleDotted
	}
	return shape + style
}

// point is a place on a symbol: pixels at scale 1 from its middle, y down.
type point struct{ x, y float64 }

// drawing is how a symbol is made: strokes, and how far they reach from the
// middle.
type drawing struct {
	strokes [][]point
	reach   int     // pixels at scale 1
	width   float64 // pixels at scale 1
	on, off float64 // of the dashes; 0: solid
	solid   bool    // the strokes are rings to be filled
}

// mark is where a symbol is on the sheet, and from its middle to its corner.
type mark struct {
	from   image.Rectangle
	dx, dy int
}

// drawSymbol puts a symbol onto the sheet, cropped to its ink.
func drawSymbol(p *packer, s Symbol, scale float64) mark {
	d := drawingOf(s)
	var strokes [][]point
	for _, stroke := range d.strokes {
		strokes = append(strokes, dashes(stroke, d.on, d.off)...)
	}
	reach := int(math.Ceil(float64(d.reach) * scale))
	whole := image.NewAlpha(image.Rect(-reach, -reach, reach+1, reach+1))
	ink := image.Rectangle{}
	for y := -reach; y <= reach; y++ {
		for x := -reach; x <= reach; x++ {
			a := uint8(math.Round(255 * coverage(strokes, point{float64(x) / scale, float64(y) / scale}, d, scale)))
			whole.SetAlpha(x, y, color.Alpha{a})
			if a > 0 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	m := mark{p.place(ink.Dx(), ink.Dy()), ink.Min.X, ink.Min.Y}
	draw.Draw(p.img, m.from, whole, ink.Min, draw.Src)
	return m
}

// coverage returns how much of the pixel about at lies in the drawing: exact to
// the eye where edges are straight.
func coverage(strokes [][]point, at point, d drawing, scale float64) float64 {
	nearest, inside := math.Inf(1), false
	for _, s := range strokes {
		for i := 1; i < len(s); i++ {
			nearest = min(nearest, distance(at, s[i-1], s[i]))
			if (s[i-1].y > at.y) != (s[i].y > at.y) &&
				at.x < (s[i].x-s[i-1].x)*(at.y-s[i-1].y)/(s[i].y-s[i-1].y)+s[i-1].x {
				inside = !inside
			}
		}
	}
	if d.solid {
		if inside {
			nearest = -nearest
		}
		return max(0, min(1, 0.5-nearest*scale))
	}
	return max(0, min(1, (d.width/2-nearest)*scale+0.5))
}

// distance returns how far p is from the segment a b.
func distance(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = max(0, min(1, ((p.x-a.x)*dx+(p.y-a.y)*dy)/n))
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}

// dashes cuts a stroke into dashes; off = 0 leaves it whole.
func dashes(stroke []point, on, off float64) [][]point {
	if off == 0 {
		return [][]point{stroke}
	}
	var out [][]point
	var run []point
	const step = 0.25 // px at scale 1: fine enough for a dash of one pixel
	s := on / 2       // the first and last dashes are halves
	for i := 1; i < len(stroke); i++ {
		a, b := stroke[i-1], stroke[i]
		n := max(1, int(math.Hypot(b.x-a.x, b.y-a.y)/step))
		for k := range n {
			t := float64(k) / float64(n)
			if math.Mod(s, on+off) < on {
				run = append(run, point{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)})
			} else if run != nil {
				out, run = append(out, run), nil
			}
			s += math.Hypot(b.x-a.x, b.y-a.y) / float64(n)
		}
	}
	if run != nil {
		out = append(out, run)
	}
	return out
}

// arc returns points on a circle, angles in degrees clockwise from the right.
func arc(cx, cy, r, from, to float64) []point {
	var out []point
	n := max(8, int(math.Abs(to-from)/6))
	for i := range n + 1 {
		s, c := math.Sincos((from + (to-from)*float64(i)/float64(n)) * math.Pi / 180)
		out = append(out, point{cx + r*c, cy + r*s})
	}
	return out
}

func join(parts ...[]point) (out []point) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// drawingOf returns how a symbol looks.
func drawingOf(s Symbol) drawing {
	if s < symbolPSR {
		d := drawing{strokes: frameShape(s - s%3), reach: 9, width: 1.5}
		switch s % 3 {
		case styleDashed:
			d.on, d.off = 3.5, 2.5
		case styleDotted:
			d.on, d.off = 0.5, 2.6
		}
		return d
	}
	return markOf(s)
}

func frameShape(s Symbol) [][]point {
	switch s {
	case frameFriend:
		return [][]point{join([]point{{-6, 5}}, arc(0, -1, 6, 180, 360), []point{{6, 5}})}
	case frameHostile:
		return [][]point{{{-6, 5}, {-6, 0}, {0, -7}, {6, 0}, {6, 5}}}
	case frameNeutral:
		return [][]point{{{-6, 5}, {-6, -6}, {6, -6}, {6, 5}}}
	}
	return [][]point{join(arc(-4, 1.5, 3.4, 95, 265), arc(0, -3.6, 3.6, 185, 355), arc(4, 1.5, 3.4, -85, 85))}
}

func markOf(s Symbol) drawing {
	switch s {
	case symbolPSR:
		return drawing{strokes: [][]point{{{-3, 0}, {3, 0}}, {{0, -3}, {0, 3}}}, reach: 4, width: 1}
	case symbolSSR:
		return drawing{strokes: [][]point{{{-2.5, 3}, {2.5, -3}}}, reach: 4, width: 1.2}
	case symbolCombined:
		return drawing{strokes: [][]point{{{-3, 0}, {3, 0}}, {{0, -3}, {0, 3}}, {{-3, 3}, {3, -3}}}, reach: 4, width: 1}
	case symbolRadar:
		return drawing{strokes: [][]point{{{-3, 4}, {0, -1}, {3, 4}, {-3, 4}}, arc(0, -4, 3.5, 35, 145)}, reach: 6, width: 1.1}
	case symbolStandIn:
		return drawing{strokes: [][]point{{{0, -4}, {4, 0}, {0, 4}, {-4, 0}, {0, -4}}}, reach: 6, width: 1.1}
	case symbolMoving:
		return drawing{strokes: [][]point{arc(0, 0, 4, 0, 360), {{0, 0}, {0, 0.1}}}, reach: 6, width: 1.2}
	case symbolOut:
		return drawing{strokes: [][]point{{{-4, -4}, {4, 4}}, {{-4, 4}, {4, -4}}}, reach: 6, width: 1.6}
	case symbolDot:
		return drawing{strokes: [][]point{arc(0, 0, 0.9, 0, 360)}, reach: 2, solid: true}
	case symbolSpot:
		return drawing{strokes: [][]point{arc(0, 0, 1.4, 0, 360)}, reach: 2, solid: true}
	case symbolInterest:
		return drawing{strokes: [][]point{arc(0, 0, 11.5, 0, 360)}, reach: 13, width: 1.8}
	case symbolSelected:
		return drawing{strokes: corners(14, 5), reach: 16, width: 1.4}
	case symbolGhost:
		return drawing{strokes: [][]point{{{0, -3.2}, {3.2, 0}, {0, 3.2}, {-3.2, 0}, {0, -3.2}}}, reach: 5, width: 1}
	case symbolKnob:
		return drawing{strokes: [][]point{{{-5, -5}, {5, -5}, {0, 4}, {-5, -5}}}, reach: 7, solid: true}
	}
	panic("scene: a symbol without a drawing")
}

// corners returns the four corners of a square of half side r, n long.
func corners(r, n float64) (out [][]point) {
	for _, q := range []point{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
		out = append(out, []point{{q.x * (r - n), q.y * r}, {q.x * r, q.y * r}, {q.x * r, q.y * (r - n)}})
	}
	return out
}
