package radar

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// reasons counts what the primary's looks came to.
func reasons(looks []truth.Look) map[truth.Reason]int {
	n := map[truth.Reason]int{}
	for _, l := range looks {
		n[l.PSR]++
	}
	return n
}

// cloudAt puts a cloud at a distance, with a velocity along its azimuth.
func cloudAt(kind truth.CloudKind, azimuth, distance, base, outward float64) truth.Cloud {
	p, _ := geo.Direct(conformAt, azimuth, distance)
	at := p.At(base).ECEF()
	d := at.Sub(conformAt.At(base).ECEF())
	return truth.Cloud{Key: num.Key("CLOUD"), Kind: kind, Pos: at, Vel: d.Scale(outward / d.Norm()), Radius: 8000, Thickness: 6000}
}

// An aircraft that flies past a radar, not to or from it, stands still for a
// canceller; one that flies at a blind speed seems to.
func TestBlindSpeedInTheLooks(t *testing.T) {
	for _, tt := range []struct {
		name  string
		shown float64 // m/s
		blind bool
	}{
		{"tangential", 0, true},
		{"at the first blind speed", 1, true},
		{"half way to it", 0.5, false},
	} {
		rt, _ := atlas.FindRadarType("FPS-20 family") // no stagger
		first := geo.SpeedOfLight / rt.Frequency * rt.Processing.PRF / 2
		k := ring(20, 120_000, 7000, 20)
		for i := range k.flights {
			k.flights[i].shown = tt.shown * first
		}
		r := radarAt(t, "OLD", rt.Name, conformAt.At(100))
		r.FalsePerScan = 0
		n := reasons(run(one(t, r, k, sea), k, 0, 60*air.Second).looks)
		if blind := n[truth.Blind] > 90 && n[truth.Seen] == 0; blind != tt.blind || !tt.blind && n[truth.Seen] < 90 {
			t.Errorf("%s: %d of 100 looks blind, %d seen", tt.name, n[truth.Blind], n[truth.Seen])
		}
	}
}

// A light aircraft in a shower: a radar without Doppler filters loses it, one with
// filters does not while it flies against the wind; behind the shower or before
// it both have it.
func TestLightAircraftInAShower(t *testing.T) {
	see := func(kind string, distance, wind float64) map[truth.Reason]int {
		rt, _ := atlas.FindRadarType(kind)
		from, _ := geo.Direct(conformAt, 1, distance)
		k := &sky{flights: []flight{{name: "C172", from: from, h: 1500, speed: 0.001, rcs: 2, shown: 30, dark: true}}}
		k.clouds = []truth.Cloud{cloudAt(truth.Rain, 1, 40_000, 0, wind)}
		k.clouds[0].Rate = 50
		r := radarAt(t, "TERMINAL", kind, conformAt.At(30))
		r.FalsePerScan = 0
		return reasons(run(one(t, r, k, sea), k, 0, 50*rt.Scan).looks)
	}
	if n := see("ASR-9", 40_000, -5); n[truth.Seen] < 40 {
		t.Errorf("filters against the wind: %v", n)
	}
	if n := see("ASR-9", 40_000, 30); n[truth.Seen] > 25 || n[truth.Blind]+n[truth.Cluttered] < 20 {
		t.Errorf("filters with a storm as fast as the aircraft: %v", n)
	}
	if n := see("ASR-9", 60_000, 30); n[truth.Seen] < 40 {
		t.Errorf("behind the shower: %v", n)
	}
	if n := see("TPS-70", 40_000, 15); n[truth.Cluttered] < 20 {
		t.Errorf("a canceller in rain that drifts: %v", n)
	}
}

// Chaff gives plots of its own, and hides what flies in it from a canceller in
// wind; filters part a bomber from it by their speeds.
func TestChaff(t *testing.T) {
	see := func(kind string, dipoles, outward float64) (own int, looks map[truth.Reason]int) {
		rt, _ := atlas.FindRadarType(kind)
		from, _ := geo.Direct(conformAt, 1, 70_000)
		k := &sky{flights: []flight{{name: "TU95", from: from, h: 6000, speed: 0.001, rcs: 10, shown: 100, dark: true}}}
		c := cloudAt(truth.Chaff, 1, 70_000, 5500, outward)
		c.Radius, c.Thickness, c.Dipoles = 1500, 1000, dipoles
		k.clouds = []truth.Cloud{c}
		r := radarAt(t, "SITE", kind, conformAt.At(100))
		r.FalsePerScan = 0
		got := run(one(t, r, k, sea), k, 0, 10*rt.Scan)
		looks = reasons(got.looks)
		return len(got.plots) - looks[truth.Seen], looks
	}
	if own, n := see("ARSR-1/2", 3e6, 20); own < 10 || n[truth.Cluttered] < 5 {
		t.Errorf("a canceller: %d plots of chaff, looks %v; want many, and the bomber in clutter", own, n)
	}
	if own, n := see("ASR-9", 3e6, 20); own < 10 || n[truth.Seen] < 8 {
		t.Errorf("filters: %d plots of chaff, looks %v; want many, and the bomber seen", own, n)
	}
	if own, n := see("ASR-9", 0, 20); own != 0 || n[truth.Seen] < 8 {
		t.Errorf("without a dipole: %d plots, looks %v", own, n)
	}
}

// Only chaff that hangs in the notch is taken out: in still air, or in wind
// across.
func TestChaffInTheNotch(t *testing.T) {
	for _, kind := range []string{"ARSR-4", "ASR-9", "CARSR"} {
		s := one(t, radarAt(t, "SITE", kind, conformAt.At(100)), &sky{}, sea)
		still, wind := s.chaffGain(&truth.Snapshot{}, &geometry{}, 0), s.chaffGain(&truth.Snapshot{}, &geometry{}, 15)
		if still > -20 || wind < -10 {
			t.Errorf("%s: %.1f dB of chaff in still air, %.1f in a wind of 15 m/s; want it gone, and there", kind, still, wind)
		}
	}
}

// A mountain within sight hides a slow aircraft in its cell; one that the
// mountain itself hides from the antenna is masked, and what flies fast is seen.
func TestGroundClutterWhereTheGroundIsSeen(t *testing.T) {
	at := conformAt
	hills := func(p geo.LatLon) float64 { // a range of hills 40 to 50 km off, else a plain
		if d := geo.Distance(at, p); d > 40_000 && d < 50_000 {
			return 200 + 500*math.Abs(math.Sin(d/700))
		}
		return 10
	}
	see := func(km, h, shown float64) map[truth.Reason]int {
		k := ring(20, km*1000, h, 2)
		for i := range k.flights {
			k.flights[i].shown, k.flights[i].dark = shown, true
		}
		r := radarAt(t, "SITE", "ASR-9", at.At(60))
		r.FalsePerScan = 0
		return reasons(run(one(t, r, k, hills), k, 0, 48*air.Second).looks)
	}
	if n := see(41, 900, 2); n[truth.Blind]+n[truth.Cluttered] < 150 {
		t.Errorf("slow over the hills: %v", n)
	}
	if n := see(41, 900, 90); n[truth.Seen] < 150 {
		t.Errorf("fast over the hills: %v", n)
	}
	if n := see(70, 2500, 2); n[truth.Seen] < 120 {
		t.Errorf("slow and high behind them, where the ground is hidden: %v", n)
	}
	if n := see(70, 300, 90); n[truth.Masked] < 190 {
		t.Errorf("low behind them: %v", n)
	}
}

// A rough sea costs a gap filler a small boat of an aircraft; a smooth one does
// not.
func TestSeaState(t *testing.T) {
	see := func(state float64) float64 {
		k := ring(20, 15_000, 50, 0.3)
		for i := range k.flights {
			k.flights[i].shown, k.flights[i].dark = 3, true
		}
		r := radarAt(t, "GAP", "FPS-124", conformAt.At(60))
		r.FalsePerScan = 0
		s := one(t, r, k, sea)
		s.survey(state)
		sum, n := 0.0, 0.0
		for _, l := range run(s, k, 0, 10*air.Second).looks {
			sum, n = sum+float64(l.Pd), n+1
		}
		return sum / n
	}
	calm, rough := see(0), see(6)
	t.Logf("Pd %.3f over a calm sea, %.3f at sea state 6", calm, rough)
	if calm < rough+0.1 {
		t.Errorf("Pd %.3f over a calm sea, %.3f at sea state 6: want it much worse", calm, rough)
	}
}

// The fairest echo of a place is that of a target at the best of speeds; none at
// the same place has more, but what a canceller gains midway between blind speeds.
func TestFairestEcho(t *testing.T) {
	for _, kind := range []string{"ASR-9", "ARSR-4", "FPS-20 family", "TPS-77"} {
		k := ring(20, 50_000, 1500, 5)
		s := one(t, radarAt(t, "SITE", kind, conformAt.At(60)), k, func(geo.LatLon) float64 { return 10 })
		fast := fair(s.chain)
		for i := range k.flights {
			k.flights[i].shown = fast
		}
		snap := k.beat(0, air.Second)
		a := &snap.Aircraft[3]
		g := s.locate(a.Pos, a.Pos.Sub(s.frame.Origin), air.Second)
		l := s.level(snap, a, &s.fleet[3], &g)
		near(t, kind, l.sinr()-l.gain, s.fairest(toDB(5), &g), 0.1)
	}
}

// Whatever the sky: Pd is a probability, nothing is not a number, a plot goes with
// a look that saw, and nothing breaks.
func TestStrangeSkies(t *testing.T) {
	odd := func(low, high float64) *rapid.Generator[float64] {
		return rapid.OneOf(rapid.Float64Range(low, high), rapid.SampledFrom([]float64{0, low, high, 1e-30, 1e30, math.Inf(1), math.NaN()}))
	}
	types := []string{"ARSR-4", "ASR-9", "FPS-20 family", "FPS-124", "TARS L-88", "PS-890 Erieye"}
	rapid.Check(t, func(rt *rapid.T) {
		k := &sky{}
		for i := range rapid.IntRange(1, 6).Draw(rt, "aircraft") {
			from, _ := geo.Direct(conformAt, rapid.Float64Range(0, 0.1).Draw(rt, "azimuth"), rapid.Float64Range(0, 120_000).Draw(rt, "distance"))
			k.flights = append(k.flights, flight{
				name: string(rune('A' + i)), from: from, h: rapid.Float64Range(-100, 20_000).Draw(rt, "height"), speed: rapid.Float64Range(0, 900).Draw(rt, "speed"),
				track: rapid.Float64Range(0, 6).Draw(rt, "track"), rcs: rapid.Float64Range(1e-4, 1e6).Draw(rt, "m2"), jams: rapid.Bool().Draw(rt, "jams"),
				jammer: truth.Jammer{ERP: odd(0, 1e6).Draw(rt, "W"), Frequency: odd(1e8, 1e10).Draw(rt, "Hz"), Bandwidth: odd(1, 1e9).Draw(rt, "band")},
			})
		}
		for range rapid.IntRange(0, 3).Draw(rt, "clouds") {
			c := cloudAt(truth.CloudKind(rapid.IntRange(0, 3).Draw(rt, "kind")), 0.05, rapid.Float64Range(0, 120_000).Draw(rt, "far"), 100, 20)
			c.Radius, c.Thickness = odd(0, 1e5).Draw(rt, "radius"), odd(0, 1e4).Draw(rt, "thickness")
			c.Rate, c.Dipoles = odd(0, 200).Draw(rt, "rate"), odd(0, 1e9).Draw(rt, "dipoles")
			k.clouds = append(k.clouds, c)
		}
		r := radarAt(t, "SITE", rapid.SampledFrom(types).Draw(rt, "type"), conformAt.At(rapid.Float64Range(0, 5000).Draw(rt, "antenna")))
		r.Lobing = rapid.Bool().Draw(rt, "lobing")
		s := one(t, r, k, sea)
		for _, l := range run(s, k, 0, 12*air.Second).looks {
			if !(l.Pd >= 0 && l.Pd <= 1) || l.SNR != l.SNR || (l.Plot != 0) != (l.PSR == truth.Seen || l.SSR == truth.Seen) {
				rt.Fatalf("look %+v", l)
			}
		}
	})
}
