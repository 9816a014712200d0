package estimate

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air/num"
)

func diagonal(a, b, c, d float64) *[10]float64 { return &[10]float64{0: a, 4: b, 7: c, 9: d} }

// Two estimates, each good where the other is bad: by symmetry each has half the
// weight, and on each axis the variance is the harmonic mean.
func TestIntersectOfMirrorImages(t *testing.T) {
	xa, xb := [4]float64{1, 2, 3, 4}, [4]float64{3, 2, 3, 8}
	x, p, omega, ok := Intersect(&xa, diagonal(900, 100, 9, 1), &xb, diagonal(100, 900, 1, 9))
	if !ok {
		t.Fatal("not fused")
	}
	near(t, "omega", omega, 0.5, 1e-5)
	for i, want := range map[int]float64{0: 180, 4: 180, 7: 1.8, 9: 1.8, 1: 0, 5: 0} {
		near(t, "covariance", p[i], want, 1e-2)
	}
	near(t, "east: nearer to the surer", x[0], (1./900+3./100)/(1./900+1./100), 1e-3)
	near(t, "north: both say so", x[1], 2, 1e-9)
}

// Where one is better in every respect, or both are the same, nothing is gained:
// twice the same is as sure as once.
func TestIntersectGainsNothingFromLess(t *testing.T) {
	x, other := [4]float64{1, 2, 3, 4}, [4]float64{9, 9, 9, 9}
	good, bad := diagonal(100, 200, 3, 4), diagonal(100, 201, 30, 4)
	for _, tt := range []struct {
		name   string
		pa, pb *[10]float64
		omega  float64
		want   [4]float64
	}{
		{"the second is worse", good, bad, 1, x},
		{"the first is worse", bad, good, 0, other},
		{"the same", good, good, 1, x},
	} {
		got, p, omega, ok := Intersect(&x, tt.pa, &other, tt.pb)
		if !ok || omega != tt.omega || got != tt.want || p != *good {
			t.Errorf("%s: %v, omega %g, covariance %v", tt.name, got, omega, p)
		}
	}
}

func TestIntersectRefusesWhatIsNoCovariance(t *testing.T) {
	x, good := [4]float64{}, diagonal(1, 1, 1, 1)
	for _, p := range []*[10]float64{{}, diagonal(1, -1, 1, 1), diagonal(math.NaN(), 1, 1, 1), diagonal(math.Inf(1), 1, 1, 1), {0: 1, 1: 1, 4: 1, 7: 1, 9: 1}} {
		if _, _, _, ok := Intersect(&x, p, &x, good); ok || Definite(p) {
			t.Errorf("%v taken for a covariance", *p)
		}
		if _, _, _, ok := Intersect(&x, good, &x, p); ok {
			t.Errorf("%v taken for a covariance", *p)
		}
	}
}

// drawCovariance draws L L' with L lower triangular.
func drawCovariance(t *rapid.T, l *[4][4]float64) (p [10]float64) {
	for i := range 4 {
		for j := range i {
			l[i][j] = rapid.Float64Range(-200, 200).Draw(t, "below")
		}
		l[i][i] = rapid.Float64Range(1, 300).Draw(t, "diagonal")
	}
	for i := range 4 {
		for j := i; j < 4; j++ {
			for k := range i + 1 {
				p[packed(i, j)] += l[i][k] * l[j][k]
			}
		}
	}
	return p
}

// What goes in with covariances A and B and any correlation whatever comes out
// with an error that the result's covariance covers: for the gains K that were
// used, K A K' + (1-K) B (1-K)' + both cross terms is never above P, the worst
// being errors in step. Nor is P's determinant larger than the better of the
// two's.
func TestIntersectCoversAnyCorrelation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var la, lb [4][4]float64
		pa, pb := drawCovariance(t, &la), drawCovariance(t, &lb)
		var zero [4]float64
		_, p, omega, ok := Intersect(&zero, &pa, &zero, &pb)
		if !ok {
			t.Skip("too badly conditioned")
		}
		// errors in step: e_a = La u, e_b = +-Lb u for any u; the fused one by linearity
		sign := rapid.SampledFrom([]float64{1, -1}).Draw(t, "sign")
		var fused [4][4]float64
		for k := range 4 {
			var ea, eb [4]float64
			for i := range 4 {
				ea[i], eb[i] = la[i][k], sign*lb[i][k]
			}
			fused[k], _, _, _ = Intersect(&ea, &pa, &eb, &pb)
		}
		var u [4]float64
		norm := 0.0
		for k := range u {
			u[k] = rapid.Float64Range(-1, 1).Draw(t, "u")
			norm += u[k] * u[k]
		}
		var e [4]float64
		for k := range u {
			for i := range e {
				e[i] += u[k] * fused[k][i]
			}
		}
		if d2, ok := Distance(&e, &p); ok && d2 > norm*(1+1e-6)+1e-9 {
			t.Fatalf("error of %g sigma under a covariance for %g (omega %g)", math.Sqrt(d2), math.Sqrt(norm), omega)
		}
		both, _ := cholesky(&p)
		one, _ := cholesky(&pa)
		two, _ := cholesky(&pb)
		det := func(l *[4][4]float64) float64 { return l[0][0] * l[1][1] * l[2][2] * l[3][3] }
		if det(&both) > min(det(&one), det(&two))*(1+1e-6) {
			t.Fatalf("the determinant grew: %g of %g and %g", det(&both), det(&one), det(&two))
		}
	})
}

// Over many draws with errors that share a part the normalised error of the
// fused estimate stays at or below its degrees of freedom, where adding the
// informations as if they were independent is far too sure of itself.
func TestIntersectIsConsistent(t *testing.T) {
	purpose := num.For("test/intersect")
	for _, shared := range []float64{0, 0.3, 0.6, 0.9, 0.999} {
		pa, pb := diagonal(10_000, 400, 25, 9), diagonal(900, 4900, 16, 36)
		const draws = 4000
		sum, naive := 0.0, 0.0
		for i := range uint64(draws) {
			d := num.At(5, purpose, uint64(shared*1000), i, 0)
			var xa, xb [4]float64
			for j := range 4 {
				common := math.Sqrt(shared) * d.Normal()
				own := math.Sqrt(1 - shared)
				xa[j] = math.Sqrt(pa[packed(j, j)]) * (common + own*d.Normal())
				xb[j] = math.Sqrt(pb[packed(j, j)]) * (common + own*d.Normal())
			}
			x, p, _, _ := Intersect(&xa, pa, &xb, pb)
			d2, _ := Distance(&x, &p)
			sum += d2
			for j := range 4 {
				a, b := pa[packed(j, j)], pb[packed(j, j)]
				v := 1 / (1/a + 1/b)
				m := v * (xa[j]/a + xb[j]/b)
				naive += m * m / v
			}
		}
		mean, bold := sum/draws, naive/draws
		t.Logf("shared %.3f: mean normalised error %.2f, as if independent %.2f, of 4", shared, mean, bold)
		if mean > 4+3*math.Sqrt(8.0/draws) || mean < 1 {
			t.Errorf("shared %.3f: mean normalised error %.2f, want 1 to 4", shared, mean)
		}
		if shared >= 0.6 && bold < 5 {
			t.Errorf("shared %.3f: adding informations gives %.2f: this test shows nothing", shared, bold)
		}
	}
}

func TestDistance(t *testing.T) {
	d := [4]float64{10, 20, 3, 4}
	d2, ok := Distance(&d, diagonal(100, 100, 9, 4))
	if !ok {
		t.Fatal("refused")
	}
	near(t, "distance", d2, 1+4+1+4, 1e-12)
	p := [10]float64{0: 2, 1: 1, 4: 2, 7: 1, 9: 1} // (1,1) along the long axis: 2/3
	d2, _ = Distance(&[4]float64{1, 1, 0, 0}, &p)
	near(t, "distance along the long axis", d2, 2.0/3, 1e-12)
}

func BenchmarkIntersect(b *testing.B) {
	xa, xb := [4]float64{1, 2, 3, 4}, [4]float64{3, 2, 3, 8}
	pa, pb := diagonal(900, 100, 9, 1), diagonal(100, 900, 1, 9)
	b.ReportAllocs()
	for b.Loop() {
		Intersect(&xa, pa, &xb, pb)
	}
}
