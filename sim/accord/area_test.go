package accord

import (
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// What is drawn as a center's area is what it is asked of.
func TestTheAreaOfACenter(t *testing.T) {
	box := geo.Box{South: 30 * geo.Degree, West: -108 * geo.Degree, North: 33 * geo.Degree, East: -105 * geo.Degree}
	sc := &scenario.Scenario{
		Centers: []scenario.Center{
			{Name: "CENAVI", Audience: air.Only(air.MEX), Nation: air.MEX},
			{Name: "NORAD", Audience: air.Only(air.USA, air.CAN)},
			{Name: "WADS", Audience: air.Only(air.USA), Nation: air.USA},
			{Name: "MMTY", Audience: air.Only(air.MEX), Nation: air.MEX, Kind: scenario.ATC, Area: "MMFR"},
		},
		Areas: []scenario.Responsibility{{Center: 2, FIRs: []string{"ZHU"}}, {Center: 2, Area: box}},
	}
	for c, want := range []air.CenterArea{
		{Nations: air.Only(air.MEX)}, {Nations: air.Only(air.USA, air.CAN)}, {FIRs: []string{"ZHU"}, Boxes: []geo.Box{box}}, {FIRs: []string{"MMFR"}},
	} {
		got := AreaOf(sc, c)
		if got.Nations != want.Nations || !slices.Equal(got.FIRs, want.FIRs) || !slices.Equal(got.Boxes, want.Boxes) {
			t.Errorf("%s answers for %+v, want %+v", sc.Centers[c].Name, got, want)
		}
		for _, p := range []geo.LatLon{geo.Deg(29.7, -95.4), geo.Deg(31, -106), geo.Deg(25.7, -100.3), geo.Deg(45, -75)} {
			drawn := slices.ContainsFunc(got.FIRs, func(f string) bool { return slices.Contains(FIRsAt(p), f) }) ||
				slices.ContainsFunc(got.Boxes, func(b geo.Box) bool { return b.Contains(p) }) ||
				got.Nations != 0 && LayersAt(sc, p, 0, 0).Sovereign != air.NoNation && got.Nations&air.Only(LayersAt(sc, p, 0, 0).Sovereign) != 0
			if drawn != Responsible(sc, c, p) {
				t.Errorf("%s at %v: drawn %v, asked %v", sc.Centers[c].Name, p, drawn, !drawn)
			}
		}
	}
}

// Without a known height any layer counts, the strictest first.
func TestOverAZoneAtWhateverHeight(t *testing.T) {
	middle := geo.Deg(25.669, -100.244)
	z := &air.ZoneInfo{Middle: middle, To: air.Hour, Rings: []air.ZoneRing{
		{Radius: 60 * geo.NM, Floor: 6000, Ceiling: 7600, Planned: true}, {Radius: 1.5 * geo.NM, Ceiling: 3000},
	}}
	off, _ := geo.Direct(middle, 1, 40*geo.NM)
	far, _ := geo.Direct(middle, 1, 70*geo.NM)
	if r := Over(z, middle, 0); r == nil || r.Planned {
		t.Errorf("over the stadium: %+v, want the inner ring", r)
	}
	if r := Over(z, off, 0); r == nil || !r.Planned {
		t.Errorf("40 NM off: %+v, want the outer ring", r)
	}
	if r := Over(z, far, 0); r != nil {
		t.Errorf("70 NM off: %+v, want none", r)
	}
	if r := Over(z, middle, air.Hour); r != nil {
		t.Errorf("after it: %+v, want none", r)
	}
}
