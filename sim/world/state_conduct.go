package world

import (
	"encoding/binary"
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

func (d *identity) append(b []byte) []byte {
	b = air.AppendBool(air.AppendBool(b, d.squawk.On), d.adsb)
	b = binary.LittleEndian.AppendUint16(b, uint16(d.squawk.Code))
	b = binary.LittleEndian.AppendUint32(b, uint32(d.squawk.Address))
	return append(b, d.callsign[:]...)
}

func (d *identity) load(r *air.StateReader) {
	d.squawk.On, d.adsb = r.Bool(), r.Bool()
	d.squawk.Code, d.squawk.Address = air.Mode3A(r.U16()), air.Address(r.U32())
	for i := range d.callsign {
		d.callsign[i] = r.U8()
	}
}

func appendVec(b []byte, v geo.Vec) []byte {
	return air.AppendFloat(air.AppendFloat(air.AppendFloat(b, v.X), v.Y), v.Z)
}

func readVec(r *air.StateReader) geo.Vec { return geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()} }

func (c *conduct) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(c.done))
	b = binary.LittleEndian.AppendUint16(air.AppendBool(b, c.stuck), uint16(c.code))
	b = binary.LittleEndian.AppendUint16(b, uint16(c.level))
	b = append(b, c.deaf, byte(c.claim))
	b = appendVec(appendVec(appendVec(b, c.still), c.off), c.drift)
	b = binary.LittleEndian.AppendUint32(air.AppendBool(b, c.jams), c.clouds)
	b = binary.LittleEndian.AppendUint32(append(b, byte(c.maneuver)), uint32(c.other))
	b = air.AppendFloat(b, c.value)
	b = air.AppendFloat(air.AppendFloat(appendVec(b, c.aim.nose), c.aim.speed), c.aim.height)
	b = air.AppendBool(b, c.detour != nil)
	if c.detour != nil {
		b = c.detour.append(b)
	}
	return b
}

// loadConduct reads how an aircraft behaves, and lays its detour again.
func (a *aircraft) loadConduct(r *air.StateReader) {
	if c := a.conduct; c != nil && c.detour != nil {
		a.route, c.detour = c.detour.own, nil
	}
	if !r.Bool() {
		a.conduct = nil
		return
	}
	c := &conduct{}
	if a.conduct != nil {
		c.script = a.conduct.script
	}
	a.conduct = c
	c.done = int(r.U32())
	c.stuck, c.code, c.level = r.Bool(), air.Mode3A(r.U16()), air.FL(r.U16())
	c.deaf, c.claim = r.U8(), claim(r.U8())
	c.still, c.off, c.drift = readVec(r), readVec(r), readVec(r)
	c.jams, c.clouds = r.Bool(), r.U32()
	c.maneuver, c.other, c.value = maneuver(r.U8()), int32(r.U32()), r.Float()
	c.aim = aim{readVec(r), r.Float(), r.Float()}
	if r.Bool() {
		a.loadDetour(r)
	}
	if r.Err() == nil && !c.sound() {
		r.Fail(fmt.Errorf("checkpoint: %s: want a behaviour that can be gone on with, got numbers of none", a.name))
	}
}

// sound reports whether a behaviour read can be gone on with; NaN is not.
func (c *conduct) sound() bool {
	finite := func(v float64) bool { return math.Abs(v) < 1e9 }
	return c.done <= len(c.script) && c.deaf <= 100 && c.claim <= stands && c.maneuver <= drift && finite(c.value) &&
		finite(c.still.Norm()) && finite(c.off.Norm()) && finite(c.drift.Norm()) &&
		(c.maneuver == free || c.maneuver == drift || math.Abs(c.aim.nose.Norm()-1) < 1e-6) &&
		math.Abs(c.aim.speed) < 1e5 && math.Abs(c.aim.height) < 1e6
}

func (d *detour) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(d.node))
	b = binary.LittleEndian.AppendUint32(b, uint32(d.repeat))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(d.legs)))
	for i := range d.legs {
		l := &d.legs[i]
		b = air.AppendFloat(air.AppendFloat(air.AppendString(b, l.Fix), l.Pos.Lat), l.Pos.Lon)
		b = air.AppendFloat(air.AppendBool(air.AppendFloat(b, l.Height), l.AGL), l.Speed)
	}
	return b
}

func (a *aircraft) loadDetour(r *air.StateReader) {
	const size = 4 + 4*8 + 1 // bytes of a leg without a fix
	d := &detour{own: a.route, node: int32(r.U32()), repeat: int(int32(r.U32()))}
	d.legs = make([]scenario.Leg, r.Len(size))
	for i := range d.legs {
		l := &d.legs[i]
		l.Fix, l.Pos = r.String(), geo.LatLon{Lat: r.Float(), Lon: r.Float()}
		l.Height, l.AGL, l.Speed = r.Float(), r.Bool(), r.Float()
		if !(math.Abs(l.Pos.Lat) < 2 && math.Abs(l.Pos.Lon) < 4 && math.Abs(l.Height) < 1e6 && l.Speed >= 0 && l.Speed < 1e5) {
			r.Fail(fmt.Errorf("checkpoint: %s: want a leg that can be flown, got numbers of none", a.name))
		}
	}
	if r.Err() != nil {
		return
	}
	way, err := newRoute(d.legs, d.repeat, &a.perf)
	if err == nil && (a.route == nil || uint(d.node) >= uint(len(a.route.nodes))) {
		err = fmt.Errorf("want a route of its own, with a node %d", d.node)
	}
	if err != nil {
		r.Fail(fmt.Errorf("checkpoint: %s: %w", a.name, err))
		return
	}
	a.conduct.detour, a.route = d, way
}

// rebind finds again who flies by another.
func (w *World) rebind(r *air.StateReader) {
	w.bound = w.bound[:0]
	for i := range w.fleet {
		a := &w.fleet[i]
		if !a.chasing() {
			continue
		}
		if a.conduct.other < 0 || int(a.conduct.other) >= len(w.fleet) {
			r.Fail(fmt.Errorf("checkpoint: %s: want another aircraft below %d, got %d", a.name, len(w.fleet), a.conduct.other))
		}
		w.bound = append(w.bound, int32(i))
	}
}
