package render

import (
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/hajimehoshi/ebiten/v2"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/render/raster"
	"perimeter/render/scene"
)

// Options are how a window opens. The zero value is usable.
type Options struct {
	W, H     int     // pixels of the window; 0: 1280 x 800
	Scale    float64 // of texts and symbols; 0: the screen's own
	Paint    Paint   // empty: Auto
	Language scene.Language
	Center   air.CenterID
	Pictures string // folder for F12; empty: the current one
}

// App is the viewer: one window on one exercise.
type App struct {
	source  Source
	sink    Sink
	clock   Clock
	theater air.Theater
	options Options

	scene   *scene.Scene
	in      scene.Input
	list    *scene.List
	painter painter
	hands   hands
	console console
	drag    image.Point // where a drag is; with dragging
	dragged int         // px that the mouse went since it was pressed
	last    glimpse
	dirty   bool
	quit    bool
	closing atomic.Bool
	painted int
}

// glimpse is what decides whether a picture must be drawn anew.
type glimpse struct {
	view   *air.View
	truth  air.Time
	now    air.Time
	edge   air.Time
	pace   air.Pace
	board  int
	score  *truth.Score
	w, h   int
	scale  float64
	camera scene.Camera
}

// NewApp returns a viewer of a source. It opens no window.
func NewApp(source Source, sink Sink, clock Clock, o Options) *App {
	a := &App{source: source, sink: sink, clock: clock, options: o, theater: source.Theater(), dirty: true}
	a.scene = scene.New(&a.theater)
	a.in = scene.Input{
		W: cmpOr(o.W, 1280), H: cmpOr(o.H, 800), Scale: o.Scale, Camera: a.home(), Layers: scene.AllLayers,
		Center: int(o.Center), Language: o.Language,
	}
	return a
}

func cmpOr(n, other int) int {
	if n == 0 {
		return other
	}
	return n
}

// home is the map as the exercise opens it.
func (a *App) home() scene.Camera {
	return scene.Camera{Center: a.theater.Center, Range: a.theater.Range}
}

// Run opens the window and returns when it is closed. It must be called from
// the main goroutine.
func (a *App) Run() error {
	a.painter = newPainter(a.options.Paint)
	ebiten.SetWindowTitle("perimeter: " + a.theater.Title + ". " + air.Marking)
	ebiten.SetWindowSize(a.in.W, a.in.H)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGame(a); err != nil && !errors.Is(err, ebiten.Termination) {
		return fmt.Errorf("window: %w (perimeter run --png and perimeter shot draw pictures without one)", err)
	}
	return nil
}

// Close closes the window soon. It may be called from any goroutine.
func (a *App) Close() { a.closing.Store(true) }

// Painted returns how many pictures were drawn; it is for after Run.
func (a *App) Painted() int { return a.painted }

// Update reads the person's hands and looks whether anything changed: it is
// Ebitengine's, 60 times a second.
func (a *App) Update() error {
	a.hands.read()
	a.act(&a.hands)
	a.look()
	if a.quit || a.closing.Load() {
		return ebiten.Termination
	}
	return nil
}

// look takes the latest view and truth, and marks the picture to be drawn anew
// if they differ from those on the screen.
func (a *App) look() {
	a.in.View = a.source.View(air.CenterID(a.in.Center))
	a.in.Truth, a.in.Roster, a.in.Board, a.in.Score = nil, nil, nil, nil
	if snap, ok := a.source.Truth(); ok {
		a.in.Truth, a.in.Roster, a.in.Board, a.in.Score = snap, a.source.Roster(), a.source.Board(), a.source.Score()
	}
	a.in.Now, a.in.Live = a.clock.Now(), a.clock.Edge()
	pace := a.clock.Pace()
	a.in.NoPlay, a.in.Paused, a.in.Speed = pace.NoPlay, pace.Paused, air.Pace{Speed: pace.Speed}.String()
	a.in.Console = nil
	if a.console.open {
		a.in.Console = &a.console.line
	}
	g := glimpse{
		view: a.in.View, truth: truthAt(a.in.Truth), now: a.in.Now, edge: a.in.Live, pace: pace,
		board: done(a.in.Board), score: a.in.Score, w: a.in.W, h: a.in.H, scale: a.in.Scale, camera: a.in.Camera,
	}
	if g != a.last {
		a.last, a.dirty = g, true
	}
}

func truthAt(s *truth.Snapshot) air.Time {
	if s == nil {
		return -1
	}
	return s.At
}

func done(board []air.BoardLine) (n int) {
	for i := range board {
		if board[i].Done {
			n++
		}
	}
	return n
}

// Draw paints the picture if it changed.
func (a *App) Draw(screen *ebiten.Image) {
	if !a.dirty && a.list != nil {
		return
	}
	a.dirty = false
	a.list = a.scene.Build(&a.in)
	a.painter.paint(screen, a.list)
	a.painted++
}

// LayoutF gives the picture as many pixels as the window has on the screen, so
// that text is sharp on every monitor.
func (a *App) LayoutF(w, h float64) (float64, float64) {
	device := ebiten.Monitor().DeviceScaleFactor()
	if a.options.Scale == 0 {
		a.in.Scale = max(0.75, math.Round(device*4)/4)
	}
	width, height := math.Ceil(w*device), math.Ceil(h*device)
	if int(width) != a.in.W || int(height) != a.in.H {
		a.in.W, a.in.H, a.dirty = int(width), int(height), true
	}
	return width, height
}

// Layout is not called: LayoutF is there. Ebitengine asks for both.
func (a *App) Layout(w, h int) (int, int) { return w, h }

// shoot writes the picture on the screen to a PNG, as the CPU draws it.
func (a *App) shoot() error {
	name := fmt.Sprintf("perimeter-%s-%s.png", a.theater.Centers[a.in.Center].Name, fileTime(a.in.Now))
	path := filepath.Join(a.options.Pictures, name)
	canvas := image.NewRGBA(image.Rect(0, 0, a.in.W, a.in.H))
	var d raster.Drawer
	d.Draw(canvas, a.scene.Build(&a.in))
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := errors.Join(raster.WritePNG(f, canvas), f.Close()); err != nil {
		return err
	}
	a.say("written: " + path)
	return nil
}

// fileTime is an exercise time without the colons that file names may not have.
func fileTime(t air.Time) string {
	return fmt.Sprintf("%02d%02d%02d", t/air.Hour, t/air.Minute%60, t/air.Second%60)
}

// say shows a line to the person.
func (a *App) say(text string) { a.in.Status, a.dirty = text, true }

// try shows the sentence with which something was refused.
func (a *App) try(err error) {
	if err != nil {
		a.say(err.Error())
	}
}

// show switches to a center, by index; it wraps around.
func (a *App) show(center int) {
	n := len(a.theater.Centers)
	if n == 0 {
		return
	}
	a.in.Center = ((center % n) + n) % n
	a.in.Selected, a.in.Hover, a.dirty = 0, 0, true
}

// speak switches to the next language.
func (a *App) speak() {
	at := slices.Index(scene.Languages, a.in.Language)
	a.in.Language, a.dirty = scene.Languages[(at+1)%len(scene.Languages)], true
}
