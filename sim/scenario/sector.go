package scenario

import (
	"perimeter/air/geo"
)

// Sector is a part of an ATC unit's airspace, with one controller: a layer of
// height, of the whole or about a place.
type Sector struct {
	Name           string  // 2 characters
	Floor, Ceiling float64 // m above sea level
	Middle         geo.LatLon
	Radius         float64 // m; 0: everywhere
}

// Has reports whether a place at a height (m above sea level) lies in the sector.
func (s *Sector) Has(p geo.LatLon, height float64) bool {
	return height >= s.Floor && height < s.Ceiling && (s.Radius == 0 || geo.Distance(p, s.Middle) <= s.Radius)
}

// sectorTable is one sector of a [[center]].
type sectorTable struct {
	place
	Name      text   `toml:"name" need:"yes" form:"sector" doc:"2 characters, as they stand in field 31 of a message"`
	FloorFt   number `toml:"floor_ft" min:"-1500" max:"100000" def:"-1500" doc:"lower limit above sea level, feet"`
	CeilingFt number `toml:"ceiling_ft" min:"-1500" max:"100000" def:"100000" doc:"upper limit above sea level, feet"`
	Lat       number `toml:"lat" min:"-90" max:"90" def:"0" doc:"latitude of the middle, degrees north, where it has a radius"`
	Lon       number `toml:"lon" min:"-180" max:"180" def:"0" doc:"longitude of the middle, degrees east, where it has a radius"`
	RadiusNM  number `toml:"radius_nm" above:"0" max:"2000" def:"everywhere" doc:"radius about the middle, nautical miles"`
}

func (l *loader) sectors(c *centerTable) (list []Sector) {
	for i := range c.Sectors {
		e := &c.Sectors[i]
		s := Sector{
			Name: e.Name.V, Floor: e.FloorFt.or(-1500) * geo.Foot, Ceiling: e.CeilingFt.or(100_000) * geo.Foot,
			Middle: geo.Deg(e.Lat.V, e.Lon.V), Radius: e.RadiusNM.V * geo.NM,
		}
		if s.Ceiling <= s.Floor {
			l.bad(Contradiction, &e.place, e.CeilingFt.mark, "the ceiling is not above the floor").want("more than %g", e.FloorFt.or(-1500))
		}
		if e.RadiusNM.Is != (e.Lat.Is && e.Lon.Is) {
			l.bad(Contradiction, &e.place, e.RadiusNM.mark, "a sector about a place needs all of lat, lon, radius_nm").want("all three or none")
		}
		for _, other := range list {
			if other.Name == s.Name {
				l.bad(Contradiction, &e.place, e.Name.mark, "another sector has this name").want("a name of its own")
			}
		}
		list = append(list, s)
	}
	return list
}
