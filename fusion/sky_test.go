package fusion

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// sky is a small exercise of its own: aircraft on straight lines and turns,
// radars that turn, feeds that are late. The tracker never sees it.
type sky struct {
	seed    uint64
	now     air.Time
	beat    air.Time
	radars  []simRadar
	planes  []simPlane
	lines   []line // plots and marks on their way
	centers []simCenter
}

type simRadar struct {
	info      air.SensorInfo
	frame     geo.Frame
	key       uint64
	pd, reply float64
	biasRange float64 // m
	biasAz    float64 // rad
	resRange  float64 // m, and resAz rad: two within both are one plot; 0: it parts all
	resAz     float64
	notch     float64 // m/s, range rate below which it gives no echo
	delay     air.Time
	twice     bool // its data come by two feeds, the second 2 s later
	cut       bool // the first of the two brings nothing
	out       bool
}

type simPlane struct {
	name    string
	key     uint64
	frame   geo.Frame // at the start of the present leg
	at      air.Time  // when it was there
	e, n, h float64   // m, in the frame
	speed   float64   // m/s
	heading float64   // rad
	rate    float64   // rad/s
	climb   float64   // m/s
	code    air.Mode3A
	address air.Address
	on      bool
	hidden  bool // seen by nobody
	jams    bool // seen as a direction from which noise comes
	adsb    voice
}

type line struct {
	due     air.Time
	plots   []air.Plot
	reports []air.Report
	marks   []air.Service
}

var (
	purposeHit   = num.For("test/hit")
	purposeNoise = num.For("test/noise")
	purposeFalse = num.For("test/false")
)

func newSky() *sky { return &sky{seed: 1, beat: air.Second} }

// radar adds a radar of 200 NM and 12 s, primary and secondary, without false
// plots and delay; change alters it.
func (s *sky) radar(name string, lat, lon float64, change func(r *simRadar)) *simRadar {
	r := simRadar{pd: 0.85, reply: 0.97, key: num.Key(name)}
	r.info = air.SensorInfo{
		Name: name, Pos: geo.Deg(lat, lon).At(300), Scan: 12 * air.Second,
		Range: 200 * geo.NM, RangeSSR: 250 * geo.NM, MinRange: 1000, ElevMax: 45 * geo.Degree,
		SigmaRange: 100, SigmaAz: 0.15 * geo.Degree, PSR: true, SSR: true,
	}
	if change != nil {
		change(&r)
	}
	r.frame = geo.NewFrame(r.info.Pos)
	s.radars = append(s.radars, r)
	return &s.radars[len(s.radars)-1]
}

// plane adds an aircraft in level flight.
func (s *sky) plane(name string, lat, lon, altFt, headingDeg, speedKt float64, code air.Mode3A) *simPlane {
	p := simPlane{
		name: name, key: num.Key(name), frame: geo.NewFrame(geo.Deg(lat, lon).At(0)), at: s.now,
		h: altFt * geo.Foot, heading: headingDeg * geo.Degree, speed: speedKt * geo.Knot,
		code: code, on: code != 0,
	}
	s.planes = append(s.planes, p)
	return &s.planes[len(s.planes)-1]
}

// at returns where the aircraft is, ECEF, and its velocity.
func (p *simPlane) place(t air.Time) (pos, vel geo.Vec, height float64) {
	dt := (t - p.at).Seconds()
	e, n, heading := p.e, p.n, p.heading
	if p.rate == 0 {
		e += p.speed * dt * math.Sin(heading)
		n += p.speed * dt * math.Cos(heading)
	} else {
		radius := p.speed / p.rate
		e += radius * (math.Cos(heading) - math.Cos(heading+p.rate*dt))
		n += radius * (math.Sin(heading+p.rate*dt) - math.Sin(heading))
		heading += p.rate * dt
	}
	h := p.h + p.climb*dt
	ve, vn := p.speed*math.Sin(heading), p.speed*math.Cos(heading)
	up := p.climb - (e*ve+n*vn)/geo.MeanRadius
	return ecef(&p.frame, e, n, h), p.frame.Unturn(geo.Vec{X: ve, Y: vn, Z: up}), h
}

// leg begins a new leg from where the aircraft is now.
func (p *simPlane) leg(now air.Time) {
	pos, vel, h := p.place(now)
	p.frame = geo.NewFrame(pos.Geodetic().LatLon.At(0))
	v := p.frame.Turn(vel)
	p.e, p.n, p.h, p.at = 0, 0, h, now
	p.heading = math.Atan2(v.X, v.Y)
}

// run moves time on by a beat and returns the parcels that arrive.
func (s *sky) run() []air.Parcel {
	from := s.now
	s.now += s.beat
	for i := range s.planes {
		if p := &s.planes[i]; p.rate == 0 && s.now-p.at > air.Minute {
			p.leg(from)
		}
	}
	for i := range s.radars {
		if s.radars[i].info.ADSB {
			s.listen(air.SensorID(i), &s.radars[i], from)
			continue
		}
		s.look(air.SensorID(i), &s.radars[i], from)
	}
	var due []air.Parcel
	rest := s.lines[:0:0]
	for _, l := range s.lines {
		if l.due <= s.now {
			due = append(due, air.Parcel{Plots: l.plots, Reports: l.reports, Services: l.marks, Arrived: s.now})
		} else {
			rest = append(rest, l)
		}
	}
	s.lines = rest
	return s.route(due)
}

func (r *simRadar) beam(t air.Time) float64 {
	return geo.Wrap(float64(r.key%1024)/1024*geo.Turn + geo.Turn*float64(t%r.info.Scan)/float64(r.info.Scan))
}

func (s *sky) look(id air.SensorID, r *simRadar, from air.Time) {
	mark := air.Service{At: s.now, From: air.ThetaOf(r.beam(from)), To: air.ThetaOf(r.beam(s.now)), Sensor: id, State: air.Up}
	if r.out {
		mark.State = air.Down
	}
	l := line{due: s.now + r.delay, marks: []air.Service{mark}}
	if !r.out {
		for i := range s.planes {
			if p, ok := s.meet(id, r, &s.planes[i], from); ok && !r.blends(l.plots, &p) {
				l.plots = append(l.plots, p)
			}
		}
		l.plots = s.clutter(l.plots, id, r, from)
	}
	if !r.cut {
		s.lines = append(s.lines, l)
	}
	if r.twice {
		l.due += 2 * air.Second
		s.lines = append(s.lines, l)
	}
}

// meet returns the plot of the instant within the beat at which the beam meets
// an aircraft, if there is one.
func (s *sky) meet(id air.SensorID, r *simRadar, p *simPlane, from air.Time) (plot air.Plot, ok bool) {
	t := from
	if start, _, _ := p.place(from); p.hidden || start.Sub(r.frame.Origin).Norm() > max(r.info.Range, r.info.RangeSSR)+2000 {
		return plot, false
	}
	var at geo.Spherical
	var h float64
	for range 3 {
		pos, _, height := p.place(t)
		at, h = r.frame.To(pos).Spherical(), height
		t = from + air.Time(float64(r.info.Scan)*geo.Wrap(at.Azimuth-r.beam(from))/geo.Turn)
	}
	if t < from || t >= s.now || at.Elevation > r.info.ElevMax {
		return plot, false
	}
	horizon := math.Sqrt(2*effectiveRadius*r.info.Pos.Height) + math.Sqrt(2*effectiveRadius*max(h, 0))
	scan := uint64((t + air.Hour) / r.info.Scan)
	d := num.At(s.seed, purposeHit, r.key, p.key, scan)
	psr := r.info.PSR && at.Range < r.info.Range && d.Uniform() < r.pd && r.passes(p, t)
	ssr := r.info.SSR && p.on && at.Range < r.info.RangeSSR && d.Uniform() < r.reply
	if at.Range > horizon || !psr && !ssr {
		return plot, false
	}
	d = num.At(s.seed, purposeNoise, r.key, p.key, scan)
	plot = air.Plot{
		At: t, ID: d.Uint64(), Sensor: id, Kind: air.PSR,
		Rho:   air.RhoOf(at.Range + r.biasRange + r.info.SigmaRange*d.Normal()),
		Theta: air.ThetaOf(at.Azimuth + r.biasAz + r.info.SigmaAz*d.Normal()),
	}
	if psr && r.info.SigmaDoppler > 0 {
		plot.Has |= air.HasDoppler
		plot.Doppler = float32(r.recedes(p, t) + r.info.SigmaDoppler*d.Normal())
	}
	if ssr {
		plot.Kind = air.SSR
		if psr {
			plot.Kind = air.Combined
		}
		plot.Has |= air.HasCode | air.HasLevel
		plot.Code, plot.Level = p.code, air.FL(4*math.Round(h/geo.Foot/100))
		if p.address != 0 && r.info.ModeS {
			plot.Has |= air.HasAddress
			plot.Address, plot.Level = p.address, air.FLFeet(h/geo.Foot)
		}
	}
	if p.jams {
		plot.Kind, plot.Rho, plot.Has, plot.Code, plot.Level, plot.Address = air.Strobe, 0, 0, 0, 0, 0
	}
	return plot, true
}

// passes tells whether an aircraft comes or goes too fast to be taken for ground.
func (r *simRadar) passes(p *simPlane, t air.Time) bool {
	return math.Abs(r.recedes(p, t)) >= r.notch
}

// recedes returns an aircraft's range rate over the ground, m/s.
func (r *simRadar) recedes(p *simPlane, t air.Time) float64 {
	pos, vel, _ := p.place(t)
	d := pos.Sub(r.frame.Origin)
	return d.Dot(vel) / d.Norm()
}

// clutter adds false plots, evenly over the area.
func (s *sky) clutter(plots []air.Plot, id air.SensorID, r *simRadar, from air.Time) []air.Plot {
	if !r.info.PSR {
		return plots
	}
	d := num.At(s.seed, purposeFalse, r.key, 0, uint64(from))
	part := float64(s.beat) / float64(r.info.Scan)
	for range d.Poisson(r.info.FalsePerScan * part) {
		u := d.Uniform()
		t := from + air.Time(u*float64(s.beat))
		plots = append(plots, air.Plot{
			At: t, ID: d.Uint64(), Sensor: id, Kind: air.PSR,
			Rho: air.RhoOf(r.info.Range * math.Sqrt(d.Uniform())), Theta: air.ThetaOf(r.beam(t)),
		})
	}
	return plots
}

// config returns the lane that has all radars of the sky.
func (s *sky) config() Config {
	c := Config{Release: air.Only(air.USA)}
	for i := range s.radars {
		c.Sensors = append(c.Sensors, s.mine(i))
	}
	return c
}

func mustNew(t testing.TB, c Config) *Tracker {
	t.Helper()
	tracker, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tracker
}

// feed gives a beat's parcels to a tracker.
func feed(tracker *Tracker, parcels []air.Parcel, now air.Time) {
	for i := range parcels {
		tracker.Accept(&parcels[i])
	}
	tracker.Advance(now)
}

// nearest returns the aircraft next to a track and how far it is over ground.
func (s *sky) nearest(tr *air.Track, at air.Time) (p *simPlane, m float64) {
	m = math.Inf(1)
	up := tr.Pos.Scale(1 / tr.Pos.Norm())
	for i := range s.planes {
		pos, _, _ := s.planes[i].place(at)
		d := pos.Sub(tr.Pos)
		if m2 := d.Sub(up.Scale(d.Dot(up))).Norm(); m2 < m {
			p, m = &s.planes[i], m2
		}
	}
	return p, m
}
