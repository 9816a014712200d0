package link

import (
	"encoding/binary"

	"perimeter/air"
)

const headStateSize = 8 + 8 + 2 + 5*4 // arrival, sent, sensor, five counts

// Append adds the feed's state to a checkpoint: the cut, what the provider
// suspended or granted, the queue, and all that is under way. Due and Count are the last beat's and not part of it.
func (f *Feed) Append(b []byte) []byte {
	for _, is := range [...]bool{f.cut, f.suspended, f.active} {
		b = air.AppendBool(b, is)
	}
	b = binary.LittleEndian.AppendUint64(b, uint64(f.granted))
	b = binary.LittleEndian.AppendUint64(b, uint64(f.pipe.free))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(f.flight.heads)))
	for _, h := range f.flight.heads {
		b = binary.LittleEndian.AppendUint64(b, uint64(h.arrival))
		b = binary.LittleEndian.AppendUint64(b, uint64(h.sent))
		b = binary.LittleEndian.AppendUint16(b, uint16(h.sensor))
		b = f.flight.slots[h.slot].append(b)
	}
	return b
}

// Load reads what Append wrote.
func (f *Feed) Load(r *air.StateReader) error {
	f.cut, f.suspended, f.active = r.Bool(), r.Bool(), r.Bool()
	f.granted, f.pipe.free = r.Time(), r.Time()
	f.flight = flight{}
	for range r.Len(headStateSize) {
		h := head{arrival: r.Time(), sent: r.Time(), sensor: air.SensorID(r.U16())}
		f.flight.spare().load(r)
		f.flight.start(h)
	}
	return r.Err()
}

func (m *message) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.plots)))
	for i := range m.plots {
		b = m.plots[i].AppendState(b)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.reports)))
	for i := range m.reports {
		b = m.reports[i].AppendState(b)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.services)))
	for i := range m.services {
		b = m.services[i].AppendState(b)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.platforms)))
	for i := range m.platforms {
		b = m.platforms[i].AppendState(b)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.tracks)))
	for i := range m.tracks {
		b = m.tracks[i].AppendState(b)
	}
	return b
}

func (m *message) load(r *air.StateReader) {
	m.plots = make([]air.Plot, r.Len(air.PlotStateSize))
	for i := range m.plots {
		m.plots[i].LoadState(r)
	}
	m.reports = make([]air.Report, r.Len(air.ReportStateSize))
	for i := range m.reports {
		m.reports[i].LoadState(r)
	}
	m.services = make([]air.Service, r.Len(air.ServiceStateSize))
	for i := range m.services {
		m.services[i].LoadState(r)
	}
	m.platforms = make([]air.Platform, r.Len(air.PlatformStateSize))
	for i := range m.platforms {
		m.platforms[i].LoadState(r)
	}
	m.tracks = make([]air.Track, r.Len(air.TrackStateSize))
	for i := range m.tracks {
		m.tracks[i].LoadState(r)
	}
}
