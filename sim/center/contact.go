package center

import (
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Controllers: whom they call in vain, and tell air defence of. No voice of an airliner
// is in the exercise: what a controller has of an answer is what the aircraft does.

// callFor is how long a controller calls an aircraft that does nothing that was asked
// before it is reported: twice on the sector's frequency, then on guard (assumed).
const callFor = 2 * air.Minute

// playContact returns the reports of a staffed ATC unit to its nation's air defence:
// in its airspace an aircraft has gone dark or never answered and does not when it is
// called, or stays off its route.
func (c *Center) playContact(now air.Time) (orders []air.Order) {
	if !c.full || !c.ident.Asked || c.kind != scenario.ATC {
		return nil
	}
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.file == nil || e.gone != air.Never || e.file.Reported {
			continue
		}
		d, why := e.file, c.silence(e, now)
		switch {
		case why == "":
			d.Called = 0
		case d.Called == 0:
			d.Called = now
			c.log(now, air.LogLine{Who: robot, Did: "call", Track: e.mark.Track, Text: e.mark.Plan.String(), Robot: true})
		case now >= d.Called+callFor+c.thinks(e):
			d.Reported = true
			for k := range c.peers {
				if p := &c.peers[k]; p.kind == scenario.Defence && p.nations == c.nations {
					orders = append(orders, c.robotAct(now, air.Act{Do: "report", Track: e.mark.Track, To: p.name, Text: why}))
				}
			}
		}
	}
	return orders
}

// silence returns what an ATC unit would report of a track now: no_contact, no_answer;
// empty: nothing, it talks or is another unit's.
func (c *Center) silence(e *entry, now air.Time) (why string) {
	t := c.picture.Find(e.mark.Track)
	switch {
	case t == nil || t.Status == air.Coasting || e.file.Guided != "":
		return ""
	case e.dark != air.Never, e.tie == noEvidence && isMute(c, e, t, now):
		why = "no_contact"
	case !isOff(c, e, t, now) || e.warned == air.Emergency: // who has to come down comes down
		return ""
	case e.warned == air.NoRadio:
		why = "no_contact"
	default:
		why = "no_answer"
	}
	if !c.area.contains(t.Pos.Geodetic().LatLon) {
		return ""
	}
	return why
}

// named adds the call sign of a track's plan to what is said of it, if who hears it may
// have the plan.
func (c *Center) named(e *entry, to *peer, says *air.Talk) {
	if p := c.plans.of(e.mark.Plan); e.tie != noEvidence && p != nil && slices.Contains(air.Reports, says.Reason) && p.Release.To(to.audience) {
		says.Callsign, says.Has = e.mark.Plan.String(), says.Has|air.HasCallsign
	}
}
