package fusion

import (
	"testing"

	"perimeter/air"
)

// A tentative track goes on with the coasting one that it may be: near enough,
// as fast, of no other name, and the only one.
func TestAgain(t *testing.T) {
	tests := []struct {
		name   string
		change func(tracker *Tracker, old, tr *track)
		want   bool
	}{
		{"turned away", func(_ *Tracker, _, tr *track) { tr.state.Shift(4000, 0, [3]float64{}, 0) }, true},
		{"too far", func(_ *Tracker, _, tr *track) { tr.state.Shift(15000, 0, [3]float64{}, 0) }, false},
		{"too fast", func(_ *Tracker, _, tr *track) { tr.state.X[2] = 600 }, false},
		{"seen meanwhile", func(_ *Tracker, old, tr *track) { tr.born = old.at - 1 }, false},
		{"not coasting", func(_ *Tracker, old, _ *track) { old.status = air.Confirmed }, false},
		{"another name", func(_ *Tracker, old, tr *track) {
			old.evidence.hear(&air.Plot{Kind: air.SSR, Has: air.HasCode, Code: 0o4521}, true)
			tr.evidence.hear(&air.Plot{Kind: air.SSR, Has: air.HasCode, Code: 0o4522}, true)
		}, false},
		{"one of two", func(tracker *Tracker, old, _ *track) {
			slot, other := tracker.add()
			id := other.id
			*other = *old
			other.id, other.number = id, 2
			tracker.grid.put(slot, other)
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSky()
			s.radar("QNW", 32, -106, func(r *simRadar) { r.info.Scan, r.pd = 5*air.Second, 1 })
			s.plane("DARK", 32.4, -106.8, 15000, 90, 300, 0)
			tracker := mustNew(t, s.config())
			for s.now < 2*air.Minute {
				feed(tracker, s.run(), s.now)
			}
			if len(tracker.order) != 1 {
				t.Fatalf("%d tracks, want 1", len(tracker.order))
			}
			slot, _ := tracker.add() // may move all tracks
			tr, old := &tracker.tracks[slot], &tracker.tracks[tracker.order[0]]
			id := tr.id
			*tr = *old
			tr.id, tr.number, tr.status, tr.born = id, 0, air.Tentative, old.at+10*air.Second
			tr.at = tr.born + 10*air.Second
			tracker.filter.Predict(&tr.state, 20)
			old.status = air.Coasting
			tracker.clock = tr.at
			tt.change(tracker, old, tr)
			tracker.refresh()
			tr = &tracker.tracks[slot]
			if got := tracker.again(slot, tr) != nil; got != tt.want {
				t.Errorf("goes on %t, want %t", got, tt.want)
			}
		})
	}
}
