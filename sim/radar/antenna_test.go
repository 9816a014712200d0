package radar

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// aboard makes the sensor of a type aboard the first aircraft of a sky.
func aboard(t *testing.T, kind string, k *sky, g ground) *Sensor {
	t.Helper()
	r := radarAt(t, "AEW", kind, geo.Deg(29, -111).At(1000))
	r.Carrier, r.FalsePerScan = k.flights[0].name, 0
	return one(t, r, k, g)
}

// A radar aboard looks while its carrier flies, and says where it is each beat;
// when it is down, one mark says so and then nothing.
func TestCarriedRadarFliesWithItsCarrier(t *testing.T) {
	k := &sky{flights: []flight{
		{name: "EMB1", from: geo.Deg(29, -111), track: 1, h: 7600, speed: 190, rcs: 25, up: 20 * air.Second, down: 80 * air.Second},
		{name: "ABEAM", from: geo.Deg(28, -110), track: 1, h: 7000, speed: 190, rcs: 50},
	}}
	s := aboard(t, "PS-890 Erieye", k, sea)
	before, during, after := run(s, k, 0, 20*air.Second), run(s, k, 20*air.Second, 80*air.Second), run(s, k, 80*air.Second, 100*air.Second)
	if !s.Info().Moving || len(before.looks)+len(before.services)+len(before.places) != 0 {
		t.Errorf("on the ground: %d looks, %d marks, %d places, want none", len(before.looks), len(before.services), len(before.places))
	}
	if len(during.places) != 61 || len(during.services) < 22 || len(during.plots) < 11 {
		t.Errorf("in flight: %d places, %d marks, %d plots, want 61, 24 and about 12", len(during.places), len(during.services), len(during.plots))
	}
	for _, p := range during.places {
		if off := p.At; geo.Distance(geo.LatLon{Lat: p.Lat, Lon: p.Lon}, k.flights[0].where(off).Geodetic().LatLon) > 8*sigmaPlatform {
			t.Errorf("at %v it says it is at %.4f %.4f: too far from where it is", p.At, p.Lat/geo.Degree, p.Lon/geo.Degree)
		}
	}
	if len(after.services) != 1 || after.services[0].State != air.Down || len(after.places)+len(after.looks) != 0 {
		t.Errorf("landed: marks %+v, %d places, want one that it is down", after.services, len(after.places))
	}
	for _, l := range during.looks {
		if l.Target == 0 {
			t.Fatal("it sees itself")
		}
	}
}

// Its range and azimuth are those from where it is at the instant, from true
// north, whichever way it flies.
func TestCarriedRadarMeasuresFromWhereItIs(t *testing.T) {
	for _, kind := range []string{"APY-1/2", "APS-145", "PS-890 Erieye"} {
		k := &sky{flights: []flight{
			{name: "AEW1", from: geo.Deg(29, -111), track: 2.5, h: 8500, speed: 220, rcs: 100},
			{name: "MOVER", from: geo.Deg(29.9, -112), track: 4, h: 9000, speed: 250, rcs: 1000},
		}}
		s := aboard(t, kind, k, sea)
		s.chain.Sidelobe = 60 // so strong a target would show beside the beam, too
		got := run(s, k, 0, 3*air.Minute)
		if len(got.plots) < 10 {
			t.Fatalf("%s: %d plots in 3 minutes", kind, len(got.plots))
		}
		for _, p := range got.plots {
			f := geo.NewFrame(k.flights[0].where(p.At).Geodetic())
			place := f.To(k.flights[1].where(p.At)).Spherical()
			if math.Abs(p.Range()-place.Range) > 6*s.info.SigmaRange+1 || math.Abs(geo.Delta(p.Azimuth(), place.Azimuth)) > 12*s.info.SigmaAz {
				t.Errorf("%s at %v: %.0f m at %.2f deg, want %.0f at %.2f", kind, p.At, p.Range(), p.Azimuth()/geo.Degree, place.Range, place.Azimuth/geo.Degree)
			}
		}
	}
}

// A wheel of targets around an Erieye that flies northeast: it sees 75 degrees to
// either side of abeam and is blind ahead and astern; toward the edge its
// azimuths are worse, as 1/cos.
func TestErieyeLooksToTheSides(t *testing.T) {
	heading := 45 * geo.Degree
	at := geo.Deg(29, -111)
	k := &sky{flights: []flight{{name: "EMB1", from: at, track: heading, h: 7600, speed: 0.001, rcs: 25}}}
	const n = 72
	for i := range n {
		from, _ := geo.Direct(at, heading+float64(i)*geo.Turn/n, 120_000)
		k.flights = append(k.flights, flight{name: "T" + string(rune('A'+i%26)) + string(rune('a'+i/26)), from: from, h: 6000, speed: 0.001, rcs: 2000})
	}
	s := aboard(t, "PS-890 Erieye", k, sea)
	got := run(s, k, 0, 10*air.Minute)
	seen := map[int]int{}
	for _, l := range got.looks {
		i := int(l.Target) - 1
		off := math.Abs(math.Abs(geo.Delta(0, float64(i)*geo.Turn/n)) - geo.Turn/4)
		if out := l.PSR == truth.OutOfSector && l.SSR == truth.OutOfSector; math.Abs(off-75*geo.Degree) > 0.5*geo.Degree && out != (off > 75*geo.Degree) {
			t.Fatalf("%d degrees from the nose: PSR %v, SSR %v", i*5, l.PSR, l.SSR)
		}
		if l.Plot != 0 {
			seen[i]++
		}
	}
	if seen[18] < 110 || seen[54] < 110 || seen[0] != 0 || seen[36] != 0 || seen[2] != 0 {
		t.Errorf("seen %d times abeam, %d on the other side, %d ahead, %d astern; want nearly 120, 0", seen[18], seen[54], seen[0], seen[36])
	}
	worse := func(i int) float64 {
		sum, m := 0.0, 0
		right := s.frame.To(k.flights[i+1].where(0)).Spherical()
		for _, p := range got.plots {
			if d := geo.Delta(right.Azimuth, p.Azimuth()); math.Abs(d) < 2*geo.Degree {
				sum, m = sum+d*d, m+1
			}
		}
		return math.Sqrt(sum/float64(m)) / s.info.SigmaAz
	}
	if abeam, edge := worse(18), worse(18+14); math.Abs(edge/abeam-1/math.Cos(70*geo.Degree)) > 0.6 {
		t.Errorf("70 degrees off abeam azimuths are %.2f times worse, want %.2f", edge/abeam, 1/math.Cos(70*geo.Degree))
	}
	for _, m := range got.services {
		if width := float64((m.To-m.From)&(1<<24-1)) / (1 << 24); math.Abs(width-150.0/360) > 1e-6 {
			t.Errorf("a mark over %.1f degrees, want a sector's 150", width*360)
		}
	}
}

// From 25,000 ft over the Sonoran coast the Erieye sees a dark Cessna at 500 ft
// above the plain, which from no radar site on the ground within reach is above
// the horizon; and a fishing boat of ten knots.
func TestErieyeSeesWhatNoGroundRadarSees(t *testing.T) {
	low := geo.Deg(27.3, -109.9)
	k := &sky{flights: []flight{
		{name: "EMB1", from: geo.Deg(28.5, -110.6), track: 1.05, h: 25_000 * geo.Foot, speed: 190, rcs: 25},
		{name: "C210", from: low, track: 0, h: atlas.Ground(low) + 500*geo.Foot, speed: 80, rcs: 2, dark: true},
		{name: "BOAT", from: geo.Deg(27.5, -111.2), track: 0, h: 5, speed: 5, rcs: 30, dark: true},
	}}
	s := aboard(t, "PS-890 Erieye", k, atlas.Obstacle)
	plots := map[truth.AircraftID]int{}
	for _, l := range run(s, k, 0, 3*air.Minute).looks {
		if l.PSR == truth.Seen {
			plots[l.Target]++
		}
	}
	if plots[1] < 20 || plots[2] < 20 {
		t.Errorf("in 36 looks the Erieye has %d of the Cessna, %d of the boat", plots[1], plots[2])
	}
	near := 0
	for _, rs := range atlas.RadarSites() {
		rt, ok := atlas.FindRadarType(rs.Type)
		if !ok || rt.Airborne || geo.Distance(rs.Pos, low) > 300*geo.NM || rs.Nation == air.NoNation {
			continue
		}
		near++
		g := site(t, rs.ID)
		g.FalsePerScan = 0
		for _, l := range run(one(t, g, k, atlas.Obstacle), k, 0, air.Minute).looks {
			if l.Target == 1 && l.PSR == truth.Seen {
				t.Errorf("%s sees the Cessna", rs.ID)
				break
			}
		}
	}
	if near < 5 {
		t.Errorf("%d sites within 300 NM: nothing is proved", near)
	}
}

// The rays of a moving antenna agree with the horizon that a fixed one surveys,
// where both stand at one place.
func TestRayAgreesWithTheSurvey(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	fixed := newSight(at.At(1700), 400_000, atlas.Obstacle)
	differ, n := 0, 0
	for i := range 4000 {
		draw := num.At(testSeed, num.For("test"), uint64(i), 0, 0)
		azimuth := float64(int(draw.Uniform()*bearings)) * (geo.Turn / bearings) // where a profile is
		to, _ := geo.Direct(at, azimuth, 10_000+float64(draw.Uniform()*340_000))
		target := to.At(float64(draw.Uniform() * 9000))
		place := geo.NewFrame(at.At(1700))
		sp := place.To(target.ECEF()).Spherical()
		a := fixed.aim(sp.Range, sp.Azimuth, target.Height)
		moving := fixed
		moving.stand(at.At(1700))
		n++
		if fixed.sees(&a, sp.Azimuth) != moving.reaches(&a, sp.Azimuth) {
			differ++
		}
	}
	if differ > n/200 {
		t.Errorf("%d of %d answers differ", differ, n)
	}
}

// A beat of a moving sensor or of a station costs no memory once its lists have
// grown.
func TestMovingSensorsAllocateNothing(t *testing.T) {
	for _, kind := range []string{"APY-1/2", "PS-890 Erieye", "ADS-B station"} {
		k := crowd(200)
		for i := range k.flights {
			k.flights[i].adsb, k.flights[i].nacp = true, 9
		}
		k.flights[0].h = 9000
		r := radarAt(t, "AEW", kind, k.flights[0].from.At(9000))
		if r.Type.Airborne {
			r.Carrier = k.flights[0].name
		}
		s := one(t, r, k, atlas.Obstacle)
		snap := k.beat(0, air.Second)
		for range 3 {
			turnOnce(s, snap)
		}
		if n := testing.AllocsPerRun(24, func() {
			snap.From = (snap.From + air.Second) % (12 * air.Second)
			snap.At = snap.From + air.Second
			s.Look(snap)
		}); n != 0 {
			t.Errorf("%s: %g allocations a beat, want none", kind, n)
		}
	}
}

// Orders that no person would give, and that wires can carry, break nothing.
func TestStrangeOrders(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	k := &sky{flights: []flight{{name: "A", from: geo.Deg(29.5, -111), h: 9000, track: 1, speed: 200, rcs: 40}}}
	for _, kind := range []string{"ARSR-4", "TARS L-88", "Observer", "ADS-B station"} {
		s := one(t, radarAt(t, "SITE", kind, geo.Deg(29, -111).At(4500)), k, sea)
		for _, v := range []float64{nan, inf, -inf, 1e300} {
			s.Apply(air.Degrade{Sensor: "SITE", DB: v})
			s.Apply(air.Shift{Sensor: "SITE", Range: v, Az: v})
			s.Apply(air.Observe{Sensor: "SITE", Lat: v, Lon: v, AltFt: v, HasAlt: true})
			for _, r := range run(s, k, 0, 24*air.Second).reports {
				if !(math.Abs(r.Lat) <= math.Pi/2 && math.Abs(r.Lon) <= math.Pi) {
					t.Errorf("%s: a report at %g, %g", kind, r.Lat, r.Lon)
				}
			}
		}
	}
}
