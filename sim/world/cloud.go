package world

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Chaff falls about 0.3 m/s (D. C. Schleher, Electronic Warfare in the
// Information Age, 1999). How fast turbulence spreads a cloud and how long it is
// dense enough to matter are assumed: dipoles fall on for an hour, but a cloud
// kilometres wide has no more echo in a resolution cell than rain.
const (
	chaffFall   = 0.3               // m/s
	chaffSpread = 1.0               // m/s, of the radius and of half the thickness
	chaffLife   = 20 * air.Minute   // from its release
	chaffWidest = 10 * geo.NM       // a release that is wider is cut to it
	farthest    = 2 * geo.SemiMajor // m, of a cloud from the Earth's centre
)

// cloud is rain or chaff, and when it began.
type cloud struct {
	truth.Cloud
	born air.Time
}

// showers puts the scenario's rain into the sky, from the level of the sea up:
// what of it lies within the ground is hidden there.
func (w *World) showers(rain []scenario.Rain) {
	for i := range rain {
		r := &rain[i]
		w.keep(truth.Cloud{
			Key: num.Key(r.Name), Kind: truth.Rain, Pos: r.Pos.At(0).ECEF(),
			Radius: r.Radius, Thickness: r.Top, Rate: r.Rate,
		})
	}
}

// release adds a cloud of chaff to the sky: it drifts with the wind at half its
// height, falls and spreads, and ends after a while or on the ground. A second
// cloud of one key takes the next free key.
func (w *World) release(c truth.Cloud) {
	c.Kind, c.Rate = truth.Chaff, 0
	c.Radius, c.Thickness = max(1, min(chaffWidest, c.Radius)), max(1, min(chaffWidest, c.Thickness))
	w.keep(c)
}

func (w *World) keep(c truth.Cloud) {
	at, taken := w.cloud(c.Key)
	for taken {
		c.Key++
		at, taken = w.cloud(c.Key)
	}
	w.clouds = slices.Insert(w.clouds, at, cloud{c, w.now})
}

// cloud returns the place of a key among the clouds, which are sorted by it.
func (w *World) cloud(key uint64) (int, bool) {
	return slices.BinarySearchFunc(w.clouds, key, func(c cloud, key uint64) int { return cmp.Compare(c.Key, key) })
}

// drift moves the clouds for dt seconds to t1, and fills in the snapshot's.
func (w *World) drift(t1 air.Time, dt float64) {
	kept := w.clouds[:0]
	for i := range w.clouds {
		c := &w.clouds[i]
		g := c.Pos.Geodetic()
		c.Vel = w.wind(c.Pos, g.Height+c.Thickness/2)
		moved := axpy(c.Pos, dt, c.Vel).Geodetic()
		height := g.Height // of its base, which the tangent plane would lift
		if c.Kind == truth.Chaff {
			height = c.sink(height, dt)
		}
		c.Pos = moved.LatLon.At(height).ECEF()
		if c.Kind == truth.Rain || t1-c.born <= chaffLife && height+c.Thickness > atlas.Ground(moved.LatLon) {
			kept = append(kept, *c)
		}
	}
	w.clouds = kept
	for i := range w.clouds {
		w.sky.Clouds = append(w.sky.Clouds, w.clouds[i].Cloud)
	}
}

// sink lets chaff fall and spread, and returns the height of its base.
func (c *cloud) sink(height, dt float64) float64 {
	up := geo.NewFrame(c.Pos.Geodetic()).Up
	c.Vel = axpy(c.Vel, -chaffFall, up)
	c.Radius += chaffSpread * dt
	c.Thickness += 2 * chaffSpread * dt
	return height - float64((chaffFall+chaffSpread)*dt)
}

func (w *World) appendClouds(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(w.clouds)))
	for i := range w.clouds {
		c := &w.clouds[i]
		b = binary.LittleEndian.AppendUint64(b, c.Key)
		b = append(b, byte(c.Kind))
		b = binary.LittleEndian.AppendUint64(b, uint64(c.born))
		for _, x := range [...]float64{c.Pos.X, c.Pos.Y, c.Pos.Z, c.Radius, c.Thickness, c.Rate, c.Dipoles} {
			b = air.AppendFloat(b, x)
		}
	}
	return b
}

const cloudBytes = 8 + 1 + 8 + 7*8

func (w *World) loadClouds(r *air.StateReader) {
	n := r.Len(cloudBytes)
	w.clouds = w.clouds[:0]
	for i := 0; i < n && r.Err() == nil; i++ {
		c := cloud{Cloud: truth.Cloud{Key: r.U64(), Kind: truth.CloudKind(r.U8())}, born: r.Time()}
		for _, x := range [...]*float64{&c.Pos.X, &c.Pos.Y, &c.Pos.Z, &c.Radius, &c.Thickness, &c.Rate, &c.Dipoles} {
			*x = r.Float()
		}
		if r.Err() == nil && !(c.sound() && (i == 0 || w.clouds[i-1].Key < c.Key)) {
			r.Fail(fmt.Errorf("checkpoint: want clouds in the order of their keys with numbers that can be, got another"))
			return
		}
		w.clouds = append(w.clouds, c)
	}
}

// sound reports whether the numbers of a cloud can be; NaN cannot.
func (c *cloud) sound() bool {
	within := func(x, lo, hi float64) bool { return x >= lo && x <= hi }
	return (c.Kind == truth.Rain || c.Kind == truth.Chaff) && within(c.Pos.Norm(), geo.SemiMajor/2, farthest) &&
		within(c.Radius, 0, 1e6) && within(c.Thickness, 0, 1e6) && within(c.Rate, 0, 1e4) && within(c.Dipoles, 0, math.MaxFloat64)
}
