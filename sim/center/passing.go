package center

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
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
	return c.answered(x, h) && x.Last.Word == "estimate" && groupOf(h.msg.Says.Reason) == noPlan
}

// heardBefore reports whether a message was rejected only because it came twice.
func (c *Center) heardBefore(x *transfer, h *happening) bool {
	return c.answered(x, h) && groupOf(h.msg.Says.Reason) == badSerial
}

// overtaken reports whether an acceptance was rejected because the giver had taken
// the offer back.
func (c *Center) overtaken(x *transfer, h *happening) bool {
	return !x.Giving && groupOf(h.msg.Says.Reason) == wrongState
}

// announces reports whether the messages between the two units have a notice.
func (c *Center) announces(x *transfer, _ *happening) bool { return c.setOf(x).find("notice") != nil }

// mustAgree reports whether a controller must agree to what another unit tells.
func (c *Center) mustAgree(x *transfer, _ *happening) bool { return !x.Giving && c.setOf(x).agreed }

func (c *Center) negotiates(x *transfer, h *happening) bool {
	return c.answered(x, h) && c.setOf(x).agreed
}

// ponders reports whether an estimate comes so late that a controller must agree,
// and there is a word for it: less than half the agreed time before the boundary
// (assumed).
func (c *Center) ponders(x *transfer, h *happening) bool {
	p := c.peer(x.With)
	return !h.msg.Voice && c.setOf(x).find("standby") != nil && h.msg.Says.Boundary-h.at < p.clocks[coordinateClock]/2
}

func (c *Center) askedOf(x *transfer, _ *happening) bool { return x.Giving && x.Theirs }

// givesControl and getsControl report whether control passes with the acceptance.
func (c *Center) givesControl(x *transfer, h *happening) bool {
	return x.Giving && !h.msg.Voice && c.setOf(x).control
}

func (c *Center) getsControl(x *transfer, h *happening) bool {
	return !x.Giving && !h.msg.Voice && c.setOf(x).control
}

// awaitsCall reports whether the other unit would say that the flight calls.
func (c *Center) awaitsCall(x *transfer, _ *happening) bool {
	return x.Giving && !x.Voice && c.setOf(x).find("assumed") != nil
}

// setOf returns the messages by which a flight is transferred.
func (c *Center) setOf(x *transfer) *messageSet {
	if p := c.peer(x.With); p != nil {
		return p.set
	}
	return &namLike
}

// unplanned reports whether the unit has no plan of the flight.
func (c *Center) unplanned(x *transfer, h *happening) bool {
	return c.plansLike(&h.msg.Says, c.setOf(x)) == 0
}

// doubtful reports whether two plans of the unit's fit.
func (c *Center) doubtful(x *transfer, h *happening) bool {
	return c.plansLike(&h.msg.Says, c.setOf(x)) > 1
}

// plansLike counts the plans that fit what is told: call sign, airports and, if the
// messages tell it, the time of departure.
func (c *Center) plansLike(t *air.Talk, s *messageSet) (n int) {
	timed := s.find(t.Word).has("13")
	for i := range c.plans.plans {
		p := &c.plans.plans[i]
		if p.Callsign != air.NewCallsign(t.Callsign) || text4(p.From) != t.From || text4(p.To) != t.Dest {
			continue
		}
		if off := p.Depart - t.Depart; !timed || max(off, -off) < sameDeparture {
			n++
		}
	}
	return n
}

// sameDeparture is by what two times of departure of one plan may differ.
const sameDeparture = 30 * air.Minute

// passesBy reports whether the point that is told is not near the unit's airspace:
// the flight does not come over its boundary. A point whose place nobody knows is
// not held against it.
func (c *Center) passesBy(_ *transfer, h *happening) bool {
	p, known := pointOf(h.msg.Says.Point)
	return known && !h.msg.Voice && !c.area.near(p, boundaryNear)
}

// boundaryNear is how far from its boundary a unit takes a point for one of it:
// the areas of two units as they know them may differ by so much (assumed).
const boundaryNear = 30 * geo.NM // m

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

func (c *Center) sendEstimate(x *transfer, h *happening) { c.sendOn(x, h, "estimate") }
func (c *Center) sendPlan(x *transfer, h *happening)     { c.sendOn(x, h, "plan") }
func (c *Center) sendChange(x *transfer, h *happening)   { c.sendOn(x, h, "change") }
func (c *Center) sendCancel(x *transfer, h *happening)   { c.sendOn(x, h, "cancel") }
func (c *Center) sendNotice(x *transfer, h *happening)   { c.sendOn(x, h, "notice") }

// sendOffer offers a flight to the sector of the next unit into which it comes.
func (c *Center) sendOffer(x *transfer, h *happening) {
	c.address(x)
	c.sendOn(x, h, "hand_off")
	h.said = sectorWords(x.Sector)
}

// address finds the sector of the next unit into which a flight comes: at the point
// of crossing, at its present level.
func (c *Center) address(x *transfer) {
	p, t := c.peer(x.With), c.picture.Find(x.Track)
	if p != nil && t != nil {
		x.Sector = sectorAt(p.sectors, c.placeOf(x), t)
	}
}

// sectorAt returns the first of a unit's sectors that has a place at a track's
// level, else the first; empty: the unit has only one.
func sectorAt(list []scenario.Sector, p geo.LatLon, t *air.Track) string {
	height := t.Pos.Geodetic().Height
	if t.Has&air.HasLevel != 0 {
		height = t.Level.Meters()
	}
	for i := range list {
		if list[i].Has(p, height) {
			return list[i].Name
		}
	}
	if len(list) > 0 {
		return list[0].Name
	}
	return ""
}

// sectorWords names a sector for the log.
func sectorWords(name string) string {
	if name == "" {
		return ""
	}
	return "sector " + name
}

// takenThere notes which sector took the flight: it may be another than that to
// which it was offered.
func (c *Center) takenThere(x *transfer, h *happening) {
	c.copied(x, h)
	if x.Sector == "" || h.msg.Says.Sector == "" {
		return
	}
	x.By = h.msg.Says.Sector
	h.said = sectorWords(x.By)
	if x.By != x.Sector {
		h.said += ", not " + x.Sector
	}
}

// sendFrequency tells the next unit that the flight was told to call it.
func (c *Center) sendFrequency(x *transfer, h *happening) { c.sendOn(x, h, "frequency") }

func (c *Center) sendPointOut(x *transfer, h *happening) {
	x.State = "pending"
	c.address(x)
	c.sendOn(x, h, "point_out")
}

// sendOn sends a message that waits for its answer.
func (c *Center) sendOn(x *transfer, h *happening, word string) {
	t := c.flight(x, word)
	if word == "estimate" || word == "plan" || word == "change" {
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
	if p := c.peer(x.With); p.set.find("update") != nil {
		x.Turn = h.at + p.clocks[updateClock]
	}
}

func (c *Center) sendUpdate(x *transfer, h *happening) {
	c.sendFlight(x, h.at, c.flight(x, "update"), false)
}

func (c *Center) sendRetract(x *transfer, h *happening) {
	x.Blocked = true
	t := c.flight(x, "recall")
	t.Reason = h.act.Text
	c.sendFlight(x, h.at, t, x.Voice)
}

func (c *Center) blocked(x *transfer, h *happening) {
	x.Blocked = true
	c.alert(h.at, x.Track, "%s: %s refuses it: %s", x.Callsign, x.With, h.msg.Says.Reason)
}

// speakUp goes over to voice.
func (c *Center) speakUp(x *transfer, h *happening) {
	c.address(x)
	if x.State == "voice" {
		x.Tries++
	}
	if !x.Voice || x.Tries > 0 {
		c.alert(h.at, x.Track, "%s: by voice to %s", x.Callsign, x.With)
	}
	x.Voice, x.Blocked = true, false
	x.Last = c.sendFlight(x, h.at, c.flight(x, "hand_off"), true)
}

func (c *Center) nobodyHears(x *transfer, h *happening) {
	c.alert(h.at, x.Track, "%s: %s does not answer by voice", x.Callsign, x.With)
}

// copied says that a message was processed.
func (c *Center) copied(x *transfer, h *happening) {
	x.Theirs = false
	c.sayFlight(x, h, air.Talk{Word: "copied"})
}

// proposed notes the conditions that the other unit would have.
func (c *Center) proposed(x *transfer, h *happening) {
	c.copied(x, h)
	x.Theirs, x.Asked = true, h.msg.Says.Serial
	c.alert(h.at, x.Track, "%s: %s proposes %s at %s", x.Callsign, x.With, h.msg.Says.Level, h.msg.Says.Boundary)
}

// consent and dissent are a controller's answers to what the other unit told.
func (c *Center) consent(x *transfer, h *happening) { c.reply(x, h, "agree") }

func (c *Center) dissent(x *transfer, h *happening) {
	c.reply(x, h, "decline")
	if x.Giving {
		c.speakUp(x, h)
	}
}

func (c *Center) reply(x *transfer, h *happening, word string) {
	t := c.flight(x, word)
	t.Answers, t.Reason, x.Theirs = x.Asked, h.act.Text, false
	c.sendFlight(x, h.at, t, x.Voice)
}

// propose says under which conditions the receiving unit would take the flight: at
// the level of the act's text.
func (c *Center) propose(x *transfer, h *happening) {
	t := c.flight(x, "propose")
	if other := readBack(h.act.Text); other.Has&air.HasLevel != 0 {
		t.Level, t.Has = other.Level, t.Has|air.HasLevel
	}
	t.Answers = x.Asked
	x.Last = c.sendFlight(x, h.at, t, x.Voice)
}

// tooLate tells the other that it accepted what was taken back before: the
// earlier word at the giver wins.
func (c *Center) tooLate(x *transfer, h *happening) {
	c.rejectFor(x, h, &fault{wrongState, "3", c.setOf(x).title("take")})
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
	if t.From != "" || t.Dest != "" {
		x.From, x.Dest = t.From, t.Dest
	}
	x.Voice, x.Asked = h.msg.Voice, t.Serial
	if t.Word != "hand_off" || !h.msg.Voice {
		c.sayFlight(x, h, air.Talk{Word: "copied"})
	}
}

// standBy takes a message in and says that a controller must agree.
func (c *Center) standBy(x *transfer, h *happening) {
	x.Boundary, x.Point, x.Asked = h.msg.Says.Boundary, h.msg.Says.Point, h.msg.Says.Serial
	x.From, x.Dest, x.Voice = h.msg.Says.From, h.msg.Says.Dest, false
	c.sayFlight(x, h, air.Talk{Word: "standby"})
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
	x.Sector = h.msg.Says.Sector
	if x.Sector != "" && len(c.sectors) > 0 {
		h.said = sectorWords(x.Sector)
	}
	if l := c.setOf(x).find("hand_off"); l != nil {
		c.sayFlight(x, h, air.Talk{Word: l.answer, Sector: x.Sector})
	}
}

// reject answers with what is wrong.
func (c *Center) reject(x *transfer, h *happening) {
	t := &h.msg.Says
	bad := fault{wrongState, "3", c.setOf(x).title(t.Word)}
	switch {
	case t.Word == "hand_off":
	case t.Word != "plan" && c.doubtful(x, h):
		bad = fault{twoPlans, "7", clip(t.Callsign)}
	case t.Word != "plan" && c.unplanned(x, h):
		bad = fault{noPlan, "7", clip(t.Callsign)}
	case c.codeTaken(x, h):
		bad = fault{codeInUse, "7", t.Code.String()}
	default:
		bad = fault{noBoundary, "14", clip(t.Point)}
	}
	c.rejectFor(x, h, &bad)
}

func (c *Center) rejectFor(x *transfer, h *happening, bad *fault) {
	c.sayFlight(x, h, air.Talk{Word: "reject", Reason: bad.text()})
}

// take accepts a flight, by the sector in which it now comes.
func (c *Center) take(x *transfer, h *happening) {
	if t, place := c.picture.Find(x.Track), c.placeOf(x); t != nil && len(c.sectors) > 0 {
		x.By = sectorAt(c.sectors, place, t)
		h.said = sectorWords(x.By)
	}
	x.Last = c.sendFlight(x, h.at, c.flight(x, "take"), x.Voice)
}

// placeOf returns the point at which a flight crosses, or where it is now.
func (c *Center) placeOf(x *transfer) (p geo.LatLon) {
	if p, known := pointOf(x.Point); known {
		return p
	}
	if t := c.picture.Find(x.Track); t != nil {
		return t.Pos.Geodetic().LatLon
	}
	return p
}

// sendAssumed tells the giver that the flight calls on the own frequency, where
// the messages have a word for it.
func (c *Center) sendAssumed(x *transfer, h *happening) {
	if !x.Voice && c.setOf(x).find("assumed") != nil {
		c.sendFlight(x, h.at, c.flight(x, "assumed"), false)
	}
}

func (c *Center) takeAgain(x *transfer, h *happening) {
	x.Tries++
	x.Voice = true
	c.take(x, h)
}

func (c *Center) acked(x *transfer, _ *happening) { x.Acked = true }

func (c *Center) decline(x *transfer, h *happening) {
	t := c.flight(x, "decline")
	t.Reason = h.act.Text
	c.sendFlight(x, h.at, t, true)
}

func (c *Center) noCall(x *transfer, h *happening) {
	c.alert(h.at, x.Track, "%s does not call: radio failure", x.Callsign)
}

func (c *Center) speakPointOut(x *transfer, h *happening) {
	x.Voice = true
	c.sendOn(x, h, "point_out")
}

func (c *Center) approve(x *transfer, h *happening) {
	c.sendFlight(x, h.at, c.flight(x, "approve"), x.Voice)
}

func (c *Center) disapprove(x *transfer, h *happening) {
	c.sendFlight(x, h.at, c.flight(x, "disapprove"), x.Voice)
}

// flight returns a message about a flight as it is now.
func (c *Center) flight(x *transfer, word string) air.Talk {
	t := air.Talk{
		Word: word, Callsign: x.Callsign, From: x.From, Dest: x.Dest, Boundary: x.Boundary, Point: x.Point,
	}
	switch {
	case word == "recall":
	case x.Giving:
		t.Sector = x.Sector
	default:
		t.Sector = x.By
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

// sendFlight sends a message about a flight: over the line if the messages of the
// boundary have a word for it, else by voice. What cannot be processed gets no
// answer where there is no word for that.
func (c *Center) sendFlight(x *transfer, at air.Time, t air.Talk, voice bool) air.Talk {
	p := c.peer(x.With)
	if p == nil {
		return t
	}
	voice = voice || !p.data
	if !voice && p.set.find(t.Word) == nil {
		if t.Word == "reject" {
			return t
		}
		voice = true
	}
	return c.speak(p, at, t, voice)
}

// hearFlight moves a transfer by a message of another unit. By data the text is
// read, as it stands on the line.
func (c *Center) hearFlight(at air.Time, p *peer, m *air.Message) {
	said := *m
	if !m.Voice {
		_, text, _ := strings.Cut(m.Text, " ") // after the banner
		t, bad := p.set.parse(line{from: m.From, to: c.name, start: c.start}, text, at)
		if bad != nil {
			c.rejectText(p, at, &t, bad)
			return
		}
		said.Says = t
		if bad := c.shuns(p, &said.Says); bad != nil {
			c.rejectText(p, at, &said.Says, bad)
			return
		}
	} else if p.again(m.Says.Serial) {
		return
	}
	x := c.transferOf(at, &said)
	if x == nil {
		return
	}
	from := taker
	if !x.Giving {
		from = giver
	}
	if !m.Voice {
		said.Says.Word = p.set.meant(said.Says.Word, from)
	} else if !x.Giving {
		x.Voice = true
	}
	h := &happening{on: "hear " + said.Says.Word, at: at, who: m.From, msg: said}
	if !c.pass(x, h) && x.State == "" {
		c.transfers = c.transfers[:len(c.transfers)-1]
	}
}

// shuns returns why a message that can be read is not taken in: it was heard
// before, or the unit takes none over this line now.
func (c *Center) shuns(p *peer, t *air.Talk) *fault {
	switch {
	case p.again(t.Serial):
		return &fault{badSerial, "3", fmt.Sprintf("%03d", t.Serial%serials)}
	case t.Sector != "" && p.set.find(t.Word).has("31t") && len(c.sectors) > 0 && !c.hasSector(t.Sector):
		return &fault{badValue, "31", t.Sector}
	case p.shut && !answering(t.Word):
		return &fault{notInService, "3", designator(c.name)}
	}
	return nil
}

func (c *Center) hasSector(name string) bool {
	return slices.ContainsFunc(c.sectors, func(s scenario.Sector) bool { return s.Name == name })
}

// rejectText answers what cannot be read or is not taken in. A message without a
// readable head gets no answer, and its sender's clock runs out; nor do answers
// and updates that come twice.
func (c *Center) rejectText(p *peer, at air.Time, t *air.Talk, bad *fault) {
	if bad.group == badSerial && t.Word == "update" {
		return
	}
	c.log(at, air.LogLine{Who: p.name, Did: p.set.title("reject"), With: p.name, Text: faultWords[bad.group] + ": " + bad.text(), Robot: true})
	if t.Serial != 0 && !(answering(t.Word) && bad.group == badSerial) && p.set.find("reject") != nil {
		c.speak(p, at, air.Talk{Word: "reject", Answers: t.Serial, Reason: bad.text()}, false)
	}
}

// faultWords say in the log why a message was not taken in, by group.
var faultWords = [...]string{
	badHeader: "cannot be read", badSerial: "heard before", badSyntax: "cannot be read", badValue: "out of range", notInService: "not in service",
}

// transferOf returns the transfer that a message is about: by what it answers,
// else by the flight; a new one for a flight not yet known.
func (c *Center) transferOf(at air.Time, m *air.Message) *transfer {
	t := &m.Says
	point := t.Word == "point_out" || t.Word == "approve" || t.Word == "disapprove"
	for i := range c.transfers {
		x := &c.transfers[i]
		switch {
		case x.With != m.From:
		case t.Callsign == "" && t.Answers != 0 && x.Last.Serial == t.Answers && !x.over():
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
