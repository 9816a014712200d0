package fusion

import (
	"testing"

	"perimeter/air"
)

// recorded is a sky's parcels, beat by beat, so that a benchmark measures the
// tracker alone.
func recorded(s *sky, until air.Time) (beats [][]air.Parcel, plots int) {
	for s.now < until {
		p := s.run()
		for i := range p {
			plots += len(p[i].Plots)
		}
		beats = append(beats, p)
	}
	return beats, plots
}

// BenchmarkEasy is many aircraft with discrete codes, few rivals, data in time:
// plots a second of one core, allocations a beat in the steady state.
func BenchmarkEasy(b *testing.B) {
	s := continent(20, 1500, 0)
	for i := range s.radars {
		r := &s.radars[i]
		r.delay, r.biasRange, r.biasAz, r.info.SSR, r.info.ModeS = 0, 0, 0, true, false
	}
	for i := range s.planes {
		s.planes[i].code, s.planes[i].on = air.Mode3A(0o1001+i), true
	}
	bench(b, s)
}

// BenchmarkExercise is the lane of a center in the main exercise: 60 radars,
// clutter, misaligned, late.
func BenchmarkExercise(b *testing.B) { bench(b, continent(60, 170, 5)) }

func bench(b *testing.B, s *sky) {
	const warm = 60
	beats, _ := recorded(s, 120*air.Second)
	plots := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		tracker := mustNew(b, s.config())
		for i, p := range beats[:warm] {
			feed(tracker, p, air.Time(i+1)*air.Second)
		}
		b.StartTimer()
		for i, p := range beats[warm:] {
			feed(tracker, p, air.Time(warm+i+1)*air.Second)
			for j := range p {
				plots += len(p[j].Plots)
			}
		}
	}
	b.ReportMetric(float64(plots)/b.Elapsed().Seconds(), "plots/s")
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*(len(beats)-warm)), "ms/beat")
}
