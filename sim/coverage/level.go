package coverage

import (
	"fmt"
	"strconv"
	"strings"

	"perimeter/air/geo"
)

// Level is a height at which coverage is asked: above the ground, or above mean
// sea level.
type Level struct {
	Name   string
	Height float64 // m
	AGL    bool    // above ground
}

// Ceiling is the greatest height of a level and of the search for the least
// height seen: that of the plan's requirement.
const Ceiling = 100_000 * geo.Foot // m

// ParseLevel reads a height as the field writes it: "500ft" and "500ftagl" are
// above ground, "FL300" and "30000ftmsl" above mean sea level. A flight level is
// taken in the standard atmosphere, as everywhere in the exercise.
func ParseLevel(text string) (Level, error) {
	s := strings.ToLower(strings.Join(strings.Fields(text), ""))
	bad := fmt.Errorf("level %q: want a height such as 500ft (above ground), 5000ftmsl or FL300 (above sea), up to 100000 ft", text)
	unit := 1.0
	agl, msl := strings.HasSuffix(s, "agl"), strings.HasSuffix(s, "msl")
	number, ok := strings.CutSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "agl"), "msl"), "ft")
	if !ok {
		if number, ok = strings.CutPrefix(s, "fl"); !ok {
			return Level{}, bad
		}
		msl, unit = true, 100
	}
	feet, err := strconv.ParseFloat(number, 64)
	feet *= unit
	if err != nil || agl && msl || !(feet >= 0 && feet*geo.Foot <= Ceiling) {
		return Level{}, bad
	}
	l := Level{Height: feet * geo.Foot, AGL: !msl}
	switch {
	case unit == 100:
		l.Name = fmt.Sprintf("FL%03.0f", feet/100)
	case msl:
		l.Name = strconv.FormatFloat(feet, 'f', -1, 64) + " ft MSL"
	default:
		l.Name = strconv.FormatFloat(feet, 'f', -1, 64) + " ft AGL"
	}
	return l, nil
}

// Plan are the height bands in which the requirement of the North American Air
// Surveillance Plan is looked at: from next to the ground to 100,000 ft.
func Plan() []Level {
	var list []Level
	for _, s := range []string{"500ft", "5000ft", "10000ft", "FL180", "FL300", "FL600", "100000ftmsl"} {
		l, err := ParseLevel(s)
		if err != nil {
			panic(err) // the table above is wrong
		}
		list = append(list, l)
	}
	return list
}

// over returns the height above sea level of the level over ground of a height,
// both in metres, and whether it is not below that ground.
func (l *Level) over(ground float64) (height float64, above bool) {
	if l.AGL {
		return ground + l.Height, true
	}
	return l.Height, l.Height >= ground
}
