package center

import (
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// A flock of birds is on the scope for ten minutes and goes: nobody is alerted.
// What makes for the border, persists, flies above all birds, is faster than
// they or has ever answered, is told as ever.
func TestBirdsAreNotAlertedTo(t *testing.T) {
	inland, atRio := geo.Deg(28.7, -105.9), geo.Deg(29.50, -104.35) // 5 km south of the Rio Grande at Ojinaga
	tests := []struct {
		name    string
		from    geo.LatLon
		height  float64 // m
		sigma   float32 // m, of the height
		course  float64 // degrees
		speed   float64 // m/s
		code    air.Mode3A
		until   air.Time
		alerted string // "": not
	}{
		{"birds", inland, 900, 1500, 40, 13, 0, 10 * air.Minute, ""},
		{"birds that hang in the wind", inland, 900, 1500, 40, 1, 0, 10 * air.Minute, ""},
		{"birds along the border", atRio, 900, 1500, 120, 10, 0, 10 * air.Minute, ""},
		{"ultralight inland, at first", inland, 900, 1500, 40, 23, 0, 11 * air.Minute, ""},
		{"the same, still there", inland, 900, 1500, 40, 23, 0, 13 * air.Minute, "00:12:01 new unknown: track 7, no code, slow"},
		{"ultralight towards Texas", atRio, 300, 1500, 30, 23, 0, 3 * air.Minute, "00:02:01 new unknown: track 7, no code, slow"},
		{"drone towards Texas", atRio, 100, 1500, 30, 13, 0, 3 * air.Minute, "00:02:01 new unknown: track 7, no code, slow"},
		{"balloon at 60,000 ft, by a height finder", inland, 18_300, 300, 90, 12, 0, 3 * air.Minute, "00:02:01 new unknown: track 7, no code, slow"},
		{"light aircraft, dark", inland, 900, 1500, 40, 60, 0, 3 * air.Minute, "00:02:01 new unknown: track 7, no code"},
		{"a helicopter hovers, VFR", inland, 300, 10, 40, 2, air.VFR, 3 * air.Minute, "00:02:01 new unknown: track 7, code 1200, no plan"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStory(t)
			s.until(tt.until, func() []air.Track {
				place, _ := geo.Direct(tt.from, tt.course*geo.Degree, tt.speed*s.now.Seconds())
				tr := aircraft(7)
				tr.Updated, tr.SigmaUp = s.now, tt.sigma
				next, _ := geo.Direct(tt.from, tt.course*geo.Degree, tt.speed*(s.now.Seconds()+1))
				tr.Pos = place.At(tt.height).ECEF()
				tr.Vel = next.At(tt.height).ECEF().Sub(tr.Pos)
				if tt.code != 0 {
					tr = s.answers(tr, cuu, tt.code)
				}
				return []air.Track{tr}
			})
			if got := strings.Join(s.alerts(), "\n"); got != tt.alerted {
				t.Errorf("got %q, want %q", got, tt.alerted)
			}
		})
	}
}
