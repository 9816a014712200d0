package world

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The law of burning: the endurance at cruise, less of it at full speed and in a
// climb, a little more when slow.
func TestBurning(t *testing.T) {
	typ, _ := atlas.FindAircraftType("F16")
	p := newPerformance(&typ)
	tests := []struct {
		name         string
		speed, climb float64
		want         float64
	}{
		{"cruise", p.cruise, 0, 1},
		{"slow", p.cruise / 2, 0, 0.7},
		{"full speed", p.max, 0, 2.3 * 2.3},
		{"best climb at cruise", p.cruise, 100, 2},
		{"half the best climb", p.cruise, 50, 1.5},
		{"descent at the type's rate", p.cruise, -p.descent, 0.4},
	}
	for _, tt := range tests {
		if got := p.burning(tt.speed, tt.climb, 100); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %.3f, want %.3f", tt.name, got, tt.want)
		}
	}
}

// AEW takes off, flies its orbit for as long as its fuel lasts, and comes home
// in time.
func TestAEWComesHome(t *testing.T) {
	runway := fix(t, "MMSM", 0, 0)
	runway.Height, runway.AGL = 0, true
	a := craft(t, "EMB1", "E45X", runway, to(21, -99.5, 25000, 300), to(21.5, -99.5, 25000, 300), to(21.5, -99.2, 25000, 300), to(21, -99.2, 25000, 300))
	a.Repeat, a.Base, a.Fuel = 1, "MMSM", 3*air.Hour
	w := newWorld(t, exercise(a))
	broke, end, left := air.Never, air.Never, 0.0
	watch(w, air.Second, 9*air.Hour, func(s *truth.Snapshot) bool {
		f := &w.fleet[0]
		if f.fuel.broke && broke == air.Never {
			broke = s.At
		}
		left = f.fuel.left
		end = s.At
		return len(s.Aircraft) == 1
	})
	if len(w.Losses()) > 0 || left < 10*60 || left > 55*60 {
		t.Errorf("lands with %.0f s of fuel, losses %v; want its reserve of 45 min, and what the descent saved", left, w.Losses())
	}
	near(t, "breaks off", broke, 2*air.Hour, 40*air.Minute)
	near(t, "lands", end, broke+30*air.Minute, 15*air.Minute)
}

// Without a base it goes to the nearest airport of its nation that suits it: a
// fighter not to a strip, a Mexican not to Texas.
func TestNearestAirport(t *testing.T) {
	tests := []struct {
		code   string
		nation air.Nation
		at     geo.LatLon
		suits  func(a *atlas.Airport) bool
	}{
		{"F16", air.USA, geo.Deg(31.6, -106.2), func(a *atlas.Airport) bool { return a.Nation() == air.USA && a.Size != atlas.Small }},
		{"B350", air.MEX, geo.Deg(31.9, -106.4), func(a *atlas.Airport) bool { return a.Nation() == air.MEX }},
	}
	for _, tt := range tests {
		lat, lon := tt.at.Degrees()
		a := craft(t, "LOW", tt.code, to(lat, lon, 20000, 0), to(lat+3, lon, 20000, 0), to(lat, lon, 20000, 0))
		a.Nation, a.Repeat = tt.nation, 0
		w := newWorld(t, exercise(a))
		w.Advance(air.Second)
		got := &atlas.Airports()[w.nearest(&w.fleet[0])]
		if !tt.suits(got) {
			t.Errorf("%s of %v goes to %s", tt.code, tt.nation, got.Ident)
		}
		for i := range atlas.Airports() {
			if p := &atlas.Airports()[i]; tt.suits(p) && p.Ident != got.Ident &&
				p.Pos.At(0).ECEF().Sub(tt.at.At(0).ECEF()).Norm() < got.Pos.At(0).ECEF().Sub(tt.at.At(0).ECEF()).Norm()-100 {
				t.Errorf("%s of %v goes to %s, but %s is nearer", tt.code, tt.nation, got.Ident, p.Ident)
			}
		}
	}
}

// At empty it is lost, and says why. Over the Atlantic there is no field in time.
func TestRunsDry(t *testing.T) {
	a := craft(t, "FAR", "F16", to(40, -50, 30000, 500), to(40, -30, 30000, 500))
	a.Fuel = 20 * air.Minute
	w := newWorld(t, exercise(a))
	gone := air.Never
	watch(w, air.Second, 2*air.Hour, func(s *truth.Snapshot) bool {
		gone = s.At
		return len(w.Losses()) == 0
	})
	near(t, "lost", gone, 20*air.Minute, 30*air.Second)
	if l := w.Losses(); len(l) != 1 || w.Roster()[l[0].Target].Name != "FAR" || l[0].Cause.String() != "ran out of fuel" {
		t.Errorf("losses %v, want FAR, which ran out of fuel", l)
	}
	_, err := w.Apply(w.now, air.Behave{Aircraft: "FAR", As: "rtb"})
	if want := "behave: FAR: rtb: want an aircraft that flies a route, got one that ran out of fuel"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Who has enough to end the route does not break off; missiles never do.
func TestNoNeedToBreakOff(t *testing.T) {
	a := craft(t, "ENOUGH", "B350", to(30, -100, 20000, 300), to(34, -100, 20000, 300)) // 240 NM, 48 min
	a.Fuel = 55 * air.Minute
	m := craft(t, "MISSILE", "CMSL", to(25, -90, 1000, 430), to(29, -90, 1000, 430))
	m.Fuel = 20 * air.Minute
	w := newWorld(t, exercise(a, m))
	watch(w, air.Second, air.Hour, func(*truth.Snapshot) bool {
		if w.fleet[0].fuel.broke || w.fleet[1].fuel.broke {
			t.Fatalf("%v: broke off: %v, %v", w.now, w.fleet[0].fuel, w.fleet[1].fuel)
		}
		return true
	})
	if l := w.Losses(); len(l) != 1 || w.Roster()[l[0].Target].Name != "MISSILE" {
		t.Errorf("losses %v, want the missile alone", l)
	}
}

// A stern conversion ends behind the target from wherever it begins.
func TestSternFromAllSides(t *testing.T) {
	for clock := range 12 {
		mar := craft(t, "EXMAR", "B738", to(30, -100, 30000, 420), to(30, -80, 30000, 420))
		start, _ := geo.Direct(geo.Deg(30, -99.5), float64(clock)*30*geo.Degree, 40*geo.NM)
		lat, lon := start.Degrees()
		falcon := craft(t, "FALCON1", "F16", to(lat, lon, 25000, 480), to(lat+5, lon, 25000, 480))
		w := newWorld(t, exercise(mar, falcon))
		s := &stage{t, w}
		s.fly(air.Second)
		s.order("FALCON1", "stern", "EXMAR", 2)
		s.fly(25 * air.Minute)
		ahead, right := offset(s.see("FALCON1"), s.see("EXMAR"))
		s.is("NM ahead", ahead, -2, 0.05)
		s.is("NM right", right, 0, 0.05)
	}
}

// What a pair does hangs not on the order in which the scenario names it.
func TestOrderOfRosterCountsForNothing(t *testing.T) {
	mar := craft(t, "EXMAR", "B738", to(27.5, -106, 15000, 300), to(29, -98, 15000, 300))
	falcon := craft(t, "FALCON1", "F16", to(26, -102, 20000, 450), to(26, -90, 20000, 450))
	run := func(list ...scenario.Aircraft) geo.Vec {
		s := &stage{t, newWorld(t, exercise(list...))}
		s.order("FALCON1", "stern", "EXMAR", 2)
		s.fly(10 * air.Minute)
		return s.see("FALCON1").Pos
	}
	if a, b := run(mar, falcon), run(falcon, mar); a != b {
		t.Errorf("%v or %v, by the order", a, b)
	}
}
