package center

import (
	"slices"
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
	terms    *scenario.Terms
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
		onBreach: f.Terms.OnBreach, terms: &f.Terms,
	}
}

// stoppedAtFirst returns the own feeds that are suspended at the start.
func stoppedAtFirst(list []given) (names []string) {
	for i := range list {
		if g := &list[i]; g.mine && g.terms.Suspended {
			names = append(names, g.name)
		}
	}
	return names
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
			c.stopped = slices.DeleteFunc(c.stopped, func(name string) bool { return name == g.name })
			if a.Do == "suspend" {
				c.stopped = append(c.stopped, g.name)
			}
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
// the terms foresee to be asked for, and refuses while its agreements are not in
// force or it is suspended; at the staff's error rate he errs: takes the one for
// the other, or forgets it for as long again as he has.
func (c *Center) playOfficer(now air.Time) (orders []air.Order) {
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		g := c.give(r.What, r.From, true)
		if r.Answer != "" || r.To != c.name || g == nil {
			continue
		}
		after, wrong := c.consider(g, r.Asked)
		if now < r.Asked+after {
			continue
		}
		a := air.Act{Do: "grant", To: r.From, Text: r.What}
		if why := c.against(g, now); why != "" && !wrong {
			a.Do, a.Text = "deny", r.What+": "+why
		} else if why == "" && wrong {
			a.Do, a.Text = "deny", r.What+": not releasable"
		}
		orders = append(orders, c.robotAct(now, a))
	}
	return orders
}

// against returns why a feed is not to be granted now; empty: it is.
func (c *Center) against(g *given, now air.Time) string {
	switch {
	case slices.Contains(c.stopped, g.name):
		return "suspended"
	case !c.book.Holds(g.terms.Agreements, now):
		return "no agreement in force"
	}
	return ""
}

// consider draws how long the officer takes: uniform from a quarter to the whole
// of the time allowed (assumed), and whether he errs: half of his errors are wrong
// answers, half late ones.
func (c *Center) consider(g *given, asked air.Time) (after air.Time, wrong bool) {
	d := num.At(c.seed, forOfficer, num.Key(c.name), num.Key(g.name), uint64(asked/air.Millisecond))
	share := 0.25 + 0.75*d.Uniform()
	switch u := d.Uniform(); {
	case u < c.rules.Error/2:
		wrong = true
	case u < c.rules.Error:
		share++
	}
	return air.Time(float64(g.answer) * share), wrong
}

// asking is a feed that the staff is about to ask for.
type asking struct {
	Feed string
	Plan intent
}

// askFeeds returns the staff's requests for feeds that could fill a gap: a track
// of interest that it works on is held by no own sensor, and lies where the terms
// of the feed would let it across. Who was refused asks no more.
func (c *Center) askFeeds(now air.Time) (orders []air.Order) {
	if !c.full || c.kind != scenario.Defence {
		return nil
	}
	for i := range c.given {
		g := &c.given[i]
		if g.mine || !g.asked || !c.mayAsk(g, now) {
			continue
		}
		k := slices.IndexFunc(c.asks, func(a asking) bool { return a.Feed == g.name })
		if k < 0 {
			k = len(c.asks)
			c.asks = append(c.asks, asking{Feed: g.name})
		}
		do := ""
		if c.gapFor(g, now) {
			do = "request"
		}
		if c.ripe(&c.asks[k].Plan, do, g.name, len(c.desk.Requests), now) {
			orders = append(orders, c.robotAct(now, air.Act{Do: do, To: g.other, Text: aboutFeed + g.name}))
		}
	}
	return orders
}

// gapFor reports whether a feed might help on a case.
func (c *Center) gapFor(g *given, now air.Time) bool {
	return slices.ContainsFunc(c.cases, func(x toi) bool {
		if slices.Contains(in("", "potential", "closed"), x.State) || x.Last.At == 0 || !x.owns() && x.State != "lost" {
			return false
		}
		t := c.picture.Find(x.Track)
		return (t == nil || !c.ownHold(t)) && accord.Covers(g.terms, x.Last.on(now))
	})
}

// mayAsk reports whether a feed may be asked for: no request for it waits, was
// refused, or was granted and still holds.
func (c *Center) mayAsk(g *given, now air.Time) bool {
	return !slices.ContainsFunc(c.desk.Requests, func(r air.Request) bool {
		return r.From == c.name && r.To == g.other && r.What == aboutFeed+g.name && (r.Answer != "granted" || now < r.At+g.terms.Grant)
	})
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
