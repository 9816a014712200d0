package world

import (
	"testing"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// BenchmarkAdvance is a beat of 10,000 aircraft: one in ten in a climb or a
// turn, one in a hundred close over the ground.
func BenchmarkAdvance(b *testing.B) {
	sc := exercise()
	for i := range 10_000 {
		lat, lon := 20+float64(i%100)*0.3, -125+float64(i/100)*0.5
		a := craft(b, num4(i), "B738", to(lat, lon, 30000, 450), to(lat+1, lon+3, 35000, 450), to(lat, lon, 30000, 450))
		if i%100 == 0 {
			a = craft(b, num4(i), "B350", low(lat, lon, 1000, 250), low(lat+1, lon+3, 1000, 250))
		}
		a.Plan = nil
		a.Repeat = 0
		sc.Aircraft = append(sc.Aircraft, a)
	}
	w := newWorld(b, sc)
	w.Advance(air.Second)
	b.ReportAllocs()
	for b.Loop() {
		w.Advance(w.now + air.Second)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/aircraft")
}

// BenchmarkNew is the expansion of a heavy sky, with flights that are already on
// their way.
func BenchmarkNew(b *testing.B) {
	sc := exercise()
	sc.Traffic = scenario.Traffic{US: 1000}
	b.ReportAllocs()
	for b.Loop() {
		newWorld(b, sc)
	}
}

func num4(i int) string {
	return string([]byte{'A' + byte(i/1000), '0' + byte(i/100%10), '0' + byte(i/10%10), '0' + byte(i%10)})
}

// BenchmarkLocal is a beat of 10,000 flights by encounter models.
func BenchmarkLocal(b *testing.B) {
	w := locals(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		w.Advance(w.now + air.Second)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/aircraft")
}

// locals is a sky of so many flights by the model of all that wear code 1200, who
// have been up for an hour.
func locals(t testing.TB, count int) *World {
	t.Helper()
	m, err := newModel("vfr")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, exercise())
	airports := atlas.Airports()
	for i := range count {
		name := "VFR" + num4(i)
		f, err := newLocal(name, &airports[(i*37)%len(airports)], m, &share{"vfr", 1, wings}, -air.Minute*60, 100*air.Minute*60, 19, num.At(19, drawFlight, num.Key(name), 0, 0))
		if err == nil {
			err = w.add(f.aircraft, f.entry)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w.sky.Aircraft = make([]truth.Aircraft, 0, len(w.fleet))
	return w
}
