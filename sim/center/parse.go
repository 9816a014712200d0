package center

import (
	"fmt"
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
	badHeader    = 1
	badSerial    = 2 // heard before
	badSyntax    = 3
	noPlan       = 5
	twoPlans     = 6
	wrongState   = 7
	codeInUse    = 9
	notInService = 10
)

// text writes a fault as field 18 of an LRM holds it.
func (f *fault) text() string { return fmt.Sprintf("%02d/%s/%s", f.group, f.field, f.bad) }

// parse reads what render wrote. near is an exercise time close to those told:
// a message holds no date. A message that is not even a message has no title,
// and the fault no field.
func (s *messageSet) parse(on line, text string, near air.Time) (t air.Talk, bad *fault) {
	body, open := strings.CutPrefix(text, "(")
	body, shut := strings.CutSuffix(body, ")")
	if !open || !shut || len(body) < 3 {
		return t, &fault{group: badHeader, bad: clip(text)}
	}
	l := s.find(body[:3])
	if l == nil {
		return t, &fault{group: badHeader, bad: clip(body[:3])}
	}
	t.Word = l.word
	numbers, fields := strings.Fields(l.fields), strings.Split(body, "-")
	for i, number := range numbers {
		if i >= len(fields) {
			return t, &fault{badSyntax, number, "missing"}
		}
		if !on.read(number, fields[i], near, &t) {
			group := badSyntax
			if number == "3" {
				group = badHeader
			}
			return t, &fault{group, number, clip(fields[i])}
		}
	}
	if len(fields) > len(numbers) {
		return t, &fault{badSyntax, numbers[len(numbers)-1], clip(fields[len(numbers)])}
	}
	return t, nil
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

// read reads one field by its number, and reports whether it is well formed.
func (on *line) read(number, text string, near air.Time, t *air.Talk) bool {
	sc := &scanner{rest: text}
	switch number {
	case "3":
		on.readHead(sc, t)
	case "7":
		t.Callsign = sc.while(8, isNameByte) // one more than ICAO Doc 4444 has, as Mode S carries
		if sc.skip("/A") {
			code, err := air.ParseMode3A(sc.next(4))
			sc.want(err == nil && code != 0)
			t.Code, t.Has = code, t.Has|air.HasCode
		}
		sc.want(t.Callsign != "" && isLetter(t.Callsign[0]))
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
	case "14":
		t.Point = sc.while(11, isNameByte)
		sc.want(t.Point != "" && sc.skip("/"))
		t.Boundary = on.near(sc.clock(4), near)
		sc.level(t)
	case "15":
		sc.want(sc.skip("N"))
		t.SpeedKt = sc.number(4)
		crossing := t.Level
		sc.level(t)
		sc.want(t.Level == crossing && sc.skip(" DCT"))
	case "16":
		t.Dest = fromZeros(sc.place())
	case "18":
		if sc.skip("RMK/") {
			t.Reason, sc.rest = sc.rest, ""
			sc.want(t.Reason != "")
			break
		}
		sc.want(sc.skip("0"))
	case "31":
		sc.want(sc.while(4, isLetter) == designator(on.from) && sc.skip("01"))
	case "32":
		on.readTrack(sc, near, t)
	}
	return !sc.bad && sc.rest == ""
}

// readHead reads field 3: title, own number, and the number answered.
func (on *line) readHead(sc *scanner, t *air.Talk) {
	sc.next(3)
	from, to := designator(on.from), designator(on.to)
	sc.want(sc.skip(from + "/" + to))
	t.Serial = serialOf(sc.number(3))
	if sc.rest != "" {
		sc.want(sc.skip(to + "/" + from))
		t.Answers = serialOf(sc.number(3))
	}
}

// serialOf returns the number of a message from its three digits: 000 is the
// thousandth.
func serialOf(n int) int {
	if n == 0 {
		return serials
	}
	return n
}

// readTrack reads field 32: time, place, speed, course, level.
func (on *line) readTrack(sc *scanner, near air.Time, t *air.Talk) {
	t.Measured = on.near(sc.clock(6), near)
	sc.want(sc.skip("/"))
	t.Lat, t.Lon = sc.point()
	sc.want(sc.skip("/N"))
	t.SpeedKt = sc.number(4)
	sc.want(sc.skip("/"))
	t.Course = sc.number(3)
	sc.want(t.Course <= 360 && sc.skip("/"))
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
}

func (sc *scanner) want(ok bool) { sc.bad = sc.bad || !ok }

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
	sc.want(h < 24 && m < 60 && s < 60)
	return h*3600 + m*60 + s
}

// level takes a flight level; zeros are none.
func (sc *scanner) level(t *air.Talk) {
	sc.want(sc.skip("F"))
	if n := sc.number(3); n != 0 {
		t.Level, t.Has = air.FLFeet(float64(n)*100), t.Has|air.HasLevel
	}
}

// point takes degrees and minutes: 2718N09655W.
func (sc *scanner) point() (lat, lon float64) {
	lat = sc.angle(2)
	ns := sc.next(1)
	lon = sc.angle(3)
	ew := sc.next(1)
	sc.want((ns == "N" || ns == "S") && (ew == "E" || ew == "W") && lat <= 90 && lon <= 180)
	return signed(lat, ns == "S"), signed(lon, ew == "W")
}

// angle takes so many digits of degrees, and two of minutes.
func (sc *scanner) angle(digits int) float64 {
	degrees, minutes := sc.number(digits), sc.number(2)
	sc.want(minutes < 60)
	return float64(degrees) + float64(minutes)/60
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

func isNameByte(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' }
