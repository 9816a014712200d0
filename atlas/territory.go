package atlas

import (
	"math"
	"sync"

	"perimeter/air"
	"perimeter/air/geo"
)

// Belt is the breadth of the territorial sea (UN Convention on the Law of the
// Sea, article 3; claimed by all three nations).
const Belt = 12 * geo.NM // m

// Territory is a nation's sovereign airspace, seen from above: its land and
// inland waters, and the belt of sea along its coast.
type Territory struct {
	nation air.Nation
	realm  *realm
}

// Sovereign returns the sovereign airspace of a nation.
//
// Land decides first; over water it is the nearest coast's within 12 NM, so
// that between two nations the line lies in the middle. Other nations' land and
// belts count too: no belt reaches over Guatemala or beyond the middle of the
// way to Cuba. The USA holds Puerto Rico and its Virgin Islands.
//
// Bays are not closed by baselines (assumed: the middle of Hudson Bay is nobody's).
// Small islands are missing where the sources leave them out, as are the Aleutian
// Islands beyond 180 degrees. Land borders are good to about 1 km where they follow
// a river.
//
// Source: Natural Earth: states 1:10 million, all else 1:50 million.
func Sovereign(n air.Nation) *Territory { return &Territory{n, allRealm()} }

// Overflown returns the nation in whose sovereign airspace p lies; NoNation over
// the high seas and over all other countries.
func Overflown(p geo.LatLon) air.Nation {
	holder, _ := allRealm().holder(p)
	if holder > air.MEX {
		return air.NoNation
	}
	return holder
}

// Contains reports whether p lies in the nation's sovereign airspace.
func (t *Territory) Contains(p geo.LatLon) bool {
	holder, _ := t.realm.holder(p)
	return holder == t.nation && t.nation != air.NoNation
}

// Distance returns how far p is from the nation's sovereign airspace in metres:
// 0 inside. Over another country's land that is the way to the nation's land;
// elsewhere the way to its land less the belt, and no less than the way to the
// middle line where the other coast is nearer. It is good to 0.5 %.
func (t *Territory) Distance(p geo.LatLon) float64 {
	if t.nation == air.NoNation || int(t.nation) >= len(t.realm.outlines) {
		return math.Inf(1)
	}
	holder, overLand := t.realm.holder(p)
	if holder == t.nation {
		return 0
	}
	at := p.At(0).ECEF()
	own := t.realm.outlines[t.nation].distance(at)
	if overLand {
		return own
	}
	if holder == air.NoNation {
		return max(own-Belt, 0)
	}
	return max(own-Belt, (own-t.realm.outlines[holder].distance(at))/2, 0)
}

// other stands for every country that is no player.
const other = air.MEX + 1

// allRealm is made of the outlines of all countries.
var allRealm = sync.OnceValue(func() *realm { return newRealm(landEdges()) })

// landEdges returns the outlines of all land as short edges, by country.
//
// The players' are those of their states. Islands that only the coarser layer
// has are added: its polygons that touch none of the finer ones.
func landEdges() []edge {
	var list []edge
	var fine []Area
	for _, f := range states() {
		if holder := holderOf(f.Country); holder != other {
			fine = append(fine, areasOf(f, "")...)
			list = appendEdges(list, f.Lines, holder)
		}
	}
	for _, f := range countries() {
		holder := holderOf(f.Country)
		for _, l := range f.Lines {
			if f.Country != holder.String() || apart(l, fine) {
				list = appendEdges(list, []Line{l}, holder)
			}
		}
	}
	return list
}

var countries = once("geo/countries_50m.geojson.gz", decodeFeatures)

// holderOf returns who holds a country of the map by its three letters.
func holderOf(country string) air.Nation {
	switch country {
	case "USA", "PRI", "VIR":
		return air.USA
	case "CAN":
		return air.CAN
	case "MEX":
		return air.MEX
	}
	return other
}

// apart reports whether no point of a line lies in any of the areas, nor the
// areas in it.
func apart(l Line, areas []Area) bool {
	ring := ringOf(l)
	box := ring.Box()
	for i := range areas {
		a := &areas[i]
		if a.box.South > box.North || a.box.North < box.South || a.box.West > box.East || a.box.East < box.West {
			continue
		}
		if ring.Contains(a.Ring[0]) {
			return false
		}
		for _, p := range ring {
			if a.box.Contains(p) && a.Ring.Contains(p) {
				return false
			}
		}
	}
	return true
}
