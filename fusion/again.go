package fusion

import (
	"math"

	"perimeter/air"
)

const (
	againAccel = 30.0   // m/s2: 3 g, held through the whole gap (assumed)
	againSpeed = 60.0   // m/s, by which an aircraft's speed may have changed (assumed)
	againReach = 8000.0 // m, from where the lost track was expected
)

// again returns the coasting track that a tentative one goes on with: an
// aircraft turned away from where it was expected and is met again. Of several
// that could be it, none is.
func (t *Tracker) again(slot int32, tr *track) (old *track) {
	w := &t.work
	w.near = t.grid.near(w.near[:0], t.grid.spot[slot].pos, againReach, 0)
	for _, i := range w.near {
		o := &t.tracks[i]
		if i == slot || o.id == 0 || o.status != air.Coasting || !t.goesOn(o, tr) {
			continue
		}
		if old != nil {
			return nil
		}
		old = o
	}
	return old
}

// goesOn tells whether a tentative track may be what a coasting one has become:
// it began after the last plot of the other, within the reach of turns, at a
// like speed, and does not answer with another name.
func (t *Tracker) goesOn(o, tr *track) bool {
	gap := (tr.born - o.at).Seconds()
	if gap < 0 || tr.evidence.contradicts(&o.evidence) || tr.oath.at != 0 && o.oath.doubted != tr.oath.doubted {
		return false
	}
	from, to := &t.work.trial, &t.work.twin
	*from, *to = o.state, tr.state
	t.filter.Predict(from, (tr.at - o.at).Seconds())
	d := tr.frame.To(ecef(&o.frame, from.X[0], from.X[1], from.Up[0]))
	was, is := math.Hypot(from.X[2], from.X[3]), math.Hypot(to.X[2], to.X[3])
	span := (tr.at - o.at).Seconds()
	room := min(againAccel*span*span/2, 2*was*span) + 3*sqrt(to.P[0]+to.P[4])
	off := math.Hypot(d.X-to.X[0], d.Y-to.X[1])
	return off < min(room, againReach) && math.Abs(was-is) < againSpeed+2*sqrt(to.P[7]+to.P[9])
}

// takeOver lets a coasting track go on as a tentative one: the number stays with
// the aircraft, and so does what is known of its replies and of its reports: one
// that has lied is not believed because its track was lost.
func (t *Tracker) takeOver(old, tr *track) {
	number, born, id, evidence, oath, coasted := old.number, old.born, old.id, old.evidence, old.oath, old.status == air.Coasting
	*old = *tr
	old.number, old.born, old.id, old.status, old.twin = number, born, id, air.Confirmed, 0
	old.evidence.inherit(&evidence)
	if tr.oath.at == 0 || oath.doubted && !oath.ghost {
		old.oath = oath
	}
	if coasted {
		t.tell(t.clock, air.TrackResumed, number, 0)
	}
	tr.id = 0
}
