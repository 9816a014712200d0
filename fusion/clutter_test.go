package fusion

import (
	"testing"

	"perimeter/air"
)

// A cell learns its rate of false echoes, forgets it when they end, and does not
// count a track's own echoes against it.
func TestClutterMap(t *testing.T) {
	m := newClutterMap(200e3)
	const even = 0.001
	cell := m.index(50e3, 1)
	if far := m.index(60e3, 1); far == cell {
		t.Fatal("10 km apart, want two cells")
	}
	scan := func(n int, echoes float32) {
		for range n {
			m.fade(m.next, air.Second)
			m.add(cell, echoes)
		}
	}
	m.fade(0, air.Second)
	if r := m.rate(cell, even, 0); r != even {
		t.Errorf("rate %g at the start, want the even one", r)
	}
	scan(60, 0.5)
	if r := m.rate(cell, even, 0); r < 0.35 || r > 0.6 {
		t.Errorf("rate %.3f after a minute of half an echo a scan, want about 0.5", r)
	}
	if all, less := m.rate(cell, even, 0), m.rate(cell, even, 5); less >= all {
		t.Errorf("rate %.3f without five own echoes, %.3f with them", less, all)
	}
	scan(300, 0)
	if r := m.rate(cell, even, 0); r > 0.01 {
		t.Errorf("rate %.4f five minutes after they ended, want it gone", r)
	}
	scan(1, -5)
	if r := m.rate(cell, even, 0); r < even {
		t.Errorf("rate %g, want it never below the even one", r)
	}
}
