package atlas

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// Vessel is how the category of all that floats begins.
const Vessel = "vessel"

// ship is a type of surface craft, in the units of its sources. The list of
// types that the atlas received has none.
type ship struct {
	code, name  string
	cruise, max float64 // kt
	hours       float64 // endurance
	rcs         float64 // m2
	mast        float64 // m, of what reflects most above the water
	assumed     []string
	source      string
}

// ships: their cross-sections are those of M. Skolnik, Introduction to Radar
// Systems, 2nd ed. 1980, ch. 2: 2 m2 of a small pleasure boat, and of ships seen
// from above the horizon as many square metres as they displace in tons. To
// grazing radars large ships are larger by far (52 f^1/2 D^3/2, f in MHz and D in
// kilotons, in the same chapter); what looks down from the air is what watches
// them here. Bow and beam are half and twice the mean (assumed).
var ships = []ship{
	{"BOAT", "Fast boat (go-fast, 12 m)", 25, 45, 20, 2, 2, []string{"Cruise", "Endurance", "Max"},
		"cross-section of a small pleasure boat, Skolnik 1980"},
	{"CARG", "Coastal cargo ship (8,000 t)", 14, 16, 720, 8000, 20, []string{"Cruise", "Endurance", "Max"},
		"cross-section by displacement, Skolnik 1980"},
	{"CUTR", "Medium endurance cutter (270 ft, 1,800 t)", 12, 19.5, 504, 1800, 12, []string{"Cruise"},
		"U.S. Coast Guard fact sheet of the 270-foot cutter: 1,800 t, 19.5 kt, 21 days; cross-section by displacement, Skolnik 1980"},
	{"FISH", "Fishing vessel (25 m, 150 t)", 8, 12, 240, 150, 6, []string{"Cruise", "Endurance", "Max"},
		"cross-section by displacement, Skolnik 1980"},
}

// craft returns a ship in the terms of all types: it neither climbs nor sinks,
// and its height is that of what reflects most.
func (s *ship) craft() AircraftType {
	return AircraftType{
		Code: s.code, Name: s.name, Category: Vessel,
		Cruise: s.cruise * geo.Knot, Max: s.max * geo.Knot,
		Ceiling: s.mast, Typical: s.mast, MaxG: 1,
		Endurance: air.FromSeconds(s.hours * 3600),
		RCS:       s.rcs, RCSNose: s.rcs / 2, RCSBeam: 2 * s.rcs, Swerling: 1,
		Assumed: append([]string{"Typical"}, s.assumed...),
		Source:  s.source,
	}
}
