package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The balloon of Marfa is winched down: its horizon comes nearer, until it is
// blind, and its marks say so. Let up again it sees as before.
func TestWinch(t *testing.T) {
	r := site(t, "TARS-MRF")
	r.FalsePerScan = 0
	low, _ := geo.Direct(r.Pos.LatLon, 0.3, 120*geo.NM)
	k := &sky{flights: []flight{{name: "LOW", from: low, h: 300, speed: 0.001, rcs: 20, dark: true}}}
	s := one(t, r, k, sea)
	look := func(minute int) (l truth.Look) {
		for _, l = range run(s, k, air.Time(minute)*air.Minute, air.Time(minute)*air.Minute+12*air.Second).looks {
		}
		return l
	}
	if l := look(0); l.PSR != truth.Seen && l.PSR != truth.Missed {
		t.Fatalf("aloft: %v", l.PSR)
	}
	if s.Apply(air.Winch{Sensor: "TARS-FTH", Down: true}) || !s.Apply(air.Winch{Sensor: "TARS-MRF", Down: true}) {
		t.Fatal("the order was not taken, or for another")
	}
	var why []truth.Reason
	wait := func(minutes int) {
		for range minutes {
			before := len(why)
			for _, l := range run(s, k, 0, air.Minute).looks {
				why = append(why[:before], l.PSR)
			}
		}
	}
	wait(45)
	first := func(r truth.Reason) int {
		for i := range why {
			if why[i] == r {
				return i
			}
		}
		return -1
	}
	below, out := first(truth.BelowHorizon), first(truth.OutOfService)
	if below < 5 || out <= below || out < 30 || out > 40 {
		t.Errorf("below the horizon after %d minutes, blind after %d; want a horizon that comes nearer, then nothing after 35 or so", below, out)
	}
	marks := run(s, k, 0, 10*air.Second).services
	if marks[0].State != air.Down {
		t.Error("moored, its marks do not say that it is down")
	}
	s.Apply(air.Winch{Sensor: "TARS-MRF"})
	wait(45)
	if last := why[len(why)-1]; last != truth.Seen && last != truth.Missed || s.roams() {
		t.Errorf("aloft again: %v", last)
	}
}

// On its winch an aerostat says each second how high it hangs; from there its
// ranges are those to the aircraft, from where it works they are not.
func TestAerostatSaysHowHighItHangs(t *testing.T) {
	r := site(t, "TARS-MRF")
	r.FalsePerScan = 0
	near, _ := geo.Direct(r.Pos.LatLon, 0.3, 20*geo.NM)
	k := &sky{flights: []flight{{name: "NEAR", from: near, h: 3000, speed: 0.001, rcs: 100, dark: true}}}
	s := one(t, r, k, sea)
	s.Apply(air.Winch{Sensor: "TARS-MRF", Down: true})
	checked := 0
	for now := air.Time(0); now < 25*air.Minute; now += air.Second {
		snap := k.beat(now, now+air.Second)
		s.Look(snap)
		if len(s.Batch.Platforms) != 1 {
			t.Fatalf("%v: %d words of its place, want one", now, len(s.Batch.Platforms))
		}
		p := &s.Batch.Platforms[0]
		for i := range s.Batch.Plots {
			said := geo.LatLon{Lat: p.Lat, Lon: p.Lon}.At(float64(p.Height)).ECEF()
			target := snap.Where(&snap.Aircraft[0], s.Batch.Plots[i].At)
			if off := math.Abs(s.Batch.Plots[i].Range() - s.bias.rho - target.Sub(said).Norm()); off > 5*s.info.SigmaRange {
				t.Errorf("%v: a plot is %.0f m off, seen from where it says it hangs", now, off)
			}
			if now > 20*air.Minute && math.Abs(s.Batch.Plots[i].Range()-target.Sub(r.Pos.ECEF()).Norm()) > 100 {
				checked++
			}
		}
	}
	if checked == 0 {
		t.Error("the height makes no difference: the test shows nothing")
	}
	s.Apply(air.Winch{Sensor: "TARS-MRF"})
	run(s, k, 25*air.Minute, 51*air.Minute)
	if len(s.Batch.Platforms) != 0 || s.roams() {
		t.Error("aloft again it goes on telling")
	}
}

func TestOnlyAnAerostatHasAWinch(t *testing.T) {
	s := one(t, site(t, "QNW"), &sky{}, sea)
	if s.Apply(air.Winch{Sensor: "QNW", Down: true}) || s.works() != true {
		t.Error("an ARSR-4 was winched down")
	}
}

// In more than 65 kt at its height an aerostat stays moored.
func TestAerostatInWind(t *testing.T) {
	for _, tt := range []struct {
		kt   float64
		high bool
	}{{40, true}, {64, true}, {66, false}, {100, false}} {
		sc := &scenario.Scenario{Radars: []scenario.Radar{site(t, "TARS-MRF")}}
		sc.Weather.Wind = []scenario.Wind{{Height: 0}, {Height: 4572, East: tt.kt * geo.Knot}}
		sensors, err := New(sc, testSeed, nil)
		if err != nil {
			t.Fatal(err)
		}
		k := &sky{}
		if got := run(&sensors[0], k, 0, air.Second).services[0].State == air.Up; got != tt.high {
			t.Errorf("in %g kt it is aloft: %v, want %v", tt.kt, got, tt.high)
		}
		sensors[0].Apply(air.Winch{Sensor: "TARS-MRF"})
		run(&sensors[0], k, 0, air.Hour)
		if got := sensors[0].works(); got != tt.high {
			t.Errorf("let up in %g kt it works: %v, want %v", tt.kt, got, tt.high)
		}
	}
}

func TestWindAt(t *testing.T) {
	wind := []scenario.Wind{{Height: 1000, East: 10}, {Height: 3000, East: 10, North: 20}}
	for _, tt := range []struct{ h, want float64 }{{0, 10}, {1000, 10}, {2000, math.Hypot(10, 10)}, {3000, math.Hypot(10, 20)}, {9000, math.Hypot(10, 20)}} {
		if got := windAt(wind, tt.h); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("at %g m %g m/s, want %g", tt.h, got, tt.want)
		}
	}
	if windAt(nil, 100) != 0 {
		t.Error("wind in still air")
	}
}

// A primary that lost 12 dB reaches half as far: at the range of its statement it
// has the Pd that it had at twice that. A shift moves its plots and is undone by
// another.
func TestDegradeAndShift(t *testing.T) {
	at := geo.Deg(25, -90)
	rt, _ := atlas.FindRadarType("TPS-77") // a beam for every elevation
	from, _ := geo.Direct(at, 1, 0.45*rt.RefRange)
	far, _ := geo.Direct(at, 2, 0.9*rt.RefRange)
	k := &sky{flights: []flight{
		{name: "NEAR", from: from, h: 9000, speed: 0.001, rcs: rt.RefRCS, dark: true},
		{name: "FAR", from: far, h: 9000, speed: 0.001, rcs: rt.RefRCS, dark: true},
	}}
	s := one(t, radarAt(t, "SITE", "TPS-77", at.At(2000)), k, sea)
	pd := func() (pd [2]float64) {
		for _, l := range run(s, k, 0, rt.Scan).looks {
			pd[l.Target] = float64(l.Pd)
		}
		return pd
	}
	sound := pd()
	if !s.Apply(air.Degrade{Sensor: "SITE", DB: 40 * math.Log10(2)}) {
		t.Fatal("not taken")
	}
	if weak := pd(); math.Abs(weak[0]-sound[1]) > 0.01 || weak[0] > sound[0]-0.05 {
		t.Errorf("12 dB weaker its Pd at half the range is %.3f, want that at the whole, %.3f", weak[0], sound[1])
	}
	s.Apply(air.Degrade{Sensor: "SITE"})
	if again := pd(); again != sound {
		t.Errorf("mended: %v, want %v", again, sound)
	}
	k.flights[0].rcs, k.flights[1].rcs = 1e4, 1e4
	s = one(t, radarAt(t, "SITE", "TPS-77", at.At(2000)), k, sea)
	s.Apply(air.Shift{Sensor: "SITE", Range: 900, Az: 0.02})
	want := one(t, radarAt(t, "SITE", "TPS-77", at.At(2000)), k, sea)
	moved, straight := run(s, k, 0, air.Minute).plots, run(want, k, 0, air.Minute).plots
	n := 0
	for i := range moved {
		if dr := moved[i].Range() - straight[i].Range(); math.Abs(dr-900) < 0.1 && math.Abs(geo.Delta(straight[i].Azimuth(), moved[i].Azimuth())-0.02) < 1e-6 {
			n++
		}
	}
	if n < 9 {
		t.Errorf("%d plots moved by 900 m and 0.02 rad", n)
	}
}
