package live

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"perimeter/air"
	"perimeter/air/truth"
)

// toy is an exercise of one center in which nothing happens but time.
type toy struct {
	now    air.Time
	tap    func(*truth.Beat) error
	orders []air.Order
	acted  int // of orders
	script map[air.Time]air.Body
}

func (e *toy) Theater() air.Theater {
	return air.Theater{Length: 20 * air.Second, Beat: air.Second, Centers: []air.CenterInfo{{Name: "USA"}}}
}
func (e *toy) Roster() truth.Roster { return truth.Roster{{Name: "EXONE"}} }
func (e *toy) Now() air.Time        { return e.now }
func (e *toy) Submit(o air.Order)   { e.orders = append(e.orders, o) }
func (e *toy) CheckFor(_ air.Nation, b air.Body) error {
	if s, ok := b.(air.SensorOut); ok && s.Sensor != "QNW" {
		return errors.New("no such sensor")
	}
	return nil
}

func (e *toy) RunUntil(_ context.Context, end air.Time) error {
	for ; e.now < end; e.now += air.Second {
		at := e.now + air.Second
		b := truth.Beat{
			From: e.now, At: at, Truth: &truth.Snapshot{From: e.now, At: at, Aircraft: make([]truth.Aircraft, 1)},
			Views: []*air.View{{Picture: air.Picture{At: at}}}, Orders: e.orders[e.acted:],
		}
		e.acted = len(e.orders)
		if body, ok := e.script[e.now]; ok {
			b.Orders = append(b.Orders, air.Order{Origin: air.Derived, Body: body})
		}
		if err := e.tap(&b); err != nil {
			return err
		}
	}
	return nil
}

// hostToy runs a toy until done says so.
func hostToy(t *testing.T, pace air.Pace, done func(*Local) bool) (*Local, *toy) {
	t.Helper()
	e := &toy{}
	l := NewLocal(e, pace)
	e.tap = l.Beat
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	for !done(l) && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	return l, e
}

func TestRunsToTheEndAtFullSpeed(t *testing.T) {
	l, _ := hostToy(t, air.Pace{}, func(l *Local) bool { return l.Now() == 20*air.Second })
	if l.Now() != 20*air.Second || l.View(0).At != l.Now() {
		t.Errorf("at %v with a view of %v, want the end", l.Now(), l.View(0).At)
	}
}

func TestPausedStandsStill(t *testing.T) {
	began := time.Now()
	l, _ := hostToy(t, air.Pace{Paused: true, Speed: 64}, func(*Local) bool { return time.Since(began) > 200*time.Millisecond })
	if l.Now() != 0 {
		t.Errorf("at %v, want the start", l.Now())
	}
}

func TestSpeedIsAgainstTheWallClock(t *testing.T) {
	began := time.Now()
	l, _ := hostToy(t, air.Pace{Speed: 8}, func(l *Local) bool { return l.Now() >= 4*air.Second })
	if took := time.Since(began); took < 450*time.Millisecond {
		t.Errorf("%v of exercise at 8x took %v, want about half a second", l.Now(), took)
	}
}

// A stop of the MSEL holds the exercise in the very beat in which it acts, at
// whatever pace, and lets it go when its time on the wall clock is over.
func TestNoPlayStopsTheClockForItsTime(t *testing.T) {
	e := &toy{script: map[air.Time]air.Body{5 * air.Second: air.NoPlay{On: true, For: 300 * air.Millisecond, Why: "a real bird strike"}}}
	l := NewLocal(e, air.Pace{})
	e.tap = l.Beat
	ended := make(chan error, 1)
	go func() { ended <- l.Run(context.Background()) }()
	for !l.Pace().NoPlay {
		time.Sleep(time.Millisecond)
	}
	stopped := time.Now()
	if l.Now() != 6*air.Second {
		t.Errorf("stopped at %v, want the end of the beat of the order", l.Now())
	}
	l.SetPace(air.Pace{Speed: 64, NoPlay: false})
	if err := l.Seek(10 * air.Second); err != nil {
		t.Error(err)
	}
	time.Sleep(100 * time.Millisecond)
	if l.Now() != 6*air.Second || !l.Pace().NoPlay {
		t.Errorf("at %v while there is no play: want that neither pace nor seek moves it", l.Now())
	}
	if err := <-ended; err != nil || l.Now() != 20*air.Second {
		t.Fatalf("ended at %v: %v", l.Now(), err)
	}
	if took := time.Since(stopped); took < 250*time.Millisecond {
		t.Errorf("the stop took %v, want 300 ms", took)
	}
	if len(e.orders) != 1 || e.orders[0].Body.(air.NoPlay).On {
		t.Errorf("orders %+v, want the word that play goes on, so that a replay has it", e.orders)
	}
}

// The director stops play and lets it go on; without an order to run in, the word
// to go on acts at once.
func TestNoPlayByWord(t *testing.T) {
	stopped, on := false, false
	l, e := hostToy(t, air.Pace{Speed: 64}, func(l *Local) bool {
		switch {
		case !stopped:
			stopped = l.Submit(air.NoPlay{On: true, Why: "weather"}) == nil
		case !on && l.Pace().NoPlay:
			time.Sleep(50 * time.Millisecond)
			if at := l.Now(); at > 2*air.Second {
				t.Errorf("stopped at %v, want the next beat", at)
			}
			on = l.Submit(air.NoPlay{}) == nil
		}
		return l.Now() == 20*air.Second
	})
	if !on || l.Now() != 20*air.Second || len(e.orders) != 2 {
		t.Errorf("at %v with %d orders, want the end and both words", l.Now(), len(e.orders))
	}
}

func TestSeekRunsForwardAndRefusesToGoBack(t *testing.T) {
	l, _ := hostToy(t, air.Pace{Paused: true, Speed: 1}, func(l *Local) bool {
		if l.Now() == 0 {
			if err := l.Seek(7500 * air.Millisecond); err != nil {
				t.Error(err)
			}
		}
		return l.Now() == 8*air.Second
	})
	if l.Now() != 8*air.Second {
		t.Errorf("at %v, want the beat's end after 7.5 s", l.Now())
	}
	if err := l.Seek(air.Second); err == nil || !strings.Contains(err.Error(), "recording") {
		t.Errorf("Seek back = %v, want a sentence that names the recording", err)
	}
}

func TestOrdersReachTheEngineInTheirTurn(t *testing.T) {
	var told bool
	l, e := hostToy(t, air.Pace{Speed: 64}, func(l *Local) bool {
		if !told {
			told = true
			if err := l.Submit(air.SensorOut{Sensor: "NONE"}); err == nil {
				t.Error("an order about a sensor that is not there is taken")
			}
			if err := l.Submit(air.SensorOut{Sensor: "QNW"}); err != nil {
				t.Error(err)
			}
		}
		return l.Now() == 20*air.Second
	})
	_ = l
	if len(e.orders) != 1 || e.orders[0].From != air.Director {
		t.Errorf("orders %+v, want one, from the director", e.orders)
	}
}

// tapePlayer is a recording of 60 s.
type tapePlayer struct{ now air.Time }

func (p *tapePlayer) Theater() air.Theater {
	return air.Theater{Length: 2 * air.Minute, Beat: air.Second, Centers: []air.CenterInfo{{Name: "USA"}}}
}
func (p *tapePlayer) Roster() truth.Roster     { return nil }
func (p *tapePlayer) Now() air.Time            { return p.now }
func (p *tapePlayer) End() air.Time            { return air.Minute }
func (p *tapePlayer) Advance(t air.Time) error { p.now = t; return nil }
func (p *tapePlayer) Seek(t air.Time) error    { p.now = t; return nil }
func (p *tapePlayer) View(air.CenterID) *air.View {
	return &air.View{Picture: air.Picture{At: p.now}}
}
func (p *tapePlayer) Truth() (*truth.Snapshot, bool) { return nil, false }
func (p *tapePlayer) Board() []air.BoardLine         { return nil }

func TestPlaybackGoesBackAndForth(t *testing.T) {
	b := NewPlayback(&tapePlayer{}, air.Pace{Paused: true, Speed: 1})
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	for _, to := range []air.Time{40 * air.Second, 10 * air.Second, 5 * air.Minute} {
		if err := b.Seek(to); err != nil {
			t.Fatal(err)
		}
		want := min(to, air.Minute)
		for b.Now() != want && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		if b.Now() != want || b.View(0).At != want {
			t.Errorf("after Seek(%v): at %v, want %v", to, b.Now(), want)
		}
	}
	if err := b.Submit(air.SensorOut{Sensor: "QNW"}); err == nil {
		t.Error("a recording takes an order")
	}
	stop()
	<-ended
}
