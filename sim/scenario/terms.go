package scenario

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// Level says how much a feed gives at most.
type Level string

// The levels, from nothing to all.
const (
	NoLevel   Level = "none"
	OnRequest Level = "request"  // nothing until the provider's release officer grants it
	TOILevel  Level = "toi"      // tracks that the provider's people called tracks of interest
	Filtered  Level = "filtered" // tracks that the feed's filters pass
	AllTracks Level = "tracks"
	Plots     Level = "plots"
)

// Terms are on what terms a feed gives: how much, of what, when, how exactly and
// for what use. The zero Terms let all pass that the releases let pass.
type Terms struct {
	Level Level // never empty in a loaded scenario
	Opens Level // what a grant opens, with OnRequest

	// Filters: what fails one of them stays. They hold at every level.
	Area       geo.Box        // the zero Box: anywhere
	Floor      float64        // m above sea level; what has no height fails where there is a band
	Ceiling    float64        // m above sea level; 0: none
	Near       []Near         // near all of them
	Codes      []air.Mode3A   // squawks one of them; none: whatever it squawks
	Identities []air.Identity // the provider's people called it one of them; none: whatever they think

	// Conditions of the whole feed.
	TOIActive  bool     // the provider's people have declared a track of interest
	Agreements []string // in force, all of them
	Suspended  bool     // at the start, until the provider resumes it

	// Coarser than known.
	RoundPlace  float64 // rad of latitude and longitude; 0: as it is
	RoundHeight float64 // m; 0: as it is

	// For what use.
	Purpose  []string    // what the receiver may do with it; none: whatever it likes
	Onward   air.Release // nations beside the audience to which the receiver may pass its tracks on
	Relay    bool        // what the provider has of other centers goes along, where they consent
	Retain   air.Time    // how long the receiver may keep it; 0: not limited
	OnBreach bool        // the provider suspends it when its terms are broken

	// The release officer, with OnRequest.
	Answer air.Time // answers within this
	Grant  air.Time // and what is granted stays open for this
}

// Near asks for a place near to the sovereign airspace of any of some nations.
// Near to the one nation and near to the other is near to their common border,
// on land and at sea.
type Near struct {
	Within float64     // m
	Any    air.Release // the nations
}

// Filters reports whether the terms pick among data at all.
func (t *Terms) Filters() bool {
	return t.Area != (geo.Box{}) || t.Floor != 0 || t.Ceiling != 0 || t.Near != nil || t.Codes != nil || t.Identities != nil
}
