package fusion

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// match is a foreign track that may be a track of the lane's.
type match struct {
	cost   float64
	index  int32 // in foreign.list
	number uint32
	sure   bool // they answer with one name that few share
}

// choice is the best match so far and the cost of the next best.
type choice struct {
	best match
	next float64
}

func newChoice() choice { return choice{match{cost: math.Inf(1)}, math.Inf(1)} }

// offer weighs a track of the lane's against a foreign one, both at one time.
func (c *choice) offer(number uint32, mine, theirs *air.Track) {
	cost, sure := weighNames(mine, theirs)
	d2 := trackDistance(mine, theirs)
	if d2 > pairGate && !(sure && d2 <= agreeGate*pairGate) {
		return
	}
	if cost += d2 / 2; cost >= pairGate/2 {
		return
	}
	if cost < c.best.cost {
		c.next, c.best = c.best.cost, match{cost: cost, number: number, sure: sure}
	} else {
		c.next = min(c.next, cost)
	}
}

// clear tells whether no other comes near the best.
func (c *choice) clear() bool { return c.best.number != 0 && c.best.cost+pairMargin < c.next }

// trackDistance returns the squared distance of two published tracks of one time, as if
// their errors were independent, with room for registration; 5 degrees of
// freedom. Shared errors only make two tracks of one aircraft look nearer.
func trackDistance(a, b *air.Track) float64 {
	if a.Pos.Sub(b.Pos).Norm() > foreignReach {
		return math.Inf(1)
	}
	f := geo.NewFrame(a.Pos.Geodetic().LatLon.At(0))
	xa, pa, ha := inFrame(a, &f)
	xb, pb, hb := inFrame(b, &f)
	for i := range pa {
		pa[i] += pb[i]
	}
	pa[0] += foreignBias * foreignBias
	pa[4] += foreignBias * foreignBias
	pa[7] += foreignSpeed * foreignSpeed
	pa[9] += foreignSpeed * foreignSpeed
	for i := range xa {
		xa[i] -= xb[i]
	}
	d2, ok := estimate.Distance(&xa, &pa)
	if !ok {
		return math.Inf(1)
	}
	sa, sb := float64(a.SigmaUp), float64(b.SigmaUp)
	dh := ha - hb
	return d2 + dh*dh/(sa*sa+sb*sb+foreignHeight*foreignHeight)
}

// weighNames weighs the codes of two published tracks: -ln of the likelihood ratio
// of one aircraft to two. Sure: they share a name that few have.
func weighNames(a, b *air.Track) (cost float64, sure bool) {
	both := a.Has & b.Has
	if both&air.HasAddress != 0 {
		if a.Address == b.Address {
			return sameAddress, true
		}
		cost += otherAddress
	}
	if both&air.HasCode == 0 {
		return cost, false
	}
	switch {
	case a.Code != b.Code:
		cost += otherCode
	case a.Code.Discrete():
		return cost + sameDiscrete, cost == 0
	default:
		cost += sameCommon
	}
	return cost, false
}

// checkPairs ends the pairs whose reports have clearly failed several times.
func (t *Tracker) checkPairs() {
	f := &t.foreign
	for i := range f.list {
		g := &f.list[i]
		own := t.ownTrack(g.number)
		if !g.fresh || own == nil {
			continue
		}
		mine, theirs := t.show(own), g.show(t.now)
		named := mine.Has&theirs.Has&air.HasAddress != 0
		if trackDistance(&mine, &theirs) <= breakGate && !(named && mine.Address != theirs.Address) {
			g.fails = 0
		} else if g.fails++; g.fails >= pairFails {
			number, was := g.number, g.fed
			g.leave()
			t.letGo(number, was)
		}
	}
}

// findPairs looks for the track of each fresh report that has none, or none of
// the lane's own: best pairs first.
func (t *Tracker) findPairs() {
	f := &t.foreign
	f.pairs = f.pairs[:0]
	for i := range f.list {
		if g := &f.list[i]; g.fresh && t.ownTrack(g.number) == nil {
			t.findPair(int32(i), g)
		}
	}
	slices.SortFunc(f.pairs, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.index, b.index), cmp.Compare(a.number, b.number))
	})
	for i := range f.pairs {
		p := &f.pairs[i]
		g := &f.list[p.index]
		if !f.has(p.number, g.last.Origin, p.index) && (t.ownTrack(p.number) != nil || f.holds(p.number)) {
			g.fresh = false
			t.noteFit(g, p)
		}
	}
	for i := range f.list {
		if g := &f.list[i]; g.fresh && t.ownTrack(g.number) == nil {
			t.standAlone(g)
		}
	}
}

// findPair lists the track that a report fits best. One that fits two of the
// lane's tracks alike waits: it is one of them.
func (t *Tracker) findPair(i int32, g *foreigner) {
	f := &t.foreign
	theirs := g.show(t.now)
	c := newChoice()
	w := &t.work
	w.near = t.grid.near(w.near[:0], theirs.Pos, foreignReach/2, (t.now - t.grid.at).Seconds())
	for _, slot := range w.near {
		if own := &t.tracks[slot]; own.id != 0 && own.number != 0 {
			mine := t.show(own)
			c.offer(own.number, &mine, &theirs)
		}
	}
	for _, s := range f.aloneNear(theirs.Pos) {
		if members := f.group(s.number); s.number != g.number && len(members) > 0 && t.ownTrack(s.number) == nil {
			mine := f.list[members[0].index].show(t.now)
			c.offer(s.number, &mine, &theirs)
		}
	}
	switch {
	case c.clear():
		c.best.index = i
		f.pairs = append(f.pairs, c.best)
	case c.best.number != 0:
		g.fresh = false
	}
}

// aloneNear returns the numbers that reports alone carry near to a place, as they
// stood after the last Advance. It is valid until the next call.
func (f *foreign) aloneNear(pos geo.Vec) []standing {
	f.near = f.near[:0]
	i, _ := slices.BinarySearchFunc(f.alone, pos.X-foreignReach, func(s standing, x float64) int { return cmp.Compare(s.pos.X, x) })
	for ; i < len(f.alone) && f.alone[i].pos.X <= pos.X+foreignReach; i++ {
		if d := f.alone[i].pos.Sub(pos); d.Dot(d) <= foreignReach*foreignReach {
			f.near = append(f.near, f.alone[i])
		}
	}
	return f.near
}

// noteFit notes that a report fits a track, and makes the pair once that has
// lasted.
func (t *Tracker) noteFit(g *foreigner, p *match) {
	if g.wants != p.number {
		g.wants, g.fits = p.number, 0
	}
	g.fits++
	switch {
	case g.number != 0 && g.fits >= joinFits:
		t.joinNumbers(g, p.number)
	case g.number == 0 && (p.sure || g.fits >= pairFits):
		t.pairWith(g, p.number)
	}
}

// pairWith makes a report one on a number.
func (t *Tracker) pairWith(g *foreigner, number uint32) {
	g.number, g.wants, g.fits, g.fails = number, 0, 0, 0
	for i := range t.foreign.list {
		if o := &t.foreign.list[i]; o.number == number && o != g {
			g.fed, g.born = o.fed, o.born
			return
		}
	}
	if own := t.ownTrack(number); own != nil {
		g.fed, g.born = fedByPlots, own.born
		if own.status == air.Coasting {
			g.fed = fedByPrediction
		}
	}
}

// joinNumbers lets the numbers of a report and of another track be one: the
// older number stays. Where others report on the first too, the report leaves
// them; they follow by themselves.
func (t *Tracker) joinNumbers(g *foreigner, other uint32) {
	old, was := g.number, g.fed
	t.pairWith(g, other)
	if t.foreign.holds(old) {
		return
	}
	keep, gone := min(old, other), max(old, other)
	t.tell(t.now, air.TrackMerged, gone, keep)
	if keep == other {
		return
	}
	if own := t.ownTrack(other); own != nil {
		own.number = keep
		t.listOwn()
	}
	t.renumber(other, keep)
	for i := range t.foreign.list { // the number that stays was kept up by the report alone
		if o := &t.foreign.list[i]; o.number == keep {
			o.fed = was
		}
	}
}

// standAlone counts a report that fits nothing; the second such makes it a track
// of the picture.
func (t *Tracker) standAlone(g *foreigner) {
	if g.wants != 0 {
		g.wants, g.fits = 0, 0
	}
	if g.number != 0 {
		return
	}
	if g.fits++; g.fits < pairFits {
		return
	}
	t.numbers++
	t.pairWith(g, t.numbers)
	g.fed, g.born = fedByReports, t.now
	t.tell(t.now, air.TrackBorn, g.number, 0)
	t.tell(t.now, air.TrackConfirmed, g.number, 0)
}

// lent returns the number that reports alone have carried so far and that an own
// track, about to be confirmed, takes over; 0: none.
func (t *Tracker) lent(tr *track, at air.Time) uint32 {
	f := &t.foreign
	if len(f.alone) == 0 {
		return 0
	}
	mine := t.show(tr)
	c := newChoice()
	for _, s := range f.aloneNear(mine.Pos) {
		if members := f.group(s.number); len(members) > 0 && !t.taken(s.number) {
			theirs := f.list[members[0].index].show(t.now)
			c.offer(s.number, &mine, &theirs)
		}
	}
	if !c.clear() {
		return 0
	}
	for _, m := range f.group(c.best.number) {
		g := &f.list[m.index]
		g.fed, g.wants, g.fits, g.fails = fedByPlots, 0, 0, 0
		tr.born = min(tr.born, g.born)
	}
	t.tell(at, air.TrackTaken, c.best.number, tr.id)
	return c.best.number
}

// taken tells whether a number that reports alone carried has gone to an own
// track since.
func (t *Tracker) taken(number uint32) bool {
	return slices.ContainsFunc(t.order, func(slot int32) bool { return t.tracks[slot].number == number && t.tracks[slot].id != 0 })
}
