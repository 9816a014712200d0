package center

import (
	"bytes"
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/sim/accord"
)

// planBook holds the flight plans that a center has, to be found by what a
// transponder says.
type planBook struct {
	plans     []air.Plan
	byCode    []planKey
	byAddress []planKey
	courses   []course // by plan, where the center compares routes
	byName    []int32  // of plans, by call sign
	delay     air.Time // from a plan's filing until the center has it
}

type planKey struct {
	value uint32 // a code or an address
	plan  int32
}

// evidence is what ties a track to a plan.
type evidence uint8

const (
	noEvidence    evidence = iota
	routeEvidence          // by its route and time alone
	codeEvidence
	addressEvidence // the stronger: nobody else has the address
)

// newPlanBook keeps of the plans those that an audience may have.
func newPlanBook(plans []air.Plan, audience air.Release, d *detective) (b planBook) {
	b.delay = d.Plans
	for _, p := range plans {
		if !accord.May(p.Release, audience) {
			continue
		}
		i := int32(len(b.plans))
		b.plans = append(b.plans, p)
		b.byName = append(b.byName, i)
		if d.Asked {
			b.courses = append(b.courses, newCourse(p.Route))
		}
		if p.Has&air.HasCode != 0 && p.Code.Discrete() {
			b.byCode = append(b.byCode, planKey{uint32(p.Code), i})
		}
		if p.Has&air.HasAddress != 0 {
			b.byAddress = append(b.byAddress, planKey{uint32(p.Address), i})
		}
	}
	order := func(a, b planKey) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.plan, b.plan))
	}
	slices.SortFunc(b.byCode, order)
	slices.SortFunc(b.byAddress, order)
	slices.SortStableFunc(b.byName, func(x, y int32) int { return bytes.Compare(b.plans[x].Callsign[:], b.plans[y].Callsign[:]) })
	return b
}

// match returns the plan that a track's address or else its discrete code
// points to, among those that count by now; nil if none or more than one does.
func (b *planBook) match(t *air.Track, now, early air.Time) (*air.Plan, evidence) {
	if t.Has&air.HasAddress != 0 {
		if p := b.only(b.byAddress, uint32(t.Address), now, early); p != nil {
			return p, addressEvidence
		}
	}
	if t.Has&air.HasCode != 0 && t.Code.Discrete() {
		if p := b.only(b.byCode, uint32(t.Code), now, early); p != nil {
			return p, codeEvidence
		}
	}
	return nil, noEvidence
}

// only returns the one plan of a value that the center has and that departs by
// now, or soon.
func (b *planBook) only(keys []planKey, value uint32, now, early air.Time) (found *air.Plan) {
	i, _ := slices.BinarySearchFunc(keys, value, func(k planKey, v uint32) int { return cmp.Compare(k.value, v) })
	for ; i < len(keys) && keys[i].value == value; i++ {
		p := &b.plans[keys[i].plan]
		if p.Depart > now+early || !b.has(p, now) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// has reports whether a plan has reached the center.
func (b *planBook) has(p *air.Plan, now air.Time) bool { return p.Filed == 0 || p.Filed+b.delay <= now }

// index returns the place of the first plan of a call sign; -1: none.
func (b *planBook) index(callsign air.Callsign) int {
	i, found := slices.BinarySearchFunc(b.byName, callsign, func(k int32, s air.Callsign) int { return bytes.Compare(b.plans[k].Callsign[:], s[:]) })
	if !found {
		return -1
	}
	return int(b.byName[i])
}

// of returns the first plan of a call sign, or nil.
func (b *planBook) of(callsign air.Callsign) *air.Plan {
	if i := b.index(callsign); i >= 0 {
		return &b.plans[i]
	}
	return nil
}

// routeEvery is how often tracks without a plan are held against the routes of
// plans: each turn of a long-range radar.
const routeEvery = 12 * air.Second

// tieByRoute ties tracks that nothing else ties to the one plan, not yet another
// track's, that has a flight there at this time.
func (c *Center) tieByRoute(now air.Time) {
	if !c.ident.Asked || now%routeEvery != 0 || !c.ident.weighs("route") {
		return
	}
	held := make([]bool, len(c.plans.plans))
	for i := range c.overlay.entries {
		if e := &c.overlay.entries[i]; e.tie != noEvidence {
			if k := c.plans.index(e.mark.Plan); k >= 0 {
				held[k] = true
			}
		}
	}
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.tie != noEvidence || e.gone != air.Never || e.file == nil || now-e.since < settled {
			continue
		}
		if t := c.picture.Find(e.mark.Track); t != nil && flies(e, t, now) {
			if k := c.planAt(t, now, held); k >= 0 {
				e.mark.Plan, e.tie, held[k] = c.plans.plans[k].Callsign, routeEvidence, true
			}
		}
	}
}

// planAt returns the one plan that has a flight where a track is, on its way, at
// this time within the tolerances, and whose transponder is not another's; -1:
// none, or more than one.
func (c *Center) planAt(t *air.Track, now air.Time, held []bool) (found int) {
	found = -1
	p, within, slack := ground(t), c.within(t), c.ident.within.Time
	for k := range c.plans.plans {
		plan, route := &c.plans.plans[k], &c.plans.courses[k]
		planned := now - plan.Depart
		if held[k] || len(route.points) < 2 || planned < -slack || planned > route.lasts()+slack || !c.plans.has(plan, now) || otherThan(t, plan) {
			continue
		}
		if apart, _, way := route.off(p, planned-slack, planned+slack); apart <= within && along(t.Vel, way) {
			if found >= 0 {
				return -1
			}
			found = k
		}
	}
	return found
}

// otherThan reports whether a track says by its transponder that it is another than
// a plan's.
func otherThan(t *air.Track, p *air.Plan) bool {
	both := t.Has & p.Has
	return both&air.HasCode != 0 && t.Code != p.Code || both&air.HasAddress != 0 && t.Address != p.Address
}
