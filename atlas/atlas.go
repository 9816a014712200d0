// Package atlas is the world as it stands: terrain, coast, borders, airspace,
// airports, navaids, radar sites and types, aircraft types, recorded traffic.
//
// The data are embedded, each set with its source and licence in ATTRIBUTION
// at the module's root, and decoded when first asked for: nothing happens at
// start-up. What a function returns is shared by all who ask and must not be
// changed. All angles are radians, all lengths metres, heights above mean sea
// level, unless a name says otherwise.
//
// The data are for simulation only, never for navigation. Where the sources
// are silent or wrong, the tables in supplement.go and mend.go say what stands
// in their place, and why.
package atlas

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// RadarSite is one row of the list of sites.
type RadarSite struct {
	ID         string
	Name       string
	Country    string     // ISO 3166, two letters
	Nation     air.Nation // NoNation outside the three
	Operator   string
	Type       string // a row of the list of types
	Pos        geo.LatLon
	Ground     float64 // m above sea level
	Approx     bool    // the position is approximate
	Status     string
	Confidence string
	Source     string
}

// StandIn reports whether the row is a placeholder: Mexican rows and all rows
// of low confidence (the atlas's own word).
func (s *RadarSite) StandIn() bool {
	return s.Confidence == "low" || s.Nation == air.MEX
}

// RadarType is one row of the list of types, parsed into SI, with what the
// sources leave out filled in.
type RadarType struct {
	Name        string
	Class       string
	PSR, SSR    bool
	ModeS       bool
	Range       float64  // m, instrumented, primary; 0 without one
	RangeSSR    float64  // m, instrumented, secondary; 0 without one
	MinRange    float64  // m
	Scan        air.Time // of one turn
	Electronic  bool     // scans without turning
	Airborne    bool     // carried by an aircraft
	Frequency   float64  // Hz, middle of the band
	AzBeam      float64  // rad, 3 dB
	ElevMin     float64  // rad, lowest that the beam looks; a surface radar's is opened to -2 degrees, so that horizon and terrain end its view
	ElevMax     float64  // rad
	SigmaRange  float64  // m
	SigmaAz     float64  // rad
	SigmaHeight float64  // m; 0: gives no height
	RefPd       float64  // the statement: probability of detection ...
	RefRCS      float64  // ... on this cross-section, m2 ...
	RefRange    float64  // ... at this range, m
	Pulses      int      // integrated per dwell
	Pfa         float64  // per cell
	Height      float64  // m, antenna above ground
	Platform    float64  // m above sea level where a balloon carries it; 0: none
	Processing  Processing
	Sectors     []Sector // that an electronic antenna looks into; none: all around
	Capacity    int      // plots a scan that its extractor passes on
	Monopulse   bool     // its secondary takes the azimuth of each single reply
	ADSB        bool     // no radar: it receives what aircraft broadcast, up to Range
	Observer    bool     // no radar: somebody who sees, and says so
	Assumed     []string // names of the fields above that no source gives
	Source      string
}

// AircraftType is one row of the list of types, in SI.
type AircraftType struct {
	Code      string // ICAO designator; of ships our own
	Name      string
	Category  string
	Cruise    float64 // m/s, true airspeed
	Max       float64 // m/s
	Min       float64 // m/s
	ClimbLow  float64 // m/s, at sea level
	ClimbHigh float64 // m/s, at cruise level
	Descent   float64 // m/s
	Ceiling   float64 // m
	Typical   float64 // m
	MaxBank   float64 // rad
	MaxG      float64 // multiples of standard gravity
	Endurance air.Time
	RCS       float64 // m2, mean over aspect
	RCSNose   float64 // m2
	RCSBeam   float64 // m2
	Swerling  uint8
	ADSB      bool     // broadcasts its position
	Assumed   []string // names of the fields above that no source gives
	Source    string
}
