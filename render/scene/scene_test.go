package scene

import (
	"math"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

func TestACenterShowsItsOwnRadarsOnly(t *testing.T) {
	s := NewSample(20, 0)
	s.Theater.Centers[1].Sensors = nil
	sc := New(&s.Theater)
	in := &Input{W: 1280, H: 800, Camera: Camera{s.Theater.Center, s.Theater.Range}, Layers: Rings | Radars}
	with := len(sc.Build(in).Vertices)
	in.Center = 1
	without := len(sc.Build(in).Vertices)
	in.Center, in.Layers = 1, 0
	if none := len(sc.Build(in).Vertices); without-none > 40*4 || with < without+20*ringPoints {
		t.Errorf("%d vertices with radars, %d at a center without, %d without the layers", with, without, none)
	}
}

func TestTruthIsForTheDirector(t *testing.T) {
	s := NewSample(5, 3)
	s.Roster[2].Name = "EXTANGO1"
	s.Roster[2].Role = truth.TOI
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 5*air.Minute)
	in.Roster, in.ShowBoard = s.Roster, true
	said := func() string {
		sc.list.trace = &trace{}
		sc.Build(in)
		var all []string
		for _, r := range sc.list.trace.runs {
			all = append(all, r.text)
		}
		return strings.Join(all, "|")
	}
	if got := said(); strings.Contains(got, "EXTANGO1") || strings.Contains(got, wordDirector.In(EN)) || strings.Contains(got, wordGhosts.In(EN)) {
		t.Errorf("a player's picture says %q", got)
	}
	in.Truth, in.Board = s.Truth(in.Now), s.Board(in.Now)
	for _, want := range []string{"EXTANGO1", "DIRECTOR", "STARTEX, banner, voice check EN/ES", "Truth"} {
		if got := said(); !strings.Contains(got, want) {
			t.Errorf("the director's picture does not say %q", want)
		}
	}
	in.Layers &^= Ghosts
	if got := said(); strings.Contains(got, "EXTANGO1") {
		t.Error("truth shows with its layer off")
	}
}

func TestARadarOutOfServiceChangesTheMap(t *testing.T) {
	sc := New(oneRadar())
	v := flying(0, 0)
	in := &Input{W: 1280, H: 800, View: v, Camera: Camera{sc.theater.Center, sc.theater.Range}, Layers: AllLayers}
	up := sc.Build(in).Key
	v2 := flying(2*air.Second, 0)
	v2.Sensors = []air.SensorStatus{{Sensor: 0, State: air.Down}, {Sensor: 4711, State: air.Down}}
	in.View = v2
	if down := sc.Build(in).Key; down == up || !sc.out[0] {
		t.Error("the map is the same when the radar goes out")
	}
	in.View = flying(4*air.Second, 0)
	if again := sc.Build(in).Key; again != up {
		t.Error("the map is not as before when the radar is back")
	}
}

func TestBuildAllocatesNothing(t *testing.T) {
	s := NewSample(30, 300)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 20*air.Minute)
	in.Truth, in.Roster, in.Board, in.ShowBoard, in.ShowHelp = s.Truth(in.Now), s.Roster, s.Played(in.Now), true, true
	in.Selected, in.NoPlay, in.View.Desk = 1, true, s.Desk(in.Now)
	in.Console = &Console{Text: "at NORAD note", Caret: 4, Said: []ConsoleLine{{Text: "at NORAD nite", Fault: true}}}
	view := sc.Layout(in).Panel[MapPanel]
	for range 30 { // until the buffers have grown
		in.Camera = in.Camera.Pan(view, 1, 0)
		sc.Build(in)
	}
	step := 1.0
	if n := testing.AllocsPerRun(20, func() {
		in.Camera = in.Camera.Pan(view, step, 0)
		step = -step
		sc.Build(in)
	}); n > 0 {
		t.Errorf("a picture with a moving map allocates %g times", n)
	}
}

// A view may hold anything that the wire can carry: a picture comes all the
// same.
func TestStrangeViewsDoNotPanic(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	v := &air.View{Picture: air.Picture{Center: 900, At: -5}}
	for i, p := range []geo.Vec{{}, {X: nan, Y: nan, Z: nan}, {X: inf}, {X: 1e300, Y: -1e300, Z: 1}, {X: 6378137}} {
		v.Tracks = append(v.Tracks, air.Track{Number: uint32(i), Pos: p, Vel: geo.Vec{X: nan, Y: inf}, Has: 0xffff, Level: 32767, Code: 0xffff,
			By: [6]air.Contribution{{Sensor: 999, Kind: 9}}, Status: 200})
		v.Marks = append(v.Marks, air.Mark{Track: uint32(i), Identity: air.Identity(250 + i%3), Interest: true})
	}
	v.Plots = []air.Plot{{Sensor: 0, Kind: 77}, {Sensor: 60000}, {Rho: math.MaxUint32, Theta: math.MaxUint32}}
	v.Alerts = []air.Alert{{At: air.Never, Text: strings.Repeat("\xff\n ", 300)}}
	v.Messages = []air.Message{{Text: strings.Repeat("w", 5000), From: "\x00"}}
	v.Desk = air.Desk{Cases: make([]air.Case, 40), Duties: []air.Duty{{Track: 2}}, Flights: []air.Flight{{Fuel: air.Never, Since: -air.Never}}, Log: []air.LogLine{{Text: strings.Repeat("\xff\n ", 300)}}, Requests: []air.Request{{Answer: "?"}}}
	snap := &truth.Snapshot{Aircraft: []truth.Aircraft{{ID: 77, Pos: geo.Vec{X: nan}}, {ID: 0}}}
	for _, size := range []int{0, 1, 50, 1280} {
		for _, cam := range []Camera{{}, {geo.Deg(30, -95), 500 * geo.NM}, {geo.LatLon{Lat: nan, Lon: inf}, nan}} {
			sc := New(oneRadar())
			in := &Input{W: size, H: size, View: v, Center: -3, Camera: cam, Layers: ^Layers(0), Truth: snap, Roster: truth.Roster{{Name: "X", Role: truth.TOI}},
				Board: []air.BoardLine{{At: -air.Hour}, {At: air.Never}}, ShowBoard: true, ShowHelp: true, Selected: 2, NoPlay: true, Console: &Console{Text: "\xff", Caret: 99}, Hover: 3,
				Now: air.Never, Live: -1, Language: 9, Scale: nan, Pointed: true}
			sc.Build(in)
			sc.Pick(in, size/2, size/2)
		}
	}
	New(&air.Theater{}).Build(&Input{W: 300, H: 200})
}
