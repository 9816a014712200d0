package scene

import (
	"fmt"
	"image"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// Layers is a set of what the map shows.
type Layers uint32

// The layers, in the order of their buttons.
const (
	Coast   Layers = 1 << iota // land, coast and lakes
	Borders                    // of countries
	States                     // of states and provinces
	ADIZ                       // air defence identification zones
	Grid                       // meridians and parallels
	Rings                      // instrumented ranges
	Radars                     // the sites
	Plots                      // of the last scan
	Tracks
	Trails // history dots
	Labels // data blocks, without overlap
	Crowd  // data blocks of all tracks, overlapping or not
	Ghosts // truth: the director's alone
	Limits // of sovereign airspace over water
	FIRs   // flight information regions
	Areas  // the area of responsibility of the center on show
	Zones  // restricted zones
)

// layerCount is the number of layers.
const layerCount = 17

// AllLayers are the layers that a scope opens with.
const AllLayers = Coast | Borders | States | ADIZ | Rings | Radars | Plots | Tracks | Trails | Labels | Ghosts | Limits | Areas | Zones

// layerNames are the names of the layers in orders, in their order.
var layerNames = [layerCount]string{
	"coast", "borders", "states", "adiz", "grid", "rings", "radars", "plots", "tracks", "trails", "labels", "crowd", "truth", "limits", "fir", "area", "zones",
}

// ParseLayers puts layers on or off, as "+fir,-plots" says: without a sign on.
func ParseLayers(l Layers, text string) (Layers, error) {
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		word := strings.TrimLeft(name, "+-")
		i := slices.Index(layerNames[:], strings.ToLower(word))
		switch {
		case i < 0:
			return l, fmt.Errorf("want layers among %s, got %q", strings.Join(layerNames[:], ", "), word)
		case name[0] == '-':
			l &^= 1 << i
		default:
			l |= 1 << i
		}
	}
	return l, nil
}

// Input is all that one picture is built from, besides what the Scene
// remembers. Nil and zero values are allowed everywhere but in W and H.
type Input struct {
	W, H   int     // pixels of the whole picture
	Scale  float64 // of the user interface; 0 is 1
	Camera Camera
	Layers Layers

	View   *air.View       // of the center whose picture it is; nil: nothing published yet
	Center int             // index of that center, in Theater.Centers
	Truth  *truth.Snapshot // nil: this seat is not the director's
	Roster truth.Roster    // with Truth

	Now    air.Time // where the picture stands
	Live   air.Time // as far as the exercise has come: the live edge of the time bar
	Paused bool
	Speed  string // as "4x" or "max"

	Board     []air.BoardLine // the MSEL: the director's alone
	ShowBoard bool
	Score     *truth.Score // the director's alone; nil: none yet
	ScorePage int          // which of its tables is shown, counted from 1; 0: none
	ShowHelp  bool
	Status    string // a line for the person: what was done, what went wrong

	Selected uint32 // number of a track; 0: none
	Hover    uint32
	Zone     int         // whose card is shown, counted from 1 in Theater.Zones; 0: none
	Pointer  image.Point // where the mouse is
	Pointed  bool        // Pointer counts

	Console *Console // nil: it is closed
	NoPlay  bool     // the exercise is stopped for something real

	Language Language
}

// Console is the line in which a person types orders, with what was answered.
type Console struct {
	Text  string
	Caret int           // byte in Text
	Said  []ConsoleLine // the oldest first
}

// ConsoleLine is a line of what was typed and answered.
type ConsoleLine struct {
	Text  string
	Fault bool // else what was typed, or its read-back
	Typed bool
}

// scale returns the scale that counts.
func (in *Input) scale() float64 {
	if in.Scale == 0 {
		return 1
	}
	return in.Scale
}

// director reports whether the picture is for the seat that sees truth.
func (in *Input) director() bool { return in.Truth != nil || in.Board != nil }

// scoreShown reports whether the score takes its place below the map.
func (in *Input) scoreShown() bool { return in.ScorePage > 0 && in.director() }

// NextScore returns the page of the score after the one that is shown, or before it;
// behind the last it is closed.
func (in *Input) NextScore(by int) int {
	n := 1
	if in.Score != nil {
		n = max(1, len(in.Score.Tables))
	}
	if !in.director() {
		return 0
	}
	return (min(in.ScorePage, n) + by + n + 1) % (n + 1)
}

// deskShown reports whether anything lies on the desk.
func (in *Input) deskShown() bool { return in.View != nil && !in.View.Desk.Empty() }

// boardShown reports whether the board takes its place beside the map.
func (in *Input) boardShown() bool { return in.ShowBoard && in.director() }
