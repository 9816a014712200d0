package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// A primary radar tells aircraft from the ground by their range rate, and loses
// those that fly across its line of sight: the notch of moving target indication
// (M. I. Skolnik, Introduction to Radar Systems, 3rd ed., 2001; chapter not looked up).
const (
	notch     = 10.0 // m/s, range rate over the ground below which an echo may be lost (assumed)
	notchSure = 6.0  // m/s, standard deviation of a rate beyond which the notch explains nothing; chosen among 5 to 8 on the tuning cases and one story: to be judged on others
	probNotch = 0.3  // probability of detection there (assumed)
)

// notched tells whether a track, flown on to a time, may have been lost in a
// primary radar's notch. A tentative one has no such excuse: false echoes stand
// still, and so would a track made of them.
func (tr *track) notched(s *sensor, at air.Time) bool {
	if tr.number == 0 || !s.at(at) {
		return false
	}
	rate, variance := tr.recede(s.frame.Origin, at)
	return variance < notchSure*notchSure && math.Abs(rate) < notch+sqrt(variance)
}

// recede returns the range rate (m/s, + outward) and its variance at which a
// track, flown straight on to a time, moves over the ground as seen from a place.
func (tr *track) recede(from geo.Vec, at air.Time) (rate, variance float64) {
	d, s := tr.reckoned(at).Sub(from), &tr.state
	d = d.Scale(1 / max(d.Norm(), 1))
	e, n := d.Dot(tr.frame.East), d.Dot(tr.frame.North)
	variance = float64(e*e*s.P[7]) + float64(2*e*n*s.P[8]) + float64(n*n*s.P[9])
	return float64(e*s.X[2]) + float64(n*s.X[3]), variance
}
