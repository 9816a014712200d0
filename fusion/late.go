package fusion

import (
	"bytes"
	"cmp"
	"math"
	"math/bits"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion/estimate"
)

// sight is what a track keeps of a plot, to apply it again when a late one
// comes before it: 24 bytes.
type sight struct {
	at         air.Time
	rho, theta uint32
	more       uint16 // of a report the standard deviation of its place, m; else the height, 2 m, or the range rate, as an int16
	sensor     air.SensorID
	level      air.FL // with a height, the range rate
	has        uint8  // the air.Fields that count here
	kind       air.PlotKind
}

func sightOf(p *air.Plot) sight {
	k := sight{at: p.At, rho: p.Rho, theta: p.Theta, sensor: p.Sensor, level: p.Level, has: uint8(p.Has), kind: p.Kind}
	if p.Has&air.HasHeight != 0 {
		k.more = uint16(int16(math.Round(float64(p.Height) / 2)))
	}
	if p.Has&air.HasDoppler != 0 {
		k.keepRate(p.Doppler)
	}
	if p.Kind == kindReport {
		k.more = uint16(math.Ceil(float64(p.Doppler)))
	}
	return k
}

// says tells whether the plot had a field.
func (k *sight) says(f air.Field) bool { return air.Field(k.has)&f != 0 }

func (k *sight) height() float64 { return 2 * float64(int16(k.more)) }
func (k *sight) sigma() float64  { return float64(k.more) }

func (k *sight) slant() float64   { return float64(k.rho) / 16 }
func (k *sight) azimuth() float64 { return float64(k.theta) * (geo.Turn / (1 << 24)) }

func (k *sight) before(o *sight) bool {
	return cmp.Or(cmp.Compare(k.at, o.at), cmp.Compare(k.sensor, o.sensor), cmp.Compare(k.rho, o.rho), cmp.Compare(k.theta, o.theta)) < 0
}

const (
	pastLength  = 16   // plots that a track keeps at most
	learnWithin = 30.0 // m, one standard deviation of a radar's range bias, within which heights are learnt from slant ranges
	pastBlock   = 8    // one state is kept for so many plots
)

// past is a track's ring of past states: its last plots in measured order, and
// the state after each eighth of them.
type past struct {
	n     int32
	whole bool // seen[0] is the plot that began the track
	seen  [pastLength]sight
	kept  [pastLength / pastBlock]estimate.Snapshot // kept[i]: after seen[pastBlock i]
}

// change changes all states that are kept; work is room for one.
func (p *past) change(work *estimate.State, f func(s *estimate.State)) {
	for i := 0; i*pastBlock < int(p.n); i++ {
		p.kept[i].Restore(work)
		f(work)
		p.kept[i] = work.Snap()
	}
}

// room drops the oldest block if the ring is full.
func (p *past) room() (dropped int) {
	if p.n < pastLength {
		return 0
	}
	copy(p.seen[:], p.seen[pastBlock:])
	copy(p.kept[:], p.kept[1:])
	p.n -= pastBlock
	p.whole = false
	return pastBlock
}

// push adds the newest plot and the state after it.
func (p *past) push(k *sight, after *estimate.State) {
	p.room()
	p.seen[p.n] = *k
	if p.n%pastBlock == 0 {
		p.kept[p.n/pastBlock] = after.Snap()
	}
	p.n++
}

// insert puts a late plot into its place and returns that place; -1: older than
// all that is kept.
func (p *past) insert(k *sight) int {
	i := int(p.n)
	for i > 0 && k.before(&p.seen[i-1]) {
		i--
	}
	if i == 0 && !p.whole {
		return -1
	}
	if i -= p.room(); i < 0 || i == 0 && !p.whole {
		return -1
	}
	copy(p.seen[i+1:p.n+1], p.seen[i:p.n])
	p.seen[i] = *k
	p.n++
	return i
}

// rollBack places a late plot in a track and applies all later ones anew. It
// returns the probability of what it and they say of how fast the aircraft flies.
func (t *Tracker) rollBack(tr *track, k *sight) (flies float64, ok bool) {
	i := tr.past.insert(k)
	if i < 0 {
		return 1, false
	}
	t.join(tr, k)
	if i == 0 { // before the plot that began the track: it began with this one
		start := t.first(&tr.frame, k)
		if start == nil {
			tr.past.n--
			copy(tr.past.seen[:tr.past.n], tr.past.seen[1:])
			return 1, false
		}
		tr.past.kept[0] = start.Snap()
		tr.born = k.at
	}
	base := max(i-1, 0) / pastBlock * pastBlock
	state := &t.work.trial
	tr.past.kept[base/pastBlock].Restore(state)
	flies = 1
	for j := base + 1; j < int(tr.past.n); j++ {
		within := t.step(tr, state, tr.past.seen[j-1].at, &tr.past.seen[j])
		if j >= i {
			flies = min(flies, within)
		}
		if j%pastBlock == 0 {
			tr.past.kept[j/pastBlock] = state.Snap()
		}
	}
	tr.state, tr.at = *state, tr.past.seen[tr.past.n-1].at
	return flies, true
}

// step moves a state from a time to a plot and takes the plot in; height first,
// so that the slant range is read with it. It returns the probability that, after
// that, the state was within what can fly.
func (t *Tracker) step(tr *track, s *estimate.State, from air.Time, k *sight) (flies float64) {
	sensor := &t.sensors[k.sensor]
	sensor.at(k.at)
	t.filter.Predict(s, (k.at - from).Seconds())
	if k.reported() && tr.forsworn() {
		return 1
	}
	if z, variance, ok := sensor.height(k); ok {
		s.UpdateHeight(z, variance)
	} else if !k.reported() && !k.says(directionOnly) {
		s.Below(sensor.top(k.slant()))
	}
	m := &t.work.met
	sensor.read(tr, s, k, m, tr.mixed)
	t.filter.Update(s, m)
	return bound(s)
}

// read linearises a sight about the predicted state of a track, as the track is
// to take it in.
func (s *sensor) read(tr *track, st *estimate.State, k *sight, m *estimate.Measurement, mixed bool) {
	s.meet(&tr.frame, st, k, m)
	if k.says(directionOnly) {
		m.Blind()
	}
	if mixed {
		s.allow(m)
		m.Learn = !k.reported() && st.Guessed() && s.doubt[0] < learnWithin*learnWithin
	}
}

// screen takes the parcels in: sorts what came by measured order and disposes of
// what cannot be used.
func (t *Tracker) screen() {
	t.takeStrobes()
	t.plots = t.sorter.sort(t.plots)
	t.sift(t.unusable)
	t.sift(t.repeated)
}

// sift disposes of the plots that have a fault.
func (t *Tracker) sift(fault func(p *air.Plot) air.Fate) {
	n := 0
	for i := range t.plots {
		p := &t.plots[i]
		if fate := fault(p); fate != 0 {
			t.fates = append(t.fates, air.Disposition{Plot: p.ID, Fate: fate})
			continue
		}
		if n < i {
			t.plots[n] = *p
		}
		n++
	}
	t.plots = t.plots[:n]
}

// comparePlots is the total order of plots: time, sensor, ID. Where a plot came
// twice, the copy with more fields goes first; the rest only makes the order
// total.
func comparePlots(a, b air.Plot) int {
	if c := cmp.Compare(a.At, b.At); c != 0 {
		return c
	}
	return cmp.Or(
		cmp.Compare(a.Sensor, b.Sensor),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(bits.OnesCount16(uint16(b.Has)), bits.OnesCount16(uint16(a.Has))),
		cmp.Compare(a.Has, b.Has),
		cmp.Compare(b.Kind, a.Kind),
		cmp.Compare(a.Rho, b.Rho),
		cmp.Compare(a.Theta, b.Theta),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Level, b.Level),
		cmp.Compare(a.Address, b.Address),
		bytes.Compare(a.Callsign[:], b.Callsign[:]),
		cmp.Compare(math.Float32bits(a.Height), math.Float32bits(b.Height)),
		cmp.Compare(math.Float32bits(a.Doppler), math.Float32bits(b.Doppler)),
	)
}

// fault tells why a plot cannot be used; 0: it can.
func (t *Tracker) fault(p *air.Plot) air.Fate {
	if fate := t.unusable(p); fate != 0 {
		return fate
	}
	return t.repeated(p)
}

// unusable tells why a plot by itself cannot be used; 0: it can.
func (t *Tracker) unusable(p *air.Plot) air.Fate {
	switch {
	case int(p.Sensor) >= len(t.sensors) || !t.sensors[p.Sensor].known:
		return air.FateUnknown
	case p.At > t.now:
		return air.FateFuture
	case p.At < t.now-t.cfg.Hold:
		return air.FateTooLate
	case !t.possible(p):
		return air.FateImpossible
	}
	return 0
}

// repeated tells whether a plot came before: under its own identity, or as the
// same range and azimuth at the same time by another line, where it has another.
func (t *Tracker) repeated(p *air.Plot) air.Fate {
	named := t.ids.add(num.Hash(p.ID, uint64(p.Sensor)), t.now, t.cfg.Hold)
	said := t.ids.add(num.Hash(num.Hash(uint64(p.At), uint64(p.Sensor)), uint64(p.Rho)<<32|uint64(p.Theta)), t.now, t.cfg.Hold)
	if !named || !said {
		return air.FateDuplicate
	}
	return 0
}

// possible tells whether the sensor could give such a plot, and takes off
// fields that say what cannot be.
func (t *Tracker) possible(p *air.Plot) bool {
	s := &t.sensors[p.Sensor]
	p.Has &= plotFields
	if p.Kind == kindReport || s.ADSB {
		return p.Kind == kindReport && s.possibleReport(p)
	}
	r := p.Range()
	reach := max(s.Range, s.RangeSSR)*1.02 + 2000 // over the edge by noise and bias
	if r < 50 || r > reach || p.Theta >= 1<<24 || p.Kind < air.PSR || p.Kind > air.Combined || !s.at(p.At) {
		return false
	}
	if h := float64(p.Height); p.Has&air.HasHeight != 0 && !(h > -2000 && h < 60000) { // so written that NaN fails
		return false
	}
	if !s.tellsRate(p) {
		p.Has &^= air.HasDoppler
	}
	if p.Code > 0o7777 || p.Kind == air.PSR {
		p.Has &^= air.HasCode
	}
	if p.Address == 0 || p.Address > 0xFFFFFF || p.Kind == air.PSR {
		p.Has &^= air.HasAddress
	}
	if p.Kind == air.PSR || !spelled(&p.Callsign) {
		p.Has &^= air.HasCallsign
	}
	if p.Level < -60 || p.Level > 4000 || p.Kind == air.PSR { // -1500 ft to 100,000 ft
		p.Has &^= air.HasLevel
	}
	return true
}

// plotFields are the fields that a plot may have; other bits mean nothing here.
const plotFields = air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign | air.HasHeight | air.HasDoppler

// idSet remembers the plots of the last Hold and more: two open-addressed
// tables, of which the older is thrown away when the newer is a Hold old.
type idSet struct {
	young, old table
	since      air.Time // when young was begun
}

// add reports whether the ID is new.
func (s *idSet) add(id uint64, now, hold air.Time) bool {
	if now-s.since > hold {
		s.young, s.old = s.old, s.young
		s.young.clear()
		if now-s.since > 2*hold {
			s.old.clear()
		}
		s.since = now
	}
	id |= 1 // 0 marks a free place
	return !s.old.has(id) && s.young.add(id)
}

type table struct {
	slot []uint64
	n    int
}

func (s *table) clear() {
	clear(s.slot)
	s.n = 0
}

func (s *table) find(id uint64) int {
	i := int(id>>1) & (len(s.slot) - 1)
	for s.slot[i] != 0 && s.slot[i] != id {
		i = (i + 1) & (len(s.slot) - 1)
	}
	return i
}

func (s *table) has(id uint64) bool { return s.n > 0 && s.slot[s.find(id)] == id }

func (s *table) add(id uint64) bool {
	if 2*s.n >= len(s.slot) {
		s.grow()
	}
	i := s.find(id)
	if s.slot[i] == id {
		return false
	}
	s.slot[i] = id
	s.n++
	return true
}

func (s *table) grow() {
	old := s.slot
	s.slot = make([]uint64, max(1024, 2*len(old)))
	for _, id := range old {
		if id != 0 {
			s.slot[s.find(id)] = id
		}
	}
}
