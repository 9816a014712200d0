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
	perf     performance
	route    *route     // nil: flown as recorded
	record   *recording // nil: flies a route
	rover    *rover     // nil: it is no local flight
	begin    motion     // where and how it starts
	byRule   bool       // background: keeps to the speed limits of civil traffic, and has fuel
	own      identity   // as it says at the start who it is
	phantom  bool       // nobody is there, only broadcasts that say so
	jammer   bool       // carries one
	onGround bool       // starts there
	tank     tank

	// What does.
	phase  phase
	lost   truth.Cause
	depart air.Time // air.Never: waits for the word
	identity
	motion
	wind    geo.Vec // m/s, ECEF, of this beat
	vel     geo.Vec // m/s, ECEF, over the ground, at pos
	node    int32   // of the route, ahead
	sinking bool    // past the top of descent of this leg
	evade   int8    // climbs in a circle before high ground: 1 to the left, -1 to the right
	left    geo.Vec // unit: the plane that is flown; the node's own, except after a Resume
	guided  bool    // by a controller of interceptors
	told    told
	fuel    fuel
	conduct *conduct // nil: it has never behaved otherwise than by its route
}

// identity is what an aircraft says that it is.
type identity struct {
	squawk   squawk
	callsign air.Callsign
	adsb     bool // broadcasts its position
}

// told is what an order asks for in place of the route.
type told struct {
	onHeading, toHeight, atSpeed bool
	agl                          bool    // height is above the ground
	heading                      float64 // rad, of the nose
	height                       float64 // m
	speed                        float64 // m/s, true airspeed
}

// newAircraft returns an aircraft of the scenario at its start.
func newAircraft(sc *scenario.Aircraft) (a aircraft, err error) {
	a = aircraft{
		name:     sc.Name,
		perf:     newPerformance(&sc.Type),
		identity: identity{sc.Transponder, air.NewCallsign(sc.Callsign), sc.ADSB},
		phantom:  sc.Phantom,
		jammer:   sc.Jammer.ERP > 0,
		depart:   sc.Depart,
	}
	if sc.Standby {
		a.depart = air.Never
	}
	a.route, err = newRoute(sc.Route, sc.Repeat, &a.perf)
	if err != nil {
		return a, fmt.Errorf("aircraft %s: %w", sc.Name, err)
	}
	a.begin = a.startOf(sc.Route)
	if a.tank, err = newTank(sc); err != nil {
		return a, fmt.Errorf("aircraft %s: %w", sc.Name, err)
	}
	if len(sc.Behaves) > 0 {
		a.conduct = &conduct{script: sc.Behaves}
	}
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
	a.onGround = at.Height <= field+atField
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
	a.phase, a.motion = flying, a.begin
	if a.route != nil {
		a.node, a.sinking, a.left = 0, false, a.route.nodes[0].left
		a.fore = a.crab(a.fore)
	}
	a.vel = a.velocity().Add(a.wind)
	a.fuel = fuel{left: a.tank.start, ask: firstLook * a.tank.start}
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
	if !a.byRule {
		a.burn(dt)
		a.mind()
	}
}

// steer picks the piece that is flown now, begins the turn onto the next in
// time, and returns the turn of this beat in radians to the left.
func (a *aircraft) steer(dt float64) float64 {
	most := atlas.TurnRate(a.speed, a.perf.pull(a.steep())) * dt
	switch {
	case a.evade != 0:
		return float64(a.evade) * most
	case a.drifts():
		return 0
	case a.chasing():
		return toward(0, a.turnTo(a.conduct.aim.nose), most)
	case a.told.onHeading:
		return toward(0, a.turnTo(a.facing(a.told.heading)), most)
	}
	return toward(0, a.turnTo(a.crab(a.onTrack(dt))), most)
}

// steep reports whether its turns are as steep as the type allows: by another
// aircraft, guided as an interceptor, before high ground, and where the route leaves no room for others.
func (a *aircraft) steep() bool {
	return a.evade != 0 || a.chasing() || a.guided || a.route.nodes[a.node].steep
}

// onTrack returns the direction over the ground that keeps to the route.
func (a *aircraft) onTrack(dt float64) geo.Vec {
	speed := a.speed
	radius := atlas.TurnRadius(speed, a.perf.pull(a.steep()))
	if a.wind != (geo.Vec{}) { // a turn downwind is as much wider as it is faster
		speed = max(a.overGround(), slowest)
		radius *= speed / max(a.speed, slowest)
	}
	a.pass(radius, speed*dt/2)
	return course(&a.motion, a.left, radius, speed*max(captureTime, captureTime*dt))
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
	return n.next < 0 && !a.told.onHeading && !a.chasing() && !a.drifts() && a.toGo(n) <= 0
}

// leg returns the leg that is flown.
func (a *aircraft) leg() *leg { return &a.route.legs[a.route.nodes[a.node].leg] }

// wantSpeed returns the true airspeed in m/s that is aimed at.
func (a *aircraft) wantSpeed() float64 {
	if a.evade != 0 {
		return a.perf.steep()
	}
	return a.planSpeed()
}

// planSpeed returns the true airspeed in m/s that the plan asks for.
func (a *aircraft) planSpeed() float64 {
	switch {
	case a.drifts():
		return 0
	case a.told.atSpeed:
		return a.perf.limit(a.told.speed)
	case a.chasing():
		return a.perf.limit(a.conduct.aim.speed)
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

// wantClimb returns the vertical rate that is aimed at: the plan's, but always
// clear of the ground.
func (a *aircraft) wantClimb(lag float64) float64 {
	want := a.planClimb(lag)
	if !a.byRule && !a.perf.afloat && a.height < highestGround {
		return a.clear(want, lag)
	}
	a.evade = 0
	return want
}

// planClimb returns the vertical rate that the plan asks for. A climb starts at
// once; a descent so late that it ends at the leg's end, except where the height
// is told by an order or follows the ground.
func (a *aircraft) planClimb(lag float64) float64 {
	leg := a.leg()
	switch {
	case a.told.toHeight && a.told.agl:
		return a.reach(a.over(a.told.height), lag)
	case a.told.toHeight:
		return a.reach(a.told.height, lag)
	case a.chasing():
		return a.reach(a.conduct.aim.height, lag)
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
	ground := a.overGround()
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

// show fills in the aircraft's row of a snapshot; pos0 and vel0 are of the
// beat's beginning.
func (a *aircraft) show(t *truth.Aircraft, id truth.AircraftID, pos0, vel0 geo.Vec) {
	*t = truth.Aircraft{
		ID: id, Pos0: pos0, Vel0: vel0, Pos: a.pos, Vel: a.vel,
		Level:   a.pressureLevel(),
		Heading: float32(geo.Wrap(azimuth(a.up, a.fore))),
		On:      a.squawk.On, ModeC: a.squawk.ModeC, ModeS: a.squawk.ModeS,
		Code: a.squawk.Code, Address: a.squawk.Address, Callsign: a.callsign,
		ADSB: a.adsb && (a.squawk.On || a.phantom),
	}
	if a.conduct != nil {
		a.conduct.show(a, t)
	}
}
