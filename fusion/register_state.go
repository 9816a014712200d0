package fusion

import (
	"perimeter/air"
)

// append adds the registration's state to a checkpoint. Of the systems only the
// blocks of radars that ever saw one aircraft are written.
func (g *registrar) append(b []byte) []byte {
	b = appendTimes(b, g.swept, g.solved, g.brisk)
	b = air.AppendBool(b, g.begun)
	b = appendFloats(b, g.common[:])
	for i := range g.aligned {
		b = g.aligned[i].append(b)
	}
	b = g.past.append(b)
	b = g.fresh.append(b)
	n := 0
	for i := range g.table {
		if g.table[i].n > 0 {
			n++
		}
	}
	b = le.AppendUint32(b, uint32(n))
	for i := range g.table {
		if s := &g.table[i]; s.n > 0 {
			b = le.AppendUint32(b, uint32(i))
			b = s.append(b)
		}
	}
	b = le.AppendUint32(b, uint32(len(g.events)))
	for _, e := range g.events {
		b = appendTimes(b, e.At)
		b = le.AppendUint16(b, uint16(e.Sensor))
		b = append(b, byte(e.Kind))
	}
	return b
}

func (g *registrar) load(r *air.StateReader) {
	g.swept, g.solved, g.brisk, g.begun = r.Time(), r.Time(), r.Time(), r.Bool()
	loadFloats(r, g.common[:])
	for i := range g.aligned {
		g.aligned[i].load(r)
		g.hold(&g.aligned[i])
	}
	g.past.load(r)
	g.fresh.load(r)
	if g.begun && g.whole() && len(g.table) > 0 {
		g.factor()
	}
	for i := range g.table {
		g.table[i].n = 0
	}
	for range r.Len(4 + stretchBytes) {
		i := bounded(r, int(r.U32()), 0, len(g.table)-1, "as a place in the table of stretches")
		if r.Err() == nil {
			g.take(i)
			g.table[i].load(r, len(g.aligned))
		}
	}
	g.events = g.events[:0]
	for range r.Len(11) {
		g.events = append(g.events, BiasEvent{r.Time(), air.SensorID(r.U16()), BiasEventKind(r.U8())})
	}
}

func (a *alignment) append(b []byte) []byte {
	b = appendFloats(b, a.x[:])
	for i := range a.cov {
		b = appendFloats(b, a.cov[i][:])
	}
	b = appendFloats(b, a.misfit.e[:])
	for i := range a.misfit.v {
		b = appendFloats(b, a.misfit.v[i][:])
	}
	b = appendFloats(b, a.maybe[:])
	b = appendFloats(b, a.mean[:])
	b = appendFloats(b, a.prior[:])
	for i := range a.scatter {
		b = appendFloats(b, a.scatter[i].sum[:])
		b = appendFloats(b, a.scatter[i].weight[:])
	}
	b = appendFloats(b, []float64{a.used, a.gone, a.rests, a.rough, a.free})
	b = le.AppendUint32(b, uint32(a.craft))
	b = air.AppendBool(b, a.bad)
	return appendTimes(b, a.changed)
}

func (a *alignment) load(r *air.StateReader) {
	loadFloats(r, a.x[:])
	for i := range a.cov {
		loadFloats(r, a.cov[i][:])
	}
	loadFloats(r, a.misfit.e[:])
	for i := range a.misfit.v {
		loadFloats(r, a.misfit.v[i][:])
	}
	loadFloats(r, a.maybe[:])
	loadFloats(r, a.mean[:])
	loadFloats(r, a.prior[:])
	for i := range a.scatter {
		loadFloats(r, a.scatter[i].sum[:])
		loadFloats(r, a.scatter[i].weight[:])
	}
	a.used, a.gone, a.rests, a.rough, a.free = r.Float(), r.Float(), r.Float(), r.Float(), r.Float()
	a.craft, a.bad, a.changed = int(r.U32()), r.Bool(), r.Time()
}

// append writes the right side and the blocks of the upper triangle that hold
// anything, each with its place.
func (s *system) append(b []byte) []byte {
	b = appendFloats(b, s.y)
	at := len(b)
	b = le.AppendUint32(b, 0)
	n := uint32(0)
	for i := 0; i < len(s.y); i += biasTerms {
		for j := i; j < len(s.y); j += biasTerms {
			if m := s.block(i, j); m != ([biasTerms][biasTerms]float64{}) {
				b = le.AppendUint16(b, uint16(i/biasTerms))
				b = le.AppendUint16(b, uint16(j/biasTerms))
				for k := range m {
					b = appendFloats(b, m[k][:])
				}
				n++
			}
		}
	}
	le.PutUint32(b[at:], n)
	return b
}

// block returns the block of two radars as it stands in the upper triangle.
func (s *system) block(i, j int) (m [biasTerms][biasTerms]float64) {
	for k := range biasTerms {
		copy(m[k][:], s.m[(i+k)*len(s.y)+j:])
	}
	return m
}

func (s *system) load(r *air.StateReader) {
	loadFloats(r, s.y)
	clear(s.m)
	const size = 4 + 8*biasTerms*biasTerms
	for range r.Len(size) {
		last := len(s.y)/biasTerms - 1
		i := bounded(r, int(r.U16()), 0, last, "as a radar's row")
		j := bounded(r, int(r.U16()), 0, last, "as a radar's column")
		for k := range biasTerms {
			if r.Err() != nil {
				return
			}
			at := (biasTerms*i+k)*len(s.y) + biasTerms*j
			loadFloats(r, s.m[at:at+biasTerms])
		}
	}
}

const stretchBytes = 17 // no stretch takes less

func (s *stretch) append(b []byte) []byte {
	b = le.AppendUint64(b, s.key)
	b = appendTimes(b, s.from)
	b = append(b, byte(s.n))
	for i := range s.n {
		k := &s.seen[i]
		b = appendTimes(b, k.at)
		b = le.AppendUint32(b, k.rho)
		b = le.AppendUint32(b, k.theta)
		b = le.AppendUint16(b, uint16(k.level))
		b = le.AppendUint16(b, uint16(k.sensor))
		b = air.AppendBool(air.AppendBool(air.AppendBool(b, k.echo), k.has), k.fine)
	}
	return b
}

func (s *stretch) load(r *air.StateReader, sensors int) {
	s.key, s.from = r.U64(), r.Time()
	s.n = bounded(r, int(r.U8()), 0, stretchPlots, "plots of a stretch")
	for i := range s.n {
		s.seen[i] = glimpse{
			at: r.Time(), rho: r.U32(), theta: r.U32(), level: air.FL(r.U16()),
			sensor: air.SensorID(bounded(r, int(r.U16()), 0, sensors-1, "as a sensor")),
			echo:   r.Bool(), has: r.Bool(), fine: r.Bool(),
		}
	}
}
