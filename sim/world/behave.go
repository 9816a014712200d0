package world

import (
	"fmt"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// conduct is how an aircraft behaves otherwise than by its route and its
// transponder's switches. Few have one.
type conduct struct {
	script []scenario.Behave // what it does by itself, in the order of time
	done   int               // of script

	// What it says.
	stuck bool // code and level are those of then
	code  air.Mode3A
	level air.FL
	deaf  uint8   // percent
	claim claim   // where its broadcasts put it
	still geo.Vec // m, ECEF: there they stand still
	off   geo.Vec // m, ENU: so far they have drifted
	drift geo.Vec // m/s, ENU

	// What it sends.
	jams   bool
	clouds uint32 // of chaff, dropped so far

	// How it flies.
	maneuver maneuver
	other    int32   // in the fleet
	value    float64 // m
	aim      aim
	detour   *detour // nil: its own route
}

// deed is how the world does a behaviour. value is in the list's unit.
type deed struct {
	as    string
	flies bool // only for what flies a route
	do    func(w *World, a, other *aircraft, value float64) error
}

// deeds has one for each word of air.Behaviours.
var deeds []deed

func init() {
	for _, group := range [][]deed{sayings, sendings, patterns, chases, returns} {
		deeds = append(deeds, group...)
	}
}

func findDeed(as string) *deed {
	for i := range deeds {
		if deeds[i].as == as {
			return &deeds[i]
		}
	}
	return nil
}

// behave begins a behaviour.
func (w *World) behave(b *air.Behave) error {
	a, err := w.find(b.Aircraft)
	if err != nil {
		return err
	}
	if err := b.Check(); err != nil {
		return fmt.Errorf("%s: %w", a.name, err)
	}
	var other *aircraft
	if b.Other != "" {
		if other, err = w.find(b.Other); err != nil {
			return fmt.Errorf("%s: other: %w", a.name, err)
		}
	}
	w.start(a)
	d := findDeed(b.As)
	if a.phase == gone || d.flies && (a.phase != flying || a.route == nil || a.phantom) {
		return fmt.Errorf("%s: %s: want an aircraft that flies a route, got one that %v", a.name, b.As, a.state())
	}
	if a.conduct == nil {
		a.conduct = &conduct{}
	}
	a.wind = w.windOn(a)
	if err := d.do(w, a, other, b.Amount()); err != nil {
		return fmt.Errorf("%s: %s: %w", a.name, b.As, err)
	}
	return nil
}

// recite lets an aircraft in flight begin what its script has for now. What
// cannot be done then, as by one whose leader is gone, is left out.
func (w *World) recite(a *aircraft) {
	for c := a.conduct; c.done < len(c.script) && a.due(&c.script[c.done]) <= w.now; {
		c.done++
		_ = w.behave(&c.script[c.done-1].Body) // the loader has looked at the names
	}
}

// due returns when an aircraft in flight begins what its script has.
func (a *aircraft) due(b *scenario.Behave) air.Time {
	if b.FromStart {
		return a.depart + b.At
	}
	return b.At
}
