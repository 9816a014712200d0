package world

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// stage is a small sky on which behaviours are tried: EXLOBO, a King Air on its
// way north, and EXMAR, an airliner that crosses ahead of it.
type stage struct {
	*testing.T
	w *World
}

func newStage(t *testing.T) *stage {
	lobo := craft(t, "EXLOBO", "B350", to(26, -104, 15000, 250), to(34, -104, 15000, 250))
	lobo.ADSB, lobo.NIC, lobo.NACp = true, 8, 9
	lobo.Jammer = truth.Jammer{ERP: 100, Frequency: 1.3e9, Bandwidth: 100e6}
	mar := craft(t, "EXMAR", "B738", to(27.5, -106, 15000, 300), to(27.5, -98, 15000, 300))
	mar.Transponder.Code, mar.Transponder.Address, mar.Callsign = 0o2345, 0x0D4321, "EXMAR"
	falcon := craft(t, "FALCON1", "F16", to(26, -102, 20000, 450), to(26, -90, 20000, 450))
	balloon := craft(t, "GLOBO", "BALN", to(30, -100, 60000, 30), to(30, -90, 60000, 30))
	return &stage{t, newWorld(t, exercise(lobo, mar, falcon, balloon))}
}

func (s *stage) order(name, as, other string, value float64) {
	s.Helper()
	b := air.Behave{Aircraft: name, As: as, Other: other, Value: value}
	if ok, err := s.w.Apply(s.w.now, b); !ok || err != nil {
		s.Fatalf("%v: %v: %v, %v", s.w.now, b, ok, err)
	}
}

func (s *stage) fly(d air.Time) {
	for end := s.w.now + d; s.w.now < end; {
		s.w.Advance(s.w.now + air.Second)
	}
}

func (s *stage) see(name string) truth.Aircraft {
	s.Helper()
	if i := slices.IndexFunc(s.w.sky.Aircraft, func(a truth.Aircraft) bool { return s.w.roster[a.ID].Name == name }); i >= 0 {
		return s.w.sky.Aircraft[i]
	}
	s.Fatalf("%v: no %s in the sky", s.w.now, name)
	return truth.Aircraft{}
}

func (s *stage) is(what string, got, want, within float64) {
	s.Helper()
	if !(math.Abs(got-want) <= within) {
		s.Errorf("%v: %s is %.3f, want %.3f within %g", s.w.now, what, got, want, within)
	}
}

func (s *stage) has(what string, ok bool) {
	s.Helper()
	if !ok {
		s.Errorf("%v: want %s", s.w.now, what)
	}
}

func trackOf(a *truth.Aircraft) float64 {
	f := geo.NewFrame(a.Pos.Geodetic())
	return f.Turn(a.Vel).Spherical().Azimuth / geo.Degree
}

func far(a, b truth.Aircraft) float64 { return a.Pos.Sub(b.Pos).Norm() / geo.NM }

// place of one aircraft in the frame of another's track: NM ahead, to the right.
func offset(a, of truth.Aircraft) (ahead, right float64) {
	f := geo.NewFrame(of.Pos.Geodetic())
	d, v := f.To(a.Pos), f.Turn(of.Vel)
	n := math.Hypot(v.X, v.Y)
	return (d.X*v.X + d.Y*v.Y) / n / geo.NM, (d.X*v.Y - d.Y*v.X) / n / geo.NM
}

// Every word of the list, and what it does to what a radar can see.
var behaviours = map[string]func(s *stage){
	"hijack": func(s *stage) {
		s.order("EXLOBO", "hijack", "", 90)
		s.fly(3 * air.Minute)
		a := s.see("EXLOBO")
		s.has("7500", a.On && a.Code == air.Hijack)
		s.is("track", trackOf(&a), 90, 0.1)
	},
	"hijack_silent": func(s *stage) {
		s.order("EXLOBO", "hijack_silent", "", 360)
		s.fly(air.Minute)
		a := s.see("EXLOBO")
		s.has("nothing said", !a.On && !a.ADSB)
	},
	"nordo": func(s *stage) {
		s.order("EXLOBO", "nordo", "", 0)
		s.fly(air.Minute)
		a := s.see("EXLOBO")
		s.has("7600 on its route", a.Code == air.NoRadio && math.Abs(geo.Delta(0, trackOf(&a)*geo.Degree)) < 0.01)
	},
	"emergency": func(s *stage) {
		s.order("EXLOBO", "emergency", "", 0)
		s.fly(air.Second)
		s.has("7700", s.see("EXLOBO").Code == air.Emergency)
	},
	"dark": func(s *stage) {
		s.fly(air.Second)
		s.has("answers and broadcasts at first", s.see("EXLOBO").On && s.see("EXLOBO").ADSB)
		s.order("EXLOBO", "dark", "", 0)
		s.fly(air.Second)
		s.has("neither answers nor broadcasts", !s.see("EXLOBO").On && !s.see("EXLOBO").ADSB)
	},
	"squawk": func(s *stage) {
		s.order("EXLOBO", "dark", "", 0)
		s.order("EXLOBO", "squawk", "", 1200)
		s.fly(air.Second)
		s.has("1200", s.see("EXLOBO").On && s.see("EXLOBO").Code == air.VFR)
	},
	"stuck": func(s *stage) {
		s.order("EXLOBO", "stuck", "", 0)
		s.order("EXLOBO", "emergency", "", 0)
		if _, err := s.w.Apply(s.w.now, air.Fly{Aircraft: "EXLOBO", AltFt: new(20000.0)}); err != nil {
			s.Fatal(err)
		}
		s.fly(10 * air.Minute)
		a := s.see("EXLOBO")
		s.has("old code and level", a.Code == 0o4521 && a.Level.String() == "FL150")
		s.is("feet in truth", a.Pos.Geodetic().Height/geo.Foot, 20000, 5)
	},
	"clone": func(s *stage) {
		s.order("EXLOBO", "clone", "EXMAR", 0)
		s.fly(air.Second)
		a, b := s.see("EXLOBO"), s.see("EXMAR")
		s.has("one code, two addresses", a.Code == b.Code && a.Address != b.Address)
	},
	"swap": func(s *stage) {
		s.order("EXLOBO", "swap", "EXMAR", 0)
		s.fly(air.Second)
		a, b := s.see("EXLOBO"), s.see("EXMAR")
		s.has("the other's identity", a.Callsign.String() == "EXMAR" && a.Address == 0x0D4321 && a.Code == 0o2345)
		s.has("and its own on the other", b.Callsign.String() == "EXLOBO" && b.Address == 0x0D1234 && b.Code == 0o4521)
	},
	"deaf": func(s *stage) {
		s.order("EXLOBO", "deaf", "", 40)
		s.fly(air.Second)
		s.has("40 percent", s.see("EXLOBO").Deaf == 40)
	},
	"displace": func(s *stage) { // northbound: to the right is east
		s.order("EXLOBO", "displace", "", 20)
		s.fly(100 * air.Second)
		a := s.see("EXLOBO")
		s.is("m east", float64(a.Claim[0]), 2000, 5)
		s.is("m north", float64(a.Claim[1]), 0, 5)
	},
	"freeze": func(s *stage) {
		s.fly(air.Second)
		was := s.see("EXLOBO").Pos
		s.order("EXLOBO", "freeze", "", 0)
		s.fly(5 * air.Minute)
		a := s.see("EXLOBO")
		f := geo.NewFrame(a.Pos.Geodetic())
		said := f.From(geo.Vec{X: float64(a.Claim[0]), Y: float64(a.Claim[1]), Z: float64(a.Claim[2])})
		s.is("m from where it stood", said.Sub(was).Norm(), 0, 0.1)
		s.has("it flew on", a.Pos.Sub(was).Norm() > 20*geo.NM)
	},
	"honest": func(s *stage) {
		for _, as := range []string{"stuck", "displace", "deaf", "hijack"} {
			s.order("EXLOBO", as, "", 0)
		}
		s.order("EXLOBO", "clone", "EXMAR", 0)
		s.fly(air.Minute)
		s.order("EXLOBO", "honest", "", 0)
		s.fly(air.Second)
		a := s.see("EXLOBO")
		s.has("all as at the start", a.On && a.ADSB && a.Code == 0o4521 && a.Deaf == 0 && a.Claim == [3]float32{})
	},
	"jam": func(s *stage) {
		s.order("EXLOBO", "jam", "", 0)
		s.fly(air.Second)
		s.has("noise", s.see("EXLOBO").Jams && s.w.roster[0].Jammer.ERP == 100)
		if _, err := s.w.Apply(s.w.now, air.Behave{Aircraft: "EXMAR", As: "jam"}); err == nil {
			s.Error("jams without a jammer")
		}
	},
	"quiet": func(s *stage) {
		s.order("EXLOBO", "jam", "", 0)
		s.order("EXLOBO", "quiet", "", 0)
		s.fly(air.Second)
		s.has("silence", !s.see("EXLOBO").Jams)
	},
	"chaff": func(s *stage) {
		s.fly(air.Second)
		at := s.see("EXLOBO").Pos
		s.order("EXLOBO", "chaff", "", 2)
		s.fly(air.Second)
		c := s.w.sky.Clouds
		s.has("a cloud of two million dipoles", len(c) == 1 && c[0].Kind == truth.Chaff && c[0].Dipoles == 2e6)
		s.is("m from where it was dropped", c[0].Pos.Sub(at).Norm(), 0, 200)
	},
	"hold": func(s *stage) { // 15,000 ft: 90 s legs at 250 kt, 6.25 NM
		s.fly(air.Minute)
		at := s.see("EXLOBO")
		s.order("EXLOBO", "hold", "", 0)
		ahead, right, left := 0.0, 0.0, 0.0
		for range 30 * 60 {
			s.fly(air.Second)
			x, y := offset(s.see("EXLOBO"), at)
			ahead, right, left = min(ahead, x), max(right, y), min(left, y)
		}
		s.is("NM behind the fix", ahead, -6.25, 1)
		s.has("on the right side", right > 2.5 && right < 5 && left > -1)
	},
	"orbit": func(s *stage) {
		s.fly(air.Minute)
		at := s.see("EXLOBO")
		s.order("EXLOBO", "orbit", "", -30)
		ahead, left, rounds, was := 0.0, 0.0, 0, false
		for range 2 * 3600 {
			s.fly(air.Second)
			x, y := offset(s.see("EXLOBO"), at)
			ahead, left = max(ahead, x), min(left, y)
			near := math.Hypot(x-15, y) < 3
			if near && !was {
				rounds++
			}
			was = near
		}
		s.is("NM, length of the leg", ahead, 30, 1)
		s.has("to the left", left < -2.5 && left > -6)
		s.has("round and round", rounds >= 6)
	},
	"figure_eight": func(s *stage) {
		s.fly(air.Minute)
		at := s.see("EXLOBO")
		s.order("EXLOBO", "figure_eight", "", 30)
		var turned [2]bool // it turns one way and the other
		through, was, most := 0, false, 0.0
		heading := at.Heading
		for range 2 * 3600 {
			s.fly(air.Second)
			a := s.see("EXLOBO")
			if d := geo.Delta(float64(heading), float64(a.Heading)); math.Abs(d) > 0.005 {
				turned[map[bool]int{true: 1}[d > 0]] = true
			}
			heading = a.Heading
			x, y := offset(a, at)
			most = max(most, math.Hypot(x, y))
			near := math.Hypot(x, y) < 1
			if near && !was {
				through++
			}
			was = near
		}
		s.has("turns both ways", turned[0] && turned[1])
		s.has("through the middle again and again", through >= 8)
		s.is("NM, half the length", most, 15, 4)
	},
	"formate": func(s *stage) {
		s.order("FALCON1", "formate", "EXMAR", 1)
		s.fly(25 * air.Minute)
		for range 300 {
			s.fly(air.Second)
			ahead, right := offset(s.see("FALCON1"), s.see("EXMAR"))
			s.is("NM ahead", ahead, -1, 0.02)
			s.is("NM right", right, 0, 0.02)
		}
	},
	"abeam": func(s *stage) {
		s.order("FALCON1", "abeam", "EXMAR", -2)
		s.fly(25 * air.Minute)
		ahead, right := offset(s.see("FALCON1"), s.see("EXMAR"))
		s.is("NM ahead", ahead, 0, 0.02)
		s.is("NM right", right, -2, 0.02)
	},
	"pursue": func(s *stage) {
		s.fly(air.Second)
		s.order("FALCON1", "pursue", "EXMAR", 0)
		s.fly(3 * air.Minute)
		a, b := s.see("FALCON1"), s.see("EXMAR")
		_, bearing, _ := geo.Inverse(a.Pos.Geodetic().LatLon, b.Pos.Geodetic().LatLon)
		s.is("degrees off the nose", geo.Delta(trackOf(&a)*geo.Degree, bearing)/geo.Degree, 0, 1.5)
		s.fly(25 * air.Minute)
		s.is("NM away", far(s.see("FALCON1"), s.see("EXMAR")), 0.5, 0.1)
	},
	"lead": func(s *stage) {
		s.fly(air.Second)
		s.order("FALCON1", "lead", "EXMAR", 1)
		s.fly(3 * air.Minute)
		first, closest := bearing(s), math.Inf(1)
		for range 4 * 60 { // on a collision course the bearing stands
			s.fly(air.Second)
			if d := far(s.see("FALCON1"), s.see("EXMAR")); d > 10 {
				s.is("degrees that the bearing moved", geo.Delta(first, bearing(s))/geo.Degree, 0, 1)
			}
		}
		for range 30 * 60 {
			s.fly(air.Second)
			closest = min(closest, far(s.see("FALCON1"), s.see("EXMAR")))
		}
		s.has("a meeting", closest < 1.1)
		ahead, _ := offset(s.see("FALCON1"), s.see("EXMAR"))
		s.is("NM ahead, in trail at the end", ahead, -1, 0.05)
	},
	"stern": func(s *stage) {
		s.order("FALCON1", "stern", "EXMAR", 3)
		s.fly(30 * air.Minute)
		ahead, right := offset(s.see("FALCON1"), s.see("EXMAR"))
		s.is("NM ahead", ahead, -3, 0.05)
		s.is("NM right", right, 0, 0.05)
	},
	"follow_terrain": func(s *stage) {
		s.order("EXLOBO", "follow_terrain", "", 1000)
		s.fly(15 * air.Minute)
		sum := 0.0
		for range 600 {
			s.fly(air.Second)
			g := s.see("EXLOBO").Pos.Geodetic()
			above := (g.Height - atlas.Ground(g.LatLon)) / geo.Foot
			s.has("900 ft or more above the ground", above > 900)
			sum += above / 600
		}
		s.has("low on the whole", sum < 2500)
	},
	"drift": func(s *stage) {
		s.w.weather.Wind = []scenario.Wind{{Height: 0, East: 20, North: -10}}
		s.order("GLOBO", "drift", "", 0)
		s.fly(10 * air.Minute)
		a := s.see("GLOBO")
		f := geo.NewFrame(a.Pos.Geodetic())
		v := f.Turn(a.Vel)
		s.is("m/s east", v.X, 20, 0.1)
		s.is("m/s north", v.Y, -10, 0.1)
		if _, err := s.w.Apply(s.w.now, air.Behave{Aircraft: "EXMAR", As: "drift"}); err == nil {
			s.Error("an airliner floats")
		}
	},
	"rtb": func(s *stage) {
		s.w.fleet[0].tank.base = int32(slices.IndexFunc(atlas.Airports(), func(a atlas.Airport) bool { return a.Ident == "MMTC" }))
		s.order("EXLOBO", "rtb", "", 0)
		landsAt(s, "EXLOBO", "MMTC")
	},
	"land": func(s *stage) {
		s.order("EXLOBO", "land", "", 0)
		near := s.w.nearest(&s.w.fleet[0])
		landsAt(s, "EXLOBO", atlas.Airports()[near].Ident)
	},
	"resume": func(s *stage) {
		s.order("EXLOBO", "orbit", "", 20)
		s.fly(17 * air.Minute)
		s.order("EXLOBO", "resume", "", 0)
		s.fly(20 * air.Minute)
		a := s.see("EXLOBO")
		_, want, _ := geo.Inverse(a.Pos.Geodetic().LatLon, geo.Deg(34, -104))
		s.is("degrees off the way to its point", geo.Delta(trackOf(&a)*geo.Degree, want)/geo.Degree, 0, 1)
	},
}

func bearing(s *stage) float64 {
	a, b := s.see("FALCON1"), s.see("EXMAR")
	_, az, _ := geo.Inverse(a.Pos.Geodetic().LatLon, b.Pos.Geodetic().LatLon)
	return az
}

// landsAt flies until the aircraft is gone and looks where that was.
func landsAt(s *stage, name, field string) {
	s.Helper()
	pos, up, _ := atlas.FindFix(field)
	var last geo.Geodetic
	for s.w.fleet[s.w.byName[name]].phase == flying {
		s.fly(air.Second)
		if i := slices.IndexFunc(s.w.sky.Aircraft, func(a truth.Aircraft) bool { return s.w.roster[a.ID].Name == name }); i >= 0 {
			last = s.w.sky.Aircraft[i].Pos.Geodetic()
		}
		if s.w.now > 3*air.Hour {
			s.Fatalf("%s has not landed after 3 h", name)
		}
	}
	s.is("m from "+field, geo.Distance(last.LatLon, pos), 0, 150)
	s.is("m above "+field, last.Height-up, 0, 20)
	s.has("no loss", len(s.w.Losses()) == 0)
}

func TestEveryBehaviour(t *testing.T) {
	for _, b := range air.Behaviours {
		try := behaviours[b.As]
		if try == nil || findDeed(b.As) == nil {
			t.Errorf("%s: want a deed and a test, got a word", b.As)
			continue
		}
		t.Run(b.As, func(t *testing.T) { try(newStage(t)) })
	}
	if len(deeds) != len(air.Behaviours) || len(behaviours) != len(air.Behaviours) {
		t.Errorf("%d words, %d deeds, %d tests: want as many of each", len(air.Behaviours), len(deeds), len(behaviours))
	}
}

// What a Behave refuses changes nothing and says why.
func TestBehaveRefuses(t *testing.T) {
	tests := []struct {
		body air.Behave
		want string
	}{
		{air.Behave{Aircraft: "NOBODY", As: "dark"}, `behave: want the name of an aircraft of the exercise, got "NOBODY"`},
		{air.Behave{Aircraft: "EXLOBO", As: "clone", Other: "NOBODY"}, `behave: EXLOBO: other: want the name of an aircraft of the exercise, got "NOBODY"`},
		{air.Behave{Aircraft: "EXLOBO", As: "clone"}, `behave: EXLOBO: clone: want other, the aircraft whose code it takes, got none`},
		{air.Behave{Aircraft: "FALCON1", As: "orbit"}, `behave: FALCON1: orbit: want an aircraft that flies a route, got one that is on standby`},
		{air.Behave{Aircraft: "EXMAR", As: "jam"}, `behave: EXMAR: jam: want an aircraft with a jammer (jammer in its table), got none`},
	}
	s := newStage(t)
	s.w.fleet[2].depart = air.Never
	s.fly(air.Second)
	before := string(s.w.Append(nil))
	for _, tt := range tests {
		_, err := s.w.Apply(s.w.now, tt.body)
		if err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	s.w.fleet[1].conduct = nil // EXMAR's, empty
	if string(s.w.Append(nil)) != before {
		t.Error("a refusal changed the world")
	}
}

// A script acts at its times, or when its aircraft flies.
func TestScript(t *testing.T) {
	late := craft(t, "EXLATE", "B350", to(26, -104, 15000, 250), to(34, -104, 15000, 250))
	late.Depart = 5 * air.Minute
	late.Behaves = []scenario.Behave{
		{At: air.Minute, Body: air.Behave{Aircraft: "EXLATE", As: "nordo"}},
		{At: 10 * air.Minute, Body: air.Behave{Aircraft: "EXLATE", As: "dark"}},
	}
	s := &stage{t, newWorld(t, exercise(late))}
	s.fly(5*air.Minute + air.Second)
	s.has("7600 from take-off", s.see("EXLATE").Code == air.NoRadio)
	s.fly(5 * air.Minute)
	s.has("dark at its time", !s.see("EXLATE").On)
}

// The state of every behaviour is in the checkpoint: a world loaded in the midst
// goes on to the bit.
func TestBehavioursInTheCheckpoint(t *testing.T) {
	for _, b := range air.Behaviours {
		t.Run(b.As, func(t *testing.T) {
			s := newStage(t)
			s.w.weather.Wind = []scenario.Wind{{Height: 0, East: 10, North: 5}}
			s.fly(10 * air.Second)
			name, other := "EXLOBO", ""
			if b.As == "drift" {
				name = "GLOBO"
			}
			if b.Other != "" {
				name, other = "FALCON1", "EXMAR"
			}
			s.order(name, b.As, other, 0)
			s.fly(40 * air.Second)
			saved := s.w.Append(nil)
			fresh := newStage(t)
			fresh.w.weather = s.w.weather
			fresh.order("EXLOBO", "swap", "EXMAR", 0) // what was there is forgotten
			r := air.NewStateReader(saved)
			if err := fresh.w.Load(r); err != nil || r.Done() != nil {
				t.Fatal(err, r.Done())
			}
			for range 120 {
				s.fly(air.Second)
				fresh.fly(air.Second)
				if string(bytesOf(nil, s.w.Truth())) != string(bytesOf(nil, fresh.w.Truth())) {
					t.Fatalf("%v: goes on differently", s.w.now)
				}
			}
			if string(s.w.Append(nil)) != string(fresh.w.Append(nil)) {
				t.Error("its own checkpoint differs")
			}
		})
	}
}

// Low over the mountains of the West, at 500 ft along routes that nobody checked:
// what climbs too weakly circles until it is high enough. One in thirty may be
// lost, those that turn at a corner into what they did not see.
func TestLowOverMountains(t *testing.T) {
	for _, code := range []string{"B350", "B738", "C210", "F16", "CMSL", "H60", "ULAC"} {
		lost := 0
		for k := range 30 {
			d := num.At(7, num.For(code), uint64(k), 0, 0)
			lat, lon := 20+28*d.Uniform(), -118+14*d.Uniform()
			w := newWorld(t, exercise(craft(t, "LOW", code, low(lat, lon, 6000, 0),
				low(lat+1, lon+2*d.Uniform()-1, 500, 0), low(lat+2, lon, 500, 0), low(lat+3, lon, 500, 0))))
			watch(w, air.Second, 25*air.Minute, func(s *truth.Snapshot) bool {
				return w.fleet[0].phase == flying
			})
			lost += len(w.Losses())
		}
		if lost > 1 {
			t.Errorf("%s: %d of 30 flew into the ground, want 1 at most", code, lost)
		}
	}
}

// Whatever is ordered, in whatever order: no number breaks, no type leaves its
// limits, and nothing flies under the ground.
func TestAnyOrders(t *testing.T) {
	types := []string{"B350", "B738", "C210", "F16", "H60", "ULAC", "CMSL", "E45X", "UASM", "BALN", "PA31", "T160"}
	rapid.Check(t, func(rt *rapid.T) {
		sc := exercise()
		for _, name := range []string{"ONE", "TWO", "THREE"} {
			code := rapid.SampledFrom(types).Draw(rt, "type")
			lat, lon := rapid.Float64Range(18, 50).Draw(rt, "lat"), rapid.Float64Range(-122, -98).Draw(rt, "lon")
			a := craft(t, name, code, low(lat, lon, rapid.Float64Range(6000, 12000).Draw(rt, "ft"), 0),
				low(lat+1, lon+rapid.Float64Range(-1, 1).Draw(rt, "east"), 500, 0), to(lat+2, lon, 3000, 0))
			a.Name = name
			a.Fuel = air.FromSeconds(rapid.Float64Range(60, 36000).Draw(rt, "fuel"))
			sc.Aircraft = append(sc.Aircraft, a)
		}
		sc.Weather.Wind = []scenario.Wind{{East: rapid.Float64Range(-40, 40).Draw(rt, "wind e"), North: rapid.Float64Range(-40, 40).Draw(rt, "wind n")}}
		w := newWorld(t, sc)
		for range 12 {
			name := rapid.SampledFrom([]string{"ONE", "TWO", "THREE"}).Draw(rt, "who")
			if rapid.Bool().Draw(rt, "fly") {
				f := air.Fly{Aircraft: name, HeadingDeg: new(rapid.Float64Range(0, 359).Draw(rt, "heading")), AltFt: new(rapid.Float64Range(0, 60000).Draw(rt, "alt"))}
				_, _ = w.Apply(w.now, f)
			} else {
				b := air.Behave{Aircraft: name, As: rapid.SampledFrom(air.BehaviourWords()).Draw(rt, "as")}
				if k, _ := air.FindBehaviour(b.As); k.Other != "" {
					b.Other = rapid.SampledFrom([]string{"ONE", "TWO", "THREE"}).Draw(rt, "other")
				}
				_, _ = w.Apply(w.now, b)
			}
			for range 60 {
				w.Advance(w.now + air.Second)
				sane(rt, w)
			}
		}
	})
}

func sane(rt *rapid.T, w *World) {
	for i := range w.sky.Aircraft {
		x := &w.sky.Aircraft[i]
		a := &w.fleet[x.ID]
		g := x.Pos.Geodetic()
		ground := atlas.Ground(g.LatLon)
		if a.phase == gone {
			continue
		}
		if a.atField() || a.leaving() {
			ground -= 60 // a field may lie lower than the mean of its cell
		}
		switch {
		case !(a.speed >= 0 && a.speed <= a.perf.max+1e-9) || a.speed < a.perf.min-1e-9:
			rt.Fatalf("%v: %s at %.1f m/s, want %.1f to %.1f", w.now, a.name, a.speed, a.perf.min, a.perf.max)
		case !(a.climb <= a.perf.climbs.Low+1e-9 && a.climb >= -a.perf.descent-1e-9):
			rt.Fatalf("%v: %s climbs %.2f m/s", w.now, a.name, a.climb)
		case g.Height > a.perf.ceiling+60 && a.climb > 1:
			rt.Fatalf("%v: %s climbs %.1f m/s at %.0f m, above its ceiling of %.0f m", w.now, a.name, a.climb, g.Height, a.perf.ceiling)
		case !(g.Height > ground-0.01):
			rt.Fatalf("%v: %s at %.0f m, %.0f m under the ground, %v", w.now, a.name, g.Height, ground-g.Height, a.evade)
		case !(math.Abs(float64(x.Heading)) < 7) || !(x.Vel.Norm() < 1000):
			rt.Fatalf("%v: %s: heading %v, velocity %v", w.now, a.name, x.Heading, x.Vel)
		}
	}
}
