package fusion

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// append adds what other centers have reported to a checkpoint.
func (f *foreign) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(f.inbox)))
	for i := range f.inbox {
		b = appendTimes(b, f.inbox[i].at)
		b = appendTrack(b, &f.inbox[i].track)
	}
	b = le.AppendUint32(b, uint32(len(f.list)))
	for i := range f.list {
		b = f.list[i].append(b)
	}
	for _, n := range f.tally.counts() {
		b = le.AppendUint64(b, *n)
	}
	return b
}

func (f *foreign) load(r *air.StateReader) {
	f.inbox, f.list = f.inbox[:0], f.list[:0]
	for range r.Len(8 + publishedBytes) {
		f.inbox = append(f.inbox, foreignReport{at: r.Time(), track: loadTrack(r)})
	}
	for range r.Len(publishedBytes + 44) {
		f.list = append(f.list, foreigner{})
		f.list[len(f.list)-1].load(r)
	}
	for _, n := range f.tally.counts() {
		*n = r.U64()
	}
}

func (c *ForeignTally) counts() [6]*uint64 {
	return [...]*uint64{&c.Used, &c.Repeated, &c.Late, &c.Future, &c.Own, &c.Impossible}
}

// listForeign makes the lists anew that are not in a checkpoint.
func (t *Tracker) listForeign() {
	t.listOwn()
	t.foreign.index()
	t.findAlone()
}

func (g *foreigner) append(b []byte) []byte {
	b = appendTrack(b, &g.last)
	b = appendTimes(b, g.at, g.heard, g.every, g.born)
	b = le.AppendUint32(b, g.number)
	b = le.AppendUint32(b, g.wants)
	b = append(b, g.fits, g.fails, byte(g.fed))
	return air.AppendBool(b, g.fresh)
}

func (g *foreigner) load(r *air.StateReader) {
	if g.last = loadTrack(r); r.Err() == nil && !possibleTrack(&g.last) {
		r.Fail(fmt.Errorf("fusion: checkpoint: foreign track %d of center %d: want a place on earth and a covariance", g.last.Number, g.last.Origin))
	}
	g.at, g.heard, g.every, g.born = r.Time(), r.Time(), r.Time(), r.Time()
	g.number, g.wants = r.U32(), r.U32()
	g.fits, g.fails, g.fed, g.fresh = r.U8(), r.U8(), feeding(r.U8()), r.Bool()
}

// publishedBytes is the size of a published track in a checkpoint.
const publishedBytes = 171

func appendTrack(b []byte, t *air.Track) []byte {
	b = le.AppendUint32(b, t.Number)
	b = append(b, byte(t.Status))
	for _, v := range [...]uint16{uint16(t.Has), uint16(t.Release), uint16(t.Origin), uint16(t.Code), uint16(t.Level)} {
		b = le.AppendUint16(b, v)
	}
	b = le.AppendUint32(b, uint32(t.Address))
	b = append(b, t.Callsign[:]...)
	b = appendTimes(b, t.Born, t.Updated)
	b = appendFloats(b, []float64{t.Pos.X, t.Pos.Y, t.Pos.Z, t.Vel.X, t.Vel.Y, t.Vel.Z})
	for _, c := range t.Cov {
		b = le.AppendUint32(b, math.Float32bits(c))
	}
	b = le.AppendUint32(b, math.Float32bits(t.SigmaUp))
	b = le.AppendUint32(b, math.Float32bits(t.Existence))
	for _, c := range t.By {
		b = le.AppendUint16(b, uint16(c.Sensor))
		b = append(b, byte(c.Kind), c.Age)
	}
	return le.AppendUint64(b, uint64(t.Lineage))
}

func loadTrack(r *air.StateReader) (t air.Track) {
	t.Number, t.Status = r.U32(), air.TrackStatus(r.U8())
	t.Has, t.Release, t.Origin = air.Field(r.U16()), air.Release(r.U16()), air.CenterID(r.U16())
	t.Code, t.Level, t.Address = air.Mode3A(r.U16()), air.FL(r.U16()), air.Address(r.U32())
	for i := range t.Callsign {
		t.Callsign[i] = r.U8()
	}
	t.Born, t.Updated = r.Time(), r.Time()
	t.Pos = geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}
	t.Vel = geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}
	for i := range t.Cov {
		t.Cov[i] = math.Float32frombits(r.U32())
	}
	t.SigmaUp, t.Existence = math.Float32frombits(r.U32()), math.Float32frombits(r.U32())
	for i := range t.By {
		t.By[i] = air.Contribution{Sensor: air.SensorID(r.U16()), Kind: air.PlotKind(r.U8()), Age: r.U8()}
	}
	t.Lineage = air.CenterSet(r.U64())
	return t
}
