package coverage

import (
	"math"
	"strings"
	"testing"

	"perimeter/air/geo"
)

func TestParseLevel(t *testing.T) {
	for _, tt := range []struct {
		in, name string
		metres   float64
		agl      bool
	}{
		{"500ft", "500 ft AGL", 152.4, true},
		{"500 ft agl", "500 ft AGL", 152.4, true},
		{"5000FTMSL", "5000 ft MSL", 1524, false},
		{"FL300", "FL300", 9144, false},
		{"fl045", "FL045", 1371.6, false},
		{"100000ftmsl", "100000 ft MSL", 30480, false},
	} {
		l, err := ParseLevel(tt.in)
		if err != nil || l.Name != tt.name || l.AGL != tt.agl || math.Abs(l.Height-tt.metres) > 1e-9 {
			t.Errorf("%q: %+v, %v", tt.in, l, err)
		}
	}
	for _, bad := range []string{"", "500", "ft", "FL", "FL300agl", "-5ft", "100001ft", "NaNft", "500ftaglmsl", "1e9ft", "FL+30 0x"} {
		if l, err := ParseLevel(bad); err == nil || !strings.Contains(err.Error(), "want a height such as") {
			t.Errorf("%q: %+v, %v", bad, l, err)
		}
	}
}

func FuzzParseLevel(f *testing.F) {
	for _, s := range []string{"500ft", "FL300", "30000ftmsl", "-0ft", "fl1e2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if l, err := ParseLevel(s); err == nil && !(l.Height >= 0 && l.Height <= Ceiling) {
			t.Errorf("%q: %+v", s, l)
		}
	})
}

// A point below the ground is not covered: FL050 lies under the high plateau.
func TestBelowTheGroundNothingIsCovered(t *testing.T) {
	opt := usual(t)
	opt.Levels = levels(t, "FL050", "500ft")
	s := look(t, sites(t, "SEN-MMMX"), opt)
	mexicoCity := geo.Deg(19.4, -99.1)
	if n, inside := s.Map(0, Cooperative).At(mexicoCity); n != 0 || !inside {
		t.Errorf("at FL050 over Mexico City %d radars see it (inside %v)", n, inside)
	}
	if r := s.Report("x"); r.Coverage[0].Below < 1e6 || r.Coverage[2].Below != 0 {
		t.Errorf("below ground: %g km2 at FL050, %g at 500 ft above it", r.Coverage[0].Below, r.Coverage[2].Below)
	}
}
