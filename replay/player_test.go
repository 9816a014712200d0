package replay

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/truth"
)

// shown is all that a viewer gets from a player.
type shown struct {
	Now   air.Time
	Views []*air.View
	Truth *truth.Snapshot
	Board []air.BoardLine
}

func show(p *Player) (s shown) {
	s.Now, s.Board = p.Now(), p.Board()
	for i := range p.Theater().Centers {
		s.Views = append(s.Views, p.View(air.CenterID(i)))
	}
	s.Truth, _ = p.Truth()
	return s
}

func newPlayer(t testing.TB, rec *Recording) *Player {
	t.Helper()
	p, err := NewPlayer(rec)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPlayerShowsWhatWasThere plays beat by beat beside the exercise itself.
func TestPlayerShowsWhatWasThere(t *testing.T) {
	p := newPlayer(t, mustRead(t, newExercise(19, 6).record(t, 40*air.Second)))
	if _, ok := p.Truth(); ok || p.View(0) == nil || p.View(2) != nil {
		t.Errorf("before the first beat: truth %v, view %v, view of a center that is none %v; want none, an empty one, nil", ok, p.View(0), p.View(2))
	}
	x := newExercise(19, 6)
	views := make([]*air.View, 2)
	arrived := make([][]air.Plot, 2)
	for x.now < 40*air.Second {
		due := append([]air.Plot(nil), x.arriving...)
		b := x.next()
		for _, plot := range due {
			plot.Has, plot.Code, plot.Level = 0, 0, 0 // a player does not tell what the feed may have withheld
			arrived[plot.Sensor] = append(arrived[plot.Sensor], plot)
		}
		for c, v := range b.Views {
			if v != nil {
				v.Plots, views[c], arrived[c] = arrived[c], v, nil
			}
		}
		if err := p.Advance(x.now); err != nil {
			t.Fatal(err)
		}
		if views[0] == nil {
			continue
		}
		want := shown{Now: x.now, Views: views, Truth: b.Truth, Board: b.Board}
		if diff := cmp.Diff(want, show(p), closeEnough); diff != "" {
			t.Fatalf("at %v (-was +shown):\n%s", x.now, diff)
		}
	}
}

// closeEnough lets the place at the start of the first beat differ by a micron:
// it is not recorded.
var closeEnough = cmp.Comparer(func(a, b float64) bool { return a == b || a-b < 1e-6 && b-a < 1e-6 })

// TestSeekShowsTheSame goes to moments in any order: what is shown is what it
// was when it was played.
func TestSeekShowsTheSame(t *testing.T) {
	rec := mustRead(t, newExercise(19, 6).record(t, 100*air.Second))
	played, sought := newPlayer(t, rec), newPlayer(t, rec)
	for _, at := range []air.Time{7 * air.Second, 33 * air.Second, 34 * air.Second, 71500 * air.Millisecond, 100 * air.Second} {
		for played.Now() < at {
			if err := played.Advance(min(at, played.Now()+air.Second)); err != nil {
				t.Fatal(err)
			}
		}
		for _, detour := range []air.Time{0, 90 * air.Second, at} {
			if err := sought.Seek(detour); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(show(played), show(sought)); diff != "" {
			t.Errorf("at %v (-played +sought):\n%s", at, diff)
		}
	}
}

func TestPlayerGoesBackAndNoFurtherThanTheEnd(t *testing.T) {
	p := newPlayer(t, mustRead(t, newExercise(19, 3).record(t, 20*air.Second)))
	for _, step := range []struct{ to, want air.Time }{{12 * air.Second, 12 * air.Second}, {5 * air.Second, 5 * air.Second}, {air.Hour, 20 * air.Second}} {
		if err := p.Advance(step.to); err != nil || p.Now() != step.want {
			t.Errorf("Advance(%v): now %v, %v; want %v", step.to, p.Now(), err, step.want)
		}
	}
	for _, to := range []air.Time{-1, 21 * air.Second} {
		if err := p.Seek(to); err == nil || p.Now() != 20*air.Second {
			t.Errorf("Seek(%v): error %v, now %v; want an error and no move", to, err, p.Now())
		}
	}
}

// TestSeekFarFromTheLastView: a center that fell silent still shows its last
// picture.
func TestSeekFarFromTheLastView(t *testing.T) {
	x := newExercise(19, 2)
	var file memory
	r, err := NewRecorder(&file, x.header)
	if err != nil {
		t.Fatal(err)
	}
	for x.now < 3*air.Minute {
		b := x.next()
		if x.now > 10*air.Second {
			b.Views = nil
			x.encoder.Beat(b, x.header.Centers())
		}
		if err := r.Beat(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, mustRead(t, file))
	if err := p.Seek(170 * air.Second); err != nil || p.View(1).At != 10*air.Second || len(p.View(1).Tracks) != 2 {
		t.Errorf("Seek: %v, view of %v with %d tracks; want that of 00:00:10 with 2", err, p.View(1).At, len(p.View(1).Tracks))
	}
}

type memory []byte

func (m *memory) Write(p []byte) (int, error) {
	*m = append(*m, p...)
	return len(p), nil
}

// BenchmarkSeek goes to and fro in two hours of 200 aircraft; under a second is
// wanted, so that the time bar can be dragged.
func BenchmarkSeek(b *testing.B) {
	rec := mustRead(b, newExercise(19, 200).record(b, 2*air.Hour))
	p := newPlayer(b, rec)
	i := 0
	for b.Loop() {
		i++
		if err := p.Seek(air.Time(i*7919%7200) * air.Second); err != nil {
			b.Fatal(err)
		}
	}
}
