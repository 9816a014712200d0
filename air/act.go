package air

import "fmt"

// Act is what the people of a center do, with one of its tracks or with a
// neighbour: the one body of a seat's closed set beside Identify. The words and
// what each needs are in Acts.
type Act struct {
	Center string `json:"center"`          // whose people act
	Do     string `json:"do"`              // a word of Acts
	Track  uint32 `json:"track,omitempty"` // the center's own number; 0: none
	To     string `json:"to,omitempty"`    // a center, an agency, a flight, a base or a feed, as the word says
	Text   string `json:"text,omitempty"`  // reason, read-back or note, as the word says
	By     string `json:"by,omitempty"`    // who acts: a seat; "staff" for the automatic staff
}

// Kind returns the word for the body.
func (Act) Kind() string { return "act" }

func (Act) body() {}

// ActSpec says what a word of Act needs and means.
type ActSpec struct {
	Word  string
	Track bool   // a track must be named
	To    string // what To names: "center", "flight", "base", "feed"; empty: nothing
	Text  string // what Text holds; empty: nothing
	Doc   string
}

// Acts are the words of Act, by the machine they move.
var Acts = []ActSpec{
	// Tracks of interest and their hand-over (sim/center/handover.go).
	{"declare", true, "", "the criterion", "the lead nation declares a track of interest"},
	{"explain", true, "", "the reason", "it is explained: no longer of interest"},
	{"warn", true, "center", "", "warn the neighbour: number, position, course, speed, level, intent"},
	{"contact", true, "center", "", "say that the own sensors hold what the neighbour tells"},
	{"offer", true, "center", "", "offer the track to the neighbour"},
	{"accept", true, "center", "the read-back", "take an offered track, reading back number, position, level"},
	{"refuse", true, "center", "the reason", "refuse an offered track"},
	{"retract", true, "center", "the reason", "take an offer back"},
	{"release", true, "center", "", "let an accepted track go"},
	{"return", true, "center", "", "it turned back: offer it to whom it came from"},
	{"close", true, "", "how it ended", "close the case: landed, left, lost for good"},
	// ATC transfer of a planned flight (sim/center/transfer.go).
	{"coordinate", true, "center", "", "send the estimate to the next unit"},
	{"hand_off", true, "center", "", "offer radar identity to the next unit"},
	{"take", true, "center", "", "accept a hand-off, or agree to an estimate or a proposal"},
	{"decline", true, "center", "the reason", "refuse an estimate or proposal, or a hand-off by voice"},
	{"propose", true, "center", "the level, as FL310", "answer an estimate with other conditions"},
	{"recall", true, "center", "the reason", "retract a hand-off"},
	{"point_out", true, "center", "", "show a track without transfer"},
	// Interceptors (sim/center/flight.go).
	{"scramble", true, "base", "", "launch the alert flight of a base on a track"},
	{"vector", true, "flight", "", "guide an airborne flight on a track"},
	{"shadow", true, "flight", "", "follow without being seen"},
	{"escort", true, "flight", "", "lead or accompany to landing, exit or buffer"},
	{"break_off", false, "flight", "the reason", "leave the track"},
	{"recover", false, "flight", "", "bring the flight home"},
	// Data, over-flight and leave (sim/center/request.go).
	{"request", false, "center", "what is asked", "ask for data, an over-flight or leave to cross; or about an own track: track 77, to be warned or told"},
	{"grant", false, "center", "what is granted", "say yes to a request"},
	{"deny", false, "center", "the reason", "say no to a request"},
	{"order", false, "center", "the flight and where, as FALCON over CAN", "the common command orders a flight of the center across"},
	{"consent", false, "center", "the flight and where, as FALCON over CAN", "the region overflown consents to an order"},
	{"suspend", false, "feed", "the reason", "a provider stops its feed; an ATC unit takes nothing over the line from another"},
	{"resume", false, "feed", "", "a provider lets its feed run again; a unit takes it again"},
	{"report", true, "center", "the criterion", "tell the center of the lead nation that a track over it is of interest"},
	// Notes.
	{"note", false, "", "the note", "write into the center's log"},
}

// FindAct returns what a word needs; false if there is no such word.
func FindAct(word string) (ActSpec, bool) {
	for _, a := range Acts {
		if a.Word == word {
			return a, true
		}
	}
	return ActSpec{}, false
}

// Check reports what the act lacks or has too much, by its row in Acts. Whether
// its names are known is the engine's to say.
func (a Act) Check() error {
	spec, ok := FindAct(a.Do)
	switch {
	case !ok:
		return fmt.Errorf("act %q: want a word as %q", a.Do, Acts[0].Word)
	case a.Center == "":
		return fmt.Errorf("%s: want the center that acts", a.Do)
	case spec.Track && a.Track == 0:
		return fmt.Errorf("%s: want the number of a track", a.Do)
	case spec.To != "" && a.To == "":
		return fmt.Errorf("%s: want a %s", a.Do, spec.To)
	case spec.To == "" && a.To != "":
		return fmt.Errorf("%s: got %q, want nobody named", a.Do, a.To)
	}
	return nil
}
