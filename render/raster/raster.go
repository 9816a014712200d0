package raster

import (
	"encoding/binary"
	"image"

	"perimeter/render/scene"
)

// Drawer draws display lists; its zero value is ready. It keeps the map layer of the last one as
// pixels, and draws it again only when the map has changed. It is for one
// goroutine.
type Drawer struct {
	pix    []byte // of the picture, RGBA
	stride int
	w, h   int
	sheet  *scene.Sheet

	base    []byte // the map layer's pixels
	key     uint64
	hasBase bool
	baseW   int
	baseH   int
}

// Draw draws a list onto dst, whose size should be the list's: what lies
// outside is left black. Once dst and the drawer have their size, it
// allocates nothing.
func (r *Drawer) Draw(dst *image.RGBA, l *scene.List) {
	r.pix, r.stride, r.sheet = dst.Pix, dst.Stride, l.Sheet
	r.w, r.h = dst.Rect.Dx(), dst.Rect.Dy()
	if r.hasBase && r.key == l.Key && r.baseW == r.w && r.baseH == r.h {
		r.restore()
	} else {
		r.blacken()
		r.triangles(l, l.Indices[:l.Base])
		r.save(l.Key)
	}
	r.triangles(l, l.Indices[l.Base:])
}

// blacken makes the whole picture black and opaque.
func (r *Drawer) blacken() {
	for y := range r.h {
		row := r.pix[y*r.stride : y*r.stride+4*r.w]
		fillRow(row, [4]uint8{0, 0, 0, 255})
	}
}

func (r *Drawer) save(key uint64) {
	if len(r.base) != 4*r.w*r.h {
		r.base = make([]byte, 4*r.w*r.h)
	}
	for y := range r.h {
		copy(r.base[4*y*r.w:4*(y+1)*r.w], r.pix[y*r.stride:])
	}
	r.key, r.hasBase, r.baseW, r.baseH = key, true, r.w, r.h
}

func (r *Drawer) restore() {
	for y := range r.h {
		copy(r.pix[y*r.stride:y*r.stride+4*r.w], r.base[4*y*r.w:])
	}
}

// triangles draws triangles in order; two that make a rectangle or a line go
// the short way.
func (r *Drawer) triangles(l *scene.List, indices []uint32) {
	for i := 0; i+2 < len(indices); {
		if i+5 < len(indices) && isQuad(indices[i:i+6]) {
			q := l.Vertices[indices[i] : indices[i]+4 : indices[i]+4]
			r.quad((*[4]scene.Vertex)(q))
			i += 6
			continue
		}
		r.triangle(&l.Vertices[indices[i]], &l.Vertices[indices[i+1]], &l.Vertices[indices[i+2]])
		i += 3
	}
}

// isQuad reports whether six indices are those of four vertices in a row.
func isQuad(i []uint32) bool {
	n := i[0]
	return i[1] == n+1 && i[2] == n+2 && i[3] == n && i[4] == n+2 && i[5] == n+3
}

// quad draws a rectangle, a line, or else two triangles.
func (r *Drawer) quad(q *[4]scene.Vertex) {
	a, c := &q[0], &q[2]
	if a.Color == q[1].Color && a.Color == c.Color && a.Color == q[3].Color {
		if a.X == q[3].X && a.Y == q[1].Y && c.X == q[1].X && c.Y == q[3].Y &&
			isWhole(a.X) && isWhole(a.Y) && isWhole(c.X) && isWhole(c.Y) {
			if a.U == c.U && a.V == c.V {
				r.fill(int(a.X), int(a.Y), int(c.X), int(c.Y), a)
				return
			}
			if a.V == q[1].V && a.U == q[3].U && c.X-a.X == c.U-a.U && c.Y-a.Y == c.V-a.V && c.X > a.X && c.Y > a.Y {
				r.blit(a, c)
				return
			}
		}
		if a.U == c.U {
			if width, ok := r.sheet.RampWidth(a.U); ok && a.U == q[1].U {
				r.line(q, width)
				return
			}
		}
	}
	r.triangle(&q[0], &q[1], &q[2])
	r.triangle(&q[0], &q[2], &q[3])
}

func isWhole(f float32) bool { return f == float32(int(f)) }

// fill draws a rectangle of one texel.
func (r *Drawer) fill(x0, y0, x1, y1 int, v *scene.Vertex) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, r.w), min(y1, r.h)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	c, cover := spread(v.Color), uint32(r.coverage(int(v.U), int(v.V)))
	if cover == 0 || v.Color.A == 0 {
		return
	}
	for y := y0; y < y1; y++ {
		row := r.pix[y*r.stride+4*x0 : y*r.stride+4*x1]
		if cover == 255 && v.Color.A == 255 {
			fillRow(row, [4]uint8{v.Color.R, v.Color.G, v.Color.B, 255})
			continue
		}
		for i := 0; i+3 < len(row); i += 4 {
			over(row[i:i+4:i+4], c, cover)
		}
	}
}

// fillRow sets all pixels of a row, by doubling.
func fillRow(row []byte, c [4]uint8) {
	n := copy(row, c[:])
	for n < len(row) {
		n += copy(row[n:], row[:n])
	}
}

// blit draws a piece of the sheet at its own size: glyphs and symbols.
func (r *Drawer) blit(a, c *scene.Vertex) {
	x0, y0, x1, y1 := int(a.X), int(a.Y), int(c.X), int(c.Y)
	u, v := int(a.U)-x0, int(a.V)-y0
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, r.w), min(y1, r.h)
	sheet := r.sheet.Alpha
	if x0 >= x1 || y0 >= y1 || x0+u < 0 || y0+v < 0 || x1+u > sheet.Rect.Dx() || y1+v > sheet.Rect.Dy() {
		return // nothing of it is on the picture, or it is not on the sheet
	}
	color := spread(a.Color)
	for y := y0; y < y1; y++ {
		from := sheet.Pix[(y+v)*sheet.Stride+x0+u:]
		from = from[: x1-x0 : x1-x0]
		row := r.pix[y*r.stride+4*x0:]
		row = row[: 4*len(from) : 4*len(from)]
		for i, cover := range from {
			if cover != 0 {
				over(row[4*i:4*i+4:4*i+4], color, uint32(cover))
			}
		}
	}
}

// coverage returns a texel of the sheet; outside it is 0.
func (r *Drawer) coverage(u, v int) uint8 {
	sheet := r.sheet.Alpha
	if u < 0 || v < 0 || u >= sheet.Rect.Dx() || v >= sheet.Rect.Dy() {
		return 0
	}
	return sheet.Pix[v*sheet.Stride+u]
}

// lanes holds a colour's four channels in 16 bits each, red lowest, then blue,
// green and alpha, so that one multiplication serves all four.
type lanes uint64

const (
	laneMask = 0x00ff00ff00ff00ff
	laneHalf = 0x0080008000800080
)

func spread(c scene.Color) lanes {
	return lanes(c.R) | lanes(c.B)<<16 | lanes(c.G)<<32 | lanes(c.A)<<48
}

// over lays a premultiplied colour with a coverage (0 to 255) over a pixel of
// four bytes. It is rounded once and exactly: what is opaque stays opaque,
// however often it is painted over.
//
// Source for the division by 255: J. Blinn, Three wrongs make a right, IEEE
// CG&A 15(6) (1995) 90.
func over(p []byte, c lanes, cover uint32) {
	a := uint32(c>>48)*cover + 128
	under := lanes(255 - (a+a>>8)>>8)
	d := binary.LittleEndian.Uint32(p)
	t := c*lanes(cover) + (lanes(d&0x00ff00ff)|lanes(d&0xff00ff00)<<24)*under + laneHalf
	t = (t + t>>8&laneMask) >> 8 & laneMask
	binary.LittleEndian.PutUint32(p, uint32(t)|uint32(t>>24))
}
