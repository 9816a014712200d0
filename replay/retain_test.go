package replay

import (
	"testing"

	"perimeter/air"
)

// What a feed gave is in a nation's file as long as its term; what would be older
// when the file is closed is not. What the nation's own sensors saw stays, and so
// does another center's feed of the same radar.
func TestANationKeepsWhatItIsGivenForItsTerm(t *testing.T) {
	tests := []struct {
		name   string
		feed   air.FeedInfo
		at     air.Time // of two hours
		plots  int
		tracks int
	}{
		{"no term", air.FeedInfo{To: 1}, 0, 2, 2},
		{"plots within the term", air.FeedInfo{To: 1, Retain: air.Hour, Brings: []air.SensorID{0}}, 90 * air.Minute, 2, 2},
		{"plots older than the term", air.FeedInfo{To: 1, Retain: air.Hour, Brings: []air.SensorID{0}}, 30 * air.Minute, 1, 2},
		{"tracks older than the term", air.FeedInfo{To: 1, Retain: air.Hour, From: 0}, 30 * air.Minute, 2, 1},
		{"tracks within the term", air.FeedInfo{To: 1, Retain: air.Hour, From: 0}, 60 * air.Minute, 2, 2},
		{"to another center", air.FeedInfo{To: 0, Retain: air.Hour, Brings: []air.SensorID{0}}, 30 * air.Minute, 2, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newExercise(1, 2).header
			h.Theater.Feeds = append(h.Theater.Feeds, tt.feed)
			h.Theater.Centers[1].Sensors = []air.SensorID{0, 1, 2}
			h.Theater.Sensors[0].Release = air.Only(air.USA, air.MEX)
			h.Theater.Sensors[1].Release = air.Only(air.MEX)
			n := &Nation{}
			if _, err := n.header(&h, air.Only(air.MEX)); err != nil {
				t.Fatal(err)
			}
			v := air.View{
				Picture: air.Picture{Center: 1, At: tt.at, Tracks: []air.Track{{Number: 1, Origin: 1}, {Number: 2, Origin: 0}}},
				Plots:   []air.Plot{{ID: 1, Sensor: 0}, {ID: 2, Sensor: 1}},
			}
			got := n.view(0, &v)
			if len(got.Plots) != tt.plots || len(got.Tracks) != tt.tracks {
				t.Errorf("the file has %d plots and %d tracks, want %d and %d", len(got.Plots), len(got.Tracks), tt.plots, tt.tracks)
			}
			if len(v.Plots) != 2 || len(v.Tracks) != 2 {
				t.Error("what the people look at now is changed, too")
			}
		})
	}
}
