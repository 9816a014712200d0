package center

import (
	"math"

	"perimeter/air"
	"perimeter/atlas"
)

// What its receiver does.

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

// receipt says that it was heard; a warning is read back: number, position, level.
func (c *Center) receipt(x *toi, h *happening) {
	t := air.Talk{Word: "receipt", Number: x.Track, Other: x.Other}
	if said := &h.msg.Says; said.Word == "warn" {
		back := readBack(c.hearsBack(x, said, h.msg.Voice))
		t.Other, t.Lat, t.Lon, t.Level, t.Has = back.Other, back.Lat, back.Lon, back.Level, back.Has
	}
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
	if lastWord(&h.msg) && c.inCone(x, &happening{act: air.Act{Track: x.Track}}) {
		found = x.Track
	}
	if found == 0 || found != x.Found {
		x.Met = 0
	}
	x.Found = found
	if found != 0 {
		x.Met++
	}
}

// lastWord reports whether a message tells where a track was last, as its sender
// has lost it since: what both held is then judged by the cone.
func lastWord(m *air.Message) bool { return m.At-m.Says.Measured > ownAge*air.Second }

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
	c.tells(x, h, c.contactTalk(x))
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
	x.Offer, x.Offered, x.Heard = h.msg.Says, h.msg.At, h.at
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
	if x.Offer.Measured == 0 || x.Offered-x.Offer.Measured <= ownAge*air.Second {
		x.Apart = c.apart(x) // else as it was when both held it
	}
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
	x.Lead, x.Quality = c.leader(x), 0
	if e := c.overlay.find(x.Track); e != nil {
		e.mark.Interest = true
	}
	c.receipt(x, h)
}

func (c *Center) giveBack(x *toi, h *happening) {
	x.Giving, x.Crossed = true, false
	x.Offers++
	t := c.about(x)
	t.Word = "return"
	x.Offer = c.tells(x, h, t)
}

func (c *Center) givenBack(x *toi, h *happening) {
	x.Giving, x.Crossed = false, false
	c.offered(x, h)
}
