package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

func TestGarbleRange(t *testing.T) {
	if math.Abs(garbleRange-3042.9) > 0.1 || math.Abs(garbleRange/geo.NM-1.643) > 0.0005 {
		t.Errorf("replies overlap within %.1f m, %.3f NM; want 3042.9 m, 1.643 NM", garbleRange, garbleRange/geo.NM)
	}
}

// Two airliners one above the other on one airway: an old sliding window loses or
// mixes every other code; monopulse hardly any; Mode S none; and 2 NM apart there
// is nothing to lose.
func TestTwoOnOneAirway(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	for _, tt := range []struct {
		radar     string
		behind    float64 // NM
		modeS     bool
		low, high float64 // share of looks with a foul reply
	}{
		{"ARSR-1/2", 1, false, 0.55, 0.75},
		{"SENEAM en-route MSSR", 1, false, 0.02, 0.09},
		{"RSM 970 S", 1, true, 0, 0},
		{"RSM 970 S", 1, false, 0.02, 0.09},
		{"ARSR-1/2", 2, false, 0, 0.01},
	} {
		from, _ := geo.Direct(at, 1, 80*geo.NM)
		other, _ := geo.Direct(at, 1, (80+tt.behind)*geo.NM)
		k := &sky{flights: []flight{
			{name: "UPPER", from: from, h: 11_000, track: 1, speed: 0.001, rcs: 1e-5, modeS: tt.modeS, code: 0o2341},
			{name: "LOWER", from: other, h: 11_000, track: 1, speed: 0.001, rcs: 1e-5, modeS: tt.modeS, code: 0o4016},
		}}
		s := one(t, radarAt(t, "SITE", tt.radar, at.At(1000)), k, sea)
		s.reflectors = nil
		got := run(s, k, 0, 2*air.Hour)
		n, foul, mixed, lost := 0.0, 0.0, 0, 0
		for _, l := range got.looks {
			n++
			if l.SSR == truth.Garbled {
				foul++
				lost++
			}
		}
		for _, p := range got.plots {
			if p.Kind == air.SSR && (p.Has&air.HasCode == 0 || p.Code != 0o2341 && p.Code != 0o4016) {
				foul++
			}
			if p.Has&air.HasCode != 0 && p.Code == 0o2341|0o4016 {
				mixed++
			}
		}
		t.Logf("%s, %g NM, Mode S %v: %.3f of %.0f replies foul, %d mixed, %d lost", tt.radar, tt.behind, tt.modeS, foul/n, n, mixed, lost)
		if foul/n < tt.low || foul/n > tt.high || tt.low > 0 && (mixed == 0 || lost == 0) {
			t.Errorf("%s, %g NM: %.3f foul, want %g to %g, some mixed, some lost", tt.radar, tt.behind, foul/n, tt.low, tt.high)
		}
	}
}

// A transponder that is deaf to 60 of 100 interrogations gives two fifths of the
// replies of a sound one.
func TestDeafTransponder(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	k := &sky{flights: []flight{{name: "DEAF", from: geo.Deg(32, -106), h: 9000, track: 1, speed: 0.001, rcs: 1e-5, deaf: 60}}}
	s := one(t, radarAt(t, "SITE", "ATCBI-6", at.At(1000)), k, sea)
	s.reflectors = nil
	got := run(s, k, 0, 3*air.Hour)
	if share := float64(len(got.plots)) / float64(len(got.looks)); math.Abs(share-0.4*pdMSSR) > 0.06 {
		t.Errorf("%.3f of %d looks answered, want %.3f", share, len(got.looks), 0.4*pdMSSR)
	}
}

// A wall 2 km east and an aircraft 40 km north: the ghost stands 42.05 km to the
// east, with the aircraft's code, farther away than the aircraft itself.
func TestGhostBehindAWall(t *testing.T) {
	at := geo.Deg(31.5, -106.5).At(0)
	north, _ := geo.Direct(at.LatLon, 0, 40_000)
	k := &sky{flights: []flight{{name: "REAL", from: north, h: 3000, track: 1, speed: 0.001, rcs: 1e-5, code: 0o2341}}}
	s := one(t, radarAt(t, "SITE", "ATCBI-6", at), k, sea)
	wall := s.frame.From(geo.Vec{X: 2000})
	s.reflectors = []reflector{{distance: 2000, azimuth: turn / 4, faces: 0, pos: wall}}
	if way := s.reflectors[0].way(north.At(3000).ECEF()); math.Abs(way-math.Hypot(2000, math.Hypot(40_000, 2870))-2000) > 20 {
		t.Errorf("the way over the wall is %.0f m", way)
	}
	flat := s.frame.From(geo.Vec{Y: 40_000})
	if way := s.reflectors[0].way(flat); math.Abs(way-42_050) > 1 {
		t.Errorf("the ghost of the worked example stands at %.0f m, want 42,050", way)
	}
	ghosts, scans := 0, 0
	for _, p := range run(s, k, 0, air.Hour).plots {
		switch east := math.Abs(geo.Delta(p.Azimuth(), geo.Turn/4)) < 1*geo.Degree; {
		case !east:
			scans++
		case p.Code != 0o2341 || p.Kind != air.SSR || math.Abs(p.Range()-42_120) > 500:
			t.Errorf("ghost: %v, code %v at %.0f m", p.Kind, p.Code, p.Range())
		default:
			ghosts++
		}
	}
	if share := float64(ghosts) / float64(scans); share < 0.05 || share > 0.16 {
		t.Errorf("%d ghosts in %d scans, want a tenth", ghosts, scans)
	}
}
