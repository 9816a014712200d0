package center

import (
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// What was of interest to NORAD is lost: low near El Paso it has landed, high above it
// is looked for, over Mexico it has left. The staff closes the case and says why.
func TestTheStaffClosesWhatHasLandedOrLeft(t *testing.T) {
	elpaso, sonora := geo.Deg(31.78, -106.45), geo.Deg(30.5, -109.0)
	tests := []struct {
		name  string
		last  geo.LatLon
		level float64 // ft
		after air.Time
		want  string // of the log; empty: it is still looked for
	}{
		{"low near an airport", elpaso, 5500, 6 * air.Minute, "close: landed, last seen low near KELP"},
		{"high above it", elpaso, 15000, 6 * air.Minute, ""},
		{"over Mexico", sonora, 15000, 12 * air.Minute, "close: left, last seen over MEX"},
		{"over Mexico, not long ago", sonora, 15000, 8 * air.Minute, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newShuttle(t)
			s.robots["MEX"] = false
			s.plane = fix{Pos: elpaso, Course: 1.5, Speed: 100 * knot, Level: air.FLFeet(tt.level), Known: true}
			s.until(air.Second)
			s.command(strings.Fields("interest NORAD stolen"))
			s.until(2 * air.Minute)
			s.plane.At, s.plane.Pos = s.now, tt.last
			s.until(s.now + 5*air.Second)
			s.command([]string{"blind", "NORAD"})
			s.until(s.now + tt.after)
			closed := slices.IndexFunc(s.logs, func(l string) bool { return strings.Contains(l, "close:") })
			switch {
			case tt.want == "" && closed >= 0:
				t.Errorf("closed: %s", s.logs[closed])
			case tt.want != "" && (closed < 0 || !strings.HasSuffix(s.logs[closed], tt.want)):
				t.Errorf("want %q: %q", tt.want, s.logs)
			}
		})
	}
}

// A giver whose own track lives on prediction while the neighbour holds the aircraft
// says so once, not each second.
func TestLostHereIsSaidOnce(t *testing.T) {
	s := newShuttle(t)
	for _, line := range []string{"run 1", "interest MEX stolen", "until MEX held_both"} {
		s.command(strings.Fields(line))
	}
	x := &s.mex.cases[0]
	for range 90 {
		s.now += air.Second
		own := *s.mex.picture.Find(12)
		own.Status = air.Coasting
		s.mex.watch(air.Picture{At: s.now, Tracks: []air.Track{own}}, nil)
		s.mex.run(s.now)
	}
	n := 0
	for _, l := range s.mex.Log() {
		if l.Did == "lost" {
			n++
		}
	}
	if n != 1 || !x.Theirs {
		t.Errorf("said %d times; the neighbour holds it: %v", n, x.Theirs)
	}
}

// The desk does not fill: what was handed over and confirmed is off it a quarter of an
// hour later, at the giver's; the new owner has it alone.
func TestTheDeskEmpties(t *testing.T) {
	s := newShuttle(t)
	for _, line := range []string{"run 1", "interest MEX stolen", "until NORAD handed_over", "run 240"} {
		s.command(strings.Fields(line))
	}
	s.mex.overlay.find(12).file = &dossier{Over: air.USA} // a center that looks closely
	s.command([]string{"run", "1260"})
	if got := s.mex.desk.Cases; len(got) != 0 {
		t.Errorf("MEX: %+v", got)
	}
	if got := s.us.desk.Cases; len(got) != 1 || got[0].State != "toi" || !got[0].Giving || got[0].With != "" {
		t.Errorf("NORAD: %+v", got)
	}
}
