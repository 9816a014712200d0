package phrase

import (
	"fmt"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// Text returns an order as the grammar has it: what Parse reads as the same
// order, but for what the grammar does not say (who tells, and to whom a message
// may go). It is empty for a body that the grammar has no words for.
func Text(body air.Body) string {
	switch b := body.(type) {
	case air.Fly:
		return flyText(&b)
	case air.Launch:
		return b.Aircraft + " launch"
	case air.Behave:
		return behaveText(&b)
	case air.Transponder:
		switch {
		case !b.On:
			return b.Aircraft + " dark"
		case b.HasCode:
			return b.Aircraft + " squawk " + b.Code.String()
		}
		return b.Aircraft + " honest"
	case air.SensorOut:
		return "radar " + b.Sensor + " out"
	case air.SensorBack:
		return "radar " + b.Sensor + " back"
	case air.Degrade:
		return "radar " + b.Sensor + " degrade " + number(b.DB)
	case air.Shift:
		return "radar " + b.Sensor + " shift " + number(b.Range) + " " + number(b.Az/geo.Degree)
	case air.Winch:
		return "radar " + b.Sensor + " winch " + map[bool]string{true: "down", false: "up"}[b.Down]
	case air.Observe:
		return observeText(&b)
	case air.FeedCut:
		return "feed " + b.Feed + " cut"
	case air.FeedBack:
		return "feed " + b.Feed + " mend"
	case air.Play:
		return playText(&b)
	case air.NoPlay:
		if b.On {
			return strings.TrimSpace("no play " + b.Why)
		}
		return "play on"
	case air.Tell:
		return strings.TrimSpace("tell "+strings.Join(b.To, " ")) + ": " + b.Text
	case air.Identify:
		return strings.TrimSpace(fmt.Sprintf("at %s %d %v %s", b.Center, b.Track, b.Identity, b.Why))
	case air.Act:
		return actText(&b)
	}
	return ""
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func flyText(b *air.Fly) string {
	if b.Resume {
		return b.Aircraft + " resume"
	}
	var parts []string
	if b.HeadingDeg != nil {
		parts = append(parts, "heading "+number(*b.HeadingDeg))
	}
	if b.AltFt != nil {
		parts = append(parts, "altitude "+number(*b.AltFt))
	}
	if b.SpeedKt != nil {
		parts = append(parts, "speed "+number(*b.SpeedKt))
	}
	return b.Aircraft + " " + strings.Join(parts, ", ")
}

func behaveText(b *air.Behave) string {
	words := []string{b.Aircraft, b.As}
	if b.Other != "" {
		words = append(words, b.Other)
	}
	switch {
	case b.As == "squawk":
		words = append(words, fmt.Sprintf("%04.0f", b.Value))
	case b.Value != 0:
		words = append(words, number(b.Value))
	}
	return strings.Join(words, " ")
}

func observeText(b *air.Observe) string {
	s := fmt.Sprintf("observer %s sees %s, %s", b.Sensor, number(b.Lat/geo.Degree), number(b.Lon/geo.Degree))
	if b.HasAlt {
		s += ", " + number(b.AltFt)
	}
	return s
}

func playText(b *air.Play) string {
	s := fmt.Sprintf("inject %d %s", b.Number, b.Do)
	if b.Do == "move" {
		s += " " + b.At.String()
	}
	return strings.TrimSpace(s + " " + b.Why)
}

func actText(b *air.Act) string {
	words := []string{"at", b.Center, b.Do}
	if b.Track != 0 {
		words = append(words, strconv.FormatUint(uint64(b.Track), 10))
	}
	if b.To != "" {
		words = append(words, b.To)
	}
	if b.Text != "" {
		words = append(words, b.Text)
	}
	return strings.Join(words, " ")
}

// ReadBack returns what a person hears back who gave an order: in one sentence,
// in the person's language.
func ReadBack(body air.Body, in air.Language) string {
	if f, ok := body.(air.Fly); ok && !f.Resume {
		return flyBack(&f, in)
	}
	lead := [...]string{"will do", "entendido", "bien reçu"}[min(in, air.French)]
	return lead + ": " + Text(body)
}

// The words of a pilot's read-back, by language.
var (
	turning  = [...]string{"heading %03.0f", "rumbo %03.0f", "cap %03.0f"}
	levels   = [...]string{"altitude %.0f feet", "altitud %.0f pies", "altitude %.0f pieds"}
	speeding = [...]string{"speed %.0f knots", "velocidad %.0f nudos", "vitesse %.0f nœuds"}
)

func flyBack(f *air.Fly, in air.Language) string {
	in = min(in, air.French)
	var parts []string
	add := func(words [3]string, v *float64) {
		if v != nil {
			parts = append(parts, fmt.Sprintf(words[in], *v))
		}
	}
	add(turning, f.HeadingDeg)
	add(levels, f.AltFt)
	add(speeding, f.SpeedKt)
	return strings.Join(parts, ", ") + ", " + f.Aircraft
}
