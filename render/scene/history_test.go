package scene

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// oneRadar is a theater of one long-range radar at El Paso.
func oneRadar() *air.Theater {
	return &air.Theater{
		Title: "One radar", Exercise: true, Start: 1563372000, Length: air.Hour,
		Center: geo.Deg(31.8, -106.4), Range: 250 * geo.NM,
		Sensors: []air.SensorInfo{{Name: "ELP", Pos: geo.Deg(31.8, -106.4).At(1200), Scan: 12 * air.Second,
			Range: 250 * geo.NM, RangeSSR: 250 * geo.NM, PSR: true, SSR: true}},
		Centers: []air.CenterInfo{{Name: "USA", Sensors: []air.SensorID{0}}, {Name: "MEX"}},
	}
}

// flying returns a view of one track that flies north at 240 knots and climbs.
func flying(at air.Time, fpm float64) *air.View {
	p, _ := geo.Direct(geo.Deg(30, -106), 0, 240*geo.Knot*at.Seconds())
	g := p.At(5000)
	frame := geo.NewFrame(g)
	tr := air.Track{Number: 5, Status: air.Confirmed, Has: air.HasLevel, Pos: g.ECEF(), Vel: frame.North.Scale(240 * geo.Knot),
		Level: air.FLFeet(20000 + fpm*at.Seconds()/60)}
	return &air.View{Picture: air.Picture{At: at, Tracks: []air.Track{tr}}}
}

func TestATrailIsTenScansLong(t *testing.T) {
	sc := New(oneRadar())
	for at := air.Time(0); at <= 5*air.Minute; at += 2 * air.Second {
		sc.Observe(flying(at, 0))
	}
	b := &sc.centers[0].blips[0]
	if b.trail.count != trailLength {
		t.Fatalf("the trail has %d dots, want %d", b.trail.count, trailLength)
	}
	for i := 1; i < trailLength; i++ {
		a, c := b.trail.at[b.trail.back(i-1)].wide(), b.trail.at[b.trail.back(i)].wide()
		if gap := a.Sub(c).Norm() * geo.MeanRadius; math.Abs(gap-240*geo.Knot*12) > 15 {
			t.Errorf("dots %d and %d are %.0f m apart, want %.0f: a scan's flight", i-1, i, gap, 240*geo.Knot*12)
		}
	}
	if math.Abs(b.speed-240*geo.Knot) > 1e-6 || math.Abs(geo.Delta(0, b.course)) > 1e-9 {
		t.Errorf("speed %.3f course %.3f, want %.3f north", b.speed, b.course, 240*geo.Knot)
	}
	if d := b.ahead.Sub(b.n).Norm() * geo.MeanRadius; math.Abs(d-4*geo.NM) > 20 {
		t.Errorf("the velocity leader is %.0f m long, want 4 NM: a minute", d)
	}
}

func TestTrendNeedsMoreThanAStepOfModeC(t *testing.T) {
	for _, tt := range []struct {
		fpm  float64
		want int8
	}{{0, 0}, {1500, 1}, {-1500, -1}, {100, 0}} {
		sc := New(oneRadar())
		for at := air.Time(0); at <= air.Minute; at += 2 * air.Second {
			sc.Observe(flying(at, tt.fpm))
		}
		if got := sc.centers[0].blips[0].trend; got != tt.want {
			t.Errorf("at %g ft/min the trend is %d, want %d", tt.fpm, got, tt.want)
		}
	}
}

func TestSeekingForgets(t *testing.T) {
	for _, tt := range []struct {
		name string
		next air.Time
		want uint8
	}{{"the next picture", 62 * air.Second, 6}, {"a step back", 30 * air.Second, 1}, {"a leap ahead", 10 * air.Minute, 1}} {
		sc := New(oneRadar())
		for at := air.Time(0); at <= air.Minute; at += 2 * air.Second {
			sc.Observe(flying(at, 0))
		}
		sc.Observe(flying(tt.next, 0))
		if got := sc.centers[0].blips[0].trail.count; got != tt.want {
			t.Errorf("%s: the trail has %d dots, want %d", tt.name, got, tt.want)
		}
	}
}

func TestEachCenterHasItsOwnMemory(t *testing.T) {
	sc := New(oneRadar())
	for at := air.Time(0); at <= air.Minute; at += 2 * air.Second {
		sc.Observe(flying(at, 0))
		other := flying(at, 0)
		other.Center = 1
		other.Tracks = nil
		sc.Observe(other)
	}
	if len(sc.centers[0].blips) != 1 || len(sc.centers[1].blips) != 0 {
		t.Errorf("centers remember %d and %d tracks, want 1 and 0", len(sc.centers[0].blips), len(sc.centers[1].blips))
	}
}

// plotOf returns what the radar would measure of a place, without error.
func plotOf(sc *Scene, at air.Time, p geo.LatLon, height float64) air.Plot {
	m := sc.frames[0].To(p.At(height).ECEF()).Spherical()
	return air.Plot{At: at, Rho: air.RhoOf(m.Range), Theta: air.ThetaOf(m.Azimuth), Kind: air.Combined,
		Has: air.HasLevel, Level: air.FLFeet(height / geo.Foot)}
}

func TestAPlotIsDrawnWhereTheAircraftIs(t *testing.T) {
	sc := New(oneRadar())
	for _, nm := range []float64{3, 20, 60, 120, 200, 245} {
		for _, deg := range []float64{0, 77, 200, 311} {
			p, _ := geo.Direct(sc.theater.Center, deg*geo.Degree, nm*geo.NM)
			plot := plotOf(sc, 0, p, 9144)
			if d := locate(&plot, &sc.frames[0], sc.theater.Sensors[0].Pos.Height).Sub(normal(p)).Norm() * geo.MeanRadius; d > 400 {
				t.Errorf("a plot at %g NM, %g degrees is drawn %.0f m away", nm, deg, d)
			}
		}
	}
}

func TestPlotsStayOneScan(t *testing.T) {
	sc := New(oneRadar())
	for at := air.Time(0); at <= air.Minute; at += 2 * air.Second {
		v := flying(at, 0)
		v.Plots = []air.Plot{plotOf(sc, at, geo.Deg(31, -106), 6000), {At: at, Sensor: 99, Kind: air.PSR}}
		sc.Observe(v)
	}
	if got := len(sc.centers[0].plots); got != 7 {
		t.Errorf("%d plots are kept, want 7: one each 2 s of a scan of 12 s, both ends", got)
	}
}
