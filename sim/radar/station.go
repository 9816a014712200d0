package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// pdReport is the probability that a station has a report of an aircraft in
// sight in one interval (assumed: of the three positions sent in 1.5 s, each
// heard with half a chance in a busy sky, at least one).
const pdReport = 0.9

var (
	purposeSquitter = num.For("radar/squitter")
	purposeHeard    = num.For("radar/heard")
	purposeReport   = num.For("radar/report")
	purposeLasting  = num.For("radar/lasting")
)

// listen is the beat of an ADS-B station: it hears what aircraft in sight say of
// themselves. One report comes in each interval, at a time of the aircraft's
// own, so that two are two thirds to four thirds of an interval apart. A look
// says whose report it is; that nothing was heard is not kept.
func (s *Sensor) listen(snap *truth.Snapshot) {
	reach := s.reach + vmax
	for i := range snap.Aircraft {
		a := &snap.Aircraft[i]
		d := a.Pos.Sub(s.frame.Origin)
		if !a.ADSB || d.Dot(d) > reach*reach {
			continue
		}
		key := s.fleet[a.ID].key
		for k := snap.From/s.info.Scan - 2; k*s.info.Scan < snap.At; k++ {
			if at := s.squitter(key, k); at >= snap.From && at < snap.At && s.hears(snap, a, at, uint64(k)) {
				r := s.reportOf(snap, a, at, uint64(k))
				s.Batch.Reports = append(s.Batch.Reports, r)
				s.Looks = append(s.Looks, truth.Look{At: at, Plot: r.ID, Target: a.ID, Sensor: s.id})
			}
		}
	}
	sortReports(s.Batch.Reports)
	s.mark(snap.At, 0, 0)
}

// squitter returns when an aircraft says where it is in an interval.
func (s *Sensor) squitter(key uint64, k air.Time) air.Time {
	own := num.At(s.seed, purposeSquitter, key, 0, 0)
	draw := num.At(s.seed, purposeSquitter, key, 1, uint64(k))
	late := own.Uniform() + float64(draw.Uniform()/3)
	return k*s.info.Scan + air.Time(late*float64(s.info.Scan))
}

// hears reports whether the station hears an aircraft: in range, in sight, and
// by luck.
func (s *Sensor) hears(snap *truth.Snapshot, a *truth.Aircraft, at air.Time, k uint64) bool {
	pos := snap.Where(a, at)
	place := s.frame.To(pos).Spherical()
	if place.Range > s.info.Range {
		return false
	}
	aim := s.sight.aim(place.Range, place.Azimuth, pos.Geodetic().Height)
	if s.hidden(&aim, place.Azimuth) != 0 {
		return false
	}
	draw := num.At(s.seed, purposeHeard, s.key, s.fleet[a.ID].key, k)
	return draw.Uniform() < pdReport
}

// reportOf returns what the aircraft says: where it believes it is, and farther
// off where it lies. The error is the aircraft's own, the same at all stations.
func (s *Sensor) reportOf(snap *truth.Snapshot, a *truth.Aircraft, at air.Time, k uint64) air.Report {
	e := &s.roster[a.ID]
	g := snap.Where(a, at).Geodetic()
	east, north := s.astray(e, at, k)
	place := aside(g.LatLon, east+float64(a.Claim[0]), north+float64(a.Claim[1]))
	r := air.Report{
		At: at, ID: s.identify(s.fleet[a.ID].key, k), Sensor: s.id, Release: s.info.Release,
		Lat: place.Lat, Lon: place.Lon, NIC: e.NIC, NACp: e.NACp, Has: air.HasLevel | air.HasAddress,
		Level: air.FLFeet(a.Level.Feet() + float64(a.Claim[2])/geo.Foot), Address: a.Address,
	}
	if a.Callsign != (air.Callsign{}) {
		r.Has, r.Callsign = r.Has|air.HasCallsign, a.Callsign
	}
	return r
}

// lasting is the share of the variance of an aircraft's own position that stays
// much the same for 100 s (assumed; fusion reckons with the same).
const lasting = 0.8

// astray returns how far off an aircraft's own position is, metres east and
// north.
func (s *Sensor) astray(e *truth.Entry, at air.Time, k uint64) (east, north float64) {
	sigma := sigmaNACp(e.NACp)
	slow, fast := float64(sigma*math.Sqrt(lasting)), float64(sigma*math.Sqrt(1-lasting))
	draw := num.At(s.seed, purposeReport, e.Key, 0, k)
	east = float64(slow*s.wander(purposeLasting, e.Key, 0, at)) + float64(fast*noisy(&draw))
	north = float64(slow*s.wander(purposeLasting, e.Key, 1, at)) + float64(fast*noisy(&draw))
	return east, north
}

// uncertain is the 95 % radius of each NACp in metres (estimated position
// uncertainty, DO-260B table 2-71); of 0, which claims nothing, that of 1.
var uncertain = [12]float64{10 * geo.NM, 10 * geo.NM, 4 * geo.NM, 2 * geo.NM, geo.NM, geo.NM / 2, 0.3 * geo.NM, 0.1 * geo.NM, 0.05 * geo.NM, 30, 10, 3}

// sigmaNACp returns the standard deviation of each side that an NACp stands
// for: a 95 % radius is sqrt(-2 ln 0.05) = 2.4477 of them.
func sigmaNACp(nacp uint8) float64 { return uncertain[min(int(nacp), len(uncertain)-1)] / 2.4477 }
