package phrase

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// flown are the words for flying, each with what else it is called.
var flown = map[string]string{
	"heading": "heading", "hdg": "heading", "turn": "heading", "fly": "heading",
	"altitude": "altitude", "alt": "altitude", "climb": "altitude", "descend": "altitude", "level": "altitude",
	"speed": "speed", "spd": "speed",
}

var flownWords = []string{"heading", "hdg", "turn", "fly", "altitude", "alt", "climb", "descend", "level", "speed", "spd"}

// aircraft takes what an aircraft is told: to fly, to launch, to behave.
func (p *parser) aircraft(name string) air.Body {
	known := slices.Concat(flownWords, []string{"launch"}, air.BehaviourWords())
	t := p.peek()
	word, ok := oneOf(t.text, known)
	switch {
	case !ok:
		p.fail(t, "what "+name+" is to do, as heading, climb, speed, squawk, dark, orbit, land", known)
	case word == "launch":
		p.word()
		return air.Launch{Aircraft: name}
	case flown[word] != "":
		return p.fly(name)
	}
	p.word()
	return p.behave(name, word)
}

// fly takes one or more of heading, altitude and speed.
func (p *parser) fly(name string) air.Body {
	f := air.Fly{Aircraft: name}
	for {
		t := p.peek()
		word, _ := oneOf(t.text, flownWords)
		set := map[string]**float64{"heading": &f.HeadingDeg, "altitude": &f.AltFt, "speed": &f.SpeedKt}[flown[word]]
		switch {
		case set == nil:
			p.fail(t, "heading, altitude or speed", flownWords)
		case *set != nil:
			p.fail(t, flown[word]+" only once", nil)
		}
		p.word()
		v := p.flown(flown[word])
		*set = &v
		comma := p.comma()
		if p.ends() {
			return f
		}
		if next, ok := oneOf(p.peek().text, flownWords); !comma && (!ok || flown[next] == "") {
			p.fail(p.peek(), "heading, altitude or speed, or the end of the order", flownWords)
		}
	}
}

// comma takes a comma, if there is one.
func (p *parser) comma() bool {
	if p.skip(); p.at < len(p.text) && p.text[p.at] == ',' {
		p.at++
		return true
	}
	return false
}

func (p *parser) flown(what string) float64 {
	switch what {
	case "heading":
		return math.Mod(p.number("a heading in degrees", 0, 360, "deg", "degrees"), 360)
	case "speed":
		return p.number("a true airspeed in knots", 1, 3000, "kt", "knots")
	}
	t := p.peek()
	if level, ok := strings.CutPrefix(strings.ToUpper(t.text), "FL"); ok {
		v, err := strconv.Atoi(level)
		if err != nil || v < 0 || v > 1300 {
			p.fail(t, "a level as FL240, up to FL1300", nil)
		}
		p.word()
		return float64(v) * 100
	}
	return p.number("feet, or a level as FL240,", -1500, 130_000, "ft", "feet")
}

// behave takes a behaviour with its other aircraft and its value.
func (p *parser) behave(name, word string) air.Body {
	k, _ := air.FindBehaviour(word)
	b := air.Behave{Aircraft: name, As: word}
	t := p.peek()
	if k.Other != "" {
		b.Other = p.name("an aircraft: "+k.Other, p.names.Aircraft)
	}
	if b.Other == name {
		p.fail(t, "another aircraft", nil)
	}
	switch {
	case word == "squawk":
		b.Value = p.code()
	case k.Value != "" && !p.ends():
		b.Value = p.number(k.Value+",", k.Min, k.Max, "nm", "ft", "deg", "m/s", "percent")
	}
	return b
}

// code takes a Mode 3/A code, as the decimal number that is written with its
// digits.
func (p *parser) code() float64 {
	t := p.word()
	if _, err := air.ParseMode3A(t.text); err != nil {
		p.fail(t, "a code of four digits from 0 to 7", nil)
	}
	v, _ := strconv.ParseFloat(t.text, 64) // four octal digits are a decimal number too
	return v
}

func (p *parser) radar(name string) air.Body {
	switch p.pick("out, back, degrade, shift or winch", []string{"out", "back", "degrade", "shift", "winch"}) {
	case "out":
		return air.SensorOut{Sensor: name}
	case "back":
		return air.SensorBack{Sensor: name}
	case "degrade":
		return air.Degrade{Sensor: name, DB: p.number("decibels", 0, 60, "db")}
	case "shift":
		s := air.Shift{Sensor: name, Range: p.number("metres", -100_000, 100_000, "m")}
		if !p.ends() {
			s.Az = p.number("degrees", -180, 180, "deg") * geo.Degree
		}
		return s
	}
	return air.Winch{Sensor: name, Down: p.pick("down or up", []string{"down", "up"}) == "down"}
}

func (p *parser) observer(name string) air.Body {
	p.pick("sees", []string{"sees"})
	o := air.Observe{Sensor: name}
	o.Lat = p.number("degrees north", -90, 90) * geo.Degree
	p.comma()
	o.Lon = p.number("degrees east", -180, 180) * geo.Degree
	if p.comma(); !p.ends() {
		o.AltFt, o.HasAlt = p.flown("altitude"), true
	}
	return o
}

func (p *parser) inject() air.Body {
	t := p.peek()
	n := p.number("the number of an inject", 1, 100_000)
	if n != math.Trunc(n) {
		p.fail(t, "the number of an inject", nil)
	}
	b := air.Play{Number: int(n), Do: p.pick("send, hold, free, skip or move", []string{"send", "hold", "free", "skip", "move"})}
	if b.Do == "move" {
		b.At = p.clock()
	}
	b.Why = p.rest()
	return b
}

// tell takes the centers, a colon and the words.
func (p *parser) tell() air.Body {
	b := air.Tell{}
	for {
		if p.skip(); p.at < len(p.text) && p.text[p.at] == ':' {
			p.at++
			break
		}
		b.To = append(b.To, p.name("a center, or a colon and the words", p.names.Centers))
	}
	if b.Text = p.rest(); b.Text == "" {
		p.fail(token{at: p.at}, "the words to tell", nil)
	}
	return b
}

// identities are the words for who a track is.
func identities() (words []string) {
	for i := air.Pending; i <= air.Faker; i++ {
		words = append(words, i.String())
	}
	return words
}

// center takes what a center's people do: an identity for a track, or an act.
func (p *parser) center(name string) air.Body {
	if t := p.peek(); t.text != "" && t.text[0] >= '0' && t.text[0] <= '9' {
		b := air.Identify{Center: name, Track: p.track()}
		word := p.pick("an identity", identities())
		for i := air.Pending; i <= air.Faker; i++ {
			if i.String() == word {
				b.Identity = i
			}
		}
		b.Why = p.rest()
		return b
	}
	var words []string
	for _, a := range air.Acts {
		words = append(words, a.Word)
	}
	b := air.Act{Center: name, Do: p.pick("what "+name+" does, as declare, warn, offer, accept, scramble, note, or the number of a track", words)}
	spec, _ := air.FindAct(b.Do)
	if spec.Track {
		b.Track = p.track()
	}
	if spec.To != "" {
		p.connective()
		var list []string
		switch spec.To {
		case "center":
			list = p.names.Centers
		case "feed":
			list = slices.Concat(p.names.Feeds, p.names.Centers)
		}
		b.To = p.name("a "+spec.To, list)
	}
	p.comma()
	b.Text = p.rest()
	if spec.Text == "" && b.Text != "" {
		p.fail(token{b.Text, p.at - len(b.Text)}, "the end of the order", nil)
	}
	return b
}

// connective takes a little word that says nothing.
func (p *parser) connective() {
	if slices.Contains([]string{"to", "from", "with", "on"}, strings.ToLower(p.peek().text)) {
		p.word()
	}
}

func (p *parser) track() uint32 {
	t := p.word()
	n, err := strconv.ParseUint(strings.TrimPrefix(strings.ToUpper(t.text), "T"), 10, 32)
	if err != nil || n == 0 {
		p.fail(t, "the number of a track", nil)
	}
	return uint32(n)
}
