package scene_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/render/raster"
	"perimeter/render/scene"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	look   = flag.String("look", "", "a folder to which the pictures are written, to be looked at")
)

// picture is one golden picture of the sample.
type picture struct {
	name string
	make func(s *scene.Sample, in *scene.Input)
}

var pictures = []picture{
	{"player", func(_ *scene.Sample, in *scene.Input) {}},
	{"near", func(_ *scene.Sample, in *scene.Input) {
		in.Camera = scene.Camera{Center: geo.Deg(29, -90), Range: 150 * geo.NM}
		in.Selected, in.Pointed, in.Pointer = 1, true, image.Pt(400, 300)
	}},
	{"director", func(s *scene.Sample, in *scene.Input) {
		in.Truth, in.Roster, in.Board, in.ShowBoard = s.Truth(in.Now), s.Roster, s.Board(in.Now), true
		in.Language, in.Live, in.Paused = scene.ES, in.Now+5*air.Minute, true
	}},
	{"help", func(s *scene.Sample, in *scene.Input) {
		in.W, in.H, in.Language, in.ShowHelp = 1024, 768, scene.FR, true
	}},
	{"large", func(s *scene.Sample, in *scene.Input) {
		in.W, in.H, in.Scale, in.Hover = 3840, 2160, 2, 9
	}},
	{"continent", func(_ *scene.Sample, in *scene.Input) {
		in.W, in.H, in.Layers = 1920, 1080, in.Layers|scene.Grid
		in.Camera = scene.Camera{Center: geo.Deg(45, -100), Range: 1900 * geo.NM}
	}},
	{"desk", func(s *scene.Sample, in *scene.Input) {
		in.View.Desk, in.Selected, in.H = s.Desk(in.Now), 1, 1000
	}},
	{"orders", func(s *scene.Sample, in *scene.Input) {
		in.View.Desk = s.Desk(in.Now)
		in.Truth, in.Roster, in.Board, in.ShowBoard = s.Truth(in.Now), s.Roster, s.Played(in.Now), true
		in.Language, in.NoPlay = scene.FR, true
		in.Console = &scene.Console{Text: "at NORAD accept 1 from SIVA 117, FL240", Caret: 8, Said: []scene.ConsoleLine{
			{Text: "at NORAD acept 1", Typed: true}, {Text: "         ^", Fault: true},
			{Text: scene.FaultIn(scene.FR, "what NORAD does, as declare, warn, offer, accept, scramble, note, or the number of a track", "acept", `"accept"`), Fault: true},
			{Text: "ROLE02 hdg 90", Typed: true}, {Text: "cap 090, ROLE02"},
		}}
	}},
	{"airspace", func(_ *scene.Sample, in *scene.Input) {
		in.Camera = scene.Camera{Center: geo.Deg(27.6, -97.6), Range: 210 * geo.NM}
		in.Layers = in.Layers&^(scene.Plots|scene.Trails) | scene.FIRs
		in.Zone, in.Language = 2, scene.ES
	}},
	{"score", func(s *scene.Sample, in *scene.Input) {
		in.Truth, in.Roster, in.Board, in.ShowBoard = s.Truth(in.Now), s.Roster, s.Played(in.Now), true
		in.Score, in.ScorePage, in.Language = s.Score(in.Now), 2, scene.FR
	}},
	{"before", func(_ *scene.Sample, in *scene.Input) { in.View, in.Now, in.Live = nil, 0, 0 }},
}

// eachPicture builds the pictures, each from a scene of its own.
func eachPicture(t *testing.T, visit func(t *testing.T, name string, sc *scene.Scene, in *scene.Input)) {
	s := scene.NewSample(60, 200)
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			sc := scene.New(&s.Theater)
			in := s.Input(sc, 1280, 800, 33*air.Minute)
			p.make(s, in)
			visit(t, p.name, sc, in)
		})
	}
}

// The text of each picture is compared with testdata/NAME.txt, its pixels by a
// hash in the last line. Read the difference before you -update.
func TestGoldenPictures(t *testing.T) {
	eachPicture(t, func(t *testing.T, name string, sc *scene.Scene, in *scene.Input) {
		said := scene.Describe(sc, in)
		img := raster.Picture(sc, in)
		if *look != "" {
			write(t, filepath.Join(*look, name+".png"), img)
		}
		sum := sha256.Sum256(img.Pix)
		got := said + "pixels " + hex.EncodeToString(sum[:8]) + "\n"
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if runtime.GOARCH != "amd64" {
			t.Skip("golden pictures hold on amd64: sine and tangent differ elsewhere in the last bit")
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("the picture has changed (-want +got):\n%s", diff)
		}
	})
}

func write(t *testing.T, name string, img *image.RGBA) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := raster.WritePNG(f, img); err != nil {
		t.Fatal(err)
	}
}

func TestTheCoastIsWhereItShouldBe(t *testing.T) {
	th := air.Theater{}
	sc := scene.New(&th)
	in := &scene.Input{W: 1920, H: 1080, Layers: scene.Coast, Camera: scene.Camera{Center: geo.Deg(38, -97), Range: 1500 * geo.NM}}
	for _, fine := range []bool{false, true} {
		places := []struct {
			name     string
			lat, lon float64
			land     bool
		}{
			{"Mexico City", 19.43, -99.13, true}, {"Torreon", 25.54, -103.4, true}, {"Kansas", 38.5, -98, true},
			{"Orlando", 28.5, -81.4, true}, {"Winnipeg", 49.9, -97.1, true}, {"Merida", 20.97, -89.62, true},
			{"Camaguey in Cuba", 21.38, -77.9, true}, {"the middle of Baja California", 27.4, -113.2, true},
			{"the middle of the Gulf", 25, -90, false}, {"the Gulf of California", 26.8, -111, false},
			{"Lake Superior", 47.6, -87.5, false}, {"Hudson Bay", 58, -85, false},
			{"the Florida strait", 23.9, -81, false}, {"the Pacific off San Diego", 32, -119.5, false},
		}
		for _, p := range places {
			if fine {
				in.Camera = scene.Camera{Center: geo.Deg(p.lat, p.lon), Range: 60 * geo.NM}
			}
			img := raster.Picture(sc, in)
			f := in.Camera.On(sc.Layout(in).Panel[scene.MapPanel])
			x, y := f.Pixel(geo.Deg(p.lat, p.lon))
			got := img.RGBAAt(int(x+0.5), int(y+0.5))
			want := color.RGBA{0, 0, 0, 255}
			if p.land {
				want = color.RGBA{17, 21, 21, 255}
			}
			if got != want {
				t.Errorf("%s (fine map %v) is %v, want %v", p.name, fine, got, want)
			}
		}
	}
}

func TestTheKeptMapIsTheMap(t *testing.T) {
	s := scene.NewSample(20, 50)
	sc := scene.New(&s.Theater)
	in := s.Input(sc, 640, 480, 20*air.Minute)
	img, fresh := image.NewRGBA(image.Rect(0, 0, 640, 480)), image.NewRGBA(image.Rect(0, 0, 640, 480))
	var kept raster.Drawer
	view := sc.Layout(in).Panel[scene.MapPanel]
	for i := range 6 {
		if i%2 == 1 {
			in.Camera = in.Camera.Pan(view, 20, 10)
		}
		in.View = s.View(3, in.Now+air.Time(2*i+2)*air.Second)
		list := sc.Build(in)
		kept.Draw(img, list)
		new(raster.Drawer).Draw(fresh, list)
		if string(img.Pix) != string(fresh.Pix) {
			t.Fatalf("picture %d differs when the map is kept from the one before", i)
		}
	}
}

func TestDrawingAllocatesNothing(t *testing.T) {
	s := scene.NewSample(20, 50)
	sc := scene.New(&s.Theater)
	in := s.Input(sc, 640, 480, 20*air.Minute)
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	var d raster.Drawer
	list := sc.Build(in)
	d.Draw(img, list)
	if n := testing.AllocsPerRun(10, func() { list.Key++; d.Draw(img, list) }); n > 0 {
		t.Errorf("a picture allocates %g times", n)
	}
}

func ExampleScene() {
	theater := air.Theater{Title: "Nothing yet", Length: air.Hour, Center: geo.Deg(25, -90), Range: 500 * geo.NM}
	s := scene.New(&theater)
	img := raster.Picture(s, &scene.Input{
		W: 1280, H: 800, Layers: scene.AllLayers,
		Camera: scene.Camera{Center: theater.Center, Range: theater.Range},
	})
	fmt.Println(img.Bounds())
	// Output: (0,0)-(1280,800)
}
