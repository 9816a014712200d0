package fusion

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// The easy case: a reply whose discrete code or address one numbered track near
// it has, and that falls well into that track's gate. Whatever else lies about
// would have to fit better by the worth of a name, so no rival is looked for.
// Most plots of a benign sky are easy. They are taken before the others of their
// wave, track by track and each track's in measured order: no two tracks touch,
// so parts of them are worked side by side, and no plot rolls another back.

// waveSpan is how much later than the first the last batch of a wave begins.
const waveSpan = air.Second

// partTracks is how many tracks are worked in one piece: the number depends on
// the work alone, never on the machine.
const partTracks = 192

// verdict is what became of a plot that looked easy.
type verdict uint8

const (
	hard verdict = iota // it competes with the others
	took                // its track has it
	late                // its track is to be rolled back for it
)

// easyWork is the memory of the easy case.
type easyWork struct {
	names  nameIndex
	slot   []int32   // by plot: the track that its name says; -1: none
	next   []int32   // by plot: the track's next, in measured order; -1: the last
	gain   []float64 // by plot
	end    []verdict // by plot
	head   []int32   // by slot: the first of its plots; -1: none
	called []int32   // slots that plots name
	parts  []part
}

// part is some of the named tracks, with memory of its own.
type part struct {
	t     *Tracker
	slots []int32
	desk
}

// desk is what it takes to work on one track.
type desk struct {
	trial, twin estimate.State // here, so that calls of a role's methods allocate nothing
	met         estimate.Measurement
}

// wave returns how many batches from the first on are worked together.
func wave(batches []batch) int {
	n := 0
	for n < len(batches) && batches[n].from-batches[0].from <= waveSpan {
		n++
	}
	return n
}

// takeEasy settles the easy plots of some batches and leaves the others in them.
func (t *Tracker) takeEasy(batches []batch) {
	w := &t.easy
	t.callNames(batches)
	if len(w.called) == 0 {
		return
	}
	n := (len(w.called) + partTracks - 1) / partTracks
	for len(w.parts) < n {
		w.parts = append(w.parts, part{t: t})
	}
	for i := range n {
		w.parts[i].slots = w.called[i*partTracks : min((i+1)*partTracks, len(w.called))]
	}
	if n == 1 {
		w.parts[0].follow()
	} else {
		fork.Each(w.parts[:n], (*part).follow)
	}
	for i := range batches {
		t.keepHard(&batches[i])
	}
	for _, slot := range w.called {
		w.head[slot] = -1
	}
}

// callNames lists by track the plots that name it.
func (t *Tracker) callNames(batches []batch) {
	w := &t.easy
	w.slot = slices.Grow(w.slot[:0], len(t.plots))[:len(t.plots)]
	w.next = slices.Grow(w.next[:0], len(t.plots))[:len(t.plots)]
	w.gain = slices.Grow(w.gain[:0], len(t.plots))[:len(t.plots)]
	w.end = slices.Grow(w.end[:0], len(t.plots))[:len(t.plots)]
	for len(w.head) < len(t.tracks) {
		w.head = append(w.head, -1)
	}
	w.called = w.called[:0]
	for i := range batches {
		b := &batches[i]
		sensor := &t.sensors[b.sensor]
		for _, j := range t.work.sorted[b.first : b.first+b.count] {
			w.end[j] = hard
			if w.slot[j] = t.named(sensor, &t.plots[j]); w.slot[j] >= 0 {
				w.call(j)
			}
		}
	}
}

// call enters a plot with the track that it names. Plots are in measured order
// by their index.
func (w *easyWork) call(plot int32) {
	at := &w.head[w.slot[plot]]
	if *at < 0 {
		w.called = append(w.called, w.slot[plot])
	}
	for *at >= 0 && *at < plot {
		at = &w.next[*at]
	}
	w.next[plot], *at = *at, plot
}

// named returns the one numbered track near a plot that has its name; -1: none,
// or several.
func (t *Tracker) named(sensor *sensor, p *air.Plot) int32 {
	if p.Kind == air.PSR || p.Kind == kindReport || sensor.Moving || len(sensor.path) > 0 {
		return -1
	}
	n, kind := &t.easy.names, byCode
	first := n.first(kind, word(p.Has, p.Code, 0, kind))
	if first < 0 {
		kind = byAddress
		first = n.first(kind, word(p.Has, 0, p.Address, kind))
	}
	room := sensor.slack(p)
	near, dt := nearness{slant: p.Range(), from: &sensor.frame.Origin}, math.Abs((p.At - t.grid.at).Seconds())
	found := int32(-1)
	for slot := first; slot >= 0; slot = n.after(slot, kind) {
		v := &t.grid.spot[slot]
		reach := v.within(room, dt)
		if !near.ring(v.pos, reach) || kind == byAddress && t.tracks[slot].number == 0 {
			continue
		}
		if found >= 0 && !near.known {
			near.locate(sensor, p)
			if u := &t.grid.spot[found]; !near.ball(u.pos, u.within(room, dt)) {
				found = -1
			}
		}
		if near.known && !near.ball(v.pos, reach) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = slot
	}
	return found
}

// nearness tells what is near a plot: first by range alone, which costs little
// and mostly is enough, then by place.
type nearness struct {
	slant float64
	from  *geo.Vec // where the sensor is
	at    geo.Vec  // where the plot is
	known bool     // at is
}

func (n *nearness) locate(s *sensor, p *air.Plot) {
	k := sightOf(p)
	h, _ := s.guess(&k)
	n.at, n.known = s.where(&k, h), true
}

func (n *nearness) ring(p geo.Vec, reach float64) bool {
	return math.Abs(p.Sub(*n.from).Norm()-n.slant) <= reach
}

func (n *nearness) ball(p geo.Vec, reach float64) bool {
	d := p.Sub(n.at)
	return d.Dot(d) <= reach*reach
}

// follow takes the plots that name the tracks of a part, as far as they are easy.
func (w *part) follow() {
	e := &w.t.easy
	for _, slot := range w.slots {
		tr := &w.t.tracks[slot]
		if tr.id == 0 || tr.status != air.Confirmed || tr.oath.at != 0 {
			continue
		}
		for i := e.head[slot]; i >= 0; i = e.next[i] {
			if !w.t.paired(e.head[slot], i) {
				e.end[i], e.gain[i] = w.t.easily(&w.desk, tr, &w.t.plots[i])
			}
		}
	}
}

// paired tells whether the radar of a plot gave another of one name in the same
// turn.
func (t *Tracker) paired(first, plot int32) bool {
	p := &t.plots[plot]
	for i := first; i >= 0; i = t.easy.next[i] {
		if o := &t.plots[i]; i != plot && o.Sensor == p.Sensor && abs(o.At-p.At) < t.sensors[p.Sensor].Scan/2 {
			return true
		}
	}
	return false
}

// easily takes a plot into the track that it names if it fits well, and returns
// what it gains.
func (t *Tracker) easily(w *desk, tr *track, p *air.Plot) (verdict, float64) {
	sensor := &t.sensors[p.Sensor]
	c := tr.contact(p.Sensor)
	if c != nil && c.hit() && abs(p.At-c.at.time()) < sensor.Scan/2 {
		return hard, 0
	}
	cost, agree := tr.evidence.cost(p, sensor.SSR)
	if !agree {
		return hard, 0
	}
	k := sightOf(p)
	s, m := &w.trial, &w.met
	*s = tr.state
	t.filter.Predict(s, (p.At - tr.at).Seconds())
	joins := !tr.mixed && tr.sole != p.Sensor
	var by loose
	if joins {
		by = t.misplaced(tr, s)
		s.Loosen(by.ee, by.en, by.nn)
	}
	if z, variance, has := sensor.height(&k); has {
		d2 := s.HeightD2(z, variance)
		if d2 > easyHeight {
			return hard, 0
		}
		cost += d2 / 2
		s.UpdateHeight(z, variance)
	} else {
		s.Below(sensor.top(k.slant()))
	}
	sensor.read(tr, s, &k, m, tr.mixed || joins)
	fit := plainFit.Fit(s, m)
	if !(fit.D2 <= t.gateFor(m)) {
		return hard, 0
	}
	gain := math.Log(probOf(p.Kind)*c.view(p.Kind)/sensor.clutter(p.Range(), p.Kind)) - fit.Cost - cost + sensor.rateCost(&k)
	if gain < easyGain {
		return hard, 0
	}
	if k.before(&tr.past.seen[tr.past.n-1]) {
		return late, gain
	}
	if joins {
		tr.mix(w, by)
	}
	t.filter.Update(s, m)
	gain += math.Log(bound(s))
	tr.state = *s
	tr.keep(w, &k)
	t.credit(tr, p, gain)
	return took, gain
}

// plainFit is the fit to the mean of all hypotheses: a plot far from that is not
// easy, though it may fit a turn.
var plainFit estimate.CV

const (
	easyHeight = 9.0 // squared sigmas, as far a level may be off
	easyGain   = 2.0 // ln: a plot of a name is worth more
)

// keepHard notes what became of a batch's easy plots and leaves the others in it.
func (t *Tracker) keepHard(b *batch) {
	w := &t.easy
	list := t.work.sorted[b.first : b.first+b.count]
	b.count = 0
	for _, i := range list {
		p, tr := &t.plots[i], (*track)(nil)
		if w.slot[i] >= 0 {
			tr = &t.tracks[w.slot[i]]
		}
		switch {
		case w.end[i] == hard:
			list[b.count] = i
			b.count++
			continue
		case w.end[i] == took:
			t.registrar.observe(p, tr)
			t.fates = append(t.fates, air.Disposition{Plot: p.ID, Track: tr.number, Fate: air.FateUpdated})
		default:
			t.give(tr, p, w.gain[i])
		}
	}
}
