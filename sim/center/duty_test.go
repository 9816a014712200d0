package center

import (
	"fmt"
	"strings"
	"testing"

	"perimeter/air"
)

func dutyText(c *Center) string {
	var lines []string
	for _, d := range c.desk.Duties {
		lines = append(lines, fmt.Sprintf("%d control %s report %s lead %s intercept %s", d.Track, d.Control, d.Reporter, d.Lead, d.Intercept))
	}
	return strings.Join(lines, "; ")
}

// Mexico's interceptor is on the track: both sides know whose it is, the other by
// the escort that is told.
func TestWhoseInterceptorIsOnIt(t *testing.T) {
	s := newShuttle(t)
	s.mex.desk.Flights = []air.Flight{{Name: "TEXAN1", State: "escort", On: 12}}
	s.second()
	s.mex.Apply(s.now, air.Identify{Center: "MEX", Track: 12, Identity: air.Suspect, Interest: true, Why: "reported stolen"})
	s.until(4 * air.Minute)
	if got, want := dutyText(s.mex), "12 control  report MEX lead MEX intercept MEX"; got != want {
		t.Errorf("MEX: got %s, want %s", got, want)
	}
	if got, want := dutyText(s.us), "77 control  report MEX lead MEX intercept MEX"; got != want {
		t.Errorf("NORAD: got %s, want %s", got, want)
	}
	s.mex.desk.Flights[0].State = "broken_off"
	s.until(5 * air.Minute)
	if got := dutyText(s.mex); !strings.HasSuffix(got, "intercept ") {
		t.Errorf("broken off: got %s", got)
	}
}

// The report goes to whose track is clearly better, and stays there until the
// other's is: two grades, so that it does not swing.
func TestWhoReports(t *testing.T) {
	s := newShuttle(t)
	s.second()
	x := &toi{Case: air.Case{Track: 12, With: "NORAD", Giving: true}, Said: s.now}
	own := s.mex.picture.Find(12)
	tests := []struct {
		sigma  float64 // m
		theirs int
		had    string
		want   string
	}{
		{10, 15, "", "MEX"},
		{100, 14, "", "MEX"},
		{100, 15, "", "NORAD"},
		{100, 13, "MEX", "MEX"},
		{100, 15, "MEX", "NORAD"},
		{100, 14, "NORAD", "NORAD"},
		{10, 13, "NORAD", "MEX"},
		{100, 0, "NORAD", "MEX"},
	}
	for _, tt := range tests {
		own.Cov[0], own.Cov[4] = float32(tt.sigma*tt.sigma), 0
		x.Quality = tt.theirs
		s.mex.duties = []duty{{Duty: air.Duty{Track: 12, Reporter: tt.had}}}
		if got := s.mex.reports(x, s.now); got != tt.want {
			t.Errorf("own %.0f m (grade %d), theirs %d, before %q: got %s, want %s", tt.sigma, s.mex.quality(own), tt.theirs, tt.had, got, tt.want)
		}
	}
	if got := s.mex.reports(x, s.now+10*air.Minute); got != "MEX" {
		t.Errorf("what was told ten minutes ago is no report: got %s", got)
	}
}

func TestAGapHasItsLength(t *testing.T) {
	s := newShuttle(t)
	s.second()
	s.mex.Apply(s.now, air.Identify{Center: "MEX", Track: 12, Identity: air.Suspect, Interest: true, Why: "reported stolen"})
	s.until(40 * air.Second)
	s.robots["NORAD"], s.seen["NORAD"], s.seen["MEX"] = false, false, false
	s.until(60 * air.Second)
	s.seen["MEX"] = true
	s.until(150 * air.Second)
	if text := strings.Join(s.logs, "\n"); !strings.Contains(text, "MEX 00:01:01 staff gap: report: nobody for 20 s") {
		t.Errorf("got\n%s", text)
	}
}
