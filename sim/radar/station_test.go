package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

func station(t *testing.T, name string, at geo.Geodetic, k *sky) *Sensor {
	return one(t, radarAt(t, name, "ADS-B station", at), k, sea)
}

// An airliner is heard about every 1.5 s, with its name, its level and how good it
// says its position is; what has no ADS-B is not heard, nor what is below the
// horizon or too far.
func TestStationHears(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	far, _ := geo.Direct(at, 1, 270*geo.NM)
	low, _ := geo.Direct(at, 1, 100*geo.NM)
	k := &sky{flights: []flight{
		{name: "AMX123", from: geo.Deg(32, -106), h: 10_000, track: 1, speed: 230, rcs: 40, adsb: true, nacp: 9},
		{name: "DARK", from: geo.Deg(32, -106), h: 10_000, track: 1, speed: 230, rcs: 40},
		{name: "FAR", from: far, h: 12_000, speed: 0.001, rcs: 40, adsb: true, nacp: 9},
		{name: "LOW", from: low, h: 100, speed: 0.001, rcs: 40, adsb: true, nacp: 9},
	}}
	s := station(t, "ADSB-ELP", at.At(20), k)
	got := run(s, k, 0, 10*air.Minute)
	if n := len(got.reports); n < 330 || n > 390 || len(got.plots) != 0 || len(got.looks) != n {
		t.Fatalf("%d reports, %d plots, %d looks in 10 minutes, want 360, none, and as many", n, len(got.plots), len(got.looks))
	}
	if i := s.Info(); !i.ADSB || i.PSR || i.SSR || i.Range != 250*geo.NM || i.Scan != 1500*air.Millisecond {
		t.Errorf("it states %+v", i)
	}
	for i, l := range got.looks {
		if l.Plot != got.reports[i].ID || l.Target != 0 || l.PSR != 0 || l.SSR != 0 {
			t.Fatalf("a report's look is %+v", l)
		}
	}
	for i, r := range got.reports {
		want := air.HasLevel | air.HasAddress | air.HasCallsign
		if r.Callsign.String() != "AMX123" || r.Has != want || r.NIC != 8 || r.NACp != 9 || r.Address != 0x0D1234 || r.Level != air.FLFeet(10_000/geo.Foot) {
			t.Fatalf("report %+v", r)
		}
		if off := geo.Distance(geo.LatLon{Lat: r.Lat, Lon: r.Lon}, k.flights[0].where(r.At).Geodetic().LatLon); off > 5*sigmaNACp(9) {
			t.Errorf("%v: off by %.0f m", r.At, off)
		}
		if i > 0 {
			if gap := r.At - got.reports[i-1].At; gap < air.Second || gap > 2*air.Second && gap < 2500*air.Millisecond {
				t.Errorf("%v after the last report, want 1 to 2 s, or one left out", gap)
			}
		}
	}
}

// Standard deviations of one side that an NACp stands for (physics.md section 8).
func TestSigmaNACp(t *testing.T) {
	for _, tt := range []struct {
		nacp uint8
		want float64
	}{{11, 1.23}, {10, 4.09}, {9, 12.26}, {8, 37.83}, {7, 75.66}} {
		if got := sigmaNACp(tt.nacp); math.Abs(got-tt.want) > 0.006 {
			t.Errorf("NACp %d: %.2f m, want %.2f", tt.nacp, got, tt.want)
		}
	}
	if sigmaNACp(0) != sigmaNACp(1) || sigmaNACp(200) != sigmaNACp(11) {
		t.Error("NACp out of its range")
	}
}

// The errors have the size that is claimed, and four fifths of their variance
// stay from one report to the next, next to nothing of it over ten minutes.
func TestErrorsOfReportsLast(t *testing.T) {
	k := &sky{}
	for i := range 60 {
		k.flights = append(k.flights, flight{name: string(rune('A' + i)), from: geo.Deg(32+float64(i)/100, -106), h: 10_000, speed: 0.001, rcs: 40, adsb: true, nacp: 8})
	}
	s := station(t, "ADSB-ELP", geo.Deg(31.5, -106.5).At(20), k)
	off := map[air.Callsign][]float64{}
	for _, r := range run(s, k, 0, 30*air.Minute).reports {
		for i := range k.flights {
			if k.flights[i].name == r.Callsign.String() {
				f := geo.NewFrame(k.flights[i].from.At(0))
				off[r.Callsign] = append(off[r.Callsign], f.To(geo.LatLon{Lat: r.Lat, Lon: r.Lon}.At(0).ECEF()).X)
			}
		}
	}
	var variance, next, later, n, m float64
	for i := range k.flights {
		list := off[air.NewCallsign(k.flights[i].name)]
		for j := 1; j < len(list); j++ {
			variance, next, n = variance+list[j]*list[j], next+list[j]*list[j-1], n+1
			if j >= 400 {
				later, m = later+list[j]*list[j-400], m+1
			}
		}
	}
	variance, next, later = variance/n, next/n, later/m
	if sigma := math.Sqrt(variance); math.Abs(sigma/37.83-1) > 0.06 {
		t.Errorf("one standard deviation is %.1f m, want 37.8", sigma)
	}
	if math.Abs(next/variance-lasting) > 0.05 || math.Abs(later/variance) > 0.1 {
		t.Errorf("%.3f of the variance lasts to the next report, %.3f ten minutes; want 0.8 and 0", next/variance, later/variance)
	}
}

// A phantom is heard, since somebody sends in its name; a lie moves what is heard
// and not what is seen.
func TestStationHearsLies(t *testing.T) {
	k := &sky{flights: []flight{
		{name: "GHOST", from: geo.Deg(32, -106), h: 9000, speed: 0.001, rcs: 40, adsb: true, nacp: 9, phantom: true},
		{name: "LIAR", from: geo.Deg(32, -107), h: 9000, speed: 0.001, rcs: 40, adsb: true, nacp: 9, claim: [3]float32{12_000, -5000, 300}},
	}}
	s := station(t, "ADSB-ELP", geo.Deg(31.5, -106.5).At(20), k)
	heard := 0
	for _, r := range run(s, k, 0, air.Minute).reports {
		if r.Callsign.String() == "GHOST" {
			heard++
			continue
		}
		f := geo.NewFrame(k.flights[1].from.At(0))
		at := f.To(geo.LatLon{Lat: r.Lat, Lon: r.Lon}.At(0).ECEF())
		if math.Abs(at.X-12_000) > 80 || math.Abs(at.Y+5000) > 80 || r.Level != air.FLFeet((9000+300)/geo.Foot) {
			t.Errorf("the liar says it is %.0f m east, %.0f north, at %v", at.X, at.Y, r.Level)
		}
	}
	if heard < 30 {
		t.Errorf("the phantom is heard %d times in a minute", heard)
	}
}

// An observer reports what it is told it saw, once, within a few miles; and
// nothing of what it is not told.
func TestObserver(t *testing.T) {
	k := &sky{flights: []flight{{name: "A", from: geo.Deg(32, -106), h: 900, speed: 50, rcs: 10}}}
	s := one(t, radarAt(t, "COAST-1", "Observer", geo.Deg(32, -106.1).At(100)), k, sea)
	saw := air.Observe{Sensor: "COAST-1", Lat: 32 * geo.Degree, Lon: -106 * geo.Degree, AltFt: 3000, HasAlt: true}
	if s.Apply(air.Observe{Sensor: "COAST-2"}) || !s.Apply(saw) {
		t.Fatal("taken for another, or not taken")
	}
	if one(t, radarAt(t, "COAST-1", "ARSR-4", geo.Deg(32, -106.1).At(100)), k, sea).Apply(saw) {
		t.Error("a radar took an observer's order")
	}
	got := run(s, k, 0, air.Minute)
	if len(got.reports) != 1 || len(got.plots)+len(got.looks) != 0 {
		t.Fatalf("%d reports, %d plots", len(got.reports), len(got.plots))
	}
	r := got.reports[0]
	if d := geo.Distance(geo.LatLon{Lat: r.Lat, Lon: r.Lon}, geo.Deg(32, -106)); d > 6*geo.NM || d == 0 || r.Level != air.FLFeet(3000) || r.Has != air.HasLevel {
		t.Errorf("report %+v, %.1f NM off", r, d/geo.NM)
	}
}
