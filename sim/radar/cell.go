package radar

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// neighbour is an aircraft that the beam may meet in this beat.
type neighbour struct {
	slant float64 // m, at the beat's end
	index int     // in the snapshot
}

// gather sorts the neighbours of a beat by range: two that share a resolution
// cell stand close to one another.
func (s *Sensor) gather() {
	slices.SortFunc(s.near, func(a, b neighbour) int { return cmp.Or(cmp.Compare(a.slant, b.slant), cmp.Compare(a.index, b.index)) })
}

// about returns the neighbours whose range may lie within so much of another.
func (s *Sensor) about(slant, within float64) []neighbour {
	within += closing
	first, _ := slices.BinarySearchFunc(s.near, slant-within, func(n neighbour, from float64) int { return cmp.Compare(n.slant, from) })
	last := first
	for last < len(s.near) && s.near[last].slant <= slant+within {
		last++
	}
	return s.near[first:last]
}

// closing is by how much the ranges of two aircraft may change against one
// another within a beat.
const closing = 2000.0 // m (assumed: two that close at 2 km/s)

// share says what an aircraft gets of the resolution cell in which it lies: of
// those in one cell the strongest gives the one plot, at the place weighted by
// power and with the sum of their echoes; the others are merged into it. Nothing
// is kept from look to look: each of them asks of the others where they are when
// the beam meets itself, so beats may be cut anywhere.
//
//	own   dB over all that stands against it
//	rate  m/s, by which filters of Doppler may part two of them
func (s *Sensor) share(snap *truth.Snapshot, a *truth.Aircraft, g *geometry, own, rate float64) (sum float64, merged bool) {
	c := company{g: g, own: own, rate: rate, key: s.fleet[a.ID].key}
	for _, n := range s.about(g.place.Range, s.chain.cell) {
		if b := &snap.Aircraft[n.index]; b.ID != a.ID && c.join(s, snap, b) {
			return own, true
		}
	}
	if c.power == 0 {
		return own, false
	}
	return c.settle(g), false
}

// company sums up those that share a cell with an aircraft.
type company struct {
	g               *geometry
	own, rate       float64
	key             uint64
	power           float64 // of the others, over the own
	rho, az, height float64 // their offsets from the own place, weighted
}

// join adds an aircraft, if it lies in the cell; it reports whether that one is
// the stronger.
func (c *company) join(s *Sensor, snap *truth.Snapshot, b *truth.Aircraft) bool {
	if s.roster[b.ID].Phantom || b == s.antenna.carrier {
		return false
	}
	pos := snap.Where(b, c.g.at)
	d := pos.Sub(s.frame.Origin)
	apart := d.Norm() - c.g.place.Range
	if math.Abs(apart) >= s.chain.cell {
		return false
	}
	o := s.locate(pos, d, c.g.at)
	az := geo.Delta(c.g.place.Azimuth, o.place.Azimuth)
	if math.Abs(az) >= s.chain.beam*c.g.wide || o.hidden != 0 || s.apart(c.g, &o) {
		return false
	}
	t := &s.fleet[b.ID]
	l := s.level(snap, b, t, &o)
	if math.Abs(l.rate-c.rate) >= s.chain.doppler.spacing() {
		return false
	}
	other := l.sinr()
	if other > c.own || other == c.own && t.key > c.key {
		return true
	}
	p := fromDB(other - c.own)
	c.power += p
	c.rho += float64(p * apart)
	c.az += float64(p * az)
	c.height += float64(p * (o.height - c.g.height))
	return false
}

// settle moves the echo to the place weighted by power and returns the sum in dB.
func (c *company) settle(g *geometry) float64 {
	all := 1 + c.power
	g.echo.Range += c.rho / all
	g.echo.Azimuth += c.az / all
	g.lift = c.height / all
	return c.own + toDB(all)
}

// apart reports whether beams one above another tell two aircraft apart.
func (s *Sensor) apart(g, o *geometry) bool {
	return s.chain.Elevation == atlas.Stacked && math.Abs(g.aim.slope-o.aim.slope) >= s.chain.ElevWidth
}

// locate returns the geometry of a place.
func (s *Sensor) locate(pos, d geo.Vec, at air.Time) geometry {
	g := geometry{at: at, pos: pos, d: d, place: s.frame.Turn(d).Spherical(), height: pos.Geodetic().Height, wide: 1}
	g.aim = s.sight.aim(g.place.Range, g.place.Azimuth, g.height)
	g.hidden = s.hidden(&g.aim, g.place.Azimuth)
	return g
}
