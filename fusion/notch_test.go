package fusion

import (
	"strings"
	"testing"
)

// A dark King Air crosses ahead of a radar that has no rival: while it flies
// across the line of sight its echo is lost among those of the ground. It comes out
// on the other side under its number; gone beyond the notch, it is gone. (No story of
// testdata: the steady filter does not know the rate well enough.)
func TestNotch(t *testing.T) {
	said := play(t, `radar QNW 32.0 -106.0 psr notch=8
aircraft DARK 33.0 -106.45 20000 090 240
fly 540
gone DARK
fly 120
picture
----
`, Config{})
	_, said, _ = strings.Cut(said, "----\n")
	want := `00:00:26 track 1 confirmed
00:05:05 track 1 coasting
00:06:50 track 1 resumed
00:09:15 track 1 coasting
00:10:03 track 1 dropped
no tracks
`
	if said != want {
		t.Errorf("said:\n%swant:\n%s", said, want)
	}
}
