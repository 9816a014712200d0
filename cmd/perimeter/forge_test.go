package main

import (
	"bytes"
	"context"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/replay"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// forge records a run of another seed under the header of a recording, as a
// program would that has changed since.
func forge(path string, whole []byte) error {
	rec, err := replay.Read(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		return err
	}
	data, _ := scenarios.Embedded("01-one-radar")
	sc, _ := scenario.Load("01-one-radar.toml", data)
	engine, err := sim.New(sc, rec.Seed+1)
	if err != nil {
		return err
	}
	r, err := replay.Create(path, false, rec.Header)
	if err != nil {
		return err
	}
	engine.Attach(tap(r.Beat))
	if err := engine.RunUntil(context.Background(), 2*air.Minute); err != nil {
		return err
	}
	return r.Close()
}

type tap func(*truth.Beat) error

func (f tap) Beat(b *truth.Beat) error { return f(b) }
