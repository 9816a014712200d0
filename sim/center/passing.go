package center

import (
	"strings"

	"perimeter/air"
)

// The guards of ATC transfer.

func (c *Center) sends(x *transfer, _ *happening) bool     { return x.Giving }
func (c *Center) receives(x *transfer, _ *happening) bool  { return !x.Giving }
func (c *Center) mayRepeat(x *transfer, _ *happening) bool { return x.Giving && x.Tries < 1 }
func (c *Center) maySpeak(x *transfer, _ *happening) bool  { return x.Giving && x.Tries < retries }
func (c *Center) mustSpeak(x *transfer, _ *happening) bool { return x.Giving && (x.Blocked || x.Voice) }
func (c *Center) spoken(x *transfer, h *happening) bool    { return !x.Giving && h.msg.Voice }
func (c *Center) mayTake(x *transfer, _ *happening) bool {
	return !x.Giving && !x.Acked && x.Tries < retries
}

// answered reports whether a message answers the one that waits.
func (c *Center) answered(x *transfer, h *happening) bool {
	return x.Giving && h.msg.Says.Answers == x.Last.Serial
}

// lacksPlan reports whether an estimate was rejected because the other has no
// plan of the flight.
func (c *Center) lacksPlan(x *transfer, h *happening) bool {
	return c.answered(x, h) && x.Last.Word == "EST" && groupOf(h.msg.Says.Reason) == noPlan
}

// unplanned reports whether the unit has no plan of the flight.
func (c *Center) unplanned(_ *transfer, h *happening) bool {
	plan := c.plans.called(air.NewCallsign(h.msg.Says.Callsign))
	return plan == nil || text4(plan.From) != h.msg.Says.From || text4(plan.To) != h.msg.Says.Dest
}

// codeTaken reports whether another flight's track has the code that is told.
func (c *Center) codeTaken(_ *transfer, h *happening) bool {
	t := &h.msg.Says
	if t.Has&air.HasCode == 0 {
		return false
	}
	for i := range c.picture.Tracks {
		one := &c.picture.Tracks[i]
		if one.Has&air.HasCode == 0 || one.Code != t.Code {
			continue
		}
		if e := c.overlay.find(one.Number); e != nil && e.tie != noEvidence && e.mark.Plan.String() != t.Callsign {
			return true
		}
	}
	return false
}

// mute reports whether the flight squawks radio failure: its pilot will not call.
func (c *Center) mute(x *transfer, _ *happening) bool {
	t := c.picture.Find(x.Track)
	return !x.Giving && t != nil && t.Has&air.HasCode != 0 && t.Code == air.NoRadio
}

// The actions of the transferring unit.

func (c *Center) sendEstimate(x *transfer, h *happening) { c.sendOn(x, h, "EST") }
func (c *Center) sendPlan(x *transfer, h *happening)     { c.sendOn(x, h, "CPL") }
func (c *Center) sendChange(x *transfer, h *happening)   { c.sendOn(x, h, "MOD") }
func (c *Center) sendCancel(x *transfer, h *happening)   { c.sendOn(x, h, "CNL") }
func (c *Center) sendOffer(x *transfer, h *happening)    { c.sendOn(x, h, "RTI") }

func (c *Center) sendPointOut(x *transfer, h *happening) {
	x.State = "pending"
	c.sendOn(x, h, "POI")
}

// sendOn sends a message that waits for its answer.
func (c *Center) sendOn(x *transfer, h *happening, word string) {
	t := c.flight(x, word)
	if word == "EST" || word == "CPL" || word == "MOD" {
		x.Told = x.Boundary
	}
	x.Last = c.sendFlight(x, h.at, t, x.Voice)
}

func (c *Center) repeat(x *transfer, h *happening) {
	x.Tries++
	x.Last = c.sendFlight(x, h.at, x.Last, x.Voice)
}

// pace begins the updates that go with an offer.
func (c *Center) pace(x *transfer, h *happening) {
	x.Turn = h.at + c.peer(x.With).clocks[updateClock]
}

func (c *Center) sendUpdate(x *transfer, h *happening) {
	c.sendFlight(x, h.at, c.flight(x, "RTU"), false)
}

func (c *Center) sendRetract(x *transfer, h *happening) {
	x.Blocked = true
	t := c.flight(x, "RTA")
	t.Reason = h.act.Text
	c.sendFlight(x, h.at, t, x.Voice)
}

func (c *Center) blocked(x *transfer, h *happening) {
	x.Blocked = true
	c.alert(h.at, x.Track, "%s: %s refuses it: %s", x.Callsign, x.With, h.msg.Says.Reason)
}

// speakUp goes over to voice.
func (c *Center) speakUp(x *transfer, h *happening) {
	if x.State == "voice" {
		x.Tries++
	}
	if !x.Voice || x.Tries > 0 {
		c.alert(h.at, x.Track, "%s: by voice to %s", x.Callsign, x.With)
	}
	x.Voice, x.Blocked = true, false
	x.Last = c.sendFlight(x, h.at, c.flight(x, "RTI"), true)
}

func (c *Center) nobodyHears(x *transfer, h *happening) {
	c.alert(h.at, x.Track, "%s: %s does not answer by voice", x.Callsign, x.With)
}

func (c *Center) acknowledge(x *transfer, h *happening) {
	c.sayFlight(x, h, air.Talk{Word: "LAM"})
}

// tooLate tells the other that it accepted what was taken back before: the
// earlier word at the giver wins.
func (c *Center) tooLate(x *transfer, h *happening) {
	c.rejectFor(x, h, &fault{wrongState, "3", "RTA"})
}

// unaccepted says that a flight is at the boundary and nobody has taken it.
func (c *Center) unaccepted(x *transfer, h *happening) {
	c.alert(h.at, x.Track, "%s crosses to %s, not accepted", x.Callsign, x.With)
}

// The actions of the receiving unit.

// process takes a message in and acknowledges it.
func (c *Center) process(x *transfer, h *happening) {
	c.update(x, h)
	t := &h.msg.Says
	if t.Boundary != 0 {
		x.Boundary, x.Point = t.Boundary, t.Point
	}
	x.From, x.Dest, x.Voice = t.From, t.Dest, h.msg.Voice
	if t.Word != "RTI" || !h.msg.Voice {
		c.sayFlight(x, h, air.Talk{Word: "LAM"})
	}
}

// update notes where the other says that the flight is, and pairs it with the
// own track of its code.
func (c *Center) update(x *transfer, h *happening) {
	if t := &h.msg.Says; t.Measured != 0 {
		x.Other = fixTold(t)
	}
	if number := c.paired(&h.msg.Says); number != 0 {
		x.Track = number
	}
}

// paired returns the own track that squawks a told code; 0 if none or several do.
func (c *Center) paired(t *air.Talk) (number uint32) {
	if t.Has&air.HasCode == 0 {
		return 0
	}
	for i := range c.picture.Tracks {
		one := &c.picture.Tracks[i]
		if one.Has&air.HasCode == 0 || one.Code != t.Code {
			continue
		}
		if number != 0 {
			return 0
		}
		number = one.Number
	}
	return number
}

func (c *Center) pair(x *transfer, h *happening) {
	c.update(x, h)
	c.sayFlight(x, h, air.Talk{Word: "RLA"})
}

// reject answers with what is wrong.
func (c *Center) reject(x *transfer, h *happening) {
	t := &h.msg.Says
	bad := fault{wrongState, "3", t.Word}
	switch {
	case t.Word == "EST" && c.unplanned(x, h):
		bad = fault{noPlan, "7", clip(t.Callsign)}
	case t.Word != "RTI":
		bad = fault{codeInUse, "7", t.Code.String()}
	}
	c.rejectFor(x, h, &bad)
}

func (c *Center) rejectFor(x *transfer, h *happening, bad *fault) {
	c.sayFlight(x, h, air.Talk{Word: "LRM", Reason: bad.text()})
}

func (c *Center) take(x *transfer, h *happening) {
	x.Last = c.sendFlight(x, h.at, c.flight(x, "RTA"), x.Voice)
}

func (c *Center) takeAgain(x *transfer, h *happening) {
	x.Tries++
	x.Voice = true
	c.take(x, h)
}

func (c *Center) acked(x *transfer, _ *happening) { x.Acked = true }

func (c *Center) decline(x *transfer, h *happening) {
	t := c.flight(x, "refuse")
	t.Reason = h.act.Text
	c.sendFlight(x, h.at, t, true)
}

func (c *Center) noCall(x *transfer, h *happening) {
	c.alert(h.at, x.Track, "%s does not call: radio failure", x.Callsign)
}

func (c *Center) speakPointOut(x *transfer, h *happening) {
	x.Voice = true
	c.sendOn(x, h, "POI")
}

func (c *Center) approve(x *transfer, h *happening) {
	c.sendFlight(x, h.at, c.flight(x, "POA"), x.Voice)
}

func (c *Center) disapprove(x *transfer, h *happening) {
	c.sendFlight(x, h.at, c.flight(x, "POJ"), x.Voice)
}

// flight returns a message about a flight as it is now.
func (c *Center) flight(x *transfer, word string) air.Talk {
	t := air.Talk{
		Word: word, Callsign: x.Callsign, From: x.From, Dest: x.Dest, Boundary: x.Boundary, Point: x.Point,
	}
	if plan := c.plans.called(air.NewCallsign(x.Callsign)); plan != nil {
		t.Type, t.Depart = text4(plan.Type), plan.Depart
		if plan.Has&air.HasCode != 0 {
			t.Code, t.Has = plan.Code, t.Has|air.HasCode
		}
	}
	own := c.picture.Find(x.Track)
	if own == nil {
		return t
	}
	f := fixOf(own, c.picture.At)
	f.tell(&t)
	if own.Has&air.HasCode != 0 {
		t.Code, t.Has = own.Code, t.Has|air.HasCode
	}
	return t
}

// sayFlight answers a message on the way on which it came.
func (c *Center) sayFlight(x *transfer, h *happening, t air.Talk) {
	t.Callsign, t.From, t.Dest, t.Answers = x.Callsign, x.From, x.Dest, h.msg.Says.Serial
	c.sendFlight(x, h.at, t, h.msg.Voice)
}

func (c *Center) sendFlight(x *transfer, at air.Time, t air.Talk, voice bool) air.Talk {
	p := c.peer(x.With)
	if p == nil {
		return t
	}
	return c.speak(p, at, t, voice || !p.data)
}

// hearFlight moves a transfer by a message of another unit. By data the text is
// read, as it stands on the line.
func (c *Center) hearFlight(at air.Time, m *air.Message) {
	said := *m
	p := c.peer(m.From)
	if !m.Voice {
		_, text, _ := strings.Cut(m.Text, " ") // after the banner
		t, bad := namLike.parse(line{from: m.From, to: c.name, start: c.start}, text, at)
		if bad != nil {
			c.rejectText(p, at, &t, bad)
			return
		}
		said.Says = t
	}
	x := c.transferOf(at, &said)
	if x == nil {
		return
	}
	if m.Voice && !x.Giving {
		x.Voice = true
	}
	h := &happening{on: "hear " + said.Says.Word, at: at, who: m.From, msg: said}
	if !c.pass(x, h) && x.State == "" {
		c.transfers = c.transfers[:len(c.transfers)-1]
	}
}

// rejectText answers what could not be read; a message without a readable head
// gets no answer, and its sender's clock runs out.
func (c *Center) rejectText(p *peer, at air.Time, t *air.Talk, bad *fault) {
	c.log(at, air.LogLine{Who: p.name, Did: "LRM", With: p.name, Text: "cannot be read: " + bad.text(), Robot: true})
	if bad.group != badHeader {
		c.speak(p, at, air.Talk{Word: "LRM", Answers: t.Serial, Reason: bad.text()}, false)
	}
}

// transferOf returns the transfer that a message is about: by what it answers,
// else by the flight; a new one for a flight not yet known.
func (c *Center) transferOf(at air.Time, m *air.Message) *transfer {
	t := &m.Says
	point := t.Word == "POI" || t.Word == "POA" || t.Word == "POJ"
	for i := range c.transfers {
		x := &c.transfers[i]
		switch {
		case x.With != m.From:
		case t.Callsign == "" && x.Last.Serial == t.Answers && !x.over():
			return x
		case t.Callsign == x.Callsign && x.PointOut == point && t.Callsign != "":
			return x
		}
	}
	if t.Callsign == "" {
		return nil
	}
	c.transfers = append(c.transfers, transfer{
		Transfer: air.Transfer{Callsign: t.Callsign, With: m.From, Since: at, Voice: m.Voice, Boundary: t.Boundary},
		PointOut: point, From: t.From, Dest: t.Dest, Late: air.Never, Turn: air.Never,
	})
	return &c.transfers[len(c.transfers)-1]
}

// groupOf returns the group of the fault that an LRM tells.
func groupOf(reason string) (group int) {
	if len(reason) >= 2 && isDigit(reason[0]) && isDigit(reason[1]) {
		group = int(reason[0]-'0')*10 + int(reason[1]-'0')
	}
	return group
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
