package scene_test

import (
	"fmt"
	"image"
	"syscall"
	"testing"
	"time"

	"perimeter/render/raster"
	"perimeter/render/scene"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestCPU(t *testing.T) {
	sc, in := crowd(t)
	view := sc.Layout(in).Panel[scene.MapPanel]
	img := image.NewRGBA(image.Rect(0, 0, in.W, in.H))
	var d raster.Drawer
	d.Draw(img, sc.Build(in))
	step := 1.0
	for _, c := range []struct {
		name string
		f    func()
	}{
		{"build still", func() { sc.Build(in) }},
		{"draw still", func() { d.Draw(img, sc.Build(in)) }},
		{"build pan", func() { in.Camera = in.Camera.Pan(view, step, 0); step = -step; sc.Build(in) }},
		{"frame pan", func() { in.Camera = in.Camera.Pan(view, step, 0); step = -step; d.Draw(img, sc.Build(in)) }},
	} {
		best := time.Hour
		for range 5 {
			a := cpu()
			for range 60 {
				c.f()
			}
			best = min(best, (cpu()-a)/60)
		}
		fmt.Println(c.name, best)
	}
}
