package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
)

var purposeChaff = num.For("radar/chaff")

// mostGlints is how many plots a cloud of chaff gives a scan at the most: the
// extractor joins what lies side by side (assumed).
const mostGlints = 4

// glints adds the plots of chaff that a turning beam meets in a beat: the cloud
// is met as an aircraft is, in its middle.
func (s *Sensor) glints(snap *truth.Snapshot) {
	for i := range snap.Clouds {
		c := &snap.Clouds[i]
		if c.Kind != truth.Chaff || !sound(c) {
			continue
		}
		a := puff(snap, c)
		for chase := s.beam.chase(snap, &a, &s.antenna); ; {
			at, ok := chase.next(&s.beam, snap, &a, &s.antenna)
			if !ok {
				break
			}
			s.glint(snap, c, at, half(s.beam.angle(at)), view{})
		}
	}
}

// puff is a cloud as the beam chases it.
func puff(snap *truth.Snapshot, c *truth.Cloud) truth.Aircraft {
	return truth.Aircraft{Pos0: c.Pos.Sub(c.Vel.Scale((snap.At - snap.From).Seconds())), Vel0: c.Vel, Pos: c.Pos, Vel: c.Vel}
}

// glintsAt adds those of an electronic beam that looks at one instant.
func (s *Sensor) glintsAt(snap *truth.Snapshot, at air.Time, seq uint64, v view) {
	for i := range snap.Clouds {
		if c := &snap.Clouds[i]; c.Kind == truth.Chaff && sound(c) {
			s.glint(snap, c, at, seq, v)
		}
	}
}

// glint is the beam on one cloud of chaff: a plot each few cells along the ray,
// each with a draw of its own, as strong as what of the cloud is in its cell.
func (s *Sensor) glint(snap *truth.Snapshot, c *truth.Cloud, at air.Time, seq uint64, v view) {
	g, near := s.middle(snap, c, at)
	if !near || g.hidden != 0 || v.side != nil && math.Abs(v.off(g.place.Azimuth)) > v.side.Half {
		return
	}
	m, _ := s.meets(snap, c, &g)
	if m.volume <= 0 {
		return
	}
	eta, _ := s.reflectivity(c)
	l := s.receive(eta+toDB(m.volume), &g)
	l.rate = g.d.Dot(c.Vel) / max(g.place.Range, 1)
	l.gain = s.chaffGain(snap, &g, l.rate)
	if len(s.noisy) > 0 {
		l.jam = s.jam(snap, &g)
	}
	pd := s.power.curve.at(2, l.sinr()) // many dipoles: it fades from pulse to pulse
	n := int(max(1, min(mostGlints, 2*c.Radius/(3*s.chain.cell))))
	for i := range n {
		key := num.Hash(c.Key, uint64(i))
		draw := num.At(s.seed, purposeChaff, s.key, key, seq)
		if draw.Uniform() >= pd {
			continue
		}
		g.seq, g.echo = seq, g.place
		g.echo.Range += (float64(i) - float64(n-1)/2) * 2 * c.Radius / float64(n)
		g.rate = l.rate
		s.lay(s.measure(key, air.PSR, &g, l.sinr()), truth.Glint, 0)
	}
}

// middle returns the geometry of a cloud's middle.
func (s *Sensor) middle(snap *truth.Snapshot, c *truth.Cloud, at air.Time) (g geometry, near bool) {
	pos := c.Pos.Sub(c.Vel.Scale((snap.At - at).Seconds()))
	pos = pos.Add(pos.Scale(c.Thickness / 2 / pos.Norm()))
	f := s.antenna.at(snap, at)
	d := pos.Sub(f.Origin)
	if psr, _ := s.within(d.Norm()); !psr {
		return g, false
	}
	if s.roams() {
		s.sight.stand(s.antenna.pos)
	}
	return s.locate(pos, d, at), true
}

// chaffGain returns what Doppler makes of chaff at a radial speed, in dB: a
// canceller takes out what is slow, as do the filters beside the zero one, which
// stand behind a canceller of three pulses; an airborne radar drops what is in
// its notch.
func (s *Sensor) chaffGain(snap *truth.Snapshot, g *geometry, rate float64) float64 {
	d := &s.chain.doppler
	if v, moves := s.motion(snap, g); moves {
		if speed := v.Norm(); math.Abs(rate) < s.chain.notch(speed, g.d.Dot(v)/max(g.place.Range*speed, 1)) {
			return deepest
		}
		return 0
	}
	if d.kind == atlas.NoDoppler {
		return 0
	}
	return toDB(max(d.passes(rate, d.hertz(chaffSpread)), d.least))
}
