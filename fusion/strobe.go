package fusion

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// strobes is what the tracker knows of jammers that hide behind their noise: a
// radar gives a direction and no range. A strobe turns the one dark track that
// it explains, and never starts one alone. The rest is followed in azimuth,
// radar by radar; where the directions of two radars cross alike for several
// scans, and no other crossing could be meant, a tentative track begins.
type strobes struct {
	inbox     []air.Plot
	bearings  []bearing  // by sensor and id
	crossings []crossing // by ids
	lastID    uint32
}

// bearing is a jammer as one radar sees it.
type bearing struct {
	id     uint32
	sensor air.SensorID
	az     float64    // rad, at the time at
	rate   float64    // rad/s
	v      [3]float64 // covariance of az and rate: aa ar rr
	at     air.Time
	hits   uint8
	track  uint32 // id of the track that it is; 0: none known
}

// crossing is a place where two bearings have met.
type crossing struct {
	a, b uint32 // ids of the bearings, the lower first
	pos  geo.Vec
	at   air.Time
	n    uint8 // consistent meetings in a row
}

// directionOnly marks a strobe among what a track has seen.
const directionOnly air.Field = 1 << 7

const (
	strobeGate     = 9.0           // squared distance in azimuth: 3 sigma
	strobeSettled  = 3             // strobes after which a bearing is a jammer of its own, and turns no other track
	strobeWide     = 1 << 24 / 240 // 1.5 degrees to either side, in which noise covers echoes
	strobeSilence  = 3.5           // scans without a strobe that end a bearing
	strobeRate     = 0.01          // rad/s, one standard deviation at first: 250 m/s at 25 km
	strobeNoise    = 1e-9          // rad2/s3 (assumed)
	strobeMost     = 64            // bearings; more are chaff and flares of noise
	strobeGain     = 1.5           // ln of the odds that a strobe adds to the track it crossed for
	crossFits      = 4             // consistent meetings that start a track
	crossLeast     = 0.26          // sine of the angle below which directions do not cross well: 15 degrees
	crossSigma     = 5_000.0       // m, a crossing less certain is none
	crossSpeed     = 700.0         // m/s, no crossing that is an aircraft moves faster
	crossHeight    = 8_000.0       // m, where a jammer is thought to fly
	crossHeightDev = 4_000.0       // m, one standard deviation of that
)

// takeStrobes moves the strobes out of what was accepted, and disposes of those
// that cannot be used.
func (t *Tracker) takeStrobes() {
	x := &t.strobes
	x.inbox = x.inbox[:0]
	t.plots = slices.DeleteFunc(t.plots, func(p air.Plot) bool {
		if p.Kind == air.Strobe {
			x.inbox = append(x.inbox, p)
		}
		return p.Kind == air.Strobe
	})
	slices.SortFunc(x.inbox, comparePlots)
	x.inbox = slices.DeleteFunc(x.inbox, func(p air.Plot) bool {
		fate := t.strobeFault(&p)
		if fate != 0 {
			t.fates = append(t.fates, air.Disposition{Plot: p.ID, Fate: fate})
		}
		return fate != 0
	})
	for i := range x.inbox {
		x.inbox[i].Has = directionOnly
	}
}

// strobeFault tells why a strobe cannot be used; 0: it can.
func (t *Tracker) strobeFault(p *air.Plot) air.Fate {
	as := *p // a plot of the same place in time, and in a range that there is
	as.Kind, as.Has, as.Rho = air.PSR, 0, air.RhoOf(1000)
	if p.Rho != 0 {
		as.Rho = math.MaxUint32
	}
	return t.fault(&as)
}

// strobeVariance returns the variance of a strobe's azimuth, rad2: an echo's.
func (t *Tracker) strobeVariance(p *air.Plot) float64 {
	return t.sensors[p.Sensor].echo[1] + t.sensors[p.Sensor].doubt[1]
}

// excuse lets no radar miss what lies in the direction of a strobe: it is blind
// there.
func (t *Tracker) excuse() {
	for i := range t.strobes.inbox {
		p := &t.strobes.inbox[i]
		for _, w := range t.watches[p.Sensor] {
			if (w.az+strobeWide-p.Theta)&(1<<24-1) > 2*strobeWide {
				continue
			}
			if c := t.tracks[w.slot].contact(p.Sensor); c != nil && t.tracks[w.slot].id != 0 {
				c.looked = max(c.looked, stampOf(p.At))
			}
		}
	}
}

// useStrobes gives each strobe to the track that it explains, or follows it.
func (t *Tracker) useStrobes() {
	x := &t.strobes
	for i := range x.inbox {
		p := &x.inbox[i]
		id, fate := t.useStrobe(p)
		t.fates = append(t.fates, air.Disposition{Plot: p.ID, Track: id, Fate: fate})
	}
	t.dropBearings()
}

// useStrobe returns the track that a strobe turned or began, and its fate.
func (t *Tracker) useStrobe(p *air.Plot) (uint32, air.Fate) {
	b := t.bearingOf(p)
	if b != nil && b.track != 0 {
		b.follow(p, t.strobeVariance(p))
		if tr := t.byID(b.track); tr != nil && t.turnBy(tr, p) {
			t.creditStrobe(tr, p)
			return tr.name(), air.FateUpdated
		}
		b.track = 0
		return 0, air.FateUnplaced
	}
	if b == nil || b.hits < strobeSettled {
		if tr, several := t.explained(p); several {
			return 0, air.FateUnplaced
		} else if tr != nil && t.turnBy(tr, p) {
			return tr.name(), air.FateUpdated
		}
	}
	if b == nil {
		b = t.newBearing(p)
	} else {
		b.follow(p, t.strobeVariance(p))
	}
	if b != nil {
		if tr := t.crossBearings(b); tr != nil {
			return tr.name(), air.FateStarted
		}
	}
	return 0, air.FateUnplaced
}

// creditStrobe notes a strobe of the jammer that a track crossed for: to it they
// are what echoes are to others.
func (t *Tracker) creditStrobe(tr *track, p *air.Plot) {
	echo := *p
	echo.Kind = air.PSR
	t.credit(tr, &echo, strobeGain)
	if c := tr.contact(p.Sensor); c != nil {
		c.kind = air.Strobe
	}
}

// name returns the number by which a track is spoken of.
func (tr *track) name() uint32 { return cmp.Or(tr.number, tr.id) }

func (t *Tracker) byID(id uint32) *track {
	for _, slot := range t.order {
		if t.tracks[slot].id == id {
			return &t.tracks[slot]
		}
	}
	return nil
}

// explained returns the one dark track in a strobe's direction of which the
// radar has no plot in this turn; several: there are more than one.
func (t *Tracker) explained(p *air.Plot) (found *track, several bool) {
	for _, w := range t.watches[p.Sensor] {
		tr := &t.tracks[w.slot]
		if tr.id == 0 || (w.az+azMargin-p.Theta)&(1<<24-1) > 2*azMargin || !t.hides(tr, p) {
			continue
		}
		if found != nil {
			return nil, true
		}
		found = tr
	}
	return found, false
}

// hides tells whether a track may be the jammer behind a strobe.
func (t *Tracker) hides(tr *track, p *air.Plot) bool {
	c := tr.contact(p.Sensor)
	seen := c != nil && c.hit() && abs(p.At-c.at.time()) < t.sensors[p.Sensor].Scan*3/4
	if tr.evidence.on() || seen || p.At <= tr.born {
		return false
	}
	return t.strobeFit(tr, p) <= strobeGate
}

// strobeFit returns the squared distance of a strobe from a track in azimuth, or
// infinity where the track's place is too uncertain to say.
func (t *Tracker) strobeFit(tr *track, p *air.Plot) float64 {
	s, m := &t.work.trial, &t.work.met
	*s = tr.state
	t.filter.Predict(s, (p.At - tr.at).Seconds())
	if !(s.P[0]+s.P[4] < t.cfg.MaxSigma*t.cfg.MaxSigma/4) {
		return math.Inf(1)
	}
	sensor := &t.sensors[p.Sensor]
	sensor.at(p.At)
	k := sightOf(p)
	sensor.meet(&tr.frame, s, &k, m)
	m.Blind()
	return t.filter.Fit(s, m).D2
}

// turnBy takes a strobe into a track's state, if it fits; the radar is not blind
// to the track then, it is blinded.
func (t *Tracker) turnBy(tr *track, p *air.Plot) bool {
	if p.At <= tr.born || !(t.strobeFit(tr, p) <= strobeGate) || !t.take(tr, p) {
		return false
	}
	if c := tr.contact(p.Sensor); c != nil {
		c.miss = 0
	}
	tr.missed = 0
	return true
}

// bearingOf returns the bearing that a strobe goes on with, or nil.
func (t *Tracker) bearingOf(p *air.Plot) (found *bearing) {
	least := strobeGate
	variance := t.strobeVariance(p)
	for i := range t.strobes.bearings {
		b := &t.strobes.bearings[i]
		if b.sensor != p.Sensor {
			continue
		}
		az, v := b.predict(p.At)
		y := geo.Delta(az, p.Azimuth())
		if d2 := y * y / (v[0] + variance); d2 < least {
			found, least = b, d2
		}
	}
	return found
}

// predict returns a bearing's azimuth at a time, and its covariance.
func (b *bearing) predict(at air.Time) (az float64, v [3]float64) {
	dt := (at - b.at).Seconds()
	a := math.Abs(dt)
	v[0] = b.v[0] + float64(2*dt*b.v[1]) + float64(dt*dt*b.v[2]) + strobeNoise*a*a*a/3
	v[1] = b.v[1] + float64(dt*b.v[2]) + strobeNoise*dt*a/2
	v[2] = b.v[2] + strobeNoise*a
	return b.az + float64(dt*b.rate), v
}

// follow takes a strobe into its bearing; one from before the last is left out.
func (b *bearing) follow(p *air.Plot, variance float64) {
	if p.At <= b.at {
		return
	}
	az, v := b.predict(p.At)
	y := geo.Delta(az, p.Azimuth())
	k0, k1 := v[0]/(v[0]+variance), v[1]/(v[0]+variance)
	b.az, b.rate, b.at = geo.Wrap(az+float64(k0*y)), b.rate+float64(k1*y), p.At
	b.v = [3]float64{v[0] - float64(k0*v[0]), v[1] - float64(k0*v[1]), v[2] - float64(k1*v[1])}
	b.hits = min(b.hits+1, 250)
}

func (t *Tracker) newBearing(p *air.Plot) *bearing {
	x := &t.strobes
	if len(x.bearings) >= strobeMost {
		return nil
	}
	x.lastID++
	x.bearings = append(x.bearings, bearing{
		id: x.lastID, sensor: p.Sensor, az: p.Azimuth(), at: p.At, hits: 1,
		v: [3]float64{t.strobeVariance(p), 0, strobeRate * strobeRate},
	})
	return &x.bearings[len(x.bearings)-1]
}

// dropBearings forgets jammers that have fallen silent, and their crossings.
func (t *Tracker) dropBearings() {
	x := &t.strobes
	x.bearings = slices.DeleteFunc(x.bearings, func(b bearing) bool {
		return t.now-b.at > air.Time(strobeSilence*float64(t.sensors[b.sensor].Scan))+t.cfg.Hold
	})
	x.crossings = slices.DeleteFunc(x.crossings, func(c crossing) bool { return x.bearing(c.a) == nil || x.bearing(c.b) == nil })
}

func (x *strobes) bearing(id uint32) *bearing {
	i := slices.IndexFunc(x.bearings, func(b bearing) bool { return b.id == id })
	if i < 0 {
		return nil
	}
	return &x.bearings[i]
}

// unexplained tells whether a bearing is one of a jammer that has no track yet, and
// heard of late.
func (t *Tracker) unexplained(b *bearing, at air.Time) bool {
	return b.track == 0 && b.hits >= 2 && at-b.at <= t.sensors[b.sensor].Scan*3/2
}

// crossBearings looks for the jammer of a bearing that has just been brought up to date:
// where another radar's bearing meets it. It returns the track that this began.
func (t *Tracker) crossBearings(b *bearing) *track {
	x := &t.strobes
	for i := range x.bearings {
		o := &x.bearings[i]
		if o.sensor == b.sensor || !t.unexplained(o, b.at) || !t.unexplained(b, b.at) {
			continue
		}
		meets, ok := t.meeting(b, o, b.at)
		if c := x.note(b, o, &meets, ok, b.at, t.sensors[b.sensor].Scan/2); c == nil || c.n < crossFits {
			continue
		}
		if t.onlyMeeting(b, o, &meets) {
			return t.startCrossed(b, o, &meets)
		}
	}
	return nil
}

// meeting is where two bearings meet.
type meeting struct {
	pos   geo.Vec // ECEF
	sigma float64 // m, of the place, all directions together
	along float64 // m, of the range from the first radar
}

// meeting returns where two bearings meet at a time, at the height at which
// jammers are thought to fly: the planes that stand upright on the directions
// meet in a line, which rises through that height. False where they do not meet
// in front of both radars, within their range and at a good angle.
func (t *Tracker) meeting(a, b *bearing, at air.Time) (m meeting, ok bool) {
	sa, sb := &t.sensors[a.sensor], &t.sensors[b.sensor]
	if !sa.at(at) || !sb.at(at) {
		return m, false
	}
	azA, va := a.predict(at)
	azB, vb := b.predict(at)
	dirA, na := sa.upright(azA)
	dirB, nb := sb.upright(azB)
	line := na.Cross(nb)
	sine := line.Norm()
	if sine < crossLeast {
		return m, false
	}
	line = line.Scale(1 / sine)
	pos := risen(na, nb, line, na.Dot(sa.frame.Origin), nb.Dot(sb.frame.Origin), sine, sa.frame.Origin)
	ra, rb := pos.Sub(sa.frame.Origin), pos.Sub(sb.frame.Origin)
	reachA, reachB := ra.Norm(), rb.Norm()
	if ra.Dot(dirA) <= 0 || rb.Dot(dirB) <= 0 || reachA > max(sa.Range, sa.RangeSSR) || reachB > max(sb.Range, sb.RangeSSR) {
		return m, false
	}
	errA, errB := va[0]*reachA*reachA, vb[0]*reachB*reachB
	along2 := (errB + errA*(1-sine*sine)) / (sine * sine)
	m = meeting{pos, math.Sqrt(along2 + errA), math.Sqrt(along2)}
	return m, m.sigma < crossSigma
}

// upright returns a direction over ground from a sensor and the normal of the
// plane that stands upright on it, ECEF.
func (s *sensor) upright(az float64) (dir, normal geo.Vec) {
	sin, cos := math.Sincos(az)
	dir = s.frame.East.Scale(sin).Add(s.frame.North.Scale(cos))
	return dir, dir.Cross(s.frame.Up)
}

// risen returns the point of the line common to the planes na x = da and
// nb x = db that is crossHeight above the ground, on near's side of the earth.
func risen(na, nb, line geo.Vec, da, db, sine float64, near geo.Vec) geo.Vec {
	if line.Dot(near) < 0 {
		line = line.Scale(-1)
	}
	cos := na.Dot(nb)
	base := na.Scale((da - float64(db*cos)) / (sine * sine)).Add(nb.Scale((db - float64(da*cos)) / (sine * sine)))
	radius := near.Norm()
	pos := near
	for range 3 { // the earth is no sphere: the radius is mended by the height that it gave
		pos = base.Add(line.Scale(sqrt(float64(radius*radius) - base.Dot(base))))
		radius += crossHeight - pos.Geodetic().Height
	}
	return pos
}

// note keeps a meeting and counts how often in a row it moved as an aircraft
// can.
func (x *strobes) note(a, b *bearing, m *meeting, ok bool, at, apart air.Time) *crossing {
	first, second := min(a.id, b.id), max(a.id, b.id)
	i, found := slices.BinarySearchFunc(x.crossings, first, func(c crossing, id uint32) int {
		return cmp.Or(cmp.Compare(c.a, id), cmp.Compare(c.b, second))
	})
	if !ok {
		if found {
			x.crossings = slices.Delete(x.crossings, i, i+1)
		}
		return nil
	}
	if !found {
		x.crossings = slices.Insert(x.crossings, i, crossing{a: first, b: second, pos: m.pos, at: at, n: 1})
		return &x.crossings[i]
	}
	c := &x.crossings[i]
	if at-c.at < apart {
		return c
	}
	if way := m.pos.Sub(c.pos).Norm(); way > crossSpeed*(at-c.at).Seconds()+3*m.sigma {
		c.n = 0
	}
	c.pos, c.at, c.n = m.pos, at, min(c.n+1, 250)
	return c
}

// onlyMeeting tells whether the meeting of a and b is the only one that explains
// them. Two jammers before two radars meet in four places, of which two are
// ghosts: then only a third radar decides, that points at this place and at none
// of the rival ones.
func (t *Tracker) onlyMeeting(a, b *bearing, m *meeting) bool {
	rivals, backed := 0, false
	for i := range t.strobes.bearings {
		o := &t.strobes.bearings[i]
		if o.id == a.id || o.id == b.id || !t.unexplained(o, a.at) {
			continue
		}
		var other meeting
		var meets bool
		switch o.sensor {
		case a.sensor:
			other, meets = t.meeting(o, b, a.at)
		case b.sensor:
			other, meets = t.meeting(a, o, a.at)
		}
		if meets {
			rivals++
			if t.backed(&other, a, b) {
				return false
			}
		}
	}
	if rivals > 0 {
		backed = t.backed(m, a, b)
	}
	return rivals == 0 || backed
}

// backed tells whether a third radar points at a meeting.
func (t *Tracker) backed(m *meeting, a, b *bearing) bool {
	for i := range t.strobes.bearings {
		o := &t.strobes.bearings[i]
		s := &t.sensors[o.sensor]
		if o.sensor == a.sensor || o.sensor == b.sensor || !t.unexplained(o, a.at) || !s.at(a.at) {
			continue
		}
		at := s.frame.To(m.pos).Spherical()
		az, v := o.predict(a.at)
		y, spread := geo.Delta(az, at.Azimuth), m.sigma/at.Range
		if y*y <= strobeGate*(v[0]+spread*spread) {
			return true
		}
	}
	return false
}

// startCrossed begins a tentative track where two bearings meet.
func (t *Tracker) startCrossed(a, b *bearing, m *meeting) *track {
	sensor := &t.sensors[a.sensor]
	sensor.at(a.at)
	frame := geo.NewFrame(m.pos.Geodetic().LatLon.At(0))
	k := sight{at: a.at, theta: air.ThetaOf(a.az), rho: air.RhoOf(m.pos.Sub(sensor.frame.Origin).Norm()), sensor: a.sensor, kind: air.Strobe}
	at := frame.To(m.pos)
	about := estimate.State{X: [4]float64{at.X, at.Y}, Up: [2]float64{crossHeight}}
	var met estimate.Measurement
	sensor.meet(&frame, &about, &k, &met)
	met.R = [2]float64{m.along * m.along, a.v[0]}
	state, ok := estimate.Start(&met, crossHeight, crossHeightDev, startSpeed)
	if !ok {
		return nil
	}
	state.X[0] += at.X
	state.X[1] += at.Y
	t.filter.Begin(&state)
	slot, tr := t.add()
	tr.status, tr.born, tr.at = air.Tentative, a.at, a.at
	tr.frame, tr.state, tr.mixed = frame, state, true
	k.rho, k.has = 0, uint8(directionOnly)
	tr.past.push(&k, &state)
	tr.past.whole = false // no plot can be put before a beginning that was none
	tr.hits, tr.looks = 1, 1
	t.cover(tr)
	tr.touch(&air.Plot{At: a.at, Sensor: a.sensor, Theta: k.theta, Kind: air.Strobe})
	tr.touch(&air.Plot{At: b.at, Sensor: b.sensor, Theta: air.ThetaOf(b.az), Kind: air.Strobe})
	t.grid.put(slot, tr)
	a.track, b.track = tr.id, tr.id
	return tr
}

func (x *strobes) append(b []byte) []byte {
	b = le.AppendUint32(b, x.lastID)
	b = le.AppendUint32(b, uint32(len(x.bearings)))
	for i := range x.bearings {
		v := &x.bearings[i]
		b = le.AppendUint32(b, v.id)
		b = le.AppendUint16(b, uint16(v.sensor))
		b = appendFloats(b, []float64{v.az, v.rate, v.v[0], v.v[1], v.v[2]})
		b = appendTimes(b, v.at)
		b = append(b, v.hits)
		b = le.AppendUint32(b, v.track)
	}
	b = le.AppendUint32(b, uint32(len(x.crossings)))
	for _, c := range x.crossings {
		b = le.AppendUint32(b, c.a)
		b = le.AppendUint32(b, c.b)
		b = appendFloats(b, []float64{c.pos.X, c.pos.Y, c.pos.Z})
		b = appendTimes(b, c.at)
		b = append(b, c.n)
	}
	return b
}

func (x *strobes) load(r *air.StateReader, sensors int) {
	x.lastID = r.U32()
	x.bearings, x.crossings = x.bearings[:0], x.crossings[:0]
	for range r.Len(59) {
		v := bearing{id: r.U32(), sensor: air.SensorID(bounded(r, int(r.U16()), 0, sensors-1, "as a sensor")), az: r.Float(), rate: r.Float()}
		loadFloats(r, v.v[:])
		v.at, v.hits, v.track = r.Time(), r.U8(), r.U32()
		x.bearings = append(x.bearings, v)
	}
	for range r.Len(41) {
		c := crossing{a: r.U32(), b: r.U32(), pos: geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}, at: r.Time(), n: r.U8()}
		x.crossings = append(x.crossings, c)
	}
}
