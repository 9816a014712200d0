package fusion

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"perimeter/air"
	"perimeter/air/geo"
)

// ellipse is how often the 95 % ellipse of a published place held the truth.
type ellipse struct {
	in, n int
	sum   float64 // of squared statistical distances
}

func (e *ellipse) add(d2 float64) {
	e.n++
	e.sum += d2
	if d2 <= ellipse95 {
		e.in++
	}
}

// share returns the share of ellipses that held the truth, %.
func (e *ellipse) share() float64 { return 100 * float64(e.in) / float64(max(e.n, 1)) }

func (e *ellipse) String() string {
	return fmt.Sprintf("%.1f %% of %d, mean squared distance %.2f", e.share(), e.n, e.sum/float64(max(e.n, 1)))
}

// ellipse95 is the squared distance within which 95 of 100 lie: chi-square of
// two degrees of freedom, 5.991.
var ellipse95 = distuv.ChiSquared{K: 2}.Quantile(0.95)

// distance returns the squared statistical distance of an aircraft from a
// published track, by the covariance that the track came with.
func (s *sky) distance(tr *air.Track, p *simPlane) float64 {
	pos, _, _ := p.place(s.now)
	f := geo.NewFrame(tr.Pos.Geodetic().LatLon.At(0))
	d := f.Turn(pos.Sub(tr.Pos))
	ee, en, nn := float64(tr.Cov[0]), float64(tr.Cov[1]), float64(tr.Cov[4])
	return (nn*d.X*d.X - 2*en*d.X*d.Y + ee*d.Y*d.Y) / (ee*nn - en*en)
}

// kindOf sorts a published track by what the aircraft does and who sees it.
func (s *sky) kindOf(tr *air.Track, p *simPlane) []string {
	kinds := []string{"all", "straight"}
	if p.rate != 0 {
		kinds[1] = "turning"
		if p.rate*p.speed > 20 || p.rate*p.speed < -20 {
			kinds[1] = "turning hard"
		}
	} else if s.now-p.at < 20*air.Second {
		kinds[1] = "just out of a turn"
	}
	sensors, reports := 0, false
	for _, by := range tr.By {
		if by.Kind != 0 && by.Age < 30 {
			sensors++
			reports = reports || s.radars[by.Sensor].info.ADSB
		}
	}
	switch {
	case tr.Status == air.Coasting:
		kinds = append(kinds, "coasting")
	case reports:
		kinds = append(kinds, "ADS-B", "ADS-B "+kinds[1])
	case sensors > 1:
		kinds = append(kinds, "several radars")
	case sensors == 1:
		kinds = append(kinds, "one radar")
	}
	if tr.Has&air.HasLevel != 0 {
		return append(kinds, "height known")
	}
	return append(kinds, "height not known")
}

// census flies a sky and sorts the published 95 % ellipses by kind of flight and
// of source.
func census(t *testing.T, held map[string]*ellipse, s *sky, until, warm air.Time) {
	tracker := mustNew(t, s.config())
	for s.now < until {
		s.wander()
		feed(tracker, s.run(), s.now)
		if s.now < warm || s.now%(8*air.Second) != 0 {
			continue
		}
		p := tracker.Picture()
		for i := range p.Tracks {
			tr := &p.Tracks[i]
			plane, m := s.nearest(tr, s.now)
			if m > 5000 {
				continue // on nobody
			}
			for _, k := range s.kindOf(tr, plane) {
				if held[k] == nil {
					held[k] = new(ellipse)
				}
				held[k].add(s.distance(tr, plane))
			}
		}
	}
}

// The covariance of published tracks is honest: of the 95 % ellipses 93 to 97 of
// 100 hold the truth, in all and by source, on traffic that turns a quarter of
// the time, over many and over few misaligned radars in clutter, half of the
// airliners with ADS-B.
//
// By kind of flight it is not quite so: the tracker does not know that an aircraft
// will turn before it does. Its ellipses are wide for those who fly on and narrow
// for those who begin to turn; the bounds keep what is reached.
func TestEllipsesHoldTheTruth(t *testing.T) {
	held := map[string]*ellipse{}
	for _, radars := range []int{60, 25} {
		s := continent(radars, 170, 5)
		s.station("ADSB-W", 32, -107)
		for i := range s.planes {
			if p := &s.planes[i]; p.address != 0 && i%2 == 0 {
				p.adsb = voice{on: true, nacp: 8}
			}
		}
		census(t, held, s, 10*air.Minute, 3*air.Minute)
	}
	for _, k := range slices.Sorted(maps.Keys(held)) {
		t.Logf("%-24s %s", k, held[k])
	}
	for _, b := range []struct {
		kind      string
		low, high float64 // %
	}{
		{"all", 93, 97}, {"ADS-B", 93, 97}, {"several radars", 93, 97}, {"one radar", 93, 97},
		{"height known", 93, 97}, {"height not known", 93, 97},
		{"straight", 95, 99.5}, {"just out of a turn", 95, 99.5}, {"turning", 86, 97}, {"turning hard", 78, 97},
	} {
		if e := held[b.kind]; e == nil || !(e.share() >= b.low && e.share() <= b.high) {
			t.Errorf("%s: %s, want %g to %g %%", b.kind, e, b.low, b.high)
		}
	}
}
