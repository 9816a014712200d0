package radar

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// boltzmann is k_B in J/K.
const boltzmann = 1.380649e-23

// strobeAt is the noise over the receiver's own, in dB, from which a receiver
// reports a strobe (assumed).
const strobeAt = 10.0

var purposeStrobe = num.For("radar/strobe")

// carriers returns the aircraft of a roster that carry a jammer.
func carriers(roster truth.Roster) (list []truth.AircraftID) {
	for i := range roster {
		if j := &roster[i].Jammer; j.ERP > 0 && j.ERP < 1e12 && j.Bandwidth > 0 && j.Bandwidth < 1e12 { // infinite ones have no sum
			list = append(list, truth.AircraftID(i))
		}
	}
	return list
}

// tune finds the jammers that send in this beat.
func (s *Sensor) tune(snap *truth.Snapshot) {
	s.noisy = s.noisy[:0]
	for _, id := range s.jammers {
		i, ok := slices.BinarySearchFunc(snap.Aircraft, id, func(a truth.Aircraft, id truth.AircraftID) int { return cmp.Compare(a.ID, id) })
		if ok && snap.Aircraft[i].Jams {
			s.noisy = append(s.noisy, i)
		}
	}
}

// noise returns a jammer's noise over the receiver's in dB, through the nose of
// the beam at a range in metres:
//
//	JNR = (ERP / Bj) G lambda^2 / ((4 pi)^2 R^2 L k Ts)
//
// of the band that both share; -Inf where they share none.
//
// Source: M. Skolnik, Introduction to Radar Systems, 3rd ed. 2001, ch. 4; D. C.
// Schleher, Electronic Warfare in the Information Age, 1999.
func (c *chain) noise(j *truth.Jammer, slant float64) float64 {
	if c.wave == 0 || c.Pulse == 0 {
		return math.Inf(-1)
	}
	own, width := geo.SpeedOfLight/c.wave, 1/c.Pulse
	shared := min(own+width/2, j.Frequency+j.Bandwidth/2) - max(own-width/2, j.Frequency-j.Bandwidth/2)
	if !(shared > 0) {
		return math.Inf(-1)
	}
	shared = min(shared, width, j.Bandwidth)
	return toDB(j.ERP/j.Bandwidth*(shared/width)/(boltzmann*c.NoiseTemp)) + c.Gain + 2*toDB(c.wave/(4*math.Pi*slant)) - c.Loss
}

// jam returns the noise of all jammers over the receiver's, as a ratio, in the
// look at a target.
func (s *Sensor) jam(snap *truth.Snapshot, g *geometry) float64 {
	sum := 0.0
	for _, i := range s.noisy {
		j := &snap.Aircraft[i]
		o := s.hear(snap, j, g.at)
		if o.hidden != 0 || j == s.antenna.carrier {
			continue
		}
		db := s.chain.noise(&s.fleet[j.ID].jammer, o.place.Range)
		sum += fromDB(db + s.towards(&o, geo.Delta(o.place.Azimuth, g.place.Azimuth)) + g.control)
	}
	return sum
}

// towards returns the gain towards a jammer off the beam's middle in azimuth, one
// way, in dB against the nose.
func (s *Sensor) towards(o *geometry, off float64) float64 {
	return max(-s.chain.Sidelobe, s.chain.lobe(off)+s.chain.twoWay(o.aim.slope)/2)
}

// hear returns the geometry of a jammer, which no limit of range or elevation
// hides, but horizon and terrain do.
func (s *Sensor) hear(snap *truth.Snapshot, j *truth.Aircraft, at air.Time) geometry {
	pos := snap.Where(j, at)
	d := pos.Sub(s.frame.Origin)
	g := geometry{at: at, pos: pos, d: d, place: s.frame.Turn(d).Spherical(), height: pos.Geodetic().Height}
	if s.roams() {
		s.sight.stand(s.antenna.pos)
	}
	g.aim = s.sight.aim(g.place.Range, g.place.Azimuth, g.height)
	g.hidden = s.over(&g.aim, g.place.Azimuth)
	return g
}

// strobes adds those of a turning beam in a beat: a direction and no range, one
// of each jammer and scan whose noise through the nose is above the threshold,
// unless it lies within the strobe of a stronger one.
func (s *Sensor) strobes(snap *truth.Snapshot) {
	for _, i := range s.noisy {
		j := &snap.Aircraft[i]
		for chase := s.beam.chase(snap, j, &s.antenna); ; {
			at, ok := chase.next(&s.beam, snap, j, &s.antenna)
			if !ok {
				break
			}
			s.strobe(snap, j, at, half(s.beam.angle(at)), view{})
		}
	}
}

// strobesAt adds those of an electronic beam that looks at one instant.
func (s *Sensor) strobesAt(snap *truth.Snapshot, at air.Time, seq uint64, v view) {
	for _, i := range s.noisy {
		s.strobe(snap, &snap.Aircraft[i], at, seq, v)
	}
}

// strobe is the beam on one jammer.
func (s *Sensor) strobe(snap *truth.Snapshot, j *truth.Aircraft, at air.Time, seq uint64, v view) {
	s.antenna.at(snap, at)
	g, db := s.loudness(snap, j, at)
	if j == s.antenna.carrier || !(db > strobeAt) || v.side != nil && math.Abs(v.off(g.place.Azimuth)) > v.side.Half {
		return
	}
	for _, i := range s.noisy {
		k := &snap.Aircraft[i]
		if k.ID == j.ID || k == s.antenna.carrier {
			continue
		}
		if o, other := s.loudness(snap, k, at); other > db && math.Abs(geo.Delta(o.place.Azimuth, g.place.Azimuth)) < s.chain.strobeHalf(other) {
			return
		}
	}
	t := &s.fleet[j.ID]
	draw := num.At(s.seed, purposeStrobe, s.key, t.key, seq)
	s.Batch.Plots = append(s.Batch.Plots, air.Plot{
		At: at, ID: max(1, draw.Uint64()), Sensor: s.id, Kind: air.Strobe, Release: s.info.Release,
		Theta: air.ThetaOf(g.place.Azimuth + s.bias.az + float64(s.info.SigmaAz*noisy(&draw))),
	})
}

// loudness returns a jammer's noise with the beam on it, in dB over the
// receiver's.
func (s *Sensor) loudness(snap *truth.Snapshot, j *truth.Aircraft, at air.Time) (geometry, float64) {
	g := s.hear(snap, j, at)
	if g.hidden != 0 {
		return g, math.Inf(-1)
	}
	return g, s.chain.noise(&s.fleet[j.ID].jammer, g.place.Range) + s.towards(&g, 0)
}

// strobeHalf returns half the width in radians of the azimuths in which a
// jammer's noise, in dB through the nose, is above the threshold:
//
//	theta sqrt((JNR - threshold) / 12)
//
// of a Gaussian main lobe.
func (c *chain) strobeHalf(jnr float64) float64 {
	return c.beam * math.Sqrt(max(0, jnr-strobeAt)/12)
}
