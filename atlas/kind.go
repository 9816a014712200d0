package atlas

import (
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// Sector is a part of the horizon that an electronic antenna looks into,
// counted from the nose of what carries it.
type Sector struct {
	Middle float64 // rad, clockwise: the antenna's broadside
	Half   float64 // rad, to either side of the middle
	Full   float64 // rad, to either side: within it the statement of detection holds
}

// kinds are the types that no list of radars has: what else tells a center
// where an aircraft is.
var kinds = []RadarType{
	{
		// Range: the budget of a 54 dBm transponder, 146.5 dB of free space over
		// 250 NM, 6 dBi less 1 dB gives -87.5 dBm, near a ground station's
		// threshold. An aircraft sends its position twice a second (ICAO Doc
		// 9871, app. B); a station passes one on every 1 to 2 s (assumed).
		Name: "ADS-B station", Class: "receiver of broadcasts", ADSB: true,
		Range: 250 * geo.NM, MinRange: 0, Scan: 1500 * air.Millisecond,
		ElevMin: surfaceElevMin, ElevMax: geo.Turn / 4, Height: towerHeight, Frequency: 1090e6, Capacity: plotsEnRoute,
		Assumed: []string{"Capacity", "ElevMin", "Height", "Scan"},
		Source:  "DO-260B; link budget as computed above",
	},
	{
		// Somebody who sees, and says so on the radio: an aircraft as far away as
		// an eye makes it out, a mile wrong, in a direction pointed at by hand.
		Name: "Observer", Class: "observer", Observer: true,
		Scan: 10 * air.Second, ElevMin: -geo.Turn / 4, ElevMax: geo.Turn / 4, SigmaRange: geo.NM, SigmaAz: 5 * geo.Degree, Range: 15 * geo.NM,
		Assumed: []string{"ElevMax", "ElevMin", "Range", "Scan", "SigmaAz", "SigmaRange"},
		Source:  "a person",
	},
}

// sideways are the antennas that look to the sides only, by the names of types.
//
// Source: the type's row: 150 degrees to each side with gaps ahead and astern,
// 120 at full performance.
var sideways = []struct {
	name    string
	sectors []Sector
}{
	{"PS-890 Erieye", []Sector{
		{Middle: 90 * geo.Degree, Half: 75 * geo.Degree, Full: 60 * geo.Degree},
		{Middle: -90 * geo.Degree, Half: 75 * geo.Degree, Full: 60 * geo.Degree},
	}},
}

// kind sets what a type's row does not say in a column of its own: where it
// looks, and whether its secondary is monopulse, which tells two overlapping
// replies apart.
func (t *RadarType) kind(r *row) {
	for _, s := range sideways {
		if s.name == t.Name {
			t.Sectors = slices.Clone(s.sectors)
		}
	}
	of := r.text("ssr") + " " + t.Name
	for _, word := range []string{"monopulse", "MSSR", "RSM", "ATCBI-6"} {
		t.Monopulse = t.Monopulse || strings.Contains(of, word)
	}
	t.Monopulse = t.SSR && (t.Monopulse || t.ModeS)
}
