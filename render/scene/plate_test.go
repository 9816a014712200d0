package scene

import (
	"image"
	"testing"

	"perimeter/air/geo"
)

// A plate says what it is, colours the ground where it should, and every map of
// it stands beside the others.
func TestPlate(t *testing.T) {
	red := RGB(200, 0, 0)
	asked, painted := 0, 0
	p := Plate{
		W: 800, H: 500, Title: "Coverage: trial", Camera: Camera{geo.Deg(40, -100), 1500 * geo.NM}, Columns: 2,
		Keys: []PlateKey{{red, "seen"}}, Notes: []string{"a note"}, Sites: []geo.LatLon{geo.Deg(40, -100)},
	}
	north := func(at geo.LatLon) Color {
		asked++
		if at.Lat > 40*geo.Degree {
			painted++
			return red
		}
		return Color{}
	}
	for _, title := range []string{"one", "two", "three"} {
		p.Maps = append(p.Maps, PlateMap{title, north})
	}
	l := p.Build()
	if l.W != 800 || l.H != 500 || asked < 3*100*100 {
		t.Fatalf("%d by %d pixels, %d places asked", l.W, l.H, asked)
	}
	var reds []image.Rectangle
	for i := 0; i+3 < len(l.Vertices); i += 4 {
		a, c := l.Vertices[i], l.Vertices[i+2]
		if a.Color != red {
			continue
		}
		reds = append(reds, image.Rect(int(a.X), int(a.Y), int(c.X), int(c.Y)))
	}
	area := 0
	for _, r := range reds {
		area += r.Dx() * r.Dy()
	}
	if legend := 22 * 12; area != painted+legend || painted == 0 || painted == asked {
		t.Errorf("%d pixels are red, want %d of %d places and %d of the legend", area, painted, asked, legend)
	}
}

func TestPlateSteps(t *testing.T) {
	last := 1 << 10
	for i := range plateSteps {
		c := PlateStep(i)
		light := 2*int(c.R) + 5*int(c.G) + int(c.B) // of luminance, 8 in all
		if light >= last*8 {
			t.Errorf("step %d is not darker than the one before it", i)
		}
		last = (light + 7) / 8
	}
	if PlateStep(99) != PlateStep(len(plateSteps)-1) || PlateStep(-1) != PlateStep(0) {
		t.Error("beyond the ends the colours change")
	}
}
