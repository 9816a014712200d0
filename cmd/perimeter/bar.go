package main

import (
	"time"

	"github.com/schollz/progressbar/v3"

	"perimeter/air"
	"perimeter/air/truth"
)

// bar shows how far a run is, on a terminal only. It is a Tap.
type bar struct{ to *progressbar.ProgressBar }

func newBar(term terminal, end air.Time, what string) *bar {
	if !term.tty {
		return &bar{}
	}
	return &bar{progressbar.NewOptions64(int64(end/air.Second),
		progressbar.OptionSetWriter(term.err), progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(40),
		progressbar.OptionClearOnFinish(),
	)}
}

// Beat moves the bar.
func (b *bar) Beat(beat *truth.Beat) error {
	b.at(beat.At)
	return nil
}

func (b *bar) at(done air.Time) {
	if b.to != nil {
		b.to.Set64(int64(done / air.Second)) // a bar that cannot be drawn is no fault of the exercise
	}
}

func (b *bar) close() {
	if b.to != nil {
		b.to.Clear()
	}
}
