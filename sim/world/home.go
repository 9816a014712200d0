package world

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// returns are ways to the ground and back to the plan.
var returns = []deed{
	{as: "rtb", flies: true, do: func(w *World, a, _ *aircraft, _ float64) error { return a.goTo(w.haven(a)) }},
	{as: "land", flies: true, do: func(w *World, a, _ *aircraft, _ float64) error { return a.goTo(w.nearest(a)) }},
	{as: "resume", flies: true, do: func(_ *World, a, _ *aircraft, _ float64) error { a.resume(); return nil }},
}

// detour is a route that is flown in place of the aircraft's own.
type detour struct {
	legs   []scenario.Leg
	repeat int
	own    *route
	node   int32 // of own, ahead when it was left
}

// divert flies other legs in place of the route.
func (a *aircraft) divert(legs []scenario.Leg, repeat int) error {
	r, err := newRoute(legs, repeat, &a.perf)
	if err != nil {
		return err
	}
	d := &detour{legs: legs, repeat: repeat, own: a.route, node: a.node}
	if was := a.conduct.detour; was != nil {
		d.own, d.node = was.own, was.node
	}
	a.leave()
	a.told = told{}
	a.conduct.detour, a.route = d, r
	a.node, a.sinking, a.left = 0, false, r.nodes[0].left
	return nil
}

// goTo flies straight to a field and lands there.
func (a *aircraft) goTo(home int32) error {
	if home < 0 {
		return fmt.Errorf("want an airport in the atlas, got none")
	}
	if a.perf.afloat {
		return fmt.Errorf("want an aircraft to land, got a ship")
	}
	if a.conduct == nil {
		a.conduct = &conduct{}
	}
	p := &atlas.Airports()[home]
	speed := min(a.perf.cruise, max(a.wantSpeed(), a.perf.steep()))
	return a.divert([]scenario.Leg{
		{Pos: a.place(), Height: a.height, Speed: speed},
		{Fix: p.Ident, Pos: p.Pos, AGL: true, Speed: speed},
	}, -1)
}

// leave ends what an aircraft does by another.
func (a *aircraft) leave() {
	if a.conduct != nil {
		a.conduct.maneuver = free
	}
}

// resume goes back to the plan.
func (a *aircraft) resume() {
	off := a.told.onHeading || a.chasing() || a.drifts()
	a.leave()
	a.told = told{}
	if c := a.conduct; c != nil && c.detour != nil {
		a.route, a.node, a.sinking, off = c.detour.own, c.detour.node, false, true
		c.detour = nil
	}
	if off {
		a.rejoin()
	}
}

// atBase is how far from its base an aircraft on alert may have landed to stand on
// alert there again: on another field it stays.
const atBase = 10 * geo.NM // m; assumed

// turnAround makes an aircraft on alert that has landed at its base wait for the word
// again, refuelled, as it was at the start. Whether it is ready its center says.
func (w *World) turnAround(a *aircraft) {
	k := slices.IndexFunc(w.pilots, func(p pilot) bool { return &w.fleet[p.aircraft] == a })
	if k < 0 || !w.pilots[k].down || a.lost != truth.NotLost || a.tank.base < 0 ||
		geo.Distance(a.place(), atlas.Airports()[a.tank.base].Pos) > atBase {
		return
	}
	a.leave()
	if c := a.conduct; c != nil && c.detour != nil {
		a.route, c.detour = c.detour.own, nil
	}
	a.phase, a.depart, a.identity, a.told, a.guided, a.evade = waiting, air.Never, a.own, told{}, false, 0
	p := &w.pilots[k]
	*p = pilot{aircraft: p.aircraft, center: p.center, visual: p.visual, sees: nobody, missed: air.Never}
}
