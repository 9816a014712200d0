package center

import (
	"perimeter/air"
	"perimeter/atlas"
)

// Birds make tracks like others. The staff of a center does not alert to what is
// as slow as they, has never answered, and is not above them, until it does what
// birds do not: it stays on the scope for longer, or makes for a border. So an
// ultralight, a drone or a low balloon is not alerted to at once, but on its way
// across or when it persists (docs/threats.md).
//
// Birds fly at 8 to 15 m/s through the air (F. Nathanson, Radar Design
// Principles, 2nd ed., 1991), with the wind at up to twice that: the 60 kt below
// which velocity filters drop what they see. All else is assumed.
const (
	slowPace  = 31.0            // m/s over the ground, mean of the last minute or so
	slowFor   = 12 * air.Minute // that birds stay in one radar's view at the most: they come and go in ten
	slowAhead = 10 * air.Minute // what is slow is alerted to so long before a border
	birdsTop  = 4000.0          // m, above which there are none
	sureOf    = 500.0           // m, one standard deviation of a height that is believed
	paceOver  = 60 * air.Second // time constant of the mean
)

// keepPace notes how fast a track goes, in the mean; the entry is new where
// since is 0.
func (e *entry) keepPace(t *air.Track, since air.Time) {
	v := t.Vel.Norm()
	if e.pace == 0 {
		e.pace = v
		return
	}
	e.pace += float64((v - e.pace) * min(since.Seconds()/paceOver.Seconds(), 1))
}

// birdlike tells whether a track may be of birds, for all that is known.
func (e *entry) birdlike(t *air.Track, now air.Time) bool {
	switch {
	case e.said.identity == air.Unknown, e.asked > 0, t.Has&(air.HasCode|air.HasAddress) != 0, e.pace >= slowPace, now-e.since >= slowFor:
		return false
	case float64(t.SigmaUp) < sureOf && t.Pos.Geodetic().Height > birdsTop:
		return false
	}
	return !makesForBorder(t)
}

// makesForBorder tells whether a track, if it goes on, is soon in another
// nation's airspace, or over the sea of none.
func makesForBorder(t *air.Track) bool {
	ahead := t.Pos.Add(t.Vel.Scale(slowAhead.Seconds()))
	return atlas.Overflown(t.Pos.Geodetic().LatLon) != atlas.Overflown(ahead.Geodetic().LatLon)
}
