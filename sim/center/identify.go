package center

import (
	"fmt"

	"perimeter/air"
)

// judgement is what the staff thinks of a track.
type judgement struct {
	identity air.Identity
	interest bool
}

// interceptor is the code of military interceptor operations, never to be set
// by civil pilots (AIM 4-1-20).
const interceptor air.Mode3A = 0o7777

// Staff returns what the automatic staff decides at t1, the time of the last
// Advance: an order for each track of which it now thinks otherwise. Where a
// person has spoken on a track, the staff is silent.
func (c *Center) Staff(t1 air.Time) (orders []air.Order) {
	next := 0
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.gone != air.Never {
			continue
		}
		t := &c.picture.Tracks[next]
		next++
		now := c.judge(e, t, t1)
		if now == e.said || e.said != (judgement{e.mark.Identity, e.mark.Interest}) {
			continue
		}
		e.said = now
		why := e.why(t)
		if now.identity == air.Unknown {
			c.alert(t1, t.Number, "new unknown: track %d, %s", t.Number, why)
		}
		orders = append(orders, air.Order{At: t1, Origin: air.Derived, Body: air.Identify{
			Center: c.name, Track: t.Number, Identity: now.identity, Interest: now.interest, Why: why,
		}})
	}
	orders = append(append(orders, c.playCases(t1)...), c.playTransfers(t1)...)
	return append(orders, c.playOfficer(t1)...)
}

// judge weighs the evidence on a track, the strongest first. A plan makes it
// neutral: that it may belong to a friend, only a person knows.
func (c *Center) judge(e *entry, t *air.Track, now air.Time) judgement {
	switch {
	case e.hijack, e.dark != air.Never:
		return judgement{air.Suspect, true}
	case e.tie != noEvidence:
		return judgement{identity: air.Neutral}
	case t.Has&air.HasCode != 0 && t.Code == interceptor:
		return judgement{identity: air.AssumedFriend}
	case now-e.since >= c.rules.Identify && !e.birdlike(t, now):
		return judgement{identity: air.Unknown}
	}
	return judgement{}
}

// why says the evidence of judge in words.
func (e *entry) why(t *air.Track) string {
	switch {
	case e.hijack:
		return fmt.Sprintf("squawked %v", air.Hijack)
	case e.dark != air.Never:
		return fmt.Sprintf("transponder lost, last reply %v", e.dark)
	case e.tie == addressEvidence:
		return fmt.Sprintf("plan %v by its address", e.mark.Plan)
	case e.tie == codeEvidence:
		return fmt.Sprintf("plan %v by its code", e.mark.Plan)
	case t.Has&air.HasCode == 0 && e.pace < slowPace:
		return "no code, slow"
	case t.Has&air.HasCode == 0:
		return "no code"
	}
	return fmt.Sprintf("code %v, no plan", t.Code)
}
