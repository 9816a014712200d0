package siap

import (
	"slices"
	"sort"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// field holds the objects of one instant, to be found by place.
type field struct {
	at      air.Time
	objects []object // by X
}

type object struct {
	id       truth.AircraftID
	pos, vel geo.Vec // m, m/s, ECEF
}

// set fills the field with the aircraft that count.
func (f *field) set(s *truth.Snapshot, counts func(truth.AircraftID) bool) {
	f.at, f.objects = s.At, f.objects[:0]
	for i := range s.Aircraft {
		if a := &s.Aircraft[i]; counts(a.ID) {
			f.objects = append(f.objects, object{a.ID, a.Pos, a.Vel})
		}
	}
	slices.SortFunc(f.objects, func(a, b object) int {
		switch {
		case a.pos.X < b.pos.X:
			return -1
		case a.pos.X > b.pos.X:
			return 1
		}
		return int(a.id) - int(b.id)
	})
}

// nearest returns the place in objects of the one nearest to a point over the
// ground, and how far it is; -1 if none is within the gate.
func (f *field) nearest(pos geo.Vec, gate float64) (at int, apart float64) {
	at, apart = -1, gate
	reach := gate + high
	first := sort.Search(len(f.objects), func(i int) bool { return f.objects[i].pos.X >= pos.X-reach })
	for i := first; i < len(f.objects) && f.objects[i].pos.X <= pos.X+reach; i++ {
		if d := aground(f.objects[i].pos, pos); d < apart {
			at, apart = i, d
		}
	}
	return at, apart
}

// high is how far apart in height a track without a height may stand from its
// object.
const high = 30_000.0 // m

// aground returns how far apart two points are over the ground, in metres.
func aground(a, b geo.Vec) float64 {
	up := a.Scale(1 / a.Norm())
	d := b.Sub(a)
	return d.Sub(up.Scale(d.Dot(up))).Norm()
}
