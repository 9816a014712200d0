package center

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// wing is an interceptor of another center, as that one told of it: it is guided,
// and goes by no plan, until it is said to be down.
type wing struct {
	From     string // the center that guides it
	Callsign string
	Code     air.Mode3A
	Until    air.Time // it is forgotten then
}

// aboutWings is the point of a message by which a center tells of its interceptors.
const aboutWings = "interceptor"

const (
	wingKept = 3 * air.Hour   // assumed: longer than a fighter stays up without a tanker
	wingDown = 2 * air.Minute // that a track lives on after its aircraft has landed; assumed
	wingNear = 10 * geo.NM    // m from where the leader says it is, within which all of a flight are; assumed
)

// guided returns by whom and as whose a track is known to be an interceptor under
// control: an own flight's by its desk and what its pilots say, another center's by
// what that one told. Its plan says nothing of where it goes. Empty: it is none, as is a
// track of interest whose escort's code it bears.
func (c *Center) guided(e *entry, t *air.Track) (by string, ours bool) {
	if len(c.sorties)+len(c.wings) == 0 || e.file != nil && e.file.Passed || c.worked(e.mark.Track) {
		return "", false
	}
	for i := range c.sorties {
		s := &c.sorties[i]
		if s.Spoke.At != 0 && s.flies(c.picture.At) && slices.ContainsFunc(s.crew, func(m mate) bool { return m.is(e, t) }) && s.near(t) {
			return s.Name, true
		}
	}
	for i := range c.wings {
		if w := &c.wings[i]; c.picture.At < w.Until && (&mate{call: air.NewCallsign(w.Callsign), code: w.Code}).is(e, t) {
			return w.From, false
		}
	}
	return "", false
}

// worked reports whether a track has a case that is more than potential.
func (c *Center) worked(track uint32) bool {
	return slices.ContainsFunc(c.cases, func(x toi) bool { return x.Track == track && x.State != "closed" && x.State != "potential" })
}

// flies reports whether a flight is in the air, or has only just landed.
func (s *sortie) flies(now air.Time) bool {
	return s.aloft() || s.State == "home" || s.State == "down" && now-s.Since < wingDown
}

// near reports whether a track is where the flight's leader says it is: who bears its
// code elsewhere is somebody else.
func (s *sortie) near(t *air.Track) bool {
	return geo.Distance(s.Spoke.on(t.Updated), t.Pos.Geodetic().LatLon) <= wingNear
}

// is reports whether a track is an aircraft's: by its address, its code, or the plan
// that it was tied to when it answered.
func (m *mate) is(e *entry, t *air.Track) bool {
	return m.address != 0 && t.Has&air.HasAddress != 0 && t.Address == m.address ||
		m.code.Discrete() && t.Has&air.HasCode != 0 && t.Code == m.code || e.tie != noEvidence && e.mark.Plan == m.call
}

// tellWings tells those who would wonder that a flight of the center's own has taken
// off, or is down: the nation's other centers, the air defence centers of its partner in
// the common command and those that a line joins.
func (c *Center) tellWings(at air.Time, s *sortie, word string) {
	for i := range c.peers {
		p := &c.peers[i]
		same := p.nations&c.nations != 0
		if p.kind == scenario.Observer || !same && (p.kind != scenario.Defence || !p.joined && !c.allied(s, p)) {
			continue
		}
		for k := range s.crew {
			m := &s.crew[k]
			says := air.Talk{Word: aboutWings, Point: word, Callsign: m.call.String(), Code: m.code, Has: air.HasCallsign | air.HasCode}
			c.tellThem(at, p, says, fmt.Sprintf("%s of %s: %s %s, code %v", aboutWings, s.Name, says.Callsign, word, m.code))
		}
	}
}

// allied reports whether a flight may go over the nations of another center by order
// of a common command.
func (c *Center) allied(s *sortie, p *peer) bool {
	for _, n := range air.Nations {
		if p.nations&air.Only(n) != 0 && c.book.Rule(s.mover(), n).Allow == scenario.ByOrder {
			return true
		}
	}
	return false
}

// hearWings takes in what another center tells of its interceptors, and reports
// whether the message was that.
func (c *Center) hearWings(at air.Time, m *air.Message) bool {
	if m.Says.Word != aboutWings {
		return false
	}
	c.wings = slices.DeleteFunc(c.wings, func(w wing) bool { return w.From == m.From && w.Callsign == m.Says.Callsign || at >= w.Until })
	kept := wingKept
	if m.Says.Point == "down" {
		kept = wingDown
	}
	c.wings = append(c.wings, wing{m.From, m.Says.Callsign, m.Says.Code, at + kept})
	return true
}
