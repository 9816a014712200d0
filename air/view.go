package air

import (
	"cmp"
	"slices"
)

// Identity is a center's judgement of who a track is (MIL-STD-2525 classes).
// Faker and joker are exercise targets that play suspect and hostile.
type Identity uint8

// The identities.
const (
	Pending Identity = iota
	Unknown
	AssumedFriend
	Friend
	Neutral
	Suspect
	Hostile
	Joker // friend acting as suspect, for exercise
	Faker // friend acting as hostile, for exercise
)

var identityNames = [...]string{"pending", "unknown", "assumed_friend", "friend", "neutral", "suspect", "hostile", "joker", "faker"}

// String returns the name of the identity.
func (i Identity) String() string {
	if int(i) < len(identityNames) {
		return identityNames[i]
	}
	return "?"
}

// Mark is a center's overlay on one of its tracks: who it is, and whether it is
// of interest. Fusion knows nothing of it.
type Mark struct {
	Track    uint32
	Identity Identity
	Interest bool     // a track of interest (TOI)
	Plan     Callsign // of the flight plan that correlates; zero: none
	Why      string   // the evidence in words
}

// SensorStatus is how one of a center's sensors does, as its feeds tell.
type SensorStatus struct {
	Sensor SensorID
	State  ServiceState // 0: nothing heard of it yet
	Heard  Time         // the last service mark
	Sweep  uint32       // 2^-24 turn, where the last look ended
}

// FeedStatus is how one of a center's feeds does, as the center sees it.
type FeedStatus struct {
	Feed  FeedID
	Heard Time   // the last parcel's arrival
	Plots uint64 // received since the start; tracks, where FeedInfo.Tracks says so
}

// Alert is a thing that a center's people must see.
type Alert struct {
	At    Time
	Track uint32 // 0: none
	Text  string
}

// BoardLine is one event of the MSEL as its board shows it. The director sees
// all lines; a center sees none.
type BoardLine struct {
	Number   int
	At       Time
	Title    string
	Expected string
	Done     bool   // its orders are given, or it was left out
	State    string // Planned, Armed, Held, Sent, Answered, Missed or Skipped
	Play     LineOfPlay
}

// LineOfPlay is what further is written of an event for those who run the
// exercise. In files it is JSON.
type LineOfPlay struct {
	Sent        Time     `json:"sent,omitempty"`        // when its orders were given
	Objective   string   `json:"objective,omitempty"`   // which it serves
	Responsible string   `json:"responsible,omitempty"` // the center that should act
	Note        string   `json:"note,omitempty"`        // for the evaluator
	Answers     []Answer `json:"answers,omitempty"`
}

// Empty reports whether nothing further is written.
func (p *LineOfPlay) Empty() bool {
	return p.Sent == 0 && p.Objective+p.Responsible+p.Note == "" && len(p.Answers) == 0
}

// View is all that one audience gets: the one gate that seat, viewer, report
// and export see. It is a value, made anew at each publication.
type View struct {
	Picture
	Audience  Release
	Marks     []Mark // sorted by track
	Plots     []Plot // that arrived since the last view, in order of arrival
	Sensors   []SensorStatus
	Platforms []Platform // where each moving sensor was last, as its feeds tell; by sensor
	Feeds     []FeedStatus
	Alerts    []Alert   // of the last five minutes, oldest first
	Messages  []Message // of the last ten minutes, in the order of their arrival
	Desk      Desk
}

// Platform returns where a moving sensor was last; false if nothing told it.
func (v *View) Platform(s SensorID) (Platform, bool) {
	at, found := slices.BinarySearchFunc(v.Platforms, s, func(p Platform, s SensorID) int { return cmp.Compare(p.Sensor, s) })
	if !found {
		return Platform{}, false
	}
	return v.Platforms[at], true
}

// Mark returns the overlay of a track; the zero Mark (pending) if it has none.
func (v *View) Mark(number uint32) Mark {
	at, found := slices.BinarySearchFunc(v.Marks, number, func(m Mark, n uint32) int { return cmp.Compare(m.Track, n) })
	if !found {
		return Mark{Track: number}
	}
	return v.Marks[at]
}
