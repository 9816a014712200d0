package sim_test

import (
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
)

// monterrey is a Mexican center that keeps its plots and gives the United States
// its tracks of interest: an airliner passes, and a Citation that squawks 7500.
const monterrey = `
title = "Monterrey"
start_utc = 2019-07-17T14:00:00Z
duration = "00:15:00"
checkpoint = "00:02:00"

[[center]]
name = "MEX"
audience = ["MEX"]
[[center]]
name = "USA"
audience = ["USA"]

[[radar]]
site = "SEN-MMMY"
tracks_to = ["MEX", "USA"]
birds = 0
[[radar]]
site = "SEN-MMTM"

[[feed]]
name = "OWN"
from_nation = "MEX"
to = "MEX"
delay_s = 1
[[feed]]
name = "TOI"
from_center = "MEX"
to = "USA"
level = "toi"
delay_s = 2

[[aircraft]]
name = "EXCITA"
type = "C56X"
nation = "MEX"
role = "toi"
mode3a = "7500"
route = [{ lat = 25.8, lon = -99.6, alt_ft = 16000, speed_kt = 330 }, { lat = 27.6, lon = -99.2 }]
[[aircraft]]
name = "EXPLANA"
type = "A320"
nation = "MEX"
mode3a = "2417"
route = [{ lat = 25.0, lon = -100.8, alt_ft = 31000, speed_kt = 430 }, { lat = 28.6, lon = -97.6 }]
`

// last keeps the last view of each center.
type last struct{ views []*air.View }

func (l *last) Beat(b *truth.Beat) error {
	if l.views == nil {
		l.views = make([]*air.View, len(b.Views))
	}
	for i, v := range b.Views {
		if v != nil {
			l.views[i] = v
		}
	}
	return nil
}

// The neighbour gets the one track of interest, as the other center's, and not
// the airliner; none of Mexico's radars stands with it.
func TestATrackOfInterestCrossesTheBorderAlone(t *testing.T) {
	e, l := engine(t, load(t, monterrey), 1), &last{}
	e.Attach(l)
	runTo(t, e, 4*air.Minute)
	mex, usa := l.views[0], l.views[1]
	if len(mex.Tracks) != 2 || len(usa.Tracks) != 1 {
		t.Fatalf("%d tracks in Mexico, %d in the United States; want 2 and 1", len(mex.Tracks), len(usa.Tracks))
	}
	got := usa.Tracks[0]
	if got.Code != 0o7500 || got.Origin != 0 || !got.Lineage.Has(0) || got.By != ([6]air.Contribution{}) {
		t.Errorf("got %+v, want the one that squawks 7500, of center 0, by no sensor", got)
	}
}

// With the level at tracks both cross; with none nothing does.
func TestALevelSaysHowMuchCrosses(t *testing.T) {
	for level, want := range map[string]int{"none": 0, "toi": 1, "tracks": 2} {
		e, l := engine(t, load(t, strings.Replace(monterrey, `level = "toi"`, `level = "`+level+`"`, 1)), 1), &last{}
		e.Attach(l)
		runTo(t, e, 3*air.Minute)
		if got := len(l.views[1].Tracks); got != want {
			t.Errorf("level %s: %d tracks, want %d", level, got, want)
		}
	}
}
