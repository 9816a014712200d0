package center

import (
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// squadron is the center MEX of the stories with a flight of two on alert at
// Monterrey and a zone about it, its pictures written by hand.
type squadron struct {
	t   *testing.T
	c   *Center
	now air.Time
}

var monterrey = geo.Deg(25.865, -100.237)

func newSquadron(t *testing.T, seed uint64, edit func(sc *scenario.Scenario)) *squadron {
	t.Helper()
	texan, ok := atlas.FindAircraftType("TEX2")
	if !ok {
		t.Fatal("the atlas has no TEX2")
	}
	sc := twoCenters()
	sc.Centers[0] = scenario.Center{Name: "MEX", Audience: mex, Nation: air.MEX, Kind: scenario.Defence, Staff: "full"}
	sc.Centers[1] = scenario.Center{Name: "NORAD", Audience: both, Nation: air.USA, Kind: scenario.Defence, Staff: "full"}
	for i, name := range []string{"TEXAN1", "TEXAN2"} {
		sc.Aircraft = append(sc.Aircraft, scenario.Aircraft{
			Name: name, Callsign: name, Nation: air.MEX, Type: texan, Transponder: scenario.Transponder{Address: air.Address(0x0D7001 + i), Code: 0o4501},
		})
	}
	sc.Alerts = []scenario.Alert{{
		Flight: "TEXAN", Base: "MMAN", Pos: monterrey, Members: []int{0, 1}, Soonest: 6 * air.Minute, Latest: 12 * air.Minute, Serviceable: 1,
		Auto: true, Then: "escort", Visual: 5 * geo.NM, Reach: 250 * geo.NM, Armed: true,
	}}
	sc.Zones = []scenario.Zone{{
		ZoneInfo: air.ZoneInfo{Name: "Monterrey", Nation: air.MEX, Authority: "CENAVI", Middle: monterrey, To: air.Never, Rings: []air.ZoneRing{{Radius: 15 * geo.NM, Ceiling: 6000}}},
		Waivers:  []scenario.Waiver{{Callsign: air.NewCallsign("XAMED")}},
	}}
	if edit != nil {
		edit(sc)
	}
	centers, err := New(sc, seed, theater(), plans())
	if err != nil {
		t.Fatal(err)
	}
	return &squadron{t: t, c: &centers[0]}
}

// second lets a second pass with these tracks in the picture; the staff's acts are
// done at once, what is said to pilots is returned.
func (s *squadron) second(tracks ...air.Track) (said []air.Order) {
	s.now += air.Second
	s.c.watch(air.Picture{At: s.now, Tracks: tracks}, nil)
	s.c.runRules(s.now)
	for _, o := range s.c.Staff(s.now) {
		switch o.Body.(type) {
		case air.Act, air.Identify:
			s.c.Apply(s.now, o.Body)
		default:
			said = append(said, o)
		}
	}
	return said
}

func (s *squadron) act(do string, track uint32, to, by string) bool {
	return s.c.Apply(s.now, air.Act{Center: "MEX", Do: do, Track: track, To: to, By: by})
}

func (s *squadron) call(says string, at geo.LatLon) {
	s.c.Apply(s.now, air.Call{Aircraft: "TEXAN1", To: "MEX", Says: says, Lat: at.Lat, Lon: at.Lon, AltFt: 15000, SpeedKt: 280, Fuel: air.Hour})
}

func (s *squadron) count(did string) (n int) {
	for _, l := range s.c.Log() {
		if l.Did == did {
			n++
		}
	}
	return n
}

// flyer is a track with a height, northbound.
func northbound(number uint32, lat, lon float64) air.Track {
	at := geo.Deg(lat, lon).At(4500)
	f := geo.NewFrame(at)
	return air.Track{Number: number, Status: air.Confirmed, Pos: f.Origin, Vel: f.North.Scale(118), SigmaUp: 50, Existence: 1}
}

func TestTakeOffFallsBetweenSoonestAndLatest(t *testing.T) {
	early, late := false, false
	for seed := range uint64(200) {
		s := newSquadron(t, seed, nil)
		s.second(northbound(7, 26.0, -100))
		if !s.act("scramble", 7, "MMAN", "controller") {
			t.Fatal("the scramble is not taken")
		}
		due := s.c.sorties[0].Due - s.now
		if due < 6*air.Minute || due > 12*air.Minute {
			t.Fatalf("seed %d: takes off after %v, want 6 to 12 minutes", seed, due)
		}
		early, late = early || due < 7*air.Minute, late || due > 11*air.Minute
	}
	if !early || !late {
		t.Error("of 200 none takes off early, or none late")
	}
}

func TestWhatIsServiceable(t *testing.T) {
	ready := 0
	for seed := range uint64(500) {
		ready += len(newSquadron(t, seed, func(sc *scenario.Scenario) { sc.Alerts[0].Serviceable = 0.7 }).c.sorties[0].Members)
	}
	if ready < 650 || ready > 750 { // 700, standard deviation 14
		t.Errorf("of 1000 aircraft %d are serviceable, want 700", ready)
	}
	s := newSquadron(t, 1, func(sc *scenario.Scenario) { sc.Alerts[0].Serviceable = 0 })
	s.second(northbound(7, 26.0, -100))
	if !s.act("scramble", 7, "TEXAN", "controller") || s.count("cannot") != 1 || s.c.desk.Flights[0].State != "down" && s.c.sorties[0].State != "down" {
		t.Errorf("with none serviceable: %+v", s.c.Log())
	}
}

func TestActsThatAreNotPossible(t *testing.T) {
	s := newSquadron(t, 1, nil)
	s.second(northbound(7, 26.0, -100))
	for _, tt := range []struct {
		do    string
		track uint32
		to    string
	}{
		{"scramble", 7, "COBRA"}, {"scramble", 8, "TEXAN"}, {"escort", 7, "TEXAN"}, {"break_off", 0, "TEXAN"}, {"recover", 0, "TEXAN"}, {"vector", 7, "TEXAN"},
	} {
		if s.act(tt.do, tt.track, tt.to, "controller") {
			t.Errorf("%s %d %s is taken", tt.do, tt.track, tt.to)
		}
	}
	if !s.act("scramble", 7, "TEXAN", "controller") || s.act("scramble", 7, "TEXAN", "controller") || len(s.c.Log()) != 2 {
		t.Errorf("want one scramble taken and no second: %+v", s.c.Log())
	}
}

// aloftOn is a flight in the air, closing on track 7.
func aloftOn(t *testing.T, at geo.LatLon) *squadron {
	s := newSquadron(t, 1, nil)
	s.second(northbound(7, 26.0, -100))
	s.act("scramble", 7, "TEXAN", "controller")
	s.call("airborne", at)
	s.second(northbound(7, 26.0, -100))
	return s
}

func TestAPilotWhoFallsSilentIsLost(t *testing.T) {
	s := aloftOn(t, monterrey)
	for range 90 {
		s.second(northbound(7, 26.0, -100))
	}
	if s.count("lost") != 1 || s.c.sorties[0].State != "down" {
		t.Errorf("silent for 90 s: %s, %+v", s.c.sorties[0].State, s.c.Log())
	}
}

// Where a person has the flight in hand the staff neither escorts nor breaks off;
// the words to the pilot go on.
func TestAPersonHasTheFlightInHand(t *testing.T) {
	for _, by := range []string{"controller", "staff"} {
		s := aloftOn(t, geo.Deg(26.1, -100))
		s.act("vector", 7, "TEXAN", by)
		s.c.overlay.find(7).mark.Interest = true
		s.call("visual", geo.Deg(26.1, -100))
		guided := 0
		for range 50 {
			guided += len(s.second(northbound(7, 26.0, -100)))
		}
		if escorts := s.count("escort"); guided == 0 || (escorts > 0) != (by == "staff") {
			t.Errorf("in the hand of %s: %d words to pilots, %d escorts", by, guided, escorts)
		}
	}
}

func TestABreachIsCalledOnceWhenItIsSure(t *testing.T) {
	s := aloftOn(t, monterrey)
	over, back := geo.Deg(28.5, -98.8), geo.Deg(26.5, -99.8)
	at := func(p geo.LatLon, seconds int) {
		for range seconds {
			s.call("position", p)
			s.second(northbound(7, 26.0, -100))
		}
	}
	at(over, 15)
	if s.count("breach") != 0 {
		t.Error("called before it is sure")
	}
	at(over, 30)
	if s.count("breach") != 1 {
		t.Errorf("over Texas for 45 s: called %d times", s.count("breach"))
	}
	at(back, 30)
	at(over, 30)
	if s.count("breach") != 2 {
		t.Errorf("over Texas a second time: called %d times in all", s.count("breach"))
	}
}

func TestAZoneIsToldOncePerEntry(t *testing.T) {
	s := newSquadron(t, 1, nil)
	in, out := northbound(7, 25.9, -100.2), northbound(7, 27.0, -100.2)
	high := northbound(8, 25.9, -100.2)
	high.Pos = high.Pos.Add(geo.NewFrame(high.Pos.Geodetic()).Up.Scale(5000))
	let := northbound(9, 25.9, -100.2)
	let.Has, let.Callsign = air.HasCallsign, air.NewCallsign("XAMED")
	own := northbound(10, 25.9, -100.2)
	own.Has, own.Address = air.HasAddress, 0x0D7001
	flat := northbound(11, 25.9, -100.2)
	flat.SigmaUp = 4000
	for _, tracks := range [][]air.Track{{in}, {in, high, let}, {out, high}, {in}, {in, own}} {
		for range 3 {
			s.second(tracks...)
		}
	}
	if got := s.count("zone"); got != 3 { // in twice; the own one while it is no sortie in the air
		t.Errorf("told %d times, want 3: %+v", got, s.c.Log())
	}
	s.second(flat)
	if got := s.count("zone"); got != 4 {
		t.Errorf("one without a height: told %d times, want 4", got)
	}
}

// In a zone of layers who has no known height is in, out where its ring has none so low
// or so high, and in by a plan where a ring is open to plans.
func TestAZoneOfLayers(t *testing.T) {
	s := newSquadron(t, 1, func(sc *scenario.Scenario) {
		z := &sc.Zones[0]
		z.Rings = []air.ZoneRing{{Radius: 60 * geo.NM, Floor: 300, Ceiling: 7600, Planned: true}, {Radius: 15 * geo.NM, Ceiling: 300, Planned: true}}
	})
	far := northbound(7, 26.5, -100.2) // 38 NM off
	flat := far
	flat.Number, flat.SigmaUp = 8, 4000
	low := far
	low.Number = 9
	low.Pos = low.Pos.Sub(geo.NewFrame(low.Pos.Geodetic()).Up.Scale(low.Pos.Geodetic().Height - 100))
	s.second(far, flat, low)
	if got := s.count("zone"); got != 2 {
		t.Errorf("38 NM off, one of unknown height and one too low: told of %d, want 2: %+v", got, s.c.Log())
	}
}

// What the flights, requests and zones are lives on in a checkpoint, and a broken one
// is refused.
func TestFlightsInACheckpoint(t *testing.T) {
	a := aloftOn(t, geo.Deg(26.1, -100))
	a.second(northbound(7, 25.9, -100.2))
	state := a.c.appendFlights(nil)
	b := newSquadron(t, 1, nil)
	r := air.NewStateReader(state)
	if b.c.loadFlights(r); r.Done() != nil {
		t.Fatal(r.Done())
	}
	if again := b.c.appendFlights(nil); string(again) != string(state) {
		t.Errorf("got %s\nwant %s", again, state)
	}
	for bad, want := range map[string]string{"{": "flights", "[]": "want the state of 1 flights"} {
		r := air.NewStateReader(air.AppendString(air.AppendString(air.AppendString(air.AppendString(nil, bad), "null"), "null"), "null"))
		if b.c.loadFlights(r); r.Err() == nil || !strings.Contains(r.Err().Error(), want) {
			t.Errorf("%q: %v, want %q", bad, r.Err(), want)
		}
	}
}

// A flight that has landed at its base is on alert again after its turnaround, with
// the aircraft that are serviceable then; one that landed elsewhere is not.
func TestAFlightIsOnAlertAgain(t *testing.T) {
	land := func(at geo.LatLon) *squadron {
		s := newSquadron(t, 3, func(sc *scenario.Scenario) { sc.Alerts[0].Turn, sc.Alerts[0].Serviceable = 60*air.Minute, 0.7 })
		if m := s.c.sorties[0].Members; len(m) == 0 || m[0] != "TEXAN1" {
			t.Fatal("choose another seed: TEXAN1 is not serviceable")
		}
		s.second(northbound(7, 26.0, -100))
		s.act("scramble", 7, "TEXAN", "controller")
		s.call("airborne", at)
		s.act("recover", 0, "TEXAN", "controller")
		s.second(northbound(7, 26.0, -100))
		for _, m := range s.c.sorties[0].Members {
			s.c.Apply(s.now, air.Call{Aircraft: m, To: "MEX", Says: "landed"})
		}
		return s
	}
	s := land(monterrey)
	f := &s.c.sorties[0]
	if f.State != "down" || s.act("scramble", 7, "TEXAN", "controller") {
		t.Errorf("just landed: %s, and scrambled", f.State)
	}
	s.now += 59 * air.Minute
	s.second(northbound(7, 26.0, -100))
	if f.State != "down" {
		t.Errorf("a minute too early: %s", f.State)
	}
	s.now += air.Minute
	s.second(northbound(7, 26.0, -100))
	if f.State != "ready" || f.Flown != 1 || f.On != 0 || f.Up || s.count("ready") != 1 {
		t.Errorf("after an hour: %+v", f)
	}
	fresh := newSquadron(t, 3, func(sc *scenario.Scenario) { sc.Alerts[0].Turn, sc.Alerts[0].Serviceable = 60*air.Minute, 0.7 })
	r := air.NewStateReader(s.c.appendFlights(nil))
	if fresh.c.loadFlights(r); r.Done() != nil || len(fresh.c.sorties[0].crew) != len(f.Members) {
		t.Errorf("from a checkpoint: %v, %d aboard, want %d", r.Done(), len(fresh.c.sorties[0].crew), len(f.Members))
	}
	s = land(geo.Deg(28, -99))
	s.now += 2 * air.Hour
	s.second(northbound(7, 26.0, -100))
	if f := &s.c.sorties[0]; f.State != "down" {
		t.Errorf("landed elsewhere: %s", f.State)
	}
	ready := 0
	for seed := range uint64(300) {
		s := newSquadron(t, seed, func(sc *scenario.Scenario) { sc.Alerts[0].Serviceable = 0.7 })
		s.c.onAlert(&s.c.sorties[0], s.now)
		ready += len(s.c.sorties[0].Members)
	}
	if ready < 385 || ready > 455 { // 420, standard deviation 11
		t.Errorf("of 600 aircraft %d are serviceable the second time, want 420", ready)
	}
}
