package air

import (
	"encoding/json"
	"fmt"
)

// Desk is what a center's people have before them beside the picture: the cases,
// transfers, duties, flights and requests that they work on, and their log. It is
// small and changes seldom; in files it is JSON.
type Desk struct {
	Cases     []Case     `json:"cases,omitempty"`     // in the order of their opening
	Transfers []Transfer `json:"transfers,omitempty"` // the same
	Duties    []Duty     `json:"duties,omitempty"`    // by track
	Flights   []Flight   `json:"flights,omitempty"`   // by name
	Requests  []Request  `json:"requests,omitempty"`  // in the order of their opening
	Dossiers  []Dossier  `json:"dossiers,omitempty"`  // by track, of those of which there is more to say than the mark does
	Log       []LogLine  `json:"log,omitempty"`       // of the last five minutes, by Seq
}

// Empty reports whether nothing lies on the desk.
func (d *Desk) Empty() bool {
	return len(d.Cases)+len(d.Transfers)+len(d.Duties)+len(d.Flights)+len(d.Requests)+len(d.Dossiers)+len(d.Log) == 0
}

// Case is one track of interest as one center holds it, and how far its
// hand-over to or from a neighbour has come.
type Case struct {
	Name     string `json:"case"`               // "MEX-3": who opened it, and its number there
	Track    uint32 `json:"track,omitempty"`    // the center's own number; 0: it has none
	Other    uint32 `json:"other,omitempty"`    // the neighbour's number, as told
	With     string `json:"with,omitempty"`     // the neighbour's center
	State    string `json:"state"`              // a state of the hand-over machine: potential, toi, warned, telling, held_both, offered, accepted, handed_over, lost, closed
	Since    Time   `json:"since"`              // of the state
	Giving   bool   `json:"giving"`             // this center gives; else it receives
	Lead     Nation `json:"lead,omitempty"`     // who declares it
	Why      string `json:"why,omitempty"`      // the criterion
	Declared Time   `json:"declared,omitempty"` // 0: not yet
	Gap      Time   `json:"gap,omitempty"`      // at hand-over: from release to the new owner's hold; below 0: overlap
	Apart    Metre  `json:"apart_m,omitempty"`  // at acceptance: between the two pictures' positions
}

// Metre is a length in metres, in files rounded to whole ones.
type Metre int64

// Transfer is one planned flight on its way from one ATC unit to the next.
type Transfer struct {
	Callsign string `json:"callsign"`
	Track    uint32 `json:"track,omitempty"`
	With     string `json:"with"`  // the other unit
	State    string `json:"state"` // a state of the transfer machine: notified, sent, coordinating, coordinated, offer_sent, offered, accepted, radio_sent, on_freq, transferred, voice, cancelled
	Since    Time   `json:"since"`
	Giving   bool   `json:"giving"`
	Boundary Time   `json:"boundary"`         // estimate of crossing
	Voice    bool   `json:"voice"`            // by voice, not by line
	Sector   string `json:"sector,omitempty"` // of the receiving unit, to which it is offered
	By       string `json:"by,omitempty"`     // that took it
}

// Duty says who answers for a track: four questions, each with its own answer.
// An empty name is a gap.
type Duty struct {
	Track     uint32 `json:"track"`
	Control   string `json:"control,omitempty"`   // the ATC unit that controls it
	Reporter  string `json:"reporter,omitempty"`  // reporting responsibility (R2): whose report is best
	Lead      string `json:"lead,omitempty"`      // lead nation for the case
	Intercept string `json:"intercept,omitempty"` // the center that controls its interceptor
}

// Flight is one of a center's interceptors, or pair.
type Flight struct {
	Name    string   `json:"flight"`
	Base    string   `json:"base"`            // ICAO
	State   string   `json:"state"`           // ready, ordered, airborne, closing, visual, shadow, escort, broken_off, home, down
	Since   Time     `json:"since"`           // of the state
	On      uint32   `json:"on,omitempty"`    // the track it is guided on
	Track   uint32   `json:"track,omitempty"` // its own
	Fuel    Time     `json:"fuel"`            // time aloft that is left
	Members []string `json:"members"`         // names of aircraft
}

// Request is one question to a neighbour that waits or was answered.
type Request struct {
	To     string `json:"to"`
	From   string `json:"from"`
	What   string `json:"what"`
	Asked  Time   `json:"asked"`
	Answer string `json:"answer,omitempty"` // granted, denied, late; empty: it waits
	Why    string `json:"why,omitempty"`
	At     Time   `json:"at,omitempty"` // of the answer
}

// Dossier is what lies behind the mark of a track: who gave its identity and
// when, which criteria of interest it met and when, and who sees it otherwise.
type Dossier struct {
	Track    uint32 `json:"track"`
	By       string `json:"by,omitempty"`       // who gave the identity: a seat, "staff", or nobody yet
	Seen     Time   `json:"seen"`               // first in the picture
	Since    Time   `json:"since,omitempty"`    // the identity was given; 0: not yet
	Declared Time   `json:"declared,omitempty"` // a track of interest; 0: not
	Visual   string `json:"visual,omitempty"`   // what an interceptor saw
	Notes    string `json:"notes,omitempty"`    // other evidence: a plan filed late, an answer of a watch-list
	Met      []Met  `json:"met,omitempty"`      // criteria, in the order of their table
	Words    []Word `json:"words,omitempty"`    // of others on the same aircraft, by center
	Conflict bool   `json:"conflict,omitempty"` // they or the own one disagree: friend and foe
}

// Met is a criterion of interest and when it was met first.
type Met struct {
	Criterion string `json:"criterion"`
	At        Time   `json:"at"`
}

// Word is for whom another center takes an aircraft, as it said.
type Word struct {
	From     string   `json:"from"`
	Number   uint32   `json:"number"` // of its track
	Identity Identity `json:"identity"`
	Interest bool     `json:"interest,omitempty"`
	At       Time     `json:"at"` // when it was heard
}

// LogLine is one line of a center's log: who did what, when, why.
type LogLine struct {
	Seq   uint32 `json:"seq"` // from 1, without gaps, in each center
	At    Time   `json:"at"`
	Who   string `json:"who"`             // a seat, or "staff" for a robot's
	Did   string `json:"did"`             // a word of Acts, or of a message, or breach, late, gap
	Track uint32 `json:"track,omitempty"` // the center's own number
	Case  string `json:"case,omitempty"`  // or the call sign of a transfer
	With  string `json:"with,omitempty"`  // the other center
	Text  string `json:"text,omitempty"`
	Robot bool   `json:"robot,omitempty"` // nobody sat in the seat
}

// AppendState adds the desk to a checkpoint.
func (d *Desk) AppendState(b []byte) []byte {
	data, err := json.Marshal(d)
	if err != nil {
		panic(fmt.Sprintf("air: desk: %v", err))
	}
	return AppendString(b, string(data))
}

// LoadState reads what AppendState wrote.
func (d *Desk) LoadState(r *StateReader) {
	*d = Desk{}
	if s := r.String(); r.Err() == nil {
		if err := json.Unmarshal([]byte(s), d); err != nil {
			r.Fail(fmt.Errorf("desk: %w", err))
		}
	}
}
