package atlas

// Availability is how often a type of radar works.
type Availability struct {
	Type    string
	MTBF    float64 // h, mean time between failures that stop it
	MTTR    float64 // h, mean time to repair, with the way to the site
	Shared  string  // a cause that stops all radars of its kind at once; empty: none
	Weather float64 // share of time in which the shared cause lets them work; 1 without one
	Source  string  // "assumed" where there is none
}

// Alone returns the share of time in which the radar itself works, shared causes
// apart: A = MTBF / (MTBF + MTTR).
func (a *Availability) Alone() float64 { return a.MTBF / (a.MTBF + a.MTTR) }

// Assumed reports whether no source gives the times.
func (a *Availability) Assumed() bool { return a.Source == assumed }

const assumed = "assumed"

// The times where nothing is published: 2,000 hours between failures that stop
// a radar of two channels or of solid state, 1,000 one of tubes; a technician at
// an airport is there within an hour and mends within another, one called to an
// unattended site needs a day's shift, to the Arctic three days by helicopter.
const (
	atAirport = 2.0  // h
	unmanned  = 8.0  // h
	arctic    = 72.0 // h
)

// availabilities: the ASR-9 states 3,500 hours, two channels (radartutorial.eu,
// card 203). Tethered aerostats are planned for 60 % by the weather and work
// more than 98 % of the time else (US Air Force fact sheet on TARS); so many
// hours between failures as give 98 % with half a day of repair.
var availabilities = []Availability{
	{Type: "ARSR-4", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "ARSR-3", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "CARSR", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "ARSR-1/2", MTBF: 1000, MTTR: unmanned, Source: assumed},
	{Type: "FPS-20 family", MTBF: 1000, MTTR: unmanned, Source: assumed},
	{Type: "ASR-9", MTBF: 3500, MTTR: atAirport, Source: "radartutorial.eu card 203; repair assumed"},
	{Type: "ASR-11", MTBF: 3500, MTTR: atAirport, Source: assumed},
	{Type: "FPS-117", MTBF: 2000, MTTR: 24, Source: assumed},
	{Type: "FPS-124", MTBF: 2000, MTTR: arctic, Source: assumed},
	{Type: "TPS-63", MTBF: 1000, MTTR: unmanned, Source: assumed},
	{Type: "TPS-70", MTBF: 1000, MTTR: unmanned, Source: assumed},
	{Type: "TPS-77", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "TPS-78", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "STAR 2000", MTBF: 3500, MTTR: atAirport, Source: assumed},
	{Type: "RSM 970 S", MTBF: 3500, MTTR: atAirport, Source: assumed},
	{Type: "NAVCAN TSR/RSSR", MTBF: 2000, MTTR: atAirport, Source: assumed},
	{Type: "NAVCAN ISSR", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "SENEAM en-route PSR/MSSR", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "SENEAM en-route MSSR", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "SENEAM TMA PSR/MSSR", MTBF: 2000, MTTR: atAirport, Source: assumed},
	{Type: "ATCBI-6", MTBF: 2000, MTTR: unmanned, Source: assumed},
	{Type: "SIVA 3D (generic)", MTBF: 1000, MTTR: unmanned, Source: assumed},
	{Type: "TARS L-88", MTBF: 588, MTTR: 12, Shared: "weather on aerostats", Weather: 0.6,
		Source: "US Air Force fact sheet on TARS: 60 % by weather, equipment above 98 %; split of the hours assumed"},
	{Type: "APY-1/2", MTBF: 100, MTTR: 24, Source: assumed},
	{Type: "PS-890 Erieye", MTBF: 100, MTTR: 24, Source: assumed},
	{Type: "APS-145", MTBF: 100, MTTR: 24, Source: assumed},
	{Type: "ADS-B station", MTBF: 5000, MTTR: unmanned, Source: assumed},
	{Type: "Observer", MTBF: 16, MTTR: 8, Source: assumed}, // awake for so long, asleep for so long
	{Type: "DEW line FPS-19", MTBF: 500, MTTR: unmanned, Source: assumed},
}

// AvailabilityOf returns how often a type of radar works; what the table does
// not know is taken as an unattended radar of solid state, assumed.
func AvailabilityOf(typ string) Availability {
	for _, a := range availabilities {
		if a.Type == typ {
			if a.Shared == "" {
				a.Weather = 1
			}
			return a
		}
	}
	return Availability{Type: typ, MTBF: 2000, MTTR: unmanned, Weather: 1, Source: assumed}
}
