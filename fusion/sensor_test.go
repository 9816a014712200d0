package fusion

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion/estimate"
)

func testSensor(lat float64) sensor {
	return newSensor(air.SensorInfo{
		Name: "X", Pos: geo.Deg(lat, -106).At(400), Scan: 12 * air.Second, Range: 400e3, RangeSSR: 460e3,
		SigmaRange: 100, SigmaAz: 0.003, PSR: true, SSR: true, FalsePerScan: 5, ElevMax: 0.7,
	}, &Config{})
}

// The predicted range and azimuth of a place are those that the earth's geometry
// gives, and their derivatives those of small steps, up to the Arctic.
func TestMeet(t *testing.T) {
	for _, lat := range []float64{25, 49, 83} {
		s := testSensor(lat)
		for i := range uint64(200) {
			d := num.At(5, purposeSite, i, uint64(lat), 0)
			slant, az, h := 20e3+350e3*d.Uniform(), geo.Turn*d.Uniform(), 12e3*d.Uniform()
			at := s.place(slant, az, h)
			f := geo.NewFrame(at.Geodetic().LatLon.At(0))
			st := estimate.State{X: [4]float64{5000 * d.Normal(), 5000 * d.Normal()}, Up: [2]float64{h}}
			k := sight{rho: air.RhoOf(slant), theta: air.ThetaOf(az)}
			var m, step estimate.Measurement
			s.meet(&f, &st, &k, &m)
			truth := s.frame.To(ecef(&f, st.X[0], st.X[1], h)).Spherical()
			if got := k.slant() - m.Y[0]; math.Abs(got-truth.Range) > 1e-6 {
				t.Fatalf("range %.6f, want %.6f", got, truth.Range)
			}
			if got := geo.Delta(truth.Azimuth, k.azimuth()-m.Y[1]); math.Abs(got) > 1e-9 {
				t.Fatalf("azimuth off by %g", got)
			}
			for axis := range 3 {
				moved := st
				want := [2]float64{m.U[0], m.U[1]}
				if axis < 2 {
					moved.X[axis] += 10
					want = [2]float64{m.H[0][axis], m.H[1][axis]}
				} else {
					moved.Up[0] += 10
				}
				s.meet(&f, &moved, &k, &step)
				dr, da := (m.Y[0]-step.Y[0])/10, (m.Y[1]-step.Y[1])/10
				if math.Abs(dr-want[0]) > 3e-3 || math.Abs(da-want[1])*slant > 3e-2 {
					t.Fatalf("axis %d: derivatives %g, %g, want %g, %g", axis, want[0], want[1], dr, da)
				}
			}
		}
	}
}

// A frame moved along tells the same place and speed, for all that is kept.
func TestRecentre(t *testing.T) {
	for _, lat := range []float64{30, 80} {
		tr := &track{frame: geo.NewFrame(geo.Deg(lat, -100).At(0))}
		tr.state = estimate.State{X: [4]float64{9000, -5000, 200, 100}, Up: [2]float64{10000, 5}, P: [10]float64{0: 1e4, 4: 4e4, 7: 25, 9: 16}}
		estimate.NewIMM().Begin(&tr.state)
		tr.past.push(&sight{}, &tr.state)
		pos, vel := ecef(&tr.frame, 9000, -5000, 10000), tr.velocity(&tr.state)
		var work, kept estimate.State
		tr.recentre(&work)
		tr.past.kept[0].Restore(&kept)
		for _, s := range []*estimate.State{&tr.state, &kept} {
			if d := ecef(&tr.frame, s.X[0], s.X[1], s.Up[0]).Sub(pos).Norm(); d > 0.5 {
				t.Errorf("latitude %g: place moved by %.3f m", lat, d)
			}
			if d := tr.velocity(s).Sub(vel).Norm(); d > 0.5 {
				t.Errorf("latitude %g: velocity changed by %.3f m/s", lat, d)
			}
			if got := s.P[0] + s.P[4]; math.Abs(got-5e4) > 1 {
				t.Errorf("latitude %g: spread %g, want 50000", lat, got)
			}
		}
	}
}

// The horizon is that of physics: an antenna at 100 m sees the ground to 41.2 km
// and 30,000 ft (9144 m) to 41.2 + 394 km.
func TestSees(t *testing.T) {
	s := testSensor(32)
	s.stand(geo.Deg(32, -106).At(100))
	for _, tt := range []struct {
		km, height float64
		want       uint8
	}{
		{40, 1, seesEcho | seesReply},
		{50, 1, 0},
		{395, 9144, seesEcho | seesReply},
		{430, 9144, seesReply}, // beyond the primary's range
		{440, 9144, 0},
		{10, 9144, 0}, // above the beam
	} {
		to, _ := geo.Direct(geo.Deg(32, -106), 1, tt.km*1000)
		got, az := s.sees(to.At(tt.height).ECEF(), tt.height)
		if got != tt.want || got != 0 && math.Abs(geo.Delta(az, 1)) > 0.01 {
			t.Errorf("at %g km, %g m: sees %d at %.3f rad, want %d at 1", tt.km, tt.height, got, az, tt.want)
		}
	}
}

// Without a height the plot is anywhere between horizon and ceiling; near the
// radar the beam is lower than the ceiling.
func TestGuess(t *testing.T) {
	s := testSensor(32)
	for _, tt := range []struct{ km, low, high float64 }{{150, 7000, 9000}, {390, 9000, 13000}, {5, 1000, 3000}} {
		k := sight{rho: air.RhoOf(tt.km * 1000)}
		if h, sigma := s.guess(&k); h < tt.low || h > tt.high || sigma < 300 || sigma > estimate.MaxSigmaUp+1 {
			t.Errorf("at %g km: %.0f m +- %.0f, want between %g and %g", tt.km, h, sigma, tt.low, tt.high)
		}
	}
	k := sight{rho: air.RhoOf(100e3), has: uint8(air.HasLevel), level: air.FLFeet(24000)}
	if h, sigma := s.guess(&k); math.Abs(h-7315.2) > 1 || sigma > 15 {
		t.Errorf("with Mode C: %.0f m +- %.0f, want 7315 within 15", h, sigma)
	}
}

// The grid finds what a search of all finds.
func TestGridFindsAll(t *testing.T) {
	tracker := mustNew(t, Config{Sensors: []air.SensorInfo{testSensor(32).SensorInfo}})
	for i := range uint64(400) {
		d := num.At(6, purposeSite, i, 0, 0)
		_, tr := tracker.add()
		tr.frame = geo.NewFrame(geo.Deg(88*d.Uniform(), 360*d.Uniform()-180).At(0))
		if i%2 == 0 {
			tr.frame = geo.NewFrame(geo.Deg(32+d.Uniform(), -106+d.Uniform()).At(0))
		}
		tr.state = estimate.State{X: [4]float64{0, 0, 100 * d.Normal(), 100 * d.Normal()}, Up: [2]float64{1e4 * d.Uniform()}, P: [10]float64{0: 1e6, 4: 1e6, 7: 100, 9: 100}}
	}
	tracker.clock = 5 * air.Second
	tracker.refresh()
	for i := range tracker.order {
		p := tracker.grid.spot[i].pos.Add(geo.Vec{X: 3000, Y: -2000, Z: 1000})
		got := map[int32]bool{}
		for _, slot := range tracker.grid.near(nil, p, 1500, 2) {
			if got[slot] {
				t.Fatalf("slot %d found twice", slot)
			}
			got[slot] = true
		}
		for j := range tracker.grid.spot {
			v := &tracker.grid.spot[j]
			if want := v.pos.Sub(p).Norm() <= v.within(1500, 2); want != got[int32(j)] {
				t.Fatalf("about track %d: track %d found %v, want %v", i, j, got[int32(j)], want)
			}
		}
	}
}

// An ID is new once within the hold, and forgotten after two.
func TestIDSet(t *testing.T) {
	var s idSet
	hold := 15 * air.Second
	for i := range uint64(5000) {
		id := num.Mix(i)
		if !s.add(id, air.Time(i)*air.Millisecond, hold) || s.add(id, air.Time(i)*air.Millisecond+hold/2, hold) {
			t.Fatalf("ID %d: want it new once", i)
		}
	}
	if s.add(num.Mix(4999), 5*air.Second+hold, hold) {
		t.Error("an ID within the hold is new again")
	}
	if !s.add(num.Mix(4999), 5*air.Minute, hold) {
		t.Error("an ID is kept for ever")
	}
}
