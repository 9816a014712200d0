package main

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/render/raster"
	"perimeter/render/scene"
	"perimeter/replay"
)

// watched is a file as its owner uses it: through the viewer, or with a verb.
type watched struct {
	path   string
	rec    *replay.Recording
	player *replay.Player
	center air.CenterID // whose view is looked at
}

func watch(t *testing.T, file []byte, center string) *watched {
	t.Helper()
	w := &watched{path: filepath.Join(t.TempDir(), "own.mcap")}
	if err := os.WriteFile(w.path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.rec, err = replay.Read(bytes.NewReader(file), int64(len(file))); err != nil {
		t.Fatal(err)
	}
	if w.player, err = replay.NewPlayer(w.rec); err != nil {
		t.Fatal(err)
	}
	if err := w.player.Seek(w.rec.End - 10*air.Second); err != nil {
		t.Fatal(err)
	}
	at, err := centerNamed(&w.rec.Theater, center)
	if err != nil {
		t.Fatal(err)
	}
	w.center = air.CenterID(at)
	return w
}

func (w *watched) view() *air.View { return w.player.View(w.center) }

// picture draws what the owner sees with some layers, with the mouse on a track.
func (w *watched) picture(layers scene.Layers, track uint32) string {
	th := w.rec.Theater
	in := scene.Input{
		W: 1024, H: 768, Camera: scene.Camera{Center: th.Center, Range: th.Range}, Layers: layers,
		View: w.view(), Center: int(w.center), Now: w.player.Now(), Selected: track, Hover: track, Pointed: true, Pointer: image.Pt(300, 300),
	}
	return string(raster.Picture(scene.New(&th), &in).Pix)
}

// channels are the ways by which something may be learned from a file.
var channels = []struct {
	name string
	told func(t *testing.T, w *watched) string
}{
	{"size of the file", func(_ *testing.T, w *watched) string {
		info, err := os.Stat(w.path)
		return fmt.Sprint(info.Size(), err)
	}},
	{"rings", func(_ *testing.T, w *watched) string { return w.picture(scene.Rings|scene.Radars, 0) }},
	{"the whole picture", func(_ *testing.T, w *watched) string { return w.picture(scene.AllLayers, 0) }},
	{"hover texts", func(_ *testing.T, w *watched) string {
		return w.picture(scene.Tracks|scene.Labels, w.view().Tracks[0].Number)
	}},
	{"sensor lists", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.rec.Theater.Sensors, w.view().Sensors) }},
	{"names of centers and feeds", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.rec.Theater.Centers, w.rec.Theater.Feeds) }},
	{"track numbers and ages", func(_ *testing.T, w *watched) (s string) {
		for _, tr := range w.view().Tracks {
			s += fmt.Sprintln(tr.Number, tr.Born, tr.Updated, tr.By)
		}
		return s
	}},
	{"identities", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.view().Marks) }},
	{"alerts", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.view().Alerts) }},
	{"the log", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.view().Desk.Log) }},
	{"cases and duties", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.view().Desk.Cases, w.view().Desk.Duties) }},
	{"messages", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.view().Messages) }},
	{"queue lengths", func(_ *testing.T, w *watched) string { return fmt.Sprint(w.view().Feeds) }},
	{"the summary", func(t *testing.T, w *watched) string {
		return good(t, "summary", w.path) + good(t, "summary", w.path, "--json")
	}},
	{"the shot", func(t *testing.T, w *watched) string {
		png := filepath.Join(filepath.Dir(w.path), "own.png")
		good(t, "shot", w.path, "--at", "5m", "--center", w.rec.Theater.Centers[w.center].Name, "--png", png, "--force")
		b, err := os.ReadFile(png)
		return fmt.Sprint(string(b), err)
	}},
	{"the plots, tracked again", func(t *testing.T, w *watched) string {
		out := filepath.Join(filepath.Dir(w.path), "own.csv")
		good(t, "track", "--rec", w.path, "--center", w.rec.Theater.Centers[w.center].Name, "--out", out, "--force")
		b, err := os.ReadFile(out)
		return fmt.Sprint(string(b), err)
	}},
	{"what a replay or a score refuses", func(t *testing.T, w *watched) string {
		_, a, b := say(t, "score", w.path, "--until", "2m")
		return strings.ReplaceAll(a+b, w.path, "")
	}},
}

// Everything hidden is changed at once: whatever way its owner looks at it,
// Mexico's file tells nothing of it. The same looks at a file that the gate did
// not make, the director's, tell of it every time: so each of them would see a
// leak.
func TestNoLookAtANationsFileTellsWhatIsHidden(t *testing.T) {
	base := ae19(t)
	if n := strings.Count(base, `staff = "full"`); n < 2 {
		t.Fatalf("%d centers have people who hand over and keep a log, want the neighbours at least", n)
	}
	hidden := base
	for _, c := range [][2]string{
		{`"QQO", "SVC",`, `"QQO", "SVC", "DSV", "QHZ",`},
		{"name = \"JSS-USA\"\nfrom_nation = \"USA\"\nto = \"USA\"\ndelay_s = 1.5", "name = \"JSS-US\"\nfrom_nation = \"USA\"\nto = \"USA\"\ndelay_s = 4.5"},
		{"[[inject]]\nat = \"00:01:00\"", "[[inject]]\nat = \"00:04:00\"\ntitle = \"judged\"\ndo = [\"at USA 5 hostile\", \"at USA 7 suspect\", \"at USA declare 5 no plan\", \"at USA note for ourselves\", \"radar DSV out\"]\ntell = [{ to = [\"USA\"], text = \"EXERCISE. For the United States alone\" }]\n\n[[inject]]\nat = \"00:01:00\""},
	} {
		if !strings.Contains(hidden, c[0]) {
			t.Fatalf("the scenario has no %q", c[0])
		}
		hidden = strings.Replace(hidden, c[0], c[1], 1)
	}
	ownBefore, allBefore := filesOf(t, air.MEX, base, 19, 6*air.Minute)
	ownAfter, allAfter := filesOf(t, air.MEX, hidden, 19, 6*air.Minute)
	before, after := watch(t, ownBefore, "MEX"), watch(t, ownAfter, "MEX")
	wholeBefore, wholeAfter := watch(t, allBefore, "USA"), watch(t, allAfter, "USA")
	for _, c := range channels {
		t.Run(c.name, func(t *testing.T) {
			if c.told(t, before) != c.told(t, after) {
				t.Error("it tells of what Mexico may not have")
			}
			if c.told(t, wholeBefore) == c.told(t, wholeAfter) {
				t.Error("it tells nothing of it where there is no gate either: this test would see no leak")
			}
		})
	}
}
