package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/render/scene"
)

// drawn returns the picture of quads on black.
func drawn(w, h int, vertices []scene.Vertex, indices ...uint32) *image.RGBA {
	if indices == nil {
		for n := uint32(0); n+3 < uint32(len(vertices)); n += 4 {
			indices = append(indices, n, n+1, n+2, n, n+2, n+3)
		}
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	new(Drawer).Draw(img, &scene.List{Vertices: vertices, Indices: indices, W: w, H: h, Sheet: scene.Atlas(1)})
	return img
}

// white is a texel of the sheet that is wholly covered.
var white = func() image.Point {
	a := scene.Atlas(1).Alpha
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			if a.AlphaAt(x, y).A == 255 {
				return image.Pt(x+1, y+1)
			}
		}
	}
	panic("no white on the sheet")
}()

// box returns a rectangle in one colour.
func box(x0, y0, x1, y1 float32, c scene.Color) []scene.Vertex {
	u, v := float32(white.X)+0.5, float32(white.Y)+0.5
	return []scene.Vertex{{X: x0, Y: y0, U: u, V: v, Color: c}, {X: x1, Y: y0, U: u, V: v, Color: c},
		{X: x1, Y: y1, U: u, V: v, Color: c}, {X: x0, Y: y1, U: u, V: v, Color: c}}
}

func TestAnEmptyListIsBlack(t *testing.T) {
	img := drawn(7, 5, nil, []uint32{}...)
	for y := range 5 {
		for x := range 7 {
			if got := img.RGBAAt(x, y); got != (color.RGBA{0, 0, 0, 255}) {
				t.Fatalf("pixel %d %d is %v", x, y, got)
			}
		}
	}
}

func TestBlending(t *testing.T) {
	red, half := scene.RGB(200, 0, 0), scene.Color{R: 0, G: 100, B: 50, A: 128}
	img := drawn(4, 1, append(box(0, 0, 3, 1, red), box(1, 0, 2, 1, half)...))
	for x, want := range []color.RGBA{{200, 0, 0, 255}, {100, 100, 50, 255}, {200, 0, 0, 255}, {0, 0, 0, 255}} {
		if got := img.RGBAAt(x, 0); got != want {
			t.Errorf("pixel %d is %v, want %v", x, got, want)
		}
	}
}

// The short way for rectangles must give what the triangles give.
func TestRectanglesAreTheirTriangles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(-10, 40)
		x0, y0 := at.Draw(t, "x0"), at.Draw(t, "y0")
		x1, y1 := x0+rapid.IntRange(0, 30).Draw(t, "w"), y0+rapid.IntRange(0, 30).Draw(t, "h")
		c := scene.RGB(10, 200, 30).Fade(rapid.Float64Range(0, 1).Draw(t, "opacity"))
		q := box(float32(x0), float32(y0), float32(x1), float32(y1), c)
		short := drawn(32, 32, q)
		long := drawn(32, 32, q, 0, 1, 2, 3, 0, 2) // no quad's order
		if !bytes.Equal(short.Pix, long.Pix) {
			t.Fatal("the rectangle differs from its two triangles")
		}
	})
}

func TestPiecesOfTheSheetAreCopiedAndCut(t *testing.T) {
	sheet := scene.Atlas(1).Alpha
	const u, v, n = 40, 90, 20
	for _, at := range []image.Point{{5, 5}, {-7, 3}, {25, -9}, {22, 24}, {-30, 0}} {
		x, y := float32(at.X), float32(at.Y)
		c := scene.RGB(255, 255, 255)
		img := drawn(32, 32, []scene.Vertex{{X: x, Y: y, U: u, V: v, Color: c}, {X: x + n, Y: y, U: u + n, V: v, Color: c},
			{X: x + n, Y: y + n, U: u + n, V: v + n, Color: c}, {X: x, Y: y + n, U: u, V: v + n, Color: c}})
		for py := range 32 {
			for px := range 32 {
				want := uint8(0)
				if p := image.Pt(px, py).Sub(at); p.In(image.Rect(0, 0, n, n)) {
					want = sheet.AlphaAt(u+p.X, v+p.Y).A
				}
				if got := img.RGBAAt(px, py).R; got != want {
					t.Fatalf("at %v pixel %d %d is %d, want %d", at, px, py, got, want)
				}
			}
		}
	}
}

// stroked returns a picture of one line, as the scene makes it.
func stroked(w, h int, x0, y0, x1, y1 float64) *image.RGBA {
	sheet := scene.Atlas(1)
	d := math.Hypot(x1-x0, y1-y0)
	nx, ny := float32((y0-y1)/d), float32((x1-x0)/d) // a line of width 1 has a quad of width 2
	u, v0, v1 := float32(sheet.Ramps.Min.X)+0.5, float32(sheet.Ramps.Min.Y), float32(sheet.Ramps.Max.Y)
	ax, ay, bx, by := float32(x0)+0.5, float32(y0)+0.5, float32(x1)+0.5, float32(y1)+0.5
	c := scene.RGB(255, 255, 255)
	return drawn(w, h, []scene.Vertex{{X: ax - nx, Y: ay - ny, U: u, V: v0, Color: c}, {X: ax + nx, Y: ay + ny, U: u, V: v1, Color: c},
		{X: bx + nx, Y: by + ny, U: u, V: v1, Color: c}, {X: bx - nx, Y: by - ny, U: u, V: v0, Color: c}})
}

func TestAThinLevelLineIsOneRowOfPixels(t *testing.T) {
	img := stroked(20, 9, 3, 4, 15, 4)
	for y := range 9 {
		for x := range 20 {
			want := uint8(0)
			if y == 4 && x >= 3 && x <= 15 {
				want = 255
			}
			if got := img.RGBAAt(x, y).R; got != want {
				t.Errorf("pixel %d %d is %d, want %d", x, y, got, want)
			}
		}
	}
}

func TestALineHasTheSameWeightInEveryDirection(t *testing.T) {
	for deg := 0.0; deg < 360; deg += 7 {
		s, c := math.Sincos(deg * math.Pi / 180)
		img := stroked(121, 121, 60, 60, 60+50*c, 60+50*s)
		sum := 0.0
		for i := 0; i < len(img.Pix); i += 4 {
			sum += float64(img.Pix[i]) / 255
		}
		if sum < 44 || sum > 58 {
			t.Errorf("at %g degrees a line of 50 by 1 pixels covers %.1f pixels, want 44 to 58", deg, sum)
		}
	}
}

// The line's short way must look like its triangles read through the ramp: what
// the GPU draws.
func TestLinesAreLikeTheirTriangles(t *testing.T) {
	sheet := scene.Atlas(1)
	for deg := 3.0; deg < 180; deg += 11 {
		s, c := math.Sincos(deg * math.Pi / 180)
		short := stroked(101, 101, 50-40*c, 50-40*s, 50+40*c, 50+40*s)
		nx, ny := float32(-s), float32(c)
		u, v0, v1 := float32(sheet.Ramps.Min.X)+0.5, float32(sheet.Ramps.Min.Y), float32(sheet.Ramps.Max.Y)
		ax, ay, bx, by := float32(50.5-40*c), float32(50.5-40*s), float32(50.5+40*c), float32(50.5+40*s)
		w := scene.RGB(255, 255, 255)
		long := drawn(101, 101, []scene.Vertex{{X: ax - nx, Y: ay - ny, U: u, V: v0, Color: w}, {X: ax + nx, Y: ay + ny, U: u, V: v1, Color: w},
			{X: bx + nx, Y: by + ny, U: u, V: v1, Color: w}, {X: bx - nx, Y: by - ny, U: u, V: v0, Color: w}}, 0, 1, 2, 3, 0, 2)
		for y := range 101 {
			for x := range 101 {
				if math.Hypot(float64(x)-50, float64(y)-50) > 38 {
					continue // the ends differ by up to a pixel
				}
				a, b := short.RGBAAt(x, y).R, long.RGBAAt(x, y).R
				if math.Abs(float64(a)-float64(b)) > 8 {
					t.Fatalf("at %g degrees pixel %d %d is %d, by triangles %d", deg, x, y, a, b)
				}
			}
		}
	}
}

func TestAnyListIsDrawnWithoutPanic(t *testing.T) {
	number := rapid.OneOf(rapid.Float32(), rapid.Float32Range(-50, 80), rapid.Just(float32(math.NaN())), rapid.Just(float32(math.Inf(1))),
		rapid.Map(rapid.IntRange(-50, 80), func(i int) float32 { return float32(i) }))
	rapid.Check(t, func(t *rapid.T) {
		vertices := make([]scene.Vertex, 4)
		for i := range vertices {
			vertices[i] = scene.Vertex{X: number.Draw(t, "x"), Y: number.Draw(t, "y"), U: number.Draw(t, "u"), V: number.Draw(t, "v"), Color: scene.RGB(9, 9, 9)}
		}
		if rapid.Bool().Draw(t, "a rectangle") {
			vertices[1].Y, vertices[2].X, vertices[3].X, vertices[3].Y = vertices[0].Y, vertices[1].X, vertices[0].X, vertices[2].Y
			vertices[1].V, vertices[2].U, vertices[3].U, vertices[3].V = vertices[0].V, vertices[1].U, vertices[0].U, vertices[2].V
		}
		drawn(30, 20, vertices)
		drawn(0, 0, vertices)
	})
}

func TestPNGIsThePicture(t *testing.T) {
	img := drawn(9, 9, box(2, 3, 7, 5, scene.RGB(1, 2, 3)))
	var b, again bytes.Buffer
	if err := WritePNG(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := WritePNG(&again, img); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same picture gave two files")
	}
	back, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if r, g, bl, _ := back.At(4, 4).RGBA(); r>>8 != 1 || g>>8 != 2 || bl>>8 != 3 {
		t.Errorf("the pixel came back as %v", back.At(4, 4))
	}
}

func TestWhatIsOpaqueStaysOpaque(t *testing.T) {
	for a := range 256 {
		for cover := range 256 {
			p := []byte{255, 0, 128, 255}
			over(p, spread(scene.Color{R: uint8(a), G: uint8(a / 2), B: 0, A: uint8(a)}), uint32(cover))
			if p[3] != 255 || p[0] != 255 {
				t.Fatalf("opacity %d at coverage %d over an opaque pixel gives %v", a, cover, p)
			}
		}
	}
}
