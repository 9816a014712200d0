package center

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
)

// A neighbour may ask for a warning, or for the position, of what it sees itself
// near the border: `request NORAD, track 77`. The center that is asked looks which
// of its own tracks is there. If it gives that track as one of interest, it warns,
// or tells the position at once; else it says that the track is of no interest to
// it, and nothing more: what may be told of others is for the feeds to say.

// askTrack asks another center about an own track.
func (c *Center) askTrack(at air.Time, a *air.Act) bool {
	text, why, _ := strings.Cut(a.Text, ": ")
	digits, ok := strings.CutPrefix(text, "track ")
	number, err := strconv.ParseUint(digits, 10, 32)
	p, t := c.peer(a.To), c.picture.Find(uint32(number))
	if !ok || err != nil || p == nil || t == nil {
		return false
	}
	says := air.Talk{Word: "ask", Number: t.Number, Reason: why}
	f := fixOf(t, c.picture.At)
	f.tell(&says)
	c.log(at, air.LogLine{Who: whoOf(a), Did: "request", Track: t.Number, With: a.To, Text: a.Text, Robot: a.By == robot})
	c.speak(p, at, says, !p.data)
	return true
}

// hearAskTrack warns of the track that a neighbour asks about, or tells where it is.
func (c *Center) hearAskTrack(at air.Time, p *peer, m *air.Message) {
	told := fixTold(&m.Says)
	number := c.match(&told)
	if !slices.ContainsFunc(c.cases, func(x toi) bool { return number != 0 && x.Track == number && x.Giving && x.Declared != 0 }) {
		c.denyAsk(at, p, m, number)
		return
	}
	x := c.caseFor(at, &air.Act{Do: "warn", Track: number, To: p.name})
	if x == nil {
		c.denyAsk(at, p, m, number)
		return
	}
	if x.With == "" {
		x.With = p.name
	}
	c.happen(x, &happening{on: "hear ask", at: at, who: m.From, msg: *m})
}

// denyAsk answers that there is nothing to be told.
func (c *Center) denyAsk(at air.Time, p *peer, m *air.Message, number uint32) {
	why := "not of interest to us"
	if number == 0 {
		why = "we hold nothing there"
	}
	c.log(at, air.LogLine{Who: m.From, Did: "ask", Track: number, With: p.name, Text: why, Robot: true})
	c.speak(p, at, air.Talk{Word: "nothing", Other: m.Says.Number, Reason: why, Answers: m.Says.Serial}, m.Voice)
}

// logged returns what the log holds of a message about a case: its items in the
// order in which they are told. What is told each turn by data is not logged.
func logged(t *air.Talk, voice bool) string {
	switch t.Word {
	case "warn", "contact", "offer", "release", "return", "lost":
	case "tell":
		if !voice {
			return ""
		}
	default:
		return ""
	}
	return strings.Join(tongues[air.English].items(t), ", ")
}

// heardNothing writes down that a neighbour has nothing to tell.
func (c *Center) heardNothing(at air.Time, m *air.Message) {
	c.log(at, air.LogLine{Who: m.From, Did: "answer", Track: m.Says.Other, With: m.From, Text: fmt.Sprintf("track %d: %s", m.Says.Other, m.Says.Reason), Robot: true})
}
