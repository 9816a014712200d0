package center

import (
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// cobra puts a flight of one on alert at NORAD: the sonora of the stories, with a plan.
func cobra(sc *scenario.Scenario) {
	sc.Aircraft = []scenario.Aircraft{{Name: "COBRA1", Callsign: "EXA1", Nation: air.USA, Transponder: scenario.Transponder{On: true, Code: 0o2301}}}
	sc.Alerts = []scenario.Alert{{Flight: "COBRA", Center: 1, Base: "KEFD", Members: []int{0}, Serviceable: 1, Visual: 5 * geo.NM}}
}

// leaving flies sonora four minutes on its route, then east, until a time; its pilot
// says every twelve seconds where it is, or where somebody else is.
func leaving(s *story, until air.Time, says func(p geo.LatLon) geo.LatLon) {
	f := sonora
	for s.now < until {
		p, course := f.from, 0.0
		if after := s.now + air.Second; after <= 4*air.Minute {
			p, _ = geo.Direct(p, 0, f.speed*after.Seconds())
		} else {
			p, _ = geo.Direct(p, 0, f.speed*240)
			p, _ = geo.Direct(p, 90*geo.Degree, f.speed*(after-4*air.Minute).Seconds())
			course = 90
		}
		if says != nil && s.now%(12*air.Second) == 0 {
			at := says(p)
			word := "position"
			if s.c.sorties[0].Spoke.At == 0 {
				word = "airborne"
			}
			s.c.Apply(s.now, air.Call{Aircraft: "COBRA1", To: "NORAD", Says: word, Lat: at.Lat, Lon: at.Lon, Course: int(course), SpeedKt: 290, AltFt: 23000})
			s.c.sorties[0].State, s.c.sorties[0].Turn, s.c.sorties[0].Person = "home", air.Never, true
		}
		s.second(f.on(s, 7, p, course))
	}
}

// An own interceptor goes where it is guided: that it leaves its plan is of no interest
// while its pilots say that they are there. Who bears its code elsewhere is another.
func TestAnOwnInterceptorMayLeaveItsPlan(t *testing.T) {
	plan := planned(sonora, "EXA1", 0, air.Hour)
	there := func(p geo.LatLon) geo.LatLon { return p }
	elsewhere := func(p geo.LatLon) geo.LatLon { return geo.LatLon{Lat: p.Lat, Lon: p.Lon + geo.Degree} }
	tests := []struct {
		name string
		says func(p geo.LatLon) geo.LatLon
		want string
		met  bool
	}{
		{"its pilots say where it is", there, "friend EXA1", false},
		{"its pilots are sixty miles off", elsewhere, "suspect TOI EXA1", true},
		{"it never took off: another has its code", nil, "suspect TOI EXA1", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := detectiveStory(t, norad, cobra, plan)
			leaving(s, 9*air.Minute, tt.says)
			if got := s.mark(7); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if got := slices.Contains(s.met(), "plan_deviation"); got != tt.met {
				t.Errorf("met %q", s.met())
			}
		})
	}
}

// Another center's interceptor is known once that one has told of it, until it is
// said to be down.
func TestAPartnersInterceptorIsKnownAsTold(t *testing.T) {
	plan := planned(sonora, "EXA1", 0, air.Hour)
	tell := func(s *story, word string) {
		s.c.Hear(&air.Parcel{Arrived: s.now, Messages: []air.Message{{At: s.now, From: "MEX", To: "NORAD", Says: air.Talk{Word: aboutWings, Point: word, Callsign: "EXA1", Code: 0o2301, Has: air.HasCallsign | air.HasCode}}}})
	}
	s := detectiveStory(t, norad, nil, plan)
	tell(s, "airborne")
	leaving(s, 9*air.Minute, nil)
	if got := s.why(); got != "assumed_friend EXA1: interceptor of MEX, as it told" || len(s.met()) != 0 {
		t.Errorf("told: %s, met %q", got, s.met())
	}
	tell(s, "down")
	leaving(s, 14*air.Minute, nil)
	if got := s.mark(7); got != "suspect TOI EXA1" {
		t.Errorf("down, and still in the air: %s", got)
	}
}

// A center tells of its flight when it takes off and when it is down: whom a line
// joins, its nation's air defence and controllers, and nobody who has nothing to do with it.
func TestACenterTellsOfItsInterceptors(t *testing.T) {
	sc, th := closely(), theater()
	cobra(sc)
	for _, more := range []scenario.Center{
		{Name: "CONR", Audience: air.Only(air.USA), Nation: air.USA, Kind: scenario.Defence},
		{Name: "ZHU", Audience: air.Only(air.USA), Nation: air.USA, Kind: scenario.ATC},
		{Name: "FAR", Audience: mex, Nation: air.MEX, Kind: scenario.Defence},
	} {
		sc.Centers, th.Centers = append(sc.Centers, more), append(th.Centers, air.CenterInfo{Name: more.Name, Audience: more.Audience})
	}
	centers, err := New(sc, 1, th, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(t)
	s.c = &centers[norad]
	var told []string
	for _, says := range []string{"airborne", "position", "landed"} {
		s.c.Apply(s.now, air.Call{Aircraft: "COBRA1", To: "NORAD", Says: says, Lat: 0.5, Lon: -1.8})
		for _, m := range s.c.Said() {
			told = append(told, m.To+": "+m.Text)
			if !m.Release.To(s.c.audience) {
				t.Errorf("%s: released to %v", m.Text, m.Release)
			}
		}
	}
	want := []string{
		"MEX: interceptor of COBRA: EXA1 airborne, code 2301", "CONR: interceptor of COBRA: EXA1 airborne, code 2301", "ZHU: interceptor of COBRA: EXA1 airborne, code 2301",
		"MEX: interceptor of COBRA: EXA1 down, code 2301", "CONR: interceptor of COBRA: EXA1 down, code 2301", "ZHU: interceptor of COBRA: EXA1 down, code 2301",
	}
	if !slices.Equal(told, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(told, "; "), strings.Join(want, "; "))
	}
}
