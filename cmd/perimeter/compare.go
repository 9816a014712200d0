package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"perimeter/air"
	"perimeter/sim/scenario"
	"perimeter/trial"
)

type compareCmd struct {
	Scenarios   []string `arg:"" help:"Scenarios with the same threats: files, or names of those that are built in. The others are compared to the first."`
	Seeds       int      `default:"10" help:"Runs of each; the same seeds for all, so that they share their luck."`
	Nation      []string `enum:"USA,CAN,MEX" default:"USA,MEX" help:"Nations to tell of."`
	Cooperative bool     `help:"The threats' transponders stay on: how it would be if they cooperated."`
	WithTraffic bool     `help:"Fly the background traffic too: slower."`
	JSON        bool     `help:"Write the result as JSON."`
}

// Help explains the table.
func (c *compareCmd) Help() string {
	return `Variants of one exercise on the same luck: for each threat and each nation how long before the
threat crosses into another nation's airspace one of the nation's air defence centers had a plot, a
track, the knowledge that it is of interest (its own people's or a neighbour's warning), and the
hand-over done; and the longest time without a track between the first one and the crossing. Behind
each, the gain over the first variant, run by run, with 95 % intervals.

Examples:
  perimeter compare norad-2005-baseline norad-2005-shared --seeds 20
  perimeter compare norad-2005-baseline norad-2005-shared --cooperative --json`
}

// Run compares.
func (c *compareCmd) Run(ctx context.Context, term terminal) error {
	var list []*scenario.Scenario
	total := air.Time(0)
	for _, name := range c.Scenarios {
		sc, err := loadScenario(name, term)
		if err != nil {
			return err
		}
		list = append(list, sc)
		total += sc.Length * air.Time(max(c.Seeds, 1))
	}
	bar := newBar(term, total, list[0].Name)
	result, err := trial.Compare(ctx, list, trial.CompareOptions{
		Seeds: c.Seeds, Traffic: c.WithTraffic, Squawking: c.Cooperative,
		Progress: func(done, _ air.Time) { bar.at(done) },
	})
	bar.close()
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return wrongUse{err}
	case c.JSON:
		e := json.NewEncoder(term.out)
		e.SetIndent("", "  ")
		return e.Encode(result)
	}
	return writeComparison(term.out, result, c.Nation)
}

// writeComparison writes the result as one table.
func writeComparison(out io.Writer, r *trial.Comparison, show []string) error {
	how, traffic := "dark as planned", "without background traffic"
	if r.Squawking {
		how = "with transponders on"
	}
	if r.Traffic {
		traffic = "with background traffic"
	}
	fmt.Fprintf(out, "%s\n%s of each of %s on the same luck, threats %s, %s.\n", r.Marking, air.Count(r.Seeds, "run"), air.Count(len(r.Variants), "variant"), how, traffic)
	fmt.Fprintln(out, "Minutes before the crossing ± half the 95 % interval, and in parentheses the gain over the first variant;")
	fmt.Fprintln(out, "[n] runs in which it came at all; gap: the longest time without a track between the first and the crossing.")
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "threat\tnation\tvariant")
	for _, s := range trial.Stages {
		fmt.Fprint(w, "\t"+s)
	}
	fmt.Fprintln(w, "\tgap")
	for i := range r.Cells {
		o := &r.Cells[i]
		if !slices.Contains(show, o.Nation) {
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%s", o.Threat, o.Nation, o.Variant)
		for k := range o.Steps {
			fmt.Fprint(w, "\t"+stageCell(&o.Steps[k], r.Seeds))
		}
		fmt.Fprintln(w, "\t"+gained(o.Gap, o.GapGain))
	}
	return w.Flush()
}

// stageCell is one step: minutes before the crossing, in how many runs, and the
// gain.
func stageCell(s *trial.Stage, runs int) string {
	if s.Reached == 0 {
		return "never"
	}
	text := gained(s.Warning, s.Gain)
	if s.Reached < runs {
		text += fmt.Sprintf(" [%d]", s.Reached)
	}
	return text
}

// gained is a value with its gain; without runs there is none.
func gained(v, gain trial.Spread) string {
	if v.N == 0 {
		return "-"
	}
	text := interval(v)
	if gain.N > 0 {
		text += fmt.Sprintf(" (%+.1f±%.1f)", gain.Mean, gain.Half)
	}
	return text
}
