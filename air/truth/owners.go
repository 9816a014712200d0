package truth

import "perimeter/air"

// Owners knows whose plot is whose, for those who may know the truth: a plot's
// look names its target. It keeps at least the last ten minutes, longer than any
// link holds a plot back. The zero Owners is ready.
type Owners struct {
	young, old map[uint64]AircraftID
	since      air.Time // when young was begun
}

const ownersKeep = 10 * air.Minute

// Note takes in the looks of a beat that ends now.
func (o *Owners) Note(looks []Look, now air.Time) {
	if o.young == nil || now-o.since > ownersKeep {
		o.young, o.old, o.since = map[uint64]AircraftID{}, o.young, now
	}
	for i := range looks {
		if looks[i].Plot != 0 {
			o.young[looks[i].Plot] = looks[i].Target
		}
	}
}

// Of returns the target of a plot; false: of none that is known, as a false
// plot's.
func (o *Owners) Of(plot uint64) (AircraftID, bool) {
	if id, ok := o.young[plot]; ok {
		return id, true
	}
	id, ok := o.old[plot]
	return id, ok
}
