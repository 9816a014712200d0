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
	audience air.Release   // who may have its tracks
	holder   air.Release   // who has its plots: the center's audience
	relay    bool          // other centers' tracks come in
	served   air.CenterSet // whose own word does not: the centers that get its tracks
	known    []bool        // by SensorID
	pass     air.Parcel    // what of a mixed parcel may pass, for the duration of accept
}

// newLane makes the lane of center id in a theater. Of sensors that no feed
// brings, or that the audience may not know, the tracker gets no word.
func newLane(id air.CenterID, th *air.Theater) (lane, error) {
	info := &th.Centers[id]
	l := lane{audience: info.Audience, holder: info.Audience, relay: true, known: make([]bool, len(th.Sensors))}
	sensors := make([]air.SensorInfo, len(th.Sensors))
	for _, s := range info.Sensors {
		if accord.May(th.Sensors[s].Release, info.Audience) {
			sensors[s] = th.Sensors[s]
			l.known[s] = true
		}
	}
	var err error
	l.tracker, err = fusion.New(fusion.Config{Sensors: sensors, Center: id, Release: info.Audience})
	return l, err
}

// accept gives the tracker what of p may pass, and returns that; it is valid
// until the next call.
func (l *lane) accept(p *air.Parcel) *air.Parcel {
	if !l.mayAll(p) {
		p = l.sift(p)
	}
	l.tracker.Accept(p)
	return p
}

func (l *lane) may(s air.SensorID, label air.Release) bool {
	return int(s) < len(l.known) && l.known[s] && accord.May(label, l.holder)
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
	}
	return p
}
