package atlas

import (
	"sync"

	"perimeter/air/geo"
)

// Area is a named piece of airspace, one ring of it: an airspace of two parts
// is two areas of the same name.
type Area struct {
	Ident  string // as "ZHU"; empty where areas have only names
	Name   string
	Kind   string // see the function that gives it
	Sketch bool   // the outline is approximate
	Source string
	Ring   geo.Ring // longitudes may run on beyond 180 degrees
	box    geo.Box
}

// Contains reports whether p lies in the area, on whichever side of the
// antimeridian the ring and p are counted.
func (a *Area) Contains(p geo.LatLon) bool {
	for _, turn := range [...]float64{0, -geo.Turn, geo.Turn} {
		q := geo.LatLon{Lat: p.Lat, Lon: p.Lon + turn}
		if a.box.Contains(q) && a.Ring.Contains(q) {
			return true
		}
	}
	return false
}

// ADIZ returns the air defense identification zones, of Kind "adiz": the
// contiguous US one in an Atlantic and a Pacific part (its inner limit in
// between is the border: BorderUSMexico), Alaska's, and a sketch of Canada's.
//
// Source: 14 CFR 99.43 and 99.45; some outer corners and the Canadian outline
// are from memory and are not checked against the documents.
func ADIZ() []Area { return zones()["adiz"] }

// SpecialZones returns the zones about Washington, of Kind "sfra" and "frz",
// from the surface to below 18,000 ft. Source: 14 CFR 93.335.
func SpecialZones() []Area { return zones()["special"] }

// FIRs returns the airspaces of the US air traffic control centers, by Kind:
// "high", "low", "boundary", "fir" (oceanic), "cta" (oceanic control area) and
// "uta". A center has several.
//
// Source: FAA NASR, ARB file of 2018, public domain.
func FIRs() []Area { return centerAreas() }

// NeighborFIRs returns the flight information regions and control centers of
// Canada, Mexico and their neighbours, of Kind "fir" and "oceanic". They are
// under CC BY-SA 4.0 and stand in a file and a folder of their own: keep them
// apart from other areas in what you write to files.
//
// Source: VAT-Spy Client Data Update Project of the VATSIM network, whose areas
// follow the real ones closely.
func NeighborFIRs() []Area { return neighborAreas() }

var (
	centerAreas   = once("airspace/artcc_us.geojson.gz", decodeCenters)
	neighborAreas = once("fir-cc-by-sa/fir_canada_mexico_vatspy.geojson.gz", decodeNeighbors)
	zoneFeatures  = once("airspace/adiz.geojson", decodeFeatures)

	zones = sync.OnceValue(func() map[string][]Area {
		groups := map[string][]Area{}
		for _, f := range zoneFeatures() {
			if group, kind := zoneKind(f.Name); f.Polygon {
				groups[group] = append(groups[group], areasOf(f, kind)...)
			}
		}
		return groups
	})
)

func zoneKind(name string) (group, kind string) {
	switch name {
	case "Washington DC SFRA":
		return "special", "sfra"
	case "Washington DC FRZ (outline approximated by a circle)":
		return "special", "frz"
	}
	return "adiz", "adiz"
}

// structures are the letters of the ARB file.
var structures = map[string]string{"H": "high", "L": "low", "B": "boundary", "F": "fir", "G": "cta", "U": "uta"}

func decodeCenters(name string, b []byte) (list []Area, err error) {
	features, err := decodeFeatures(name, b)
	for _, f := range features {
		list = append(list, areasOf(f, structures[f.Structure])...)
	}
	return list, err
}

func decodeNeighbors(name string, b []byte) (list []Area, err error) {
	features, err := decodeFeatures(name, b)
	for _, f := range features {
		f.Name, f.Source = f.Ident, "VAT-Spy Client Data Update Project, CC BY-SA 4.0"
		list = append(list, areasOf(f, "fir")...)
	}
	return list, err
}

// areasOf returns one area for each ring of a feature.
func areasOf(f feature, kind string) (list []Area) {
	for _, l := range f.Lines {
		ring := ringOf(l)
		list = append(list, Area{f.Ident, f.Name, kind, f.Sketch, f.Source, ring, ring.Box()})
	}
	return list
}

// ringOf returns a closed line as a ring: without the last point if that is the
// first again.
func ringOf(l Line) geo.Ring {
	if n := len(l); n > 1 && l[0] == l[n-1] {
		l = l[:n-1]
	}
	return geo.Ring(l)
}
