package num

import (
	"math"
	"math/big"
	"testing"
)

// exact returns e^x to 30 digits more than a float64 holds: the series at
// x/2^24, squared 24 times.
func exact(x float64) *big.Float {
	const bits = 200
	r := new(big.Float).SetPrec(bits).SetFloat64(math.Ldexp(x, -24))
	sum, term := big.NewFloat(1).SetPrec(bits), big.NewFloat(1).SetPrec(bits)
	for n := 1.0; n < 30; n++ {
		term.Mul(term, r).Quo(term, big.NewFloat(n))
		sum.Add(sum, term)
	}
	for range 24 {
		sum.Mul(sum, sum)
	}
	return sum
}

// unitsOff returns how far Exp(x) is from e^x, in units of its last place.
func unitsOff(x float64) float64 {
	got := Exp(x)
	off := new(big.Float).Sub(big.NewFloat(got).SetPrec(200), exact(x))
	units, _ := off.Quo(off, big.NewFloat(math.Nextafter(got, math.Inf(1))-got)).Float64()
	return math.Abs(units)
}

func TestExpIsWithinOneUnitInTheLastPlace(t *testing.T) {
	worst, at := 0.0, 0.0
	try := func(x float64) {
		if u := unitsOff(x); u > worst {
			worst, at = u, x
		}
	}
	for x := -745.0; x < 709.78; x += 0.1971717 {
		try(x)
	}
	for x := -30.0; x < 30; x += 0.0117171 { // where it is used most
		try(x)
	}
	for k := -1000.0; k < 1000; k++ { // where the range is cut
		try((k + 0.49999) * math.Ln2)
		try((k + 0.50001) * math.Ln2)
	}
	if worst > 1 {
		t.Errorf("Exp(%g) is %.3f units off", at, worst)
	}
	t.Logf("worst: Exp(%g), %.3f units", at, worst)
}

// The standard library's Exp, whichever instructions it takes, differs from ours
// by no more than both may err. (Above 709.43 its amd64 version gives +Inf where
// e^x is still a number.)
func TestExpAgreesWithTheStandardLibrary(t *testing.T) {
	for x := -745.0; x < 709.4; x += 0.0013717 {
		ours, theirs := math.Float64bits(Exp(x)), math.Float64bits(math.Exp(x))
		if max(ours, theirs)-min(ours, theirs) > 2 {
			t.Fatalf("Exp(%g) = %g, math.Exp %g", x, Exp(x), math.Exp(x))
		}
	}
}

func TestExpAtTheEdges(t *testing.T) {
	tests := []struct{ x, want float64 }{
		{0, 1},
		{math.Copysign(0, -1), 1},
		{1, math.E},
		{-1, 1 / math.E},
		{math.Ln2, 2},
		{709.782712893384, math.MaxFloat64}, // within 1e-13
		{709.79, math.Inf(1)},
		{math.Inf(1), math.Inf(1)},
		{-745.2, 0},
		{math.Inf(-1), 0},
		{1e-300, 1},
	}
	for _, tt := range tests {
		if got := Exp(tt.x); got != tt.want && math.Abs(got-tt.want) > 1e-12*math.Abs(tt.want) {
			t.Errorf("Exp(%g) = %g, want %g", tt.x, got, tt.want)
		}
	}
	if !math.IsNaN(Exp(math.NaN())) {
		t.Error("Exp of what is no number is one")
	}
	if got := Exp(-744); got <= 0 {
		t.Errorf("Exp(-744) = %g, want the smallest numbers that there are", got)
	}
}

func TestPow(t *testing.T) {
	for x := 1e-12; x < 1e12; x *= 3.7 {
		for y := -20.0; y < 20; y += 0.37 {
			want := math.Pow(x, y)
			if off := math.Abs(Pow(x, y)/want - 1); off > 3e-16*(1+math.Abs(y*math.Log(x))) {
				t.Errorf("Pow(%g, %g) is off by %g", x, y, off)
			}
		}
	}
	tests := []struct{ x, y, want float64 }{{0, 2, 0}, {0, -1, math.Inf(1)}, {0, 0, 1}, {5, 0, 1}, {1, 1e300, 1}, {math.Inf(1), -1, 0}, {10, 400, math.Inf(1)}}
	for _, tt := range tests {
		if got := Pow(tt.x, tt.y); got != tt.want {
			t.Errorf("Pow(%g, %g) = %g, want %g", tt.x, tt.y, got, tt.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("Pow of a negative number did not panic")
		}
	}()
	Pow(-1, 2)
}

func TestTanh(t *testing.T) {
	for x := 1e-9; x < 30; x *= 1.003 {
		want := math.Tanh(x)
		if off := math.Abs(Tanh(x)/want - 1); off > 3e-12 {
			t.Errorf("Tanh(%g) is off by %g", x, off)
		}
		if off := math.Abs(Tanh(-x)/want + 1); off > 3e-12 {
			t.Errorf("Tanh(%g) is off by %g", -x, off)
		}
	}
	if Tanh(0) != 0 || Tanh(math.Inf(1)) != 1 || Tanh(math.Inf(-1)) != -1 || !math.IsNaN(Tanh(math.NaN())) {
		t.Error("Tanh is wrong at 0, infinity or nowhere")
	}
}

var sink float64

func BenchmarkExp(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		sink = Exp(-float64(i&255) / 16)
	}
}
