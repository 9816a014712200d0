package live

import (
	"slices"
	"sync"

	"perimeter/air"
	"perimeter/air/truth"
)

// stand is what a viewer looks at while another goroutine moves the exercise:
// the latest views, the sky, the board, the time and the pace. Views are values,
// so nothing that the viewer holds ever changes under it.
type stand struct {
	theater air.Theater
	roster  truth.Roster

	mu     sync.Mutex
	views  []*air.View // the latest, by center
	truth  truth.Snapshot
	board  []air.BoardLine
	now    air.Time
	edge   air.Time
	clock  metronome
	goal   air.Time // go there at once; air.Never: nowhere
	failed error
	scorer Scorer
}

// Scorer knows the score at a time of the exercise, or nil.
type Scorer interface {
	Score(at air.Time) *truth.Score
}

// set makes s stand for an exercise of which nothing has happened yet.
func (s *stand) set(th air.Theater, roster truth.Roster, pace air.Pace) {
	s.theater, s.roster = th, roster
	s.views = make([]*air.View, len(th.Centers))
	s.clock = metronome{pace: pace}
	s.goal = air.Never
}

// keepTruth keeps a copy of the sky. The caller holds the lock.
func (s *stand) keepTruth(snap *truth.Snapshot) {
	s.truth = truth.Snapshot{From: snap.From, At: snap.At, Aircraft: slices.Clone(snap.Aircraft)}
}

// Theater returns what stands still.
func (s *stand) Theater() air.Theater { return s.theater }

// Roster returns the aircraft: the person here is the director.
func (s *stand) Roster() truth.Roster { return s.roster }

// View returns a center's latest view, or nil before the first.
func (s *stand) View(c air.CenterID) *air.View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.views[c]
}

// Truth returns the sky as it is.
func (s *stand) Truth() (*truth.Snapshot, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := s.truth
	return &snap, snap.At > 0
}

// Board returns the MSEL.
func (s *stand) Board() []air.BoardLine {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.board
}

// ScoreBy names who keeps the score, which goes to the director alone.
func (s *stand) ScoreBy(by Scorer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scorer = by
}

// Score returns the score at the time that is shown; nil where nobody keeps one.
func (s *stand) Score() *truth.Score {
	s.mu.Lock()
	by, now := s.scorer, s.now
	s.mu.Unlock()
	if by == nil {
		return nil
	}
	return by.Score(now)
}

// Now returns the exercise time that is shown.
func (s *stand) Now() air.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Edge returns the latest exercise time that can be shown.
func (s *stand) Edge() air.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.edge
}

// Pace returns the pace.
func (s *stand) Pace() air.Pace {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock.pace
}

// SetPace sets the pace.
func (s *stand) SetPace(p air.Pace) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.NoPlay = false
	s.clock.pace = p
}

// Err returns what ended the exercise before its time, or nil.
func (s *stand) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// hurried reports whether there is no wall clock to wait for.
func (s *stand) hurried() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.goal != air.Never || s.clock.pace.Speed == 0 && !s.clock.pace.Paused && s.now < s.theater.Length
}
