package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"

	"perimeter/air"
	"perimeter/replay"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

type replayCmd struct {
	File string `arg:"" help:"A recording."`
	JSON bool   `help:"Write the outcome as JSON."`
}

// outcome is what a replay came to.
type outcome struct {
	Marking    string `json:"marking"`
	Recording  string `json:"recording"`
	Scenario   string `json:"scenario"`
	Seed       uint64 `json:"seed"`
	Until      string `json:"until"`
	Torn       bool   `json:"torn"`
	Identical  bool   `json:"identical"`
	Digest     string `json:"digest"`
	Difference string `json:"difference,omitempty"`
}

// Run runs the recorded exercise again, with the orders that came from outside,
// and compares every message.
func (c *replayCmd) Run(ctx context.Context, term terminal) error {
	rec, err := replay.Open(c.File)
	if err != nil {
		return wrongUse{err}
	}
	defer rec.Close()
	engine, err := engineOf(rec)
	if err != nil {
		return err
	}
	if build := replay.Build(); build != rec.Build {
		fmt.Fprintf(term.err, "note: recorded by %s, run by %s: the same bits are promised on the same build only\n", rec.Build, build)
	}
	differ := replay.NewDiffer(rec)
	engine.Attach(differ)
	bar := newBar(term, rec.End, "replay")
	engine.Attach(bar)
	err = rerun(ctx, engine, rec, differ)
	bar.close()
	if err != nil {
		return err
	}
	return c.tell(rec, engine, differ.Close(), term)
}

// noteTorn says that a recording was cut off, if it was.
func noteTorn(rec *replay.Recording, to io.Writer) {
	if rec.Torn {
		fmt.Fprintf(to, "torn: the recording was cut off; it goes %s\n", rec.Until())
	}
}

// engineOf builds the engine that made a recording.
func engineOf(rec *replay.Recording) (*sim.Engine, error) {
	if rec.OfNation() {
		return nil, wrong("a nation's recording holds no scenario and no seed: want the director's, to run it again")
	}
	sc, faults := scenario.Load(rec.Name+".toml", rec.Source)
	if len(faults) > 0 {
		return nil, wrong("the recording's scenario is not one that this version reads: %v", faults[0])
	}
	return sim.New(sc, rec.Seed)
}

// rerun submits the external orders as they acted, and stops at the first
// second that differs.
func rerun(ctx context.Context, engine *sim.Engine, rec *replay.Recording, differ *replay.Differ) error {
	orders, err := rec.External()
	if err != nil {
		return wrongUse{err}
	}
	for _, o := range orders {
		engine.Submit(o)
	}
	for engine.Now() < rec.End && differ.Difference() == nil {
		if err := engine.RunUntil(ctx, min(rec.End, engine.Now()+air.Second)); err != nil {
			return err
		}
	}
	return nil
}

func (c *replayCmd) tell(rec *replay.Recording, engine *sim.Engine, diff *replay.Difference, term terminal) error {
	digest := engine.Digest()
	o := outcome{
		Marking:   air.Marking,
		Recording: c.File, Scenario: rec.Name, Seed: rec.Seed, Until: rec.End.String(), Torn: rec.Torn,
		Identical: diff == nil, Digest: hex.EncodeToString(digest[:]),
	}
	if diff != nil {
		o.Difference = diff.String()
	}
	if c.JSON {
		if err := term.json(o); err != nil {
			return err
		}
	} else {
		c.say(&o, rec, term)
	}
	if diff != nil {
		return errSaid
	}
	return nil
}

func (c *replayCmd) say(o *outcome, rec *replay.Recording, term terminal) {
	noteTorn(rec, term.out)
	if o.Identical {
		fmt.Fprintf(term.out, "identical: %s, seed %d, up to %s, digest %s\n", o.Scenario, o.Seed, o.Until, o.Digest)
		fmt.Fprintln(term.out, air.Marking)
		return
	}
	fmt.Fprintln(term.out, o.Difference)
	fmt.Fprintf(term.out, "    see it: scope %s\n%s\n", c.File, air.Marking)
}
