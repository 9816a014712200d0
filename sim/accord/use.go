package accord

import "slices"

// Purposes are what a feed may be given for, and the acts on a track that each
// allows, as a receiver's people understand it. What is in no row (to identify, to
// declare, to keep a log) every purpose allows. The words are those of the
// exercise orders; which act falls under which is assumed.
var Purposes = []struct {
	Word   string
	Allows []string // words of air.Acts
}{
	{"air traffic", nil},
	{"monitor", []string{"shadow"}},
	{"assist", []string{"escort"}},
	{"ground arrest", nil},
	{"rescue", nil},
	{"interception", []string{"scramble", "vector", "shadow", "escort"}},
	{"air defence", []string{"scramble", "vector", "shadow", "escort"}},
}

// AllowsUse reports whether a feed given for some purposes may be used for an act
// on a track that is known from it alone. One given for no purpose in particular
// may be used for all.
func AllowsUse(purpose []string, act string) bool {
	bound := false
	for i := range Purposes {
		p := &Purposes[i]
		if slices.Contains(p.Allows, act) {
			bound = true
			if slices.Contains(purpose, p.Word) {
				return true
			}
		}
	}
	return !bound || len(purpose) == 0
}
