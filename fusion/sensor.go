package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// sensor is a radar as the tracker knows it: what is stated of it, and what it
// has said of itself.
type sensor struct {
	air.SensorInfo
	known   bool
	frame   geo.Frame          // where it stands; of one that tells its place, where it was last asked for
	home    geo.Vec            // m, ECEF, where it is said to stand
	echo    accuracy           // of a primary plot
	reply   accuracy           // of a secondary or combined one
	doubt   accuracy           // of its registration
	bias    [biasTerms]float64 // m, rad, s: what registration takes off its plots
	usual   float64            // m, height of an aircraft of which none is known; 0: not stated
	unusual float64            // m, its standard deviation
	horizon float64            // m, to its own smooth horizon on the 4/3 earth
	steep   float64            // sine of the elevation above which it is blind

	falseEchoes clutterMap

	state air.ServiceState
	heard air.Time       // the last mark
	path  []air.Platform // of one that tells its place, in order of time, at most pathLength
	stood air.Time       // where it stands is its place then; air.Never: not known for when
}

// accuracy is variances of range (m2) and azimuth (rad2).
type accuracy [2]float64

func accuracyOf(sigmaRange, sigmaAz float64) accuracy {
	return accuracy{sigmaRange * sigmaRange, sigmaAz * sigmaAz}
}

const (
	effectiveRadius = 4.0 / 3 * geo.MeanRadius // m, of an earth on which radar rays are straight
	ceiling         = 16000.0                  // m, highest flight that a primary plot is taken for (assumed)
	falseReplies    = 0.05                     // a scan: ghosts and new transponders (assumed)
	pathLength      = 64                       // places of a platform that are kept
)

func newSensor(info air.SensorInfo, c *Config) sensor {
	s := sensor{SensorInfo: info, known: info != (air.SensorInfo{})}
	if !s.known {
		return s
	}
	s.grade([2]float64{1, 1})
	if !info.ADSB {
		s.doubt = accuracyOf(c.BiasRange, c.BiasAz)
	}
	s.falseEchoes = newClutterMap(max(info.Range, info.RangeSSR))
	s.usual, s.unusual, s.stood = c.Height, c.SigmaHeight, air.Never
	s.steep = math.Sin(min(info.ElevMax, math.Pi/2))
	s.stand(info.Pos)
	s.home = s.frame.Origin
	return s
}

// accuracy returns what is stated of the sensor's echoes or replies.
func (s *sensor) accuracy(echo bool) accuracy {
	if echo || !(s.SigmaRangeSSR > 0 && s.SigmaAzSSR > 0) {
		return accuracyOf(s.SigmaRange, s.SigmaAz)
	}
	return accuracyOf(s.SigmaRangeSSR, s.SigmaAzSSR)
}

// grade sets the accuracies of plots, so many times worse in variance than
// stated.
func (s *sensor) grade(worse [2]float64) {
	s.echo, s.reply = s.accuracy(true), s.accuracy(false)
	for i := range 2 {
		s.echo[i] *= worse[i]
		s.reply[i] *= worse[i]
	}
}

func (s *sensor) stand(g geo.Geodetic) {
	s.Pos = g
	s.frame = geo.NewFrame(g)
	s.horizon = math.Sqrt(2 * effectiveRadius * max(g.Height, 10))
}

// clutter returns the density of false plots about a range: per metre and
// radian. Whether they lie evenly over the area or over range and azimuth is
// not stated; the denser of the two counts.
func (s *sensor) clutter(slant float64, kind air.PlotKind) float64 {
	reach, n := s.Range, max(s.FalsePerScan, falseReplies)
	if kind != air.PSR {
		reach, n = s.RangeSSR, falseReplies
	}
	if reach <= 0 {
		reach = max(s.Range, s.RangeSSR)
	}
	return n / (math.Pi * reach) * max(slant/reach, 0.5)
}

// at brings a moving sensor to where it was at a time, between its platform's
// reports on a straight line; false where it is not known. One that does not move
// stands where it is said to, unless it tells that it is elsewhere: an aerostat on
// its winch.
func (s *sensor) at(when air.Time) bool {
	if len(s.path) == 0 {
		return !s.Moving
	}
	if when != s.stood { // all tracks ask for one time
		s.follow(when)
	}
	return true
}

// follow brings a sensor to where its platform's reports have it at a time.
func (s *sensor) follow(when air.Time) {
	s.stood = when
	i, n := 0, len(s.path)
	for i < n && s.path[i].At <= when {
		i++
	}
	a, b := s.path[max(i-1, 0)], s.path[min(i, n-1)]
	u := 0.0
	if b.At > a.At {
		u = (when - a.At).Seconds() / (b.At - a.At).Seconds()
	}
	s.stand(geo.Geodetic{
		LatLon: geo.LatLon{Lat: a.Lat + float64(u*(b.Lat-a.Lat)), Lon: a.Lon + float64(u*(b.Lon-a.Lon))},
		Height: float64(a.Height) + float64(u*float64(b.Height-a.Height)),
	})
}

// tether is how far in latitude and longitude an aerostat may be from where it is
// said to stand: 6 km (assumed).
const tether = 0.001 // rad

// mayStand reports whether a sensor can be at a platform's place: one that moves
// anywhere, another above where it is said to stand.
func (s *sensor) mayStand(p *air.Platform) bool {
	return s.known && (s.Moving || math.Abs(p.Lat-s.Pos.Lat) < tether && math.Abs(p.Lon-s.Pos.Lon) < tether)
}

// move keeps a platform's place, in order of time.
func (s *sensor) move(p air.Platform) {
	i := len(s.path)
	for i > 0 && s.path[i-1].At >= p.At {
		i--
	}
	if i < len(s.path) && s.path[i].At == p.At {
		return
	}
	s.stood = air.Never
	s.path = append(s.path, p)
	copy(s.path[i+1:], s.path[i:])
	s.path[i] = p
	if n := len(s.path) - pathLength; n > 0 {
		s.path = s.path[:copy(s.path, s.path[n:])]
	}
}

// place returns where a target at a slant range and azimuth is if its height is
// h, in ECEF: on a sphere through the antenna.
func (s *sensor) place(slant, azimuth, h float64) geo.Vec {
	slant, azimuth = max(slant-s.bias[0], 1), azimuth-s.bias[1]
	a, b := geo.MeanRadius+s.Pos.Height, geo.MeanRadius+h
	sin := (float64((b-a)*(b+a)) - float64(slant*slant)) / (2 * slant * a)
	sin = max(-0.99, min(0.99, sin))
	cos := math.Sqrt(1 - float64(sin*sin))
	sa, ca := math.Sincos(azimuth)
	return s.frame.From(geo.Vec{X: slant * cos * sa, Y: slant * cos * ca, Z: slant * sin})
}

// where returns the place of a plot or report if its height is h, in ECEF.
func (s *sensor) where(k *sight, h float64) geo.Vec {
	if k.reported() {
		return stated(k.rho, k.theta).At(h).ECEF()
	}
	return s.place(k.slant(), k.azimuth(), h)
}

// births returns the density of new aircraft at a plot, in the unit of that of
// false plots: per metre and radian, or per square metre.
func (s *sensor) births(k *sight) float64 {
	reach := max(s.Range, s.RangeSSR)
	return newPerScan / (math.Pi * reach * reach) * k.metre()
}

// metre returns the square metres in the unit in which densities about a sight
// are told: a metre and radian at its range, or one for a report.
func (k *sight) metre() float64 {
	if k.reported() {
		return 1
	}
	return k.slant()
}

// guess returns a height for a plot and its standard deviation: measured where
// the plot has one; else anywhere, evenly, between the radar's horizon and the
// ceiling of flight or of the beam.
func (s *sensor) guess(k *sight) (h, sigma float64) {
	if z, variance, ok := s.height(k); ok {
		return z, math.Sqrt(variance)
	}
	if k.reported() {
		return ceiling / 2, ceiling / math.Sqrt(12)
	}
	slant := k.slant()
	low, high := 0.0, min(ceiling, s.top(slant))
	if beyond := slant - s.horizon; beyond > 0 {
		low = min(beyond*beyond/(2*effectiveRadius), ceiling/2)
	}
	high = max(high, low+500)
	if s.usual > 0 {
		return max(low, min(s.usual, high)), min(s.unusual, (high-low)/math.Sqrt(12))
	}
	return (low + high) / 2, (high - low) / math.Sqrt(12)
}

// top returns the height of the beam's upper edge at a slant range.
func (s *sensor) top(slant float64) float64 {
	edge := math.Pi / 4 // where none is stated (assumed)
	if s.ElevMax > 0 {
		edge = min(s.ElevMax, math.Pi/2)
	}
	return s.Pos.Height + float64(slant*math.Sin(edge)) + slant*slant/(2*effectiveRadius)
}

// height returns the height that a plot states and its variance. Mode C comes
// in steps of 100 ft, Mode S in 25 ft; 8 m stand for the altimeter (assumed).
func (s *sensor) height(k *sight) (z, variance float64, ok bool) {
	const altimeter = 8.0
	switch {
	case k.says(air.HasLevel):
		step := 100 * geo.Foot
		if k.says(air.HasAddress) {
			step = 25 * geo.Foot
		}
		return k.level.Meters(), step*step/12 + altimeter*altimeter, true
	case k.says(air.HasHeight) && s.SigmaHeight > 0:
		return k.height(), s.SigmaHeight * s.SigmaHeight, true
	}
	return 0, 0, false
}

// ecef returns the place of a point east and north in a track's frame at a
// geodetic height. The frame touches the earth: within 20 km of its origin the
// ground falls away by the square of the distance, to a few centimetres.
func ecef(f *geo.Frame, e, n, h float64) geo.Vec {
	up := h - (float64(e*e)+float64(n*n))/(2*(geo.MeanRadius+h))
	return f.From(geo.Vec{X: e, Y: n, Z: up})
}

// meet linearises a plot about a predicted state in a track's frame.
func (s *sensor) meet(f *geo.Frame, st *estimate.State, k *sight, m *estimate.Measurement) {
	if k.reported() {
		meetReport(f, st, k, m)
		return
	}
	d := ecef(f, st.X[0], st.X[1], st.Up[0]).Sub(s.frame.Origin)
	r := max(d.Norm(), 1)
	x, y := d.Dot(s.frame.East), d.Dot(s.frame.North)
	ground2 := max(float64(x*x)+float64(y*y), 1)
	along := d.Scale(1 / r)
	across := s.frame.East.Scale(y / ground2).Sub(s.frame.North.Scale(x / ground2))
	m.H = [2][2]float64{
		{along.Dot(f.East), along.Dot(f.North)},
		{across.Dot(f.East), across.Dot(f.North)},
	}
	m.Learn = false
	m.U = [2]float64{along.Dot(f.Up), across.Dot(f.Up)}
	m.R = s.reply
	if k.kind == air.PSR || k.kind == air.Strobe {
		m.R = s.echo
	}
	slant, azimuth := s.measured(k, [2]float64{
		float64(m.H[0][0]*st.X[2]) + float64(m.H[0][1]*st.X[3]),
		float64(m.H[1][0]*st.X[2]) + float64(m.H[1][1]*st.X[3]),
	})
	m.Y = [2]float64{slant - r, geo.Delta(math.Atan2(x, y), azimuth)}
	m.Rate.R = 0
	if k.says(air.HasDoppler) {
		s.meetRate(st, k, m, r)
	}
}

// allow adds what the registration of the sensor may be wrong by.
func (s *sensor) allow(m *estimate.Measurement) {
	m.R[0] += s.doubt[0]
	m.R[1] += s.doubt[1]
}

// What a radar may see of a place.
const (
	seesEcho = 1 << iota
	seesReply
)

// overhead tells whether an ECEF place lies in the sensor's cone of silence.
func (s *sensor) overhead(p geo.Vec) bool {
	d := p.Sub(s.frame.Origin)
	return s.ElevMax > 0 && d.Dot(s.frame.Up) > d.Norm()*s.steep
}

// sees tells what of an aircraft at an ECEF place and height the sensor could
// see: within its instrumented range, its beam and the 4/3 earth's horizon.
func (s *sensor) sees(p geo.Vec, height float64) (what uint8, azimuth float64) {
	d := p.Sub(s.frame.Origin)
	r2 := d.Dot(d)
	reach := max(s.Range, s.RangeSSR)
	if !s.known || r2 > reach*reach {
		return 0, 0
	}
	r := math.Sqrt(r2)
	if r > s.horizon+math.Sqrt(2*effectiveRadius*max(height, 0)) || r < s.MinRange {
		return 0, 0
	}
	if s.overhead(p) {
		return 0, 0
	}
	if s.PSR && r <= s.Range {
		what |= seesEcho
	}
	if s.SSR && r <= s.RangeSSR {
		what |= seesReply
	}
	return what, math.Atan2(d.Dot(s.frame.East), d.Dot(s.frame.North))
}
