package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// The map's sum is one, whatever the ground; where hills are in sight false plots
// lie thicker, and how thick is what the map says.
func TestMapOfFalsePlots(t *testing.T) {
	west := func(p geo.LatLon) float64 { // hills to the west, plain sea to the east
		if p.Lon < conformAt.Lon-0.1*geo.Degree {
			return 100 + 200*math.Abs(math.Sin(p.Lon*3000))
		}
		return 0
	}
	r := radarAt(t, "SITE", "CARSR", conformAt.At(800))
	r.FalsePerScan = 40
	k := &sky{}
	s := one(t, r, k, west)
	const scans = 150
	got := run(s, k, 0, scans*12*air.Second).plots
	var count [sectors]float64
	inner := 0.0
	for _, p := range got {
		count[p.Theta>>(24-5)]++
		if p.Range()-s.info.MinRange < (s.info.Range-s.info.MinRange)/rings {
			inner++
		}
	}
	near(t, "false plots a scan", float64(len(got))/scans, 40, 4*math.Sqrt(40.0/scans))
	sum, chi, shareWest := 0.0, 0.0, 0.0
	for i, share := range s.fog.sector {
		want := 40 * scans * share
		sum += share
		chi += (count[i] - want) * (count[i] - want) / want
		if i >= sectors/2 {
			shareWest += share
		}
	}
	near(t, "sum of the map", sum, 1, 1e-12)
	if chi > sectors+6*math.Sqrt(2*sectors) {
		t.Errorf("the plots do not follow the map: chi squared %.0f of %d sectors", chi, sectors)
	}
	if shareWest < 0.52 {
		t.Errorf("%.2f of the false plots over the hills in the west, want more than half", shareWest)
	}
	if even := float64(len(got)) / rings; inner < 1.3*even {
		t.Errorf("%.0f in the innermost ring, where the ground is in sight; an even map has %.0f", inner, even)
	}
}

// Patches come with the site's name and stay for good, whatever the seed.
func TestPatchesBelongToTheSite(t *testing.T) {
	chart := func(name string, seed uint64) fog {
		s := one(t, radarAt(t, name, "CARSR", conformAt.At(100)), &sky{}, sea)
		s.seed = seed
		s.chart()
		return s.fog
	}
	if chart("A", 1) != chart("A", 2) {
		t.Error("another seed, another map")
	}
	if chart("A", 1) == chart("B", 1) {
		t.Error("two sites share their patches")
	}
}

// Birds are plots that come again in nearly the same place scan by scan, and
// drift at no more than 15 m/s; their mean number is part of the configured one.
func TestBirds(t *testing.T) {
	for _, kind := range []string{"ASR-9", "ARSR-4", "FPS-124"} {
		rt, _ := atlas.FindRadarType(kind)
		r := radarAt(t, "SITE", kind, conformAt.At(100))
		r.FalsePerScan, r.Birds = 4, 4 // nothing else
		k := &sky{}
		s := one(t, r, k, sea)
		const scans = 400
		got := run(s, k, 0, scans*rt.Scan).plots
		near(t, kind+": birds a scan", float64(len(got))/scans, 4, 4*math.Sqrt(4.0/scans))
		again := 0
		for i, p := range got {
			for _, q := range got[i+1:] {
				if q.At-p.At > rt.Scan*3/2 {
					break
				}
				if q.At-p.At < rt.Scan/2 {
					continue
				}
				far := spot(&p).Sub(spot(&q)).Norm()
				if far < 15*rt.Scan.Seconds()*1.2+5*s.info.SigmaRange+5*60_000*s.info.SigmaAz {
					again++
					break
				}
			}
		}
		if share := float64(again) / float64(len(got)); share < 0.2 {
			t.Errorf("%s: %.2f of the plots come again in the next scan nearby, want about a quarter", kind, share)
		}
		far := false
		for _, p := range got {
			far = far || p.Range() > birdsFar+lifetime.Seconds()*15+1000
		}
		if far {
			t.Errorf("%s: a bird beyond its country", kind)
		}
	}
}

// spot is the place of a plot in the plane of its antenna.
func spot(p *air.Plot) geo.Vec {
	sin, cos := math.Sincos(p.Azimuth())
	return geo.Vec{X: p.Range() * sin, Y: p.Range() * cos}
}
