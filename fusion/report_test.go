package fusion

import (
	"bytes"
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// spokenSky is a sky with a station that receives what its aircraft report: the
// truth, unless lie says by how much they are off, in metres east and north.
type spokenSky struct {
	*sky
	station air.SensorID
	lie     func(plane string, at air.Time) (e, n float64, silent bool)
	still   map[string]air.Time // reports say for ever where it was then
}

func newSpokenSky(radars bool) *spokenSky {
	s := &spokenSky{sky: newSky(), still: map[string]air.Time{}}
	if radars {
		s.radar("QNW", 32, -106, nil)
		s.radar("ASR", 32.6, -106.9, func(r *simRadar) { r.info.Scan = 5 * air.Second })
	}
	return s
}

func (s *spokenSky) config() Config {
	c := s.sky.config()
	s.station = air.SensorID(len(c.Sensors))
	c.Sensors = append(c.Sensors, air.SensorInfo{Name: "ADS-B", ADSB: true, Scan: 2 * air.Second, Range: 400e3, Pos: geo.Deg(32.2, -106.4).At(300)})
	return c
}

// hear runs a beat and returns the parcels with the reports in them.
func (s *spokenSky) hear() []air.Parcel {
	parcels := s.run()
	if s.now%(2*air.Second) != 0 {
		return parcels
	}
	var reports []air.Report
	for i := range s.planes {
		p := &s.planes[i]
		at := s.now - 200*air.Millisecond
		when := at
		if since, ok := s.still[p.name]; ok && since < at {
			when = since
		}
		e, n := 0.0, 0.0
		if s.lie != nil {
			silent := false
			if e, n, silent = s.lie(p.name, at); silent {
				continue
			}
		}
		pos, _, h := p.place(when)
		f := geo.NewFrame(pos.Geodetic())
		g := f.From(geo.Vec{X: e, Y: n}).Geodetic()
		reports = append(reports, air.Report{
			At: at, ID: uint64(s.now) + uint64(i), Lat: g.Lat, Lon: g.Lon, Address: 0xA00001 + air.Address(i), Sensor: s.station,
			Has: air.HasAddress | air.HasLevel, Level: air.FLFeet(h / geo.Foot), NACp: 9,
		})
	}
	return append(parcels, air.Parcel{Reports: reports, Arrived: s.now})
}

// Reports are believed while radars bear them out, and no longer: a track stays
// with its aircraft whatever it says of itself, and what nobody sees is marked.
func TestReports(t *testing.T) {
	const from = 2 * air.Minute // of the deception
	tests := []struct {
		name    string
		radars  bool
		hidden  bool // from the radars
		still   bool
		drift   float64 // m/s
		doubted air.Time
		most    float64 // m, off at any time
	}{
		{name: "honest", radars: true, doubted: -1, most: 150},
		{name: "drifts off", radars: true, drift: 30, doubted: from + 60*air.Second, most: 1400},
		{name: "stands still", radars: true, still: true, doubted: from + 15*air.Second, most: 1200},
		{name: "nobody is there", radars: true, hidden: true, doubted: 0, most: 1e9},
		{name: "no radar looks", doubted: -1, most: 150},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSpokenSky(tt.radars)
			p := s.plane("LINER", 32.3, -107.2, 33000, 80, 440, 0o4521)
			p.address, p.hidden = 0xA00001, tt.hidden
			s.lie = func(_ string, at air.Time) (e, n float64, silent bool) {
				return 0, tt.drift * max(at-from, 0).Seconds(), false
			}
			if tt.still {
				s.still["LINER"] = from
			}
			tracker := mustNew(t, s.config())
			first := air.Time(-1)
			for s.now < 6*air.Minute {
				feed(tracker, s.hear(), s.now)
				for _, tr := range tracker.Picture().Tracks {
					if tr.Has&air.Doubted != 0 && first < 0 {
						first = s.now
					}
					if tt.doubted == 0 && tr.Has&air.Doubted == 0 {
						t.Fatalf("%s: shown and not marked", s.now)
					}
					pos, _, _ := s.planes[0].place(s.now)
					if off := tr.Pos.Sub(pos).Norm(); s.now > air.Minute && off > tt.most {
						t.Fatalf("%s: track %d is %.0f m off, want at most %.0f", s.now, tr.Number, off, tt.most)
					}
				}
				if n := len(tracker.Picture().Tracks); n > 1 || s.now > air.Minute && n == 0 {
					t.Fatalf("%s: %d tracks, want 1", s.now, n)
				}
			}
			switch {
			case tt.doubted < 0 && first >= 0:
				t.Errorf("doubted at %s, want believed", first)
			case tt.doubted == 0 && first < 0 || tt.doubted > 0 && (first < from || first > tt.doubted):
				t.Errorf("doubted at %s, want it by %s", first, tt.doubted)
			}
		})
	}
}

// An aircraft that reports is held far better than by radars alone.
func TestReportsHelp(t *testing.T) {
	rms := func(silent bool) float64 {
		s := newSpokenSky(true)
		s.plane("LINER", 32.3, -107.2, 33000, 80, 440, 0o4521).address = 0xA00001
		s.lie = func(string, air.Time) (float64, float64, bool) { return 0, 0, silent }
		tracker := mustNew(t, s.config())
		sum, n := 0.0, 0.0
		for s.now < 5*air.Minute {
			feed(tracker, s.hear(), s.now)
			if p := tracker.Picture(); s.now > air.Minute && len(p.Tracks) == 1 {
				_, off := s.nearest(&p.Tracks[0], s.now)
				sum, n = sum+off*off, n+1
			}
		}
		return math.Sqrt(sum / n)
	}
	with, without := rms(false), rms(true)
	t.Logf("%.0f m with reports, %.0f m without", with, without)
	if with > without/2 {
		t.Errorf("%.0f m with reports, %.0f m without: want at most half", with, without)
	}
}

// A tracker that goes on from a checkpoint, in the middle of a deception, says
// the same to the bit.
func TestReportsCheckpoint(t *testing.T) {
	s := newSpokenSky(true)
	for i, name := range []string{"ONE", "TWO", "THREE"} {
		s.plane(name, 32.1+0.2*float64(i), -107.2, 30000, 80, 440, air.Mode3A(0o4521+i)).address = 0xA00001 + air.Address(i)
	}
	s.lie = func(name string, at air.Time) (e, n float64, silent bool) {
		if name == "TWO" {
			n = 30 * max(at-air.Minute, 0).Seconds()
		}
		return 0, n, false
	}
	tracker, other := mustNew(t, s.config()), mustNew(t, s.config())
	for s.now < 4*air.Minute {
		p := s.hear()
		feed(tracker, p, s.now)
		if s.now == 2*air.Minute {
			if err := other.Load(air.NewStateReader(tracker.Append(nil))); err != nil {
				t.Fatal(err)
			}
		}
		if s.now > 2*air.Minute {
			feed(other, p, s.now)
			if !bytes.Equal(tracker.Append(nil), other.Append(nil)) {
				t.Fatalf("%s: the states differ", s.now)
			}
		}
	}
}

// Broken reports are disposed of with their reason.
func TestReportsBroken(t *testing.T) {
	s := newSpokenSky(true)
	tracker := mustNew(t, s.config())
	good := air.Report{At: air.Second, ID: 1, Lat: 0.56, Lon: -1.86, Address: 0xA00001, Sensor: s.station, NACp: 9, Has: air.HasAddress}
	tests := []struct {
		name   string
		change func(r *air.Report)
		want   air.Fate
	}{
		{"good", func(*air.Report) {}, air.FateStarted},
		{"again", func(*air.Report) {}, air.FateDuplicate},
		{"without an address", func(r *air.Report) { r.ID, r.Address = 2, 0 }, air.FateImpossible},
		{"by a radar", func(r *air.Report) { r.ID, r.Sensor = 3, 0 }, air.FateImpossible},
		{"unknown station", func(r *air.Report) { r.ID, r.Sensor = 4, 99 }, air.FateUnknown},
		{"future", func(r *air.Report) { r.ID, r.At = 5, air.Hour }, air.FateFuture},
		{"beyond the pole", func(r *air.Report) { r.ID, r.Lat = 6, 2 }, air.FateImpossible},
		{"not a number", func(r *air.Report) { r.ID, r.Lat = 7, math.NaN() }, air.FateImpossible},
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
}
