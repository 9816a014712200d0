package num

import (
	"math"
	"slices"
	"testing"
)

const many = 1_000_000

var forTest = For("num/test")

func sample(law func(*Draw) float64) []float64 {
	d := At(1, forTest, Key("a"), Key("b"), 0)
	xs := make([]float64, many)
	for i := range xs {
		xs[i] = law(&d)
	}
	return xs
}

// moments returns mean, variance, skewness and kurtosis.
func moments(xs []float64) (mean, variance, skew, kurt float64) {
	n := float64(len(xs))
	for _, x := range xs {
		mean += x / n
	}
	for _, x := range xs {
		d := x - mean
		variance += d * d / n
		skew += d * d * d / n
		kurt += d * d * d * d / n
	}
	return mean, variance, skew / math.Sqrt(variance*variance*variance), kurt / (variance * variance)
}

// kolmogorov returns the greatest distance of the sample from a law, times the
// square root of its size: above 1.95 once in a thousand samples.
func kolmogorov(xs []float64, law func(float64) float64) (worst float64) {
	xs = slices.Sorted(slices.Values(xs))
	n := float64(len(xs))
	for i, x := range xs {
		p := law(x)
		worst = max(worst, p-float64(i)/n, float64(i+1)/n-p)
	}
	return worst * math.Sqrt(n)
}

func TestUniform(t *testing.T) {
	xs := sample((*Draw).Uniform)
	if lo, hi := slices.Min(xs), slices.Max(xs); lo < 0 || hi >= 1 {
		t.Errorf("from %g to %g", lo, hi)
	}
	if k := kolmogorov(xs, func(x float64) float64 { return x }); k > 1.95 {
		t.Errorf("Kolmogorov's distance %.2f", k)
	}
	if mean, variance, _, _ := moments(xs); math.Abs(mean-0.5) > 0.001 || math.Abs(variance-1.0/12) > 0.0003 {
		t.Errorf("mean %g, variance %g", mean, variance)
	}
}

func TestNormal(t *testing.T) {
	xs := sample((*Draw).Normal)
	mean, variance, skew, kurt := moments(xs)
	// Four standard errors of each at a million draws: 1/1000, sqrt 2, sqrt 6, sqrt 24 of it.
	if math.Abs(mean) > 0.004 || math.Abs(variance-1) > 0.006 || math.Abs(skew) > 0.010 || math.Abs(kurt-3) > 0.020 {
		t.Errorf("mean %.5f, variance %.5f, skewness %.5f, kurtosis %.5f", mean, variance, skew, kurt)
	}
	phi := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	if k := kolmogorov(xs, phi); k > 1.95 {
		t.Errorf("Kolmogorov's distance %.2f", k)
	}
}

// The tail beyond the last layer, and both its sides, come as often as they
// should: counts within four standard deviations.
func TestNormalsTails(t *testing.T) {
	xs := sample((*Draw).Normal)
	for _, edge := range []float64{2, 3, tail, 4, 4.5} {
		want := many * math.Erfc(edge/math.Sqrt2) / 2
		above, below := 0.0, 0.0
		for _, x := range xs {
			if x > edge {
				above++
			}
			if x < -edge {
				below++
			}
		}
		if slack := 4 * math.Sqrt(want); math.Abs(above-want) > slack+1 || math.Abs(below-want) > slack+1 {
			t.Errorf("beyond %.3f: %g above, %g below, want %.1f each", edge, above, below, want)
		}
	}
}

func TestZigguratsLayersHaveOneArea(t *testing.T) {
	for i := 1; i < 256; i++ {
		if a := edge[i] * (height[i+1] - height[i]); math.Abs(a/0.00492867323399-1) > 1e-9 {
			t.Errorf("layer %d has the area %g", i, a)
		}
	}
}

func TestExponential(t *testing.T) {
	xs := sample((*Draw).Exponential)
	if k := kolmogorov(xs, func(x float64) float64 { return -math.Expm1(-x) }); k > 1.95 {
		t.Errorf("Kolmogorov's distance %.2f", k)
	}
}

func TestPoisson(t *testing.T) {
	for _, want := range []float64{0.3, 5, 60, 500} {
		n := int(2e6 / (want + 10))
		xs := make([]float64, n)
		for i := range xs {
			d := At(7, forTest, Key("poisson"), 0, uint64(i))
			xs[i] = float64(d.Poisson(want))
		}
		mean, variance, _, _ := moments(xs)
		if off := (mean - want) / math.Sqrt(want/float64(n)); math.Abs(off) > 4 {
			t.Errorf("mean %.4f, want %g: %.1f standard errors off", mean, want, off)
		}
		if off := (variance/want - 1) / math.Sqrt((2+1/want)/float64(n)); math.Abs(off) > 4 {
			t.Errorf("variance %.4f, want %g: %.1f standard errors off", variance, want, off)
		}
	}
	d := At(0, forTest, 0, 0, 0)
	for range 100 {
		if n := d.Poisson(0); n != 0 {
			t.Fatalf("%d events at mean 0", n)
		}
	}
}

// A row of draws is a function of its names and its number alone: drawn forward,
// backward, or with other rows in between, it is the same.
func TestRowsDoNotDependOnOrder(t *testing.T) {
	row := func(scan uint64) [4]uint64 {
		d := At(19, forTest, Key("QNW"), Key("EXTANGO1"), scan)
		var r [4]uint64
		for i := range r {
			r[i] = d.Uint64()
		}
		return r
	}
	var forward [1000][4]uint64
	for scan := range forward {
		forward[scan] = row(uint64(scan))
	}
	for scan := len(forward) - 1; scan >= 0; scan-- {
		other := At(19, forTest, Key("another"), 0, uint64(scan))
		other.Normal()
		if row(uint64(scan)) != forward[scan] {
			t.Fatalf("row %d differs the second time", scan)
		}
	}
}

// Each of the five things that name a row makes it another row.
func TestEveryNameCounts(t *testing.T) {
	first := func(seed uint64, p Purpose, a, b, n uint64) uint64 {
		d := At(seed, p, a, b, n)
		return d.Uint64()
	}
	q, x, y := For("num/other"), Key("x"), Key("y")
	rows := []uint64{
		first(1, forTest, x, y, 0), first(2, forTest, x, y, 0), first(1, q, x, y, 0), first(1, forTest, y, x, 0),
		first(1, forTest, x, x, 0), first(1, forTest, y, y, 0), first(1, forTest, x, y, 1), first(1, forTest, x, 0, 0),
		first(1, forTest, 0, y, 0), first(0, forTest, 0, 0, 0),
	}
	slices.Sort(rows)
	if len(slices.Compact(rows)) != 10 {
		t.Error("two different names give one row")
	}
}

// The same name gives the same numbers on every machine and in every version:
// recordings depend on it.
func TestNumbersStay(t *testing.T) {
	d := At(19, For("radar/psr"), Key("QNW"), Key("EXTANGO1"), 7)
	got := [3]uint64{Key("QNW"), uint64(For("radar/psr")), d.Uint64()}
	want := [3]uint64{0x65f8afabed937b65, 0xf22df28c5162e45b, 0xca4757e31fd11042}
	if got != want {
		t.Errorf("got %#x, want %#x", got, want)
	}
}

// Rows of neighbouring scans and of neighbouring names have nothing to do with
// one another.
func TestRowsAreUncorrelated(t *testing.T) {
	const n = 200_000
	for _, tt := range []struct {
		name string
		pair func(i uint64) (Draw, Draw)
	}{
		{"scans", func(i uint64) (Draw, Draw) {
			return At(1, forTest, Key("QNW"), 0, i), At(1, forTest, Key("QNW"), 0, i+1)
		}},
		{"seeds", func(i uint64) (Draw, Draw) { return At(i, forTest, 1, 2, 3), At(i+1, forTest, 1, 2, 3) }},
		{"keys", func(i uint64) (Draw, Draw) { return At(1, forTest, i, i, 3), At(1, forTest, i, i+1, 3) }},
	} {
		sum := 0.0
		for i := range uint64(n) {
			a, b := tt.pair(i)
			sum += a.Normal() * b.Normal()
		}
		if r := sum / math.Sqrt(n); math.Abs(r) > 4 {
			t.Errorf("%s: correlated by %.1f standard errors", tt.name, r)
		}
	}
}

func TestKeysDiffer(t *testing.T) {
	seen := map[uint64]string{}
	for _, a := range []string{"", "A", "B", "AB", "BA", "QNW", "QNX", "QNW ", "TARS-MRF", "TARS-EGP"} {
		if b, ok := seen[Key(a)]; ok {
			t.Errorf("%q and %q have one key", a, b)
		}
		seen[Key(a)] = a
	}
}

func BenchmarkAtAndFourDraws(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d := At(1, forTest, 2, 3, uint64(i))
		sink = d.Uniform() + d.Normal() + d.Normal() + d.Normal()
	}
}
