// Package scenario reads an exercise from TOML and checks all of it: what comes
// out is complete, in SI units, and holds no reference that leads nowhere.
package scenario

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// Scenario is one exercise, resolved.
type Scenario struct {
	Name     string // of the file, without its ending
	Title    string
	Brief    string
	Source   []byte // the TOML as read: goes into the recording
	Start    int64  // s since 1970 UTC of exercise time 0
	Length   air.Time
	Beat     air.Time // 100 ms to 1 s, a divisor of 1 s
	Picture  air.Time // between publications, a multiple of the beat
	Keep     air.Time // between checkpoints in a recording
	Seed     uint64
	MapAt    geo.LatLon
	MapRange float64 // m, half the height of the map when it opens

	Radars   []Radar
	Centers  []Center
	Feeds    []Feed
	Lines    []Line
	Aircraft []Aircraft
	Traffic  Traffic
	Weather  Weather
	Injects  []Inject
	Bands    []Band

	Rules      []Rule
	Agreements []Agreement
	Zones      []Zone
	Areas      []Responsibility
	Alerts     []Alert

	Tolerances Tolerances
	Players    Players // call signs of role players
	Watch      []Watch
	Corridors  []Corridor
}

// Weather is what the air does.
type Weather struct {
	Wind       []Wind  // by Height, ascending; straight between, constant beyond; none: still air
	Rain       []Rain  // showers, which drift with the wind
	Refraction float64 // effective radius of the earth over the true one, 0.5 to 5; 4/3 is standard
	SeaState   float64 // 0 to 6, Douglas scale
}

// Wind is the wind at a height: whither it blows.
type Wind struct {
	Height      float64 // m above sea level
	East, North float64 // m/s
}

// Rain is a shower at the start: an upright cylinder on the ground.
type Rain struct {
	Name   string
	Pos    geo.LatLon
	Radius float64 // m
	Top    float64 // m above sea level
	Rate   float64 // mm/h
}

// Radar is one sensor: the atlas's site and type with the scenario's overrides.
type Radar struct {
	Name         string // of the site, unless the scenario renames it
	Nation       air.Nation
	StandIn      bool // a placeholder: position or type is not public
	Type         atlas.RadarType
	Pos          geo.Geodetic // of the antenna
	Civil        bool         // run by a civil authority
	Release      air.Release  // who may have its data at all
	TracksTo     air.Release  // who may have tracks that are made of its data
	FalsePerScan float64      // mean false plots a scan of the primary
	Birds        float64      // how many of them, in the mean, are of birds and angels
	BiasRange    float64      // m, hidden from every tracker
	BiasAz       float64      // rad, hidden
	Lobing       bool         // its primary has lobes over the sea
	OutAtStart   bool
	Carrier      string // the aircraft that carries it; empty: it stands on the ground
}

// Center is one fusion center.
type Center struct {
	Name     string
	Title    string
	Audience air.Release
	Nation   air.Nation // whose people sit there; none for one of several nations
	Kind     CenterKind
	Tongue   string   // "en", "es", "fr"; empty: its nation's
	Area     string   // flight information region of an ATC unit
	Reaction air.Time // mean of its automatic staff
	Error    float64  // share of read-backs that its staff gets wrong, 0 to 1
	Staff    string   // "scope": the automatic staff identifies and alerts; "full": it plays cases, hand-overs and transfers too
	Gate     float64  // what its tracker's gate is multiplied by, in standard deviations: 0.1 to 4; 0: 1
	Identify Staffing
	Sectors  []Sector // of an ATC unit; none: one sector, 01
}

// CenterKind says what a center's people do.
type CenterKind string

// The kinds of centers.
const (
	Defence  CenterKind = "defence"  // surveillance, identification, interceptors, tracks of interest
	ATC      CenterKind = "atc"      // transfers planned flights
	Agency   CenterKind = "agency"   // answers messages
	Observer CenterKind = "observer" // looks on
)

// Language returns the language in which a center's people are spoken to: the
// scenario's word, or their nation's; English for a center of several.
func (c *Center) Language() air.Language {
	switch {
	case c.Tongue == "fr":
		return air.French
	case c.Tongue == "es", c.Tongue == "" && c.Nation == air.MEX:
		return air.Spanish
	}
	return air.English
}

// Feed carries the data of some radars, or the tracks of a center, to one center.
type Feed struct {
	Name     string
	Radars   []int // indices in Scenario.Radars, ascending
	Tracks   bool  // it carries the tracks of center From, in place of plots
	From     int   // index in Scenario.Centers, with Tracks
	Center   int   // index in Scenario.Centers
	Delay    air.Time
	Jitter   air.Time  // half width of the uniform law about Delay
	Loss     float64   // probability that a message is lost, 0 to 1
	Twice    float64   // probability that one comes twice, 0 to 1
	Rate     float64   // plots or tracks a second that it can carry; 0: any number
	Queue    air.Time  // with Rate: how long a message may wait before it is dropped
	Every    air.Time  // with Tracks: from picture to picture; 0: every beat
	Withhold air.Field // fields taken off before it leaves
	Terms    Terms
}

// Line joins the people of two centers, for messages both ways.
type Line struct {
	Name     string
	Between  [2]string // names of centers
	Voice    bool      // spoken; else data
	Delay    air.Time
	Jitter   air.Time // half width of the uniform law about Delay
	Loss     float64  // probability that a message is lost, 0 to 1
	Factor   float64  // on the delay of voice in another language than English, 1 or more
	Shared   bool     // the two have agreed that a track of interest goes on shared data alone
	Messages string   // the set of messages by which two ATC units transfer flights; empty: nam-like/1
	Points   []Point  // agreed for the transfer of flights
	Lent     []Lent   // airspace of one unit in which the other controls
	Clocks   []Clock  // time limits of their hand-overs that differ from the standard
}

// Point is a place with a name.
type Point struct {
	Name string
	Pos  geo.LatLon
}

// Lent is airspace that one of two units has delegated to the other: a circle.
type Lent struct {
	To     string // the center that controls there
	Middle geo.LatLon
	Radius float64 // m
}

// Clock is one time limit of the hand-overs over a line.
type Clock struct {
	Name  string
	Limit air.Time
}

// Telephone is the line that any two centers have if the scenario gives them no
// voice line: dialling, finding the right person, speaking. All assumed.
var Telephone = Line{Name: "telephone", Voice: true, Delay: 45 * air.Second, Jitter: 15 * air.Second, Factor: 1.5}

// Aircraft is one aircraft of the story.
type Aircraft struct {
	Name        string
	Callsign    string
	Nation      air.Nation
	Role        truth.Role
	Type        atlas.AircraftType
	Depart      air.Time
	Standby     bool // waits for an order to launch
	Route       []Leg
	Repeat      int // from this leg on the route is flown round and round (an orbit); -1: once
	Transponder Transponder
	Plan        *Plan       // nil: none filed
	Base        string      // ICAO, the airport to which it returns; empty: the nearest that suits it
	Operator    air.Nation  // whose people fly it; Nation: that of its registration
	Crew        air.Release // nations of which an officer is aboard
	Fuel        air.Time    // aboard at the start, as time aloft at cruise; 0: the type's endurance
	ADSB        bool        // broadcasts its position
	NIC, NACp   uint8       // as its broadcasts say (DO-260B)
	Phantom     bool        // nobody is there, only broadcasts that say so
	Jammer      truth.Jammer
	Behaves     []Behave // sorted by At
}

// Behave is a behaviour that an aircraft begins by itself: at a time, or when it
// is in the air, whichever is later.
type Behave struct {
	At        air.Time
	Body      air.Behave
	FromStart bool // At counts from the start of its flight: it waits to be launched
}

// Leg is the way to one point of a route. The first is where the aircraft
// starts.
type Leg struct {
	Fix    string // the name, if it has one
	Pos    geo.LatLon
	Height float64 // m, to be reached at the type's climb and descent; above ground with AGL
	AGL    bool
	Speed  float64 // m/s, true airspeed on the way to the point
}

// Transponder is how a transponder is set at the start.
type Transponder struct {
	On      bool
	ModeC   bool
	ModeS   bool
	Code    air.Mode3A
	Address air.Address
}

// Plan is a flight plan as filed: it may be false.
type Plan struct {
	From, To string // ICAO
	Release  air.Release
	Filed    air.Time        // 0: before the start
	Early    air.Time        // the departure as filed less the true one
	Route    []air.PlanPoint // as filed; none: not known
}

// Traffic is the background: airline flights by pairs of airports, and recorded
// flights, relabelled.
type Traffic struct {
	Pairs       []Pair
	US          int         // flights drawn from the atlas's airport pairs, by their frequency
	Within      geo.Box     // only pairs whose both ends lie in it, and the area that is filled; the zero box: anywhere, and the map
	Recorded    []string    // sets of recorded flights to take in whole
	Release     air.Release // of their flight plans
	Density     float64     // of airlines in the area: 1 is an average day's
	VFR         float64     // the same of light aircraft under visual rules
	Helicopters float64     // the same
}

// Pair is a number of flights from one airport to another within the exercise.
type Pair struct {
	From, To string // ICAO
	Flights  int
}

// Inject is one line of the MSEL.
type Inject struct {
	Number   int
	At       air.Time
	From     string // who plays it: EXCON, a center, an agency
	Title    string
	Expected string // what the players should do
	Bodies   []air.Body
	Trigger  Trigger
	Expects  []Expect

	Objective   string // of the exercise, which it serves
	Responsible string // the center that should act
	Note        string // for the evaluator
}
