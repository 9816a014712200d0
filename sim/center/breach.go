package center

import (
	"slices"

	"perimeter/air"
	"perimeter/atlas"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// newRules sets up what borders, interceptors and zones ask for.
func (c *Center) newRules(sc *scenario.Scenario) {
	c.nation, c.book = sc.Centers[c.id].Nation, accord.NewBook(sc)
	c.newSorties(sc)
	for i := range sc.Zones {
		if z := &sc.Zones[i]; air.CenterID(z.Center) == c.id {
			c.zones = append(c.zones, *z)
			c.zoneAt = append(c.zoneAt, z.Middle.At(0).ECEF())
		}
	}
}

// runRules lets time pass for flights, requests and zones.
func (c *Center) runRules(now air.Time) {
	c.runFlights(now)
	c.lateAsks(now)
	c.watchZones(now)
}

// playRules returns what is said to pilots, and what the staff decides.
func (c *Center) playRules(now air.Time) []air.Order {
	orders := append(c.fly(now), c.playFlights(now)...)
	return append(orders, c.playAsks(now)...)
}

// watchBorder notices that one of the center's own flights is over another nation
// without leave: by the own picture, or by what its pilots say. Nothing is prevented.
func (c *Center) watchBorder(s *sortie, now air.Time) {
	if s.State == "ordered" || s.Heard == 0 {
		return
	}
	over := atlas.Overflown(s.Place.on(now))
	why, ok := c.book.May(s.mover(), over, c.cleared(s, now)&air.Only(over) != 0)
	if !ok && c.leaves(s.Name, now)&air.Only(over) != 0 {
		why = "without an order of " + c.command(over)
	}
	switch {
	case ok:
		s.Over = air.NoNation
	case over != s.Over:
		s.Over, s.OverAt = over, now
	case s.OverAt != air.Never && now-s.OverAt >= sureOver:
		s.OverAt = air.Never
		c.alert(now, s.Track, "breach: %s is over %v: %s", s.Name, over, why)
		c.log(now, air.LogLine{
			Who: robot, Did: "breach", Track: s.Track, Case: s.Case, Text: s.Name + " over " + over.String() + ": " + why, Robot: !s.Person,
		})
	}
}

// sureOver is how long a flight must be seen over a nation before the center calls it
// a breach: a track swings out in a turn (assumed).
const sureOver = 20 * air.Second

// trespass is a track in a zone that the center watches.
type trespass struct {
	Zone  int // in c.zones
	Track uint32
}

// watchZones alerts to tracks that enter a zone of the center's without a waiver.
func (c *Center) watchZones(now air.Time) {
	if len(c.zones) == 0 {
		return
	}
	var next []trespass
	for i := range c.picture.Tracks {
		t := &c.picture.Tracks[i]
		for z := range c.zones {
			if !c.trespasses(z, t, now) {
				continue
			}
			in := trespass{z, t.Number}
			next = append(next, in)
			if !slices.Contains(c.inside, in) {
				zone := &c.zones[z]
				c.alert(now, t.Number, "track %d in zone %s (%s, %s)", t.Number, zone.Name, zone.Authority, zone.Instrument)
				c.log(now, air.LogLine{Who: robot, Did: "zone", Track: t.Number, Text: zone.Name, Robot: true})
			}
		}
	}
	c.inside = next
}

// trespasses reports whether a track is in a zone that does not let it in. What has
// no known height is taken to be in.
func (c *Center) trespasses(z int, t *air.Track, now air.Time) bool {
	zone := &c.zones[z]
	if !zone.Active(now) || t.Pos.Sub(c.zoneAt[z]).Norm() > farthest(&zone.ZoneInfo) {
		return false
	}
	at := spotOf(t, now)
	ring := accord.Inside(&zone.ZoneInfo, at.Pos, at.Height, now)
	if !at.Known {
		ring = accord.Over(&zone.ZoneInfo, at.Pos, now)
	}
	if ring == nil {
		return false
	}
	var plan air.Callsign
	e := c.overlay.find(t.Number)
	if e != nil {
		plan = e.mark.Plan
	}
	if accord.Waived(zone, t, plan) || ring.Planned && plan != (air.Callsign{}) {
		return false
	}
	if e == nil {
		return true
	}
	_, ours := c.guided(e, t)
	return !ours && !slices.ContainsFunc(c.sorties, func(s sortie) bool { return s.Track == t.Number })
}

// farthest is how far in a straight line from a zone's middle on the ground anything
// in it can be.
func farthest(z *air.ZoneInfo) (m float64) {
	for i := range z.Rings {
		m = max(m, z.Rings[i].Radius+30e3)
	}
	return m
}
