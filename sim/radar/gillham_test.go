package radar

import (
	"testing"

	"perimeter/air"
)

// Known codes of Mode C (physics.md section 8; ICAO Annex 10 vol. IV).
func TestGillham(t *testing.T) {
	for _, tt := range []struct {
		feet float64
		code air.Mode3A
	}{
		{-1000, 0o0020}, {0, 0o0620}, {1000, 0o0320}, {5000, 0o4220},
		{10_000, 0o6520}, {24_000, 0o5620}, {35_000, 0o5124}, {41_000, 0o7324},
	} {
		if got := gillham(air.FLFeet(tt.feet)); got != tt.code {
			t.Errorf("%g ft is sent as %v, want %v", tt.feet, got, tt.code)
		}
		if got, ok := levelOf(tt.code); !ok || got != air.FLFeet(tt.feet) {
			t.Errorf("%v is read as %v (%v), want %g ft", tt.code, got, ok, tt.feet)
		}
	}
}

// Of 4096 codes 1280 stand for a level; from one level to the next exactly one
// pulse changes; and one wrong pulse makes another level, near or far, or none.
func TestGillhamIsAGrayCode(t *testing.T) {
	valid, none, far := 0, 0, 0
	for code := range air.Mode3A(4096) {
		level, ok := levelOf(code)
		if !ok {
			continue
		}
		valid++
		if gillham(level) != code {
			t.Fatalf("%v is %v, which is sent as %v", code, level, gillham(level))
		}
		if next := gillham(level + 4); next != code && !oneBit(next^code) {
			t.Errorf("from %v to the next level %v becomes %v: more than one pulse", level, code, next)
		}
		for bit := range 12 {
			switch wrong, ok := levelOf(code ^ 1<<bit); {
			case !ok:
				none++
			case wrong == level:
				t.Errorf("%v with a wrong pulse is the same level", code)
			case wrong-level > 4 || level-wrong > 4:
				far++
			}
		}
	}
	if valid != 1280 || none == 0 || far == 0 {
		t.Errorf("%d levels, want 1280; %d wrong pulses make none, %d one far off", valid, none, far)
	}
}

func oneBit(x air.Mode3A) bool { return x != 0 && x&(x-1) == 0 }
