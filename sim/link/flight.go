package link

import (
	"cmp"

	"perimeter/air"
)

// message is what one sensor sends in one beat, or the picture of a lane.
type message struct {
	plots     []air.Plot
	reports   []air.Report
	services  []air.Service
	platforms []air.Platform
	tracks    []air.Track
}

func (m *message) clear() {
	m.plots, m.reports = m.plots[:0], m.reports[:0]
	m.services, m.platforms, m.tracks = m.services[:0], m.platforms[:0], m.tracks[:0]
}

// count returns how many plots, reports and tracks are in it.
func (m *message) count() int { return len(m.plots) + len(m.reports) + len(m.tracks) }

func (m *message) empty() bool {
	return m.count()+len(m.services)+len(m.platforms) == 0
}

func (m *message) copy(o *message) {
	m.clear()
	m.plots, m.reports = append(m.plots, o.plots...), append(m.reports, o.reports...)
	m.services, m.platforms = append(m.services, o.services...), append(m.platforms, o.platforms...)
	m.tracks = append(m.tracks, o.tracks...)
}

// head is a message under way: where it stands in the order of arrival.
type head struct {
	arrival, sent air.Time
	sensor        air.SensorID
	slot          int32 // of the message in flight.slots
}

// before is a total order: a sensor sends one message at a time.
func (h *head) before(o *head) bool {
	return cmp.Or(cmp.Compare(h.arrival, o.arrival), cmp.Compare(h.sensor, o.sensor), cmp.Compare(h.sent, o.sent)) < 0
}

// flight holds the messages under way: a binary heap of heads over slots that
// are used again and again, so that steady traffic allocates nothing.
type flight struct {
	heads []head
	slots []message
	free  []int32 // of slots
}

// next returns when the first message arrives, or air.Never.
func (f *flight) next() air.Time {
	if len(f.heads) == 0 {
		return air.Never
	}
	return f.heads[0].arrival
}

// spare returns a message to fill, which the next start takes. Until then each
// call returns the same.
func (f *flight) spare() *message {
	if len(f.free) == 0 {
		f.slots = append(f.slots, message{})
		f.free = append(f.free, int32(len(f.slots)-1))
	}
	return &f.slots[f.free[len(f.free)-1]]
}

// start puts the spare message on the way and returns its slot.
func (f *flight) start(h head) (slot int32) {
	h.slot = f.free[len(f.free)-1]
	f.free = f.free[:len(f.free)-1]
	f.heads = append(f.heads, h)
	for i := len(f.heads) - 1; i > 0; {
		parent := (i - 1) / 2
		if !f.heads[i].before(&f.heads[parent]) {
			break
		}
		f.heads[i], f.heads[parent] = f.heads[parent], f.heads[i]
		i = parent
	}
	return h.slot
}

// startCopy puts a copy of the message of a slot on the way.
func (f *flight) startCopy(h head, slot int32) {
	m := f.spare() // may move the slots
	m.copy(&f.slots[slot])
	f.start(h)
}

// land takes the first message out; it is valid until the next spare.
func (f *flight) land() (*message, head) {
	first := f.heads[0]
	last := len(f.heads) - 1
	f.heads[0] = f.heads[last]
	f.heads = f.heads[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if f.heads[child].before(&f.heads[least]) {
				least = child
			}
		}
		if least == i {
			break
		}
		f.heads[i], f.heads[least] = f.heads[least], f.heads[i]
		i = least
	}
	f.free = append(f.free, first.slot)
	return &f.slots[first.slot], first
}
