package sim

import (
	"cmp"
	"encoding/binary"
	"slices"

	"perimeter/air"
)

// inbox is the one door by which anything changes an exercise: orders, sorted
// by time; at one time those from outside first, then by arrival. So a replay
// that submits the external ones early finds the same order.
type inbox struct {
	waiting []air.Order
	acting  []air.Order // those of the present beat
	seq     uint64      // the number of orders that have acted
}

// Submit gives the engine an order from outside: a seat or the director. It
// acts at the first beat that starts at or after o.At, and not before the next.
// Origin is set here, Seq when it acts.
func (e *Engine) Submit(o air.Order) {
	o.Origin = air.External
	o.At = max(o.At, e.now)
	e.inbox.add(o)
}

func (in *inbox) derived(orders []air.Order) {
	for _, o := range orders {
		o.Origin = air.Derived
		in.add(o)
	}
}

func (in *inbox) add(o air.Order) {
	at := len(in.waiting)
	for at > 0 && before(o, in.waiting[at-1]) {
		at--
	}
	in.waiting = slices.Insert(in.waiting, at, o)
}

func before(a, b air.Order) bool {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Origin, b.Origin)) < 0
}

// due takes out what acts in the beat that starts at t0. The slice is valid
// until the next call.
func (in *inbox) due(t0 air.Time) []air.Order {
	n := 0
	for n < len(in.waiting) && in.waiting[n].At <= t0 {
		n++
	}
	in.acting = append(in.acting[:0], in.waiting[:n]...)
	in.waiting = slices.Delete(in.waiting, 0, n)
	for i := range in.acting {
		in.seq++
		in.acting[i].Seq = in.seq
	}
	return in.acting
}

// Append adds the orders that wait to a checkpoint.
func (in *inbox) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, in.seq)
	return air.AppendString(b, string(air.AppendOrders(nil, in.waiting)))
}

// Load reads what Append wrote.
func (in *inbox) Load(r *air.StateReader) error {
	in.seq = r.U64()
	orders, err := air.DecodeOrders([]byte(r.String()))
	if err != nil {
		r.Fail(err)
	}
	in.waiting = orders
	return r.Err()
}
