package center

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// An aircraft that has a plan and came into the ADIZ otherwise: air defence asks the
// unit that has the flight, and that one answers whether it talks to it.

// aboutFlight opens what air defence asks an ATC unit about a flight.
const aboutFlight = "identity of "

// resolveIn is within what the answer should be there.
//
// Source: the exercise orders of norad-2005, inject 10: resolved within 5 minutes.
const resolveIn = 5 * air.Minute

// playQueries returns what air defence asks ATC about flights that came into the ADIZ
// off their plans, and notes that no answer came in time.
func (c *Center) playQueries(now air.Time) (orders []air.Order) {
	if !c.full || !c.ident.Asked || c.kind != scenario.Defence {
		return nil
	}
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.file == nil || e.gone != air.Never || !e.file.Entry.offPlan() || e.file.Asked {
			continue
		}
		if e.file.AskDue == 0 {
			e.file.AskDue = now + c.thinks(e)
		}
		if unit := c.unitFor(e.mark.Track); now >= e.file.AskDue && unit != nil {
			e.file.Asked = true
			orders = append(orders, c.robotAct(now, air.Act{Do: "request", Track: e.mark.Track, To: unit.name, Text: aboutFlight + e.mark.Plan.String()}))
		}
	}
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		if r.From == c.name && r.Answer == "" && now >= r.Asked+resolveIn && strings.HasPrefix(r.What, aboutFlight) {
			r.Answer, r.At = late, now
			c.logAsk(now, robot, late, r.To, r.What)
		}
	}
	return orders
}

// unitFor returns the ATC unit of the center's nations that a track is in the airspace
// of, or comes into first; nil: none.
func (c *Center) unitFor(track uint32) *peer {
	t := c.picture.Find(track)
	if t == nil {
		return nil
	}
	f := fixOf(t, c.picture.At)
	for ahead := air.Time(0); ahead <= 30*air.Minute; ahead += air.Minute {
		for i := range c.peers {
			if p := &c.peers[i]; p.kind == scenario.ATC && p.nations&c.nations != 0 && p.area.contains(f.on(f.At+ahead)) {
				return p
			}
		}
	}
	return nil
}

// askFlight asks an ATC unit about a flight.
func (c *Center) askFlight(at air.Time, a *air.Act) bool {
	p := c.peer(a.To)
	if p == nil || p.kind != scenario.ATC || !strings.HasPrefix(a.Text, aboutFlight) {
		return false
	}
	c.desk.Requests = append(c.desk.Requests, air.Request{To: a.To, From: c.name, What: a.Text, Asked: at})
	c.log(at, air.LogLine{Who: whoOf(a), Did: "request", Track: a.Track, With: a.To, Text: a.Text, Robot: a.By == robot})
	c.sayAsk(p, at, air.Talk{Word: "request", Point: a.Text, Number: a.Track})
	return true
}

// hearFlightAsk takes in a question about a flight, or the answer to an own one.
func (c *Center) hearFlightAsk(at air.Time, m *air.Message) {
	callsign, ok := strings.CutPrefix(m.Says.Point, aboutFlight)
	if !ok || c.peer(m.From) == nil {
		return
	}
	switch m.Says.Word {
	case "request":
		c.desk.Requests = append(c.desk.Requests, air.Request{To: c.name, From: m.From, What: m.Says.Point, Asked: at})
	case "answer":
		word, why, _ := strings.Cut(m.Says.Reason, " ")
		if c.settle(c.name, m.From, m.Says.Point, word, why, at) {
			c.resolve(at, m.From, callsign, word, why)
		}
	}
}

// resolve takes in what ATC says of a flight: it talks to it, and the plan holds; or
// it does not, and that is a report.
func (c *Center) resolve(at air.Time, from, callsign, word, why string) {
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.file == nil || e.gone != air.Never || e.tie == noEvidence || e.mark.Plan.String() != callsign {
			continue
		}
		c.log(at, air.LogLine{Who: from, Did: "answer", Track: e.mark.Track, With: from, Text: fmt.Sprintf("%s: %s %s", callsign, word, why), Robot: true})
		switch {
		case word == answers["grant"] && e.file.Entry.offPlan():
			e.file.Entry.State, e.file.Entry.By = adizCleared, from
			c.log(at, air.LogLine{Who: robot, Did: "resolved", Track: e.mark.Track, With: from, Text: "into the ADIZ off its plan: " + why, Robot: true})
		case word == answers["deny"] && e.file.told("no_contact") == nil:
			e.file.Told = append(e.file.Told, report{From: from, Reason: "no_contact", Text: "no contact", Callsign: callsign, At: at})
		}
	}
}

// playAnswers returns what the controllers answer about flights, each after the time
// that they take to look.
func (c *Center) playAnswers(now air.Time) (orders []air.Order) {
	if !c.full || c.kind != scenario.ATC {
		return nil
	}
	for i := range c.desk.Requests {
		r := &c.desk.Requests[i]
		callsign, ok := strings.CutPrefix(r.What, aboutFlight)
		if !ok || r.To != c.name || r.Answer != "" || now < r.Asked+c.reaction("answer", r.What, int(r.Asked/air.Second)) {
			continue
		}
		do, why := "deny", "no contact"
		if c.talksTo(callsign, now) {
			do, why = "grant", "in contact, its estimate is revised"
		}
		orders = append(orders, c.robotAct(now, air.Act{Do: do, To: r.From, Text: r.What + ": " + why}))
	}
	return orders
}

// talksTo reports whether an ATC unit has a flight: on its scope, answering and doing
// nothing that would make it be called; or coordinated with the unit before.
func (c *Center) talksTo(callsign string, now air.Time) bool {
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.gone == air.Never && e.tie > routeEvidence && e.mark.Plan.String() == callsign {
			return e.dark == air.Never && !e.hijack && e.warned != air.NoRadio && (e.file == nil || c.silence(e, now) == "")
		}
	}
	return slices.ContainsFunc(c.transfers, func(x transfer) bool { return x.Callsign == callsign && !x.over() })
}

// answerFlight is a person's or the staff's word on a question about a flight: the text
// is the question's and a reason, or a reason alone for the first that waits.
func (c *Center) answerFlight(at air.Time, a *air.Act) bool {
	p := c.peer(a.To)
	for i := range c.desk.Requests {
		r := c.desk.Requests[i]
		if p == nil || r.To != c.name || r.From != a.To || r.Answer != "" || !strings.HasPrefix(r.What, aboutFlight) {
			continue
		}
		why, named := strings.CutPrefix(a.Text, r.What)
		if !named && strings.HasPrefix(a.Text, aboutFlight) {
			continue
		}
		why = strings.TrimPrefix(why, ": ")
		c.settle(a.To, c.name, r.What, answers[a.Do], why, at)
		c.logAsk(at, whoOf(a), a.Do, a.To, strings.TrimSuffix(r.What+": "+why, ": "))
		c.sayAsk(p, at, air.Talk{Word: "answer", Point: r.What, Reason: strings.TrimSpace(answers[a.Do] + " " + why)})
		return true
	}
	return false
}
