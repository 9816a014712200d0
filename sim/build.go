package sim

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim/accord"
	"perimeter/sim/center"
	"perimeter/sim/link"
	"perimeter/sim/msel"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
	"perimeter/sim/world"
)

// New builds an exercise from a checked scenario. The seed is the run's, which
// may differ from the scenario's own.
func New(sc *scenario.Scenario, seed uint64) (*Engine, error) {
	e := &Engine{scenario: sc, seed: seed, digest: newDigest(), board: msel.New(sc)}
	var err error
	if e.world, err = world.New(sc, seed); err != nil {
		return nil, fmt.Errorf("world: %w", err)
	}
	if e.sensors, err = radar.New(sc, seed, e.world.Roster()); err != nil {
		return nil, fmt.Errorf("radars: %w", err)
	}
	if e.feeds, err = link.New(sc, seed); err != nil {
		return nil, fmt.Errorf("feeds: %w", err)
	}
	e.lines = link.NewLines(sc, seed)
	e.theater = e.buildTheater()
	if e.centers, err = center.New(sc, seed, &e.theater, e.world.Plans()); err != nil {
		return nil, fmt.Errorf("centers: %w", err)
	}
	e.batches = make([]air.Batch, len(e.sensors))
	for _, c := range e.theater.Centers {
		e.names = append(e.names, c.Name)
	}
	return e, nil
}

// buildTheater gathers what may be known before the exercise starts.
func (e *Engine) buildTheater() air.Theater {
	sc := e.scenario
	th := air.Theater{
		Title: sc.Title, Exercise: true, Start: sc.Start, Length: sc.Length, Beat: sc.Beat,
		Center: sc.MapAt, Range: sc.MapRange,
	}
	for i := range e.sensors {
		th.Sensors = append(th.Sensors, e.sensors[i].Info())
	}
	for i, c := range sc.Centers {
		th.Centers = append(th.Centers, air.CenterInfo{Name: c.Name, Title: c.Title, Audience: c.Audience, Area: accord.AreaOf(sc, i)})
	}
	for i, f := range sc.Feeds {
		th.Feeds = append(th.Feeds, e.feeds[i].Info())
		if f.Terms.Level == scenario.NoLevel {
			continue
		}
		c := &th.Centers[f.Center]
		for _, radar := range f.Radars {
			if th.Sensors[radar].Release.To(c.Audience) {
				c.Sensors = append(c.Sensors, air.SensorID(radar))
			}
		}
	}
	for i := range sc.Zones {
		th.Zones = append(th.Zones, sc.Zones[i].ZoneInfo)
	}
	for i := range th.Centers {
		slices.Sort(th.Centers[i].Sensors)
		th.Centers[i].Sensors = slices.Compact(th.Centers[i].Sensors)
	}
	return th
}

// scratch is what publish fills anew each beat.
type scratch struct {
	said   []air.Message
	posts  []msel.Post
	looks  []truth.Look
	strays []truth.Stray
	shown  []air.BoardLine
	counts []truth.FeedCount
	views  []*air.View
	events [][]air.TrackEvent
	fates  [][]air.Disposition
}
