package coverage

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/scenarios"
	"perimeter/sim/scenario"
)

// ae19 is the flagship with its tracks of interest as threats.
func ae19(t *testing.T) (*scenario.Scenario, []Threat) {
	t.Helper()
	sc, faults := scenario.Open("amalgam-eagle-19", scenarios.Embedded)
	if faults != nil {
		t.Fatal(faults)
	}
	var threats []Threat
	for i := range sc.Aircraft {
		if sc.Aircraft[i].Role.String() == "toi" {
			threats = append(threats, ThreatOf(&sc.Aircraft[i]))
		}
	}
	return sc, threats
}

// The greedy order, found with old numbers as bounds, is the order of asking all
// anew each time; what a radar adds never grows as others come before it.
func TestFeedsAreTakenGreedily(t *testing.T) {
	opt := usual(t)
	s := look(t, sites(t, "QNW", "DMN", "QOM", "SEN-MMCU", "SEN-MMHO", "SEN-MMTO", "SIVA-ROO", "SEN-MMUN", "SEN-MMTJ"), opt)
	r, err := s.Rank(air.MEX, air.Only(air.USA, air.CAN), ByVolume)
	if err != nil {
		t.Fatal(err)
	}
	if r.Has != 3 {
		t.Errorf("the audience has %d radars, want 3", r.Has)
	}
	for k, list := range r.Lists {
		q := newQueue(s, Kind(k), air.Only(air.USA, air.CAN))
		for i := range 3 {
			q.take(i)
		}
		taken := map[int]bool{}
		for n, step := range list.Steps {
			best, most := -1, -1.0
			for i := 3; i < len(s.Radars); i++ {
				if v := q.volume(i); !taken[i] && v > most {
					best, most = i, v
				}
			}
			if s.Radars[best].Name != step.Radar || math.Abs(step.Km3-most/1e9) > 1 {
				t.Errorf("%s, step %d: %s with %.0f km3, want %s with %.0f", list.Kind, n+1, step.Radar, step.Km3, s.Radars[best].Name, most/1e9)
			}
			if n > 0 && step.Km3 > list.Steps[n-1].Km3 {
				t.Errorf("%s: %s adds more than the one before it", list.Kind, step.Radar)
			}
			q.take(best)
			taken[best] = true
		}
		if len(list.Steps) != 6 {
			t.Errorf("%s: %d steps, want 6", list.Kind, len(list.Steps))
		}
	}
}

// What all steps add is what all radars together see more than the audience.
func TestFeedsAddUpToTheDifference(t *testing.T) {
	opt := usual(t)
	ids := []string{"QNW", "DMN", "SEN-MMCU", "SEN-MMTO", "SIVA-ROO", "SEN-MMUN"}
	whole := look(t, sites(t, ids...), opt)
	own := whole.only([]int{0, 1})
	r, err := whole.Rank(air.MEX, air.Only(air.USA), ByVolume)
	if err != nil {
		t.Fatal(err)
	}
	for level := range opt.Levels {
		for k := range kinds {
			sum := 0.0
			for _, step := range r.Lists[k].Steps {
				sum += step.Km2[level]
			}
			before, after := own.count(layerOf(level, k), everybody), whole.count(layerOf(level, k), everybody)
			gained := whole.sum(func(cell int) bool {
				return before[cell] == 0 && after[cell] > 0 && whole.zones.near[cell]&air.Only(air.USA) != 0
			})
			if math.Abs(sum-gained/km2) > 5 || sum == 0 && level > 0 {
				t.Errorf("%s %v: the steps add %.0f km2, all together %.0f", opt.Levels[level].Name, k, sum, gained/km2)
			}
		}
	}
}

func TestNothingLeftToRank(t *testing.T) {
	s := look(t, sites(t, "QNW"), usual(t))
	_, err := s.Rank(air.MEX, air.Only(air.USA), ByVolume)
	if err == nil || err.Error() != "rank feeds: MEX has no radar that USA does not have already" {
		t.Error(err)
	}
}

// The flagship's threats cross the border when the exercise order says, and are
// covered when its table of geometry says: EXMAR by Merida's primary from the
// start to 24.1 N, by New Orleans late.
func TestWarningOfTheFlagship(t *testing.T) {
	sc, threats := ae19(t)
	if len(threats) != 2 {
		t.Fatalf("%d threats, want 2", len(threats))
	}
	opt := usual(t)
	opt.Threats, opt.Step = threats, geo.Degree
	s := look(t, sc.Radars, opt)
	if len(s.Carried) != 1 {
		t.Errorf("carried: %v, want the EMB-145's", s.Carried)
	}
	usa := air.Only(air.USA)
	for i, want := range []float64{93, 67} { // minutes from take-off to border and coast: orders.md section 0
		tick, ok := threats[i].border(usa)
		if got := float64(tick) * Tick.Seconds() / 60; !ok || math.Abs(got-want) > 6 {
			t.Errorf("%s enters the United States after %.1f minutes, want about %.0f", threats[i].Name, got, want)
		}
	}
	for _, tt := range []struct {
		radar   string
		threat  int
		minutes float64
	}{
		{"TARS-MRF", 0, 26}, {"DMN", 0, 57}, {"NEW", 1, 48}, {"PAM", 1, 62}, {"SEN-MMMD", 1, 4},
	} {
		for j := range s.Radars {
			if s.Radars[j].Name == tt.radar {
				got := float64(s.sightings[j][tt.threat][NonCooperative]) * Tick.Seconds() / 60
				if math.Abs(got-tt.minutes) > 4 {
					t.Errorf("%s covers %s after %.1f minutes, want %.0f", tt.radar, threats[tt.threat].Name, got, tt.minutes)
				}
			}
		}
	}
}

// The EMB-145 on its orbit sees what no radar on the ground does: at 500 ft over
// the desert of Chihuahua.
func TestACarriedRadarOnItsStation(t *testing.T) {
	sc, _ := ae19(t)
	opt := usual(t)
	before := look(t, sc.Radars, opt)
	after := look(t, Stations(sc), opt)
	if len(after.Carried) != 0 || len(after.Radars) != len(before.Radars)+1 {
		t.Fatalf("carried %v, %d radars and %d on stations", after.Carried, len(before.Radars), len(after.Radars))
	}
	c := Compare(before, after, "ground", "orbit").Levels[layerOf(0, NonCooperative)]
	if c.Lost != 0 || c.Gained < 10_000 {
		t.Errorf("at 500 ft the orbit gains %.0f km2 and loses %.0f", c.Gained, c.Lost)
	}
	t.Logf("the orbit gains %.0f km2 at 500 ft", c.Gained)
}

// By warning, the first feed is the one that warns most: Merida or its neighbour
// for the 737. What no threat meets comes after, by volume.
func TestFeedsByWarning(t *testing.T) {
	_, threats := ae19(t)
	opt := usual(t)
	opt.Threats, opt.Step = threats, geo.Degree
	s := look(t, sites(t, "NEW", "QNW", "SEN-MMTO", "SEN-MMUN", "SEN-MMMD", "SIVA-OAX"), opt)
	r, err := s.Rank(air.MEX, air.Only(air.USA), ByWarning)
	if err != nil {
		t.Fatal(err)
	}
	list := r.Lists[NonCooperative]
	if len(r.Threats) != 2 || list.Start.Warning[1] == nil {
		t.Fatalf("threats %v, start %+v", r.Threats, list.Start)
	}
	had := *list.Start.Warning[1]
	for i, step := range list.Steps {
		got := *step.Warning[1]
		if got < had || i == 0 && got < had+20 {
			t.Errorf("step %d, %s: %.1f minutes after %.1f", i+1, step.Radar, got, had)
		}
		had = got
	}
	if last := list.Steps[len(list.Steps)-1].Radar; last == "SEN-MMUN" || last == "SEN-MMMD" {
		t.Errorf("%s comes last", last)
	}
}

// The four threats of norad-2005 against the bounds of its exercise order, which
// come from geometry alone with mean terrain and no Pd: minutes of warning, from
// a radar's first coverage to the border. Where Pd decides the two part: MIL-PPE,
// 130 NM away, never detects BAJA with 0.8.
func TestWarningOfTheExerciseOrder(t *testing.T) {
	sc, faults := scenario.ReadFile("testdata/norad-2005.toml")
	if faults != nil {
		t.Fatal(faults)
	}
	opt := usual(t)
	opt.Step = 2 * geo.Degree
	for i := range sc.Aircraft {
		opt.Threats = append(opt.Threats, ThreatOf(&sc.Aircraft[i]))
	}
	s := look(t, sc.Radars, opt)
	for _, tt := range []struct {
		threat, radar string
		kind          Kind
		want, spread  float64
	}{
		{"VIENTO", "QZA", NonCooperative, 34, 3},
		{"VIENTO", "SEN-MMMY", NonCooperative, 41, 3},
		{"VIENTO", "MIL-BAM1", NonCooperative, 84, 3},
		{"VIENTO", "SEN-MMVA", Cooperative, 124, 3},
		{"SIERRA", "TARS-FHU", NonCooperative, 26, 3}, // from the start
		{"SIERRA", "TARS-YUM", NonCooperative, 7, 6},
		{"SIERRA", "QQO", NonCooperative, -4, 6},
		{"CARIBE", "NEW", NonCooperative, 19, 2},
		{"BAJA", "TARS-YUM", NonCooperative, 60, 4},
		{"BAJA", "QQO", NonCooperative, 57, 4},
	} {
		got := math.NaN()
		for i := range s.Threats {
			border, ok := s.Threats[i].border(air.Only(air.USA))
			if s.Threats[i].Name != tt.threat || !ok {
				continue
			}
			for j := range s.Radars {
				if s.Radars[j].Name == tt.radar && s.sightings[j][i][tt.kind] != notSeen {
					got = *minutes(border, s.sightings[j][i][tt.kind])
				}
			}
		}
		t.Logf("%s by %s, %v: %.1f minutes before the border, geometry %.0f", tt.threat, tt.radar, tt.kind, got, tt.want)
		if !(math.Abs(got-tt.want) <= tt.spread) {
			t.Errorf("%s by %s, %v: %.1f minutes before the border, want %.0f within %.0f", tt.threat, tt.radar, tt.kind, got, tt.want, tt.spread)
		}
	}
}

// A threat climbs as its type can, and keeps its height above the ground where
// its leg says so.
func TestTheWayOfAThreat(t *testing.T) {
	typ, _ := atlas.FindAircraftType("C210")
	a := scenario.Aircraft{Name: "A", Type: typ, Route: []scenario.Leg{
		{Pos: geo.Deg(30.45, -112.15), Height: 0, AGL: true},
		{Pos: geo.Deg(31, -111.9), Height: 152.4, AGL: true, Speed: 77},
		{Pos: geo.Deg(31.5, -111.9), Height: 3000, Speed: 77},
	}}
	w := ThreatOf(&a).Way
	length := geo.Distance(a.Route[0].Pos, a.Route[1].Pos) + geo.Distance(a.Route[1].Pos, a.Route[2].Pos)
	if want := length / 770; math.Abs(float64(len(w))-want) > 1.5 {
		t.Errorf("%d ticks, want %.1f", len(w), want)
	}
	low := w[len(w)/3]
	if agl := low.Height - atlas.Ground(low.LatLon); math.Abs(agl-152.4) > 1e-6 {
		t.Errorf("a third of the way it flies %.1f m above ground, want 152.4", agl)
	}
	if end := w[len(w)-1]; math.Abs(end.Height-3000) > 1 {
		t.Errorf("it ends at %.0f m, want 3000", end.Height)
	}
	for i := range w[1:] {
		if d := w[i+1].ECEF().Sub(w[i].ECEF()).Norm(); d > 900 {
			t.Errorf("tick %d: it jumps %.0f m", i, d)
		}
	}
}
