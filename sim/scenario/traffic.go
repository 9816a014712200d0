package scenario

import (
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// trafficTable is [traffic].
type trafficTable struct {
	place
	USFlights   whole       `toml:"us_flights" min:"0" max:"20000" def:"0" doc:"number of flights drawn from the atlas's pairs of airports of the United States, by their frequency"`
	Density     number      `toml:"density" min:"0" max:"10" def:"0" doc:"how full the sky is of airlines, light aircraft and helicopters by the hour of the day; 1: an average day over North America"`
	VFR         number      `toml:"vfr" min:"0" max:"10" def:"as density" doc:"how full of light aircraft under visual rules alone"`
	Helicopters number      `toml:"helicopters" min:"0" max:"10" def:"as density" doc:"how full of helicopters alone"`
	Within      withinTable `toml:"within" doc:"both ends of a drawn pair lie in it, and density fills it; default: anywhere, and the map"`
	Recorded    names       `toml:"recorded" doc:"sets of recorded flights to take in whole"`
	PlanRelease names       `toml:"plan_release" choice:"USA CAN MEX" def:"USA, CAN and MEX" doc:"nations that may have the flight plans"`
	Pair        []pairTable `toml:"pair" what:"pair" most:"5000" doc:"flights from one airport to another"`
}

// withinTable is a rectangle in latitude and longitude.
type withinTable struct {
	place
	South number `toml:"south" need:"yes" min:"-90" max:"90" doc:"degrees north"`
	West  number `toml:"west" need:"yes" min:"-180" max:"180" doc:"degrees east"`
	North number `toml:"north" need:"yes" min:"-90" max:"90" doc:"degrees north"`
	East  number `toml:"east" need:"yes" min:"-180" max:"180" doc:"degrees east"`
}

// pairTable is one pair of airports of [traffic].
type pairTable struct {
	place
	From    text  `toml:"from" need:"yes" doc:"airport of departure, ICAO"`
	To      text  `toml:"to" need:"yes" doc:"airport of destination, ICAO"`
	Flights whole `toml:"flights" min:"1" max:"1000" def:"1" doc:"number of flights within the exercise"`
}

func (l *loader) traffic() {
	e := &l.file.Traffic
	l.s.Traffic = Traffic{US: int(e.USFlights.V), Release: air.Only(air.Nations...), Within: l.within(&e.Within)}
	if e.PlanRelease.Is {
		l.s.Traffic.Release = releaseOf(&e.PlanRelease)
	}
	l.not(&e.place, e.USFlights.mark, "us_flights", e.Density.mark, "density")
	t := &l.s.Traffic
	t.Density = e.Density.V
	t.VFR, t.Helicopters = e.VFR.or(t.Density), e.Helicopters.or(t.Density)
	for _, set := range e.Recorded.Items {
		if !slices.Contains(atlas.RecordedSets(), set.V) {
			l.bad(MissingReference, &e.place, set.mark, "the atlas has no such recorded flights").slip(set.V, atlas.RecordedSets)
		}
		l.s.Traffic.Recorded = append(l.s.Traffic.Recorded, set.V)
	}
	for i := range e.Pair {
		p := &e.Pair[i]
		l.airport(&p.place, p.From)
		l.airport(&p.place, p.To)
		if p.From.Is && p.To.Is && p.From.V == p.To.V {
			l.bad(Contradiction, &p.place, p.To.mark, "a flight from an airport to itself")
		}
		l.s.Traffic.Pairs = append(l.s.Traffic.Pairs, Pair{p.From.V, p.To.V, int(p.Flights.or(1))})
	}
}

func (l *loader) within(w *withinTable) geo.Box {
	if w.South.Is && w.North.Is && w.North.V <= w.South.V {
		l.bad(Contradiction, &w.place, w.North.mark, "north is not north of south").want("more than %g", w.South.V)
	}
	if w.West.Is && w.East.Is && w.East.V <= w.West.V {
		l.bad(Contradiction, &w.place, w.East.mark, "east is not east of west").want("more than %g", w.West.V)
	}
	return geo.Box{
		South: w.South.V * geo.Degree, West: w.West.V * geo.Degree,
		North: w.North.V * geo.Degree, East: w.East.V * geo.Degree,
	}
}

// airport looks whether the atlas has an airport.
func (l *loader) airport(p *place, ident text) {
	if !ident.Is {
		return
	}
	if _, ok := atlas.FindAirport(ident.V); !ok {
		l.bad(MissingReference, p, ident.mark, "the atlas has no such airport").slip(ident.V, atlas.AirportIdents)
	}
}
