package fusion

import (
	"testing"
	"unsafe"
)

const trackMost = 2048 // bytes

// A live track with its ring of past states stays small: there are tens of
// thousands.
func TestTrackSize(t *testing.T) {
	const lists = 4 * 4 // order, and by slot: head of its plots, root and row of its cluster
	if n := unsafe.Sizeof(track{}) + unsafe.Sizeof(spot{}) + unsafe.Sizeof(name{}) + lists; n > trackMost {
		t.Errorf("%d bytes, want at most %d: ring %d, state %d, contacts %d", n, trackMost, unsafe.Sizeof(past{}), unsafe.Sizeof(track{}.state), unsafe.Sizeof(track{}.contacts))
	}
}
