package fusion

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

var (
	purposeSite = num.For("test/site")
	purposeFly  = num.For("test/fly")
)

// continent fills a sky with radars and aircraft: long-range and terminal ones,
// half with secondary, misaligned, their feeds 1 to 4 s late; airliners with
// codes, light aircraft on 1200, a tenth dark.
func continent(radars, planes int, falsePlots float64) *sky {
	s := newSky()
	for i := range radars {
		name := fmt.Sprint("R", i)
		d := num.At(s.seed, purposeSite, num.Key(name), 0, 0)
		s.radar(name, 26+12*d.Uniform(), -117+35*d.Uniform(), func(r *simRadar) {
			r.info.FalsePerScan = falsePlots
			r.info.ModeS = i%4 == 1
			r.info.SSR = i%3 != 0
			if i%5 == 4 {
				r.info.Scan, r.info.Range, r.info.RangeSSR = 5*air.Second, 60*geo.NM, 120*geo.NM
			}
			r.biasRange, r.biasAz = 60*d.Normal(), 0.05*geo.Degree*d.Normal()
			r.delay = air.FromSeconds(1 + 3*d.Uniform())
			r.delay -= r.delay % (100 * air.Millisecond)
		})
	}
	for i := range planes {
		name := fmt.Sprint("A", i)
		d := num.At(s.seed, purposeFly, num.Key(name), 0, 0)
		lat, lon, heading := 26+12*d.Uniform(), -117+35*d.Uniform(), 360*d.Uniform()
		alt, speed, code := 28000+1000*float64(i%12), 420+60*d.Uniform(), air.Mode3A(0o2001+i)
		switch i % 10 {
		case 7, 8:
			alt, speed, code = 5500+1000*float64(i%8), 110+50*d.Uniform(), air.VFR
		case 9:
			alt, code = 15000+500*float64(i%20), 0
		}
		p := s.plane(name, lat, lon, alt, heading, speed, code)
		if code.Discrete() {
			p.address = air.Address(0xA00000 + i)
		}
	}
	return s
}

// tally is how a run of a sky came out.
type tally struct {
	seconds, held   int     // target-seconds: in view of two looks or more of late, with a track
	spurious, twice int     // track-seconds: on nobody, second ones
	breaks          int     // changes of track number
	square          float64 // m2, sum over held
	falseTracks     int     // numbered tracks that never were near an aircraft
	plots           int
}

func (y tally) String() string {
	return fmt.Sprintf("held %.4f, rms %.0f m, breaks %d, spurious %.4f, twice %.4f, false tracks %d, plots %d",
		float64(y.held)/float64(y.seconds), math.Sqrt(y.square/float64(y.held)), y.breaks,
		float64(y.spurious)/float64(y.seconds), float64(y.twice)/float64(y.seconds), y.falseTracks, y.plots)
}

// score runs a sky and compares pictures with the truth each 4 s, from warm on.
// An aircraft counts while at least one radar that can see it stands within
// range; a track is on the aircraft next to it, if within 3 km.
func score(tb testing.TB, s *sky, c Config, until, warm air.Time, each func(tr *Tracker)) (y tally) {
	tracker := mustNew(tb, c)
	last := map[string]uint32{}
	good := map[uint32]bool{}
	born := map[uint32]bool{}
	for s.now < until {
		parcels := s.run()
		for i := range parcels {
			y.plots += len(parcels[i].Plots)
		}
		feed(tracker, parcels, s.now)
		if each != nil {
			each(tracker)
		}
		for _, e := range tracker.Events() {
			if e.Kind == air.TrackConfirmed && s.now > warm {
				born[e.Number] = true
			}
		}
		if s.now < warm || s.now%(4*air.Second) != 0 {
			continue
		}
		s.judge(tracker.Picture(), &y, last, good)
	}
	for _, n := range slices.Collect(keys(born)) {
		if !good[n] {
			y.falseTracks++
		}
	}
	return y
}

func keys(m map[uint32]bool) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (s *sky) judge(p air.Picture, y *tally, last map[string]uint32, good map[uint32]bool) {
	on := map[string][]int{}
	for i := range p.Tracks {
		plane, m := s.nearest(&p.Tracks[i], s.now)
		if plane == nil || m > 3000 {
			y.spurious++
			continue
		}
		good[p.Tracks[i].Number] = true
		on[plane.name] = append(on[plane.name], i)
	}
	for i := range s.planes {
		plane := &s.planes[i]
		if s.views(plane) < 1 {
			continue
		}
		y.seconds++
		list := on[plane.name]
		if len(list) == 0 {
			continue
		}
		y.held++
		y.twice += len(list) - 1
		best := list[0]
		for _, j := range list {
			if p.Tracks[j].Number == last[plane.name] {
				best = j
			}
		}
		tr := &p.Tracks[best]
		if n, ok := last[plane.name]; ok && n != tr.Number {
			y.breaks++
		}
		last[plane.name] = tr.Number
		pos, _, _ := plane.place(s.now)
		across := pos.Sub(tr.Pos)
		f := geo.NewFrame(pos.Geodetic())
		v := f.Turn(across)
		y.square += v.X*v.X + v.Y*v.Y
	}
}

// views counts the radars that have an aircraft well within their range.
func (s *sky) views(p *simPlane) (n int) {
	pos, _, h := p.place(s.now)
	for i := range s.radars {
		r := &s.radars[i]
		at := r.frame.To(pos).Spherical()
		horizon := math.Sqrt(2*effectiveRadius*r.info.Pos.Height) + math.Sqrt(2*effectiveRadius*max(h, 0))
		reach := 0.0
		if r.info.PSR {
			reach = r.info.Range
		}
		if r.info.SSR && p.on {
			reach = max(reach, r.info.RangeSSR)
		}
		if at.Range < min(reach, horizon)*0.95 && at.Range > 10_000 {
			n++
		}
	}
	return n
}

// wander lets each aircraft begin a turn every three minutes, for 45 s: at 25
// degrees of bank, one in twenty at 3 g.
func (s *sky) wander() {
	for i := range s.planes {
		p := &s.planes[i]
		rate := 9.80665 * 0.466 / p.speed
		if i%20 == 0 {
			rate *= 6
		}
		if i%2 == 0 {
			rate = -rate
		}
		switch (s.now + air.Time(i)*7*air.Second) % (180 * air.Second) {
		case 0:
			p.leg(s.now)
			p.rate = rate
		case 45 * air.Second:
			p.leg(s.now)
			p.rate = 0
		}
	}
}
