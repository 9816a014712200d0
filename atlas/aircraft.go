package atlas

import (
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// AircraftTypes returns all aircraft, ships and target classes, sorted by code.
//
// Source: open literature; each row names its own, and Assumed what it does not
// cover.
func AircraftTypes() []AircraftType { return aircraftTypes() }

// FindAircraftType returns the type of a code, as "B738".
func FindAircraftType(code string) (AircraftType, bool) { return find(aircraftTypes(), code, typeCode) }

// AircraftTypeCodes returns the codes of all types, sorted.
func AircraftTypeCodes() []string { return names(aircraftTypes(), typeCode) }

func typeCode(t *AircraftType) string { return t.Code }

var aircraftTypes = once("geo/aircraft_types.csv", decodeAircraft)

func decodeAircraft(name string, b []byte) (types []AircraftType, err error) {
	err = eachRow(name, b, func(r *row) { types = append(types, aircraftOf(r)) })
	if err != nil {
		return nil, err
	}
	for i := range ships {
		types = append(types, ships[i].craft())
	}
	for i := range types {
		types[i].assume()
	}
	return types, sortBy(name, types, typeCode)
}

func aircraftOf(r *row) AircraftType {
	t := AircraftType{
		Code:      r.name("code"),
		Name:      r.name("name"),
		Category:  r.name("category"),
		Cruise:    r.within("cruise_tas_kt", 1, 2000) * geo.Knot,
		Max:       r.within("max_tas_kt", 1, 2000) * geo.Knot,
		Min:       r.within("min_speed_kt", 0, 1000) * geo.Knot,
		ClimbLow:  r.within("climb_fpm_sl", 0, 1e5) * geo.FootMin,
		ClimbHigh: r.within("climb_fpm_cruise", 0, 1e5) * geo.FootMin,
		Descent:   r.within("descent_fpm", 0, 1e5) * geo.FootMin,
		Ceiling:   r.within("ceiling_ft", 0, 2e5) * geo.Foot,
		Typical:   r.within("typical_alt_ft", 0, 2e5) * geo.Foot,
		MaxBank:   r.within("max_bank_deg", 0, 89) * geo.Degree,
		MaxG:      r.within("max_g", 1, 15),
		Endurance: air.FromSeconds(r.within("endurance_h", 0, 1000) * 3600),
		RCS:       r.within("rcs_ls_m2", 1e-6, 1e5),
		RCSNose:   r.within("rcs_nose_m2", 1e-6, 1e5),
		RCSBeam:   r.within("rcs_beam_m2", 1e-6, 1e5),
		Swerling:  uint8(r.within("swerling", 0, 4)),
		ADSB:      strings.Contains(r.text("transponder"), "ADS-B"),
		Source:    r.name("source"),
	}
	if r.text("basis") == "A" {
		t.Assumed = slices.Clone(flown)
	}
	mendAircraft(&t)
	return t
}

// flown are the fields of a type that the world and the radars reckon with.
var flown = []string{"Ceiling", "ClimbHigh", "ClimbLow", "Cruise", "Descent", "Endurance", "Max", "MaxBank", "MaxG",
	"Min", "RCS", "RCSBeam", "RCSNose", "Swerling", "Typical"}

// classValues are those that no source of any row states: makers publish no rate
// of descent, no bank of everyday flight and no level at which most fly; what the
// literature says of cross-sections is one number, not a shape, and the case of
// fluctuation is a suggestion.
var classValues = []string{"Descent", "MaxBank", "RCSBeam", "RCSNose", "Swerling", "Typical"}

// assume adds the class values to what is assumed of a type.
func (t *AircraftType) assume() {
	t.Assumed = append(slices.Clone(classValues), t.Assumed...)
	slices.Sort(t.Assumed)
	t.Assumed = slices.Compact(t.Assumed)
}
