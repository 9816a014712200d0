package feed

import (
	"math"
	"strconv"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// plots reads plots.csv.
type plots struct {
	t       *table
	sensors map[string]air.SensorID
	infos   []air.SensorInfo
	length  air.Time

	plot, time, radar, rng, az, src                        int // columns
	code, level, arrived, address, callsign, height, speed int
	lat, lon, nacp                                         int
}

// datum is a row: a plot, or a report where adsb is set.
type datum struct {
	plot   air.Plot
	report air.Report
	adsb   bool
}

func newPlots(t *table, radars []radar, length air.Time) *plots {
	p := &plots{t: t, sensors: map[string]air.SensorID{}, length: length}
	for i := range radars {
		p.sensors[radars[i].id] = air.SensorID(i)
		p.infos = append(p.infos, radars[i].info)
	}
	p.plot, p.time, p.radar = t.column("plot"), t.column("time"), t.column("radar_id")
	p.rng, p.az, p.src = t.column("range_m"), t.column("az_deg"), t.column("src")
	p.code, p.level, p.arrived = t.column("mode_a"), t.column("mode_c_ft"), t.column("arrived")
	p.address, p.callsign = t.column("icao24"), t.column("callsign")
	p.height, p.speed = t.column("height_m"), t.column("doppler_ms")
	p.lat, p.lon, p.nacp = t.column("lat"), t.column("lon"), t.column("nacp")
	return p
}

// next reads the next good row. A row that arrives after the end of the case is
// left out: it can be in no picture.
func (p *plots) next() (arrival[datum], bool) {
	for p.t.next() {
		at, ok := p.t.seconds(p.time)
		if !ok {
			continue
		}
		arrived := at
		if len(p.t.text(p.arrived)) > 0 {
			if arrived, ok = p.t.seconds(p.arrived); !ok {
				continue
			}
		}
		if arrived > p.length {
			p.t.fault("after the end of the case", "a time up to "+p.length.String(), arrived.String())
			continue
		}
		if d, ok := p.row(at); ok {
			return arrival[datum]{arrived, d}, true
		}
	}
	return arrival[datum]{}, false
}

func (p *plots) row(at air.Time) (d datum, ok bool) {
	sensor, ok := p.sensors[string(p.t.text(p.radar))]
	if !ok {
		p.t.fault("unknown radar", "a radar of radars.csv", string(p.t.text(p.radar)))
		return d, false
	}
	src := p.t.text(p.src)
	kind := air.PlotKind(0)
	switch string(src) {
	case "P":
		kind = air.PSR
	case "S":
		kind = air.SSR
	case "C":
		kind = air.Combined
	case "A":
		d.adsb = true
		d.report, ok = p.readReport(at, sensor)
		return d, ok
	default:
		p.t.fault("unknown source", "src P, S, C or A", string(src))
		return d, false
	}
	d.plot, ok = p.readPlot(at, sensor, kind)
	return d, ok
}

func (p *plots) readPlot(at air.Time, sensor air.SensorID, kind air.PlotKind) (air.Plot, bool) {
	slant, ok := p.t.needed(p.rng, 0, 9e6, "range impossible")
	if !ok {
		return air.Plot{}, false
	}
	az, ok := p.t.needed(p.az, -360, 720, "azimuth impossible")
	if !ok {
		return air.Plot{}, false
	}
	plot := air.Plot{
		At: at, ID: p.id(), Rho: air.RhoOf(slant), Theta: air.ThetaOf(geo.Wrap(az * geo.Degree)),
		Sensor: sensor, Kind: kind, Release: all,
	}
	if v, ok := p.option(p.height, -2000, 60000); ok {
		plot.Height, plot.Has = float32(v), plot.Has|air.HasHeight
	}
	if v, ok := p.option(p.speed, -3000, 3000); ok {
		plot.Doppler, plot.Has = float32(v), plot.Has|air.HasDoppler
	}
	p.sign(&plot.Callsign, &plot.Has)
	p.reply(&plot.Code, &plot.Level, &plot.Address, &plot.Has)
	return plot, true
}

func (p *plots) readReport(at air.Time, sensor air.SensorID) (air.Report, bool) {
	lat, ok := p.t.needed(p.lat, -90, 90, "position impossible")
	if !ok {
		return air.Report{}, false
	}
	lon, ok := p.t.needed(p.lon, -360, 360, "position impossible")
	if !ok {
		return air.Report{}, false
	}
	place := geo.Deg(lat, lon)
	r := air.Report{At: at, ID: p.id(), Lat: place.Lat, Lon: place.Lon, Sensor: sensor, Release: all}
	if v, ok := p.option(p.nacp, 0, 11); ok {
		r.NACp = uint8(v)
	}
	p.sign(&r.Callsign, &r.Has)
	p.reply(&r.Code, &r.Level, &r.Address, &r.Has)
	return r, true
}

// sign reads a call sign.
func (p *plots) sign(c *air.Callsign, has *air.Field) {
	if sign := p.t.text(p.callsign); len(sign) > 0 && len(sign) <= len(c) {
		copy(c[:], sign)
		*has |= air.HasCallsign
	}
}

// reply reads what a transponder says. A field that cannot be is a fault, and
// absent; the rest of the row stands.
func (p *plots) reply(code *air.Mode3A, level *air.FL, address *air.Address, has *air.Field) {
	if text := p.t.text(p.code); len(text) > 0 {
		v, err := strconv.ParseUint(string(text), 8, 16)
		if err != nil || len(text) > 4 {
			p.t.fault("field impossible", "mode_a of 4 octal digits", string(text))
		} else {
			*code, *has = air.Mode3A(v), *has|air.HasCode
		}
	}
	if ft, ok := p.option(p.level, -10000, 200000); ok {
		*level, *has = air.FLFeet(ft), *has|air.HasLevel
	}
	if text := p.t.text(p.address); len(text) > 0 {
		v, err := strconv.ParseUint(string(text), 16, 24)
		if err != nil || v == 0 {
			p.t.fault("field impossible", "icao24 of 6 hexadecimal digits", string(text))
		} else {
			*address, *has = air.Address(v), *has|air.HasAddress
		}
	}
}

// option reads a field that may be empty; one that cannot be is a fault, and as
// empty.
func (p *plots) option(column int, low, high float64) (float64, bool) {
	if len(p.t.text(column)) == 0 {
		return 0, false
	}
	return p.t.needed(column, low, high, "field impossible")
}

// id returns the plot's identity: its number, or else its line, hashed so that
// nothing can be read from it. Two rows of one plot that carry two numbers are
// two plots to a tracker, as on two lines.
func (p *plots) id() uint64 {
	n, err := strconv.ParseUint(string(p.t.text(p.plot)), 10, 62)
	if err != nil {
		n = math.MaxUint64 - uint64(p.t.line)
	}
	return num.Mix(n + 1)
}
