package feed

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"perimeter/air"
)

// Source gives parcels in the order of their arrival.
type Source interface {
	// Sensors returns what is stated of each sensor, by air.SensorID.
	Sensors() []air.SensorInfo
	// Next returns all that arrived by a time and was not given before. Times
	// must not fall. The parcel is valid until the next call.
	Next(until air.Time) (*air.Parcel, error)
	// Faults returns why rows were left out, in the order in which the reasons
	// came up.
	Faults() []Fault
	io.Closer
}

// Files names the files of a case: neutral CSV with the columns of the tracking
// bench, found by name, each plain or packed by gzip.
type Files struct {
	Radars    string
	Plots     string
	Case      string
	Platforms string // where moving sensors are; "": none move
	Service   string // what sensors say of themselves; "": inferred from their rotation
}

// Beside fills in platforms.csv and service.csv where they are not named and
// lie in the folder of radars.csv.
func (f Files) Beside() Files {
	beside := func(name string) string {
		path := filepath.Join(filepath.Dir(f.Radars), name)
		for _, p := range []string{path, path + ".gz"} {
			if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
				return p
			}
		}
		return ""
	}
	if f.Platforms == "" {
		f.Platforms = beside("platforms.csv")
	}
	if f.Service == "" {
		f.Service = beside("service.csv")
	}
	return f
}

// CSV is the Source of a case.
type CSV struct {
	Case Case
	Rows int // of plots.csv that were given so far

	radars    []radar
	plots     queue[datum]
	platforms queue[air.Platform]
	services  queue[air.Service]
	turning   []turning
	delays    delays
	marks     []air.Service // that wait for the plots before them
	parcel    air.Parcel
	faults    ledger
	open      []*table
}

// Open opens the files of a case. It reads radars.csv and case.json whole and
// the others as Next goes.
func Open(f Files) (*CSV, error) {
	c := &CSV{}
	if err := c.start(f); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *CSV) start(f Files) (err error) {
	if c.Case, err = readCase(f.Case); err != nil {
		return err
	}
	if c.radars, err = readRadars(f.Radars, &c.faults); err != nil {
		return err
	}
	t, err := c.table(f.Plots, "time", "radar_id", "range_m", "az_deg", "src")
	if err != nil {
		return err
	}
	c.delays = make(delays, len(c.radars))
	p := newPlots(t, c.radars, c.Case.Length)
	c.plots.read = p.next
	c.platforms.ended, c.services.ended = true, true
	if f.Platforms != "" {
		if t, err = c.table(f.Platforms, "radar_id", "time", "lat", "lon", "alt_m"); err != nil {
			return err
		}
		c.platforms = queue[air.Platform]{read: newPlatforms(t, p.sensors).next}
	}
	if f.Service == "" {
		c.turning = newTurning(c.radars)
		return nil
	}
	if t, err = c.table(f.Service, "radar_id", "time", "state"); err != nil {
		return err
	}
	c.services = queue[air.Service]{read: newServices(t, p.sensors).next}
	return nil
}

func (c *CSV) table(path string, want ...string) (*table, error) {
	t, err := openTable(path, &c.faults, want...)
	if err == nil {
		c.open = append(c.open, t)
	}
	return t, err
}

// Sensors returns what radars.csv states, by air.SensorID.
func (c *CSV) Sensors() []air.SensorInfo {
	infos := make([]air.SensorInfo, len(c.radars))
	for i := range c.radars {
		infos[i] = c.radars[i].info
	}
	return infos
}

// Next returns all that arrived by a time and was not given before. A service
// mark says when the look ended, not when it was told; it comes as late as the
// plots of its radar were seen to come, so that it does not overtake them.
func (c *CSV) Next(until air.Time) (*air.Parcel, error) {
	p := &c.parcel
	p.Arrived, p.Sent = until, until
	p.Plots, p.Reports, p.Services, p.Platforms = p.Plots[:0], p.Reports[:0], p.Services[:0], p.Platforms[:0]
	for d := c.plots.peek(); d != nil && d.at <= until; d = c.plots.peek() {
		c.take(d)
		c.plots.drop()
	}
	for d := c.platforms.peek(); d != nil && d.at <= until; d = c.platforms.peek() {
		p.Platforms = append(p.Platforms, d.item)
		c.platforms.drop()
	}
	for d := c.services.peek(); d != nil && d.at <= until; d = c.services.peek() {
		c.marks = append(c.marks, d.item)
		c.services.drop()
	}
	for i := range c.turning {
		c.marks = c.turning[i].until(until, c.marks)
	}
	p.Services, c.marks = c.delays.due(until, p.Services, c.marks)
	return p, nil
}

func (c *CSV) take(d *arrival[datum]) {
	c.Rows++
	if d.item.adsb {
		c.parcel.Reports = append(c.parcel.Reports, d.item.report)
		return
	}
	c.delays.note(d.item.plot.Sensor, d.at-d.item.plot.At)
	c.parcel.Plots = append(c.parcel.Plots, d.item.plot)
}

// Faults returns why rows were left out, in the order in which the reasons came
// up.
func (c *CSV) Faults() []Fault { return c.faults.faults }

// Close closes the files.
func (c *CSV) Close() error {
	var errs []error
	for _, t := range c.open {
		errs = append(errs, t.close())
	}
	return errors.Join(errs...)
}

// delays are the longest times from measurement to arrival that each radar's
// plots have shown so far.
type delays []air.Time

const longestDelay = 15 * air.Second // what comes later is no sign of the line's usual delay (assumed)

func (d delays) note(sensor air.SensorID, delay air.Time) {
	if delay <= longestDelay {
		d[sensor] = max(d[sensor], delay)
	}
}

// due moves the marks that have arrived by a time from waiting to out.
func (d delays) due(until air.Time, out, waiting []air.Service) (due, rest []air.Service) {
	n := 0
	for _, m := range waiting {
		if m.At+d[m.Sensor] <= until {
			out = append(out, m)
		} else {
			waiting[n] = m
			n++
		}
	}
	return out, waiting[:n]
}
