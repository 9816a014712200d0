package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// lookAside is the beat of an electronic antenna with two or more faces, each of
// which looks into a sector of its own, counted from the carrier's nose. They
// take turns within a scan. An aircraft belongs to the face it is nearest to:
// ahead and astern, beside the sectors, that one says OutOfSector.
func (s *Sensor) lookAside(snap *truth.Snapshot) {
	turnOf := s.beam.scan / air.Time(len(s.sectors))
	for i := range s.sectors {
		side, later := &s.sectors[i], air.Time(i)*turnOf
		for at := s.beam.sweepFrom(snap.From-later) + later; at < snap.At; at += s.beam.scan {
			v := view{side, s.nose()}
			seq := uint64(at / turnOf)
			s.sweep(snap, at, seq, v)
			from, to := v.edges()
			s.mark(at, int64(from), int64(from)+int64(to-from))
			if s.works() {
				s.clutterAside(&v, at, seq)
				s.strobesAt(snap, at, seq, v)
				s.glintsAt(snap, at, seq, v)
			}
		}
	}
}

// nose returns where what carries the antenna points; a face that stands on the
// ground counts from north.
func (s *Sensor) nose() float64 {
	if s.antenna.carrier == nil {
		return 0
	}
	return float64(s.antenna.carrier.Heading)
}

// off returns how far an azimuth lies from the face's broadside.
func (v *view) off(azimuth float64) float64 { return geo.Delta(v.nose+v.side.Middle, azimuth) }

// meets reports whether a target belongs to this face.
func (v *view) meets(g *geometry) bool {
	off := v.off(g.place.Azimuth)
	return off >= -math.Pi/2 && off < math.Pi/2
}

// shapes sets what the beam is away from broadside: as wide as its face is long
// to look at, 1/cos; and beyond the part where the statement holds as much
// weaker, both ways, as that makes its gain (M. Skolnik, Introduction to Radar
// Systems, 3rd ed., ch. 9). Beside the sector there is none.
func (v *view) shapes(g *geometry) truth.Reason {
	off := math.Abs(v.off(g.place.Azimuth))
	if off > v.side.Half {
		return truth.OutOfSector
	}
	cos := math.Cos(off)
	g.wide = 1 / cos
	if off > v.side.Full {
		g.weak = 2 * toDB(math.Cos(v.side.Full)/cos)
	}
	return 0
}

// spread makes a plot's error in azimuth as much greater as the beam is wider.
func (s *Sensor) spread(p *air.Plot, g *geometry) {
	right := g.place.Azimuth + s.bias.az
	if p.Kind == air.PSR {
		right = g.echo.Azimuth + s.bias.az
	}
	p.Theta = air.ThetaOf(right + float64(g.wide*geo.Delta(right, p.Azimuth())))
}

// edges returns the azimuths between which the face looks.
func (v *view) edges() (from, to uint32) {
	middle := v.nose + v.side.Middle
	return stepsOf(middle - v.side.Half), stepsOf(middle + v.side.Half)
}

// stepsOf returns an azimuth in radians, any turn, in steps.
func stepsOf(azimuth float64) uint32 { return uint32(int64(geo.Wrap(azimuth) * (turn / geo.Turn))) }

// clutterAside adds the false plots of one face's look: its share of a scan's,
// evenly in range and azimuth.
func (s *Sensor) clutterAside(v *view, at air.Time, seq uint64) {
	if s.info.FalsePerScan == 0 {
		return
	}
	from, to := v.edges()
	draw := num.At(s.seed, purposeFalse, s.key, 0, seq)
	for range draw.Poisson(s.info.FalsePerScan / float64(len(s.sectors))) {
		azimuth := from + uint32(draw.Uniform()*float64(to-from))
		s.Batch.Plots = append(s.Batch.Plots, s.falsePlot(&draw, at, azimuth))
	}
}
