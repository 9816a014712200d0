package center

import (
	"math"

	"perimeter/air"
	"perimeter/atlas"
	"perimeter/sim/accord"
)

// What the giver of a track of interest does.

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

// join makes of a declaration a contact on the case that the neighbour leads.
func (c *Center) join(x *toi, h *happening) {
	y := c.theirCase(x.Track)
	y.Found = x.Track
	if e := c.overlay.find(x.Track); e != nil {
		e.mark.Interest = true
	}
	c.happen(y, &happening{on: "do contact", at: h.at, who: h.who, act: air.Act{Do: "contact", Track: x.Track, To: y.With}})
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
	t.Word, t.Reason, t.Opened = "warn", x.Why, x.Declared
	if p := c.peer(x.With); p != nil {
		if eta, ok := c.reach(&x.Last, p); ok {
			t.Boundary = eta
		}
		c.describes(x, p, &t)
	}
	x.Warning = c.tells(x, h, t)
}

// tells says what a case needs said, and notes it for the log.
func (c *Center) tells(x *toi, h *happening, t air.Talk) air.Talk {
	t = c.say(x, h.at, t)
	h.said = logged(&t, x.Voice || !c.hasLine(x.With))
	return t
}

// hasLine reports whether a data line joins the two.
func (c *Center) hasLine(with string) bool {
	p := c.peer(with)
	return p != nil && p.data
}

// describes adds what is known of the aircraft beside its track: its type by the
// plan and the souls on board by the watch-list's answer, where the neighbour's
// nations may have them; how sure the track is; and to whom the warning goes.
func (c *Center) describes(x *toi, p *peer, t *air.Talk) {
	t.Sure, t.Label = sureness(t.Quality), c.audience|p.audience
	e := c.overlay.find(x.Track)
	if e == nil {
		return
	}
	if plan := c.plans.called(e.mark.Plan); plan != nil && accord.May(plan.Release, p.audience) {
		t.Type = text4(plan.Type)
	}
	if w := c.watchOn(e, c.picture.At); w != nil && accord.May(w.Release, p.audience) {
		t.Souls = w.Souls
	}
}

// sureness grades a track for people by its quality: high up to an error of about
// 400 m, medium up to 3 km (assumed).
func sureness(quality int) string {
	switch {
	case quality >= 10:
		return "high"
	case quality >= 5:
		return "medium"
	case quality >= 1:
		return "low"
	}
	return "shared"
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
	c.tells(x, h, t)
	if h.on == "turn" {
		h.on = "tell" // in the log, where it was spoken
	}
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
	x.Shared, x.Theirs = c.sharedOnly(x, h), false
	if x.Shared {
		t.Reason = "shared data only"
	}
	c.answer(x, h, t)
}

func (c *Center) makeOffer(x *toi, h *happening) {
	x.Offers++
	t := c.about(x)
	t.Word = "offer"
	x.Offer = c.tells(x, h, t)
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

func (c *Center) refused(x *toi, _ *happening)    { x.Offer = air.Talk{} }
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
	c.sayRelease(x, h)
}

func (c *Center) letGoAgain(x *toi, h *happening) {
	if h.on == "late" {
		x.Tries++
		x.Voice = true
	}
	c.sayRelease(x, h)
}

func (c *Center) sayRelease(x *toi, h *happening) {
	t := c.about(x)
	t.Word = "release"
	c.tells(x, h, t)
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

// noteHeard keeps what the new owner tells of where it is.
func (c *Center) noteHeard(x *toi, h *happening) { x.Heard, x.Last = h.at, fixTold(&h.msg.Says) }

func (c *Center) recall(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: recalled, %s has lost it", x.Name, x.With)
	x.Turn = h.at
}
