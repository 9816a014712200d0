package atlas

import "testing"

// Every type of radar has its times, each with a source or marked assumed.
func TestEveryRadarTypeHasAnAvailability(t *testing.T) {
	for _, name := range RadarTypeNames() {
		a := AvailabilityOf(name)
		if a.Type != name || !(a.MTBF > 0 && a.MTTR > 0) || a.Source == "" || !(a.Weather > 0 && a.Weather <= 1) || (a.Shared == "") != (a.Weather == 1) {
			t.Errorf("%s: %+v", name, a)
		}
		found := false
		for i := range availabilities {
			found = found || availabilities[i].Type == name
		}
		if !found {
			t.Errorf("%s has no row", name)
		}
	}
	for _, a := range availabilities {
		if _, ok := FindRadarType(a.Type); !ok {
			t.Errorf("availability of %s: the atlas has no such type", a.Type)
		}
	}
	if a := AvailabilityOf("no such radar"); !a.Assumed() || a.Weather != 1 {
		t.Errorf("unknown type: %+v", a)
	}
	if a := AvailabilityOf("TARS L-88"); a.Alone() < 0.975 || a.Alone() > 0.985 || a.Weather != 0.6 || a.Assumed() {
		t.Errorf("aerostat: %+v", a)
	}
}
