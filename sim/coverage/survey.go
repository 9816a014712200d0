package coverage

import (
	"context"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
)

// Options say what coverage is asked for.
type Options struct {
	Levels []Level
	RCS    float64 // m2, of the non-cooperative target, from every side
	Pd     float64 // probability of detection by one look from which on it counts as seen
	Step   float64 // rad, side of a cell
	Need   int     // how many sensors must see a point at once for it to be available

	Threats []Threat // for warning times
	Weather scenario.Weather
}

// Validate finds what cannot be asked.
func (o *Options) Validate() error {
	switch {
	case len(o.Levels) == 0 || len(o.Levels) > 32:
		return fmt.Errorf("levels: want 1 to 32, got %d", len(o.Levels))
	case !(o.RCS >= 1e-6 && o.RCS <= 1e6):
		return fmt.Errorf("cross-section: want 0.000001 to 1000000 m2, got %g", o.RCS)
	case !(o.Pd > 0 && o.Pd < 1):
		return fmt.Errorf("probability of detection: want above 0 and below 1, got %g", o.Pd)
	case !(o.Step >= MinStep && o.Step <= MaxStep):
		return fmt.Errorf("cell: want %g to %g degrees, got %g", MinStep/geo.Degree, MaxStep/geo.Degree, o.Step/geo.Degree)
	case o.Need < 1 || o.Need > 4:
		return fmt.Errorf("sensors at once: want 1 to 4, got %d", o.Need)
	}
	return nil
}

// The limits of a cell's side.
const (
	MinStep = 0.05 * geo.Degree
	MaxStep = 2 * geo.Degree
)

// Survey is the footprints of all radars asked, on one grid.
type Survey struct {
	Options
	Grid    Grid
	Radars  []scenario.Radar
	Carried []string // names of radars that an aircraft carries: they are not counted

	ground []float32 // m above sea level, by cell
	zones  zones
	prints []footprint // by radar

	sightings  [][]sighting // by radar, by threat
	refraction float64      // of all: effective radius of the earth over the true one
}

// Look asks all radars. progress is told how many are done, of how many; it may
// be nil. A cancelled context ends it early with its error.
func Look(ctx context.Context, radars []scenario.Radar, opt Options, progress func(done, of int)) (*Survey, error) {
	if err := opt.Validate(); err != nil {
		return nil, err
	}
	s := &Survey{Options: opt, Grid: newGrid(Everywhere(), opt.Step)}
	for _, r := range radars {
		if r.Carrier != "" {
			s.Carried = append(s.Carried, r.Name)
			continue
		}
		s.Radars = append(s.Radars, r)
	}
	sensors, err := radar.New(&scenario.Scenario{Radars: s.Radars, Weather: opt.Weather}, 0, nil)
	if err != nil {
		return nil, err
	}
	if len(sensors) > 0 {
		s.refraction = sensors[0].Refraction()
	}
	s.stand()
	s.prints, s.sightings = make([]footprint, len(sensors)), make([][]sighting, len(sensors))
	const batch = 8 // sensors between two looks at the context
	for from := 0; from < len(sensors); from += batch {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if progress != nil {
			progress(from, len(sensors))
		}
		jobs := make([]int, 0, batch)
		for i := from; i < min(from+batch, len(sensors)); i++ {
			jobs = append(jobs, i)
		}
		fork.Each(jobs, func(i *int) {
			s.prints[*i], s.sightings[*i] = s.ask(&sensors[*i])
			sensors[*i] = radar.Sensor{} // its horizon is not needed again
		})
	}
	return s, ctx.Err()
}

// stand finds ground and zones of all cells.
func (s *Survey) stand() {
	s.ground = make([]float32, s.Grid.cells())
	s.zones = newZones(&s.Grid)
	rows := make([]int, s.Grid.Rows)
	for i := range rows {
		rows[i] = i
	}
	fork.Each(rows, func(row *int) {
		for col := range s.Grid.Cols {
			s.ground[*row*s.Grid.Cols+col] = float32(atlas.Ground(s.Grid.At(*row, col)))
		}
		s.zones.fill(&s.Grid, *row)
	})
}

// All returns every site of the atlas as its type makes it; those outside the
// three nations belong to the operator's.
func All() ([]scenario.Radar, error) {
	var list []scenario.Radar
	for _, site := range atlas.RadarSites() {
		t, ok := atlas.FindRadarType(site.Type)
		if !ok {
			return nil, fmt.Errorf("site %s: want a type that the atlas knows, got %q", site.ID, site.Type)
		}
		r := scenario.Radar{Name: site.ID, Nation: site.Nation, StandIn: site.StandIn(), Type: t, Pos: site.Pos.At(site.Ground + t.Height)}
		if t.Platform > 0 {
			r.Pos.Height = t.Platform
		}
		if r.Nation == air.NoNation { // Bahamas, Guantanamo, Turks and Caicos: the FAA's
			r.Nation = air.USA
		}
		r.Release = air.Only(r.Nation)
		list = append(list, r)
	}
	return list, nil
}

// Stations puts the radars that aircraft carry where their carriers wait: at the
// middle of the orbit, at its height, as if they stood there. Those whose carrier
// flies no orbit are left as they are.
func Stations(sc *scenario.Scenario) []scenario.Radar {
	list := slices.Clone(sc.Radars)
	for i := range list {
		for j := range sc.Aircraft {
			a := &sc.Aircraft[j]
			if a.Name != list[i].Carrier || a.Repeat < 0 || a.Repeat >= len(a.Route) {
				continue
			}
			list[i].Carrier, list[i].Pos = "", middle(a.Route[a.Repeat:])
		}
	}
	return list
}

// middle returns the mean place of some points, at the height of the first.
func middle(legs []scenario.Leg) geo.Geodetic {
	var sum geo.Vec
	for i := range legs {
		sum = sum.Add(legs[i].Pos.At(0).ECEF())
	}
	p := sum.Scale(1 / float64(len(legs))).Geodetic().LatLon
	return p.At(sea(&legs[0], p, legs[0].Height))
}

// km2 is a square kilometre.
const km2 = 1e6 // m2

// round returns a number of square kilometres without the dust of the sum.
func round(m2 float64) float64 { return math.Round(m2 / km2) }
