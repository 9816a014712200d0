package num

import (
	"fmt"
	"math"
)

// GammaP returns the lower regularised incomplete gamma function
//
//	P(a, x) = 1/Gamma(a) integral from 0 to x of t^(a-1) e^-t dt
//
// for a > 0 and x >= 0; relative error about 1e-14, growing to 1e-12 at a = 1000.
// It panics on arguments outside these ranges, which can only be a bug here.
//
// Below x = a + 1 by the series DLMF 8.11.4, above by the continued fraction of
// Q, DLMF 8.9.2, in Lentz's form (W. J. Lentz, Applied Optics 15 (1976) 668).
func GammaP(a, x float64) float64 {
	checkGamma(a, x)
	if x < a+1 {
		return gammaSeries(a, x)
	}
	return 1 - gammaFraction(a, x)
}

// GammaQ returns the upper regularised incomplete gamma function, 1 - P(a, x),
// without cancellation where it is small. Ranges and error as GammaP.
func GammaQ(a, x float64) float64 {
	checkGamma(a, x)
	if x < a+1 {
		return 1 - gammaSeries(a, x)
	}
	return gammaFraction(a, x)
}

func checkGamma(a, x float64) {
	if !(a > 0) || !(x >= 0) || math.IsInf(a, 1) {
		panic(fmt.Sprintf("num: incomplete gamma function of %g, %g: want a > 0, x >= 0", a, x))
	}
}

// gammaFront returns x^a e^-x / Gamma(a).
func gammaFront(a, x float64) float64 {
	lg, _ := math.Lgamma(a)
	return Exp(float64(a*math.Log(x)) - x - lg)
}

func gammaSeries(a, x float64) float64 {
	if x == 0 {
		return 0
	}
	term := 1 / a
	sum := term
	for n := 1.0; term > sum*0x1p-54; n++ {
		term *= x / (a + n)
		sum += term
	}
	return float64(gammaFront(a, x) * sum)
}

func gammaFraction(a, x float64) float64 {
	if math.IsInf(x, 1) {
		return 0
	}
	b := x + 1 - a
	c := math.Inf(1)
	d := 1 / b
	h := d
	for n := 1.0; n < 10_000; n++ {
		an := n * (a - n)
		b += 2
		d = 1 / (b + float64(an*d))
		c = b + an/c
		h *= c * d
		if math.Abs(float64(c*d)-1) < 0x1p-52 {
			break
		}
	}
	return float64(gammaFront(a, x) * h)
}
