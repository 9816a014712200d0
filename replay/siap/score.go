package siap

import (
	"perimeter/air"
)

// Score is all that came of an exercise.
type Score struct {
	Marking  string    `json:"marking"`
	At       air.Time  `json:"at_ns"` // up to when it was heard
	Pictures []Picture `json:"pictures"`
	Common   []Common  `json:"common"`
	TOIs     []TOI     `json:"tois"`
	Faults   []Fault   `json:"faults"`
	Acts     []Count   `json:"acts"`
}

// TOI is what one center did with one track of interest. Times are of exercise
// time; nil: it did not.
type TOI struct {
	Aircraft string               `json:"aircraft"`
	Center   string               `json:"center"`
	Crossed  *air.Time            `json:"crossed_ns"` // into another nation's airspace
	Into     string               `json:"into,omitempty"`
	Steps    map[string]*air.Time `json:"steps_ns"`
	Robot    []string             `json:"robot,omitempty"`  // steps that nobody sat in the seat for
	Warning  *air.Time            `json:"warning_ns"`       // from the warning to the crossing; below 0: too late
	Own      *air.Time            `json:"own_ns"`           // from the own track to the crossing
	Accept   *air.Time            `json:"accept_ns"`        // from offer to acceptance
	Gap      *air.Time            `json:"gap_ns"`           // at hand-over; below 0: overlap
	Apart    *air.Metre           `json:"apart_m"`          // at hand-over, between the two pictures
	Dark     air.Time             `json:"dark_ns"`          // the longest time in which no sensor of any nation saw it, up to the crossing: no gap can be less
	Grades   []Grade              `json:"grades,omitempty"` // by the scenario's bands
}

// Fault is a thing that is never averaged away.
type Fault struct {
	At     air.Time `json:"at_ns"`
	Center string   `json:"center"`
	What   string   `json:"what"` // breach, false scramble
	Track  uint32   `json:"track"`
	Why    string   `json:"why"`
	Robot  bool     `json:"robot"`
}

// Count is how much a center's people did, and how much of it robots.
type Count struct {
	Center string `json:"center"`
	Acts   int    `json:"acts"`
	Robot  int    `json:"robot"`
}

// Score returns what was heard so far.
func (m *Meter) Score() Score {
	s := Score{Marking: air.Marking, At: m.now, Acts: m.story.acts, Faults: m.story.faults}
	for c := range m.sums {
		s.Pictures = append(s.Pictures, m.sums[c].picture(m, m.theater.Centers[c].Name))
	}
	for i := range m.pairs {
		if m.pairs[i].either > 0 {
			s.Common = append(s.Common, m.pairs[i].common(m.theater))
		}
	}
	for i := range m.story.tois {
		for c := range m.theater.Centers {
			s.TOIs = append(s.TOIs, m.toi(&m.story.tois[i], c))
		}
	}
	return s
}

func (m *Meter) toi(t *toi, c int) TOI {
	p := &t.places[c]
	r := TOI{Aircraft: m.roster[t.id].Name, Center: m.theater.Centers[c].Name, Steps: map[string]*air.Time{}, Dark: t.dark}
	for k := Plot; k < steps; k++ {
		if p.at[k] != air.Never {
			r.Steps[k.String()] = &p.at[k]
			if p.robot[k] {
				r.Robot = append(r.Robot, k.String())
			}
		}
	}
	if t.crossed != air.Never {
		r.Crossed, r.Into = &t.crossed, t.into.String()
		r.Warning, r.Own = between(p.at[Warned], t.crossed), between(p.at[Track], t.crossed)
	}
	r.Accept = between(p.at[Offered], p.at[Accepted])
	if p.handed {
		r.Gap, r.Apart = &p.gap, &p.apart
	}
	r.Grades = grade(m.options.Bands, &r)
	return r
}

func between(from, to air.Time) *air.Time {
	if from == air.Never || to == air.Never {
		return nil
	}
	d := to - from
	return &d
}

// Band grades one measure of the tracks of interest: green up to Green, amber
// up to Amber, else red. Bands belong to the scenario.
type Band struct {
	Measure string  `json:"measure"` // warning_s, declare_s, accept_s, gap_s, apart_m
	Green   float64 `json:"green"`
	Amber   float64 `json:"amber"`
	Least   bool    `json:"least"` // the more the better: green from Green on
}

// Grade is what a band makes of a measure.
type Grade struct {
	Measure string  `json:"measure"`
	Value   float64 `json:"value"`
	Color   string  `json:"color"` // green, amber, red
}

// Measures are the words of Band.Measure.
var Measures = []string{"warning_s", "declare_s", "accept_s", "gap_s", "apart_m"}

func grade(bands []Band, r *TOI) (grades []Grade) {
	for _, b := range bands {
		v, ok := measure(b.Measure, r)
		if !ok {
			continue
		}
		g := Grade{b.Measure, v, "red"}
		better := func(limit float64) bool { return v <= limit && !b.Least || v >= limit && b.Least }
		switch {
		case better(b.Green):
			g.Color = "green"
		case better(b.Amber):
			g.Color = "amber"
		}
		grades = append(grades, g)
	}
	return grades
}

func measure(word string, r *TOI) (float64, bool) {
	seconds := func(t *air.Time) (float64, bool) {
		if t == nil {
			return 0, false
		}
		return t.Seconds(), true
	}
	switch word {
	case "warning_s":
		return seconds(r.Warning)
	case "declare_s":
		from, to := r.Steps[Track.String()], r.Steps[Declared.String()]
		if from == nil || to == nil {
			return 0, false
		}
		return (*to - *from).Seconds(), true
	case "accept_s":
		return seconds(r.Accept)
	case "gap_s":
		return seconds(r.Gap)
	case "apart_m":
		if r.Apart == nil {
			return 0, false
		}
		return float64(*r.Apart), true
	}
	return 0, false
}
