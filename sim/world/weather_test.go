package world

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// blow is a wind as the forecast tells it.
func blow(ft, fromDeg, kt float64) scenario.Wind {
	s, c := math.Sincos(fromDeg * geo.Degree)
	return scenario.Wind{Height: ft * geo.Foot, East: -kt * geo.Knot * s, North: -kt * geo.Knot * c}
}

// The wind triangle: an aircraft that points its nose so is blown onto its track
// and has that speed over ground. Values of the closed form.
func TestWindCarriesTheAir(t *testing.T) {
	tests := []struct{ track, tas, from, speed, heading, ground float64 }{
		{90, 250, 45, 40, 83.50, 220.11},
		{360, 430, 270, 80, 349.28, 422.49},
		{180, 120, 180, 20, 180, 100},
		{180, 120, 0, 20, 180, 140},
	}
	for _, lat := range []float64{-33, 0, 19.4, 71} {
		at := geo.Deg(lat, -99).At(5000)
		f := geo.NewFrame(at)
		for _, tt := range tests {
			w := &World{weather: scenario.Weather{Wind: []scenario.Wind{blow(20000, tt.from, tt.speed)}}}
			s, c := math.Sincos(tt.heading * geo.Degree)
			air := f.Unturn(geo.Vec{X: tt.tas * geo.Knot * s, Y: tt.tas * geo.Knot * c})
			over := f.Turn(air.Add(w.wind(at.ECEF(), at.Height)))
			track := geo.Wrap(math.Atan2(over.X, over.Y)) / geo.Degree
			if off := geo.Delta(track*geo.Degree, tt.track*geo.Degree) / geo.Degree; math.Abs(off) > 0.01 {
				t.Errorf("at %g N, heading %.2f in wind %g/%g: track %.2f, want %g", lat, tt.heading, tt.from, tt.speed, track, tt.track)
			}
			if gs := over.Norm() / geo.Knot; math.Abs(gs-tt.ground) > 0.01 || math.Abs(over.Z) > 1e-3 {
				t.Errorf("at %g N, heading %.2f in wind %g/%g: %.2f kt over ground, %g m/s up, want %g, level",
					lat, tt.heading, tt.from, tt.speed, gs, over.Z, tt.ground)
			}
		}
	}
}

// Between two levels the components go straight; beyond them the wind stays.
func TestWindByLevel(t *testing.T) {
	w := &World{weather: scenario.Weather{Wind: []scenario.Wind{blow(10000, 270, 20), blow(30000, 180, 60)}}}
	for _, tt := range []struct{ ft, east, north float64 }{
		{0, 20, 0}, {10000, 20, 0}, {15000, 15, 15}, {20000, 10, 30}, {30000, 0, 60}, {60000, 0, 60},
	} {
		at := geo.Deg(40, -100).At(tt.ft * geo.Foot)
		f := geo.NewFrame(at)
		got := f.Turn(w.wind(at.ECEF(), at.Height)).Scale(1 / geo.Knot)
		if math.Abs(got.X-tt.east) > 0.001 || math.Abs(got.Y-tt.north) > 0.001 {
			t.Errorf("at %g ft %.3f kt east, %.3f north; want %g, %g", tt.ft, got.X, got.Y, tt.east, tt.north)
		}
	}
	if v := w.wind(geo.Vec{Z: geo.SemiMajor}, 0); v != (geo.Vec{}) {
		t.Errorf("at the pole %v, want none", v)
	}
	if v := (&World{}).wind(geo.Deg(40, -100).At(0).ECEF(), 0); v != (geo.Vec{}) {
		t.Errorf("in still air %v", v)
	}
}

func TestWindCostsNoAllocation(t *testing.T) {
	w := &World{weather: scenario.Weather{Wind: []scenario.Wind{blow(0, 270, 20), blow(30000, 180, 60)}}}
	at := geo.Deg(40, -100).At(3000).ECEF()
	if n := testing.AllocsPerRun(100, func() { w.wind(at, 3000) }); n != 0 {
		t.Errorf("%g allocations, want none", n)
	}
}

// storm is an exercise with two showers and a wind that turns with height.
func storm() *scenario.Scenario {
	sc := exercise()
	sc.Weather = scenario.Weather{
		Wind: []scenario.Wind{blow(0, 180, 10), blow(20000, 270, 50)},
		Rain: []scenario.Rain{
			{Name: "SQUALL", Pos: geo.Deg(29, -91), Radius: 9 * geo.NM, Top: 20000 * geo.Foot, Rate: 20},
			{Name: "DRIZZLE", Pos: geo.Deg(30, -97), Radius: 30 * geo.NM, Top: 8000 * geo.Foot, Rate: 1},
		},
	}
	return sc
}

// A shower goes with the wind at half its height and stays on the sea.
func TestRainDrifts(t *testing.T) {
	w := newWorld(t, storm())
	watch(w, air.Second, air.Hour, func(s *truth.Snapshot) bool {
		if len(s.Clouds) != 2 || s.Clouds[0].Key >= s.Clouds[1].Key {
			t.Fatalf("%v: clouds %+v, want two in the order of their keys", s.At, s.Clouds)
		}
		return true
	})
	for _, c := range w.Truth().Clouds {
		if c.Key != num.Key("SQUALL") {
			continue
		}
		// Half way up the wind is half of each: 25 kt east, 5 kt north.
		got := c.Pos.Geodetic()
		d, azimuth, _ := geo.Inverse(geo.Deg(29, -91), got.LatLon)
		if want := math.Hypot(25, 5); math.Abs(d/geo.NM-want) > 0.02 || math.Abs(azimuth-math.Atan2(25, 5)) > 0.004 {
			t.Errorf("after an hour %.2f NM away on %.1f, want %.2f on 78.7", d/geo.NM, azimuth/geo.Degree, want)
		}
		if math.Abs(got.Height) > 1 || c.Rate != 20 || c.Kind != truth.Rain {
			t.Errorf("the shower is now %+v at %.1f m", c, got.Height)
		}
		return
	}
	t.Error("the shower is gone")
}

// Chaff drifts, falls 0.3 m/s, spreads, and is gone after 20 minutes, or when its
// top reaches the ground.
func TestChaff(t *testing.T) {
	w := newWorld(t, storm())
	w.Advance(10 * air.Second)
	high := truth.Cloud{Key: 7, Pos: geo.Deg(28, -90).At(6000).ECEF(), Radius: 100, Thickness: 200, Dipoles: 1e6}
	w.release(high)
	w.release(truth.Cloud{Key: 7, Pos: geo.Deg(40, -105).At(1500).ECEF(), Radius: 50, Thickness: 50, Dipoles: 1e6}) // within the ground of Denver
	find := func(s *truth.Snapshot, key uint64) *truth.Cloud {
		for i := range s.Clouds {
			if s.Clouds[i].Key == key {
				return &s.Clouds[i]
			}
		}
		return nil
	}
	w.Advance(11 * air.Second)
	if c := find(w.Truth(), 8); c != nil {
		t.Errorf("chaff within the ground is still there: %+v", c)
	}
	var last truth.Cloud
	gone := air.Never
	watch(w, air.Second, 30*air.Minute, func(s *truth.Snapshot) bool {
		c := find(s, 7)
		if c == nil {
			gone = s.At
			return false
		}
		last = *c
		return true
	})
	if gone != 10*air.Second+chaffLife+air.Second {
		t.Errorf("gone at %v, want a second after %v", gone, 10*air.Second+chaffLife)
	}
	middle := last.Pos.Geodetic().Height + last.Thickness/2
	if fell := 6100 - middle; math.Abs(fell-0.3*1200) > 1 {
		t.Errorf("its middle fell %.1f m in 20 minutes, want 360", fell)
	}
	if math.Abs(last.Radius-1300) > 1 || math.Abs(last.Thickness-2600) > 1 || last.Dipoles != 1e6 || last.Kind != truth.Chaff {
		t.Errorf("at the end %+v", last)
	}
}

// Clouds are in the checkpoint: what goes on from it is the same to the bit.
func TestCloudsInCheckpoint(t *testing.T) {
	whole := newWorld(t, storm())
	whole.Advance(air.Minute)
	whole.release(truth.Cloud{Key: 7, Pos: geo.Deg(28, -90).At(6000).ECEF(), Radius: 100, Thickness: 200, Dipoles: 1e6})
	whole.Advance(2 * air.Minute)
	saved := whole.Append(nil)
	fresh := newWorld(t, storm())
	r := air.NewStateReader(saved)
	if err := fresh.Load(r); err != nil || r.Done() != nil {
		t.Fatal(err, r.Done())
	}
	for at := 2*air.Minute + air.Second; at < 25*air.Minute; at += air.Second {
		whole.Advance(at)
		fresh.Advance(at)
	}
	if string(fresh.Append(nil)) != string(whole.Append(nil)) {
		t.Error("the clouds go on differently")
	}
	for n := range saved {
		if newWorld(t, storm()).Load(air.NewStateReader(saved[:n])) == nil {
			t.Fatalf("loads %d bytes of %d", n, len(saved))
		}
	}
}

func BenchmarkWind(b *testing.B) {
	w := &World{weather: scenario.Weather{Wind: []scenario.Wind{blow(0, 270, 20), blow(10000, 250, 40), blow(20000, 240, 60), blow(30000, 230, 80)}}}
	at := geo.Deg(40, -100).At(8000).ECEF()
	b.ReportAllocs()
	for b.Loop() {
		at.X += w.wind(at, 8000).X * 1e-9
	}
}
