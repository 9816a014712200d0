package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// route says a filed route in a controller's words: place and minutes after
// departure.
func route(p *Plan) string {
	var list []string
	for _, at := range p.Route {
		lat, lon := at.Pos.Degrees()
		list = append(list, fmt.Sprintf("%.1f %.1f %.0f", lat, lon, at.After.Seconds()/60))
	}
	return strings.Join(list, ", ")
}

func TestPlansAsFiled(t *testing.T) {
	const flown = `
[[aircraft]]
name = "EXLOBO"
type = "B350"
nation = "MEX"
depart = "00:04:00"
plan = { from = "MMTC", to = "MMCU"%s }
route = [{ fix = "MMTC" }, { lat = 27.0, lon = -105.0, alt_ft = 24000, speed_kt = 300 }, { fix = "MMCU" }, { lat = 31.78, lon = -106.6 }]
`
	tests := []struct {
		name, keys    string
		filed, depart air.Time // depart: as filed
		want          string
	}{
		{"as flown as far as the destination", "", 0, 4 * air.Minute, "25.6 -103.4 0, 27.0 -105.0 24, 28.7 -106.0 47"},
		{"filed late", `, filed_at = "00:09:00"`, 9 * air.Minute, 4 * air.Minute, "25.6 -103.4 0, 27.0 -105.0 24, 28.7 -106.0 47"},
		{"departs late", `, departs = "00:01:00"`, 0, air.Minute, "25.6 -103.4 0, 27.0 -105.0 24, 28.7 -106.0 47"},
		{"by another way", `, route = [{ lat = 28.0, lon = -103.0 }]`, 0, 4 * air.Minute, "25.6 -103.4 0, 28.0 -103.0 29, 28.7 -106.0 62"},
		{"false", `, false = true`, 0, 4 * air.Minute, "25.6 -103.4 0, 28.7 -106.0 46"},
		{"to where it does not go", `, to = "MMTC"`, 0, 4 * air.Minute, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := fmt.Sprintf(flown, tt.keys)
			if tt.want == "" {
				text = strings.Replace(fmt.Sprintf(flown, ""), `to = "MMCU"`, `to = "MMPR"`, 1)
				tt.want = "25.6 -103.4 0, 20.7 -105.2 62"
			}
			a := mustLoad(t, head+text).Aircraft[0]
			if got := route(a.Plan); got != tt.want {
				t.Errorf("route\ngot  %s\nwant %s", got, tt.want)
			}
			if a.Plan.Filed != tt.filed || a.Depart+a.Plan.Early != tt.depart {
				t.Errorf("filed %v for departure at %v, want %v, %v", a.Plan.Filed, a.Depart+a.Plan.Early, tt.filed, tt.depart)
			}
		})
	}
}

func TestHowCloselyPeopleLook(t *testing.T) {
	s := mustLoad(t, head+`
[identify]
time = "00:03:00"
land_nm = 5
[[center]]
name = "SIVA"
audience = ["MEX"]
staff = "full"
[[center]]
name = "SEADS"
audience = ["USA"]
identify = { criteria = ["nordo"], evidence = [], error = 0.5, tells = ["SIVA"], plan_delay_s = 0 }
[[center]]
name = "CANR"
audience = ["CAN"]
`)
	if want := (Tolerances{3 * air.Minute, 5 * geo.NM, 20 * geo.NM}); s.Tolerances != want {
		t.Errorf("tolerances %+v, want %+v", s.Tolerances, want)
	}
	want := []Staffing{
		{Asked: true, Reaction: 15 * air.Second, Error: 0.02, Plans: air.Minute},
		{Asked: true, Criteria: []string{"nordo"}, Evidence: []string{}, Error: 0.5, Tells: []string{"SIVA"}},
		{Plans: air.Minute},
	}
	for i, w := range want {
		if diff := cmp.Diff(w, s.Centers[i].Identify); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.Centers[i].Name, diff)
		}
	}
}

func TestWatchListsAndCorridors(t *testing.T) {
	s := mustLoad(t, head+`
[[aircraft]]
name = "EXLOBO"
type = "B350"
nation = "MEX"
route = [{ fix = "MMTC" }, { fix = "MMCU", alt_ft = 24000 }]
[[watch]]
callsign = "EXLOBO"
souls = 6
hits = 1
at = "00:05:00"
release = ["USA", "CAN"]
[[corridor]]
name = "NORTE"
point = [{ lat = 27.5, lon = -106 }, { lat = 31, lon = -106 }]
ceiling_ft = 20000
until = "00:20:00"
release = ["MEX"]
[[inject]]
at = "00:10:00"
title = "stolen"
tell = [{ text = "robado", report = { of = "stolen", lat = 25.5, lon = -103.4, at = "00:08:00" } }]
`)
	wantWatch := []Watch{{"EXLOBO", 6, 1, 5 * air.Minute, air.Only(air.USA, air.CAN)}}
	if diff := cmp.Diff(wantWatch, s.Watch); diff != "" {
		t.Errorf("watch-lists (-want +got):\n%s", diff)
	}
	wantWay := []Corridor{{
		"NORTE", []geo.LatLon{geo.Deg(27.5, -106), geo.Deg(31, -106)}, 10 * geo.NM, 0, 20_000 * geo.Foot, 0, 20 * air.Minute, air.Only(air.MEX),
	}}
	if diff := cmp.Diff(wantWay, s.Corridors); diff != "" {
		t.Errorf("corridors (-want +got):\n%s", diff)
	}
	says := air.Talk{Word: "report", Reason: "stolen", Lat: 25.5, Lon: -103.4, Measured: 8 * air.Minute}
	if tell, ok := s.Injects[0].Bodies[0].(air.Tell); !ok || tell.Says != says {
		t.Errorf("the inject says %+v, want %+v", s.Injects[0].Bodies[0], says)
	}
}

// What nobody flies by legs has its route from airport to airport.
func TestARouteNeedsBothAirports(t *testing.T) {
	from, _ := atlas.FindAirport("MMTC")
	if got := Filed([]Leg{{Pos: from.Pos}}, "MMTC", "ZZZZ", 100); got != nil {
		t.Errorf("a route to nowhere: %v", got)
	}
	if got := Filed(nil, "MMTC", "MMCU", 100); got != nil {
		t.Errorf("a route of no legs: %v", got)
	}
}
