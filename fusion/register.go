package fusion

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"perimeter/air"
	"perimeter/air/geo"
)

// Registration finds by how much each radar's range, azimuth and clock are off,
// from aircraft that several radars see at once.
//
// Plots are gathered by aircraft into stretches (segment.go). Each stretch gives
// the information that its plots hold on the radars' biases once the aircraft's
// own path is taken out; the sum over all stretches, older ones fading, together
// with a prior of mean zero, is a linear system, solved every few seconds. The
// prior makes it solvable whatever the geometry.
//
// What is new is compared with what is believed before it is added: a radar
// that has been moved, adjusted or has failed does not fit, loses its past and
// is found anew.

// SensorBias is what registration believes of one radar: measured minus true.
type SensorBias struct {
	Sensor       air.SensorID
	Range        float64  // m
	Azimuth      float64  // rad
	Time         float64  // s, of its time stamps
	SigmaRange   float64  // m, one standard deviation
	SigmaAzimuth float64  // rad
	SigmaTime    float64  // s
	Scatter      float64  // of its plots about smooth paths, in units of what it states
	Plots        int      // that the estimate rests on, older ones counting less
	Bad          bool     // it scatters far more than it states
	Changed      air.Time // when a step was last found; 0: never
}

// BiasEventKind says what happened to a radar's registration.
type BiasEventKind uint8

// The kinds of registration events.
const (
	BiasStepped BiasEventKind = 1 + iota // its bias changed at once and is found anew
	RadarBad                             // its plots scatter far more than it states
	RadarGood                            // they do so no more
)

// BiasEvent is something that happened to a radar's registration.
type BiasEvent struct {
	At     air.Time
	Sensor air.SensorID
	Kind   BiasEventKind
}

// alignment is one radar's registration.
type alignment struct {
	x       [biasTerms]float64            // m, rad, s: measured minus true
	cov     [biasTerms][biasTerms]float64 // of x
	known   [biasTerms][biasTerms]float64 // information by which a stretch's own estimate is held
	mean    [biasTerms]float64            // of the prior
	prior   [biasTerms]float64            // variance of the prior after a step; 0: the common one
	scatter [2]scatter                    // of replies, of echoes
	used    float64                       // plots that fitted, since the last solution
	gone    float64                       // plots that did not
	craft   int                           // stretches, since the last solution
	rough   float64                       // chi-square of plots about their paths, since then
	free    float64                       // its degrees of freedom
	rests   float64                       // plots in the past
	bad     bool
	changed air.Time
}

// scatter is the ratio of what plots scatter to what the radar states, squared,
// of range and azimuth.
type scatter struct {
	sum, weight [2]float64
}

func kindOf(echo bool) int {
	if echo {
		return 1
	}
	return 0
}

func (s *scatter) factors() (v [2]float64) {
	for c := range v {
		v[c] = max((s.sum[c]+scatterPrior)/(s.weight[c]+scatterPrior), scatterLeast)
	}
	return v
}

const (
	stretchSpan  = 18 * air.Second        // at least; two turns of a long-range radar
	stretchMore  = 1500 * air.Millisecond // up to seven times, by name: so they end one by one
	firstSpan    = 12 * air.Second        // until there is a first solution
	briskFor     = 30 * air.Second        // after a step
	stretchWait  = 6 * air.Second         // for late plots
	sweepEvery   = 2 * air.Second
	solveEvery   = 8 * air.Second
	fadeAfter    = 1200.0 // s, after which the past counts 1/e: radars drift (assumed)
	biasTime     = 0.05   // s, one standard deviation of a radar's clock (assumed)
	scatterPrior = 40.0   // plots' worth of trust in what a radar states
	scatterLeast = 0.05
	scatterMost  = 16.0 // no plot counts for more
	scatterFade  = 60.0 // s
	badScatter   = 9.0  // squared: three times what is stated
	goodScatter  = 4.0
	apartLimit   = 3.0  // standard deviations of a chi-square
	heldBy       = 25.0 // a stretch may depart so much, in variance, from what is believed
	stepLimit    = 45.0 // chi-square of three degrees, with room for paths that are not smooth
	roughLimit   = 3.0
	stepPlots    = 12.0
	stepCraft    = 4   // as many aircraft must show a step
	covFloor     = 1.0 // m, of range: refraction, altimeters (assumed)
	covFloorAz   = 1e-5
	plentyCraft  = 16    // in solveEvery
	plentyKnown  = 400.0 // a twentieth of the stated sigma, squared
	ways         = 4     // places that a name may take in the table
	leastTable   = 512
	mostTable    = 2048
)

// registrar is the registration of all radars of a lane.
type registrar struct {
	stated  [biasTerms]float64 // variance of a radar's bias
	common  [biasTerms]float64 // the same, as the radars turn out
	aligned []alignment
	table   []stretch // by name; nil: fewer than two radars
	swept   air.Time
	solved  air.Time
	begun   bool     // there is a solution
	brisk   air.Time // until then stretches are short

	dim    int
	past   system
	fresh  system        // since the last solution
	sum    *mat.SymDense // past and prior
	inv    *mat.SymDense
	right  *mat.VecDense
	x      *mat.VecDense
	chol   mat.Cholesky
	fit    fit
	events []BiasEvent
}

// system is normal equations of all biases: the upper triangle and the right
// side.
type system struct {
	m, y []float64
}

func newRegistrar(c *Config) *registrar {
	g := &registrar{stated: [biasTerms]float64{c.BiasRange * c.BiasRange, c.BiasAz * c.BiasAz, biasTime * biasTime}}
	g.common = g.stated
	g.aligned = make([]alignment, len(c.Sensors))
	known := 0
	for i := range c.Sensors {
		if c.Sensors[i] != (air.SensorInfo{}) && !c.Sensors[i].ADSB {
			known++
		}
		for k := range biasTerms {
			g.aligned[i].cov[k][k] = g.stated[k]
		}
		g.hold(&g.aligned[i])
	}
	if known < 2 || c.NoRegistration {
		return g
	}
	size := leastTable
	for size < mostTable && size < 64*known {
		size *= 2
	}
	g.table = make([]stretch, size)
	g.dim = biasTerms * len(c.Sensors)
	for _, s := range []*system{&g.past, &g.fresh} {
		s.m, s.y = make([]float64, g.dim*g.dim), make([]float64, g.dim)
	}
	g.sum, g.inv = mat.NewSymDense(g.dim, nil), mat.NewSymDense(g.dim, nil)
	g.right, g.x = mat.NewVecDense(g.dim, nil), mat.NewVecDense(g.dim, nil)
	return g
}

// nameOf returns by what name an aircraft's plots of all radars are brought
// together: its discrete code, its address, or the number of its track; 0: none.
func nameOf(p *air.Plot, tr *track) uint64 {
	const code, address, number = 1 << 32, 2 << 32, 3 << 32
	switch {
	case p.Has&air.HasCode != 0 && p.Code.Discrete():
		return code | uint64(p.Code)
	case tr != nil && tr.evidence.has&air.HasCode != 0 && tr.evidence.on() && tr.evidence.code.Discrete():
		return code | uint64(tr.evidence.code)
	case p.Has&air.HasAddress != 0:
		return address | uint64(p.Address)
	case tr != nil && tr.number != 0:
		return number | uint64(tr.id)
	}
	return 0
}

// observe keeps a plot for its aircraft's stretch; tr is its track, nil where it
// has none yet.
func (g *registrar) observe(p *air.Plot, tr *track) {
	if len(g.table) == 0 {
		return
	}
	name := nameOf(p, tr)
	if name == 0 {
		return
	}
	s := g.find(name)
	if s == nil || s.n == stretchPlots {
		return
	}
	if s.n == 0 {
		s.key, s.from = name, p.At
	}
	k := glimpse{
		at: p.At, rho: p.Rho, theta: p.Theta, level: p.Level, sensor: p.Sensor,
		echo: p.Kind == air.PSR, has: p.Has&air.HasLevel != 0, fine: p.Has&air.HasAddress != 0,
	}
	if !slices.Contains(s.seen[:s.n], k) { // a line that carries all twice tells nothing new
		s.seen[s.n] = k
		s.n++
	}
}

// find returns the stretch of a name, or a free one; nil: the table has no room
// for it now, others are heard.
func (g *registrar) find(name uint64) (free *stretch) {
	at := int((name*0x9e3779b97f4a7c15)>>32) & (len(g.table) - 1) &^ (ways - 1)
	for i := range ways {
		switch s := &g.table[at+i]; {
		case s.n > 0 && s.key == name:
			return s
		case s.n == 0 && free == nil:
			free = s
		}
	}
	return free
}

// settle uses the stretches that are complete and, every few seconds, solves. It
// reports whether there is a new solution.
func (g *registrar) settle(sensors []sensor, now air.Time) bool {
	if len(g.table) == 0 || now-g.swept < sweepEvery {
		return false
	}
	g.swept = now
	for i := range g.table {
		s := &g.table[i]
		span := stretchSpan + stretchMore*air.Time(s.key&7)
		if !g.begun || now < g.brisk {
			span = firstSpan
		}
		if s.n > 0 && (now-s.from >= span+stretchWait || s.n == stretchPlots) {
			g.use(s, s.from+span, sensors)
		}
	}
	if now-g.solved < g.pause() {
		return false
	}
	g.solve(now)
	return true
}

// pause returns the time between solutions: longer for many radars, whose
// system costs the third power of their number.
func (g *registrar) pause() air.Time {
	return solveEvery * air.Time(1+g.dim*g.dim/(100*100))
}

// use adjusts a stretch and adds what it says; what came after it begins the
// next.
func (g *registrar) use(s *stretch, until air.Time, sensors []sensor) {
	f := &g.fit
	if !g.plenty(s) && f.prepare(s, until, g, sensors) {
		smooth := f.adjust(g)
		g.count(f, smooth)
		if smooth {
			f.yield()
			g.fresh.add(f, g)
		}
	}
	n := 0
	for i := range s.n {
		if s.seen[i].at >= until {
			s.seen[n] = s.seen[i]
			n++
		}
	}
	s.n = n
	if n > 0 {
		s.from = s.seen[0].at
	}
}

// plenty tells whether all radars of a stretch are known well and have been heard
// with enough aircraft since the last solution.
func (g *registrar) plenty(s *stretch) bool {
	enough := plentyCraft * int(g.pause()/solveEvery)
	for i := range s.n {
		a := &g.aligned[s.seen[i].sensor]
		if a.craft < enough || a.cov[0][0] > g.stated[0]/plentyKnown || a.cov[1][1] > g.stated[1]/plentyKnown {
			return false
		}
	}
	return true
}

// count notes how many of a stretch's plots did not fit, and how the others
// scatter.
func (g *registrar) count(f *fit, smooth bool) {
	for _, id := range f.who[:f.radars] {
		g.aligned[id].craft++
	}
	for i := range f.n {
		r := &f.rows[i]
		if a := &g.aligned[f.who[r.in]]; r.gone {
			a.gone++
		} else {
			a.used++
		}
	}
	f.judge()
	for k := range f.radars {
		if a := &g.aligned[f.who[k]]; g.sure(a) {
			a.scatters(f, k, smooth)
		}
	}
}

// scatters notes how one radar's plots lie about a stretch's path. Where the path
// is rough, what the other radars scatter is the aircraft's doing. Single plots that do not fit are others'; many are this
// radar's own.
func (a *alignment) scatters(f *fit, k int, smooth bool) {
	ratio := 1.0
	if !smooth {
		all, free := 0.0, 1.0
		for i := range f.radars {
			if i != k {
				all, free = all+f.rough[i], free+f.free[i]
			}
		}
		ratio = max(1, all/free)
	}
	many := a.used+a.gone >= stepPlots && 4*a.gone > a.used
	for i := range f.n {
		r := &f.rows[i]
		if r.in != k || r.gone && !many {
			continue
		}
		v := &a.scatter[kindOf(r.echo)]
		now := v.factors()
		for c := range 2 {
			d2 := min(r.d2[c]/r.left[c]/ratio, scatterMost)
			v.sum[c] += d2 * r.left[c] * now[c]
			v.weight[c] += r.left[c]
			a.rough += d2 * r.left[c]
			a.free += r.left[c]
		}
	}
}

// sure tells whether a radar's bias is known so well that it adds little to
// residuals.
func (g *registrar) sure(a *alignment) bool {
	return a.cov[0][0] < g.stated[0]/9 && a.cov[1][1] < g.stated[1]/9
}

// trust returns the weight of a stretch: less where its path is rough, and less
// where it alone says that radars which are well known are off, so that many
// must say so (Huber's weight).
func (g *registrar) trust(f *fit) float64 {
	weight := 1 / max(f.slack, 1)
	free := float64(biasTerms * f.radars)
	for _, id := range f.who[:f.radars] {
		if !g.sure(&g.aligned[id]) {
			return weight
		}
	}
	return weight * min(1, (free+apartLimit*math.Sqrt(2*free))/max(f.apart, 1))
}

// add adds a stretch's normal equations, made absolute.
func (s *system) add(f *fit, g *registrar) {
	weight := g.trust(f)
	for p := range f.radars {
		for i := range biasTerms {
			row := pathTerms + biasTerms*p + i
			gi := biasTerms*int(f.who[p]) + i
			y := f.x[row]
			for q := range f.radars {
				for j := range biasTerms {
					col := pathTerms + biasTerms*q + j
					gj := biasTerms*int(f.who[q]) + j
					m := f.l[max(row, col)][min(row, col)]
					y += float64(m * g.aligned[f.who[q]].x[j])
					if gi <= gj {
						s.m[gi*len(s.y)+gj] += float64(weight * m)
					}
				}
			}
			s.y[gi] += float64(weight * y)
		}
	}
}

// at returns an element of the symmetric matrix.
func (s *system) at(i, j int) float64 { return s.m[min(i, j)*len(s.y)+max(i, j)] }

// solve compares what is new with what is believed, adds it and solves.
func (g *registrar) solve(now air.Time) {
	for range 3 {
		if s := g.stepped(); s < 0 || !g.begun {
			break
		} else {
			g.renew(s, now)
		}
	}
	g.merge((now - g.solved).Seconds())
	g.solved = now
	g.believe()
	g.grade(now)
}

// merge adds what is new to a past that has faded.
func (g *registrar) merge(dt float64) {
	fade := 1 / (1 + dt/fadeAfter)
	for i := range g.past.m {
		g.past.m[i] = float64(g.past.m[i]*fade) + g.fresh.m[i]
	}
	for i := range g.past.y {
		g.past.y[i] = float64(g.past.y[i]*fade) + g.fresh.y[i]
	}
	clear(g.fresh.m)
	clear(g.fresh.y)
	for i := range g.aligned {
		a := &g.aligned[i]
		a.rests = float64(a.rests*fade) + a.used
		a.used, a.gone, a.craft, a.rough, a.free = 0, 0, 0, 0, 0
		g.begun = g.begun || a.rests > 0
		old := 1 / (1 + dt/scatterFade)
		for k := range a.scatter {
			for c := range 2 {
				a.scatter[k].sum[c] *= old
				a.scatter[k].weight[c] *= old
			}
		}
	}
}

// believe solves past and prior for the biases and their covariance.
func (g *registrar) believe() {
	g.learnPrior()
	sum, y := g.sum.RawSymmetric().Data, g.right.RawVector().Data
	copy(sum, g.past.m)
	copy(y, g.past.y)
	for i := range g.aligned {
		a := &g.aligned[i]
		for k := range biasTerms {
			at := biasTerms*i + k
			w := 1 / g.common[k]
			if a.prior[k] > 0 {
				w = 1 / a.prior[k]
			}
			sum[at*g.dim+at] += w
			y[at] += w * a.mean[k]
		}
	}
	if !g.chol.Factorize(g.sum) || g.chol.SolveVecTo(g.x, g.right) != nil || g.chol.InverseTo(g.inv) != nil {
		return // ill-conditioned beyond the prior's help: what was believed stands
	}
	for i := range g.aligned {
		a := &g.aligned[i]
		for k := range biasTerms {
			a.x[k] = g.x.AtVec(biasTerms*i + k)
			for j := range biasTerms {
				a.cov[k][j] = g.inv.At(biasTerms*i+k, biasTerms*i+j)
			}
		}
		g.hold(a)
	}
}

// learnPrior widens the common prior where the radars are off by more than is
// stated.
func (g *registrar) learnPrior() {
	for k := range biasTerms {
		n, sum := 0.0, 0.0
		for i := range g.aligned {
			if a := &g.aligned[i]; a.cov[k][k] < g.common[k]/4 {
				n++
				sum += float64(a.x[k]*a.x[k]) + a.cov[k][k]
			}
		}
		g.common[k] = g.stated[k]
		if n > 0 {
			g.common[k] = max(g.stated[k], sum/n)
		}
	}
}

// hold says how far a stretch's own estimate may depart from what is believed:
// far enough that a step is seen.
func (g *registrar) hold(a *alignment) {
	m := a.cov
	for i := range m {
		for j := range m {
			m[i][j] *= heldBy
		}
		m[i][i] += 9 * g.stated[i]
	}
	a.known = invert(m)
}

// invert returns the inverse of a symmetric positive matrix.
func invert(m [biasTerms][biasTerms]float64) (inv [biasTerms][biasTerms]float64) {
	var scale [biasTerms]float64
	for i := range m {
		scale[i] = 1 / math.Sqrt(max(m[i][i], 1e-300))
	}
	c := func(i, j int) float64 { return m[i][j] * scale[i] * scale[j] }
	minor := func(i, j, k, l int) float64 { return float64(c(i, k)*c(j, l)) - float64(c(i, l)*c(j, k)) }
	det := float64(c(0, 0)*minor(1, 2, 1, 2)) - float64(c(0, 1)*minor(1, 2, 0, 2)) + float64(c(0, 2)*minor(1, 2, 0, 1))
	det = max(det, 1e-12)
	for i := range biasTerms {
		for j := range biasTerms {
			a, b := (j+1)%3, (j+2)%3
			k, l := (i+1)%3, (i+2)%3
			inv[i][j] = minor(a, b, k, l) / det * scale[i] * scale[j]
		}
	}
	return inv
}

// stepped returns the radar that fits worst what is believed of it, -1 if none
// is off beyond doubt.
func (g *registrar) stepped() int {
	worst, at := stepLimit, -1
	for i := range g.aligned {
		a := &g.aligned[i]
		if a.rests < stepPlots || a.craft < stepCraft || a.used+a.gone < stepPlots {
			continue
		}
		t, rough := g.misfit(i), (a.rough+10)/(a.free+10)
		switch {
		case rough > roughLimit: // it scatters: that is no step
			t /= rough
		case a.gone > a.used:
			t = math.Inf(1)
		}
		if t > worst {
			worst, at = t, i
		}
	}
	return at
}

// misfit returns the squared distance of what is new of a radar from what is
// believed: chi-square of three degrees while nothing has changed.
func (g *registrar) misfit(s int) float64 {
	var e [biasTerms]float64
	var v [biasTerms][biasTerms]float64
	for k := range biasTerms {
		row := biasTerms*s + k
		e[k] = g.fresh.y[row]
		for j := range g.dim {
			if m := g.fresh.at(row, j); m != 0 {
				e[k] -= float64(m * g.aligned[j/biasTerms].x[j%biasTerms])
			}
		}
	}
	// Of the others' uncertainty only their own covariances count here.
	for i := range g.aligned {
		var m [biasTerms][biasTerms]float64
		for k := range biasTerms {
			for j := range biasTerms {
				m[k][j] = g.fresh.at(biasTerms*s+k, biasTerms*i+j)
			}
		}
		if m == ([biasTerms][biasTerms]float64{}) {
			continue
		}
		spread(&v, &m, &g.aligned[i].cov)
	}
	for k := range biasTerms {
		for j := range biasTerms {
			v[k][j] += g.fresh.at(biasTerms*s+k, biasTerms*s+j)
		}
	}
	inv := invert(v)
	d2 := 0.0
	for k := range biasTerms {
		for j := range biasTerms {
			d2 += float64(e[k] * inv[k][j] * e[j])
		}
	}
	return d2
}

// spread adds m p m' to v.
func spread(v, m, p *[biasTerms][biasTerms]float64) {
	for i := range biasTerms {
		for j := range biasTerms {
			for k := range biasTerms {
				for l := range biasTerms {
					v[i][j] += float64(m[i][k] * p[k][l] * m[j][l])
				}
			}
		}
	}
}

// renew forgets a radar's bias: it is to be found anew, near what the misfit
// says.
func (g *registrar) renew(s int, now air.Time) {
	a := &g.aligned[s]
	e, m := [biasTerms]float64{}, [biasTerms][biasTerms]float64{}
	for k := range biasTerms {
		row := biasTerms*s + k
		e[k] = g.fresh.y[row]
		for j := range g.dim {
			e[k] -= float64(g.fresh.at(row, j) * g.aligned[j/biasTerms].x[j%biasTerms])
		}
		for j := range biasTerms {
			m[k][j] = g.fresh.at(row, biasTerms*s+j)
		}
		m[k][k] += 1 / g.common[k]
	}
	inv := invert(m)
	for k := range biasTerms {
		step := 0.0
		for j := range biasTerms {
			step += float64(inv[k][j] * e[j])
		}
		a.mean[k] = a.x[k] + step
		a.prior[k] = 4*step*step + 9*(a.cov[k][k]+inv[k][k])
	}
	g.past.forget(s, g)
	g.fresh.forget(s, g)
	a.used, a.gone, a.craft, a.rests, a.changed = 0, 0, 0, 0, now
	g.brisk = now + briskFor
	g.believe()
	g.events = append(g.events, BiasEvent{now, air.SensorID(s), BiasStepped})
	for i := range g.table {
		g.table[i].forget(air.SensorID(s), now)
	}
}

// forget takes a radar out of the system, keeping what it says of the others.
func (s *system) forget(sensor int, g *registrar) {
	at := biasTerms * sensor
	var own [biasTerms][biasTerms]float64
	for k := range biasTerms {
		for j := range biasTerms {
			own[k][j] = s.at(at+k, at+j)
		}
		own[k][k] += 1 / (100 * g.common[k])
	}
	inv := invert(own)
	var cross [biasTerms][]float64
	for k := range biasTerms {
		cross[k] = make([]float64, g.dim)
		for i := range g.dim {
			if i/biasTerms != sensor {
				cross[k][i] = s.at(at+k, i)
			}
		}
	}
	for k := range biasTerms {
		for l := range biasTerms {
			for i := range g.dim {
				w := cross[k][i] * inv[k][l]
				if w == 0 {
					continue
				}
				s.y[i] -= float64(w * s.y[at+l])
				for j := i; j < g.dim; j++ {
					s.m[i*g.dim+j] -= float64(w * cross[l][j])
				}
			}
		}
	}
	for k := range biasTerms {
		s.y[at+k] = 0
		for i := range g.dim {
			s.m[min(i, at+k)*g.dim+max(i, at+k)] = 0
		}
	}
}

// forget drops a radar's plots from before a time.
func (s *stretch) forget(id air.SensorID, before air.Time) {
	n := 0
	for i := range s.n {
		if s.seen[i].sensor != id || s.seen[i].at >= before {
			s.seen[n] = s.seen[i]
			n++
		}
	}
	s.n = n
}

// grade tells which radars have gone bad, or come good again.
func (g *registrar) grade(now air.Time) {
	for i := range g.aligned {
		a := &g.aligned[i]
		v := a.worstScatter()
		switch {
		case !a.bad && v > badScatter:
			a.bad = true
			g.events = append(g.events, BiasEvent{now, air.SensorID(i), RadarBad})
		case a.bad && v < goodScatter:
			a.bad = false
			g.events = append(g.events, BiasEvent{now, air.SensorID(i), RadarGood})
		}
	}
}

func (a *alignment) worstScatter() float64 {
	worst := scatterLeast
	for k := range a.scatter {
		v := a.scatter[k].factors()
		worst = max(worst, v[0], v[1])
	}
	return worst
}

// bias returns what a radar's measurements are off by, and the covariance:
// range, range and azimuth, azimuth.
func (g *registrar) bias(id air.SensorID) (rangeM, azimuth float64, cov [3]float64) {
	a := &g.aligned[id]
	return a.x[0], a.x[1], [3]float64{a.cov[0][0] + covFloor*covFloor, a.cov[0][1], a.cov[1][1] + covFloorAz*covFloorAz}
}

// apply hands the sensors what to subtract, and the variances of their plots.
func (g *registrar) apply(sensors []sensor) {
	for i := range sensors {
		s, a := &sensors[i], &g.aligned[i]
		if !s.known || s.ADSB {
			continue
		}
		_, _, cov := g.bias(air.SensorID(i))
		s.bias = a.x
		worse := 1.0
		if a.bad {
			worse = a.worstScatter()
		}
		s.grade(worse)
		s.doubt = accuracy{cov[0], cov[2]}
	}
}

// register lets registration work on what has come.
func (t *Tracker) register() {
	if t.registrar.settle(t.sensors, t.now) {
		t.registrar.apply(t.sensors)
	}
}

// Registration returns what is believed of each radar's errors, by sensor: a
// fresh slice.
func (t *Tracker) Registration() []SensorBias {
	out := make([]SensorBias, 0, len(t.sensors))
	for i := range t.sensors {
		if !t.sensors[i].known {
			continue
		}
		a := &t.registrar.aligned[i]
		r, az, cov := t.registrar.bias(air.SensorID(i))
		out = append(out, SensorBias{
			Sensor: air.SensorID(i), Range: r, Azimuth: az, Time: a.x[2],
			SigmaRange: sqrt(cov[0]), SigmaAzimuth: sqrt(cov[2]), SigmaTime: sqrt(a.cov[2][2]),
			Scatter: sqrt(a.worstScatter()), Plots: int(a.rests), Bad: a.bad, Changed: a.changed,
		})
	}
	return out
}

// RegistrationEvents returns what happened to the radars' registration since the
// last Advance began. It is valid until the next Advance.
func (t *Tracker) RegistrationEvents() []BiasEvent { return t.registrar.events }

// measured returns what a sensor's plot says once its bias is taken off.
func (s *sensor) measured(k *sight, rate [2]float64) (slant, azimuth float64) {
	slant = k.slant() - s.bias[0] + float64(rate[0]*s.bias[2])
	azimuth = geo.Wrap(k.azimuth() - s.bias[1] + float64(rate[1]*s.bias[2]))
	return slant, azimuth
}
