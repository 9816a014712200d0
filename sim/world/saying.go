package world

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// sayings are what an aircraft says of itself, and what fails of it.
var sayings = []deed{
	{as: "hijack", do: func(_ *World, a, _ *aircraft, heading float64) error {
		a.squawks(air.Hijack)
		return a.veer(heading)
	}},
	{as: "hijack_silent", do: func(_ *World, a, _ *aircraft, heading float64) error {
		a.goDark()
		return a.veer(heading)
	}},
	{as: "nordo", do: func(_ *World, a, _ *aircraft, _ float64) error { a.squawks(air.NoRadio); return nil }},
	{as: "emergency", do: func(_ *World, a, _ *aircraft, _ float64) error { a.squawks(air.Emergency); return nil }},
	{as: "dark", do: func(_ *World, a, _ *aircraft, _ float64) error { a.goDark(); return nil }},
	{as: "squawk", do: func(_ *World, a, _ *aircraft, digits float64) error {
		code, err := air.CodeOfDigits(digits)
		if err == nil {
			a.squawks(code)
		}
		return err
	}},
	{as: "stuck", do: func(_ *World, a, _ *aircraft, _ float64) error {
		c := a.conduct
		c.stuck, c.code, c.level = true, a.squawk.Code, a.pressureLevel()
		return nil
	}},
	{as: "clone", do: func(_ *World, a, other *aircraft, _ float64) error { a.squawks(other.squawk.Code); return nil }},
	{as: "swap", do: func(_ *World, a, other *aircraft, _ float64) error {
		x, y := &a.identity, &other.identity
		x.squawk.Code, y.squawk.Code = y.squawk.Code, x.squawk.Code
		x.squawk.Address, y.squawk.Address = y.squawk.Address, x.squawk.Address
		x.callsign, y.callsign = y.callsign, x.callsign
		return nil
	}},
	{as: "deaf", do: func(_ *World, a, _ *aircraft, percent float64) error {
		a.conduct.deaf = uint8(math.Round(percent))
		return nil
	}},
	{as: "displace", do: func(_ *World, a, _ *aircraft, speed float64) error {
		right := azimuth(a.up, a.fore) + math.Pi/2
		s, c := math.Sincos(right)
		a.conduct.claim, a.conduct.drift = goesOff, geo.Vec{X: speed * s, Y: speed * c}
		return nil
	}},
	{as: "freeze", do: func(_ *World, a, _ *aircraft, _ float64) error {
		a.conduct.claim, a.conduct.still = stands, a.pos
		return nil
	}},
	{as: "honest", do: func(_ *World, a, _ *aircraft, _ float64) error {
		a.identity = a.own
		c := a.conduct
		c.stuck, c.deaf, c.claim, c.off, c.drift = false, 0, honest, geo.Vec{}, geo.Vec{}
		return nil
	}},
}

// claim is how an aircraft's broadcasts lie about its place.
type claim uint8

const (
	honest  claim = iota // they do not
	goesOff              // they go away from it
	stands               // they stay where they were
)

func (a *aircraft) squawks(code air.Mode3A) { a.squawk.On, a.squawk.Code = true, code }

func (a *aircraft) goDark() { a.squawk.On, a.adsb = false, false }

// veer turns onto a heading in degrees, 0 for none.
func (a *aircraft) veer(heading float64) error {
	if heading == 0 {
		return nil
	}
	if a.phase != flying || a.route == nil || a.phantom {
		return fmt.Errorf("want an aircraft that flies a route to turn, got one that %v", a.state())
	}
	a.leave()
	a.told.onHeading, a.told.heading = true, geo.Wrap(heading*geo.Degree)
	return nil
}

func (a *aircraft) pressureLevel() air.FL { return air.FLFeet(a.height / geo.Foot) }

// elapse lets a lie grow for dt seconds.
func (c *conduct) elapse(dt float64) { c.off = axpy(c.off, dt, c.drift) }

// show puts what an aircraft says, true or not, into its row of a snapshot.
func (c *conduct) show(a *aircraft, t *truth.Aircraft) {
	if c.stuck {
		t.Code, t.Level = c.code, c.level
	}
	t.Deaf, t.Jams = c.deaf, c.jams
	switch c.claim {
	case goesOff:
		t.Claim = [3]float32{float32(c.off.X), float32(c.off.Y), float32(c.off.Z)}
	case stands:
		f := frameAt(a.up)
		d := f.Turn(c.still.Sub(a.pos))
		t.Claim = [3]float32{float32(d.X), float32(d.Y), float32(d.Z)}
	}
}

// frameAt returns the directions east, north and up where up is the normal.
func frameAt(up geo.Vec) geo.Frame {
	east := geo.Vec{X: -up.Y, Y: up.X}
	if east.Norm() < 1e-9 { // at a pole every way is alike
		east = geo.Vec{Y: 1}
	}
	east = unit(east)
	return geo.Frame{East: east, North: up.Cross(east), Up: up}
}
