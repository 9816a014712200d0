package render

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hajimehoshi/ebiten/v2"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/render/scene"
)

// typeLine opens the console, types a line and gives it.
func typeLine(a *App, text string) {
	if !a.console.open {
		do(a, hands{text: []rune{':'}})
	}
	do(a, hands{text: []rune(text)})
	do(a, hands{keys: []key{ebiten.KeyEnter}})
}

// said returns the last lines of answers.
func said(a *App, n int) (lines []string) {
	all := a.console.line.Said
	for _, l := range all[max(0, len(all)-n):] {
		lines = append(lines, l.Text)
	}
	return lines
}

func direct(t *testing.T) (*App, *stage) {
	t.Helper()
	a, s := open(t)
	s.roster = truth.Roster{{Name: "EXLOBO"}, {Name: "EXMAR"}}
	return a, s
}

func TestAnOrderIsTypedAndReadBack(t *testing.T) {
	a, s := direct(t)
	a.in.Language = scene.ES
	typeLine(a, "exlobo hdg 5; radar QNW out")
	want := []air.Body{air.Fly{Aircraft: "EXLOBO", HeadingDeg: new(float64)}, air.SensorOut{Sensor: "QNW"}}
	*want[0].(air.Fly).HeadingDeg = 5
	if d := cmp.Diff(want, s.given); d != "" {
		t.Errorf("given (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"exlobo hdg 5; radar QNW out", "rumbo 005, EXLOBO", "entendido: radar QNW out"}, said(a, 3)); d != "" {
		t.Errorf("answered (-want +got):\n%s", d)
	}
	if s.pace.Speed != 0 || a.in.Layers != scene.AllLayers {
		t.Error("what is typed into the console is taken for keys too")
	}
}

// A slip shows where it is and what was meant, and stays in the line with the
// caret on it.
func TestASlipIsShownInItsColumn(t *testing.T) {
	a, s := direct(t)
	typeLine(a, "EXLOBO headign 350")
	want := []string{
		"EXLOBO headign 350",
		"       ^",
		`want what EXLOBO is to do, as heading, climb, speed, squawk, dark, orbit, land; got «headign»; try "heading"`,
	}
	if d := cmp.Diff(want, said(a, 3)); d != "" {
		t.Errorf("answered (-want +got):\n%s", d)
	}
	if len(s.given) != 0 || a.console.line.Text != "EXLOBO headign 350" || a.console.line.Caret != 7 {
		t.Errorf("given %v, line %+v", s.given, a.console.line)
	}
}

func TestARecordingRefusesWithASentence(t *testing.T) {
	a, s := direct(t)
	s.refuses = errors.New("this is a recording: it takes no orders")
	typeLine(a, "EXLOBO dark")
	if got := said(a, 1)[0]; got != s.refuses.Error() || len(s.given) != 0 {
		t.Errorf("answered %q", got)
	}
}

func TestTheLineIsEdited(t *testing.T) {
	a, _ := direct(t)
	do(a, hands{keys: []key{ebiten.KeyEnter}})
	do(a, hands{text: []rune("EXLOBÓ darks")})
	left := make([]key, 6)
	for i := range left {
		left[i] = ebiten.KeyArrowLeft
	}
	do(a, hands{keys: append([]key{ebiten.KeyBackspace}, left[:5]...)})
	do(a, hands{keys: []key{ebiten.KeyBackspace}, text: []rune{}})
	do(a, hands{text: []rune("O")})
	if a.console.line.Text != "EXLOBO dark" {
		t.Errorf("the line is %q at %d", a.console.line.Text, a.console.line.Caret)
	}
	do(a, hands{keys: []key{ebiten.KeyEnd, ebiten.KeyEnter}})
	typeLine(a, "EXMAR dark")
	do(a, hands{keys: []key{ebiten.KeyArrowUp, ebiten.KeyArrowUp}})
	if a.console.line.Text != "EXLOBO dark" {
		t.Errorf("two back is %q", a.console.line.Text)
	}
	do(a, hands{keys: []key{ebiten.KeyArrowDown, ebiten.KeyArrowDown}})
	if a.console.line.Text != "" {
		t.Errorf("forth again is %q, want a new line", a.console.line.Text)
	}
	before := a.in.Camera
	do(a, hands{keys: []key{ebiten.KeyEscape}, pan: a.in.Pointer.Add(a.in.Pointer)})
	if a.console.open || a.quit || a.in.Camera != before {
		t.Error("Esc closes the console and no more")
	}
}

// What a nation's seat is offered and asked back names no aircraft and no sensor
// that its theater does not hold.
func TestTheConsoleNamesNothingHidden(t *testing.T) {
	a, s := open(t) // no roster: a nation's seat, or a nation's file
	hidden := []string{"EXLOBO", "EXMAR"}
	for _, text := range []string{"EXLOB dark", "EXLOBO dark", "EXMAR hdg 5", "radar QNV out", "radar EXLOBO out"} {
		typeLine(a, text)
		answer := strings.ReplaceAll(strings.Join(said(a, 2), " "), "«"+strings.Fields(text)[0]+"»", "")
		for _, name := range hidden {
			if strings.Contains(strings.ReplaceAll(answer, "«EXLOBO»", ""), name) {
				t.Errorf("%s is answered with %s", text, answer)
			}
		}
		a.console.set("")
	}
	for _, start := range []string{"EX", "ex", "Q"} {
		for _, name := range append(hidden, "QRW") {
			for _, w := range a.endings(start) {
				if w == name {
					t.Errorf("%s is ended as %s", start, w)
				}
			}
		}
	}
	// The same questions of the director's seat name them: the test can fail.
	s.roster = truth.Roster{{Name: "EXLOBO"}, {Name: "EXMAR"}}
	if typeLine(a, "EXLOB dark"); !strings.Contains(said(a, 1)[0], "EXLOBO") || len(a.endings("ex")) != 3 {
		t.Errorf("the director is told %q and offered %q", said(a, 1), a.endings("ex"))
	}
}

func TestTabEndsAWord(t *testing.T) {
	a, _ := direct(t)
	do(a, hands{text: []rune(":exl")})
	if do(a, hands{keys: []key{ebiten.KeyTab}}); a.console.line.Text != "EXLOBO " {
		t.Errorf("the line is %q", a.console.line.Text)
	}
	a.console.set("e")
	if do(a, hands{keys: []key{ebiten.KeyTab}}); !strings.EqualFold(a.console.line.Text, "e") {
		t.Errorf("with more than one end the line is %q", a.console.line.Text)
	}
	if got := said(a, 1)[0]; !strings.Contains(got, "EXLOBO  EXMAR") {
		t.Errorf("offered %q", got)
	}
}
