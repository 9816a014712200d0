package radar

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"perimeter/air/geo"
	"perimeter/atlas"
)

func TestPdTable(t *testing.T) {
	f, err := os.Open("testdata/pd.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	values := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		var pfa, db, limit float64
		var n int
		var want [5]float64
		if _, err := fmt.Sscan(line, &pfa, &n, &db, &limit, &want[0], &want[1], &want[2], &want[3], &want[4]); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if got := threshold(n, pfa); math.Abs(got-limit) > 5.1e-5 {
			t.Errorf("threshold(%d, %g) = %.5f, want %.4f", n, pfa, got, limit)
		}
		for sw, want := range want {
			values++
			if got := Pd(sw, n, fromDB(db), pfa); math.Abs(got-want) > 5.1e-6 {
				t.Errorf("Pd(Swerling %d, N %d, %g dB, Pfa %g) = %.6f, want %.5f", sw, n, db, pfa, got, want)
			}
		}
	}
	if values != 150 {
		t.Errorf("the table has %d values, want 150", values)
	}
}

func TestSNRNeeded(t *testing.T) {
	tests := []struct {
		pd, pfa float64
		n       int
		want    [5]float64 // dB, Swerling 0 to 4
	}{
		{0.5, 1e-6, 1, [5]float64{11.24, 12.77, 12.77, 11.95, 11.95}},
		{0.9, 1e-6, 1, [5]float64{13.18, 21.14, 21.14, 17.30, 17.30}},
		{0.8, 1e-6, 8, [5]float64{5.44, 10.89, 6.26, 8.31, 5.87}},
		{0.8, 1e-6, 16, [5]float64{3.34, 8.84, 3.78, 6.25, 3.57}},
		{0.9, 1e-8, 16, [5]float64{4.62, 13.08, 5.36, 9.14, 5.01}},
	}
	for _, tt := range tests {
		d := newDetector(tt.n, tt.pfa)
		for sw, want := range tt.want {
			if got := d.snr(sw, tt.pd); math.Abs(got-want) > 0.0051 {
				t.Errorf("Pd %g, Pfa %g, N %d, Swerling %d needs %.3f dB, want %.2f", tt.pd, tt.pfa, tt.n, sw, got, want)
			}
		}
	}
}

// The worked example of physics.md section 1: Pd 0.8 on 1 m2 at 200 NM,
// Swerling 1, Pfa 1e-6, 15 pulses.
func TestCalibratedRadarEquation(t *testing.T) {
	var shared curves
	b := newBudget(&atlas.RadarType{RefPd: 0.8, RefRCS: 1, RefRange: 200 * geo.NM, Pulses: 15, Pfa: 1e-6}, &shared)
	if math.Abs(b.snr0-9.025) > 0.0006 {
		t.Errorf("SNR at the statement = %.4f dB, want 9.025", b.snr0)
	}
	for _, tt := range []struct{ rcs, nm, pd float64 }{
		{1, 200, 0.8},
		{1, 150, 0.9314},
		{1, 100, 0.9860},
		{0.1, 100, 0.8693},
		{0.01, 60, 0.8343},
		{10, 240, 0.9544},
		{1, 165.6, 0.9},
		{1, 267.0, 0.5},
		{1, 368.0, 0.1},
	} {
		got := b.curve.at(1, b.snr(toDB(tt.rcs), tt.nm*geo.NM))
		if math.Abs(got-tt.pd) > 4e-4 {
			t.Errorf("%g m2 at %g NM: Pd = %.5f, want %.4f", tt.rcs, tt.nm, got, tt.pd)
		}
	}
	if got := b.snr(0, 150*geo.NM); math.Abs(got-14.02) > 0.005 {
		t.Errorf("SNR of 1 m2 at 150 NM = %.3f dB, want 14.02", got)
	}
}

func TestCurveErrsLittle(t *testing.T) {
	var shared curves
	for _, n := range []int{1, 15, 40} {
		c := shared.of(n, 1e-6)
		for sw := range uint8(5) {
			for db := -25.0; db < 45; db += 0.0173 {
				if got, want := c.at(sw, db), c.exact.pd(int(sw), fromDB(db)); math.Abs(got-want) > 1e-4 {
					t.Fatalf("N %d, Swerling %d, %.3f dB: curve gives %.6f, exact %.6f", n, sw, db, got, want)
				}
			}
		}
	}
	if again := shared.of(15, 1e-6); again != shared[1] || len(shared) != 3 {
		t.Errorf("the curve of 15 pulses was made twice: %d curves, want 3", len(shared))
	}
}

func TestPdAtNoSignalIsPfa(t *testing.T) {
	for sw := range 5 {
		for _, n := range []int{1, 15} {
			if got := Pd(sw, n, 0, 1e-4); math.Abs(got-1e-4) > 1e-12 {
				t.Errorf("Swerling %d, %d pulses: Pd at SNR 0 = %g, want 1e-4", sw, n, got)
			}
		}
	}
}

func TestPdPanicsOutsideItsRanges(t *testing.T) {
	for _, tt := range []struct {
		name     string
		sw, n    int
		snr, pfa float64
	}{
		{"Swerling 5", 5, 1, 1, 1e-6},
		{"negative SNR", 1, 1, -1, 1e-6},
		{"SNR NaN", 1, 1, math.NaN(), 1e-6},
		{"no pulse", 1, 0, 1, 1e-6},
		{"Pfa 0", 1, 1, 1, 0},
		{"Pfa 1", 1, 1, 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("want a panic")
				}
			}()
			Pd(tt.sw, tt.n, tt.snr, tt.pfa)
		})
	}
}
