package fusion

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// foreign is what other centers report: tracks in place of plots. They never
// enter the state of a track of the lane's own; what both know is put together
// only in the picture, by covariance intersection, anew each time and from each
// center's last report alone. So nothing is counted twice: not a report that is
// repeated, not a plot that reached both centers, not noise of flight that both
// estimates share, and not what came back to us in another center's track.
type foreign struct {
	inbox []foreignReport
	list  []foreigner // by origin and number
	tally ForeignTally

	// Made anew in each Advance.
	mine   []ownNumber // the lane's own tracks, by number
	groups []member    // by lane number, then place in list
	alone  []standing  // groups without an own track, by X
	pairs  []match
	over   []overNumber
	near   []standing
}

// ForeignTally counts what became of reports of foreign tracks.
type ForeignTally struct {
	Used       uint64 // each replaced the last one of its track
	Repeated   uint64 // of a time already reported
	Late       uint64 // older than the last one, or than what is worth keeping
	Future     uint64 // ahead of the clock
	Own        uint64 // the lane's own tracks, come back
	Impossible uint64 // place, speed or covariance that cannot be
}

type foreignReport struct {
	track air.Track
	at    air.Time // for which it holds
}

// foreigner is one track of another center.
type foreigner struct {
	last   air.Track // its last report
	at     air.Time  // for which that holds
	heard  air.Time  // when it came
	every  air.Time  // from report to report, smoothed
	born   air.Time  // when it got its number
	number uint32    // the lane's track that it reports on; 0: not settled yet
	wants  uint32    // the lane's track that it seems to be; 0: none
	fits   uint8     // reports in a row that said so
	fails  uint8     // reports in a row that did not fit number
	fed    feeding   // what kept that track up in the last picture
	fresh  bool      // reported since the last Advance, and not used yet
	over   bool      // to be forgotten
}

// feeding says what keeps a numbered track up.
type feeding uint8

const (
	fedByPlots   feeding = iota
	fedByReports         // by another center's reports alone
	fedByPrediction
)

type ownNumber struct {
	number uint32
	slot   int32
}

type member struct {
	number uint32
	index  int32 // in list
}

type overNumber struct {
	number uint32
	fed    feeding
}

type standing struct {
	pos    geo.Vec
	number uint32
}

const (
	foreignOld    = 60 * air.Second // an older report is not worth starting from
	foreignNoise  = 25.0            // m2/s3: one aircraft in ten turns as an airliner does, one in 500 as a fighter (assumed)
	foreignEvery  = 4 * air.Second  // from report to report until known (assumed)
	foreignReach  = 30_000.0        // m, no pair is farther apart
	foreignBias   = 150.0           // m, of one nation's registration against another's (assumed)
	foreignSpeed  = 10.0            // m/s, the same for speed
	foreignHeight = 100.0           // m, the same for height

	pairGate    = 20.5 // squared distance that makes a pair: chi-square of 5 degrees, 0.999
	breakGate   = 41.0 // that ends one: twice as wide, so that a pair does not flicker
	pairMargin  = 3.0  // ln of the odds over the next best
	pairFits    = 2    // reports in a row that make a pair; a name that few share needs one
	joinFits    = 3    // that join two tracks with numbers
	pairFails   = 3    // that end a pair
	levelPad    = 1.0 / 128
	silentTurns = 3 // reports missed in a row: the track is not carried any more
	goneTurns   = 6 // reports missed while its center goes on: the center has dropped it
	goneLeast   = 20 * air.Second
)

// ForeignTally returns what became of the reports of foreign tracks so far.
func (t *Tracker) ForeignTally() ForeignTally { return t.foreign.tally }

// accept keeps the tracks of a parcel for the next Advance.
func (f *foreign) accept(p *air.Parcel) {
	for i := range p.Tracks {
		tr := &p.Tracks[i]
		f.inbox = append(f.inbox, foreignReport{*tr, max(p.Sent, tr.Updated)})
	}
}

// heed takes the reports of other centers in, once the lane's own plots are.
func (t *Tracker) heed() {
	f := &t.foreign
	if len(f.list) == 0 && len(f.inbox) == 0 {
		return
	}
	t.listOwn()
	t.followEvents()
	t.takeReports()
	f.index()
	t.checkPairs()
	f.index()
	t.findPairs()
	f.index()
	t.settleForeign()
	f.index()
	t.findAlone()
}

// followEvents moves the foreign tracks on with their own partners: into a
// merged one, and onto their own feet when the partner's plots have ended. What
// is to be said of a track with reports is said by settleForeign.
func (t *Tracker) followEvents() {
	f := &t.foreign
	n := 0
	for _, e := range t.events {
		held := f.holds(e.Number)
		switch {
		case e.Kind == air.TrackMerged && held:
			t.renumber(e.Number, e.Other)
		case held && (e.Kind == air.TrackCoasting || e.Kind == air.TrackResumed || e.Kind == air.TrackDropped):
			continue
		}
		t.events[n] = e
		n++
	}
	t.events = t.events[:n]
}

// holds tells whether there are reports on a number.
func (f *foreign) holds(number uint32) bool {
	for i := range f.list {
		if f.list[i].number == number && number != 0 {
			return true
		}
	}
	return false
}

// has tells whether there is a report on a number by one center, other than that
// of list[but].
func (f *foreign) has(number uint32, origin air.CenterID, but int32) bool {
	i, _ := slices.BinarySearchFunc(f.list, origin, func(g foreigner, o air.CenterID) int { return cmp.Compare(g.last.Origin, o) })
	for ; i < len(f.list) && f.list[i].last.Origin == origin; i++ {
		if f.list[i].number == number && int32(i) != but {
			return true
		}
	}
	return false
}

// renumber gives the reports on one number to another; of two by one center the
// second must find its track anew.
func (t *Tracker) renumber(from, to uint32) {
	f := &t.foreign
	for i := range f.list {
		if g := &f.list[i]; g.number == from {
			t.pairWith(g, to)
			if f.has(to, g.last.Origin, int32(i)) {
				g.leave()
			}
		}
	}
}

func (g *foreigner) leave() { g.number, g.wants, g.fits, g.fails, g.fed = 0, 0, 0, 0, fedByPlots }

// takeReports lets each report that can be used replace the last of its track.
func (t *Tracker) takeReports() {
	f := &t.foreign
	for i := range f.list {
		f.list[i].fresh = false
	}
	slices.SortStableFunc(f.inbox, func(a, b foreignReport) int {
		return cmp.Or(cmp.Compare(a.track.Origin, b.track.Origin), cmp.Compare(a.track.Number, b.track.Number), cmp.Compare(a.at, b.at))
	})
	for i := range f.inbox {
		*t.takeReport(&f.inbox[i])++
	}
	f.inbox = f.inbox[:0]
}

// takeReport returns the count that the report belongs to.
func (t *Tracker) takeReport(r *foreignReport) *uint64 {
	f := &t.foreign
	at, found := slices.BinarySearchFunc(f.list, &r.track, func(g foreigner, tr *air.Track) int {
		return cmp.Or(cmp.Compare(g.last.Origin, tr.Origin), cmp.Compare(g.last.Number, tr.Number))
	})
	switch {
	case r.track.Origin == t.cfg.Center:
		return &f.tally.Own
	case r.at > t.now:
		return &f.tally.Future
	case !possibleTrack(&r.track):
		return &f.tally.Impossible
	case r.at < t.now-foreignOld, found && r.at < f.list[at].at:
		return &f.tally.Late
	case found && r.at == f.list[at].at:
		return &f.tally.Repeated
	}
	if !found {
		f.list = slices.Insert(f.list, at, foreigner{every: foreignEvery, at: r.at - foreignEvery})
	}
	g := &f.list[at]
	g.every = (3*g.every + min(r.at-g.at, foreignOld)) / 4
	g.last, g.at, g.heard, g.fresh = r.track, r.at, t.now, true
	for _, i := range [...]int{0, 4, 7, 9} {
		g.last.Cov[i] *= 1 + levelPad
	}
	return &f.tally.Used
}

// possibleTrack tells whether there can be such a track. Its covariance is
// published with 8 bits of significand, so that it may have lost as much as a
// 2^-9 of each member and with it its definiteness; 2^-7 of the diagonal, as
// takeReport adds, makes good for that: in units of the standard deviations the
// rounding of 16 members of at most 2^-9 has a norm of at most 4 times that.
func possibleTrack(tr *air.Track) bool {
	radius, speed := tr.Pos.Norm(), tr.Vel.Norm()
	if !(radius > 6.33e6 && radius < 6.5e6) || !(speed < 3000) || tr.Number == 0 || tr.Status < air.Confirmed || tr.Status > air.Coasting {
		return false
	}
	p := covOf(tr)
	for _, i := range [...]int{0, 4, 7, 9} {
		if !(p[i] > 0 && p[i] < 1e12) {
			return false
		}
		p[i] *= 1 + levelPad
	}
	return estimate.Definite(&p) && tr.SigmaUp >= 0 && tr.SigmaUp < 1e5 && tr.Existence >= 0 && tr.Existence <= 1
}

func covOf(tr *air.Track) (p [10]float64) {
	for i := range p {
		p[i] = float64(tr.Cov[i])
	}
	return p
}

// listOwn lists the lane's own tracks by number.
func (t *Tracker) listOwn() {
	f := &t.foreign
	f.mine = f.mine[:0]
	for _, slot := range t.order {
		if n := t.tracks[slot].number; n != 0 && t.tracks[slot].id != 0 {
			f.mine = append(f.mine, ownNumber{n, slot})
		}
	}
	slices.SortFunc(f.mine, func(a, b ownNumber) int { return cmp.Compare(a.number, b.number) })
}

// ownTrack returns the lane's own track of a number, or nil.
func (t *Tracker) ownTrack(number uint32) *track {
	f := &t.foreign
	i, ok := slices.BinarySearchFunc(f.mine, number, func(o ownNumber, n uint32) int { return cmp.Compare(o.number, n) })
	if !ok {
		return nil
	}
	return &t.tracks[f.mine[i].slot]
}

// index lists the foreign tracks by the lane's number.
func (f *foreign) index() {
	f.groups = f.groups[:0]
	for i := range f.list {
		if n := f.list[i].number; n != 0 {
			f.groups = append(f.groups, member{n, int32(i)})
		}
	}
	slices.SortFunc(f.groups, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.index, b.index))
	})
}

// group returns the reports on a number.
func (f *foreign) group(number uint32) []member {
	i, _ := slices.BinarySearchFunc(f.groups, number, func(m member, n uint32) int { return cmp.Compare(m.number, n) })
	j := i
	for j < len(f.groups) && f.groups[j].number == number {
		j++
	}
	return f.groups[i:j]
}

// findAlone lists the numbers that reports alone carry, by their place now.
func (t *Tracker) findAlone() {
	f := &t.foreign
	f.alone = f.alone[:0]
	last := uint32(0)
	for _, m := range f.groups {
		if m.number != last && t.ownTrack(m.number) == nil {
			shown := f.list[m.index].show(t.now)
			f.alone = append(f.alone, standing{shown.Pos, m.number})
		}
		last = m.number
	}
	slices.SortFunc(f.alone, func(a, b standing) int {
		return cmp.Or(cmp.Compare(a.pos.X, b.pos.X), cmp.Compare(a.number, b.number))
	})
}

// show returns the last report predicted to a time: at constant velocity along
// the curve of the earth, ever less certain.
func (g *foreigner) show(now air.Time) air.Track {
	out := g.last
	dt := (now - g.at).Seconds()
	from := g.last.Pos.Geodetic()
	frame := geo.NewFrame(from.LatLon.At(0))
	v := frame.Turn(g.last.Vel)
	x, p := [4]float64{2: v.X, 3: v.Y}, covOf(&g.last)
	estimate.Coast(&x, &p, dt, foreignNoise)
	height := max(from.Height+float64(v.Z*min(dt, 30)), min(from.Height, 0))
	out.Pos = ecef(&frame, x[0], x[1], height)
	to := geo.NewFrame(out.Pos.Geodetic().LatLon.At(0))
	turnInto(&frame, &to, &x, &p)
	out.Vel = to.Unturn(geo.Vec{X: x[2], Y: x[3], Z: v.Z})
	for i := range p {
		out.Cov[i] = float32(p[i])
	}
	out.SigmaUp += float32(climbDoubt * dt)
	return out
}

const climbDoubt = 5.0 // m/s, of an aircraft that may begin to climb (assumed)

// turnInto turns velocity and covariance from one frame's east and north into
// another's; the place stays.
func turnInto(from, to *geo.Frame, x *[4]float64, p *[10]float64) {
	a, b := to.East.Dot(from.East), to.East.Dot(from.North)
	norm := math.Sqrt(float64(a*a) + float64(b*b))
	estimate.Rotate(x, p, a/norm, b/norm)
}

// inFrame returns a published track's state and covariance in a frame near to it.
func inFrame(tr *air.Track, f *geo.Frame) (x [4]float64, p [10]float64, height float64) {
	here := tr.Pos.Geodetic()
	own := geo.NewFrame(here.LatLon.At(0))
	v := own.Turn(tr.Vel)
	x, p = [4]float64{2: v.X, 3: v.Y}, covOf(tr)
	turnInto(&own, f, &x, &p)
	at := f.To(tr.Pos)
	x[0], x[1] = at.X, at.Y
	return x, p, here.Height
}

// settleForeign ends the reports that have stopped for good and says what keeps
// each reported track up now.
func (t *Tracker) settleForeign() {
	f := &t.foreign
	t.endReports()
	f.index()
	for i := 0; i < len(f.groups); {
		number := f.groups[i].number
		members := f.group(number)
		was, now := f.list[members[0].index].fed, fedByPrediction
		for _, m := range members {
			if t.carries(&f.list[m.index]) {
				now = fedByReports
			}
		}
		if own := t.ownTrack(number); own != nil && own.status == air.Confirmed {
			now = fedByPlots
		}
		t.tellFeeding(number, was, now)
		for _, m := range members {
			f.list[m.index].fed = now
		}
		i += len(members)
	}
}

func (t *Tracker) tellFeeding(number uint32, was, now feeding) {
	switch {
	case was == now:
	case now == fedByReports:
		t.tell(t.now, air.TrackCarried, number, 0)
	case now == fedByPrediction:
		t.tell(t.now, air.TrackCoasting, number, 0)
	case was == fedByReports:
		t.tell(t.now, air.TrackTaken, number, 0)
	default:
		t.tell(t.now, air.TrackResumed, number, 0)
	}
}

// carries tells whether reports come and say that plots come: two centers that
// carry each other's track by word of the other do not.
func (t *Tracker) carries(g *foreigner) bool {
	return g.last.Status == air.Confirmed && t.now-g.last.Updated <= flExpires && t.now-g.heard <= silentTurns*g.every+2*air.Second
}

// endReports forgets the tracks whose reports have stopped for good, and tells
// of numbers that end with them.
func (t *Tracker) endReports() {
	f := &t.foreign
	f.over = f.over[:0]
	for first := 0; first < len(f.list); {
		last, heard := first, air.Time(math.MinInt64)
		for ; last < len(f.list) && f.list[last].last.Origin == f.list[first].last.Origin; last++ {
			heard = max(heard, f.list[last].heard)
		}
		for ; first < last; first++ {
			if g := &f.list[first]; t.ended(g, heard) {
				f.over = append(f.over, overNumber{g.number, g.fed})
				g.number, g.over = 0, true
			}
		}
	}
	if len(f.over) == 0 {
		return
	}
	f.list = slices.DeleteFunc(f.list, func(g foreigner) bool { return g.over })
	for _, o := range f.over {
		t.letGo(o.number, o.fed)
	}
}

// letGo says what becomes of a number on which a report has ended.
func (t *Tracker) letGo(number uint32, was feeding) {
	own := t.ownTrack(number)
	switch {
	case number == 0 || t.foreign.holds(number):
	case own == nil:
		t.tell(t.now, air.TrackDropped, number, 0)
	case own.status == air.Coasting:
		t.tellFeeding(number, was, fedByPrediction)
	default:
		t.tellFeeding(number, was, fedByPlots)
	}
}

// ended tells whether a foreign track's reports have stopped for good: too long
// without one, without a plot of its own center's, or while that center goes on
// to report others; or its place has become too uncertain.
func (t *Tracker) ended(g *foreigner, heard air.Time) bool {
	if t.now-g.at > t.cfg.MaxCoast || t.now-g.last.Updated > 2*t.cfg.MaxCoast {
		return true
	}
	if heard-g.heard > max(goneTurns*g.every, goneLeast) {
		return true
	}
	shown := g.show(t.now)
	return !(float64(shown.Cov[0]+shown.Cov[4]) <= t.cfg.MaxSigma*t.cfg.MaxSigma)
}

// joinForeign puts what other centers report into the picture: into the track
// of the lane's own that it is about, or as a track of its own.
func (t *Tracker) joinForeign(p *air.Picture) {
	f := &t.foreign
	own := len(p.Tracks)
	for i := 0; i < len(f.groups); {
		number := f.groups[i].number
		members := f.group(number)
		at, ok := slices.BinarySearchFunc(p.Tracks[:own], number, func(tr air.Track, n uint32) int { return cmp.Compare(tr.Number, n) })
		if !ok {
			p.Tracks = append(p.Tracks, t.showAlone(&f.list[members[0].index]))
			at, members = len(p.Tracks)-1, members[1:]
		}
		for _, m := range members {
			t.fuse(&p.Tracks[at], &f.list[m.index])
		}
		i += len(f.group(number))
	}
	slices.SortFunc(p.Tracks, func(a, b air.Track) int { return cmp.Compare(a.Number, b.Number) })
}

// status returns how a track with reports stands in the picture.
func (s feeding) status() air.TrackStatus {
	if s == fedByPrediction {
		return air.Coasting
	}
	return air.Confirmed
}

// showAlone returns a track that another center's reports alone make. Its sensors
// are that center's business.
func (t *Tracker) showAlone(g *foreigner) air.Track {
	from := g.show(t.now)
	if t.now-g.at > flExpires {
		from.Has &^= air.HasLevel
	}
	out := air.Track{
		Number: g.number, Status: g.fed.status(), Has: from.Has & air.Doubted, Release: from.Release & t.cfg.Release,
		Origin: from.Origin, Lineage: from.Lineage | air.SetOf(from.Origin), Born: g.born, Updated: from.Updated,
		Pos: from.Pos, Vel: from.Vel, Cov: from.Cov, SigmaUp: from.SigmaUp, Existence: from.Existence,
	}
	adopt(&out, &from)
	return out
}

// fuse puts a report into a track of the picture, unless it does not fit any
// more.
func (t *Tracker) fuse(out *air.Track, g *foreigner) {
	theirs := g.show(t.now)
	if trackDistance(out, &theirs) > breakGate {
		return
	}
	used := intersect(out, &theirs)
	if t.now-theirs.Updated <= flExpires {
		used = adopt(out, &theirs) || used
	}
	out.Status = g.fed.status()
	out.Release &= theirs.Release
	out.Updated = max(out.Updated, theirs.Updated)
	out.Existence = max(out.Existence, theirs.Existence)
	if used {
		out.Lineage |= theirs.Lineage | air.SetOf(theirs.Origin)
	}
}

// intersect fuses theirs into out; false where out is the better in every
// respect. Height is for itself: of two scalars the intersection is the surer
// one.
func intersect(out, theirs *air.Track) bool {
	frame := geo.NewFrame(out.Pos.Geodetic().LatLon.At(0))
	xa, pa, height := inFrame(out, &frame)
	xb, pb, other := inFrame(theirs, &frame)
	x, p, omega, ok := estimate.Intersect(&xa, &pa, &xb, &pb)
	surer := theirs.SigmaUp < out.SigmaUp
	if !ok || omega == 1 && !surer {
		return false
	}
	up := frame.Turn(out.Vel).Z
	if surer {
		height, up, out.SigmaUp = other, frame.Turn(theirs.Vel).Z, theirs.SigmaUp
	}
	out.Pos, out.Vel = ecef(&frame, x[0], x[1], height), frame.Unturn(geo.Vec{X: x[2], Y: x[3], Z: up})
	for i := range p {
		out.Cov[i] = float32(p[i])
	}
	return true
}

// adopt fills in the names and the level that out lacks.
func adopt(out, from *air.Track) bool {
	lacks := from.Has &^ out.Has & (air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign)
	if lacks&air.HasCode != 0 {
		out.Code = from.Code
	}
	if lacks&air.HasLevel != 0 {
		out.Level = from.Level
	}
	if lacks&air.HasAddress != 0 {
		out.Address = from.Address
	}
	if lacks&air.HasCallsign != 0 {
		out.Callsign = from.Callsign
	}
	out.Has |= lacks
	return lacks != 0
}
