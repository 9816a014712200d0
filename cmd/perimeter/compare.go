package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
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
	Keep        string   `placeholder:"FILE" help:"Add each run to this file as it ends, and do not run again what is there: a long comparison may be stopped and gone on with."`
	Markdown    bool     `help:"Write the table as Markdown."`
	JSON        bool     `help:"Write the result as JSON."`
}

// Help explains the table.
func (c *compareCmd) Help() string {
	return `Variants of one exercise on the same luck: for each threat and each nation how long before the
threat crosses into another nation's airspace one of the nation's air defence centers had a plot, a
track, the knowledge that it is of interest (its own people's or a neighbour's warning), and the
hand-over done; and the longest time without a track between the first one and the crossing. Behind
each, the gain over the first variant, run by run, with 95 % intervals.

Runs go side by side on all cores. With --keep each is one line of JSON in FILE. A line counts when
exercise, text, seed, options and program are the same; other lines are left alone, so that one file
may serve several comparisons, and two programs may share it.

Examples:
  perimeter compare norad-2005-baseline norad-2005-shared --seeds 20
  perimeter compare norad-2005-baseline norad-2005-shared --seeds 200 --keep runs.jsonl
  perimeter compare norad-2005-baseline norad-2005-shared --cooperative --markdown`
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
	o := trial.CompareOptions{Seeds: c.Seeds, Traffic: c.WithTraffic, Squawking: c.Cooperative}
	for _, name := range c.Nation {
		n, err := air.ParseNation(name)
		if err != nil {
			return wrongUse{err}
		}
		o.Nations |= air.Only(n)
	}
	kept, err := c.keep(&o, list, term)
	if err != nil {
		return wrongUse{err}
	}
	defer kept.close()
	bar := newBar(term, total, list[0].Name)
	o.Progress = func(done, _ air.Time) { bar.at(done) }
	result, err := trial.Compare(ctx, list, o)
	bar.close()
	switch {
	case errors.Is(err, context.Canceled) && kept != nil:
		return fmt.Errorf("stopped before its end: %d of %d runs are in %s, the same command goes on from there", kept.fit, c.Seeds*len(list), c.Keep)
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return wrongUse{err}
	case c.JSON:
		return term.json(result)
	case c.Markdown:
		return writeMarkdown(term.out, result, c.Nation)
	}
	return writeComparison(term.out, result, c.Nation)
}

// keep opens the file of runs, where one is wanted; nil: none is.
func (c *compareCmd) keep(o *trial.CompareOptions, list []*scenario.Scenario, term terminal) (k *keeper, err error) {
	if c.Keep == "" {
		return nil, nil
	}
	if o.Build, err = thisProgram(); err != nil {
		return nil, err
	}
	if k, err = openKeeper(c.Keep, o.Keys(list), term); err != nil {
		return nil, err
	}
	o.Known, o.Finished = k.runs, k.add
	return k, nil
}

// writeComparison writes the result as one table.
func writeComparison(out io.Writer, r *trial.Comparison, show []string) error {
	fmt.Fprintf(out, "%s\n%s\n\n", r.Marking, legend(r))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(columns, "\t"))
	for _, row := range rows(r, show) {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	return w.Flush()
}

// writeMarkdown writes the same as a table of Markdown.
func writeMarkdown(out io.Writer, r *trial.Comparison, show []string) error {
	fmt.Fprintf(out, "%s\n\n%s\n\n", r.Marking, legend(r))
	fmt.Fprintf(out, "| %s |\n|%s\n", strings.Join(columns, " | "), strings.Repeat(" --- |", len(columns)))
	for _, row := range rows(r, show) {
		if _, err := fmt.Fprintf(out, "| %s |\n", strings.Join(row, " | ")); err != nil {
			return err
		}
	}
	return nil
}

// legend says what was run and how to read the table.
func legend(r *trial.Comparison) string {
	how, traffic := "dark as planned", "without background traffic"
	if r.Squawking {
		how = "with transponders on"
	}
	if r.Traffic {
		traffic = "with background traffic"
	}
	return fmt.Sprintf("%s of each of %s on the same luck, threats %s, %s.\n", air.Count(r.Seeds, "run"), air.Count(len(r.Variants), "variant"), how, traffic) +
		"Minutes before the crossing ± half the 95 % interval (Student), and in parentheses the gain over the first\n" +
		"variant; after n its pairs of runs, where not all. Gap: the longest time without a track between the first and\n" +
		"the crossing. In brackets, where not all: runs in which it came, and the 95 % interval of their share (Wilson)."
}

var columns = append(append([]string{"threat", "nation", "variant"}, trial.Stages[:]...), "gap")

// rows are the table's: one a threat, nation and variant.
func rows(r *trial.Comparison, show []string) (list [][]string) {
	short := shortNames(r.Variants)
	for i := range r.Cells {
		o := &r.Cells[i]
		if !slices.Contains(show, o.Nation) {
			continue
		}
		row := []string{o.Threat, o.Nation, short[o.Variant]}
		for k := range o.Steps {
			row = append(row, stageCell(&o.Steps[k], r.Seeds))
		}
		gap := gained(o.Gap, o.GapGain, r.Seeds)
		if n := o.Gap.N; n > 0 && n < r.Seeds {
			gap += fmt.Sprintf(" [%d]", n)
		}
		list = append(list, append(row, gap))
	}
	return list
}

// shortNames leaves out what the names of all variants begin with, up to a hyphen.
func shortNames(names []string) map[string]string {
	same := names[0]
	for _, name := range names {
		for !strings.HasPrefix(name, same) {
			same = same[:len(same)-1]
		}
	}
	same = same[:strings.LastIndex(same, "-")+1]
	short := map[string]string{}
	for _, name := range names {
		short[name] = strings.TrimPrefix(name, same)
	}
	return short
}

// stageCell is one step: minutes before the crossing, the gain, and in how many
// runs.
func stageCell(s *trial.Stage, runs int) string {
	if s.Reached == 0 {
		return "never"
	}
	text := gained(s.Warning, s.Gain, runs)
	if s.Reached < runs {
		text += fmt.Sprintf(" [%d, %.0f-%.0f %%]", s.Reached, 100*s.Share.Low, 100*s.Share.High)
	}
	return text
}

// gained is a value with its gain; without runs there is none.
func gained(v, gain trial.Spread, runs int) string {
	if v.N == 0 {
		return "-"
	}
	text := interval(v)
	if gain.N == 0 {
		return text
	}
	pairs := ""
	if gain.N < runs {
		pairs = fmt.Sprintf(", n %d", gain.N)
	}
	return text + fmt.Sprintf(" (%+.1f±%.1f%s)", gain.Mean, gain.Half, pairs)
}
