package scene

import (
	"image"
	"image/color"
	"math"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/dejavu/dejavusansmono"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Face is one of the type faces of the sheet.
type Face uint8

// The faces.
const (
	Small Face = iota // data blocks: monospaced
	Plain             // panels
	Bold              // titles
	Clock             // figures that change in place: monospaced
	faceCount
)

// faces: DejaVu, whose accents serve Spanish and French. The sizes (pixels per
// em at scale 1) make the advance of the monospaced faces a whole number: 7 and
// 8 pixels of 0.602 em.
var faces = [faceCount]struct {
	ttf  []byte
	size float64
}{
	{dejavusansmono.TTF, 7 / 0.602},
	{dejavusans.TTF, 12},
	{dejavusansbold.TTF, 12},
	{dejavusansmono.TTF, 8 / 0.602},
}

// beyond are the runes of the sheet outside ASCII and Latin-1.
const beyond = "ŒœŸ–—‘’“”…↑↓→←▲▼◆●○□■▶◀✓"

// Sheet is the one texture: every glyph and symbol at one scale of the user
// interface, a white texel, and the ramps that make lines smooth. It is white,
// premultiplied by its coverage.
type Sheet struct {
	Image *image.RGBA
	Alpha *image.Alpha    // the coverage alone
	Scale float64         // of the user interface, 0.75 to 4
	Ramps image.Rectangle // a column for each width of line, read across the line

	whiteU, whiteV float32
	low            [faceCount][256]glyph
	high           [faceCount]map[rune]glyph
	lines          [faceCount]lineBox
	symbols        [symbolCount]mark
}

// glyph is where a glyph is on the sheet, from the pen to its corner, and how
// far the pen goes on.
type glyph struct {
	from            image.Rectangle
	dx, dy, advance int16
}

// lineBox is how far a line of a face reaches above and below its baseline.
type lineBox struct{ ascent, descent int }

const sheetWidth = 512

var (
	sheetLock sync.Mutex
	sheets    = map[int]*Sheet{}
)

// Atlas returns the sheet for a scale of the user interface; the nearest
// quarter from 0.75 to 4 is taken. Sheets are made once.
func Atlas(scale float64) *Sheet {
	q := 4
	if !math.IsNaN(scale) {
		q = int(math.Round(max(0.75, min(4, scale)) * 4))
	}
	sheetLock.Lock()
	defer sheetLock.Unlock()
	if sheets[q] == nil {
		sheets[q] = newSheet(float64(q) / 4)
	}
	return sheets[q]
}

func newSheet(scale float64) *Sheet {
	s := &Sheet{Scale: scale}
	p := packer{img: image.NewAlpha(image.Rect(0, 0, int(sheetWidth*scale), int(1024*scale)))}
	white := p.place(3, 3)
	fillAlpha(p.img, white, 255)
	s.whiteU, s.whiteV = float32(white.Min.X)+1.5, float32(white.Min.Y)+1.5
	s.Ramps = p.place(len(rampWidths), rampLength)
	drawRamps(p.img, s.Ramps)
	for f := range faceCount {
		s.addFace(&p, f)
	}
	for i := range symbolCount {
		s.symbols[i] = drawSymbol(&p, Symbol(i), scale)
	}
	s.finish(&p)
	return s
}

// finish crops the sheet to what is used and makes the colour image of it.
func (s *Sheet) finish(p *packer) {
	h := p.y + p.row + 1
	s.Alpha = image.NewAlpha(image.Rect(0, 0, p.img.Rect.Dx(), h))
	copy(s.Alpha.Pix, p.img.Pix[:h*p.img.Stride])
	s.Image = image.NewRGBA(s.Alpha.Rect)
	for i, a := range s.Alpha.Pix {
		copy(s.Image.Pix[4*i:4*i+4], []uint8{a, a, a, a})
	}
}

// px returns a length at scale 1 in pixels of this sheet.
func (s *Sheet) px(n int) int { return int(math.Round(float64(n) * s.Scale)) }

// LineHeight returns the distance of baselines in a face, in pixels.
func (s *Sheet) LineHeight(f Face) int { return s.lines[f].ascent + s.lines[f].descent }

// Measure returns the width of a text in pixels.
func (s *Sheet) Measure(f Face, text string) int { return measure(s, f, text) }

func (s *Sheet) glyph(f Face, r rune) *glyph {
	if r < 256 {
		return &s.low[f][r]
	}
	g, ok := s.high[f][r]
	if !ok {
		return &s.low[f]['?']
	}
	return &g
}

func (s *Sheet) measureRune(f Face, r rune) int { return int(s.glyph(f, r).advance) }

// addFace draws every rune of a face onto the sheet.
func (s *Sheet) addFace(p *packer, f Face) {
	face := openFace(f, s.Scale)
	defer face.Close()
	m := face.Metrics()
	s.lines[f] = lineBox{m.Ascent.Round(), m.Descent.Ceil()}
	s.high[f] = map[rune]glyph{}
	for r := rune(' '); r < 256; r++ {
		if r < 127 || r >= 160 {
			s.low[f][r] = drawGlyph(p, face, r)
		}
	}
	for _, r := range beyond {
		s.high[f][r] = drawGlyph(p, face, r)
	}
	for r := range s.low[f] { // control characters show as a question mark
		if s.low[f][r].advance == 0 {
			s.low[f][r] = s.low[f]['?']
		}
	}
}

func openFace(f Face, scale float64) font.Face {
	parsed, err := opentype.Parse(faces[f].ttf)
	if err != nil {
		panic("scene: embedded font: " + err.Error())
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{
		Size: faces[f].size * scale, DPI: 72, Hinting: font.HintingFull,
	})
	if err != nil {
		panic("scene: embedded font: " + err.Error())
	}
	return face
}

// drawGlyph puts one glyph onto the sheet, cropped to its ink.
func drawGlyph(p *packer, face font.Face, r rune) glyph {
	dr, mask, at, advance, ok := face.Glyph(fixed.Point26_6{}, r)
	if !ok {
		return glyph{}
	}
	g := glyph{dx: int16(dr.Min.X), dy: int16(dr.Min.Y), advance: int16(advance.Round())}
	if dr.Empty() {
		return g
	}
	g.from = p.place(dr.Dx(), dr.Dy())
	for y := range dr.Dy() {
		for x := range dr.Dx() {
			_, _, _, a := mask.At(at.X+x, at.Y+y).RGBA()
			p.img.SetAlpha(g.from.Min.X+x, g.from.Min.Y+y, color.Alpha{contrast(a)})
		}
	}
	return g
}

// contrast lifts a coverage (0 to 65535), because thin light strokes on black
// look thinner than they are (a gamma of 1.4).
func contrast(a uint32) uint8 {
	return uint8(math.Round(255 * math.Pow(float64(a)/65535, 1/1.4)))
}

// packer places rectangles on the sheet in rows.
type packer struct {
	img       *image.Alpha
	x, y, row int // the next free place; the height of the row
}

// place returns a free rectangle with a texel of nothing around it.
func (p *packer) place(w, h int) image.Rectangle {
	if p.x+w+2 > p.img.Rect.Dx() {
		p.x, p.y, p.row = 0, p.y+p.row+1, 0
	}
	r := image.Rect(p.x+1, p.y+1, p.x+1+w, p.y+1+h)
	if !r.In(p.img.Rect) {
		panic("scene: the sheet is full")
	}
	p.x, p.row = r.Max.X, max(p.row, h)
	return r
}

func fillAlpha(img *image.Alpha, r image.Rectangle, a uint8) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetAlpha(x, y, color.Alpha{a})
		}
	}
}

// rampWidths are the widths of line that the sheet knows, in pixels.
var rampWidths = [...]float64{1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 8}

const rampLength = 64 // texels across a line

// drawRamps draws for each width how a line of it covers the pixels across it,
// from half a pixel outside one edge to half a pixel outside the other.
func drawRamps(img *image.Alpha, r image.Rectangle) {
	for i, w := range rampWidths {
		for j := range rampLength {
			d := math.Abs((float64(j)+0.5)/rampLength-0.5) * (w + 1)
			a := max(0, min(1, w/2+0.5-d))
			img.SetAlpha(r.Min.X+i, r.Min.Y+j, color.Alpha{uint8(math.Round(255 * a))})
		}
	}
}

// ramp returns the column for the nearest width, and that width.
func (s *Sheet) ramp(width float64) (u float32, wide float64) {
	best := 0
	for i, w := range rampWidths {
		if math.Abs(w-width) < math.Abs(rampWidths[best]-width) {
			best = i
		}
	}
	return float32(s.Ramps.Min.X+best) + 0.5, rampWidths[best]
}

// RampWidth returns the width of the line whose ramp is at u; ok is false if u
// is no ramp.
func (s *Sheet) RampWidth(u float32) (width float64, ok bool) {
	i := int(u) - s.Ramps.Min.X
	if i < 0 || i >= len(rampWidths) {
		return 0, false
	}
	return rampWidths[i], true
}
