package link

import (
	"fmt"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// Feed is the stream of some radars' data, or of a center's tracks, to one
// center.
type Feed struct {
	Due   air.Parcel // what arrived by the last Carry; valid until the next
	Count Count      // of the last Carry

	info     air.FeedInfo
	audience air.Release // of the center
	withhold air.Field
	sensors  []air.SensorID
	keys     []uint64 // of the names of sensors
	terms    scenario.Terms
	book     *accord.Book // the agreements that terms may wait for
	tracks   bool         // of center from
	from     air.CenterID // with tracks
	every    air.Time     // with tracks: from picture to picture
	key      uint64       // of the name of from
	road     road
	pipe     pipe
	cut      bool

	providers []air.CenterID
	masters   []string // their names
	to        string   // name of the center it serves
	places    []place  // of sensors, where plots are picked by place

	suspended bool
	open      scenario.Level
	active    bool     // the provider's people have a track of interest
	granted   air.Time // open until then, with level request
	flight    flight
}

// Count is what a feed did in one beat, in plots and reports, or in tracks. It is for the
// director: Withheld tells of what the center may not have.
type Count struct {
	Sent     uint32 // put on the way, lost ones included
	Lost     uint32 // of those: lost by chance, by a cut, or for want of bandwidth
	Withheld uint32 // not releasable to the center's audience, or kept back by the feed's terms
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
	f.info = air.FeedInfo{Name: def.Name, To: center, Tracks: def.Tracks, Retain: def.Terms.Retain}
	f.Due = air.Parcel{Feed: id, To: center}
	f.audience = sc.Centers[def.Center].Audience
	f.withhold = def.Withhold
	f.terms, f.suspended = def.Terms, def.Terms.Suspended
	f.road, f.pipe = newRoad(sc, def, seed), newPipe(def)
	f.to, f.book = sc.Centers[def.Center].Name, accord.NewBook(sc)
	if def.Tracks {
		return f.buildTracks(sc, def)
	}
	for _, radar := range def.Radars {
		if radar < 0 || radar >= len(sc.Radars) {
			return fmt.Errorf("radar %d: want 0 to %d", radar, len(sc.Radars)-1)
		}
		f.sensors = append(f.sensors, air.SensorID(radar))
		f.keys = append(f.keys, num.Key(sc.Radars[radar].Name))
		f.places = append(f.places, newPlace(sc.Radars[radar].Pos))
	}
	if def.Terms.Retain > 0 {
		f.info.Brings = f.sensors
	}
	f.provide(sc, def)
	return nil
}

func (f *Feed) provide(sc *scenario.Scenario, def *scenario.Feed) {
	f.providers = accord.Providers(sc, def)
	for _, c := range f.providers {
		f.masters = append(f.masters, sc.Centers[c].Name)
	}
}

func (f *Feed) buildTracks(sc *scenario.Scenario, def *scenario.Feed) error {
	if def.From < 0 || def.From >= len(sc.Centers) {
		return fmt.Errorf("from center %d: want 0 to %d", def.From, len(sc.Centers)-1)
	}
	f.tracks, f.from, f.every = true, air.CenterID(def.From), def.Every
	f.key = num.Key(sc.Centers[def.From].Name)
	if def.Terms.Retain > 0 {
		f.info.From = f.from
	}
	f.provide(sc, def)
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
	f.open = f.level(now)
	for i, sensor := range f.sensors {
		f.send(now, i, &batches[sensor])
	}
}

func (f *Feed) deliver(now air.Time) {
	due := &f.Due
	due.Sent, due.Arrived = 0, 0
	due.Plots, due.Reports = due.Plots[:0], due.Reports[:0]
	due.Services, due.Platforms, due.Tracks = due.Services[:0], due.Platforms[:0], due.Tracks[:0]
	for f.flight.next() <= now {
		m, head := f.flight.land()
		if f.tracks {
			f.deliverPicture(m, head)
			continue
		}
		if due.Arrived == 0 || head.sent < due.Sent {
			due.Sent = head.sent
		}
		due.Arrived = head.arrival
		due.Plots = append(due.Plots, m.plots...)
		due.Reports = append(due.Reports, m.reports...)
		due.Services = append(due.Services, m.services...)
		due.Platforms = append(due.Platforms, m.platforms...)
	}
	f.Count.Due = uint32(len(due.Plots) + len(due.Reports) + len(due.Tracks))
}

// deliverPicture delivers a picture of tracks. A parcel has those of one time: of
// two pictures that arrive in one beat the newer.
func (f *Feed) deliverPicture(m *message, head head) {
	due := &f.Due
	if due.Arrived == 0 || head.sent > due.Sent {
		due.Sent, due.Tracks = head.sent, append(due.Tracks[:0], m.tracks...)
	}
	due.Arrived = head.arrival
}

// send makes one message of what sensor i gave and may go, and puts it on the
// way. A message with nothing in it is none.
func (f *Feed) send(now air.Time, i int, batch *air.Batch) {
	m := f.flight.spare()
	f.pack(m, i, batch)
	if !m.empty() {
		f.dispatch(now, m, f.keys[i], head{sent: now, sensor: f.sensors[i]})
	}
}

// dispatch puts the spare message m on the way, unless it gets lost.
func (f *Feed) dispatch(now air.Time, m *message, key uint64, h head) {
	n := m.count()
	f.Count.Sent += uint32(n)
	through, ok := f.pipe.take(now, n)
	if !ok || f.cut || f.road.loses(key, now) {
		f.Count.Lost += uint32(n)
		return
	}
	h.arrival = now + through + f.road.delay(key, now)
	slot := f.flight.start(h)
	if f.road.repeats(key, now) {
		h.arrival = now + through + f.road.again(key, now)
		f.flight.startCopy(h, slot)
	}
}

// pack fills m with what of a batch may go to the audience, without the fields
// that are withheld.
func (f *Feed) pack(m *message, sensor int, batch *air.Batch) {
	m.clear()
	if f.open == scenario.NoLevel {
		f.Count.Withheld += uint32(len(batch.Plots) + len(batch.Reports))
		return
	}
	for i := range batch.Platforms {
		f.places[sensor].move(&batch.Platforms[i])
	}
	for i := range batch.Plots {
		if !accord.May(batch.Plots[i].Release, f.audience) || !f.passesPlot(sensor, &batch.Plots[i]) {
			f.Count.Withheld++
			continue
		}
		m.plots = append(m.plots, batch.Plots[i])
		accord.WithholdPlot(f.withhold, &m.plots[len(m.plots)-1])
	}
	for i := range batch.Reports {
		if !accord.May(batch.Reports[i].Release, f.audience) || !f.passesReport(&batch.Reports[i]) {
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
