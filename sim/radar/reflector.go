package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// reflector is a wall near a secondary radar. While the beam lies on it, an
// aircraft in the direction that it faces is asked and heard by way of it: its
// reply makes a ghost behind the wall.
type reflector struct {
	distance float64 // m, from the antenna
	azimuth  uint32  // in steps
	faces    float64 // rad, azimuth of the aircraft that it shows
	pos      geo.Vec // m, ECEF
}

// Reflectors are drawn by a site's name (all assumed): none, one or two, from
// half a kilometre to five away, each facing a sector of a few degrees, in which
// one scan in ten gives a ghost. The suppression of side lobes removes the rest.
const (
	mostReflectors = 2
	nearestWall    = 500.0            // m
	farthestWall   = 5000.0           // m
	facing         = 2.5 * geo.Degree // rad, half width
	pdGhost        = 0.1
)

var (
	purposeWall  = num.For("radar/reflector")
	purposeGhost = num.For("radar/ghost")
)

// walls draws the reflectors of a site.
func (s *Sensor) walls() {
	draw := num.At(s.seed, purposeWall, s.key, 0, 0)
	for range int(draw.Uniform() * (mostReflectors + 1)) {
		r := reflector{
			distance: nearestWall + float64(draw.Uniform()*(farthestWall-nearestWall)),
			azimuth:  uint32(draw.Uint64()),
			faces:    draw.Uniform() * geo.Turn,
		}
		sin, cos := math.Sincos(float64(r.azimuth) * (geo.Turn / turn))
		r.pos = s.frame.From(geo.Vec{X: r.distance * sin, Y: r.distance * cos})
		s.reflectors = append(s.reflectors, r)
	}
}

// mirror adds the ghosts of the beat: each comes when the beam crosses its wall.
func (s *Sensor) mirror(snap *truth.Snapshot) {
	begin, end := s.beam.angle(snap.From), s.beam.angle(snap.At)
	for i := range s.reflectors {
		r := &s.reflectors[i]
		for angle := begin + int64(r.azimuth-uint32(begin)); angle < end; angle += turn {
			if at := s.beam.when(angle); at >= snap.From && at < snap.At {
				s.ghosts(snap, r, at, uint64(i))
			}
		}
	}
}

// ghosts adds what a wall shows at one instant.
func (s *Sensor) ghosts(snap *truth.Snapshot, r *reflector, at air.Time, wall uint64) {
	for i := range snap.Aircraft {
		a := &snap.Aircraft[i]
		d := a.Pos.Sub(s.frame.Origin)
		if !a.On || s.rollCall(a) || d.Dot(d) > s.reach*s.reach || s.roster[a.ID].Phantom {
			continue
		}
		place := s.frame.Turn(d).Spherical()
		if math.Abs(geo.Delta(r.faces, place.Azimuth)) > facing {
			continue
		}
		aim := s.sight.aim(place.Range, place.Azimuth, a.Pos.Geodetic().Height)
		draw := num.At(s.seed, purposeGhost, num.Hash(s.key, wall), s.fleet[a.ID].key, uint64(at/s.beam.scan))
		if draw.Uniform() < pdGhost && s.hidden(&aim, place.Azimuth) == 0 {
			s.ghost(a, r, at, &draw)
		}
	}
}

// ghost adds the plot of an aircraft by way of a wall: in the wall's direction,
// as far as the way over it is long, with the aircraft's code.
func (s *Sensor) ghost(a *truth.Aircraft, r *reflector, at air.Time, draw *num.Draw) {
	way := r.way(a.Pos)
	if way > s.info.RangeSSR {
		return
	}
	p := air.Plot{
		At: at, ID: max(1, draw.Uint64()), Sensor: s.id, Kind: air.SSR, Release: s.info.Release,
		Rho:   air.RhoOf(way + s.bias.rho + float64(s.info.SigmaRange*noisy(draw))),
		Theta: air.ThetaOf(float64(r.azimuth)*(geo.Turn/turn) + s.bias.az + float64(s.info.SigmaAz*noisy(draw))),
	}
	reply := s.read(a)
	reply.into(&p)
	s.lay(p, truth.Ghost, a.ID)
}

// way returns the range at which an aircraft shows behind the wall: half the way
// of a question and a reply that both go over it.
func (r *reflector) way(aircraft geo.Vec) float64 { return r.distance + aircraft.Sub(r.pos).Norm() }
