package trial

import (
	"context"
	"fmt"

	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// Options say how to measure warning.
type Options struct {
	Seeds   int         // runs, 1 or more; the scenario's own seed and those after it
	Threats []string    // names of aircraft; none: all of role toi
	Point   *geo.LatLon // a defended point in place of a border
	Traffic bool        // with the scenario's background traffic

	Progress func(done, of air.Time) // hears every minute of a run, one at a time; nil: nobody listens
	Whole    func(runs int)          // hears how many runs are whole, after each; nil: nobody listens
}

// Result is the warning that each nation had of each threat.
type Result struct {
	Marking  string   `json:"marking"`
	Exercise string   `json:"exercise"`
	Seeds    int      `json:"seeds"` // whole runs
	Traffic  bool     `json:"traffic"`
	Point    string   `json:"defended_point,omitempty"`
	Threats  []Threat `json:"threats"`
}

// Threat is one aircraft and what was known of it.
type Threat struct {
	Name    string  `json:"name"`
	Into    string  `json:"into,omitempty"` // nation whose airspace it enters
	Crosses Spread  `json:"crosses_min"`    // exercise time in minutes, of the border or the nearest approach
	Lines   []Line  `json:"lines"`
	Nearest float64 `json:"nearest_nm,omitempty"` // nautical miles, to the defended point
}

// Line is one variant's warning.
type Line struct {
	Receiver string `json:"receiver"`
	Sharing  string `json:"sharing"`
	Radars   int    `json:"radars"`
	Steps    []Step `json:"steps"`   // by Milestone
	Gap      Spread `json:"gap_min"` // longest time without a plot between the first and the crossing, minutes
}

// Step is one milestone over all runs.
type Step struct {
	Name     string `json:"name"`
	Reached  int    `json:"reached"`   // runs in which it was
	At       Spread `json:"at_min"`    // exercise time, minutes
	Warning  Spread `json:"warn_min"`  // minutes before the crossing; negative: after it
	Distance Spread `json:"dist_nm"`   // from there, nautical miles
	Gain     Spread `json:"gain_min"`  // minutes earlier than with own radars, in runs where both were reached
	Pairs    int    `json:"gain_runs"` // of them
}

// Warning runs an exercise Seeds times with all its variants. When ctx is done it
// returns what the whole runs so far came to, if there are any, with ctx's error.
func Warning(ctx context.Context, sc *scenario.Scenario, o Options) (*Result, error) {
	if o.Seeds < 1 {
		return nil, fmt.Errorf("seeds: want 1 or more, got %d", o.Seeds)
	}
	varied, variants := vary(sc, o.Traffic)
	if len(variants) == 0 {
		return nil, fmt.Errorf("%s: want radars of a nation, got none", sc.Name)
	}
	runs, err := o.fly(ctx, varied)
	if err != nil {
		return nil, err
	}
	r := &Result{Marking: air.Marking, Exercise: sc.Title, Seeds: len(runs), Traffic: o.Traffic}
	if o.Point != nil {
		r.Point = fmt.Sprintf("%.3f,%.3f", o.Point.Lat/geo.Degree, o.Point.Lon/geo.Degree)
	}
	for k := range runs[0].threats {
		r.Threats = append(r.Threats, threatOf(runs, k, variants))
	}
	return r, ctx.Err()
}

func named(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf(" named %q", names)
}

// fly makes the runs side by side and returns those that are whole, by seed. When
// ctx is done it is an error only if there is none.
func (o *Options) fly(ctx context.Context, sc *scenario.Scenario) (runs []*meter, err error) {
	t := &tally{of: air.Time(o.Seeds) * sc.Length, tell: o.Progress}
	jobs, whole := make([]trip, o.Seeds), 0
	for i := range jobs {
		jobs[i].seed = sc.Seed + uint64(i)
	}
	fork.Each(jobs, func(j *trip) {
		if j.err = o.one(ctx, sc, j, t); j.err != nil {
			return
		}
		t.mu.Lock()
		defer t.mu.Unlock()
		if whole++; o.Whole != nil {
			o.Whole(whole)
		}
	})
	for i := range jobs {
		switch j := &jobs[i]; {
		case j.err == nil:
			runs = append(runs, j.meter)
		case err == nil:
			err = j.err
		}
	}
	if ctx.Err() != nil && len(runs) > 0 {
		err = nil
	}
	return runs, err
}

// trip is one seed.
type trip struct {
	seed  uint64
	meter *meter
	err   error
}

// one makes one run.
func (o *Options) one(ctx context.Context, sc *scenario.Scenario, j *trip, t *tally) error {
	if err := ctx.Err(); err != nil {
		return err // before an engine is built in vain
	}
	e, err := sim.New(sc, j.seed)
	if err != nil {
		return err
	}
	e.Mute()
	j.meter = newMeter(e, o)
	if unknown := j.meter.without(o.Threats); len(j.meter.threats) == 0 || len(unknown) > 0 {
		return fmt.Errorf("%s: want aircraft of role toi%s, got none", sc.Name, named(unknown))
	}
	e.Attach(j.meter)
	return t.fly(ctx, e, sc.Length)
}

func threatOf(runs []*meter, k int, variants []Variant) Threat {
	p := &runs[0].threats[k]
	t := Threat{Name: p.name}
	if p.into != air.NoNation {
		t.Into = p.into.String()
	}
	if runs[0].point != nil {
		t.Nearest = p.nearest / geo.NM
	}
	var crosses []float64
	for _, m := range runs {
		if at := m.threats[k].crossed; at != air.Never {
			crosses = append(crosses, minutes(at))
		}
	}
	t.Crosses = spreadOf(crosses)
	own := map[air.Nation]int{} // center of the variant with own radars
	for c, v := range variants {
		if v.Sharing == Own {
			own[v.Receiver] = c
		}
		base, has := own[v.Receiver]
		line := Line{Receiver: v.Receiver.String(), Sharing: v.String(), Radars: v.Radars}
		for _, what := range Milestones {
			line.Steps = append(line.Steps, stepOf(runs, k, c, base, has && v.Sharing != Own, what))
		}
		line.Gap = gapOf(runs, k, c)
		t.Lines = append(t.Lines, line)
	}
	return t
}

func gapOf(runs []*meter, k, center int) Spread {
	var gaps []float64
	for _, m := range runs {
		if p := &m.threats[k]; m.at[k][center][Plot] <= p.crossed && p.crossed != air.Never {
			gaps = append(gaps, minutes(m.gap[k][center]))
		}
	}
	return spreadOf(gaps)
}

// stepOf sums up one milestone of one variant; base is the center with own
// radars, with which it is compared if there is one.
func stepOf(runs []*meter, k, center, base int, compare bool, what Milestone) Step {
	s := Step{Name: what.String()}
	var at, warning, distance, gain []float64
	for _, m := range runs {
		when := m.at[k][center][what]
		if when == air.Never {
			continue
		}
		s.Reached++
		at = append(at, minutes(when))
		p := &m.threats[k]
		if p.crossed != air.Never {
			warning = append(warning, minutes(p.crossed-when))
			if d, ok := p.away(when, m.point); ok {
				distance = append(distance, d/geo.NM)
			}
		}
		if compare {
			if alone := m.at[k][base][what]; alone != air.Never {
				gain = append(gain, minutes(alone-when))
			}
		}
	}
	s.At, s.Warning, s.Distance, s.Gain, s.Pairs = spreadOf(at), spreadOf(warning), spreadOf(distance), spreadOf(gain), len(gain)
	return s
}

// away returns how far the threat was from the line at a time, in metres: from
// the airspace that it entered, or from the defended point.
func (p *passage) away(at air.Time, point *geo.LatLon) (float64, bool) {
	pos, ok := p.where(at)
	switch {
	case !ok:
		return 0, false
	case point != nil:
		return geo.Distance(pos, *point), true
	}
	return atlas.Sovereign(p.into).Distance(pos), true
}

func minutes(t air.Time) float64 { return t.Seconds() / 60 }
