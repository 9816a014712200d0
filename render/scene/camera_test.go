package scene

import (
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air/geo"
)

var screens = rapid.Custom(func(t *rapid.T) image.Rectangle {
	x, y := rapid.IntRange(0, 400).Draw(t, "x"), rapid.IntRange(0, 100).Draw(t, "y")
	return image.Rect(x, y, x+rapid.IntRange(100, 3840).Draw(t, "w"), y+rapid.IntRange(100, 2160).Draw(t, "h"))
})

var cameras = rapid.Custom(func(t *rapid.T) Camera {
	return Camera{
		geo.Deg(rapid.Float64Range(-85, 85).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")),
		rapid.Float64Range(20, 3000).Draw(t, "range") * geo.NM,
	}
})

func TestPixelAndPlaceAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		view := screens.Draw(t, "view")
		f := cameras.Draw(t, "camera").On(view)
		x := rapid.Float64Range(float64(view.Min.X), float64(view.Max.X)).Draw(t, "px")
		y := rapid.Float64Range(float64(view.Min.Y), float64(view.Max.Y)).Draw(t, "py")
		p := f.Place(x, y)
		if gx, gy := f.Pixel(p); math.Hypot(gx-x, gy-y) > 1e-6 {
			t.Fatalf("pixel %g %g is place %v, which is pixel %g %g", x, y, p, gx, gy)
		}
		gx, gy := f.Pixel(p)
		if q := f.Place(gx, gy); math.Abs(q.Lat-p.Lat) > 1e-11 || math.Abs(geo.Delta(p.Lon, q.Lon)*math.Cos(p.Lat)) > 1e-11 {
			t.Fatalf("place %v came back as %v", p, q)
		}
	})
}

func TestNorthIsUpAndTheRangeIsHalfTheHeight(t *testing.T) {
	view := image.Rect(100, 50, 1100, 750)
	c := Camera{geo.Deg(30, -95), 600 * geo.NM}
	f := c.On(view)
	if x, y := f.Pixel(c.Center); math.Abs(x-600) > 1e-9 || math.Abs(y-400) > 1e-9 {
		t.Errorf("the centre is at %g %g, want 600 400", x, y)
	}
	north, _ := geo.Direct(c.Center, 0, 600*geo.NM)
	if x, y := f.Pixel(north); math.Abs(x-600) > 1e-6 || math.Abs(y-50) > 2 {
		t.Errorf("600 NM to the north is at %.2f %.2f, want 600 50", x, y)
	}
	east, _ := geo.Direct(c.Center, math.Pi/2, 100*geo.NM)
	if x, y := f.Pixel(east); x < 655 || x > 661 || math.Abs(y-400) > 2 {
		t.Errorf("100 NM to the east is at %.2f %.2f, want about 658 400", x, y)
	}
}

func TestZoomHoldsThePlaceUnderThePointer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		view := image.Rect(0, 60, 1000, 760)
		c := Camera{geo.Deg(rapid.Float64Range(10, 50).Draw(t, "lat"), rapid.Float64Range(-140, -60).Draw(t, "lon")),
			rapid.Float64Range(50, 1000).Draw(t, "range") * geo.NM}
		x, y := rapid.Float64Range(0, 1000).Draw(t, "x"), rapid.Float64Range(60, 760).Draw(t, "y")
		factor := rapid.Float64Range(0.8, 1.25).Draw(t, "factor")
		before, after := c.On(view), c.Zoom(view, factor, x, y).On(view)
		gx, gy := after.Pixel(before.Place(x, y))
		if math.Hypot(gx-x, gy-y) > 0.5 {
			t.Fatalf("zoom by %g about %g %g moved the place there to %g %g", factor, x, y, gx, gy)
		}
	})
}

func TestPanMovesWhatWasInTheMiddle(t *testing.T) {
	view := image.Rect(0, 0, 800, 600)
	c := Camera{geo.Deg(25, -90), 400 * geo.NM}
	f := c.Pan(view, 30, -20).On(view)
	if x, y := f.Pixel(c.Center); math.Hypot(x-430, y-280) > 0.5 {
		t.Errorf("the old centre is at %g %g, want 430 280", x, y)
	}
}

func TestCameraLimits(t *testing.T) {
	nan := math.NaN()
	for _, c := range []Camera{{}, {geo.LatLon{Lat: nan, Lon: nan}, nan}, {geo.Deg(95, 500), 1e12}, {geo.Deg(0, 0), -5}} {
		got := c.Clamp()
		if !(got.Range >= MinRange && got.Range <= MaxRange) || !(math.Abs(got.Center.Lat) <= math.Pi/2) || !(math.Abs(got.Center.Lon) <= math.Pi) {
			t.Errorf("Clamp(%v) = %v is outside the limits", c, got)
		}
	}
}
