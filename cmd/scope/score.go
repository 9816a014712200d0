package main

import (
	"context"
	"errors"
	"sort"
	"sync"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/replay"
	"perimeter/replay/siap"
	"perimeter/sim/scenario"
)

// scoreboard keeps the scores of an exercise by time: one goroutine adds, the viewer
// looks.
type scoreboard struct {
	mu   sync.Mutex
	kept []*truth.Score
	last bool // the latest is enough: time does not go back
}

// Score returns the score at a time: the latest that is not later; nil before the
// first.
func (b *scoreboard) Score(at air.Time) *truth.Score {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := sort.Search(len(b.kept), func(i int) bool { return b.kept[i].At > at })
	if i == 0 {
		return nil
	}
	return b.kept[i-1]
}

func (b *scoreboard) keep(s truth.Score) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last {
		b.kept = b.kept[:0]
	}
	b.kept = append(b.kept, &s)
}

// Steps between two scores, of exercise time: live it is made while the exercise
// runs, of a recording for every place that may be gone to.
const (
	liveStep     = 10 * air.Second
	recordedStep = air.Minute
)

// liveScore returns a tap that keeps the score of an exercise under way.
func liveScore(th *air.Theater, roster truth.Roster, sc *scenario.Scenario) (*scoreboard, *siap.Keeper) {
	b := &scoreboard{last: true}
	return b, siap.NewKeeper(siap.NewMeter(th, roster, scoreOptions(sc)), liveStep, b.keep)
}

// recordedScore reads a director's recording through once beside the player, up to
// ctx's end.
func recordedScore(ctx context.Context, path string, b *scoreboard) error {
	rec, err := replay.Open(path)
	if err != nil {
		return err
	}
	defer rec.Close()
	sc, _ := scenario.Load(rec.Name+".toml", rec.Source) // what this version cannot read has no bands
	k := siap.NewKeeper(siap.NewMeter(&rec.Theater, rec.Roster, scoreOptions(sc)), recordedStep, b.keep)
	err = rec.Beats(-1, rec.End, func(beat *truth.Beat) error { return errors.Join(k.Beat(beat), ctx.Err()) })
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
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
