package air

// Message is a word passed between people: by voice or text. It is data: it has
// a label of its own and is logged.
type Message struct {
	At       Time // when it was said; over a line it arrives later
	From     string
	To       string // the center it is for; empty: whoever hears
	Text     string
	Release  Release
	Voice    bool
	Language Language // in which it was said
	Says     Talk     // what it says in fields; the zero Talk: free text
}

// Language is one of the three of the exercises.
type Language uint8

// The languages; the zero Language is English.
const (
	English Language = iota
	Spanish
	French
)

// String returns the ISO 639-1 code.
func (l Language) String() string { return [...]string{"en", "es", "fr", "?"}[min(l, 3)] }

// Talk is what a message between centers says, field by field, so that a machine
// at the other end can read it. A field that is not there is zero; what may be
// zero has its own word in Has. In files it is JSON.
type Talk struct {
	Word     string   `json:"word,omitempty"`     // warn, receipt, tell, contact, check, offer, accept, refuse, retract, release, return, lost, close, ask; of a planned flight notice, estimate, plan, change, cancel, copied, reject, standby, agree, decline, propose, hand_off, paired, update, take, recall, frequency, assumed, point_out, approve, disapprove; request, answer
	Case     string   `json:"case,omitempty"`     // of a track of interest
	Number   uint32   `json:"number,omitempty"`   // the sender's track number
	Other    uint32   `json:"other,omitempty"`    // the receiver's, as the sender knows it
	Measured Time     `json:"measured,omitempty"` // the time for which place, course and speed hold
	Lat      float64  `json:"lat,omitempty"`      // degrees north, rounded to 0.001
	Lon      float64  `json:"lon,omitempty"`      // degrees east, the same
	Course   int      `json:"course,omitempty"`   // degrees from true north, 1 to 360
	SpeedKt  int      `json:"speed_kt,omitempty"`
	Level    FL       `json:"level,omitempty"` // with HasLevel
	Code     Mode3A   `json:"code,omitempty"`  // with HasCode
	Has      Field    `json:"has,omitempty"`   // HasLevel, HasCode, HasCallsign, HasAddress
	Callsign string   `json:"callsign,omitempty"`
	Type     string   `json:"type,omitempty"` // ICAO type designator
	Souls    int      `json:"souls,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	Identity Identity `json:"identity,omitempty"` // with word identify: for whom the sender takes its track Number
	Interest bool     `json:"interest,omitempty"` // the same: a track of interest to the sender
	Source   string   `json:"source,omitempty"`   // cooperative, primary, ads-b, shared
	Boundary Time     `json:"boundary,omitempty"` // estimate of crossing
	Opened   Time     `json:"opened,omitempty"`   // with word warn: when the sender declared the case
	Point    string   `json:"point,omitempty"`    // of crossing
	From     string   `json:"from,omitempty"`     // ICAO, departure
	Dest     string   `json:"dest,omitempty"`     // ICAO, destination
	Depart   Time     `json:"depart,omitempty"`
	Serial   int      `json:"serial,omitempty"`   // of the message between two units, 1 to 1000
	Answers  int      `json:"answers,omitempty"`  // the serial that it answers
	Quality  int      `json:"quality,omitempty"`  // of the sender's track, 1 to 15; 0: it has none of its own
	Escort   string   `json:"escort,omitempty"`   // call sign of the escort, which stays behind
	Crossing string   `json:"crossing,omitempty"` // another level at the boundary, as field 14 writes it: F200A
	Flying   Time     `json:"flying,omitempty"`   // total time to the destination
	Sure     string   `json:"sure,omitempty"`     // how sure the sender is of its track: high, medium, low, shared
	Label    Release  `json:"label,omitempty"`    // with word warn: to whom it is releasable
	Sector   string   `json:"sector,omitempty"`   // of the receiving unit: to which it is offered, or that takes it
	Amends   string   `json:"amends,omitempty"`   // fields in the manner of field 22 that the reader kept as they came: 13/KATE0900
}
