package sim

import (
	"fmt"
	"slices"

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
	b.Losses = e.lost(b)
	b.Board = e.told()
	e.gatherLooks(b)
	e.gatherFeeds(b)
	e.gatherCenters(b)
	e.seal(b)
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

// Mute spares a run the cost of its bytes: its beats are not encoded, and there
// is no digest. For taps that read values; nothing else changes.
func (e *Engine) Mute() { e.mute = true }

// seal encodes a beat and adds it to the digest.
func (e *Engine) seal(b *truth.Beat) {
	if e.mute {
		return
	}
	e.encoder.Beat(b, e.names)
	e.digest.add(b.Messages)
	if b.At%air.Second == 0 {
		b.Digest, b.HasDigest = e.digest.close(), true
	}
}

// lost returns the losses of a beat.
func (e *Engine) lost(b *truth.Beat) []truth.Loss {
	all := e.world.Losses()
	first := len(all)
	for first > 0 && all[first-1].At > b.From {
		first--
	}
	return all[first:]
}

// told returns the director's board: the MSEL's lines, and among them one for
// each aircraft that was lost. Those have the number 0.
func (e *Engine) told() []air.BoardLine {
	lines, losses := e.board.Lines(), e.world.Losses()
	if len(losses) == 0 {
		return lines
	}
	e.shown = append(e.shown[:0], lines...)
	for _, l := range losses {
		line := air.BoardLine{At: l.At, Title: fmt.Sprintf("%s %v", e.world.Roster()[l.Target].Name, l.Cause), Done: true}
		at := slices.IndexFunc(e.shown, func(b air.BoardLine) bool { return b.At > l.At })
		if at < 0 {
			at = len(e.shown)
		}
		e.shown = slices.Insert(e.shown, at, line)
	}
	return e.shown
}

func (e *Engine) gatherLooks(b *truth.Beat) {
	b.Looks, b.Strays = e.looks[:0], e.strays[:0]
	for i := range e.sensors {
		b.Looks = append(b.Looks, e.sensors[i].Looks...)
		b.Strays = append(b.Strays, e.sensors[i].Strays...)
	}
	e.looks, e.strays = b.Looks, b.Strays
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
