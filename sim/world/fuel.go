package world

import (
	"fmt"
	"math"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// tank is what does not change of an aircraft's fuel.
type tank struct {
	start   float64    // s at cruise, at the start
	reserve float64    // s at cruise, to be left at the field
	base    int32      // of atlas.Airports; -1: none
	nation  air.Nation // whose airports it goes to
	large   bool       // wants a medium or large airport
	oneWay  bool       // lands nowhere: missiles, balloons, birds, ships
}

// fuel is what changes.
type fuel struct {
	left  float64 // s at cruise
	ask   float64 // s at cruise, at which the way home is reckoned again
	broke bool    // it has broken off for want of fuel
}

const (
	firstLook   = 0.7           // of the fuel at the start: with more, none is short (assumed)
	mostReserve = 45 * 60.0     // s (14 CFR 91.167)
	reservePart = 0.1           // of the endurance, where that is less (assumed: short flights keep less)
	fastLanding = 90 * geo.Knot // least speed of types that want a runway of a medium airport (assumed)
	climbBurn   = 1.0           // of the burn at cruise, on top, at the best rate of climb (assumed)
	idle        = 0.6           // of the burn that a descent at the type's rate saves (assumed)
	nextLook    = 0.25          // of the fuel to spare that is flown before the next look
	soonestLook = 10.0          // s at cruise
)

func newTank(sc *scenario.Aircraft) (tank, error) {
	endurance := sc.Type.Endurance.Seconds()
	t := tank{
		start: endurance, reserve: min(mostReserve, reservePart*endurance), base: -1, nation: sc.Nation,
		large: sc.Type.Min > fastLanding,
	}
	if sc.Fuel > 0 {
		t.start = sc.Fuel.Seconds()
	}
	for _, c := range [...]string{"threat", "balloon", "clutter", atlas.Vessel} {
		t.oneWay = t.oneWay || strings.HasPrefix(sc.Type.Category, c)
	}
	if sc.Phantom {
		t.start = math.Inf(1)
	}
	if sc.Base == "" {
		return t, nil
	}
	for i := range atlas.Airports() {
		if atlas.Airports()[i].Ident == sc.Base {
			t.base = int32(i)
		}
	}
	if t.base < 0 {
		return t, fmt.Errorf("base: want an airport of the atlas, got %q", sc.Base)
	}
	return t, nil
}

// burning returns the fuel that a second takes, in seconds at cruise: that of
// level flight, to which a climb adds as its rate; a descent is flown at idle
// (assumed).
func (p *performance) burning(speed, climb, best float64) float64 {
	rate := atlas.Burn(speed, p.cruise)
	switch {
	case climb > 0 && best > 0:
		rate += climbBurn * min(1, climb/best)
	case climb < 0 && p.descent > 0:
		rate *= 1 - float64(idle*min(1, -climb/p.descent))
	}
	return rate
}

// burn takes the fuel of dt seconds; with the last of it the aircraft is lost.
func (a *aircraft) burn(dt float64) {
	if a.drifts() {
		return
	}
	a.fuel.left -= dt * a.perf.burning(a.speed, a.climb, a.perf.climb(a.height))
	if a.fuel.left <= 0 && a.phase == flying && a.tank.start > 0 {
		a.phase, a.lost = gone, truth.OutOfFuel
	}
}

// field is an airport to which an aircraft may go.
type field struct {
	pos    geo.Vec // m, ECEF
	nation air.Nation
	small  bool
}

func fields() []field {
	list := make([]field, len(atlas.Airports()))
	for i := range list {
		p := &atlas.Airports()[i]
		list[i] = field{p.Pos.At(0).ECEF(), p.Nation(), p.Size == atlas.Small}
	}
	return list
}

// nearest returns the nearest field that suits an aircraft: of its own nation,
// and not small for those that land fast. Where there is none, any.
func (w *World) nearest(a *aircraft) int32 {
	suits, any := int32(-1), int32(-1)
	bestSuits, bestAny := math.Inf(1), math.Inf(1)
	for i := range w.fields {
		f := &w.fields[i]
		way := f.pos.Sub(a.pos)
		d := way.Dot(way)
		if d < bestAny {
			any, bestAny = int32(i), d
		}
		if d < bestSuits && (f.nation == a.tank.nation || a.tank.nation == air.NoNation) && !(a.tank.large && f.small) {
			suits, bestSuits = int32(i), d
		}
	}
	if suits < 0 {
		return any
	}
	return suits
}

// haven returns the field to which an aircraft returns: its base, else the
// nearest.
func (w *World) haven(a *aircraft) int32 {
	if a.tank.base >= 0 {
		return a.tank.base
	}
	return w.nearest(a)
}

// bingo sends an aircraft home whose fuel is just enough for the way there and
// the reserve, unless it has enough to end its route.
func (w *World) bingo(a *aircraft) {
	f := &a.fuel
	if f.broke || a.tank.oneWay || a.route == nil || a.phase != flying {
		f.ask = math.Inf(-1)
		return
	}
	if a.toEnd() < f.left {
		f.ask = f.left - soonestLook
		return
	}
	home := w.haven(a)
	if home < 0 {
		f.ask = math.Inf(-1)
		return
	}
	spare := f.left - a.tank.reserve - w.fields[home].pos.Sub(a.pos).Norm()/a.perf.cruise
	if spare > 0 {
		f.ask = f.left - max(soonestLook, nextLook*spare)
		return
	}
	f.broke = true
	_ = a.goTo(home) // it fails only over the field itself
}

// toEnd returns the fuel in seconds at cruise that the rest of the route takes;
// infinite where it has no end or is not flown.
func (a *aircraft) toEnd() float64 {
	if a.told.onHeading || a.chasing() || a.drifts() {
		return math.Inf(1)
	}
	n := &a.route.nodes[a.node]
	speed := a.wantSpeed()
	return (a.toGo(n) + n.rest) / max(speed, slowest) * a.perf.burning(speed, 0, 0)
}
