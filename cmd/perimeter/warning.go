package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/trial"
)

type warningCmd struct {
	Scenario    string   `arg:"" help:"A scenario: a file, or the name of one that is built in."`
	Seeds       int      `default:"10" help:"Runs, each with a seed of its own; all variants of a run share its luck."`
	Threat      []string `placeholder:"NAME" help:"Aircraft to warn of. Default: all of role toi."`
	Point       *point   `placeholder:"LAT,LON" help:"Warn of the nearest approach to this defended point, in degrees. Default: of the border that the threat crosses."`
	WithTraffic bool     `help:"Fly the background traffic too: slower, and the same for all variants."`
	JSON        bool     `help:"Write the result as JSON."`
}

// Help explains the table.
func (c *warningCmd) Help() string {
	return `For each threat and each nation: how long before the threat crosses into another nation's
airspace the nation's center has its first plot, its first track, an identity, a track of
interest; alone, with what each other nation shares in the scenario, and with everything.
Gains are measured run by run, on the same luck, with 95 % intervals. Ctrl-C ends it: the runs
that are whole by then count.

Examples:
  perimeter warning amalgam-eagle-19
  perimeter warning amalgam-eagle-19 --threat EXLOBO --seeds 50 --json
  perimeter warning scenarios/01-one-radar.toml --point 31.8,-106.4`
}

// point is a place as people type it: latitude and longitude in degrees.
type point geo.LatLon

// UnmarshalText reads a point.
func (p *point) UnmarshalText(text []byte) error {
	north, east, ok := strings.Cut(string(text), ",")
	lat, errLat := strconv.ParseFloat(strings.TrimSpace(north), 64)
	lon, errLon := strconv.ParseFloat(strings.TrimSpace(east), 64)
	if !ok || errors.Join(errLat, errLon) != nil || !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180) {
		return fmt.Errorf("want latitude and longitude in degrees, as 31.8,-106.4, got %q", text)
	}
	*p = point(geo.Deg(lat, lon))
	return nil
}

// Run measures the warning.
func (c *warningCmd) Run(ctx context.Context, term terminal) error {
	sc, err := loadScenario(c.Scenario, term)
	if err != nil {
		return err
	}
	bar := newBar(term, sc.Length*air.Time(max(c.Seeds, 1)), sc.Name)
	result, err := trial.Warning(ctx, sc, trial.Options{
		Seeds: c.Seeds, Threats: c.Threat, Point: (*geo.LatLon)(c.Point), Traffic: c.WithTraffic,
		Progress: func(done, _ air.Time) { bar.at(done) },
		Whole:    func(runs int) { c.count(runs, term) },
	})
	bar.close()
	stopped := errors.Is(err, context.Canceled)
	switch {
	case stopped && result == nil:
		return errors.New("stopped before the first run was whole")
	case stopped:
		fmt.Fprintf(term.err, "stopped: %d of %d runs are whole, and count\n", result.Seeds, c.Seeds)
	case err != nil:
		return wrongUse{err}
	}
	if c.JSON {
		return term.json(result)
	}
	return writeWarning(term.out, result)
}

// count says how far it is where no bar can: one line a run.
func (c *warningCmd) count(runs int, term terminal) {
	if !term.tty && c.Seeds > 1 {
		fmt.Fprintf(term.err, "run %d of %d\n", runs, c.Seeds)
	}
}

// writeWarning writes the result as tables, one a threat.
func writeWarning(out io.Writer, r *trial.Result) error {
	traffic := "without background traffic"
	if r.Traffic {
		traffic = "with background traffic"
	}
	fmt.Fprintf(out, "%s\n%s: %s, %s.\n", r.Marking, r.Exercise, air.Count(r.Seeds, "run"), traffic)
	before := "crossing"
	if r.Point != "" {
		before = "nearest approach"
	}
	fmt.Fprintf(out, "Minutes before the %s, ± the half width of the 95 %% interval; [n] runs of %d in which it came at all; NM from there.\n", before, r.Seeds)
	for i := range r.Threats {
		t := &r.Threats[i]
		fmt.Fprintf(out, "\n%s %s\n", t.Name, crossing(r, t))
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprint(w, "for\tgiven\tradars")
		for _, m := range trial.Milestones {
			fmt.Fprintf(w, "\t%v\tNM\tgain", m)
		}
		fmt.Fprintln(w, "\tlongest gap")
		for j := range t.Lines {
			l := &t.Lines[j]
			fmt.Fprintf(w, "%s\t%s\t%d", l.Receiver, l.Sharing, l.Radars)
			for k := range l.Steps {
				fmt.Fprint(w, "\t", cells(&l.Steps[k], r.Seeds))
			}
			fmt.Fprintln(w, "\t"+gapCell(&l.Gap))
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// crossing says against what the warning counts.
func crossing(r *trial.Result, t *trial.Threat) string {
	at := air.FromSeconds(t.Crosses.Mean * 60).String()
	switch {
	case r.Point != "":
		return fmt.Sprintf("is nearest to %s at %s: %.0f NM", r.Point, at, t.Nearest)
	case t.Crosses.N == 0:
		return "crosses no border: times are of the exercise"
	}
	return fmt.Sprintf("enters the airspace of %s at %s", t.Into, at)
}

// cells are warning, distance and gain of one milestone.
func cells(s *trial.Step, runs int) string {
	if s.Reached == 0 {
		return "never\t-\t-"
	}
	at, gain, away := s.Warning, "-", "-"
	if at.N == 0 {
		at = s.At
	}
	if s.Distance.N > 0 {
		away = fmt.Sprintf("%.0f", s.Distance.Mean)
	}
	if s.Pairs > 0 {
		gain = "+" + interval(s.Gain)
		if s.Gain.Mean < 0 {
			gain = interval(s.Gain)
		}
	}
	some := ""
	if s.Reached < runs {
		some = fmt.Sprintf(" [%d]", s.Reached)
	}
	return interval(at) + some + "\t" + away + "\t" + gain
}

func gapCell(s *trial.Spread) string {
	if s.N == 0 {
		return "-"
	}
	return interval(*s)
}

// interval is a mean with its interval; one run has none.
func interval(s trial.Spread) string {
	if s.N < 2 {
		return fmt.Sprintf("%.1f", s.Mean)
	}
	return fmt.Sprintf("%.1f±%.1f", s.Mean, s.Half)
}
