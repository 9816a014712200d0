package coverage

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// Order is by what radars are put in order.
type Order uint8

// The orders.
const (
	ByVolume  Order = iota // of air seen that was not
	ByWarning              // minutes of all threats together, then volume
)

// Ranking says in which order a nation's radars serve an audience best.
type Ranking struct {
	Nation   string   `json:"nation"`
	Audience string   `json:"audience"`
	By       string   `json:"by"`
	Has      int      `json:"radars_it_has"`
	Levels   []string `json:"levels"`
	Threats  []string `json:"threats"` // that enter the audience's airspace
	Lists    []List   `json:"lists"`
}

// List is the order for one kind of target.
type List struct {
	Kind  string `json:"kind"`
	Start Gain   `json:"start"` // what the audience has before
	Steps []Gain `json:"steps"`
}

// Gain is what one more radar adds to those before it.
type Gain struct {
	Radar   string     `json:"radar,omitempty"`
	Type    string     `json:"type,omitempty"`
	StandIn bool       `json:"stand_in,omitempty"`
	Km3     float64    `json:"km3"`             // between the least height seen and VolumeTop
	Km2     []float64  `json:"km2_by_level"`    // seen by none before
	Warning []*float64 `json:"warning_minutes"` // by threat, with all so far: from first coverage to the border; below 0: after it; null: never
}

// VolumeTop is the height above sea level to which volume is counted: above it
// nothing flies that a feed is wanted for.
const VolumeTop = 60_000 * geo.Foot // m

// Rank puts the radars of a nation that an audience does not have in the order
// of what each adds to what it has with those before it: the greedy order. An
// audience has the radars of its own nations, and those whose label
// releases them to it.
func (s *Survey) Rank(nation air.Nation, audience air.Release, by Order) (*Ranking, error) {
	r := &Ranking{Nation: nation.String(), Audience: audience.String(), By: [...]string{"volume", "warning"}[by]}
	var has, lacks []int
	for i := range s.Radars {
		switch {
		case s.belongs(i, audience) || s.Radars[i].Release.To(audience):
			has = append(has, i)
		case s.Radars[i].Nation == nation:
			lacks = append(lacks, i)
		}
	}
	if len(lacks) == 0 {
		return nil, fmt.Errorf("rank feeds: %s has no radar that %s does not have already", nation, audience)
	}
	r.Has = len(has)
	for _, l := range s.Levels {
		r.Levels = append(r.Levels, l.Name)
	}
	for i := range s.Threats {
		if _, ok := s.Threats[i].border(audience); ok {
			r.Threats = append(r.Threats, s.Threats[i].Name)
		}
	}
	for k := range kinds {
		q := newQueue(s, k, audience)
		for _, i := range has {
			q.take(i)
		}
		start := q.gain(-1)
		r.Lists = append(r.Lists, List{Kind: k.String(), Start: start, Steps: q.order(lacks, by)})
	}
	return r, nil
}

// queue is what an audience has of one kind, radar after radar.
type queue struct {
	survey   *Survey
	kind     Kind
	audience air.Release
	least    []float32 // m above sea level, by cell
	seen     [][]bool  // by level, by cell
	first    []int     // by threat, tick of the first coverage
	km3      float64   // m3, since the last gain
	km2      []float64 // m2, by level, since the last gain
}

func newQueue(s *Survey, k Kind, audience air.Release) *queue {
	q := &queue{survey: s, kind: k, audience: audience, least: infinite(s.Grid.cells()), km2: make([]float64, len(s.Levels))}
	for range s.Levels {
		q.seen = append(q.seen, make([]bool, s.Grid.cells()))
	}
	for range s.Threats {
		q.first = append(q.first, notSeen)
	}
	return q
}

// worth is what a radar would add; first counts before second.
type worth struct{ first, second float64 }

func (a worth) less(b worth) bool {
	return a.first < b.first || a.first == b.first && a.second < b.second
}

func (q *queue) worth(radar int, by Order) worth {
	if by == ByWarning {
		return worth{q.earlier(radar), q.volume(radar)}
	}
	return worth{first: q.volume(radar)}
}

// order takes radars by what they add. What one adds only falls as others are
// taken, so an old number is a bound: only those on top are asked again.
func (q *queue) order(lacks []int, by Order) (steps []Gain) {
	bound, asked := make([]worth, len(lacks)), make([]int, len(lacks))
	for i := range lacks {
		bound[i], asked[i] = worth{first: math.Inf(1)}, -1
	}
	for step := 0; step < len(lacks); {
		best := 0
		for i := range bound {
			if bound[best].less(bound[i]) {
				best = i
			}
		}
		if asked[best] < step {
			bound[best], asked[best] = q.worth(lacks[best], by), step
			continue
		}
		q.take(lacks[best])
		steps = append(steps, q.gain(lacks[best]))
		bound[best] = worth{first: math.Inf(-1)}
		step++
	}
	return steps
}

// earlier returns by how many ticks in all a radar would cover the threats
// earlier, as far as that is before the border.
func (q *queue) earlier(radar int) (ticks float64) {
	for i := range q.survey.Threats {
		if border, ok := q.survey.Threats[i].border(q.audience); ok {
			had := min(q.first[i], border)
			ticks += float64(had - min(had, q.survey.sightings[radar][i][q.kind]))
		}
	}
	return ticks
}

// inside reports whether a cell lies within 600 NM of the audience's nations: what
// is seen elsewhere serves it little.
func (q *queue) inside(cell int) bool { return q.survey.zones.near[cell]&q.audience != 0 }

// depth returns how much air is seen above a least height, m.
func depth(least float32) float64 { return max(0, VolumeTop-float64(least)) }

// volume returns what a radar would add, m3.
func (q *queue) volume(radar int) (m3 float64) {
	f, g := &q.survey.prints[radar], &q.survey.Grid
	f.walk(g, func(cell, i int) {
		if own := f.least[q.kind][i]; own < q.least[cell] && q.inside(cell) {
			m3 += (depth(own) - depth(q.least[cell])) * g.area[cell/g.Cols]
		}
	})
	return m3
}

// take adds a radar.
func (q *queue) take(radar int) {
	s := q.survey
	f, g := &s.prints[radar], &s.Grid
	q.km3 += q.volume(radar)
	f.lower(g, q.kind, q.least)
	for l := range s.Levels {
		f.each(g, layerOf(l, q.kind), func(cell int) {
			if !q.seen[l][cell] && q.inside(cell) {
				q.km2[l] += g.area[cell/g.Cols]
			}
			q.seen[l][cell] = true
		})
	}
	for i := range q.first {
		q.first[i] = min(q.first[i], s.sightings[radar][i][q.kind])
	}
}

// gain returns what was added since it was last called; a radar below 0 names
// none.
func (q *queue) gain(radar int) Gain {
	g := Gain{Km3: round(q.km3 / 1000)}
	if radar >= 0 {
		r := &q.survey.Radars[radar]
		g.Radar, g.Type, g.StandIn = r.Name, r.Type.Name, r.StandIn
	}
	for _, m2 := range q.km2 {
		g.Km2 = append(g.Km2, round(m2))
	}
	for i := range q.survey.Threats {
		if border, ok := q.survey.Threats[i].border(q.audience); ok {
			g.Warning = append(g.Warning, minutes(border, q.first[i]))
		}
	}
	q.km3 = 0
	clear(q.km2)
	return g
}

// minutes returns the warning from a first coverage to the border, in ticks.
func minutes(border, first int) *float64 {
	if first == notSeen {
		return nil
	}
	m := float64(border-first) * Tick.Seconds() / 60
	m = math.Round(m*10) / 10
	return &m
}

func (p *page) feeds(r *Ranking) {
	p.line("\nWhich radar of %s next for %s, which has %d? By %s; in km3 below FL600 and km2 that it\nadds to those before it within 600 NM of %s;", r.Nation, r.Audience, r.Has, r.By, r.Audience)
	p.line("warning in minutes from first coverage to the border of %s, with all so far (below 0: after it). * a stand-in", r.Audience)
	for _, l := range r.Lists {
		p.line("%s:", l.Kind)
		head := append([]string{"", "radar", "type", "km3"}, r.Levels...)
		p.row(append(head, r.Threats...)...)
		p.gain("", &l.Start)
		var idle []string
		for i := range l.Steps {
			if g := &l.Steps[i]; g.Km3 > 0 || slices.Max(g.Km2) > 0 {
				p.gain(strconv.Itoa(i+1), g)
			} else {
				idle = append(idle, g.Radar)
			}
		}
		if len(idle) > 0 {
			p.line("nothing is added by %s", strings.Join(idle, ", "))
		}
	}
}

func (p *page) gain(order string, g *Gain) {
	name := g.Radar
	if g.StandIn {
		name += "*"
	}
	if name == "" {
		name = "has"
	}
	cells := []string{order, name, g.Type, group(g.Km3)}
	for _, v := range g.Km2 {
		cells = append(cells, group(v))
	}
	for _, w := range g.Warning {
		if w == nil {
			cells = append(cells, "never")
		} else {
			cells = append(cells, strconv.FormatFloat(*w, 'f', 1, 64))
		}
	}
	p.row(cells...)
}
