package fusion

import (
	"slices"

	"perimeter/air"
)

// Associator is the role: which plots of one radar's look belong to which
// tracks.
type Associator interface {
	// Associate decides one cluster. The pairings are valid until the next call.
	Associate(c *Candidates) []Pairing
}

// Candidates is a cluster: tracks and plots that compete for each other. A
// track has at most one plot and a plot at most one track.
type Candidates struct {
	Tracks, Plots int
	Gain          []float64 // Tracks x Plots, row by row: ln of the likelihood ratio of the pair to both staying alone; -Inf: gated out

	// Exists is by track the probability that there is an aircraft, Detect that
	// it gives a plot if there is one. Empty: 1 and probReply.
	Exists, Detect []float64
}

// prior returns a track's Exists and Detect.
func (c *Candidates) prior(track int) (exists, detect float64) {
	if len(c.Exists) == 0 {
		return 1, probReply
	}
	return c.Exists[track], c.Detect[track]
}

// Pairing gives a plot to a track, with a probability.
type Pairing struct {
	Track, Plot int32 // in the cluster
	Weight      float64
	Proof       float64 // what ln of the odds of the track's existence gains by it
}

// batch is what one radar gave within a part of its turn too short to see an
// aircraft twice.
type batch struct {
	sensor air.SensorID
	from   air.Time // of its first plot
	first  int32    // in batchWork.sorted
	count  int32
}

// batchWork is the memory that batches share.
type batchWork struct {
	sorted     []int32 // indices in Tracker.plots, batch by batch, each in measured order
	batchOf    []int32 // by plot
	open       []int32 // by sensor: its running batch, -1 none
	near       []int32
	candidates []candidate
	owner      []int32 // by plot of the batch: slot, or -1
	gain       []float64
	density    float64 // of false plots about the plot in hand, per m and rad
	detect     float64 // of the pair in hand: that the track gives such a plot
	cell       int     // of the plot in hand

	desk

	parent   []int32 // by plot of the batch: union-find
	end      []int32 // by root plot: past the last candidate of its cluster
	rootOf   []int32 // by slot: the plot by which the track is tied in; -1 none
	plots    []int32 // of a cluster
	slots    []int32
	rowOf    []int32 // by slot: its row in the cluster
	clusters Candidates
}

const batchSpan = 1500 * air.Millisecond

// cut parts the plots into batches, ordered by the time of their first plot.
func (t *Tracker) cut() {
	w := &t.work
	w.open = fill(w.open, len(t.sensors), -1)
	w.batchOf = fill(w.batchOf, len(t.plots), 0)
	t.batches = t.batches[:0]
	for i := range t.plots {
		p := &t.plots[i]
		b := w.open[p.Sensor]
		if b < 0 || p.At-t.batches[b].from > min(batchSpan, t.sensors[p.Sensor].Scan*2/5) {
			b = int32(len(t.batches))
			t.batches = append(t.batches, batch{sensor: p.Sensor, from: p.At})
			w.open[p.Sensor] = b
		}
		t.batches[b].count++
		w.batchOf[i] = b
	}
	first := int32(0)
	for b := range t.batches {
		t.batches[b].first = first
		first += t.batches[b].count
		t.batches[b].count = 0
	}
	w.sorted = fill(w.sorted, len(t.plots), 0)
	for i, b := range w.batchOf {
		v := &t.batches[b]
		w.sorted[v.first+v.count] = int32(i)
		v.count++
	}
}

func fill(b []int32, n int, value int32) []int32 {
	b = slices.Grow(b[:0], n)[:n]
	for i := range b {
		b[i] = value
	}
	return b
}

// associate gives each plot of the batch its owner. A pair without a rival is
// settled at once; the others go to the associator, cluster by cluster.
func (t *Tracker) associate() {
	w := &t.work
	c := w.candidates
	n := 0
	if len(c) > 0 {
		n = int(c[len(c)-1].plot) + 1
	}
	w.owner = fill(w.owner, n, -1)
	w.gain = slices.Grow(w.gain[:0], n)[:n]
	w.parent = fill(w.parent, n, 0)
	for i := range w.parent {
		w.parent[i] = int32(i)
	}
	for len(w.rootOf) < len(t.tracks) {
		w.rootOf, w.rowOf = append(w.rootOf, -1), append(w.rowOf, -1)
	}
	for i := range c {
		if r := &w.rootOf[c[i].slot]; *r < 0 {
			*r = c[i].plot
		} else {
			w.join(*r, c[i].plot)
		}
	}
	w.end = fill(w.end, n, 0)
	for i := range c {
		w.end[w.find(c[i].plot)] = int32(i + 1)
	}
	for i := range c {
		if w.find(c[i].plot) == c[i].plot && (i == 0 || c[i-1].plot != c[i].plot) {
			t.settle(c[i].plot, c[i:w.end[c[i].plot]])
		}
	}
	for i := range c {
		w.rootOf[c[i].slot] = -1
	}
}

func (w *batchWork) find(p int32) int32 {
	for w.parent[p] != p {
		w.parent[p] = w.parent[w.parent[p]]
		p = w.parent[p]
	}
	return p
}

// join ties two plots; the lower stands for both.
func (w *batchWork) join(a, b int32) {
	a, b = w.find(a), w.find(b)
	w.parent[max(a, b)] = min(a, b)
}

// settle decides the cluster of a root plot, whose candidates lie within c.
func (t *Tracker) settle(root int32, c []candidate) {
	w := &t.work
	w.plots, w.slots = w.plots[:0], w.slots[:0]
	for i := range c {
		if w.find(c[i].plot) != root {
			continue
		}
		if n := len(w.plots); n == 0 || w.plots[n-1] != c[i].plot {
			w.plots = append(w.plots, c[i].plot)
		}
		if w.rowOf[c[i].slot] < 0 {
			w.rowOf[c[i].slot] = int32(len(w.slots))
			w.slots = append(w.slots, c[i].slot)
		}
	}
	if len(w.plots) == 1 && len(w.slots) == 1 && c[0].gain > stayAlone {
		w.owner[root], w.gain[root] = c[0].slot, c[0].gain
		w.rowOf[c[0].slot] = -1
		return
	}
	w.fillCluster(root, c)
	for row, slot := range w.slots {
		w.clusters.Exists[row] = t.tracks[slot].existence()
	}
	for _, pair := range t.associator.Associate(&w.clusters) {
		plot := w.plots[pair.Plot]
		w.owner[plot], w.gain[plot] = w.slots[pair.Track], pair.Proof
	}
	for _, slot := range w.slots {
		w.rowOf[slot] = -1
	}
}

func (w *batchWork) fillCluster(root int32, c []candidate) {
	k := &w.clusters
	k.Tracks, k.Plots = len(w.slots), len(w.plots)
	k.Gain = slices.Grow(k.Gain[:0], k.Tracks*k.Plots)[:k.Tracks*k.Plots]
	for i := range k.Gain {
		k.Gain[i] = never
	}
	k.Exists = slices.Grow(k.Exists[:0], k.Tracks)[:k.Tracks]
	k.Detect = slices.Grow(k.Detect[:0], k.Tracks)[:k.Tracks]
	clear(k.Detect)
	col := -1
	for i := range c {
		if w.find(c[i].plot) != root {
			continue
		}
		if i == 0 || c[i-1].plot != c[i].plot {
			col++
		}
		row := w.rowOf[c[i].slot]
		k.Gain[int(row)*k.Plots+col] = c[i].gain
		k.Detect[row] = max(k.Detect[row], c[i].detect)
	}
}
