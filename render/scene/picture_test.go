package scene_test

import (
	"image"
	"os"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/render/raster"
	"perimeter/render/scene"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	s := scene.NewSample(60, 200)
	sc := scene.New(&s.Theater)
	in := s.Input(sc, 1280, 800, 33*air.Minute)
	look(t, sc, in, dir+"/a.png")
	in.Camera = scene.Camera{Center: geo.Deg(29, -90), Range: 150 * geo.NM}
	in.Selected = 1
	in.Pointed, in.Pointer = true, image.Pt(400, 300)
	look(t, sc, in, dir+"/b.png")
	in.Camera = scene.Camera{Center: s.Theater.Center, Range: 560 * geo.NM}
	in.Truth, in.Roster, in.Board, in.ShowBoard = s.Truth(in.Now), s.Roster, s.Board(in.Now), true
	in.Language = scene.ES
	in.Live += 5 * air.Minute
	in.Paused = true
	look(t, sc, in, dir+"/c.png")
	in.W, in.H = 1024, 768
	in.ShowHelp = true
	in.Language = scene.FR
	look(t, sc, in, dir+"/d.png")
	in.W, in.H, in.Scale = 3840, 2160, 2
	in.ShowHelp = false
	look(t, sc, in, dir+"/e.png")
	in.W, in.H, in.Scale, in.Layers = 1920, 1080, 1, scene.AllLayers|scene.Crowd|scene.Grid
	in.Camera = scene.Camera{Center: geo.Deg(45, -100), Range: 1900 * geo.NM}
	look(t, sc, in, dir+"/f.png")
}

func look(t *testing.T, sc *scene.Scene, in *scene.Input, name string) {
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := raster.WritePNG(f, raster.Picture(sc, in)); err != nil {
		t.Fatal(err)
	}
}
