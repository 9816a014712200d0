package main

import (
	"context"

	"perimeter/air/truth"
	"perimeter/replay"
)

type summaryCmd struct {
	File  string `arg:"" help:"A recording."`
	Until until  `help:"Sum up to this exercise time: 30m or 00:30:00. Default: the recording's end."`
	JSON  bool   `help:"Write the summary as JSON."`
}

// Help says what is in it.
func (c *summaryCmd) Help() string {
	return `What the exercise brought forth: plots by kind, each sensor's plots a scan against what it can
pass on, and of what they were; feeds, orders, aircraft lost; each center's tracks; who saw
each track of interest when. It is what the run said at its end.

Examples:
  perimeter summary ae19.mcap
  perimeter summary ae19.mcap --until 30m --json`
}

// Run sums a recording up.
func (c *summaryCmd) Run(ctx context.Context, term terminal) error {
	rec, err := replay.Open(c.File)
	if err != nil {
		return wrongUse{err}
	}
	defer rec.Close()
	end, err := c.Until.of(rec.End)
	if err != nil {
		return err
	}
	summary := replay.NewSummary(rec.Header)
	bar := newBar(term, end, "summary")
	err = rec.Beats(0, end, func(b *truth.Beat) error {
		bar.at(b.At)
		if err := ctx.Err(); err != nil {
			return err
		}
		return summary.Beat(b)
	})
	bar.close()
	if err != nil {
		return err
	}
	summary.Close()
	if c.JSON {
		return term.json(summary)
	}
	noteTorn(rec, term.out)
	return summary.WriteTable(term.out)
}
