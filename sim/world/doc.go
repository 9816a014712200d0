// Package world moves the aircraft: routes on the WGS-84 earth, flown within
// what each type can do, and the background traffic that fills the sky.
//
//	w, err := world.New(sc, seed)
//	w.Apply(at, body)       // transponder, launch, fly
//	w.Advance(t1)           // every aircraft moves to the beat's end
//	snapshot := w.Truth()   // both ends of the beat, joined by a cubic
//
// An aircraft flies through the air, and the wind carries the air, by height
// alone: the nose is where the wind triangle puts it, routes and patterns stay
// where they are on the ground. The day is ISA and so a height above the sea is a
// pressure altitude (assumed). An aircraft at height h above the ellipsoid covers
// R/(R+h) of its speed on the map. It turns with 25 degrees of bank at the most,
// and as steeply as its type allows where it flies by another, has high ground
// ahead, or a route without room for more. Ships float on the water and no wind
// carries them.
//
// Beside its route an aircraft can behave (air.Behaviours): what it says, what it
// sends, how it flies. Fuel runs down by a simple law; when it is just enough for
// the way to a field, the aircraft breaks off, and with none left it is lost. So
// is what hits the ground; what follows the ground, or is sent low, looks ahead
// and circles before slopes that it cannot climb.
//
// Density 1 of the background is an average day: the airlines' flights between
// pairs of airports in the mean of a year (of the United States as counted in
// 2008, of the busiest with Mexico and Canada as assumed), and as many light
// aircraft and helicopters as fly the hours of a year (see kinds), all by the
// hour of the local day. What the lists do not have is not in the sky: freight,
// business jets, flights overseas, the military.
//
// Draws are keyed by the names of flights. To add an aircraft or a flight
// changes nothing of another, with one exception: codes, addresses and call
// signs are unique, so where two want the same, one takes the next free one.
// The scenario's aircraft come first, then the flights in the order of their
// names.
package world
