package fusion

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"unsafe"

	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/geo"
	"perimeter/air/num"
)

// fourRadars is traffic like that of case C2 of the tracking bench: a hundred
// aircraft, turning, under four misaligned radars, with clutter.
func fourRadars() *sky {
	s := newSky()
	for i, at := range [][3]float64{{32.7, -116.6, 4.8}, {32.75, -114.55, 5}, {31.55, -115.45, 10}, {33.75, -115.6, 12}} {
		s.radar(fmt.Sprint("R", i), at[0], at[1], func(r *simRadar) {
			r.info.Scan, r.info.FalsePerScan = air.FromSeconds(at[2]), 15
			r.info.Range, r.info.RangeSSR = 300_000, 300_000
			r.info.SigmaRange, r.info.SigmaAz = 70, 0.14*geo.Degree
			r.info.SigmaRangeSSR, r.info.SigmaAzSSR = 40, 0.07*geo.Degree
			d := num.At(s.seed, purposeSite, r.key, 1, 0)
			r.biasRange, r.biasAz = 100*d.Normal(), 0.15*geo.Degree*d.Normal()
		})
	}
	for i := range 100 {
		name := fmt.Sprint("A", i)
		d := num.At(s.seed, purposeFly, num.Key(name), 1, 0)
		s.plane(name, 31.5+2.2*d.Uniform(), -117+3*d.Uniform(), 6000+30000*d.Uniform(), 360*d.Uniform(), 150+350*d.Uniform(), air.Mode3A(0o2001+i))
		if i%10 == 9 {
			s.planes[i].code, s.planes[i].on = 0, false
		}
	}
	return s
}

// wholeContinent is the benign set: 10,000 aircraft over North America under 500
// radars, about 9.5 of which see each; nearly all with discrete codes, half of
// the radars and aircraft with Mode S, one false plot a scan.
func wholeContinent() *sky {
	s := newSky()
	for i := range 500 {
		name := fmt.Sprint("R", i)
		d := num.At(s.seed, purposeSite, num.Key(name), 2, 0)
		s.radar(name, 24+25*d.Uniform(), -125+60*d.Uniform(), func(r *simRadar) {
			r.info.FalsePerScan, r.info.ModeS = 1, i%2 == 0
			if i%3 == 2 {
				r.info.Scan, r.info.Range, r.info.RangeSSR = 5*air.Second, 60*geo.NM, 120*geo.NM
			}
		})
	}
	for i := range 10_000 {
		name := fmt.Sprint("A", i)
		d := num.At(s.seed, purposeFly, num.Key(name), 2, 0)
		code := air.Mode3A(0o1001 + d.Uint64()%3000)
		if i%20 == 0 {
			code = air.VFR
		}
		p := s.plane(name, 24+25*d.Uniform(), -125+60*d.Uniform(), 8000+1000*float64(i%32), 360*d.Uniform(), 250+230*d.Uniform(), code)
		if i%2 == 0 {
			p.address = air.Address(0xA00000 + i)
		}
	}
	return s
}

// footage is a sky's parcels, beat by beat, made once.
type footage struct {
	once  sync.Once
	make  func() *sky
	until air.Time
	sky   *sky
	beats [][]air.Parcel
}

var (
	footageC2        = footage{make: fourRadars, until: 600 * air.Second}
	footageContinent = footage{make: wholeContinent, until: 70 * air.Second}
)

func (f *footage) load() *footage {
	f.once.Do(func() {
		f.sky = f.make()
		for f.sky.now < f.until {
			f.beats = append(f.beats, f.sky.film(f.until))
		}
	})
	return f
}

// film is run for many radars: each looks only at what is near it.
func (s *sky) film(until air.Time) []air.Parcel {
	from := s.now
	s.now += s.beat
	type job struct {
		id     air.SensorID
		parcel air.Parcel
	}
	jobs := make([]job, len(s.radars))
	for i := range jobs {
		jobs[i].id = air.SensorID(i)
	}
	places := make([]geo.Vec, len(s.planes))
	for i := range s.planes {
		places[i], _, _ = s.planes[i].place(s.now)
	}
	fork.Each(jobs, func(j *job) {
		r := &s.radars[j.id]
		reach := max(r.info.Range, r.info.RangeSSR) + 5000
		for i := range s.planes {
			if d := places[i].Sub(r.frame.Origin); d.Dot(d) < reach*reach {
				if p, ok := s.meet(j.id, r, &s.planes[i], from); ok {
					j.parcel.Plots = append(j.parcel.Plots, p)
				}
			}
		}
		j.parcel.Plots = s.clutter(j.parcel.Plots, j.id, r, from)
		j.parcel.Services = append(j.parcel.Services, air.Service{At: s.now, From: air.ThetaOf(r.beam(from)), To: air.ThetaOf(r.beam(s.now)), Sensor: j.id, State: air.Up})
	})
	parcels := make([]air.Parcel, len(jobs))
	for i := range jobs {
		parcels[i] = jobs[i].parcel
	}
	return parcels
}

// warmed returns a tracker that has seen the first beats.
func (f *footage) warmed(tb testing.TB, warm int) *Tracker {
	tracker := mustNew(tb, f.sky.config())
	for i, p := range f.beats[:warm] {
		feed(tracker, p, air.Time(i+1)*air.Second)
	}
	return tracker
}

func (f *footage) bench(b *testing.B, warm int) {
	f.load()
	plots := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		tracker := f.warmed(b, warm)
		b.StartTimer()
		for i, p := range f.beats[warm:] {
			feed(tracker, p, air.Time(warm+i+1)*air.Second)
			for j := range p {
				plots += len(p[j].Plots)
			}
		}
	}
	b.ReportMetric(float64(plots)/b.Elapsed().Seconds(), "plots/s")
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*(len(f.beats)-warm)), "ms/beat")
}

// BenchmarkFourRadars is traffic like that of C2: run it with -cpu 1,2.
func BenchmarkFourRadars(b *testing.B) { footageC2.bench(b, 120) }

// BenchmarkContinent is the benign continental set: run it with -cpu 1.
func BenchmarkContinent(b *testing.B) { footageContinent.bench(b, 40) }

// BenchmarkTrackMemory measures what a live track takes, with its ring of past
// states, its place in the grid and the sensors' notes of it.
func BenchmarkTrackMemory(b *testing.B) {
	f := footageContinent.load()
	for b.Loop() {
		tracker := f.warmed(b, len(f.beats))
		b.ReportMetric(float64(tracker.trackMemory())/float64(len(tracker.order)), "B/track")
		b.ReportMetric(float64(len(tracker.order)), "tracks")
		runtime.KeepAlive(tracker)
	}
}

// trackMemory returns the bytes that grow with the number of tracks.
func (t *Tracker) trackMemory() int {
	n := len(t.tracks)*int(unsafe.Sizeof(track{})) + len(t.grid.spot)*int(unsafe.Sizeof(spot{})) + len(t.easy.names.of)*int(unsafe.Sizeof(name{}))
	n += 4 * (len(t.order) + len(t.easy.head) + len(t.work.rootOf) + len(t.work.rowOf))
	for i := range t.watches {
		n += len(t.watches[i]) * int(unsafe.Sizeof(watch{}))
	}
	return n
}

// BenchmarkCheckpoint writes 40,000 tracks: those of the continent four times.
func BenchmarkCheckpoint(b *testing.B) {
	f := footageContinent.load()
	tracker := f.warmed(b, len(f.beats))
	live := tracker.order
	for len(tracker.order) < 40_000 {
		tracker.order = append(tracker.order, live[:min(len(live), 40_000-len(tracker.order))]...)
	}
	buf := tracker.Append(nil)
	b.ReportAllocs()
	for b.Loop() {
		buf = tracker.Append(buf[:0])
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms")
	b.ReportMetric(float64(len(buf))/1e6, "MB")
}
