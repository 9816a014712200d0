package center

import (
	"slices"

	"perimeter/air"
)

// machine is a table of states and transitions for records of one kind. Both
// ends of a boundary keep one and step it by what they do, hear and see.
type machine[T any] []row[T]

// row is one transition: in one of these states, on this event, if the guard
// holds, the action is done and the next state begins with its clock.
type row[T any] struct {
	from  []string
	on    string                            // "do" and a word of air.Acts, "hear" and a word of air.Talk, or a word of the machine's own
	when  func(*Center, T, *happening) bool // nil: always
	do    func(*Center, T, *happening)      // nil: nothing
	next  string                            // empty: the state stays, and its clock runs on
	clock clock
	why   string // for the log; empty: as the event says
}

// happening is one event for a machine.
type happening struct {
	on  string
	at  air.Time
	who string      // a seat, "staff", or the center that was heard
	act air.Act     // of "do"
	msg air.Message // of "hear"

	said string // by this event, item by item, for the log
}

// robot names the automatic staff in logs and acts.
const robot = "staff"

func in(states ...string) []string { return states }

// find returns the first row that fits, or nil.
func (m machine[T]) find(c *Center, x T, state string, h *happening) *row[T] {
	for i := range m {
		r := &m[i]
		if r.on == h.on && slices.Contains(r.from, state) && (r.when == nil || r.when(c, x, h)) {
			return r
		}
	}
	return nil
}

// clock names a time limit of the machines. Each has a standard value, which a
// line of the scenario may set for its boundary.
type clock uint8

// The clocks of the hand-over of tracks of interest, then those of ATC transfer.
const (
	noClock         clock = iota
	identifyClock         // from interest to declaration
	warnClock             // before the border: the neighbour is warned
	receiptClock          // a warning or release is answered
	tellClock             // between two positions told by voice
	turnClock             // between two positions told by data: one turn of a long-range radar
	checkClock            // a contact is answered
	offerClock            // before the border: the track is offered
	acceptClock           // an offer is answered
	retryClock            // from an offer refused or unanswered to the next
	releaseClock          // an accepted track is let go
	shadowClock           // the old owner keeps watching
	lostClock             // a lost track is looked for
	superviseClock        // between two tries when a supervisor must help
	coordinateClock       // before the boundary: the estimate is sent
	lamClock              // LAM or LRM answers a message
	handOffClock          // before the boundary: RTI is sent
	rlaClock              // RLA answers RTI
	updateClock           // between two RTU
	takeClock             // the controller takes the hand-off
	stopClock             // before the boundary: an offer not taken goes to voice
	frequencyClock        // from acceptance to the change of frequency
	callClock             // the pilot calls the new unit
	keepClock             // the record stays on the desk after transfer
	voiceClock            // one try by voice
	pointClock            // a point out is answered
	notifyClock           // before the boundary: the notice is sent
	replyClock            // a controller answers an estimate or a proposal
	missClock             // the next unit says that the flight calls, where the messages have a word for it
	clocks
)

// standardClocks are the values of the table in docs/handovers.md. All are
// assumed; where a source lies behind one it stands beside it.
var standardClocks = [clocks]air.Time{
	identifyClock:  2 * air.Minute,  // identification within two minutes, as in the tables of air defence identification zones
	warnClock:      20 * air.Minute, // so that the word is there 15 min before the border
	receiptClock:   air.Minute,
	tellClock:      air.Minute,
	turnClock:      12 * air.Second, // ARSR-4: 5 turns a minute
	checkClock:     30 * air.Second,
	offerClock:     5 * air.Minute,
	acceptClock:    air.Minute,
	retryClock:     30 * air.Second,
	releaseClock:   30 * air.Second,
	shadowClock:    5 * air.Minute,
	lostClock:      30 * air.Minute, // as long as the uncertainty phase: ICAO Annex 11, 5.2.1 a
	superviseClock: 3 * air.Minute,

	coordinateClock: 20 * air.Minute,
	lamClock:        air.Minute,
	handOffClock:    5 * air.Minute,
	rlaClock:        12 * air.Second,
	updateClock:     12 * air.Second,
	takeClock:       air.Minute,
	stopClock:       2 * air.Minute,
	frequencyClock:  20 * air.Second,
	callClock:       air.Minute,
	keepClock:       air.Minute,
	voiceClock:      30 * air.Second,
	pointClock:      air.Minute,
	notifyClock:     25 * air.Minute,
	replyClock:      2 * air.Minute,
	missClock:       2 * air.Minute,
}

// clockNames are the keys of a line's timers in the scenario, less their unit.
var clockNames = [clocks]string{
	"", "identify", "warn", "receipt", "tell", "turn", "check", "offer", "accept", "retry", "release", "shadow", "lost", "supervise",
	"coordinate", "lam", "hand_off", "rla", "update", "take", "stop", "frequency", "call", "keep", "voice", "point", "notify", "reply", "miss",
}
