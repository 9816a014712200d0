package siap

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Options say how to score. The zero Options score by the standard values.
type Options struct {
	Every     air.Time                    // between two looks at the pictures; 0: 10 s
	Gate      float64                     // m over the ground: a track farther from every object is spurious; 0: 5,000, assumed
	Seen      air.Time                    // an object counts this long after a sensor saw it; 0: 1 min
	Overflown func(geo.LatLon) air.Nation // whose sovereign airspace a place is in; nil: crossings are not known
	Bands     []Band                      // of the scenario
}

func (o *Options) standard() {
	if o.Every == 0 {
		o.Every = 10 * air.Second
	}
	if o.Gate == 0 {
		o.Gate = 5000
	}
	if o.Seen == 0 {
		o.Seen = air.Minute
	}
}

// Meter scores one exercise. It is a Tap.
type Meter struct {
	options Options
	theater *air.Theater
	roster  truth.Roster
	next    air.Time // when the pictures are looked at again
	now     air.Time

	seen    []air.Time   // by aircraft: when any sensor last saw it
	seenBy  [][]air.Time // by center, by aircraft: when one of its sensors last saw it
	centers [][]int      // by sensor: whose it is
	views   []*air.View  // the last of each center
	sums    []sum        // by center
	pairs   []pairSum    // by two centers
	story   story
	field   field
}

// NewMeter makes a meter for an exercise.
func NewMeter(th *air.Theater, roster truth.Roster, o Options) *Meter {
	o.standard()
	m := &Meter{
		options: o, theater: th, roster: roster, next: o.Every,
		seen:    never(len(roster)),
		centers: make([][]int, len(th.Sensors)), views: make([]*air.View, len(th.Centers)),
	}
	for c := range th.Centers {
		m.seenBy = append(m.seenBy, never(len(roster)))
		m.sums = append(m.sums, newSum(len(roster)))
		for _, s := range th.Centers[c].Sensors {
			m.centers[s] = append(m.centers[s], c)
		}
		for d := range c {
			m.pairs = append(m.pairs, pairSum{a: d, b: c})
		}
	}
	m.story = newStory(th, roster, o.Overflown)
	return m
}

func never(n int) []air.Time {
	times := make([]air.Time, n)
	for i := range times {
		times[i] = -air.Never / 2 // so that no difference overflows
	}
	return times
}

// Beat hears a beat.
func (m *Meter) Beat(b *truth.Beat) error {
	m.now = b.At
	for i := range b.Looks {
		l := &b.Looks[i]
		if l.Plot == 0 {
			continue
		}
		m.seen[l.Target] = max(m.seen[l.Target], l.At)
		for _, c := range m.centers[l.Sensor] {
			m.seenBy[c][l.Target] = max(m.seenBy[c][l.Target], l.At)
		}
	}
	for c, v := range b.Views {
		if v != nil {
			m.views[c] = v
		}
	}
	m.story.beat(b)
	if b.Truth != nil && b.At >= m.next {
		m.next = b.At + m.options.Every
		m.look(b)
	}
	return nil
}

// look takes one look at all pictures.
func (m *Meter) look(b *truth.Beat) {
	m.field.set(b.Truth, func(id truth.AircraftID) bool {
		return !m.roster[id].Phantom && b.At-m.seen[id] <= m.options.Seen
	})
	for c, v := range m.views {
		if v != nil {
			m.sums[c].look(m, c, v, b.At)
		}
	}
	for i := range m.pairs {
		p := &m.pairs[i]
		p.look(&m.sums[p.a], &m.sums[p.b], m.views[p.a], m.views[p.b])
	}
}
