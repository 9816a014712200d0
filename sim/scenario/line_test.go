package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
)

const twoCenters = `
[[center]]
name = "MEX"
audience = ["MEX"]
staff = "full"
reaction_s = 30
error = 0.25
gate = 0.5
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
	s := mustLoad(t, head+twoCenters+"shared_ok = true\nmessages = \"oldi-like/1\"\npoints = [\"MFE\"]\ndelegated = [{ to = \"CADS\", lat = 26, lon = -98, radius_nm = 20 }]\ntimers = { warn_s = 900, accept_s = 30 }\n")
	want := []Clock{{"warn", 15 * air.Minute}, {"accept", 30 * air.Second}}
	if d := cmp.Diff(want, s.Lines[0].Clocks); d != "" || !s.Lines[0].Shared || s.Lines[0].Messages != "oldi-like/1" || len(s.Lines[0].Points) != 1 || len(s.Lines[0].Lent) != 1 {
		t.Errorf("shared %v, timers (-want +got):\n%s", s.Lines[0].Shared, d)
	}
	mex, cads := &s.Centers[0], &s.Centers[1]
	if mex.Staff != "full" || mex.Reaction != 30*air.Second || mex.Error != 0.25 || mex.Language() != air.Spanish || mex.Area != "MEX" || mex.Gate != 0.5 {
		t.Errorf("MEX: got %+v", mex)
	}
	if cads.Staff != "scope" || cads.Reaction != 20*air.Second || cads.Error != 0.01 || cads.Language() != air.French || cads.Area != "CZUL" || cads.Gate != 1 {
		t.Errorf("CADS: got %+v", cads)
	}
}

func TestSectorsOfAUnit(t *testing.T) {
	const sectors = `sectors = [{ name = "05", ceiling_ft = 24000 }, { name = "07", floor_ft = 24000, lat = 25.8, lon = -100.1, radius_nm = 100 }]`
	s := mustLoad(t, head+strings.Replace(twoCenters, "[[line]]", sectors+"\n[[line]]", 1))
	list := s.Centers[1].Sectors
	near, far := geo.Deg(26, -100), geo.Deg(29, -98)
	if len(list) != 2 || !list[0].Has(far, 7000) || list[0].Has(far, 8000) || !list[1].Has(near, 8000) || list[1].Has(far, 8000) {
		t.Errorf("got %+v", list)
	}
	for _, tt := range []struct{ text, want string }{
		{`sectors = [{ name = "5" }]`, "2 characters"},
		{`sectors = [{ name = "05", floor_ft = 9000, ceiling_ft = 5000 }]`, "the ceiling is not above the floor"},
		{`sectors = [{ name = "05" }, { name = "05" }]`, "another sector has this name"},
		{`sectors = [{ name = "05", radius_nm = 20 }]`, "all three or none"},
	} {
		s, faults := Load("x.toml", []byte(head+strings.Replace(twoCenters, "[[line]]", tt.text+"\n[[line]]", 1)))
		if s != nil || len(faults) != 1 || !strings.Contains(faults[0].String(), tt.want) {
			t.Errorf("%s: got %v, want one fault about %s", tt.text, faults, tt.want)
		}
	}
}

func TestABrokenLine(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"timers = { warn_s = -1 }\n", "warn_s"},
		{"timers = { waern_s = 10 }\n", `try: "warn_s"`},
		{"shared_ok = 1\n", "shared_ok"},
		{"points = [\"NOSUCHFIX\"]\n", "no such point in the atlas"},
		{"delegated = [{ to = \"NORAD\", lat = 26, lon = -98, radius_nm = 20 }]\n", "not at the line's end"},
		{"messages = \"aidc\"\n", "aidc-like/1"},
	} {
		s, faults := Load("x.toml", []byte(head+twoCenters+tt.text))
		if s != nil || len(faults) != 1 || !strings.Contains(faults[0].String(), tt.want) {
			t.Errorf("%s: got %v, want one fault about %s", tt.text, faults, tt.want)
		}
	}
}
