package coverage

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// Depth is how far beyond border or coast the requirement of the North American
// Air Surveillance Plan reaches, as the 2005 paper on extending it to Mexico
// states it.
const Depth = 600 * geo.NM // m

// Available is the share of time which that requirement asks for.
const Available = 0.999

// Perimeters are the areas within Depth of the borders and coasts of some nations,
// their own territory with them: today's, and the one that starts from Mexico's
// borders too.
var Perimeters = [...]air.Release{
	air.Only(air.USA, air.CAN),
	air.Only(air.USA, air.CAN, air.MEX),
}

// zones says of each cell over whose territory it lies, and within Depth of
// which nations.
type zones struct {
	holder []air.Nation
	near   []air.Release
}

func newZones(g *Grid) zones {
	return zones{make([]air.Nation, g.cells()), make([]air.Release, g.cells())}
}

// fill finds the zones of a row. The way to a nation changes by no more than the
// way between two cells, so where the perimeter's edge is far, cells are passed
// over.
func (z *zones) fill(g *Grid, row int) {
	at := row * g.Cols
	for col := range g.Cols {
		z.holder[at+col] = atlas.Overflown(g.At(row, col))
	}
	lat := g.At(row, 0).Lat
	width := max(1, geo.SemiMajor*math.Cos(lat)*g.Step*1.01) // m, no cell of the row is broader
	for _, n := range air.Nations {
		t := atlas.Sovereign(n)
		for col := 0; col < g.Cols; {
			edge := within(t, g.At(row, col))
			sure := int((math.Abs(edge) - slack) / width) // cells on which nothing changes
			for range min(max(sure, 1), g.Cols-col) {
				if edge <= 0 {
					z.near[at+col] |= air.Only(n)
				}
				col++
			}
		}
	}
}

// slack is how much a way may jump or err: by the belt at a coast, and by half a
// per cent (atlas.Territory.Distance).
const slack = atlas.Belt + 0.01*Depth // m

// within returns how far outside the perimeter of a nation a place lies, in
// metres; inside it is negative. Distances at sea run from the coast: the
// territory's own edge is the belt's.
func within(t *atlas.Territory, p geo.LatLon) float64 {
	d := t.Distance(p)
	if d > 0 && atlas.Overflown(p) == air.NoNation {
		d += atlas.Belt
	}
	return d - Depth
}
