package atlas

import "perimeter/air/geo"

// mend says in what the atlas departs from a row of its sources. A zero field
// leaves the row as it is.
type mend struct {
	id     string
	ground float64 // m above sea level
	lon    float64 // degrees
	approx bool
	why    string
}

// siteMends: heights of stations on summits that the rows give as the mean of a
// 2-minute terrain cell, and positions that are rounded.
var siteMends = []mend{
	{id: "QBE", ground: 1288, why: "Apple Orchard Mountain; general reference"},
	{id: "QSI", ground: 3035, why: "Medicine Mountain; general reference"},
	{id: "QJQ", ground: 1051, why: "Pico del Este; general reference"},
	{id: "QRI", ground: 1262, why: "Big Black Mountain; general reference"},
	{id: "QJA", ground: 300, why: "bluff above Empire; general reference, to 50 m"},
	{id: "QEA", ground: 50, why: "highland of North Truro; general reference, to 10 m"},
	{id: "NBW", ground: 150, why: "hill above Guantanamo Bay; general reference, to 50 m"},
	{id: "QMO", lon: -123.58, approx: true, why: "1045 m is Prairie Mountain's, which lies 0.25 degrees west of the row's plain (149 m)"},
	{id: "LRR-MDM", ground: 893, why: "Murphy Dome; general reference"},
	{id: "LRR-TNC", ground: 690, why: "mountain above Tin City; general reference, to 20 m"},
	{id: "NWS-LAB-2", ground: 244, why: "mountain-top station; highest ground of its terrain cell"},
	{id: "NWS-BAF-3", ground: 178, why: "mountain-top station; highest ground of its terrain cell"},
	{id: "NWS-DYE-M", ground: 606, why: "mountain-top station; highest ground of its terrain cell"},
	{id: "RDM", approx: true, why: "the position is rounded to whole and quarter degrees"},
	{id: "JHY", approx: true, why: "the position is rounded to whole degrees"},
}

func mendSite(s *RadarSite) {
	for _, m := range siteMends {
		if m.id != s.ID {
			continue
		}
		if m.ground != 0 {
			s.Ground = m.ground
		}
		if m.lon != 0 {
			s.Pos.Lon = m.lon * geo.Degree
		}
		s.Approx = s.Approx || m.approx
		s.Source += "; mended: " + m.why
	}
}

// speedMends: two rows state as the greatest speed the sound's multiple at sea
// level; at altitude sound is slower.
var speedMends = []struct {
	code string
	max  float64 // kt, true airspeed
	why  string
}{
	{"F35", 943, "Mach 1.6 at FL300 (ISA 303.17 m/s)"},
	{"T33", 471, "Mach 0.8 at FL300 (ISA 303.17 m/s)"},
}

// smallCeiling is what quadcopters climb to above the sea: data sheets of camera
// drones state 4,000 to 6,000 m (assumed between). The row's 1,500 ft are a height
// above the ground, by which none could fly over Mexico City.
const smallCeiling = 5000.0 // m

func mendAircraft(t *AircraftType) {
	if t.Code == "UASS" {
		t.Ceiling = smallCeiling
		t.Assumed = append(t.Assumed, "Ceiling")
		t.Source += "; mended: ceiling above the sea, not above the ground"
	}
	for _, m := range speedMends {
		if m.code == t.Code {
			t.Max = m.max * geo.Knot
			t.Source += "; mended: " + m.why
		}
	}
}
