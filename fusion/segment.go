package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// A stretch is what all radars said of one aircraft within some twenty seconds.
// A smooth path is fitted to it together with the radars' misalignments; what
// the path explains is taken out (Schur complement), and what is left says how
// the radars lie to each other.

// glimpse is a plot as registration keeps it. 24 bytes.
type glimpse struct {
	at         air.Time
	rho, theta uint32
	level      air.FL
	sensor     air.SensorID
	echo       bool // no reply: the primary receiver's accuracy
	has        bool // a level
	fine       bool // in steps of 25 ft
}

func (k *glimpse) sight() sight {
	s := sight{at: k.at, rho: k.rho, theta: k.theta, sensor: k.sensor, level: k.level}
	if k.has {
		s.has = uint8(air.HasLevel)
	}
	if k.fine {
		s.has |= uint8(air.HasAddress)
	}
	return s
}

const (
	stretchPlots = 36
	stretchLeast = 4 // plots
	pathTerms    = 7 // east, north, their rates and accelerations, height
	biasTerms    = 3 // range (m), azimuth (rad), time (s)
	maxTogether  = 8 // radars in one stretch
	maxTerms     = pathTerms + biasTerms*maxTogether

	pathSigma    = 1e5     // m, of a place before any plot
	rateSigma    = 400.0   // m/s, the same of a speed
	accelSigma   = 1.0     // m/s2, of a constant acceleration: most fly straight (assumed)
	levelSigma   = 12.0    // m, of a smoothed level: step and altimeter (assumed)
	oddLevel     = 150.0   // m off the line through the others: a false level
	oddRow       = 4.5     // standard deviations: the plot is not of this aircraft
	farFrom      = 15000.0 // m from the first plot: another aircraft of the same name
	stretchLimit = 3.0     // chi-square a degree of freedom: the path is not smooth
)

// stretch is an aircraft's plots since from.
type stretch struct {
	key  uint64
	from air.Time
	n    int
	seen [stretchPlots]glimpse
}

// row is one plot about the path, across the ground: along the line of sight and
// at right angles, clockwise.
type row struct {
	t          float64 // s, from the middle
	ux, uy     float64 // the line of sight over ground
	z          [2]float64
	weight     [2]float64 // 1/m2
	tan        float64    // of the line of sight's elevation
	inv        float64    // its secant
	ground     float64    // m
	rate       [2]float64 // m/s, of z by flight
	at         air.Time
	in         int        // whose: index in fit.who
	d2, left   [2]float64 // squared residual in standard deviations; what the path left of its variance
	echo, gone bool
}

// fit is the memory of one stretch's adjustment.
type fit struct {
	frame  geo.Frame
	who    [maxTogether]air.SensorID
	radars int
	rows   [stretchPlots]row
	n      int
	climb  [2]float64 // height at t = 0 (m) and its rate (m/s)

	a     [maxTerms][maxTerms]float64 // normal equations, lower triangle
	y     [maxTerms]float64
	l     [maxTerms][maxTerms]float64 // their Cholesky factor
	x     [maxTerms]float64
	chi2  float64
	used  int                  // residuals in use
	slack float64              // chi-square a degree of freedom
	rough [maxTogether]float64 // chi-square by radar
	free  [maxTogether]float64 // its degrees of freedom
	apart float64              // squared distance of the stretch's own biases from what is believed
}

// prepare turns the stretch's plots up to a time into rows; false where they can
// say nothing of the radars.
func (f *fit) prepare(s *stretch, until air.Time, g *registrar, sensors []sensor) bool {
	mid := s.from + (until-s.from)/2
	if !f.heights(s, until, mid) {
		return false
	}
	f.n, f.radars = 0, 0
	for i := range s.n {
		k := &s.seen[i]
		if k.at < until {
			f.enter(k, mid, g, sensors)
		}
	}
	if f.radars < 2 || f.n < stretchLeast || f.shared(sensors) {
		return false
	}
	f.rates()
	return true
}

// heights fits a line through the levels, leaving out the worst until all lie
// near it.
func (f *fit) heights(s *stretch, until, mid air.Time) bool {
	var out [stretchPlots]bool
	for {
		var n, t1, t2, h1, th float64
		for i := range s.n {
			if k := &s.seen[i]; k.has && k.at < until && !out[i] {
				t, h := (k.at - mid).Seconds(), k.level.Meters()
				n, t1, t2 = n+1, t1+t, t2+float64(t*t)
				h1, th = h1+h, th+float64(t*h)
			}
		}
		if n == 0 {
			return false
		}
		det := n*(t2+100) - t1*t1 // 100 s2: climbs from few levels are held small
		f.climb = [2]float64{(h1*(t2+100) - t1*th) / det, (n*th - t1*h1) / det}
		worst, at := oddLevel, -1
		for i := range s.n {
			if k := &s.seen[i]; k.has && k.at < until && !out[i] {
				if d := math.Abs(k.level.Meters() - f.height((k.at - mid).Seconds())); d > worst {
					worst, at = d, i
				}
			}
		}
		if at < 0 {
			return true
		}
		out[at] = true
	}
}

func (f *fit) height(t float64) float64 { return f.climb[0] + float64(t*f.climb[1]) }

// enter makes a plot a row.
func (f *fit) enter(k *glimpse, mid air.Time, g *registrar, sensors []sensor) {
	sensor, b := &sensors[k.sensor], &g.aligned[k.sensor]
	who := f.member(k.sensor)
	if who < 0 || !sensor.at(k.at) {
		return
	}
	t := (k.at - mid).Seconds() - b.x[2]
	h := f.height(t)
	sight := k.sight()
	place := sensor.place(sight.slant(), sight.azimuth(), h)
	if f.n == 0 {
		f.frame = geo.NewFrame(place.Geodetic().LatLon.At(0))
	}
	at := f.frame.To(place)
	if at.Dot(at) > farFrom*farFrom {
		return
	}
	d := place.Sub(sensor.frame.Origin)
	los := f.frame.Turn(d)
	slant, up := d.Norm(), d.Dot(sensor.frame.Up)
	ground := math.Sqrt(float64(los.X*los.X) + float64(los.Y*los.Y))
	flat := math.Sqrt(max(float64(slant*slant)-float64(up*up), 0))
	if ground < slant/4 || flat < 1000 { // nearly overhead: azimuth and ground range mean little
		return
	}
	r := row{at: k.at, t: t, ux: los.X / ground, uy: los.Y / ground, tan: los.Z / ground, inv: slant / ground, ground: flat, in: who, echo: k.echo}
	fall := h - (float64(at.X*at.X)+float64(at.Y*at.Y))/(2*(geo.MeanRadius+h)) - at.Z
	r.z[0] = float64(r.ux*at.X) + float64(r.uy*at.Y) - float64(r.tan*fall)
	r.z[1] = float64(r.uy*at.X) - float64(r.ux*at.Y)
	v := b.scatter[kindOf(k.echo)].factors()
	stated := sensor.accuracy(k.echo)
	r.weight = [2]float64{1 / (stated[0] * r.inv * r.inv * v[0]), 1 / (stated[1] * flat * flat * v[1])}
	f.rows[f.n] = r
	f.n++
}

// shared tells whether two aircraft answer by one name: a radar saw it twice in
// a turn.
func (f *fit) shared(sensors []sensor) bool {
	for i := range f.n {
		for j := range i {
			a, b := &f.rows[i], &f.rows[j]
			if a.in == b.in && abs(a.at-b.at) < sensors[f.who[a.in]].Scan/2 {
				return true
			}
		}
	}
	return false
}

// member returns the radar's place in who; -1: there are too many.
func (f *fit) member(id air.SensorID) int {
	for i := range f.radars {
		if f.who[i] == id {
			return i
		}
	}
	if f.radars == maxTogether {
		return -1
	}
	f.who[f.radars] = id
	f.radars++
	return f.radars - 1
}

// rates finds the flight's speed by a plain line through all places: enough to
// tell what an error of time does.
func (f *fit) rates() {
	var n, t1, t2, e1, te, n1, tn float64
	for i := range f.n {
		r := &f.rows[i]
		e := float64(r.ux*r.z[0]) + float64(r.uy*r.z[1])
		no := float64(r.uy*r.z[0]) - float64(r.ux*r.z[1])
		n, t1, t2 = n+1, t1+r.t, t2+float64(r.t*r.t)
		e1, te = e1+e, te+float64(r.t*e)
		n1, tn = n1+no, tn+float64(r.t*no)
	}
	det := max(float64(n*t2)-float64(t1*t1), 1)
	ve, vn := (n*te-t1*e1)/det, (n*tn-t1*n1)/det
	if v := math.Sqrt(ve*ve + vn*vn); v > rateSigma {
		ve, vn = ve*rateSigma/v, vn*rateSigma/v
	}
	for i := range f.n {
		r := &f.rows[i]
		r.rate = [2]float64{float64(r.ux*ve) + float64(r.uy*vn), float64(r.uy*ve) - float64(r.ux*vn)}
	}
}

// terms returns the derivatives of a row's component by the path, and by the
// bias of its radar.
func (r *row) terms(c int) (path [pathTerms]float64, bias [biasTerms]float64) {
	x, y := r.ux, r.uy
	if c == 1 {
		x, y = r.uy, -r.ux
	}
	q := r.t * r.t / 2
	path = [pathTerms]float64{x, y, x * r.t, y * r.t, x * q, y * q, 0}
	if c == 0 {
		path[6], bias[0] = r.tan, r.inv
	} else {
		bias[1] = r.ground
	}
	bias[2] = -r.rate[c]
	return path, bias
}

// normal sums the normal equations over the rows in use.
func (f *fit) normal() {
	dim := pathTerms + biasTerms*f.radars
	for i := range dim {
		f.y[i] = 0
		for j := range i + 1 {
			f.a[i][j] = 0
		}
	}
	for i, sigma := range [pathTerms]float64{pathSigma, pathSigma, rateSigma, rateSigma, accelSigma, accelSigma, levelSigma} {
		f.a[i][i] = 1 / (sigma * sigma)
	}
	f.used = 0
	for i := range f.n {
		if r := &f.rows[i]; !r.gone {
			f.add(r)
		}
	}
}

func (f *fit) add(r *row) {
	at := pathTerms + biasTerms*r.in
	for c := range 2 {
		path, bias := r.terms(c)
		f.used++
		for i := range path {
			w := r.weight[c] * path[i]
			f.y[i] += float64(w * r.z[c])
			for j := range i + 1 {
				f.a[i][j] += float64(w * path[j])
			}
		}
		for i := range bias {
			w := r.weight[c] * bias[i]
			f.y[at+i] += float64(w * r.z[c])
			for j := range path {
				f.a[at+i][j] += float64(w * path[j])
			}
			for j := range i + 1 {
				f.a[at+i][at+j] += float64(w * bias[j])
			}
		}
	}
}

// adjust solves for the path and, held by what is believed of them, the biases;
// plots that do not fit are left out, the worst first. It reports whether enough
// fits a smooth path.
func (f *fit) adjust(g *registrar) bool {
	for range 5 {
		f.normal()
		f.solve(g)
		worst := f.worst()
		if worst <= oddRow {
			break
		}
		f.drop(max(oddRow, 0.6*worst))
	}
	free := float64(f.used - pathTerms + 1)
	if free < 2 {
		return false
	}
	f.slack = f.chi2 / free
	return f.slack < stretchLimit
}

// solve factors the normal equations with the biases' present covariances.
func (f *fit) solve(g *registrar) {
	dim := pathTerms + biasTerms*f.radars
	for i := range dim {
		copy(f.l[i][:i+1], f.a[i][:i+1])
	}
	for k := range f.radars {
		b := &g.aligned[f.who[k]].known
		for i := range biasTerms {
			for j := range i + 1 {
				f.l[pathTerms+biasTerms*k+i][pathTerms+biasTerms*k+j] += b[i][j]
			}
		}
	}
	factor(&f.l, dim)
	f.x = f.y
	forward(&f.l, &f.x, dim)
	f.apart = 0
	for _, v := range f.x[pathTerms:dim] {
		f.apart += float64(v * v)
	}
	backward(&f.l, &f.x, dim)
}

// factor is Cholesky's, in place in the lower triangle.
func factor(l *[maxTerms][maxTerms]float64, dim int) {
	for i := range dim {
		for j := range i + 1 {
			s := l[i][j]
			for k := range j {
				s -= float64(l[i][k] * l[j][k])
			}
			if i == j {
				l[i][i] = math.Sqrt(max(s, 1e-30))
			} else {
				l[i][j] = s / l[j][j]
			}
		}
	}
}

func forward(l *[maxTerms][maxTerms]float64, x *[maxTerms]float64, dim int) {
	for i := range dim {
		s := x[i]
		for k := range i {
			s -= float64(l[i][k] * x[k])
		}
		x[i] = s / l[i][i]
	}
}

func backward(l *[maxTerms][maxTerms]float64, x *[maxTerms]float64, dim int) {
	for i := dim - 1; i >= 0; i-- {
		s := x[i]
		for k := i + 1; k < dim; k++ {
			s -= float64(l[k][i] * x[k])
		}
		x[i] = s / l[i][i]
	}
}

func (f *fit) residual(r *row, c int) float64 {
	path, bias := r.terms(c)
	e := r.z[c]
	for i := range path {
		e -= float64(path[i] * f.x[i])
	}
	for i := range bias {
		e -= float64(bias[i] * f.x[pathTerms+biasTerms*r.in+i])
	}
	return e
}

// worst works out the residuals, squared and in standard deviations, sums those in
// use and returns the largest of them.
func (f *fit) worst() float64 {
	worst := 0.0
	f.chi2 = 0
	for i := range f.n {
		r := &f.rows[i]
		for c := range 2 {
			e := f.residual(r, c)
			r.d2[c] = e * e * r.weight[c]
			if !r.gone {
				f.chi2 += r.d2[c]
				worst = max(worst, r.d2[c])
			}
		}
	}
	return math.Sqrt(worst)
}

func (f *fit) drop(over float64) {
	for i := range f.n {
		r := &f.rows[i]
		for c := range 2 {
			if r.d2[c] >= over*over {
				r.gone = true
			}
		}
	}
}

// yield takes the path out and leaves what the stretch says of the biases in the
// lower right of l and in x.
func (f *fit) yield() {
	dim := pathTerms + biasTerms*f.radars
	for i := range dim {
		copy(f.l[i][:i+1], f.a[i][:i+1])
	}
	f.x = f.y
	for j := range pathTerms {
		p := 1 / f.l[j][j]
		for i := j + 1; i < dim; i++ {
			m := f.l[i][j] * p
			f.x[i] -= float64(m * f.x[j])
			for k := j + 1; k <= i; k++ {
				f.l[i][k] -= float64(m * f.l[k][j])
			}
		}
	}
}

// judge works out, after adjust, how much of each residual's variance the path
// left, and each radar's share of chi-square.
func (f *fit) judge() {
	f.rough, f.free = [maxTogether]float64{}, [maxTogether]float64{}
	for i := range f.n {
		r := &f.rows[i]
		for c := range 2 {
			if r.left[c] = 1; !r.gone {
				r.left[c] -= f.leverage(r, c)
				f.rough[r.in] += r.d2[c]
				f.free[r.in] += r.left[c]
			}
		}
	}
}

// leverage returns how much of a residual's variance the path took up: 0 to 1.
func (f *fit) leverage(r *row, c int) float64 {
	path, _ := r.terms(c)
	h := 0.0
	var v [pathTerms]float64
	for i := range path {
		s := path[i]
		for k := range i {
			s -= float64(f.l[i][k] * v[k])
		}
		v[i] = s / f.l[i][i]
		h += float64(v[i] * v[i])
	}
	return min(h*r.weight[c], 0.999)
}
