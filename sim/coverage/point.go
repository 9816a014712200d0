package coverage

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"perimeter/air/geo"
)

// Point is from what height on a place is seen, and by which radars.
type Point struct {
	Lat    float64 `json:"lat"` // degrees, of the middle of its cell
	Lon    float64 `json:"lon"`
	Ground float64 `json:"ground_ft"`
	Seen   []Floor `json:"seen"` // by kind, then from the lowest
}

// Floor is the least height at which one radar sees a point.
type Floor struct {
	Kind  string  `json:"kind"`
	Radar string  `json:"radar"`
	AGL   float64 `json:"least_ft_agl"`
	MSL   float64 `json:"least_ft_msl"`
}

// Point returns from what height on the cell of a place is seen; false: it lies
// outside the grid.
func (s *Survey) Point(p geo.LatLon) (Point, bool) {
	cell, ok := s.Grid.cellOf(p)
	if !ok {
		return Point{}, false
	}
	at := Point{Ground: feet(float64(s.ground[cell])), Seen: []Floor{}}
	at.Lat, at.Lon = s.Grid.At(cell/s.Grid.Cols, cell%s.Grid.Cols).Degrees()
	for k := range kinds {
		first := len(at.Seen)
		for i := range s.prints {
			if h := s.prints[i].leastAt(&s.Grid, k, cell); !math.IsInf(h, 1) {
				at.Seen = append(at.Seen, Floor{k.String(), s.Radars[i].Name, feet(h - float64(s.ground[cell])), feet(h)})
			}
		}
		slices.SortStableFunc(at.Seen[first:], func(a, b Floor) int { return cmp.Compare(a.MSL, b.MSL) })
	}
	return at, true
}

func feet(metres float64) float64 { return math.Round(metres / geo.Foot) }

// leastAt returns the least height seen in a cell of the grid; +Inf: none.
func (f *footprint) leastAt(g *Grid, k Kind, cell int) float64 {
	row, col := cell/g.Cols-f.row, cell%g.Cols-f.col
	if row < 0 || row >= f.rows || col < 0 || col >= f.cols {
		return math.Inf(1)
	}
	return float64(f.least[k][row*f.cols+col])
}

func (p *page) point(at *Point) {
	p.line("\nSeen at %.2f %.2f (middle of the cell, ground %s ft) from so many feet on:", at.Lat, at.Lon, group(at.Ground))
	p.row("kind", "radar", "above ground", "above sea")
	for _, f := range at.Seen {
		p.row(f.Kind, f.Radar, group(f.AGL), group(f.MSL))
	}
	if len(at.Seen) == 0 {
		p.line("by nobody, up to " + strconv.Itoa(Ceiling/geo.Foot) + " ft")
	}
}
