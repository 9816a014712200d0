package estimate

import "math"

// Intersect fuses two estimates of one state whose errors may be correlated in
// any way, because what went into the one may have gone into the other too. The
// result's covariance never understates the error if those of a and b do not;
// where one of them is better in every respect, it is the result. Omega is a's
// share, 0 to 1. False where a covariance is not positive definite.
//
// The inverse of the covariance is omega/A + (1-omega)/B, with the omega that
// makes its determinant largest: the logarithm of the determinant is concave in
// omega, its derivative at both ends in closed form tells whether the best lies
// between, and there a golden section finds it.
//
// Source: S. J. Julier, J. K. Uhlmann, A non-divergent estimation algorithm in
// the presence of unknown correlations, Proc. American Control Conf. (1997)
// 2369.
func Intersect(xa *[4]float64, pa *[10]float64, xb *[4]float64, pb *[10]float64) (x [4]float64, p [10]float64, omega float64, ok bool) {
	ia, okA := invert(pa)
	ib, okB := invert(pb)
	if !okA || !okB {
		return *xa, *pa, 1, false
	}
	switch omega = share(pa, pb, &ia, &ib); omega {
	case 1:
		return *xa, *pa, 1, true
	case 0:
		return *xb, *pb, 0, true
	}
	mixed := blend(&ia, &ib, omega)
	if p, ok = invert(&mixed); !ok {
		return *xa, *pa, 1, false
	}
	ya, yb := times(&ia, xa), times(&ib, xb)
	for i := range ya {
		ya[i] = float64(omega*ya[i]) + float64((1-omega)*yb[i])
	}
	return times(&p, &ya), p, omega, true
}

const goldenSteps = 28 // leave omega open by a millionth

// share returns the omega of Intersect.
func share(pa, pb, ia, ib *[10]float64) float64 {
	if trace(pa, ib) <= 4 { // the derivative at 1 is 4 - tr(A/B)
		return 1
	}
	if trace(pb, ia) <= 4 {
		return 0
	}
	const golden = 0.6180339887498949
	low, high := 0.0, 1.0
	u, v := 1-golden, golden
	fu, fv := blended(ia, ib, u), blended(ia, ib, v)
	for range goldenSteps {
		if fu > fv {
			high, v, fv = v, u, fu
			u = high - float64(golden*(high-low))
			fu = blended(ia, ib, u)
		} else {
			low, u, fu = u, v, fv
			v = low + float64(golden*(high-low))
			fv = blended(ia, ib, v)
		}
	}
	return (low + high) / 2
}

func blend(ia, ib *[10]float64, omega float64) (m [10]float64) {
	for i := range m {
		m[i] = float64(omega*ia[i]) + float64((1-omega)*ib[i])
	}
	return m
}

// blended returns the determinant of a blend.
func blended(ia, ib *[10]float64, omega float64) float64 {
	m := blend(ia, ib, omega)
	l, _ := cholesky(&m)
	d := l[0][0] * l[1][1] * l[2][2] * l[3][3]
	return d * d
}

// Distance returns the squared statistical distance of d under covariance p; 4
// degrees of freedom. False where p is not positive definite.
func Distance(d *[4]float64, p *[10]float64) (d2 float64, ok bool) {
	l, ok := cholesky(p)
	if !ok {
		return math.Inf(1), false
	}
	var y [4]float64
	for i := range y {
		y[i] = d[i]
		for j := range i {
			y[i] -= float64(l[i][j] * y[j])
		}
		y[i] /= l[i][i]
		d2 += float64(y[i] * y[i])
	}
	return d2, true
}

// Definite tells whether p is a covariance that can be worked with: positive
// definite, no number missing.
func Definite(p *[10]float64) bool {
	_, ok := cholesky(p)
	return ok
}

// Coast moves an estimate by dt seconds at constant velocity, with white noise
// acceleration of density q, m2/s3.
func Coast(x *[4]float64, p *[10]float64, dt, q float64) {
	var c [4]float64
	move(x, p, &c, dt, q)
}

// Rotate turns an estimate into axes whose first is (a, b) in the old ones.
func Rotate(x *[4]float64, p *[10]float64, a, b float64) {
	var c [4]float64
	turn(x, p, &c, a, b)
}

// packed returns the place of row i, column j in an upper triangle of four.
func packed(i, j int) int {
	if i > j {
		i, j = j, i
	}
	return i*(7-i)/2 + j
}

// cholesky returns the lower triangle L with L L' = p.
func cholesky(p *[10]float64) (l [4][4]float64, ok bool) {
	for j := range 4 {
		sum := p[packed(j, j)]
		for k := range j {
			sum -= float64(l[j][k] * l[j][k])
		}
		if !(sum > 0 && sum < math.MaxFloat64) { // written so that NaN fails too
			return l, false
		}
		l[j][j] = math.Sqrt(sum)
		for i := j + 1; i < 4; i++ {
			sum := p[packed(i, j)]
			for k := range j {
				sum -= float64(l[i][k] * l[j][k])
			}
			l[i][j] = sum / l[j][j]
		}
	}
	return l, true
}

// invert returns the inverse of a positive definite p.
func invert(p *[10]float64) (inverse [10]float64, ok bool) {
	l, ok := cholesky(p)
	if !ok {
		return inverse, false
	}
	var m [4][4]float64 // the inverse of l
	for j := range 4 {
		m[j][j] = 1 / l[j][j]
		for i := j + 1; i < 4; i++ {
			sum := 0.0
			for k := j; k < i; k++ {
				sum -= float64(l[i][k] * m[k][j])
			}
			m[i][j] = sum / l[i][i]
		}
	}
	for i := range 4 {
		for j := i; j < 4; j++ {
			for k := j; k < 4; k++ {
				inverse[packed(i, j)] += float64(m[k][i] * m[k][j])
			}
		}
	}
	return inverse, true
}

// trace returns the trace of a b.
func trace(a, b *[10]float64) (sum float64) {
	for i := range 4 {
		for j := range 4 {
			sum += float64(a[packed(i, j)] * b[packed(i, j)])
		}
	}
	return sum
}

func times(a *[10]float64, x *[4]float64) (y [4]float64) {
	for i := range 4 {
		for j := range 4 {
			y[i] += float64(a[packed(i, j)] * x[j])
		}
	}
	return y
}
