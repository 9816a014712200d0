package fusion

import (
	"fmt"

	"perimeter/air"
)

// append adds what other centers have reported to a checkpoint.
func (f *foreign) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(f.inbox)))
	for i := range f.inbox {
		b = appendTimes(b, f.inbox[i].at)
		b = f.inbox[i].track.AppendState(b)
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
	for range r.Len(8 + air.TrackStateSize) {
		f.inbox = append(f.inbox, foreignReport{at: r.Time()})
		f.inbox[len(f.inbox)-1].track.LoadState(r)
	}
	for range r.Len(air.TrackStateSize + 44) {
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
	b = g.last.AppendState(b)
	b = appendTimes(b, g.at, g.heard, g.every, g.born)
	b = le.AppendUint32(b, g.number)
	b = le.AppendUint32(b, g.wants)
	b = append(b, g.fits, g.fails, byte(g.fed))
	return air.AppendBool(b, g.fresh)
}

func (g *foreigner) load(r *air.StateReader) {
	if g.last.LoadState(r); r.Err() == nil && !possibleTrack(&g.last) {
		r.Fail(fmt.Errorf("fusion: checkpoint: foreign track %d of center %d: want a place on earth and a covariance", g.last.Number, g.last.Origin))
	}
	g.at, g.heard, g.every, g.born = r.Time(), r.Time(), r.Time(), r.Time()
	g.number, g.wants = r.U32(), r.U32()
	g.fits, g.fails, g.fed, g.fresh = r.U8(), r.U8(), feeding(r.U8()), r.Bool()
}
