package world

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// World is all that flies, on one clock.
type World struct {
	now    air.Time
	fleet  []aircraft // in the order of the roster
	roster truth.Roster
	plans  []air.Plan
	byName map[string]int // indices in fleet
	clouds []cloud        // sorted by key
	fields []field        // as atlas.Airports
	bound  []int32        // indices in fleet of those that fly by another, ascending
	sky    truth.Snapshot
	pilots []pilot      // of the flights on alert
	calls  []air.Order  // what they said in this beat
	losses []truth.Loss // so far

	weather scenario.Weather
}

// New returns the world of a scenario at time 0. Its aircraft come first, then
// the traffic: flights of airlines, named pairs in their order, recorded ones.
func New(sc *scenario.Scenario, seed uint64) (*World, error) {
	w := &World{byName: map[string]int{}, fields: fields(), weather: sc.Weather}
	w.showers(sc.Weather.Rain)
	for i := range sc.Aircraft {
		s := &sc.Aircraft[i]
		a, err := newAircraft(s)
		if err != nil {
			return nil, err
		}
		if err := w.add(a, entryOf(s)); err != nil {
			return nil, err
		}
		if s.Plan != nil {
			w.plans = append(w.plans, planOf(s))
		}
	}
	w.pilots = pilots(sc)
	if err := w.fill(sc, seed); err != nil {
		return nil, err
	}
	slices.SortStableFunc(w.plans, func(a, b air.Plan) int {
		return strings.Compare(a.Callsign.String(), b.Callsign.String())
	})
	w.sky.Aircraft = make([]truth.Aircraft, 0, len(w.fleet))
	return w, nil
}

// add puts one aircraft at the end of the roster.
func (w *World) add(a aircraft, e truth.Entry) error {
	if _, taken := w.byName[e.Name]; taken {
		return fmt.Errorf("aircraft %s: want names used once, got two of that name", e.Name)
	}
	a.own = a.identity
	w.byName[e.Name] = len(w.fleet)
	w.fleet = append(w.fleet, a)
	w.roster = append(w.roster, e)
	return nil
}

func entryOf(s *scenario.Aircraft) truth.Entry {
	return truth.Entry{
		Name: s.Name, Key: num.Key(s.Name), Type: s.Type.Code, Nation: s.Nation, Role: s.Role,
		RCS: s.Type.RCS, RCSNose: s.Type.RCSNose, RCSBeam: s.Type.RCSBeam, Swerling: s.Type.Swerling,
		Phantom: s.Phantom, NIC: s.NIC, NACp: s.NACp, Jammer: s.Jammer,
	}
}

// planOf returns the plan as filed, with the code that was assigned to it if
// that is a discrete one.
func planOf(s *scenario.Aircraft) air.Plan {
	p := air.Plan{
		Callsign: air.NewCallsign(s.Callsign), Depart: s.Depart + s.Plan.Early, Filed: s.Plan.Filed, Release: s.Plan.Release, Route: s.Plan.Route,
		Type: four(s.Type.Code), From: four(s.Plan.From), To: four(s.Plan.To),
	}
	if assignable(s.Transponder.Code) {
		p.Code, p.Has = s.Transponder.Code, air.HasCode
	}
	if s.Transponder.Address != 0 {
		p.Address, p.Has = s.Transponder.Address, p.Has|air.HasAddress
	}
	return p
}

func four(s string) (b [4]byte) {
	copy(b[:], s)
	return b
}

// Roster returns what does not change of all aircraft, in the order of their
// IDs. It must not be written to.
func (w *World) Roster() truth.Roster { return w.roster }

// Plans returns all filed plans, sorted by call sign. It must not be written to.
func (w *World) Plans() []air.Plan { return w.plans }

// Advance moves every aircraft from the last time to t1. An aircraft takes off
// at the first beat that starts at or after its departure, and is not in the
// snapshots after the one in which it reaches the end of its route.
func (w *World) Advance(t1 air.Time) {
	if t1 < w.now {
		panic(fmt.Sprintf("world: advance to %v, but it is already %v", t1, w.now))
	}
	dt := (t1 - w.now).Seconds()
	w.sky.From, w.sky.At, w.sky.Aircraft, w.sky.Clouds = w.now, t1, w.sky.Aircraft[:0], w.sky.Clouds[:0]
	w.prepare()
	for i := range w.fleet {
		a := &w.fleet[i]
		if a.phase != flying {
			continue
		}
		pos0, vel0 := a.pos, a.vel
		a.wind = w.windOn(a)
		if dt > 0 {
			a.fly(t1, dt)
			if a.conduct != nil {
				a.conduct.elapse(dt)
			}
		}
		w.sky.Aircraft = w.sky.Aircraft[:len(w.sky.Aircraft)+1]
		a.show(&w.sky.Aircraft[len(w.sky.Aircraft)-1], truth.AircraftID(i), pos0, vel0)
		if a.lost != truth.NotLost {
			w.mourn(i, t1)
		}
	}
	w.drift(t1, dt)
	w.now = t1
	w.radio()
}

// start lets an aircraft take off that is due to.
func (w *World) start(a *aircraft) {
	if a.phase == waiting && a.depart <= w.now {
		a.motion = a.begin
		a.wind = w.windOn(a)
		a.takeOff()
	}
}

// prepare lets start what is due to, and gives those that fly by another a sight
// of it as it is at the beat's beginning, so that the order of the roster counts
// for nothing.
func (w *World) prepare() {
	for i := range w.fleet {
		a := &w.fleet[i]
		w.start(a)
		if a.phase != flying {
			continue
		}
		if a.conduct != nil {
			w.recite(a)
		}
		if a.fuel.left < a.fuel.ask {
			w.bingo(a)
		}
	}
	for _, i := range w.bound {
		w.chase(&w.fleet[i])
	}
}

// Truth returns the sky over the beat just advanced; it is empty before the
// first. It is valid until the next Advance.
func (w *World) Truth() *truth.Snapshot { return &w.sky }
