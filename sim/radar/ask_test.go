package radar

import (
	"fmt"
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
)

var purposeAsk = num.For("radar/ask test")

// hovering is some targets that rest around a radar, out to a little beyond its
// reach and up to 100,000 ft, most of them low.
func hovering(from geo.LatLon, reach float64, sensor uint64, n int) *sky {
	k := &sky{}
	for i := range n {
		d := num.At(testSeed, purposeAsk, sensor, uint64(i), 0)
		p, _ := geo.Direct(from, d.Uniform()*geo.Turn, reach*1.05*math.Sqrt(d.Uniform()))
		u := d.Uniform()
		h := atlas.Ground(p) + u*u*u*30_480
		k.flights = append(k.flights, flight{name: fmt.Sprint("H", i), from: p, h: h, rcs: 0.5 + 10*d.Uniform()*d.Uniform()})
	}
	return k
}

// What a sensor would say is what its next look says: of 10,000 targets around 40
// radars of the atlas, hidden by the same thing, heard or not, and with the same
// Pd where the radar has no Doppler processing. These hover, so elsewhere they have
// a smaller one than a target at the best of speeds. Two in one resolution cell
// give one stronger echo: they are left out.
func TestWouldIsWhatALookSays(t *testing.T) {
	asked, seen := 0, 0
	for i := 0; i < 400; i += 10 {
		row := atlas.RadarSites()[i]
		r := site(t, row.ID)
		k := hovering(r.Pos.LatLon, max(r.Type.Range, r.Type.RangeSSR), num.Key(row.ID), 250)
		s := one(t, r, k, atlas.Obstacle)
		looks := map[truth.AircraftID]truth.Look{}
		for at := air.Time(0); at < r.Type.Scan; at += air.Second {
			s.Look(k.beat(at, at+air.Second))
			for _, l := range s.Looks {
				looks[l.Target] = l
			}
		}
		for j, f := range k.flights {
			pd, reply, why := s.Would(f.from.At(f.h), f.rcs)
			l, met := looks[truth.AircraftID(j)]
			asked++
			if msg := disagree(l, met, pd, reply, why, r.Type.Processing.Doppler == atlas.NoDoppler); k.alone(s, j, r.Type.AzBeam) && msg != "" {
				t.Errorf("%s, %s at %.1f m: %s (look %+v)", row.ID, f.name, f.h, msg, l)
			}
			if why == truth.Seen {
				seen++
			}
		}
	}
	t.Logf("%d targets, nothing hides %d", asked, seen)
	if asked != 10_000 || seen < 1000 || seen > 9000 {
		t.Errorf("%d targets asked about, %d not hidden: want 10000, and both many", asked, seen)
	}
}

// alone tells whether no other target is near the resolution cell of target j.
func (k *sky) alone(s *Sensor, j int, beam float64) bool {
	at := func(i int) geo.Spherical {
		return s.frame.To(k.flights[i].from.At(k.flights[i].h).ECEF()).Spherical()
	}
	for i, mine := 0, at(j); i < len(k.flights); i++ {
		o := at(i)
		if i != j && math.Abs(o.Range-mine.Range) < 3000 && math.Abs(geo.Delta(o.Azimuth, mine.Azimuth)) < 2*beam {
			return false
		}
	}
	return true
}

func disagree(l truth.Look, met bool, pd float64, reply bool, why truth.Reason, any bool) string {
	drawn := func(r truth.Reason) bool { return r != 0 && r != why || r == truth.Seen }
	switch {
	case !met && why != 0:
		return fmt.Sprintf("would be %v, and there is no look", why)
	case met && why == 0:
		return "out of all ranges, and there is a look"
	case l.PSR == truth.Merged:
		return ""
	case drawn(l.PSR) != (pd > 0), float64(l.Pd) > pd+1e-4, any && float64(l.Pd) < pd-1e-4:
		return fmt.Sprintf("would have Pd %g", pd)
	case drawn(l.SSR) != reply:
		return fmt.Sprintf("would reply %v", reply)
	case met && why != truth.Seen && why != l.PSR && why != l.SSR:
		return fmt.Sprintf("would be hidden: %v", why)
	}
	return ""
}

// The worked least heights of physics.md section 6, asked of a whole radar.
func TestLeastHeightOverARidge(t *testing.T) {
	at := geo.Deg(35, -100)
	for _, tt := range []struct {
		name           string
		antenna        float64 // m
		walls          []wall
		distance, want float64 // m
	}{
		{"one ridge", 200, []wall{{60_000, 800}}, 150_000, 2495.1},
		{"sea horizon", 30, nil, 100_000, 352.8},
		{"the far ridge rules", 2300, []wall{{40_000, 1500}, {90_000, 2200}}, 200_000, 3373.2},
	} {
		r := radarAt(t, "R", "ARSR-4", at.At(tt.antenna))
		s := one(t, r, &sky{}, ridges(at, tt.walls...))
		p, _ := geo.Direct(at, 1, tt.distance)
		least := s.Least(p)
		if math.Abs(least-tt.want) > 1.5 { // the worked ones stand on a sphere
			t.Errorf("%s: least height %.1f m, want %.1f", tt.name, least, tt.want)
		}
		for _, side := range []float64{-3, 3} {
			if _, _, why := s.Would(p.At(least+side), 1); (why == truth.Seen) != (side > 0) {
				t.Errorf("%s: %+.0f m from the least height it is %v", tt.name, side, why)
			}
		}
	}
}

// No target is detected beyond the reach for its cross-section, at whatever
// elevation, and in the nose of the beam one just within it is.
func TestReachIsWherePdFalls(t *testing.T) {
	for _, typ := range atlas.RadarTypes() {
		r := radarAt(t, "R", typ.Name, geo.Deg(35, -100).At(2000))
		s := one(t, r, &sky{}, sea)
		psr, ssr := s.Reach(1, 0.8)
		if (psr > 0) != typ.PSR || (ssr > 0) != (typ.SSR || typ.ADSB) {
			t.Errorf("%s: reach %g and %g m", typ.Name, psr, ssr)
		}
		if !typ.PSR || typ.Airborne {
			continue
		}
		best := func(slant float64) (pd float64) {
			for e := -7.0; e < 30; e += 0.1 {
				p := s.frame.From(geo.Spherical{Range: slant, Azimuth: 1, Elevation: e * geo.Degree}.ENU()).Geodetic()
				here, _, _ := s.Would(p, 1)
				pd = max(pd, here)
			}
			return pd
		}
		if within, beyond := best(psr-100), best(psr+100); within < 0.79 || beyond >= 0.8 {
			t.Errorf("%s, reach %.0f m: Pd %.4f just within, %.4f just beyond, want 0.8 between", typ.Name, psr, within, beyond)
		}
	}
}

func TestACarriedRadarIsNotAsked(t *testing.T) {
	r := radarAt(t, "R", "PS-890 Erieye", geo.Deg(35, -100).At(8000))
	r.Carrier = "A"
	s := one(t, r, &sky{flights: []flight{{name: "A", from: geo.Deg(35, -100), h: 8000, rcs: 5}}}, sea)
	if pd, reply, why := s.Would(geo.Deg(35, -99).At(8000), 1); pd != 0 || reply || why != truth.OutOfService {
		t.Errorf("got %g, %v, %v", pd, reply, why)
	}
}
