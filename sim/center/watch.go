package center

import (
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// watch takes a new picture and notices what people at their scopes would:
// which radars answer for a track, what it squawks, which plan it fits, whether
// its transponder went dark, what became of the tracks of interest.
func (c *Center) watch(p air.Picture, events []air.TrackEvent) {
	since := p.At - c.picture.At
	c.picture = p
	c.alerts = fresh(c.alerts, p.At-c.rules.Alert)
	c.forget(p.At)
	c.watchFeeds(p.At)
	c.watchSensors(p.At)
	for _, e := range events {
		if e.Kind == air.TrackMerged {
			c.overlay.merge(e.Number, e.Other, p.At)
			c.mergeCases(e.Number, e.Other)
		}
	}
	c.overlay.follow(p.Tracks, p.At, c.rules.Keep)
	c.tieByRoute(p.At)
	c.tieReports(p.At)
	next := 0
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.gone != air.Never {
			c.watchLost(e, p.At)
			continue
		}
		e.keepPace(&p.Tracks[next], since)
		c.watchTrack(e, &p.Tracks[next], p.At)
		next++
	}
	c.showDossiers()
}

func (c *Center) watchTrack(e *entry, t *air.Track, now air.Time) {
	e.updated = t.Updated
	for _, by := range t.By {
		if (by.Kind == air.SSR || by.Kind == air.Combined) && by.Age < 255 {
			e.answered(by.Sensor, now-air.Time(by.Age)*air.Second)
		}
	}
	c.correlate(e, t, now)
	c.watchCode(e, t, now)
	c.watchTransponder(e, t, now)
	c.watchInterest(e, t, now)
	c.inspect(e, t, now)
}

// correlate ties the track to the plan that its transponder points to. A tie
// stays when the transponder falls silent, and gives way only to one that is
// not weaker.
func (c *Center) correlate(e *entry, t *air.Track, now air.Time) {
	plan, tie := c.plans.match(t, now, c.rules.Early)
	if plan != nil && tie >= e.tie && !(tie == codeEvidence && c.flown(plan.Callsign, e, t)) {
		e.mark.Plan, e.tie = plan.Callsign, tie
	}
}

// apart is how far from each other two tracks are surely not of one aircraft.
const apart = 10 * geo.NM // m, assumed

// flown reports whether another track has a plan's code as well, and had it first:
// one flight is one aircraft. The other is an echo of its replies from a hill or a
// hangar, or somebody who has set its code.
func (c *Center) flown(plan air.Callsign, e *entry, t *air.Track) bool {
	if e.mark.Plan == plan && e.tie >= codeEvidence {
		return false
	}
	return slices.ContainsFunc(c.overlay.entries, func(o entry) bool {
		if o.gone != air.Never || o.mark.Plan != plan || o.tie < codeEvidence || o.mark.Track == t.Number {
			return false
		}
		other := c.picture.Find(o.mark.Track)
		return other != nil && other.Status == air.Confirmed && other.Pos.Sub(t.Pos).Norm() > apart
	})
}

// watchCode alerts once to each of the codes of distress.
func (c *Center) watchCode(e *entry, t *air.Track, now air.Time) {
	if t.Has&air.HasCode == 0 || t.Code == e.warned {
		return
	}
	word := ""
	switch t.Code {
	case air.Hijack:
		word = "unlawful interference"
		e.hijack = true
	case air.NoRadio:
		word = "radio failure"
	case air.Emergency:
		word = "emergency"
	default:
		return
	}
	e.warned = t.Code
	c.alert(now, t.Number, "track %d squawks %v: %s", t.Number, t.Code, word)
}

// watchTransponder finds out whether a transponder that answered has gone dark,
// or answers again. It is dark when none of the radars that it answered got a
// reply for a while, and at least one of them has looked at it for some turns
// and would surely have got one.
//
// Criterion: "transponder not active or switched off" of the Ley de Protección
// del Espacio Aéreo Mexicano, 2023; the same in NORAD practice (AMALGAM ARROW).
func (c *Center) watchTransponder(e *entry, t *air.Track, now air.Time) {
	last, ok := e.lastReply()
	switch {
	case !ok:
	case e.dark != air.Never:
		if last > e.dark+2*air.Second { // ages come in whole seconds
			c.alert(now, t.Number, "track %d: transponder answers again", t.Number)
			e.dark = air.Never
		}
	case now-last >= c.rules.Dark && c.missed(e, t, last):
		c.alert(now, t.Number, "track %d: transponder lost, last reply %v", t.Number, last)
		e.dark = last
	}
}

// missed reports whether a radar that got replies from the aircraft has looked
// in vain since the last one.
func (c *Center) missed(e *entry, t *air.Track, last air.Time) bool {
	seen := t.Updated > last+2*air.Second
	for _, r := range e.replies[:e.asked] {
		s := c.sensors.find(r.sensor)
		if s == nil || !s.expects(t.Pos, seen) {
			continue
		}
		if s.status.Heard-last >= max(c.rules.Dark, air.Time(c.rules.Scans)*s.info.Scan) {
			return true
		}
	}
	return false
}

// watchInterest alerts when a track of interest lives on prediction alone.
func (c *Center) watchInterest(e *entry, t *air.Track, now air.Time) {
	coasts := e.mark.Interest && t.Status == air.Coasting
	if coasts && !e.coasts {
		c.alert(now, t.Number, "track of interest %d coasts, last plot %v", t.Number, t.Updated)
	}
	e.coasts = coasts
}

// watchLost alerts when a track of interest has just left the picture.
func (c *Center) watchLost(e *entry, now air.Time) {
	if e.gone == now && e.mark.Interest {
		c.alert(now, e.mark.Track, "track of interest %d dropped, last plot %v", e.mark.Track, e.updated)
	}
}
