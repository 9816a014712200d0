package msel

import "perimeter/air"

// timer is the trigger of an inject that falls due by the clock.
type timer air.Time

// met reports whether the trigger is met at or before now.
func (t timer) met(now air.Time) bool { return air.Time(t) <= now }
