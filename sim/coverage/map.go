package coverage

import (
	"bufio"
	"fmt"
	"io"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// Map is a number for each cell: by how many sensors it is seen, or in which band
// the least height lies at which it is, or the share of time.
type Map struct {
	Level, Kind string
	grid        *Grid
	zones       *zones
	n           []uint8
	top         uint8 // what is more counts as this
}

// Map returns by how many sensors is seen what lies at a level (its index), of a
// kind.
func (s *Survey) Map(level int, k Kind) *Map {
	return &Map{s.Levels[level].Name, k.String(), &s.Grid, &s.zones, s.count(layerOf(level, k), everybody), 3}
}

// LeastMap returns in which band of LeastFeet the least height above ground lies
// at which a cell is seen: 1 the lowest, one more than there are edges above all;
// 0 is never seen.
func (s *Survey) LeastMap(k Kind) *Map {
	m := &Map{"least height", k.String(), &s.Grid, &s.zones, make([]uint8, s.Grid.cells()), math.MaxUint8}
	for cell, h := range s.least(k) {
		if band := s.band(cell, h); band <= len(LeastFeet) {
			m.n[cell] = uint8(band + 1)
		}
	}
	return m
}

// AvailableEdges are the shares of time between the bands of an AvailableMap; the
// last is what the plan requires.
var AvailableEdges = [...]float64{0.9, 0.99, Available}

// AvailableMap returns in which band lies the share of time in which as many
// sensors work as are needed, of what lies at a level (its index), of a kind: 1 is
// less than the first edge, one more than there are edges the last or more; 0 is
// seen by too few at all times.
func (s *Survey) AvailableMap(level int, k Kind) *Map {
	m := &Map{s.Levels[level].Name, k.String(), &s.Grid, &s.zones, make([]uint8, s.Grid.cells()), math.MaxUint8}
	for cell, down := range s.unavailable(layerOf(level, k), everybody) {
		if down >= 1 {
			continue
		}
		m.n[cell] = 1
		for _, edge := range AvailableEdges {
			if down <= 1-edge {
				m.n[cell]++
			}
		}
	}
	return m
}

// At returns the number of a place, and whether it lies in the perimeter of all
// three nations.
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

// value returns the number of a cell of the perimeter; 0 outside.
func (m *Map) value(row, col int) uint8 {
	cell := row*m.grid.Cols + col
	if m.zones.near[cell] == 0 {
		return 0
	}
	return min(m.n[cell], m.top)
}

// WriteGeoJSON writes a FeatureCollection (RFC 7946) of whole cells of the
// perimeter: for each level and kind a MultiPolygon of what is seen by 1, by 2, and
// by 3 or more sensors, and for each kind one of each band of the least height
// seen.
func (s *Survey) WriteGeoJSON(w io.Writer, name string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `{"type":"FeatureCollection","exercise":true,"marking":%q,"name":%q,"cell_deg":%g,"rcs_m2":%g,"pd":%g,"features":[`,
		air.Marking, name, s.Step/geo.Degree, s.RCS, s.Pd)
	comma := ""
	feature := func(m *Map, blocks []block, v uint8, properties string) {
		fmt.Fprintf(b, "%s\n"+`{"type":"Feature","properties":{"kind":%q,%s},"geometry":`, comma, m.Kind, properties)
		m.polygons(b, blocks, v)
		b.WriteByte('}')
		comma = ","
	}
	for k := range kinds {
		for level := range s.Levels {
			m := s.Map(level, k)
			blocks := m.blocks()
			for v := uint8(1); v <= m.top; v++ {
				feature(m, blocks, v, fmt.Sprintf(`"level":%q,"sensors":%d,"or_more":%t`, m.Level, v, v == m.top))
			}
		}
		m := s.LeastMap(k)
		blocks := m.blocks()
		for i, edge := range append(LeastFeet[:len(LeastFeet):len(LeastFeet)], Ceiling/geo.Foot) {
			feature(m, blocks, uint8(i+1), fmt.Sprintf(`"least_to_ft_agl":%g`, edge))
		}
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

// polygons writes the blocks of a value.
func (m *Map) polygons(b *bufio.Writer, blocks []block, v uint8) {
	b.WriteString(`{"type":"MultiPolygon","coordinates":[`)
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
	b.WriteString("]}")
}

// degrees returns the edge of a row or column, rounded to a millionth.
func (g *Grid) degrees(origin float64, n int) float64 {
	return math.Round((origin+float64(float64(n)*g.Step))/geo.Degree*1e6) / 1e6
}
