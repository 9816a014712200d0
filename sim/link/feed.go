package link

import (
	"fmt"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// Feed is the stream of some radars' data to one center.
type Feed struct {
	Due   air.Parcel // what arrived by the last Carry; valid until the next
	Count Count      // of the last Carry

	info     air.FeedInfo
	audience air.Release // of the center
	withhold air.Field
	sensors  []air.SensorID
	keys     []uint64 // of the names of sensors
	road     road
	cut      bool
	flight   flight
}

// Count is what a feed did in one beat, in plots and reports. It is for the
// director: Withheld tells of what the center may not have.
type Count struct {
	Sent     uint32 // put on the way, lost ones included
	Lost     uint32 // of those: lost by chance or by a cut
	Withheld uint32 // not releasable to the center's audience
	Due      uint32 // delivered
}

// New builds the feeds of an exercise; the index is the air.FeedID. It fails if
// the scenario names a radar or a center that it does not have, or has no beat.
func New(sc *scenario.Scenario, seed uint64) ([]Feed, error) {
	feeds := make([]Feed, len(sc.Feeds))
	for i := range sc.Feeds {
		if err := feeds[i].build(sc, air.FeedID(i), seed); err != nil {
			return nil, fmt.Errorf("feed %s: %w", sc.Feeds[i].Name, err)
		}
	}
	return feeds, nil
}

func (f *Feed) build(sc *scenario.Scenario, id air.FeedID, seed uint64) error {
	def := &sc.Feeds[id]
	if sc.Beat <= 0 {
		return fmt.Errorf("beat: want more than 0, got %v", sc.Beat)
	}
	if def.Center < 0 || def.Center >= len(sc.Centers) {
		return fmt.Errorf("center %d: want 0 to %d", def.Center, len(sc.Centers)-1)
	}
	center := air.CenterID(def.Center)
	f.info = air.FeedInfo{Name: def.Name, To: center}
	f.Due = air.Parcel{Feed: id, To: center}
	f.audience = sc.Centers[def.Center].Audience
	f.withhold = def.Withhold
	f.road = newRoad(sc, def, seed)
	for _, radar := range def.Radars {
		if radar < 0 || radar >= len(sc.Radars) {
			return fmt.Errorf("radar %d: want 0 to %d", radar, len(sc.Radars)-1)
		}
		f.sensors = append(f.sensors, air.SensorID(radar))
		f.keys = append(f.keys, num.Key(sc.Radars[radar].Name))
	}
	return nil
}

// Info returns the feed's name and center.
func (f *Feed) Info() air.FeedInfo { return f.info }

// Carry delivers into Due what has arrived by now, the end of a beat, and puts
// on the way what the feed's radars gave in that beat. The batches are indexed
// by SensorID and are not kept.
func (f *Feed) Carry(now air.Time, batches []air.Batch) {
	f.Count = Count{}
	f.deliver(now)
	for i, sensor := range f.sensors {
		f.send(now, i, &batches[sensor])
	}
}

func (f *Feed) deliver(now air.Time) {
	due := &f.Due
	due.Sent, due.Arrived = 0, 0
	due.Plots, due.Reports = due.Plots[:0], due.Reports[:0]
	due.Services, due.Platforms = due.Services[:0], due.Platforms[:0]
	for f.flight.next() <= now {
		m, head := f.flight.land()
		if due.Arrived == 0 || head.sent < due.Sent {
			due.Sent = head.sent
		}
		due.Arrived = head.arrival
		due.Plots = append(due.Plots, m.plots...)
		due.Reports = append(due.Reports, m.reports...)
		due.Services = append(due.Services, m.services...)
		due.Platforms = append(due.Platforms, m.platforms...)
	}
	f.Count.Due = uint32(len(due.Plots) + len(due.Reports))
}

// send makes one message of what sensor i gave and may go, and puts it on the
// way. A message with nothing in it is none.
func (f *Feed) send(now air.Time, i int, batch *air.Batch) {
	m := f.flight.spare()
	f.pack(m, batch)
	plots := uint32(len(m.plots) + len(m.reports))
	switch {
	case m.empty():
		return
	case f.cut || f.road.loses(f.keys[i], now):
		f.Count.Lost += plots
	default:
		f.flight.start(head{arrival: now + f.road.delay(f.keys[i], now), sent: now, sensor: f.sensors[i]})
	}
	f.Count.Sent += plots
}

// pack fills m with what of a batch may go to the audience, without the fields
// that are withheld.
func (f *Feed) pack(m *message, batch *air.Batch) {
	m.clear()
	for i := range batch.Plots {
		if !accord.May(batch.Plots[i].Release, f.audience) {
			f.Count.Withheld++
			continue
		}
		m.plots = append(m.plots, batch.Plots[i])
		accord.WithholdPlot(f.withhold, &m.plots[len(m.plots)-1])
	}
	for i := range batch.Reports {
		if !accord.May(batch.Reports[i].Release, f.audience) {
			f.Count.Withheld++
			continue
		}
		m.reports = append(m.reports, batch.Reports[i])
		accord.WithholdReport(f.withhold, &m.reports[len(m.reports)-1])
	}
	for _, s := range batch.Services {
		if accord.May(s.Release, f.audience) {
			m.services = append(m.services, s)
		}
	}
	for _, p := range batch.Platforms {
		if accord.May(p.Release, f.audience) {
			m.platforms = append(m.platforms, p)
		}
	}
}
