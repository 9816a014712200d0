package world

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The story's background: as the lead scenario asks for it.
func sky(us int) *scenario.Scenario {
	sc := exercise()
	sc.Traffic = scenario.Traffic{
		US:      us,
		Within:  geo.Box{South: 14 * geo.Degree, West: -120 * geo.Degree, North: 40 * geo.Degree, East: -78 * geo.Degree},
		Pairs:   []scenario.Pair{{From: "MMMX", To: "KDFW", Flights: 4}, {From: "CYYZ", To: "MMUN", Flights: 3}, {From: "MMMX", To: "KDFW", Flights: 1}},
		Release: air.Only(air.USA, air.CAN, air.MEX), Recorded: []string{"calfire"},
	}
	return sc
}

// The sky is full at T+0 and stays full: flights land and new ones come.
func TestSkyIsFullFromTheStart(t *testing.T) {
	w := newWorld(t, sky(150))
	var counts []int
	high := 0 // airline flights above 20,000 ft at the start
	seen := map[truth.AircraftID]bool{}
	watch(w, air.Second, 2*air.Hour, func(s *truth.Snapshot) bool {
		n := 0
		for i := range s.Aircraft {
			if strings.HasPrefix(w.roster[s.Aircraft[i].ID].Name, "US-") {
				n++
				if s.From == 0 && s.Aircraft[i].Level.Feet() > 20_000 {
					high++
				}
			}
			seen[s.Aircraft[i].ID] = true
		}
		if s.At%(10*air.Minute) == 0 || s.At == air.Second {
			counts = append(counts, n)
		}
		return true
	})
	t.Logf("airline flights in the air every 10 minutes: %v", counts)
	lo, hi := slices.Min(counts), slices.Max(counts)
	if lo < 40 || hi > 110 {
		t.Errorf("airline flights in the air: %v, want about half of the 150 at all times", counts)
	}
	if high < counts[0]/3 || high == counts[0] {
		t.Errorf("%d of %d airline flights above 20,000 ft at the start, want a good part of them", high, counts[0])
	}
	if len(seen) < len(w.roster)*95/100 {
		t.Errorf("%d of %d flights are ever in the air, want nearly all", len(seen), len(w.roster))
	}
}

// Each flight has a discrete code of its own, an address in its nation's block,
// an exercise call sign, a plan, and flies a level that fits its direction.
func TestLabels(t *testing.T) {
	sc := sky(150)
	a := craft(t, "EXTANGO1", "B350", to(25, -100, 1e4, 200), to(26, -100, 1e4, 200))
	sc.Aircraft = append(sc.Aircraft, a)
	w := newWorld(t, sc)
	if want := len(w.roster); len(w.Plans()) != want {
		t.Errorf("%d plans, want %d", len(w.Plans()), want)
	}
	codes, addresses, callsigns := map[air.Mode3A]bool{}, map[air.Address]bool{}, map[air.Callsign]bool{}
	last := ""
	for _, p := range w.Plans() {
		c := p.Callsign.String()
		if codes[p.Code] || addresses[p.Address] || callsigns[p.Callsign] {
			t.Errorf("%s: code %v, address %v or call sign is another's too", c, p.Code, p.Address)
		}
		codes[p.Code], addresses[p.Address], callsigns[p.Callsign] = true, true, true
		if !p.Code.Discrete() || p.Code == 0o7777 {
			t.Errorf("%s: code %v, want a discrete one", c, p.Code)
		}
		if c < last {
			t.Errorf("%s comes after %s, want them sorted", c, last)
		}
		last = c
		inBlock := p.Address>>20 == 0xA && strings.HasPrefix(c, "EXUS") ||
			p.Address>>18 == 0xC00000>>18 && strings.HasPrefix(c, "EXCN") ||
			p.Address>>15 == 0x0D0000>>15 && (strings.HasPrefix(c, "EXMX") || c == "EXTANGO1")
		if !inBlock {
			t.Errorf("%s: address %v is not in the nation's block", c, p.Address)
		}
	}
	if p := w.Plans()[len(w.Plans())-1]; p.Release != sc.Traffic.Release {
		t.Errorf("plan's release %v, want %v", p.Release, sc.Traffic.Release)
	}
	for i, e := range w.Roster() {
		if e.Key != num.Key(e.Name) {
			t.Errorf("%s: key %x, want the name's", e.Name, e.Key)
		}
		if s := w.fleet[i].squawk; e.Role == truth.Background && (!s.On || !s.ModeC || !s.ModeS) {
			t.Errorf("%s: transponder %+v, want on with modes C and S", e.Name, s)
		}
	}
}

func TestLevelsFitDirections(t *testing.T) {
	w := newWorld(t, sky(150))
	for i, e := range w.Roster() {
		a := &w.fleet[i]
		if a.route == nil {
			continue
		}
		to := a.route.nodes[len(a.route.nodes)-1]
		thousands := a.route.legs[1].height / geo.Foot / 1000
		k := int(math.Round(thousands))
		_, azimuth, _ := geo.Inverse(a.begin.place(), to.pos.Geodetic().LatLon)
		if math.Abs(thousands-float64(k)) > 1e-6 || k > 41 || (k%2 == 1) != (azimuth < math.Pi) {
			t.Errorf("%s %s on %03.0f flies %.2f thousand feet", e.Name, e.Type, azimuth/geo.Degree, thousands)
		}
		if h := a.route.legs[1].height; h > a.perf.ceiling {
			t.Errorf("%s: %s at %.0f m, want its ceiling of %.0f m at most", e.Name, e.Type, h, a.perf.ceiling)
		}
	}
}

// Airliners really reach their level, keep to 250 kt below 10,000 ft and come
// down to the field.
func TestAirlinerFlight(t *testing.T) {
	sc := exercise()
	sc.Traffic.Pairs = []scenario.Pair{{From: "KDFW", To: "KDEN", Flights: 3}, {From: "MMMX", To: "MMMY", Flights: 3}, {From: "KIAH", To: "KAUS", Flights: 3}}
	sc.Length = 6 * air.Hour
	w := newWorld(t, sc)
	top, last := make([]float64, len(w.roster)), make([]geo.Geodetic, len(w.roster))
	watch(w, air.Second, 9*air.Hour, func(s *truth.Snapshot) bool {
		for i := range s.Aircraft {
			a := &s.Aircraft[i]
			g := a.Pos.Geodetic()
			top[a.ID], last[a.ID] = max(top[a.ID], g.Height), g
			if kt := a.Vel.Norm() / geo.Knot; g.Height < 9000*geo.Foot && kt > 252 {
				t.Fatalf("%v: %s at %.0f kt and %.0f ft, want 250 kt at most", s.At, w.roster[a.ID].Name, kt, g.Height/geo.Foot)
			}
		}
		return true
	})
	for i, e := range w.roster {
		a := &w.fleet[i]
		if a.depart < 0 {
			continue
		}
		if want := a.route.legs[1].height; top[i] < want-30 {
			t.Errorf("%s: %s reaches %.0f ft, want %.0f", e.Name, e.Type, top[i]/geo.Foot, want/geo.Foot)
		}
		field := a.route.legs[2].height
		end := a.route.nodes[len(a.route.nodes)-1].pos.Geodetic().LatLon
		if d := geo.Distance(last[i].LatLon, end); d > 200 || math.Abs(last[i].Height-field) > 30 {
			t.Errorf("%s: %s ends %.0f m from the field, %.0f m above it", e.Name, e.Type, d, last[i].Height-field)
		}
	}
}

// A recorded flight goes through its recorded points at its recorded times,
// under another name.
func TestRecordedFlights(t *testing.T) {
	sc := exercise()
	sc.Traffic.Recorded = []string{"calfire", "indiana"}
	sc.Traffic.Release = air.Only(air.USA)
	w := newWorld(t, sc)
	flights, kept, all := 0, 0, 0
	for _, f := range atlas.Recorded() {
		i, ok := w.byName[f.Name]
		if !ok {
			continue
		}
		flights++
		a := &w.fleet[i]
		all += len(f.Points)
		kept += len(a.record.knots)
		if a.depart < 0 || a.depart > sc.Length {
			t.Errorf("%s starts at %v, want within the exercise", f.Name, a.depart)
		}
		for _, k := range a.record.knots {
			m := a.record.motionAt(k.at)
			if d := m.pos.Sub(place(k.state).At(k.state[2]).ECEF()).Norm(); d > 0.01 {
				t.Fatalf("%s: %.2f m from the recorded point at %.0f s", f.Name, d, k.at)
			}
		}
	}
	t.Logf("%d flights, %d of %d points flown", flights, kept, all)
	if flights < 20 || kept < all*95/100 {
		t.Errorf("%d flights with %d of %d points, want at least 20 and nearly all points", flights, kept, all)
	}
	watch(w, air.Second, sc.Length, func(s *truth.Snapshot) bool {
		for i := range s.Aircraft {
			a := &s.Aircraft[i]
			if v := a.Vel.Norm(); !(v < fastest*1.5) {
				t.Fatalf("%v: %s at %.0f m/s", s.At, w.roster[a.ID].Name, v)
			}
			if c := a.Callsign.String(); !strings.HasPrefix(c, "EX") {
				t.Fatalf("%s: call sign %q, want an exercise one", w.roster[a.ID].Name, c)
			}
		}
		return true
	})
}

func TestBadTraffic(t *testing.T) {
	with := func(tr scenario.Traffic) *scenario.Scenario {
		sc := exercise()
		sc.Traffic = tr
		return sc
	}
	tests := []struct {
		name string
		tr   scenario.Traffic
		want string
	}{
		{"no such airport", scenario.Traffic{Pairs: []scenario.Pair{{From: "MMMX", To: "XXXX", Flights: 1}}},
			`traffic: pair MMMX to XXXX: want airports of the atlas, got "XXXX"`},
		{"round trip to nowhere", scenario.Traffic{Pairs: []scenario.Pair{{From: "MMMX", To: "MMMX", Flights: 1}}},
			`traffic: pair MMMX to MMMX: want two places, got 0 m between them`},
		{"no pair in the box", scenario.Traffic{US: 3, Within: geo.Box{South: 0.1, North: 0.2, West: 1, East: 1.1}},
			`traffic: us_flights: want a pair of airports within the box, got none`},
		{"no such set", scenario.Traffic{Recorded: []string{"mars"}},
			`traffic: recorded: want a set of calfire, guatemala, indiana, montreal, got "mars"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := New(with(tt.tr), 1); err == nil || err.Error() != tt.want {
				t.Errorf("got error %v, want %s", err, tt.want)
			}
		})
	}
}

// Who stands where in the list does not decide who gets which code: the names
// do.
func TestLabelsDoNotHangOnOrder(t *testing.T) {
	flights := func(reverse bool) map[string]air.Plan {
		list := make([]flight, 3000)
		for i := range list {
			name := num4(i)
			list[i].entry = truth.Entry{Name: name, Key: num.Key(name), Nation: air.MEX}
		}
		if reverse {
			slices.Reverse(list)
		}
		if err := label(list, exercise(), 7); err != nil {
			t.Fatal(err)
		}
		plans := map[string]air.Plan{}
		for _, f := range list {
			plans[f.entry.Name] = f.plan
		}
		return plans
	}
	if diff := cmp.Diff(flights(false), flights(true)); diff != "" {
		t.Errorf("labels of one list and of its reverse (-want +got):\n%s", diff)
	}
}

// When all 4,031 codes are given out the world goes on with codes used twice.
func TestMoreFlightsThanCodes(t *testing.T) {
	l := newLabels(1)
	seen := map[air.Mode3A]int{}
	for i := range 5000 {
		seen[l.code(num.Key(string(rune(i))))]++
	}
	if len(seen) != 4031 {
		t.Errorf("%d codes given out, want all 4031", len(seen))
	}
}
