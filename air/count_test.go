package air

import "testing"

func TestOneIsNoPlural(t *testing.T) {
	for n, want := range map[int]string{0: "0 radars", 1: "1 radar", 2: "2 radars"} {
		if got := Count(n, "radar"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
