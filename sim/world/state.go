package world

import (
	"encoding/binary"
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Append adds the state of all aircraft to a checkpoint: what moves or was
// ordered. Routes, types and names come from the scenario again. The snapshot is
// not in it: it is empty until the first Advance after Load.
func (w *World) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(w.now))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(w.fleet)))
	for i := range w.fleet {
		b = binary.LittleEndian.AppendUint64(b, w.roster[i].Key)
		b = w.fleet[i].append(b)
	}
	return w.appendPilots(w.appendLosses(w.appendClouds(b)))
}

const longest = 1000 * air.Hour // no exercise lasts longer

// Load puts the world back to what Append wrote. The world must be of the same
// scenario and seed.
func (w *World) Load(r *air.StateReader) error {
	w.now = r.Time()
	if w.now < 0 || w.now > longest {
		r.Fail(fmt.Errorf("checkpoint: want a time from 00:00:00 to %v, got %v", longest, w.now))
	}
	if n := r.Len(8); r.Err() == nil && n != len(w.fleet) {
		r.Fail(fmt.Errorf("checkpoint: want %d aircraft, got %d", len(w.fleet), n))
	}
	for i := range w.fleet {
		if key := r.U64(); r.Err() == nil && key != w.roster[i].Key {
			r.Fail(fmt.Errorf("checkpoint: want aircraft %s at place %d, got another", w.roster[i].Name, i))
		}
		w.fleet[i].load(r)
	}
	w.loadClouds(r)
	w.loadLosses(r)
	w.loadPilots(r)
	w.sky.From, w.sky.At, w.sky.Aircraft, w.sky.Clouds = w.now, w.now, w.sky.Aircraft[:0], w.sky.Clouds[:0]
	w.rebind(r)
	return r.Err()
}

func (a *aircraft) append(b []byte) []byte {
	b = append(b, byte(a.phase), byte(a.lost))
	b = binary.LittleEndian.AppendUint64(b, uint64(a.depart))
	b = a.identity.append(b)
	b = air.AppendBool(b, a.conduct != nil)
	if a.conduct != nil {
		b = a.conduct.append(b)
	}
	if a.phase != flying {
		return b
	}
	for _, v := range [...]*geo.Vec{&a.pos, &a.up, &a.fore, &a.vel, &a.left} {
		b = air.AppendFloat(air.AppendFloat(air.AppendFloat(b, v.X), v.Y), v.Z)
	}
	b = air.AppendFloat(air.AppendFloat(air.AppendFloat(b, a.height), a.speed), a.climb)
	b = binary.LittleEndian.AppendUint32(b, uint32(a.node))
	b = append(air.AppendBool(b, a.sinking), byte(a.evade))
	b = air.AppendFloat(air.AppendFloat(air.AppendBool(b, a.fuel.broke), a.fuel.left), a.fuel.ask)
	b = air.AppendFloat(air.AppendBool(b, a.told.onHeading), a.told.heading)
	b = air.AppendFloat(air.AppendBool(air.AppendBool(b, a.told.toHeight), a.told.agl), a.told.height)
	b = air.AppendFloat(air.AppendBool(b, a.told.atSpeed), a.told.speed)
	if a.rover != nil {
		b = a.rover.append(b)
	}
	return b
}

func (a *aircraft) load(r *air.StateReader) {
	a.phase, a.lost, a.depart = phase(r.U8()), truth.Cause(r.U8()), r.Time()
	a.identity.load(r)
	a.loadConduct(r)
	if a.phase > gone || a.lost > truth.RanAground {
		r.Fail(fmt.Errorf("checkpoint: %s: want a phase from %d to %d, got %d, lost %d", a.name, waiting, gone, a.phase, a.lost))
	}
	if r.Err() != nil || a.phase != flying {
		return
	}
	for _, v := range [...]*geo.Vec{&a.pos, &a.up, &a.fore, &a.vel, &a.left} {
		v.X, v.Y, v.Z = r.Float(), r.Float(), r.Float()
	}
	a.height, a.speed, a.climb = r.Float(), r.Float(), r.Float()
	a.node = a.loadNode(r)
	a.sinking, a.evade = r.Bool(), int8(r.U8())
	a.fuel.broke, a.fuel.left, a.fuel.ask = r.Bool(), r.Float(), r.Float()
	a.told.onHeading, a.told.heading = r.Bool(), r.Float()
	a.told.toHeight, a.told.agl, a.told.height = r.Bool(), r.Bool(), r.Float()
	a.told.atSpeed, a.told.speed = r.Bool(), r.Float()
	if a.rover != nil {
		a.rover.load(r, a.name)
	}
	if r.Err() == nil && !a.sound() {
		r.Fail(fmt.Errorf("checkpoint: %s: want a place in the air, got numbers that are none", a.name))
	}
}

// sound reports whether the numbers of an aircraft in flight can be flown on
// with; NaN is not.
func (a *aircraft) sound() bool {
	isUnit := func(v geo.Vec) bool { return math.Abs(v.Norm()-1) < 1e-6 }
	return isUnit(a.up) && isUnit(a.fore) && (a.route == nil || isUnit(a.left)) &&
		math.Abs(heightOf(a.pos, a.up)-a.height) < 1 && math.Abs(a.height) < 1e6 &&
		a.pos.Norm() < 1e7 && a.vel.Norm() < 1e5 && a.speed >= 0 && a.speed < 1e5 && math.Abs(a.climb) < 1e5 &&
		a.evade >= -1 && a.evade <= 1 && !math.IsNaN(a.fuel.left) && !math.IsNaN(a.fuel.ask) &&
		math.Abs(a.told.heading) < 10 && math.Abs(a.told.height) < 1e6 && math.Abs(a.told.speed) < 1e5
}

// loadNode reads the node ahead, which must be one of the route; a recorded
// flight has none.
func (a *aircraft) loadNode(r *air.StateReader) int32 {
	n, nodes := r.U32(), 1
	if a.route != nil {
		nodes = len(a.route.nodes)
	}
	if n >= uint32(nodes) {
		r.Fail(fmt.Errorf("checkpoint: %s: want a node below %d, got %d", a.name, nodes, n))
		return 0
	}
	return int32(n)
}
