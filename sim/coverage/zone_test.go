package coverage

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/atlas"
)

// The perimeter found in strides is the perimeter asked cell by cell.
func TestZonesAreAskedCellByCell(t *testing.T) {
	g := newGrid(Everywhere(), 0.2*geo.Degree)
	z := newZones(&g)
	for _, row := range []int{3, 60, 101, 180, 255, 333, 401, 420} {
		z.fill(&g, row)
		for i := range 200 {
			d := num.At(2, purposePick, uint64(row), uint64(i), 0)
			col := int(d.Uniform() * float64(g.Cols))
			p := g.At(row, col)
			for _, n := range air.Nations {
				want := within(atlas.Sovereign(n), p) <= 0
				if got := z.near[row*g.Cols+col]&air.Only(n) != 0; got != want {
					t.Errorf("%v within 600 NM of %v: %v, want %v", p, n, got, want)
				}
			}
		}
	}
}

// Whose perimeter holds what.
func TestWhosePerimeter(t *testing.T) {
	opt := usual(t)
	opt.Step = 0.5 * geo.Degree
	s := look(t, sites(t, "QNW"), opt)
	for _, tt := range []struct {
		name string
		at   geo.LatLon
		want air.Release
	}{
		{"Missouri", geo.Deg(39, -92), air.Only(air.USA, air.CAN)},
		{"south of Tehuantepec", geo.Deg(10, -95), air.Only(air.MEX)},
		{"middle of the Gulf", geo.Deg(25, -90), air.Only(air.USA, air.MEX)},
		{"off Labrador", geo.Deg(55, -50), air.Only(air.CAN)},
		{"middle of the Atlantic", geo.Deg(35, -45), 0},
	} {
		cell, ok := s.Grid.cellOf(tt.at)
		if !ok {
			t.Fatalf("%s lies in no cell", tt.name)
		}
		if got := s.zones.near[cell]; got != tt.want {
			t.Errorf("%s: within 600 NM of %v, want %v", tt.name, got, tt.want)
		}
	}
}
