package fusion

import (
	"fmt"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// surprise returns the squared normalised error of a radar's range and azimuth:
// chi-square of two degrees where the stated covariance is honest.
func (s *sky) surprise(tracker *Tracker, i int) float64 {
	r, az := s.off(tracker, i)
	_, _, c := tracker.registrar.bias(air.SensorID(i))
	return (r*r*c[2] - 2*r*az*c[1] + az*az*c[0]) / (c[0]*c[2] - c[1]*c[1])
}

// Four radars, or two, and traffic of a quiet night. What registration states of
// itself is what its errors are, whether one aircraft flies or twenty. Then radar
// 0 is serviced and comes back 300 m and 0.4 degrees off. With one aircraft in
// the sky there are never four that show it at a time; it is found all the same
// within three minutes, and afterwards nobody is surer than he may be. Of two
// radars that see one aircraft, nobody can say which it was: both are.
func TestRegistrationOfFew(t *testing.T) {
	const skies = 30
	const low, high = 31.7, 99.6 // chi-square of 60 degrees: 0.1 % and 99.9 %
	for _, radars := range []int{2, 4} {
		for _, planes := range []int{1, 2, 4, 20} {
			t.Run(fmt.Sprint(radars, " radars ", planes, " aircraft"), func(t *testing.T) {
				found, before, after := 0, 0.0, 0.0
				for seed := range uint64(skies) {
					s := corner(seed+1, planes)
					s.radars = append(s.radars[:1], s.radars[len(s.radars)-radars+1:]...)
					tracker := mustNew(t, s.config())
					events := s.fly(tracker, 4*air.Minute)
					before += s.surprise(tracker, int(seed)%radars)
					if events = append(events, s.fly(tracker, 8*air.Minute)...); len(events) != 0 {
						t.Errorf("sky %d: %v before anything happened", seed, events)
					}
					s.radars[0].biasRange += 300
					s.radars[0].biasAz += 0.4 * geo.Degree
					for _, e := range s.fly(tracker, 11*air.Minute) {
						if e.Kind == BiasStepped && e.Sensor == 0 {
							found++
						}
					}
					after += s.surprise(tracker, int(seed)%radars)
				}
				if before < low || before > high {
					t.Errorf("normalised error %.1f before the step, want %.1f to %.1f", before, low, high)
				}
				if after > high { // what follows a step is held to be wider than need be
					t.Errorf("normalised error %.1f three minutes after the step, want at most %.1f", after, high)
				}
				if found < skies-2 { // some aircraft have left by then
					t.Errorf("found in %d of %d skies", found, skies)
				}
			})
		}
	}
}
