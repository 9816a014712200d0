package scene

import (
	"perimeter/air/geo"
	"perimeter/atlas"
)

// openChart reads the map at one level of detail from the atlas. Lakes are
// rings within the rings of land: filled together they stay black.
func openChart(fine bool) *chart {
	d := atlas.Coarse
	if fine {
		d = atlas.Fine
	}
	c := &chart{
		coast:   lineShapes(atlas.Coast(d)),
		lakes:   lineShapes(atlas.Lakes(d)),
		borders: lineShapes(atlas.Borders(d)),
		states:  lineShapes(atlas.States(d)),
	}
	c.land = append(ringShapes(atlas.Land(d)), ringShapes(atlas.Lakes(d))...)
	var zones []geo.Ring
	for _, a := range atlas.ADIZ() {
		zones = append(zones, a.Ring)
	}
	c.adiz = ringShapes(zones)
	c.openAirspace(d)
	return c
}
