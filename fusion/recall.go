package fusion

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// memory holds the numbered tracks that were dropped of late and had a name, in
// the order in which they were: an aircraft met again under its address or its
// discrete code, where it can have flown to, is given its old number back. Its
// center holds what its people said of it for as long.
type memory struct {
	list []departed
}

// departed is what is remembered of a dropped track.
type departed struct {
	number   uint32
	born     air.Time
	at       air.Time // of the last plot
	place    geo.Vec  // ECEF, then
	speed    float64  // m/s
	height   float64  // m
	leveled  bool     // height was measured
	evidence evidence
	oath     oath
}

const (
	recallMost    = 1024            // departed tracks; of more the first are forgotten
	recallAddress = 10 * air.Minute // an address is one aircraft's: as long as a center keeps its word on a track (sim/center)
	recallCode    = 5 * air.Minute  // a discrete code is given out anew, though not at once (assumed)
	recallSpeed   = 60.0            // m/s, by which an aircraft may have been faster meanwhile (assumed)
	recallSlack   = 3000.0          // m, for plots and registration (assumed)
	recallClimb   = 40.0            // m/s, a fighter's for minutes; an airliner has a third (assumed)
	recallHeight  = 300.0           // m, of error of both heights
)

// keep remembers a numbered track that ends.
func (m *memory) keep(tr *track) {
	if e := &tr.evidence; !e.agreed() || e.has&air.HasAddress == 0 && !e.code.Discrete() {
		return
	}
	if len(m.list) == recallMost {
		m.list = slices.Delete(m.list, 0, 1)
	}
	s := &tr.state
	m.list = append(m.list, departed{
		number: tr.number, born: tr.born, at: tr.at, place: ecef(&tr.frame, s.X[0], s.X[1], s.Up[0]),
		speed: tr.velocity(s).Norm(), height: s.Up[0], leveled: s.Knows(), evidence: tr.evidence, oath: tr.oath,
	})
}

// recall gives a tentative track, about to be confirmed, the number of the one
// departed track that it goes on with; false: there is none, or several.
func (t *Tracker) recall(tr *track, at air.Time) bool {
	m := &t.memory
	if len(m.list) == 0 || !tr.evidence.agreed() {
		return false
	}
	m.list = slices.DeleteFunc(m.list, func(d departed) bool { return t.clock-d.at > recallAddress })
	found := -1
	for i := range m.list {
		if !t.returns(&m.list[i], tr) {
			continue
		}
		if found >= 0 {
			return false
		}
		found = i
	}
	if found < 0 || t.answers(tr) || t.foreign.holds(m.list[found].number) {
		return false
	}
	d := m.list[found]
	m.list = slices.Delete(m.list, found, found+1)
	tr.number, tr.status, tr.born = d.number, air.Confirmed, d.born
	tr.evidence.inherit(&d.evidence)
	if d.oath.doubted && !d.oath.ghost {
		tr.oath = d.oath
	}
	t.tell(at, air.TrackReturned, d.number, tr.id)
	return true
}

// returns tells whether a tentative track may be a departed one: it answers with
// the same name, began later, and is where the other can have flown to.
func (t *Tracker) returns(d *departed, tr *track) bool {
	gap := tr.at - d.at
	if tr.born <= d.at || !tr.evidence.namesake(&d.evidence) || tr.evidence.contradicts(&d.evidence) {
		return false
	}
	if both := tr.evidence.has & d.evidence.has; both&air.HasAddress == 0 && gap > recallCode || both&air.HasAddress != 0 && tr.evidence.address != d.evidence.address {
		return false
	}
	s := &tr.state
	seconds := gap.Seconds()
	if climbed := s.Up[0] - d.height; d.leveled && s.Knows() && max(climbed, -climbed) > float64(recallClimb*seconds)+recallHeight {
		return false
	}
	speed := min(max(d.speed, tr.velocity(s).Norm()), d.speed+recallSpeed) + recallSpeed
	reach := float64(speed*seconds) + recallSlack + 3*sqrt(s.Spread())
	return ecef(&tr.frame, s.X[0], s.X[1], s.Up[0]).Sub(d.place).Norm() <= reach
}

// answers tells whether another numbered track answers with a track's name.
func (t *Tracker) answers(tr *track) bool {
	return slices.ContainsFunc(t.order, func(slot int32) bool {
		o := &t.tracks[slot]
		return o != tr && o.id != 0 && o.number != 0 && o.evidence.namesake(&tr.evidence)
	})
}

const departedBytes = 150 // no departed track takes less in a checkpoint

func (m *memory) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(m.list)))
	for i := range m.list {
		d := &m.list[i]
		b = le.AppendUint32(b, d.number)
		b = appendTimes(b, d.born, d.at)
		b = appendFloats(b, []float64{d.place.X, d.place.Y, d.place.Z, d.speed, d.height})
		b = air.AppendBool(b, d.leveled)
		b = d.evidence.append(b)
		b = d.oath.append(b)
	}
	return b
}

func (m *memory) load(r *air.StateReader) {
	m.list = m.list[:0]
	n := r.Len(departedBytes)
	if n > recallMost {
		r.Fail(fmt.Errorf("fusion: checkpoint: %d departed tracks, want at most %d", n, recallMost))
		return
	}
	for range n {
		var d departed
		d.number, d.born, d.at = r.U32(), r.Time(), r.Time()
		d.place = geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}
		d.speed, d.height, d.leveled = r.Float(), r.Float(), r.Bool()
		d.evidence.load(r)
		d.oath.load(r)
		m.list = append(m.list, d)
	}
}
