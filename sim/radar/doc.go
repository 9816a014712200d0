// Package radar turns truth into plots: each sensor looks over a beat and meets
// each aircraft at the instant at which its beam crosses it.
//
//	sensor.Look(snapshot)  // over [From, At)
//	sensor.Batch           // what the radar gave: plots, service marks
//	sensor.Looks           // what it looked at, and why it saw or did not
//	sensor.Strays          // which of its plots stand where nobody is, and what made them
//
// Kinds of sensors (kind) look in ways of their own: a turning antenna, an
// electronic one all around or to the sides of an aircraft (sector), an ADS-B
// station that listens (station), an observer who is told what he saw
// (observer). What carries the antenna is another matter (antenna): a tower; a
// tether, on which an aerostat comes down in a storm or by order (aerostat); or
// an aircraft, from which a radar looks while that flies, saying each beat where
// it is.
//
// A look goes through the rooms of the radar in this order: the beam meets the
// aircraft (beam), it is seen over the terrain (sight; from a moving antenna
// ray), its echo is detected (echo), its transponder replies
// (ssr, garble, gillham), and what is found gets noise, bias and steps
// (measure). False plots are laid beside (clutter, birds), ghosts by way of walls
// (reflector), and echoes that stand where nobody is (astray).
//
// An echo has a chain of its own. A statement of the maker calibrates the radar
// equation (detect) on a cross-section by aspect (target); the beam in elevation
// and the sensitivity control take their part (chain), Doppler processing keeps
// some radial speeds and loses others (doppler). Against the echo stand noise,
// the ground and the sea where the antenna sees them (surface), rain and chaff
// (weather, chaff) and those who send noise, whose direction is a strobe (jam).
// Who shares a resolution cell shares one plot (cell). What the look came to is
// drawn once, and the verdict names what was to blame. All that depends on the
// type alone is tabled.
//
// Everything is a pure function of the seed, the names of the sensor and the
// aircraft, the scan and the truth of the beat: what another aircraft or
// another radar does changes no byte here, but for replies that overlap, for
// those in one resolution cell, and for noise that somebody sends. The
// only state is what orders made of a sensor (out of service, weaker, shifted),
// how high it hangs, and whether its carrier was in the air.
package radar
