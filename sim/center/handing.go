package center

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/atlas"
)

// The guards of the hand-over of tracks of interest.

func (c *Center) gives(x *toi, _ *happening) bool   { return x.Giving }
func (c *Center) takes(x *toi, _ *happening) bool   { return !x.Giving }
func (c *Center) gave(x *toi, _ *happening) bool    { return x.Giving }
func (c *Center) owns(x *toi, _ *happening) bool    { return !x.Giving }
func (c *Center) letting(x *toi, _ *happening) bool { return x.Giving && x.Unheard }
func (c *Center) mayTry(x *toi, _ *happening) bool {
	return x.Tries < retries && (x.State != "handed_over" || x.Unheard)
}
func (c *Center) mayOffer(x *toi, _ *happening) bool {
	return x.Giving && x.Offers < offersBeforeAlarm
}
func (c *Center) unreleased(x *toi, _ *happening) bool { return x.Giving }
func (c *Center) open(x *toi, _ *happening) bool       { return x.Giving && !c.givenElsewhere(x, nil) }

// How often a word is said again, and a track offered, before people are alarmed.
const (
	retries           = 2
	offersBeforeAlarm = 3
)

// leads reports whether this center's nation may declare the track: over its own
// airspace, or over the high seas.
func (c *Center) leads(x *toi, h *happening) bool {
	t := c.picture.Find(h.act.Track)
	if t == nil {
		return false
	}
	over := atlas.Overflown(t.Pos.Geodetic().LatLon)
	return over == air.NoNation || c.nations&air.Only(over) != 0
}

// seen reports whether the own sensors hold the case's track now.
func (c *Center) seen(x *toi, _ *happening) bool {
	t := c.picture.Find(x.Track)
	return t != nil && t.Status == air.Confirmed && c.ownHold(t)
}

func (c *Center) stillSeen(x *toi, h *happening) bool { return x.Giving && c.seen(x, h) }

// ownAge is how old an own sensor's plot may be to count as a hold: three turns
// of a long-range radar.
const ownAge = 36 // s

// ownHold reports whether a sensor of the center's own nations holds the track:
// a neighbour's radar on a feed is shared data.
func (c *Center) ownHold(t *air.Track) bool {
	for _, by := range t.By {
		if by.Kind == 0 || by.Age > ownAge {
			continue
		}
		if s := c.sensors.find(by.Sensor); s != nil && c.nations&air.Only(s.info.Nation) != 0 {
			return true
		}
	}
	return false
}

// holdsIt reports whether the track of an act may be taken: it is there, and on
// own sensors unless the pair's agreement is content with shared data.
func (c *Center) holdsIt(x *toi, h *happening) bool {
	number := h.act.Track
	if number == 0 {
		number = x.Track
	}
	t := c.picture.Find(number)
	if t == nil {
		return false
	}
	p := c.peer(x.With)
	return c.ownHold(t) || p != nil && p.shared
}

// fits reports whether a contact told lies in the gate of the own track.
func (c *Center) fits(x *toi, h *happening) bool {
	if !x.Giving || c.sharedOnly(x, h) {
		return false
	}
	t := c.picture.Find(x.Track)
	if t == nil {
		return false
	}
	own, told := fixOf(t, c.picture.At), fixTold(&h.msg.Says)
	_, ok := told.meets(&own)
	return ok
}

// sharedOnly reports whether the neighbour has only what it was given, and the
// pair has not agreed to be content with that.
func (c *Center) sharedOnly(x *toi, h *happening) bool {
	p := c.peer(x.With)
	return h.msg.Says.Source == "shared" && (p == nil || !p.shared)
}

func (c *Center) giversDoubt(x *toi, h *happening) bool { return x.Giving && c.sharedOnly(x, h) }

// readBackRight reports whether number, position and level came back as offered.
func (c *Center) readBackRight(x *toi, h *happening) bool {
	said, back := &x.Offer, &h.msg.Says
	return x.Giving && said.Word != "" && back.Other == said.Number &&
		math.Abs(back.Lat-said.Lat) < readBackStep && math.Abs(back.Lon-said.Lon) < readBackStep &&
		(said.Has&air.HasLevel == 0 || back.Has&air.HasLevel != 0 && back.Level == said.Level)
}

const readBackStep = 0.01 // degrees: positions are read back to a hundredth

func (c *Center) lateButRight(x *toi, h *happening) bool {
	return x.Giving && c.readBackRight(x, h)
}

// givenElsewhere reports whether another neighbour has the case's track already.
func (c *Center) givenElsewhere(x *toi, _ *happening) bool {
	for i := range c.cases {
		y := &c.cases[i]
		if y != x && y.Name == x.Name && y.Giving && (y.State == "accepted" || y.State == "handed_over") {
			return true
		}
	}
	return false
}

func (c *Center) checkedTrue(x *toi, h *happening) bool {
	return !x.Giving && h.msg.Says.Reason == ""
}

// recalled reports whether a position was told by the old owner after it let the
// track go: one told before may still have been under way.
func (c *Center) recalled(x *toi, h *happening) bool { return !x.Giving && h.msg.At > x.Let }

// inCone reports whether the track of an act lies where the lost one may be.
func (c *Center) inCone(x *toi, h *happening) bool {
	t := c.picture.Find(h.act.Track)
	if t == nil {
		return false
	}
	now := fixOf(t, c.picture.At)
	return x.Last.inCone(&now)
}

func (c *Center) toldInCone(x *toi, h *happening) bool {
	told := fixTold(&h.msg.Says)
	return x.Giving && !c.sharedOnly(x, h) && x.Last.inCone(&told)
}

// The actions.

func (c *Center) undeclared(x *toi, h *happening) {
	c.alert(h.at, x.Track, "track %d: of interest for %v, not declared", x.Track, h.at-x.Since)
}

func (c *Center) declare(x *toi, h *happening) {
	x.Declared, x.Why, x.Lead, x.Giving = h.at, h.act.Text, c.leader(x), true
	if e := c.overlay.find(x.Track); e != nil {
		e.mark.Interest = true
		if x.Why == "" {
			x.Why = e.mark.Why
		}
		e.mark.Why = x.Why
	}
}

// leader returns the nation that leads over the case's place: the sovereign, or
// over the high seas the first of the center's own.
func (c *Center) leader(x *toi) air.Nation {
	if over := atlas.Overflown(x.Last.Pos); over != air.NoNation {
		return over
	}
	for _, n := range air.Nations {
		if c.nations&air.Only(n) != 0 {
			return n
		}
	}
	return air.NoNation
}

func (c *Center) notOurs(x *toi, h *happening) {
	c.alert(h.at, x.Track, "track %d: %v leads over its airspace, not declared", x.Track, atlas.Overflown(x.Last.Pos))
}

// warn sends the warning; the second and third time by voice.
func (c *Center) warn(x *toi, h *happening) {
	if x.Told && h.on == "late" {
		x.Tries++
		x.Voice = true
	}
	x.Told = true
	t := c.about(x)
	t.Word, t.Reason = "warn", x.Why
	if p := c.peer(x.With); p != nil {
		if eta, ok := c.reach(&x.Last, p); ok {
			t.Boundary = eta
		}
	}
	c.say(x, h.at, t)
}

func (c *Center) warnSupervisor(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: %s does not answer the warning", x.Name, x.With)
	c.warn(x, h)
}

func (c *Center) begin(x *toi, h *happening) { x.Turn = h.at }

// tell says where the track is: each turn by data, each minute by voice.
func (c *Center) tell(x *toi, h *happening) {
	t := c.about(x)
	t.Word = "tell"
	c.say(x, h.at, t)
}

func (c *Center) agree(x *toi, h *happening) {
	told := fixTold(&h.msg.Says)
	apart, _ := x.Last.meets(&told)
	x.Other, x.Shared, x.Apart = h.msg.Says.Number, false, air.Metre(math.Round(apart))
	t := c.about(x)
	t.Word = "check"
	c.answer(x, h, t)
}

// theirs goes on with what the neighbour alone holds.
func (c *Center) theirs(x *toi, h *happening) {
	x.Theirs, x.Last = true, fixTold(&h.msg.Says)
	c.agree(x, h)
}

func (c *Center) disagree(x *toi, h *happening) {
	t := c.about(x)
	t.Word, t.Reason = "check", "no match"
	x.Shared = c.sharedOnly(x, h)
	if x.Shared {
		t.Reason = "shared data only"
	}
	c.answer(x, h, t)
}

func (c *Center) makeOffer(x *toi, h *happening) {
	x.Offers++
	t := c.about(x)
	t.Word = "offer"
	x.Offer = c.say(x, h.at, t)
}

func (c *Center) taken(x *toi, h *happening) {
	x.Offers, x.Offer = 0, air.Talk{}
	for i := range c.cases {
		if y := &c.cases[i]; y != x && y.Name == x.Name && y.Giving {
			c.happen(y, &happening{on: "do retract", at: h.at, who: robot, act: air.Act{Text: "given to " + x.With}})
		}
	}
}

func (c *Center) correct(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: wrong read-back by %s", x.Name, x.With)
	c.makeOffer(x, h)
}

func (c *Center) withdraw(x *toi, h *happening) {
	x.Offer = air.Talk{}
	t := c.about(x)
	t.Word, t.Reason = "retract", h.act.Text
	c.say(x, h.at, t)
}

func (c *Center) refused(x *toi, _ *happening) { x.Offer = air.Talk{} }

func (c *Center) unanswered(x *toi, _ *happening) { x.Voice = true }

func (c *Center) unowned(x *toi, h *happening) {
	x.Offers = 0
	c.alert(h.at, x.Track, "case %s: border unowned, %s does not answer", x.Name, x.With)
}

func (c *Center) unownedThere(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: over the border, not handed over", x.Name)
}

func (c *Center) letGo(x *toi, h *happening) {
	x.Let, x.Unheard = h.at, true
	c.sayRelease(x, h.at)
}

func (c *Center) letGoAgain(x *toi, h *happening) {
	if h.on == "late" {
		x.Tries++
		x.Voice = true
	}
	c.sayRelease(x, h.at)
}

func (c *Center) sayRelease(x *toi, at air.Time) {
	t := c.about(x)
	t.Word = "release"
	c.say(x, at, t)
}

// gone notes that the new owner has it, and since when.
func (c *Center) gone(x *toi, h *happening) {
	x.Unheard, x.Heard = false, h.at
	x.Gap = h.msg.At - x.Let
	if p := c.peer(x.With); p != nil {
		x.Lead = c.leadOf(p, x)
	}
}

func (c *Center) unreleasedAlert(x *toi, h *happening) {
	x.Unheard = false
	c.alert(h.at, x.Track, "case %s: %s and %s: not let go, not taken", x.Name, c.name, x.With)
}

// warned takes a neighbour's warning in.
func (c *Center) warned(x *toi, h *happening) {
	t := &h.msg.Says
	x.Other, x.Why, x.Heard, x.Last = t.Number, t.Reason, h.at, fixTold(t)
	if p := c.peer(x.With); p != nil {
		x.Lead = c.leadOf(p, x)
	}
	c.alert(h.at, x.Track, "%s warns of %s: their track %d, %s", x.With, x.Name, t.Number, t.Reason)
	c.receipt(x, h)
}

// leadOf returns the nation that leads where a neighbour has the case.
func (c *Center) leadOf(p *peer, x *toi) air.Nation {
	if over := atlas.Overflown(x.Last.Pos); over != air.NoNation {
		return over
	}
	for _, n := range air.Nations {
		if p.nations&air.Only(n) != 0 {
			return n
		}
	}
	return air.NoNation
}

func (c *Center) receipt(x *toi, h *happening) {
	t := air.Talk{Word: "receipt", Number: x.Track, Other: x.Other}
	c.answer(x, h, t)
}

// compare holds what is told against the own picture.
func (c *Center) compare(x *toi, h *happening) {
	t := &h.msg.Says
	if x.Last.At > t.Measured { // a later one came first
		return
	}
	x.Other, x.Heard, x.Last = t.Number, h.at, fixTold(t)
	found := c.match(&x.Last)
	if found == 0 || found != x.Found {
		x.Met = 0
	}
	x.Found = found
	if found != 0 {
		x.Met++
	}
}

// match returns the own track that fits a fix; of two that do, the nearer one if
// the other is twice as far; else 0.
func (c *Center) match(f *fix) (number uint32) {
	best, next := math.Inf(1), math.Inf(1)
	reach := gateRange + float64(f.Speed*max(0, c.picture.At-f.At).Seconds())
	middle := f.on(c.picture.At).At(0).ECEF()
	for i := range c.picture.Tracks {
		t := &c.picture.Tracks[i]
		if t.Pos.Sub(middle).Norm() > reach+highest {
			continue
		}
		own := fixOf(t, c.picture.At)
		apart, ok := f.meets(&own)
		switch {
		case !ok:
		case apart < best:
			best, next, number = apart, best, t.Number
		case apart < next:
			next = apart
		}
	}
	if 2*best > next {
		return 0
	}
	return number
}

const highest = 25e3 // m, above which nothing flies that is handed over

// contact says that the own sensors hold what the neighbour tells.
func (c *Center) contact(x *toi, h *happening) {
	if h.on == "late" {
		x.Tries++
		x.Voice = true
	} else {
		x.Track = h.act.Track
	}
	c.say(x, h.at, c.contactTalk(x))
}

func (c *Center) contactTalk(x *toi) air.Talk {
	t := c.about(x)
	t.Word, t.Source = "contact", "own sensors"
	if own := c.picture.Find(x.Track); own == nil || !c.ownHold(own) {
		t.Source = "shared"
	}
	return t
}

func (c *Center) again(x *toi, _ *happening) { x.Met = 0 }

func (c *Center) held(x *toi, h *happening) {
	x.Other = h.msg.Says.Number
	x.Apart = c.apart(x)
}

// apart returns how far the own track is from where the neighbour told it.
func (c *Center) apart(x *toi) air.Metre {
	t := c.picture.Find(x.Track)
	if t == nil {
		return 0
	}
	own := fixOf(t, c.picture.At)
	d, _ := x.Last.meets(&own)
	return air.Metre(math.Round(d))
}

func (c *Center) offered(x *toi, h *happening) {
	x.Offer, x.Heard = h.msg.Says, h.at
	c.compare(x, h)
	if x.Track == 0 && x.Met > 0 {
		x.Track = x.Found
	}
	c.alert(h.at, x.Track, "%s offers %s: their track %d", x.With, x.Name, x.Offer.Number)
}

// accept takes the offer, with what the act reads back.
func (c *Center) accept(x *toi, h *happening) {
	if h.act.Track != 0 {
		x.Track = h.act.Track
	}
	x.Apart = c.apart(x)
	t := readBack(h.act.Text)
	if h.act.Text == "" { // the console fills it in
		t = x.Offer
		t.Other = x.Offer.Number
	}
	t.Word, t.Number = "accept", x.Track
	x.Offer.Other = t.Other
	x.Back = t
	c.say(x, h.at, t)
}

func (c *Center) acceptAgain(x *toi, h *happening) {
	x.Tries++
	x.Voice = true
	c.say(x, h.at, x.Back)
}

func (c *Center) refuse(x *toi, h *happening) {
	x.Offer = air.Talk{}
	c.say(x, h.at, air.Talk{Word: "refuse", Number: x.Track, Other: x.Other, Reason: h.act.Text})
}

func (c *Center) unanswering(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: the offer of %s was not answered", x.Name, x.With)
}

// takeOver makes the receiver the owner.
func (c *Center) takeOver(x *toi, h *happening) {
	x.Let, x.Gap, x.Turn, x.Offer = h.msg.At, h.at-h.msg.At, h.at, air.Talk{}
	x.Lead = c.leader(x)
	if e := c.overlay.find(x.Track); e != nil {
		e.mark.Interest = true
	}
	c.receipt(x, h)
}

func (c *Center) noteHeard(x *toi, h *happening) { x.Heard = h.at }

func (c *Center) recall(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: recalled, %s has lost it", x.Name, x.With)
	x.Turn = h.at
}

func (c *Center) giveBack(x *toi, h *happening) {
	x.Giving, x.Crossed = true, false
	x.Offers++
	t := c.about(x)
	t.Word = "return"
	x.Offer = c.say(x, h.at, t)
}

func (c *Center) givenBack(x *toi, h *happening) {
	x.Giving, x.Crossed = false, false
	c.offered(x, h)
}

func (c *Center) lose(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: track %d lost", x.Name, x.Track)
	x.Met = 0
	if x.Giving && !x.Told {
		return
	}
	t := air.Talk{Word: "lost", Number: x.Track, Other: x.Other}
	x.Last.tell(&t)
	c.say(x, h.at, t)
}

// leave goes on with the last position where the neighbour alone holds it.
func (c *Center) leave(x *toi, h *happening) {
	x.Theirs = true
	c.alert(h.at, x.Track, "case %s: track %d lost, %s holds it", x.Name, x.Track, x.With)
}

func (c *Center) lostThere(x *toi, h *happening) {
	x.Last, x.Met = fixTold(&h.msg.Says), 0
	c.alert(h.at, x.Track, "case %s: %s has lost it", x.Name, x.With)
}

// regain binds the case to the track that was found.
func (c *Center) regain(x *toi, h *happening) {
	x.Track, x.Turn = h.act.Track, h.at
	if !x.Giving {
		c.say(x, h.at, c.contactTalk(x))
	}
}

func (c *Center) explain(x *toi, h *happening) {
	if e := c.overlay.find(x.Track); e != nil {
		e.mark.Interest = false
	}
	c.shut(x, h)
}

func (c *Center) shut(x *toi, h *happening) {
	if !x.Told && x.Giving {
		return
	}
	t := air.Talk{Word: "close", Number: x.Track, Other: x.Other, Reason: h.act.Text}
	if h.on == "late" {
		t.Reason = "lost for good"
	}
	c.say(x, h.at, t)
}

func (c *Center) closedThere(x *toi, h *happening) { c.receipt(x, h) }

// reach returns when a fix, flown on as it goes, comes into the airspace of the
// nations of a peer that are not the center's own; false if not within an hour.
func (c *Center) reach(f *fix, p *peer) (air.Time, bool) {
	theirs := p.nations &^ c.nations
	for _, n := range air.Nations {
		if theirs&air.Only(n) == 0 {
			continue
		}
		t := atlas.Sovereign(n)
		if t.Distance(f.Pos) > f.Speed*reachFor.Seconds() {
			continue
		}
		for at := f.At; at <= f.At+reachFor; at += reachStep {
			if t.Contains(f.on(at)) {
				return at, true
			}
		}
	}
	return 0, false
}

const (
	reachFor  = air.Hour        // how far ahead a border is looked for
	reachStep = 20 * air.Second // and in which steps
)

// about returns a message about a case's track as it is now, or was last.
func (c *Center) about(x *toi) air.Talk {
	t := air.Talk{Number: x.Track, Other: x.Other, Source: "primary"}
	own := c.picture.Find(x.Track)
	if own == nil {
		x.Last.tell(&t)
		return t
	}
	f := fixOf(own, c.picture.At)
	f.tell(&t)
	if own.Has&air.HasCode != 0 {
		t.Code, t.Has, t.Source = own.Code, t.Has|air.HasCode, "cooperative"
	}
	if t.Quality = c.quality(own); t.Quality == 0 {
		t.Source = "shared"
	}
	if name := c.escortOn(x.Track); name != "" {
		t.Escort = name
	}
	if e := c.overlay.find(x.Track); e != nil && e.mark.Plan != (air.Callsign{}) {
		t.Callsign, t.Has = e.mark.Plan.String(), t.Has|air.HasCallsign
	}
	return t
}

// caseName returns the name of the next case that this center opens.
func (c *Center) caseName() string {
	c.opened++
	return fmt.Sprintf("%s-%d", c.name, c.opened)
}
