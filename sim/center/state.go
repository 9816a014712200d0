package center

import (
	"encoding/binary"

	"perimeter/air"
)

// Sizes in a checkpoint, in bytes, at least.
const (
	entryStateSize   = 4 + 1 + 1 + 8 + 4 + 1 + 1 + 4*8 + 8 + 2 + 4 + 4 + 1
	messageStateSize = 4
	alertStateSize   = 8 + 4 + 4
)

var le = binary.LittleEndian

// Append adds the center's state to a checkpoint: its lane and all that its
// people know.
func (c *Center) Append(b []byte) []byte {
	for i := range c.sensors.list {
		b = c.sensors.list[i].append(b)
	}
	for i := range c.feeds {
		b = c.feeds[i].append(b)
	}
	b = le.AppendUint32(b, uint32(len(c.overlay.entries)))
	for i := range c.overlay.entries {
		b = c.overlay.entries[i].append(b)
	}
	b = le.AppendUint32(b, uint32(len(c.plots)))
	for i := range c.plots {
		b = c.plots[i].AppendState(b)
	}
	b = le.AppendUint32(b, uint32(len(c.alerts)))
	for _, a := range c.alerts {
		b = le.AppendUint64(b, uint64(a.At))
		b = le.AppendUint32(b, a.Track)
		b = air.AppendString(b, a.Text)
	}
	b = le.AppendUint32(b, uint32(len(c.said)))
	for i := range c.said {
		b = c.said[i].AppendState(b)
	}
	b = le.AppendUint32(b, uint32(len(c.saying)))
	for i := range c.saying {
		b = c.saying[i].AppendState(b)
	}
	b = appendJSON(b, c.ident.reports)
	b = c.desk.AppendState(b)
	b = le.AppendUint32(b, c.logged)
	b = c.appendCases(b)
	b = c.appendFlights(b)
	b = appendJSON(appendJSON(b, c.misuses), c.halts)
	b = appendJSON(appendJSON(b, c.stopped), c.asks)
	for i := range c.shares {
		b = c.shares[i].words.append(b)
		b = c.shares[i].tracker.Append(b)
	}
	return c.lane.tracker.Append(b)
}

// Load reads what Append wrote in a center of the same scenario.
func (c *Center) Load(r *air.StateReader) error {
	for i := range c.sensors.list {
		c.sensors.list[i].load(r)
	}
	for i := range c.feeds {
		c.feeds[i].load(r)
	}
	c.overlay = overlay{entries: make([]entry, r.Len(entryStateSize))}
	for i := range c.overlay.entries {
		c.overlay.entries[i].load(r, len(c.ident.criteria))
	}
	c.plots = make([]air.Plot, r.Len(air.PlotStateSize))
	for i := range c.plots {
		c.plots[i].LoadState(r)
	}
	c.alerts = make([]air.Alert, r.Len(alertStateSize))
	for i := range c.alerts {
		c.alerts[i] = air.Alert{At: r.Time(), Track: r.U32(), Text: r.String()}
	}
	c.said = make([]air.Message, r.Len(messageStateSize))
	for i := range c.said {
		c.said[i].LoadState(r)
	}
	c.saying = make([]air.Message, r.Len(messageStateSize))
	for i := range c.saying {
		c.saying[i].LoadState(r)
	}
	c.ident.reports = nil
	loadJSON(r, "reports", &c.ident.reports)
	c.desk.LoadState(r)
	c.logged = r.U32()
	c.loadCases(r)
	c.loadFlights(r)
	c.misuses, c.halts, c.stopped, c.asks = nil, nil, nil, nil
	loadJSON(r, "misuses", &c.misuses)
	loadJSON(r, "halts", &c.halts)
	loadJSON(r, "suspended", &c.stopped)
	loadJSON(r, "asks", &c.asks)
	for i := range c.shares {
		c.shares[i].words.load(r)
		if err := c.shares[i].tracker.Load(r); err != nil {
			return err
		}
	}
	if err := c.lane.tracker.Load(r); err != nil {
		return err
	}
	c.picture = c.lane.picture()
	return r.Err()
}

func (s *sensor) append(b []byte) []byte {
	b = append(b, uint8(s.status.State), uint8(s.told))
	b = le.AppendUint64(b, uint64(s.status.Heard))
	b = le.AppendUint32(b, s.status.Sweep)
	return s.place.AppendState(b)
}

func (s *sensor) load(r *air.StateReader) {
	s.status.State, s.told = air.ServiceState(r.U8()), air.ServiceState(r.U8())
	s.status.Heard, s.status.Sweep = r.Time(), r.U32()
	s.place.LoadState(r)
}

func (f *feed) append(b []byte) []byte {
	b = le.AppendUint64(b, uint64(f.status.Heard))
	b = le.AppendUint64(b, f.status.Plots)
	return air.AppendBool(b, f.silent)
}

func (f *feed) load(r *air.StateReader) {
	f.status.Heard, f.status.Plots, f.silent = r.Time(), r.U64(), r.Bool()
}

func (e *entry) append(b []byte) []byte {
	b = le.AppendUint32(b, e.mark.Track)
	b = append(b, uint8(e.mark.Identity))
	b = air.AppendBool(b, e.mark.Interest)
	b = append(b, e.mark.Plan[:]...)
	b = air.AppendString(b, e.mark.Why)
	b = append(b, uint8(e.said.identity))
	b = air.AppendBool(b, e.said.interest)
	for _, t := range [...]air.Time{e.since, e.gone, e.updated, e.dark} {
		b = le.AppendUint64(b, uint64(t))
	}
	b = air.AppendFloat(b, e.pace)
	b = le.AppendUint16(b, uint16(e.warned))
	b = append(b, uint8(e.tie))
	b = air.AppendBool(air.AppendBool(air.AppendBool(b, e.hijack), e.coasts), e.person)
	b = e.file.append(b)
	b = append(b, uint8(e.asked))
	for _, r := range e.replies[:e.asked] {
		b = le.AppendUint16(b, uint16(r.sensor))
		b = le.AppendUint64(b, uint64(r.at))
	}
	return b
}

func (e *entry) load(r *air.StateReader, criteria int) {
	e.mark.Track, e.mark.Identity, e.mark.Interest = r.U32(), air.Identity(r.U8()), r.Bool()
	for i := range e.mark.Plan {
		e.mark.Plan[i] = r.U8()
	}
	e.mark.Why = r.String()
	e.said = judgement{air.Identity(r.U8()), r.Bool()}
	e.since, e.gone, e.updated, e.dark = r.Time(), r.Time(), r.Time(), r.Time()
	e.pace = r.Float()
	e.warned, e.tie = air.Mode3A(r.U16()), evidence(r.U8())
	e.hijack, e.coasts, e.person = r.Bool(), r.Bool(), r.Bool()
	e.file = loadDossier(r, criteria)
	e.asked = min(int(r.U8()), len(e.replies))
	for i := range e.asked {
		e.replies[i] = reply{air.SensorID(r.U16()), r.Time()}
	}
}
