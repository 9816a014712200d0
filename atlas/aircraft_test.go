package atlas

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// Each number that the model uses of a type has a source or is marked assumed:
// of a made-up class all, of a named type what no literature states. A column
// added to the type is asked about here before it is used.
func TestEveryNumberOfATypeIsSourcedOrAssumed(t *testing.T) {
	var numbers []string
	of := reflect.TypeFor[AircraftType]()
	for i := range of.NumField() {
		switch of.Field(i).Type.Kind() {
		case reflect.Float64, reflect.Int64, reflect.Uint8:
			numbers = append(numbers, of.Field(i).Name)
		}
	}
	slices.Sort(numbers)
	if !slices.Equal(numbers, flown) {
		t.Fatalf("the numbers of a type are %v, want it told of each whether it has a source: %v", numbers, flown)
	}
	madeUp := map[string]bool{"ULAC": true, "OWAD": true, "BALN": true, "BALS": true, "MIGR": true}
	for _, a := range AircraftTypes() {
		if !slices.IsSorted(a.Assumed) {
			t.Errorf("%s: assumed %v is not sorted", a.Code, a.Assumed)
		}
		for _, field := range a.Assumed {
			if !slices.Contains(flown, field) {
				t.Errorf("%s: assumes %s, which is no number of a type", a.Code, field)
			}
		}
		all := slices.Equal(a.Assumed, flown)
		if all != madeUp[a.Code] {
			t.Errorf("%s: assumed are %v; want all of a class made for exercises and of no other", a.Code, a.Assumed)
		}
		if !all && (len(strings.Fields(a.Source)) < 2 || !containsAll(a.Assumed, classValues)) {
			t.Errorf("%s: source %q, assumed %v; want a source, and its class values marked", a.Code, a.Source, a.Assumed)
		}
	}
}

func containsAll(list, part []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(list, s) })
}

// A cutter as its fact sheet has it; a ship keeps to the water.
func TestShips(t *testing.T) {
	cutter, ok := FindAircraftType("CUTR")
	if !ok || cutter.Category != Vessel || cutter.Endurance != 21*24*air.Hour || cutter.RCS != 1800 || slices.Contains(cutter.Assumed, "Max") {
		t.Errorf("cutter: %+v", cutter)
	}
	if boat, _ := FindAircraftType("BOAT"); boat.RCS != 2 || boat.Max/geo.Knot < 40 || !slices.Contains(boat.Assumed, "Max") {
		t.Errorf("fast boat: %+v", boat)
	}
	for _, code := range []string{"BOAT", "CARG", "CUTR", "FISH"} {
		s, ok := FindAircraftType(code)
		if !ok || s.ClimbLow != 0 || s.Descent != 0 || s.Ceiling > 30 || s.Min != 0 {
			t.Errorf("%s: %v, %+v; want one that neither climbs nor sinks", code, ok, s)
		}
	}
}
