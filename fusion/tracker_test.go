package fusion

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// said is all that a tracker tells after an Advance.
type said struct {
	Picture air.Picture
	Events  []air.TrackEvent
	Fates   []air.Disposition
}

func listen(t *Tracker) said {
	return said{t.Picture(), slices.Clone(t.Events()), slices.Clone(t.Dispositions())}
}

// A checkpoint taken at any time, loaded into a fresh tracker, goes on as the
// first would.
func TestCheckpoint(t *testing.T) {
	s := continent(12, 40, 5)
	s.rates()
	first := mustNew(t, s.config())
	for s.now < 90*air.Second {
		feed(first, s.run(), s.now)
	}
	pending := s.run()
	for i := range pending {
		first.Accept(&pending[i])
	}
	saved := first.Append(nil)
	second := mustNew(t, s.config())
	r := air.NewStateReader(saved)
	if err := second.Load(r); err != nil {
		t.Fatal(err)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	if again := second.Append(nil); !bytes.Equal(saved, again) {
		t.Fatal("saved, loaded and saved again: the bytes differ")
	}
	first.Advance(s.now)
	second.Advance(s.now)
	for s.now < 180*air.Second {
		if d := cmp.Diff(listen(first), listen(second), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("at %s they part:\n%s", s.now, d)
		}
		parcels := s.run()
		feed(first, parcels, s.now)
		feed(second, parcels, s.now)
	}
	if len(first.Picture().Tracks) == 0 {
		t.Error("no track: nothing was shown")
	}
}

func TestLoadRefuses(t *testing.T) {
	s := continent(3, 5, 1)
	tracker := mustNew(t, s.config())
	for s.now < 30*air.Second {
		feed(tracker, s.run(), s.now)
	}
	saved := tracker.Append(nil)
	fewer := s.config()
	fewer.Sensors = fewer.Sensors[:2]
	if err := mustNew(t, fewer).Load(air.NewStateReader(saved)); err == nil || !strings.Contains(err.Error(), "checkpoint of 3 sensors, want 2") {
		t.Errorf("Load with fewer sensors: error %v", err)
	}
	for n := 0; n < len(saved); n += 97 {
		if err := mustNew(t, s.config()).Load(air.NewStateReader(saved[:n])); err == nil {
			t.Fatalf("Load of the first %d of %d bytes: no error", n, len(saved))
		}
	}
}

// The order of parcels that arrive in one Advance, and of the plots in them,
// changes nothing.
func TestOrderOfParcels(t *testing.T) {
	s := continent(12, 40, 5)
	s.radars[0].twice = true
	first, second := mustNew(t, s.config()), mustNew(t, s.config())
	for s.now < 2*air.Minute {
		parcels := s.run()
		feed(first, parcels, s.now)
		d := num.At(2, purposeFly, 0, 0, uint64(s.now))
		for i := len(parcels) - 1; i > 0; i-- {
			j := int(d.Uint64() % uint64(i+1))
			parcels[i], parcels[j] = parcels[j], parcels[i]
		}
		for i := range parcels {
			parcels[i].Plots = slices.Clone(parcels[i].Plots)
			slices.Reverse(parcels[i].Plots)
		}
		feed(second, parcels, s.now)
		if d := cmp.Diff(listen(first), listen(second), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("at %s they part:\n%s", s.now, d)
		}
	}
}

// Each accepted plot has one disposition.
func TestEveryPlotIsAccounted(t *testing.T) {
	s := continent(12, 40, 5)
	tracker := mustNew(t, s.config())
	for s.now < 2*air.Minute {
		parcels := s.run()
		count := map[uint64]int{}
		for i := range parcels {
			for _, p := range parcels[i].Plots {
				count[p.ID]++
			}
		}
		feed(tracker, parcels, s.now)
		for _, d := range tracker.Dispositions() {
			count[d.Plot]--
		}
		for id, n := range count {
			if n != 0 {
				t.Fatalf("at %s plot %x: %d without disposition", s.now, id, n)
			}
		}
	}
}

// A picture once given does not change, and is sorted.
func TestPictureIsAValue(t *testing.T) {
	s := continent(12, 40, 0)
	tracker := mustNew(t, s.config())
	for s.now < air.Minute {
		feed(tracker, s.run(), s.now)
	}
	p := tracker.Picture()
	kept := slices.Clone(p.Tracks)
	feed(tracker, s.run(), s.now)
	if d := cmp.Diff(kept, p.Tracks); d != "" {
		t.Error("the picture changed:\n", d)
	}
	for i := range p.Tracks {
		if p.Tracks[i].Release != air.Only(air.USA) {
			t.Errorf("track %d: release %s, want the lane's", p.Tracks[i].Number, p.Tracks[i].Release)
		}
		if i > 0 && p.Tracks[i-1].Number >= p.Tracks[i].Number {
			t.Errorf("numbers %d, %d: want ascending", p.Tracks[i-1].Number, p.Tracks[i].Number)
		}
	}
}

// Late plots, put where they belong, leave the track where it would be had they
// come in time: to a tenth of its uncertainty, since past states are kept in little
// room and without what the rate of turn shares with the place.
func TestLatePlotsEndTheSame(t *testing.T) {
	run := func(delay air.Time) air.Track {
		s := newSky()
		s.radar("QNW", 32, -106, nil)
		s.radar("EPX", 31.6, -104.5, func(r *simRadar) { r.delay = delay })
		s.plane("LINER", 32, -106.8, 33000, 90, 440, 0o4521)
		c := s.config()
		c.NoRegistration = true // what is known of the radars when a plot comes depends on when it comes
		tracker := mustNew(t, c)
		for s.now < 3*air.Minute {
			feed(tracker, s.run(), s.now)
		}
		for i := range s.radars {
			s.radars[i].out = true
		}
		for s.now < 3*air.Minute+12*air.Second { // the last late ones arrive
			feed(tracker, s.run(), s.now)
		}
		p := tracker.Picture()
		if len(p.Tracks) != 1 {
			t.Fatalf("delay %s: %d tracks, want 1", delay, len(p.Tracks))
		}
		return p.Tracks[0]
	}
	inTime, late := run(0), run(9*air.Second)
	if d := inTime.Pos.Sub(late.Pos).Norm(); d > 5 {
		t.Errorf("place: %.1f m apart, want the same", d)
	}
	if d := inTime.Vel.Sub(late.Vel).Norm(); d > 0.2 {
		t.Errorf("velocity: %.2f m/s apart, want the same", d)
	}
	if inTime.Updated != late.Updated {
		t.Errorf("updated %s and %s, want the same", inTime.Updated, late.Updated)
	}
}

// In the steady state a plot costs no allocation.
func TestNoAllocationPerPlot(t *testing.T) {
	s := continent(40, 120, 5)
	s.rates()
	tracker := mustNew(t, s.config())
	for s.now < 2*air.Minute {
		feed(tracker, s.run(), s.now)
	}
	beats, plots := recorded(s, 3*air.Minute)
	i := 0
	allocations := testing.AllocsPerRun(1, func() {
		for range len(beats) / 2 {
			feed(tracker, beats[i], 2*air.Minute+air.Time(i+1)*air.Second)
			i++
		}
	})
	if allocations > float64(plots)/100 {
		t.Errorf("%g allocations in half of %d plots, want next to none", allocations, plots)
	}
}

func TestValidate(t *testing.T) {
	good := func() Config { return continent(2, 0, 0).config() }
	tests := []struct {
		name   string
		change func(c *Config)
		want   string // empty: no error
	}{
		{"as it stands", func(c *Config) {}, ""},
		{"no sensors", func(c *Config) { c.Sensors = nil }, ""},
		{"a sensor that the lane does not know", func(c *Config) { c.Sensors[1] = air.SensorInfo{} }, ""},
		{"unknown associator", func(c *Config) { c.Associator = "gmn" }, `fusion: associator "gmn": want one of gnn, jipda`},
		{"unknown filter", func(c *Config) { c.Filter = "x" }, `fusion: filter "x": want one of cv, steady`},
		{"four of three", func(c *Config) { c.M, c.N = 4, 3 }, "fusion: initiation by 4 of 3: want 1 <= M <= N <= 16"},
		{"gate of NaN", func(c *Config) { c.Gate = math.NaN() }, "fusion: gate probability NaN: want it between 0 and 1"},
		{"a gate of nothing", func(c *Config) { c.Widen = 0.01 }, "fusion: gate widened by 0.01: want 0.1 to 4"},
		{"hold backwards", func(c *Config) { c.Hold = -1 }, "fusion: hold -00:00:00: want more than 0"},
		{"a sensor without a scan", func(c *Config) { c.Sensors[0].Scan = 0 }, "fusion: sensor R0: scan 00:00:00: want more than 0"},
		{"a range rate's error below nought", func(c *Config) { c.Sensors[0].SigmaDoppler = -1 }, "fusion: sensor R0: sigma of range rate -1 m/s: want 0 or more"},
		{"a notch of NaN", func(c *Config) { c.Sensors[0].Notch = math.NaN() }, "fusion: sensor R0: notch of NaN m/s: want 0 or more"},
		{"a sensor of NaN", func(c *Config) { c.Sensors[0].SigmaAz = math.NaN() }, "fusion: sensor R0: sigma of azimuth NaN rad: want more than 0, below 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := good()
			tt.change(&c)
			_, err := New(c)
			if got := errorText(err); got != tt.want {
				t.Errorf("New: error %q, want %q", got, tt.want)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A moving radar's plots are read from where it was.
func TestMovingRadar(t *testing.T) {
	s := newSky()
	r := s.radar("AEW", 26, -101, func(r *simRadar) { r.info.Pos.Height, r.info.Moving = 7000, true })
	s.plane("DARK", 26.5, -101.5, 5000, 90, 200, 0)
	tracker := mustNew(t, s.config())
	for s.now < 2*air.Minute {
		from, at := s.now, r.info.Pos
		r.info.Pos.Lat += 100 * 1.0 / 6371e3 // 100 m/s north
		s.lines = append(s.lines, line{due: from + air.Second})
		parcels := s.run() // looks from the place at the beat's end
		parcels = append(parcels, air.Parcel{Platforms: []air.Platform{
			{At: from, Lat: at.Lat, Lon: at.Lon, Height: 7000},
			{At: s.now, Lat: r.info.Pos.Lat, Lon: r.info.Pos.Lon, Height: 7000},
		}})
		r.frame = newSensor(r.info, &Config{}).frame
		feed(tracker, parcels, s.now)
	}
	p := tracker.Picture()
	if len(p.Tracks) != 1 {
		t.Fatalf("%d tracks, want 1", len(p.Tracks))
	}
	if _, m := s.nearest(&p.Tracks[0], s.now); m > 1500 {
		t.Errorf("%.0f m off, want at most 1500", m)
	}
}

// An aerostat on its winch says how high it hangs: its plots are placed from
// there, not from where it works. One of a standing sensor that says it is
// elsewhere is not believed.
func TestAerostatOnItsWinch(t *testing.T) {
	for _, tt := range []struct {
		name  string
		place air.Platform
		most  float64 // m
		least float64 // m
	}{
		{"tells its height", air.Platform{Lat: 26 * geo.Degree, Lon: -101 * geo.Degree, Height: 300}, 150, 0},
		{"tells nothing", air.Platform{Sensor: 9}, 1e4, 400},
		{"tells another place", air.Platform{Lat: 27 * geo.Degree, Lon: -101 * geo.Degree, Height: 300}, 1e4, 400},
	} {
		s := newSky()
		r := s.radar("TARS", 26, -101, func(r *simRadar) { r.info.Pos.Height, r.info.SigmaRange, r.info.SigmaAz = 300, 20, 1e-4 })
		s.plane("NEAR", 26.12, -101, 15000, 90, 100, 0o1234)
		info := s.config()
		info.Sensors[0].Pos.Height = 4572
		tracker := mustNew(t, info)
		for s.now < 2*air.Minute {
			s.lines = append(s.lines, line{due: s.now + air.Second})
			place := tt.place
			place.At = s.now
			feed(tracker, append(s.run(), air.Parcel{Platforms: []air.Platform{place}}), s.now)
		}
		p := tracker.Picture()
		if len(p.Tracks) != 1 {
			t.Fatalf("%s: %d tracks, want 1", tt.name, len(p.Tracks))
		}
		at := r.frame.To(p.Tracks[0].Pos)
		pos, _, _ := s.planes[0].place(s.now)
		want := r.frame.To(pos)
		if off := math.Abs(math.Hypot(at.X, at.Y) - math.Hypot(want.X, want.Y)); off > tt.most || off < tt.least {
			t.Errorf("%s: %.0f m off over the ground, want %.0f to %.0f", tt.name, off, tt.least, tt.most)
		}
	}
}

// Traffic that turns, over 60 misaligned, late radars in clutter: a center's lane
// of the main exercise.
func TestTraffic(t *testing.T) {
	s := continent(60, 170, 5)
	y := score(t, s, s.config(), 10*air.Minute, 3*air.Minute, func(*Tracker) { s.wander() })
	t.Log(y)
	n := float64(y.seconds)
	for _, bound := range []struct {
		what      string
		got, most float64
	}{
		{"share of aircraft without a track", 1 - float64(y.held)/n, 0.01},
		{"position error, m rms", math.Sqrt(y.square / float64(y.held)), 450},
		{"share of tracks on nobody", float64(y.spurious) / n, 0.01},
		{"share of second tracks", float64(y.twice) / n, 0.01},
		{"changes of number", float64(y.breaks), 2},
		{"false tracks", float64(y.falseTracks), 1},
	} {
		if !(bound.got <= bound.most) {
			t.Errorf("%s: %.4g, want at most %.4g", bound.what, bound.got, bound.most)
		}
	}
}

// The clutter of a center, 60 primaries of 5 false plots a scan, makes less than
// one false track an hour.
func TestClutterAlone(t *testing.T) {
	falseTracks, hours := 0, 0.0
	for seed := range uint64(4) {
		s := continent(60, 0, 5)
		s.seed = seed + 100
		tracker := mustNew(t, s.config())
		for s.now < 30*air.Minute {
			feed(tracker, s.run(), s.now)
		}
		falseTracks += int(tracker.numbers)
		hours += 0.5
	}
	t.Logf("%d false tracks in %.1f center-hours", falseTracks, hours)
	if float64(falseTracks) > hours {
		t.Errorf("%d false tracks in %.1f center-hours, want at most one an hour", falseTracks, hours)
	}
}

// FuzzAccept: no plot, mark or platform whatever breaks the tracker.
func FuzzAccept(f *testing.F) {
	f.Add([]byte{}, int64(0))
	f.Add(bytes.Repeat([]byte{1, 2, 3, 250}, 60), int64(air.Second))
	f.Fuzz(func(t *testing.T, data []byte, step int64) {
		s := continent(3, 3, 1)
		s.radars[2].info.Moving = true
		tracker := mustNew(t, s.config())
		r := air.NewStateReader(data)
		for beat := range 4 {
			for _, p := range s.run() {
				tracker.Accept(&p)
			}
			var p air.Parcel
			for range 4 {
				plot := loadPlot(r)
				if beat%2 == 1 { // near enough to be used
					plot.Sensor %= 3
					plot.At = s.now - plot.At%(10*air.Second)
					plot.Rho %= 400_000 * 16
					plot.Theta %= 1 << 24
					plot.Kind = 1 + plot.Kind%3
				}
				p.Plots = append(p.Plots, plot, plot)
			}
			p.Services = append(p.Services, air.Service{At: r.Time(), From: r.U32(), To: r.U32(), Sensor: air.SensorID(r.U16()), State: air.ServiceState(r.U8())})
			p.Platforms = append(p.Platforms, air.Platform{At: r.Time(), Lat: r.Float(), Lon: r.Float(), Height: math.Float32frombits(r.U32()), Sensor: 2})
			tracker.Accept(&p)
			tracker.Advance(s.now + air.Time(step)%air.Minute)
			for _, tr := range tracker.Picture().Tracks {
				if v := tr.Pos.Norm() + tr.Vel.Norm(); math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("track %d is at %v with %v", tr.Number, tr.Pos, tr.Vel)
				}
			}
		}
	})
}

func ExampleTracker() {
	tracker, err := New(Config{Sensors: []air.SensorInfo{{
		Name: "QNW", Scan: 12 * air.Second, Range: 400e3, RangeSSR: 460e3, PSR: true, SSR: true, SigmaRange: 100, SigmaAz: 0.003,
	}}})
	if err != nil {
		panic(err)
	}
	for scan := range 3 { // an aircraft comes in from the north at 200 m/s
		tracker.Accept(&air.Parcel{Plots: []air.Plot{{
			At: air.Time(scan) * 12 * air.Second, ID: uint64(scan), Kind: air.Combined,
			Rho: air.RhoOf(100e3 - 2400*float64(scan)), Has: air.HasCode, Code: 0o4521,
		}}})
		tracker.Advance(air.Time(scan) * 12 * air.Second)
	}
	for _, tr := range tracker.Picture().Tracks {
		fmt.Printf("track %d %s %s %.0f m/s\n", tr.Number, tr.Status, tr.Code, math.Round(tr.Vel.Norm()/10)*10)
	}
	// Output: track 1 confirmed 4521 200 m/s
}
