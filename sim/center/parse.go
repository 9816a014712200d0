package center

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
)

// fault is why a message was rejected: what an LRM says of it. The groups are
// those of docs/handovers.md; assumed, as the real table was not seen.
type fault struct {
	group int
	field string
	bad   string
}

// The groups of faults.
const (
	badHeader    = 1 // not to be read, or of another unit
	badSerial    = 2 // heard before
	badSyntax    = 3
	badValue     = 4 // out of range
	noPlan       = 5
	twoPlans     = 6
	wrongState   = 7
	noBoundary   = 8 // the flight does not come over it
	codeInUse    = 9
	notInService = 10
)

// text writes a fault as field 18 of an LRM holds it.
func (f *fault) text() string { return fmt.Sprintf("%02d/%s/%s", f.group, f.field, f.bad) }

// parse reads what render wrote at the other end of a line. near is an exercise
// time close to those told: a message holds no date. Where the head cannot be
// read there is no serial to answer.
func (s *messageSet) parse(on line, text string, near air.Time) (t air.Talk, bad *fault) {
	heard, t, bad := s.read(on.start, text, near)
	if bad != nil && bad.group == badHeader {
		return t, bad
	}
	from, to := designator(on.from), designator(on.to)
	if heard.from != from || heard.to != to || t.Answers != 0 && heard.about != [2]string{to, from} {
		return t, &fault{badHeader, "3", clip(heard.from + heard.to)}
	}
	return t, bad
}

// read reads a message between any two units: who they are stands in it.
func (s *messageSet) read(start int64, text string, near air.Time) (on line, t air.Talk, bad *fault) {
	on.start = start
	body, open := strings.CutPrefix(text, "(")
	body, shut := strings.CutSuffix(body, ")")
	if !open || !shut || len(body) < 3 {
		return on, t, &fault{group: badHeader, bad: clip(text)}
	}
	l := s.titled(body[:3])
	if l == nil {
		return on, t, &fault{group: badHeader, bad: clip(body[:3])}
	}
	fields := strings.Split(body, "-")
	if !on.readHead(strings.TrimRight(fields[0][3:], " "), &t) {
		return on, air.Talk{}, &fault{badHeader, "3", clip(fields[0])}
	}
	t.Word = l.word
	return on, t, on.readFields(l, fields, near, &t)
}

// titled returns the first layout of a title; nil: the set has none.
func (s *messageSet) titled(title string) *layout {
	for i := range s.layouts {
		if s.layouts[i].title == title {
			return &s.layouts[i]
		}
	}
	return nil
}

// readFields reads what follows the head: the fields of a layout, then those that
// amend others.
func (on *line) readFields(l *layout, fields []string, near air.Time, t *air.Talk) *fault {
	last, n := "3", 1
	for _, number := range strings.Fields(l.fields)[1:] {
		if strings.HasPrefix(number, "22") {
			break
		}
		if n >= len(fields) {
			return &fault{badSyntax, number, "missing"}
		}
		if bad := on.readField(number, fields[n], near, t); bad != nil {
			return bad
		}
		last, n = number, n+1
	}
	if n < len(fields) && !l.amends() {
		return &fault{badSyntax, last, clip(fields[n])}
	}
	for _, text := range fields[min(n, len(fields)):] {
		if bad := on.amend(l, text, near, t); bad != nil {
			return bad
		}
	}
	return nil
}

// amend reads a field in the manner of field 22, as 9/B737/M: if the layout has it,
// it says what it amends; else it is kept as it came.
func (on *line) amend(l *layout, text string, near air.Time, t *air.Talk) *fault {
	number, content, ok := strings.Cut(text, "/")
	if !ok || !slices.Contains([]string{"9", "13", "14", "15", "16", "18"}, number) {
		return &fault{badSyntax, "22", clip(text)}
	}
	into, native := t, slices.Contains(strings.Fields(l.fields), "22/"+number) && t.Amends == ""
	if !native {
		into = &air.Talk{}
	}
	if bad := on.readField(number, content, near, into); bad != nil {
		return &fault{bad.group, "22", bad.bad}
	}
	if !native {
		t.Amends = strings.TrimPrefix(t.Amends+"-"+text, "-")
	}
	return nil
}

// clip keeps what of a bad text goes into an answer.
func clip(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	return s[:min(len(s), 16)]
}

// readField reads one field by its number; nil: it is well formed.
func (on *line) readField(number, text string, near air.Time, t *air.Talk) *fault {
	sc := &scanner{rest: text}
	on.scan(sc, number, near, t)
	switch {
	case sc.bad || sc.rest != "":
		return &fault{badSyntax, strings.TrimRight(number, "abt"), clip(text)}
	case sc.wide:
		return &fault{badValue, strings.TrimRight(number, "abt"), clip(text)}
	}
	return nil
}

func (on *line) scan(sc *scanner, number string, near air.Time, t *air.Talk) {
	switch number {
	case "7":
		sc.identity(t)
	case "8":
		sc.want(sc.skip("IN"))
	case "9":
		designator := sc.while(4, isNameByte)
		t.Type = fromZeros(designator)
		sc.want(len(designator) >= 2 && sc.skip("/M"))
	case "10":
		sc.want(sc.skip("S/C"))
	case "13":
		t.From = fromZeros(sc.place())
		t.Depart = on.near(sc.clock(4), near)
	case "13a":
		t.From = fromZeros(sc.place())
	case "14":
		t.Point = sc.while(11, isNameByte)
		sc.want(t.Point != "" && sc.skip("/"))
		t.Boundary = on.near(sc.clock(4), near)
		sc.level(t)
		t.Crossing = sc.crossing()
	case "14a":
		t.Point = sc.while(11, isNameByte)
		sc.want(t.Point != "")
	case "15":
		sc.want(sc.skip("N"))
		t.SpeedKt = sc.number(4)
		crossing := t.Level
		sc.level(t)
		sc.want(t.Level == crossing && sc.skip(" DCT"))
	case "16", "16a":
		t.Dest = fromZeros(sc.place())
	case "16b":
		t.Dest = fromZeros(sc.place())
		h, m := sc.number(2), sc.number(2)
		sc.within(m < 60)
		t.Flying = air.Time(h)*air.Hour + air.Time(m)*air.Minute
	case "31":
		t.Sector = sc.sector(on.from)
	case "31t":
		t.Sector = sc.sector(on.to)
	default:
		on.scanRemark(sc, number, near, t)
	}
}

// scanRemark reads the fields of remarks and of the track.
func (on *line) scanRemark(sc *scanner, number string, near air.Time, t *air.Talk) {
	switch number {
	case "18":
		if sc.skip("RMK/") {
			t.Reason, sc.rest = sc.rest, ""
			sc.want(t.Reason != "")
			break
		}
		sc.want(sc.skip("0"))
	case "18t":
		sc.want(sc.skip("HDG/"))
		t.Course = sc.number(3)
		sc.want(sc.skip(" SPD/N"))
		t.SpeedKt = sc.number(4)
		sc.within(t.Course <= 360)
		sc.want(sc.skip(" CFL/"))
		sc.level(t)
	case "dof":
		t.Reason = dateOfFlight + sc.rest
		year, month, date := sc.number(2), sc.number(2), sc.number(2)
		sc.within(year >= 0 && month >= 1 && month <= 12 && date >= 1 && date <= 31)
	case "32":
		on.scanTrack(sc, near, t)
	}
}

// readHead reads field 3 after its title: the units, the own number, and the
// number answered with its units.
func (on *line) readHead(text string, t *air.Talk) bool {
	sc := &scanner{rest: text}
	on.from, on.to, t.Serial = sc.number3()
	if sc.rest != "" {
		on.about[0], on.about[1], t.Answers = sc.number3()
	}
	return !sc.bad && sc.rest == ""
}

// serialOf returns the number of a message from its three digits: 000 is the
// thousandth.
func serialOf(n int) int {
	if n == 0 {
		return serials
	}
	return n
}

// scanTrack reads field 32: time, place, speed, course, level.
func (on *line) scanTrack(sc *scanner, near air.Time, t *air.Talk) {
	t.Measured = on.near(sc.clock(6), near)
	sc.want(sc.skip("/"))
	t.Lat, t.Lon = sc.point()
	sc.want(sc.skip("/N"))
	t.SpeedKt = sc.number(4)
	sc.want(sc.skip("/"))
	t.Course = sc.number(3)
	sc.within(t.Course <= 360)
	sc.want(sc.skip("/"))
	sc.level(t)
}

// near returns the exercise time of a second of the day that is closest to one.
func (on *line) near(second int, close air.Time) air.Time {
	now := on.start + int64(close/air.Second)
	off := (int64(second) - on.second(close) + day + day/2) % day
	return air.Time(now+off-day/2-on.start) * air.Second
}

// fromZeros returns a designator, or nothing for the one that says so.
func fromZeros(s string) string {
	if s == "ZZZZ" {
		return ""
	}
	return s
}

// scanner reads a field from the left; once something is bad it stays so.
type scanner struct {
	rest string
	bad  bool
	wide bool // a value is out of its range
}

func (sc *scanner) want(ok bool) { sc.bad = sc.bad || !ok }

func (sc *scanner) within(ok bool) { sc.wide = sc.wide || !ok }

func (sc *scanner) skip(s string) (ok bool) {
	sc.rest, ok = strings.CutPrefix(sc.rest, s)
	return ok
}

// next takes n bytes, or fails.
func (sc *scanner) next(n int) string {
	if len(sc.rest) < n {
		sc.bad, sc.rest = true, ""
		return ""
	}
	s := sc.rest[:n]
	sc.rest = sc.rest[n:]
	return s
}

// while takes up to n bytes of a kind.
func (sc *scanner) while(n int, kind func(byte) bool) string {
	i := 0
	for i < len(sc.rest) && i < n && kind(sc.rest[i]) {
		i++
	}
	return sc.next(i)
}

// number takes n digits.
func (sc *scanner) number(n int) int {
	s := sc.next(n)
	v, err := strconv.ParseUint(s, 10, 31)
	sc.want(err == nil)
	return int(v)
}

// place takes four letters.
func (sc *scanner) place() string {
	s := sc.while(4, isLetter)
	sc.want(len(s) == 4)
	return s
}

// clock takes hours and minutes, with seconds if it has six digits, and returns
// the second of the day.
func (sc *scanner) clock(digits int) (s int) {
	h, m := sc.number(2), sc.number(2)
	if digits == 6 {
		s = sc.number(2)
	}
	sc.within(h < 24 && m < 60 && s < 60)
	return h*3600 + m*60 + s
}

// identity takes field 7: a call sign, and a code other than zeros.
func (sc *scanner) identity(t *air.Talk) {
	t.Callsign = sc.while(8, isNameByte) // one more than ICAO Doc 4444 has, as Mode S carries
	if sc.skip("/A") {
		code, err := air.ParseMode3A(sc.next(4))
		sc.want(err == nil)
		sc.within(code != 0)
		t.Code, t.Has = code, t.Has|air.HasCode
	}
	sc.want(t.Callsign != "" && isLetter(t.Callsign[0]))
}

// number3 takes the units and the serial of a message: MMTY/KZHU014.
func (sc *scanner) number3() (from, to string, serial int) {
	from = sc.while(4, isLetter)
	sc.want(from != "" && sc.skip("/"))
	to = sc.while(4, isLetter)
	sc.want(to != "")
	return from, to, serialOf(sc.number(3))
}

// sector takes a unit's designator and two characters of its sector.
func (sc *scanner) sector(unit string) string {
	name := designator(unit)
	sc.want(sc.skip(name))
	s := sc.while(2, isNameByte)
	sc.want(len(s) == 2)
	return s
}

// level takes a level; zeros are none.
func (sc *scanner) level(t *air.Talk) {
	if n := sc.hundreds(); n != 0 {
		t.Level, t.Has = air.FLFeet(float64(n)*100), t.Has|air.HasLevel
	}
}

// hundreds takes a level in hundreds of feet: F350 and A100 are, S and M with four
// digits are tens of metres.
func (sc *scanner) hundreds() int {
	switch kind := sc.next(1); kind {
	case "F", "A":
		return sc.number(3)
	case "S", "M":
		n := int(math.Round(float64(sc.number(4)) * 10 / feet / 100))
		sc.within(n <= 999)
		return n
	}
	sc.bad = true
	return 0
}

const feet = 0.3048 // m

// crossing takes what may follow the level at a boundary: another level, and A or
// B for at or above it, or below.
func (sc *scanner) crossing() string {
	all := sc.rest
	if all == "" {
		return ""
	}
	sc.hundreds()
	sc.want(sc.skip("A") || sc.skip("B"))
	return all
}

// point takes degrees and minutes: 2718N09655W.
func (sc *scanner) point() (lat, lon float64) {
	lat = sc.angle(2)
	ns := sc.next(1)
	lon = sc.angle(3)
	ew := sc.next(1)
	sc.want((ns == "N" || ns == "S") && (ew == "E" || ew == "W"))
	sc.within(lat <= 90 && lon <= 180)
	return signed(lat, ns == "S"), signed(lon, ew == "W")
}

// angle takes so many digits of degrees, and two of minutes.
func (sc *scanner) angle(digits int) float64 {
	degrees, minutes := sc.number(digits), sc.number(2)
	sc.within(minutes < 60)
	return float64(degrees) + float64(minutes)/60
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

func isNameByte(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' }
