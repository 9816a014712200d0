package trial

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim"
)

// Milestone is a step from nothing to a warning.
type Milestone uint8

// The milestones, at the center: when the first plot has come in, when a
// confirmed track has taken one in, when that track has an identity, and when it
// is a track of interest.
const (
	Plot Milestone = iota
	Track
	Identity
	Interest
	milestones
)

// Milestones are all, in their order.
var Milestones = []Milestone{Plot, Track, Identity, Interest}

// String names the milestone.
func (m Milestone) String() string {
	return [...]string{"first plot", "first track", "identity", "of interest"}[m]
}

// passage is what one run says of one threat: the line that it crosses, and
// where it was at each whole second.
type passage struct {
	target  truth.AircraftID
	name    string
	over    air.Nation // in whose airspace it was last; NoNation: in nobody's yet
	seen    bool
	crossed air.Time // air.Never: not yet
	into    air.Nation
	nearest float64 // m, to the defended point
	track   []place // second by second
	from    air.Time
}

type place = geo.LatLon

// meter listens to a run and notes the milestones. It is a sim.Tap.
type meter struct {
	point    *geo.LatLon // defended; nil: a border
	threats  []passage
	index    []int // by aircraft: in threats, or -1
	owners   truth.Owners
	at       [][][milestones]air.Time // by threat, by center
	numbers  [][]uint32               // by threat, by center: the track that had its last plot
	last     [][]air.Time             // by threat, by center: of the last plot before the crossing
	open     [][]air.Time             // the longest time without one since the first
	gap      [][]air.Time             // the same at the crossing
	everySec air.Time
}

func newMeter(e *sim.Engine, o *Options) *meter {
	m := &meter{point: o.Point}
	centers := len(e.Theater().Centers)
	for id, entry := range e.Roster() {
		m.index = append(m.index, -1)
		if entry.Role != truth.TOI || len(o.Threats) > 0 && !slices.Contains(o.Threats, entry.Name) {
			continue
		}
		m.index[id] = len(m.threats)
		m.threats = append(m.threats, passage{target: truth.AircraftID(id), name: entry.Name, crossed: air.Never, nearest: math.Inf(1)})
		times := make([][milestones]air.Time, centers)
		for i := range times {
			times[i] = [milestones]air.Time{air.Never, air.Never, air.Never, air.Never}
		}
		m.at = append(m.at, times)
		m.numbers = append(m.numbers, make([]uint32, centers))
		m.last = append(m.last, make([]air.Time, centers))
		m.open, m.gap = append(m.open, make([]air.Time, centers)), append(m.gap, make([]air.Time, centers))
	}
	return m
}

// without returns the names of which no threat has one.
func (m *meter) without(names []string) (unknown []string) {
	for _, name := range names {
		if !slices.ContainsFunc(m.threats, func(p passage) bool { return p.name == name }) {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

// Beat notes what the beat brought.
func (m *meter) Beat(b *truth.Beat) error {
	if b.At >= m.everySec {
		m.everySec = b.At + air.Second
		for i := range b.Truth.Aircraft {
			a := &b.Truth.Aircraft[i]
			if k := m.index[a.ID]; k >= 0 {
				m.wait(k, b.At)
				if m.threats[k].move(b.At, a.Pos.Geodetic().LatLon, m.point) {
					copy(m.gap[k], m.open[k])
				}
			}
		}
	}
	m.owners.Note(b.Looks, b.At)
	for c := range b.Fates {
		m.fates(c, b.At, b.Fates[c])
		if v := b.Views[c]; v != nil {
			m.view(c, v)
		}
	}
	return nil
}

// move notes where a threat is, and whether it now crosses the line: into the
// airspace of another nation than it was in last, the first not counted; of
// several crossings the last counts. Of a defended point it is the nearest
// approach.
func (p *passage) move(at air.Time, pos place, point *geo.LatLon) (crosses bool) {
	over := air.NoNation
	if point == nil {
		over = atlas.Overflown(pos)
	}
	if !p.seen {
		p.seen, p.from, p.over = true, at, over
	}
	p.track = append(p.track, pos)
	if point != nil {
		if d := geo.Distance(pos, *point); d < p.nearest {
			p.nearest, p.crossed = d, at
			return true
		}
		return false
	}
	if over == air.NoNation || over == p.over {
		return false
	}
	p.over, p.crossed, p.into = over, at, over
	return true
}

// where returns where the threat was at a time of the run.
func (p *passage) where(at air.Time) (place, bool) {
	i := int((at - p.from) / air.Second)
	if len(p.track) == 0 || at < p.from {
		return place{}, false
	}
	return p.track[min(i, len(p.track)-1)], true
}

// fates notes what a center made of the threats' plots.
func (m *meter) fates(c int, now air.Time, fates []air.Disposition) {
	for i := range fates {
		f := &fates[i]
		target, ok := m.owners.Of(f.Plot)
		if !ok || m.index[target] < 0 {
			continue
		}
		k := m.index[target]
		m.reach(k, c, Plot, now)
		m.last[k][c] = now
		if f.Fate == air.FateUpdated {
			m.reach(k, c, Track, now)
			m.numbers[k][c] = f.Track
		}
	}
}

// view notes what a center thinks of the tracks that the threats' plots made.
func (m *meter) view(c int, v *air.View) {
	for k := range m.threats {
		n := m.numbers[k][c]
		if n == 0 || m.at[k][c][Track] == air.Never {
			continue
		}
		mark := v.Mark(n)
		if mark.Identity != air.Pending {
			m.reach(k, c, Identity, v.At)
		}
		if mark.Interest {
			m.reach(k, c, Interest, v.At)
		}
	}
}

// wait lengthens the gaps of a threat.
func (m *meter) wait(k int, now air.Time) {
	for c, last := range m.last[k] {
		if m.at[k][c][Plot] != air.Never {
			m.open[k][c] = max(m.open[k][c], now-last)
		}
	}
}

func (m *meter) reach(threat, center int, what Milestone, now air.Time) {
	at := &m.at[threat][center][what]
	*at = min(*at, now)
}
