package world

import (
	"flag"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

const threatsPage = "../../docs/threats.md"

// The exercise around a threat: two hours and one honest aircraft.
const around = `title = "Threat"
start_utc = 2019-07-17T14:00:00Z
duration = "02:00:00"
[[aircraft]]
name = "EXREAL"
type = "B738"
nation = "USA"
mode3a = "3417"
route = [{ lat = 29.0, lon = -101.0, alt_ft = 33000 }, { lat = 36.0, lon = -90.0 }]
`

// threatStage loads the TOML that the page shows for a kind.
func threatStage(t *testing.T, kind string) *stage {
	t.Helper()
	page, err := os.ReadFile(threatsPage)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "\n## "+kind+"\n")
	_, rest, found := strings.Cut(rest, "```toml\n")
	lines, _, closed := strings.Cut(rest, "```")
	if !ok || !found || !closed || !strings.Contains(lines, fmt.Sprintf("kind = %q", kind)) {
		t.Fatalf("%s: want a section %s with its TOML, got none", threatsPage, kind)
	}
	sc, faults := scenario.Load("threat.toml", []byte(around+lines))
	for _, f := range faults {
		t.Error(f.String())
	}
	if len(faults) > 0 {
		t.FailNow()
	}
	w, err := New(sc, 19)
	if err != nil {
		t.Fatal(err)
	}
	return &stage{t, w}
}

// aloft returns the aircraft in flight whose names begin with one.
func (s *stage) aloft(prefix string) (list []truth.Aircraft) {
	for _, a := range s.w.sky.Aircraft {
		if strings.HasPrefix(s.w.roster[a.ID].Name, prefix) {
			list = append(list, a)
		}
	}
	return list
}

func (s *stage) entry(name string) *truth.Entry { return &s.w.roster[s.w.byName[name]] }

// hugs flies for a while and looks that an aircraft stays between heights above
// the ground, in feet, nearly all the time.
func (s *stage) hugs(name string, d air.Time, low, high float64) {
	s.Helper()
	above, n := 0, 0
	for end := s.w.now + d; s.w.now < end; n++ {
		s.fly(air.Second)
		g := s.see(name).Pos.Geodetic()
		agl := (g.Height - atlas.Ground(g.LatLon)) / geo.Foot
		s.has(fmt.Sprintf("%s above %.0f ft over the ground, not at %.0f", name, low, agl), agl > low)
		if agl > high {
			above++
		}
	}
	s.has(fmt.Sprintf("%s below %.0f ft for most of %d s, not above it for %d", name, high, n, above), above < n/4)
}

// What each kind does at the level of truth: what radars will meet.
var threats = map[string]func(s *stage){
	"hijack": func(s *stage) {
		s.fly(11 * air.Minute)
		s.has("an honest code first", s.see("EXLIMA").Code != air.Hijack && s.see("EXLIMA").ADSB && len(s.w.plans) == 1)
		s.fly(5 * air.Minute)
		a := s.see("EXLIMA")
		s.has("7500", a.On && a.Code == air.Hijack)
		s.is("track", trackOf(&a), 250, 0.5)
	},
	"hijack_silent": func(s *stage) {
		s.fly(13 * air.Minute)
		s.has("replies first", s.see("EXMIKE").On)
		s.fly(6 * air.Minute)
		a := s.see("EXMIKE")
		s.has("no reply, no broadcast", !a.On && !a.ADSB)
		s.is("track", trackOf(&a), 180, 0.5)
	},
	"nordo": func(s *stage) {
		s.fly(6 * air.Minute)
		s.has("7600 and a plan", s.see("EXNORDO").Code == air.NoRadio && len(s.w.plans) == 1)
		landsAt(s, "EXNORDO", "KSAT")
	},
	"dark": func(s *stage) {
		s.fly(19 * air.Minute)
		s.has("replies first", s.see("EXLOBO").On)
		s.fly(2 * air.Minute)
		s.has("dark", !s.see("EXLOBO").On && !s.see("EXLOBO").ADSB)
	},
	"stuck": func(s *stage) {
		s.fly(15 * air.Minute)
		a := s.see("EXSTUCK")
		s.has("the level of the start while it climbs", a.Level.Feet() < 15000 && a.Pos.Geodetic().Height > 23000*geo.Foot)
	},
	"clone": func(s *stage) {
		s.fly(3 * air.Minute)
		a, b := s.see("EXCLONE"), s.see("EXREAL")
		s.has("one code on two", a.Code == 0o3417 && b.Code == 0o3417 && a.Address != b.Address)
	},
	"swap": func(s *stage) {
		s.fly(4 * air.Minute)
		a, b := s.see("EXSWAP"), s.see("EXREAL")
		s.has("each the other", a.Callsign.String() == "EXREAL" && b.Callsign.String() == "EXSWAP" && a.Code == 0o3417)
	},
	"stolen": func(s *stage) {
		s.fly(10 * air.Minute)
		s.has("no plan, but replies", s.see("EXMAR").On && len(s.w.plans) == 0)
		s.fly(6 * air.Minute)
		s.has("dark", !s.see("EXMAR").On)
		for len(s.aloft("EXMAR")) == 1 {
			s.fly(air.Second)
		}
		s.is("minutes to the coast", s.w.now.Seconds()/60, 67, 4)
	},
	"smuggler": func(s *stage) {
		s.fly(9 * air.Minute)
		s.has("nobody before its time", len(s.aloft("EXSIERRA")) == 0)
		s.fly(2 * air.Minute)
		s.has("no transponder, 2 m2", !s.see("EXSIERRA").On && s.entry("EXSIERRA").RCS == 2)
		s.hugs("EXSIERRA", 30*air.Minute, 350, 1200)
	},
	"relay": func(s *stage) {
		s.fly(air.Second)
		s.has("the first alone", len(s.aloft("EXRELEVO-1")) == 1 && len(s.aloft("EXRELEVO-2")) == 0)
		for len(s.aloft("EXRELEVO-1")) == 1 {
			s.fly(air.Second)
		}
		end := s.w.now
		for len(s.aloft("EXRELEVO-2")) == 0 && s.w.now < air.Hour {
			s.fly(air.Second)
		}
		s.is("minutes between the two", (s.w.now-end).Seconds()/60, 4, 1.5)
		at := s.aloft("EXRELEVO-2")[0].Pos.Geodetic().LatLon
		s.is("NM from the strip", geo.Distance(at, geo.Deg(29.6, -111.3))/geo.NM, 0, 0.1)
	},
	"ultralight": func(s *stage) {
		s.fly(air.Minute)
		a := s.see("EXALA")
		s.is("kt", a.Vel.Norm()/geo.Knot, 45, 5)
		s.has("half a square metre, silent", s.entry("EXALA").RCS == 0.5 && !a.On)
		s.hugs("EXALA", 20*air.Minute, 150, 700)
	},
	"balloon": func(s *stage) {
		s.w.weather.Wind = []scenario.Wind{{East: 25, North: -5}}
		s.fly(5 * air.Minute)
		from := s.see("EXGLOBO").Pos
		s.fly(20 * air.Minute)
		a := s.see("EXGLOBO")
		s.is("km drifted", a.Pos.Sub(from).Norm()/1000, 30.6, 0.4)
		s.is("ft", a.Pos.Geodetic().Height/geo.Foot, 62000, 100)
	},
	"drone": func(s *stage) {
		s.fly(2 * air.Minute)
		s.is("kt", s.see("EXDRON").Vel.Norm()/geo.Knot, 25, 1)
		s.has("0.01 m2", s.entry("EXDRON").RCS == 0.01)
		s.hugs("EXDRON", 3*air.Minute, 200, 400)
	},
	"swarm": func(s *stage) {
		s.fly(air.Minute)
		list := s.aloft("EXENJAMBRE")
		s.has("twelve", len(list) == 12)
		nearest, widest := math.Inf(1), 0.0
		for i := range list {
			for k := range i {
				d := list[i].Pos.Sub(list[k].Pos).Norm() / geo.NM
				nearest, widest = min(nearest, d), max(widest, d)
			}
		}
		s.is("NM between neighbours", nearest, 0.1, 0.01)
		s.has("all within half a mile", widest < 0.5)
	},
	"cruise_missile": func(s *stage) {
		s.fly(air.Minute)
		s.is("kt", s.see("EXFLECHA").Vel.Norm()/geo.Knot, 430, 5)
		s.hugs("EXFLECHA", 15*air.Minute, 100, 250)
		s.has("0.1 m2, silent", s.entry("EXFLECHA").RCS == 0.1 && !s.see("EXFLECHA").On)
	},
	"bomber": func(s *stage) {
		s.fly(10 * air.Minute)
		list := s.aloft("EXOSO")
		s.has("two, silent, of 100 m2", len(list) == 2 && !list[0].On && s.entry("EXOSO-1").RCS == 100)
		_, right := offset(list[1], list[0])
		s.is("NM to the left", right, -1, 0.1)
		probe, east := geo.Deg(65, -168.5), math.Inf(1)
		for len(s.aloft("EXOSO")) > 0 && s.w.now < 110*air.Minute {
			east = min(east, geo.Distance(s.aloft("EXOSO")[0].Pos.Geodetic().LatLon, probe)/geo.NM)
			s.fly(air.Second)
		}
		s.has("they come to the point of return and go home", east < 6 && len(s.aloft("EXOSO-1")) == 0)
	},
	"ghost": func(s *stage) {
		s.fly(10 * air.Minute)
		list := s.aloft("EXFANTASMA")
		s.has("three", len(list) == 3)
		for _, a := range list {
			e := s.w.roster[a.ID]
			s.has("nothing but a broadcast of good integrity", e.Phantom && a.ADSB && !a.On && e.NIC == 8 && e.NACp == 9)
		}
	},
	"displaced": func(s *stage) {
		s.fly(12 * air.Minute)
		c := s.see("EXDESVIO").Claim
		s.is("m beside the truth", math.Hypot(float64(c[0]), float64(c[1])), 20*600, 50)
		s.has("to the right of north", c[0] > 11000)
	},
	"jammer": func(s *stage) {
		s.fly(air.Minute)
		j := s.entry("EXRUIDO").Jammer
		s.has("200 W over 100 MHz about 1,300 MHz", j == truth.Jammer{ERP: 200, Frequency: 1.3e9, Bandwidth: 100e6})
		s.has("noise", s.see("EXRUIDO").Jams)
		s.order("EXRUIDO", "quiet", "", 0)
		s.fly(air.Second)
		s.has("silence", !s.see("EXRUIDO").Jams)
	},
	"chaff": func(s *stage) {
		s.fly(air.Second)
		s.has("the first cloud", len(s.w.sky.Clouds) == 1)
		s.fly(2 * air.Minute)
		s.has("six clouds of a million", len(s.w.sky.Clouds) == 6 && s.w.sky.Clouds[0].Dipoles == 1e6)
		for i, c := range s.w.sky.Clouds {
			for _, d := range s.w.sky.Clouds[:i] {
				s.has("all apart", d.Key != c.Key && d.Pos.Sub(c.Pos).Norm() > 0.3*geo.NM)
			}
		}
	},
	"decoys": func(s *stage) {
		s.fly(5 * air.Minute)
		list := s.aloft("EXSEÑUELO")
		s.has("ten", len(list) == 10)
		for _, a := range list {
			s.has("each of 3 m2", s.w.roster[a.ID].RCS == 3)
			s.is("kt", a.Vel.Norm()/geo.Knot, 430, 5)
		}
	},
}

func TestThreats(t *testing.T) {
	kinds := scenario.ThreatKinds()
	for _, kind := range kinds {
		try := threats[kind]
		if try == nil {
			t.Errorf("%s has no test", kind)
			continue
		}
		t.Run(kind, func(t *testing.T) { try(threatStage(t, kind)) })
	}
	if len(threats) != len(kinds) {
		t.Errorf("%d tests of %d kinds", len(threats), len(kinds))
	}
}

// The page lists the behaviours as the code has them.
func TestThreatsPage(t *testing.T) {
	page, err := os.ReadFile(threatsPage)
	if err != nil {
		t.Fatal(err)
	}
	rows := "<!-- behaviours -->\n| as | other | value (usual) | what it does |\n| --- | --- | --- | --- |\n"
	for _, b := range air.Behaviours {
		value := b.Value
		if b.Usual != 0 {
			value += fmt.Sprintf(" (%g)", b.Usual)
		}
		rows += fmt.Sprintf("| `%s` | %s | %s | %s |\n", b.As, b.Other, value, b.Doc)
	}
	rows += "<!-- end -->"
	want := regexp.MustCompile(`(?s)<!-- behaviours -->.*<!-- end -->`).ReplaceAllLiteral(page, []byte(rows))
	if *update {
		if err := os.WriteFile(threatsPage, want, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(want) != string(page) {
		t.Error("docs/threats.md: the list of behaviours is not the code's; go test ./sim/world -run ThreatsPage -update writes it")
	}
}
