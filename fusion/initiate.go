package fusion

import (
	"cmp"
	"math"
	"math/bits"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

const (
	startSpeed = 250.0 // m/s, one standard deviation on each axis before the second plot (assumed)
	newPerScan = 0.05  // new aircraft a radar meets in a scan (assumed)
	hopeless   = -14.0 // ln of the odds that end a tentative track
	scoreRoom  = 4.0   // no track is surer than confirmation asks by more
)

// first returns the state of an aircraft of which one plot is known, in a frame
// near to it; nil where the plot fixes no place. It is valid until the next call.
func (t *Tracker) first(f *geo.Frame, k *sight) *estimate.State {
	sensor := &t.sensors[k.sensor]
	sensor.at(k.at)
	h, sigma := sensor.guess(k)
	at := f.To(sensor.where(k, h))
	about := estimate.State{X: [4]float64{at.X, at.Y}, Up: [2]float64{h}}
	var m estimate.Measurement
	sensor.meet(f, &about, k, &m)
	start, ok := estimate.Start(&m, h, sigma, startSpeed)
	if !ok {
		return nil
	}
	s := &t.work.trial
	*s = start
	s.X[0] += at.X
	s.X[1] += at.Y
	if k.says(air.HasDoppler) {
		sensor.meet(f, s, k, &m)
		s.TakeRate(&m.Rate)
	}
	t.filter.Begin(s)
	return s
}

// initiate starts a tentative track from each plot of the batch that no track
// took.
func (t *Tracker) initiate(b *batch) {
	w := &t.work
	for i := range b.count {
		if int(i) < len(w.owner) && w.owner[i] >= 0 {
			continue
		}
		p := &t.plots[w.sorted[b.first+i]]
		if tr := t.disown(p); tr != nil {
			t.fates = append(t.fates, air.Disposition{Plot: p.ID, Track: cmp.Or(tr.number, tr.id), Fate: air.FateDoubted})
			continue
		}
		if p.Kind != kindReport {
			t.registrar.observe(p, nil)
			t.holdNamed(p, nil)
		}
		fate, id := air.FateStarted, uint32(0)
		if tr := t.start(p); tr != nil {
			id = tr.id
		} else {
			fate = air.FateImpossible
		}
		t.fates = append(t.fates, air.Disposition{Plot: p.ID, Track: id, Fate: fate})
	}
}

// start begins a tentative track; nil where the plot fixes no place.
func (t *Tracker) start(p *air.Plot) *track {
	sensor := &t.sensors[p.Sensor]
	sensor.at(p.At)
	k := sightOf(p)
	h, _ := sensor.guess(&k)
	place := sensor.where(&k, h).Geodetic()
	frame := geo.NewFrame(place.LatLon.At(0))
	state := t.first(&frame, &k)
	if state == nil {
		return nil
	}
	slot, tr := t.add()
	tr.status, tr.born, tr.at = air.Tentative, p.At, p.At
	tr.frame, tr.state, tr.sole = frame, *state, p.Sensor
	tr.past.push(&k, state)
	tr.hits, tr.looks = 1, 1
	density, cell := t.density(sensor, p)
	if p.Kind == air.PSR {
		sensor.falseEchoes.add(cell, 1)
	}
	births := sensor.births(&k)
	tr.score = math.Log(births/density) + sensor.bornRate(&k) + sensor.rateCost(&k) + t.vouched(tr, births/k.metre())
	sensor.falseEchoes.rates.add(&k, 1)
	if k.reported() {
		tr.oath.hear(p)
	}
	tr.evidence.hear(p, sensor.SSR)
	t.cover(tr)
	tr.touch(p)
	t.grid.put(slot, tr)
	return tr
}

// confirm makes a tentative track one of the picture when its plots have earned
// it: M of N looks, or two replies of one name, and in either case a likelihood
// ratio that false plots hardly ever reach.
//
// The score is the sequential likelihood ratio test of R. W. Sittler, IEEE
// Trans. MIL-8 (1964) 125; see confirmation.
func (t *Tracker) confirm(slot int32, tr *track, at air.Time) {
	window := uint16(1)<<t.cfg.N - 1
	enough := bits.OnesCount16(tr.looks&window) >= t.cfg.M || tr.hits >= 2 && tr.evidence.agreed()
	if tr.status != air.Tentative || !enough || tr.score < t.confirmAt || tr.twin > 0 || t.waits(tr) {
		return
	}
	t.clearEchoes(tr)
	t.found(tr)
	if old := t.again(slot, tr); old != nil {
		t.takeOver(old, tr)
		return
	}
	if tr.number = t.lent(tr, at); tr.number != 0 {
		tr.status = air.Confirmed
		return
	}
	if t.recall(tr, at) {
		return
	}
	t.numbers++
	tr.number, tr.status = t.numbers, air.Confirmed
	t.tell(tr.born, air.TrackBorn, tr.number, tr.id)
	t.tell(at, air.TrackConfirmed, tr.number, 0)
}

// confirmation returns ln of the odds that confirm a track. Under false plots
// alone the likelihood ratio exceeds A with a probability of at most 1/A
// (Ville), so that n starts an hour at odds o give at most n o / A false tracks
// an hour; and n o is how many new aircraft are taken to appear in an hour.
func (c *Config) confirmation() float64 {
	births := 0.0
	for i := range c.Sensors {
		if s := &c.Sensors[i]; s.Scan > 0 {
			births += newPerScan * float64(air.Hour) / float64(s.Scan)
		}
	}
	return max(math.Log(births/c.FalseTracks), 0)
}
