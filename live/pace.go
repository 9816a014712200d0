package live

import (
	"time"

	"perimeter/air"
)

// tick is how often the pacer looks at the wall clock.
const tick = time.Second / 60

// metronome turns wall-clock time into exercise time.
type metronome struct {
	pace air.Pace
	due  float64   // s of exercise time owed and not yet run
	last time.Time // when it was last looked at; zero: never
}

// owed returns how far exercise time should have got, from now on, at this
// instant of the wall clock. A machine that cannot keep up does not run after:
// at most a second's worth of wall time is ever owed.
func (m *metronome) owed(now air.Time, wall time.Time) air.Time {
	passed := 0.0
	if !m.last.IsZero() {
		passed = min(wall.Sub(m.last).Seconds(), 1)
	}
	m.last = wall
	switch {
	case m.pace.Paused:
		m.due = 0
		return now
	case m.pace.Speed == 0:
		m.due = 0
		return now + burst
	}
	m.due = min(m.due+passed*m.pace.Speed, m.pace.Speed)
	return now + air.FromSeconds(m.due)
}

// ran takes what was run off what is owed.
func (m *metronome) ran(by air.Time) { m.due = max(0, m.due-by.Seconds()) }

// burst is how far a run at full speed goes before it looks up again.
const burst = 2 * air.Second
