package link

import (
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Providers returns the centers whose people may suspend and grant the feed.
func (f *Feed) Providers() []air.CenterID { return f.providers }

// Waits reports whether the feed's terms ask for a track of interest.
func (f *Feed) Waits() bool { return f.terms.TOIActive }

// Heed tells the feed whether the provider's people have declared a track of
// interest: a condition that some feeds have.
func (f *Feed) Heed(active bool) { f.active = active }

// Obey takes a provider's word on the feed, and reports whether it was one:
// suspend, resume, and a grant, which opens a feed on request for a while.
func (f *Feed) Obey(at air.Time, b air.Body) bool {
	a, ok := b.(air.Act)
	if !ok || !slices.Contains(f.masters, a.Center) {
		return false
	}
	switch {
	case a.Do == "suspend" && a.To == f.info.Name:
		f.suspended = true
	case a.Do == "resume" && a.To == f.info.Name:
		f.suspended = false
	case a.Do == "grant" && a.To == f.to && f.terms.Level == scenario.OnRequest && named(a.Text, f.info.Name):
		f.granted = at + f.terms.Grant
	default:
		return false
	}
	return true
}

// level returns how much the feed gives now.
func (f *Feed) level(now air.Time) scenario.Level {
	level := f.terms.Level
	if level == scenario.OnRequest {
		if now >= f.granted {
			return scenario.NoLevel
		}
		level = f.terms.Opens
	}
	if f.suspended || !f.book.Holds(f.terms.Agreements, now) || f.terms.TOIActive && !f.active {
		return scenario.NoLevel
	}
	return level
}

// named reports whether the text of a grant, "feed NAME" or "feed NAME: why",
// names a feed.
func named(text, feed string) bool {
	what, _, _ := strings.Cut(text, ": ")
	return what == "feed "+feed
}
