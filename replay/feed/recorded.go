package feed

import (
	"slices"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/replay"
)

// Recorded is the Source of what one center was given in a recorded exercise.
//
// A recording holds what the radars gave, and what the center's tracker did with
// each plot that reached it, but not the parcels. They are made again from both:
// what a radar gives in one beat travels together, so where one of its plots has
// a fate, all of it arrived in that beat. Marks of a beat whose plots never
// arrived, or that had none, come with the next that did: they may be some
// beats late, and those that a cut feed lost come after all when it is back.
type Recorded struct {
	rec      *replay.Recording
	sensors  []air.SensorInfo
	withheld []air.Field
	walk     *replay.Walk
	under    [][]load // by sensor: on the way, in order of time
	where    map[uint64]spot
	parcel   air.Parcel
}

// load is what a sensor gave in one beat.
type load struct {
	beat air.Time
	air.Batch
}

type spot struct {
	sensor air.SensorID
	beat   air.Time
}

const forget = 2 * air.Minute // what has not arrived after so long is lost (assumed)

// Retrack returns what a center of a recording was given. withheld says by
// sensor which fields its feeds take off, as the recorded scenario tells; a
// recording has the plots as the radars gave them.
func Retrack(rec *replay.Recording, center air.CenterID, withheld []air.Field) *Recorded {
	info := &rec.Theater.Centers[center]
	r := &Recorded{
		rec: rec, sensors: make([]air.SensorInfo, len(rec.Theater.Sensors)), withheld: make([]air.Field, len(rec.Theater.Sensors)),
		under: make([][]load, len(rec.Theater.Sensors)), where: map[uint64]spot{},
		walk: rec.Walk(truth.TopicPlots, truth.TopicFates+info.Name),
	}
	copy(r.withheld, withheld)
	for _, s := range info.Sensors {
		if rec.Theater.Sensors[s].Release.To(info.Audience) {
			r.sensors[s] = rec.Theater.Sensors[s]
		}
	}
	r.parcel.To = center
	return r
}

// Sensors returns what the center knows of its sensors, by air.SensorID; of the
// others nothing.
func (r *Recorded) Sensors() []air.SensorInfo { return slices.Clone(r.sensors) }

// Next returns what reached the center by a time and was not given before.
func (r *Recorded) Next(until air.Time) (*air.Parcel, error) {
	p := &r.parcel
	p.Arrived, p.Sent = until, until
	p.Plots, p.Reports, p.Services, p.Platforms = p.Plots[:0], p.Reports[:0], p.Services[:0], p.Platforms[:0]
	for {
		m, ok, err := r.walk.Next(until)
		if !ok || err != nil {
			return p, err
		}
		if m.Topic == truth.TopicPlots {
			err = r.gave(m)
		} else {
			err = r.reached(m)
		}
		if err != nil {
			return p, err
		}
	}
}

// gave keeps what the center's sensors gave in a beat.
func (r *Recorded) gave(m replay.Message) error {
	batches, err := air.DecodeBatches(m.Bytes)
	for _, b := range batches {
		if int(b.Sensor) >= len(r.sensors) || r.sensors[b.Sensor] == (air.SensorInfo{}) {
			continue
		}
		r.prune(b.Sensor, m.At)
		r.under[b.Sensor] = append(r.under[b.Sensor], load{m.At, b})
		for i := range b.Plots {
			r.where[b.Plots[i].ID] = spot{b.Sensor, m.At}
		}
	}
	return err
}

func (r *Recorded) prune(s air.SensorID, now air.Time) {
	old := 0
	for old < len(r.under[s]) && r.under[s][old].beat < now-forget {
		for _, p := range r.under[s][old].Plots {
			delete(r.where, p.ID)
		}
		old++
	}
	r.under[s] = slices.Delete(r.under[s], 0, old)
}

// reached delivers the loads of which the center disposed in a beat.
func (r *Recorded) reached(m replay.Message) error {
	fates, err := air.DecodeFates(m.Bytes)
	for _, f := range fates {
		if at, ok := r.where[f.Plot]; ok {
			r.deliver(at)
		}
	}
	return err
}

// deliver puts a load into the parcel, with the marks of those before it.
func (r *Recorded) deliver(at spot) {
	loads := r.under[at.sensor]
	for i := range loads {
		l := &loads[i]
		if l.beat > at.beat {
			break
		}
		r.parcel.Services = append(r.parcel.Services, l.Services...)
		r.parcel.Platforms = append(r.parcel.Platforms, l.Platforms...)
		l.Services, l.Platforms = nil, nil
		if l.beat < at.beat {
			continue
		}
		for j := range l.Plots {
			p := l.Plots[j]
			delete(r.where, p.ID)
			withhold(r.withheld[at.sensor], &p)
			r.parcel.Plots = append(r.parcel.Plots, p)
		}
		r.parcel.Reports = append(r.parcel.Reports, l.Reports...)
		l.Plots, l.Reports = nil, nil
	}
}

// withhold takes fields off a plot, the flag and the value.
func withhold(fields air.Field, p *air.Plot) {
	p.Has &^= fields
	for _, f := range []struct {
		field air.Field
		clear func()
	}{
		{air.HasCode, func() { p.Code = 0 }},
		{air.HasLevel, func() { p.Level = 0 }},
		{air.HasAddress, func() { p.Address = 0 }},
		{air.HasCallsign, func() { p.Callsign = air.Callsign{} }},
		{air.HasHeight, func() { p.Height = 0 }},
		{air.HasDoppler, func() { p.Doppler = 0 }},
	} {
		if fields&f.field != 0 {
			f.clear()
		}
	}
}

// Faults names the feeds that brought tracks of other centers: a recording holds
// the pictures that came of those, not what the feeds brought. It is checked by
// its sums, so there are no others.
func (r *Recorded) Faults() []Fault {
	faults := &ledger{}
	for _, f := range r.rec.Theater.Feeds {
		if f.Tracks && f.To == r.parcel.To {
			faults.add(air.Diagnostic{File: r.rec.Name, Class: "feed of tracks", What: "what feed " + f.Name + " brought is not in a recording: the pictures are of plots alone"})
		}
	}
	return faults.faults
}

// Close gives the memory back; the recording stays open.
func (r *Recorded) Close() error {
	r.walk.Close()
	return nil
}
