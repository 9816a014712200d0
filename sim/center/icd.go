package center

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"perimeter/air"
)

// layout is one message of a set: the word of the machine that it carries, its
// title, who sends it, its fields in order, and what answers it within which
// limit.
type layout struct {
	word   string
	title  string
	from   end
	class  int    // of NAM messages; else 0
	fields string // numbers as in field below
	answer string // the word of what the other's machine sends back; empty: nothing
	limit  clock
}

// end is which of the two units sends a message.
type end uint8

const (
	giver  end = iota // transferring
	taker             // receiving
	either            // both
	unsent            // read when it comes, and never sent
)

// String returns the direction: T the transferring unit, R the receiving one.
func (e end) String() string { return [...]string{"T to R", "R to T", "both", "read only"}[e] }

// messageSet is the family of messages of a boundary, under the name of its
// version. Each is in the manner of a published interface and was not verified
// against it: "like".
type messageSet struct {
	version string
	manner  string // of what, and what passes by it
	control bool   // the answer to the offer passes control: it does not wait for the boundary
	agreed  bool   // a controller agrees to each estimate; else only to one that comes late, if there is a word for it
	layouts []layout
	limits  []limit // where they differ from the standard
}

// limit is the value of a clock.
type limit struct {
	clock clock
	value air.Time
}

// messageSets are the families that a line may name.
var messageSets = [...]*messageSet{&namLike, &oldiLike, &aidcLike}

// namLike is in the manner of the North American ICD for automated data exchange
// between area control centers: NAM-ICD-like, not verified. Classes 1 plan and
// estimate, 2 changes, 3 radar hand-off and point out.
//
// Source: fields of CPL, EST, CNL, LAM and the grammar of fields 3 to 22 as in
// published parsers of ICAO Doc 4444 messages; RTI, RLA, RTU, RTA, POI, POA, POJ,
// MOD, fields 31 and 32, and all limits are assumed.
var namLike = messageSet{
	version: "nam-like/1",
	manner:  "the NAM ICD (NAS-IC-21009205): radar identity passes by RTI and RTA, the radio by voice after it, control at the boundary",
	layouts: []layout{
		{"plan", "CPL", giver, 1, "3 7 8 9 10 13 14 15 16 18", "copied", lamClock},
		{"estimate", "EST", giver, 1, "3 7 13 14 16", "copied", lamClock},
		{"copied", "LAM", either, 1, "3", "", noClock},
		{"reject", "LRM", either, 2, "3 18", "", noClock},
		{"change", "MOD", giver, 2, "3 7 13 14 16", "copied", lamClock},
		{"cancel", "CNL", giver, 2, "3 7 13 16", "copied", lamClock},
		{"hand_off", "RTI", giver, 3, "3 7 13 16 31t 32", "paired", rlaClock},
		{"paired", "RLA", taker, 3, "3 31", "", noClock},
		{"update", "RTU", giver, 3, "3 7 13 16 31t 32", "", noClock},
		{"take", "RTA", taker, 3, "3 7 13 16 31", "copied", lamClock},
		{"recall", "RTA", giver, 3, "3 7 13 16 31", "copied", lamClock},
		{"point_out", "POI", giver, 3, "3 7 13 16 31t 32", "copied", lamClock},
		{"approve", "POA", taker, 3, "3 7 13 16 31", "copied", lamClock},
		{"disapprove", "POJ", taker, 3, "3 7 13 16 31", "copied", lamClock},
	},
}

// oldiLike is in the manner of EUROCONTROL's On-Line Data Interchange: not
// verified. It has no word for what cannot be processed: the sender's clock runs
// out.
//
// Source: fields of ABI, ACT, REV, MAC, CDN, ACP, RJC, SBY and LAM as in a
// published parser of OLDI messages; HOP, ROF, COF, MAS, what they are used for
// here, and all limits are assumed (an answer by a machine within seconds).
var oldiLike = messageSet{
	version: "oldi-like/1",
	manner:  "OLDI (EUROCONTROL-SPEC-106): the radio passes by COF and MAS, control at the boundary",
	layouts: []layout{
		{"notice", "ABI", giver, 0, "3 7 13a 14 16a 22/9", "copied", lamClock},
		{"estimate", "ACT", giver, 0, "3 7 13a 14 16a 22/9", "copied", lamClock},
		{"change", "REV", giver, 0, "3 7 13a 14 16a 22", "copied", lamClock},
		{"cancel", "MAC", giver, 0, "3 7 13a 14a 16a 22", "copied", lamClock},
		{"copied", "LAM", either, 0, "3", "", noClock},
		{"standby", "SBY", taker, 0, "3", "", noClock},
		{"agree", "ACP", either, 0, "3", "copied", lamClock},
		{"decline", "RJC", either, 0, "3", "copied", lamClock},
		{"propose", "CDN", taker, 0, "3 7 13a 14 16a", "copied", replyClock},
		{"hand_off", "HOP", giver, 0, "3 7", "copied", rlaClock},
		{"take", "ROF", taker, 0, "3 7", "copied", lamClock},
		{"frequency", "COF", giver, 0, "3 7", "copied", lamClock},
		{"assumed", "MAS", taker, 0, "3 7", "copied", lamClock},
		{"plan", "CPL", unsent, 0, "3 7 13 16b dof 22/9", "", noClock},
	},
	limits: []limit{{notifyClock, 25 * air.Minute}, {coordinateClock, 15 * air.Minute}, {lamClock, 15 * air.Second}, {rlaClock, 15 * air.Second}},
}

// aidcLike is in the manner of ATS Interfacility Data Communications: not
// verified. A controller agrees to each estimate and each change.
//
// Source: fields of ABI, EST, CPL, CDN, ACP, REJ, MAC, TOC, AOC, TRU, LAM and
// LRM, the order of the messages and their limits after general knowledge of the
// PAN ICD (ICAO Asia and Pacific, North Atlantic), which was not read; assumed.
var aidcLike = messageSet{
	version: "aidc-like/1",
	manner:  "PAN AIDC: control passes by TOC and AOC, at the boundary or before it",
	control: true,
	agreed:  true,
	layouts: []layout{
		{"notice", "ABI", giver, 0, "3 7 13 14 16 22/9", "copied", lamClock},
		{"estimate", "EST", giver, 0, "3 7 13 14 16", "copied", lamClock},
		{"plan", "CPL", giver, 0, "3 7 8 9 10 13 14 15 16 18", "copied", lamClock},
		{"agree", "ACP", either, 0, "3 7 13 16", "copied", lamClock},
		{"decline", "REJ", either, 0, "3 7 13 16", "copied", lamClock},
		{"change", "CDN", giver, 0, "3 7 13 16 22/14", "copied", lamClock},
		{"propose", "CDN", taker, 0, "3 7 13 16 22/14", "copied", replyClock},
		{"cancel", "MAC", giver, 0, "3 7 13 16", "copied", lamClock},
		{"hand_off", "TOC", giver, 0, "3 7 13 16", "copied", lamClock},
		{"take", "AOC", taker, 0, "3 7 13 16", "copied", lamClock},
		{"update", "TRU", giver, 0, "3 7 13 16 18t", "", noClock},
		{"copied", "LAM", either, 0, "3", "", noClock},
		{"reject", "LRM", either, 0, "3 18", "", noClock},
	},
	limits: []limit{{notifyClock, 30 * air.Minute}, {coordinateClock, 20 * air.Minute}, {lamClock, 3 * air.Minute}, {rlaClock, 3 * air.Minute}, {replyClock, 10 * air.Minute}},
}

// find returns the layout of a word; nil if the set has none to send.
func (s *messageSet) find(word string) *layout {
	for i := range s.layouts {
		if l := &s.layouts[i]; l.word == word && l.from != unsent {
			return l
		}
	}
	return nil
}

// meant returns what a word as it was read means, coming from one of the two
// ends: one title may stand for two words.
func (s *messageSet) meant(word string, from end) string {
	first := s.find(word)
	if first == nil {
		return word
	}
	for i := range s.layouts {
		if l := &s.layouts[i]; l.title == first.title && (l.from == from || l.from == either) {
			return l.word
		}
	}
	return word
}

// title returns how a word is called in the set; the word if it has none.
func (s *messageSet) title(word string) string {
	if l := s.find(word); l != nil {
		return l.title
	}
	return word
}

// clocks returns the limits of a boundary that uses the set.
func (s *messageSet) clocks() [clocks]air.Time {
	list := standardClocks
	for _, l := range s.limits {
		list[l.clock] = l.value
	}
	return list
}

// setCalled returns the set of a name; without one the NAM-like.
func setCalled(version string) *messageSet {
	for _, s := range messageSets {
		if s.version == version {
			return s
		}
	}
	return &namLike
}

// flightWords are the words of ATC transfer that go between units.
var flightWords = []string{
	"notice", "estimate", "plan", "change", "cancel", "copied", "reject", "standby", "agree", "decline", "propose", "hand_off", "paired", "update",
	"take", "recall", "frequency", "assumed", "point_out", "approve", "disapprove",
}

// line is the two ends of a message on its line, and when the exercise began.
type line struct {
	from, to string
	start    int64     // s since 1970 UTC of exercise time 0
	about    [2]string // the ends of the message that is answered; empty: the same two
}

// render writes a message as it goes over the line: fields joined by "-", in
// parentheses.
func (s *messageSet) render(on line, t *air.Talk) string {
	l := s.find(t.Word)
	if l == nil {
		return ""
	}
	return on.write(l, t)
}

func (on *line) write(l *layout, t *air.Talk) string {
	var fields []string
	for _, number := range strings.Fields(l.fields) {
		text := on.field(number, t)
		if number == "3" {
			text = l.title + text
		}
		if text != "" {
			fields = append(fields, text)
		}
	}
	if t.Amends != "" && l.amends() {
		fields = append(fields, t.Amends)
	}
	return "(" + strings.Join(fields, "-") + ")"
}

// amends reports whether fields in the manner of field 22 may end the message.
func (l *layout) amends() bool { return strings.Contains(l.fields, " 22") }

// has reports whether a message has a field; nil has none.
func (l *layout) has(number string) bool {
	return l != nil && slices.Contains(strings.Fields(l.fields), number)
}

// field writes one field by its number. Those of field 22 name the field that
// they amend, and are left out where there is nothing to say: 22/9.
func (on *line) field(number string, t *air.Talk) string {
	switch number {
	case "3":
		return on.head(t)
	case "7":
		if t.Has&air.HasCode != 0 {
			return fmt.Sprintf("%s/A%v", t.Callsign, t.Code)
		}
		return t.Callsign
	case "8":
		return "IN" // IFR, not scheduled: what kind of flight it is no center knows here
	case "9":
		return orZeros(t.Type) + "/M"
	case "10":
		return "S/C" // standard equipment, transponder with mode C
	case "13":
		return orZeros(t.From) + on.clock(t.Depart)
	case "13a":
		return orZeros(t.From)
	case "14":
		return fmt.Sprintf("%s/%s%s%s", t.Point, on.clock(t.Boundary), levelText(t), t.Crossing)
	case "14a":
		return t.Point
	case "15":
		return fmt.Sprintf("N%04d%s DCT", min(t.SpeedKt, 9999), levelText(t))
	case "16", "16a":
		return orZeros(t.Dest)
	case "16b":
		return fmt.Sprintf("%s%02d%02d", orZeros(t.Dest), t.Flying/air.Hour%100, t.Flying/air.Minute%60)
	case "22/9":
		if t.Type == "" {
			return ""
		}
		return "9/" + on.field("9", t)
	case "22/14":
		if t.Point == "" {
			return ""
		}
		return "14/" + on.field("14", t)
	case "22":
		return "" // what is amended is with the talk
	case "31":
		return designator(on.from) + orSector(t.Sector)
	case "31t":
		return designator(on.to) + orSector(t.Sector)
	}
	return on.remark(number, t)
}

// orSector returns the sector of a unit that has only one.
func orSector(s string) string {
	if s == "" {
		return "01"
	}
	return s
}

// remark writes the fields of remarks and of the track.
func (on *line) remark(number string, t *air.Talk) string {
	switch number {
	case "18":
		if t.Reason == "" {
			return "0"
		}
		return "RMK/" + t.Reason
	case "18t":
		return fmt.Sprintf("HDG/%03d SPD/N%04d CFL/%s", t.Course, min(t.SpeedKt, 9999), levelText(t))
	case "dof":
		return strings.TrimPrefix(t.Reason, dateOfFlight)
	}
	return fmt.Sprintf("%s/%s/N%04d/%03d/%s", on.clockSeconds(t.Measured), pointText(t.Lat, t.Lon), min(t.SpeedKt, 9999), t.Course, levelText(t))
}

// dateOfFlight opens a date in field 18.
const dateOfFlight = "DOF/"

// head writes field 3 without its title: own number and number answered.
func (on *line) head(t *air.Talk) string {
	from, to := designator(on.from), designator(on.to)
	own := fmt.Sprintf("%s/%s%03d", from, to, t.Serial%serials)
	if t.Answers == 0 {
		return own
	}
	if on.about != [2]string{} {
		to, from = on.about[0], on.about[1]
	}
	return own + fmt.Sprintf("%s/%s%03d", to, from, t.Answers%serials)
}

// orZeros returns the designator for an airport or type that nobody knows.
func orZeros(s string) string {
	if s == "" {
		return "ZZZZ"
	}
	return s
}

// designator is a unit's name as it stands in a message: up to four letters, and
// K before the three of a US center.
func designator(name string) string {
	letters := make([]byte, 0, 4)
	for i := 0; i < len(name) && len(letters) < 4; i++ {
		if name[i] >= 'A' && name[i] <= 'Z' {
			letters = append(letters, name[i])
		}
	}
	if len(letters) == 3 && letters[0] == 'Z' {
		return "K" + string(letters)
	}
	return string(letters)
}

const day = 24 * 3600 // s

// clock writes an exercise time as UTC hours and minutes, to the nearest minute.
func (on *line) clock(at air.Time) string {
	s := on.second(at + 30*air.Second)
	return fmt.Sprintf("%02d%02d", s/3600, s/60%60)
}

func (on *line) clockSeconds(at air.Time) string {
	s := on.second(at)
	return fmt.Sprintf("%02d%02d%02d", s/3600, s/60%60, s%60)
}

// second returns the second of the UTC day of an exercise time.
func (on *line) second(at air.Time) int64 {
	return ((on.start+int64(at/air.Second))%day + day) % day
}

// levelText writes a flight level, or VFR-like zeros where none is known.
func levelText(t *air.Talk) string {
	level := 0
	if t.Has&air.HasLevel != 0 {
		level = int(math.Round(t.Level.Feet() / 100))
	}
	return fmt.Sprintf("F%03d", max(0, min(level, 999)))
}

// pointText writes a place as degrees and minutes: 2718N09655W.
func pointText(lat, lon float64) string {
	ns, ew := "N", "E"
	if lat < 0 {
		lat, ns = -lat, "S"
	}
	if lon < 0 {
		lon, ew = -lon, "W"
	}
	a, b := int(math.Round(lat*60)), int(math.Round(lon*60))
	return fmt.Sprintf("%02d%02d%s%03d%02d%s", a/60, a%60, ns, b/60, b%60, ew)
}

// answering reports whether a word is only an answer to another's: no answer is
// due to it.
func answering(word string) bool {
	return slices.Contains([]string{"copied", "reject", "paired", "standby"}, word)
}
