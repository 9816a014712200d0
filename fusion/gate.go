package fusion

import (
	"math"

	"perimeter/air"
)

func sqrt(x float64) float64 { return math.Sqrt(max(x, 0)) }

// gateOf returns the squared distance within which a plot falls with a
// probability: chi-square of two degrees of freedom in closed form.
func gateOf(probability float64) float64 { return -2 * math.Log(1-probability) }

// wide returns a gate's squared distance as the configuration widens it.
func (c *Config) wide(gate float64) float64 { return float64(c.Widen*c.Widen) * gate }

// candidate is a plot that may belong to a track.
type candidate struct {
	plot int32 // in the batch
	slot int32
	gain float64 // ln of the likelihood ratio of "its own" to "false or another's"

	detect float64 // probability that the track gives such a plot
}

const (
	probEcho  = 0.8  // probability of detection in view, primary (assumed)
	probReply = 0.95 // the same, secondary (assumed)

	slackLevel  = 1500.0 // m, coarse gate of a plot with height
	slackBlind  = 9000.0 // m, of one without: its ground range is unknown
	slackSigmas = 3.0    // of azimuth, that are added to either
	agreeGate   = 2.0    // the gate of a plot with the track's own code is so much wider
	coastGain   = 1.0    // an echo alone must be worth so much to a coasting track
)

// findCandidates gates a batch: pairs of plot and track, ordered by plot, then
// track.
func (t *Tracker) findCandidates(b *batch) {
	w := &t.work
	w.candidates = w.candidates[:0]
	sensor := &t.sensors[b.sensor]
	for i := range b.count {
		p := &t.plots[w.sorted[b.first+i]]
		k := sightOf(p)
		sensor.at(p.At)
		w.density, w.cell = t.density(sensor, p)
		h, _ := sensor.guess(&k)
		at := sensor.where(&k, h)
		w.near = t.grid.near(w.near[:0], at, sensor.slack(p), (p.At - t.grid.at).Seconds())
		from := len(w.candidates)
		for _, slot := range w.near {
			if gain, ok := t.weigh(&t.tracks[slot], sensor, p, &k); ok {
				w.candidates = append(w.candidates, candidate{i, slot, gain, w.detect})
			}
		}
		t.sortByTrack(w.candidates[from:])
	}
}

// slack returns how far a plot may be off the place that it is taken for, m.
func (s *sensor) slack(p *air.Plot) float64 {
	slack := slackBlind
	if p.Has&(air.HasLevel|air.HasHeight) != 0 {
		slack = slackLevel
	}
	if p.Kind == kindReport {
		return slack
	}
	a := s.reply
	if p.Kind == air.PSR {
		a = s.echo
	}
	return slack + slackSigmas*math.Sqrt(a[1]+s.doubt[1])*p.Range()
}

// sortByTrack orders by track id; there are few.
func (t *Tracker) sortByTrack(c []candidate) {
	for i := 1; i < len(c); i++ {
		for j := i; j > 0 && t.tracks[c[j].slot].id < t.tracks[c[j-1].slot].id; j-- {
			c[j], c[j-1] = c[j-1], c[j]
		}
	}
}

// weigh gates one plot against one track.
func (t *Tracker) weigh(tr *track, sensor *sensor, p *air.Plot, k *sight) (gain float64, ok bool) {
	c := tr.contact(p.Sensor)
	if k.reported() {
		if own := tr.evidence.address == p.Address; own && (tr.forsworn() || tr.leaps(k)) || (!own || tr.number == 0) && t.spokenFor(p) {
			return 0, false
		}
	}
	if c != nil && c.hit() && !k.reported() && abs(p.At-c.at.time()) < sensor.Scan/2 {
		return 0, false // this radar has seen it in this turn
	}
	s, m := &t.work.trial, &t.work.met
	*s = tr.state
	t.filter.Predict(s, (p.At - tr.at).Seconds())
	tempered := *k
	if k.reported() {
		tr.oath.temper(&tempered)
	}
	sensor.meet(&tr.frame, s, &tempered, m)
	if tr.mixed || tr.sole != p.Sensor {
		sensor.allow(m)
	}
	if !tr.mixed && tr.sole != p.Sensor {
		by := t.misplaced(tr, s)
		s.Loosen(by.ee, by.en, by.nn)
	}
	fit := t.filter.Fit(s, m)
	cost, agree := tr.evidence.cost(p, sensor.SSR)
	if z, variance, has := sensor.height(k); has {
		cost += min(s.HeightD2(z, variance)/2, oddLevelLimit)
	}
	if gate := t.gateFor(m); fit.D2 > gate && !(agree && fit.D2 <= agreeGate*gate) {
		return 0, false
	}
	density := t.work.density
	if p.Kind == air.PSR && tr.number == 0 {
		density = sensor.echoes(p.Range(), t.work.cell, tr.ownEchoes(sensor, p.Sensor, t.work.cell))
	}
	detect := probOf(p.Kind) * c.view(p.Kind)
	t.work.detect = detect
	gain = math.Log(detect/density) - fit.Cost - cost + sensor.rateCost(k)
	if tr.status == air.Coasting && p.Kind == air.PSR && gain < coastGain {
		return 0, false
	}
	return gain, gain > math.Log(1-probOf(p.Kind))
}

// density returns that of false plots of its kind about a plot, per metre and
// radian, and for an echo its cell in the sensor's map.
func (t *Tracker) density(s *sensor, p *air.Plot) (density float64, cell int) {
	if p.Kind == kindReport {
		return falseReports / (math.Pi * s.Range * s.Range), 0
	}
	if p.Kind != air.PSR {
		return s.clutter(p.Range(), p.Kind), 0
	}
	cell = s.falseEchoes.index(p.Range(), p.Azimuth())
	return s.echoes(p.Range(), cell, 0), cell
}

func probOf(kind air.PlotKind) float64 {
	if kind == air.PSR {
		return probEcho
	}
	return probReply
}

func abs(t air.Time) air.Time { return max(t, -t) }
