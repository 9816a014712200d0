package fusion

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"perimeter/air"
	"perimeter/air/geo"
)

// badSky is a radar, a 3D radar, a moving one and an ADS-B station, with an
// airliner that all but the moving one see.
func badSky() *sky {
	s := newSky()
	s.radar("QNW", 32, -106, func(r *simRadar) { r.info.ModeS = true })
	s.radar("HIGH", 31.6, -104.5, func(r *simRadar) { r.info.SigmaHeight = 500 })
	s.radar("AEW", 31, -107, func(r *simRadar) { r.info.Moving, r.out = true, true })
	s.station("RIO", 32.2, -105.5)
	s.plane("LINER", 32.5, -107, 33000, 90, 440, 0o4521).address = 0xA00001
	s.planes[0].adsb = voice{on: true, nacp: 8}
	return s
}

// Every plot and report that cannot be used is counted once, under its reason,
// and leaves the picture as it would have been without it.
func TestUnusableIsCounted(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	plot := func(change func(p *air.Plot)) func(now air.Time) air.Parcel {
		return func(now air.Time) air.Parcel {
			p := air.Plot{At: now - air.Second, ID: 77, Rho: air.RhoOf(90_000), Theta: 5 << 20, Kind: air.PSR}
			change(&p)
			return air.Parcel{Plots: []air.Plot{p}}
		}
	}
	report := func(change func(r *air.Report)) func(now air.Time) air.Parcel {
		return func(now air.Time) air.Parcel {
			r := air.Report{At: now - air.Second, ID: 78, Lat: 31.5 * geo.Degree, Lon: -105 * geo.Degree, Sensor: 3, Address: 0xABCDEF, NACp: 8, Has: air.HasAddress}
			change(&r)
			return air.Parcel{Reports: []air.Report{r}}
		}
	}
	tests := []struct {
		name string
		give func(now air.Time) air.Parcel
		fate air.Fate
	}{
		{"a radar that is none", plot(func(p *air.Plot) { p.Sensor = 9 }), air.FateUnknown},
		{"the last radar number there is", plot(func(p *air.Plot) { p.Sensor = math.MaxUint16 }), air.FateUnknown},
		{"a millisecond ahead", plot(func(p *air.Plot) { p.At += air.Second + air.Millisecond }), air.FateFuture},
		{"the end of time", plot(func(p *air.Plot) { p.At = math.MaxInt64 }), air.FateFuture},
		{"older than the hold", plot(func(p *air.Plot) { p.At -= 15 * air.Second }), air.FateTooLate},
		{"the beginning of time", plot(func(p *air.Plot) { p.At = math.MinInt64 }), air.FateTooLate},
		{"at no range", plot(func(p *air.Plot) { p.Rho = 0 }), air.FateImpossible},
		{"at a negative range, read as a great one", plot(func(p *air.Plot) { p.Rho = math.MaxUint32 - 1599 }), air.FateImpossible},
		{"beyond the range", plot(func(p *air.Plot) { p.Rho = air.RhoOf(600_000) }), air.FateImpossible},
		{"beyond the turn", plot(func(p *air.Plot) { p.Theta = 1 << 24 }), air.FateImpossible},
		{"by no receiver", plot(func(p *air.Plot) { p.Kind = 0 }), air.FateImpossible},
		{"by a receiver that is none", plot(func(p *air.Plot) { p.Kind = 9 }), air.FateImpossible},
		{"a plot in the form of a report", plot(func(p *air.Plot) { p.Kind = kindReport }), air.FateImpossible},
		{"a plot by an ADS-B station", plot(func(p *air.Plot) { p.Sensor = 3 }), air.FateImpossible},
		{"a height of NaN", plot(func(p *air.Plot) { p.Sensor, p.Has, p.Height = 1, air.HasHeight, float32(nan) }), air.FateImpossible},
		{"an endless height", plot(func(p *air.Plot) { p.Sensor, p.Has, p.Height = 1, air.HasHeight, float32(inf) }), air.FateImpossible},
		{"in space", plot(func(p *air.Plot) { p.Sensor, p.Has, p.Height = 1, air.HasHeight, 400_000 }), air.FateImpossible},
		{"under ground", plot(func(p *air.Plot) { p.Sensor, p.Has, p.Height = 1, air.HasHeight, -9000 }), air.FateImpossible},
		{"by a radar of which nobody knows where it flies", plot(func(p *air.Plot) { p.Sensor = 2 }), air.FateImpossible},
		{"a report of no station", report(func(r *air.Report) { r.Sensor = 9 }), air.FateUnknown},
		{"a report by a radar", report(func(r *air.Report) { r.Sensor = 0 }), air.FateImpossible},
		{"a report from the future", report(func(r *air.Report) { r.At += air.Minute }), air.FateFuture},
		{"a report of the past", report(func(r *air.Report) { r.At -= air.Minute }), air.FateTooLate},
		{"a report at NaN north", report(func(r *air.Report) { r.Lat = nan }), air.FateImpossible},
		{"a report at NaN east", report(func(r *air.Report) { r.Lon = nan }), air.FateImpossible},
		{"a report at no end north", report(func(r *air.Report) { r.Lat = inf }), air.FateImpossible},
		{"a report at no end west", report(func(r *air.Report) { r.Lon = -inf }), air.FateImpossible},
		{"a report beyond the pole", report(func(r *air.Report) { r.Lat = 91 * geo.Degree }), air.FateImpossible},
		{"a report in degrees", report(func(r *air.Report) { r.Lat, r.Lon = 31.5, -105 }), air.FateImpossible},
		{"a report of nobody", report(func(r *air.Report) { r.Address = 0 }), air.FateImpossible},
		{"a report of an address of 32 bits", report(func(r *air.Report) { r.Address = 1 << 24 }), air.FateImpossible},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := badSky()
			with, without := mustNew(t, s.config()), mustNew(t, s.config())
			for s.now < 90*air.Second {
				parcels := s.run()
				feed(without, parcels, s.now)
				if s.now == air.Minute {
					parcels = append(parcels, tt.give(s.now))
				}
				feed(with, parcels, s.now)
				if s.now == air.Minute {
					if got := fateOf(with, tt.give(s.now)); got != tt.fate {
						t.Errorf("%q, want %q", got, tt.fate)
					}
				}
				if d := cmp.Diff(without.Picture(), with.Picture()); d != "" {
					t.Fatalf("at %s the picture differs:\n%s", s.now, d)
				}
			}
			if len(with.Picture().Tracks) != 1 {
				t.Errorf("%d tracks, want the airliner's", len(with.Picture().Tracks))
			}
		})
	}
}

// fateOf returns the one fate of the parcel's plot or report; 0: none or several.
func fateOf(tracker *Tracker, p air.Parcel) (fate air.Fate) {
	var id uint64
	for _, plot := range p.Plots {
		id = plot.ID
	}
	for _, r := range p.Reports {
		id = r.ID
	}
	n := 0
	for _, d := range tracker.Dispositions() {
		if d.Plot == id {
			fate = d.Fate
			n++
		}
	}
	if n != 1 {
		return 0
	}
	return fate
}

// Fields that say what cannot be are taken off; what is left of the plot is
// used, and the track does not show them.
func TestAbsurdFieldsAreTakenOff(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(p *air.Plot)
	}{
		{"a level in space", func(p *air.Plot) { p.Level = math.MaxInt16 }},
		{"a level under ground", func(p *air.Plot) { p.Level = math.MinInt16 }},
		{"a code of 16 bits", func(p *air.Plot) { p.Code = 0xFFFF }},
		{"an address of 32 bits", func(p *air.Plot) { p.Has |= air.HasAddress; p.Address = math.MaxUint32 }},
		{"the address nought", func(p *air.Plot) { p.Has |= air.HasAddress; p.Address = 0 }},
		{"a Doppler of NaN", func(p *air.Plot) { p.Has |= air.HasDoppler; p.Doppler = float32(math.NaN()) }},
		{"a Doppler beyond light", func(p *air.Plot) { p.Has |= air.HasDoppler; p.Doppler = math.MaxFloat32 }},
		{"fields that are none", func(p *air.Plot) { p.Has |= 0x7FC0 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSky()
			s.radar("QNW", 32, -106, nil)
			s.plane("LINER", 32.5, -107, 33000, 90, 440, 0o4521)
			tracker := mustNew(t, s.config())
			for s.now < 2*air.Minute {
				parcels := s.run()
				for i := range parcels {
					for j := range parcels[i].Plots {
						tt.change(&parcels[i].Plots[j])
					}
				}
				feed(tracker, parcels, s.now)
			}
			p := tracker.Picture()
			if len(p.Tracks) != 1 {
				t.Fatalf("%d tracks, want 1", len(p.Tracks))
			}
			tr := &p.Tracks[0]
			if _, m := s.nearest(tr, s.now); m > 1500 {
				t.Errorf("track %.0f m off", m)
			}
			if tr.Level > 4000 || tr.Level < -60 || tr.Code > 0o7777 || tr.Address > 0xFFFFFF || tr.Has&air.HasAddress != 0 && tr.Address == 0 {
				t.Errorf("track shows level %d, code %o, address %x", tr.Level, tr.Code, tr.Address)
			}
		})
	}
}

// Two plots of one identity are one; the second is disposed of as such, also
// where it comes in a later Advance, or says something else.
func TestDuplicateIDs(t *testing.T) {
	tracker := mustNew(t, badSky().config())
	p := air.Plot{At: air.Second, ID: 5, Rho: air.RhoOf(90_000), Theta: 5 << 20, Kind: air.PSR}
	other := p
	other.Rho += 16_000
	count := map[air.Fate]int{}
	for _, plots := range [][]air.Plot{{p, p}, {p}, {other}} {
		tracker.Accept(&air.Parcel{Plots: plots})
		tracker.Advance(tracker.now + 2*air.Second)
		for _, d := range tracker.Dispositions() {
			count[d.Fate]++
		}
	}
	if want := map[air.Fate]int{air.FateStarted: 1, air.FateDuplicate: 3}; !cmp.Equal(count, want) {
		t.Errorf("fates %v, want %v", count, want)
	}
}

// Marks and places of platforms that cannot be are as if they had not come.
func TestUnusableMarks(t *testing.T) {
	nan := math.NaN()
	var bad air.Parcel
	bad.Services = []air.Service{
		{Sensor: 99, State: air.Up}, {At: air.Hour, State: air.Down}, {At: math.MaxInt64, State: air.Down},
		{At: math.MinInt64, State: air.Up}, {State: 0}, {From: math.MaxUint32, To: 7, State: 77},
		{From: 1<<24 - 1, Sensor: 1, State: 77}, {From: 1<<24 - 1, Sensor: 2, State: 78},
	}
	bad.Platforms = []air.Platform{
		{Sensor: 99}, {Sensor: 0, Lat: 0.5, Lon: 0.5}, {Sensor: 2, Lat: nan}, {Sensor: 2, Lon: math.Inf(1)}, {Sensor: 2, Lat: 31},
		{Sensor: 2, Height: float32(nan)}, {Sensor: 2, Height: 1e30},
		{Sensor: 2, At: air.Hour, Lat: 1}, {Sensor: 2, At: math.MaxInt64, Lat: 1},
	}
	run := func(withBad bool) []air.Track {
		s := badSky()
		s.plane("DARK", 31.5, -106.5, 15000, 90, 240, 0)
		s.radars[2].out = false
		tracker := mustNew(t, s.config())
		for s.now < 3*air.Minute {
			s.planes[1].hidden = s.now > air.Minute // its radars look on, and say so: the track ends
			parcels := s.run()
			aew := &s.radars[2].info.Pos
			parcels = append(parcels, air.Parcel{Platforms: []air.Platform{{Sensor: 2, At: s.now, Lat: aew.Lat, Lon: aew.Lon, Height: float32(aew.Height)}}})
			if withBad {
				next := bad
				next.Services, next.Platforms = slices.Clone(bad.Services), slices.Clone(bad.Platforms)
				for i := range next.Services {
					if m := &next.Services[i]; m.At == 0 {
						m.At = s.now
					}
				}
				for i := range next.Platforms {
					if p := &next.Platforms[i]; p.At == 0 {
						p.At = s.now
					} else if p.At == air.Hour {
						p.At += s.now
					}
				}
				parcels = append(parcels, next)
			}
			feed(tracker, parcels, s.now)
		}
		return tracker.Picture().Tracks
	}
	want := run(false)
	if d := cmp.Diff(want, run(true), cmpopts.EquateEmpty()); d != "" {
		t.Error("the pictures differ:\n", d)
	}
	if len(want) != 1 {
		t.Errorf("%d tracks, want the airliner's alone", len(want))
	}
}

// FuzzParcel: no parcel whatever, of plots, reports, marks, platforms and tracks,
// breaks the tracker; each plot and report has one fate; all that is shown are
// numbers; and what is saved can be loaded.
func FuzzParcel(f *testing.F) {
	f.Add([]byte{}, int64(0))
	f.Add(bytes.Repeat([]byte{1, 2, 3, 250}, 90), int64(air.Second))
	f.Add(bytes.Repeat([]byte{0xFF, 0x7F, 0xF8, 0}, 90), int64(air.Minute))
	f.Fuzz(func(t *testing.T, data []byte, step int64) {
		s := badSky()
		tracker := mustNew(t, s.config())
		r := air.NewStateReader(data)
		for range 3 {
			for _, p := range s.run() {
				tracker.Accept(&p)
			}
			tracker.Advance(s.now)
			p := anyParcel(r, s.now)
			tracker.Accept(&p)
			tracker.Advance(s.now + air.Time(step)%air.Minute)
			if n := len(tracker.Dispositions()); n != len(p.Plots)+len(p.Reports) {
				t.Fatalf("%d fates of %d plots and %d reports", n, len(p.Plots), len(p.Reports))
			}
			for _, tr := range tracker.Picture().Tracks {
				if v := tr.Pos.Norm() + tr.Vel.Norm() + float64(tr.Cov[0]+tr.Cov[4]+tr.SigmaUp+tr.Existence); math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("track %d: %+v", tr.Number, tr)
				}
			}
		}
		saved := tracker.Append(nil)
		if err := mustNew(t, s.config()).Load(air.NewStateReader(saved)); err != nil {
			t.Fatal("what was saved does not load:", err)
		}
	})
}

// anyParcel reads a parcel of all kinds: one of each as the bytes have it, one
// near enough to be used.
func anyParcel(r *air.StateReader, now air.Time) (p air.Parcel) {
	for near := range 2 {
		plot := loadPlot(r)
		report := air.Report{
			At: r.Time(), ID: r.U64(), Lat: r.Float(), Lon: r.Float(), Level: air.FL(r.U16()), Address: air.Address(r.U32()),
			Sensor: air.SensorID(r.U16()), Code: air.Mode3A(r.U16()), Has: air.Field(r.U16()), NIC: r.U8(), NACp: r.U8(),
		}
		mark := air.Service{At: r.Time(), From: r.U32(), To: r.U32(), Sensor: air.SensorID(r.U16()), State: air.ServiceState(r.U8())}
		platform := air.Platform{At: r.Time(), Lat: r.Float(), Lon: r.Float(), Height: math.Float32frombits(r.U32()), Sensor: air.SensorID(r.U16())}
		if near == 1 {
			plot.Sensor, plot.At, plot.Rho, plot.Theta, plot.Kind = plot.Sensor%3, now-plot.At%(10*air.Second), plot.Rho%(400_000*16), plot.Theta%(1<<24), 1+plot.Kind%3
			report.Sensor, report.At, report.Lat, report.Lon = 3, now-report.At%(10*air.Second), math.Mod(report.Lat, 1.5), math.Mod(report.Lon, 3)
			mark.Sensor, mark.At = mark.Sensor%4, now
			platform.Sensor, platform.At = 2, now
		}
		p.Plots, p.Reports = append(p.Plots, plot, plot), append(p.Reports, report)
		p.Services, p.Platforms = append(p.Services, mark), append(p.Platforms, platform)
	}
	p.Tracks = []air.Track{{
		Number: r.U32(), Status: air.TrackStatus(r.U8()), Origin: air.CenterID(r.U16()), Born: r.Time(), Updated: r.Time(),
		Pos: geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}, Vel: geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()},
		Cov: [10]float32{0: math.Float32frombits(r.U32()), 4: math.Float32frombits(r.U32())}, SigmaUp: math.Float32frombits(r.U32()),
	}}
	return p
}

// A clock that jumps, back or to the end of time, breaks nothing: a time before
// the last is taken as the last, and what is not seen for so long is dropped.
func TestAbsurdClock(t *testing.T) {
	for _, jump := range []air.Time{math.MinInt64, -air.Hour, 100 * 365 * 24 * air.Hour, math.MaxInt64 / 2, math.MaxInt64} {
		s := badSky()
		tracker := mustNew(t, s.config())
		for s.now < air.Minute {
			feed(tracker, s.run(), s.now)
		}
		tracker.Advance(jump)
		p := tracker.Picture()
		if jump < s.now && (p.At != s.now || len(p.Tracks) != 1) {
			t.Errorf("back to %d: picture of %s with %d tracks, want that of %s with 1", jump, p.At, len(p.Tracks), s.now)
		}
		if jump > s.now && len(p.Tracks) != 0 {
			t.Errorf("on to %d: %d tracks, want none", jump, len(p.Tracks))
		}
		feed(tracker, s.run(), s.now) // too late, after a jump ahead
	}
}
