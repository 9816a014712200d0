package fusion

import (
	"math"
	"reflect"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// variances returns a published track's variances along and across the line of
// sight of a radar, m2, and its distance.
func (r *simRadar) variances(tr *air.Track) (along, across, slant float64) {
	at := r.frame.To(tr.Pos).Spherical()
	sin, cos := math.Sincos(at.Azimuth)
	ee, en, nn := float64(tr.Cov[0]), float64(tr.Cov[1]), float64(tr.Cov[4])
	return sin*sin*ee + 2*sin*cos*en + cos*cos*nn, cos*cos*ee - 2*sin*cos*en + sin*sin*nn, at.Range
}

// A lone radar cannot know that it is off. However long it has seen an aircraft,
// its picture is no surer than its registration; its plots are believed as before.
func TestALoneRadarIsNoSurerThanItsRegistration(t *testing.T) {
	s := newSky()
	r := s.radar("WEST", 32, -106, nil)
	s.plane("AIRLINER", 33, -106, 35_000, 90, 450, 0o4521)
	told := s.config()
	told.BiasRange, told.BiasAz = 1, 1e-6
	lone, sure := mustNew(t, s.config()), mustNew(t, told)
	for s.now < 5*air.Minute {
		parcels := s.run()
		feed(lone, parcels, s.now)
		feed(sure, parcels, s.now)
	}
	a, b := lone.Picture().Tracks, sure.Picture().Tracks
	if len(a) != 1 || len(b) != 1 || a[0].Pos != b[0].Pos {
		t.Fatalf("want one track each, at one place, got %v and %v", a, b)
	}
	along, across, slant := r.variances(&a[0])
	before, beside, _ := r.variances(&b[0])
	// The radar's north is not quite the track's.
	nearly(t, "more along, m", math.Sqrt(along-before), 100, 3)
	nearly(t, "more across, mrad", 1000*math.Sqrt(across-beside)/slant, 2, 0.06)
}

// Radars that overlap come to know each other, and the picture is as sure as if
// it had been told that they are not off.
func TestTheUnknownGoesAsRadarsAreRegistered(t *testing.T) {
	s := newSky()
	s.radar("WEST", 32, -106, nil)
	s.radar("EAST", 32.2, -104, nil)
	for i := range 12 {
		s.plane("AIRLINER", 32.6+0.1*float64(i), -106+0.15*float64(i), 35_000, 60*float64(i), 450, air.Mode3A(0o4521+i))
	}
	told := s.config()
	told.BiasRange, told.BiasAz = 1, 1e-6
	unsure, sure := mustNew(t, s.config()), mustNew(t, told)
	ratio := func() float64 {
		sum := [2]float64{}
		for i, tracker := range []*Tracker{unsure, sure} {
			for _, tr := range tracker.Picture().Tracks {
				sum[i] += math.Sqrt(float64(tr.Cov[0] + tr.Cov[4]))
			}
		}
		return sum[0] / sum[1]
	}
	early := 0.0
	for s.now < 5*air.Minute {
		parcels := s.run()
		feed(unsure, parcels, s.now)
		feed(sure, parcels, s.now)
		if s.now == 40*air.Second {
			early = ratio()
		}
	}
	if late := ratio(); !(early > 1.2 && late < 1.15) {
		t.Errorf("sigma %.2f times that of one who knows after 40 s, %.2f after 5 minutes; want more than 1.2, less than 1.15", early, late)
	}
}

// To look at the picture changes nothing, wherever its radars are: one flies.
func TestToConsiderChangesNothing(t *testing.T) {
	s := newSky()
	s.radar("WEST", 32, -106, nil)
	s.radar("AEW", 33, -104, func(r *simRadar) { r.info.Moving = true })
	s.plane("AIRLINER", 33, -105, 35_000, 90, 450, 0o4521)
	a, b := mustNew(t, s.config()), mustNew(t, s.config())
	for s.now < 3*air.Minute {
		parcels := append(s.run(), air.Parcel{Platforms: []air.Platform{{At: s.now, Sensor: 1, Lat: 33 * geo.Degree, Lon: -104 * geo.Degree, Height: 300}}})
		feed(a, parcels, s.now)
		feed(b, parcels, s.now)
		a.Picture()
	}
	if !reflect.DeepEqual(a.Picture(), b.Picture()) || !reflect.DeepEqual(a.Append(nil), b.Append(nil)) {
		t.Error("the tracker that was asked for its picture each second differs")
	}
}
