package raster

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
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

// WritePNG writes a picture, and in it as text that it is of an exercise. The
// same pixels give the same bytes: no time and no program's name is written.
func WritePNG(w io.Writer, img *image.RGBA) error {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	out.Write(b.Next(afterHeader))
	out.Write(textChunk("Description", scene.Marking))
	out.Write(b.Bytes())
	return out.Flush()
}

// afterHeader is where the second chunk of a PNG stands: after the signature and
// the chunk IHDR of 13 bytes, with length, name and checksum.
const afterHeader = 8 + 4 + 4 + 13 + 4

// textChunk makes the chunk iTXt of a keyword and a text in UTF-8 (PNG, third
// edition, 11.3.3.4), neither compressed nor of a language.
func textChunk(keyword, text string) []byte {
	body := append([]byte("iTXt"+keyword), 0, 0, 0, 0, 0)
	body = append(body, text...)
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	b = append(b, body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(body))
}
