package center

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// sensors are the radars that a center's feeds bring, and what the center knows
// of each.
type sensors struct {
	list []sensor // ascending by ID
	at   []int32  // by SensorID: the place in list; -1: none of ours
}

type sensor struct {
	info   air.SensorInfo
	frame  geo.Frame // at the antenna
	status air.SensorStatus
	told   air.ServiceState // what the alerts last said of it
	place  air.Platform     // of a moving one, the newest that came; At 0: none yet
}

func newSensors(th *air.Theater, l *lane) (s sensors) {
	s.at = make([]int32, len(th.Sensors))
	for id := range s.at {
		s.at[id] = -1
		if l.knows(air.SensorID(id)) {
			s.at[id] = int32(len(s.list))
			info := th.Sensors[id]
			s.list = append(s.list, sensor{
				info: info, frame: geo.NewFrame(info.Pos), status: air.SensorStatus{Sensor: air.SensorID(id)},
			})
		}
	}
	return s
}

// find returns one of the center's sensors, or nil.
func (s *sensors) find(id air.SensorID) *sensor {
	if int(id) >= len(s.at) || s.at[id] < 0 {
		return nil
	}
	return &s.list[s.at[id]]
}

// mark notes a service mark. Marks may overtake each other; the latest counts.
func (s *sensors) mark(m *air.Service) {
	if one := s.find(m.Sensor); one != nil && m.At >= one.status.Heard {
		one.status.State, one.status.Heard, one.status.Sweep = m.State, m.At, m.To
	}
}

// move notes where a moving sensor is. Words of it may overtake each other; the
// newest counts.
func (s *sensors) move(p *air.Platform) {
	if one := s.find(p.Sensor); one != nil && p.At >= one.place.At {
		one.place = *p
	}
}

// platforms returns where the moving sensors are, by sensor.
func (s *sensors) platforms() (list []air.Platform) {
	for i := range s.list {
		if s.list[i].place.At != 0 {
			list = append(list, s.list[i].place)
		}
	}
	return list
}

func (s *sensors) statuses() []air.SensorStatus {
	list := make([]air.SensorStatus, len(s.list))
	for i := range s.list {
		list[i] = s.list[i].status
	}
	return list
}

// The part of a secondary radar's stated coverage in which a missing reply
// speaks against the aircraft and not against the radar. All assumed.
const (
	sureRange    = 0.9              // of the instrumented range
	sureHeight   = 1500.0           // m above the antenna: lower, it may have landed
	sureSeen     = 0.5 * geo.Degree // above the horizontal, while a primary radar still sees it
	sureUnseen   = 2 * geo.Degree   // the same, where terrain may hide it from all
	sureOverhead = 0.9              // of the upper elevation limit: higher is the cone of silence
)

// expects reports whether the radar would surely get replies from a working
// transponder at a place. seen: a primary radar still sees the aircraft.
func (s *sensor) expects(pos geo.Vec, seen bool) bool {
	if !s.info.SSR || s.info.Moving || s.status.State != air.Up {
		return false
	}
	enu := s.frame.To(pos)
	at := enu.Spherical()
	low := sureUnseen
	if seen {
		low = sureSeen
	}
	return at.Range < sureRange*s.info.RangeSSR && enu.Z > sureHeight && at.Elevation > low &&
		(s.info.ElevMax <= 0 || at.Elevation < sureOverhead*s.info.ElevMax)
}
