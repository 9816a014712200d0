package atlas

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
)

// The files as they were received; recorded_flights, the notices and
// the folder made are the only ones made for this folder. Data under a licence that binds the file stand
// in a folder of their own with its notice.
//
//go:embed data
var data embed.FS

// read returns an embedded file, unpacked if its name ends in .gz. A file that
// is missing or broken means that the program was built wrong: it panics.
func read(name string) []byte {
	b, err := data.ReadFile("data/" + name)
	if err == nil && strings.HasSuffix(name, ".gz") {
		b, err = unpack(b)
	}
	if err != nil {
		panic(fmt.Sprintf("atlas: %s: %v", name, err))
	}
	return b
}

// unpack returns what a gzip stream holds.
func unpack(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Grow(unpackedSize(packed))
	_, err = b.ReadFrom(z)
	return b.Bytes(), err
}

// unpackedSize returns the size that a gzip stream states at its end (RFC 1952),
// or 0 where that cannot be: deflate packs at most 1032 to 1.
func unpackedSize(packed []byte) int {
	size := int(binary.LittleEndian.Uint32(packed[len(packed)-4:]))
	if size > 1032*len(packed) {
		return 0
	}
	return size + bytes.MinRead // ReadFrom wants so much room to find the end
}

// once returns a function that decodes an embedded file when first called and
// gives the same value ever after.
func once[T any](name string, decode func(name string, b []byte) (T, error)) func() T {
	return sync.OnceValue(func() T {
		v, err := decode(name, read(name))
		if err != nil {
			panic(fmt.Sprintf("atlas: %v", err))
		}
		return v
	})
}
