package accord

import (
	"fmt"
	"strings"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Ask is a request to go over another nation's territory. As text it is
//
//	over-flight FLIGHT over NATION for PURPOSE at HH:MM:SS, in writing, with MEX aboard, with MEX registration
//
// or, in place of over-flight, leave or rescue; all after NATION may be left out.
// NATION may be "high seas".
type Ask struct {
	Word    string // over-flight, leave, rescue
	Flight  string // of aircraft, or one of them
	Over    air.Nation
	Purpose scenario.Purpose
	At      air.Time    // from when; air.Never: at once
	Written bool        // it says that it is in writing
	Crew    air.Release // nations of which an officer is aboard
	Marks   air.Nation  // of which it bears the registration, if that is another than its operator's
	Armed   bool
}

var askWords = [...]string{"over-flight", "leave", "rescue"}

// ParseAsk reads a request; false: the text is none.
func ParseAsk(text string) (a Ask, ok bool) {
	word, rest, _ := strings.Cut(text, " ")
	for _, w := range askWords {
		ok = ok || w == word
	}
	parts := strings.Split(rest, ", ")
	flight, place, found := strings.Cut(parts[0], " over ")
	if !ok || !found || flight == "" {
		return Ask{}, false
	}
	a = Ask{Word: word, Flight: flight, At: air.Never}
	if word == "rescue" {
		a.Purpose = scenario.Saving
	}
	if a.Over, place, ok = cutNation(place); !ok {
		return Ask{}, false
	}
	return a, a.purposes(strings.Fields(place)) && a.more(parts[1:])
}

func cutNation(s string) (n air.Nation, rest string, ok bool) {
	if rest, found := strings.CutPrefix(s, "high seas"); found {
		return air.NoNation, rest, true
	}
	name, rest, _ := strings.Cut(s, " ")
	n, err := air.ParseNation(name)
	return n, rest, err == nil
}

// purposes reads "for PURPOSE at TIME".
func (a *Ask) purposes(words []string) bool {
	for len(words) > 0 {
		if len(words) == 1 {
			return false
		}
		switch words[0] {
		case "for":
			a.Purpose = scenario.Purpose(words[1])
		case "at":
			t, err := air.ParseTime(words[1])
			if err != nil {
				return false
			}
			a.At = t
		default:
			return false
		}
		words = words[2:]
	}
	switch a.Purpose {
	case "", scenario.Pursuit, scenario.Escort, scenario.Monitor, scenario.Saving, scenario.Transit:
		return true
	}
	return false
}

// more reads "in writing", "armed", "with MEX aboard", "with MEX registration".
func (a *Ask) more(parts []string) bool {
	for _, p := range parts {
		words := strings.Fields(p)
		switch {
		case p == "in writing":
			a.Written = true
		case p == "armed":
			a.Armed = true
		case len(words) == 3 && words[0] == "with":
			n, err := air.ParseNation(words[1])
			switch {
			case err != nil:
				return false
			case words[2] == "aboard":
				a.Crew |= air.Only(n)
			case words[2] == "registration":
				a.Marks = n
			default:
				return false
			}
		default:
			return false
		}
	}
	return true
}

// ParseAnswer reads the text of a grant or a denial: the request, then a colon and
// the reason. Times have colons too, none with a space after it.
func ParseAnswer(text string) (a Ask, why string, ok bool) {
	what, why, _ := strings.Cut(text, ": ")
	a, ok = ParseAsk(what)
	return a, why, ok
}

// String returns the text of a request.
func (a Ask) String() string {
	over := a.Over.String()
	if a.Over == air.NoNation {
		over = "high seas"
	}
	s := a.Word + " " + a.Flight + " over " + over
	if a.Purpose != "" {
		s += " for " + string(a.Purpose)
	}
	if a.At != air.Never {
		s += " at " + a.At.String()[:len("00:00:00")]
	}
	if a.Written {
		s += ", in writing"
	}
	if a.Armed {
		s += ", armed"
	}
	for _, n := range air.Nations {
		if a.Crew&air.Only(n) != 0 {
			s += ", with " + n.String() + " aboard"
		}
	}
	if a.Marks != air.NoNation {
		s += ", with " + a.Marks.String() + " registration"
	}
	return s
}

// Reply is what an agreement foresees as the answer to a request.
type Reply struct {
	Yes    bool
	Within air.Time // the answer comes by then after the request
	From   air.Time // with Yes: the leave holds from here
	Why    string
}

// consent is within what a region answers a request of its partner in the common
// command (assumed).
const consent = 5 * air.Minute

// Reply returns what the nation overflown answers to a request for a mover, asked at
// a time.
func (b *Book) Reply(a *Ask, m Mover, at air.Time) Reply {
	wanted := at
	if a.At != air.Never {
		wanted = max(wanted, a.At)
	}
	if a.Over == air.NoNation {
		return Reply{Yes: true, From: at, Why: "over the high seas no leave is needed"}
	}
	r := b.Rule(m, a.Over)
	agreement := b.InForce(air.Only(m.Nation, a.Over), at)
	switch {
	case r.Allow == scenario.Free:
		return Reply{Yes: true, From: at, Why: "no leave is needed"}
	case r.Allow == scenario.Never:
		return Reply{Within: reply(agreement), Why: fmt.Sprintf("no %s of %v crosses", m.Actor, m.Nation)}
	case r.Allow == scenario.ByOrder:
		return Reply{Yes: true, Within: consent, From: wanted, Why: "NORAD orders, the region consents"}
	case agreement == nil:
		return Reply{Within: air.Hour, Why: "there is no agreement"}
	}
	return agreed(agreement, a, at, wanted)
}

func reply(a *scenario.Agreement) air.Time {
	if a == nil {
		return air.Hour
	}
	return a.Answer
}

// agreed is the answer under an agreement.
func agreed(g *scenario.Agreement, a *Ask, at, wanted air.Time) Reply {
	r := Reply{Within: g.Answer, From: wanted}
	if a.Purpose == scenario.Saving && g.RescueLane > 0 {
		return Reply{Yes: true, Within: g.RescueLane, From: wanted, Why: "the lane for rescue"}
	}
	if g.Registration && a.Marks == a.Over {
		return Reply{Yes: true, From: at, Why: "registered in " + a.Over.String()}
	}
	aboard := a.Crew&g.Crew&air.Only(a.Over) != 0
	switch {
	case a.Purpose == scenario.Pursuit && !g.Pursuit:
		r.Why = "under no circumstances to give chase"
	case a.Armed && !g.Armed:
		r.Why = "no armed aircraft"
	case a.Purpose == scenario.Monitor && !g.Monitor && !aboard:
		r.Why = "no stand-off monitoring"
	case a.Purpose == scenario.Escort && !g.Escort && !aboard:
		r.Why = "no escort across the border"
	case g.Written && !a.Written:
		r.Why = "a request is in writing"
	case wanted < at+g.Notice && !g.Defer:
		r.Why = fmt.Sprintf("%.0f hours of notice", g.Notice.Seconds()/3600)
	default:
		r.Yes, r.From = true, max(wanted, at+g.Notice)
		r.Why = "by agreement " + g.Name
	}
	return r
}

// InForce returns the agreement between two nations that is in force at a time, or
// nil.
func (b *Book) InForce(between air.Release, at air.Time) *scenario.Agreement {
	for i := range b.agreements {
		if a := &b.agreements[i]; a.Between == between && at >= a.From && at < a.To {
			return a
		}
	}
	return nil
}

// Holds reports whether all agreements of these names are in force at a time.
func (b *Book) Holds(names []string, at air.Time) bool {
	for _, name := range names {
		held := false
		for i := range b.agreements {
			a := &b.agreements[i]
			held = held || a.Name == name && at >= a.From && at < a.To
		}
		if !held {
			return false
		}
	}
	return true
}

// Begins returns from when a leave holds, by the reason that its answer gives:
// "from HH:MM:SS: ...".
func Begins(why string) air.Time {
	if rest, ok := strings.CutPrefix(why, "from "); ok && len(rest) >= len("00:00:00") {
		if t, err := air.ParseTime(rest[:len("00:00:00")]); err == nil {
			return t
		}
	}
	return 0
}
