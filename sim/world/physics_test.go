package world

import (
	"fmt"
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Radius and rate of turns: R = V^2 / (g tan bank), rate = g tan(bank) / V.
func TestTurnTable(t *testing.T) {
	tests := []struct {
		code     string
		kt       float64
		nm, dps  float64 // at the type's bank
		standard float64 // NM, at 3 degrees a second, or 25 degrees of bank where that is wider
	}{
		{"B738", 250, 1.953, 2.037, 1.953},
		{"B738", 450, 6.328, 1.132, 6.328},
		{"C172", 120, 0.2099, 9.10, 0.6366},
	}
	for _, tt := range tests {
		typ, _ := atlas.FindAircraftType(tt.code)
		p := newPerformance(&typ)
		v := tt.kt * geo.Knot
		for _, c := range []struct {
			what      string
			got, want float64
		}{
			{"radius, NM", p.radius(v) / geo.NM, tt.nm},
			{"rate, deg/s", atlas.TurnRate(v, p.sideways) / geo.Degree, tt.dps},
			{"standard radius, NM", standardRadius(v) / geo.NM, tt.standard},
		} {
			if math.Abs(c.got-c.want) > 0.002*c.want {
				t.Errorf("%s at %.0f kt: %s %.4f, want %.4f", tt.code, tt.kt, c.what, c.got, c.want)
			}
		}
	}
	if r := 250 * geo.Knot / standardRate / geo.NM; math.Abs(r-1.3263) > 1e-4 {
		t.Errorf("3 degrees a second at 250 kt: %.4f NM, want 1.3263", r)
	}
}

func from(deg, kt float64) []scenario.Wind {
	s, c := math.Sincos(deg * geo.Degree)
	return []scenario.Wind{{East: -kt * geo.Knot * s, North: -kt * geo.Knot * c}}
}

// The wind triangle as flown: the nose and the speed over the ground that keep
// the track.
func TestWindTriangle(t *testing.T) {
	tests := []struct {
		track, kt       float64
		windFrom, wind  float64
		heading, ground float64
	}{
		{90, 250, 45, 40, 83.50, 220.11},
		{360, 430, 270, 80, 349.28, 422.49},
		{180, 250, 180, 40, 180, 210},
		{180, 250, 0, 40, 180, 290},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%03.0f, wind %03.0f/%02.0f", tt.track, tt.windFrom, tt.wind), func(t *testing.T) {
			begin := geo.Deg(35, -100)
			end, _ := geo.Direct(begin, tt.track*geo.Degree, 300*geo.NM)
			sc := exercise(craft(t, "WIND", "B738",
				scenario.Leg{Pos: begin, Height: 6000, Speed: tt.kt * geo.Knot},
				scenario.Leg{Pos: end, Height: 6000, Speed: tt.kt * geo.Knot}))
			sc.Weather.Wind = from(tt.windFrom, tt.wind)
			w := newWorld(t, sc)
			watch(w, air.Second, 10*air.Minute, func(*truth.Snapshot) bool { return true })
			a := &w.Truth().Aircraft[0]
			_, on, _ := geo.Inverse(a.Pos.Geodetic().LatLon, end)
			// At height the ground covered is as measured there; the course turns a
			// little along a geodesic, and nose and track with it.
			turned := geo.Delta(tt.track*geo.Degree, on) / geo.Degree
			f := geo.NewFrame(a.Pos.Geodetic())
			v := f.Turn(a.Vel)
			if got := math.Hypot(v.X, v.Y) / geo.Knot; math.Abs(got-tt.ground) > 1.5 {
				t.Errorf("ground speed %.2f kt, want %.2f", got, tt.ground)
			}
			if off := geo.Delta(tt.heading*geo.Degree, float64(a.Heading))/geo.Degree - turned; math.Abs(off) > 0.6 {
				t.Errorf("heading %.2f, want %.2f", float64(a.Heading)/geo.Degree, tt.heading+turned)
			}
			if off := math.Abs(geo.Delta(on, trackOf(a)*geo.Degree)) / geo.Degree; off > 0.1 {
				t.Errorf("track %.2f degrees off the way to the point", off)
			}
		})
	}
}

// In still air the nose is on the track.
func TestHeadingIsTrackInStillAir(t *testing.T) {
	w := newWorld(t, busy(t))
	watch(w, air.Second, 5*air.Minute, func(s *truth.Snapshot) bool {
		for i := range s.Aircraft {
			a := &s.Aircraft[i]
			if v := a.Vel.Norm(); v > 5 && math.Abs(geo.Delta(float64(a.Heading), trackOf(a)*geo.Degree)) > 1e-4 {
				t.Fatalf("%v: aircraft %d: heading %.3f, track %.3f", s.At, a.ID, float64(a.Heading)/geo.Degree, trackOf(a))
			}
		}
		return true
	})
}

// An orbit stays where it is on the ground, whichever way the wind blows.
func TestOrbitStaysInWind(t *testing.T) {
	for _, windFrom := range []float64{0, 90, 225} {
		a := craft(t, "EMB1", "E45X", to(29.5, -111, 25000, 300), to(29.8, -110.6, 25000, 300))
		p := scenario.Racetrack(geo.Deg(29.8, -110.6), 0, 40*geo.NM, 3*2*standardRadius(300*geo.Knot), false)
		for _, q := range p[1:] {
			leg := to(0, 0, 25000, 300)
			leg.Pos = q
			a.Route = append(a.Route, leg)
		}
		a.Repeat = 1
		sc := exercise(a)
		sc.Weather.Wind = from(windFrom, 80)
		w := newWorld(t, sc)
		north, south, east, west := -99.0, 99.0, -999.0, 0.0
		watch(w, air.Second, 4*air.Hour, func(s *truth.Snapshot) bool {
			if s.At > 30*air.Minute {
				lat, lon := s.Aircraft[0].Pos.Geodetic().LatLon.Degrees()
				north, south, east, west = max(north, lat), min(south, lat), max(east, lon), min(west, lon)
			}
			return true
		})
		if north > 30.6 || south < 29.65 || east > -110.1 || west < -110.75 || north < 30.3 {
			t.Errorf("wind from %03.0f: flies between %.2f and %.2f N, %.2f and %.2f E", windFrom, south, north, west, east)
		}
	}
}

// Terrain following on a slope: 1,500 ft/min at 450 kt climbs 200 ft a mile,
// 60 fpm / ground speed; over steeper ground it must begin earlier, and does.
func TestGradient(t *testing.T) {
	for _, tt := range []struct{ fpm, kt, want float64 }{{1500, 450, 200}, {950, 150, 380}} {
		if got := 60 * tt.fpm / tt.kt; math.Abs(got-tt.want) > 0.5 {
			t.Errorf("%.0f fpm at %.0f kt: %.1f ft/NM, want %.0f", tt.fpm, tt.kt, got, tt.want)
		}
	}
	// From the Gulf of California over the Sierra Madre: 2,500 m in 60 NM.
	w := newWorld(t, exercise(craft(t, "CLIMBER", "C210", low(25.2, -108.3, 500, 150), low(25.9, -106.0, 500, 150))))
	steepest := 0.0
	watch(w, air.Second, 70*air.Minute, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) == 0 {
			return false
		}
		a := &w.fleet[0]
		g := s.Aircraft[0].Pos.Geodetic()
		if above := g.Height - atlas.Ground(g.LatLon); above < leastClear/2 {
			t.Fatalf("%v: %.0f m above the ground", s.At, above)
		}
		if a.climb > 0 {
			steepest = max(steepest, a.climb/a.perf.climb(0))
		}
		return true
	})
	if len(w.Losses()) > 0 || steepest > 1 {
		t.Errorf("lost %v, climbs at %.2f of what it can", w.Losses(), steepest)
	}
}
