package want

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// Judge holds one exercise to its expectations. It is a Tap.
type Judge struct {
	lines   []Line
	first   []air.Time // by line; Never: not yet
	theater *air.Theater
	roster  truth.Roster
	now     air.Time
	done    bool // it was heard to the end

	owners  truth.Owners
	numbers map[owned]uint32 // the track that had an aircraft's last plot
	shown   map[owned]bool   // it stood in the picture since
}

// owned is an aircraft at a center.
type owned struct {
	center int
	target truth.AircraftID
}

// NewJudge binds expectations to an exercise. It returns what they name that is
// not there.
func NewJudge(lines []Line, th *air.Theater, roster truth.Roster) (*Judge, []error) {
	j := &Judge{lines: lines, theater: th, roster: roster, numbers: map[owned]uint32{}, shown: map[owned]bool{}}
	var faults []error
	for i := range lines {
		j.first = append(j.first, air.Never)
		if err := j.known(&lines[i]); err != nil {
			faults = append(faults, fmt.Errorf("line %d, %s: %w", lines[i].Number, lines[i].Text, err))
		}
	}
	return j, faults
}

func (j *Judge) known(l *Line) error {
	f := &l.fact
	switch f.verb {
	case "acts", "answered":
		return nil
	case "sees", "misses":
		if j.sensor(f.subject) < 0 {
			return fmt.Errorf("want a radar of the exercise, got %q", f.subject)
		}
	default:
		if j.center(f.subject) < 0 {
			return fmt.Errorf("want a center of the exercise, got %q", f.subject)
		}
	}
	name := f.about()
	if _, ok := j.aircraft(name); !ok && f.verb != "alerts" && (f.verb != "logs" || f.detail != "") {
		return fmt.Errorf("want an aircraft of the exercise, got %q", name)
	}
	return nil
}

// about returns the aircraft that a fact is about.
func (f *fact) about() string {
	if f.verb == "logs" {
		return strings.TrimPrefix(f.detail, "of ")
	}
	return f.object
}

func (j *Judge) sensor(name string) int {
	for i := range j.theater.Sensors {
		if j.theater.Sensors[i].Name == name {
			return i
		}
	}
	return -1
}

func (j *Judge) center(name string) int {
	for i := range j.theater.Centers {
		if j.theater.Centers[i].Name == name {
			return i
		}
	}
	return -1
}

func (j *Judge) aircraft(name string) (truth.AircraftID, bool) {
	for i := range j.roster {
		if j.roster[i].Name == name {
			return truth.AircraftID(i), true
		}
	}
	return 0, false
}

// Beat hears a beat.
func (j *Judge) Beat(b *truth.Beat) error {
	j.now = b.At
	j.done = b.At >= j.theater.Length
	j.owners.Note(b.Looks, b.At)
	for c := range b.Fates {
		for _, f := range b.Fates[c] {
			if target, ok := j.owners.Of(f.Plot); ok && f.Fate == air.FateUpdated {
				key := owned{c, target}
				if j.numbers[key] != f.Track {
					j.numbers[key], j.shown[key] = f.Track, false
				}
			}
		}
	}
	for i := range j.lines {
		if j.first[i] == air.Never {
			if at, ok := j.happens(&j.lines[i].fact, b); ok {
				j.first[i] = at
			}
		}
	}
	return nil
}

// happens reports whether the thing is first so in this beat, and when.
func (j *Judge) happens(f *fact, b *truth.Beat) (air.Time, bool) {
	switch f.verb {
	case "acts", "answered":
		for i := range b.Board {
			if l := &b.Board[i]; l.Number == f.number && (f.verb == "acts" && l.Done || l.State == air.Answered) {
				return b.At, true
			}
		}
		return 0, false
	case "sees", "misses":
		return j.looked(f, b)
	}
	c := j.center(f.subject)
	target, _ := j.aircraft(f.about())
	switch f.verb {
	case "plots", "tracks":
		return b.At, c < len(b.Fates) && j.fed(f.verb, target, b.Fates[c])
	}
	if c >= len(b.Views) || b.Views[c] == nil {
		return 0, false
	}
	return b.At, j.viewed(f, owned{c, target}, b.Views[c])
}

func (j *Judge) looked(f *fact, b *truth.Beat) (air.Time, bool) {
	target, _ := j.aircraft(f.object)
	sensor := air.SensorID(j.sensor(f.subject))
	reason, _ := reasonOf(strings.TrimPrefix(f.detail, "as "))
	if f.verb == "sees" {
		reason = truth.Seen
	}
	for i := range b.Looks {
		l := &b.Looks[i]
		if l.Sensor != sensor || l.Target != target {
			continue
		}
		if l.PSR == reason && f.detail != "by reply" || l.SSR == reason && f.detail != "by echo" {
			return l.At, true
		}
	}
	return 0, false
}

func (j *Judge) fed(verb string, target truth.AircraftID, fates []air.Disposition) bool {
	for i := range fates {
		if verb == "tracks" && fates[i].Fate != air.FateUpdated {
			continue
		}
		if whose, ok := j.owners.Of(fates[i].Plot); ok && whose == target {
			return true
		}
	}
	return false
}

// viewed tells whether a center's view shows the thing on the track that had the
// aircraft's last plot.
func (j *Judge) viewed(f *fact, key owned, v *air.View) bool {
	if f.verb == "alerts" {
		for i := range v.Alerts {
			if strings.Contains(v.Alerts[i].Text, f.object) {
				return true
			}
		}
		return false
	}
	number := j.numbers[key]
	if f.verb == "logs" {
		return logged(f, v.Desk.Log, number)
	}
	if number == 0 {
		return false
	}
	track := find(v.Tracks, number)
	if track == nil {
		return f.verb == "loses" && j.shown[key]
	}
	j.shown[key] = true
	mark := v.Mark(number)
	switch f.verb {
	case "calls":
		want, _ := identityOf(f.detail)
		return mark.Identity == want
	case "marks":
		return mark.Interest
	case "doubts":
		return track.Has&air.Doubted != 0
	case "reads":
		want, _ := readingOf(f.detail)
		return want.on(track)
	}
	return false
}

// logged tells whether a log has a word, about a track where the fact names an
// aircraft.
func logged(f *fact, log []air.LogLine, number uint32) bool {
	for i := range log {
		if log[i].Did == f.object && (f.detail == "" || number != 0 && log[i].Track == number) {
			return true
		}
	}
	return false
}

func find(tracks []air.Track, number uint32) *air.Track {
	for i := range tracks {
		if tracks[i].Number == number {
			return &tracks[i]
		}
	}
	return nil
}

// Verdict is what became of a line.
type Verdict uint8

// The verdicts.
const (
	Red Verdict = 1 + iota // it is not so
	Green
	Open // only the rest of the exercise can tell
)

// String returns the verdict in a word: red, good or open.
func (v Verdict) String() string { return [...]string{"", "red", "good", "open"}[v] }

// MarshalText writes the word.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Finding is one line with its verdict.
type Finding struct {
	Line    int      `json:"line"`
	Text    string   `json:"text"`
	Why     string   `json:"why,omitempty"` // the comment of the line
	Verdict Verdict  `json:"verdict"`
	First   air.Time `json:"first_ns,omitzero"` // when it happened
	Never   bool     `json:"never"`             // it did not happen
}

// Findings judges all lines by what was heard.
func (j *Judge) Findings() []Finding {
	list := make([]Finding, len(j.lines))
	for i := range j.lines {
		l, at := &j.lines[i], j.first[i]
		list[i] = Finding{Line: l.Number, Text: l.Text, Why: l.Why, Verdict: j.judge(l, at), Never: at == air.Never}
		if !list[i].Never {
			list[i].First = at
		}
	}
	return list
}

func (j *Judge) judge(l *Line, at air.Time) Verdict {
	came := at != air.Never
	switch {
	case came && (l.not || at < l.from || at > l.to):
		return Red
	case came, j.done && (l.not || l.to == air.Never):
		return Green
	case j.done, !l.not && l.to != air.Never && j.now > l.to:
		return Red
	}
	return Open
}

// String says a finding in a line, with the comment of its line.
func (f Finding) String() string {
	word := [...]string{"", "RED  ", "good ", "open "}[f.Verdict]
	came := "first at " + f.First.String()
	switch {
	case f.Never && f.Verdict == Open:
		came = "it has not happened so far"
	case f.Never:
		came = "it did not happen"
	}
	said := fmt.Sprintf("%s line %d: %s: %s", word, f.Line, f.Text, came)
	if f.Why != "" {
		said += " # " + f.Why
	}
	return said
}

func identityOf(word string) (air.Identity, bool) {
	for i := air.Unknown; i <= air.Faker; i++ {
		if i.String() == word {
			return i, true
		}
	}
	return 0, false
}

// reading is what a transponder says: a code or a level.
type reading struct {
	code  air.Mode3A
	level air.FL
	is    air.Field // HasCode or HasLevel
}

// readingOf reads "as 4517" or "as FL240".
func readingOf(words string) (reading, bool) {
	word, ok := strings.CutPrefix(words, "as ")
	if hundreds, level := strings.CutPrefix(word, "FL"); level {
		n, err := strconv.ParseUint(hundreds, 10, 10)
		return reading{level: air.FLFeet(100 * float64(n)), is: air.HasLevel}, ok && err == nil
	}
	code, err := air.ParseMode3A(word)
	return reading{code: code, is: air.HasCode}, ok && err == nil
}

// on reports whether a track has it; of a level, to the 100 ft of Mode C.
func (r reading) on(t *air.Track) bool {
	if t.Has&r.is == 0 {
		return false
	}
	return r.is == air.HasCode && t.Code == r.code || r.is == air.HasLevel && math.Abs(t.Level.Feet()-r.level.Feet()) <= 50
}

// reasons are the words of all reasons that a look may have.
func reasons() (words []string) {
	for r := truth.Seen; r.String() != "?"; r++ {
		words = append(words, r.String())
	}
	return words
}

func reasonOf(word string) (truth.Reason, bool) {
	for r := truth.Seen; r.String() != "?"; r++ {
		if r.String() == word {
			return r, true
		}
	}
	return 0, false
}
