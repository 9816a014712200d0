package center

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/scenario"
)

var (
	forReaction = num.For("center/reaction")
	forReadBack = num.For("center/read-back")
)

// intent is what the staff is about to do: an act, and when its reaction time is
// over.
type intent struct {
	Do  string   `json:",omitempty"`
	Due air.Time `json:",omitempty"`
}

// insist is how long the staff waits before it does again what was not taken.
const insist = 30 * air.Second

// ripe reports whether the staff does an act now: it has meant to for the time
// that it takes to react.
func (c *Center) ripe(p *intent, do, name string, moves int, now air.Time) bool {
	if p.Do != do {
		*p = intent{do, now + c.reaction(do, name, moves)}
	}
	if do == "" || now < p.Due {
		return false
	}
	p.Due = now + insist
	return true
}

// reaction draws how long the staff takes for an act: uniform from half to one
// and a half of the mean.
func (c *Center) reaction(do, name string, moves int) air.Time {
	d := num.At(c.seed, forReaction, num.Key(c.name), num.Key(do+" "+name), uint64(moves))
	return air.Time(float64(c.rules.Reaction) * (0.5 + d.Uniform()))
}

// playCases returns what the staff does about its cases.
func (c *Center) playCases(now air.Time) (orders []air.Order) {
	if !c.full || c.kind != scenario.Defence {
		return nil
	}
	for i := range c.cases {
		x := &c.cases[i]
		if x.Person || x.State == "closed" {
			continue
		}
		a := c.nextAct(x, now)
		if c.ripe(&x.Plan, a.Do, x.Name+" "+a.To, x.Moves, now) {
			a.Center, a.By = c.name, robot
			orders = append(orders, air.Order{At: now, Origin: air.Derived, Body: a})
		}
	}
	return orders
}

// nextAct is what a case asks for in its state.
func (c *Center) nextAct(x *toi, now air.Time) air.Act {
	a := air.Act{Track: x.Track, To: x.With}
	if why := c.ending(x, now); why != "" && (x.State != "lost" || c.refound(x) == 0) {
		return air.Act{Do: "close", Track: x.Track, Text: why}
	}
	switch {
	case x.State == "potential" && c.leads(x, &happening{act: a}):
		a.Do, a.To, a.Text = "declare", "", x.Why
	case x.State == "toi":
		if a.To = c.neighbour(x, now, warnClock); a.To != "" {
			a.Do = "warn"
		}
	case x.State == "telling" && !x.Giving && x.Met >= turnsInARow && x.Late == air.Never:
		a.Track = x.Found
		if c.holdsIt(x, &happening{act: a}) {
			a.Do = "contact"
		}
	case x.State == "telling" && !x.Giving && x.Late == air.Never && c.untold(x, now):
		if a.Track = c.refound(x); a.Track != 0 {
			a.Do, x.Found = "contact", a.Track
		}
	case x.State == "held_both" && x.Giving && x.Late == air.Never && (x.Theirs || c.near(x, now, offerClock)):
		a.Do = "offer"
	case x.State == "offered" && !x.Giving && x.Track != 0 && x.Found != x.Track:
		a.Do, a.Text = "refuse", "it does not fit our track"
	case x.State == "offered" && !x.Giving && x.Track != 0 && c.holdsIt(x, &happening{act: a}):
		a.Do, a.Text = "accept", c.readsBack(x)
	case x.State == "accepted" && x.Giving:
		a.Do = "release"
	case x.State == "handed_over" && !x.Giving && c.turnedBack(x, now):
		a.Do = "return"
	case x.State == "lost":
		if a.Track = c.refound(x); a.Track != 0 {
			a.Do, x.Found = "contact", a.Track
		}
	}
	return a
}

const turnsInARow = 2

// untold reports whether the giver has lately stopped to tell where the track is:
// it has lost it, and what is found in the cone is told to it.
func (c *Center) untold(x *toi, now air.Time) bool {
	p, since := c.peer(x.With), now-x.Heard
	return p != nil && since > silentTurns*p.clocks[tellClock]+p.way(x.Voice) && since < p.clocks[lostClock]
}

// neighbour returns whom to warn: the neighbour whose border is reached first
// within a clock; empty: none.
func (c *Center) neighbour(x *toi, now air.Time, k clock) string {
	c.lookAhead(x, now)
	if p := c.peer(x.Next); p != nil && x.Reach-now <= p.clocks[k] {
		return x.Next
	}
	return ""
}

// near reports whether the border of the case's neighbour is reached within a
// clock.
func (c *Center) near(x *toi, now air.Time, k clock) bool {
	return c.neighbour(x, now, k) != ""
}

// lookAhead finds out, once a turn, whose border a case's track reaches first,
// and when: the case's neighbour's, or where it has none yet that of any defence
// center that a line joins.
func (c *Center) lookAhead(x *toi, now air.Time) {
	if x.Looked != 0 && now-x.Looked < checkEvery && (x.With == "" || x.Next == "" || x.Next == x.With) {
		return
	}
	x.Looked, x.Next, x.Reach = now, "", air.Never
	for i := range c.peers {
		p := &c.peers[i]
		if x.With != "" && p.name != x.With || x.With == "" && (!p.joined || p.kind != scenario.Defence) {
			continue
		}
		if eta, ok := c.reach(&x.Last, p); ok && eta < x.Reach {
			x.Next, x.Reach = p.name, eta
		}
	}
}

// turnedBack reports whether a track that was taken over is on its way back into
// the neighbour's airspace.
func (c *Center) turnedBack(x *toi, now air.Time) bool {
	if !x.Crossed {
		p := c.peer(x.With)
		x.Crossed = p == nil || !c.across(x, p)
		return false
	}
	return c.near(x, now, offerClock)
}

// explained reports whether a track is somebody else's: its transponder points to a
// plan, and it is of no interest.
func (c *Center) explained(track uint32) bool {
	e := c.overlay.find(track)
	return e != nil && e.tie > routeEvidence && e.dark == air.Never && !e.mark.Interest
}

// refound returns a track in the cone of a lost one: the old number if it lives
// again, else of those that may be it the nearest to where it should be, if the
// next is twice as far; 0: none.
func (c *Center) refound(x *toi) uint32 {
	best, next, number := math.Inf(1), math.Inf(1), uint32(0)
	for i := range c.picture.Tracks {
		t := &c.picture.Tracks[i]
		if t.Status != air.Confirmed || !c.ownHold(t) || t.Number != x.Track && !c.nobodys(x, t) {
			continue
		}
		f := fixOf(t, c.picture.At)
		apart, ok := x.Last.meets(&f)
		switch {
		case !x.Last.inCone(&f):
		case t.Number == x.Track:
			return x.Track
		case !ok:
		case apart < best:
			best, next, number = apart, best, t.Number
		default:
			next = min(next, apart)
		}
	}
	if 2*best > next {
		return 0
	}
	return number
}

// nobodys reports whether a track may be one that was lost: nothing explains it, and
// no other case has it.
func (c *Center) nobodys(x *toi, t *air.Track) bool {
	return !c.explained(t.Number) &&
		!slices.ContainsFunc(c.cases, func(y toi) bool { return y.Name != x.Name && y.State != "closed" && y.Track == t.Number })
}

// readsBack is what the staff reads back: what it was told, but for an error at
// its rate, of two digits of the number or the tens of the position.
func (c *Center) readsBack(x *toi) string {
	t := x.Offer
	d := num.At(c.seed, forReadBack, num.Key(c.name), num.Key(x.Name), uint64(x.Moves))
	if d.Uniform() < c.rules.Error {
		if d.Uniform() < 0.5 {
			t.Number += 10
		} else {
			t.Lat += 0.1
		}
	}
	return readBackText(&t)
}

// hearsBack is what is read back of a warning: as it was said, but by voice for an
// error at the rate of offers.
func (c *Center) hearsBack(x *toi, t *air.Talk, voice bool) string {
	said := *t
	d := num.At(c.seed, forReadBack, num.Key(c.name), num.Key("receipt of "+x.Name), uint64(t.Serial))
	if voice && d.Uniform() < c.rules.Error {
		said.Number += 10
	}
	return readBackText(&said)
}

// playTransfers returns what the controllers do about their transfers.
func (c *Center) playTransfers(now air.Time) (orders []air.Order) {
	if !c.full || c.kind != scenario.ATC {
		return nil
	}
	for i := range c.transfers {
		x := &c.transfers[i]
		if x.Person || x.over() {
			continue
		}
		a := air.Act{Center: c.name, Do: c.nextPass(x, now), Track: x.Track, To: x.With, By: robot}
		if c.ripe(&x.Plan, a.Do, x.Callsign, x.Moves, now) {
			orders = append(orders, air.Order{At: now, Origin: air.Derived, Body: a})
		}
	}
	return orders
}

// nextPass is what a transfer asks for in its state; empty: nothing.
func (c *Center) nextPass(x *transfer, now air.Time) string {
	p := c.peer(x.With)
	switch left := x.Boundary - now; {
	case p == nil:
	case (x.State == "planned" || x.State == "notified" && x.Giving) && left <= p.clocks[coordinateClock]:
		return "coordinate"
	case x.State == "coordinated" && x.Giving && left <= p.clocks[handOffClock]:
		return "hand_off"
	case x.State == "coordinating" && x.Giving == x.Theirs && x.Last.Word != "propose":
		return "take"
	case x.State == "offered" && !x.Giving && (x.Track != 0 || x.Voice), x.State == "pending" && !x.Giving:
		return "take"
	}
	return ""
}
