package radar

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// least returns the least height seen at a distance, along the ray of the mask.
func least(s *sight, azimuth, ground float64) float64 {
	e := math.Atan(s.mask(azimuth, ground))
	return (effective+s.pos.Height)*math.Cos(e)/math.Cos(e+ground/effective) - effective
}

// wall is a ring of a height at a distance from the antenna.
type wall struct{ at, height float64 } // m

// ridges is a sea with walls.
func ridges(from geo.LatLon, walls ...wall) ground {
	return func(p geo.LatLon) float64 {
		d := geo.Distance(from, p)
		for _, w := range walls {
			if math.Abs(d-w.at) < stride/2 {
				return w.height
			}
		}
		return 0
	}
}

// The worked values of physics.md section 6.
func TestSightOverARidge(t *testing.T) {
	at := geo.Deg(35, -100)
	tests := []struct {
		name            string
		antenna         float64 // m
		walls           []wall
		maskDeg         float64
		distance, least float64 // m
	}{
		{"one ridge", 200, []wall{{60_000, 800}}, 0.3706, 150_000, 2495.1},
		{"sea horizon", 30, nil, -0.1523, 100_000, 352.8},
		{"the far ridge rules", 2300, []wall{{40_000, 1500}, {90_000, 2200}}, -0.3672, 200_000, 3373.2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSight(at.At(tt.antenna), 250_000, ridges(at, tt.walls...))
			mask := math.Atan(s.mask(1, tt.distance)) / geo.Degree
			if math.Abs(mask-tt.maskDeg) > 2e-4 {
				t.Errorf("mask = %.4f degrees, want %.4f", mask, tt.maskDeg)
			}
			if got := least(&s, 1, tt.distance); math.Abs(got-tt.least) > 0.6 {
				t.Errorf("least height at %g km = %.1f m, want %.1f", tt.distance/1000, got, tt.least)
			}
		})
	}
}

func TestAim(t *testing.T) {
	s := newSight(geo.Deg(35, -100).At(300), 450_000, sea)
	p, _ := geo.Direct(s.pos.LatLon, 0.7, 400_000)
	target := p.At(30_000 * geo.Foot)
	f := geo.NewFrame(s.pos)
	place := f.To(target.ECEF()).Spherical()
	a := s.aim(place.Range, place.Azimuth, target.Height)
	if math.Abs(a.ground-400_000) > 20 {
		t.Errorf("distance along the ground %.0f m, want 400000", a.ground)
	}
	if deg := a.elevation() / geo.Degree; math.Abs(deg+0.0833) > 2e-4 {
		t.Errorf("elevation %.4f degrees, want -0.0833", deg)
	}
}

func TestSmoothHorizon(t *testing.T) {
	for _, tt := range []struct{ height, km float64 }{{10, 13.03}, {20, 18.43}, {100, 41.22}, {1000, 130.34}, {4572, 278.64}, {9144, 393.97}} {
		s := newSight(geo.Deg(35, -100).At(tt.height), 450_000, sea)
		if got := s.horizon.distance / 1000; math.Abs(got-tt.km) > 0.005 {
			t.Errorf("horizon from %g m = %.3f km, want %.2f", tt.height, got, tt.km)
		}
	}
}

// Where refractivity changes otherwise, the horizon does as the root of k.
func TestHorizonByRefraction(t *testing.T) {
	for _, tt := range []struct{ k, km float64 }{{1, 112.88}, {4.0 / 3, 130.34}, {2.755, 187.37}, {0.797, 100.77}} {
		r := radarAt(t, "HIGH", "CARSR", geo.Deg(35, -100).At(1000))
		sensors, err := New(&scenario.Scenario{Radars: []scenario.Radar{r}, Weather: scenario.Weather{Refraction: tt.k}}, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := sensors[0].sight.horizon.distance / 1000; math.Abs(got-tt.km) > 0.05 {
			t.Errorf("k = %g: horizon from 1000 m at %.2f km, want %.2f", tt.k, got, tt.km)
		}
	}
}

// What stands behind a target does not mask it, what stands before it does, and
// the hill on which the antenna stands does not count.
func TestMaskByDistance(t *testing.T) {
	at := geo.Deg(35, -100)
	s := newSight(at.At(100), 200_000, ridges(at, wall{3000, 5000}, wall{50_000, 2000}))
	f := geo.NewFrame(s.pos)
	sees := func(km, height float64) truth.Reason {
		p, _ := geo.Direct(at, 2, km*1000)
		place := f.To(p.At(height).ECEF()).Spherical()
		a := s.aim(place.Range, place.Azimuth, height)
		return s.sees(&a, place.Azimuth)
	}
	for _, tt := range []struct {
		name       string
		km, height float64
		want       truth.Reason
	}{
		{"over the hill of the antenna", 20, 1000, 0},
		{"in front of the mountain", 45, 600, 0},
		{"behind the mountain, low", 60, 600, truth.Masked},
		{"behind the mountain, high", 60, 3000, 0},
		{"far beyond the horizon", 190, 500, truth.BelowHorizon},
	} {
		if got := sees(tt.km, tt.height); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Least heights from real sites over the atlas's terrain (physics.md section 6):
// the value by mean + ridge of the nearest cell, and the spread over other fair
// ways to read the terrain.
func TestLeastHeightsOfRealSites(t *testing.T) {
	for _, tt := range []struct {
		site            string
		to              geo.LatLon
		km, want        float64
		spread0, spread float64
	}{
		{"QOM", geo.Deg(31.9, -104.9), 258.4, 3186, 3145, 3186},
		{"SEN-MMTO", geo.Deg(19.9, -101.2), 182.4, 5500, 5205, 5500},
		{"VBG", geo.Deg(34.45, -118.9), 156.2, 2580, 2020, 2580},
		{"SEN-MMUN", geo.Deg(21.0, -89.0), 221.0, 2564, 2556, 2564},
		{"LRR-FYU", geo.Deg(68.2, -147.5), 207.7, 2429, 2241, 2429},
		{"SEN-MMGL", geo.Deg(21.8, -104.6), 194.7, 6246, 4868, 8325},
	} {
		row, ok := atlas.FindRadarSite(tt.site)
		if !ok {
			t.Fatalf("the atlas has no site %s", tt.site)
		}
		distance, azimuth, _ := geo.Inverse(row.Pos, tt.to)
		s := newSight(row.Pos.At(row.Ground+20), 300_000, atlas.Obstacle)
		got := least(&s, azimuth, distance)
		t.Logf("%s: %.1f km, least height %.0f m, want %.0f (%.0f to %.0f)", tt.site, distance/1000, got, tt.want, tt.spread0, tt.spread)
		if math.Abs(distance/1000-tt.km) > 0.06 {
			t.Errorf("%s: %.2f km, want %.1f", tt.site, distance/1000, tt.km)
		}
		if got < tt.spread0-10 || got > tt.spread+10 {
			t.Errorf("%s: least height %.0f m, want %.0f to %.0f", tt.site, got, tt.spread0, tt.spread)
		}
	}
}

// Twenty lines of sight worked by hand: testdata/sight.txt tells how.
func TestLinesOfSight(t *testing.T) {
	data, err := os.ReadFile("testdata/sight.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		cells := strings.Split(strings.TrimSpace(line), " | ")
		t.Run(cells[0], func(t *testing.T) { lineOfSight(t, cells) })
	}
	if lines != 20 {
		t.Errorf("%d lines, want 20", lines)
	}
}

func lineOfSight(t *testing.T, cells []string) {
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	at := geo.Deg(35, -100)
	var walls []wall
	for _, w := range strings.Fields(strings.Trim(cells[3], "-")) {
		km, m, _ := strings.Cut(w, ":")
		walls = append(walls, wall{number(km) * 1000, number(m)})
	}
	k, distance, height := number(cells[2]), number(cells[4])*1000, number(cells[5])
	if math.Abs(k-4.0/3) < 1e-4 {
		k = 4.0 / 3
	}
	s := newSightOver(newEarth(k), at.At(number(cells[1])), 450_000, ridges(at, walls...))
	p, _ := geo.Direct(at, 1, distance)
	f := geo.NewFrame(s.pos)
	place := f.To(p.At(height).ECEF()).Spherical()
	a := s.aim(place.Range, place.Azimuth, height)
	if got := a.elevation() / geo.Degree; math.Abs(got-number(cells[6])) > 2e-4 {
		t.Errorf("elevation %.4f degrees, want %s", got, cells[6])
	}
	if seen := s.sees(&a, 1) == 0; seen != (cells[10] == "seen") {
		t.Errorf("seen %v, want %s", seen, cells[10])
	}
	if cells[7] == "-" {
		return
	}
	if got := math.Atan(max(s.mask(1, distance), s.seaward(distance))) / geo.Degree; math.Abs(got-number(cells[7])) > 2e-4 {
		t.Errorf("mask %.4f degrees, want %s by the %s", got, cells[7], cells[8])
	}
	e := math.Atan(max(s.mask(1, distance), s.seaward(distance)))
	ae := s.earth.effective
	if got := (ae+s.pos.Height)*math.Cos(e)/math.Cos(e+distance/ae) - ae; math.Abs(got-number(cells[9])) > 0.6 {
		t.Errorf("least height %.1f m, want %s", got, cells[9])
	}
}

// seaward is the slope of the sea's horizon for what lies beyond it.
func (s *sight) seaward(distance float64) float64 {
	if distance <= s.horizon.distance {
		return math.Inf(-1)
	}
	return s.horizon.slope
}
