package radar

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// orbit is a target that circles an antenna: its azimuth is known at all times.
type orbit struct {
	az0, rate float64 // rad, rad/s
	radius    float64 // m
	frame     geo.Frame
}

func (o *orbit) azimuth(t air.Time) float64 { return o.az0 + o.rate*t.Seconds() }

func (o *orbit) place(t air.Time) (pos, vel geo.Vec) {
	s, c := math.Sincos(o.azimuth(t))
	return o.frame.From(geo.Vec{X: o.radius * s, Y: o.radius * c, Z: 3000}),
		o.frame.Unturn(geo.Vec{X: o.radius * o.rate * c, Y: -o.radius * o.rate * s})
}

func (o *orbit) beat(t0, t1 air.Time) *truth.Snapshot {
	a := truth.Aircraft{}
	a.Pos0, a.Vel0 = o.place(t0)
	a.Pos, a.Vel = o.place(t1)
	return &truth.Snapshot{From: t0, At: t1, Aircraft: []truth.Aircraft{a}}
}

// crossings collects those of some beats, with and without the cheap test.
func (o *orbit) crossings(b *beam, beat, end air.Time) (all, swept []air.Time) {
	n := &antenna{frame: o.frame}
	for t0 := air.Time(0); t0 < end; t0 += beat {
		snap := o.beat(t0, t0+beat)
		a := &snap.Aircraft[0]
		swath := b.swath(snap.From, snap.At)
		held := swath.holds(&o.frame, a.Pos.Sub(o.frame.Origin))
		chase := b.chase(snap, a, n)
		for {
			at, ok := chase.next(b, snap, a, n)
			if !ok {
				break
			}
			all = append(all, at)
			if held {
				swept = append(swept, at)
			}
		}
	}
	return all, swept
}

// However the target moves, with the beam or against it, and wherever the beats
// are cut: the beam meets it once a relative turn, where it really is.
func TestEachCrossingIsMetOnce(t *testing.T) {
	frame := geo.NewFrame(geo.Deg(31.5, -106.5).At(1500))
	rapid.Check(t, func(t *rapid.T) {
		b := beam{
			scan:  air.Time(rapid.Int64Range(int64(air.Second), 15*int64(air.Second)).Draw(t, "scan")),
			phase: rapid.Uint32().Draw(t, "phase"),
		}
		beam := geo.Turn / b.scan.Seconds()
		o := orbit{
			az0:    rapid.Float64Range(-7, 7).Draw(t, "azimuth"),
			rate:   rapid.Float64Range(-0.8, 0.8).Draw(t, "share") * min(beam, 0.5),
			radius: rapid.Float64Range(1000, 300_000).Draw(t, "radius"),
			frame:  frame,
		}
		o.rate = max(-vmax/o.radius, min(vmax/o.radius, o.rate))
		beat := rapid.SampledFrom([]air.Time{100 * air.Millisecond, 250 * air.Millisecond, air.Second}).Draw(t, "beat")
		end := 60 * air.Second

		got, swept := o.crossings(&b, beat, end)
		lead := func(at air.Time) float64 { // turns of the beam before the target
			return float64(b.angle(at))/turn - o.azimuth(at)/geo.Turn
		}
		want := int(math.Ceil(lead(end)) - math.Ceil(lead(0)))
		if edge := min(math.Abs(lead(end)-math.Round(lead(end))), math.Abs(lead(0)-math.Round(lead(0)))); edge < 1e-7 {
			t.Skip("a crossing on the very edge of the test")
		}
		if len(got) != want {
			t.Fatalf("met %d times, want %d: %v", len(got), want, got)
		}
		if len(swept) != len(got) {
			t.Fatalf("the cheap test lost %d of %d crossings", len(got)-len(swept), len(got))
		}
		for i, at := range got {
			snap := o.beat(at/beat*beat, at/beat*beat+beat)
			az := steps(frame.To(snap.Where(&snap.Aircraft[0], at)))
			if miss := int32(uint32(b.angle(at)) - az); math.Abs(float64(miss)) > 200 { // 3e-7 rad
				t.Fatalf("crossing %d at %d ns: the beam misses by %d steps", i, at, miss)
			}
			if i > 0 && half(b.angle(at)) == half(b.angle(got[i-1])) {
				t.Fatalf("crossings %d and %d share the sequence number %d", i-1, i, half(b.angle(at)))
			}
		}
	})
}

// A parked target on the very azimuth at which the beat ends belongs to one
// beat alone, whichever side the last bit falls to.
func TestCrossingOnTheBeatsEdge(t *testing.T) {
	frame := geo.NewFrame(geo.Deg(20, -100).At(0))
	for edge := -5; edge <= 5; edge++ {
		o := orbit{az0: geo.Turn / 8, radius: 50_000, frame: frame}
		pos, _ := o.place(0)
		b := beam{scan: 8 * air.Second}
		b.phase = steps(frame.To(pos)) - turn/8 + uint32(int32(edge))
		got, _ := o.crossings(&b, air.Second, 80*air.Second)
		if len(got) != 10 {
			t.Errorf("edge %+d steps: met %d times in 10 scans: %v", edge, len(got), got)
		}
		for i, at := range got {
			if at.Seconds() < float64(8*i)+0.99 || at.Seconds() > float64(8*i)+1.01 {
				t.Errorf("edge %+d steps: crossing %d at %v, want about %d s", edge, i, at, 8*i+1)
			}
		}
	}
}

func TestBeamAngleAndItsInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := beam{
			scan:  air.Time(rapid.Int64Range(int64(air.Second)/10, 60*int64(air.Second)).Draw(t, "scan")),
			phase: rapid.Uint32().Draw(t, "phase"),
		}
		angle := int64(b.phase) + rapid.Int64Range(0, 1000*turn).Draw(t, "angle")
		at := b.when(angle)
		if b.angle(at) < angle || b.angle(at-1) >= angle {
			t.Fatalf("when(%d) = %d: angle there %d, before %d", angle, at, b.angle(at), b.angle(at-1))
		}
		if b.angle(at+b.scan) != b.angle(at)+turn {
			t.Fatalf("a scan later the beam has turned by %d, want %d", b.angle(at+b.scan)-b.angle(at), int64(turn))
		}
		if b.when(int64(b.phase)-1) != -1 {
			t.Fatal("an angle before the exercise has a time in it")
		}
	})
}

func TestElectronicBeamLooksOnceAScan(t *testing.T) {
	b := beam{scan: 5 * air.Second, phase: 1 << 31, electronic: true} // first at 2.5 s
	var got []air.Time
	for t0 := air.Time(0); t0 < 20*air.Second; t0 += air.Second / 2 {
		for at := b.sweepFrom(t0); at < t0+air.Second/2; at += b.scan {
			got = append(got, at)
		}
	}
	want := []air.Time{2500 * air.Millisecond, 7500 * air.Millisecond, 12500 * air.Millisecond, 17500 * air.Millisecond}
	if len(got) != len(want) {
		t.Fatalf("looks at %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("look %d at %v, want %v", i, got[i], want[i])
		}
	}
}
