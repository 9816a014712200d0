package sim

import (
	"perimeter/air"
	"perimeter/air/truth"
)

// Tap listens to an exercise. It cannot speak: what it does changes nothing. It
// hears every beat once, in order; b is valid during the call only. An error
// ends the run.
type Tap interface {
	Beat(b *truth.Beat) error
}

// Attach adds a listener. It hears the beats from now on.
func (e *Engine) Attach(t Tap) { e.taps = append(e.taps, t) }

// publish gathers what the beat brought forth, digests it and tells the taps.
func (e *Engine) publish(snapshot *truth.Snapshot) error {
	b := &e.out
	b.Truth = snapshot
	b.Batches = e.batches
	b.Board = e.board.Lines()
	e.gatherLooks(b)
	e.gatherFeeds(b)
	e.gatherCenters(b)
	e.encoder.Beat(b, e.names)
	e.digest.add(b.Messages)
	if b.At%air.Second == 0 {
		b.Digest, b.HasDigest = e.digest.close(), true
	}
	if e.scenario.Keep > 0 && b.At-e.lastKeep >= e.scenario.Keep {
		e.lastKeep = b.At
		b.Checkpoint = e.Append(nil)
	}
	for _, t := range e.taps {
		if err := t.Beat(b); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) gatherLooks(b *truth.Beat) {
	b.Looks = e.looks[:0]
	for i := range e.sensors {
		b.Looks = append(b.Looks, e.sensors[i].Looks...)
	}
	e.looks = b.Looks
}

func (e *Engine) gatherFeeds(b *truth.Beat) {
	b.Feeds = e.counts[:0]
	for i := range e.feeds {
		c := e.feeds[i].Count
		b.Feeds = append(b.Feeds, truth.FeedCount{Feed: air.FeedID(i), Sent: c.Sent, Lost: c.Lost, Withheld: c.Withheld, Due: c.Due})
	}
	e.counts = b.Feeds
}

func (e *Engine) gatherCenters(b *truth.Beat) {
	b.Views, b.Events, b.Fates = e.views[:0], e.events[:0], e.fates[:0]
	for i := range e.centers {
		c := &e.centers[i]
		var v *air.View
		if b.At%e.scenario.Picture == 0 {
			v = c.View(b.At)
		}
		b.Views = append(b.Views, v)
		b.Events = append(b.Events, c.Events())
		b.Fates = append(b.Fates, c.Fates())
	}
	e.views, e.events, e.fates = b.Views, b.Events, b.Fates
}
