package fusion

import (
	"math/bits"
	"slices"

	"gonum.org/v1/gonum/mat"

	"perimeter/air"
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
// is found anew. Where few aircraft fly, that takes minutes to be sure of: until
// then what is new of it stays apart, and its plots may be off by as much as they
// seem to be.

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
	BiasStepped BiasEventKind = 1 + iota // its bias, or that of one it is not told from, changed at once and is found anew
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
	misfit  misfit                        // of the last solutions
	maybe   [2]float64                    // m2, rad2: squared, by how much it seems to have changed; 0: it does not
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

const (
	stretchSpan = 18 * air.Second        // at least; two turns of a long-range radar
	stretchMore = 1500 * air.Millisecond // up to seven times, by name: so they end one by one
	briskSpan   = 8 * air.Second         // at first, and after a step
	firstWait   = 16 * air.Second        // for more stretches, if there are few
	stretchWait = 6 * air.Second         // for late plots
	briskWait   = 2 * air.Second         // the same after a step
	sweepEvery  = 2 * air.Second
	solveEvery  = 8 * air.Second

	biasTime   = 0.05 // s, one standard deviation of a radar's clock (assumed)
	covFloor   = 1.0  // m, of range, that no number of plots takes away: refraction, altimeters (assumed)
	covFloorAz = 1e-5 // rad, the same of azimuth

	plentyCraft = 12     // aircraft in solveEvery, that are enough of radars known well
	plentyKnown = 2000.0 // and so they are at a forty-fifth of the stated sigma; squared

	ways       = 4 // places that a name may take in the table
	leastTable = 512
	mostTable  = 2048
)

// registrar is the registration of all radars of a lane.
type registrar struct {
	stated  [biasTerms]float64 // variance of a radar's bias
	common  [biasTerms]float64 // the same, as the radars turn out
	aligned []alignment
	table   []stretch // by name; nil: fewer than two radars
	taken   []uint64  // by 64 places of the table: a bit for each that may hold a stretch
	swept   air.Time
	solved  air.Time
	begun   bool     // there is a solution
	brisk   air.Time // until then stretches are short

	allowed   accuracy // of plots while nothing is known
	mostWhole int      // radars that are solved together
	dim       int
	past      system
	fresh     system        // since the last solution
	sum       *mat.SymDense // past and prior
	inv       *mat.SymDense
	right     *mat.VecDense
	x         *mat.VecDense
	chol      mat.Cholesky
	fit       fit
	ties      []int // radars that share aircraft with one
	blamed    []int // radars one of which has changed
	waiting   []share
	events    []BiasEvent
}

// The prior of registration, one standard deviation, unless the configuration
// allows less: it makes radars that differ by a common shift or turn solvable,
// and widens where radars turn out worse. It is tighter than the configuration's
// allowance, which stands for plots until something is known: what is off by more
// is to be noticed (assumed).
const (
	priorRange = 60.0  // m
	priorAz    = 0.001 // rad
)

func newRegistrar(c *Config) *registrar {
	r, az := min(c.BiasRange, priorRange), min(c.BiasAz, priorAz)
	g := &registrar{
		mostWhole: mostWhole, stated: [biasTerms]float64{r * r, az * az, biasTime * biasTime},
		allowed: accuracyOf(c.BiasRange, c.BiasAz),
	}
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
	g.table, g.taken = make([]stretch, size), make([]uint64, size/64)
	g.dim = biasTerms * len(c.Sensors)
	for _, s := range []*system{&g.past, &g.fresh} {
		s.m, s.y = make([]float64, g.dim*g.dim), make([]float64, g.dim)
	}
	if !g.whole() {
		return g
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
	place := g.find(name)
	if place < 0 {
		return
	}
	s := &g.table[place]
	if s.n == stretchPlots {
		return
	}
	if s.n == 0 {
		s.key, s.from = name, p.At
		g.take(place)
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

// find returns the place of a name's stretch, or a free one; -1: the table has no
// room for it now, others are heard.
func (g *registrar) find(name uint64) (free int) {
	free = -1
	at := int((name*0x9e3779b97f4a7c15)>>32) & (len(g.table) - 1) &^ (ways - 1)
	for i := range ways {
		switch s := &g.table[at+i]; {
		case s.n > 0 && s.key == name:
			return at + i
		case s.n == 0 && free < 0:
			free = at + i
		}
	}
	return free
}

func (g *registrar) take(place int) { g.taken[place/64] |= 1 << (place % 64) }

// settle uses the stretches that are complete and, every few seconds, solves. It
// reports whether there is a new solution.
func (g *registrar) settle(sensors []sensor, now air.Time) bool {
	if len(g.table) == 0 || now-g.swept < sweepEvery {
		return false
	}
	g.swept = now
	for i := range g.taken {
		for left := g.taken[i]; left != 0; left &= left - 1 {
			at := bits.TrailingZeros64(left)
			s := &g.table[64*i+at]
			if s.n == 0 {
				g.taken[i] &^= 1 << at
				continue
			}
			if span, wait := g.span(s, now); now-s.from >= span+wait || s.n == stretchPlots {
				g.use(s, s.from+span, sensors)
			}
		}
	}
	if !g.due(now) {
		return false
	}
	g.solve(now)
	return true
}

// span returns how long a stretch lasts, and how long it waits for late plots.
func (g *registrar) span(s *stretch, now air.Time) (span, wait air.Time) {
	if brisk := !g.begun || now < g.brisk; !brisk || s.before(s.from+briskSpan) < stretchLeast {
		return stretchSpan + stretchMore*air.Time(s.key&7), stretchWait
	}
	if !g.begun {
		return briskSpan, 0 // nothing is known, and little is much
	}
	return briskSpan, briskWait
}

// due tells whether it is time to solve. The first solution comes as soon as one
// radar has plenty of stretches, or some seconds after the first of them.
func (g *registrar) due(now air.Time) bool {
	if g.begun {
		return now-g.solved >= g.pause()
	}
	most := 0
	for i := range g.aligned {
		most = max(most, g.aligned[i].craft)
	}
	if most == 0 {
		g.solved = now
	}
	return most >= plentyCraft || now-g.solved >= firstWait
}

// before returns how many plots are older than a time.
func (s *stretch) before(until air.Time) (n int) {
	for i := range s.n {
		if s.seen[i].at < until {
			n++
		}
	}
	return n
}

// pause returns the time between solutions: longer for many radars, whose
// system costs the third power of their number.
func (g *registrar) pause() air.Time {
	return solveEvery * air.Time(1+min(g.dim*g.dim/(100*100), 3))
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

// sure tells whether a radar's bias is known so well that it adds little to
// residuals.
func (g *registrar) sure(a *alignment) bool {
	return a.cov[0][0] < g.stated[0]/9 && a.cov[1][1] < g.stated[1]/9
}

// solve compares what is new with what is believed, adds it and solves.
func (g *registrar) solve(now air.Time) {
	for n := 0; n < 3 && g.stepped(); n++ {
		g.renew(now)
	}
	g.suspect()
	for i := range g.aligned {
		if a := &g.aligned[i]; g.begun && a.craft > 0 && !a.suspected() {
			off := g.misfit(i)
			a.misfit = a.misfit.faded()
			a.misfit.add(&off)
		}
	}
	first := !g.begun
	g.merge((now - g.solved).Seconds())
	if first && g.begun {
		g.brisk = now + briskFor
	}
	g.solved = now
	g.believe()
	g.grade(now)
}

// bias returns what a radar's measurements are off by, and the covariance:
// range, range and azimuth, azimuth.
func (g *registrar) bias(id air.SensorID) (rangeM, azimuth float64, cov [3]float64) {
	a := &g.aligned[id]
	return a.x[0], a.x[1], [3]float64{
		a.cov[0][0] + covFloor*covFloor + a.maybe[0], a.cov[0][1], a.cov[1][1] + covFloorAz*covFloorAz + a.maybe[1],
	}
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
		worse := [2]float64{1, 1}
		if a.bad {
			worse = a.worstFactors()
		}
		s.grade(worse)
		for c, v := range [2]float64{cov[0], cov[2]} {
			unknown := min(1, v/g.stated[c])
			s.doubt[c] = v + max(0, g.allowed[c]-g.stated[c])*unknown*unknown
		}
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

// measured returns what a sensor's plot says once its bias is taken off: rate is
// how fast range and azimuth change by the flight. The azimuth is not wrapped.
func (s *sensor) measured(k *sight, rate [2]float64) (slant, azimuth float64) {
	slant = k.slant() - s.bias[0] + float64(rate[0]*s.bias[2])
	azimuth = k.azimuth() - s.bias[1] + float64(rate[1]*s.bias[2])
	return slant, azimuth
}
