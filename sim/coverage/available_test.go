package coverage

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The check values of physics.md section 10.
func TestAvailability(t *testing.T) {
	a := atlas.Availability{MTBF: 1000, MTTR: 8}
	if got := a.Alone(); math.Abs(got-0.992063) > 5e-7 {
		t.Errorf("1000 h and 8 h: %.6f, want 0.992063", got)
	}
	for _, tt := range []struct {
		name string
		need int
		each []float64
		want float64
	}{
		{"two of 0.97", 1, []float64{0.97, 0.97}, 0.9991},
		{"two of 0.995", 1, []float64{0.995, 0.995}, 0.999975},
		{"2 of 3 of 0.99", 2, []float64{0.99, 0.99, 0.99}, 0.999702},
		{"two of 0.9684, the least that do", 1, []float64{0.9684, 0.9684}, 0.999001},
		{"one where two are needed", 2, []float64{0.9}, 0},
	} {
		o := make(odds, tt.need)
		o[0] = 1
		for _, a := range tt.each {
			o.add(a)
		}
		if got := 1 - o.fewer(); math.Abs(got-tt.want) > 6e-7 {
			t.Errorf("%s: %.6f, want %.6f", tt.name, got, tt.want)
		}
	}
}

// cellOfOne is a survey of one cell that every radar sees.
func cellOfOne(need int, types ...string) *Survey {
	s := &Survey{Options: Options{Levels: []Level{{}}, Need: need}, Grid: Grid{Rows: 1, Cols: 1, Step: 1, area: []float64{1}}}
	for _, name := range types {
		typ, _ := atlas.FindRadarType(name)
		s.Radars = append(s.Radars, scenario.Radar{Name: name, Nation: air.USA, Type: typ})
		s.prints = append(s.prints, footprint{patch: patch{0, 0, 1, 1}, seen: [][]uint64{{1}, {1}}})
	}
	return s
}

// Weather takes all aerostats down at once: ten of them are worth no more than
// the weather, but beside a radar on the ground each helps while it is fair.
func TestAerostatsShareTheWeather(t *testing.T) {
	tars := atlas.AvailabilityOf("TARS L-88")
	ground := atlas.AvailabilityOf("ASR-9")
	alone, fair := ground.Alone(), tars.Alone()
	for _, tt := range []struct {
		name  string
		types []string
		want  float64
	}{
		{"one aerostat", []string{"TARS L-88"}, 0.6 * fair},
		{"two aerostats", []string{"TARS L-88", "TARS L-88"}, 0.6 * (1 - (1-fair)*(1-fair))},
		{"an aerostat and a radar", []string{"TARS L-88", "ASR-9"}, 0.4*alone + 0.6*(1-(1-fair)*(1-alone))},
		{"two radars", []string{"ASR-9", "ASR-9"}, 1 - (1-alone)*(1-alone)},
	} {
		if got := 1 - cellOfOne(1, tt.types...).unavailable(0, everybody)[0]; math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%s: %.9f, want %.9f", tt.name, got, tt.want)
		}
	}
	if got := 1 - cellOfOne(2, "TARS L-88", "ASR-9").unavailable(0, everybody)[0]; math.Abs(got-0.6*fair*alone) > 1e-12 {
		t.Errorf("both of an aerostat and a radar: %.9f, want %.9f", got, 0.6*fair*alone)
	}
}

// One radar never meets 99.9 %; two CARSR do.
func TestWhatMeetsThePlan(t *testing.T) {
	for _, tt := range []struct {
		types []string
		want  bool
	}{
		{[]string{"CARSR"}, false},
		{[]string{"CARSR", "CARSR"}, true},
		{[]string{"TARS L-88", "TARS L-88", "TARS L-88"}, false},
		{[]string{"ASR-9"}, true}, // 3,500 h and 2 h: 0.99943
		{[]string{"FPS-124"}, false},
	} {
		if got := cellOfOne(1, tt.types...).unavailable(0, everybody)[0] <= 1-Available; got != tt.want {
			t.Errorf("%v: %v, want %v", tt.types, got, tt.want)
		}
	}
}

// The map of availability has a band for each: nobody, the weather's share of an
// aerostat, an Arctic radar, one radar, and what the plan asks for.
func TestBandsOfAvailability(t *testing.T) {
	for _, tt := range []struct {
		types []string
		need  int
		want  uint8
	}{
		{nil, 1, 0},
		{[]string{"TARS L-88", "TARS L-88"}, 1, 1},
		{[]string{"FPS-124"}, 1, 2},
		{[]string{"CARSR"}, 1, 3},
		{[]string{"CARSR", "CARSR"}, 1, 4},
		{[]string{"CARSR"}, 2, 0},
		{[]string{"CARSR", "CARSR"}, 2, 3},
	} {
		if got := cellOfOne(tt.need, tt.types...).AvailableMap(0, Cooperative).n[0]; got != tt.want {
			t.Errorf("%d of %v: band %d, want %d", tt.need, tt.types, got, tt.want)
		}
	}
}
