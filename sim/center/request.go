package center

import (
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

var forAnswer = num.For("center/answer to a request")

// promise is what the staff will answer to a request, and when.
type promise struct {
	From, What string
	Due        air.Time
	Yes        bool
	Why        string
}

// ask asks another center for leave to go over its nation's territory. Over the high
// seas none is needed, and the answer is there at once.
func (c *Center) ask(at air.Time, a *air.Act) bool {
	ask, ok := accord.ParseAsk(a.Text)
	o := c.peer(a.To)
	if !ok || o == nil {
		return false
	}
	if c.book.Declare(&ask, c.nation) {
		a.Text = ask.String()
	}
	c.desk.Requests = append(c.desk.Requests, air.Request{To: a.To, From: c.name, What: a.Text, Asked: at})
	c.logAsk(at, a.By, "request", a.To, a.Text)
	if ask.Over == air.NoNation {
		r := c.book.Reply(&ask, accord.Mover{}, at)
		c.settle(c.name, a.To, a.Text, "granted", r.Why, at)
		c.logAsk(at, robot, "answer", a.To, a.Text+": granted: "+r.Why)
		return true
	}
	c.sayAsk(o, at, air.Talk{Word: "request", Point: a.Text})
	return true
}

// answerAsk is a person's or the staff's word on a request that waits. The text is
// the request's, or empty for the first that waits, then a reason.
func (c *Center) answerAsk(at air.Time, a *air.Act) bool {
	o := c.peer(a.To)
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		why, named := strings.CutPrefix(a.Text, r.What)
		if o == nil || r.To != c.name || r.From != a.To || r.Answer != "" || !named && strings.HasPrefix(a.Text, "feed ") {
			continue
		}
		if _, ok := accord.ParseAsk(r.What); !ok {
			continue
		}
		if !named && c.namesAnother(a) {
			continue
		}
		why = strings.TrimPrefix(why, ": ")
		c.settle(a.To, c.name, r.What, answers[a.Do], why, at)
		c.promised(a.To, r.What)
		c.logAsk(at, a.By, a.Do, a.To, strings.TrimSuffix(r.What+": "+why, ": "))
		c.sayAsk(o, at, air.Talk{Word: "answer", Point: r.What, Reason: strings.TrimSpace(answers[a.Do] + " " + why)})
		return true
	}
	return false
}

// namesAnother reports whether the text of an answer names a request that waits.
func (c *Center) namesAnother(a *air.Act) bool {
	return slices.ContainsFunc(c.desk.Requests, func(r air.Request) bool {
		return r.From == a.To && r.Answer == "" && strings.HasPrefix(a.Text, r.What)
	})
}

func (c *Center) promised(from, what string) {
	c.replies = slices.DeleteFunc(c.replies, func(p promise) bool { return p.From == from && p.What == what })
}

func (c *Center) logAsk(at air.Time, who, did, with, text string) {
	if who == "" {
		who = "seat"
	}
	c.log(at, air.LogLine{Who: who, Did: did, With: with, Text: text, Robot: who == robot})
}

func (c *Center) sayAsk(o *peer, at air.Time, t air.Talk) {
	c.saying = append(c.saying, air.Message{
		At: at, From: c.name, To: o.name, Text: strings.TrimSpace(t.Word + " " + t.Point + " " + t.Reason),
		Release: c.audience | o.audience, Voice: !o.data, Says: t,
	})
}

// hearAsk takes in a request of another center, or its answer to an own one.
func (c *Center) hearAsk(at air.Time, m *air.Message) {
	ask, ok := accord.ParseAsk(m.Says.Point)
	if !ok || c.peer(m.From) == nil {
		return
	}
	switch m.Says.Word {
	case "request":
		c.desk.Requests = append(c.desk.Requests, air.Request{To: c.name, From: m.From, What: m.Says.Point, Asked: at})
		ask.Written, ask.Changed = ask.Written || !m.Voice, c.granted(m.From, &ask)
		c.foresee(at, m.From, m.Says.Point, &ask)
	case "answer":
		word, why, _ := strings.Cut(m.Says.Reason, " ")
		if c.settle(c.name, m.From, m.Says.Point, word, why, at) {
			c.logAsk(at, m.From, "answer", m.From, strings.TrimSuffix(m.Says.Point+": "+word+": "+why, ": "))
		}
	}
}

// granted reports whether a flight of another center has leave already.
func (c *Center) granted(from string, ask *accord.Ask) bool {
	return slices.ContainsFunc(c.desk.Requests, func(r air.Request) bool {
		was, ok := accord.ParseAsk(r.What)
		return ok && r.From == from && r.To == c.name && r.Answer == "granted" && was.Flight == ask.Flight && was.Over == ask.Over
	})
}

// foresee settles what the staff will answer, by rule and agreement: within a time
// drawn from a quarter to all of what is allowed; a refusal needs no longer than ten
// minutes (assumed).
func (c *Center) foresee(at air.Time, from, what string, ask *accord.Ask) {
	r := c.book.Reply(ask, c.moverOf(from, ask), at)
	within := r.Within
	if !r.Yes {
		within = min(within, 10*air.Minute)
	}
	d := num.At(c.seed, forAnswer, num.Key(c.name), num.Key(what), uint64(at/air.Millisecond))
	p := promise{from, what, at + air.Time(float64(within)*(0.25+0.75*d.Uniform())), r.Yes, r.Why}
	if r.Yes && r.From > at {
		p.Why = "from " + r.From.String()[:len("00:00:00")] + ": " + r.Why
	}
	c.replies = append(c.replies, p)
}

// moverOf is who a request is for, as whoever hears it sees it.
func (c *Center) moverOf(from string, ask *accord.Ask) accord.Mover {
	m := accord.Mover{Actor: scenario.StateActor, Armed: ask.Armed, Purpose: ask.Purpose}
	switch {
	case ask.Word == "leave":
		m.Actor = scenario.Interceptor
	case ask.Word == "rescue":
		m.Actor = scenario.Rescue
	}
	if o := c.peer(from); o != nil {
		for _, n := range air.Nations {
			if o.nations&air.Only(n) != 0 && n != c.nation && m.Nation == air.NoNation {
				m.Nation = n
			}
		}
	}
	return m
}

// playAsks answers the requests whose time has come, where the staff is full; a
// common command's officer on duty orders flights even where it is not.
func (c *Center) playAsks(now air.Time) (orders []air.Order) {
	for i := range c.replies {
		p := &c.replies[i]
		if now < p.Due || !c.full && !strings.HasPrefix(p.What, orderWord) {
			continue
		}
		p.Due = air.Never
		orders = append(orders, c.robotAct(now, replyAct(p)))
	}
	return orders
}

// lateAsks notes on the desk of who asked that no answer came in time.
func (c *Center) lateAsks(now air.Time) {
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		if r.From != c.name || r.Answer != "" {
			continue
		}
		ask, ok := accord.ParseAsk(r.What)
		if ok && now >= r.Asked+c.allowed(r.To, &ask, r.Asked) || !ok && lateOrder(r, now) {
			r.Answer, r.At = late, now
			c.logAsk(now, robot, late, r.To, r.What)
		}
	}
}

// onTheWay is what a request and its answer may take on the lines (assumed).
const onTheWay = 5 * air.Minute

// allowed is within what an answer should have come.
func (c *Center) allowed(to string, ask *accord.Ask, asked air.Time) air.Time {
	m := accord.Mover{Nation: c.nation, Actor: scenario.StateActor, Purpose: ask.Purpose}
	if ask.Word == "leave" {
		m.Actor = scenario.Interceptor
	}
	return c.book.Reply(ask, m, asked).Within + onTheWay
}

// leaves returns over which nations a flight has leave to be.
func (c *Center) leaves(flight string, now air.Time) (over air.Release) {
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		if r.From != c.name || r.Answer != "granted" {
			continue
		}
		if ask, ok := accord.ParseAsk(r.What); ok && ask.Flight == flight && accord.Begins(r.Why) <= now {
			over |= air.Only(ask.Over)
		} else if to, n, ok := accord.ParseOrder(strings.TrimPrefix(r.What, consentWord)); ok && to == flight && strings.HasPrefix(r.What, consentWord) {
			over |= air.Only(n)
		}
	}
	return over
}

// askAtBorder is the staff's request for leave, where a flight on a track nears a
// border that it may cross by order and consent, and has not asked.
func (c *Center) askAtBorder(s *sortie, now air.Time) (a air.Act, ok bool) {
	m := s.mover()
	for _, k := range c.keepsOut(s, now) {
		if c.book.Rule(m, k.Nation).Allow != scenario.ByOrder ||
			accord.Clear([]accord.Keep{k}, s.Target.on(now)) > s.Target.Speed*askAhead.Seconds() {
			continue
		}
		to := c.regionOf(k.Nation)
		ask := accord.Ask{Word: "leave", Flight: s.Name, Over: k.Nation, Purpose: scenario.Escort, At: air.Never, Armed: s.alert.Armed}
		if to != "" && !c.asked(ask.String()) {
			return air.Act{Do: "request", To: to, Text: ask.String()}, true
		}
		if a, ok := c.askCommand(s, k.Nation); ok {
			return a, true
		}
	}
	return a, false
}

func (c *Center) asked(what string) bool {
	return slices.ContainsFunc(c.desk.Requests, func(r air.Request) bool { return r.From == c.name && r.What == what })
}

// regionOf returns the center that answers for a nation's airspace: the first air
// defence center of that nation alone; empty: none.
func (c *Center) regionOf(n air.Nation) string {
	for i := range c.peers {
		if o := &c.peers[i]; o.kind == scenario.Defence && o.nations == air.Only(n) {
			return o.name
		}
	}
	return ""
}
