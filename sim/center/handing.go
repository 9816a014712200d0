package center

import (
	"fmt"

	"perimeter/air"
	"perimeter/atlas"
)

// What both do: lost, found, closed; and what they say of the track.

func (c *Center) lose(x *toi, h *happening) {
	c.alert(h.at, x.Track, "case %s: track %d lost", x.Name, x.Track)
	x.Met = 0
	if x.Giving && !x.Told {
		return
	}
	t := air.Talk{Word: "lost", Number: x.Track, Other: x.Other}
	x.Last.tell(&t)
	c.tells(x, h, t)
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

// regain binds the case to the track that was found. A new one knows nothing of
// what made the old one of interest: it explains nothing.
func (c *Center) regain(x *toi, h *happening) {
	x.Anew = x.Anew || x.Track != h.act.Track
	x.Track, x.Turn, x.Heard = h.act.Track, h.at, h.at
	if !x.Giving {
		c.tells(x, h, c.contactTalk(x))
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
	if x.owns() && !c.sound(x, own) {
		f = x.Last
	}
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
