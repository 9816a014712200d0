package live

import (
	"context"
	"errors"
	"slices"
	"sync"
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
	// CheckFor reports why a body of a nation's people, or of no nation's but the
	// director's, cannot act in this exercise: what they may not know is refused as
	// what is not there.
	CheckFor(air.Nation, air.Body) error
	Submit(air.Order)
}

// Local hosts one exercise for one person at this machine: the director, or
// whoever sits in a Seat of it. It is a tap of the engine; the viewer looks at it
// from its own goroutine.
type Local struct {
	stand
	busy    sync.Mutex // held while the engine moves, or is asked; taken before stand.mu
	engine  Engine
	pending []air.Order // guarded by stand.mu, as is stop
	stop    stop
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
	l.stop.heed(b.Orders, time.Now())
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

// step submits what the person ordered and runs the beats that are owed, up to a
// beat in which the exercise is stopped.
func (l *Local) step(ctx context.Context) error {
	began := l.engine.Now()
	orders, end := l.owed(began)
	for _, o := range orders {
		o.At = began
		l.engine.Submit(o)
	}
	end -= (end - began) % l.theater.Beat
	for now := began; now < end && !l.stopped(); now = l.engine.Now() {
		l.busy.Lock()
		err := l.engine.RunUntil(ctx, now+l.theater.Beat)
		l.busy.Unlock()
		if err != nil {
			return err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.engine.Now()
	l.clock.ran(now - began)
	if now >= l.goal {
		l.goal = air.Never
	}
	return nil
}

// owed takes the orders that wait, and says how far to run now.
func (l *Local) owed(now air.Time) ([]air.Order, air.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	wall := time.Now()
	if l.stop.over(wall) {
		l.pending = append(l.pending, air.Order{From: air.Director, Body: air.NoPlay{Why: "its time is over"}})
	}
	orders := l.pending
	l.pending = nil
	end := l.clock.owed(now, wall)
	if l.goal != air.Never {
		end = min(l.goal, now+burst)
	}
	if l.stop.on {
		l.clock.due, end = 0, now
	}
	return orders, max(now, min(end, l.theater.Length))
}

// Submit gives the exercise orders of the director's, all of them or none; they
// act in the next beat. What names nothing of this exercise is refused with a
// sentence.
func (l *Local) Submit(bodies ...air.Body) error { return l.submit(air.Director, bodies) }

func (l *Local) submit(from air.SeatID, bodies []air.Body) error {
	if err := l.check(nationOf(from), bodies); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, b := range bodies {
		l.pending = append(l.pending, air.Order{From: from, Body: b})
		if n, ok := b.(air.NoPlay); ok && !n.On { // no beat runs in which it could act
			l.stop = stop{}
		}
	}
	return nil
}

// check asks the engine, between two beats.
func (l *Local) check(n air.Nation, bodies []air.Body) error {
	l.busy.Lock()
	defer l.busy.Unlock()
	for _, b := range bodies {
		if err := l.engine.CheckFor(n, b); err != nil {
			return err
		}
	}
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

// Pace returns the pace, and whether the exercise is stopped for something real.
func (l *Local) Pace() air.Pace {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.clock.pace
	p.NoPlay = l.stop.on
	return p
}

func (l *Local) stopped() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stop.on
}

// hurried reports whether there is no wall clock to wait for.
func (l *Local) hurried() bool { return !l.stopped() && l.stand.hurried() }
