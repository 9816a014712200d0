package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// weather adds what rain and chaff about a target send back, and what rain on
// the way takes.
func (s *Sensor) weather(snap *truth.Snapshot, g *geometry, l *level) {
	for i := range snap.Clouds {
		c := &snap.Clouds[i]
		m, near := s.meets(snap, c, g)
		if !near || !sound(c) {
			continue
		}
		if c.Kind == truth.Rain && m.path > 0 {
			l.signal -= 2 * rainLoss(geo.SpeedOfLight/s.chain.wave, c.Rate) * m.path / 1000
		}
		if m.volume <= 0 {
			continue
		}
		v := g.d.Dot(c.Vel) / max(g.place.Range, 1)
		eta, spread := s.reflectivity(c)
		db := s.power.constant + eta + toDB(m.volume) - 4*toDB(g.place.Range) + s.chain.twoWay(g.aim.slope) + g.control - s.loss
		if db < faint {
			continue
		}
		ratio, d := fromDB(db), &s.chain.doppler
		passed := ratio * d.residue(l.rate, v, spread)
		l.clutter += passed
		if d.kind == atlas.FilterBank || d.kind == atlas.PulseDoppler {
			l.calm += min(passed, ratio*d.least)
		} else {
			l.calm += passed
		}
	}
}

// sound reports whether a cloud's numbers mean anything.
func sound(c *truth.Cloud) bool {
	return c.Radius > 0 && c.Thickness > 0 && c.Rate >= 0 && c.Dipoles >= 0
}

// reflectivity returns the cross-section of a cloud per volume in dB(1/m), and
// the spread of its speeds.
func (s *Sensor) reflectivity(c *truth.Cloud) (eta, spread float64) {
	if c.Kind == truth.Rain {
		return rainEta(s.chain.wave, c.Rate), rainSpread
	}
	return toDB(chaffRCS(s.chain.wave, c.Dipoles, 2*c.Radius*c.Thickness) / (math.Pi * c.Radius * c.Radius * c.Thickness)), chaffSpread
}

// overlap is how a look meets a cloud.
type overlap struct {
	volume float64 // m3, of it in the target's resolution cell
	path   float64 // m, of the ray through it up to the target
}

// meets returns how the look at a target meets a cloud: an upright cylinder,
// which the resolution cell cuts to the width of the beam, the length of the
// range cell and, where beams are stacked, the height of one of them.
func (s *Sensor) meets(snap *truth.Snapshot, c *truth.Cloud, g *geometry) (m overlap, near bool) {
	place := c.Pos.Sub(c.Vel.Scale((snap.At - g.at).Seconds()))
	rel := g.pos.Sub(place)
	if d := place.Sub(s.frame.Origin); d.Norm() > g.place.Range+c.Radius+c.Thickness {
		return m, false
	}
	up := place.Scale(1 / place.Norm())
	e, n := rel.Dot(s.frame.East), rel.Dot(s.frame.North)
	sin, cos := math.Sincos(g.place.Azimuth)
	along, across := float64(e*sin)+float64(n*cos), float64(e*cos)-float64(n*sin)
	beam := g.place.Range * s.chain.beam / 2
	wide := min(across+beam, c.Radius) - max(across-beam, -c.Radius)
	if wide <= 0 {
		return m, false
	}
	deep := math.Sqrt(max(0, float64(c.Radius*c.Radius)-float64(across*across)))
	z := rel.Dot(up)
	if math.Abs(across) < c.Radius && z > 0 && z < c.Thickness {
		m.path = max(0, min(2*deep, along+deep))
	}
	if math.Abs(along) > max(deep, s.chain.cell/2) {
		return m, m.path > 0
	}
	tall := c.Thickness
	if s.chain.Elevation == atlas.Stacked {
		half := g.place.Range * s.chain.ElevWidth / 2
		tall = max(0, min(z+half, c.Thickness)-max(z-half, 0))
	}
	m.volume = gaussian * wide * min(s.chain.cell, 2*max(deep, 1)) * min(tall, g.place.Range*s.chain.ElevWidth)
	return m, true
}

// gaussian is by how much less a cell holds, of what fills its beam, than its
// widths say: pi / (8 ln 2), that of the volume pi az el R^2 c tau / (16 ln 2).
const gaussian = 0.5665

// rainEta returns the cross-section of rain per volume in dB(1/m), of a rate in
// mm/h (J. S. Marshall, W. McK. Palmer, J. Meteor. 5 (1948) 165: Z = 200 R^1.6):
//
//	eta = pi^5 |K|^2 Z / lambda^4,  |K|^2 = 0.93
func rainEta(wave, rate float64) float64 {
	const five = math.Pi * math.Pi * math.Pi * math.Pi * math.Pi
	return toDB(five*0.93*200e-18) + float64(16*math.Log10(max(rate, 1e-6))) - 4*toDB(wave)
}

// rainLoss returns what a kilometre of rain takes one way, in dB, at horizontal
// polarisation: k R^alpha.
//
// Source: ITU-R P.838-3.
func rainLoss(frequency, rate float64) float64 {
	f := math.Log10(frequency * 1e-9)
	k, alpha := 0.71147-float64(0.18961*f), float64(0.67849*f)-1.95537
	for _, t := range rainK {
		x := (f - t.b) / t.c
		k += float64(t.a * num.Exp(-float64(x*x)))
	}
	for _, t := range rainAlpha {
		x := (f - t.b) / t.c
		alpha += float64(t.a * num.Exp(-float64(x*x)))
	}
	return num.Pow(10, k) * num.Pow(max(rate, 0), alpha)
}

// bell is one of the bells whose sum gives the coefficients of P.838-3.
type bell struct{ a, b, c float64 }

var (
	rainK     = [...]bell{{-5.33980, -0.10008, 1.13098}, {-0.35351, 1.26970, 0.45400}, {-0.23789, 0.86036, 0.15354}, {-0.94158, 0.64552, 0.16817}}
	rainAlpha = [...]bell{{-0.14318, 1.82442, -0.55187}, {0.29591, 0.77564, 0.19822}, {0.32177, 0.63773, 0.13164}, {-5.37610, -0.96230, 1.47828}, {16.1721, -3.29980, 3.43990}}
)

// chaffRCS returns the cross-section in m2 of so many resonant dipoles of random
// attitude, in a cloud whose projected area is area: they shade one another,
//
//	A (1 - exp(-n s1 / A)),  s1 = 0.155 lambda^2
//
// Source: D. C. Schleher, Electronic Warfare in the Information Age, 1999.
func chaffRCS(wave, dipoles, area float64) float64 {
	free := dipoles * 0.155 * float64(wave*wave)
	return area * (1 - num.Exp(-free/area))
}
