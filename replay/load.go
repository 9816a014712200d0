package replay

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// SensorSummary tells how many plots a sensor gave, and of what. Reports of an
// ADS-B station count as its plots.
type SensorSummary struct {
	Name     string  `json:"name"`
	Nation   string  `json:"nation"`
	Type     string  `json:"type"`
	Plots    int64   `json:"plots"`
	True     int64   `json:"true"`  // of aircraft at their place
	Birds    int64   `json:"birds"` // and angels
	Chaff    int64   `json:"chaff"`
	Ghosts   int64   `json:"ghosts"`            // replies by way of walls
	Second   int64   `json:"second_time"`       // echoes from beyond the unambiguous range
	Beside   int64   `json:"side_lobe"`         // echoes beside the beam
	Strobes  int64   `json:"strobes"`           // directions of noise
	Noise    int64   `json:"noise"`             // false plots of nothing at all
	Scans    int64   `json:"scans"`             // whole ones in which it worked
	Mean     float64 `json:"plots_a_scan"`      // in them
	Most     int64   `json:"plots_most_a_scan"` // the same
	Capacity int     `json:"capacity_a_scan"`   // plots that its type can pass on (assumed for all types); 0: no limit
	Load     float64 `json:"load"`              // Most over Capacity; 0 without one
}

// LossSummary is an aircraft that left the exercise otherwise than by its route.
type LossSummary struct {
	Name  string   `json:"name"`
	Type  string   `json:"type"`
	At    air.Time `json:"at_ns"`
	Cause string   `json:"cause"`
	Lat   float64  `json:"lat_deg"`
	Lon   float64  `json:"lon_deg"`
}

// load counts the plots of a sensor scan by scan. Scans are counted from
// exercise time 0.
type load struct {
	scan   air.Time
	number int64 // of the scan at hand
	plots  int64 // in it
	up     bool  // the sensor looked in it
	total  int64 // plots of whole scans
	known  int64 // plots, less reports, of which is known what made them
	made   int64 // plots, less reports
}

// watch sets up the counts of the sensors.
func (s *Summary) watch() {
	for i := range s.theater.Sensors {
		info := &s.theater.Sensors[i]
		s.Radars = append(s.Radars, SensorSummary{Name: info.Name, Nation: info.Nation.String(), Type: info.Type, Capacity: info.Capacity})
		s.loads = append(s.loads, load{scan: max(info.Scan, air.Second/10)})
	}
}

// loading counts what the sensors gave in a beat.
func (s *Summary) loading(b *truth.Beat) {
	for i := range b.Batches {
		if batch := &b.Batches[i]; int(batch.Sensor) < len(s.Radars) {
			s.scan(&s.Radars[batch.Sensor], &s.loads[batch.Sensor], batch)
		}
	}
	for i := range b.Looks {
		l := &b.Looks[i]
		if l.Plot == 0 || int(l.Sensor) >= len(s.Radars) {
			continue
		}
		s.Radars[l.Sensor].True++
		if l.PSR != 0 || l.SSR != 0 { // no report of a station
			s.loads[l.Sensor].known++
		}
	}
	for i := range b.Strays {
		if stray := &b.Strays[i]; int(stray.Sensor) < len(s.Radars) {
			s.Radars[stray.Sensor].count(stray.Of)
			s.loads[stray.Sensor].known++
		}
	}
}

func (r *SensorSummary) count(of truth.Origin) {
	switch of {
	case truth.Bird:
		r.Birds++
	case truth.Glint:
		r.Chaff++
	case truth.Ghost:
		r.Ghosts++
	case truth.SecondTime:
		r.Second++
	case truth.SideLobe:
		r.Beside++
	}
}

// scan puts a beat's plots into their scans. A mark that says that the sensor
// looked makes the scan count; it stands at the end of what was looked at.
func (s *Summary) scan(r *SensorSummary, l *load, batch *air.Batch) {
	plots, reports, marks := batch.Plots, batch.Reports, batch.Services
	r.Plots += int64(len(plots) + len(reports))
	l.made += int64(len(plots))
	for len(plots)+len(reports)+len(marks) > 0 {
		next := air.Never
		if len(plots) > 0 {
			next = min(next, plots[0].At)
		}
		if len(reports) > 0 {
			next = min(next, reports[0].At)
		}
		if len(marks) > 0 {
			next = min(next, marks[0].At-1)
		}
		l.turn(r, int64(next/l.scan))
		switch {
		case len(plots) > 0 && plots[0].At == next:
			if plots[0].Kind == air.Strobe {
				r.Strobes++
				l.known++
			}
			l.plots, plots = l.plots+1, plots[1:]
		case len(reports) > 0 && reports[0].At == next:
			l.plots, reports = l.plots+1, reports[1:]
		default:
			l.up = l.up || marks[0].State == air.Up
			marks = marks[1:]
		}
	}
}

// turn ends the scan at hand if a later one has begun.
func (l *load) turn(r *SensorSummary, number int64) {
	if number <= l.number {
		return
	}
	if l.up {
		r.Scans++
		l.total += l.plots
		r.Most = max(r.Most, l.plots)
	}
	l.number, l.plots, l.up = number, 0, false
}

// rest ends the scans and says what they come to. One that the end cuts off does
// not count.
func (s *Summary) rest() {
	for i := range s.Radars {
		r, l := &s.Radars[i], &s.loads[i]
		l.turn(r, int64(s.To/l.scan))
		r.Noise = l.made - l.known
		if r.Scans > 0 {
			r.Mean = float64(l.total) / float64(r.Scans)
		}
		if r.Capacity > 0 {
			r.Load = float64(r.Most) / float64(r.Capacity)
		}
	}
}

// mostRadars is how many radars the table shows at the most: those with the
// highest load. JSON has all.
const mostRadars = 20

func (s *Summary) writeRadars(text *strings.Builder) {
	order := make([]*SensorSummary, len(s.Radars))
	for i := range order {
		order[i] = &s.Radars[i]
	}
	if len(order) > mostRadars {
		slices.SortStableFunc(order, func(a, b *SensorSummary) int { return cmp.Compare(b.Load, a.Load) })
	}
	table := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nsensor\ttype\tscans\tplots a scan\tmost\tload\ttrue\tnoise\tbirds\tghosts\tsecond time\tside lobe\tchaff\tstrobes")
	for i, r := range order {
		if i == mostRadars {
			break
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%.1f\t%d\t%.1f %%\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", r.Name, r.Type, r.Scans, r.Mean, r.Most, 100*r.Load,
			r.True, r.Noise, r.Birds, r.Ghosts, r.Second, r.Beside, r.Chaff, r.Strobes)
	}
	table.Flush()
	if n := len(order) - mostRadars; n > 0 {
		fmt.Fprintf(text, "and %d with less load: --json has all\n", n)
	}
}

// losses notes the aircraft that were lost in a beat.
func (s *Summary) losses(b *truth.Beat) {
	for _, l := range b.Losses {
		if int(l.Target) >= len(s.roster) {
			continue
		}
		e, at := &s.roster[l.Target], l.Pos.Geodetic()
		s.Lost = append(s.Lost, LossSummary{
			Name: e.Name, Type: e.Type, At: l.At, Cause: l.Cause.String(), Lat: at.Lat / geo.Degree, Lon: at.Lon / geo.Degree,
		})
	}
}

func (s *Summary) writeLost(text *strings.Builder) {
	for i, l := range s.Lost {
		if i == 0 {
			text.WriteString("\n")
		}
		fmt.Fprintf(text, "lost: %s (%s) %s at %v, near %.3f,%.3f\n", l.Name, l.Type, l.Cause, l.At, l.Lat, l.Lon)
	}
}
