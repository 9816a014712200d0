package scenarios

import (
	"bytes"
	"slices"
	"testing"
)

func TestEmbedded(t *testing.T) {
	names := Names()
	if !slices.IsSorted(names) || !slices.Contains(names, "01-one-radar") {
		t.Fatalf("Names() = %v, want a sorted list with 01-one-radar", names)
	}
	for _, name := range names {
		short, ok1 := Embedded(name)
		long, ok2 := Embedded(name + ".toml")
		if !ok1 || !ok2 || len(short) == 0 || !bytes.Equal(short, long) {
			t.Errorf("%s: found %v and with its ending %v, %d and %d bytes", name, ok1, ok2, len(short), len(long))
		}
	}
	for _, name := range []string{"", "none", "../go.mod", "scenarios.go"} {
		if _, ok := Embedded(name); ok {
			t.Errorf("Embedded(%q) finds something", name)
		}
	}
}
