package air

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Time is exercise time: nanoseconds since the start of the exercise. It is
// never a wall-clock time, and a type of its own so that the two cannot mix.
// It also serves as a span of exercise time.
type Time int64

// Spans of exercise time.
const (
	Millisecond Time = 1_000_000
	Second           = 1000 * Millisecond
	Minute           = 60 * Second
	Hour             = 60 * Minute
)

// Never is later than every instant of every exercise.
const Never Time = math.MaxInt64

// Seconds returns t in seconds.
func (t Time) Seconds() float64 { return float64(t) / float64(Second) }

// FromSeconds returns the time nearest to s seconds; s must be finite.
func FromSeconds(s float64) Time { return Time(math.Round(s * float64(Second))) }

// String returns t as hh:mm:ss, with milliseconds where there are any.
func (t Time) String() string {
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	s := fmt.Sprintf("%s%02d:%02d:%02d", sign, t/Hour, t/Minute%60, t/Second%60)
	if ms := t % Second / Millisecond; ms != 0 {
		s += fmt.Sprintf(".%03d", ms)
	}
	return s
}

// ParseTime reads hh:mm:ss or hh:mm:ss.mmm; hours from 0 to 99.
func ParseTime(s string) (Time, error) {
	bad := func() (Time, error) { return 0, fmt.Errorf("time %q: want hh:mm:ss, as 01:30:00", s) }
	main, frac, hasFrac := strings.Cut(s, ".")
	parts := strings.Split(main, ":")
	if len(parts) != 3 || hasFrac && (len(frac) < 1 || len(frac) > 3) {
		return bad()
	}
	var t Time
	for i, unit := range []Time{Hour, Minute, Second} {
		n, err := strconv.ParseUint(parts[i], 10, 32)
		if err != nil || len(parts[i]) != 2 || i > 0 && n > 59 {
			return bad()
		}
		t += Time(n) * unit
	}
	if hasFrac {
		n, err := strconv.ParseUint((frac + "00")[:3], 10, 32)
		if err != nil {
			return bad()
		}
		t += Time(n) * Millisecond
	}
	return t, nil
}
