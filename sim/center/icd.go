package center

import (
	"fmt"
	"math"
	"strings"

	"perimeter/air"
)

// layout is one message of a set: its class, its fields in order, and what
// answers it within which limit.
type layout struct {
	word   string
	class  int
	fields string // numbers as in field below
	answer string // what the receiver's machine sends; empty: nothing
	limit  clock
}

// messageSet is the messages of a boundary, with the name of their version.
type messageSet struct {
	version string
	layouts []layout
}

// namLike is in the manner of the North American ICD for automated data exchange
// between area control centers: NAM-ICD-like, not verified. Classes 1 plan and
// estimate, 2 changes, 3 radar hand-off and point out.
//
// Source: fields of CPL, EST, CNL, LAM and the grammar of fields 3 to 22 as in
// published parsers of ICAO Doc 4444 messages; RTI, RLA, RTU, RTA, POI, POA, POJ,
// MOD, fields 31 and 32, and all limits are assumed.
var namLike = messageSet{"nam-like/1", []layout{
	{"CPL", 1, "3 7 8 9 10 13 14 15 16 18", "LAM", lamClock},
	{"EST", 1, "3 7 13 14 16", "LAM", lamClock},
	{"LAM", 1, "3", "", noClock},
	{"LRM", 2, "3 18", "", noClock},
	{"MOD", 2, "3 7 13 14 16", "LAM", lamClock},
	{"CNL", 2, "3 7 13 16", "LAM", lamClock},
	{"RTI", 3, "3 7 13 16 31 32", "RLA", rlaClock},
	{"RLA", 3, "3 31", "", noClock},
	{"RTU", 3, "3 7 13 16 31 32", "", noClock},
	{"RTA", 3, "3 7 13 16 31", "LAM", lamClock},
	{"POI", 3, "3 7 13 16 31 32", "LAM", lamClock},
	{"POA", 3, "3 7 13 16 31", "LAM", lamClock},
	{"POJ", 3, "3 7 13 16 31", "LAM", lamClock},
}}

// find returns the layout of a message; nil if the set has none.
func (s *messageSet) find(word string) *layout {
	for i := range s.layouts {
		if s.layouts[i].word == word {
			return &s.layouts[i]
		}
	}
	return nil
}

// line is the two ends of a message on its line, and when the exercise began.
type line struct {
	from, to string
	start    int64 // s since 1970 UTC of exercise time 0
}

// render writes a message as it goes over the line: fields joined by "-", in
// parentheses.
func (s *messageSet) render(on line, t *air.Talk) string {
	l := s.find(t.Word)
	if l == nil {
		return ""
	}
	fields := strings.Fields(l.fields)
	for i, number := range fields {
		fields[i] = on.field(number, t)
	}
	return "(" + strings.Join(fields, "-") + ")"
}

// field writes one field by its number.
func (on *line) field(number string, t *air.Talk) string {
	switch number {
	case "3":
		own := fmt.Sprintf("%s%s/%s%03d", t.Word, designator(on.from), designator(on.to), t.Serial%serials)
		if t.Answers != 0 {
			own += fmt.Sprintf("%s/%s%03d", designator(on.to), designator(on.from), t.Answers%serials)
		}
		return own
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
	case "14":
		return fmt.Sprintf("%s/%s%s", t.Point, on.clock(t.Boundary), levelText(t))
	case "15":
		return fmt.Sprintf("N%04d%s DCT", min(t.SpeedKt, 9999), levelText(t))
	case "16":
		return orZeros(t.Dest)
	case "18":
		if t.Reason == "" {
			return "0"
		}
		return "RMK/" + t.Reason
	case "31":
		return designator(on.from) + "01" // one sector a unit
	}
	return fmt.Sprintf("%s/%s/N%04d/%03d/%s", on.clockSeconds(t.Measured), pointText(t.Lat, t.Lon), min(t.SpeedKt, 9999), t.Course, levelText(t))
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
