package air

import "google.golang.org/protobuf/encoding/protowire"

// The canonical encoding: what is digested, recorded and compared are the same
// bytes. The numbers below are those of the schemas in replay/schema.go; they
// are never used again for another meaning.
//
// An optional field (see Field) is written only where Has says that it is
// there: what stands in a member that is not there is lost.

// Fields of Batches. A batch without content is left out.
const (
	batchSensor    = 1 // by batch
	batchPlots     = 2
	batchReports   = 3
	batchServices  = 4
	batchPlatforms = 5

	plotAt       = 10 // ns since the plot before
	plotID       = 11
	plotRho      = 12
	plotTheta    = 13
	plotHas      = 14
	plotKind     = 15
	plotRelease  = 16
	plotCode     = 17 // these where they are there
	plotLevel    = 18
	plotAddress  = 19
	plotHeight   = 20
	plotDoppler  = 21
	plotCallsign = 22

	reportAt       = 30 // ns since the report before
	reportID       = 31
	reportLat      = 32
	reportLon      = 33
	reportHas      = 34
	reportNIC      = 35
	reportNACp     = 36
	reportRelease  = 37
	reportCode     = 38 // these where they are there
	reportLevel    = 39
	reportAddress  = 40
	reportCallsign = 41

	serviceAt      = 50 // ns since the mark before
	serviceFrom    = 51
	serviceTo      = 52
	serviceState   = 53
	serviceRelease = 54

	platformAt      = 60 // ns since the place before
	platformLat     = 61
	platformLon     = 62
	platformHeight  = 63
	platformHeading = 64
	platformRelease = 65
)

// AppendBatches adds what all sensors gave in one beat.
func AppendBatches(b []byte, batches []Batch) []byte {
	b = appendShares(b, batches)
	b = appendPlots(b, batches)
	b = appendReports(b, batches)
	b = appendServices(b, batches)
	return appendPlatforms(b, batches)
}

func (b *Batch) empty() bool {
	return len(b.Plots)+len(b.Reports)+len(b.Services)+len(b.Platforms) == 0
}

func appendShares(b []byte, batches []Batch) []byte {
	column := func(num protowire.Number, value func(*Batch) int) {
		b = AppendColumn(b, num, batches, func(b []byte, s *Batch) []byte {
			if s.empty() {
				return b
			}
			return AppendUint(b, uint64(value(s)))
		})
	}
	column(batchSensor, func(s *Batch) int { return int(s.Sensor) })
	column(batchPlots, func(s *Batch) int { return len(s.Plots) })
	column(batchReports, func(s *Batch) int { return len(s.Reports) })
	column(batchServices, func(s *Batch) int { return len(s.Services) })
	column(batchPlatforms, func(s *Batch) int { return len(s.Platforms) })
	return b
}

// across adds a column over the rows of all batches.
func across[T any](b []byte, num protowire.Number, batches []Batch, of func(*Batch) []T, put func([]byte, *T) []byte) []byte {
	mark := len(b)
	for i := range batches {
		rows := of(&batches[i])
		for j := range rows {
			b = put(b, &rows[j])
		}
	}
	return CloseColumn(b, mark, num)
}

// since adds the times of rows, each as the step from the one before.
func since[T any](at func(*T) Time) func([]byte, *T) []byte {
	var last Time
	return func(b []byte, row *T) []byte {
		t := at(row)
		b = AppendInt(b, int64(t-last))
		last = t
		return b
	}
}

func appendPlots(b []byte, batches []Batch) []byte {
	column := func(num protowire.Number, put func([]byte, *Plot) []byte) {
		b = across(b, num, batches, func(s *Batch) []Plot { return s.Plots }, put)
	}
	column(plotAt, since(func(p *Plot) Time { return p.At }))
	column(plotID, func(b []byte, p *Plot) []byte { return AppendUint64(b, p.ID) })
	column(plotRho, func(b []byte, p *Plot) []byte { return AppendUint32(b, p.Rho) })
	column(plotTheta, func(b []byte, p *Plot) []byte { return AppendUint32(b, p.Theta) })
	column(plotHas, func(b []byte, p *Plot) []byte { return AppendUint(b, uint64(p.Has)) })
	column(plotKind, func(b []byte, p *Plot) []byte { return AppendUint(b, uint64(p.Kind)) })
	column(plotRelease, func(b []byte, p *Plot) []byte { return AppendUint(b, uint64(p.Release)) })
	column(plotCode, func(b []byte, p *Plot) []byte {
		if p.Has&HasCode == 0 {
			return b
		}
		return AppendUint(b, uint64(p.Code))
	})
	column(plotLevel, func(b []byte, p *Plot) []byte {
		if p.Has&HasLevel == 0 {
			return b
		}
		return AppendInt(b, int64(p.Level))
	})
	column(plotAddress, func(b []byte, p *Plot) []byte {
		if p.Has&HasAddress == 0 {
			return b
		}
		return AppendUint32(b, uint32(p.Address))
	})
	column(plotHeight, func(b []byte, p *Plot) []byte {
		if p.Has&HasHeight == 0 {
			return b
		}
		return AppendFloat32(b, p.Height)
	})
	column(plotDoppler, func(b []byte, p *Plot) []byte {
		if p.Has&HasDoppler == 0 {
			return b
		}
		return AppendFloat32(b, p.Doppler)
	})
	column(plotCallsign, func(b []byte, p *Plot) []byte {
		if p.Has&HasCallsign == 0 {
			return b
		}
		return append(b, p.Callsign[:]...)
	})
	return b
}

func appendReports(b []byte, batches []Batch) []byte {
	column := func(num protowire.Number, put func([]byte, *Report) []byte) {
		b = across(b, num, batches, func(s *Batch) []Report { return s.Reports }, put)
	}
	column(reportAt, since(func(r *Report) Time { return r.At }))
	column(reportID, func(b []byte, r *Report) []byte { return AppendUint64(b, r.ID) })
	column(reportLat, func(b []byte, r *Report) []byte { return AppendFloat(b, r.Lat) })
	column(reportLon, func(b []byte, r *Report) []byte { return AppendFloat(b, r.Lon) })
	column(reportHas, func(b []byte, r *Report) []byte { return AppendUint(b, uint64(r.Has)) })
	column(reportNIC, func(b []byte, r *Report) []byte { return AppendUint(b, uint64(r.NIC)) })
	column(reportNACp, func(b []byte, r *Report) []byte { return AppendUint(b, uint64(r.NACp)) })
	column(reportRelease, func(b []byte, r *Report) []byte { return AppendUint(b, uint64(r.Release)) })
	column(reportCode, func(b []byte, r *Report) []byte {
		if r.Has&HasCode == 0 {
			return b
		}
		return AppendUint(b, uint64(r.Code))
	})
	column(reportLevel, func(b []byte, r *Report) []byte {
		if r.Has&HasLevel == 0 {
			return b
		}
		return AppendInt(b, int64(r.Level))
	})
	column(reportAddress, func(b []byte, r *Report) []byte {
		if r.Has&HasAddress == 0 {
			return b
		}
		return AppendUint32(b, uint32(r.Address))
	})
	column(reportCallsign, func(b []byte, r *Report) []byte {
		if r.Has&HasCallsign == 0 {
			return b
		}
		return append(b, r.Callsign[:]...)
	})
	return b
}

func appendServices(b []byte, batches []Batch) []byte {
	column := func(num protowire.Number, put func([]byte, *Service) []byte) {
		b = across(b, num, batches, func(s *Batch) []Service { return s.Services }, put)
	}
	column(serviceAt, since(func(s *Service) Time { return s.At }))
	column(serviceFrom, func(b []byte, s *Service) []byte { return AppendUint32(b, s.From) })
	column(serviceTo, func(b []byte, s *Service) []byte { return AppendUint32(b, s.To) })
	column(serviceState, func(b []byte, s *Service) []byte { return AppendUint(b, uint64(s.State)) })
	column(serviceRelease, func(b []byte, s *Service) []byte { return AppendUint(b, uint64(s.Release)) })
	return b
}

func appendPlatforms(b []byte, batches []Batch) []byte {
	column := func(num protowire.Number, put func([]byte, *Platform) []byte) {
		b = across(b, num, batches, func(s *Batch) []Platform { return s.Platforms }, put)
	}
	column(platformAt, since(func(p *Platform) Time { return p.At }))
	column(platformLat, func(b []byte, p *Platform) []byte { return AppendFloat(b, p.Lat) })
	column(platformLon, func(b []byte, p *Platform) []byte { return AppendFloat(b, p.Lon) })
	column(platformHeight, func(b []byte, p *Platform) []byte { return AppendFloat32(b, p.Height) })
	column(platformHeading, func(b []byte, p *Platform) []byte { return AppendFloat32(b, p.Heading) })
	column(platformRelease, func(b []byte, p *Platform) []byte { return AppendUint(b, uint64(p.Release)) })
	return b
}

// DecodeBatches reads what AppendBatches wrote: the batches with content.
func DecodeBatches(b []byte) ([]Batch, error) {
	f := NewFields("plots", b)
	c := f.Columns()
	batches := make([]Batch, 0, c[batchPlots].Len())
	var total [4]uint64
	for c[batchSensor].Len() > 0 && f.err == nil {
		s := Batch{Sensor: SensorID(c[batchSensor].Uint())}
		counts := [4]uint64{c[batchPlots].Uint(), c[batchReports].Uint(), c[batchServices].Uint(), c[batchPlatforms].Uint()}
		s.Plots = rows[Plot](f, counts[0], &c[plotHas], &total[0])
		s.Reports = rows[Report](f, counts[1], &c[reportHas], &total[1])
		s.Services = rows[Service](f, counts[2], &c[serviceState], &total[2])
		s.Platforms = rows[Platform](f, counts[3], &c[platformRelease], &total[3])
		batches = append(batches, s)
	}
	decodePlots(&c, batches)
	decodeReports(&c, batches)
	decodeServices(&c, batches)
	decodePlatforms(&c, batches)
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return batches, nil
}

// rows makes n rows, if with those of the batches before they fit a column of
// one byte a row or more.
func rows[T any](f *Fields, n uint64, c *Column, total *uint64) []T {
	*total += min(n, 1<<40)
	if f.Rows(*total, c, 1); f.err != nil || n == 0 {
		return nil
	}
	return make([]T, n)
}

func decodePlots(c *Columns, batches []Batch) {
	var at Time
	for i := range batches {
		for j := range batches[i].Plots {
			p := &batches[i].Plots[j]
			at += Time(c[plotAt].Int())
			*p = Plot{
				At: at, ID: c[plotID].Uint64(), Sensor: batches[i].Sensor,
				Rho: c[plotRho].Uint32(), Theta: c[plotTheta].Uint32(),
				Has: Field(c[plotHas].Uint()), Kind: PlotKind(c[plotKind].Uint()),
				Release: Release(c[plotRelease].Uint()),
			}
			if p.Has&HasCode != 0 {
				p.Code = Mode3A(c[plotCode].Uint())
			}
			if p.Has&HasLevel != 0 {
				p.Level = FL(c[plotLevel].Int())
			}
			if p.Has&HasAddress != 0 {
				p.Address = Address(c[plotAddress].Uint32())
			}
			if p.Has&HasHeight != 0 {
				p.Height = c[plotHeight].Float32()
			}
			if p.Has&HasDoppler != 0 {
				p.Doppler = c[plotDoppler].Float32()
			}
			if p.Has&HasCallsign != 0 {
				c[plotCallsign].Read(p.Callsign[:])
			}
		}
	}
}

func decodeReports(c *Columns, batches []Batch) {
	var at Time
	for i := range batches {
		for j := range batches[i].Reports {
			r := &batches[i].Reports[j]
			at += Time(c[reportAt].Int())
			*r = Report{
				At: at, ID: c[reportID].Uint64(), Sensor: batches[i].Sensor,
				Lat: c[reportLat].Float64(), Lon: c[reportLon].Float64(),
				Has: Field(c[reportHas].Uint()), NIC: uint8(c[reportNIC].Uint()), NACp: uint8(c[reportNACp].Uint()),
				Release: Release(c[reportRelease].Uint()),
			}
			if r.Has&HasCode != 0 {
				r.Code = Mode3A(c[reportCode].Uint())
			}
			if r.Has&HasLevel != 0 {
				r.Level = FL(c[reportLevel].Int())
			}
			if r.Has&HasAddress != 0 {
				r.Address = Address(c[reportAddress].Uint32())
			}
			if r.Has&HasCallsign != 0 {
				c[reportCallsign].Read(r.Callsign[:])
			}
		}
	}
}

func decodeServices(c *Columns, batches []Batch) {
	var at Time
	for i := range batches {
		for j := range batches[i].Services {
			at += Time(c[serviceAt].Int())
			batches[i].Services[j] = Service{
				At: at, Sensor: batches[i].Sensor,
				From: c[serviceFrom].Uint32(), To: c[serviceTo].Uint32(),
				State: ServiceState(c[serviceState].Uint()), Release: Release(c[serviceRelease].Uint()),
			}
		}
	}
}

func decodePlatforms(c *Columns, batches []Batch) {
	var at Time
	for i := range batches {
		for j := range batches[i].Platforms {
			at += Time(c[platformAt].Int())
			batches[i].Platforms[j] = Platform{
				At: at, Sensor: batches[i].Sensor,
				Lat: c[platformLat].Float64(), Lon: c[platformLon].Float64(),
				Height: c[platformHeight].Float32(), Heading: c[platformHeading].Float32(),
				Release: Release(c[platformRelease].Uint()),
			}
		}
	}
}

// Fields of Events.
const (
	eventAt     = 1 // ns since the event before
	eventNumber = 2
	eventOther  = 3
	eventKind   = 4
)

// AppendEvents adds what happened to a center's tracks.
func AppendEvents(b []byte, events []TrackEvent) []byte {
	b = AppendColumn(b, eventAt, events, since(func(e *TrackEvent) Time { return e.At }))
	b = AppendColumn(b, eventNumber, events, func(b []byte, e *TrackEvent) []byte { return AppendUint(b, uint64(e.Number)) })
	b = AppendColumn(b, eventOther, events, func(b []byte, e *TrackEvent) []byte { return AppendUint(b, uint64(e.Other)) })
	return AppendColumn(b, eventKind, events, func(b []byte, e *TrackEvent) []byte { return AppendUint(b, uint64(e.Kind)) })
}

// DecodeEvents reads what AppendEvents wrote.
func DecodeEvents(b []byte) ([]TrackEvent, error) {
	f := NewFields("events", b)
	c := f.Columns()
	var events []TrackEvent
	var at Time
	for c[eventAt].Len() > 0 {
		at += Time(c[eventAt].Int())
		events = append(events, TrackEvent{
			At: at, Number: uint32(c[eventNumber].Uint()), Other: uint32(c[eventOther].Uint()),
			Kind: TrackEventKind(c[eventKind].Uint()),
		})
	}
	return events, f.Close(&c)
}

// Fields of Fates.
const (
	fatePlot  = 1
	fateTrack = 2
	fateFate  = 3
)

// AppendFates adds what became of the plots that a center got.
func AppendFates(b []byte, fates []Disposition) []byte {
	b = AppendColumn(b, fatePlot, fates, func(b []byte, d *Disposition) []byte { return AppendUint64(b, d.Plot) })
	b = AppendColumn(b, fateTrack, fates, func(b []byte, d *Disposition) []byte { return AppendUint(b, uint64(d.Track)) })
	return AppendColumn(b, fateFate, fates, func(b []byte, d *Disposition) []byte { return AppendUint(b, uint64(d.Fate)) })
}

// DecodeFates reads what AppendFates wrote.
func DecodeFates(b []byte) ([]Disposition, error) {
	f := NewFields("fates", b)
	c := f.Columns()
	fates := make([]Disposition, 0, c[fatePlot].Len()/8)
	for c[fatePlot].Len() > 0 {
		fates = append(fates, Disposition{
			Plot: c[fatePlot].Uint64(), Track: uint32(c[fateTrack].Uint()), Fate: Fate(c[fateFate].Uint()),
		})
	}
	return fates, f.Close(&c)
}
