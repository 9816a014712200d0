package siap

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// exercise is two centers with a sensor each, and three aircraft.
func exercise() (*air.Theater, truth.Roster) {
	th := &air.Theater{
		Sensors: make([]air.SensorInfo, 2), Length: air.Hour,
		Centers: []air.CenterInfo{{Name: "A", Sensors: []air.SensorID{0}}, {Name: "B", Sensors: []air.SensorID{1}}},
	}
	return th, truth.Roster{{Name: "P", Role: truth.Background}, {Name: "Q", Role: truth.TOI, Nation: air.MEX}, {Name: "R", Role: truth.Background}}
}

func where(i int) geo.Vec { return geo.Deg(30, -100+float64(i)).At(9000).ECEF() }

// off returns a track on aircraft i, so far beside it, and so much too fast.
func off(number uint32, i int, metres, tooFast float64) air.Track {
	f := geo.NewFrame(geo.Deg(30, -100+float64(i)).At(9000))
	return air.Track{Number: number, Pos: f.From(geo.Vec{X: metres}), Vel: geo.Vec{X: tooFast}}
}

func close2(a, b, eps float64) bool { return math.Abs(a-b) <= eps }

// The working of these figures stands in testdata/worked.txt.
func TestTheWorkedExample(t *testing.T) {
	th, roster := exercise()
	m := NewMeter(th, roster, Options{})
	for s := 1; s <= 6; s++ {
		at := air.Time(s) * 10 * air.Second
		b := &truth.Beat{At: at, Truth: &truth.Snapshot{At: at}}
		for i := range roster {
			b.Truth.Aircraft = append(b.Truth.Aircraft, truth.Aircraft{ID: truth.AircraftID(i), Pos: where(i)})
		}
		see := func(sensor air.SensorID, target truth.AircraftID) {
			b.Looks = append(b.Looks, truth.Look{At: at, Sensor: sensor, Target: target, Plot: uint64(1000*s + 10*int(sensor) + int(target))})
		}
		see(0, 0)
		see(0, 1)
		see(1, 1)
		va, vb := &air.View{Picture: air.Picture{At: at}}, &air.View{Picture: air.Picture{Center: 1, At: at}}
		mark := func(v *air.View, n uint32, i air.Identity) {
			v.Marks = append(v.Marks, air.Mark{Track: n, Identity: i})
		}
		if s >= 2 {
			va.Tracks = append(va.Tracks, off(1, 0, 100, 3))
			mark(va, 1, air.Neutral)
		}
		if s >= 2 && s <= 4 {
			va.Tracks = append(va.Tracks, off(2, 1, 200, 0))
			mark(va, 2, air.Neutral)
		}
		if s >= 4 {
			see(1, 2)
			va.Tracks = append(va.Tracks, off(3, 1, 50, 0))
			mark(va, 3, air.Suspect)
		}
		if s >= 5 {
			va.Tracks = append(va.Tracks, off(9, 9, 0, 0))
		}
		vb.Tracks = append(vb.Tracks, off(7, 1, 300, 0))
		mark(vb, 7, air.Suspect)
		b.Views = []*air.View{va, vb}
		if err := m.Beat(b); err != nil {
			t.Fatal(err)
		}
	}
	s := m.Score()
	a, b, c := s.Pictures[0], s.Pictures[1], s.Common[0]
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		{"objects", a.Objects, 2.5}, {"completeness", a.Completeness, 10. / 15}, {"own", a.Own, 10. / 12},
		{"ambiguity", a.Ambiguity, 1.1}, {"spurious", a.Spurious, 2. / 13}, {"continuity", a.Continuity, 8. / 15},
		{"breaks", a.Breaks, 36}, {"position", a.Position, 105}, {"velocity", a.Velocity, 1.5},
		{"identified", a.Identified, 1}, {"correct", a.Correct, 0.8}, {"conflicting", a.Conflicting, 0.1},
		{"B completeness", b.Completeness, 0.4}, {"B own", b.Own, 6. / 9},
		{"commonality", c.Commonality, 5. / 11}, {"apart", c.Apart, 190}, {"alike", c.Alike, 0.6},
	} {
		eps := 1e-9
		if tt.want > 50 {
			eps = 0.05 // m: the offsets lie in a plane, the distances over the ground
		}
		if !close2(tt.got, tt.want, eps) {
			t.Errorf("%s: got %g, by hand %g", tt.name, tt.got, tt.want)
		}
	}
}

// tale lets a center act on Q, which flies out of Mexico into the United States.
func tale(bands []Band, lines ...air.LogLine) Score {
	th, roster := exercise()
	m := NewMeter(th, roster, Options{Bands: bands, Overflown: func(p geo.LatLon) air.Nation {
		if lat, _ := p.Degrees(); lat > 31 {
			return air.USA
		}
		return air.MEX
	}})
	for at := air.Second; at <= 40*air.Minute; at += air.Second {
		pos := geo.Deg(30+at.Seconds()/1800, -99).At(9000).ECEF() // over 31 north at 30 min
		b := &truth.Beat{At: at, Truth: &truth.Snapshot{At: at, Aircraft: []truth.Aircraft{{ID: 0, Pos: where(5)}, {ID: 1, Pos: pos}}}}
		dark := at > 10*air.Minute && at < 14*air.Minute
		if at%(10*air.Second) == 0 && !dark {
			b.Looks = []truth.Look{{At: at, Sensor: 0, Target: 1, Plot: uint64(at)}}
			b.Fates = [][]air.Disposition{{{Plot: uint64(at), Track: 4, Fate: air.FateUpdated}}, nil}
		}
		v := &air.View{Picture: air.Picture{At: at, Tracks: []air.Track{{Number: 4, Pos: pos}, {Number: 6, Pos: where(5)}}}}
		for i := range lines {
			if lines[i].At <= at && at < lines[i].At+5*air.Minute {
				v.Desk.Log = append(v.Desk.Log, lines[i])
			}
		}
		b.Views = []*air.View{v, nil}
		if err := m.Beat(b); err != nil {
			panic(err)
		}
	}
	return m.Score()
}

func line(seq uint32, at air.Time, did string, track uint32) air.LogLine {
	return air.LogLine{Seq: seq, At: at, Did: did, Track: track, Robot: did == "warn"}
}

func TestWhatACenterDidWithATrackOfInterest(t *testing.T) {
	minute := air.Minute
	s := tale([]Band{{"warning_s", 1800, 900, true}, {"accept_s", 60, 120, false}, {"declare_s", 60, 120, false}},
		line(1, 5*minute, "declare", 4), line(2, 10*minute, "warn", 4), line(3, 25*minute, "offer", 4), line(4, 25*minute+45*air.Second, "accept", 4))
	q := s.TOIs[0]
	if q.Aircraft != "Q" || q.Center != "A" {
		t.Fatalf("first is %s at %s", q.Aircraft, q.Center)
	}
	for _, tt := range []struct {
		name string
		got  *air.Time
		want air.Time
	}{
		{"plot", q.Steps["plot"], 10 * air.Second}, {"track", q.Steps["track"], 10 * air.Second},
		{"declared", q.Steps["declare"], 5 * minute}, {"crossed", q.Crossed, 30*minute + air.Second},
		{"warning", q.Warning, 20*minute + air.Second}, {"accepted after", q.Accept, 45 * air.Second},
	} {
		if tt.got == nil || *tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	if q.Into != "USA" || q.Dark != 4*minute {
		t.Errorf("into %s, unseen by all for %v; want USA, 4 min (10:00 to 14:00)", q.Into, q.Dark)
	}
	if len(q.Robot) != 1 || q.Robot[0] != "warn" {
		t.Errorf("robots did %v, want the warning alone", q.Robot)
	}
	want := map[string]string{"warning_s": "amber", "accept_s": "green", "declare_s": "red"}
	for _, g := range q.Grades {
		if g.Color != want[g.Measure] {
			t.Errorf("%s of %g s is %s, want %s", g.Measure, g.Value, g.Color, want[g.Measure])
		}
	}
	if b := s.TOIs[1]; b.Center != "B" || len(b.Steps) != 0 || b.Warning != nil {
		t.Errorf("B saw nothing and did nothing, but has %+v", b)
	}
}

func TestFaultsAreNeverAveraged(t *testing.T) {
	s := tale(nil,
		line(1, air.Minute, "scramble", 6),
		line(2, 2*air.Minute, "scramble", 4),
		line(3, 3*air.Minute, "scramble", 99),
		air.LogLine{Seq: 4, At: 4 * air.Minute, Did: "breach", Text: "EXTEX1 over the border"})
	var got []string
	for _, f := range s.Faults {
		got = append(got, f.At.String()+" "+f.What+": "+f.Why)
	}
	want := []string{"00:01:00 false scramble: P", "00:03:00 false scramble: nobody was there", "00:04:00 breach: EXTEX1 over the border"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("faults %q, want %q", got, want)
		}
	}
	if s.Acts[0].Acts != 4 || s.Acts[0].Robot != 0 {
		t.Errorf("acts %+v, want 4, none by a robot", s.Acts[0])
	}
}
