package raster

import (
	"bufio"
	"image"
	"image/png"
	"io"

	"perimeter/render/scene"
)

// Picture builds and draws one picture.
func Picture(s *scene.Scene, in *scene.Input) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, in.W, in.H))
	new(Drawer).Draw(img, s.Build(in))
	return img
}

// WritePNG writes a picture. The same pixels give the same bytes: no time and no
// program's name is written.
func WritePNG(w io.Writer, img *image.RGBA) error {
	b := bufio.NewWriter(w)
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(b, img); err != nil {
		return err
	}
	return b.Flush()
}
