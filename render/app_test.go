package render

import (
	"errors"
	"image"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/render/scene"
)

// stage is an exercise with two centers and one track, for a viewer to look at.
type stage struct {
	view air.View
	pace air.Pace
	now  air.Time

	roster  truth.Roster
	given   []air.Body
	refuses error // all orders
	score   *truth.Score
}

func newStage() *stage {
	at := geo.Deg(30, -100).At(9000)
	return &stage{
		now: 90 * air.Second,
		view: air.View{Picture: air.Picture{At: 90 * air.Second, Tracks: []air.Track{
			{Number: 7, Status: air.Confirmed, Pos: at.ECEF(), Updated: 85 * air.Second},
		}}},
	}
}

func (s *stage) Theater() air.Theater {
	return air.Theater{
		Title: "test", Exercise: true, Length: air.Hour, Beat: air.Second, Center: geo.Deg(30, -100), Range: 200 * geo.NM,
		Centers: []air.CenterInfo{{Name: "USA"}, {Name: "MEX"}}, Sensors: []air.SensorInfo{{Name: "QNW"}},
	}
}
func (s *stage) Roster() truth.Roster           { return s.roster }
func (s *stage) View(c air.CenterID) *air.View  { v := s.view; v.Center = c; return &v }
func (s *stage) Truth() (*truth.Snapshot, bool) { return nil, false }
func (s *stage) Board() []air.BoardLine         { return nil }
func (s *stage) Score() *truth.Score            { return s.score }
func (s *stage) Submit(bodies ...air.Body) error {
	if s.refuses != nil {
		return s.refuses
	}
	s.given = append(s.given, bodies...)
	return nil
}
func (s *stage) Now() air.Time      { return s.now }
func (s *stage) Edge() air.Time     { return 10 * air.Minute }
func (s *stage) Pace() air.Pace     { return s.pace }
func (s *stage) SetPace(p air.Pace) { s.pace = p }
func (s *stage) Seek(t air.Time) error {
	if t > s.Edge() {
		return errors.New("there is nothing yet")
	}
	s.now = t
	return nil
}

// open returns a viewer that has drawn its first picture.
func open(t *testing.T) (*App, *stage) {
	t.Helper()
	s := newStage()
	a := NewApp(s, s, s, Options{W: 1280, H: 800, Scale: 1, Pictures: t.TempDir()})
	a.look()
	a.list = a.scene.Build(&a.in)
	return a, s
}

// do lets the hands do one thing and draws again.
func do(a *App, h hands) {
	a.act(&h)
	a.look()
	a.list = a.scene.Build(&a.in)
}

func TestKeys(t *testing.T) {
	a, s := open(t)
	s.pace = air.Pace{Speed: 1}
	do(a, hands{text: []rune{']', ']'}})
	if s.pace.Speed != 4 {
		t.Errorf("after ] ]: %v, want 4x", s.pace)
	}
	do(a, hands{keys: []key{ebiten.KeySpace}, text: []rune{'['}})
	if !s.pace.Paused || s.pace.Speed != 2 {
		t.Errorf("after Space and [: %+v, want paused at 2x", s.pace)
	}
	do(a, hands{text: []rune{'.'}})
	if s.now != 100*air.Second {
		t.Errorf("after .: %v, want ten seconds on", s.now)
	}
	do(a, hands{keys: []key{ebiten.KeyHome}, text: []rune{','}})
	if s.now != 0 {
		t.Errorf("after Home and , : %v, want the start", s.now)
	}
	do(a, hands{keys: []key{ebiten.KeyPageUp}})
	if a.in.Center != 1 {
		t.Errorf("after PgUp from the first center: %d, want the last", a.in.Center)
	}
	do(a, hands{text: []rune{'t', 'p', 'n'}})
	if got, want := a.in.Layers, scene.AllLayers^scene.Ghosts^scene.Plots|scene.Crowd; got != want {
		t.Errorf("after t p n: layers %b, want %b", got, want)
	}
	do(a, hands{text: []rune{'l'}})
	if a.in.Language != scene.ES {
		t.Errorf("after l: %v, want ES", a.in.Language)
	}
}

func TestEscapeClosesOneThingAtATime(t *testing.T) {
	a, _ := open(t)
	do(a, hands{text: []rune{'?', 'm'}})
	a.in.Selected = 7
	for range 3 { // the help, the track, the board
		if do(a, hands{keys: []key{ebiten.KeyEscape}}); a.quit {
			t.Fatal("Esc quits while something is open")
		}
	}
	do(a, hands{keys: []key{ebiten.KeyEscape}})
	if !a.quit {
		t.Error("with nothing open, Esc does not quit")
	}
}

// directed is a stage for the director.
type directed struct{ *stage }

func (directed) Truth() (*truth.Snapshot, bool) { return &truth.Snapshot{At: air.Minute}, true }

// The score's tables follow one another at S, back at shift S; who does not direct has
// none, even if the source held one.
func TestTheScoreIsPagedByTheDirector(t *testing.T) {
	s := newStage()
	s.score = &truth.Score{At: air.Minute, Tables: make([]truth.ScoreTable, 3)}
	for _, tt := range []struct {
		source Source
		want   []int
	}{{directed{s}, []int{1, 2, 3, 0, 3}}, {s, []int{0, 0, 0, 0, 0}}} {
		a := NewApp(tt.source, s, s, Options{})
		do(a, hands{})
		for i, r := range []rune{'s', 's', 's', 's', 'S'} {
			if do(a, hands{text: []rune{r}}); a.in.ScorePage != tt.want[i] {
				t.Errorf("key %d: table %d, want %d", i+1, a.in.ScorePage, tt.want[i])
			}
		}
	}
}

// Each layer of airspace has a key.
func TestTheKeysOfAirspace(t *testing.T) {
	a, _ := open(t)
	do(a, hands{text: []rune{'v', 'i', 'a', 'o', 'z'}})
	if got, want := a.in.Layers, scene.AllLayers^scene.Limits^scene.FIRs^scene.ADIZ^scene.Areas^scene.Zones; got != want {
		t.Errorf("after v i a o z: layers %b, want %b", got, want)
	}
}

func TestDragMovesTheMapWithTheMouse(t *testing.T) {
	a, _ := open(t)
	from, to := image.Pt(300, 300), image.Pt(420, 250)
	f := a.in.Camera.On(a.mapRect())
	grabbed := f.Place(float64(from.X), float64(from.Y))
	do(a, hands{pointer: from, pressed: true, held: true})
	do(a, hands{pointer: to, held: true})
	do(a, hands{pointer: to, let: true})
	f = a.in.Camera.On(a.mapRect())
	x, y := f.Pixel(grabbed)
	if math.Hypot(x-float64(to.X), y-float64(to.Y)) > 3 {
		t.Errorf("the place grabbed is at %.1f, %.1f, want under the mouse at %v", x, y, to)
	}
	if a.in.Selected != 0 {
		t.Error("a drag selected something")
	}
}

func TestWheelZoomsAboutTheMouse(t *testing.T) {
	a, _ := open(t)
	at := image.Pt(500, 200)
	f := a.in.Camera.On(a.mapRect())
	place := f.Place(500, 200)
	do(a, hands{pointer: at, wheel: 1})
	f = a.in.Camera.On(a.mapRect())
	if x, y := f.Pixel(place); math.Hypot(x-500, y-200) > 2 {
		t.Errorf("the place under the mouse went to %.1f, %.1f", x, y)
	}
	if r := a.in.Camera.Range / (200 * geo.NM); math.Abs(r-0.8) > 0.001 {
		t.Errorf("range %g of what it was, want 0.8", r)
	}
}

func TestClickSelectsATrack(t *testing.T) {
	a, s := open(t)
	f := a.in.Camera.On(a.mapRect())
	x, y := f.Pixel(s.view.Tracks[0].Pos.Geodetic().LatLon)
	on := image.Pt(int(x), int(y))
	do(a, hands{pointer: on, pressed: true, held: true})
	do(a, hands{pointer: on, let: true})
	if a.in.Selected != 7 {
		t.Fatalf("selected %d, want 7", a.in.Selected)
	}
	off := image.Pt(100, 600)
	do(a, hands{pointer: off, pressed: true, held: true})
	do(a, hands{pointer: off, let: true})
	if a.in.Selected != 0 {
		t.Error("a click on the bare map keeps the track selected")
	}
}

func TestClickOnTheTimeBarGoesThere(t *testing.T) {
	a, s := open(t)
	axis := a.scene.Layout(&a.in).Axis
	at := image.Pt(axis.Min.X+axis.Dx()/12, axis.Min.Y+1) // five minutes of an hour
	do(a, hands{pointer: at, pressed: true, held: true})
	do(a, hands{pointer: at, let: true})
	if off := s.now - 5*air.Minute; max(off, -off) > 10*air.Second {
		t.Errorf("at %v, want about 00:05:00", s.now)
	}
	far := image.Pt(axis.Max.X-1, axis.Min.Y+1)
	do(a, hands{pointer: far, pressed: true, held: true})
	do(a, hands{pointer: far, let: true})
	if a.in.Status != "there is nothing yet" {
		t.Errorf("status %q, want the clock's own sentence", a.in.Status)
	}
}

func TestDrawnOnlyWhenSomethingChanged(t *testing.T) {
	a, s := open(t)
	same := s.view
	hold := &same
	a.source = &held{s, hold}
	a.look()
	a.dirty = false
	for range 100 {
		a.act(&hands{pointer: a.in.Pointer})
		a.look()
	}
	if a.in.Pointed && a.dirty {
		a.dirty = false
		a.act(&hands{pointer: a.in.Pointer})
		a.look()
	}
	if a.dirty {
		t.Error("nothing changed, and yet the picture is drawn anew")
	}
	s.now += air.Second
	if a.look(); !a.dirty {
		t.Error("time went on, and the picture is not drawn anew")
	}
}

// held is a stage that gives one and the same view.
type held struct {
	*stage
	view *air.View
}

func (h *held) View(air.CenterID) *air.View { return h.view }

func TestPictureToAFile(t *testing.T) {
	a, _ := open(t)
	do(a, hands{keys: []key{ebiten.KeyF12}})
	if found, _ := filepath.Glob(filepath.Join(a.options.Pictures, "perimeter-USA-000130.png")); len(found) != 1 {
		entries, _ := os.ReadDir(a.options.Pictures)
		t.Errorf("no picture: %v, status %q", entries, a.in.Status)
	}
}
