package radar

import (
	"math"
	"testing"

	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

func entry(a atlas.AircraftType) truth.Entry {
	return truth.Entry{Name: a.Code, RCS: a.RCS, RCSNose: a.RCSNose, RCSBeam: a.RCSBeam, Swerling: a.Swerling}
}

// A random sky must not be seen better or worse than the stated mean.
func TestCrossSectionKeepsItsMean(t *testing.T) {
	for _, a := range atlas.AircraftTypes() {
		e := entry(a)
		made := newTarget(&e)
		if got := made.mean(); math.Abs(toDB(got/a.RCS)) > 0.01 {
			t.Errorf("%s: mean over aspect %.3f m2, want %g", a.Code, got, a.RCS)
		}
		nose := made.rcs(1) - toDB(a.RCSNose)
		if math.Abs(nose) > 1.7 {
			t.Errorf("%s: the mean shifts the nose by %.2f dB, want 1.7 at most", a.Code, nose)
		}
	}
}

func TestCrossSectionByAspect(t *testing.T) {
	a, _ := atlas.FindAircraftType("B738")
	e := entry(a)
	b738 := newTarget(&e)
	at := func(deg float64) float64 { return fromDB(b738.rcs(math.Cos(deg * geo.Degree))) }
	if !(at(0) < at(45) && at(45) < at(79) && at(79) < at(85) && at(85) < at(90)) {
		t.Errorf("nose %.1f, 45 degrees %.1f, 79 %.1f, 85 %.1f, beam %.1f m2: want it to grow", at(0), at(45), at(79), at(85), at(90))
	}
	if math.Abs(at(30)-at(150)) > 1e-9 || math.Abs(at(88)-at(92)) > 1e-9 {
		t.Error("want it the same from ahead and from behind")
	}
}

func TestAspect(t *testing.T) {
	north := geo.Vec{Y: 100}
	for _, tt := range []struct {
		name string
		d, v geo.Vec
		want float64
	}{
		{"flies at the radar", north, geo.Vec{Y: -200}, 1},
		{"flies away", north, geo.Vec{Y: 200}, -1},
		{"flies past", north, geo.Vec{X: 200}, 0},
		{"hovers", north, geo.Vec{}, math.Sqrt2 / 2},
	} {
		if got := aspect(tt.d, tt.v); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%s: cosine of aspect %g, want %g", tt.name, got, tt.want)
		}
	}
}

func TestRosterIsChecked(t *testing.T) {
	for _, bad := range []truth.Entry{
		{Name: "no cross-section", Swerling: 1},
		{Name: "not a number", RCS: math.NaN()},
		{Name: "Swerling 5", RCS: 1, Swerling: 5},
		{Name: "negative nose", RCS: 1, RCSNose: -1},
	} {
		if _, err := newFleet(truth.Roster{bad}); err == nil {
			t.Errorf("%s: want an error", bad.Name)
		}
	}
}
