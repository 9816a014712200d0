package world

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// phase is where an aircraft stands in its exercise.
type phase uint8

const (
	waiting phase = iota // on the ground, not in the snapshot
	flying
	gone // landed, or out of the exercise
)

// aircraft is one aircraft: what it is, what it was told, and how it moves.
type aircraft struct {
	// What does not change.
	name     string
	callsign air.Callsign
	perf     performance
	route    *route     // nil: flown as recorded
	record   *recording // nil: flies a route
	rover    *rover     // nil: it is no local flight
	begin    motion     // where and how it starts
	byRule   bool       // keeps to the speed limits of civil traffic
	squawk   squawk     // as set at the start, then as ordered
	adsb     bool       // broadcasts its position

	// What does.
	phase  phase
	depart air.Time // air.Never: waits for the word
	motion
	wind    geo.Vec // m/s, ECEF, of this beat
	vel     geo.Vec // m/s, ECEF, over the ground, at pos
	node    int32   // of the route, ahead
	sinking bool    // past the top of descent of this leg
	left    geo.Vec // unit: the plane that is flown; the node's own, except after a Resume
	told    told
}

// told is what an order asks for in place of the route.
type told struct {
	onHeading, toHeight, atSpeed bool
	heading                      float64 // rad
	height                       float64 // m
	speed                        float64 // m/s
}

// newAircraft returns an aircraft of the scenario at its start.
func newAircraft(sc *scenario.Aircraft) (a aircraft, err error) {
	a = aircraft{
		name:     sc.Name,
		callsign: air.NewCallsign(sc.Callsign),
		perf:     newPerformance(&sc.Type),
		squawk:   sc.Transponder,
		depart:   sc.Depart,
	}
	if sc.Standby {
		a.depart = air.Never
	}
	a.route, err = newRoute(sc.Route, sc.Repeat, a.perf.cruise)
	if err != nil {
		return a, fmt.Errorf("aircraft %s: %w", sc.Name, err)
	}
	a.begin = a.startOf(sc.Route)
	return a, nil
}

// startOf returns how an aircraft enters its route: from the ground at its
// least speed, or in flight at the speed of the first leg, or of the second
// where the first has none.
func (a *aircraft) startOf(legs []scenario.Leg) motion {
	first, field := &legs[0], elevation(&legs[0])
	at := first.Pos.At(first.Height)
	switch {
	case lands(first):
		at.Height = field
	case first.AGL:
		at.Height += atlas.Ground(first.Pos)
	}
	speed := a.route.legs[1].speed
	if first.Speed > 0 {
		speed = first.Speed
	} else if at.Height <= field+atField {
		at.Height, speed = field, 0
	}
	m := newMotion(at, 0, a.perf.limit(speed))
	along := a.route.nodes[0].left.Cross(m.up)
	m.fore = unit(axpy(along, -along.Dot(m.up), m.up))
	return m
}

const atField = 5.0 // m: a start no higher than that above the field is on it

// lands reports whether a leg's point is on the ground: a runway, a strip.
func lands(l *scenario.Leg) bool { return l.AGL && l.Height == 0 }

// elevation returns the height in metres of the field, or of the ground, at a
// leg's point.
func elevation(l *scenario.Leg) float64 {
	if pos, up, ok := atlas.FindFix(l.Fix); l.Fix != "" && ok && geo.Distance(pos, l.Pos) < geo.NM {
		return up
	}
	return atlas.Ground(l.Pos)
}

// takeOff puts an aircraft into the sky.
func (a *aircraft) takeOff() {
	a.phase, a.motion, a.vel = flying, a.begin, a.begin.velocity()
	if a.route != nil {
		a.node, a.sinking, a.left = 0, false, a.route.nodes[0].left
	}
}

// fly moves an aircraft through a beat of dt seconds that ends at t1.
func (a *aircraft) fly(t1 air.Time, dt float64) {
	if a.record != nil {
		a.replay(t1)
		return
	}
	if a.rover != nil {
		a.rove(t1, dt)
		return
	}
	turn := a.steer(dt)
	climb := a.elevate(dt)
	speed := toward(a.speed, a.wantSpeed(), a.perf.along*dt)
	a.step(dt, turn, speed, climb, a.wind)
	a.vel = a.velocity().Add(a.wind)
	if a.arrived() {
		a.phase = gone
	}
}

// steer picks the piece that is flown now, begins the turn onto the next in
// time, and returns the turn of this beat in radians to the left.
func (a *aircraft) steer(dt float64) float64 {
	most := a.perf.rate(a.speed) * dt
	if a.told.onHeading {
		return toward(0, a.turnTo(a.facing(a.told.heading)), most)
	}
	radius := a.perf.radius(a.speed)
	a.pass(radius, a.speed*dt/2)
	ahead := a.speed * max(captureTime, captureTime*dt)
	return toward(0, a.turnTo(course(&a.motion, a.left, radius, ahead)), most)
}

const captureTime = 6.0 // s, or beats: the lag in which a small offset from the track is closed

// pass goes on to the next node while the turn towards it is due within half a
// beat's way.
func (a *aircraft) pass(radius, half float64) {
	for range a.route.nodes {
		n := &a.route.nodes[a.node]
		lead := min(n.maxLead, float64(n.bend*radius))
		if n.next < 0 || a.toGo(n) > lead+half {
			return
		}
		to := &a.route.nodes[n.next]
		a.node, a.left = n.next, to.left
		if to.leg != n.leg {
			a.sinking = false
		}
	}
}

// toGo returns the way in metres along the track to where a node is abeam. It
// is short by a few metres when the node is 100 km away.
func (a *aircraft) toGo(n *node) float64 {
	return n.pos.Sub(a.pos).Dot(a.left.Cross(a.up))
}

// facing returns the horizontal direction of an azimuth.
func (a *aircraft) facing(azimuth float64) geo.Vec {
	east := geo.Vec{X: -a.up.Y, Y: a.up.X}
	if east.Norm() < 1e-9 { // at a pole every way is alike
		return a.fore
	}
	east = unit(east)
	s, c := math.Sincos(azimuth)
	return axpy(east.Scale(s), c, a.up.Cross(east))
}

// arrived reports whether the last point of a route is abeam or behind.
func (a *aircraft) arrived() bool {
	n := &a.route.nodes[a.node]
	return n.next < 0 && !a.told.onHeading && a.toGo(n) <= 0
}

// leg returns the leg that is flown.
func (a *aircraft) leg() *leg { return &a.route.legs[a.route.nodes[a.node].leg] }

// wantSpeed returns the true airspeed in m/s that is aimed at.
func (a *aircraft) wantSpeed() float64 {
	if a.told.atSpeed {
		return a.perf.limit(a.told.speed)
	}
	speed := a.leg().speed
	if a.byRule {
		speed = a.civil(speed)
	}
	return a.perf.limit(speed)
}

// civil returns what a speed comes to under the rules: 250 kt below 10,000 ft
// (14 CFR 91.117), slowing for it in time on the way down, and an approach at
// 1.3 times the least speed on the last 2,000 ft (assumed).
func (a *aircraft) civil(speed float64) float64 {
	const (
		gate     = 10_000 * geo.Foot
		limit    = 250 * geo.Knot
		approach = 2_000 * geo.Foot
	)
	switch above := a.height - gate; {
	case above <= 0:
		speed = min(speed, limit)
	case a.sinking && a.climb < 0:
		speed = min(speed, limit+float64(brakeShare*a.perf.along*above/-a.climb))
	}
	if a.sinking && a.height < a.leg().height+approach {
		speed = min(speed, 1.3*a.perf.min)
	}
	return speed
}

const brakeShare = 0.7 // of the type's slowing down, reckoned with ahead of the gate

// elevate returns the vertical rate in m/s for the end of the beat.
func (a *aircraft) elevate(dt float64) float64 {
	lag := max(2, 2*dt)
	return toward(a.climb, a.wantClimb(lag), a.perf.upright*dt)
}

// wantClimb returns the vertical rate that is aimed at. A climb starts at once;
// a descent so late that it ends at the leg's end, except where the height is
// told by an order or follows the ground.
func (a *aircraft) wantClimb(lag float64) float64 {
	leg := a.leg()
	switch {
	case a.told.toHeight:
		return a.reach(a.told.height, lag)
	case leg.agl:
		return a.reach(a.over(leg.height), lag)
	case leg.height > a.height || a.told.onHeading:
		return a.reach(leg.height, lag)
	}
	need := a.descentTo(leg.height, lag)
	if !a.sinking && need < startDown*a.perf.descent {
		hold := a.height
		if hold < leg.height+levelBand {
			hold = leg.height
		}
		return a.reach(hold, lag)
	}
	a.sinking = true
	return max(-need, a.reach(leg.height, lag))
}

const levelBand = 30.0 // m above a level that count as an overshoot, not as the start of a descent

const startDown = 0.9 // of the type's descent: the slope at which a descent is begun

// descentTo returns the rate in m/s that brings the aircraft down to a height
// by the end of the leg, with time left to level off.
func (a *aircraft) descentTo(height, lag float64) float64 {
	n := &a.route.nodes[a.node]
	ground := level(a.speed, a.climb)
	way := a.toGo(n) + n.tail - float64(ground*(a.perf.descent/a.perf.upright+2*lag))
	if way <= 0 {
		return a.perf.descent
	}
	return min(a.perf.descent, (a.height-height)*ground/way)
}

// reach returns the vertical rate towards a height within what the type can do
// there, slowing in time to level off. What cannot hover flies no steeper than
// 45 degrees.
func (a *aircraft) reach(height, lag float64) float64 {
	gap := min(height, a.perf.ceiling) - a.height
	up, down := a.perf.climb(a.height), a.perf.descent
	if a.perf.min > 0 {
		steepest := a.speed * math.Sqrt2 / 2
		up, down = min(up, steepest), min(down, steepest)
	}
	return max(-down, min(up, approach(gap, a.perf.upright/2, lag)))
}

// looks are how far ahead, in seconds, the ground is looked at.
var looks = [...]float64{0, 4, 8, 12, 18, 25, 35, 48, 64, 84, 110, 150}

// pullUp is the time in seconds that a climb takes to begin, for all types.
const pullUp = 6.0

// over returns the height in metres at which to be now so as to be above the
// ground by a height here, and to be able to climb over what lies ahead. Where
// the ground rises faster than the type climbs even so, it is met lower.
func (a *aircraft) over(clearance float64) float64 {
	climb := startDown * a.perf.climb(a.height)
	want := math.Inf(-1)
	for _, t := range looks {
		at := placeOf(unit(axpy(a.up, a.speed*t/geo.MeanRadius, a.fore)))
		want = max(want, atlas.Ground(at)+clearance-float64(climb*max(0, t-pullUp)))
	}
	return want
}

// show fills in the aircraft's row of a snapshot; pos0 and vel0 are of the
// beat's beginning.
func (a *aircraft) show(t *truth.Aircraft, id truth.AircraftID, pos0, vel0 geo.Vec) {
	*t = truth.Aircraft{
		ID: id, Pos0: pos0, Vel0: vel0, Pos: a.pos, Vel: a.vel,
		Level:   air.FLFeet(a.height / geo.Foot),
		Heading: float32(geo.Wrap(azimuth(a.up, a.fore))),
		On:      a.squawk.On, ModeC: a.squawk.ModeC, ModeS: a.squawk.ModeS,
		Code: a.squawk.Code, Address: a.squawk.Address, Callsign: a.callsign,
		ADSB: a.adsb && a.squawk.On,
	}
}
