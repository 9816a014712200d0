package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// A radar that tells aircraft from the ground by their range rate drops those
// that fly across its line of sight. Where it states how wide that notch is
// (air.SensorInfo.Notch), a look in vain is weighed: either the aircraft is in the
// notch, where it is never seen, or it is missed as any other. The look counts as
// missed only where that is the likelier reason.
//
// Source of the idea: W. Koch, On exploiting 'negative' sensor evidence for target
// tracking and sensor data fusion, Information Fusion 8 (2007) 28.
//
// For radars that state none, nothing is assumed. A notch of 10 m/s was tried on
// cases whose primaries lose two of three echoes below 8 m/s, of seeds that had no
// part in the choice (bench/makecase.py, 101 to 106; C3b 101 to 103). Mean GOSPA
// without and with it: C1 883 and 881, C2 1005 and 1016, C3b the same to the digit.

// notched returns the probability that a track, flown on to a time, is in a
// primary radar's notch. For a tentative one it is 0: false echoes stand still,
// and so would a track made of them.
func (t *Tracker) notched(tr *track, s *sensor, at air.Time) float64 {
	if s.Notch <= 0 || tr.number == 0 || !s.at(at) {
		return 0
	}
	st := &t.work.trial
	*st = tr.state
	t.filter.Predict(st, (at - tr.at).Seconds())
	d := tr.frame.Turn(ecef(&tr.frame, st.X[0], st.X[1], st.Up[0]).Sub(s.frame.Origin))
	u := d.Scale(1 / max(d.Norm(), 1))
	if st.Modes == 0 {
		return s.within(u, motion(st), &st.P, st.V[2])
	}
	sum := 0.0
	for i := range st.Modes {
		b, v := &st.Bank[i], motion(st)
		v.X, v.Y = b.X[2], b.X[3]
		sum += b.Weight * s.within(u, v, &b.P, st.V[2])
	}
	return sum
}

// within returns the probability that a velocity v, of a covariance p of the
// horizontal state and a variance of the climb, lies within the notch of a sensor that
// sees it in the direction u.
func (s *sensor) within(u, v geo.Vec, p *[10]float64, climb float64) float64 {
	variance := float64(u.X*u.X*p[7]) + float64(2*u.X*u.Y*p[8]) + float64(u.Y*u.Y*p[9]) + float64(u.Z*u.Z*climb)
	rate, sigma := u.Dot(v), max(sqrt(variance), 1e-3)
	return below((s.Notch-rate)/sigma) - below((-s.Notch-rate)/sigma)
}

// below returns the probability that a standard normal number is below x.
func below(x float64) float64 {
	z := x * x
	if !(z < 1400) { // so written that NaN is no panic
		z = 1400
	}
	tail := num.GammaQ(0.5, z/2) / 2
	if math.Signbit(x) {
		return tail
	}
	return 1 - tail
}
