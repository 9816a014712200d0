package render

import (
	"image"
	"os"
	"path/filepath"
	"runtime"

	"github.com/hajimehoshi/ebiten/v2"

	"perimeter/render/raster"
	"perimeter/render/scene"
)

// Paint says which back end draws the shapes.
type Paint string

// The back ends.
const (
	Auto Paint = "auto" // CPU where there is no graphics processor
	CPU  Paint = "cpu"
	GPU  Paint = "gpu"
)

// painter draws a display list on a screen.
type painter interface {
	paint(screen *ebiten.Image, list *scene.List)
}

// newPainter chooses the back end. Where OpenGL is done in software (a virtual
// machine, a remote desktop) our own rasteriser is two to three times faster
// than triangles through it.
func newPainter(p Paint) painter {
	if p == CPU || p == Auto && !hasGPU() {
		return &cpuPainter{}
	}
	return &gpuPainter{}
}

// hasGPU reports whether the machine shows a graphics processor. Only Linux can
// lack one in practice.
func hasGPU() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	nodes, _ := filepath.Glob("/dev/dri/renderD*")
	_, err := os.Stat("/dev/nvidiactl")
	return len(nodes) > 0 || err == nil
}

// cpuPainter fills pixels itself and hands them over whole.
type cpuPainter struct {
	canvas *image.RGBA
	drawer raster.Drawer
}

func (p *cpuPainter) paint(screen *ebiten.Image, list *scene.List) {
	size := image.Rect(0, 0, list.W, list.H)
	if p.canvas == nil || p.canvas.Rect != size {
		p.canvas = image.NewRGBA(size)
	}
	p.drawer.Draw(p.canvas, list)
	if screen.Bounds().Size() == size.Size() {
		screen.WritePixels(p.canvas.Pix)
	}
}

// gpuPainter draws the triangles over the sheet in one call.
type gpuPainter struct {
	sheet    *scene.Sheet
	texture  *ebiten.Image
	vertices []ebiten.Vertex
}

func (p *gpuPainter) paint(screen *ebiten.Image, list *scene.List) {
	if p.sheet != list.Sheet {
		p.sheet = list.Sheet
		p.texture = ebiten.NewImageFromImage(list.Sheet.Image)
	}
	p.vertices = p.vertices[:0]
	for i := range list.Vertices {
		v := &list.Vertices[i]
		p.vertices = append(p.vertices, ebiten.Vertex{
			DstX: v.X, DstY: v.Y, SrcX: v.U, SrcY: v.V,
			ColorR: float32(v.Color.R) / 255, ColorG: float32(v.Color.G) / 255,
			ColorB: float32(v.Color.B) / 255, ColorA: float32(v.Color.A) / 255,
		})
	}
	screen.Clear()
	screen.DrawTriangles32(p.vertices, list.Indices, p.texture, &ebiten.DrawTrianglesOptions{
		ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha,
		Filter:         ebiten.FilterNearest,
	})
}
