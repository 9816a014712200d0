package scene

import (
	"image"
	"math"
	"unicode/utf8"
)

// Color is premultiplied: R, G and B are at most A.
type Color struct {
	R, G, B, A uint8
}

// RGB returns an opaque colour.
func RGB(r, g, b uint8) Color { return Color{r, g, b, 255} }

// Fade returns c at a fraction of its opacity, 0 to 1.
func (c Color) Fade(f float64) Color {
	k := uint32(max(0, min(1, f))*256 + 0.5)
	return Color{
		uint8(uint32(c.R) * k >> 8), uint8(uint32(c.G) * k >> 8),
		uint8(uint32(c.B) * k >> 8), uint8(uint32(c.A) * k >> 8),
	}
}

// Vertex is a corner of a triangle: where on the screen (pixels, y down), where
// on the sheet (texels), and in which premultiplied colour. A pixel is the
// sheet's coverage times the colour, laid over what is there.
type Vertex struct {
	X, Y, U, V float32
	Color      Color
}

// List is one picture as triangles, to be drawn in order with nearest sampling.
// Every rectangle is four vertices and the six indices 0 1 2, 0 2 3.
type List struct {
	Vertices []Vertex
	Indices  []uint32 // three a triangle
	Base     int      // the first Base indices are the map: unchanged while Key is
	Key      uint64   // of the base and the sheet
	W, H     int      // pixels; outside of all shapes the picture is black
	Sheet    *Sheet

	trace *trace // tests only: what was written where
}

// quad adds a rectangle of the sheet; corners in turn.
func (l *List) quad(a, b, c, d Vertex) {
	n := uint32(len(l.Vertices))
	l.Vertices = append(l.Vertices, a, b, c, d)
	l.Indices = append(l.Indices, n, n+1, n+2, n, n+2, n+3)
}

// cell adds a piece of the sheet at its own size.
func (l *List) cell(x, y int, from image.Rectangle, c Color) {
	x0, y0 := float32(x), float32(y)
	x1, y1 := x0+float32(from.Dx()), y0+float32(from.Dy())
	u0, v0 := float32(from.Min.X), float32(from.Min.Y)
	u1, v1 := float32(from.Max.X), float32(from.Max.Y)
	l.quad(Vertex{x0, y0, u0, v0, c}, Vertex{x1, y0, u1, v0, c}, Vertex{x1, y1, u1, v1, c}, Vertex{x0, y1, u0, v1, c})
}

// fill adds a rectangle in one colour.
func (l *List) fill(r image.Rectangle, c Color) {
	if r.Empty() {
		return
	}
	u, v := l.Sheet.whiteU, l.Sheet.whiteV
	x0, y0, x1, y1 := float32(r.Min.X), float32(r.Min.Y), float32(r.Max.X), float32(r.Max.Y)
	l.quad(Vertex{x0, y0, u, v, c}, Vertex{x1, y0, u, v, c}, Vertex{x1, y1, u, v, c}, Vertex{x0, y1, u, v, c})
}

// frame adds the edge of a rectangle, one pixel wide times the scale, inside it.
func (l *List) frame(r image.Rectangle, c Color) {
	w := l.Sheet.px(1)
	l.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+w), c)
	l.fill(image.Rect(r.Min.X, r.Max.Y-w, r.Max.X, r.Max.Y), c)
	l.fill(image.Rect(r.Min.X, r.Min.Y+w, r.Min.X+w, r.Max.Y-w), c)
	l.fill(image.Rect(r.Max.X-w, r.Min.Y+w, r.Max.X, r.Max.Y-w), c)
}

// line adds a smooth straight line. Its quad is one pixel wider than the line;
// the sheet's ramp, read across it, gives the smooth edges. Both ends are in
// pixels whose middles are whole numbers; width in pixels.
func (l *List) line(x0, y0, x1, y1 float64, width float64, c Color) {
	dx, dy := x1-x0, y1-y0
	length := math.Sqrt(dx*dx + dy*dy)
	if length < 1e-6 {
		return
	}
	u, wide := l.Sheet.ramp(width)
	half := (wide + 1) / 2 / length
	nx, ny := float32(-dy*half), float32(dx*half)
	ax, ay, bx, by := float32(x0+0.5), float32(y0+0.5), float32(x1+0.5), float32(y1+0.5)
	v0, v1 := float32(l.Sheet.Ramps.Min.Y), float32(l.Sheet.Ramps.Max.Y)
	l.quad(Vertex{ax - nx, ay - ny, u, v0, c}, Vertex{ax + nx, ay + ny, u, v1, c},
		Vertex{bx + nx, by + ny, u, v1, c}, Vertex{bx - nx, by - ny, u, v0, c})
}

// dash adds a dashed line and returns the phase for the line that goes on from
// its end. on and off in pixels; the phase is how far along the pattern it
// starts.
func (l *List) dash(x0, y0, x1, y1, width, on, off, phase float64, c Color) float64 {
	dx, dy := x1-x0, y1-y0
	length := math.Sqrt(dx*dx + dy*dy)
	if length < 1e-6 {
		return phase
	}
	period := on + off
	for s := -math.Mod(phase, period); s < length; s += period {
		a, b := max(0, s)/length, min(length, s+on)/length
		if b > a {
			l.line(x0+dx*a, y0+dy*a, x0+dx*b, y0+dy*b, width, c)
		}
	}
	return math.Mod(phase+length, period)
}

// symbol adds a symbol of the sheet with its middle at x, y.
func (l *List) symbol(s Symbol, x, y float64, c Color) {
	m := &l.Sheet.symbols[s]
	l.cell(int(math.Round(x))+m.dx, int(math.Round(y))+m.dy, m.from, c)
}

// text writes s with its left end at x and its baseline at y, and returns how
// far it went.
func text[S string | []byte](l *List, f Face, x, y int, s S, c Color) int {
	start := x
	if l.trace != nil {
		l.trace.note(l.Sheet, f, x, y, string(s))
	}
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		i += n
		g := l.Sheet.glyph(f, r)
		if !g.from.Empty() {
			l.cell(x+int(g.dx), y+int(g.dy), g.from, c)
		}
		x += int(g.advance)
	}
	return x - start
}

// decode reads the first rune of s.
func decode[S string | []byte](s S) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	var b [utf8.UTFMax]byte
	return utf8.DecodeRune(b[:copy(b[:], s)])
}

// clipped writes s into width pixels: where it does not fit it ends with an
// ellipsis. It returns how far it went, at most width.
func clipped[S string | []byte](l *List, f Face, x, y, width int, s S, c Color) int {
	n, whole := fit(l.Sheet, f, s, width)
	went := 0
	if n > 0 {
		went = text(l, f, x, y, s[:n], c)
	}
	if !whole && went+l.Sheet.measureRune(f, '…') <= width {
		went += text(l, f, x+went, y, "…", c)
	}
	return went
}

// fit returns how many bytes of s stand in width pixels: all, or what leaves
// room for an ellipsis.
func fit[S string | []byte](sheet *Sheet, f Face, s S, width int) (n int, whole bool) {
	room := width - sheet.measureRune(f, '…')
	x, cut := 0, 0
	for i := 0; i < len(s); {
		r, size := decode(s[i:])
		x += sheet.measureRune(f, r)
		if x > width {
			return cut, false
		}
		i += size
		if x <= room {
			cut = i
		}
	}
	return len(s), true
}

// measure returns the width of s in pixels.
func measure[S string | []byte](sheet *Sheet, f Face, s S) int {
	w := 0
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		i += n
		w += sheet.measureRune(f, r)
	}
	return w
}
