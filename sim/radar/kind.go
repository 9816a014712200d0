package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// kind is one way in which sensors look over a beat. What carries the antenna
// (a tower, a balloon, an aircraft) is another matter: see antenna.
type kind struct {
	name string
	is   func(r *scenario.Radar) bool
	look func(s *Sensor, snap *truth.Snapshot)
}

// kinds are all kinds of sensors. A sensor is of the first that it fits; the
// last fits all that is left. A new kind is a file with its look, and a line.
var kinds = [...]kind{
	{"ADS-B station", func(r *scenario.Radar) bool { return r.Type.ADSB }, (*Sensor).listen},
	{"observer", func(r *scenario.Radar) bool { return r.Type.Observer }, (*Sensor).report},
	{"electronic, to the sides", func(r *scenario.Radar) bool { return len(r.Type.Sectors) > 0 }, (*Sensor).lookAside},
	{"electronic, all around", func(r *scenario.Radar) bool { return r.Type.Electronic }, (*Sensor).lookAround},
	{"rotating", func(*scenario.Radar) bool { return true }, (*Sensor).rotate},
}

func kindFor(r *scenario.Radar) *kind {
	for i := range kinds {
		if kinds[i].is(r) {
			return &kinds[i]
		}
	}
	return nil
}

// lookAround is the beat of an electronic antenna that looks into all
// directions at one instant of each scan.
func (s *Sensor) lookAround(snap *truth.Snapshot) {
	for at := s.beam.sweepFrom(snap.From); at < snap.At; at += s.beam.scan {
		s.sweep(snap, at, half(s.beam.angle(at)), view{})
		s.mark(at, 0, 0)
		if s.works() {
			s.strobesAt(snap, at, half(s.beam.angle(at)), view{})
			s.glintsAt(snap, at, half(s.beam.angle(at)), view{})
		}
	}
	if s.works() {
		s.clutter(snap.From, snap.At)
	}
}

// rotate is the beat of a turning antenna: first a box, then the swath of the
// beat, then the exact chase.
func (s *Sensor) rotate(snap *truth.Snapshot) {
	reach := s.far + vmax // m: it may have been nearer within the beat
	swath := s.beam.swath(snap.From, snap.At)
	f := s.antenna.at(snap, snap.At)
	s.near = s.near[:0]
	for i := range snap.Aircraft {
		d := snap.Aircraft[i].Pos.Sub(f.Origin)
		if d.X > reach || d.X < -reach || d.Y > reach || d.Y < -reach || d.Z > reach || d.Z < -reach {
			continue
		}
		if r2 := d.Dot(d); r2 <= reach*reach && swath.holds(f, d) {
			s.near = append(s.near, neighbour{math.Sqrt(r2), i})
		}
	}
	s.gather()
	for _, n := range s.near {
		a := &snap.Aircraft[n.index]
		chase := s.beam.chase(snap, a, &s.antenna)
		for {
			at, ok := chase.next(&s.beam, snap, a, &s.antenna)
			if !ok {
				break
			}
			s.meet(snap, a, at, half(s.beam.angle(at)), view{})
		}
	}
	s.mark(snap.At, s.beam.angle(snap.From), s.beam.angle(snap.At))
	if s.works() {
		s.clutter(snap.From, snap.At)
		s.strobes(snap)
		s.glints(snap)
		s.mirror(snap)
	}
}

// sweep meets all aircraft at one instant.
func (s *Sensor) sweep(snap *truth.Snapshot, at air.Time, seq uint64, v view) {
	reach := s.far + vmax
	f := s.antenna.at(snap, at)
	s.near = s.near[:0]
	for i := range snap.Aircraft {
		d := snap.Aircraft[i].Pos.Sub(f.Origin)
		if r2 := d.Dot(d); r2 <= reach*reach {
			s.near = append(s.near, neighbour{math.Sqrt(r2), i})
		}
	}
	s.gather()
	for _, n := range s.near {
		s.meet(snap, &snap.Aircraft[n.index], at, seq, v)
	}
}
