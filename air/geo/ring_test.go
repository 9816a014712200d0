package geo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestRingContains(t *testing.T) {
	square := Ring{Deg(30, -110), Deg(30, -100), Deg(40, -100), Deg(40, -110)}
	notched := Ring{Deg(0, 0), Deg(0, 10), Deg(10, 10), Deg(2, 5), Deg(10, 0)}
	acrossTheDateLine := Ring{Deg(50, 170), Deg(50, 190), Deg(60, 190), Deg(60, 170)}
	tests := []struct {
		name string
		ring Ring
		at   LatLon
		want bool
	}{
		{"middle of the square", square, Deg(35, -105), true},
		{"west of it", square, Deg(35, -111), false},
		{"north of it", square, Deg(41, -105), false},
		{"level with a corner, outside", square, Deg(40, -112), false},
		{"in the notch", notched, Deg(8, 5), false},
		{"left horn", notched, Deg(8, 0.5), true},
		{"below the notch", notched, Deg(1, 5), true},
		{"across the date line", acrossTheDateLine, Deg(55, 185), true},
		{"no ring", nil, Deg(0, 0), false},
		{"a line", Ring{Deg(0, 0), Deg(10, 10)}, Deg(5, 5.1), false},
	}
	for _, tt := range tests {
		if got := tt.ring.Contains(tt.at); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

// A circle holds just what is nearer to its centre than its radius, whichever
// way round and from whichever point it is drawn.
func TestRingIsACircle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(12, 200).Draw(t, "sides")
		start := rapid.IntRange(0, n-1).Draw(t, "start")
		ring := make(Ring, n)
		for i := range ring {
			s, c := math.Sincos(2 * math.Pi * float64(i+start) / float64(n))
			ring[i] = LatLon{0.5 + 0.1*s, -1.8 + 0.1*c}
		}
		if rapid.Bool().Draw(t, "backward") {
			for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
				ring[i], ring[j] = ring[j], ring[i]
			}
		}
		r := rapid.Float64Range(0, 0.2).Draw(t, "radius")
		s, c := math.Sincos(rapid.Float64Range(0, 2*math.Pi).Draw(t, "direction"))
		p := LatLon{0.5 + r*s, -1.8 + r*c}
		inner := 0.1 * math.Cos(math.Pi/float64(n))
		if got := ring.Contains(p); r < inner*0.999 && !got || r > 0.1001 && got {
			t.Errorf("radius %g: %v", r, got)
		}
		if ring.Contains(p) && !ring.Box().Contains(p) {
			t.Error("in the ring, not in its box")
		}
	})
}

func TestWrapAndDelta(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Float64Range(-100, 100).Draw(t, "a")
		b := rapid.Float64Range(-100, 100).Draw(t, "b")
		if w := Wrap(a); w < 0 || w >= Turn || math.Abs(math.Sin(w)-math.Sin(a)) > 1e-12 || math.Abs(math.Cos(w)-math.Cos(a)) > 1e-12 {
			t.Errorf("Wrap(%g) = %g", a, w)
		}
		d := Delta(a, b)
		if d <= -math.Pi || d > math.Pi || math.Abs(math.Sin(a+d)-math.Sin(b)) > 1e-12 {
			t.Errorf("Delta(%g, %g) = %g", a, b, d)
		}
	})
	for _, tt := range []struct{ in, want float64 }{{-1e-20, 0}, {0, 0}, {Turn, 0}, {-Turn, 0}, {-math.Pi / 2, 1.5 * math.Pi}} {
		if got := Wrap(tt.in); got != tt.want {
			t.Errorf("Wrap(%g) = %g, want %g", tt.in, got, tt.want)
		}
	}
	for _, tt := range []struct{ a, b, want float64 }{{0, math.Pi, math.Pi}, {math.Pi, 0, math.Pi}, {0.1, Turn + 0.1, 0}} {
		if got := Delta(tt.a, tt.b); math.Abs(got-tt.want) > 1e-15 {
			t.Errorf("Delta(%g, %g) = %g, want %g", tt.a, tt.b, got, tt.want)
		}
	}
}
