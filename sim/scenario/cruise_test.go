package scenario

import (
	"fmt"
	"math"
	"testing"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// Two airports are a flight: up to the type's usual level and down again, or as
// high as a short way allows.
func TestTwoAirportsAreAFlight(t *testing.T) {
	for _, tt := range []struct {
		typ, from, to, more string
		ft, kt              float64
	}{
		{"B738", "KDFW", "KATL", "", 36000, 450},
		{"B738", "KDFW", "KATL", ", speed_kt = 420", 36000, 420},
		{"B738", "KDFW", "KAUS", "", 15000, 450},
		{"C172", "KDFW", "KAUS", "", 6000, 115},
		{"C172", "KDEN", "KABQ", "", 8600, 115},
		{"HEL", "KDFW", "KAUS", "", 1700, 110},
	} {
		a := mustLoad(t, head+fmt.Sprintf("[[aircraft]]\nname = \"A\"\ntype = %q\nnation = \"USA\"\nroute = [{ fix = %q }, { fix = %q%s }]\n", tt.typ, tt.from, tt.to, tt.more)).Aircraft[0]
		if len(a.Route) != 3 {
			t.Fatalf("%s: %d points, want 3", tt.typ, len(a.Route))
		}
		mid := a.Route[1]
		ft := math.Round(mid.Height / geo.Foot)
		t.Logf("%s %s-%s: %.0f ft at %.0f kt", tt.typ, tt.from, tt.to, ft, mid.Speed/geo.Knot)
		if ft != tt.ft || mid.AGL || math.Abs(mid.Speed/geo.Knot-tt.kt) > 0.01 || !a.Route[2].AGL || a.Route[2].Height != 0 {
			t.Errorf("%s %s-%s: %+v", tt.typ, tt.from, tt.to, a.Route)
		}
	}
}

// Whatever flies from field to field can fly as high as it is sent, and back
// down, if its fuel lasts.
func TestUsualLevelIsFlyable(t *testing.T) {
	for _, typ := range atlas.AircraftTypes() {
		if typ.ClimbLow == 0 || typ.Ceiling < 2000 {
			continue
		}
		for _, to := range []string{"KACT", "KAUS", "KATL"} {
			if typ.Endurance.Seconds()*typ.Cruise < 1.1*distanceFrom("KDFW", to) {
				continue
			}
			_, faults := Load("x.toml", []byte(head+fmt.Sprintf("[[aircraft]]\nname = \"A\"\ntype = %q\nnation = \"USA\"\nroute = [{ fix = \"KDFW\" }, { fix = %q }]\n", typ.Code, to)))
			if len(faults) > 0 {
				t.Errorf("%s to %s: %s", typ.Code, to, told(faults))
			}
		}
	}
}

func distanceFrom(a, b string) float64 {
	from, _ := atlas.FindAirport(a)
	to, _ := atlas.FindAirport(b)
	return geo.Distance(from.Pos, to.Pos)
}
