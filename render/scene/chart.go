package scene

import (
	"image"
	"math"
	"slices"
	"sync"

	"perimeter/air/geo"
)

// shape is a line of the map as directions, with the circle that holds it, so
// that what is out of view costs nothing.
type shape struct {
	points []geo.Vec // unit vectors
	middle geo.Vec   // unit vector
	reach  float64   // rad, from the middle to the farthest point
}

// chart is the map at one level of detail.
type chart struct {
	land    []shape // rings of land and of lakes: filled by the even-odd rule
	coast   []shape
	lakes   []shape
	borders []shape
	states  []shape
	adiz    []shape
	firs    []region
	limits  []limit
}

// fineBelow is the size of a pixel in metres below which the fine map is drawn:
// the coarse one (1:50 million) is generalised to about this.
const fineBelow = 900

var charts struct {
	coarse, fine sync.Once
	at           [2]*chart
}

// chartFor returns the map for a size of pixel.
func chartFor(metersPerPixel float64) *chart {
	if metersPerPixel < fineBelow {
		charts.fine.Do(func() { charts.at[1] = openChart(true) })
		return charts.at[1]
	}
	charts.coarse.Do(func() { charts.at[0] = openChart(false) })
	return charts.at[0]
}

// longest is the number of points after which a line is cut into the next
// shape, so that a continent's coast can be drawn in part.
const longest = 48

// newShape returns a shape of directions.
func newShape(points []geo.Vec) shape {
	var sum geo.Vec
	for _, p := range points {
		sum = sum.Add(p)
	}
	s := shape{points: points, middle: points[0]}
	if n := sum.Norm(); n > 1e-9 {
		s.middle = sum.Scale(1 / n)
	}
	nearest := 1.0
	for _, p := range points {
		nearest = min(nearest, p.Dot(s.middle))
	}
	s.reach = math.Acos(max(-1, min(1, nearest)))
	return s
}

// lineShapes returns lines as shapes of bounded length.
func lineShapes[L ~[]geo.LatLon](lines []L) (out []shape) {
	for _, line := range lines {
		for i := 0; i+1 < len(line); i += longest {
			out = append(out, newShape(normals(line[i:min(i+longest+1, len(line))])))
		}
	}
	return out
}

// ringShapes returns rings as closed shapes, whole.
func ringShapes[L ~[]geo.LatLon](rings []L) (out []shape) {
	for _, ring := range rings {
		if len(ring) < 3 {
			continue
		}
		points := normals(ring)
		out = append(out, newShape(append(points, points[0])))
	}
	return out
}

func normals[L ~[]geo.LatLon](line L) []geo.Vec {
	points := make([]geo.Vec, len(line), len(line)+1)
	for i, p := range line {
		points[i] = normal(p)
	}
	return points
}

// seen reports whether any of the shape may lie in the view.
func (s *shape) seen(f *Frame, radius float64) bool {
	a := radius + s.reach
	return a >= math.Pi || s.middle.Dot(f.up) >= math.Cos(a)
}

// drawLines draws shapes as smooth lines, one pixel wide times the width.
func (s *Scene) drawLines(f *Frame, shapes []shape, width float64, c Color) {
	radius := f.radius()
	for i := range shapes {
		if shapes[i].seen(f, radius) {
			s.drawPath(f, shapes[i].points, width, c)
		}
	}
}

// drawPath draws one line; points that move less than a pixel are passed over.
func (s *Scene) drawPath(f *Frame, points []geo.Vec, width float64, c Color) {
	x0, y0 := f.project(points[0])
	for i, p := range points[1:] {
		x, y := f.project(p)
		if math.Abs(x-x0)+math.Abs(y-y0) < 1.2 && i+2 < len(points) {
			continue
		}
		if ax, ay, bx, by, ok := clipLine(f.View, x0, y0, x, y); ok {
			s.list.line(ax, ay, bx, by, width, c)
		}
		x0, y0 = x, y
	}
}

// drawDashed draws one line in dashes.
func (s *Scene) drawDashed(f *Frame, points []geo.Vec, width, on, off float64, c Color) {
	x0, y0 := f.project(points[0])
	phase := 0.0
	for i, p := range points[1:] {
		x, y := f.project(p)
		if math.Abs(x-x0)+math.Abs(y-y0) < 1.2 && i+2 < len(points) {
			continue
		}
		if ax, ay, bx, by, ok := clipLine(f.View, x0, y0, x, y); ok {
			skip := math.Hypot(ax-x0, ay-y0)
			s.list.dash(ax, ay, bx, by, width, on, off, math.Mod(phase+skip, on+off), c)
		}
		phase = math.Mod(phase+math.Hypot(x-x0, y-y0), on+off)
		x0, y0 = x, y
	}
}

// clipLine cuts a segment to a rectangle (Liang and Barsky, 1984).
func clipLine(r image.Rectangle, x0, y0, x1, y1 float64) (ax, ay, bx, by float64, ok bool) {
	dx, dy := x1-x0, y1-y0
	t0, t1 := 0.0, 1.0
	for _, e := range [4][2]float64{
		{-dx, x0 - float64(r.Min.X)}, {dx, float64(r.Max.X-1) - x0},
		{-dy, y0 - float64(r.Min.Y)}, {dy, float64(r.Max.Y-1) - y0},
	} {
		switch {
		case e[0] == 0 && e[1] < 0:
			return 0, 0, 0, 0, false
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		case e[0] > 0:
			t1 = min(t1, e[1]/e[0])
		}
	}
	if !(t0 <= t1) {
		return 0, 0, 0, 0, false
	}
	return x0 + t0*dx, y0 + t0*dy, x0 + t1*dx, y0 + t1*dy, true
}

// fillRings fills rings by the even-odd rule: for every row of pixels the runs
// between the places where sides cross its middle.
func (s *Scene) fillRings(f *Frame, rings []shape, c Color) {
	rows := f.View.Dy()
	s.crossings = slices.Grow(s.crossings[:0], rows)[:rows]
	for i := range s.crossings {
		s.crossings[i] = s.crossings[i][:0]
	}
	radius := f.radius()
	for i := range rings {
		if rings[i].seen(f, radius) {
			s.crossRing(f, rings[i].points)
		}
	}
	for i, xs := range s.crossings {
		slices.Sort(xs)
		y := f.View.Min.Y + i
		for j := 0; j+1 < len(xs); j += 2 {
			s.list.fill(image.Rect(ceil32(xs[j]), y, ceil32(xs[j+1]), y+1), c)
		}
	}
}

func ceil32(x float32) int { return int(math.Ceil(float64(x))) }

// crossRing notes where a ring's sides cross the middles of rows.
func (s *Scene) crossRing(f *Frame, points []geo.Vec) {
	left, right := float64(f.View.Min.X), float64(f.View.Max.X)
	x0, y0 := f.project(points[0])
	for i, p := range points[1:] {
		x1, y1 := f.project(p)
		if math.Abs(x1-x0)+math.Abs(y1-y0) < 0.7 && i+2 < len(points) {
			continue
		}
		top := max(float64(f.View.Min.Y), math.Ceil(min(y0, y1)))
		bottom := min(float64(f.View.Max.Y), math.Ceil(max(y0, y1)))
		for y := top; y < bottom; y++ { // rows whose middle lies between the ends
			x := x0 + (y-y0)*(x1-x0)/(y1-y0)
			row := int(y) - f.View.Min.Y
			s.crossings[row] = append(s.crossings[row], float32(max(left, min(right, x))))
		}
		x0, y0 = x1, y1
	}
}
