package replay

import (
	"testing"

	"perimeter/air"
)

// A zone stands in the file of a nation that may know of it, and in no other.
func TestANationsFileHasTheZonesItMayKnow(t *testing.T) {
	h := Header{Name: "zones", Theater: air.Theater{
		Exercise: true, Length: air.Minute, Beat: air.Second,
		Centers: []air.CenterInfo{{Name: "SIVA", Audience: air.Only(air.MEX)}, {Name: "WADS", Audience: air.Only(air.USA)}},
		Zones: []air.ZoneInfo{
			{Name: "Monterrey", Nation: air.MEX, Release: air.Only(air.MEX), To: air.Never, Rings: []air.ZoneRing{{Radius: 1000, Ceiling: 1}}},
			{Name: "Houston", Nation: air.USA, Release: air.Only(air.USA, air.MEX), To: air.Never, Rings: []air.ZoneRing{{Radius: 1000, Ceiling: 1}}},
		},
	}}
	for nation, want := range map[air.Nation][2]bool{air.MEX: {true, true}, air.USA: {false, true}} {
		own, err := new(Nation).header(&h, air.Only(nation))
		if err != nil {
			t.Fatal(err)
		}
		got := [2]bool{}
		for _, z := range own.Theater.Zones {
			got[0], got[1] = got[0] || z.Name == "Monterrey", got[1] || z.Name == "Houston"
		}
		if got != want {
			t.Errorf("the file of %v: Monterrey, Houston %v, want %v", nation, got, want)
		}
	}
}
