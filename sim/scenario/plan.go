package scenario

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// planTable is the plan of an aircraft.
type planTable struct {
	place
	From    text         `toml:"from" need:"yes" doc:"airport of departure, ICAO"`
	To      text         `toml:"to" need:"yes" doc:"airport of destination, ICAO"`
	Release names        `toml:"release" choice:"USA CAN MEX" def:"the nation of registry" doc:"nations that may have the plan"`
	FiledAt clock        `toml:"filed_at" def:"before the start" doc:"time at which it is filed, hh:mm:ss; after the departure: late"`
	Departs clock        `toml:"departs" def:"when the aircraft starts" doc:"estimated time of departure as filed, hh:mm:ss"`
	False   toggle       `toml:"false" def:"false" doc:"filed to deceive: its route has nothing to do with what is flown"`
	Route   []pointTable `toml:"route" what:"point" most:"100" doc:"points between the two airports as filed; default: as flown as far as the destination, straight where that is not on the way or the plan is false"`
}

// pointTable is a point of a filed route.
type pointTable struct {
	place
	Fix text   `toml:"fix" doc:"ident of an airport or navaid"`
	Lat number `toml:"lat" min:"-90" max:"90" doc:"latitude, degrees north; instead of fix"`
	Lon number `toml:"lon" min:"-180" max:"180" doc:"longitude, degrees east; instead of fix"`
}

// plan resolves the plan of an aircraft whose route is resolved already; nil: it
// has none.
func (l *loader) plan(e *aircraftTable, a *Aircraft) *Plan {
	p := &e.Plan
	if !p.Met {
		return nil
	}
	l.airport(&p.place, p.From)
	l.airport(&p.place, p.To)
	release := air.Only(nationOf(e.Nation, air.NoNation))
	if p.Release.Is {
		release = releaseOf(&p.Release)
	}
	plan := &Plan{From: p.From.V, To: p.To.V, Release: release}
	plan.Filed = l.when(&p.place, p.FiledAt, "filed_at", moment{}, "filed_at_utc")
	if p.Departs.Is {
		plan.Early = l.when(&p.place, p.Departs, "departs", moment{}, "departs_utc") - a.Depart
	}
	switch {
	case p.Route != nil:
		plan.Route = filedBy(ends(p.From.V, l.points(p), p.To.V), a.Type.Cruise)
	case p.False.V:
		plan.Route = filedBy(ends(p.From.V, nil, p.To.V), a.Type.Cruise)
	default:
		plan.Route = Filed(a.Route, p.From.V, p.To.V, a.Type.Cruise)
	}
	return plan
}

// points resolves the points between the two airports of a plan.
func (l *loader) points(p *planTable) (list []geo.LatLon) {
	for i := range p.Route {
		e := &p.Route[i]
		leg := legTable{place: e.place, Fix: e.Fix, Lat: e.Lat, Lon: e.Lon}
		l.checkLeg(&leg)
		pos := geo.Deg(e.Lat.V, e.Lon.V)
		if e.Fix.Is {
			var ok bool
			if pos, _, ok = atlas.FindFix(e.Fix.V); !ok {
				l.bad(MissingReference, &e.place, e.Fix.mark, "the atlas has no such airport or navaid").slip(e.Fix.V, atlas.FixNames)
			}
		}
		list = append(list, pos)
	}
	return list
}

// ends puts the two airports of a plan before and behind its points; nil if the
// atlas does not know both.
func ends(from string, middle []geo.LatLon, to string) []geo.LatLon {
	a, oneEnd := atlas.FindAirport(from)
	b, other := atlas.FindAirport(to)
	if !oneEnd || !other {
		return nil
	}
	list := append([]geo.LatLon{a.Pos}, middle...)
	if b.Pos != a.Pos || len(middle) > 0 {
		list = append(list, b.Pos)
	}
	return list
}

// filedBy returns a route with the times at which its points are passed at a
// speed, in still air: what a pilot files.
func filedBy(points []geo.LatLon, speed float64) (route []air.PlanPoint) {
	if len(points) < 2 || speed <= 0 {
		return nil
	}
	var after float64
	for i, p := range points {
		if i > 0 {
			after += geo.Distance(points[i-1], p) / speed
		}
		route = append(route, air.PlanPoint{Pos: p, After: air.FromSeconds(after)})
	}
	return route
}

// near is how close to an airport a point of a route is at the airport.
const near = 3 * geo.NM // m, assumed: the way to the runway

// Filed returns the route that is filed for what is flown: as far as the
// destination; the straight way where the destination is not on it, at speed.
func Filed(legs []Leg, from, to string, speed float64) []air.PlanPoint {
	straight := ends(from, nil, to)
	if straight == nil || len(legs) == 0 {
		return nil
	}
	last := straight[len(straight)-1]
	var route []air.PlanPoint
	var after float64
	for i := range legs {
		leg := &legs[i]
		if i > 0 && leg.Speed > 0 {
			after += geo.Distance(legs[i-1].Pos, leg.Pos) / leg.Speed
		}
		route = append(route, air.PlanPoint{Pos: leg.Pos, After: air.FromSeconds(after)})
		if i > 0 && geo.Distance(leg.Pos, last) < near {
			return route
		}
	}
	return filedBy(straight, speed)
}
