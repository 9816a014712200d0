package fusion

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// contact is what a track knows of one radar: whether it should see the track,
// and when it last did. They are sorted by sensor.
type contact struct {
	at     stamp  // of the last plot; with a kind
	looked stamp  // of the last look that gave none
	az     uint16 // 2^-16 turn, of the track from the sensor, when last brought up to date
	sensor air.SensorID
	kind   air.PlotKind // of the last plot; 0: it gave none yet
	miss   uint8        // looks in a row without a plot
	sees   uint8        // seesEcho, seesReply
}

// stamp is a time in little room: ms since the start, up to 24 days.
type stamp int32

func stampOf(t air.Time) stamp {
	return stamp(max(math.MinInt32, min(math.MaxInt32, t/air.Millisecond)))
}

func (s stamp) time() air.Time { return air.Time(s) * air.Millisecond }

func coarse(theta uint32) uint16 { return uint16(theta >> 8) }

// watch is a sensor's note of a track that it should see.
type watch struct {
	slot int32
	az   uint32
}

// sector is a part of a sensor's turn: from an azimuth on, so wide.
type sector struct{ from, width uint32 }

const wholeCircle = 1 << 24

func (s sector) holds(az uint32) bool { return (az-s.from)&(wholeCircle-1) < s.width }

// with returns a sector that holds another as well.
func (s sector) with(o sector) sector {
	switch {
	case s.width == 0:
		return o
	case (s.from+s.width)&(wholeCircle-1) == o.from && s.width+o.width <= wholeCircle:
		return sector{s.from, s.width + o.width}
	}
	return sector{0, wholeCircle}
}

// swept returns the azimuths of the tracks that a mark speaks of.
func swept(m *air.Service) sector {
	width := (m.To - m.From) & (wholeCircle - 1)
	if width == 0 {
		width = wholeCircle
	}
	return sector{(m.From - azMargin) & (wholeCircle - 1), width}
}

// seek notes where each sensor's watches will be asked for.
func (t *Tracker) seek() {
	t.sought = slices.Grow(t.sought[:0], len(t.sensors))[:len(t.sensors)]
	clear(t.sought)
	for i := range t.marks {
		s := &t.sought[t.marks[i].Sensor]
		*s = s.with(swept(&t.marks[i]))
	}
	for i := range t.strobes.inbox {
		t.sought[t.strobes.inbox[i].Sensor] = sector{0, wholeCircle}
	}
}

const (
	leastMiss     = 2 // looks in vain in a row by each radar, before a track is lost
	reviewEvery   = air.Second
	maxContacts   = 12
	coverEvery    = 8 * air.Second
	contactKeeps  = 180 * air.Second
	reportsMissed = 10           // intervals without a report: the aircraft reports no more
	deafAfter     = 3            // scans without a mark: the radar is not heard and misses nothing
	azMargin      = 1 << 24 / 72 // 5 degrees: a look counts once it is so far past the track
	coastAfter    = 2.2          // scans of the fastest radar without a plot
	coastLeast    = 8 * air.Second
)

func (c *contact) hit() bool { return c.kind != 0 }

// leastView is that a track stands in the view of a sensor that has given it
// nothing so far (assumed): another track may have had its plots.
const leastView = 0.05

// view returns the probability that the track stands in the sensor's view: high
// after a plot, moderate before the first (hills and a small cross-section hide
// much), and less with every look in vain.
func (c *contact) view(kind air.PlotKind) float64 {
	prior, pd := 0.3, probEcho
	if kind != air.PSR {
		prior, pd = 0.6, probReply
	}
	if c == nil {
		return prior
	}
	if c.hit() {
		prior = 0.95
		if kind == air.PSR && c.kind == air.SSR {
			prior = 0.5
		}
	}
	hidden := 1 - prior
	for range min(c.miss, 6) {
		prior *= 1 - pd
	}
	return max(prior/(prior+hidden), leastView)
}

// expects tells by which receiver the radar should see the track; 0: by none.
func (c *contact) expects(transponder bool) air.PlotKind {
	switch {
	case c.sees&seesReply != 0 && transponder:
		return air.SSR
	case c.sees&seesEcho != 0:
		return air.PSR
	}
	return 0
}

func (tr *track) contact(id air.SensorID) *contact {
	for i := range tr.n {
		if tr.contacts[i].sensor == id {
			return &tr.contacts[i]
		}
	}
	return nil
}

// touch notes a plot.
func (tr *track) touch(p *air.Plot) {
	c := tr.contact(p.Sensor)
	if c == nil {
		c = tr.enter(contact{sensor: p.Sensor})
	}
	if !c.hit() || p.At > c.at.time() {
		c.at, c.kind, c.az = stampOf(p.At), p.Kind, coarse(p.Theta)
	}
	c.miss = 0
}

// enter makes room for a contact, at the cost of the one that is longest past.
func (tr *track) enter(c contact) *contact {
	if tr.n == maxContacts {
		oldest := uint8(0)
		for i := range tr.n {
			if tr.contacts[i].last() < tr.contacts[oldest].last() {
				oldest = i
			}
		}
		copy(tr.contacts[oldest:], tr.contacts[oldest+1:])
		tr.n--
	}
	i := tr.n
	for i > 0 && tr.contacts[i-1].sensor > c.sensor {
		tr.contacts[i] = tr.contacts[i-1]
		i--
	}
	tr.contacts[i] = c
	tr.n++
	return &tr.contacts[i]
}

func (c *contact) last() air.Time {
	if c.hit() {
		return c.at.time()
	}
	return math.MinInt64
}

// cover brings up to date which radars should see a track where it was at its
// last plot. One that has flown into a radar's cone of silence since, as far as
// can be reckoned, is not missed there.
func (t *Tracker) cover(tr *track) {
	tr.covered = stampOf(t.clock)
	heard, last := 0, air.SensorID(0)
	p := ecef(&tr.frame, tr.state.X[0], tr.state.X[1], tr.state.Up[0])
	height := tr.state.Up[0]
	old, n := tr.contacts, int(tr.n)
	tr.n = 0
	about, ahead := t.coverage.about(t.sensors, p), tr.reckoned(t.clock)
	for i := 0; i < n || len(about) > 0; {
		id, known := air.SensorID(0), i < n
		if known {
			id = old[i].sensor
		}
		if len(about) > 0 && (!known || about[0] <= id) {
			known = known && about[0] == id
			id, about = about[0], about[1:]
		}
		c := contact{sensor: id}
		if known {
			c = old[i]
			i++
		}
		sees, az := uint8(0), 0.0
		if s := &t.sensors[id]; s.at(t.clock) {
			if sees, az = s.sees(p, height); sees != 0 && s.overhead(ahead) {
				sees = 0
			}
		}
		c.sees = sees
		if sees != 0 {
			c.az = coarse(air.ThetaOf(az))
		}
		recent := c.hit() && t.clock-c.at.time() < contactKeeps
		if recent {
			heard++
			last = c.sensor
		}
		if recent || sees != 0 && tr.n < maxContacts {
			tr.enter(c)
		}
	}
	if heard == 1 {
		tr.mixed, tr.sole = false, last
	}
}

// reckoned returns where a track is at a time if it has flown straight on, in
// ECEF.
func (tr *track) reckoned(at air.Time) geo.Vec {
	s, dt := &tr.state, (at - tr.at).Seconds()
	return ecef(&tr.frame, s.X[0]+float64(dt*s.X[2]), s.X[1]+float64(dt*s.X[3]), s.Up[0])
}

// sortMarks puts the marks into order and drops what no sensor of ours can have
// said.
func (t *Tracker) sortMarks() {
	t.marks = slices.DeleteFunc(t.marks, func(m air.Service) bool {
		return int(m.Sensor) >= len(t.sensors) || !t.sensors[m.Sensor].known || m.At > t.now || m.State != air.Up && m.State != air.Down
	})
	slices.SortFunc(t.marks, func(a, b air.Service) int {
		if c := cmp.Compare(a.At, b.At); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(a.Sensor, b.Sensor), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.State, b.State))
	})
}

func comparePlatforms(a, b air.Platform) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Sensor, b.Sensor), cmp.Compare(a.Lat, b.Lat),
		cmp.Compare(a.Lon, b.Lon), cmp.Compare(a.Height, b.Height))
}

func usable(p *air.Platform) bool {
	return math.Abs(p.Lat) <= math.Pi/2 && math.Abs(p.Lon) <= geo.Turn && math.Abs(float64(p.Height)) < 1e5
}

// look takes a mark in: each track in the sector, that the radar should see and
// of which it gave no plot, was missed.
func (t *Tracker) look(m *air.Service) {
	s := &t.sensors[m.Sensor]
	if m.At >= s.heard {
		s.state, s.heard = m.State, m.At
	}
	if m.State != air.Up {
		return
	}
	swept := swept(m)
	for _, w := range t.watches[m.Sensor] {
		if swept.holds(w.az) {
			if tr := &t.tracks[w.slot]; tr.id != 0 {
				t.miss(tr, s, m, swept.width == wholeCircle)
			}
		}
	}
}

// miss counts a look in vain, unless the radar saw the track in that turn. One
// that the radar's notch explains better is none.
func (t *Tracker) miss(tr *track, s *sensor, m *air.Service, whole bool) {
	c := tr.contact(m.Sensor)
	turn := s.Scan * 3 / 4
	if whole {
		turn = s.Scan * 11 / 10
	}
	if c == nil || c.hit() && m.At-c.at.time() < turn || m.At-c.looked.time() < s.Scan/2 || m.At < tr.born {
		return
	}
	kind := c.expects(tr.evidence.on())
	if kind == 0 {
		return
	}
	if kind == air.SSR && c.hit() {
		tr.evidence.unheard = min(tr.evidence.unheard+1, 250)
	}
	c.looked = stampOf(m.At)
	blind := 0.0
	if kind == air.PSR {
		blind = t.notched(tr, s, m.At)
	}
	missed := 1 - float64((1-blind)*probOf(kind)*c.view(kind))
	tr.score += math.Log(missed)
	if blind > missed/2 {
		return
	}
	c.miss = min(c.miss+1, 250)
	if c.hit() {
		tr.missed = min(tr.missed+1, 1000)
		tr.looks <<= 1
	}
}

// updateTracks gives each owned plot to its track.
func (t *Tracker) updateTracks(b *batch) {
	w := &t.work
	for i, slot := range w.owner {
		if slot < 0 {
			continue
		}
		t.give(&t.tracks[slot], &t.plots[w.sorted[b.first+int32(i)]], w.gain[i])
	}
}

// give lets a track have a plot and notes all that follows.
func (t *Tracker) give(tr *track, p *air.Plot, gain float64) {
	if !t.take(tr, p) {
		t.fates = append(t.fates, air.Disposition{Plot: p.ID, Fate: air.FateTooLate})
		return
	}
	t.credit(tr, p, gain)
	if p.Kind != kindReport {
		t.registrar.observe(p, tr)
		if tr.number == 0 {
			t.holdNamed(p, tr)
		}
	}
	if tr.number == 0 && p.Kind == air.PSR {
		m := &t.sensors[p.Sensor].falseEchoes
		m.add(m.index(p.Range(), p.Azimuth()), 1)
		k := sightOf(p)
		m.rates.add(&k, 1)
	}
	fate, id := air.FateUpdated, tr.number
	if id == 0 {
		fate, id = air.FateStarted, tr.id
	}
	t.fates = append(t.fates, air.Disposition{Plot: p.ID, Track: id, Fate: fate})
}

// take puts a plot into a track's state, in measured order.
func (t *Tracker) take(tr *track, p *air.Plot) bool {
	k := sightOf(p)
	if k.reported() {
		if tr.forsworn() {
			return true
		}
		tr.oath.hear(p)
		tr.oath.temper(&k)
	} else if p.Kind != air.Strobe {
		t.hold(tr, p, true)
	}
	if newest := &tr.past.seen[tr.past.n-1]; k.before(newest) {
		flies, ok := t.rollBack(tr, &k)
		tr.score += math.Log(flies)
		return ok
	}
	t.join(tr, &k)
	tr.score += math.Log(t.step(tr, &tr.state, tr.at, &k))
	tr.keep(&t.work.desk, &k)
	return true
}

// keep notes the newest plot, which the state has taken in.
func (tr *track) keep(w *desk, k *sight) {
	tr.at = k.at
	tr.past.push(k, &tr.state)
	if math.Abs(tr.state.X[0])+math.Abs(tr.state.X[1]) > frameReach {
		tr.recentre(&w.trial)
	}
}

// join notes whose plot a track takes. What is wrong with a radar's registration
// is the same in all of its plots: as long as it speaks alone, that cannot be
// told from the aircraft's place and is no noise. When a second one speaks, the
// track becomes as uncertain as the first one's registration is.
func (t *Tracker) join(tr *track, k *sight) {
	if tr.mixed || tr.sole == k.sensor {
		return
	}
	tr.mix(&t.work.desk, t.misplaced(tr, &tr.state))
}

// mix makes a track as uncertain as the registration of the radar is that alone
// has seen it, past states included.
func (tr *track) mix(w *desk, by loose) {
	tr.mixed = true
	tr.state.Loosen(by.ee, by.en, by.nn)
	tr.past.change(&w.twin, func(s *estimate.State) { s.Loosen(by.ee, by.en, by.nn) })
}

// loose is a covariance of place, m2.
type loose struct{ ee, en, nn float64 }

// misplaced returns the covariance of place that comes of the registration of
// the only radar that gave a track plots.
func (t *Tracker) misplaced(tr *track, s *estimate.State) loose {
	sensor := &t.sensors[tr.sole]
	d := sensor.frame.To(ecef(&tr.frame, s.X[0], s.X[1], s.Up[0]))
	sa, ca := math.Sincos(math.Atan2(d.X, d.Y))
	along, across := sensor.doubt[0], float64(d.X*d.X+d.Y*d.Y)*sensor.doubt[1]
	return loose{along*sa*sa + across*ca*ca, (along - across) * sa * ca, along*ca*ca + across*sa*sa}
}

const frameReach = 12_000.0 // m, farther from its origin a frame is moved along

// recentre moves a track's frame to where the track is, and all its states into
// it.
func (tr *track) recentre(work *estimate.State) {
	old := tr.frame
	s := &tr.state
	here := ecef(&old, s.X[0], s.X[1], s.Up[0]).Geodetic()
	tr.frame = geo.NewFrame(here.LatLon.At(0))
	a, b := tr.frame.East.Dot(old.East), tr.frame.East.Dot(old.North)
	norm := math.Sqrt(float64(a*a) + float64(b*b))
	a, b = a/norm, b/norm
	tr.past.change(work, func(s *estimate.State) {
		at := tr.frame.To(ecef(&old, s.X[0], s.X[1], s.Up[0]))
		s.Turn(a, b, at.X, at.Y)
	})
	s.Turn(a, b, 0, 0)
}

// credit notes what a plot says of its track beside its place.
func (t *Tracker) credit(tr *track, p *air.Plot, gain float64) {
	tr.score = min(tr.score+gain, t.confirmAt+scoreRoom)
	tr.looks = tr.looks<<1 | 1
	tr.hits = min(tr.hits+1, math.MaxUint16-1)
	tr.missed = 0
	tr.touch(p)
	tr.evidence.hear(p, t.sensors[p.Sensor].SSR)
	if tr.status == air.Coasting {
		tr.status = air.Confirmed
		t.tell(p.At, air.TrackResumed, tr.number, 0)
	}
}

// review looks after all tracks, once a second at most: who coasts, who ends,
// who is the same as another, who is confirmed. It reports whether it did.
func (t *Tracker) review(at air.Time) bool {
	t.clock = max(t.clock, at)
	if t.reviewed != 0 && t.clock-t.reviewed < reviewEvery {
		return false
	}
	t.reviewed = t.clock
	for _, slot := range t.order {
		t.swear(&t.tracks[slot])
		t.judge(&t.tracks[slot])
	}
	t.findTwins()
	t.purge()
	return true
}

// refresh makes the grid and the sensors' lists anew.
func (t *Tracker) refresh() {
	for i := range t.watches {
		t.watches[i] = t.watches[i][:0]
	}
	t.grid.clear(t.clock, len(t.order))
	names := &t.easy.names
	names.clear(len(t.tracks))
	for _, slot := range t.order { // all in one go: a track is large, and lies in no cache
		tr := &t.tracks[slot]
		t.grid.put(slot, tr)
		names.note(slot, tr)
		if t.clock-tr.covered.time() >= coverEvery {
			t.cover(tr)
		}
		for i := range tr.n {
			if c := &tr.contacts[i]; c.sees != 0 && t.sought[c.sensor].holds(uint32(c.az)<<8) {
				t.watches[c.sensor] = append(t.watches[c.sensor], watch{slot, uint32(c.az) << 8})
			}
		}
	}
	names.link(t.order)
}

// judge decides whether a track coasts or ends.
func (t *Tracker) judge(tr *track) {
	since := t.clock - tr.at
	if tr.status == air.Tentative {
		if t.vain(tr, since) {
			tr.id = 0
		}
		return
	}
	if tr.status == air.Confirmed && t.coasts(tr, since) {
		tr.status = air.Coasting
		t.tell(t.clock, air.TrackCoasting, tr.number, 0)
	}
	if tr.status == air.Coasting && (since > t.cfg.MaxCoast || t.lost(tr) || t.astray(tr, since)) {
		t.tell(t.clock, air.TrackDropped, tr.number, 0)
		t.memory.keep(tr)
		tr.id = 0
	}
}

// vain tells whether a tentative track has no hope: more looks in a row without
// a plot than M of N allows, too unlikely, or too long without a look.
func (t *Tracker) vain(tr *track, since air.Time) bool {
	if int(tr.missed) > t.cfg.N-t.cfg.M || tr.score < hopeless {
		return true
	}
	slowest := air.Time(0)
	for i := range tr.n {
		if c := &tr.contacts[i]; c.hit() {
			slowest = max(slowest, t.sensors[c.sensor].Scan)
		}
	}
	return since > slowest*7/2+5*air.Second || t.astray(tr, since)
}

// coasts tells whether the radars that gave a track its plots have had their
// turns and gave none.
func (t *Tracker) coasts(tr *track, since air.Time) bool {
	if since <= coastLeast {
		return false
	}
	fastest := air.Time(math.MaxInt64 / 4)
	for i := range tr.n {
		if c := &tr.contacts[i]; c.hit() && tr.at-c.at.time() < air.Minute && !(c.kind == kindReport && tr.forsworn()) {
			fastest = min(fastest, t.sensors[c.sensor].Scan)
		}
	}
	turns := air.Time(coastAfter * float64(fastest))
	if tr.missed >= 2 {
		turns = fastest * 3 / 2
	}
	return since > max(turns, coastLeast)
}

// lost tells whether radars that should see the track look and do not: together
// they have missed it MaxMiss times since one saw it, and none that still gives
// marks has missed it less than leastMiss times; or whether it was known by its
// reports alone, and they have ended.
func (t *Tracker) lost(tr *track) bool {
	misses, silent := 0, false
	for i := range tr.n {
		c := &tr.contacts[i]
		s := &t.sensors[c.sensor]
		if c.kind == kindReport {
			if t.clock-c.at.time() < reportsMissed*s.Scan {
				return false
			}
			silent = true
			continue
		}
		if !c.hit() || c.expects(tr.evidence.on()) == 0 {
			continue
		}
		if c.miss < leastMiss { // a radar that saw it last and is silent now would see it still
			return false
		}
		if s.state != air.Up || t.clock-s.heard > deafAfter*s.Scan {
			continue
		}
		misses += int(c.miss)
	}
	return misses >= t.cfg.MaxMiss || misses == 0 && silent
}

// astray tells whether a track's place has become too uncertain.
func (t *Tracker) astray(tr *track, since air.Time) bool {
	s := &tr.state
	a := since.Seconds()
	spread := s.Spread() + a*a*max(s.P[7], s.P[9]) + 2*math.Abs(a)*max(math.Abs(s.P[2]), math.Abs(s.P[6]))
	return spread > t.cfg.MaxSigma*t.cfg.MaxSigma && a > 0
}

// existence returns the probability that there is an aircraft.
func (tr *track) existence() float64 { return 1 / (1 + expNeg(tr.score)) }

// showContacts writes the six radars that contributed last, most recent first.
func (tr *track) showContacts(out *air.Track, now air.Time) {
	var list [maxContacts]contact
	n := 0
	for i := range tr.n {
		if c := tr.contacts[i]; c.hit() {
			j := n
			for j > 0 && list[j-1].at < c.at {
				list[j] = list[j-1]
				j--
			}
			list[j] = c
			n++
		}
	}
	for i := range min(n, len(out.By)) {
		age := min(max((now-list[i].at.time())/air.Second, 0), 255)
		out.By[i] = air.Contribution{Sensor: list[i].sensor, Kind: shownKind(list[i].kind), Age: uint8(age)}
	}
}
