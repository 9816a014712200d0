package scenario

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
)

// twoNations is a Mexican and an American center, with civil and military radars
// and every kind of feed across the border.
const twoNations = head + `
[[center]]
name = "SIVA"
audience = ["MEX"]
[[center]]
name = "SEADS"
audience = ["USA"]
[[radar]]
sites = ["SEN-MMMY", "SIVA-HMO", "QZA", "TARS-RGC"]
[[feed]]
name = "MX"
from_nation = "MEX"
to = "SIVA"
[[feed]]
name = "US"
from_nation = "USA"
to = "SEADS"
[[feed]]
name = "SDN"
from_nation = "MEX"
to = "SEADS"
[[feed]]
name = "MX-US"
from_center = "SIVA"
to = "SEADS"
`

func TestTermsOfAFeed(t *testing.T) {
	s := mustLoad(t, strings.Replace(twoNations, "[[feed]]\nname = \"SDN\"\nfrom_nation = \"MEX\"\nto = \"SEADS\"\n", "", 1)+`
level = "request"
opens = "filtered"
delay_s = 1
extra_delay_s = 12
duplicate = 0.01
rate_per_s = 20
every_s = 4
withhold = ["callsign"]
area = { south = 20, west = -110, north = 33, east = -95 }
floor_ft = 1000
ceiling_ft = 45000
within_nm = 200
border = ["USA"]
identities = ["suspect", "hostile"]
when = ["squawk 7500", "squawk 7600", "toi active", "within 100 NM of USA-MEX border"]
round_min = 0.1
round_ft = 500
purpose = ["monitor", "ground arrest"]
retain_h = 72
suspended = true
answer_min = 5
[release]
MEX = ["MEX", "USA"]
`)
	want := Feed{
		Name: "MX-US", Tracks: true, From: 0, Center: 1, Delay: 13 * air.Second, Twice: 0.01, Rate: 20, Queue: 10 * air.Second,
		Every: 4 * air.Second, Withhold: air.HasCallsign,
		Terms: Terms{
			Level: OnRequest, Opens: Filtered,
			Area:  geo.Box{South: 20 * geo.Degree, West: -110 * geo.Degree, North: 33 * geo.Degree, East: -95 * geo.Degree},
			Floor: 1000 * geo.Foot, Ceiling: 45000 * geo.Foot,
			Near:       []Near{{200 * geo.NM, air.Only(air.USA)}, {100 * geo.NM, air.Only(air.USA)}, {100 * geo.NM, air.Only(air.MEX)}},
			Codes:      []air.Mode3A{0o7500, 0o7600},
			Identities: []air.Identity{air.Suspect, air.Hostile},
			TOIActive:  true, Suspended: true,
			RoundPlace: 0.1 * geo.Degree / 60, RoundHeight: 500 * geo.Foot,
			Purpose: []string{"monitor", "ground arrest"}, Retain: 72 * air.Hour,
			Answer: 5 * air.Minute, Grant: 30 * air.Minute,
		},
	}
	if diff := cmp.Diff(want, s.Feeds[2]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A profile in one line of the exercise makes of the same feeds what the table of
// docs/sharing.md says, and of the releases where the file says nothing.
func TestProfiles(t *testing.T) {
	mex, both := air.Only(air.MEX), air.Only(air.MEX, air.USA)
	tests := []struct {
		profile        string
		plots, tracks  Level
		radars         []string    // of the feed of plots across the border
		civil, defence air.Release // of the civil radar and of the military one
		tracksTo       air.Release // of the military one
	}{
		{"civil-only", Plots, NoLevel, []string{"SEN-MMMY"}, both, mex, mex},
		{"toi-only", NoLevel, TOILevel, []string{"SEN-MMMY", "SIVA-HMO"}, mex, mex, both},
		{"full-reciprocal", Plots, AllTracks, []string{"SEN-MMMY", "SIVA-HMO"}, both, both, both},
	}
	for _, tt := range tests {
		s := mustLoad(t, "profile = \""+tt.profile+"\"\n"+twoNations)
		sdn, shared := &s.Feeds[2], &s.Feeds[3]
		if sdn.Terms.Level != tt.plots || shared.Terms.Level != tt.tracks {
			t.Errorf("%s: plots at level %s, tracks at %s; want %s and %s", tt.profile, sdn.Terms.Level, shared.Terms.Level, tt.plots, tt.tracks)
		}
		if s.Feeds[0].Terms.Level != Plots || len(s.Feeds[0].Radars) != 2 || s.Feeds[0].Withhold != 0 {
			t.Errorf("%s: a nation's own feed is %+v", tt.profile, s.Feeds[0])
		}
		var radars []string
		for _, r := range sdn.Radars {
			radars = append(radars, s.Radars[r].Name)
		}
		if !slices.Equal(radars, tt.radars) {
			t.Errorf("%s: the feed of plots has %v, want %v", tt.profile, radars, tt.radars)
		}
		if c, d := &s.Radars[0], &s.Radars[1]; c.Release != tt.civil || d.Release != tt.defence || d.TracksTo != tt.tracksTo {
			t.Errorf("%s: civil radar to %v, military to %v, its tracks to %v; want %v, %v, %v",
				tt.profile, c.Release, d.Release, d.TracksTo, tt.civil, tt.defence, tt.tracksTo)
		}
	}
}

// What a feed or a radar says itself stands before the profile.
func TestAFeedsOwnWordStandsBeforeTheProfile(t *testing.T) {
	s := mustLoad(t, "profile = \"toi-only\"\n"+twoNations+"level = \"tracks\"\nround_min = 1\nextra_delay_s = 0\nwithin_nm = 50\nborder = [\"MEX\"]\n[[radar]]\nsite = \"SEN-MMTM\"\ntracks_to = [\"MEX\"]\n")
	f := &s.Feeds[3]
	want := Terms{Level: AllTracks, RoundPlace: geo.Degree / 60, Near: []Near{{50 * geo.NM, air.Only(air.MEX)}}}
	if diff := cmp.Diff(want, f.Terms); diff != "" || f.Delay != 0 {
		t.Errorf("delay %v, terms (-want +got):\n%s", f.Delay, diff)
	}
	if r := &s.Radars[4]; r.TracksTo != air.Only(air.MEX) {
		t.Errorf("tracks of %s go to %v, want MEX as it says", r.Name, r.TracksTo)
	}
}

// A feed alone may have a profile.
func TestAProfileOfOneFeed(t *testing.T) {
	s := mustLoad(t, twoNations+"profile = \"toi-only\"\n[release]\nMEX = [\"MEX\", \"USA\"]\n")
	f := &s.Feeds[3]
	want := Terms{Level: TOILevel, RoundPlace: 0.1 * geo.Degree / 60, Near: []Near{{200 * geo.NM, air.Only(air.USA)}}}
	if diff := cmp.Diff(want, f.Terms); diff != "" || f.Delay != 12*air.Second {
		t.Errorf("delay %v, terms (-want +got):\n%s", f.Delay, diff)
	}
	if s.Feeds[2].Terms.Level != Plots {
		t.Errorf("another feed has level %s", s.Feeds[2].Terms.Level)
	}
}
