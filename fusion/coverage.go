package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// coverage knows for each part of space which sensors may see something there,
// so that a track need not ask all of a continent's. Parts are cubes of ECEF
// space, filled in when first asked for.
type coverage struct {
	parts map[[3]int16]span // by cube
	lists []air.SensorID    // one after the other, each in order of IDs
}

// span is a part of a list: from, and up to but not with, to.
type span struct{ from, to int32 }

const coverageCube = 128_000.0 // m, side

// about returns the sensors that may see a place, and all that move, in order.
func (c *coverage) about(sensors []sensor, p geo.Vec) []air.SensorID {
	cell := func(x float64) int16 { return int16(math.Floor(x / coverageCube)) }
	key := [3]int16{cell(p.X), cell(p.Y), cell(p.Z)}
	part, ok := c.parts[key]
	if !ok {
		if c.parts == nil {
			c.parts = map[[3]int16]span{}
		}
		part.from = int32(len(c.lists))
		c.lists = within(c.lists, sensors, key)
		part.to = int32(len(c.lists))
		c.parts[key] = part
	}
	return c.lists[part.from:part.to]
}

// within appends to list the sensors whose range touches a cube.
func within(list []air.SensorID, sensors []sensor, key [3]int16) []air.SensorID {
	middle := func(i int16) float64 { return (float64(i) + 0.5) * coverageCube }
	at := geo.Vec{X: middle(key[0]), Y: middle(key[1]), Z: middle(key[2])}
	half := coverageCube / 2 * math.Sqrt(3)
	for i := range sensors {
		s := &sensors[i]
		reach := max(s.Range, s.RangeSSR) + half + 1
		if d := s.home.Sub(at); s.known && (s.Moving || d.Dot(d) <= reach*reach) {
			list = append(list, air.SensorID(i))
		}
	}
	return list
}
