package air

import (
	"math"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

func TestRangeAndAzimuth(t *testing.T) {
	tests := []struct {
		name                 string
		m, rad               float64
		wantRange, wantAngle float64
	}{
		{"at the antenna", 0, 0, 0, 0},
		{"a 16th of a metre is the step", 1000.03, 0, 1000, 0},
		{"east", 250e3, math.Pi / 2, 250e3, math.Pi / 2},
		{"a turn is north again", 1, 2 * math.Pi, 1, 0},
		{"a hair below north rounds to north", 1, -1e-9, 1, 0},
		{"west, counted backwards", 1, -math.Pi / 2, 1, 3 * math.Pi / 2},
		{"no range below the antenna", -5, 0, 0, 0},
		{"as far as goes", 1e12, 0, math.MaxUint32 / 16.0, 0},
	}
	for _, tt := range tests {
		p := Plot{Rho: RhoOf(tt.m), Theta: ThetaOf(tt.rad)}
		if p.Range() != tt.wantRange || math.Abs(p.Azimuth()-tt.wantAngle) > 1e-12 {
			t.Errorf("%s: %v m, %v rad; want %v, %v", tt.name, p.Range(), p.Azimuth(), tt.wantRange, tt.wantAngle)
		}
	}
}

func TestPlotSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, rad := rapid.Float64Range(0, 500e3).Draw(t, "m"), rapid.Float64Range(-20, 20).Draw(t, "rad")
		p := Plot{Rho: RhoOf(m), Theta: ThetaOf(rad)}
		if math.Abs(p.Range()-m) > rhoLSB/2 {
			t.Fatalf("%v m comes back as %v", m, p.Range())
		}
		off := math.Remainder(p.Azimuth()-rad, 2*math.Pi)
		if p.Azimuth() < 0 || p.Azimuth() >= 2*math.Pi || math.Abs(off) > thetaLSB/2+1e-12 {
			t.Fatalf("%v rad comes back as %v", rad, p.Azimuth())
		}
	})
}

// TestSizes keeps what exists in thousands small.
func TestSizes(t *testing.T) {
	if got := unsafe.Sizeof(Plot{}); got != 56 {
		t.Errorf("a plot takes %d bytes, want 56", got)
	}
	if got := unsafe.Sizeof(Track{}); got > 256 {
		t.Errorf("a track takes %d bytes, want at most 256", got)
	}
}

func TestKindNames(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{PSR.String(), "PSR"}, {SSR.String(), "SSR"}, {Combined.String(), "PSR+SSR"}, {PlotKind(9).String(), "?"},
		{Coasting.String(), "coasting"}, {TrackStatus(9).String(), "?"},
		{FateTooLate.String(), "too late"}, {Fate(99).String(), "?"},
		{Suspect.String(), "suspect"}, {Identity(99).String(), "?"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestFindByNumber(t *testing.T) {
	v := View{Picture: Picture{Tracks: []Track{{Number: 3}, {Number: 7}, {Number: 9}}}, Marks: []Mark{{Track: 7, Identity: Friend}}}
	for number, want := range map[uint32]bool{3: true, 7: true, 9: true, 1: false, 8: false, 10: false} {
		if got := v.Find(number); (got != nil) != want || want && got.Number != number {
			t.Errorf("Find(%d) = %v, want one: %v", number, got, want)
		}
	}
	if got := v.Mark(7); got.Identity != Friend {
		t.Errorf("mark of track 7 = %+v", got)
	}
	if got := v.Mark(3); got != (Mark{Track: 3}) {
		t.Errorf("mark of a track without one = %+v, want pending", got)
	}
	if (&Picture{}).Find(1) != nil {
		t.Error("an empty picture has a track")
	}
}
