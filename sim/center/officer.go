package center

import (
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

var forOfficer = num.For("center/release officer")

// given is a feed as one of its two centers knows it: the provider, whose people
// may suspend it and whose release officer answers who asks for it, or the
// receiver.
type given struct {
	name   string      // of the feed
	other  string      // the other center
	mine   bool        // this center provides
	asked  bool        // it must be asked for
	data   bool        // a data line joins the two
	label  air.Release // of what the two say about it
	answer air.Time    // within which the provider answers

	onBreach bool // the provider suspends it when its terms are broken
}

// newGiven lists the feeds that a center provides to others or receives of them.
func newGiven(sc *scenario.Scenario, id air.CenterID) (list []given) {
	for i := range sc.Feeds {
		f := &sc.Feeds[i]
		to := air.CenterID(f.Center)
		for _, from := range accord.Providers(sc, f) {
			switch {
			case from == to:
			case from == id:
				list = append(list, newOneGiven(sc, f, id, to, true))
			case to == id:
				list = append(list, newOneGiven(sc, f, id, from, false))
			}
		}
	}
	return list
}

func newOneGiven(sc *scenario.Scenario, f *scenario.Feed, id, other air.CenterID, mine bool) given {
	c, o := &sc.Centers[id], &sc.Centers[other]
	return given{
		name: f.Name, other: o.Name, mine: mine, asked: f.Terms.Level == scenario.OnRequest,
		data: joined(sc, c.Name, o.Name), label: c.Audience | o.Audience, answer: f.Terms.Answer,
		onBreach: f.Terms.OnBreach,
	}
}

// joined reports whether a data line joins two centers.
func joined(sc *scenario.Scenario, a, b string) bool {
	for i := range sc.Lines {
		if l := &sc.Lines[i]; !l.Voice && (l.Between == [2]string{a, b} || l.Between == [2]string{b, a}) {
			return true
		}
	}
	return false
}

// aboutFeed opens what a request for a feed says.
const aboutFeed = "feed "

// give returns the feed on request between this center and another that a text
// names, or nil.
func (c *Center) give(text, other string, mine bool) *given {
	for i := range c.given {
		g := &c.given[i]
		if g.asked && g.mine == mine && g.other == other && text == aboutFeed+g.name {
			return g
		}
	}
	return nil
}

// askFeed asks another center for a feed, and reports whether there is one to be
// asked for.
func (c *Center) askFeed(at air.Time, a *air.Act) bool {
	g := c.give(a.Text, a.To, false)
	if g == nil {
		return false
	}
	c.desk.Requests = append(c.desk.Requests, air.Request{To: a.To, From: c.name, What: a.Text, Asked: at})
	c.log(at, air.LogLine{Who: a.By, Did: "request", With: a.To, Text: a.Text, Robot: a.By == robotOfficer})
	c.sayFeed(g, at, "request", a.Text, "")
	return true
}

// answerFeed is the release officer's word on a request that waits.
func (c *Center) answerFeed(at air.Time, a *air.Act) bool {
	what, why, _ := strings.Cut(a.Text, ": ")
	g := c.give(what, a.To, true)
	if g == nil || !c.settle(a.To, c.name, what, answers[a.Do], why, at) && a.Do == "deny" {
		return false
	}
	c.log(at, air.LogLine{Who: a.By, Did: a.Do, With: a.To, Text: a.Text, Robot: a.By == robotOfficer})
	c.sayFeed(g, at, "answer", what, strings.TrimSpace(answers[a.Do]+" "+why))
	return true
}

// late stands for an answer until it comes.
const late = "late"

var answers = map[string]string{"grant": "granted", "deny": "denied"}

// settle writes the answer to the requests of one by another that wait, and
// reports whether there was one.
func (c *Center) settle(from, to, what, answer, why string, at air.Time) (found bool) {
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		if r.From == from && r.To == to && r.What == what && (r.Answer == "" || r.Answer == late) {
			r.Answer, r.Why, r.At, found = answer, why, at, true
		}
	}
	return found
}

// halt notes that this center's people suspend a feed of theirs or resume it, and
// tells the receiver.
func (c *Center) halt(at air.Time, a *air.Act) (taken bool) {
	for i := range c.given {
		if g := &c.given[i]; g.mine && g.name == a.To {
			taken = true
			c.log(at, air.LogLine{Who: a.By, Did: a.Do, With: g.other, Text: strings.TrimSpace(a.To + " " + a.Text), Robot: a.By == robotOfficer})
			c.sayFeed(g, at, a.Do, aboutFeed+g.name, a.Text)
		}
	}
	return taken
}

func (c *Center) sayFeed(g *given, at air.Time, word, what, reason string) {
	c.saying = append(c.saying, air.Message{
		At: at, From: c.name, To: g.other, Text: strings.TrimSpace(word + " " + what + " " + reason), Release: g.label, Voice: !g.data,
		Says: air.Talk{Word: word, Point: what, Reason: reason},
	})
}

// hearFeed takes in what another center says of a feed: a request waits for the
// release officer, an answer goes to whoever asked.
func (c *Center) hearFeed(at air.Time, m *air.Message) {
	t := &m.Says
	switch {
	case t.Word == "breach":
		c.hearBreach(at, m)
	case t.Word == "request" && c.give(t.Point, m.From, true) != nil:
		c.desk.Requests = append(c.desk.Requests, air.Request{To: c.name, From: m.From, What: t.Point, Asked: at})
	case t.Word == "answer" && c.give(t.Point, m.From, false) != nil:
		word, why, _ := strings.Cut(t.Reason, " ")
		c.settle(c.name, m.From, t.Point, word, why, at)
	}
}

// robotOfficer is who acts where nobody sits in the release officer's seat.
const robotOfficer = "staff"

// playOfficer answers the requests whose time has come. The officer grants what
// the agreement foresees to be asked for; to refuse is a person's to decide.
func (c *Center) playOfficer(now air.Time) (orders []air.Order) {
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		g := c.give(r.What, r.From, true)
		if r.Answer == "" && r.To == c.name && g != nil && now >= r.Asked+c.consider(g, r.Asked) {
			orders = append(orders, air.Order{At: now, Origin: air.Derived, Body: air.Act{
				Center: c.name, Do: "grant", To: r.From, Text: r.What, By: robotOfficer,
			}})
		}
	}
	return orders
}

// consider draws how long the officer takes: uniform from a quarter to the whole
// of the time allowed (assumed).
func (c *Center) consider(g *given, asked air.Time) air.Time {
	d := num.At(c.seed, forOfficer, num.Key(c.name), num.Key(g.name), uint64(asked/air.Millisecond))
	return air.Time(float64(g.answer) * (0.25 + 0.75*d.Uniform()))
}

// lateFeeds notes on the desk of who asked that no answer came in time.
func (c *Center) lateFeeds(now air.Time) {
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		if g := c.give(r.What, r.To, false); g != nil && r.From == c.name && r.Answer == "" && now >= r.Asked+g.answer {
			r.Answer, r.At = late, now
		}
	}
}
