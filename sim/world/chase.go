package world

import (
	"fmt"
	"math"
	"slices"

	"perimeter/air/geo"
)

// chases are ways of flying by another aircraft, and of not flying at all.
var chases = []deed{
	{as: "formate", flies: true, do: begin(formate)},
	{as: "abeam", flies: true, do: begin(abeam)},
	{as: "pursue", flies: true, do: begin(pursue)},
	{as: "lead", flies: true, do: begin(lead)},
	{as: "stern", flies: true, do: begin(stern)},
	{as: "drift", flies: true, do: func(_ *World, a, _ *aircraft, _ float64) error { return a.float() }},
}

// maneuver is what an aircraft flies in place of a route.
type maneuver uint8

const (
	free maneuver = iota
	formate
	abeam
	pursue
	lead
	stern
	drift
)

// aim is what a chase asks for in a beat.
type aim struct {
	nose   geo.Vec // unit, horizontal: the heading
	speed  float64 // m/s, true airspeed
	height float64 // m
}

func (a *aircraft) chasing() bool {
	return a.conduct != nil && a.conduct.maneuver != free && a.conduct.maneuver != drift
}

// drifts reports whether it floats with the wind.
func (a *aircraft) drifts() bool { return a.conduct != nil && a.conduct.maneuver == drift }

// begin returns the deed that begins a maneuver by another aircraft; values are
// nautical miles.
func begin(m maneuver) func(*World, *aircraft, *aircraft, float64) error {
	return func(w *World, a, other *aircraft, nm float64) error {
		c := a.conduct
		c.maneuver, c.other, c.value = m, int32(w.byName[other.name]), nm*geo.NM
		c.aim = aim{a.fore, a.speed, a.height}
		a.told = told{}
		w.bind(a)
		return nil
	}
}

// bind puts an aircraft among those that look at another each beat.
func (w *World) bind(a *aircraft) {
	i := int32(w.byName[a.name])
	if at, there := slices.BinarySearch(w.bound, i); !there {
		w.bound = slices.Insert(w.bound, at, i)
	}
}

// float lets the wind have an aircraft.
func (a *aircraft) float() error {
	if a.perf.min > 0 {
		return fmt.Errorf("want a type that has no least speed, got one of %.0f kt", a.perf.min/geo.Knot)
	}
	height := a.keptHeight()
	a.told = told{toHeight: true, height: height}
	a.conduct.maneuver = drift
	return nil
}

// chase reckons what an aircraft that flies by another aims at in this beat. When
// the other is no more, it goes back to its plan.
func (w *World) chase(a *aircraft) {
	if a.phase != flying || !a.chasing() {
		return
	}
	o := &w.fleet[a.conduct.other]
	if o.phase != flying {
		a.resume()
		return
	}
	a.wind = w.windOn(a)
	a.conduct.aim = a.after(o)
}

const (
	trail     = 0.5 * geo.NM // m, at which a pursuit ends (assumed)
	beside    = 2.2          // radii of a turn at which a stern conversion passes the target (assumed)
	overtake  = 1.3          // of the target's speed, that a pursuer flies if its cruise is less (assumed)
	nearSlot  = 4.0          // radii of a turn from its place at which a formation is joined
	nearLeast = 2 * geo.NM   // m, the same for tight turners
	lagAlong  = 8.0          // s, in which an offset along the track is closed
	lagAcross = 12.0         // s, and across it
)

// target is another aircraft in the frame of the air around the pursuer, laid
// flat at the pursuer.
type target struct {
	to     geo.Vec // m, from the pursuer
	drift  geo.Vec // m/s, through the air
	along  geo.Vec // unit: its course through the air
	right  geo.Vec // unit
	speed  float64 // m/s
	height float64 // m
}

func (a *aircraft) sight(o *aircraft) target {
	flat := func(v geo.Vec) geo.Vec { return axpy(v, -v.Dot(a.up), a.up) }
	t := target{to: flat(o.pos.Sub(a.pos)), drift: flat(o.vel.Sub(a.wind)), along: a.fore, height: o.height}
	if t.speed = t.drift.Norm(); t.speed > 1 {
		t.along = t.drift.Scale(1 / t.speed)
	}
	t.right = t.along.Cross(a.up)
	return t
}

// after returns where a chase goes in this beat.
func (a *aircraft) after(o *aircraft) aim {
	c := a.conduct
	t := a.sight(o)
	switch c.maneuver {
	case abeam:
		return a.keep(&t, axpy(t.to, c.value, t.right))
	case pursue:
		if t.to.Norm() > 2*trail || a.fore.Dot(t.along) < 0 {
			return a.pointAt(&t)
		}
		return a.keep(&t, axpy(t.to, -trail, t.along))
	case lead:
		if t.to.Norm() > c.value+a.perf.radius(a.speed) || a.fore.Dot(t.along) < 0 {
			return a.collide(&t, t.to)
		}
		c.maneuver = formate
	case stern:
		return a.convert(&t)
	}
	return a.keep(&t, axpy(t.to, -c.value, t.along))
}

// dash returns the speed in m/s of an intercept.
func (a *aircraft) dash(t *target) float64 {
	return a.perf.limit(max(a.perf.cruise, overtake*t.speed))
}

// pointAt is pure pursuit: the nose on the target, slowing in time not to
// overrun it.
func (a *aircraft) pointAt(t *target) aim {
	far := t.to.Norm()
	closing := approach(far-trail, a.perf.along/2, lagAlong)
	return aim{unit(t.to), min(a.dash(t), t.speed+max(0, closing)), t.height}
}

// collide is lead pursuit: the course on which the aircraft meets a point, so
// far from it now, that moves as the target does. With speed v and the point at
// r with velocity u, the time is the positive root of |r + u t| = v t. What
// cannot be caught is pointed at.
func (a *aircraft) collide(t *target, r geo.Vec) aim {
	v := a.dash(t)
	ru, rr, gain := r.Dot(t.drift), r.Dot(r), float64(v*v)-float64(t.speed*t.speed)
	var after float64 // s
	if gain > 1 {
		after = (ru + math.Sqrt(float64(ru*ru)+float64(gain*rr))) / gain
	}
	way := axpy(r, min(after, longestLead), t.drift)
	if rr < 1 || way.Norm() < 1 {
		return aim{t.along, v, t.height}
	}
	return aim{unit(way), v, t.height}
}

const longestLead = 3 * 3600.0 // s, ahead of which no meeting is reckoned

// keep holds a place beside the target, so far from the aircraft now: near it
// the offsets along and across are closed, from afar it is met.
func (a *aircraft) keep(t *target, slot geo.Vec) aim {
	if slot.Norm() > max(nearSlot*a.perf.radius(a.speed), nearLeast) || a.fore.Dot(t.along) < 0 {
		return a.collide(t, slot)
	}
	v := a.perf.limit(t.speed + approach(slot.Dot(t.along), a.perf.along/2, lagAlong))
	across := approach(slot.Dot(t.right), a.perf.along/2, lagAcross)
	across = max(-v/2, min(v/2, across))
	course := axpy(t.along.Scale(v), across, t.right)
	return aim{unit(course), a.perf.limit(course.Norm()), t.height}
}

// convert is a stern conversion: while it is ahead of its place behind the
// target it makes for a point beside the target, so wide that the turn brings it
// in behind.
func (a *aircraft) convert(t *target) aim {
	slot := axpy(t.to, -a.conduct.value, t.along)
	ahead := -slot.Dot(t.along) // m, of its place
	radius := a.perf.radius(a.dash(t))
	if ahead < radius || a.fore.Dot(t.along) > 0.5 {
		return a.keep(t, slot)
	}
	side := 1.0
	if slot.Dot(t.right) > 0 { // it is on the left
		side = -1
	}
	return a.collide(t, axpy(slot, side*beside*radius, t.right))
}
