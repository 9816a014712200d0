package fusion

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// A witness is a person who says to have seen an aircraft: a report without an
// address, by a sensor that is neither radar nor receiver. Its place is wrong by
// a mile or more, so it enters no state. It bears out a track that may be what
// was seen; where there is none it stands, for a while, for an aircraft that
// radars have not shown yet: echoes that come from about there need less to be
// believed. By itself it never makes a track of the picture.
type witness struct {
	at     air.Time
	id     uint64
	place  geo.Vec // ECEF; at the height that was said, else at a middle one
	sigma  float64 // m, one standard deviation of place on each side
	sensor air.SensorID
}

// witnesses are those heard and not used yet, and those whose aircraft is sought.
type witnesses struct {
	inbox []air.Report
	list  []witness // by time, sensor, ID
}

// All assumed.
const (
	witnessFor   = 3 * air.Minute // a sighting counts for so long, and is told so late at most
	witnessSpeed = 100.0          // m/s, one standard deviation on each axis of who is seen by eye
	witnessTrust = 0.5            // probability that there is such an aircraft
	witnessMost  = 256            // sightings that are kept; of more the first are forgotten
	witnessUp    = 3000.0         // m, height of an aircraft of which none is said
)

// isWitness tells whether a sensor is a person's eyes.
func (t *Tracker) isWitness(id air.SensorID) bool {
	return int(id) < len(t.sensors) && t.sensors[id].known && !t.sensors[id].PSR && !t.sensors[id].SSR && !t.sensors[id].ADSB
}

// hearWitnesses deals with what persons have seen.
func (t *Tracker) hearWitnesses() {
	w := &t.witnesses
	w.list = slices.DeleteFunc(w.list, func(v witness) bool { return t.now-v.at > witnessFor })
	if len(w.inbox) == 0 {
		return
	}
	slices.SortFunc(w.inbox, func(a, b air.Report) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Sensor, b.Sensor), cmp.Compare(a.ID, b.ID))
	})
	for i := range w.inbox {
		fate, number := t.hearWitness(&w.inbox[i])
		t.fates = append(t.fates, air.Disposition{Plot: w.inbox[i].ID, Track: number, Fate: fate})
	}
	w.inbox = w.inbox[:0]
}

// hearWitness tells what becomes of a sighting, and which track bears it out.
func (t *Tracker) hearWitness(r *air.Report) (air.Fate, uint32) {
	switch {
	case !(math.Abs(r.Lat) <= math.Pi/2 && math.Abs(r.Lon) <= geo.Turn): // so written that NaN fails
		return air.FateImpossible, 0
	case r.At > t.now:
		return air.FateFuture, 0
	case r.At < t.now-witnessFor:
		return air.FateTooLate, 0
	case !t.ids.add(num.Hash(r.ID, uint64(r.Sensor)), t.now, t.cfg.Hold):
		return air.FateDuplicate, 0
	}
	up := witnessUp
	if r.Has&air.HasLevel != 0 {
		up = max(0, min(r.Level.Meters(), ceiling))
	}
	v := witness{at: r.At, id: r.ID, place: geo.LatLon{Lat: r.Lat, Lon: r.Lon}.At(up).ECEF(), sigma: sigmaOf(r.NACp), sensor: r.Sensor}
	if number := t.seenAs(&v); number != 0 {
		return air.FateUpdated, number
	}
	w := &t.witnesses
	if len(w.list) == witnessMost {
		w.list = slices.Delete(w.list, 0, 1)
	}
	w.list = append(w.list, v)
	return air.FateStarted, 0
}

// seenAs returns the number of the track that fits a sighting best; 0: none does.
func (t *Tracker) seenAs(v *witness) (number uint32) {
	best := t.gate
	for _, slot := range t.order {
		if tr := &t.tracks[slot]; tr.id != 0 && tr.number != 0 {
			if d2 := v.d2(tr); d2 < best {
				best, number = d2, tr.number
			}
		}
	}
	return number
}

// d2 returns the squared statistical distance over the ground of a track from
// where it was seen.
func (v *witness) d2(tr *track) float64 {
	return v.away2(tr.reckoned(v.at)) / (v.sigma*v.sigma + tr.state.Spread())
}

// away2 returns the squared distance over the ground of an ECEF place, m2.
func (v *witness) away2(p geo.Vec) float64 {
	up := v.place.Scale(1 / v.place.Norm())
	d := p.Sub(v.place)
	d = d.Sub(up.Scale(d.Dot(up)))
	return d.Dot(d)
}

// vouched returns by how much, in ln of the odds, what persons have seen makes it
// more likely that a track that begins is of an aircraft; births is the density
// of new ones, per square metre.
func (t *Tracker) vouched(tr *track, births float64) float64 {
	if len(t.witnesses.list) == 0 {
		return 0
	}
	p, density := tr.reckoned(tr.at), 0.0
	for i := range t.witnesses.list {
		v := &t.witnesses.list[i]
		dt := (tr.at - v.at).Seconds()
		variance := v.sigma*v.sigma + float64(witnessSpeed*witnessSpeed*dt*dt)
		density += witnessTrust / (2 * math.Pi * variance) * expNeg(min(v.away2(p)/(2*variance), 50))
	}
	return math.Log1p(density / births)
}

// found forgets the sightings that a track, now confirmed, bears out.
func (t *Tracker) found(tr *track) {
	w := &t.witnesses
	w.list = slices.DeleteFunc(w.list, func(v witness) bool {
		dt := (tr.at - v.at).Seconds()
		return v.away2(tr.reckoned(tr.at)) < t.gate*(v.sigma*v.sigma+float64(witnessSpeed*witnessSpeed*dt*dt))
	})
}

const witnessBytes = 8 + 8 + 4*8 + 2

func (w *witnesses) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(w.inbox)))
	for i := range w.inbox {
		b = w.inbox[i].AppendState(b)
	}
	b = le.AppendUint32(b, uint32(len(w.list)))
	for i := range w.list {
		v := &w.list[i]
		b = le.AppendUint64(appendTimes(b, v.at), v.id)
		b = appendFloats(b, []float64{v.place.X, v.place.Y, v.place.Z, v.sigma})
		b = le.AppendUint16(b, uint16(v.sensor))
	}
	return b
}

func (w *witnesses) load(r *air.StateReader, sensors int) {
	w.inbox, w.list = w.inbox[:0], w.list[:0]
	for range r.Len(air.ReportStateSize) {
		var v air.Report
		v.LoadState(r)
		w.inbox = append(w.inbox, v)
	}
	for range r.Len(witnessBytes) {
		w.list = append(w.list, witness{
			at: r.Time(), id: r.U64(), place: geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}, sigma: r.Float(),
			sensor: air.SensorID(bounded(r, int(r.U16()), 0, sensors-1, "as a sensor")),
		})
	}
}
