package main

import (
	"context"
	"errors"

	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/replay"
	"perimeter/replay/siap"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

type scoreCmd struct {
	Exercise string  `arg:"" help:"A recording (.mcap), or a scenario to run: a file, or the name of one that is built in."`
	Seed     *uint64 `help:"Seed of the run of a scenario. Default: the scenario's own."`
	Until    until   `help:"Score up to this exercise time: 30m or 00:30:00. Default: the end."`
	JSON     bool    `help:"Write the score as JSON."`
}

// Help tells what the words mean, with examples.
func (*scoreCmd) Help() string {
	return `SIAP attributes of each center's picture, how far two centers agree, and what each center
did with each track of interest. An object is an aircraft that any sensor saw within the last
minute. compl.: objects with a track; own: of those that the center's own sensors saw; ambig.:
tracks per object; spurious: tracks without object; contin.: longest time under one number.
A star marks what a robot did in an empty seat. RED lines are never averaged.

Examples:
  perimeter score ae19.mcap
  perimeter score amalgam-eagle-19 --until 1h --json`
}

// Run scores an exercise.
func (c *scoreCmd) Run(ctx context.Context, term terminal) error {
	score, err := c.score(ctx, term)
	if err != nil {
		return err
	}
	if c.JSON {
		return term.json(score)
	}
	return score.WriteTable(term.out)
}

func (c *scoreCmd) score(ctx context.Context, term terminal) (*siap.Score, error) {
	if replay.IsRecording(c.Exercise) {
		return c.recorded(ctx, term)
	}
	sc, engine, err := newEngine(c.Exercise, c.Seed, term)
	if err != nil {
		return nil, err
	}
	end, err := c.Until.of(sc.Length)
	if err != nil {
		return nil, err
	}
	meter := newScore(engine, sc)
	engine.Attach(meter)
	bar := newBar(term, end, sc.Name)
	engine.Attach(bar)
	err = engine.RunUntil(ctx, end)
	bar.close()
	score := meter.Score()
	if errors.Is(err, context.Canceled) { // Ctrl-C: the score so far
		err = nil
	}
	return &score, err
}

// wrongSeed refuses a seed for what has one already.
var wrongSeed = wrong("--seed: want a scenario to run with it, got a recording, which has its own")

// recorded scores a recording.
func (c *scoreCmd) recorded(ctx context.Context, term terminal) (*siap.Score, error) {
	rec, err := replay.Open(c.Exercise)
	if err != nil {
		return nil, wrongUse{err}
	}
	defer rec.Close()
	if c.Seed != nil {
		return nil, wrongSeed
	}
	if rec.OfNation() {
		return nil, wrong("%s: a nation's recording holds no truth to score by: want the director's", c.Exercise)
	}
	sc, faults := scenario.Load(rec.Name+".toml", rec.Source)
	if len(faults) > 0 {
		return nil, wrong("the recording's scenario is not one that this version reads: %v", faults[0])
	}
	end, err := c.Until.of(rec.End)
	if err != nil {
		return nil, err
	}
	noteTorn(rec, term.err)
	meter := siap.NewMeter(&rec.Theater, rec.Roster, scoreOptions(sc))
	bar := newBar(term, end, rec.Name)
	err = rec.Beats(-1, end, func(b *truth.Beat) error { return errors.Join(meter.Beat(b), bar.Beat(b), ctx.Err()) })
	bar.close()
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	score := meter.Score()
	return &score, err
}

func newScore(engine *sim.Engine, sc *scenario.Scenario) *siap.Meter {
	th := engine.Theater()
	return siap.NewMeter(&th, engine.Roster(), scoreOptions(sc))
}

func scoreOptions(sc *scenario.Scenario) siap.Options {
	o := siap.Options{Overflown: atlas.Overflown}
	if sc == nil {
		return o
	}
	for _, b := range sc.Bands {
		o.Bands = append(o.Bands, siap.Band{Measure: b.Measure, Green: b.Green, Amber: b.Amber, Least: b.Least})
	}
	return o
}
