package fusion

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

var le = binary.LittleEndian

// Append adds the tracker's whole state, the ring of past states included, to a
// checkpoint.
func (t *Tracker) Append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(t.sensors)))
	b = appendTimes(b, t.now, t.clock, t.reviewed)
	b = le.AppendUint32(b, t.lastID)
	b = le.AppendUint32(b, t.numbers)
	b = t.appendInbox(b)
	b = t.ids.append(b)
	for i := range t.sensors {
		s := &t.sensors[i]
		b = append(b, byte(s.state))
		b = appendTimes(b, s.heard)
		b = appendPlatforms(b, s.path)
		b = s.falseEchoes.append(b)
	}
	b = le.AppendUint32(b, uint32(len(t.order)))
	for _, slot := range t.order {
		b = t.tracks[slot].append(b)
	}
	b = t.memory.append(b)
	b = t.foreign.append(b)
	b = t.strobes.append(b)
	b = t.witnesses.append(b)
	b = t.registrar.append(b)
	return t.appendOutbox(b)
}

// Load takes the state back into a tracker of the same configuration.
func (t *Tracker) Load(r *air.StateReader) error {
	if n := int(r.U32()); r.Err() == nil && n != len(t.sensors) {
		r.Fail(fmt.Errorf("fusion: checkpoint of %d sensors, want %d", n, len(t.sensors)))
	}
	t.now, t.clock, t.reviewed = r.Time(), r.Time(), r.Time()
	t.lastID, t.numbers = r.U32(), r.U32()
	t.loadInbox(r)
	t.ids.load(r)
	for i := range t.sensors {
		s := &t.sensors[i]
		s.state, s.heard = air.ServiceState(r.U8()), r.Time()
		s.path = loadPlatforms(r, s.path[:0])
		s.stood = air.Never
		s.falseEchoes.load(r)
	}
	t.tracks, t.order, t.free = t.tracks[:0], t.order[:0], t.free[:0]
	for i := range r.Len(trackBytes) {
		t.tracks = append(t.tracks, track{})
		t.order = append(t.order, int32(i))
		t.tracks[i].load(r, len(t.sensors))
	}
	t.work.rootOf, t.work.rowOf = t.work.rootOf[:0], t.work.rowOf[:0]
	t.memory.load(r)
	t.foreign.load(r)
	t.strobes.load(r, len(t.sensors))
	t.witnesses.load(r, len(t.sensors))
	t.registrar.load(r)
	t.registrar.apply(t.sensors)
	t.loadOutbox(r)
	if r.Err() == nil {
		t.listForeign()
	}
	return r.Err()
}

func appendTimes(b []byte, times ...air.Time) []byte {
	for _, v := range times {
		b = le.AppendUint64(b, uint64(v))
	}
	return b
}

func appendFloats(b []byte, v []float64) []byte {
	n := len(b)
	b = slices.Grow(b, 8*len(v))[:n+8*len(v)]
	for i, f := range v {
		le.PutUint64(b[n+8*i:], math.Float64bits(f))
	}
	return b
}

func loadFloats(r *air.StateReader, v []float64) {
	for i := range v {
		v[i] = r.Float()
	}
}

func (t *Tracker) appendInbox(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(t.plots)))
	for i := range t.plots {
		b = appendPlot(b, &t.plots[i])
	}
	b = le.AppendUint32(b, uint32(len(t.marks)))
	for _, m := range t.marks {
		b = appendTimes(b, m.At)
		b = le.AppendUint32(b, m.From)
		b = le.AppendUint32(b, m.To)
		b = le.AppendUint16(b, uint16(m.Sensor))
		b = append(b, byte(m.State))
		b = le.AppendUint16(b, uint16(m.Release))
	}
	return appendPlatforms(b, t.platforms)
}

func (t *Tracker) loadInbox(r *air.StateReader) {
	t.plots, t.marks = t.plots[:0], t.marks[:0]
	for range r.Len(plotBytes) {
		t.plots = append(t.plots, loadPlot(r))
	}
	for range r.Len(21) {
		t.marks = append(t.marks, air.Service{
			At: r.Time(), From: r.U32(), To: r.U32(), Sensor: air.SensorID(r.U16()),
			State: air.ServiceState(r.U8()), Release: air.Release(r.U16()),
		})
	}
	t.platforms = loadPlatforms(r, t.platforms[:0])
}

const plotBytes = 57

func appendPlot(b []byte, p *air.Plot) []byte {
	b = appendTimes(b, p.At)
	b = le.AppendUint64(b, p.ID)
	for _, v := range [...]uint32{p.Rho, p.Theta, math.Float32bits(p.Doppler), math.Float32bits(p.Height), uint32(p.Address)} {
		b = le.AppendUint32(b, v)
	}
	for _, v := range [...]uint16{uint16(p.Sensor), uint16(p.Code), uint16(p.Level), uint16(p.Has), uint16(p.Release)} {
		b = le.AppendUint16(b, v)
	}
	b = append(b, p.Callsign[:]...)
	return append(b, byte(p.Kind))
}

func loadPlot(r *air.StateReader) air.Plot {
	return air.Plot{
		At: r.Time(), ID: r.U64(), Rho: r.U32(), Theta: r.U32(),
		Doppler: math.Float32frombits(r.U32()), Height: math.Float32frombits(r.U32()), Address: air.Address(r.U32()),
		Sensor: air.SensorID(r.U16()), Code: air.Mode3A(r.U16()), Level: air.FL(r.U16()), Has: air.Field(r.U16()),
		Release: air.Release(r.U16()), Callsign: r.Callsign(), Kind: air.PlotKind(r.U8()),
	}
}

func appendPlatforms(b []byte, list []air.Platform) []byte {
	b = le.AppendUint32(b, uint32(len(list)))
	for _, p := range list {
		b = appendTimes(b, p.At)
		b = air.AppendFloat(air.AppendFloat(b, p.Lat), p.Lon)
		b = le.AppendUint32(b, math.Float32bits(p.Height))
		b = le.AppendUint32(b, math.Float32bits(p.Heading))
		b = le.AppendUint16(b, uint16(p.Sensor))
		b = le.AppendUint16(b, uint16(p.Release))
	}
	return b
}

func loadPlatforms(r *air.StateReader, list []air.Platform) []air.Platform {
	for range r.Len(36) {
		list = append(list, air.Platform{
			At: r.Time(), Lat: r.Float(), Lon: r.Float(),
			Height: math.Float32frombits(r.U32()), Heading: math.Float32frombits(r.U32()),
			Sensor: air.SensorID(r.U16()), Release: air.Release(r.U16()),
		})
	}
	return list
}

func (s *idSet) append(b []byte) []byte {
	b = appendTimes(b, s.since)
	for _, t := range [...]*table{&s.young, &s.old} {
		b = le.AppendUint32(b, uint32(t.n))
		for _, id := range t.slot {
			if id != 0 {
				b = le.AppendUint64(b, id)
			}
		}
	}
	return b
}

func (s *idSet) load(r *air.StateReader) {
	s.since = r.Time()
	for _, t := range [...]*table{&s.young, &s.old} {
		t.clear()
		for range r.Len(8) {
			if id := r.U64(); id != 0 {
				t.add(id)
			}
		}
	}
}

func (t *Tracker) appendOutbox(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(t.events)))
	for _, e := range t.events {
		b = appendTimes(b, e.At)
		b = le.AppendUint32(b, e.Number)
		b = le.AppendUint32(b, e.Other)
		b = append(b, byte(e.Kind))
	}
	b = le.AppendUint32(b, uint32(len(t.fates)))
	for _, d := range t.fates {
		b = le.AppendUint64(b, d.Plot)
		b = le.AppendUint32(b, d.Track)
		b = append(b, byte(d.Fate))
	}
	return b
}

func (t *Tracker) loadOutbox(r *air.StateReader) {
	t.events, t.fates = t.events[:0], t.fates[:0]
	for range r.Len(17) {
		t.events = append(t.events, air.TrackEvent{At: r.Time(), Number: r.U32(), Other: r.U32(), Kind: air.TrackEventKind(r.U8())})
	}
	for range r.Len(13) {
		t.fates = append(t.fates, air.Disposition{Plot: r.U64(), Track: r.U32(), Fate: air.Fate(r.U8())})
	}
}

func (m *clutterMap) append(b []byte) []byte {
	b = air.AppendFloat(b, m.scans)
	b = append(b, m.turn)
	b = appendTimes(b, m.next)
	b = le.AppendUint32(b, math.Float32bits(m.rates.sum))
	for _, v := range m.rates.counts {
		b = le.AppendUint32(b, math.Float32bits(v))
	}
	at := len(b)
	b = le.AppendUint32(b, 0)
	for i, v := range m.counts {
		if v != 0 {
			b = le.AppendUint64(b, uint64(math.Float32bits(v))<<32|uint64(i))
		}
	}
	le.PutUint32(b[at:], uint32(len(b)-at-4)/8)
	return b
}

func (m *clutterMap) load(r *air.StateReader) {
	m.scans, m.turn, m.next = r.Float(), r.U8(), r.Time()
	m.rates.sum = math.Float32frombits(r.U32())
	for i := range m.rates.counts {
		m.rates.counts[i] = math.Float32frombits(r.U32())
	}
	clear(m.counts)
	for range r.Len(8) {
		cell, v := int(r.U32()), math.Float32frombits(r.U32())
		m.add(bounded(r, cell, 0, clutterSide*clutterSide-1, "as a cell"), v)
	}
}

const trackBytes = 300 // no track takes less

func (tr *track) append(b []byte) []byte {
	b = le.AppendUint32(b, tr.id)
	b = le.AppendUint32(b, tr.number)
	b = append(b, byte(tr.status), tr.twin)
	b = le.AppendUint16(b, uint16(tr.sole))
	b = air.AppendBool(b, tr.mixed)
	b = appendTimes(b, tr.born, tr.at, tr.covered.time())
	b = air.AppendFloat(b, tr.score)
	b = le.AppendUint16(b, tr.looks)
	b = le.AppendUint16(b, tr.hits)
	b = le.AppendUint16(b, tr.missed)
	for _, v := range [...]geo.Vec{tr.frame.Origin, tr.frame.East, tr.frame.North, tr.frame.Up} {
		b = appendFloats(b, []float64{v.X, v.Y, v.Z})
	}
	b = appendState(b, &tr.state)
	b = tr.evidence.append(b)
	b = tr.oath.append(b)
	b = append(b, tr.n)
	for i := range tr.n {
		b = tr.contacts[i].append(b)
	}
	return tr.past.append(b)
}

func (tr *track) load(r *air.StateReader, sensors int) {
	tr.id, tr.number = r.U32(), r.U32()
	tr.status, tr.twin = air.TrackStatus(r.U8()), r.U8()
	tr.sole = air.SensorID(bounded(r, int(r.U16()), 0, sensors-1, "as a sensor"))
	tr.mixed = r.Bool()
	tr.born, tr.at, tr.covered = r.Time(), r.Time(), stampOf(r.Time())
	tr.score = r.Float()
	tr.looks, tr.hits, tr.missed = r.U16(), r.U16(), r.U16()
	for _, v := range [...]*geo.Vec{&tr.frame.Origin, &tr.frame.East, &tr.frame.North, &tr.frame.Up} {
		*v = geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}
	}
	loadState(r, &tr.state)
	tr.evidence.load(r)
	tr.oath.load(r)
	tr.n = uint8(bounded(r, int(r.U8()), 0, maxContacts, "contacts"))
	for i := range tr.n {
		tr.contacts[i].load(r, sensors)
	}
	tr.past.load(r, sensors)
}

// bounded returns n, or least with a fault.
func bounded(r *air.StateReader, n, least, most int, what string) int {
	if r.Err() == nil && (n < least || n > most) {
		r.Fail(fmt.Errorf("fusion: checkpoint: %d %s, want %d to %d", n, what, least, most))
	}
	if r.Err() != nil {
		return least
	}
	return n
}

func appendState(b []byte, s *estimate.State) []byte {
	b = appendFloats(b, s.X[:])
	b = appendFloats(b, s.P[:])
	b = appendFloats(b, s.Up[:])
	b = appendFloats(b, s.V[:])
	b = appendFloats(b, s.C[:])
	b = appendFloats(b, []float64{s.Prior, s.Since, s.SinceUp})
	for _, v := range s.TurnRate.Floats() {
		b = le.AppendUint32(b, math.Float32bits(*v))
	}
	b = append(b, s.Odd, s.Modes)
	for i := range s.Modes {
		m := &s.Bank[i]
		b = air.AppendFloat(b, m.Weight)
		b = appendFloats(b, m.X[:])
		b = appendFloats(b, m.P[:])
		b = appendFloats(b, m.C[:])
	}
	return b
}

func loadSnapshot(r *air.StateReader, k *estimate.Snapshot) {
	bounded(r, int(k.Load(r.U32, r.U8)), 0, estimate.MaxModes, "modes")
}

func loadState(r *air.StateReader, s *estimate.State) {
	loadFloats(r, s.X[:])
	loadFloats(r, s.P[:])
	loadFloats(r, s.Up[:])
	loadFloats(r, s.V[:])
	loadFloats(r, s.C[:])
	s.Prior, s.Since, s.SinceUp = r.Float(), r.Float(), r.Float()
	for _, v := range s.TurnRate.Floats() {
		*v = math.Float32frombits(r.U32())
	}
	s.Odd, s.Modes = r.U8(), uint8(bounded(r, int(r.U8()), 0, estimate.MaxModes, "modes"))
	for i := range s.Modes {
		m := &s.Bank[i]
		m.Weight = r.Float()
		loadFloats(r, m.X[:])
		loadFloats(r, m.P[:])
		loadFloats(r, m.C[:])
	}
}

func (e *evidence) append(b []byte) []byte {
	for _, v := range [...]uint16{uint16(e.has), uint16(e.code), uint16(e.rival), uint16(e.level)} {
		b = le.AppendUint16(b, v)
	}
	b = append(b, e.rivalHits, e.codeHits, e.addrRival, e.addrHits, e.silent, e.unheard)
	b = le.AppendUint32(b, uint32(e.address))
	b = le.AppendUint32(b, uint32(e.rivalAddr))
	b = append(append(b, e.sign[:]...), e.rivalSign[:]...)
	return appendTimes(b, e.levelAt.time(), e.replyAt.time())
}

func (e *evidence) load(r *air.StateReader) {
	e.has, e.code, e.rival, e.level = air.Field(r.U16()), air.Mode3A(r.U16()), air.Mode3A(r.U16()), air.FL(r.U16())
	e.rivalHits, e.codeHits, e.addrRival, e.addrHits, e.silent, e.unheard = r.U8(), r.U8(), r.U8(), r.U8(), r.U8(), r.U8()
	e.address, e.rivalAddr = air.Address(r.U32()), air.Address(r.U32())
	e.sign, e.rivalSign = r.Callsign(), r.Callsign()
	e.levelAt, e.replyAt = stampOf(r.Time()), stampOf(r.Time())
}

func (o *oath) append(b []byte) []byte {
	b = appendTimes(b, o.at)
	for _, v := range [...]uint32{o.lat, o.lon, math.Float32bits(o.sigma), uint32(o.told), math.Float32bits(o.plots), uint32(o.calm), uint32(o.strayAt)} {
		b = le.AppendUint32(b, v)
	}
	for _, v := range [...]float32{
		o.said.w[0], o.said.w[1], o.said.w[2], o.said.y[0], o.said.y[1],
		o.alone.w[0], o.alone.w[1], o.alone.w[2], o.alone.y[0], o.alone.y[1], o.off, o.stray[0], o.stray[1],
	} {
		b = le.AppendUint32(b, math.Float32bits(v))
	}
	b = le.AppendUint16(b, uint16(o.accuser))
	b = append(b, o.odd)
	return air.AppendBool(air.AppendBool(b, o.doubted), o.ghost)
}

func (o *oath) load(r *air.StateReader) {
	o.at = r.Time()
	o.lat, o.lon, o.sigma = r.U32(), r.U32(), math.Float32frombits(r.U32())
	o.told, o.plots, o.calm, o.strayAt = stamp(r.U32()), math.Float32frombits(r.U32()), stamp(r.U32()), stamp(r.U32())
	for _, v := range [...]*float32{
		&o.said.w[0], &o.said.w[1], &o.said.w[2], &o.said.y[0], &o.said.y[1],
		&o.alone.w[0], &o.alone.w[1], &o.alone.w[2], &o.alone.y[0], &o.alone.y[1], &o.off, &o.stray[0], &o.stray[1],
	} {
		*v = math.Float32frombits(r.U32())
	}
	o.accuser = air.SensorID(r.U16())
	o.odd, o.doubted, o.ghost = r.U8(), r.Bool(), r.Bool()
}

func (c *contact) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(c.at))
	b = le.AppendUint32(b, uint32(c.looked))
	b = le.AppendUint16(b, c.az)
	b = le.AppendUint16(b, uint16(c.sensor))
	return append(b, byte(c.kind), c.miss, c.sees)
}

func (c *contact) load(r *air.StateReader, sensors int) {
	c.at, c.looked, c.az = stamp(r.U32()), stamp(r.U32()), r.U16()
	c.sensor = air.SensorID(bounded(r, int(r.U16()), 0, sensors-1, "as a sensor"))
	c.kind, c.miss, c.sees = air.PlotKind(r.U8()), r.U8(), r.U8()
}

func (p *past) append(b []byte) []byte {
	b = air.AppendBool(b, p.whole)
	b = append(b, byte(p.n))
	for i := range p.n {
		k := &p.seen[i]
		b = appendTimes(b, k.at)
		b = le.AppendUint32(b, k.rho)
		b = le.AppendUint32(b, k.theta)
		b = le.AppendUint16(b, k.more)
		b = le.AppendUint16(b, uint16(k.sensor))
		b = le.AppendUint16(b, uint16(k.level))
		b = append(b, k.has, byte(k.kind))
		if i%pastBlock == 0 {
			b = p.kept[i/pastBlock].Append(b)
		}
	}
	return b
}

func (p *past) load(r *air.StateReader, sensors int) {
	p.whole = r.Bool()
	p.n = int32(bounded(r, int(r.U8()), 1, pastLength, "past plots"))
	for i := range p.n {
		p.seen[i] = sight{
			at: r.Time(), rho: r.U32(), theta: r.U32(), more: r.U16(),
			sensor: air.SensorID(bounded(r, int(r.U16()), 0, sensors-1, "as a sensor")), level: air.FL(r.U16()), has: r.U8(),
			kind: air.PlotKind(r.U8()),
		}
		if i%pastBlock == 0 {
			loadSnapshot(r, &p.kept[i/pastBlock])
		}
	}
}
