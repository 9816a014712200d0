package radar

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Look looks over the beat [From, At) of a snapshot: each crossing of the beam
// over an aircraft is met exactly once. What it gives stands in Batch and Looks,
// in order of time, then of plot ID and of target. A beat is at most 1 s.
//
// There is a look for each crossing within the range of a receiver; a receiver
// whose own range ends before the target gives no reason, as one that is not
// there.
func (s *Sensor) Look(snap *truth.Snapshot) {
	s.Batch.Plots, s.Batch.Services, s.Looks = s.Batch.Plots[:0], s.Batch.Services[:0], s.Looks[:0]
	if s.info.Moving {
		return
	}
	s.listen(snap)
	if s.beam.electronic {
		for at := s.beam.sweepFrom(snap.From); at < snap.At; at += s.beam.scan {
			s.sweep(snap, at)
			s.mark(at, 0, 0)
		}
	} else {
		s.rotate(snap)
		s.mark(snap.At, s.beam.angle(snap.From), s.beam.angle(snap.At))
	}
	if !s.out {
		s.clutter(snap.From, snap.At)
		s.strobes(snap)
	}
	slices.SortFunc(s.Batch.Plots, func(a, b air.Plot) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.Looks, func(a, b truth.Look) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Target, b.Target))
	})
}

// rotate meets the aircraft that a turning beam crosses: first a box, then the
// swath of the beat, then the exact chase.
func (s *Sensor) rotate(snap *truth.Snapshot) {
	reach := s.reach + vmax // m: it may have been nearer within the beat
	swath := s.beam.swath(snap.From, snap.At)
	s.near = s.near[:0]
	for i := range snap.Aircraft {
		d := snap.Aircraft[i].Pos.Sub(s.frame.Origin)
		if d.X > reach || d.X < -reach || d.Y > reach || d.Y < -reach || d.Z > reach || d.Z < -reach {
			continue
		}
		if r2 := d.Dot(d); r2 <= reach*reach && swath.holds(&s.frame, d) {
			s.near = append(s.near, neighbour{math.Sqrt(r2), i})
		}
	}
	s.gather()
	for _, n := range s.near {
		a := &snap.Aircraft[n.index]
		chase := s.beam.chase(snap, a, &s.frame)
		for {
			at, ok := chase.next(&s.beam, snap, a, &s.frame)
			if !ok {
				break
			}
			s.meet(snap, a, at)
		}
	}
}

// sweep meets all aircraft at one instant.
func (s *Sensor) sweep(snap *truth.Snapshot, at air.Time) {
	reach := s.reach + vmax
	s.near = s.near[:0]
	for i := range snap.Aircraft {
		d := snap.Aircraft[i].Pos.Sub(s.frame.Origin)
		if r2 := d.Dot(d); r2 <= reach*reach {
			s.near = append(s.near, neighbour{math.Sqrt(r2), i})
		}
	}
	s.gather()
	for _, n := range s.near {
		s.meet(snap, &snap.Aircraft[n.index], at)
	}
}

// geometry is one target as the beam meets it.
type geometry struct {
	at     air.Time
	seq    uint64        // of all draws of the look
	pos    geo.Vec       // m, ECEF, of the target
	d      geo.Vec       // m, ECEF, from the antenna to it
	place  geo.Spherical // from the antenna, azimuth from true north
	height float64       // m above the ellipsoid, of the target
	aim    aim
	hidden truth.Reason // why nothing at all can be had from there; 0: it can
	weak   float64      // dB, by which the beam is weaker there than where its statement holds

	// What the primary finds.
	control float64       // dB, of the sensitivity control there
	echo    geo.Spherical // where the echo lies
	lift    float64       // m, of the echo's height over the target's
	rate    float64       // m/s, range rate, + outward
}

// meet is the beam on one aircraft: seen or not, and why.
func (s *Sensor) meet(snap *truth.Snapshot, a *truth.Aircraft, at air.Time) {
	g := geometry{at: at, seq: half(s.beam.angle(at)), pos: snap.Where(a, at)}
	g.d = g.pos.Sub(s.frame.Origin)
	g.place = s.frame.Turn(g.d).Spherical()
	psr, ssr := s.within(g.place.Range)
	if !psr && !ssr {
		return
	}
	if int(a.ID) >= len(s.fleet) {
		panic(fmt.Sprintf("radar: %s at %v: aircraft %d is not in the roster of %d", s.info.Name, at, a.ID, len(s.fleet)))
	}
	t := &s.fleet[a.ID]
	g.height = g.pos.Geodetic().Height
	g.aim = s.sight.aim(g.place.Range, g.place.Azimuth, g.height)
	g.hidden = s.hidden(&g.aim, g.place.Azimuth)
	look := truth.Look{At: at, Target: a.ID, Sensor: s.id}
	if psr {
		look.PSR, look.Pd, look.SNR = s.primary(snap, a, t, &g)
	}
	if ssr {
		look.SSR = s.secondary(snap, a, t, &g)
	}
	if kind := kindOf(look.PSR, look.SSR); kind != 0 {
		p := s.measure(t.key, kind, &g, float64(look.SNR))
		if kind != air.PSR {
			s.read(a, &p)
		}
		s.Batch.Plots = append(s.Batch.Plots, p)
		look.Plot = p.ID
	}
	s.Looks = append(s.Looks, look)
}

// within reports which receivers hear anything from a slant range.
func (s *Sensor) within(slant float64) (psr, ssr bool) {
	psr = s.info.PSR && slant >= s.info.MinRange && slant <= s.info.Range
	ssr = s.info.SSR && slant >= s.info.MinRange && slant <= s.info.RangeSSR
	return psr, ssr
}

// hidden returns why nothing at all can be had from a target, or 0.
func (s *Sensor) hidden(aim *aim, azimuth float64) truth.Reason {
	if s.out {
		return truth.OutOfService
	}
	if why := s.sight.sees(aim, azimuth); why != 0 {
		return why
	}
	if e := aim.elevation(); e < s.info.ElevMin || e > s.info.ElevMax {
		return truth.OutOfBeam
	}
	return 0
}

// kindOf returns what kind of plot comes of the two receivers; 0 is none.
func kindOf(psr, ssr truth.Reason) air.PlotKind {
	switch {
	case psr == truth.Seen && ssr == truth.Seen:
		return air.Combined
	case psr == truth.Seen:
		return air.PSR
	case ssr == truth.Seen:
		return air.SSR
	}
	return 0
}

// mark says that the sensor looked from one angle to another, or, out of
// service, that it did not.
func (s *Sensor) mark(at air.Time, from, to int64) {
	state := air.Up
	if s.out {
		state = air.Down
	}
	if to-from >= turn {
		to = from
	}
	s.Batch.Services = append(s.Batch.Services, air.Service{
		At: at, From: uint32(from) >> 8, To: uint32(to) >> 8,
		Sensor: s.id, State: state, Release: s.info.Release,
	})
}
