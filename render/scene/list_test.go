package scene

import (
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
)

var anyText = rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zñéü ]{0,60}`))

func TestClippedTextFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, width := anyText.Draw(t, "text"), rapid.IntRange(0, 300).Draw(t, "width")
		f := Face(rapid.IntRange(0, int(faceCount)-1).Draw(t, "face"))
		l := &List{Sheet: Atlas(1)}
		went := clipped(l, f, 10, 20, width, s, white)
		if went > width {
			t.Fatalf("%q takes %d of %d pixels", s, went, width)
		}
		if all := measure(l.Sheet, f, s); all <= width && went != all {
			t.Fatalf("%q fits in %d pixels, but took %d of %d", s, width, went, all)
		}
	})
}

func TestWrappedTextIsWholeAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, width := anyText.Draw(t, "text"), rapid.IntRange(1, 300).Draw(t, "width")
		sheet := Atlas(1)
		rest := s
		for len(rest) > 0 {
			n := wrap(sheet, Plain, rest, width)
			if n < 1 || n > len(rest) {
				t.Fatalf("wrap(%q, %d) = %d", rest, width, n)
			}
			if _, first := decode(rest); n > first && measure(sheet, Plain, rest[:n]) > width && rest[n-1] != '\n' {
				t.Fatalf("the line %q is wider than %d", rest[:n], width)
			}
			rest = rest[n:]
		}
	})
}

func TestFade(t *testing.T) {
	for _, tt := range []struct {
		f    float64
		want Color
	}{{1, Color{200, 100, 50, 255}}, {0.5, Color{100, 50, 25, 127}}, {0, Color{}}, {7, Color{200, 100, 50, 255}}, {-1, Color{}}} {
		if got := RGB(200, 100, 50).Fade(tt.f); got != tt.want {
			t.Errorf("Fade(%g) = %v, want %v", tt.f, got, tt.want)
		}
	}
}

func TestEveryIdentityIsToldByItsShape(t *testing.T) {
	sheet := Atlas(1)
	seen := map[string]air.Identity{}
	for i := air.Pending; i <= air.Faker; i++ {
		for _, coasting := range []bool{false, true} {
			key := string(appendIdentity(inkOf(sheet, frameOf(i, coasting)), i))
			if other, ok := seen[key]; ok && !coasting {
				t.Errorf("%s looks like %s but for its colour", i, other)
			}
			seen[key] = i
		}
		if string(inkOf(sheet, frameOf(i, true))) == string(inkOf(sheet, frameOf(i, false))) {
			t.Errorf("%s looks the same when it coasts", i)
		}
	}
}

// inkOf returns the texels of a symbol.
func inkOf(sheet *Sheet, s Symbol) (out []byte) {
	r := sheet.symbols[s].from
	out = append(out, byte(r.Dx()), byte(r.Dy()))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			out = append(out, sheet.Alpha.AlphaAt(x, y).A)
		}
	}
	return out
}

func TestSheetsAreMadeAtEveryScale(t *testing.T) {
	for _, scale := range []float64{0.75, 1, 1.25, 1.5, 2, 3, 4} {
		sheet := Atlas(scale)
		if sheet.Scale != scale || sheet != Atlas(scale) {
			t.Errorf("Atlas(%g) has scale %g, or is made anew each time", scale, sheet.Scale)
		}
		if w := sheet.Measure(Small, "0000000000"); scale == float64(int(scale)) && w != int(70*scale) {
			t.Errorf("at scale %g ten figures are %d pixels wide, want %g", scale, w, 70*scale)
		}
		for s := range symbolCount {
			if sheet.symbols[s].from.Empty() {
				t.Errorf("at scale %g symbol %d is empty", scale, s)
			}
		}
	}
}

func TestFormats(t *testing.T) {
	tests := []struct{ got, want string }{
		{string(appendPadded(nil, 7, 3)), "007"},
		{string(appendPadded(nil, 0, 2)), "00"},
		{string(appendPadded(nil, 12345, 4)), "12345"},
		{string(appendPadded(nil, -2, 3)), "-002"},
		{string(appendElapsed(nil, 3*air.Hour+62*air.Second)), "03:01:02"},
		{string(appendElapsed(nil, -5*air.Minute)), "-00:05:00"},
		{string(appendPlace(nil, geo.Deg(31.753, -106.5016))), "31°45.2'N 106°30.1'W"},
		{string(appendPlace(nil, geo.Deg(-0.99999, 9.5))), "01°00.0'S 009°30.0'E"},
		{string(appendCode(nil, 0o1234)), "1234"},
		{string(appendCallsign(nil, air.NewCallsign("A\x00B\x1b"))), "AB"},
		{string(appendLevel(nil, air.FLFeet(24260))), "243"},
		{string(appendHex(nil, 0x0d1234)), "0D1234"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
