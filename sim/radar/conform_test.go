package radar

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// Every kind of sensor of the atlas, those that are carried aboard an aircraft,
// keeps these rules.
func TestConform(t *testing.T) {
	for _, rt := range atlas.RadarTypes() {
		t.Run(strings.ReplaceAll(rt.Name, "/", "-"), func(t *testing.T) {
			t.Run("nothing of phantoms", func(t *testing.T) { nothingOfPhantoms(t, rt) })
			t.Run("the same after a checkpoint", func(t *testing.T) { sameAfterCheckpoint(t, rt) })
			if rt.ADSB || rt.Observer {
				return // what they hear and say is in their own tests
			}
			t.Run("Pd falls with range", func(t *testing.T) { pdFalls(t, rt) })
			t.Run("nothing below the horizon", func(t *testing.T) { nothingBelow(t, rt) })
			t.Run("false plots as configured", func(t *testing.T) { falsePlots(t, rt) })
			t.Run("each crossing met once", func(t *testing.T) { metOnce(t, rt) })
			t.Run("inside the stated limits", func(t *testing.T) { insideLimits(t, rt) })
		})
	}
}

var conformAt = geo.Deg(25, -90)

// mounted makes a sensor of a type, aboard an aircraft of the sky if it is an
// airborne one: that one comes last in the roster, and heads north.
func mounted(t *testing.T, rt atlas.RadarType, k *sky, h, falsePlots, speed float64) *Sensor {
	r := radarAt(t, "CONFORM", rt.Name, conformAt.At(h))
	r.FalsePerScan = falsePlots
	if rt.Airborne {
		r.Carrier = "CARRIER"
		k.flights = append(k.flights, flight{name: "CARRIER", from: conformAt, h: h, speed: speed, rcs: 10})
	}
	return one(t, r, k, sea)
}

// inSector reports whether an azimuth lies in a sector of a type that heads
// north, or within so much of it.
func inSector(rt *atlas.RadarType, azimuth, slack float64) bool {
	for _, side := range rt.Sectors {
		if math.Abs(geo.Delta(side.Middle, azimuth)) <= side.Half+slack {
			return true
		}
	}
	return len(rt.Sectors) == 0
}

// ring puts aircraft around the radar, all at one distance.
func ring(n int, distance, h, rcs float64) *sky {
	k := &sky{}
	for i := range n {
		from, _ := geo.Direct(conformAt, (float64(i)+0.5)*geo.Turn/float64(n), distance)
		k.flights = append(k.flights, flight{name: "RING" + string(rune('A'+i%26)) + string(rune('A'+i/26)), from: from, h: h, speed: 0.001, rcs: rcs})
	}
	return k
}

// fair returns a radial speed at which the processing of a type takes nothing
// from an echo.
func fair(c *chain) float64 {
	best, at := math.Inf(-1), 0.0
	for v := 60.0; v < 250; v += speedStep {
		if worth := lookUp(c.doppler.gain, v) + min(0, -lookUp(c.doppler.land, v)); worth > best {
			best, at = worth, v
		}
	}
	return at
}

// pdFalls measures Pd at 20 ranges: it is that of the radar equation within what
// the sample allows (four standard deviations), and falls.
func pdFalls(t *testing.T, rt atlas.RadarType) {
	if !rt.PSR {
		t.Skip("no primary")
	}
	const ranges, around, scans = 20, 20, 20
	k := &sky{}
	r := radarAt(t, "CONFORM", rt.Name, conformAt.At(3000))
	r.Carrier = "" // those that are carried stand still here
	c := new(chains).of(&rt)
	for i := range ranges {
		distance := rt.Range * (0.3 + 0.68*float64(i)/(ranges-1))
		h := 3000 + distance*distance/(2*effective) // half a degree up or so
		for _, f := range ring(around, distance, h, rt.RefRCS).flights {
			f.name += string(rune('A' + i))
			f.shown = fair(c)
			k.flights = append(k.flights, f)
		}
	}
	s := one(t, r, k, sea)
	var hits, n, model [ranges]float64
	k.beat(0, air.Second)
	for at := air.Time(0); at < scans*rt.Scan; at += air.Second {
		k.snap.From, k.snap.At = at, at+air.Second
		s.Look(&k.snap)
		for _, l := range s.Looks {
			i := int(l.Target) / around
			if !inSector(&rt, (float64(int(l.Target)%around)+0.5)*geo.Turn/around, -15*geo.Degree) {
				continue // the Erieye's statement holds within 60 degrees of broadside
			}
			if l.PSR == truth.Seen {
				hits[i]++
			} else if l.PSR != truth.Missed && l.PSR != truth.Cluttered {
				t.Fatalf("ring %d: %v", i, l.PSR)
			}
			n[i]++
		}
	}
	for i := range ranges {
		want := expected(s, &rt, k, truth.AircraftID(i*around))
		model[i] = want
		if n[i] < 0.6*around*(scans-1) || math.Abs(hits[i]/n[i]-want) > 4*math.Sqrt(want*(1-want)/n[i])+1e-9 {
			t.Errorf("ring %d: detected %.3f of %.0f, the radar equation says %.3f", i, hits[i]/n[i], n[i], want)
		}
		if i > 0 && want > model[i-1] {
			t.Errorf("ring %d: Pd is %.4f, more than %.4f nearer", i, want, model[i-1])
		}
	}
}

// expected is the Pd of a target by the radar equation, worked out from the
// type's row, without the tables of a sensor.
func expected(s *Sensor, rt *atlas.RadarType, k *sky, id truth.AircraftID) float64 {
	d := newDetector(rt.Pulses, rt.Pfa)
	place := s.frame.To(k.snap.Aircraft[id].Pos).Spherical()
	aim := s.sight.aim(place.Range, place.Azimuth, k.flights[id].h)
	db := d.snr(stated, rt.RefPd) + 40*math.Log10(rt.RefRange/place.Range) + 2*s.chain.oneWay(aim.elevation())
	if q := rt.Processing; q.STC > place.Range {
		db -= 40 * math.Log10(q.STC/place.Range)
	}
	if g := s.chain.doppler.kind; g == atlas.Canceller2 || g == atlas.Canceller3 {
		db += toDB(s.chain.doppler.passes(k.flights[id].shown, 0))
	}
	return d.pd(1, fromDB(db))
}

func nothingBelow(t *testing.T, rt atlas.RadarType) {
	reach := max(rt.Range, rt.RangeSSR)
	k := ring(50, 0.7*reach, 200, 1e6) // as a mountain of steel
	got := run(mounted(t, rt, k, 15, 0, 0.001), k, 0, 3*rt.Scan)
	if len(got.plots) != 0 || len(got.looks) < 120 {
		t.Errorf("%d plots, %d looks, want none in 150", len(got.plots), len(got.looks))
	}
	for _, l := range got.looks {
		if l.PSR == truth.OutOfSector && l.SSR == truth.OutOfSector {
			continue
		}
		if rt.PSR && 0.7*reach < rt.Range && l.PSR != truth.BelowHorizon || rt.SSR && l.SSR != truth.BelowHorizon {
			t.Fatalf("PSR %v, SSR %v, want below horizon", l.PSR, l.SSR)
		}
	}
}

// falsePlots counts plots under an empty sky: within four standard deviations of
// the mean, from the least range to the farthest, all primary, and in each quarter
// as many as the radar's map says.
func falsePlots(t *testing.T, rt atlas.RadarType) {
	k := &sky{}
	const scans = 200
	s := mounted(t, rt, k, 15, 5, 0.001)
	got := run(s, k, 0, scans*rt.Scan)
	want := 0.0
	if rt.PSR {
		want = scans * 5
	}
	n := float64(len(got.plots))
	if math.Abs(n-want) > 4*math.Sqrt(want) {
		t.Errorf("%g false plots in %d scans, want %g", n, scans, want)
	}
	var quarters [4]float64
	seen := map[uint64]bool{}
	for _, p := range got.plots {
		if p.Kind != air.PSR || p.Has&^(air.HasHeight|air.HasDoppler) != 0 || seen[p.ID] {
			t.Fatalf("%v, fields %b, seen before %v", p.Kind, p.Has, seen[p.ID])
		}
		seen[p.ID] = true
		if rate := math.Abs(float64(p.Doppler)); (p.Has&air.HasDoppler != 0) != (s.info.SigmaDoppler > 0) || rate < s.info.Notch || rate > 1000 {
			t.Fatalf("fields %b, a false plot at %.0f m/s, notch %.0f m/s", p.Has, p.Doppler, s.info.Notch)
		}
		if !inSector(&rt, p.Azimuth(), 0.001) {
			t.Fatalf("a false plot at %.1f degrees, outside the sectors", p.Azimuth()/geo.Degree)
		}
		if p.Range() < rt.MinRange-0.1 || p.Range() > rt.Range+0.1 {
			t.Fatalf("a false plot at %.0f m", p.Range())
		}
		quarters[int(p.Azimuth()/(geo.Turn/4))]++
	}
	for i, q := range quarters {
		share := 0.25
		if s.fog.made {
			share = 0
			for _, part := range s.fog.sector[i*sectors/4 : (i+1)*sectors/4] {
				share += part
			}
		}
		if math.Abs(q-want*share) > 4*math.Sqrt(want*share) {
			t.Errorf("%g false plots in quarter %d, want %g", q, i, want*share)
		}
	}
}

func metOnce(t *testing.T, rt atlas.RadarType) {
	reach := max(rt.Range, rt.RangeSSR)
	k := ring(40, 0.5*reach, 6000, 10)
	for i := range k.flights {
		k.flights[i].speed, k.flights[i].track = 250, float64(i)
	}
	s := mounted(t, rt, k, 3000, 0, 100)
	const scans = 12
	var last [40]air.Time
	var met [40]int
	for _, l := range run(s, k, 0, scans*rt.Scan).looks {
		if l.Plot != 0 && (l.PSR == truth.OutOfSector || l.SSR == truth.OutOfSector) {
			t.Errorf("aircraft %d gives a plot outside the sectors", l.Target)
		}
		if gap := l.At - last[l.Target]; met[l.Target] > 0 && (gap < rt.Scan*9/10 || gap > rt.Scan*11/10) {
			t.Errorf("aircraft %d met again after %v, want about %v", l.Target, gap, rt.Scan)
		}
		last[l.Target], met[l.Target] = l.At, met[l.Target]+1
	}
	for i, n := range met {
		if n < scans-1 || n > scans+1 {
			t.Errorf("aircraft %d met %d times in %d scans", i, n, scans)
		}
	}
}

// insideLimits: beyond its range a sensor has neither looks nor plots, and in
// one receiver's range only that one.
func insideLimits(t *testing.T, rt atlas.RadarType) {
	reach := max(rt.Range, rt.RangeSSR)
	k := ring(20, reach+5000, 15_000, 1e6)
	if got := run(mounted(t, rt, k, 3000, 0, 0.001), k, 0, 3*rt.Scan); len(got.plots)+len(got.looks) != 0 {
		t.Errorf("%d plots and %d looks beyond the range", len(got.plots), len(got.looks))
	}
	if rt.PSR && rt.SSR && rt.RangeSSR > rt.Range+20_000 {
		k := ring(20, rt.Range+10_000, 9000, 1e6)
		for _, l := range run(mounted(t, rt, k, 3000, 0, 0.001), k, 0, 3*rt.Scan).looks {
			if l.PSR != 0 || l.SSR == 0 {
				t.Fatalf("beyond the primary's range: PSR %v, SSR %v", l.PSR, l.SSR)
			}
		}
	}
}

// nothingOfPhantoms: where nobody is there is nothing to see, whatever the
// broadcasts say.
func nothingOfPhantoms(t *testing.T, rt atlas.RadarType) {
	k := ring(20, 60_000, 5000, 1e6)
	for i := range k.flights {
		k.flights[i].phantom = true
	}
	if got := run(mounted(t, rt, k, 3000, 0, 0.001), k, 0, 3*rt.Scan); len(got.plots)+len(got.looks)+len(got.reports) != 0 {
		t.Errorf("%d plots, %d looks and %d reports of nobody", len(got.plots), len(got.looks), len(got.reports))
	}
}

// sameAfterCheckpoint: what a sensor gives does not depend on whether it was
// saved and loaded in between, when orders have changed it.
func sameAfterCheckpoint(t *testing.T, rt atlas.RadarType) {
	k := ring(20, 60_000, 5000, 5)
	for i := range k.flights {
		k.flights[i].adsb, k.flights[i].nacp = true, 8
	}
	s := mounted(t, rt, k, 3000, 5, 100)
	for _, b := range []air.Body{
		air.Degrade{Sensor: "CONFORM", DB: 6}, air.Shift{Sensor: "CONFORM", Range: 500, Az: 0.01},
		air.Winch{Sensor: "CONFORM", Down: true}, air.Observe{Sensor: "CONFORM", Lat: 0.4, Lon: -1.6},
	} {
		s.Apply(b)
	}
	half, end := 20*air.Second, 40*air.Second
	run(s, k, 0, half)
	state := s.Append(nil)
	want := run(s, k, half, end)
	again := mounted(t, rt, &sky{flights: slices.Clone(k.flights[:20])}, 3000, 5, 100)
	if err := again.Load(air.NewStateReader(state)); err != nil {
		t.Fatal(err)
	}
	if got := run(again, k, half, end); !reflect.DeepEqual(got, want) || len(want.services) == 0 {
		t.Errorf("%d plots, %d reports, %d marks after a checkpoint, want the same %d, %d, %d",
			len(got.plots), len(got.reports), len(got.services), len(want.plots), len(want.reports), len(want.services))
	}
}
