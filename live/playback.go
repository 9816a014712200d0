package live

import (
	"context"
	"errors"
	"slices"
	"time"

	"perimeter/air"
	"perimeter/air/truth"
)

// Player is what a host needs of a recording; replay.Player fits.
type Player interface {
	Theater() air.Theater
	Roster() truth.Roster
	Now() air.Time
	End() air.Time
	// Advance goes forward to t, Seek anywhere.
	Advance(t air.Time) error
	Seek(t air.Time) error
	View(c air.CenterID) *air.View
	Truth() (*truth.Snapshot, bool)
	Board() []air.BoardLine
}

// Playback plays one recording for one person. The viewer looks at it from its
// own goroutine.
type Playback struct {
	stand
	player Player
}

// NewPlayback returns a host of a recording at its start.
func NewPlayback(p Player, pace air.Pace) *Playback {
	b := &Playback{player: p}
	b.set(p.Theater(), p.Roster(), pace)
	b.edge = p.End()
	return b
}

// Run plays until ctx is done; at the end it waits for the person to go back.
// It is the only caller of the player.
func (b *Playback) Run(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		if err := b.step(); err != nil {
			b.mu.Lock()
			b.failed = err
			b.mu.Unlock()
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}

func (b *Playback) step() error {
	now := b.player.Now()
	goal, end := b.owed(now)
	var err error
	switch {
	case goal != air.Never:
		err = b.player.Seek(goal)
	case end > now:
		err = b.player.Advance(end)
	default:
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.show()
	b.clock.ran(end - now)
	if goal == b.goal {
		b.goal = air.Never
	}
	return err
}

func (b *Playback) owed(now air.Time) (goal, end air.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.goal, max(now, min(b.clock.owed(now, time.Now()), b.edge))
}

// show takes over what the player shows. The caller holds the lock.
func (b *Playback) show() {
	for i := range b.views {
		b.views[i] = b.player.View(air.CenterID(i))
	}
	if snap, ok := b.player.Truth(); ok {
		b.keepTruth(snap)
	}
	b.board = slices.Clone(b.player.Board())
	b.now = b.player.Now()
}

// Submit refuses: a recording takes no orders.
func (b *Playback) Submit(...air.Body) error {
	return errors.New("this is a recording: it takes no orders; open the scenario to give some")
}

// Seek goes to t at once.
func (b *Playback) Seek(t air.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.goal = max(0, min(t, b.edge))
	return nil
}
