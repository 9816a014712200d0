package fusion

import (
	"bytes"
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// watchedSky is a radar far off among false echoes, an aircraft without a
// transponder, and a ranger.
func watchedSky(seed uint64) (s *sky, dark *simPlane, ranger air.SensorID) {
	s = newSky()
	s.seed = seed
	s.radar("FAR", 32, -106, func(r *simRadar) { r.info.SSR, r.info.FalsePerScan = false, 60 })
	s.radar("RANGER", 32.4, -106.2, func(r *simRadar) { r.info.PSR, r.info.SSR = false, false })
	return s, s.plane("DARK", 33.6, -105.3, 12_000, 270, 180, 0), 1
}

// sighting is what a person says who sees an aircraft 1 km from where it is.
func sighting(p *simPlane, by air.SensorID, at air.Time) air.Report {
	pos, _, _ := p.place(at)
	f := geo.NewFrame(pos.Geodetic())
	g := f.From(geo.Vec{X: 700, Y: -700}).Geodetic()
	return air.Report{At: at, ID: uint64(at) + 1, Lat: g.Lat, Lon: g.Lon, Sensor: by, NACp: 2}
}

// Echoes from where a person has seen an aircraft need less to be believed; and
// a tracker that goes on from a checkpoint remembers what was seen.
func TestAWitnessHelps(t *testing.T) {
	confirmed := func(seed uint64, seen bool) air.Time {
		s, dark, ranger := watchedSky(seed)
		dark.hidden = true
		tracker := mustNew(t, s.config())
		for s.now < 10*air.Minute {
			if s.now == 4*air.Minute {
				if dark.hidden = false; seen {
					tracker.Accept(&air.Parcel{Reports: []air.Report{sighting(dark, ranger, s.now)}})
				}
				other := mustNew(t, s.config())
				if err := other.Load(air.NewStateReader(tracker.Append(nil))); err != nil {
					t.Fatal(err)
				}
				tracker = other
			}
			feed(tracker, s.run(), s.now)
			for _, tr := range tracker.Picture().Tracks {
				if _, off := s.nearest(&tr, s.now); off < 3000 {
					return s.now
				}
			}
		}
		return s.now
	}
	gained := air.Time(0)
	for seed := range uint64(8) {
		with, without := confirmed(seed+1, true), confirmed(seed+1, false)
		if with > without {
			t.Errorf("seed %d: at %s with a witness, at %s without", seed+1, with, without)
		}
		gained += without - with
	}
	t.Logf("%s sooner in the mean", gained/8)
	if gained < 8*5*air.Second {
		t.Errorf("%s sooner in the mean, want 5 s at least", gained/8)
	}
}

// Persons alone make no track, however many there are; what they say that cannot
// be is disposed of with the reason.
func TestWitnessesAlone(t *testing.T) {
	s, dark, ranger := watchedSky(1)
	dark.hidden = true
	tracker := mustNew(t, s.config())
	good := sighting(dark, ranger, 0)
	tests := []struct {
		name   string
		change func(r *air.Report)
		want   air.Fate
	}{
		{"good", func(*air.Report) {}, air.FateStarted},
		{"again", func(*air.Report) {}, air.FateDuplicate},
		{"future", func(r *air.Report) { r.ID, r.At = 2, air.Hour }, air.FateFuture},
		{"beyond the pole", func(r *air.Report) { r.ID, r.Lat = 3, 2 }, air.FateImpossible},
		{"not a number", func(r *air.Report) { r.ID, r.Lon = 4, math.NaN() }, air.FateImpossible},
		{"nobody knows this one", func(r *air.Report) { r.ID, r.Sensor = 5, 99 }, air.FateUnknown},
		{"long ago", func(r *air.Report) { r.ID, r.At = 6, -air.Hour }, air.FateTooLate},
	}
	for i, tt := range tests {
		r := good
		tt.change(&r)
		tracker.Accept(&air.Parcel{Reports: []air.Report{r}})
		tracker.Advance(air.Time(i+2) * air.Second)
		if d := tracker.Dispositions(); len(d) != 1 || d[0].Fate != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, d, tt.want)
		}
	}
	s.now = 10 * air.Second
	for s.now < 5*air.Minute {
		r := sighting(dark, ranger, s.now)
		tracker.Accept(&air.Parcel{Reports: []air.Report{r}})
		tracker.Advance(s.now)
		s.now += air.Second
		if n := len(tracker.Picture().Tracks); n != 0 {
			t.Fatalf("%s: %d tracks by word alone", s.now, n)
		}
	}
	if n := len(tracker.witnesses.list); n > witnessMost {
		t.Errorf("%d sightings kept, want at most %d", n, witnessMost)
	}
	other := mustNew(t, s.config())
	if err := other.Load(air.NewStateReader(tracker.Append(nil))); err != nil || !bytes.Equal(other.Append(nil), tracker.Append(nil)) {
		t.Errorf("a checkpoint loses sightings (%v)", err)
	}
}
