package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// voice is what an aircraft says of its own place, truly or not.
type voice struct {
	on     bool
	nacp   uint8
	since  air.Time   // when it began to lie
	apart  [2]float64 // m, of the stated place from its own
	drift  [2]float64 // m/s east and north, at which its word leaves it
	frozen bool       // it repeats one place
	place  geo.LatLon
}

const voicePeriod = 2 * air.Second // between the reports of one aircraft

var purposeVoice = num.For("test/voice")

// station adds an ADS-B receiver.
func (s *sky) station(name string, lat, lon float64) {
	s.radar(name, lat, lon, func(r *simRadar) {
		r.info.ADSB, r.info.PSR, r.info.SSR = true, false, true
		r.info.Scan, r.info.SigmaRange, r.info.SigmaAz = voicePeriod, 0, 0
	})
}

// speak gives an aircraft ADS-B: [NACp], 8 by default.
func (p *simPlane) speak(a []string, number func(string) float64) {
	p.adsb.on, p.adsb.nacp = true, 8
	if len(a) > 0 {
		p.adsb.nacp = uint8(number(a[0]))
	}
}

// lies begins a drift of the stated place, m/s east and north.
func (v *voice) lies(now air.Time, e, n float64) { v.since, v.drift = now, [2]float64{e, n} }

// claims sets how far from its own the stated place is, km east and north.
func (v *voice) claims(e, n float64) { v.apart = [2]float64{e * 1000, n * 1000} }

// freeze lets the aircraft repeat where it is now.
func (p *simPlane) freeze(now air.Time) {
	pos, _, _ := p.place(now)
	p.adsb.frozen, p.adsb.place = true, pos.Geodetic().LatLon
}

// states returns the place that an aircraft states: its own with the error of
// its NACp, four fifths of whose variance stay for 100 s.
func (p *simPlane) states(seed uint64, t air.Time) geo.LatLon {
	if p.adsb.frozen {
		return p.adsb.place
	}
	pos, _, _ := p.place(t)
	sigma := sigmaOf(p.adsb.nacp)
	slow := num.At(seed, purposeVoice, p.key, 1, uint64(t/(100*air.Second)))
	fast := num.At(seed, purposeVoice, p.key, 2, uint64(t))
	e := sigma * (math.Sqrt(0.8)*slow.Normal() + math.Sqrt(0.2)*fast.Normal())
	n := sigma * (math.Sqrt(0.8)*slow.Normal() + math.Sqrt(0.2)*fast.Normal())
	e, n = e+p.adsb.apart[0], n+p.adsb.apart[1]
	if p.adsb.drift != [2]float64{} {
		dt := (t - p.adsb.since).Seconds()
		e, n = e+dt*p.adsb.drift[0], n+dt*p.adsb.drift[1]
	}
	f := geo.NewFrame(pos.Geodetic())
	return f.From(geo.Vec{X: e, Y: n}).Geodetic().LatLon
}

// listen takes the reports in that are due within the beat. A hidden aircraft
// that speaks is a ghost: no radar finds it.
func (s *sky) listen(id air.SensorID, r *simRadar, from air.Time) {
	l := line{due: s.now + r.delay}
	for i := range s.planes {
		p := &s.planes[i]
		if !p.adsb.on || r.out {
			continue
		}
		phase := air.Time(p.key % uint64(voicePeriod))
		t := (from-phase+voicePeriod-1)/voicePeriod*voicePeriod + phase
		if t < from || t >= s.now {
			continue
		}
		l.reports = append(l.reports, s.report(id, p, t))
	}
	s.lines = append(s.lines, l)
}

func (s *sky) report(id air.SensorID, p *simPlane, t air.Time) air.Report {
	_, _, h := p.place(t)
	at := p.states(s.seed, t)
	d := num.At(s.seed, purposeVoice, p.key, 3, uint64(t))
	return air.Report{
		At: t, ID: d.Uint64(), Sensor: id, Lat: at.Lat, Lon: at.Lon, NACp: p.adsb.nacp, NIC: p.adsb.nacp,
		Has: air.HasAddress | air.HasLevel | air.HasCode, Address: p.address, Code: p.code, Level: air.FLFeet(h / geo.Foot),
	}
}

// join puts an aircraft beside another, 100 m to its right, on the same flight.
func (p *simPlane) join(o *simPlane, now air.Time) {
	name, key, code, on := p.name, p.key, p.code, p.on
	*p = *o
	p.name, p.key, p.code, p.on = name, key, code, on
	p.leg(now)
	p.e, p.n = 100*math.Cos(p.heading), -100*math.Sin(p.heading)
	p.frame = geo.NewFrame(ecef(&p.frame, p.e, p.n, p.h).Geodetic().LatLon.At(0))
	p.e, p.n = 0, 0
}

// blends tells whether a plot falls into one that the radar has, too near for it
// to part them.
func (r *simRadar) blends(plots []air.Plot, p *air.Plot) bool {
	for i := range plots {
		o := &plots[i]
		if math.Abs(o.Range()-p.Range()) < r.resRange && math.Abs(geo.Delta(o.Azimuth(), p.Azimuth())) < r.resAz {
			return true
		}
	}
	return false
}
