package world

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// squawk is how a transponder is set.
type squawk = scenario.Transponder

// Apply does what an order asks of an aircraft, at the beat that starts at at.
// ok reports whether the order was one for the world; err says why it could not
// be followed, and then nothing has changed.
func (w *World) Apply(at air.Time, b air.Body) (ok bool, err error) {
	switch b := b.(type) {
	case air.Transponder:
		err = w.transponder(&b)
	case air.Launch:
		err = w.launch(at, &b)
	case air.Fly:
		err = w.steer(&b)
	case air.Behave:
		err = w.behave(&b)
	case air.Guide:
		err = w.guide(&b)
	default:
		return false, nil
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", b.Kind(), err)
	}
	return true, err
}

func (w *World) find(name string) (*aircraft, error) {
	i, ok := w.byName[name]
	if !ok {
		return nil, fmt.Errorf("want the name of an aircraft of the exercise, got %q", name)
	}
	return &w.fleet[i], nil
}

func (w *World) transponder(b *air.Transponder) error {
	a, err := w.find(b.Aircraft)
	if err != nil {
		return err
	}
	if b.HasCode && b.Code > 0o7777 {
		return fmt.Errorf("%s: want a code from 0000 to 7777, got %v", a.name, b.Code)
	}
	a.squawk.On, a.adsb = b.On, b.On && a.own.adsb
	if b.HasCode {
		a.squawk.Code = b.Code
	}
	return nil
}

func (w *World) launch(at air.Time, b *air.Launch) error {
	a, err := w.find(b.Aircraft)
	if err != nil {
		return err
	}
	if a.phase == gone {
		w.turnAround(a)
	}
	if a.phase != waiting || a.depart != air.Never {
		return fmt.Errorf("%s: want an aircraft on standby, got one that %v", a.name, a.state())
	}
	a.depart = at
	return nil
}

// steer follows a Fly. Heights above the ceiling and speeds that the type does
// not fly are flown at the limit.
func (w *World) steer(b *air.Fly) error {
	a, err := w.find(b.Aircraft)
	if err != nil {
		return err
	}
	if a.phase != flying || a.route == nil {
		return fmt.Errorf("%s: want an aircraft that flies a route, got one that %v", a.name, a.state())
	}
	if err := checkFly(b); err != nil {
		return fmt.Errorf("%s: %w", a.name, err)
	}
	if b.Resume {
		a.resume()
	}
	if b.HeadingDeg != nil {
		a.leave()
		a.told.onHeading, a.told.heading = true, *b.HeadingDeg*geo.Degree
	}
	if b.AltFt != nil {
		a.told.toHeight, a.told.agl, a.told.height = true, false, *b.AltFt*geo.Foot
	}
	if b.SpeedKt != nil {
		a.told.atSpeed, a.told.speed = true, *b.SpeedKt*geo.Knot
	}
	return nil
}

// checkFly refuses what no aircraft can fly; written so that NaN fails too.
func checkFly(b *air.Fly) error {
	if h := b.HeadingDeg; h != nil && !(*h >= 0 && *h < 360) {
		return fmt.Errorf("want heading_deg from 0 to below 360, got %g", *h)
	}
	if h := b.AltFt; h != nil && !(*h >= -1500 && *h <= 200_000) {
		return fmt.Errorf("want alt_ft from -1500 to 200000, got %g", *h)
	}
	if v := b.SpeedKt; v != nil && !(*v >= 0 && *v <= 3000) {
		return fmt.Errorf("want speed_kt from 0 to 3000, got %g", *v)
	}
	if b.HeadingDeg == nil && b.AltFt == nil && b.SpeedKt == nil && !b.Resume {
		return fmt.Errorf("want heading_deg, alt_ft, speed_kt or resume, got none")
	}
	return nil
}

// rejoin aims from here at the end of the leg that was left.
func (a *aircraft) rejoin() {
	for r := a.route; ; a.node = r.nodes[a.node].next {
		next := r.nodes[a.node].next
		if next < 0 || r.nodes[a.node].tail == 0 {
			break
		}
	}
	to := a.route.nodes[a.node].pos
	if plane := axpy(a.pos, -a.height, a.up).Cross(to); plane.Norm() > math.SmallestNonzeroFloat64 {
		a.left = unit(plane)
	}
}

// state says in words where an aircraft stands.
func (a *aircraft) state() string {
	switch {
	case a.lost != truth.NotLost:
		return a.lost.String()
	case a.phase == gone:
		return "has ended its flight"
	case a.phase == flying && a.route == nil:
		return "flies as recorded"
	case a.phase == flying:
		return "is in flight"
	case a.depart == air.Never:
		return "is on standby"
	}
	return fmt.Sprintf("departs at %v", a.depart)
}
