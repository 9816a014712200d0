package radar

import (
	"fmt"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// BenchmarkLook is one sensor over beats of 1 s under a sky spread over the
// continent, a tenth or so of it within reach; also with 20 showers about it and
// with two jammers.
func BenchmarkLook(b *testing.B) {
	for _, tt := range []struct{ n, showers, jammers int }{{200, 0, 0}, {10_000, 0, 0}, {10_000, 20, 0}, {10_000, 0, 2}} {
		n := tt.n
		b.Run(fmt.Sprintf("aircraft=%d/showers=%d/jammers=%d", n, tt.showers, tt.jammers), func(b *testing.B) {
			k := &sky{}
			for i := range tt.showers {
				p, _ := geo.Direct(geo.Deg(31.5, -106.5), float64(i), float64(i)*15_000)
				k.clouds = append(k.clouds, truth.Cloud{Key: uint64(i), Kind: truth.Rain, Pos: p.At(0).ECEF(), Radius: 9000, Thickness: 8000, Rate: 20})
			}
			for i := range n {
				at := geo.Deg(18+float64(i*7919%2200)/100, -120+float64(i*104729%4000)/100)
				k.flights = append(k.flights, flight{name: fmt.Sprint("F", i), from: at, track: float64(i), h: 10_000, speed: 230, rcs: 20})
			}
			for i := range tt.jammers {
				k.flights[i].jams, k.flights[i].jammer = true, truth.Jammer{ERP: 10, Frequency: 1.3e9, Bandwidth: 50e6}
			}
			s := one(b, radarAt(b, "QNW", "ARSR-4", geo.Deg(31.5, -106.5).At(1400)), k, atlas.Obstacle)
			snap := k.beat(0, air.Second)
			turnOnce(s, snap)
			b.ReportAllocs()
			b.ResetTimer()
			plots, at := 0, air.Time(0)
			for b.Loop() {
				snap.From, snap.At = at%(12*air.Second), at%(12*air.Second)+air.Second
				s.Look(snap)
				plots += len(s.Batch.Plots)
				at += air.Second
			}
			b.ReportMetric(float64(plots)/float64(b.N), "plots/op")
		})
	}
}

// turnOnce lets the sensor survey every horizon that the sky needs and grow its
// slices.
func turnOnce(s *Sensor, snap *truth.Snapshot) {
	for at := air.Time(0); at < s.info.Scan; at += air.Second {
		snap.From, snap.At = at, at+air.Second
		s.Look(snap)
	}
}

// BenchmarkSurvey is one profile of the horizon over real terrain, with what its
// ground sends back.
func BenchmarkSurvey(b *testing.B) {
	s := &one(b, radarAt(b, "QNW", "ARSR-4", geo.Deg(31.5, -106.5).At(1400)), &sky{}, atlas.Obstacle).sight
	s.survey(0)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.steps, s.surface.bins = s.steps[:0], s.surface.bins[:0]
		s.survey(i % bearings)
	}
}

// BenchmarkNew is what 60 sensors of all types take at the start.
func BenchmarkNew(b *testing.B) {
	types := atlas.RadarTypes()
	k := crowd(200)
	roster := k.roster()
	var radars []scenario.Radar
	for i := range 60 {
		radars = append(radars, radarAt(b, fmt.Sprint("R", i), types[i%len(types)].Name, geo.Deg(31.5, -106.5).At(1000)))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := build(radars, testSeed, roster, sea); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLookFromAbove is an E-3 and an Erieye over beats of 1 s, under and
// above a sky over the continent, most of it low.
func BenchmarkLookFromAbove(b *testing.B) {
	for _, kind := range []string{"APY-1/2", "PS-890 Erieye", "ADS-B station"} {
		b.Run(kind, func(b *testing.B) {
			k := crowd(10_000)
			for i := range k.flights {
				f := &k.flights[i]
				f.from, f.adsb = geo.Deg(18+float64(i*7919%2200)/100, -120+float64(i*104729%4000)/100), true
				f.h = 500 + float64(i%3)*4000
			}
			k.flights[0].from, k.flights[0].h = geo.Deg(31.5, -106.5), 9000
			r := radarAt(b, "AEW", kind, geo.Deg(31.5, -106.5).At(1400))
			if r.Type.Airborne {
				r.Carrier = k.flights[0].name
			}
			s := one(b, r, k, atlas.Obstacle)
			snap := k.beat(0, air.Second)
			turnOnce(s, snap)
			b.ReportAllocs()
			b.ResetTimer()
			at := air.Time(0)
			for b.Loop() {
				snap.From, snap.At = at%(60*air.Second), at%(60*air.Second)+air.Second
				s.Look(snap)
				at += air.Second
			}
		})
	}
}
