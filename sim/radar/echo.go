package radar

import "perimeter/air/truth"

// primary says whether the primary detects an echo in this look, with the
// probability that it had and the signal-to-noise ratio in dB.
func (s *Sensor) primary(_ *truth.Snapshot, a *truth.Aircraft, t *target, g *geometry) (why truth.Reason, pd, snr float32) {
	if g.hidden != 0 {
		return g.hidden, 0, 0
	}
	snr = float32(s.power.snr(t.rcs(aspect(g.d, a.Vel)), g.place.Range) - s.loss - g.weak)
	pd = float32(s.power.curve.at(t.swerling, float64(snr)))
	if s.echo(t, g.seq, float64(pd)) {
		return truth.Seen, pd, snr
	}
	return truth.Missed, pd, snr
}
