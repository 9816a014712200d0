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

// The nose counts, not the track: with a wind from abeam an aircraft that flies
// past shows more of its nose, or of its tail.
func TestAspect(t *testing.T) {
	at := geo.Deg(35, -100).At(5000)
	f := geo.NewFrame(at)
	wind := math.Sin(20 * geo.Degree)
	for _, tt := range []struct {
		name         string
		from         geo.Vec // of the radar, east and north of the aircraft
		track, speed float64 // degrees, m/s
		heading      float64 // degrees
		want         float64
	}{
		{"flies at the radar", geo.Vec{Y: 1e5}, 0, 200, 0, 1},
		{"flies away", geo.Vec{Y: 1e5}, 180, 200, 180, -1},
		{"flies past", geo.Vec{Y: 1e5}, 90, 200, 90, 0},
		{"flies past, its nose 20 degrees into the wind towards the radar", geo.Vec{Y: 1e5}, 90, 200, 70, wind},
		{"flies past, its nose 20 degrees away from the radar", geo.Vec{Y: 1e5}, 90, 200, 110, -wind},
		{"hovers", geo.Vec{Y: 1e5}, 0, 0, 0, math.Sqrt2 / 2},
	} {
		sin, cos := math.Sincos(tt.track * geo.Degree)
		v := f.Unturn(geo.Vec{X: tt.speed * sin, Y: tt.speed * cos})
		g := geometry{pos: at.ECEF(), d: f.Unturn(tt.from).Scale(-1)}
		if got := aspect(&g, v, tt.heading*geo.Degree); math.Abs(got-tt.want) > 5e-3 { // the sphere's north against the ellipsoid's
			t.Errorf("%s: cosine of aspect %.4f, want %.4f", tt.name, got, tt.want)
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
