package trial

import (
	"context"
	"sync"

	"perimeter/air"
	"perimeter/sim"
)

// tally counts the exercise time that runs side by side have flown.
type tally struct {
	mu       sync.Mutex
	done, of air.Time
	tell     func(done, of air.Time) // nil: nobody listens
}

func (t *tally) add(flown air.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done += flown
	if t.tell != nil {
		t.tell(t.done, t.of)
	}
}

// fly runs an engine to its end, minute by minute.
func (t *tally) fly(ctx context.Context, e *sim.Engine, end air.Time) error {
	for e.Now() < end {
		from := e.Now()
		if err := e.RunUntil(ctx, min(from+air.Minute, end)); err != nil {
			return err
		}
		t.add(e.Now() - from)
	}
	return nil
}
