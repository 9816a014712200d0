// Package num holds the arithmetic that the standard library leaves to the
// machine: transcendental functions in plain Go, and draws by counter.
//
// math.Exp chooses its instructions at run time on amd64, so Exp, Pow and Tanh
// differ between two processors with one binary. Those here do not.
package num

import "math"

// Exp returns e^x, within 1 unit in the last place. It overflows to +Inf above
// 709.78 and falls to 0 below -745.13; NaN stays NaN.
//
// The range is cut to |r| <= ln 2 / 2 by x = k ln 2 + r with ln 2 in two parts
// (Cody and Waite, Software Manual for the Elementary Functions, 1980, ch. 6);
// there the Taylor series to r^13 leaves less than 1e-17. It is summed from its
// small end, and what rounding took from r is added back.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 709.782712893384:
		return math.Inf(1)
	case x < -745.1332191019412:
		return 0
	}
	const (
		ln2Hi = 6.93147180369123816490e-01
		ln2Lo = 1.90821492927058770002e-10
	)
	k := math.Floor(x/math.Ln2 + 0.5)
	hi, lo := x-float64(k*ln2Hi), float64(k*ln2Lo)
	r := hi - lo
	lost := (hi - r) - lo
	q := 0.0
	for _, c := range &inverseFactorial {
		q = float64(q*r) + c
	}
	p := 1 + (r + (lost + float64(float64(r*r)*q)))
	return math.Ldexp(p, int(k))
}

// inverseFactorial holds 1/13! to 1/2!.
var inverseFactorial = [...]float64{
	1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
	1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
}

// Pow returns x^y for x >= 0, as Exp(y Log(x)): relative error about 1e-16
// times |y Log(x)|. It panics on a negative x, which can only be a bug here.
func Pow(x, y float64) float64 {
	switch {
	case x < 0 || math.IsNaN(x) || math.IsNaN(y):
		panic("num: Pow of a negative or undefined number")
	case y == 0 || x == 1:
		return 1
	case x == 0:
		if y > 0 {
			return 0
		}
		return math.Inf(1)
	}
	return Exp(y * math.Log(x))
}

// Tanh returns the hyperbolic tangent.
func Tanh(x float64) float64 {
	switch {
	case x > 20:
		return 1
	case x < -20:
		return -1
	case math.Abs(x) < 1e-4: // x - x^3/3, whose next term is below 1e-21
		return x - float64(x*float64(x*x))/3
	}
	e := Exp(2 * x)
	return (e - 1) / (e + 1)
}
