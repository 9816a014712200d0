package world

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// leg is a point of a test's route: degrees, feet, knots.
func to(lat, lon, ft, kt float64) scenario.Leg {
	return scenario.Leg{Pos: geo.Deg(lat, lon), Height: ft * geo.Foot, Speed: kt * geo.Knot}
}

func low(lat, lon, ft, kt float64) scenario.Leg {
	l := to(lat, lon, ft, kt)
	l.AGL = true
	return l
}

// fix is a point at an airport or navaid; 0 ft: at the field.
func fix(t testing.TB, ident string, ft, kt float64) scenario.Leg {
	t.Helper()
	pos, up, ok := atlas.FindFix(ident)
	if !ok {
		t.Fatalf("fix %q: want one of the atlas", ident)
	}
	if ft != 0 {
		up = ft * geo.Foot
	}
	return scenario.Leg{Fix: ident, Pos: pos, Height: up, Speed: kt * geo.Knot}
}

func craft(t testing.TB, name, code string, route ...scenario.Leg) scenario.Aircraft {
	t.Helper()
	typ, ok := atlas.FindAircraftType(code)
	if !ok {
		t.Fatalf("type %q: want one of the atlas", code)
	}
	return scenario.Aircraft{
		Name: name, Callsign: name, Nation: air.MEX, Role: truth.TOI, Type: typ, Route: route, Repeat: -1,
		Transponder: scenario.Transponder{On: true, ModeC: true, ModeS: true, Code: 0o4521, Address: 0x0D1234},
		Plan:        &scenario.Plan{From: "MMTC", To: "MMCU", Release: air.Only(air.MEX, air.USA)},
	}
}

func exercise(aircraft ...scenario.Aircraft) *scenario.Scenario {
	return &scenario.Scenario{Length: 2 * air.Hour, Beat: air.Second, Aircraft: aircraft}
}

func newWorld(t testing.TB, sc *scenario.Scenario) *World {
	t.Helper()
	w, err := New(sc, 19)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// watch flies a world beat by beat until do says no more, or until the limit.
func watch(w *World, beat, limit air.Time, do func(s *truth.Snapshot) bool) {
	for t := w.now + beat; t <= limit; t += beat {
		w.Advance(t)
		if !do(w.Truth()) {
			return
		}
	}
}

// when returns the first time at which a lone aircraft meets a condition; Never
// if it does not.
func when(w *World, limit air.Time, is func(g geo.Geodetic) bool) air.Time {
	found := air.Never
	watch(w, air.Second, limit, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) == 1 && is(s.Aircraft[0].Pos.Geodetic()) {
			found = s.At
		}
		return found == air.Never
	})
	return found
}

func near(t *testing.T, what string, got, want, within air.Time) {
	t.Helper()
	if got < want-within || got > want+within {
		t.Errorf("%s at %v, want %v within %v", what, got, want, within)
	}
}

// Before its departure an aircraft is not there; after its arrival it is no
// more; and it is over the field in between.
func TestFromTakeOffToLanding(t *testing.T) {
	runway := fix(t, "MMTC", 0, 200) // as the loader writes an airport without a height
	runway.Height, runway.AGL = 0, true
	a := craft(t, "EXTANGO1", "B350", runway, to(25.8, -103.4, 9000, 200), runway)
	a.Route[0].Speed = a.Type.Min
	a.Depart = 5 * air.Minute
	w := newWorld(t, exercise(a))
	first, last := air.Never, air.Time(0)
	var start, end geo.Geodetic
	watch(w, air.Second, air.Hour, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) == 1 {
			if first == air.Never {
				first, start = s.From, s.Aircraft[0].Pos0.Geodetic()
			}
			last, end = s.At, s.Aircraft[0].Pos.Geodetic()
		}
		return true
	})
	if first != 5*air.Minute {
		t.Errorf("first seen from %v, want 00:05:00", first)
	}
	field := fix(t, "MMTC", 0, 0)
	if d := geo.Distance(start.LatLon, field.Pos); d > 0.01 || math.Abs(start.Height-field.Height) > 0.01 {
		t.Errorf("starts %.2f m from the field at %.2f m, want at %.2f m", d, start.Height, field.Height)
	}
	if d := geo.Distance(end.LatLon, field.Pos); d > 110 || math.Abs(end.Height-field.Height) > 5 {
		t.Errorf("ends %.0f m from the field at %.1f m, want at %.1f m", d, end.Height, field.Height)
	}
	near(t, "landing", last, 5*air.Minute+9*air.Minute, air.Minute) // 28 NM at 200 kt
}

// One beat's end is the next one's beginning, to the bit.
func TestBeatsJoin(t *testing.T) {
	for _, beat := range []air.Time{100 * air.Millisecond, air.Second} {
		w := newWorld(t, busy(t))
		before := map[truth.AircraftID]truth.Aircraft{}
		watch(w, beat, 300*beat, func(s *truth.Snapshot) bool {
			for _, a := range s.Aircraft {
				if b, ok := before[a.ID]; ok && (a.Pos0 != b.Pos || a.Vel0 != b.Vel) {
					t.Fatalf("%v: aircraft %d begins at %v %v, want where it ended, %v %v", s.At, a.ID, a.Pos0, a.Vel0, b.Pos, b.Vel)
				}
				before[a.ID] = a
				step := a.Pos.Sub(a.Pos0).Norm()
				mean := 0.5 * (a.Vel.Norm() + a.Vel0.Norm()) * beat.Seconds()
				if math.Abs(step-mean) > 2 {
					t.Fatalf("%v: aircraft %d moves %.1f m, want the %.1f m of its speed", s.At, a.ID, step, mean)
				}
			}
			return true
		})
	}
}

// busy is an exercise with something of everything.
func busy(t testing.TB) *scenario.Scenario {
	orbit := craft(t, "ORBIT1", "E45X", to(29.9, -110.6, 25000, 250), to(29.9, -110.1, 25000, 250), to(30.2, -110.1, 25000, 250))
	orbit.Repeat = 0
	standby := craft(t, "FALCON1", "F16", fix(t, "KEFD", 0, 0), to(28, -95, 25000, 450), to(26, -95, 25000, 450))
	standby.Standby = true
	sc := exercise(
		craft(t, "EXTANGO1", "B350", fix(t, "MMTC", 0, 0), fix(t, "MMCU", 24000, 270), to(31.78, -106.60, 24000, 270)),
		craft(t, "SIERRA", "C210", low(30.45, -112.15, 500, 150), low(31.0, -111.9, 500, 150), low(32.35, -111.65, 500, 150)),
		orbit, standby,
	)
	sc.Traffic = scenario.Traffic{
		US:      40,
		Within:  geo.Box{South: 14 * geo.Degree, West: -120 * geo.Degree, North: 40 * geo.Degree, East: -78 * geo.Degree},
		Pairs:   []scenario.Pair{{From: "MMMX", To: "KDFW", Flights: 3}, {From: "MMUN", To: "CYYZ", Flights: 2}},
		Release: air.Only(air.USA, air.CAN, air.MEX), Recorded: []string{"calfire"},
		VFR: 0.05, Helicopters: 0.05,
	}
	sc.Start = 18 * 3600
	return sc
}

// Everything that the exercise's staff can order, at its time.
var orders = []air.Order{
	{At: 60 * air.Second, Body: air.Launch{Aircraft: "FALCON1"}},
	{At: 90 * air.Second, Body: air.Transponder{Aircraft: "EXTANGO1", On: false}},
	{At: 120 * air.Second, Body: air.Fly{Aircraft: "SIERRA", HeadingDeg: new(45.0), SpeedKt: new(170.0)}},
	{At: 150 * air.Second, Body: air.Fly{Aircraft: "ORBIT1", AltFt: new(20000.0)}},
	{At: 180 * air.Second, Body: air.Transponder{Aircraft: "EXTANGO1", On: true, HasCode: true, Code: air.Hijack}},
	{At: 300 * air.Second, Body: air.Fly{Aircraft: "SIERRA", Resume: true}},
}

// play advances to the end, giving the orders that fall due.
func play(t testing.TB, w *World, end air.Time, hear func(s *truth.Snapshot)) {
	for now := w.now; now < end; now += air.Second {
		for _, o := range orders {
			if o.At == now {
				if ok, err := w.Apply(now, o.Body); !ok || err != nil {
					t.Fatalf("%v: %v: %v", now, o.Body, err)
				}
			}
		}
		w.Advance(now + air.Second)
		hear(w.Truth())
	}
}

func bytesOf(b []byte, s *truth.Snapshot) []byte {
	for i := range s.Aircraft {
		a := s.Aircraft[i]
		b, _ = binary.Append(b, binary.LittleEndian, uint32(a.ID))
		b = bytesOfAircraft(b, &a)
	}
	return b
}

// bytesOfAircraft writes all but the ID.
func bytesOfAircraft(b []byte, a *truth.Aircraft) []byte {
	c := *a
	c.ID = 0
	b, _ = binary.Append(b, binary.LittleEndian, &c)
	return b
}

// The same seed gives the same sky; another seed another.
func TestSameSeedSameBytes(t *testing.T) {
	run := func(seed uint64) (b []byte) {
		w, err := New(busy(t), seed)
		if err != nil {
			t.Fatal(err)
		}
		play(t, w, 10*air.Minute, func(s *truth.Snapshot) { b = bytesOf(b, s) })
		return b
	}
	first := run(19)
	if string(first) != string(run(19)) {
		t.Error("two runs of one seed differ")
	}
	if string(first) == string(run(20)) {
		t.Error("two seeds give the same bytes")
	}
}

// A world loaded from a checkpoint goes on as the one that wrote it, from
// wherever in the story it was written.
func TestCheckpointGoesOn(t *testing.T) {
	for _, at := range []air.Time{0, 100 * air.Second, 200 * air.Second, 20 * air.Minute} {
		whole := newWorld(t, busy(t))
		play(t, whole, at, func(*truth.Snapshot) {})
		saved := whole.Append(nil)
		fresh := newWorld(t, busy(t))
		r := air.NewStateReader(saved)
		if err := fresh.Load(r); err != nil || r.Done() != nil {
			t.Fatalf("load at %v: %v, %v", at, err, r.Done())
		}
		var want, got []byte
		play(t, whole, at+5*air.Minute, func(s *truth.Snapshot) { want = bytesOf(want, s) })
		play(t, fresh, at+5*air.Minute, func(s *truth.Snapshot) { got = bytesOf(got, s) })
		if string(got) != string(want) {
			t.Errorf("loaded at %v: goes on differently", at)
		}
		if string(fresh.Append(nil)) != string(whole.Append(nil)) {
			t.Errorf("loaded at %v: its own checkpoint differs", at)
		}
	}
}

// A checkpoint that is cut off, or of another exercise, is refused.
func TestCheckpointRefused(t *testing.T) {
	w := newWorld(t, busy(t))
	w.Advance(air.Second)
	saved := w.Append(nil)
	for n := range saved {
		r := air.NewStateReader(saved[:n])
		if w.Load(r) == nil {
			t.Fatalf("loads %d bytes of %d", n, len(saved))
		}
	}
	other := newWorld(t, exercise(craft(t, "OTHER", "B350", to(25, -100, 1e4, 200), to(26, -100, 1e4, 200))))
	if err := other.Load(air.NewStateReader(saved)); err == nil {
		t.Error("loads the checkpoint of another exercise")
	}
}

// One aircraft more, or one flight more, changes nothing of the others.
func TestAddingOneChangesNoOther(t *testing.T) {
	play := func(sc *scenario.Scenario) (map[string][]byte, map[string]air.Plan) {
		w := newWorld(t, sc)
		heard, plans := map[string][]byte{}, map[string]air.Plan{}
		watch(w, air.Second, 5*air.Minute, func(s *truth.Snapshot) bool {
			for i := range s.Aircraft {
				name := w.Roster()[s.Aircraft[i].ID].Name
				heard[name] = bytesOfAircraft(heard[name], &s.Aircraft[i])
			}
			return true
		})
		for _, p := range w.Plans() {
			plans[p.Callsign.String()] = p
		}
		return heard, plans
	}
	want, plans := play(busy(t))
	tests := []struct {
		name string
		add  func(sc *scenario.Scenario)
	}{
		{"an aircraft in front", func(sc *scenario.Scenario) {
			a := craft(t, "EXTRA1", "C172", to(20, -100, 9000, 100), to(21, -100, 9000, 100))
			a.Transponder = scenario.Transponder{}
			sc.Aircraft = append([]scenario.Aircraft{a}, sc.Aircraft...)
		}},
		{"an airline flight", func(sc *scenario.Scenario) { sc.Traffic.US++ }},
		{"a flight of a pair", func(sc *scenario.Scenario) { sc.Traffic.Pairs[0].Flights++ }},
		{"a pair", func(sc *scenario.Scenario) {
			sc.Traffic.Pairs = append([]scenario.Pair{{From: "CYYZ", To: "MMMX", Flights: 2}}, sc.Traffic.Pairs...)
		}},
		{"a light aircraft", func(sc *scenario.Scenario) { sc.Traffic.VFR += 0.01 }},
		{"a set of recorded flights", func(sc *scenario.Scenario) { sc.Traffic.Recorded = append(sc.Traffic.Recorded, "montreal") }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sc := busy(t)
			tt.add(sc)
			got, gotPlans := play(sc)
			if len(gotPlans) < len(plans) {
				t.Errorf("plans: got %d, want no fewer than %d", len(gotPlans), len(plans))
			}
			for name, b := range want {
				if string(got[name]) != string(b) {
					t.Errorf("%s flies differently", name)
				}
			}
			for c, p := range plans {
				if diff := cmp.Diff(p, gotPlans[c]); diff != "" {
					t.Errorf("plan of %s (-want +got):\n%s", c, diff)
				}
			}
		})
	}
}

// Bodies for other rooms are not the world's.
func TestApply(t *testing.T) {
	tests := []struct {
		name    string
		body    air.Body
		ok      bool
		wantErr string
	}{
		{"not mine", air.SensorOut{Sensor: "QNW"}, false, ""},
		{"nobody of that name", air.Launch{Aircraft: "FALCON9"}, true, `launch: want the name of an aircraft of the exercise, got "FALCON9"`},
		{"already in flight", air.Launch{Aircraft: "EXTANGO1"}, true, `launch: EXTANGO1: want an aircraft on standby, got one that is in flight`},
		{"still on the ground", air.Fly{Aircraft: "FALCON1", AltFt: new(1000.0)}, true, `fly: FALCON1: want an aircraft that flies a route, got one that is on standby`},
		{"nothing asked", air.Fly{Aircraft: "EXTANGO1"}, true, `fly: EXTANGO1: want heading_deg, alt_ft, speed_kt or resume, got none`},
		{"no such heading", air.Fly{Aircraft: "EXTANGO1", HeadingDeg: new(360.0)}, true, `fly: EXTANGO1: want heading_deg from 0 to below 360, got 360`},
		{"no number", air.Fly{Aircraft: "EXTANGO1", AltFt: new(math.NaN())}, true, `fly: EXTANGO1: want alt_ft from -1500 to 200000, got NaN`},
		{"no speed", air.Fly{Aircraft: "EXTANGO1", SpeedKt: new(math.Inf(1))}, true, `fly: EXTANGO1: want speed_kt from 0 to 3000, got +Inf`},
		{"no such code", air.Transponder{Aircraft: "EXTANGO1", HasCode: true, Code: 0o10000}, true, `transponder: EXTANGO1: want a code from 0000 to 7777, got 10000`},
		{"transponder of a dead name", air.Transponder{Aircraft: ""}, true, `transponder: want the name of an aircraft of the exercise, got ""`},
		{"good", air.Transponder{Aircraft: "FALCON1", On: true}, true, ""},
	}
	w := newWorld(t, busy(t))
	w.Advance(air.Second)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ok, err := w.Apply(w.now, tt.body)
			msg := ""
			if err != nil {
				msg = err.Error()
			}
			if ok != tt.ok || msg != tt.wantErr {
				t.Errorf("got %v, %q; want %v, %q", ok, msg, tt.ok, tt.wantErr)
			}
		})
	}
}

// Interceptors wait for the word.
func TestLaunch(t *testing.T) {
	a := craft(t, "FALCON1", "F16", fix(t, "KEFD", 0, 0), to(28, -95, 25000, 450))
	a.Standby = true
	w := newWorld(t, exercise(a))
	w.Advance(10 * air.Minute)
	if n := len(w.Truth().Aircraft); n != 0 {
		t.Fatalf("%d aircraft in flight before the word, want 0", n)
	}
	if _, err := w.Apply(10*air.Minute, air.Launch{Aircraft: "FALCON1"}); err != nil {
		t.Fatal(err)
	}
	w.Advance(10*air.Minute + air.Second)
	if n := len(w.Truth().Aircraft); n != 1 {
		t.Errorf("%d aircraft in flight after the word, want 1", n)
	}
}

func TestTransponder(t *testing.T) {
	w := newWorld(t, exercise(craft(t, "EXTANGO1", "B350", to(25, -100, 10000, 250), to(30, -100, 10000, 250))))
	see := func(b air.Body, at air.Time) truth.Aircraft {
		if b != nil {
			if _, err := w.Apply(at, b); err != nil {
				t.Fatal(err)
			}
		}
		w.Advance(at + air.Second)
		return w.Truth().Aircraft[0]
	}
	a := see(nil, 0)
	if !a.On || a.Code != 0o4521 || a.Level.String() != "FL100" || a.Address != 0x0D1234 || a.Callsign.String() != "EXTANGO1" {
		t.Errorf("at first: %v", a)
	}
	if a = see(air.Transponder{Aircraft: "EXTANGO1", On: true, HasCode: true, Code: air.Hijack}, air.Second); !a.On || a.Code != air.Hijack {
		t.Errorf("after 7500: on %v, code %v", a.On, a.Code)
	}
	if a = see(air.Transponder{Aircraft: "EXTANGO1"}, 2*air.Second); a.On || a.Code != air.Hijack {
		t.Errorf("gone dark: on %v, code %v", a.On, a.Code)
	}
}

func TestBadRoutes(t *testing.T) {
	one := craft(t, "ONE", "B350", to(25, -100, 1e4, 200))
	same := craft(t, "SAME", "B350", to(25, -100, 1e4, 200), to(25, -100, 2e4, 200))
	hold := craft(t, "HOLD", "B350", to(25, -100, 1e4, 200), to(26, -100, 1e4, 200))
	hold.Repeat = 1
	twice := craft(t, "TWICE", "B350", to(25, -100, 1e4, 200), to(26, -100, 1e4, 200))
	tests := []struct {
		sc   *scenario.Scenario
		want string
	}{
		{exercise(one), "aircraft ONE: route: want 2 points or more, got 1"},
		{exercise(same), "aircraft SAME: route: want points apart from each other, got 2 at one place"},
		{exercise(hold), "aircraft HOLD: route: repeats from leg 2, want a leg before the last, got 2 legs"},
		{exercise(twice, twice), "aircraft TWICE: want names used once, got two of that name"},
	}
	for _, tt := range tests {
		if _, err := New(tt.sc, 1); err == nil || err.Error() != tt.want {
			t.Errorf("got error %v, want %s", err, tt.want)
		}
	}
}

// FuzzLoad: a checkpoint with any bytes is refused or flown on with.
func FuzzLoad(f *testing.F) {
	sc := exercise(
		craft(f, "SIERRA", "C210", low(30.45, -112.15, 500, 150), low(31.0, -111.9, 500, 150)),
		craft(f, "TANGO", "B350", to(25, -100, 1e4, 200), to(26, -100, 2e4, 200)),
	)
	w := newWorld(f, sc)
	f.Add(w.Append(nil))
	w.Advance(air.Second)
	f.Add(w.Append(nil))
	for _, b := range []air.Behave{{As: "orbit"}, {As: "freeze"}, {As: "stern", Other: "TANGO"}} {
		b.Aircraft = "SIERRA"
		if _, err := w.Apply(w.now, b); err != nil {
			f.Fatal(err)
		}
		w.Advance(w.now + air.Second)
		f.Add(w.Append(nil))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		w := newWorld(t, sc)
		if w.Load(air.NewStateReader(b)) != nil {
			return
		}
		for range 5 {
			w.Advance(w.now + air.Second)
		}
		for _, a := range w.Truth().Aircraft {
			if n := a.Pos.Norm(); !(n > 0 && n < 1e8) {
				t.Errorf("aircraft %d at %v", a.ID, a.Pos)
			}
		}
	})
}
