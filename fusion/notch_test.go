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

// A dark fighter comes in, turns nearly abeam of a pulse Doppler radar and soon is
// lost among the ground's echoes; it comes out of them and turns away. The radar
// that states its notch keeps the number; of one that says nothing of it the
// fighter that comes out is another than the one that was lost.
func TestTurnIntoTheNotch(t *testing.T) {
	const flight = `
aircraft DARK 33.5 -106.0 25000 180 400
fly 180
turn DARK 2.75
fly 30
turn DARK 0
fly 120
turn DARK 3
fly 30
turn DARK 0
fly 60
picture
----
`
	for _, tt := range []struct{ notch, want string }{
		{"notch=12", `00:00:43 track 1 confirmed
00:04:15 track 1 coasting
00:05:12 track 1 resumed
track 1 confirmed ---- FL--- 400 kt heading 350 on DARK within 1000 m
`},
		{"blind=12", `00:00:43 track 1 confirmed
00:04:13 track 1 coasting
00:04:53 track 1 dropped
00:05:52 track 2 confirmed
track 2 confirmed ---- FL--- 400 kt heading 350 on DARK within 1000 m
`},
	} {
		said := play(t, "radar AEW 32.0 -106.0 psr scan=10 rate=3 "+tt.notch+flight, Config{})
		if _, said, _ = strings.Cut(said, "----\n"); said != tt.want {
			t.Errorf("%s, said:\n%swant:\n%s", tt.notch, said, tt.want)
		}
	}
}
