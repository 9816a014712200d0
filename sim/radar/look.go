package radar

import (
	"cmp"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
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
	s.Batch.Reports, s.Batch.Platforms, s.Strays = s.Batch.Reports[:0], s.Batch.Platforms[:0], s.Strays[:0]
	if s.stands(snap) {
		s.tune(snap)
		s.kind.look(s, snap)
	}
	slices.SortFunc(s.Batch.Plots, func(a, b air.Plot) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.Looks, func(a, b truth.Look) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Target, b.Target))
	})
}

// stands brings the sensor to where it is in this beat; false: it has nowhere to
// look from.
func (s *Sensor) stands(snap *truth.Snapshot) bool {
	switch {
	case s.info.Moving:
		return s.board(snap)
	case s.balloon.top > 0:
		s.hang(snap)
	}
	return true
}

// works reports whether the sensor looks: it is in service, and high enough if
// it hangs.
func (s *Sensor) works() bool { return !s.out && !s.balloon.low() }

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
	wide   float64      // by what it is wider than stated

	// What the primary finds.
	control float64       // dB, of the sensitivity control there
	echo    geo.Spherical // where the echo lies
	lift    float64       // m, of the echo's height over the target's
	rate    float64       // m/s, range rate over the ground, + outward
}

// view is how a look is pointed, where it is not all around.
type view struct {
	side *atlas.Sector // nil: all around
	nose float64       // rad from true north, of what carries the antenna
}

// meet is the beam on one aircraft: seen or not, and why.
func (s *Sensor) meet(snap *truth.Snapshot, a *truth.Aircraft, at air.Time, seq uint64, v view) {
	g := geometry{at: at, seq: seq, pos: snap.Where(a, at), wide: 1}
	f := s.antenna.at(snap, at)
	g.d = g.pos.Sub(f.Origin)
	g.place = f.Turn(g.d).Spherical()
	psr, ssr := s.within(g.place.Range)
	again := s.fold > 0 && g.place.Range > s.fold
	if !psr && !ssr && !again || a == s.antenna.carrier || v.side != nil && !v.meets(&g) {
		return
	}
	if int(a.ID) >= len(s.fleet) {
		panic(fmt.Sprintf("radar: %s at %v: aircraft %d is not in the roster of %d", s.info.Name, at, a.ID, len(s.fleet)))
	}
	if s.roster[a.ID].Phantom {
		return
	}
	t := &s.fleet[a.ID]
	g.height = g.pos.Geodetic().Height
	if s.roams() {
		s.sight.stand(s.antenna.pos)
	}
	g.aim = s.sight.aim(g.place.Range, g.place.Azimuth, g.height)
	if g.hidden = s.hidden(&g.aim, g.place.Azimuth); v.side != nil && s.works() {
		g.hidden = cmp.Or(v.shapes(&g), g.hidden)
	}
	if again {
		s.secondTime(snap, a, t, &g)
	}
	if !psr && !ssr {
		return
	}
	look := truth.Look{At: at, Target: a.ID, Sensor: s.id}
	if psr {
		look.PSR, look.Pd, look.SNR = s.primary(snap, a, t, &g)
	}
	var reply answer
	if ssr {
		look.SSR, reply = s.secondary(snap, a, t, &g)
	}
	if kind := kindOf(look.PSR, look.SSR); kind != 0 {
		p := s.measure(t.key, kind, &g, float64(look.SNR))
		if kind != air.PSR {
			reply.into(&p)
		}
		if g.wide != 1 {
			s.spread(&p, &g)
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
	if !s.works() {
		return truth.OutOfService
	}
	if why := s.over(aim, azimuth); why != 0 {
		return why
	}
	if e := aim.elevation(); e < s.info.ElevMin || e > s.info.ElevMax {
		return truth.OutOfBeam
	}
	return 0
}

// over returns why horizon or terrain hide a target, or 0.
func (s *Sensor) over(aim *aim, azimuth float64) truth.Reason {
	if s.roams() {
		return s.sight.reaches(aim, azimuth)
	}
	return s.sight.sees(aim, azimuth)
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

// lay adds a plot that stands where no aircraft does.
func (s *Sensor) lay(p air.Plot, of truth.Origin, whose truth.AircraftID) {
	s.Batch.Plots = append(s.Batch.Plots, p)
	s.Strays = append(s.Strays, truth.Stray{Plot: p.ID, Sensor: s.id, Of: of, Target: whose})
}

// mark says that the sensor looked from one angle to another, or, out of
// service, that it did not.
func (s *Sensor) mark(at air.Time, from, to int64) {
	state := air.Up
	if !s.works() {
		state = air.Down
	}
	s.service(at, from, to, state)
}

func (s *Sensor) service(at air.Time, from, to int64, state air.ServiceState) {
	if to-from >= turn {
		to = from
	}
	s.Batch.Services = append(s.Batch.Services, air.Service{
		At: at, From: uint32(from) >> 8, To: uint32(to) >> 8,
		Sensor: s.id, State: state, Release: s.info.Release,
	})
}
