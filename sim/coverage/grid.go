package coverage

import (
	"math"

	"perimeter/air/geo"
)

// Grid cuts a rectangle of the map into cells of equal angle, row 0 the
// southernmost, column 0 the westernmost.
type Grid struct {
	South, West float64 // rad
	Step        float64 // rad, side of a cell
	Rows, Cols  int
	area        []float64 // m2 of a cell, by row
}

// Everywhere is the rectangle that holds the three nations and 600 NM beyond.
// Terrain ends at 10 and 84 degrees north, 180 and 50 degrees west; beyond it is
// taken as sea.
func Everywhere() geo.Box {
	return geo.Box{South: 4 * geo.Degree, West: -195 * geo.Degree, North: 90 * geo.Degree, East: -35 * geo.Degree}
}

func newGrid(box geo.Box, step float64) Grid {
	const slack = 1e-9 // of a cell: rounding must not add a row
	g := Grid{South: box.South, West: box.West, Step: step}
	g.Rows = max(1, int(math.Ceil((box.North-box.South)/step-slack)))
	g.Cols = max(1, int(math.Ceil((box.East-box.West)/step-slack)))
	for row := range g.Rows {
		south := g.South + float64(float64(row)*step)
		g.area = append(g.area, step*(belt(min(south+step, math.Pi/2))-belt(min(south, math.Pi/2))))
	}
	return g
}

// cells is how many there are.
func (g *Grid) cells() int { return g.Rows * g.Cols }

// At returns the middle of a cell.
func (g *Grid) At(row, col int) geo.LatLon {
	return geo.LatLon{Lat: g.South + float64((float64(row)+0.5)*g.Step), Lon: g.West + float64((float64(col)+0.5)*g.Step)}
}

// belt returns the area in m2 between the equator and a latitude, for a radian of
// longitude:
//
//	b^2/2 (sin lat / (1 - e^2 sin^2 lat) + artanh(e sin lat) / e)
//
// Source: J. P. Snyder, Map Projections: A Working Manual, USGS PP 1395 (1987),
// eq. 3-12.
func belt(lat float64) float64 {
	const e2 = geo.Flattening * (2 - geo.Flattening)
	e := math.Sqrt(e2)
	s := math.Sin(lat)
	artanh := 0.5 * (math.Log1p(e*s) - math.Log1p(-e*s))
	return geo.SemiMajor * geo.SemiMajor * (1 - e2) / 2 * (s/(1-float64(e2*float64(s*s))) + artanh/e)
}

// patch is a rectangle of cells of a grid.
type patch struct {
	row, col   int // its south-western cell
	rows, cols int
}

// around returns the cells that may lie within a distance in metres of a place.
func (g *Grid) around(p geo.LatLon, reach float64) patch {
	const leastRadius = 6.335e6 // m, below every radius of curvature of the ellipsoid
	angle := reach / leastRadius
	south, north := p.Lat-angle, p.Lat+angle
	half := math.Pi // no meridian is far from a pole
	if math.Abs(p.Lat)+angle < math.Pi/2 {
		half = math.Asin(math.Sin(angle) / math.Cos(p.Lat))
	}
	west, east := p.Lon-half, p.Lon+half
	row, rowEnd := g.span(south, north, g.South, g.Rows)
	col, colEnd := g.span(west, east, g.West, g.Cols)
	return patch{row, col, rowEnd - row, colEnd - col}
}

// span returns the cells from one angle to another, those within the grid.
func (g *Grid) span(from, to, origin float64, n int) (first, end int) {
	first = max(0, int(math.Floor((from-origin)/g.Step)))
	end = min(n, int(math.Floor((to-origin)/g.Step))+1)
	return min(first, n), max(min(first, n), end)
}
