package center

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// BenchmarkStaff is a center's own cost of a second with 170 tracks and 325
// plots, without its lane's tracker.
func BenchmarkStaff(b *testing.B) {
	c := &build(b)[0]
	var tracks []air.Track
	for i := range 170 {
		t := air.Track{Number: uint32(i + 1), Status: air.Confirmed, Has: air.HasCode, Code: air.Mode3A(0o2301 + 3*i)}
		place, _ := geo.Direct(chihuahua, float64(i), 150e3)
		t.Pos = place.At(9000).ECEF()
		for j := range 4 {
			t.By[j] = air.Contribution{Sensor: air.SensorID(j % 2), Kind: air.Combined, Age: uint8(j)}
		}
		tracks = append(tracks, t)
	}
	plots := make([]air.Plot, 325)
	for i := range plots {
		plots[i] = air.Plot{Sensor: cuu, Release: free}
	}
	b.ReportAllocs()
	now := air.Time(0)
	for b.Loop() {
		now += air.Second
		p := &air.Parcel{Arrived: now, Plots: plots}
		if !c.lane.mayAll(p) {
			b.Fatal("the plots may pass")
		}
		c.heard(p)
		c.plots = append(c.plots, p.Plots...)
		c.watch(air.Picture{At: now, Tracks: tracks}, nil)
		c.Staff(now)
		if now%(2*air.Second) == 0 {
			c.View(now)
		}
	}
}

// BenchmarkCenter is the first minute of a center with its tracker: 170 aircraft
// over two radars of 12 s a turn.
func BenchmarkCenter(b *testing.B) {
	s := quiet(170)
	var minute []*air.Parcel
	plots := 0
	for now := air.Second; now <= air.Minute; now += air.Second {
		minute = append(minute, parcel(0, 0, now, s.batch(cuu, now, free), s.batch(mty, now, mex)))
		plots += len(minute[len(minute)-1].Plots)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := &build(b)[0]
		for i, p := range minute {
			now := air.Time(i+1) * air.Second
			live(c, now, p)
			if i%2 == 1 {
				c.View(now)
			}
		}
	}
	b.ReportMetric(float64(plots), "plots/op")
}
