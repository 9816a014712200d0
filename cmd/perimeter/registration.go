package main

import (
	"fmt"
	"io"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion"
)

// alignment is what the tracker believes of one radar's errors.
type alignment struct {
	Radar        string  `json:"radar"`
	Range        float64 `json:"range_m"` // measured minus true
	SigmaRange   float64 `json:"sigma_range_m"`
	Azimuth      float64 `json:"azimuth_deg"`
	SigmaAzimuth float64 `json:"sigma_azimuth_deg"`
	Time         float64 `json:"time_s"`
	SigmaTime    float64 `json:"sigma_time_s"`
	Scatter      float64 `json:"scatter"` // in units of what the radar states
	Bad          bool    `json:"bad"`
}

// realigned is something that happened to a radar's registration.
type realigned struct {
	At    air.Time `json:"at_ns"`
	Radar string   `json:"radar"`
	What  string   `json:"what"`
}

var realignedWords = map[fusion.BiasEventKind]string{
	fusion.BiasStepped: "its errors changed at once and are found anew",
	fusion.RadarBad:    "its plots scatter far more than it states: less weight",
	fusion.RadarGood:   "its plots are as it states again",
}

// heed notes what happened to the radars' registration in the last Advance.
func (t *tracking) heed() {
	for _, e := range t.tracker.RegistrationEvents() {
		t.count.Events = append(t.count.Events, realigned{e.At, t.radar(e.Sensor), realignedWords[e.Kind]})
	}
}

func (t *tracking) radar(id air.SensorID) string { return t.source.Sensors()[id].Name }

// align notes what is believed of the radars at the end.
func (t *tracking) align() {
	t.count.Registration = []alignment{}
	for _, b := range t.tracker.Registration() {
		if t.source.Sensors()[b.Sensor].ADSB {
			continue // its reports are the aircraft's own
		}
		t.count.Registration = append(t.count.Registration, alignment{
			Radar: t.radar(b.Sensor), Range: b.Range, SigmaRange: b.SigmaRange,
			Azimuth: b.Azimuth / geo.Degree, SigmaAzimuth: b.SigmaAzimuth / geo.Degree,
			Time: b.Time, SigmaTime: b.SigmaTime, Scatter: b.Scatter, Bad: b.Bad,
		})
	}
}

func (n *tally) writeRegistration(out io.Writer) {
	if len(n.Registration) > 0 {
		fmt.Fprintln(out, "registration, measured minus true:")
	}
	for _, a := range n.Registration {
		fmt.Fprintf(out, "  %-10s range %+7.1f m (sigma %.1f)  azimuth %+.4f deg (sigma %.4f)  scatter %.1f\n",
			a.Radar, a.Range, a.SigmaRange, a.Azimuth, a.SigmaAzimuth, a.Scatter)
	}
	for _, e := range n.Events {
		fmt.Fprintf(out, "  %v %s: %s\n", e.At, e.Radar, e.What)
	}
}
