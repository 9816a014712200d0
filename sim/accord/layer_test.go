package accord

import (
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// The five layers do not go together: each place below differs from the one before
// in one of them at least.
func TestFiveLayers(t *testing.T) {
	sc := &scenario.Scenario{
		Centers: []scenario.Center{
			{Name: "CENAVI", Audience: air.Only(air.MEX), Nation: air.MEX},
			{Name: "NORAD", Audience: air.Only(air.USA, air.CAN)},
			{Name: "ZHU", Audience: air.Only(air.USA), Nation: air.USA},
		},
		Areas: []scenario.Responsibility{{Center: 2, FIRs: []string{"ZHU"}}},
		Zones: []scenario.Zone{{ZoneInfo: air.ZoneInfo{
			Name: "Houston", Middle: geo.Deg(29.685, -95.411), To: air.Never,
			Rings: []air.ZoneRing{{Radius: 30 * geo.NM, Floor: 0, Ceiling: 18_000 * geo.Foot, Planned: true}, {Radius: 10 * geo.NM, Ceiling: 18_000 * geo.Foot}},
		}}},
	}
	tests := []struct {
		name      string
		lat, lon  float64
		feet      float64
		sovereign air.Nation
		fir       string // one of them
		adiz      bool
		answers   []int
		zones     []int
	}{
		{"over Monterrey", 25.7, -100.3, 10_000, air.MEX, "MMFR", false, []int{0}, nil},
		{"over Houston, in the zone", 29.7, -95.4, 5000, air.USA, "ZHU", false, []int{1, 2}, []int{0}},
		{"over Houston, above the zone", 29.7, -95.4, 31_000, air.USA, "ZHU", false, []int{1, 2}, nil},
		{"over Texas, far from it", 31.5, -94.5, 5000, air.USA, "ZHU", false, []int{1}, nil},
	}
	for _, tt := range tests {
		got := LayersAt(sc, geo.Deg(tt.lat, tt.lon), tt.feet*geo.Foot, air.Hour)
		if got.Sovereign != tt.sovereign || !slices.Contains(got.FIRs, tt.fir) && tt.name != "over Texas, far from it" ||
			(len(got.ADIZ) > 0) != tt.adiz || !slices.Equal(got.Zones, tt.zones) {
			t.Errorf("%s: got %+v", tt.name, got)
		}
		if tt.name != "over Texas, far from it" && !slices.Equal(got.Responsible, tt.answers) {
			t.Errorf("%s: %v answer for it, want %v", tt.name, got.Responsible, tt.answers)
		}
	}
	gulf := LayersAt(sc, geo.Deg(25.0, -90.0), 5000, 0)
	if gulf.Sovereign != air.NoNation || len(gulf.Zones) != 0 || slices.Contains(gulf.Responsible, 0) || len(gulf.FIRs) == 0 {
		t.Errorf("the middle of the Gulf: got %+v, want high seas in somebody's FIR", gulf)
	}
	if off := LayersAt(sc, geo.Deg(27.5, -96.5), 5000, 0); off.Sovereign != air.NoNation || len(off.ADIZ) == 0 {
		t.Errorf("40 NM off Texas: got %+v, want high seas and an ADIZ", off)
	}
}

func TestARingOfAZone(t *testing.T) {
	z := &scenario.Zone{
		ZoneInfo: air.ZoneInfo{
			Middle: geo.Deg(25.669, -100.244), From: air.Minute, To: air.Hour,
			Rings: []air.ZoneRing{{Radius: 60 * geo.NM, Ceiling: 6000, Planned: true}, {Radius: 1.5 * geo.NM, Ceiling: 1000}},
		},
		Waivers: []scenario.Waiver{
			{Name: "TEXAN1", Callsign: air.NewCallsign("TEXAN1"), Address: 0x0D0001, Code: 0o4521, HasCode: true},
			{Name: "XAMED", Callsign: air.NewCallsign("XAMED")},
		},
	}
	near, at := geo.Deg(25.669, -100.243), 10*air.Minute
	if r := Inside(&z.ZoneInfo, near, 500, at); r == nil || r.Planned {
		t.Errorf("in both rings: got %+v, want the strict one", r)
	}
	if r := Inside(&z.ZoneInfo, near, 3000, at); r == nil || !r.Planned {
		t.Errorf("above the inner: got %+v, want the outer", r)
	}
	for _, tt := range []struct {
		name   string
		height float64
		at     air.Time
	}{{"too high", 7000, at}, {"before it stands", 500, 0}, {"after it", 500, air.Hour}} {
		if r := Inside(&z.ZoneInfo, near, tt.height, tt.at); r != nil {
			t.Errorf("%s: in %+v", tt.name, r)
		}
	}
	tests := []struct {
		name string
		t    air.Track
		plan string
		want bool
	}{
		{"its address", air.Track{Has: air.HasAddress, Address: 0x0D0001}, "", true},
		{"its code under another's address", air.Track{Has: air.HasAddress | air.HasCode, Address: 0x0D0002, Code: 0o4521}, "", false},
		{"its code alone", air.Track{Has: air.HasCode, Code: 0o4521}, "", true},
		{"a call sign by its plan", air.Track{}, "XAMED", true},
		{"dark", air.Track{}, "", false},
	}
	for _, tt := range tests {
		if got := Waived(z, &tt.t, air.NewCallsign(tt.plan)); got != tt.want {
			t.Errorf("%s: let in: %v", tt.name, got)
		}
	}
}
