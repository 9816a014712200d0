package world

import (
	"math"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// texas is an exercise of two hours with all kinds of traffic, from an hour of
// the day in UTC; the sun is 6 h 24 min behind.
func texas(hourUTC int64, density float64) *scenario.Scenario {
	sc := exercise()
	sc.Start = 1563321600 + hourUTC*3600 // 17 July 2019
	sc.Traffic = scenario.Traffic{
		Density: density, VFR: density, Helicopters: density, Release: air.Only(air.USA),
		Within: geo.Box{South: 30 * geo.Degree, North: 34 * geo.Degree, West: -99 * geo.Degree, East: -94 * geo.Degree},
	}
	return sc
}

// The number of flights in the air, by kind.
func aloft(t *testing.T, sc *scenario.Scenario) (count struct{ airline, vfr, rotor int }) {
	t.Helper()
	w := newWorld(t, sc)
	w.Advance(air.Second)
	for i := range w.Truth().Aircraft {
		switch name := w.roster[w.Truth().Aircraft[i].ID].Name; {
		case strings.HasPrefix(name, "VFR-"):
			count.vfr++
		case strings.HasPrefix(name, "HEL-"):
			count.rotor++
		default:
			count.airline++
		}
	}
	return count
}

// The sky is as full as the hour has it: at noon light aircraft abound, in the
// night there are few and helicopters are among them.
func TestHourOfTheDay(t *testing.T) {
	noon, night := aloft(t, texas(18, 1)), aloft(t, texas(9, 1))
	t.Logf("noon %+v, night %+v", noon, night)
	if noon.vfr < 10*max(1, night.vfr) || noon.airline < 8*night.airline || noon.rotor < night.rotor || night.rotor <= night.vfr {
		t.Errorf("at noon %+v, in the night %+v", noon, night)
	}
	if double := aloft(t, texas(18, 2)); double.vfr < noon.vfr*3/2 || double.vfr > noon.vfr*3 || double.airline < noon.airline*3/2 {
		t.Errorf("at density 2 %+v, want about twice %+v", double, noon)
	}
	only := texas(18, 0)
	only.Traffic.Helicopters = 1
	if c := aloft(t, only); c.airline != 0 || c.vfr != 0 || c.rotor != noon.rotor {
		t.Errorf("helicopters alone: %+v, want the %d of before", c, noon.rotor)
	}
}

// A fuller sky has all the flights of a thinner one, as they were.
func TestFullerSkyKeepsItsFlights(t *testing.T) {
	thin, full := newWorld(t, texas(18, 0.5)), newWorld(t, texas(18, 1))
	if len(full.fleet) < len(thin.fleet)*3/2 {
		t.Errorf("%d flights at density 1, %d at 0.5", len(full.fleet), len(thin.fleet))
	}
	for i := range thin.fleet {
		a := &thin.fleet[i]
		at, ok := full.byName[a.name]
		if !ok {
			t.Fatalf("%s is in the thin sky alone", a.name)
		}
		if b := &full.fleet[at]; a.depart != b.depart || a.begin != b.begin || thin.roster[i].Type != full.roster[at].Type || a.pos != b.pos {
			t.Errorf("%s flies otherwise in a fuller sky", a.name)
		}
	}
}

// Light aircraft wear 1200 and file no plan; twins on other codes wear their own;
// whose type broadcasts its position does so with its quality.
func TestWhatLocalFlightsWear(t *testing.T) {
	w := newWorld(t, texas(18, 1))
	visual, others := 0, 0
	planned := map[air.Callsign]bool{}
	for _, p := range w.Plans() {
		planned[p.Callsign] = true
	}
	callsigns := map[air.Callsign]bool{}
	for i := range w.fleet {
		a, e := &w.fleet[i], &w.roster[i]
		if callsigns[a.callsign] || !strings.HasPrefix(a.callsign.String(), "EX") {
			t.Errorf("%s: call sign %s is another's too, or no exercise one", a.name, a.callsign)
		}
		callsigns[a.callsign] = true
		typ, _ := atlas.FindAircraftType(e.Type)
		if a.adsb != typ.ADSB || (e.NIC == 8) != typ.ADSB || (e.NACp == 9) != typ.ADSB {
			t.Errorf("%s, a %s: ADS-B %v, NIC %d, NACp %d", a.name, e.Type, a.adsb, e.NIC, e.NACp)
		}
		if planned[a.callsign] != (a.rover == nil) {
			t.Errorf("%s: a plan %v", a.name, planned[a.callsign])
		}
		switch {
		case a.rover == nil:
		case a.squawk.Code == air.VFR && a.rover.model.Name != "multi":
			visual++
		case a.squawk.Code.Discrete() && a.rover.model.Name == "multi":
			others++
		default:
			t.Errorf("%s by model %s wears %v", a.name, a.rover.model.Name, a.squawk.Code)
		}
	}
	if visual < 100 || others < 5 {
		t.Errorf("%d flights on 1200, %d on codes of their own", visual, others)
	}
}

// Departures come as many as they should and when they should: by the hours of
// the local day, and the numbers of days scatter as those of a Poisson law.
func TestDepartures(t *testing.T) {
	const days = 40
	sc := &scenario.Scenario{Start: 1563321600, Length: days * day}
	s := stream{name: "KAAA-KBBB", pos: geo.Deg(30, -90), perDay: 300, profile: &airlineDay, longest: air.Minute}
	var hours [24]int
	perDay := map[air.Time]float64{}
	err := s.eachDeparture(sc, 19, func(_ string, depart air.Time, _ num.Draw) error {
		local := depart + day - 6*hour
		hours[local%day/hour]++
		perDay[local/day]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	law, all := make([]float64, 24), sumOf(airlineDay[:])
	for h := range law {
		law[h] = airlineDay[h] / all
	}
	fits(t, "hours of departure", hours[:], law)
	var mean, square float64
	for k := air.Time(1); k < days; k++ { // the first and the last are cut
		mean += perDay[k] / (days - 1)
	}
	for k := air.Time(1); k < days; k++ {
		square += (perDay[k] - mean) * (perDay[k] - mean) / (days - 2)
	}
	if math.Abs(mean-300) > 4*math.Sqrt(300./(days-1)) || square < 150 || square > 600 {
		t.Errorf("mean %.1f, variance %.0f a day, want 300 and 300", mean, square)
	}
}

// The area is the box given, else the map; a flight over it counts although it
// neither starts nor ends there.
func TestArea(t *testing.T) {
	sc := &scenario.Scenario{MapAt: geo.Deg(30, -100), MapRange: 300 * geo.NM}
	box := area(sc)
	if s, n := box.South/geo.Degree, box.North/geo.Degree; math.Abs(s-25) > 0.1 || math.Abs(n-35) > 0.1 || !box.Contains(geo.Deg(30, -108)) || box.Contains(geo.Deg(30, -112)) {
		t.Errorf("the map's area is %+v", box)
	}
	sc.Traffic.Within = geo.Box{South: 0.6, North: 0.62, West: -1.9, East: -1.8}
	if area(sc) != sc.Traffic.Within {
		t.Errorf("the area is %+v, want the box", area(sc))
	}
	over, err := newWay("KLAX", "KJFK")
	if err != nil {
		t.Fatal(err)
	}
	kansas := geo.Box{South: 36 * geo.Degree, North: 42 * geo.Degree, West: -102 * geo.Degree, East: -94 * geo.Degree}
	florida := geo.Box{South: 25 * geo.Degree, North: 31 * geo.Degree, West: -88 * geo.Degree, East: -80 * geo.Degree}
	if in, out := over.inside(kansas); in < 0.25 || in > 0.4 || out < 0.5 || out > 0.7 {
		t.Errorf("Los Angeles to New York is over Kansas from %.2f to %.2f of its way, want about 0.33 to 0.55", in, out)
	}
	if in, out := over.inside(florida); in <= out {
		t.Errorf("Los Angeles to New York is over Florida from %.2f to %.2f of its way", in, out)
	}
}
