package air

// Play is the director's word on a line of the MSEL.
type Play struct {
	Number int    `json:"number"`
	Do     string `json:"do"`            // send now; hold; free, after hold; skip; move to another time
	At     Time   `json:"at,omitempty"`  // with move: the new time
	Why    string `json:"why,omitempty"` // for the log
}

// NoPlay stops the exercise for something real, or lets it go on. While it is
// stopped the clock stands, so that no time allowed runs out.
type NoPlay struct {
	On  bool   `json:"on"`            // stop; else go on
	For Time   `json:"for,omitempty"` // of real time, after which play goes on by itself; 0: by the director's word
	Why string `json:"why"`
}

// Kind returns the word for the body.
func (Play) Kind() string { return "play" }

// Kind returns the word for the body.
func (NoPlay) Kind() string { return "no_play" }

func (Play) body()   {}
func (NoPlay) body() {}

// The states of a line of the MSEL.
const (
	Planned  = "planned"  // its time or condition has not come
	Armed    = "armed"    // its condition has come, its delay runs
	Held     = "held"     // the director holds it back
	Sent     = "sent"     // its orders are given; answers are awaited, if it expects any
	Answered = "answered" // all that was expected has been done in time
	Missed   = "missed"   // something expected was not done in time
	Skipped  = "skipped"  // the director left it out, or nothing asked for it
)

// Answer is one expected action of an inject and what came of it.
type Answer struct {
	Who    string  `json:"who"`              // a center
	Does   string  `json:"does"`             // a word of its log, or "calls IDENTITY"
	Of     string  `json:"of,omitempty"`     // an aircraft
	Not    bool    `json:"not,omitempty"`    // it must not be done
	Within Time    `json:"within"`           // after the inject was sent
	At     Time    `json:"at,omitempty"`     // when it was done; 0: not
	State  string  `json:"state,omitempty"`  // Answered, Missed; empty: open
	Points float64 `json:"points,omitempty"` // for doing it in time
	Robot  bool    `json:"robot,omitempty"`  // nobody sat in the seat that did it
}
