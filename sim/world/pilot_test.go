package world

import (
	"math"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// alert is a sky with EXLOBO, a King Air northbound, and COBRA1, a Texan on alert
// that has just taken off 20 NM behind.
func alert(t *testing.T) *stage {
	lobo := craft(t, "EXLOBO", "B350", to(26, -104, 15000, 230), to(34, -104, 15000, 230))
	cobra := craft(t, "COBRA1", "TEX2", to(25.67, -104, 15000, 280), to(30, -104, 15000, 280))
	cobra.Role, cobra.Base, cobra.Standby = truth.Interceptor, "MMTC", true
	sc := exercise(lobo, cobra)
	sc.Centers = []scenario.Center{{Name: "SIVA", Audience: air.Only(air.MEX)}}
	sc.Alerts = []scenario.Alert{{Flight: "COBRA", Members: []int{1}, Visual: 5 * geo.NM}}
	s := &stage{t, newWorld(t, sc)}
	if _, err := s.w.Apply(0, air.Launch{Aircraft: "COBRA1"}); err != nil {
		t.Fatal(err)
	}
	return s
}

// tell is the controller's word, with the target told off to the east of where
// EXLOBO is.
func (s *stage) tell(do string, heading, east float64) {
	s.Helper()
	at := s.see("EXLOBO").Pos.Geodetic()
	p, _ := geo.Direct(at.LatLon, math.Pi/2, east)
	g := air.Guide{Aircraft: "COBRA1", Center: "SIVA", Do: do, HeadingDeg: heading, AltFt: 15500, SpeedKt: 310, Lat: p.Lat, Lon: p.Lon, Told: true}
	if ok, err := s.w.Apply(s.w.now, g); !ok || err != nil {
		s.Fatalf("%v: %v, %v", s.w.now, ok, err)
	}
}

// listen flies on until the pilot says a word, and returns the call.
func (s *stage) listen(word string, most air.Time) (air.Call, bool) {
	for end := s.w.now + most; s.w.now < end; {
		s.fly(air.Second)
		for _, o := range s.w.Calls() {
			if c := o.Body.(air.Call); c.Says == word {
				return c, true
			}
		}
	}
	return air.Call{}, false
}

func TestAPilotSaysWhatEyesSee(t *testing.T) {
	s := alert(t)
	if c, ok := s.listen("airborne", 2*air.Second); !ok || c.To != "SIVA" || c.Fuel == 0 {
		t.Fatalf("airborne: %+v %v", c, ok)
	}
	if c, ok := s.listen("position", 20*air.Second); !ok || c.SpeedKt < 200 {
		t.Errorf("position: %+v %v", c, ok)
	}
	s.tell("intercept", 0, 1000)
	var c air.Call
	ok := false
	for i := 0; i < 60 && !ok; i++ { // a word every 15 s
		s.tell("intercept", 0, 1000)
		c, ok = s.listen("visual", 15*air.Second)
	}
	apart := s.see("COBRA1").Pos.Sub(s.see("EXLOBO").Pos).Norm()
	if !ok || c.Type != "B350" || !strings.Contains(c.Marks, "EXLOBO") {
		t.Fatalf("visual: %+v %v", c, ok)
	}
	s.is("range at which it is seen, NM", apart/geo.NM, 5, 0.1)

	s.tell("escort", 0, 1000)
	s.fly(10 * air.Minute)
	s.is("escort beside, NM", s.see("COBRA1").Pos.Sub(s.see("EXLOBO").Pos).Norm()/geo.NM, 0.5, 0.1)
	s.tell("shadow", 0, 1000)
	s.fly(5 * air.Minute)
	s.is("shadow behind, NM", s.see("COBRA1").Pos.Sub(s.see("EXLOBO").Pos).Norm()/geo.NM, 3, 0.3)

	s.tell("break_off", 180, 0)
	s.fly(air.Minute)
	s.is("heading after breaking off", float64(s.see("COBRA1").Heading)/geo.Degree, 180, 5)
	s.tell("recover", 0, 0)
	if c, ok := s.listen("landed", 90*air.Minute); !ok {
		t.Errorf("never landed: %+v", c)
	}
}

func TestAPilotSeesNothingWhereNothingIs(t *testing.T) {
	s := alert(t)
	s.fly(air.Second)
	ghost := s.see("COBRA1").Pos.Geodetic().LatLon
	g := air.Guide{Aircraft: "COBRA1", Center: "SIVA", Do: "intercept", HeadingDeg: 180, AltFt: 15000, SpeedKt: 200, Told: true}
	p, _ := geo.Direct(ghost, math.Pi, 3*geo.NM)
	g.Lat, g.Lon = p.Lat, p.Lon
	s.w.Apply(s.w.now, g)
	if _, ok := s.listen("no_joy", 5*air.Minute); !ok {
		t.Error("at an empty place the pilot never says so")
	}
}

func TestAPilotLosesSight(t *testing.T) {
	s := alert(t)
	s.fly(air.Second)
	for i := 0; i < 60; i++ {
		s.tell("intercept", 0, 0)
		if _, ok := s.listen("visual", 15*air.Second); ok {
			break
		}
	}
	s.tell("escort", 0, 0)
	s.order("EXLOBO", "land", "", 0)
	if _, ok := s.listen("lost_visual", air.Hour); !ok {
		t.Error("it landed, and the pilot still sees it")
	}
}

func TestBingoGoesHomeWhateverIsSaid(t *testing.T) {
	s := alert(t)
	s.fly(air.Second)
	s.w.fleet[1].fuel.left, s.w.fleet[1].fuel.ask = 20*60, math.Inf(1)
	s.tell("intercept", 0, 0)
	if _, ok := s.listen("bingo", 2*air.Minute); !ok {
		t.Fatal("with 20 minutes left nobody says bingo")
	}
	g := air.Guide{Aircraft: "COBRA1", Do: "intercept", HeadingDeg: 0, AltFt: 15000, SpeedKt: 300}
	if _, err := s.w.Apply(s.w.now, g); err == nil {
		t.Error("it can be guided on, on the fuel for the way home")
	}
}

func TestWordsThatNobodyCanFly(t *testing.T) {
	s := alert(t)
	s.fly(air.Second)
	nan := math.NaN()
	for _, g := range []air.Guide{
		{Aircraft: "NOBODY", Do: "intercept"},
		{Aircraft: "EXLOBO", Do: "intercept", SpeedKt: 200},
		{Aircraft: "COBRA1", Do: "intercept", HeadingDeg: nan},
		{Aircraft: "COBRA1", Do: "intercept", AltFt: 1e9},
		{Aircraft: "COBRA1", Do: "intercept", SpeedKt: -1},
		{Aircraft: "COBRA1", Do: "intercept", Lat: nan, Told: true},
	} {
		if ok, err := s.w.Apply(s.w.now, g); !ok || err == nil {
			t.Errorf("%+v: %v, %v; want an error", g, ok, err)
		}
	}
	s.fly(air.Minute)
}

func TestPilotsGoOnFromACheckpoint(t *testing.T) {
	a, b := alert(t), alert(t)
	a.fly(2 * air.Minute)
	a.tell("intercept", 0, 500)
	a.fly(30 * air.Second)
	state := a.w.Append(nil)
	r := air.NewStateReader(state)
	if err := b.w.Load(r); err != nil || r.Done() != nil {
		t.Fatal(err, r.Done())
	}
	for range 400 {
		a.fly(air.Second)
		b.fly(air.Second)
		if string(air.AppendOrders(nil, a.w.Calls())) != string(air.AppendOrders(nil, b.w.Calls())) {
			t.Fatalf("%v: %v and %v", a.w.now, a.w.Calls(), b.w.Calls())
		}
	}
	if string(a.w.Append(nil)) != string(b.w.Append(nil)) {
		t.Error("the states differ")
	}
}

// An interceptor that has landed at its base takes off again when it is told to, with
// full tanks and as it was at first; one in flight, and one down elsewhere, do not.
func TestAnInterceptorFliesAgain(t *testing.T) {
	s := alert(t)
	first, _ := s.listen("airborne", 2*air.Second)
	s.fly(air.Minute)
	if _, err := s.w.Apply(s.w.now, air.Launch{Aircraft: "COBRA1"}); err == nil {
		t.Error("launched in flight")
	}
	s.tell("recover", 0, 0)
	if _, ok := s.listen("landed", 90*air.Minute); !ok {
		t.Fatal("never landed")
	}
	s.fly(air.Minute)
	if _, err := s.w.Apply(s.w.now, air.Launch{Aircraft: "COBRA1"}); err != nil {
		t.Fatal(err)
	}
	second, ok := s.listen("airborne", 2*air.Second)
	if !ok || second.Fuel != first.Fuel || second.Lat != first.Lat {
		t.Errorf("airborne again: %+v, at first %+v", second, first)
	}
	state := s.w.Append(nil)
	back := alert(t).w
	r := air.NewStateReader(state)
	if err := back.Load(r); err != nil || r.Done() != nil {
		t.Fatal(err, r.Done())
	}
	if again := back.Append(nil); string(again) != string(state) {
		t.Error("its second flight does not go on from a checkpoint")
	}
	s.w.fleet[s.w.byName["COBRA1"]].tank.base = -1
	s.tell("recover", 0, 0)
	if _, ok := s.listen("landed", 90*air.Minute); !ok {
		t.Fatal("never landed again")
	}
	if _, err := s.w.Apply(s.w.now, air.Launch{Aircraft: "COBRA1"}); err == nil {
		t.Error("launched from a field that is not its base")
	}
}
