package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"perimeter/air"
	"perimeter/replay"
	"perimeter/replay/siap"
	"perimeter/sim/scenario"
)

type shotCmd struct {
	File   string  `arg:"" help:"A scenario, the name of one that is built in, or a recording."`
	At     span    `required:"" help:"Exercise time: 1h10m or 01:10:00."`
	Center string  `required:"" help:"Whose picture, as NORAD."`
	PNG    string  `name:"png" required:"" placeholder:"FILE" help:"Where the picture goes."`
	Seed   *uint64 `help:"Seed of the run, for a scenario. Default: the scenario's own."`
	Force  bool    `help:"Overwrite the picture if it is there."`
	Score  int     `placeholder:"N" help:"Show table N of the score, 1 the first, with --truth."`
	Track  uint32  `placeholder:"N" help:"Select this track: what is known of it, and its dossier."`
	Zone   string  `placeholder:"NAME" help:"Show the card of this restricted zone: authority, instrument, layers."`
	look   `embed:""`
}

// Run draws one picture.
func (c *shotCmd) Run(ctx context.Context, term terminal) error {
	if err := errors.Join(picturePath(c.PNG), vacant(c.PNG, c.Force)); err != nil {
		return err
	}
	shots, err := c.bring(ctx, term)
	if err != nil {
		return err
	}
	center, err := centerNamed(&shots.theater, c.Center)
	if err != nil {
		return err
	}
	if c.track, c.scorePage = c.Track, c.Score; c.Track != 0 && (shots.views[center] == nil || shots.views[center].Find(c.Track) == nil) {
		return wrong("--track %d: %s has no such track at %v", c.Track, shots.theater.Centers[center].Name, shots.now)
	}
	if err := writePNG(c.PNG, shots.draw(center, &c.look), c.Force); err != nil {
		return err
	}
	fmt.Fprintf(term.out, "%s: %s at %v. %s\n", c.PNG, shots.theater.Centers[center].Name, shots.now, air.Marking)
	return nil
}

// bring brings scopes to the time wanted, from a recording or by a run.
func (c *shotCmd) bring(ctx context.Context, term terminal) (*scopes, error) {
	if replay.IsRecording(c.File) {
		return c.play()
	}
	sc, engine, err := newEngine(c.File, c.Seed, term)
	if err != nil {
		return nil, err
	}
	shots := newScopes(engine.Theater(), engine.Roster())
	if err := c.ready(shots, sc.Length); err != nil {
		return nil, err
	}
	bar := newBar(term, air.Time(c.At), "run")
	defer bar.close()
	engine.Attach(shots)
	engine.Attach(bar)
	var meter *siap.Meter
	if c.Score > 0 {
		meter = newScore(engine, sc)
		engine.Attach(meter)
	}
	err = engine.RunUntil(ctx, air.Time(c.At))
	shots.judge(meter)
	return shots, err
}

// ready checks what was asked for before the work begins.
func (c *shotCmd) ready(shots *scopes, end air.Time) error {
	if air.Time(c.At) > end {
		return wrong("--at %v: want a time up to %v, where it ends", air.Time(c.At), end)
	}
	if _, err := centerNamed(&shots.theater, c.Center); err != nil {
		return err
	}
	if c.Score > 0 && !c.Truth {
		return wrong("--score: want --truth with it, as the score is judged by it")
	}
	if err := c.pickZone(&shots.theater); err != nil {
		return err
	}
	return c.aim(&shots.theater)
}

// history is how long a scope of a recording watches before its picture.
const history = 2 * air.Minute

func (c *shotCmd) play() (*scopes, error) {
	rec, err := replay.Open(c.File)
	if err != nil {
		return nil, wrongUse{err}
	}
	defer rec.Close()
	switch {
	case c.Seed != nil:
		return nil, wrongSeed
	case c.Truth && rec.OfNation():
		return nil, wrong("--truth: want the director's recording, got a nation's, which holds none")
	}
	shots := newScopes(rec.Theater, rec.Roster)
	if err := c.ready(shots, rec.End); err != nil {
		return nil, err
	}
	player, err := replay.NewPlayer(rec)
	if err != nil {
		return nil, wrongUse{err}
	}
	at := air.Time(c.At)
	if err := player.Seek(max(0, at-history)); err != nil {
		return nil, err
	}
	for {
		for i := range shots.views {
			if v := player.View(air.CenterID(i)); v != nil && v.At > 0 && v != shots.views[i] {
				shots.observe(i, v)
			}
		}
		if player.Now() >= at {
			break
		}
		if err := player.Advance(min(at, player.Now()+rec.Theater.Beat)); err != nil {
			return nil, err
		}
	}
	if c.Score > 0 {
		if err := c.judge(rec, shots); err != nil {
			return nil, err
		}
	}
	shots.sky, _ = player.Truth()
	shots.board, shots.now = player.Board(), player.Now()
	return shots, nil
}

// judge scores a recording up to the picture.
func (c *shotCmd) judge(rec *replay.Recording, shots *scopes) error {
	sc, _ := scenario.Load(rec.Name+".toml", rec.Source) // what this version cannot read has no bands
	meter := siap.NewMeter(&rec.Theater, rec.Roster, scoreOptions(sc))
	if err := rec.Beats(-1, air.Time(c.At), meter.Beat); err != nil {
		return wrongUse{err}
	}
	shots.judge(meter)
	return nil
}

// pickZone finds the zone whose card is wanted.
func (c *shotCmd) pickZone(th *air.Theater) error {
	var names []string
	for i := range th.Zones {
		if strings.EqualFold(th.Zones[i].Name, c.Zone) {
			c.zone = i + 1
			return nil
		}
		names = append(names, th.Zones[i].Name)
	}
	if c.Zone == "" {
		return nil
	}
	return wrong("--zone %q: want one of %s", c.Zone, cmp.Or(strings.Join(names, ", "), "none: there is no zone in it"))
}
