package geo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// East, north and up stand at right angles, have length 1, and are right-handed:
// to the last bits, everywhere.
func TestFrameIsOrthonormal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFrame(anyPlace(t).At(rapid.Float64Range(-1e3, 50e3).Draw(t, "height")))
		for _, dot := range []float64{
			f.East.Dot(f.North), f.North.Dot(f.Up), f.Up.Dot(f.East),
			f.East.Norm() - 1, f.North.Norm() - 1, f.Up.Norm() - 1,
			f.East.Cross(f.North).Sub(f.Up).Norm(),
		} {
			if math.Abs(dot) > 1e-15*4 {
				t.Errorf("off by %g", dot)
			}
		}
	})
}

func TestFrameFromUndoesTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFrame(anyPlace(t).At(0))
		v := anyPlace(t).At(rapid.Float64Range(0, 20e3).Draw(t, "height")).ECEF()
		if d := f.From(f.To(v)).Sub(v).Norm(); d > 1e-7 {
			t.Errorf("%g m away", d)
		}
		if d := f.Unturn(f.Turn(v)).Sub(v).Norm(); d > 1e-7 {
			t.Errorf("turned there and back: %g m away", d)
		}
	})
}

func TestFramePointsWhereItSays(t *testing.T) {
	at := Deg(31.29, -102.27)
	f := NewFrame(at.At(960))
	tests := []struct {
		name    string
		azimuth float64 // degrees
		to      func(Vec) float64
	}{
		{"north", 0, func(v Vec) float64 { return v.Y }},
		{"east", 90, func(v Vec) float64 { return v.X }},
		{"south", 180, func(v Vec) float64 { return -v.Y }},
		{"west", 270, func(v Vec) float64 { return -v.X }},
	}
	for _, tt := range tests {
		p, _ := Direct(at, tt.azimuth*Degree, 1000)
		enu := f.To(p.At(960).ECEF())
		if along := tt.to(enu); math.Abs(along-1000) > 0.3 || math.Abs(enu.Z) > 0.1 {
			t.Errorf("1 km %s is %v", tt.name, enu)
		}
	}
	if up := f.To(at.At(1960).ECEF()); up.Sub(Vec{0, 0, 1000}).Norm() > 1e-8 {
		t.Errorf("1 km up is %v", up)
	}
}

func TestSphericalUndoesENU(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Spherical{
			Range:     rapid.Float64Range(1, 500e3).Draw(t, "range"),
			Azimuth:   rapid.Float64Range(0, 2*math.Pi*(1-1e-12)).Draw(t, "azimuth"),
			Elevation: rapid.Float64Range(-1.5, 1.5).Draw(t, "elevation"),
		}
		got := s.ENU().Spherical()
		if math.Abs(got.Range-s.Range) > 1e-9*s.Range || math.Abs(Delta(got.Azimuth, s.Azimuth)) > 1e-12 ||
			math.Abs(got.Elevation-s.Elevation) > 1e-12 {
			t.Errorf("%v comes back as %v", s, got)
		}
		if got.Azimuth < 0 || got.Azimuth >= Turn {
			t.Errorf("azimuth %g is outside one turn", got.Azimuth)
		}
	})
}

// A radar at 300 m and an aircraft at FL300, 400 km away: on a ball, slant range
// and elevation have closed forms; the ellipsoid departs from them by little.
func TestSlantRangeBeyondTheHorizon(t *testing.T) {
	const h0, h, s = 300.0, 30000 * Foot, 400e3
	half := s / MeanRadius / 2
	slant := math.Sqrt((h-h0)*(h-h0) + 4*(MeanRadius+h0)*(MeanRadius+h)*math.Sin(half)*math.Sin(half))
	elevation := math.Atan2((MeanRadius+h)*math.Cos(2*half)-(MeanRadius+h0), (MeanRadius+h)*math.Sin(2*half))

	from := Deg(30, -100)
	f := NewFrame(from.At(h0))
	to, _ := Direct(from, 45*Degree, s)
	got := f.To(to.At(h).ECEF()).Spherical()
	if math.Abs(got.Range-slant) > 20 || math.Abs(got.Azimuth/Degree-45) > 0.01 || math.Abs(got.Elevation-elevation) > 0.01*Degree {
		t.Errorf("range %.1f m, azimuth %.4f, elevation %.4f degrees; want %.1f, 45, %.4f",
			got.Range, got.Azimuth/Degree, got.Elevation/Degree, slant, elevation/Degree)
	}
}
