package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"perimeter/air"
	"perimeter/replay"
	"perimeter/replay/want"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

type runCmd struct {
	Scenario string  `arg:"" help:"A scenario: a file, or the name of one that is built in."`
	Seed     *uint64 `help:"Seed of the run. Default: the scenario's own."`
	Until    until   `help:"Stop at this exercise time: 30m or 00:30:00. Default: the scenario's end."`
	Out      string  `placeholder:"FILE" help:"Record the run there (MCAP)."`
	Nations  bool    `help:"With --out: beside the director's recording one for each nation, FILE.USA.mcap and so on, that holds what the nation may have and nothing else, and its label, FILE.USA.mcap.label.xml."`
	PNG      string  `name:"png" placeholder:"DIR" help:"Leave a picture of each center's last view there."`
	JSON     bool    `help:"Write the summary as JSON."`
	Force    bool    `help:"Overwrite files that are there."`
	Unjudged bool    `help:"Leave the scenario's .want alone. Default: its lines are judged at the end."`
	look     `embed:""`
}

// Run runs a scenario.
func (c *runCmd) Run(ctx context.Context, term terminal) error {
	sc, engine, err := newEngine(c.Scenario, c.Seed, term)
	if err != nil {
		return err
	}
	end, err := c.Until.of(sc.Length)
	if err != nil {
		return err
	}
	j, err := c.prepare(engine, sc, end, term)
	if err != nil {
		return err
	}
	start := time.Now()
	err = engine.RunUntil(ctx, j.end)
	j.wall = time.Since(start)
	if errors.Is(err, context.Canceled) { // Ctrl-C: what there is so far is whole
		err = nil
	}
	if err := errors.Join(err, j.close()); err != nil {
		return err
	}
	return j.tell(c)
}

// job is one run with all that listens to it.
type job struct {
	engine   *sim.Engine
	name     string
	end      air.Time
	wall     time.Duration
	summary  *replay.Summary
	recorder *replay.Recorder
	nations  []*replay.Nation
	scopes   *scopes
	judge    *want.Judge // nil: the scenario has no .want
	bar      *bar
	term     terminal
	wrote    []string
}

// prepare attaches what listens. Everything that can be refused is refused
// here, before anything is written.
func (c *runCmd) prepare(engine *sim.Engine, sc *scenario.Scenario, end air.Time, term terminal) (*job, error) {
	th := engine.Theater()
	j := &job{engine: engine, name: sc.Name, end: end, term: term}
	if err := j.expect(c, term); err != nil {
		return nil, err
	}
	if err := c.refuse(&th, sc.Name); err != nil {
		return nil, err
	}
	header := replay.Header{
		Name: sc.Name, Source: sc.Source, Seed: engine.Seed(), Build: replay.Build(), Theater: th, Roster: engine.Roster(),
	}
	j.summary = replay.NewSummary(header)
	engine.Attach(j.summary)
	if c.PNG != "" {
		j.scopes = newScopes(th, engine.Roster())
		engine.Attach(j.scopes)
	}
	if c.Out != "" {
		r, err := replay.Create(c.Out, c.Force, header)
		if err != nil {
			return nil, wrongUse{err}
		}
		j.recorder = r
		engine.Attach(r)
		j.wrote = append(j.wrote, c.Out)
	}
	if err := j.recordNations(c, engine, header); err != nil {
		return nil, err
	}
	j.bar = newBar(term, j.end, sc.Name)
	engine.Attach(j.bar)
	return j, nil
}

// recordNations starts the recordings of the nations that have a center.
func (j *job) recordNations(c *runCmd, engine *sim.Engine, h replay.Header) error {
	if !c.Nations {
		return nil
	}
	for _, nation := range nationsWithCenter(&h.Theater) {
		path := c.nationPath(nation)
		r, err := replay.CreateNation(path, c.Force, h, nation)
		if err != nil {
			return wrongUse{err}
		}
		j.nations = append(j.nations, r)
		engine.Attach(r)
		label := path + ".label.xml"
		if err := writeFile(label, c.Force, func(w io.Writer) error { return replay.WriteLabel(w, &h.Theater, nation) }); err != nil {
			return err
		}
		j.wrote = append(j.wrote, path, label)
	}
	return nil
}

// nationsWithCenter returns the nations that may have a center's picture.
func nationsWithCenter(th *air.Theater) (list []air.Nation) {
	for _, nation := range air.Nations {
		has := func(center air.CenterInfo) bool { return center.Audience.To(air.Only(nation)) }
		if slices.ContainsFunc(th.Centers, has) {
			list = append(list, nation)
		}
	}
	return list
}

func (c *runCmd) nationPath(nation air.Nation) string {
	return strings.TrimSuffix(c.Out, ".mcap") + "." + nation.String() + ".mcap"
}

// refuse refuses what is nothing without something else, and to write where
// something is already. Only then it makes the folder of the pictures.
func (c *runCmd) refuse(th *air.Theater, exercise string) error {
	switch {
	case c.Nations && c.Out == "":
		return wrong("--nations: want --out too, the director's recording, beside which they go")
	case c.PNG == "" && (c.View != "" || c.Truth):
		return wrong("--view, --truth: want --png too, the folder of the pictures that they are about")
	}
	if err := c.aim(th); err != nil {
		return err
	}
	var files []string
	if c.Out != "" {
		files = append(files, c.Out)
	}
	if c.Nations {
		for _, nation := range nationsWithCenter(th) {
			files = append(files, c.nationPath(nation))
		}
	}
	for _, path := range files {
		if err := vacant(path, c.Force); err != nil {
			return err
		}
	}
	return c.clear(th, exercise)
}

// clear makes the folder of the pictures and sees that none is there already.
func (c *runCmd) clear(th *air.Theater, exercise string) error {
	if c.PNG == "" {
		return nil
	}
	if info, err := os.Stat(c.PNG); err == nil && !info.IsDir() {
		return wrong("--png %s: want a folder, got a file", c.PNG)
	}
	if err := os.MkdirAll(c.PNG, 0o777); err != nil {
		return wrongUse{err}
	}
	for _, center := range th.Centers {
		if err := vacant(pictureName(c.PNG, exercise, center.Name), c.Force); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) close() error {
	j.bar.close()
	j.summary.Close()
	var err error
	for _, n := range j.nations {
		err = errors.Join(err, n.Close())
	}
	if j.recorder != nil {
		err = errors.Join(err, j.recorder.Close())
	}
	return err
}

// report is the summary of a run, with what the wall clock says of it.
type report struct {
	*replay.Summary
	Complete bool     `json:"complete"` // false: stopped before its time
	Wall     float64  `json:"wall_s"`
	Ratio    float64  `json:"times_real_time"`
	Digest   string   `json:"digest"`
	Wrote    []string `json:"wrote"`

	Findings []want.Finding `json:"expected,omitempty"` // the lines of the scenario's .want
}

// tell draws the pictures and sums the run up.
func (j *job) tell(c *runCmd) error {
	if j.scopes != nil {
		for i, center := range j.scopes.theater.Centers {
			path := pictureName(c.PNG, j.name, center.Name)
			if err := writePNG(path, j.scopes.draw(i, &c.look), c.Force); err != nil {
				return err
			}
			j.wrote = append(j.wrote, path)
		}
	}
	digest := j.engine.Digest()
	r := report{
		Summary: j.summary, Complete: j.engine.Now() >= j.end, Wall: j.wall.Seconds(),
		Ratio: j.engine.Now().Seconds() / j.wall.Seconds(), Digest: hex.EncodeToString(digest[:]), Wrote: j.wrote,
	}
	if j.judge != nil {
		r.Findings = j.judge.Findings()
	}
	if c.JSON {
		return errors.Join(j.term.json(r), red(r.Findings))
	}
	return errors.Join(r.write(j), red(r.Findings))
}

func (r *report) write(j *job) error {
	out := j.term.out
	if !r.Complete {
		fmt.Fprintf(out, "Stopped at %v of %v. What was recorded so far is whole.\n", j.engine.Now(), j.end)
	}
	fmt.Fprintf(out, "%v of exercise in %.1f s: %.0f times real time. Digest %s.\n", j.engine.Now(), r.Wall, r.Ratio, r.Digest)
	if err := r.Summary.WriteTable(out); err != nil {
		return err
	}
	for _, path := range r.Wrote {
		fmt.Fprintf(out, "wrote %s\n", path)
	}
	for _, f := range r.Findings {
		fmt.Fprintln(out, f)
	}
	return nil
}
