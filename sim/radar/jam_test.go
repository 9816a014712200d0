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

// plain is a radar of the worked examples of physics.md section 7 over nothing
// that sends back: 1 m2 gives snr dB at a range.
func plain(t *testing.T, k *sky, sidelobe, snr, at float64) *Sensor {
	t.Helper()
	d := newDetector(15, 1e-6)
	c := receiver(sidelobe)
	rt := atlas.RadarType{
		Name: "PLAIN", PSR: true, Range: 500_000, Scan: 10 * air.Second, Frequency: 1.3e9, AzBeam: c.beam,
		ElevMin: -0.1, ElevMax: 0.5, SigmaRange: 50, SigmaAz: 0.003, Pulses: 15, Pfa: 1e-6,
		RefPd: d.pd(stated, fromDB(snr)), RefRCS: 1, RefRange: at, Processing: c.Processing,
	}
	if rt.RefPd > 0.999 {
		t.Fatalf("Pd %g", rt.RefPd)
	}
	s := one(t, scenario.Radar{Name: "PLAIN", Nation: air.USA, Type: rt, Pos: conformAt.At(50), Release: air.Only(air.USA)}, k, sea)
	s.sight.surface = nil
	return s
}

// levelAt is what a target's echo is against all noise, when the first aircraft
// of a sky is put at a distance.
func levelAt(s *Sensor, k *sky, distance float64) (sinr, slant float64) {
	k.flights[0].from, _ = geo.Direct(conformAt, 0.3, distance)
	snap := k.beat(0, air.Second)
	s.tune(snap)
	a := &snap.Aircraft[0]
	pos := snap.Where(a, 0)
	g := s.locate(pos, pos.Sub(s.frame.Origin), 0)
	l := s.level(snap, a, &s.fleet[0], &g)
	return l.sinr(), g.place.Range
}

// burnThrough is the slant range at which an echo stands need dB over all noise.
func burnThrough(s *Sensor, k *sky, need float64) float64 {
	low, high := 1000.0, 480_000.0
	for high-low > 1 {
		mid := (low + high) / 2
		if sinr, _ := levelAt(s, k, mid); sinr >= need {
			low = mid
		} else {
			high = mid
		}
	}
	_, slant := levelAt(s, k, low)
	return slant
}

// closed is the closed form of physics.md section 7 for an aircraft that jams
// from aboard: R0 sqrt((-J + sqrt(J^2 + 4 A)) / 2).
func closed(r0, snr0, jnr0, need float64) float64 {
	a, j := fromDB(snr0-need), fromDB(jnr0)
	return r0 * math.Sqrt((-j+math.Sqrt(j*j+4*a))/2)
}

// The worked values of physics.md section 7, through the whole chain: within 1 %
// of the closed form.
func TestBurnThrough(t *testing.T) {
	loud := truth.Jammer{ERP: 100, Frequency: 1.3e9, Bandwidth: 100e6}
	soft := truth.Jammer{ERP: 0.002, Frequency: 1.3e9, Bandwidth: 100e6}
	for _, tt := range []struct {
		name         string
		jammer       truth.Jammer
		snr0, jnr0   float64
		worked, need float64
	}{
		{"100 W against 30 dB at 100 km", loud, 30, 37.88, 9_033.6, 13},
		{"2 mW against 15 dB at 100 km", soft, 15, -9.107, 109_500, 13},
	} {
		want := closed(100_000, tt.snr0, tt.jnr0, tt.need)
		near(t, tt.name+", closed form", want, tt.worked, tt.worked*0.001)
		k := &sky{flights: []flight{{name: "JAM", h: 3000, speed: 0.001, rcs: 1, jams: true, jammer: tt.jammer}}}
		got := burnThrough(plain(t, k, 25, tt.snr0, 100_000), k, tt.need)
		t.Logf("%s: burn-through at %.1f m, closed form %.1f", tt.name, got, want)
		near(t, tt.name, got, want, want*0.01)
	}
}

// A jammer that stands off, 1 kW at 250 km in the sidelobes, shortens a radar
// of 370.4 km to 248.8.
func TestStandOff(t *testing.T) {
	from, _ := geo.Direct(conformAt, 0.3+math.Pi/2, 250_000)
	k := &sky{flights: []flight{
		{name: "A", h: 12_000, speed: 0.001, rcs: 1},
		{name: "JAM", from: from, h: 12_000, speed: 0.001, rcs: 10, jams: true, jammer: truth.Jammer{ERP: 1000, Frequency: 1.3e9, Bandwidth: 100e6}},
	}}
	s := plain(t, k, 34, 13, 370_400)
	near(t, "stand-off", burnThrough(s, k, 13), 248_800, 2488)
	k.flights[1].jams = false
	near(t, "in peace", burnThrough(s, k, 13), 370_400, 100)
}

// A bomber that jams: far out its direction and no range, each scan, and a look
// that says why; within the burn-through range it is a plot as well.
func TestJammingBomber(t *testing.T) {
	from, _ := geo.Direct(conformAt, 0.3, 150_000)
	bomber := flight{name: "JAM", from: from, track: 0.3 + math.Pi, h: 2000, speed: 250, rcs: 30, dark: true, jams: true,
		jammer: truth.Jammer{ERP: 500, Frequency: 1.3e9, Bandwidth: 100e6}}
	k := &sky{flights: []flight{bomber}}
	r := radarAt(t, "TEST-1", "TPS-77", conformAt.At(50))
	r.FalsePerScan = 0
	s := one(t, r, k, sea)
	seen := func(from, to air.Time) (strobes, plots, jammed int) {
		got := run(s, k, from, to)
		for _, p := range got.plots {
			switch {
			case p.Kind != air.Strobe:
				plots++
			case p.Rho != 0 || p.Has != 0:
				t.Fatalf("a strobe with range %d, fields %b", p.Rho, p.Has)
			default:
				strobes++
				place := s.frame.To(k.flights[0].where(p.At)).Spherical()
				near(t, "direction of a strobe", geo.Delta(place.Azimuth, p.Azimuth()), 0, 5*s.info.SigmaAz)
			}
		}
		for _, l := range got.looks {
			if l.PSR == truth.Jammed {
				jammed++
			}
		}
		return strobes, plots, jammed
	}
	far, plots, jammed := seen(0, 2*air.Minute)
	if far != 10 || plots > 1 || jammed < 9 {
		t.Errorf("at 150 km: %d strobes, %d plots, %d looks jammed; want 10, hardly any, nearly 10", far, plots, jammed)
	}
	if strobes, plots, _ := seen(490*air.Second, 550*air.Second); strobes != 5 || plots < 3 { // 27 to 12 km
		t.Errorf("near: %d strobes, %d plots; want one of each a scan", strobes, plots)
	}
	k.flights[0].jams = false
	if strobes, plots, jammed := seen(0, air.Minute); strobes != 0 || plots < 4 || jammed != 0 {
		t.Errorf("silent: %d strobes, %d plots, %d jammed", strobes, plots, jammed)
	}
}

// Two jammers nearer to one another than the strobe of the stronger is wide are
// one strobe.
func TestStrobesThatRunTogether(t *testing.T) {
	for _, tt := range []struct {
		apart float64 // degrees
		want  int
	}{{1, 5}, {10, 10}} {
		k := &sky{}
		for i, erp := range []float64{100, 20} {
			from, _ := geo.Direct(conformAt, 1+float64(i)*tt.apart*geo.Degree, 100_000)
			k.flights = append(k.flights, flight{name: string(rune('A' + i)), from: from, h: 9000, speed: 0.001, rcs: 1, jams: true,
				jammer: truth.Jammer{ERP: erp, Frequency: 1.3e9, Bandwidth: 100e6}})
		}
		strobes := 0
		for _, p := range run(plain(t, k, 25, 15, 100_000), k, 0, 50*air.Second).plots {
			if p.Kind == air.Strobe {
				strobes++
			}
		}
		if strobes != tt.want {
			t.Errorf("%g degrees apart: %d strobes in 5 scans, want %d", tt.apart, strobes, tt.want)
		}
	}
}
