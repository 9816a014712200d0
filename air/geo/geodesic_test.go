package geo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func dms(sign, d, m, s float64) float64 { return sign * (d + m/60 + s/3600) }

// Published worked examples.
func TestInverse(t *testing.T) {
	tests := []struct {
		source                 string
		lat1, lon1, lat2, lon2 float64 // degrees
		distance               float64 // m
		az1, az2               float64 // degrees
		tolerance              float64 // m
	}{
		{"Flinders Peak to Buninyong, the test line of the Australian datum manual (GDA94, GRS-80)",
			dms(-1, 37, 57, 3.72030), dms(1, 144, 25, 29.52440), dms(-1, 37, 39, 10.15610), dms(1, 143, 55, 35.38390),
			54972.271, dms(1, 306, 52, 5.37), dms(1, 127, 10, 25.07) + 180, 0.001},
		{"Karney 2013, table 4: 5 m apart",
			-30.12345, 0, -30.12344, 0.00005, 4.944208, 77.04353354237, 77.04350844913, 1e-6},
		{"Karney 2013, table 5: nearly antipodal",
			-30, 0, 29.9, 179.8, 19989832.827610, 161.89052473633, 18.09073724574, 1e-6},
		{"GeographicLib's manual: Wellington to Salamanca",
			-41.32, 174.81, 40.96, -5.50, 19959679.267, math.NaN(), math.NaN(), 0.001},
	}
	for _, tt := range tests {
		d, az1, az2 := Inverse(Deg(tt.lat1, tt.lon1), Deg(tt.lat2, tt.lon2))
		if math.Abs(d-tt.distance) > tt.tolerance {
			t.Errorf("%s: %.6f m, want %.6f", tt.source, d, tt.distance)
		}
		for _, az := range [][2]float64{{az1, tt.az1}, {az2, tt.az2}} {
			if off := math.Abs(Delta(az[0], az[1]*Degree)) / Degree * 3600; off > 0.01 {
				t.Errorf("%s: azimuth %.8f, want %.8f", tt.source, az[0]/Degree, Wrap(az[1]*Degree)/Degree)
			}
		}
	}
}

func TestDirect(t *testing.T) {
	tests := []struct {
		source                  string
		lat, lon, azimuth, dist float64
		lat2, lon2              float64
	}{
		{"Karney 2013, table 2", 40, 0, 30, 10e6, 41.79331020506, 137.84490004377},
		{"GeographicLib's manual: 20,000 km from Perth", -32.06, 115.74, 225, 20000e3, 32.11195529, -63.95925278},
	}
	for _, tt := range tests {
		p, _ := Direct(Deg(tt.lat, tt.lon), tt.azimuth*Degree, tt.dist)
		if lat, lon := p.Degrees(); math.Abs(lat-tt.lat2) > 1e-8 || math.Abs(lon-tt.lon2) > 1e-8 {
			t.Errorf("%s: %.8f, %.8f, want %.8f, %.8f", tt.source, lat, lon, tt.lat2, tt.lon2)
		}
	}
}

// What Direct goes, Inverse measures.
func TestDirectUndoesInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyPlace(t)
		azimuth := rapid.Float64Range(0, 2*math.Pi).Draw(t, "azimuth")
		want := rapid.Float64Range(0, 15e6).Draw(t, "distance")
		b, _ := Direct(a, azimuth, want)
		if got := Distance(a, b); math.Abs(got-want) > 1e-6 {
			t.Errorf("went %.9f m, measured %.9f", want, got)
		}
		if there, back := Distance(a, b), Distance(b, a); math.Abs(there-back) > 1e-6 {
			t.Errorf("%.9f m there, %.9f m back", there, back)
		}
	})
}

func anyPlace(t *rapid.T) LatLon {
	return LatLon{
		Lat: rapid.Float64Range(-math.Pi/2, math.Pi/2).Draw(t, "lat"),
		Lon: rapid.Float64Range(-math.Pi, math.Pi).Draw(t, "lon"),
	}
}

func BenchmarkInverse(b *testing.B) {
	p, q := Deg(32, -106), Deg(31, -104)
	for b.Loop() {
		Distance(p, q)
	}
}
