package accord

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// someTrack is a track over northern Mexico.
func someTrack(t *rapid.T) air.Track {
	lat := rapid.Float64Range(20, 33).Draw(t, "lat")
	lon := rapid.Float64Range(-115, -95).Draw(t, "lon")
	height := rapid.Float64Range(0, 15000).Draw(t, "height")
	speed := rapid.Float64Range(-300, 300)
	tr := air.Track{
		Number: 7, Status: air.Confirmed, Has: air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign,
		Code: 0o4521, Level: air.FLFeet(height / geo.Foot), Address: 0x0D1234, Callsign: air.NewCallsign("XAM123"),
		Pos: geo.Deg(lat, lon).At(height).ECEF(), SigmaUp: 30, Existence: 1,
		Cov: [10]float32{0: 400, 4: 900, 7: 4, 9: 9},
	}
	frame := geo.NewFrame(geo.Deg(lat, lon).At(0))
	tr.Vel = frame.Unturn(geo.Vec{X: speed.Draw(t, "east"), Y: speed.Draw(t, "north"), Z: 0})
	return tr
}

// Two tracks that differ only in what is withheld leave as the same bytes.
func TestWhatIsWithheldOfATrackLeavesNoByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := someTrack(t)
		b := a
		at := a.Pos.Geodetic()
		frame := geo.NewFrame(at.LatLon.At(0))
		b.Pos = at.LatLon.At(rapid.Float64Range(0, 15000).Draw(t, "other height")).ECEF()
		b.Vel = b.Vel.Add(frame.Up.Scale(rapid.Float64Range(-50, 50).Draw(t, "climb")))
		b.Level, b.SigmaUp = 77, 250
		b.Code, b.Address, b.Callsign = 0o7500, 0xABCDEF, air.Callsign{}
		b.Has &^= air.HasCallsign
		fields := air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign
		for _, p := range []*air.Track{&a, &b} {
			WithholdTrack(fields, p)
			p.Round()
		}
		if a != b {
			t.Fatalf("differ after code, level, address and call sign were withheld:\n%+v\n%+v", a, b)
		}
		if off := a.Pos.Geodetic(); math.Abs(off.Height-noHeight) > 1 || geo.Distance(off.LatLon, at.LatLon) > 0.2 {
			t.Fatalf("moved from %v to %v", at, off)
		}
	})
}

// A field that is not withheld stays, a withheld one goes alone.
func TestOneFieldIsWithheld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		full := someTrack(t)
		for _, field := range []air.Field{air.HasCode, air.HasAddress, air.HasCallsign} {
			got := full
			WithholdTrack(field, &got)
			if got.Has != full.Has&^field || got.Pos != full.Pos || got.Level != full.Level {
				t.Fatalf("without field %b: %+v", field, got)
			}
		}
		same := full
		if WithholdTrack(0, &same); same != full {
			t.Fatal("nothing withheld, yet the track changed")
		}
	})
}

// Within a cell of the grid all places are one, and none is farther off than half
// a step; what that adds to the doubt is in the covariance.
func TestARoundedTrackTellsItsCellAlone(t *testing.T) {
	const step = 0.1 * geo.Degree / 60
	rapid.Check(t, func(t *rapid.T) {
		a := someTrack(t)
		before := a
		at := a.Pos.Geodetic()
		cell := grid(at.LatLon, step)
		inside := rapid.Float64Range(-0.49, 0.49)
		b := a
		b.Pos = geo.LatLon{Lat: cell.Lat + step*inside.Draw(t, "up"), Lon: cell.Lon + step*inside.Draw(t, "right")}.At(at.Height).ECEF()
		b.Vel = a.Vel
		CoarsenTrack(step, 500, &a)
		CoarsenTrack(step, 500, &b)
		if a.Pos.Sub(b.Pos).Norm() > 1e-6 {
			t.Fatalf("%v and %v of one cell lie %g m apart", a.Pos, b.Pos, a.Pos.Sub(b.Pos).Norm())
		}
		now := a.Pos.Geodetic()
		if math.Abs(now.Lat-at.Lat) > step*0.5001 || math.Abs(now.Lon-at.Lon) > step*0.5001 || math.Abs(now.Height-at.Height) > 250.1 {
			t.Fatalf("from %v to %v: farther than half a step", at, now)
		}
		side := step * geo.MeanRadius
		if grown := float64(a.Cov[4] - before.Cov[4]); math.Abs(grown-side*side/12) > 1 {
			t.Fatalf("the variance northward grew by %g m2, want %g", grown, side*side/12)
		}
		frame := geo.NewFrame(grid(at.LatLon, step).At(0))
		if east := frame.Turn(a.Vel).X / (side / 60); math.Abs(east-math.Round(east)) > 1e-6 {
			t.Fatalf("eastward speed is %g steps of the grid a minute, want a whole number", east)
		}
		if math.Abs(a.Vel.Sub(before.Vel).Norm()) > side/60 {
			t.Fatalf("speed is off by %g m/s, a step a minute is %g", a.Vel.Sub(before.Vel).Norm(), side/60)
		}
	})
}

func TestPasses(t *testing.T) {
	const nm = geo.NM
	// Ciudad Juárez is across the river from El Paso; Monterrey 200 km from it.
	juarez, monterrey, gulf := geo.Deg(31.7, -106.45), geo.Deg(25.7, -100.3), geo.Deg(24.5, -90.5)
	datum := func(at geo.LatLon) Datum {
		return Datum{Pos: at, Height: 5000, HasHeight: true, Has: air.HasCode, Code: 0o4521}
	}
	low, blind, hijack, toi, suspect := datum(juarez), datum(juarez), datum(juarez), datum(juarez), datum(juarez)
	low.Height, blind.HasHeight, hijack.Code = 100, false, air.Hijack
	toi.Word.Interest, suspect.Word.Identity = true, air.Suspect
	nocode := hijack
	nocode.Has = 0
	usa, mex := air.Only(air.USA), air.Only(air.MEX)
	border := scenario.Terms{Near: []scenario.Near{{Within: 20 * nm, Any: usa}, {Within: 20 * nm, Any: mex}}}
	band := scenario.Terms{Floor: 1000, Ceiling: 9000}
	box := scenario.Terms{Area: geo.Box{South: 30 * geo.Degree, West: -108 * geo.Degree, North: 33 * geo.Degree, East: -105 * geo.Degree}}
	tests := []struct {
		name  string
		terms scenario.Terms
		level scenario.Level
		d     Datum
		want  bool
	}{
		{"without terms all passes", scenario.Terms{}, scenario.AllTracks, datum(gulf), true},
		{"at level none nothing does", scenario.Terms{}, scenario.NoLevel, datum(juarez), false},
		{"before a grant nothing does", scenario.Terms{}, scenario.OnRequest, toi, false},
		{"a track of interest", scenario.Terms{}, scenario.TOILevel, toi, true},
		{"another track", scenario.Terms{}, scenario.TOILevel, datum(juarez), false},
		{"a track of interest passes the filters too", box, scenario.TOILevel, Datum{Pos: gulf, Word: Word{Interest: true}}, false},
		{"at the border", border, scenario.Filtered, datum(juarez), true},
		{"in Monterrey", border, scenario.Filtered, datum(monterrey), false},
		{"over the high seas", border, scenario.Filtered, datum(gulf), false},
		{"near any of two nations", scenario.Terms{Near: []scenario.Near{{Within: 20 * nm, Any: usa | mex}}}, scenario.Filtered, datum(monterrey), true},
		{"in the band", band, scenario.Filtered, datum(juarez), true},
		{"below it", band, scenario.Filtered, low, false},
		{"without a height", band, scenario.Filtered, blind, false},
		{"in the area", box, scenario.Filtered, datum(juarez), true},
		{"outside", box, scenario.Filtered, datum(monterrey), false},
		{"squawk 7500", scenario.Terms{Codes: []air.Mode3A{0o7600, 0o7500}}, scenario.Plots, hijack, true},
		{"another squawk", scenario.Terms{Codes: []air.Mode3A{0o7500}}, scenario.Plots, datum(juarez), false},
		{"no squawk", scenario.Terms{Codes: []air.Mode3A{0o7500}}, scenario.Plots, nocode, false},
		{"suspect", scenario.Terms{Identities: []air.Identity{air.Suspect}}, scenario.Filtered, suspect, true},
		{"pending", scenario.Terms{Identities: []air.Identity{air.Suspect}}, scenario.Filtered, toi, false},
	}
	for _, tt := range tests {
		if got := Passes(&tt.terms, tt.level, &tt.d); got != tt.want {
			t.Errorf("%s: passes %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestMayRelay(t *testing.T) {
	usa, can, mex := air.Only(air.USA), air.Only(air.CAN), air.Only(air.MEX)
	const siva, seads, cadin, norad = 0, 1, 2, 3
	tests := []struct {
		name    string
		label   air.Release // of the track
		lineage air.CenterSet
		to      air.Release
		centers air.CenterSet
		want    bool
	}{
		{"Mexico's word for the United States alone", usa, air.SetOf(siva), can, air.SetOf(cadin), false},
		{"with Mexico's consent", usa | can, air.SetOf(siva), can, air.SetOf(cadin), true},
		{"to NORAD, whose audience is both", usa, air.SetOf(siva), usa | can, air.SetOf(norad), false},
		{"back to whom it came from", usa | mex, air.SetOf(siva), mex, air.SetOf(siva), false},
		{"fused with what came from him", usa | can | mex, air.SetOf(siva, cadin), mex, air.SetOf(siva), false},
		{"another's word to him", usa | can | mex, air.SetOf(cadin), mex, air.SetOf(siva), true},
	}
	for _, tt := range tests {
		tr := air.Track{Release: tt.label, Lineage: tt.lineage, Origin: seads}
		if got := MayRelay(&tr, tt.to, tt.centers); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestHiddenSensorsAreTakenOffTheList(t *testing.T) {
	tr := air.Track{By: [6]air.Contribution{{Sensor: 1, Kind: air.PSR, Age: 3}, {Sensor: 0, Kind: air.SSR, Age: 5}, {Sensor: 9, Kind: air.PSR}, {Sensor: 2, Kind: air.SSR, Age: 8}}}
	HideSensors([]bool{true, false, true}, &tr)
	want := [6]air.Contribution{{Sensor: 0, Kind: air.SSR, Age: 5}, {Sensor: 2, Kind: air.SSR, Age: 8}}
	if tr.By != want {
		t.Errorf("left: %+v, want %+v", tr.By, want)
	}
}

func TestProviders(t *testing.T) {
	sc := &scenario.Scenario{
		Radars:  []scenario.Radar{{Nation: air.MEX}, {Nation: air.MEX}, {Nation: air.USA}},
		Centers: []scenario.Center{{Nation: air.MEX}, {Nation: air.USA}, {}, {Nation: air.MEX}},
	}
	tests := []struct {
		name string
		feed scenario.Feed
		want []air.CenterID
	}{
		{"tracks", scenario.Feed{Tracks: true, From: 2}, []air.CenterID{2}},
		{"plots of a nation's radars", scenario.Feed{Radars: []int{0, 1}}, []air.CenterID{0, 3}},
		{"of two nations'", scenario.Feed{Radars: []int{0, 2}}, nil},
	}
	for _, tt := range tests {
		got := Providers(sc, &tt.feed)
		if len(got) != len(tt.want) || len(got) > 0 && (got[0] != tt.want[0] || got[len(got)-1] != tt.want[len(got)-1]) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
