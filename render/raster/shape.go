package raster

import (
	"math"

	"perimeter/render/scene"
)

// line draws a smooth line from the quad that carries it: for each step along
// its longer direction, the few pixels across it, each by how far its middle is
// from the line, just as the sheet's ramp has it.
func (r *Drawer) line(q *[4]scene.Vertex, width float64) {
	x0, y0 := float64(q[0].X+q[1].X-1)/2, float64(q[0].Y+q[1].Y-1)/2 // as pixel indices
	x1, y1 := float64(q[2].X+q[3].X-1)/2, float64(q[2].Y+q[3].Y-1)/2
	dx, dy := x1-x0, y1-y0
	steep := math.Abs(dy) > math.Abs(dx)
	if steep {
		x0, y0, x1, y1, dx, dy = y0, x0, y1, x1, dy, dx
	}
	if x1 < x0 {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	if dx == 0 {
		return
	}
	s := stroke{r: r, slope: dy / dx, steep: steep}
	s.along, s.across, s.limit, s.height = 4, r.stride, r.w, r.h
	if steep {
		s.along, s.across, s.limit, s.height = r.stride, 4, r.h, r.w
	}
	s.cos = 1 / math.Sqrt(1+s.slope*s.slope)
	s.half = width/2 + 0.5
	s.color = spread(q[0].Color)
	s.run(x0, y0, x1)
}

// stroke is a line on its way, in steps along its longer direction.
type stroke struct {
	r             *Drawer
	slope, cos    float64
	half          float64 // px, from the middle to where nothing is covered
	along, across int     // bytes to the next pixel in either direction
	limit, height int     // pixels in either direction
	color         lanes
	steep         bool
}

// run draws from x0, y0 to x1.
func (s *stroke) run(x0, y0, x1 float64) {
	first, last := max(0, math.Ceil(x0-0.5)), min(float64(s.limit-1), math.Ceil(x1-0.5))
	reach := s.half / s.cos
	for x := first; x <= last; x++ {
		y := y0 + (x-x0)*s.slope
		lo, hi := max(0, math.Ceil(y-reach)), min(float64(s.height-1), math.Floor(y+reach))
		if !(lo <= hi) { // none, or not a number
			continue
		}
		at := int(x) * s.along
		d := (lo - y) * s.cos
		for i := int(lo); i <= int(hi); i++ {
			s.dot(at+i*s.across, s.half-math.Abs(d))
			d += s.cos
		}
	}
}

// dot draws one pixel of a coverage; 1 and more is all of it.
func (s *stroke) dot(at int, cover float64) {
	k := uint32(max(0, min(1, cover))*255 + 0.5)
	if k == 0 {
		return
	}
	over(s.r.pix[at:at+4:at+4], s.color, k)
}

// triangle draws any triangle: nearest texel, colour as it runs from corner to
// corner. A pixel belongs to it if its middle does.
func (r *Drawer) triangle(a, b, c *scene.Vertex) {
	area := float64(b.X-a.X)*float64(c.Y-a.Y) - float64(c.X-a.X)*float64(b.Y-a.Y)
	if area == 0 || area != area {
		return
	}
	if area < 0 {
		b, c, area = c, b, -area
	}
	x0, x1 := span(a.X, b.X, c.X, r.w)
	y0, y1 := span(a.Y, b.Y, c.Y, r.h)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			px, py := float64(x)+0.5, float64(y)+0.5
			wa, wb, wc := side(b, c, px, py), side(c, a, px, py), side(a, b, px, py)
			if wa >= 0 && wb >= 0 && wc >= 0 {
				at := y*r.stride + 4*x
				color, cover := r.shade(a, b, c, wa/area, wb/area, wc/area)
				over(r.pix[at:at+4:at+4], color, cover)
			}
		}
	}
}

// span returns the pixels that three coordinates span, within 0 to limit.
func span(a, b, c float32, limit int) (from, to int) {
	lo, hi := min(a, b, c), max(a, b, c)
	return int(max(0, min(float32(limit), lo))), int(max(0, min(float32(limit), hi+1)))
}

// side is positive where the point lies to the inside of the edge from a to b; a
// point on the edge belongs to the triangle whose edge is a top or a left one.
// The edge is always reckoned from its upper end, so that the two triangles that
// share it agree to the bit.
func side(a, b *scene.Vertex, x, y float64) float64 {
	sign := 1.0
	from, to := a, b
	if b.Y < a.Y || b.Y == a.Y && b.X < a.X {
		sign, from, to = -1, b, a
	}
	w := sign * (float64(to.X-from.X)*(y-float64(from.Y)) - float64(to.Y-from.Y)*(x-float64(from.X)))
	if w == 0 && !(b.Y < a.Y || b.Y == a.Y && b.X > a.X) {
		return -1
	}
	return w
}

// shade returns the colour and the coverage of a pixel from the weights of the
// corners.
func (r *Drawer) shade(a, b, c *scene.Vertex, wa, wb, wc float64) (lanes, uint32) {
	mix := func(x, y, z float64) float64 { return x*wa + y*wb + z*wc }
	u := mix(float64(a.U), float64(b.U), float64(c.U))
	v := mix(float64(a.V), float64(b.V), float64(c.V))
	channel := func(x, y, z uint8) uint8 { return uint8(mix(float64(x), float64(y), float64(z)) + 0.5) }
	color := scene.Color{
		R: channel(a.Color.R, b.Color.R, c.Color.R), G: channel(a.Color.G, b.Color.G, c.Color.G),
		B: channel(a.Color.B, b.Color.B, c.Color.B), A: channel(a.Color.A, b.Color.A, c.Color.A),
	}
	return spread(color), uint32(r.coverage(int(math.Floor(u)), int(math.Floor(v))))
}
