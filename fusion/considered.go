package fusion

import "perimeter/fusion/estimate"

// What a track's state leaves out, its published covariance holds. A radar's bias
// is the same in all of its plots, and no number of them averages it away: in the
// state of a track of one radar it is no noise (join), in that of several it
// counts as noise of each plot, which is right where registration knows the radars
// and too little where it does not. So the picture considers it: a parameter that
// is not estimated for a track, of a known variance, that moves the track by as
// much as it moves the plots.
//
// Source: S. F. Schmidt, Application of state-space methods to navigation
// problems, Advances in Control Systems 3 (1966) 293; A. H. Jazwinski, Stochastic
// Processes and Filtering Theory, 1970, section 8.4.

// vagueAt is the square of how many times a bias's standard deviation must be in
// that of a plot for it to be of no account: of ten plots' mean it adds two fifths
// to the variance (assumed).
const vagueAt = 25.0

// vague tells whether the sensor's bias is so little known that it matters.
func (s *sensor) vague() bool {
	return s.doubt[0]*vagueAt > s.reply[0] || s.doubt[1]*vagueAt > s.reply[1]
}

// considered returns what the unknown biases of the radars that feed a track add to
// the covariance of its place; s is its state now.
func (t *Tracker) considered(tr *track, s *estimate.State) loose {
	if !tr.mixed {
		if t.sensors[tr.sole].vague() {
			return t.misplaced(tr, s)
		}
		return loose{}
	}
	for i := range tr.n {
		if c := &tr.contacts[i]; c.hit() && t.sensors[c.sensor].vague() {
			return t.leaned(tr, s)
		}
	}
	return loose{}
}

// portion is a radar's part in what a track's last plots say of its place.
type portion struct {
	sensor int
	plots  float64
	last   *sight
}

// leaned returns the same for a track of several radars. Their last plots, alike
// old, make up its place by their information: so each bias moves it by its radar's
// part in that. What the state holds of it already, a bias averaged as if it were
// noise, is taken off.
func (t *Tracker) leaned(tr *track, s *estimate.State) loose {
	var list [pastLength]portion
	parts := list[:0]
	for i := range tr.past.n {
		k := &tr.past.seen[i]
		j := 0
		for j < len(parts) && parts[j].sensor != int(k.sensor) {
			j++
		}
		if j == len(parts) {
			parts = append(parts, portion{sensor: int(k.sensor)})
		}
		parts[j].plots++
		parts[j].last = k
	}
	var all, off loose // information on the place, and what the biases make of it
	for i := range parts {
		p := &parts[i]
		sensor := t.sensors[p.sensor]
		sensor.at(t.now)
		m := &t.work.met
		sensor.meet(&tr.frame, s, p.last, m)
		if p.last.says(directionOnly) {
			m.Blind()
		}
		for c, h := range m.H {
			w := p.plots / (m.R[c] + sensor.doubt[c])
			all.add(w, h)
			off.add(w*w*sensor.doubt[c], h)
		}
	}
	place := all.inverse()
	alike := float64(tr.past.n) * (place.ee + place.nn) / (tr.state.P[0] + tr.state.P[4]) // plots that the state's variance is worth
	return off.between(place).scale(max(0, 1-1/alike))
}

// add adds a part in one direction.
func (l *loose) add(w float64, h [2]float64) {
	l.ee += float64(w * h[0] * h[0])
	l.en += float64(w * h[0] * h[1])
	l.nn += float64(w * h[1] * h[1])
}

func (l loose) scale(by float64) loose { return loose{by * l.ee, by * l.en, by * l.nn} }

// inverse returns the inverse of a matrix that is made of several directions;
// nothing where they are one.
func (l loose) inverse() loose {
	det := float64(l.ee*l.nn) - float64(l.en*l.en)
	if !(det > 0) {
		return loose{}
	}
	return loose{l.nn / det, -l.en / det, l.ee / det}
}

// between returns p l p.
func (l loose) between(p loose) loose {
	a, b := float64(p.ee*l.ee)+float64(p.en*l.en), float64(p.ee*l.en)+float64(p.en*l.nn)
	c, d := float64(p.en*l.ee)+float64(p.nn*l.en), float64(p.en*l.en)+float64(p.nn*l.nn)
	return loose{float64(a*p.ee) + float64(b*p.en), float64(a*p.en) + float64(b*p.nn), float64(c*p.en) + float64(d*p.nn)}
}
