package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
)

// Stations and observers stand in a scenario as radars do, and the MSEL changes
// how sensors do.
func TestSensorsOfOtherKinds(t *testing.T) {
	s := mustLoad(t, head+`
[[center]]
name = "USA"
audience = ["USA"]
[[radar]]
name = "ADSB-ELP"
nation = "USA"
type = "ADS-B station"
lat = 31.8
lon = -106.4
range_nm = 150
[[radar]]
name = "COAST-1"
nation = "MEX"
type = "Observer"
lat = 27.9
lon = -110.9
[[radar]]
site = "TARS-MRF"
[[radar]]
site = "QNW"
[[inject]]
at = "00:10:00"
title = "All at once"
winch_down = ["TARS-MRF"]
degrade = [{ radar = "QNW", db = 6 }]
shift = [{ radar = "QNW", range_m = 300, az_deg = -1 }, { radar = "TARS-MRF" }]
observe = [{ observer = "COAST-1", lat = 28, lon = -111, alt_ft = 500 }, { observer = "COAST-1", lat = 28, lon = -111 }]
[[inject]]
at = "00:20:00"
title = "Up"
winch_up = ["TARS-MRF"]
`)
	if r := s.Radars[0]; !r.Type.ADSB || r.Type.Range != 150*geo.NM || r.FalsePerScan != 0 {
		t.Errorf("station: %+v", r)
	}
	if r := s.Radars[1]; !r.Type.Observer || r.Type.Range != 15*geo.NM {
		t.Errorf("observer: %+v", r)
	}
	saw := air.Observe{Sensor: "COAST-1", Lat: 28 * geo.Degree, Lon: -111 * geo.Degree}
	high := saw
	high.AltFt, high.HasAlt = 500, true
	want := []air.Body{
		air.Winch{Sensor: "TARS-MRF", Down: true},
		air.Degrade{Sensor: "QNW", DB: 6},
		air.Shift{Sensor: "QNW", Range: 300, Az: -geo.Degree}, air.Shift{Sensor: "TARS-MRF"},
		high, saw,
	}
	if diff := cmp.Diff(want, s.Injects[0].Bodies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]air.Body{air.Winch{Sensor: "TARS-MRF"}}, s.Injects[1].Bodies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
