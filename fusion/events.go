package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/fusion/estimate"
)

// tell adds an event.
func (t *Tracker) tell(at air.Time, kind air.TrackEventKind, number, other uint32) {
	t.events = append(t.events, air.TrackEvent{At: at, Number: number, Other: other, Kind: kind})
}

func expNeg(x float64) float64 { return num.Exp(-x) }

const (
	twinReviews   = 15       // s in which two tracks must not be told apart to be one
	twinTurns     = 4        // a numbered track without a twin is looked at in one review of so many
	twinFades     = 3        // of these are forgotten in each second in which they are
	twinReach     = 3000.0   // m
	namesakeReach = 15_000.0 // m, so near two with one discrete code are one, unless a radar tells them apart
	twinD2        = 9.0      // squared statistical distance
	twinBias      = 300.0    // m, one standard deviation of registration between radars (assumed)
	twinSpeed     = 20.0     // m/s, the same for speed
	twinHeight    = 150.0    // m
	twinOverlaps  = 3        // scans within which one radar gave both a plot of their own
)

// findTwins looks for two tracks on one aircraft, as misaligned radars make
// them, and lets the younger go into the older one. A tentative track with a
// twin is not confirmed.
func (t *Tracker) findTwins() {
	t.twins.sort(t)
	turn := uint32(t.reviewed / reviewEvery)
	for _, slot := range t.order {
		tr := &t.tracks[slot]
		if tr.id == 0 || tr.hits < 2 || tr.number != 0 && tr.twin == 0 && (tr.id+turn)%twinTurns != 0 {
			continue
		}
		numbered, older := tr.number != 0, t.twinOf(slot, tr)
		if older == nil {
			tr.twin -= min(tr.twin, twinFades)
			if t.confirm(slot, tr, t.clock); numbered != (tr.number != 0) {
				t.twins.fresh = append(t.twins.fresh, slot)
			}
			continue
		}
		if tr.twin++; t.rights(tr, older) {
			t.takeOver(older, tr)
		} else if tr.twin >= twinReviews {
			t.merge(tr, older)
		}
	}
}

// rights tells whether a tentative track puts right an older one that false
// reports have led away: radars alone made it, none has seen the other since, and
// it answers with its name.
func (t *Tracker) rights(tr, older *track) bool {
	if !older.forsworn() || tr.number != 0 || tr.oath.at != 0 || !tr.evidence.namesake(&older.evidence) {
		return false
	}
	for i := range older.n {
		if c := &older.contacts[i]; c.hit() && c.kind != kindReport && c.at.time() >= tr.born {
			return false
		}
	}
	return true
}

// twinOf returns the oldest numbered track that could be the same aircraft.
func (t *Tracker) twinOf(slot int32, tr *track) (found *track) {
	w := &t.work
	w.near = t.twins.about(w.near[:0], t.grid.spot[slot].pos)
	for _, i := range w.near {
		o := &t.tracks[i]
		if o.number == 0 || o.id == 0 || i == slot || tr.number != 0 && o.number > tr.number {
			continue
		}
		if (found == nil || o.number < found.number) && t.alike(slot, i) {
			found = o
		}
	}
	return found
}

// alike tells whether two tracks may be one aircraft: no radar told them apart,
// their codes do not contradict, place, speed and height agree.
func (t *Tracker) alike(i, j int32) bool {
	a, b := &t.tracks[i], &t.tracks[j]
	apart := t.grid.spot[i].pos.Sub(t.grid.spot[j].pos)
	if apart.Dot(apart) > namesakeReach*namesakeReach || a.evidence.contradicts(&b.evidence) || t.toldApart(a, b) {
		return false
	}
	if a.evidence.namesake(&b.evidence) {
		return true
	}
	sa, sb := &t.work.trial, &t.work.twin
	*sa, *sb = a.state, b.state
	t.filter.Predict(sa, (t.clock - a.at).Seconds())
	t.filter.Predict(sb, (t.clock - b.at).Seconds())
	d := b.frame.To(ecef(&a.frame, sa.X[0], sa.X[1], sa.Up[0]))
	v := b.frame.Turn(a.velocity(sa))
	return agree(sa, sb, d.X-sb.X[0], d.Y-sb.X[1], v.X-sb.X[2], v.Y-sb.X[3])
}

func agree(sa, sb *estimate.State, e, n, ve, vn float64) bool {
	if float64(e*e)+float64(n*n) > twinReach*twinReach {
		return false
	}
	if h := sa.Up[0] - sb.Up[0]; sa.Knows() && sb.Knows() && h*h > 9*(sa.V[0]+sb.V[0])+twinHeight*twinHeight {
		return false
	}
	near := e*e/(sa.P[0]+sb.P[0]+twinBias*twinBias) + n*n/(sa.P[4]+sb.P[4]+twinBias*twinBias)
	same := ve*ve/(sa.P[7]+sb.P[7]+twinSpeed*twinSpeed) + vn*vn/(sa.P[9]+sb.P[9]+twinSpeed*twinSpeed)
	return near < twinD2 && same < twinD2
}

// toldApart tells whether one radar gave each of two tracks a plot of its own in
// one turn, of late.
func (t *Tracker) toldApart(a, b *track) bool {
	for i := range a.n {
		c := &a.contacts[i]
		o := b.contact(c.sensor)
		if o == nil || !c.hit() || !o.hit() {
			continue
		}
		scan := t.sensors[c.sensor].Scan
		if abs(c.at.time()-o.at.time()) < scan/2 && t.clock-max(c.at, o.at).time() < twinOverlaps*scan+coastLeast {
			return true
		}
	}
	return false
}

// merge ends the younger of two tracks on one aircraft.
func (t *Tracker) merge(tr, older *track) {
	if tr.number != 0 {
		t.tell(t.clock, air.TrackMerged, tr.number, older.number)
	}
	if heard := tr.evidence; older.evidence.has == 0 || older.evidence.replyAt < heard.replyAt {
		heard.inherit(&older.evidence)
		older.evidence = heard
	}
	switch {
	case t.belied(older, tr):
		older.oath.doubted, older.oath.ghost, older.oath.calm = true, false, 0
		t.takeOver(older, tr)
	case tr.at > older.at && older.status == air.Coasting: // the younger one knows better where it is
		t.takeOver(older, tr)
	}
	older.score = math.Max(older.score, tr.score)
	tr.id = 0
}

// belied tells whether a track lives by reports alone, and another of its name,
// that radars alone have made, is elsewhere: it is the aircraft's and shows
// that the reports are false.
func (t *Tracker) belied(tr, radars *track) bool {
	if tr.oath.at == 0 || radars.oath.at != 0 || t.supported(tr) || !t.supported(radars) {
		return false
	}
	return t.apart(tr, radars)
}

// apart tells whether two tracks are farther from each other than those of one
// aircraft can be.
func (t *Tracker) apart(a, b *track) bool {
	d := a.reckoned(t.clock).Sub(b.reckoned(t.clock)).Norm()
	return d > twinReach+3*sqrt(a.state.Spread())+3*sqrt(b.state.Spread())
}
