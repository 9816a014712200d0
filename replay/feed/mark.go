package feed

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// sectors is into how many parts a turn is cut for the marks that are inferred.
const sectors = 32

// turning gives the marks that radars of a case without service.csv would have
// sent: one at the end of each 1/32 of a turn. The rotation is stated (scan_s,
// t_north_s, clockwise), and such a case has no outages, so the marks tell
// nothing but what the file does.
type turning struct {
	sensor air.SensorID
	radar  *radar
	done   int64 // sectors since t_north
}

func newTurning(radars []radar) (all []turning) {
	for i := range radars {
		if r := &radars[i]; !r.info.ADSB {
			t := turning{sensor: air.SensorID(i), radar: r}
			t.done = int64(-r.north*sectors/r.info.Scan) - sectors
			for t.end(t.done) <= 0 {
				t.done++
			}
			all = append(all, t)
		}
	}
	return all
}

// end returns when a sector ends, counted from 0 at t_north.
func (t *turning) end(sector int64) air.Time {
	return t.radar.north + air.Time(float64(sector+1)*float64(t.radar.info.Scan)/sectors)
}

// until appends the marks of the sectors that end by a time.
func (t *turning) until(when air.Time, marks []air.Service) []air.Service {
	for ; t.end(t.done) <= when; t.done++ {
		k := uint32((t.done%sectors + sectors) % sectors)
		marks = append(marks, air.Service{
			At: t.end(t.done), From: k << 24 / sectors, To: (k + 1) << 24 / sectors & (1<<24 - 1),
			Sensor: t.sensor, State: air.Up, Release: all,
		})
	}
	return marks
}

// services reads service.csv: "ok" is a mark over the whole turn that ends then;
// "up" after an outage is one over next to nothing, as no turn is complete yet.
type services struct {
	t                  *table
	sensors            map[string]air.SensorID
	radar, time, state int
}

func newServices(t *table, sensors map[string]air.SensorID) *services {
	return &services{t, sensors, t.column("radar_id"), t.column("time"), t.column("state")}
}

func (s *services) next() (arrival[air.Service], bool) {
	for s.t.next() {
		at, ok := s.t.seconds(s.time)
		if !ok {
			continue
		}
		sensor, ok := s.sensors[string(s.t.text(s.radar))]
		if !ok {
			s.t.fault("unknown radar", "a radar of radars.csv", string(s.t.text(s.radar)))
			continue
		}
		mark := air.Service{At: at, Sensor: sensor, State: air.Up, Release: all}
		switch string(s.t.text(s.state)) {
		case "ok":
		case "up":
			mark.To = 1
		case "down":
			mark.State = air.Down
		default:
			s.t.fault("unknown state", "ok, up or down", string(s.t.text(s.state)))
			continue
		}
		return arrival[air.Service]{at, mark}, true
	}
	return arrival[air.Service]{}, false
}

// platforms reads platforms.csv.
type platforms struct {
	t                                      *table
	sensors                                map[string]air.SensorID
	radar, time, lat, lon, height, heading int
}

func newPlatforms(t *table, sensors map[string]air.SensorID) *platforms {
	return &platforms{
		t, sensors, t.column("radar_id"), t.column("time"), t.column("lat"), t.column("lon"), t.column("alt_m"), t.column("hdg_deg"),
	}
}

func (p *platforms) next() (arrival[air.Platform], bool) {
	for p.t.next() {
		if place, ok := p.row(); ok {
			return arrival[air.Platform]{place.At, place}, true
		}
	}
	return arrival[air.Platform]{}, false
}

func (p *platforms) row() (place air.Platform, ok bool) {
	at, ok := p.t.seconds(p.time)
	if !ok {
		return place, false
	}
	sensor, ok := p.sensors[string(p.t.text(p.radar))]
	if !ok {
		p.t.fault("unknown radar", "a radar of radars.csv", string(p.t.text(p.radar)))
		return place, false
	}
	lat, ok := p.t.needed(p.lat, -90, 90, "position impossible")
	if !ok {
		return place, false
	}
	lon, ok := p.t.needed(p.lon, -360, 360, "position impossible")
	if !ok {
		return place, false
	}
	height, ok := p.t.needed(p.height, -500, 30000, "position impossible")
	if !ok {
		return place, false
	}
	heading, _, ok := p.t.number(p.heading)
	if !ok || heading < -360 || heading > 720 {
		heading = 0
	}
	where := geo.Deg(lat, lon)
	return air.Platform{
		At: at, Lat: where.Lat, Lon: where.Lon, Height: float32(height), Heading: float32(geo.Wrap(heading * geo.Degree)),
		Sensor: sensor, Release: all,
	}, true
}
