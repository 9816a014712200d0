package radar

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// leg is a straight way at one speed.
type leg struct {
	to geo.LatLon
	kt float64
}

// trip returns where an aircraft is after a time: along the legs, climbing from
// the field to a height at a rate.
func trip(from geo.LatLon, field, height, climb float64, legs []leg) func(t air.Time) geo.Geodetic {
	return func(t air.Time) geo.Geodetic {
		left, at := t.Seconds(), from
		h := min(height, field+float64(climb*left))
		for _, l := range legs {
			d, az, _ := geo.Inverse(at, l.to)
			if flown := l.kt * geo.Knot * left; flown < d {
				p, _ := geo.Direct(at, az, flown)
				return p.At(h)
			}
			left -= d / (l.kt * geo.Knot)
			at = l.to
		}
		return at.At(h)
	}
}

// covers reports whether a receiver of the sensor could have a target: range,
// horizon, terrain, elevation; no luck.
func covers(s *Sensor, p geo.Geodetic) (psr, ssr bool) {
	place := s.frame.To(p.ECEF()).Spherical()
	psr, ssr = s.within(place.Range)
	aim := s.sight.aim(place.Range, place.Azimuth, p.Height)
	seen := s.hidden(&aim, place.Azimuth) == 0
	return psr && seen, ssr && seen
}

// The geometry of the King Air's flight from Torreon through Chihuahua towards
// El Paso at FL240, against figures of another program (orders.md section 0;
// 1-minute steps, mean terrain): who could see it first, within 3 minutes. Those
// figures end an ARSR-4 at the 200 NM of its Pd statement, not at the 250 NM of
// its instruments, with which QNW has the King Air 10 minutes earlier.
func TestKingAirGeometry(t *testing.T) {
	mmtc, _ := atlas.FindAirport("MMTC")
	mmcu, _ := atlas.FindAirport("MMCU")
	fly := trip(mmtc.Pos, 5000*geo.Foot, 24_000*geo.Foot, 2000*geo.FootMin,
		[]leg{{mmcu.Pos, 270}, {geo.Deg(31.78, -106.60), 270}})
	for _, tt := range []struct {
		site    string
		primary bool
		first   air.Time
	}{
		{"SEN-MMCU", false, 37 * air.Minute},
		{"TARS-MRF", true, 26 * air.Minute},
		{"QNW", true, 33 * air.Minute},
		{"DMN", true, 57 * air.Minute},
	} {
		r := site(t, tt.site)
		r.Type.Range = min(r.Type.Range, 200*geo.NM)
		s := one(t, r, &sky{}, atlas.Obstacle)
		first := air.Never
		for at := air.Time(0); at < 2*air.Hour && first == air.Never; at += 10 * air.Second {
			if psr, ssr := covers(s, fly(at)); psr && tt.primary || ssr && !tt.primary {
				first = at
			}
		}
		t.Logf("%s: first at %v, want about %v", tt.site, first, tt.first)
		if off := first - tt.first; off < -3*air.Minute || off > 3*air.Minute {
			t.Errorf("%s: first at %v, want %v within 3 minutes", tt.site, first, tt.first)
		}
	}
}

// The Boeing from Cancun at cruise: the last of Mexico's radars, the hole over
// the Gulf, the first of the United States'.
func TestBoeingGeometry(t *testing.T) {
	mmun, _ := atlas.FindAirport("MMUN")
	fly := trip(mmun.Pos, 0, 35_000*geo.Foot, 1800*geo.FootMin,
		[]leg{{geo.Deg(21.9, -87.4), 440}, {geo.Deg(24.5, -88.4), 440}, {geo.Deg(28.9, -89.6), 440}})
	mexico := []string{"SEN-MMUN", "SEN-MMMD"}
	last := func(primary bool) (last air.Time) {
		for _, id := range mexico {
			s := one(t, site(t, id), &sky{}, atlas.Obstacle)
			for at := air.Time(0); at < 70*air.Minute; at += 10 * air.Second {
				if psr, ssr := covers(s, fly(at)); (psr && primary || ssr && !primary) && at > last {
					last = at
				}
			}
		}
		return last
	}
	first := air.Never
	s := one(t, site(t, "NEW"), &sky{}, atlas.Obstacle)
	for at := air.Time(0); at < 70*air.Minute && first == air.Never; at += 10 * air.Second {
		if psr, _ := covers(s, fly(at)); psr {
			first = at
		}
	}
	for _, tt := range []struct {
		what      string
		got, want air.Time
	}{
		{"last primary of Mexico", last(true), 27 * air.Minute},
		{"last secondary of Mexico", last(false), 31 * air.Minute},
		{"first primary of NEW", first, 48 * air.Minute},
	} {
		t.Logf("%s: %v, want about %v", tt.what, tt.got, tt.want)
		if off := tt.got - tt.want; off < -3*air.Minute || off > 3*air.Minute {
			t.Errorf("%s: %v, want %v within 3 minutes", tt.what, tt.got, tt.want)
		}
	}
}

// A beat costs no memory once the horizons are surveyed, also in rain, chaff and
// noise, among birds.
func TestLookAllocatesNothing(t *testing.T) {
	at := geo.Deg(31.5, -106.5)
	k := crowd(200)
	for i := range 2 {
		k.flights[i].jams, k.flights[i].jammer = true, truth.Jammer{ERP: 10, Frequency: 1.3e9, Bandwidth: 50e6}
	}
	for i := range 20 {
		p, _ := geo.Direct(at, float64(i), float64(i)*15_000)
		k.clouds = append(k.clouds, truth.Cloud{Key: uint64(i), Kind: truth.Rain + truth.CloudKind(i%2), Pos: p.At(0).ECEF(), Radius: 9000, Thickness: 8000, Rate: 20, Dipoles: 1e5})
	}
	r := radarAt(t, "QNW", "ARSR-4", at.At(1400))
	r.Birds = 3
	s := one(t, r, k, sea)
	snap := k.beat(0, air.Second)
	turnOnce(s, snap)
	if n := testing.AllocsPerRun(24, func() {
		snap.From = (snap.From + air.Second) % s.info.Scan
		snap.At = snap.From + air.Second
		s.Look(snap)
	}); n != 0 {
		t.Errorf("%g allocations a beat, want 0", n)
	}
}
