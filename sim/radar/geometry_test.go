package radar_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/scenarios"
	"perimeter/sim/coverage"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
)

// bound is a row of the table of docs/geometry.md.
type bound struct{ exercise, threat, sensor, what, order, mean, highest, measured, apart, why string }

// bounds reads the table.
func bounds(t *testing.T) (list []bound) {
	t.Helper()
	text, err := os.ReadFile("../../docs/geometry.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		c := strings.Split(strings.TrimSpace(line), "|")
		if len(c) != 12 || !strings.Contains(c[5], ":") {
			continue
		}
		for i := range c {
			c[i] = strings.Trim(c[i], " `")
		}
		list = append(list, bound{c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]})
	}
	if len(list) < 20 {
		t.Fatalf("%d rows in docs/geometry.md, want 20 or more", len(list))
	}
	return list
}

// The table of docs/geometry.md: both columns of lines of sight are what the
// radars' own model says over the atlas, and a difference of more than three
// minutes has its reason.
func TestGeometryIsAsItsPageSays(t *testing.T) {
	exercises := map[string]*scenario.Scenario{}
	for _, b := range bounds(t) {
		if exercises[b.exercise] == nil {
			exercises[b.exercise] = exercise(t, b.exercise)
		}
		sc := exercises[b.exercise]
		way, depart := wayOf(t, sc, b.threat)
		for ground, said := range map[string]string{"mean": b.mean, "highest": b.highest} {
			got := "-"
			if r := radarNamed(t, sc, b.sensor); r.Carrier == "" {
				got = clock(sight(t, r, ground, way, depart, b.what))
			}
			if got != said && apart(t, got, said) > 1 {
				t.Errorf("%s sees %s %s over %s terrain at %s, the page says %s", b.sensor, b.threat, b.what, ground, got, said)
			}
		}
		if off := fmt.Sprintf("%+d", signed(t, b.measured, b.order)); b.measured != "never" && off != b.apart {
			t.Errorf("%s, %s: %s after %s is %s minutes, the page says %s", b.sensor, b.threat, b.measured, b.order, off, b.apart)
		}
		if (b.measured == "never" || apart(t, b.measured, b.order) > 3) && len(b.why) < 20 {
			t.Errorf("%s, %s: more than three minutes apart, and no reason", b.sensor, b.threat)
		}
	}
}

// sight returns when a sensor first has a line of sight to a way within its range,
// or last within that of its primary; low: first after an hour, when the threat has
// gone down.
func sight(t *testing.T, r *scenario.Radar, ground string, way []geo.Geodetic, depart air.Time, what string) air.Time {
	t.Helper()
	s, err := radar.Over(r, map[string]func(geo.LatLon) float64{"mean": atlas.Ground, "highest": atlas.Obstacle}[ground])
	if err != nil {
		t.Fatal(err)
	}
	found := air.Never
	for i, p := range way {
		at := depart + air.Time(i)*coverage.Tick
		pd, _, why := s.Would(p, 10)
		if why != truth.Seen || what == "last" && pd == 0 || what == "low" && at < air.Hour {
			continue
		}
		if found = at; what != "last" {
			break
		}
	}
	return found
}

func exercise(t *testing.T, name string) *scenario.Scenario {
	t.Helper()
	toml, ok := scenarios.Embedded(name)
	sc, faults := scenario.Load(name, toml)
	if !ok || len(faults) > 0 {
		t.Fatalf("%s: %v", name, faults)
	}
	return sc
}

func wayOf(t *testing.T, sc *scenario.Scenario, name string) ([]geo.Geodetic, air.Time) {
	t.Helper()
	for i := range sc.Aircraft {
		if a := &sc.Aircraft[i]; a.Name == name {
			return coverage.ThreatOf(a).Way, a.Depart
		}
	}
	t.Fatalf("no aircraft %s", name)
	return nil, 0
}

func radarNamed(t *testing.T, sc *scenario.Scenario, name string) *scenario.Radar {
	t.Helper()
	for i := range sc.Radars {
		if sc.Radars[i].Name == name {
			return &sc.Radars[i]
		}
	}
	t.Fatalf("no radar %s", name)
	return nil
}

// clock writes a time as h:mm.
func clock(at air.Time) string {
	if at == air.Never {
		return "never"
	}
	return fmt.Sprintf("%d:%02d", at/air.Hour, at%air.Hour/air.Minute)
}

// signed returns how many minutes a lies behind b.
func signed(t *testing.T, a, b string) int {
	t.Helper()
	var m [2]int
	for i, text := range []string{a, b} {
		var hours, minutes int
		if _, err := fmt.Sscanf(text, "%d:%d", &hours, &minutes); err != nil {
			return math.MaxInt32 // never, or none
		}
		m[i] = 60*hours + minutes
	}
	return m[0] - m[1]
}

func apart(t *testing.T, a, b string) int {
	t.Helper()
	off := signed(t, a, b)
	return max(off, -off)
}
