package radar

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// antenna is where a sensor looks from. One that is carried is where its carrier
// is at the instant of each look; its azimuths count from true north all the
// same, and its beam is held level (assumed: both kinds of rotodome and the
// Erieye correct for the aircraft's attitude).
type antenna struct {
	pos     geo.Geodetic
	frame   geo.Frame       // at pos
	carrier *truth.Aircraft // of this beat; nil: it stands, or hangs
}

// at brings the antenna to an instant of the beat.
func (n *antenna) at(snap *truth.Snapshot, t air.Time) *geo.Frame {
	if n.carrier != nil {
		n.set(snap.Where(n.carrier, t).Geodetic())
	}
	return &n.frame
}

func (n *antenna) set(pos geo.Geodetic) { n.pos, n.frame = pos, geo.NewFrame(pos) }

// roams reports whether the antenna is elsewhere than where its horizon was
// surveyed.
func (s *Sensor) roams() bool { return s.antenna.carrier != nil || s.balloon.height < s.balloon.top }

// carried is a sensor's place aboard an aircraft.
type carried struct {
	by    truth.AircraftID
	aloft bool // it was in the air in the last beat
}

var purposePlatform = num.For("radar/platform")

// sigmaPlatform is the error of the place that a moving sensor says it has, one
// standard deviation of each side: satellite navigation and inertial platform
// together (assumed).
const sigmaPlatform = 10.0 // m

// board brings a sensor aboard its carrier and says where that is; false while
// it does not fly. The first beat on the ground has a mark that says so.
func (s *Sensor) board(snap *truth.Snapshot) bool {
	s.antenna.carrier = find(snap, s.carried.by)
	if s.antenna.carrier == nil {
		if s.carried.aloft {
			s.service(snap.At, 0, 0, air.Down)
		}
		s.carried.aloft = false
		return false
	}
	if !s.carried.aloft {
		s.tellPlace(snap, snap.From)
	}
	s.tellPlace(snap, snap.At)
	s.carried.aloft = true
	return true
}

func find(snap *truth.Snapshot, id truth.AircraftID) *truth.Aircraft {
	low, high := 0, len(snap.Aircraft)
	for low < high {
		if mid := (low + high) / 2; snap.Aircraft[mid].ID < id {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(snap.Aircraft) && snap.Aircraft[low].ID == id {
		return &snap.Aircraft[low]
	}
	return nil
}

func (s *Sensor) tellPlace(snap *truth.Snapshot, at air.Time) {
	g := snap.Where(s.antenna.carrier, at).Geodetic()
	place := s.stray(g.LatLon, purposePlatform, s.key, at, sigmaPlatform)
	s.Batch.Platforms = append(s.Batch.Platforms, air.Platform{
		At: at, Lat: place.Lat, Lon: place.Lon, Height: float32(g.Height), Heading: s.antenna.carrier.Heading,
		Sensor: s.id, Release: s.info.Release,
	})
}

// staying is how long an error of navigation stays much the same: satellites
// pass, and the sky above with them. fusion reckons with the same.
const staying = 100 * air.Second

// stray returns where something says it is whose error lasts, by the standard
// deviation of each side in metres.
func (s *Sensor) stray(p geo.LatLon, purpose num.Purpose, key uint64, at air.Time, sigma float64) geo.LatLon {
	return aside(p, float64(sigma*s.wander(purpose, key, 0, at)), float64(sigma*s.wander(purpose, key, 1, at)))
}

// wander returns a normal number that drifts: drawn anew each 100 s and between
// turned from one into the other, so that its variance is 1 at all times.
func (s *Sensor) wander(purpose num.Purpose, key, axis uint64, at air.Time) float64 {
	k := at / staying
	sin, cos := math.Sincos(float64(at%staying) * (math.Pi / 2) / float64(staying))
	one, two := num.At(s.seed, purpose, key, axis, uint64(k)), num.At(s.seed, purpose, key, axis, uint64(k+1))
	return float64(cos*noisy(&one)) + float64(sin*noisy(&two))
}

// aside returns the place so many metres east and north of another; it is for
// short ways.
func aside(p geo.LatLon, east, north float64) geo.LatLon {
	if east == 0 && north == 0 {
		return p
	}
	f := geo.NewFrame(p.At(0))
	return f.From(geo.Vec{X: east, Y: north}).Geodetic().LatLon
}
