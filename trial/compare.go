package trial

import (
	"context"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/truth"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// CompareOptions say how to compare exercises.
type CompareOptions struct {
	Seeds     int  // runs of each exercise, 1 or more; the first one's own seed and those after it
	Traffic   bool // with the background traffic
	Squawking bool // the threats' transponders stay on: how it would be if they cooperated

	Nations air.Release // to tell of; 0: all. What the others' centers alone are given is left out

	Build    string                  // of the program, noted with each run
	Known    []Run                   // runs of before: those that fit are not run again
	Finished func(*Run) error        // hears each new run, one at a time, as it ends; its error ends all; nil: nobody listens
	Progress func(done, of air.Time) // hears every minute of a run, one at a time; nil: nobody listens
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
	Share   Share  `json:"share"`     // of the runs
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

// Compare runs exercises Seeds times each, side by side on all cores; the result
// does not depend on their number. They must have the same threats.
func Compare(ctx context.Context, list []*scenario.Scenario, o CompareOptions) (*Comparison, error) {
	if o.Seeds < 1 || len(list) == 0 {
		return nil, fmt.Errorf("want 1 or more seeds and exercises, got %d and %d", o.Seeds, len(list))
	}
	jobs, err := o.fly(ctx, list)
	if err != nil {
		return nil, err
	}
	result := &Comparison{Marking: air.Marking, Seeds: o.Seeds, Traffic: o.Traffic, Squawking: o.Squawking}
	runs := make([][]*Run, len(list)) // by exercise, by seed
	for i := range jobs {
		v := i % len(list)
		runs[v] = append(runs[v], jobs[i].run)
	}
	for _, sc := range list {
		result.Variants = append(result.Variants, sc.Name)
	}
	if err := sameThreats(runs, result.Variants); err != nil {
		return nil, err
	}
	for k := range runs[0][0].Threats {
		for _, n := range o.told() {
			for v := range runs {
				result.Cells = append(result.Cells, outcome(runs, k, n, v, result.Variants[v]))
			}
		}
	}
	return result, nil
}

// job is one run to be had.
type job struct {
	sc  *scenario.Scenario
	key Key
	run *Run // nil: not yet
	err error
}

// fly has all runs made that are not known: by seed, then exercise, so that what
// was done when it is broken off is whole seeds.
func (o *CompareOptions) fly(ctx context.Context, list []*scenario.Scenario) ([]job, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	jobs, t := o.jobs(list), &tally{tell: o.Progress}
	var missing []*job
	for i := range jobs {
		j := &jobs[i]
		t.of += j.sc.Length
		if j.run != nil {
			t.done += j.sc.Length
		} else {
			missing = append(missing, j)
		}
	}
	fork.Each(missing, func(at **job) {
		j := *at
		if j.err = o.one(ctx, j, t); j.err != nil {
			stop(fmt.Errorf("%s: %w", j.sc.Name, j.err)) // the first one's cause stands
		}
	})
	return jobs, context.Cause(ctx)
}

// jobs lists the runs, with what is known of them.
func (o *CompareOptions) jobs(list []*scenario.Scenario) []job {
	known := map[Key]*Run{}
	for i := range o.Known {
		known[o.Known[i].Key] = &o.Known[i]
	}
	var jobs []job
	for _, key := range o.Keys(list) {
		jobs = append(jobs, job{key: key, run: known[key]})
	}
	for v, sc := range list {
		varied := o.vary(sc)
		for i := v; i < len(jobs); i += len(list) {
			jobs[i].sc = varied
		}
	}
	return jobs
}

// one makes one run.
func (o *CompareOptions) one(ctx context.Context, j *job, t *tally) error {
	if err := ctx.Err(); err != nil {
		return err // before an engine is built in vain
	}
	e, err := sim.New(j.sc, j.key.Seed)
	if err != nil {
		return err
	}
	e.Mute()
	w := newWitness(e, j.sc)
	e.Attach(w)
	if err := t.fly(ctx, e, j.sc.Length); err != nil {
		return err
	}
	j.run = w.run(j.key)
	if o.Finished == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return o.Finished(j.run)
}

// vary returns an exercise as the options want it.
func (o *CompareOptions) vary(sc *scenario.Scenario) *scenario.Scenario {
	out := *sc
	out.Keep = 0 // nobody takes checkpoints
	if !o.Traffic {
		out.Traffic = scenario.Traffic{}
	}
	counts := o.counts(sc)
	out.Feeds = slices.DeleteFunc(slices.Clone(sc.Feeds), func(f scenario.Feed) bool { return !counts[f.Center] })
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

// told are the nations to tell of.
func (o *CompareOptions) told() (list []air.Nation) {
	for _, n := range air.Nations {
		if o.Nations == 0 || o.Nations.To(air.Only(n)) {
			list = append(list, n)
		}
	}
	return list
}

// counts says of each center whether it matters here what it is given: it defends a
// nation that is told of, gives tracks to one that counts, or defends and speaks
// with one.
func (o *CompareOptions) counts(sc *scenario.Scenario) []bool {
	counts, of := make([]bool, len(sc.Centers)), air.Only(o.told()...)
	for i := range sc.Centers {
		counts[i] = sc.Centers[i].Kind == scenario.Defence && sc.Centers[i].Audience&of != 0
	}
	for more := true; more; {
		more = false
		count := func(center int) { more, counts[center] = more || !counts[center], true }
		for i := range sc.Feeds {
			if f := &sc.Feeds[i]; f.Tracks && counts[f.Center] {
				count(f.From)
			}
		}
		for i := range sc.Lines {
			ends := sc.Lines[i].Between
			a, b := centerOf(sc, ends[0]), centerOf(sc, ends[1])
			for _, pair := range [...][2]int{{a, b}, {b, a}} {
				if counts[pair[0]] && sc.Centers[pair[1]].Kind == scenario.Defence {
					count(pair[1])
				}
			}
		}
	}
	return counts
}

func centerOf(sc *scenario.Scenario, name string) int {
	return slices.IndexFunc(sc.Centers, func(c scenario.Center) bool { return c.Name == name })
}

func sameThreats(runs [][]*Run, names []string) error {
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

func outcome(runs [][]*Run, k int, n air.Nation, v int, name string) Outcome {
	p := &runs[v][0].Threats[k]
	out := Outcome{Threat: p.Name, Into: p.Into, Nation: n.String(), Variant: name}
	for s, word := range Stages {
		out.Steps = append(out.Steps, stage(runs, k, n, v, s, word))
	}
	var gaps, change []float64
	for i, r := range runs[v] {
		gap := r.had(k, n).Gap.time()
		if gap == air.Never {
			continue
		}
		gaps = append(gaps, minutes(gap))
		if before := runs[0][i].had(k, n).Gap.time(); before != air.Never && v > 0 {
			change = append(change, minutes(gap-before))
		}
	}
	out.Gap, out.GapGain = spreadOf(gaps), spreadOf(change)
	return out
}

func stage(runs [][]*Run, k int, n air.Nation, v, s int, word string) Stage {
	out := Stage{Name: word}
	var warning, gain []float64
	for i, r := range runs[v] {
		at, crossed := r.had(k, n).At[s].time(), r.Threats[k].Crossed.time()
		if at == air.Never {
			continue
		}
		out.Reached++
		if crossed != air.Never {
			warning = append(warning, minutes(crossed-at))
		}
		if before := runs[0][i].had(k, n).At[s].time(); v > 0 && before != air.Never {
			gain = append(gain, minutes(before-at))
		}
	}
	out.Warning, out.Gain, out.Pairs = spreadOf(warning), spreadOf(gain), len(gain)
	out.Share = shareOf(out.Reached, len(runs[v]))
	return out
}
