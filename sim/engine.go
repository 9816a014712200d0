package sim

import (
	"context"
	"slices"

	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/truth"
	"perimeter/sim/center"
	"perimeter/sim/link"
	"perimeter/sim/msel"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
	"perimeter/sim/world"
)

// Engine is one exercise under way. It is not safe for use by two goroutines.
type Engine struct {
	scenario *scenario.Scenario
	seed     uint64
	theater  air.Theater
	now      air.Time

	world   *world.World
	sensors []radar.Sensor
	feeds   []link.Feed
	lines   *link.Lines
	centers []center.Center
	board   *msel.Board
	inbox   inbox

	names    []string // of the centers, by index
	batches  []air.Batch
	out      truth.Beat
	encoder  truth.Encoder
	digest   digest
	mute     bool // beats are neither encoded nor digested
	taps     []Tap
	lastKeep air.Time // time of the last checkpoint given to the taps
	scratch
}

// Theater returns what stands still in the exercise.
func (e *Engine) Theater() air.Theater { return e.theater }

// Roster returns the aircraft of the exercise.
func (e *Engine) Roster() truth.Roster { return e.world.Roster() }

// Now returns the exercise time: the end of the last beat.
func (e *Engine) Now() air.Time { return e.now }

// Seed returns the seed of the run.
func (e *Engine) Seed() uint64 { return e.seed }

// Digest returns the digest of all outputs since the start, chained second by
// second.
func (e *Engine) Digest() [16]byte { return e.digest.sum() }

// RunUntil runs beats until the exercise time is end or later, or until ctx is
// done; then it returns ctx's error, between two beats. The first error of a
// tap ends the run too.
func (e *Engine) RunUntil(ctx context.Context, end air.Time) error {
	for e.now < end {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := e.beat(e.now, e.now+e.scenario.Beat); err != nil {
			return err
		}
	}
	return nil
}

// beat runs one beat of the exercise, [t0, t1). The order of its stages is the
// order in which the real things happen; the forks are joined in index order,
// so the number of cores changes nothing but the time it takes.
func (e *Engine) beat(t0, t1 air.Time) error {
	e.out = truth.Beat{From: t0, At: t1}
	e.out.Orders = e.inbox.due(t0)
	e.apply(t0, e.out.Orders)

	e.world.Advance(t1)
	e.inbox.derived(e.world.Calls())
	snapshot := e.world.Truth()

	fork.Each(e.sensors, func(s *radar.Sensor) { s.Look(snapshot) })
	for i := range e.sensors {
		e.batches[i] = e.sensors[i].Batch
	}
	fork.Each(e.feeds, func(f *link.Feed) { f.Carry(t1, e.batches) })
	for i := range e.feeds {
		e.centers[e.feeds[i].Info().To].Accept(&e.feeds[i].Due)
	}
	e.talk(t1)
	fork.Each(e.centers, func(c *center.Center) { c.Advance(t1) })
	e.share(t1)

	for i := range e.centers { // what they decide now acts in the next beat
		e.inbox.derived(e.centers[i].Staff(t1))
	}
	e.inbox.derived(e.board.Check(t1, e.watch(snapshot)))
	e.now = t1
	return e.publish(snapshot)
}

// talk carries what the centers said in this beat, and brings them what arrives.
func (e *Engine) talk(t1 air.Time) {
	e.said = e.said[:0]
	for i := range e.centers {
		e.said = append(e.said, e.centers[i].Said()...)
	}
	e.lines.Carry(t1, e.said)
	for i := range e.lines.Due {
		if e.lines.Due[i].Arrived != 0 {
			e.centers[i].Hear(&e.lines.Due[i])
		}
	}
}

// watch is what the board may look at.
func (e *Engine) watch(snapshot *truth.Snapshot) *msel.Watch {
	e.posts = e.posts[:0]
	for i := range e.centers {
		e.posts = append(e.posts, &e.centers[i])
	}
	return &msel.Watch{Truth: snapshot, Roster: e.world.Roster(), Centers: e.posts}
}

// share puts on their feeds what the centers have to give of their tracks.
func (e *Engine) share(t1 air.Time) {
	for i := range e.feeds {
		f := &e.feeds[i]
		if f.Waits() {
			f.Heed(slices.ContainsFunc(f.Providers(), func(c air.CenterID) bool { return e.centers[c].HasInterest() }))
		}
		if from, ok := f.From(); ok && f.Sends(t1) {
			f.Share(t1, e.centers[from].Shared(air.FeedID(i)))
		}
	}
}
