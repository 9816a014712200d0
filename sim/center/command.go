package center

import (
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// A flight crosses by order: the common command orders it, and the region
// overflown consents. Both are words of people, each kept on the desk as a request
// with its answer: "order FALCON over CAN", "consent FALCON over CAN".
const (
	orderWord   = "order "
	consentWord = "consent "
)

// command returns the center that commands the own nation's forces and another's
// in common; empty: the exercise has none.
func (c *Center) command(over air.Nation) string {
	if accord.Commands(c.kind, c.audience, c.nation, over) {
		return c.name
	}
	for i := range c.peers {
		if p := &c.peers[i]; accord.Commands(p.kind, p.audience, c.nation, over) {
			return p.name
		}
	}
	return ""
}

// askOrder asks the common command to order a flight across.
func (c *Center) askOrder(at air.Time, a *air.Act) bool {
	_, over, ok := accord.ParseOrder(strings.TrimPrefix(a.Text, orderWord))
	o := c.peer(a.To)
	if !ok || o == nil || !strings.HasPrefix(a.Text, orderWord) || c.command(over) != a.To {
		return false
	}
	c.desk.Requests = append(c.desk.Requests, air.Request{To: a.To, From: c.name, What: a.Text, Asked: at})
	c.logAsk(at, a.By, "request", a.To, a.Text)
	c.sayAsk(o, at, air.Talk{Word: "request", Point: a.Text})
	return true
}

// order is the common command's word that a flight of a center crosses, asked for
// or not. The region overflown is told, that it may consent.
func (c *Center) order(at air.Time, a *air.Act) bool {
	_, over, ok := accord.ParseOrder(a.Text)
	o := c.peer(a.To)
	if !ok || o == nil || c.audience&^o.nations != air.Only(over) || c.kind != scenario.Defence {
		return false
	}
	c.settle(a.To, c.name, orderWord+a.Text, "granted", "", at)
	c.promised(a.To, orderWord+a.Text)
	c.logAsk(at, a.By, "order", a.To, a.Text)
	c.sayAsk(o, at, air.Talk{Word: "order", Point: a.Text})
	if region := c.peer(c.regionOf(over)); region != nil {
		c.sayAsk(region, at, air.Talk{Word: "order", Point: a.Text, Reason: a.To})
	}
	return true
}

// consentTo is a region's word to the center of a flight that it may be there.
func (c *Center) consentTo(at air.Time, a *air.Act) bool {
	_, over, ok := accord.ParseOrder(a.Text)
	o := c.peer(a.To)
	if !ok || o == nil || c.nations != air.Only(over) {
		return false
	}
	c.answerOrder(at, a, o, consentWord+a.Text, "granted", "")
	return true
}

// withhold is a region's word that it does not consent.
func (c *Center) withhold(at air.Time, a *air.Act) bool {
	what, why, _ := strings.Cut(a.Text, ": ")
	o := c.peer(a.To)
	if o == nil || a.Do != "deny" || !strings.HasPrefix(what, consentWord) || !c.settle(a.To, c.name, what, "denied", why, at) {
		return false
	}
	c.answerOrder(at, a, o, what, "denied", why)
	return true
}

func (c *Center) answerOrder(at air.Time, a *air.Act, o *peer, what, answer, why string) {
	c.settle(a.To, c.name, what, answer, why, at)
	c.promised(a.To, what)
	c.logAsk(at, a.By, a.Do, a.To, a.Text)
	c.sayAsk(o, at, air.Talk{Word: "answer", Point: what, Reason: strings.TrimSpace(answer + " " + why)})
}

// hearOrder takes in what others say of a flight that crosses by order.
func (c *Center) hearOrder(at air.Time, m *air.Message) {
	t, p := &m.Says, c.peer(m.From)
	what, asked := strings.CutPrefix(t.Point, orderWord)
	what, answered := strings.CutPrefix(what, consentWord)
	_, over, ok := accord.ParseOrder(what)
	switch {
	case !ok || p == nil:
	case t.Word == "request" && asked:
		c.desk.Requests = append(c.desk.Requests, air.Request{To: c.name, From: m.From, What: t.Point, Asked: at})
		c.replies = append(c.replies, promise{From: m.From, What: t.Point, Due: at + c.reaction("order", what, int(at/air.Second)), Yes: true})
	case t.Word == "order" && t.Reason != "" && c.nations == air.Only(over):
		c.desk.Requests = append(c.desk.Requests, air.Request{To: c.name, From: t.Reason, What: consentWord + what, Asked: at})
		c.replies = append(c.replies, c.mayConsent(at, t.Reason, consentWord+what))
		c.logAsk(at, m.From, "ordered", m.From, what)
	case t.Word == "order" && t.Reason == "" && c.command(over) == m.From:
		c.noteAnswer(at, m.From, orderWord+what, "granted", "")
	case t.Word == "answer" && answered && p.nations == air.Only(over):
		word, why, _ := strings.Cut(t.Reason, " ")
		c.noteAnswer(at, m.From, t.Point, word, why)
	}
}

var forConsent = num.For("center/consent to an order")

// consentWithin is the time in which a region's staff answers an order: as the
// consentTo to a request, assumed.
const consentWithin = 5 * air.Minute

// mayConsent is what a region's staff will answer: it consents, unless it errs at
// its rate, within a quarter to all of its time.
func (c *Center) mayConsent(at air.Time, to, what string) promise {
	d := num.At(c.seed, forConsent, num.Key(c.name), num.Key(what), uint64(at/air.Millisecond))
	p := promise{From: to, What: what, Due: at + air.Time(float64(consentWithin)*(0.25+0.75*d.Uniform())), Yes: d.Uniform() >= c.rules.Error}
	if !p.Yes {
		p.Why = "not now"
	}
	return p
}

// noteAnswer writes what was answered on the own desk, asked for or not.
func (c *Center) noteAnswer(at air.Time, from, what, answer, why string) {
	if !c.settle(c.name, from, what, answer, why, at) {
		c.desk.Requests = append(c.desk.Requests, air.Request{To: from, From: c.name, What: what, Asked: at, Answer: answer, Why: why, At: at})
	}
	c.logAsk(at, from, "answer", from, strings.TrimSuffix(what+": "+answer+": "+why, ": "))
}

// replyAct is the staff's act that keeps a promise.
func replyAct(p *promise) air.Act {
	a := air.Act{Do: "deny", To: p.From, Text: p.What + ": " + p.Why}
	what, order := strings.CutPrefix(p.What, orderWord)
	what, consents := strings.CutPrefix(what, consentWord)
	switch {
	case p.Yes && order:
		a.Do, a.Text = "order", what
	case p.Yes && consents:
		a.Do, a.Text = "consent", what
	case p.Yes:
		a.Do = "grant"
	}
	return a
}

// has reports whether an order or a consent was given to the own people.
func (c *Center) has(what string) bool {
	return slices.ContainsFunc(c.desk.Requests, func(r air.Request) bool {
		return r.From == c.name && r.What == what && r.Answer == "granted"
	})
}

// unordered returns the nations over which a flight needs an order of the common
// command, and has none.
func (c *Center) unordered(s *sortie) (over air.Release) {
	for _, n := range air.Nations {
		by := c.command(n)
		if by != "" && by != c.name && c.book.Rule(s.mover(), n).Allow == scenario.ByOrder && !c.has(orderWord+accord.OrderText(s.Name, n)) {
			over |= air.Only(n)
		}
	}
	return over
}

// cleared returns over which nations a flight may be by their leave: with the
// order of the common command where it needs one.
func (c *Center) cleared(s *sortie, now air.Time) (over air.Release) {
	return c.leaves(s.Name, now) &^ c.unordered(s)
}

// askCommand is the staff's request for an order, where a flight has asked for the
// region's leave.
func (c *Center) askCommand(s *sortie, over air.Nation) (a air.Act, ok bool) {
	what := orderWord + accord.OrderText(s.Name, over)
	if by := c.command(over); by != "" && by != c.name && !c.asked(what) {
		return air.Act{Do: "request", To: by, Text: what}, true
	}
	return a, false
}

// lateOrder reports whether an answer on an order should have come.
func lateOrder(r *air.Request, now air.Time) bool {
	return (strings.HasPrefix(r.What, orderWord) || strings.HasPrefix(r.What, consentWord)) && now >= r.Asked+consentWithin+onTheWay
}
