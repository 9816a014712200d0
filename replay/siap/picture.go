package siap

import (
	"perimeter/air"
	"perimeter/air/truth"
)

// sum is what the looks at one center's picture add up to.
type sum struct {
	objects, tracked    int // over all looks
	own, ownTracked     int
	tracks, assigned    int
	identified, correct int
	conflicting         int
	position, velocity  float64 // m, m/s: of the nearest track of each object
	breaks              int
	held                []hold // by aircraft
	now                 []best // by aircraft: of the present look
	present             []truth.AircraftID
	identities          []air.Identity // by aircraft: of the present look
}

// best is an object's nearest track at one look.
type best struct {
	number uint32 // 0: none
	apart  float64
	track  *air.Track
}

// hold is how an object was held over time, in looks.
type hold struct {
	number       uint32 // last
	present      int    // looks with the object
	run, longest int    // under one number
}

func newSum(aircraft int) sum {
	return sum{held: make([]hold, aircraft), now: make([]best, aircraft), identities: make([]air.Identity, aircraft)}
}

// look adds one look at the picture.
func (s *sum) look(m *Meter, c int, v *air.View, at air.Time) {
	s.present = s.present[:0]
	for i := range m.field.objects {
		o := &m.field.objects[i]
		s.present = append(s.present, o.id)
		s.now[o.id], s.identities[o.id] = best{}, air.Pending
	}
	s.assign(m, v, at)
	for i := range m.field.objects {
		s.object(m, c, &m.field.objects[i], v, at)
	}
}

// assign gives each track the nearest object.
func (s *sum) assign(m *Meter, v *air.View, at air.Time) {
	for i := range v.Tracks {
		t := &v.Tracks[i]
		s.tracks++
		pos := t.Pos.Add(t.Vel.Scale((at - v.At).Seconds()))
		k, apart := m.field.nearest(pos, m.options.Gate)
		if k < 0 {
			continue
		}
		s.assigned++
		id := m.field.objects[k].id
		identity := v.Mark(t.Number).Identity
		switch b := &s.now[id]; {
		case b.number == 0:
			*b, s.identities[id] = best{t.Number, apart, t}, identity
		default:
			if identity != s.identities[id] && known(identity) && known(s.identities[id]) {
				s.conflicting++
			}
			if apart < b.apart {
				*b, s.identities[id] = best{t.Number, apart, t}, identity
			}
		}
	}
}

func known(i air.Identity) bool { return i > air.Unknown }

// object adds what is held of one object.
func (s *sum) object(m *Meter, c int, o *object, v *air.View, at air.Time) {
	b, h := &s.now[o.id], &s.held[o.id]
	own := at-m.seenBy[c][o.id] <= m.options.Seen
	s.objects++
	h.present++
	if own {
		s.own++
	}
	if b.number == 0 {
		h.run = 0
		return
	}
	s.tracked++
	if own {
		s.ownTracked++
	}
	if h.number != 0 && h.number != b.number {
		s.breaks++
		h.run = 0
	}
	h.number = b.number
	h.run++
	h.longest = max(h.longest, h.run)
	s.position += b.apart
	s.velocity += b.track.Vel.Sub(o.vel).Norm()
	if known(s.identities[o.id]) {
		s.identified++
		if right(s.identities[o.id], &m.roster[o.id]) {
			s.correct++
		}
	}
}

// right reports whether an identity fits what an aircraft really is.
func right(i air.Identity, e *truth.Entry) bool {
	switch e.Role {
	case truth.TOI:
		return i == air.Suspect || i == air.Hostile || i == air.Joker || i == air.Faker
	case truth.Interceptor, truth.AEW:
		return i == air.Friend || i == air.AssumedFriend || i == air.Neutral
	}
	return i == air.Neutral || i == air.AssumedFriend || i == air.Friend
}

// Picture is the score of one center's picture. A share of nothing is 0.
type Picture struct {
	Center       string  `json:"center"`
	Completeness float64 `json:"completeness"`
	Own          float64 `json:"completeness_own"`
	Ambiguity    float64 `json:"ambiguity"`
	Spurious     float64 `json:"spurious"`
	Continuity   float64 `json:"continuity"`
	Breaks       float64 `json:"breaks_per_object_hour"`
	Position     float64 `json:"position_m"`
	Velocity     float64 `json:"velocity_m_s"`
	Identified   float64 `json:"identified"`
	Correct      float64 `json:"correct"`
	Conflicting  float64 `json:"conflicting"`
	Objects      float64 `json:"objects"` // mean
}

func share(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(part) / float64(of)
}

func (s *sum) picture(m *Meter, name string) Picture {
	p := Picture{
		Center: name, Completeness: share(s.tracked, s.objects), Own: share(s.ownTracked, s.own),
		Ambiguity: share(s.assigned, s.tracked), Spurious: share(s.tracks-s.assigned, s.tracks),
		Identified: share(s.identified, s.tracked), Correct: share(s.correct, s.identified), Conflicting: share(s.conflicting, s.tracked),
	}
	if looks := int(m.now / m.options.Every); looks > 0 {
		p.Objects = float64(s.objects) / float64(looks)
	}
	longest, present := 0, 0
	for i := range s.held {
		longest += s.held[i].longest
		present += s.held[i].present
	}
	p.Continuity = share(longest, present)
	if s.tracked > 0 {
		hours := float64(s.tracked) * m.options.Every.Seconds() / 3600
		p.Breaks = float64(s.breaks) / hours
		p.Position, p.Velocity = s.position/float64(s.tracked), s.velocity/float64(s.tracked)
	}
	return p
}

// pairSum compares two centers' pictures.
type pairSum struct {
	a, b             int
	either, both     int
	alike, bothNamed int
	apart            float64 // m
}

// look adds one look, after those at the two pictures.
func (p *pairSum) look(a, b *sum, va, vb *air.View) {
	if va == nil || vb == nil {
		return
	}
	for _, id := range a.present {
		x, y := &a.now[id], &b.now[id]
		if x.number == 0 && y.number == 0 {
			continue
		}
		p.either++
		if x.number == 0 || y.number == 0 {
			continue
		}
		p.both++
		p.apart += aground(x.track.Pos, y.track.Pos.Add(y.track.Vel.Scale((va.At - vb.At).Seconds())))
		if known(a.identities[id]) && known(b.identities[id]) {
			p.bothNamed++
			if a.identities[id] == b.identities[id] {
				p.alike++
			}
		}
	}
}

// Common is how far two centers' pictures agree.
type Common struct {
	A           string  `json:"a"`
	B           string  `json:"b"`
	Commonality float64 `json:"commonality"` // objects that both hold, of those that either holds
	Apart       float64 `json:"apart_m"`     // mean distance of the two tracks
	Alike       float64 `json:"alike"`       // same identity, of those that both have named
}

func (p *pairSum) common(th *air.Theater) Common {
	c := Common{A: th.Centers[p.a].Name, B: th.Centers[p.b].Name, Commonality: share(p.both, p.either), Alike: share(p.alike, p.bothNamed)}
	if p.both > 0 {
		c.Apart = p.apart / float64(p.both)
	}
	return c
}
