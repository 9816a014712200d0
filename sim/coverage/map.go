package coverage

import (
	"bufio"
	"fmt"
	"io"
	"math"

	"perimeter/air/geo"
)

// Map is by how many sensors each cell is seen, at one level and of one kind.
type Map struct {
	Level, Kind string
	grid        *Grid
	zones       *zones
	n           counts
}

// Map returns what is seen at a level (its index) of a kind.
func (s *Survey) Map(level int, k Kind) *Map {
	return &Map{s.Levels[level].Name, k.String(), &s.Grid, &s.zones, s.count(layerOf(level, k), everybody)}
}

// At returns by how many sensors a place is seen, and whether it lies in the
// perimeter of all three nations.
func (m *Map) At(p geo.LatLon) (n int, inside bool) {
	cell, ok := m.grid.cellOf(p)
	if !ok {
		return 0, false
	}
	return int(m.n[cell]), m.zones.near[cell] != 0
}

// cellOf returns the cell that holds a place.
func (g *Grid) cellOf(p geo.LatLon) (cell int, ok bool) {
	lon := g.West + geo.Wrap(p.Lon-g.West)
	row, col := math.Floor((p.Lat-g.South)/g.Step), math.Floor((lon-g.West)/g.Step)
	if !(row >= 0 && row < float64(g.Rows) && col >= 0 && col < float64(g.Cols)) { // NaN fails too
		return 0, false
	}
	return int(row)*g.Cols + int(col), true
}

// block is a rectangle of cells of one value.
type block struct {
	patch
	value uint8
}

// blocks cuts the cells of a map that lie in the perimeter and are seen into
// rectangles: runs along rows, joined where the row above has the same.
func (m *Map) blocks() (done []block) {
	var open, next []block
	for row := range m.grid.Rows {
		next = m.runs(row, next[:0])
		i := 0
		for j := range next {
			for i < len(open) && open[i].col < next[j].col {
				done = append(done, open[i])
				i++
			}
			if i < len(open) && open[i].col == next[j].col {
				if open[i].cols == next[j].cols && open[i].value == next[j].value {
					next[j].row, next[j].rows = open[i].row, open[i].rows+1
				} else {
					done = append(done, open[i])
				}
				i++
			}
		}
		done = append(done, open[i:]...)
		open, next = next, open
	}
	return append(done, open...)
}

// runs returns the runs of a row, cut at the antimeridian.
func (m *Map) runs(row int, list []block) []block {
	cut := int(math.Round((-math.Pi - m.grid.West) / m.grid.Step))
	for col := 0; col < m.grid.Cols; col++ {
		v := m.value(row, col)
		if v == 0 {
			continue
		}
		from := col
		for col+1 < m.grid.Cols && col+1 != cut && m.value(row, col+1) == v {
			col++
		}
		list = append(list, block{patch{row, from, 1, col + 1 - from}, v})
	}
	return list
}

// value returns 1, 2 or 3 for by how many a cell of the perimeter is seen.
func (m *Map) value(row, col int) uint8 {
	cell := row*m.grid.Cols + col
	if m.zones.near[cell] == 0 {
		return 0
	}
	return min(m.n[cell], 3)
}

// WriteGeoJSON writes what is seen as a FeatureCollection (RFC 7946): for each
// level and kind a MultiPolygon of what is seen by 1, by 2, and by 3 or more
// sensors, made of whole cells.
func (s *Survey) WriteGeoJSON(w io.Writer, name string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `{"type":"FeatureCollection","exercise":true,"name":%q,"cell_deg":%g,"rcs_m2":%g,"pd":%g,"features":[`,
		name, s.Step/geo.Degree, s.RCS, s.Pd)
	comma := ""
	for level := range s.Levels {
		for k := range kinds {
			m := s.Map(level, k)
			blocks := m.blocks()
			for v := uint8(1); v <= 3; v++ {
				b.WriteString(comma)
				m.feature(b, blocks, v)
				comma = ","
			}
		}
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

func (m *Map) feature(b *bufio.Writer, blocks []block, v uint8) {
	fmt.Fprintf(b, "\n"+`{"type":"Feature","properties":{"level":%q,"kind":%q,"sensors":%d,"or_more":%t},"geometry":{"type":"MultiPolygon","coordinates":[`,
		m.Level, m.Kind, v, v == 3)
	comma := ""
	for i := range blocks {
		if blocks[i].value != v {
			continue
		}
		p := &blocks[i].patch
		south, north := m.grid.degrees(m.grid.South, p.row), min(m.grid.degrees(m.grid.South, p.row+p.rows), 90)
		west, east := m.grid.degrees(m.grid.West, p.col), m.grid.degrees(m.grid.West, p.col+p.cols)
		if west < -180 {
			west, east = west+360, east+360
		}
		fmt.Fprintf(b, "%s[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]", comma,
			west, south, east, south, east, north, west, north, west, south)
		comma = ","
	}
	b.WriteString("]}}")
}

// degrees returns the edge of a row or column, rounded to a millionth.
func (g *Grid) degrees(origin float64, n int) float64 {
	return math.Round((origin+float64(float64(n)*g.Step))/geo.Degree*1e6) / 1e6
}
