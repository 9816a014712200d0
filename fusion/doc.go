// Package fusion turns the plots of many radars into one air picture.
//
// It is a core: it knows no simulator, no network, no file and no clock. Give it
// parcels in the order in which they arrive, tell it what time it is, and ask it
// for the picture:
//
//	tracker.Accept(parcel)              // keeps a copy; does no work
//	tracker.Advance(now)                // associates, updates, initiates, coasts
//	picture := tracker.Picture()        // a value: yours to keep
//
// Advance works in the order of measurement, not of arrival, and never waits: a
// picture uses all that has arrived. A plot older than what its track has
// already taken in is put into its place and the track's later plots are applied
// anew; one older than Config.Hold is too late to be placed and is disposed of.
//
// The life of a track. A plot that fits no track starts a tentative one. It is
// confirmed when M of the last N looks gave a plot and the likelihood ratio of
// "an aircraft" to "false plots" is high; two replies with one code or address
// are enough in place of M. It coasts while no plot comes, and is dropped when
// radars that should see it have looked Config.MaxMiss times and found nothing,
// or, where none can see it any more, when it has coasted for Config.MaxCoast or
// its place is uncertain by Config.MaxSigma.
//
// The sky as it is. A radar that speaks alone cannot contradict itself; where
// radars meet, registration (register.go) takes their biases off. The density of
// false echoes is learnt by sensor and cell (clutter.go). An aircraft's own
// reports (ADS-B) are plots of their own kind, and are held against the radars:
// what drifts, stands still or is seen by none that should see it is Doubted
// (report.go). An aircraft lost in a turn and met again keeps its number
// (again.go); so does one that was dropped and is met again under its address or
// discrete code (recall.go).
//
// Numbers. A track gets its number, counted from 1, when it is confirmed; only
// then do events speak of it. Before, dispositions name it by a provisional
// number from FirstProvisional up, which the event TrackBorn carries as Other.
//
// Other centers' tracks. A nation may share tracks in place of plots. They enter
// no state: the picture alone puts together what the lane and each center's last
// report know of an aircraft, by covariance intersection, so that nothing is
// counted twice. A track that only others report has a number here and their
// Origin; Track.Lineage names all centers that have a part in a track. When own
// plots begin, or end, the number stays, and TrackTaken or TrackCarried says so.
//
// Range rates, of radars that state how well they know them, are taken in with the
// place (rangerate.go): they tell a turn before the place does, part rivals that
// come from rivals that go, and start a track with its speed. Where a radar states
// its notch, it explains looks in vain (notch.go).
//
// Strobes, the directions of jammers, turn the dark track that they explain and
// begin one only where those of two radars cross for several scans.
//
// The same calls with the same arguments give the same picture, to the bit, on
// one build target. Nothing here draws random numbers.
package fusion
