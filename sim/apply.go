package sim

import (
	"fmt"

	"perimeter/air"
)

// apply hands each order to the stage whose it is. An order that names nothing
// of this exercise changes nothing; Check tells a seat so before it submits.
func (e *Engine) apply(t0 air.Time, orders []air.Order) {
	for _, o := range orders {
		e.applyOne(t0, o.Body)
	}
}

func (e *Engine) applyOne(t0 air.Time, body air.Body) (taken bool) {
	if ok, _ := e.world.Apply(t0, body); ok {
		return true
	}
	for i := range e.sensors {
		if e.sensors[i].Apply(body) {
			taken = true
		}
	}
	for i := range e.feeds {
		if e.feeds[i].Apply(body) {
			taken = true
		}
	}
	for i := range e.centers {
		if e.centers[i].Apply(t0, body) {
			taken = true
		}
	}
	return taken
}

// Check reports why a body cannot act in this exercise: a name that is not in
// it. It changes nothing.
func (e *Engine) Check(body air.Body) error {
	missing := func(what, name string) error {
		return fmt.Errorf("%s: no %s %q in this exercise", body.Kind(), what, name)
	}
	switch b := body.(type) {
	case air.SensorOut:
		return e.hasSensor(b.Sensor, missing)
	case air.SensorBack:
		return e.hasSensor(b.Sensor, missing)
	case air.FeedCut:
		return e.hasFeed(b.Feed, missing)
	case air.FeedBack:
		return e.hasFeed(b.Feed, missing)
	case air.Transponder:
		return e.hasAircraft(b.Aircraft, missing)
	case air.Launch:
		return e.hasAircraft(b.Aircraft, missing)
	case air.Fly:
		return e.hasAircraft(b.Aircraft, missing)
	case air.Identify:
		return e.hasCenter(b.Center, missing)
	case air.Tell:
		for _, name := range b.To {
			if err := e.hasCenter(name, missing); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Engine) hasSensor(name string, missing func(what, name string) error) error {
	for i := range e.theater.Sensors {
		if e.theater.Sensors[i].Name == name {
			return nil
		}
	}
	return missing("sensor", name)
}

func (e *Engine) hasFeed(name string, missing func(what, name string) error) error {
	for i := range e.theater.Feeds {
		if e.theater.Feeds[i].Name == name {
			return nil
		}
	}
	return missing("feed", name)
}

func (e *Engine) hasCenter(name string, missing func(what, name string) error) error {
	for i := range e.theater.Centers {
		if e.theater.Centers[i].Name == name {
			return nil
		}
	}
	return missing("center", name)
}

func (e *Engine) hasAircraft(name string, missing func(what, name string) error) error {
	for _, entry := range e.world.Roster() {
		if entry.Name == name {
			return nil
		}
	}
	return missing("aircraft", name)
}
