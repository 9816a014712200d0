package scenario

import (
	"math"
	"testing"

	"perimeter/air/geo"
)

// Winds are told as the forecast tells them, whence they blow, in any order; the
// scenario holds whither they blow, from low to high.
func TestWeather(t *testing.T) {
	s := mustLoad(t, head+`
[weather]
refraction = 1.6
sea_state = 5
wind = [
  { level_ft = 30000, from_deg = 270, speed_kt = 80 },
  { level_ft = 0, from_deg = 45, speed_kt = 40 },
]
[[weather.rain]]
name = "SQUALL"
lat = 29.0
lon = -90.0
radius_nm = 12
top_ft = 25000
rate_mm_h = 20
`)
	w := s.Weather
	if w.Refraction != 1.6 || w.SeaState != 5 || len(w.Wind) != 2 || len(w.Rain) != 1 {
		t.Fatalf("weather %+v", w)
	}
	diagonal := -40 * geo.Knot / math.Sqrt2
	for i, want := range []Wind{{0, diagonal, diagonal}, {30000 * geo.Foot, 80 * geo.Knot, 0}} {
		got := w.Wind[i]
		if math.Abs(got.Height-want.Height) > 1e-6 || math.Abs(got.East-want.East) > 1e-9 || math.Abs(got.North-want.North) > 1e-9 {
			t.Errorf("wind %d is %+v, want %+v", i, got, want)
		}
	}
	if want := (Rain{"SQUALL", geo.Deg(29, -90), 12 * geo.NM, 25000 * geo.Foot, 20}); w.Rain[0] != want {
		t.Errorf("rain %+v, want %+v", w.Rain[0], want)
	}
}

// The refractivity's gradient gives the factor of refraction; both at once are
// one too many. Values of ITU-R P.453 and P.834.
func TestRefractivity(t *testing.T) {
	for _, tt := range []struct {
		gradient string
		k        float64
	}{{"-39", 1.331}, {"0", 1}, {"-100", 2.755}, {"40", 0.797}} {
		s := mustLoad(t, head+"\n[weather]\nrefractivity_per_km = "+tt.gradient+"\n")
		if got := s.Weather.Refraction; math.Abs(got-tt.k) > 1e-3 {
			t.Errorf("gradient of %s: k = %.4f, want %.3f", tt.gradient, got, tt.k)
		}
	}
	_, faults := Load("both.toml", []byte(head+"\n[weather]\nrefraction = 1.5\nrefractivity_per_km = -80\n"))
	if len(faults) != 1 || faults[0].What != "weather: both refraction and refractivity_per_km" {
		t.Errorf("faults %v, want that both are there", faults)
	}
}
