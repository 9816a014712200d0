package geo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestECEF(t *testing.T) {
	const b = 6356752.314245 // m, polar half axis (NIMA TR8350.2)
	tests := []struct {
		name             string
		lat, lon, height float64
		want             Vec
	}{
		{"equator and Greenwich", 0, 0, 0, Vec{SemiMajor, 0, 0}},
		{"equator, 90 E, 1 km up", 0, 90, 1000, Vec{0, SemiMajor + 1000, 0}},
		{"North Pole", 90, 0, 0, Vec{0, 0, b}},
		{"South Pole, 100 m up", -90, 45, 100, Vec{0, 0, -b - 100}},
		// a/sqrt(2 - e2) and the same times 1 - e2.
		{"45 N", 45, 0, 0, Vec{4517590.879, 0, 4487348.409}},
	}
	for _, tt := range tests {
		got := Deg(tt.lat, tt.lon).At(tt.height).ECEF()
		if got.Sub(tt.want).Norm() > 1e-3 {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// From 10 km below to 1,000 km above the ellipsoid, anywhere, there and back is
// the same place to 1 mm.
func TestGeodeticUndoesECEF(t *testing.T) {
	check := func(t interface{ Errorf(string, ...any) }, g Geodetic) {
		v := g.ECEF()
		back := v.Geodetic()
		if d := back.ECEF().Sub(v).Norm(); !(d < 1e-3) {
			t.Errorf("%v comes back as %v, %g m away", g, back, d)
		}
		if !(math.Abs(back.Height-g.Height) < 1e-3) || !(math.Abs(back.Lat-g.Lat) < 1e-9) {
			t.Errorf("%v comes back as %v", g, back)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, anyPlace(t).At(rapid.Float64Range(-10e3, 1000e3).Draw(t, "height")))
	})
	for _, lat := range []float64{90, -90, 90 - 1e-7, -90 + 1e-9, 90 - 1e-12, 89.9999, 1e-12, 0} {
		for _, height := range []float64{-10e3, 0, 20e3, 1000e3} {
			check(t, Deg(lat, 123).At(height))
		}
	}
}

func TestVec(t *testing.T) {
	x, y, z := Vec{1, 0, 0}, Vec{0, 1, 0}, Vec{0, 0, 1}
	if x.Cross(y) != z || y.Cross(z) != x || z.Cross(x) != y {
		t.Error("the axes are not right-handed")
	}
	v := Vec{1, 2, -2}
	if v.Norm() != 3 || v.Dot(Vec{3, 0, 1}) != 1 || v.Scale(2).Sub(v) != v || v.Add(v.Scale(-1)) != (Vec{}) {
		t.Error("the arithmetic of vectors is wrong")
	}
}

func BenchmarkGeodetic(b *testing.B) {
	v := Deg(32, -106).At(7000).ECEF()
	for b.Loop() {
		v.Geodetic()
	}
}
