package world

import (
	"math"

	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// patterns are ways of staying where one is, and of going low.
var patterns = []deed{
	{as: "hold", flies: true, do: func(_ *World, a, _ *aircraft, _ float64) error {
		course, speed := a.onCourse()
		leg := speed * 60
		if a.height > longHold {
			leg *= 1.5
		}
		// The fix is at the end of the inbound leg: the round begins with a turn.
		p := scenario.Racetrack(a.place(), course+math.Pi, leg, a.breadth(scenario.TrackBreadth), true)
		return a.stay([]geo.LatLon{p[0], p[3], p[2], p[1]}, 0)
	}},
	{as: "orbit", flies: true, do: func(_ *World, a, _ *aircraft, nm float64) error {
		course, _ := a.onCourse()
		p := scenario.Racetrack(a.place(), course, math.Abs(nm)*geo.NM, a.breadth(scenario.TrackBreadth), nm < 0)
		return a.stay(p[:], 0)
	}},
	{as: "figure_eight", flies: true, do: func(_ *World, a, _ *aircraft, nm float64) error {
		course, _ := a.onCourse()
		here := a.place()
		p := scenario.FigureEight(here, course, nm*geo.NM, a.breadth(scenario.EightBreadth))
		return a.stay(append([]geo.LatLon{here}, p[:]...), 1)
	}},
	{as: "follow_terrain", flies: true, do: func(_ *World, a, _ *aircraft, feet float64) error {
		a.told.toHeight, a.told.agl, a.told.height = true, true, feet*geo.Foot
		return nil
	}},
}

// longHold is the height in metres above which the legs of a hold last a minute
// and a half (ICAO Doc 8168, holding).
const longHold = 14_000 * geo.Foot

// onCourse returns the azimuth in radians of the track, and the speed in m/s.
func (a *aircraft) onCourse() (course, speed float64) {
	along, _ := a.track()
	return azimuth(a.up, along), a.wantSpeed()
}

// breadth returns how wide a pattern must be, in metres, so that its turns can
// be flown whichever way the wind blows; radii is the width in radii of a turn.
func (a *aircraft) breadth(radii float64) float64 {
	speed := a.wantSpeed()
	through := max(speed, slowest)
	fast := 1 + a.wind.Norm()/through
	return radii * fast * max(standardRadius(through), a.perf.usual(speed))
}

// stay flies points round and round from the one numbered again, at the speed
// and height of now.
func (a *aircraft) stay(points []geo.LatLon, again int) error {
	legs := make([]scenario.Leg, len(points))
	for i, p := range points {
		legs[i] = scenario.Leg{Pos: p, Height: a.keptHeight(), Speed: max(a.wantSpeed(), slowest)}
	}
	return a.divert(legs, again)
}

// keptHeight returns the height in metres that it keeps or is on its way to.
func (a *aircraft) keptHeight() float64 {
	if leg := a.leg(); !leg.agl && !leg.lands && !a.chasing() && !a.told.toHeight {
		return leg.height
	}
	return a.height
}
