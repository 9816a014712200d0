package render

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"perimeter/air"
	"perimeter/render/scene"
)

// hands is what a person's hands did since the last look: all that the viewer
// knows of keyboard and mouse, so that tests can have hands too.
type hands struct {
	keys    []key       // pressed, in order
	text    []rune      // typed
	pan     image.Point // held arrow keys: -1, 0, 1 each way
	wheel   float64     // + zooms in
	pointer image.Point
	pressed bool // the left button, this moment
	held    bool
	let     bool // the left button let go, this moment
}

// key is a key that does something.
type key = ebiten.Key

// read fills h from Ebitengine. The keys are read as they go down, so that one
// pressed and released between two looks is not lost.
func (h *hands) read() {
	h.keys = inpututil.AppendJustPressedKeys(h.keys[:0])
	for _, k := range repeated {
		if held := inpututil.KeyPressDuration(k); held > repeatAfter && held%repeatEvery == 0 {
			h.keys = append(h.keys, k)
		}
	}
	h.text = ebiten.AppendInputChars(h.text[:0])
	h.pan = image.Point{}
	for k, p := range arrows {
		if ebiten.IsKeyPressed(k) {
			h.pan = h.pan.Add(p)
		}
	}
	_, wheel := ebiten.Wheel()
	h.wheel = math.Copysign(min(1, math.Abs(wheel)), wheel) // browsers and touch pads give huge steps
	if wheel == 0 {
		h.wheel = 0
	}
	h.pointer = image.Pt(ebiten.CursorPosition())
	h.pressed = inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft)
	h.held = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	h.let = inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft)
}

// repeated are keys that do their work again while they are held, as keyboards
// do: after half a second, twenty times a second.
var repeated = []key{ebiten.KeyBackspace, ebiten.KeyDelete}

const (
	repeatAfter = 30 // looks of a 60th of a second
	repeatEvery = 3
)

var arrows = map[ebiten.Key]image.Point{
	ebiten.KeyArrowLeft: {X: -1}, ebiten.KeyArrowRight: {X: 1}, ebiten.KeyArrowUp: {Y: -1}, ebiten.KeyArrowDown: {Y: 1},
}

// step is how far the step keys go.
const step = 10 * air.Second

// act does what the hands ask for.
func (a *App) act(h *hands) {
	for _, r := range h.text {
		if a.console.open {
			a.console.insert(r)
			a.dirty = true
		} else {
			a.typed(r)
		}
	}
	for _, k := range h.keys {
		if a.console.open {
			a.edit(k)
		} else {
			a.press(k)
		}
	}
	if a.console.open { // the arrows are the line's
		h.pan = image.Point{}
	}
	a.steer(h)
	a.point(h)
}

// press does what a key without a character asks for.
func (a *App) press(k key) {
	switch k {
	case ebiten.KeySpace:
		pace := a.clock.Pace()
		pace.Paused = !pace.Paused
		a.clock.SetPace(pace)
	case ebiten.KeyTab, ebiten.KeyPageDown:
		a.show(a.in.Center + 1)
	case ebiten.KeyPageUp:
		a.show(a.in.Center - 1)
	case ebiten.KeyHome:
		a.try(a.clock.Seek(0))
	case ebiten.KeyEnd:
		a.try(a.clock.Seek(a.clock.Edge()))
	case ebiten.KeyEnter, ebiten.KeyNumpadEnter:
		a.console.open, a.dirty = true, true
	case ebiten.KeyF10:
		a.toggle(scene.Ghosts)
	case ebiten.KeyF12:
		a.try(a.shoot())
	case ebiten.KeyF1:
		a.in.ShowHelp, a.dirty = !a.in.ShowHelp, true
	case ebiten.KeyEscape:
		a.escape()
	}
}

// typed does what a character asks for: characters, not keys, so that every
// keyboard layout has them.
func (a *App) typed(r rune) {
	switch r {
	case '[':
		a.clock.SetPace(a.clock.Pace().Slower())
	case ']':
		a.clock.SetPace(a.clock.Pace().Faster())
	case ',':
		a.try(a.clock.Seek(max(0, a.clock.Now()-step)))
	case '.':
		a.try(a.clock.Seek(a.clock.Now() + step))
	case '+', '=':
		a.zoom(1, a.middle())
	case '-', '_':
		a.zoom(-1, a.middle())
	case '0':
		a.in.Camera, a.dirty = a.home(), true
	case '?':
		a.in.ShowHelp, a.dirty = !a.in.ShowHelp, true
	case 't', 'T':
		a.toggle(scene.Ghosts)
	case 'p', 'P':
		a.toggle(scene.Plots)
	case 'f', 'F':
		a.toggle(scene.Tracks)
	case 'g', 'G':
		a.toggle(scene.Rings)
	case 'h', 'H':
		a.toggle(scene.Trails)
	case 'v', 'V':
		a.toggle(scene.Limits)
	case 'i', 'I':
		a.toggle(scene.FIRs)
	case 'a', 'A':
		a.toggle(scene.ADIZ)
	case 'o', 'O':
		a.toggle(scene.Areas)
	case 'z', 'Z':
		a.toggle(scene.Zones)
	case 'n', 'N':
		a.nextLabels()
	case 'm', 'M':
		a.in.ShowBoard, a.dirty = !a.in.ShowBoard, true
	case 's':
		a.in.ScorePage, a.dirty = a.in.NextScore(1), true
	case 'S':
		a.in.ScorePage, a.dirty = a.in.NextScore(-1), true
	case 'l', 'L':
		a.speak()
	case ':':
		a.console.open, a.dirty = true, true
	}
}

func (a *App) toggle(l scene.Layers) { a.in.Layers, a.dirty = a.in.Layers^l, true }

// nextLabels goes from sorted labels to all labels to none.
func (a *App) nextLabels() {
	switch {
	case a.in.Layers&scene.Crowd != 0:
		a.in.Layers &^= scene.Crowd | scene.Labels
	case a.in.Layers&scene.Labels != 0:
		a.in.Layers |= scene.Crowd
	default:
		a.in.Layers |= scene.Labels
	}
	a.dirty = true
}

// escape closes what is open; with nothing open it quits.
func (a *App) escape() {
	switch {
	case a.in.ShowHelp:
		a.in.ShowHelp = false
	case a.in.Selected != 0:
		a.in.Selected = 0
	case a.in.ScorePage != 0:
		a.in.ScorePage = 0
	case a.in.ShowBoard:
		a.in.ShowBoard = false
	default:
		a.quit = true
	}
	a.dirty = true
}

// mapRect is where the map is on the screen.
func (a *App) mapRect() image.Rectangle { return a.scene.Layout(&a.in).Panel[scene.MapPanel] }

// middle is the middle of the map, in pixels.
func (a *App) middle() image.Point {
	r := a.mapRect()
	return r.Min.Add(r.Max).Div(2)
}

// steer pans with the arrow keys and zooms with the wheel.
func (a *App) steer(h *hands) {
	if h.pan != (image.Point{}) {
		a.shift(h.pan.Mul(-12))
	}
	if h.wheel != 0 {
		a.zoom(h.wheel, h.pointer)
	}
}

// shift moves what the map shows by pixels.
func (a *App) shift(by image.Point) {
	a.in.Camera, a.dirty = a.in.Camera.Pan(a.mapRect(), float64(by.X), float64(by.Y)), true
}

// zoom goes in by steps of a quarter, and keeps the place under a pixel there.
func (a *App) zoom(steps float64, at image.Point) {
	a.in.Camera, a.dirty = a.in.Camera.Zoom(a.mapRect(), math.Pow(1.25, -steps), float64(at.X), float64(at.Y)), true
}

// point does what the mouse asks for: a drag moves the map, a click picks.
func (a *App) point(h *hands) {
	if h.pointer != a.in.Pointer || !a.in.Pointed {
		a.in.Pointer, a.in.Pointed, a.dirty = h.pointer, true, true
		hit := a.scene.Pick(&a.in, h.pointer.X, h.pointer.Y)
		a.in.Hover, a.in.Zone = hit.Track, 0
		if hit.Kind == scene.HitZone {
			a.in.Zone = hit.Zone + 1
		}
	}
	switch {
	case h.pressed:
		a.drag, a.dragged = h.pointer, 0
	case h.held && h.pointer != a.drag:
		by := h.pointer.Sub(a.drag)
		a.dragged += max(by.X, -by.X) + max(by.Y, -by.Y)
		hit := a.scene.Pick(&a.in, a.drag.X, a.drag.Y)
		a.drag = h.pointer
		switch {
		case hit.Kind == scene.HitTime:
			a.try(a.clock.Seek(a.scene.Pick(&a.in, h.pointer.X, h.pointer.Y).At))
		case hit.Panel == scene.MapPanel:
			a.shift(by)
		}
	case h.let && a.dragged < 4:
		a.click(a.scene.Pick(&a.in, h.pointer.X, h.pointer.Y))
	}
}

// click does what a click on what was hit asks for.
func (a *App) click(hit scene.Hit) {
	switch hit.Kind {
	case scene.HitTrack:
		a.in.Selected = hit.Track
	case scene.HitMap:
		a.in.Selected = 0
	case scene.HitRadar:
		info := &a.theater.Sensors[hit.Sensor]
		text := info.Name + ": " + info.Type
		if info.StandIn {
			text += " (stand-in)"
		}
		a.in.Status = text
	case scene.HitZone:
		z := &a.theater.Zones[hit.Zone]
		a.in.Status = z.Name + ": " + z.Authority + ", " + z.Instrument
	case scene.HitPanel:
		if hit.Panel == scene.ScorePanel {
			a.in.ScorePage = a.in.NextScore(1)
		}
	case scene.HitTab:
		a.show(hit.Center)
	case scene.HitLayer:
		a.toggle(hit.Layer)
	case scene.HitTime:
		a.try(a.clock.Seek(hit.At))
	}
	a.dirty = true
}
