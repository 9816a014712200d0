package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
)

const twoCenters = `
[[center]]
name = "MEX"
audience = ["MEX"]
staff = "full"
reaction_s = 30
error = 0.25
[[center]]
name = "CADS"
audience = ["CAN"]
nation = "CAN"
language = "fr"
area = "CZUL"
[[line]]
name = "SDN"
between = ["MEX", "CADS"]
`

func TestALineAndItsEnds(t *testing.T) {
	s := mustLoad(t, head+twoCenters+"shared_ok = true\nmessages = \"oldi-like/1\"\ntimers = { warn_s = 900, accept_s = 30 }\n")
	want := []Clock{{"warn", 15 * air.Minute}, {"accept", 30 * air.Second}}
	if d := cmp.Diff(want, s.Lines[0].Clocks); d != "" || !s.Lines[0].Shared || s.Lines[0].Messages != "oldi-like/1" {
		t.Errorf("shared %v, timers (-want +got):\n%s", s.Lines[0].Shared, d)
	}
	mex, cads := &s.Centers[0], &s.Centers[1]
	if mex.Staff != "full" || mex.Reaction != 30*air.Second || mex.Error != 0.25 || mex.Language() != air.Spanish || mex.Area != "MEX" {
		t.Errorf("MEX: got %+v", mex)
	}
	if cads.Staff != "scope" || cads.Reaction != 20*air.Second || cads.Error != 0.01 || cads.Language() != air.French || cads.Area != "CZUL" {
		t.Errorf("CADS: got %+v", cads)
	}
}

func TestABrokenLine(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"timers = { warn_s = -1 }\n", "warn_s"},
		{"timers = { waern_s = 10 }\n", `try: "warn_s"`},
		{"shared_ok = 1\n", "shared_ok"},
		{"messages = \"aidc\"\n", "aidc-like/1"},
	} {
		s, faults := Load("x.toml", []byte(head+twoCenters+tt.text))
		if s != nil || len(faults) != 1 || !strings.Contains(faults[0].String(), tt.want) {
			t.Errorf("%s: got %v, want one fault about %s", tt.text, faults, tt.want)
		}
	}
}
