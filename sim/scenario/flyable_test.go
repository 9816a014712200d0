package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// The wind triangle, by the values of its closed form.
func TestOverGround(t *testing.T) {
	for _, tt := range []struct{ track, tas, from, wind, want float64 }{
		{90, 250, 45, 40, 220.11}, {360, 430, 270, 80, 422.49}, {90, 100, 270, 20, 120}, {90, 100, 90, 20, 80},
		{90, 20, 90, 30, 0}, {90, 30, 0, 30, 0}, {90, 30, 270, 50, 80},
	} {
		s, c := math.Sincos(tt.from * geo.Degree)
		wind := Wind{East: -tt.wind * geo.Knot * s, North: -tt.wind * geo.Knot * c}
		if got := overGround(tt.tas*geo.Knot, tt.track*geo.Degree, wind) / geo.Knot; math.Abs(got-tt.want) > 0.01 {
			t.Errorf("track %g at %g kt in wind %g/%g: %.2f kt over ground, want %g", tt.track, tt.tas, tt.from, tt.wind, got, tt.want)
		}
	}
}

// A climb whose rate falls straight with height goes towards its end as an
// exponential: H (1 - exp(-t/T)).
func TestClimbed(t *testing.T) {
	c := atlas.Climbs{Low: 10, High: 2, Level: 8000}
	const lag = 1000. // s: 8000 m over a fall of 8 m/s
	for _, seconds := range []float64{60, 300, 900} {
		want := 10 * lag * (1 - math.Exp(-seconds/lag))
		if got := climbed(c, 0, seconds); math.Abs(got-want) > 0.01*want {
			t.Errorf("after %g s %.0f m, want %.0f", seconds, got, want)
		}
	}
	if got := climbed(c, 9000, 100); math.Abs(got-9200) > 1e-6 {
		t.Errorf("above its level %.1f m, want 9200", got)
	}
}

// What is just possible loads, what is just not is told, with the leg and what to
// do.
func TestFlyable(t *testing.T) {
	route := func(typ string, legs ...string) string {
		return head + "[[aircraft]]\nname = \"A\"\ntype = \"" + typ + "\"\nnation = \"USA\"\nroute = [" + strings.Join(legs, ",\n") + "]\n"
	}
	at := func(east, ft, kt float64) string {
		return fmt.Sprintf("{ lat = 0.0, lon = %.5f, alt_ft = %g, speed_kt = %g }", east/60*0.99834, ft, kt) // NM along the equator, where a degree is 60.1
	}
	turn := func(kt float64) string {
		return fmt.Sprintf("{ lat = 0.2, lon = 0.0, alt_ft = 30000, speed_kt = %g }", kt)
	}
	tests := []struct {
		name, text string
		want       string // in the fault; empty: it loads
	}{
		{"down 18,000 ft at 1,800 a minute in 10 minutes", route("B738", at(0, 30000, 420), at(70, 12000, 420)), ""},
		{"the same in 8 minutes", route("B738", at(0, 30000, 420), at(56, 12000, 420)), "leg 2: B738 cannot descend so steeply"},
		{"a descent that goes on", route("B738", at(0, 30000, 420), at(20, 12000, 420), at(70, 12000, 420)), ""},
		{"a descent that must not go on", route("B738", at(0, 30000, 420), at(20, 12000, 420), at(70, 13000, 420)), "leg 2: B738 cannot descend so steeply"},
		{"a climb that goes on to the end", route("B738", at(0, 10000, 420), at(5, 35000, 420), at(30, 35000, 420)), "leg 3: B738 cannot climb so steeply"},
		{"six hours' fuel", route("B738", at(0, 30000, 450), at(2690, 30000, 450)), ""},
		{"more than six hours'", route("B738", at(0, 30000, 450), at(2710, 30000, 450)), "leg 2: B738 is out of fuel before its end"},
		{"the third leg empties it", route("B738", at(0, 30000, 450), at(1200, 30000, 450), at(2710, 30000, 450)), "leg 3: B738 is out of fuel"},
		{"slower it lasts longer", route("B738", at(0, 30000, 400), at(2710, 30000, 400)), ""},
		{"faster it does not", route("B738", at(0, 30000, 470), at(2690, 30000, 470)), "leg 2: B738 is out of fuel before its end"},
		{"half full, half as far", route("B738", at(0, 30000, 450), at(1340, 30000, 450)) + "fuel_h = 3\n", ""},
		{"and no farther", route("B738", at(0, 30000, 450), at(1360, 30000, 450)) + "fuel_h = 3\n", "leg 2: B738 is out of fuel before its end"},
		{"with a tank more", route("B738", at(0, 30000, 450), at(2710, 30000, 450)) + "fuel_h = 7\n", ""},
		{"with the wind", route("B738", at(0, 30000, 450), at(2710, 30000, 450)) + "[weather]\nwind = [{ level_ft = 0, from_deg = 270, speed_kt = 20 }]\n", ""},
		{"a gentle turn", route("B738", turn(250), at(0, 30000, 250), at(20, 30000, 250)), ""},
		{"a turn that asks for 12 NM", route("B738", turn(470), at(0, 30000, 470), at(6, 30000, 470)), "leg 3: B738 cannot turn so tightly"},
		{"a helicopter's", route("HEL", strings.Replace(turn(60), "30000", "3000", 1), at(0, 3000, 60), at(0.5, 3000, 60)), ""},
		{"round and round", route("E45X", at(0, 25000, 300), at(60, 25000, 300), turn(300)), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, faults := Load("x", []byte(tt.text))
			switch {
			case tt.want == "" && len(faults) > 0:
				t.Errorf("faults:\n%s", told(faults))
			case tt.want != "" && (len(faults) != 1 || faults[0].Class != Performance || !strings.Contains(faults[0].What, tt.want) || faults[0].Try == "" || faults[0].Got == ""):
				t.Errorf("faults:\n%swant %s", told(faults), tt.want)
			}
		})
	}
}

// A ship needs no height and no airport's runway, and water all the way.
func TestShipsRoute(t *testing.T) {
	boat := func(to string) string {
		return head + "[[aircraft]]\nname = \"A\"\ntype = \"BOAT\"\nnation = \"MEX\"\nroute = [{ lat = 26.0, lon = -96.9 }, " + to + "]\n"
	}
	a := mustLoad(t, boat("{ lat = 26.3, lon = -96.8 }")).Aircraft[0]
	if a.Route[0].Height != 2 || a.Route[1].Height != 2 || a.Route[1].AGL || a.Transponder.On || a.ADSB {
		t.Errorf("route %+v, transponder %+v; want 2 m all the way and nothing said", a.Route, a.Transponder)
	}
	_, faults := Load("x.toml", []byte(boat("{ lat = 26.0, lon = -98.5 }")))
	if text := told(faults); len(faults) != 1 || !strings.Contains(text, "BOAT would come to land, want water all the way, got land at 26.00, -97.") {
		t.Errorf("to a place ashore: %s", text)
	}
}
