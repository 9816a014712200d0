package center

import (
	"math"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// airspace is where a unit controls: its flight information region by the
// atlas, or where the atlas has none of its name its nation's own airspace.
type airspace struct {
	parts     []atlas.Area
	own       *atlas.Territory
	got, lent []scenario.Lent // by agreement, of others and to others
}

// unitAirspace returns where a center controls, with what its lines delegate.
func unitAirspace(sc *scenario.Scenario, id int) airspace {
	c := &sc.Centers[id]
	a := airspaceOf(c.Area, c.Nation)
	for i := range sc.Lines {
		for _, d := range sc.Lines[i].Lent {
			switch {
			case d.To == c.Name:
				a.got = append(a.got, d)
			case slices.Contains(sc.Lines[i].Between[:], c.Name):
				a.lent = append(a.lent, d)
			}
		}
	}
	return a
}

func within(list []scenario.Lent, p geo.LatLon) bool {
	for i := range list {
		if geo.Distance(p, list[i].Middle) <= list[i].Radius {
			return true
		}
	}
	return false
}

func airspaceOf(ident string, nation air.Nation) (a airspace) {
	for _, list := range [...][]atlas.Area{atlas.FIRs(), atlas.NeighborFIRs()} {
		for i := range list {
			if list[i].Ident == ident {
				a.parts = append(a.parts, list[i])
			}
		}
	}
	if len(a.parts) == 0 && nation != air.NoNation {
		a.own = atlas.Sovereign(nation)
	}
	return a
}

func (a *airspace) contains(p geo.LatLon) bool {
	switch {
	case len(a.got) > 0 && within(a.got, p):
		return true
	case len(a.lent) > 0 && within(a.lent, p):
		return false
	}
	if a.own != nil {
		return a.own.Contains(p)
	}
	return slices.ContainsFunc(a.parts, func(part atlas.Area) bool { return part.Contains(p) })
}

// near reports whether a place lies in the airspace or within a distance of it.
func (a *airspace) near(p geo.LatLon, within float64) bool {
	if a.contains(p) {
		return true
	}
	for i := range 16 {
		if q, _ := geo.Direct(p, float64(i)*math.Pi/8, within); a.contains(q) {
			return true
		}
	}
	return false
}

// pointOf returns the place of a point as field 14 names it: degrees and minutes,
// or a name of the atlas.
func pointOf(name string) (p geo.LatLon, ok bool) {
	sc := &scanner{rest: name}
	lat, lon := sc.point()
	if !sc.bad && !sc.wide && sc.rest == "" {
		return geo.Deg(lat, lon), true
	}
	p, _, ok = atlas.FindFix(name)
	return p, ok
}

// crossing looks ahead for where a flight comes into a unit's airspace: on the
// great circle to its destination if it flies about there, else as it goes.
func (a *airspace) crossing(f *fix, dest string, within air.Time) (at air.Time, where geo.LatLon, ok bool) {
	course := f.Course
	if to, known := atlas.FindAirport(dest); known {
		if _, bearing, _ := geo.Inverse(f.Pos, to.Pos); math.Abs(geo.Delta(course, bearing)) < courseOff {
			course = bearing
		}
	}
	place := func(ahead air.Time) geo.LatLon {
		p, _ := geo.Direct(f.Pos, course, f.Speed*ahead.Seconds())
		return p
	}
	for ahead := air.Time(0); ahead <= within; ahead += crossStep {
		if !a.contains(place(ahead)) {
			continue
		}
		for ahead > 0 && a.contains(place(ahead-fineStep)) {
			ahead -= fineStep
		}
		return f.At + ahead, place(ahead), true
	}
	return 0, geo.LatLon{}, false
}

const (
	courseOff  = 45 * geo.Degree // beyond this from the bearing of its destination a flight is not on its way there
	crossStep  = air.Minute      // in which a crossing is looked for
	fineStep   = 5 * air.Second  // and then more closely
	checkEvery = 12 * air.Second // between two estimates of a flight: one turn of a long-range radar
	lookEvery  = 5               // a flight not yet on the desk is estimated in one of so many checks
	planAhead  = 5 * air.Minute  // a transfer is on the desk so long before it is coordinated
	moveLimit  = 3 * air.Minute  // an estimate that moves by this is told anew (ICAO Doc 4444, 10.4.2.3; FAA JO 7110.65, 8-2-1)
	strayLimit = 5               // estimates in a row without a crossing: it no longer enters
)

// runTransfers lets time pass at an ATC unit.
func (c *Center) runTransfers(now air.Time) {
	if c.kind != scenario.ATC {
		return
	}
	check := now/checkEvery != (now-c.beat)/checkEvery
	if check && c.full {
		c.planTransfers(now)
	}
	for i := range c.transfers {
		x := &c.transfers[i]
		if now >= x.Late {
			x.Late = air.Never
			c.pass(x, &happening{on: "late", at: now, who: robot})
		}
		if now >= x.Turn {
			x.Turn = air.Never
			if x.State == "offered" {
				x.Turn = now + c.peer(x.With).clocks[updateClock]
			}
			c.pass(x, &happening{on: "turn", at: now, who: robot})
		}
		if check {
			c.checkTransfer(x, now)
		}
	}
	c.transfers = slices.DeleteFunc(c.transfers, func(x transfer) bool { return x.over() && now-x.keptFrom() > standardClocks[keepClock] })
	c.showTransfers()
}

// keptFrom returns from when a record waits to be taken off the desk: where control
// passed before the boundary, from there.
func (x *transfer) keptFrom() air.Time {
	if x.State == "transferred" {
		return max(x.Since, x.Boundary)
	}
	return x.Since
}

// over reports whether nothing more happens to a transfer.
func (x *transfer) over() bool {
	return slices.Contains([]string{"transferred", "cancelled", "approved", "rejected"}, x.State)
}

// checkTransfer estimates anew when it crosses, and notices that it did.
func (c *Center) checkTransfer(x *transfer, now air.Time) {
	if x.over() || x.PointOut {
		return
	}
	t, p := c.picture.Find(x.Track), c.peer(x.With)
	if t == nil {
		if x.Boundary != 0 && now > x.Boundary+air.Minute {
			c.pass(x, &happening{on: "crosses", at: now, who: robot})
		}
		return
	}
	f := fixOf(t, c.picture.At)
	into := &p.area
	if !x.Giving {
		into = &c.area
	}
	if into.contains(f.Pos) && (x.Giving || now >= x.Boundary-moveLimit) {
		c.pass(x, &happening{on: "crosses", at: now, who: robot})
		return
	}
	if !x.Giving {
		return
	}
	c.estimate(x, &f, p, now)
	if x.State == "planned" && x.Boundary-now <= p.clocks[notifyClock] {
		c.pass(x, &happening{on: "soon", at: now, who: robot})
	}
	if x.Boundary-now <= p.clocks[stopClock] {
		c.pass(x, &happening{on: "near", at: now, who: robot})
	}
}

// estimate looks where and when a flight crosses, and says so if it is news.
func (c *Center) estimate(x *transfer, f *fix, p *peer, now air.Time) {
	at, where, ok := p.area.crossing(f, x.Dest, horizon(p))
	if !ok {
		if x.Lost++; x.Lost >= strayLimit {
			c.pass(x, &happening{on: "strays", at: now, who: robot})
		}
		return
	}
	x.Lost = 0
	x.Boundary, x.Point = p.transferPoint(f, at, where)
	if max(at-x.Told, x.Told-at) >= moveLimit && x.Told != 0 {
		c.pass(x, &happening{on: "moved", at: now, who: robot})
	}
}

// transferPoint returns where a flight that crosses at a time and place is
// estimated: at the agreed point nearest to it, when it passes abeam, or where it
// crosses.
func (p *peer) transferPoint(f *fix, at air.Time, where geo.LatLon) (air.Time, string) {
	best, agreed := agreedNear, (*scenario.Point)(nil)
	for i := range p.points {
		if d := geo.Distance(where, p.points[i].Pos); d < best {
			best, agreed = d, &p.points[i]
		}
	}
	if agreed == nil || f.Speed < gateSlow {
		lat, lon := where.Degrees()
		return at, pointText(lat, lon)
	}
	off, bearing, _ := geo.Inverse(where, agreed.Pos)
	_, course, _ := geo.Inverse(f.Pos, where)
	return at + air.FromSeconds(off*math.Cos(geo.Delta(course, bearing))/f.Speed), agreed.Name
}

// agreedNear is within what of an agreed point a flight is taken to cross there
// (assumed).
const agreedNear = 25 * geo.NM // m

// horizon is how far ahead a crossing into a unit is looked for.
func horizon(p *peer) air.Time {
	first := p.clocks[coordinateClock]
	if p.set.find("notice") != nil {
		first = max(first, p.clocks[notifyClock])
	}
	return first + planAhead
}

// planTransfers puts on the desk the planned flights that will leave for the
// airspace of a unit that a line joins.
func (c *Center) planTransfers(now air.Time) {
	for i := range c.picture.Tracks {
		t := &c.picture.Tracks[i]
		e := c.overlay.find(t.Number)
		if e == nil || e.tie == noEvidence || t.Has&air.HasCode == 0 || !t.Code.Discrete() || c.passes(t.Number) {
			continue
		}
		if (uint32(now/checkEvery)+t.Number)%lookEvery != 0 {
			continue
		}
		plan, _ := c.plans.match(t, now, c.rules.Early)
		f := fixOf(t, c.picture.At)
		if plan == nil || !c.area.contains(f.Pos) {
			continue
		}
		c.planTransfer(plan, t, &f, now)
	}
}

func (c *Center) planTransfer(plan *air.Plan, t *air.Track, f *fix, now air.Time) {
	for i := range c.peers {
		p := &c.peers[i]
		if p.kind != scenario.ATC || !p.joined || p.area.contains(f.Pos) {
			continue
		}
		at, where, ok := p.area.crossing(f, text4(plan.To), horizon(p))
		if !ok {
			continue
		}
		at, point := p.transferPoint(f, at, where)
		x := transfer{
			Transfer: air.Transfer{Callsign: plan.Callsign.String(), Track: t.Number, With: p.name, State: "planned", Since: now, Giving: true, Boundary: at, Voice: !p.data},
			From:     text4(plan.From), Dest: text4(plan.To), Point: point, Late: air.Never, Turn: air.Never,
		}
		c.transfers = append(c.transfers, x)
		c.logTransfer(&x, &happening{on: "planned", at: now, who: robot}, "by "+p.set.version+", not verified")
		return
	}
}

// passes reports whether a track is being transferred, or was taken.
func (c *Center) passes(track uint32) bool {
	return slices.ContainsFunc(c.transfers, func(x transfer) bool { return x.Track == track && !x.PointOut })
}

// called returns the plan of a call sign; nil if there is none.
func (b *planBook) called(callsign air.Callsign) *air.Plan {
	for i := range b.plans {
		if b.plans[i].Callsign == callsign {
			return &b.plans[i]
		}
	}
	return nil
}

func text4(s [4]byte) string { return strings.TrimRight(string(s[:]), "\x00 ") }

// doTransfer moves a transfer by an act of the unit's own people.
func (c *Center) doTransfer(at air.Time, a *air.Act) bool {
	h := &happening{on: "do " + a.Do, at: at, who: whoOf(a), act: *a}
	x := c.transferFor(at, a)
	if x == nil {
		return false
	}
	if h.who != robot {
		x.Person = true
	}
	if c.pass(x, h) {
		return true
	}
	c.logTransfer(x, h, "not possible: the transfer is "+x.State)
	return false
}

func (c *Center) transferFor(at air.Time, a *air.Act) *transfer {
	for i := range c.transfers {
		x := &c.transfers[i]
		if x.Track == a.Track && x.With == a.To && !x.over() && (a.Do == "point_out") == (x.PointOut && x.Giving) {
			return x
		}
	}
	t, p := c.picture.Find(a.Track), c.peer(a.To)
	if t == nil || p == nil || c.kind != scenario.ATC || a.Do != "point_out" && a.Do != "coordinate" {
		return nil
	}
	e := c.overlay.find(a.Track)
	if e == nil || c.plans.called(e.mark.Plan) == nil {
		return nil
	}
	plan := c.plans.called(e.mark.Plan)
	x := transfer{
		Transfer: air.Transfer{Callsign: plan.Callsign.String(), Track: a.Track, With: a.To, Since: at, Giving: true, Voice: !p.data},
		PointOut: a.Do == "point_out", From: text4(plan.From), Dest: text4(plan.To), Late: air.Never, Turn: air.Never,
	}
	if a.Do == "coordinate" {
		x.State = "planned"
		f := fixOf(t, c.picture.At)
		c.estimate(&x, &f, p, at)
	}
	c.transfers = append(c.transfers, x)
	return &c.transfers[len(c.transfers)-1]
}

// shutLine notes that a unit takes nothing over the line from another, or takes it
// again.
func (c *Center) shutLine(at air.Time, a *air.Act) bool {
	p := c.peer(a.To)
	if p == nil || c.kind != scenario.ATC || p.kind != scenario.ATC {
		return false
	}
	p.shut = a.Do == "suspend"
	c.log(at, air.LogLine{Who: whoOf(a), Did: a.Do, With: a.To, Text: a.Text, Robot: a.By == robot})
	return true
}

func (c *Center) showTransfers() {
	c.desk.Transfers = c.desk.Transfers[:0]
	for i := range c.transfers {
		c.desk.Transfers = append(c.desk.Transfers, c.transfers[i].Transfer)
	}
}

// logTransfer writes an event of a transfer into the log.
func (c *Center) logTransfer(x *transfer, h *happening, why string) {
	if word, heard := strings.CutPrefix(h.on, "hear "); heard && !h.msg.Voice {
		named := *h
		named.on = "hear " + c.setOf(x).title(word)
		h = &named
	}
	c.logEvent(h, why, air.LogLine{Track: x.Track, Case: x.Callsign, With: x.With})
}
