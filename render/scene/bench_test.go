package scene_test

import (
	"image"
	"testing"

	"perimeter/air"
	"perimeter/render/raster"
	"perimeter/render/scene"
)

// crowd is the picture that the house names: 1280 by 800, 1,500 tracks, all of
// them labelled, coast, rings of 60 radars, plots and trails.
func crowd(tb testing.TB) (*scene.Scene, *scene.Input) {
	tb.Helper()
	s := scene.NewSample(60, 1500)
	sc := scene.New(&s.Theater)
	in := s.Input(sc, 1280, 800, 10*air.Minute)
	in.Camera.Range *= 1.1 // all of them in view
	in.Layers |= scene.Crowd
	return sc, in
}

func BenchmarkBuildStill(b *testing.B) {
	sc, in := crowd(b)
	sc.Build(in)
	b.ReportAllocs()
	for b.Loop() {
		sc.Build(in)
	}
}

func BenchmarkBuildPanning(b *testing.B) {
	sc, in := crowd(b)
	view := sc.Layout(in).Panel[scene.MapPanel]
	sc.Build(in)
	step := 1.0
	b.ReportAllocs()
	for b.Loop() {
		in.Camera = in.Camera.Pan(view, step, 0)
		step = -step
		sc.Build(in)
	}
}

func BenchmarkDrawStill(b *testing.B) {
	sc, in := crowd(b)
	list := sc.Build(in)
	img := image.NewRGBA(image.Rect(0, 0, in.W, in.H))
	var d raster.Drawer
	d.Draw(img, list)
	b.ReportAllocs()
	b.ReportMetric(float64(len(list.Indices)/6), "quads")
	for b.Loop() {
		d.Draw(img, list)
	}
}

func BenchmarkDrawPanning(b *testing.B) {
	sc, in := crowd(b)
	list := sc.Build(in)
	img := image.NewRGBA(image.Rect(0, 0, in.W, in.H))
	var d raster.Drawer
	d.Draw(img, list)
	b.ReportAllocs()
	for b.Loop() {
		list.Key++ // as if the map had moved
		d.Draw(img, list)
	}
}

// BenchmarkFramePanning is the whole frame while the map moves: the hardest case.
func BenchmarkFramePanning(b *testing.B) {
	sc, in := crowd(b)
	view := sc.Layout(in).Panel[scene.MapPanel]
	img := image.NewRGBA(image.Rect(0, 0, in.W, in.H))
	var d raster.Drawer
	d.Draw(img, sc.Build(in))
	step := 1.0
	b.ReportAllocs()
	for b.Loop() {
		in.Camera = in.Camera.Pan(view, step, 0)
		step = -step
		d.Draw(img, sc.Build(in))
	}
}

// BenchmarkObserve is what a publication costs.
func BenchmarkObserve(b *testing.B) {
	s := scene.NewSample(60, 1500)
	sc := scene.New(&s.Theater)
	views := []*air.View{s.View(3, 10*air.Minute), s.View(3, 10*air.Minute+2*air.Second)}
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		views[n&1].At = 10*air.Minute + air.Time(n)*2*air.Second
		sc.Observe(views[n&1])
	}
}
