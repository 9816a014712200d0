package radar

import (
	"cmp"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The stand on which radars are tried: a place, a sky of straight flights, and
// a clock.

const testSeed = 19

// sea is the ground of an earth without land.
func sea(geo.LatLon) float64 { return 0 }

// radarAt places a radar of an atlas type.
func radarAt(t testing.TB, name, kind string, pos geo.Geodetic) scenario.Radar {
	t.Helper()
	rt, ok := atlas.FindRadarType(kind)
	if !ok {
		t.Fatalf("the atlas has no radar type %q", kind)
	}
	return scenario.Radar{Name: name, Nation: air.USA, Type: rt, Pos: pos, Release: air.Only(air.USA), FalsePerScan: 5}
}

// site places a radar of an atlas site, its antenna at the type's height above
// the ground that the atlas names.
func site(t testing.TB, id string) scenario.Radar {
	t.Helper()
	s, ok := atlas.FindRadarSite(id)
	if !ok {
		t.Fatalf("the atlas has no radar site %q", id)
	}
	rt, ok := atlas.FindRadarType(s.Type)
	if !ok {
		t.Fatalf("the atlas has no radar type %q of site %s", s.Type, id)
	}
	return scenario.Radar{
		Name: id, Nation: s.Nation, StandIn: s.StandIn(), Type: rt, FalsePerScan: 5,
		Pos: s.Pos.At(max(s.Ground+rt.Height, rt.Platform)), Release: air.Only(s.Nation),
	}
}

// flight is one aircraft in straight flight: by the day's light it starts at a
// place, on a heading, at a height and a speed.
type flight struct {
	name   string
	from   geo.LatLon
	track  float64 // rad
	h      float64 // m
	speed  float64 // m/s
	rcs    float64 // m2
	dark   bool    // transponder off
	modeS  bool
	shown  float64 // m/s, outward from conformAt, that the snapshot shows beside the path: something for Doppler to see
	jams   bool
	jammer truth.Jammer

	code    air.Mode3A // 0: 4521
	deaf    uint8
	adsb    bool
	nacp    uint8
	claim   [3]float32
	phantom bool
	up      air.Time // not there before
	down    air.Time // not there from then on; 0: always
}

// where returns the place along the geodesic after a time.
func (f *flight) where(t air.Time) geo.Vec {
	p, _ := geo.Direct(f.from, f.track, f.speed*t.Seconds())
	return p.At(f.h).ECEF()
}

func (f *flight) velocity(t air.Time) geo.Vec {
	const dt = air.Second / 100
	return f.where(t + dt).Sub(f.where(t - dt)).Scale(50)
}

// outward is the velocity that is shown beside the path.
func (f *flight) outward() geo.Vec {
	if f.shown == 0 {
		return geo.Vec{}
	}
	d := f.from.At(f.h).ECEF().Sub(conformAt.At(0).ECEF())
	return d.Scale(f.shown / d.Norm())
}

// sky is some flights and the snapshot of a beat of theirs.
type sky struct {
	flights []flight
	snap    truth.Snapshot
	clouds  []truth.Cloud
}

func (k *sky) roster() truth.Roster {
	var r truth.Roster
	for _, f := range k.flights {
		r = append(r, truth.Entry{Name: f.name, Key: num.Key(f.name), RCS: f.rcs, RCSNose: f.rcs, RCSBeam: f.rcs, Swerling: 1, Phantom: f.phantom, NIC: 8, NACp: f.nacp, Jammer: f.jammer})
	}
	return r
}

func (k *sky) beat(t0, t1 air.Time) *truth.Snapshot {
	k.snap.From, k.snap.At, k.snap.Aircraft, k.snap.Clouds = t0, t1, k.snap.Aircraft[:0], k.snap.Clouds[:0]
	for _, c := range k.clouds {
		c.Pos = c.Pos.Add(c.Vel.Scale(t1.Seconds()))
		k.snap.Clouds = append(k.snap.Clouds, c)
	}
	for i := range k.flights {
		f := &k.flights[i]
		if t0 < f.up || f.down > 0 && t0 >= f.down {
			continue
		}
		k.snap.Aircraft = append(k.snap.Aircraft, truth.Aircraft{
			ID:   truth.AircraftID(i),
			Pos0: f.where(t0), Vel0: f.velocity(t0).Add(f.outward()), Pos: f.where(t1), Vel: f.velocity(t1).Add(f.outward()), Jams: f.jams,
			Level: air.FLFeet(f.h / geo.Foot), On: !f.dark, ModeC: true, ModeS: f.modeS, Code: cmp.Or(f.code, 0o4521), Address: 0x0D1234,
			Heading: float32(geo.Wrap(f.track)), Deaf: f.deaf, ADSB: f.adsb, Claim: f.claim, Callsign: air.NewCallsign(f.name),
		})
	}
	return &k.snap
}

// tape is all that a sensor gave over some beats of 1 s.
type tape struct {
	plots    []air.Plot
	looks    []truth.Look
	services []air.Service
	reports  []air.Report
	places   []air.Platform
}

func (p *tape) add(s *Sensor) {
	p.plots = append(p.plots, s.Batch.Plots...)
	p.services = append(p.services, s.Batch.Services...)
	p.looks = append(p.looks, s.Looks...)
	p.reports = append(p.reports, s.Batch.Reports...)
	p.places = append(p.places, s.Batch.Platforms...)
}

// run lets one sensor look at a sky from one time to another.
func run(s *Sensor, k *sky, from, to air.Time) (p tape) {
	for t := from; t < to; t += air.Second {
		s.Look(k.beat(t, t+air.Second))
		p.add(s)
	}
	return p
}

// one makes a single sensor.
func one(t testing.TB, r scenario.Radar, k *sky, g ground) *Sensor {
	t.Helper()
	sensors, err := build([]scenario.Radar{r}, testSeed, k.roster(), g)
	if err != nil {
		t.Fatal(err)
	}
	return &sensors[0]
}
