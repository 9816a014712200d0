package scenarios_test

import (
	"bytes"
	"testing"

	"perimeter/air/geo"
	"perimeter/scenarios"
	"perimeter/sim/scenario"
)

// The order has a variant of the zone of Monterrey: the rings of the plan of 2026 in
// place of a NOTAM's. One line of the scenario picks it.
func TestMonterreyMayHaveTheRingsOf2026(t *testing.T) {
	source, ok := scenarios.Embedded("amalgam-eagle-25")
	if !ok {
		t.Fatal("amalgam-eagle-25 is not built in")
	}
	notam := []byte(`ring = [{ radius_nm = 15, ceiling_ft = 18000, planned = true }]`)
	if bytes.Count(source, notam) != 1 {
		t.Fatalf("want one zone by NOTAM, got %d", bytes.Count(source, notam))
	}
	sc, faults := scenario.Load("variant.toml", bytes.Replace(source, notam, []byte(`profile = "mx-2026"`), 1))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for i := range sc.Zones {
		if z := &sc.Zones[i]; z.Name == "MONTERREY" && (len(z.Rings) != 6 || z.Rings[0].Radius != 60*geo.NM || len(z.Waivers) == 0) {
			t.Errorf("got %+v", z)
		}
	}
}
