package center

import (
	"math"

	"perimeter/air"
	"perimeter/atlas"
)

// The guards of the hand-over of tracks of interest.

func (c *Center) gives(x *toi, _ *happening) bool   { return x.Giving }
func (c *Center) takes(x *toi, _ *happening) bool   { return !x.Giving }
func (c *Center) letting(x *toi, _ *happening) bool { return x.Giving && x.Unheard }

func (c *Center) mayTry(x *toi, _ *happening) bool {
	return x.Tries < retries && (x.State != "handed_over" || x.Unheard)
}

func (c *Center) mayOffer(x *toi, _ *happening) bool {
	return x.Giving && x.Offers < offersBeforeAlarm
}

func (c *Center) open(x *toi, _ *happening) bool { return x.Giving && !c.givenElsewhere(x, nil) }

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

// ledThere reports whether the track of an act fits a case that a neighbour leads.
func (c *Center) ledThere(_ *toi, h *happening) bool { return c.theirCase(h.act.Track) != nil }

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

// fits reports whether a contact told lies in the gate of the own track, or where
// the neighbour alone holds it in the cone.
func (c *Center) fits(x *toi, h *happening) bool {
	if !x.Giving || c.sharedOnly(x, h) {
		return false
	}
	t := c.picture.Find(x.Track)
	if t == nil || x.Theirs {
		return x.Theirs && c.toldInCone(x, h)
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
	return x.Giving && x.Offer.Word != "" && sameBack(&x.Offer, &h.msg.Says)
}

// misheard reports whether a warning was read back otherwise than it was said.
func (c *Center) misheard(x *toi, h *happening) bool {
	back := &h.msg.Says
	return x.Giving && x.Warning.Serial == back.Answers && back.Answers != 0 && !sameBack(&x.Warning, back)
}

// sameBack reports whether number, position and level came back as they were said.
func sameBack(said, back *air.Talk) bool {
	return back.Other == said.Number &&
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

func (c *Center) inConeUntold(x *toi, h *happening) bool {
	return x.Giving && !x.Told && c.inCone(x, h)
}

func (c *Center) toldInCone(x *toi, h *happening) bool {
	told := fixTold(&h.msg.Says)
	return x.Giving && !c.sharedOnly(x, h) && x.Last.inCone(&told)
}
