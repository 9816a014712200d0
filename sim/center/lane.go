package center

import (
	"slices"

	"perimeter/air"
	"perimeter/fusion"
	"perimeter/sim/accord"
)

// lane is a tracker for one audience. It is the second gate after the feed:
// whatever a parcel holds, the tracker is given only what the audience may
// have, from sensors that it may know.
type lane struct {
	tracker  *fusion.Tracker
	audience air.Release    // who may have its tracks
	holder   air.Release    // who has its plots: the center's audience
	relay    bool           // other centers' tracks come in
	served   air.CenterSet  // whose own word does not: the centers that get its tracks
	number   []int          // by SensorID: the tracker's own number; unknown: the tracker has no word of it
	sensors  []air.SensorID // by the tracker's number
	pass     air.Parcel     // what of a mixed parcel may pass, for the duration of accept
	own      air.Parcel     // the same in the tracker's numbers
}

// unknown is the number of a sensor that a lane's tracker has no word of. Those
// that it knows are counted on their own: not even their number, or gaps in it,
// tell of the others.
const unknown = -1

// newLane makes the lane of center id in a theater, whose gate is so wide. Of sensors that no feed
// brings, or that the audience may not know, the tracker gets no word.
func newLane(id air.CenterID, th *air.Theater, gate float64) (lane, error) {
	info := &th.Centers[id]
	l := lane{audience: info.Audience, holder: info.Audience, relay: true, number: make([]int, len(th.Sensors))}
	sensors := l.count(th, func(s air.SensorID) bool {
		return slices.Contains(info.Sensors, s) && accord.May(th.Sensors[s].Release, info.Audience)
	})
	var err error
	l.tracker, err = fusion.New(fusion.Config{Sensors: sensors, Center: id, Release: info.Audience, Widen: gate})
	return l, err
}

// count numbers the sensors that the tracker may know, and returns what is stated
// of them.
func (l *lane) count(th *air.Theater, may func(air.SensorID) bool) (infos []air.SensorInfo) {
	for s := range l.number {
		l.number[s] = unknown
		if may(air.SensorID(s)) {
			l.number[s] = len(infos)
			l.sensors = append(l.sensors, air.SensorID(s))
			infos = append(infos, th.Sensors[s])
		}
	}
	return infos
}

// knows reports whether the lane's tracker has word of a sensor.
func (l *lane) knows(s air.SensorID) bool { return int(s) < len(l.number) && l.number[s] != unknown }

// inward turns a sensor's ID into the tracker's number; one that stands only in
// others' tracks comes after the tracker's own.
func (l *lane) inward(s *air.SensorID) {
	if l.knows(*s) {
		*s = air.SensorID(l.number[*s])
	} else {
		*s += air.SensorID(len(l.sensors))
	}
}

// outward turns the tracker's number into the sensor's ID.
func (l *lane) outward(s *air.SensorID) {
	if int(*s) < len(l.sensors) {
		*s = l.sensors[*s]
	} else {
		*s -= air.SensorID(len(l.sensors))
	}
}

// accept gives the tracker what of p may pass, and returns that; it is valid
// until the next call.
func (l *lane) accept(p *air.Parcel) *air.Parcel {
	if !l.mayAll(p) {
		p = l.sift(p)
	}
	l.tracker.Accept(l.renumber(p))
	return p
}

// renumber copies what may pass of a parcel into the tracker's numbers.
func (l *lane) renumber(p *air.Parcel) *air.Parcel {
	q := &l.own
	q.Feed, q.To, q.Sent, q.Arrived, q.Messages = p.Feed, p.To, p.Sent, p.Arrived, p.Messages
	q.Plots, q.Reports = append(q.Plots[:0], p.Plots...), append(q.Reports[:0], p.Reports...)
	q.Services, q.Platforms = append(q.Services[:0], p.Services...), append(q.Platforms[:0], p.Platforms...)
	q.Tracks = append(q.Tracks[:0], p.Tracks...)
	for i := range q.Plots {
		l.inward(&q.Plots[i].Sensor)
	}
	for i := range q.Reports {
		l.inward(&q.Reports[i].Sensor)
	}
	for i := range q.Services {
		l.inward(&q.Services[i].Sensor)
	}
	for i := range q.Platforms {
		l.inward(&q.Platforms[i].Sensor)
	}
	for i := range q.Tracks {
		eachSensor(&q.Tracks[i], l.inward)
	}
	return q
}

// eachSensor does something to the ID of each sensor that a track rests on.
func eachSensor(t *air.Track, do func(*air.SensorID)) {
	for k := range t.By {
		if t.By[k].Kind != 0 {
			do(&t.By[k].Sensor)
		}
	}
}

func (l *lane) may(s air.SensorID, label air.Release) bool {
	return l.knows(s) && accord.May(label, l.holder)
}

func (l *lane) mayPlot(p air.Plot) bool         { return l.may(p.Sensor, p.Release) }
func (l *lane) mayReport(r air.Report) bool     { return l.may(r.Sensor, r.Release) }
func (l *lane) mayService(s air.Service) bool   { return l.may(s.Sensor, s.Release) }
func (l *lane) mayPlatform(p air.Platform) bool { return l.may(p.Sensor, p.Release) }
func (l *lane) mayTrack(t air.Track) bool {
	return l.relay && accord.MayRelay(&t, l.audience, l.served)
}
func (l *lane) mayMessage(m air.Message) bool { return accord.May(m.Release, l.audience) }

func (l *lane) mayAll(p *air.Parcel) bool {
	return all(p.Plots, l.mayPlot) && all(p.Reports, l.mayReport) &&
		all(p.Services, l.mayService) && all(p.Platforms, l.mayPlatform) &&
		all(p.Tracks, l.mayTrack) && all(p.Messages, l.mayMessage)
}

// sift copies what of p may pass into l.pass.
func (l *lane) sift(p *air.Parcel) *air.Parcel {
	q := &l.pass
	q.Feed, q.To, q.Sent, q.Arrived = p.Feed, p.To, p.Sent, p.Arrived
	q.Plots = some(q.Plots, p.Plots, l.mayPlot)
	q.Reports = some(q.Reports, p.Reports, l.mayReport)
	q.Services = some(q.Services, p.Services, l.mayService)
	q.Platforms = some(q.Platforms, p.Platforms, l.mayPlatform)
	q.Tracks = some(q.Tracks, p.Tracks, l.mayTrack)
	q.Messages = some(q.Messages, p.Messages, l.mayMessage)
	return q
}

func all[T any](items []T, may func(T) bool) bool {
	return !slices.ContainsFunc(items, func(t T) bool { return !may(t) })
}

func some[T any](into, items []T, may func(T) bool) []T {
	into = into[:0]
	for _, t := range items {
		if may(t) {
			into = append(into, t)
		}
	}
	return into
}

// picture returns the tracks in the steps in which they are published.
func (l *lane) picture() air.Picture {
	p := l.tracker.Picture()
	for i := range p.Tracks {
		p.Tracks[i].Round()
		eachSensor(&p.Tracks[i], l.outward)
	}
	return p
}
