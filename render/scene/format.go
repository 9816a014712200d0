package scene

import (
	"math"
	"strconv"
	"time"

	"perimeter/air"
	"perimeter/air/geo"
)

// appendFixed adds a number with some decimals.
func appendFixed(b []byte, v float64, decimals int) []byte {
	return strconv.AppendFloat(b, v, 'f', decimals, 64)
}

// appendPadded adds n in at least width digits.
func appendPadded(b []byte, n, width int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	digits := 1
	for m := n; m >= 10; m /= 10 {
		digits++
	}
	for ; digits < width; digits++ {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendElapsed adds a span as hh:mm:ss.
func appendElapsed(b []byte, t air.Time) []byte {
	if t < 0 {
		b, t = append(b, '-'), -t
	}
	b = append(appendPadded(b, int(t/air.Hour), 2), ':')
	b = append(appendPadded(b, int(t/air.Minute%60), 2), ':')
	return appendPadded(b, int(t/air.Second%60), 2)
}

// utc returns the civil time of the story at an exercise time.
func (s *Scene) utc(t air.Time) time.Time {
	return time.Unix(s.theater.Start+int64(t/air.Second), 0).UTC()
}

// appendPlace adds a place in degrees and minutes: 31°45.2'N 106°30.1'W.
func appendPlace(b []byte, p geo.LatLon) []byte {
	lat, lon := p.Degrees()
	b = appendAngle(b, lat, 2, "NS")
	b = append(b, ' ')
	return appendAngle(b, lon, 3, "EW")
}

func appendAngle(b []byte, deg float64, width int, signs string) []byte {
	sign := signs[0]
	if deg < 0 {
		sign, deg = signs[1], -deg
	}
	tenths := int(math.Round(deg * 600))
	b = appendPadded(b, tenths/600, width)
	b = append(b, "°"...)
	b = appendPadded(b, tenths%600/10, 2)
	b = append(b, '.')
	b = appendPadded(b, tenths%10, 1)
	return append(b, '\'', sign)
}

// appendLevel adds a level in hundreds of feet, at least three digits; below the
// standard pressure surface it is negative.
func appendLevel(b []byte, l air.FL) []byte {
	return appendPadded(b, int(math.Round(l.Feet()/100)), 3)
}

// appendCode adds the four octal digits of a code.
func appendCode(b []byte, c air.Mode3A) []byte {
	return append(b, '0'+byte(c>>9&7), '0'+byte(c>>6&7), '0'+byte(c>>3&7), '0'+byte(c&7))
}

// appendCallsign adds the characters of a callsign without the padding.
func appendCallsign(b []byte, c air.Callsign) []byte {
	for _, r := range c {
		if r > ' ' && r < 0x7f {
			b = append(b, r)
		}
	}
	return b
}

// appendNumber adds a track's number: T0123.
func appendNumber(b []byte, n uint32) []byte {
	return appendPadded(append(b, 'T'), int(n), 4)
}

// emergency returns the word of a code that must be seen (FAA JO 7110.65
// 5-2-8, 5-2-13 and the scope's own texts), or nothing.
func emergency(t *air.Track) string {
	if t.Has&air.HasCode == 0 {
		return ""
	}
	switch t.Code {
	case air.Hijack:
		return "HIJK"
	case air.NoRadio:
		return "RDOF"
	case air.Emergency:
		return "EMRG"
	}
	return ""
}
