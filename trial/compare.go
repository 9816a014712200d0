package trial

import (
	"context"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// CompareOptions say how to compare exercises.
type CompareOptions struct {
	Seeds     int  // runs of each exercise, 1 or more; the first one's own seed and those after it
	Traffic   bool // with the background traffic
	Squawking bool // the threats' transponders stay on: how it would be if they cooperated

	Progress func(done, of air.Time) // heard every minute; nil: nobody listens
}

// Comparison is what each exercise of a family made of the same threats. They
// share their luck: what differs between them differs run by run.
type Comparison struct {
	Marking   string    `json:"marking"`
	Seeds     int       `json:"seeds"`
	Traffic   bool      `json:"traffic"`
	Squawking bool      `json:"squawking"`
	Variants  []string  `json:"variants"` // names of the exercises, in order
	Cells     []Outcome `json:"outcomes"` // by threat, then nation, then variant
}

// Outcome is what one nation had of one threat in one variant.
type Outcome struct {
	Threat  string  `json:"threat"`
	Into    string  `json:"into,omitempty"` // nation whose airspace it enters
	Nation  string  `json:"nation"`
	Variant string  `json:"variant"`
	Steps   []Stage `json:"steps"`      // by Stages
	Gap     Spread  `json:"gap_min"`    // longest time without a track between the first and the crossing
	GapGain Spread  `json:"gap_change"` // against the first variant, in runs where both had a track; negative: shorter
}

// Stage is one step over all runs.
type Stage struct {
	Name    string `json:"name"`
	Reached int    `json:"reached"`   // runs in which it was, before the crossing or after
	Warning Spread `json:"warn_min"`  // minutes before the crossing; negative: after it
	Gain    Spread `json:"gain_min"`  // minutes earlier than in the first variant, in runs where both were reached
	Pairs   int    `json:"gain_runs"` // of them
}

// Stages are the steps that are compared: a plot at one of the nation's air
// defence centers, a track there, the knowledge that it is of interest, by its own
// people or by a warning, and the hand-over done.
var Stages = [...]string{"plot", "track", "warned", "hand-over"}

const (
	plotStage = iota
	trackStage
	warnStage
	handStage
	stageCount
)

// Compare runs exercises Seeds times each. They must have the same threats.
func Compare(ctx context.Context, list []*scenario.Scenario, o CompareOptions) (*Comparison, error) {
	if o.Seeds < 1 || len(list) == 0 {
		return nil, fmt.Errorf("want 1 or more seeds and exercises, got %d and %d", o.Seeds, len(list))
	}
	result := &Comparison{Marking: air.Marking, Seeds: o.Seeds, Traffic: o.Traffic, Squawking: o.Squawking}
	var runs [][]*witness // by exercise, by seed
	total, done := air.Time(0), air.Time(0)
	for _, sc := range list {
		total += sc.Length * air.Time(o.Seeds)
	}
	for _, sc := range list {
		result.Variants = append(result.Variants, sc.Name)
		varied := o.vary(sc)
		var of []*witness
		for i := range o.Seeds {
			w, err := o.run(ctx, varied, list[0].Seed+uint64(i), func(now air.Time) { o.tell(done+now, total) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", sc.Name, err)
			}
			done += sc.Length
			of = append(of, w)
		}
		runs = append(runs, of)
	}
	if err := sameThreats(runs, result.Variants); err != nil {
		return nil, err
	}
	for k := range runs[0][0].threats {
		for _, n := range air.Nations {
			for v := range runs {
				result.Cells = append(result.Cells, outcome(runs, k, n, v, result.Variants[v]))
			}
		}
	}
	return result, nil
}

func (o *CompareOptions) tell(done, of air.Time) {
	if o.Progress != nil {
		o.Progress(done, of)
	}
}

// vary returns an exercise as the options want it.
func (o *CompareOptions) vary(sc *scenario.Scenario) *scenario.Scenario {
	out := *sc
	if !o.Traffic {
		out.Traffic = scenario.Traffic{}
	}
	out.Feeds = slices.DeleteFunc(slices.Clone(sc.Feeds), func(f scenario.Feed) bool { return !counts(sc, f.Center) })
	if !o.Squawking {
		return &out
	}
	threats := map[string]bool{}
	out.Aircraft = slices.Clone(sc.Aircraft)
	for i := range out.Aircraft {
		if a := &out.Aircraft[i]; a.Role == truth.TOI {
			threats[a.Name] = true
			a.Transponder.On, a.Transponder.ModeC = true, true
		}
	}
	out.Injects = slices.Clone(sc.Injects)
	for i := range out.Injects {
		out.Injects[i].Bodies = slices.DeleteFunc(slices.Clone(out.Injects[i].Bodies), func(b air.Body) bool {
			t, ok := b.(air.Transponder)
			return ok && threats[t.Aircraft]
		})
	}
	return &out
}

// counts reports whether it matters here what a center is given: it defends, or
// gives on what it has.
func counts(sc *scenario.Scenario, center int) bool {
	return sc.Centers[center].Kind == scenario.Defence ||
		slices.ContainsFunc(sc.Feeds, func(f scenario.Feed) bool { return f.Tracks && f.From == center })
}

func (o *CompareOptions) run(ctx context.Context, sc *scenario.Scenario, seed uint64, tell func(air.Time)) (*witness, error) {
	e, err := sim.New(sc, seed)
	if err != nil {
		return nil, err
	}
	w := newWitness(e, sc)
	e.Attach(w)
	for e.Now() < sc.Length {
		if err := e.RunUntil(ctx, min(e.Now()+air.Minute, sc.Length)); err != nil {
			return nil, err
		}
		tell(e.Now())
	}
	return w, nil
}

func sameThreats(runs [][]*witness, names []string) error {
	first := runs[0][0].names()
	if len(first) == 0 {
		return fmt.Errorf("%s: want aircraft of role toi, got none", names[0])
	}
	for v := range runs {
		if got := runs[v][0].names(); !slices.Equal(got, first) {
			return fmt.Errorf("%s: want the threats of %s, %q, got %q", names[v], names[0], first, got)
		}
	}
	return nil
}

func outcome(runs [][]*witness, k int, n air.Nation, v int, name string) Outcome {
	p := &runs[v][0].threats[k]
	out := Outcome{Threat: p.name, Nation: n.String(), Variant: name}
	if p.into != air.NoNation {
		out.Into = p.into.String()
	}
	for s, word := range Stages {
		out.Steps = append(out.Steps, stage(runs, k, n, v, s, word))
	}
	var gaps, change []float64
	for i, w := range runs[v] {
		gap, had := w.gapOf(k, n)
		if !had {
			continue
		}
		gaps = append(gaps, minutes(gap))
		if before, had := runs[0][i].gapOf(k, n); had && v > 0 {
			change = append(change, minutes(gap-before))
		}
	}
	out.Gap, out.GapGain = spreadOf(gaps), spreadOf(change)
	return out
}

func stage(runs [][]*witness, k int, n air.Nation, v, s int, word string) Stage {
	out := Stage{Name: word}
	var warning, gain []float64
	for i, w := range runs[v] {
		at, crossed := w.at[k][n][s], w.threats[k].crossed
		if at == air.Never {
			continue
		}
		out.Reached++
		if crossed != air.Never {
			warning = append(warning, minutes(crossed-at))
		}
		if before := runs[0][i].at[k][n][s]; v > 0 && before != air.Never {
			gain = append(gain, minutes(before-at))
		}
	}
	out.Warning, out.Gain, out.Pairs = spreadOf(warning), spreadOf(gain), len(gain)
	return out
}
