package scenario

import (
	"math"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// orbitTable is the pattern at the end of an aircraft's route.
type orbitTable struct {
	place
	Shape      text   `toml:"shape" choice:"racetrack figure_eight hold" def:"racetrack" doc:"what it looks like: hold is a racetrack whose first leg leads to the last point of the route"`
	HeadingDeg number `toml:"heading_deg" min:"0" below:"360" def:"0" doc:"course of the first leg, degrees from true north"`
	LengthNM   number `toml:"length_nm" above:"0" max:"300" def:"20" doc:"length of the legs, nautical miles"`
	BreadthNM  number `toml:"breadth_nm" above:"0" max:"100" def:"what the turns need" doc:"distance between the legs, nautical miles"`
	Left       toggle `toml:"left" def:"false" doc:"left turns"`
}

// orbit adds a pattern about the last point of the route, wide enough for everyday
// turns. In wind they need more room than is reckoned here; they are flown wider, and the legs stay.
func (l *loader) orbit(e *aircraftTable, a *Aircraft) {
	o := &e.Orbit
	if e.RepeatFrom.Met {
		l.not(&e.place, e.RepeatFrom.mark, "repeat_from", o.mark, "orbit")
	}
	if len(a.Route) < 2 {
		return
	}
	last := a.Route[len(a.Route)-1]
	if last.AGL && last.Height == 0 {
		l.bad(Contradiction, &e.place, o.mark, "an orbit on the ground").want("alt_ft or agl_ft in the last leg").Got = ""
		return
	}
	course, length := o.HeadingDeg.V*geo.Degree, o.LengthNM.or(20)*geo.NM
	_, pull := a.Type.Pull()
	radius := atlas.TurnRadius(last.Speed, pull)
	corners := func(p []geo.LatLon, again int) {
		a.Repeat = len(a.Route) - 1 + again
		for _, q := range p {
			leg := last
			leg.Fix, leg.Pos = "", q
			a.Route = append(a.Route, leg)
		}
	}
	breadth := func(radii float64) float64 { return o.BreadthNM.or(radii*radius/geo.NM) * geo.NM }
	switch o.Shape.V {
	case "figure_eight":
		p := FigureEight(last.Pos, course, length, breadth(EightBreadth))
		corners(p[:], 1)
	case "hold":
		p := Racetrack(last.Pos, course+math.Pi, length, breadth(TrackBreadth), !o.Left.V)
		corners([]geo.LatLon{p[3], p[2], p[1]}, 0)
	default:
		p := Racetrack(last.Pos, course, length, breadth(TrackBreadth), o.Left.V)
		corners(p[1:], 0)
	}
}
