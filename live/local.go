package live

import (
	"context"
	"errors"
	"slices"
	"time"

	"perimeter/air"
	"perimeter/air/truth"
)

// Engine is what a host needs of an exercise; sim.Engine fits.
type Engine interface {
	// RunUntil moves the exercise time to end.
	RunUntil(ctx context.Context, end air.Time) error
	Now() air.Time
	Theater() air.Theater
	Roster() truth.Roster
	// Check reports why a body cannot act in this exercise.
	Check(air.Body) error
	Submit(air.Order)
}

// Local hosts one exercise for one person at this machine: the director. It is
// a tap of the engine; the viewer looks at it from its own goroutine.
type Local struct {
	stand
	engine  Engine
	pending []air.Body // guarded by stand.mu
}

// NewLocal returns a host of an exercise at its start. Attach it to the engine
// as a tap, then call Run.
func NewLocal(e Engine, pace air.Pace) *Local {
	l := &Local{engine: e}
	l.set(e.Theater(), e.Roster(), pace)
	return l
}

// Beat keeps what the viewer shows. It is the engine's tap.
func (l *Local) Beat(b *truth.Beat) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, v := range b.Views {
		if v != nil {
			l.views[i] = v
		}
	}
	l.keepTruth(b.Truth)
	l.board = slices.Clone(b.Board)
	l.now, l.edge = b.At, b.At
	return nil
}

// Run moves the exercise until it ends or ctx is done. It is the only caller of
// the engine.
func (l *Local) Run(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for l.engine.Now() < l.theater.Length {
		if err := l.step(ctx); err != nil {
			l.mu.Lock()
			l.failed = err
			l.mu.Unlock()
			return err
		}
		if l.hurried() {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
	return nil
}

// step submits what the person ordered and runs the beats that are owed.
func (l *Local) step(ctx context.Context) error {
	now := l.engine.Now()
	bodies, end := l.owed(now)
	for _, b := range bodies {
		l.engine.Submit(air.Order{At: now, From: air.Director, Body: b})
	}
	end -= (end - now) % l.theater.Beat
	if err := l.engine.RunUntil(ctx, end); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clock.ran(end - now)
	if end >= l.goal {
		l.goal = air.Never
	}
	return nil
}

// owed takes the orders that wait, and says how far to run now.
func (l *Local) owed(now air.Time) ([]air.Body, air.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	bodies := l.pending
	l.pending = nil
	end := l.clock.owed(now, time.Now())
	if l.goal != air.Never {
		end = min(l.goal, now+burst)
	}
	return bodies, max(now, min(end, l.theater.Length))
}

// Submit gives the exercise an order of the director's; it acts in the next
// beat. What names nothing of this exercise is refused with a sentence.
func (l *Local) Submit(b air.Body) error {
	if err := l.engine.Check(b); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = append(l.pending, b)
	return nil
}

// Seek runs on to t as fast as it goes, then at the pace set. It refuses to go
// back: an exercise under way goes forward only.
func (l *Local) Seek(t air.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t < l.now {
		return errors.New("the exercise is live and goes forward only: open its recording to go back")
	}
	if t > l.now {
		t = min(t, l.theater.Length)
		l.goal = t + (l.theater.Beat-t%l.theater.Beat)%l.theater.Beat
	}
	return nil
}
