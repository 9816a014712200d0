package msel

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// referee sees by the truth which state aircraft are over another nation without
// leave, whether or not anybody noticed, and marks it for the director's report;
// so it marks what centers log as a breach of a feed's terms. It stops nobody.
type referee struct {
	on     bool // the exercise has rules to watch
	book   *accord.Book
	movers []mover
	leaves []leave
	orders []leave       // of a common command
	owners []air.Release // by center: for which nations its people may grant
	common []air.Release // by center: over whose nations its people command; none: they do not
}

// mover is one state aircraft of the story.
type mover struct {
	name   string
	flight string // its flight on alert; empty: none
	as     accord.Mover
	over   air.Nation // whose airspace it was last found in, without leave
}

// leave is what a center granted.
type leave struct {
	flight string
	over   air.Nation
	from   air.Time
}

func newReferee(sc *scenario.Scenario) referee {
	r := referee{on: sc.Ruled(), book: accord.NewBook(sc)}
	for i := range sc.Centers {
		c := &sc.Centers[i]
		r.owners, r.common = append(r.owners, accord.Owners(c)), append(r.common, 0)
		if c.Kind == scenario.Defence && c.Nation == air.NoNation {
			r.common[i] = c.Audience
		}
	}
	for i := range sc.Aircraft {
		a := &sc.Aircraft[i]
		m := mover{name: a.Name, as: accord.Mover{Nation: a.Nation, Actor: scenario.Interceptor, Purpose: scenario.Pursuit}}
		switch a.Role {
		case truth.AEW:
			m.as.Actor, m.as.Purpose = scenario.Surveillance, scenario.Monitor
		case truth.Interceptor:
		default:
			continue
		}
		if k := sc.FlightOf(i); k >= 0 {
			m.flight, m.as.Armed = sc.Alerts[k].Flight, sc.Alerts[k].Armed
		}
		r.movers = append(r.movers, m)
	}
	return r
}

// look returns a bookmark for each state aircraft that has just come over another
// nation without leave.
func (r *referee) look(t1 air.Time, w *Watch, said []saying) (orders []air.Order) {
	for i := range said {
		r.note(&said[i])
		orders = append(orders, ofTerms(t1, &said[i])...)
	}
	if !r.on {
		return orders
	}
	for i := range r.movers {
		m := &r.movers[i]
		a := w.flying(m.name)
		if a == nil {
			m.over = air.NoNation
			continue
		}
		at := a.Pos.Geodetic().LatLon
		over := atlas.Overflown(at)
		why, ok := r.book.May(m.as, over, r.granted(m, over, t1))
		if ok {
			m.over = air.NoNation
			continue
		}
		if over == m.over {
			continue
		}
		m.over = over
		orders = append(orders, air.Order{At: t1, Origin: air.Derived, Body: air.Bookmark{
			What: "breach", About: m.name, Text: fmt.Sprintf("%s of %v over %v: %s", m.name, m.as.Nation, over, why), Lat: at.Lat, Lon: at.Lon,
		}})
	}
	return orders
}

// ofTerms returns the bookmark for a breach of a feed's terms.
func ofTerms(t1 air.Time, s *saying) []air.Order {
	feed, why, found := strings.Cut(s.Text, ": ")
	if s.Did != "breach" || !found || !strings.HasPrefix(feed, "feed ") {
		return nil
	}
	return []air.Order{{At: t1, Origin: air.Derived, Body: air.Bookmark{What: "breach", About: strings.TrimPrefix(feed, "feed "), Text: why}}}
}

// note keeps what a center granted.
func (r *referee) note(s *saying) {
	if flight, over, ok := accord.ParseOrder(s.Text); ok && s.Did == "order" && r.common[s.post]&air.Only(over) != 0 {
		r.orders = append(r.orders, leave{flight, over, 0})
	} else if ok && s.Did == "consent" && r.owners[s.post] == air.Only(over) {
		r.leaves = append(r.leaves, leave{flight, over, 0})
	}
	if s.Did != "grant" {
		return
	}
	if ask, why, ok := accord.ParseAnswer(s.Text); ok && r.owners[s.post]&air.Only(ask.Over) != 0 {
		r.leaves = append(r.leaves, leave{ask.Flight, ask.Over, accord.Begins(why)})
	}
}

func (r *referee) granted(m *mover, over air.Nation, at air.Time) bool {
	names := func(l leave) bool {
		return (l.flight == m.name || l.flight == m.flight && m.flight != "") && l.over == over && at >= l.from
	}
	return slices.ContainsFunc(r.leaves, names) && (!r.ordered(m, over) || slices.ContainsFunc(r.orders, names))
}

// ordered reports whether a mover crosses by order, in an exercise that has a
// common command of the two nations.
func (r *referee) ordered(m *mover, over air.Nation) bool {
	return m.flight != "" && r.book.Rule(m.as, over).Allow == scenario.ByOrder && slices.Contains(r.common, air.Only(m.as.Nation, over))
}

// append adds to a checkpoint who is where without leave, and what was granted.
func (r *referee) append(s []byte) []byte {
	for i := range r.movers {
		s = append(s, byte(r.movers[i].over))
	}
	return appendLeaves(appendLeaves(s, r.leaves), r.orders)
}

func appendLeaves(s []byte, list []leave) []byte {
	s = binary.LittleEndian.AppendUint32(s, uint32(len(list)))
	for _, l := range list {
		s = append(air.AppendString(s, l.flight), byte(l.over))
		s = binary.LittleEndian.AppendUint64(s, uint64(l.from))
	}
	return s
}

const leaveStateSize = 4 + 1 + 8

func (r *referee) load(s *air.StateReader) {
	for i := range r.movers {
		r.movers[i].over = air.Nation(s.U8())
	}
	r.leaves, r.orders = loadLeaves(s), loadLeaves(s)
}

func loadLeaves(s *air.StateReader) []leave {
	list := make([]leave, s.Len(leaveStateSize))
	for i := range list {
		list[i] = leave{s.String(), air.Nation(s.U8()), s.Time()}
	}
	return list
}
