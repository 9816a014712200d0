package center

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
)

// say sends what a case needs said: by data where a line joins the two and has
// not failed, else by voice in the neighbour's language. It returns what was said.
func (c *Center) say(x *toi, at air.Time, t air.Talk) air.Talk {
	return c.send(x, at, t, x.Voice)
}

// answer says it by the way on which the neighbour spoke.
func (c *Center) answer(x *toi, h *happening, t air.Talk) {
	t.Answers = h.msg.Says.Serial
	c.send(x, h.at, t, h.msg.Voice)
}

func (c *Center) send(x *toi, at air.Time, t air.Talk, voice bool) air.Talk {
	p := c.peer(x.With)
	if p == nil {
		return t
	}
	t.Case = x.Name
	return c.speak(p, at, t, voice || !p.data)
}

// speak puts a message to a peer on its way. Its label is the two audiences': a
// person passes on to the other what is due to them, and to nobody else. People
// speak the language of whom they speak to; a read-back is in the language in
// which it was told.
func (c *Center) speak(p *peer, at air.Time, t air.Talk, voice bool) air.Talk {
	t.Serial = p.number()
	language := p.language
	if t.Word == "accept" || t.Word == "receipt" && t.Lat != 0 {
		language = c.language
	}
	text := ""
	if !voice {
		text = p.set.render(line{from: c.name, to: p.name, start: c.start}, &t)
	}
	if text != "" {
		text = tongues[min(int(language), len(tongues)-1)].exercise + " " + text
	} else {
		text = script(language, c.name, p.name, &t)
	}
	c.saying = append(c.saying, air.Message{
		At: at, From: c.name, To: p.name, Text: text,
		Release: c.audience | p.audience, Voice: voice, Language: language, Says: t,
	})
	return t
}

// attend moves the machines by what a neighbour said, and reports whether people
// should read it: what repeats each turn only moves the machine.
func (c *Center) attend(at air.Time, m *air.Message) (read bool) {
	t := &m.Says
	p := c.peer(m.From)
	if t.Word == "" || p == nil {
		return true
	}
	if t.Case == "" && slices.Contains(flightWords, t.Word) {
		c.hearFlight(at, p, m)
		return m.Voice
	}
	if p.again(t.Serial) {
		if t.Word != "tell" {
			c.log(at, air.LogLine{Who: m.From, Did: t.Word, Case: t.Case, With: m.From, Text: "duplicate serial " + strconv.Itoa(t.Serial), Robot: true})
		}
		return false
	}
	switch t.Word {
	case "ask":
		c.hearAskTrack(at, p, m)
		return true
	case "nothing":
		c.heardNothing(at, m)
		return true
	case "warn", "receipt", "tell", "contact", "check", "offer", "accept", "refuse", "retract", "release", "return", "lost", "close":
		c.hearCase(at, m)
		return m.Voice || t.Word != "tell"
	}
	return true
}

// readBackText is how an offer is read back: the neighbour's number, the
// position to a thousandth of a degree, the level if one was told.
func readBackText(t *air.Talk) string {
	s := fmt.Sprintf("track %d, %s", t.Number, placeText(t.Lat, t.Lon))
	if t.Has&air.HasLevel != 0 {
		s += ", " + t.Level.String()
	}
	return s
}

func placeText(lat, lon float64) string {
	ns, ew := "N", "E"
	if lat < 0 {
		lat, ns = -lat, "S"
	}
	if lon < 0 {
		lon, ew = -lon, "W"
	}
	return fmt.Sprintf("%.3f%s %.3f%s", lat, ns, lon, ew)
}

// readBack reads what readBackText wrote, or a person typed in its manner; what
// it does not find stays zero. Other is the number read back.
func readBack(text string) (t air.Talk) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	for i, w := range words {
		w = strings.ToUpper(w)
		last := w[len(w)-1]
		switch value, err := strconv.ParseFloat(w[:len(w)-1], 64); {
		case strings.HasPrefix(w, "FL"):
			if level, err := strconv.ParseUint(w[2:], 10, 9); err == nil {
				t.Level, t.Has = air.FLFeet(float64(level)*100), air.HasLevel
			}
		case err == nil && (last == 'N' || last == 'S') && value <= 90:
			t.Lat = signed(value, last == 'S')
		case err == nil && (last == 'E' || last == 'W') && value <= 180:
			t.Lon = signed(value, last == 'W')
		case i > 0 && t.Other == 0:
			if n, err := strconv.ParseUint(w, 10, 32); err == nil {
				t.Other = uint32(n)
			}
		}
	}
	return t
}

func signed(v float64, negative bool) float64 {
	if negative {
		return -v
	}
	return v
}
