package radar

import (
	"math"
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// pair is two aircraft, so many metres apart in range and degrees in azimuth,
// that a chosen radar has in view at 100 km or so.
func pair(rangeApart, azApart, m2 float64) *sky {
	a, _ := geo.Direct(conformAt, 1, 100_000)
	b, _ := geo.Direct(conformAt, 1+azApart*geo.Degree, 100_000+rangeApart)
	return &sky{flights: []flight{
		{name: "LEAD", from: a, h: 8000, speed: 0.001, rcs: 40, shown: 100, dark: true},
		{name: "WING", from: b, h: 8000, speed: 0.001, rcs: m2, shown: 100, dark: true},
	}}
}

func lone(t *testing.T, k *sky, kind string) *Sensor {
	r := radarAt(t, "CELL", kind, conformAt.At(500))
	r.FalsePerScan = 0
	return one(t, r, k, sea)
}

// Two aircraft in one resolution cell give one plot; a cell apart in range, or a
// beam in azimuth, two. The ARSR-4's cell is 323 m and 1.5 degrees.
func TestResolution(t *testing.T) {
	const scans = 20
	for _, tt := range []struct {
		name     string
		m, deg   float64
		low, top int // plots
		merged   bool
	}{
		{"wing to wing", 50, 0, 18, 20, true},
		{"a mile abreast", 0, 1, 18, 20, true},
		{"in trail, two cells apart", 650, 0, 36, 40, false},
		{"two beams apart", 0, 3, 36, 40, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := pair(tt.m, tt.deg, 20)
			got := run(lone(t, k, "ARSR-4"), k, 0, scans*12*air.Second)
			if len(got.plots) < tt.low || len(got.plots) > tt.top {
				t.Errorf("%d plots in %d scans, want %d to %d", len(got.plots), scans, tt.low, tt.top)
			}
			for _, l := range got.looks {
				if merged := l.PSR == truth.Merged; merged != (tt.merged && l.Target == 1) {
					t.Fatalf("aircraft %d: %v", l.Target, l.PSR)
				}
			}
		})
	}
}

// The one plot lies between the two, nearer to the stronger.
func TestMergedPlotLiesAtThePowersMiddle(t *testing.T) {
	for _, tt := range []struct{ m2, share float64 }{{10, 0.2}, {39.999, 0.5}} {
		k := pair(200, 1, tt.m2)
		s := lone(t, k, "ARSR-4")
		lead, wing := s.frame.To(k.flights[0].where(0)).Spherical(), s.frame.To(k.flights[1].where(0)).Spherical()
		sumR, sumA, n := 0.0, 0.0, 0.0
		for _, p := range run(s, k, 0, 200*12*air.Second).plots {
			sumR, sumA, n = sumR+p.Range(), sumA+p.Azimuth(), n+1
		}
		wantR := lead.Range + tt.share*(wing.Range-lead.Range)
		wantA := lead.Azimuth + tt.share*(wing.Azimuth-lead.Azimuth)
		near(t, "range", sumR/n, wantR, 4*s.info.SigmaRange/math.Sqrt(n))
		near(t, "azimuth", sumA/n, wantA, 4*s.info.SigmaAz/math.Sqrt(n))
	}
}

// Filters part two aircraft that differ in speed; a canceller does not.
func TestFiltersPartTwoInOneCell(t *testing.T) {
	for kind, want := range map[string]int{"CARSR": 2, "ARSR-1/2": 1} {
		k := pair(50, 0, 20)
		k.flights[1].shown = 160
		got := run(lone(t, k, kind), k, 0, 20*12*air.Second)
		if n := len(got.plots); n < 15*want || n > 20*want {
			t.Errorf("%s: %d plots in 20 scans, want about %d", kind, n, 20*want)
		}
	}
}

// Where the beats are cut, between the crossings of the two or elsewhere, changes
// nothing: nothing is kept from one to the next.
func TestMergingAcrossBeats(t *testing.T) {
	k := pair(50, 1, 20)
	k.flights[0].speed, k.flights[1].speed = 200, 200
	long, short := lone(t, k, "ARSR-4"), lone(t, k, "ARSR-4")
	want := run(long, k, 0, 2*air.Minute)
	var got tape
	for at := air.Time(0); at < 2*air.Minute; at += 10 * air.Millisecond {
		short.Look(k.beat(at, at+10*air.Millisecond))
		got.add(short)
	}
	if len(want.looks) != len(got.looks) || len(want.plots) != len(got.plots) || len(want.plots) > 10 {
		t.Fatalf("%d looks and %d plots in beats of 1 s, %d and %d in beats of 10 ms", len(want.looks), len(want.plots), len(got.looks), len(got.plots))
	}
	for i := range want.looks {
		if want.looks[i].PSR != got.looks[i].PSR || want.looks[i].Plot != got.looks[i].Plot {
			t.Errorf("look %d: %v, then %v", i, want.looks[i].PSR, got.looks[i].PSR)
		}
	}
}

// A formation of 30 in one cell is one plot a scan, and one that nothing hides
// is not merged into one that is hidden.
func TestFormationAndHidden(t *testing.T) {
	k := pair(20, 0, 20)
	for i := range 28 {
		f := k.flights[1]
		f.name, f.rcs = "MORE"+string(rune('A'+i)), 1+float64(i)/10
		k.flights = append(k.flights, f)
	}
	if n := len(run(lone(t, k, "ARSR-4"), k, 0, 120*air.Second).plots); n < 9 || n > 10 {
		t.Errorf("a formation of 30 gives %d plots in 10 scans", n)
	}
	k = pair(20, 0, 500)
	k.flights[1].h = 10 // the stronger flies below the horizon
	got := run(lone(t, k, "ARSR-4"), k, 0, 120*air.Second)
	if i := slices.IndexFunc(got.looks, func(l truth.Look) bool { return l.PSR == truth.Merged }); i >= 0 || len(got.plots) < 9 {
		t.Errorf("beside a hidden one: %d plots in 10 scans, merged %v", len(got.plots), i >= 0)
	}
}
