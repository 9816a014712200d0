package replay

import (
	"bytes"
	"io"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// small is an exercise of two nations, an hour in one beat: what Mexico may have
// (radar MID, center SIVA), and what it may not (radar QNW, center NORAD).
type small struct {
	header Header
	beat   truth.Beat
}

// Numbers in the exercise: what is Mexico's comes last, so that each gate that
// forgets to count anew shows.
const (
	qnw, mid    = air.SensorID(0), air.SensorID(1)
	norad, siva = 0, 1
)

func newSmall() *small {
	mex, usa := air.Only(air.MEX), air.Only(air.USA)
	s := &small{header: Header{Name: "small", Source: []byte("title = \"small\"\n"), Seed: 7, Build: "test", Roster: truth.Roster{{Name: "EXLOBO"}}}}
	s.header.Theater = air.Theater{
		Title: "small", Exercise: true, Length: air.Hour, Beat: air.Second, Center: geo.Deg(28, -102), Range: 900e3,
		Sensors: []air.SensorInfo{
			{Name: "QNW", Nation: air.USA, Pos: geo.Deg(31, -105).At(0), Range: 400e3, Release: usa},
			{Name: "MID", Nation: air.MEX, Pos: geo.Deg(21, -89).At(0), Range: 400e3, Release: mex | usa},
		},
		Centers: []air.CenterInfo{
			{Name: "NORAD", Audience: usa, Sensors: []air.SensorID{qnw, mid}},
			{Name: "SIVA", Audience: mex, Sensors: []air.SensorID{qnw, mid}}, // a feed that withholds all of QNW
		},
		Feeds: []air.FeedInfo{{Name: "JSS", To: norad}, {Name: "SENEAM", To: siva}},
		Zones: []air.ZoneInfo{{Name: "P-40", Release: usa, Rings: make([]air.ZoneRing, 1)}, {Name: "MM-P", Release: mex}},
	}
	s.beat = truth.Beat{
		At: air.Hour, Truth: &truth.Snapshot{At: air.Hour, Aircraft: []truth.Aircraft{{Code: 0o1200}}},
		Views: []*air.View{s.view(norad, 40), s.view(siva, 3)}, Events: [][]air.TrackEvent{{{Number: 40}}, {{Number: 3}}},
		Fates: [][]air.Disposition{{{Plot: 40}}, {{Plot: 3}}}, Batches: []air.Batch{{Sensor: qnw, Plots: []air.Plot{{ID: 40}}}, {Sensor: mid, Plots: []air.Plot{{ID: 3, Sensor: mid}}}},
		Looks: []truth.Look{{Sensor: qnw}}, Feeds: []truth.FeedCount{{Feed: 0, Sent: 40}, {Feed: 1, Sent: 3}},
		Orders: []air.Order{{Body: air.FeedCut{Feed: "JSS"}}}, Board: []air.BoardLine{{Number: 1, Title: "dark"}},
		HasDigest: true, Digest: [16]byte{7}, Checkpoint: []byte("state"),
	}
	return s
}

// view is what a center has, with one of everything.
func (s *small) view(c air.CenterID, n uint32) *air.View {
	tr := air.Track{Number: n, Origin: c, Lineage: air.SetOf(c), Pos: geo.Deg(25, -95).At(9000).ECEF()}
	tr.By[0] = air.Contribution{Sensor: mid, Kind: air.SSR, Age: 4}
	return &air.View{
		Picture: air.Picture{Center: c, At: air.Hour, Tracks: []air.Track{tr}}, Audience: s.header.Theater.Centers[c].Audience,
		Marks: []air.Mark{{Track: n, Identity: air.Unknown}}, Plots: []air.Plot{{ID: 3, Sensor: mid}},
		Sensors:   []air.SensorStatus{{Sensor: qnw, Heard: 5}, {Sensor: mid, Heard: 6}},
		Platforms: []air.Platform{{Sensor: qnw, Height: 5}}, Feeds: []air.FeedStatus{{Feed: air.FeedID(c), Plots: uint64(n)}},
		Alerts: []air.Alert{{Text: "code 7600"}}, Messages: []air.Message{{From: "EXCON", Text: "radio check"}},
		Desk: air.Desk{Log: []air.LogLine{{Seq: 1, Who: "staff"}}, Requests: []air.Request{{To: "COORD"}}},
	}
}

// file returns Mexico's file, with a gate broken or with none.
func (s *small) file(t *testing.T, broken gate) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := startNation(s.header, air.MEX, func(own Header) (*Recorder, error) {
		if broken.header != nil {
			broken.header(&own, &s.header)
		}
		return NewRecorder(&b, own)
	})
	if err != nil {
		t.Fatal(err)
	}
	if broken.numbers != nil {
		broken.numbers(n)
	}
	beat := s.beat
	if err := n.Beat(&beat); err != nil {
		t.Fatal(err)
	}
	if broken.beat != nil {
		var out truth.Beat
		broken.beat(&out, &s.beat)
		out.From, out.At = s.beat.From, s.beat.At
		n.encoder.Beat(&out, nil)
		if err := n.recorder.Beat(&out); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gate is one of the gates between an exercise and a nation's file, broken: where
// the header is made, where what is kept is numbered, or where a beat is written.
type gate struct {
	header  func(own, whole *Header)
	numbers func(*Nation)
	beat    func(out, whole *truth.Beat)
}

// The broken gates.
var (
	sensorsOpen = gate{header: func(own, whole *Header) { own.Theater.Sensors = whole.Theater.Sensors }}
	centersOpen = gate{header: func(own, whole *Header) {
		own.Theater.Centers = append(whole.Theater.Centers[:1:1], own.Theater.Centers...)
	}}
	feedsOpen = gate{header: func(own, whole *Header) { own.Theater.Feeds = whole.Theater.Feeds }}
	zonesOpen = gate{header: func(own, whole *Header) { own.Theater.Zones = whole.Theater.Zones }}
	mapOpen   = gate{header: func(own, whole *Header) {
		own.Theater.Center, own.Theater.Range = whole.Theater.Center, whole.Theater.Range
	}}
	runOpen      = gate{header: func(own, whole *Header) { own.Source, own.Seed, own.Roster = whole.Source, whole.Seed, whole.Roster }}
	numbersKept  = gate{numbers: func(n *Nation) { n.sensor = []int{0, 1} }}
	originsKept  = gate{numbers: func(n *Nation) { n.center = []int{0, 1} }}
	queuesOpen   = gate{numbers: func(n *Nation) { n.feed = []int{0, 1} }}
	wrongCenter  = gate{numbers: func(n *Nation) { n.centers[0] = norad }}
	truthOpen    = gate{beat: func(out, whole *truth.Beat) { out.Truth, out.Looks = whole.Truth, whole.Looks }}
	boardOpen    = gate{beat: func(out, whole *truth.Beat) { out.Board = whole.Board }}
	ordersOpen   = gate{beat: func(out, whole *truth.Beat) { out.Orders = whole.Orders }}
	countsOpen   = gate{beat: func(out, whole *truth.Beat) { out.Feeds = whole.Feeds }}
	plotsOpen    = gate{beat: func(out, whole *truth.Beat) { out.Batches = whole.Batches }}
	digestsOpen  = gate{beat: func(out, whole *truth.Beat) { out.HasDigest, out.Digest = true, whole.Digest }}
	statesOpen   = gate{beat: func(out, whole *truth.Beat) { out.Checkpoint = whole.Checkpoint }}
	wrongCenters = func(change func(v *air.View)) func(*small) {
		return func(s *small) { change(s.beat.Views[norad]) }
	}
)

// Each way by which something hidden could shape a nation's file: what is hidden
// is changed, and no byte of the file changes; with its gate broken, the same
// change shows.
func TestNoSideChannel(t *testing.T) {
	theater := func(change func(th *air.Theater)) func(*small) { return func(s *small) { change(&s.header.Theater) } }
	tests := []struct {
		channel string
		hide    func(*small)
		broken  gate
	}{
		{"sensor lists", theater(func(th *air.Theater) { th.Sensors[qnw].Name = "QRW" }), sensorsOpen},
		{"rings", theater(func(th *air.Theater) { th.Sensors[qnw].Range *= 1.1 }), sensorsOpen},
		{"hover texts of radars", theater(func(th *air.Theater) { th.Sensors[qnw].Type = "ARSR-4" }), sensorsOpen},
		{"words to search", theater(func(th *air.Theater) { th.Centers[norad].Name = "WADS" }), centersOpen},
		{"topics and schemas of the file", theater(func(th *air.Theater) { th.Centers[norad].Name = "CONR" }), centersOpen},
		{"names of feeds", theater(func(th *air.Theater) { th.Feeds[0].Name = "JSS-2" }), feedsOpen},
		{"zones", theater(func(th *air.Theater) { th.Zones[0].Rings[0].Radius++ }), zonesOpen},
		{"where the map opens", theater(func(th *air.Theater) { th.Range *= 1.1 }), mapOpen},
		{"the scenario's text", func(s *small) { s.header.Source = []byte("title = \"another\"\n") }, runOpen},
		{"the seed, in the file's metadata", func(s *small) { s.header.Seed++ }, runOpen},
		{"the roster", func(s *small) { s.header.Roster[0].Name = "EXMAR" }, runOpen},
		{"numbers of sensors, and the states of those withheld", func(s *small) { s.beat.Views[siva].Sensors[0].State = air.Down }, numbersKept},
		{"ages of plots withheld", func(s *small) {
			s.beat.Views[siva].Tracks[0].By[1] = air.Contribution{Sensor: qnw, Kind: air.PSR, Age: 9}
		}, numbersKept},
		{"plots withheld", func(s *small) {
			s.beat.Views[siva].Plots = append(s.beat.Views[siva].Plots, air.Plot{ID: 9, Sensor: qnw})
		}, numbersKept},
		{"where a radar withheld flies", func(s *small) { s.beat.Views[siva].Platforms[0].Height++ }, numbersKept},
		{"whose track it was first", func(s *small) { s.beat.Views[siva].Tracks[0].Origin = norad }, originsKept},
		{"through whose hands it went", func(s *small) { s.beat.Views[siva].Tracks[0].Lineage |= air.SetOf(norad) }, originsKept},
		{"queues of others' feeds", func(s *small) { s.beat.Views[siva].Feeds = append(s.beat.Views[siva].Feeds, air.FeedStatus{Plots: 99}) }, queuesOpen},
		{"counts of all feeds", func(s *small) { s.beat.Feeds[0].Sent++ }, countsOpen},
		{"others' track numbers", wrongCenters(func(v *air.View) { v.Tracks[0].Number++ }), wrongCenter},
		{"others' identities", wrongCenters(func(v *air.View) { v.Marks[0].Identity = air.Hostile }), wrongCenter},
		{"others' alerts", wrongCenters(func(v *air.View) { v.Alerts = nil }), wrongCenter},
		{"others' messages", wrongCenters(func(v *air.View) { v.Messages[0].Text = "scramble" }), wrongCenter},
		{"others' log", wrongCenters(func(v *air.View) { v.Desk.Log[0].Did = "scramble" }), wrongCenter},
		{"others' requests", wrongCenters(func(v *air.View) { v.Desk.Requests = nil }), wrongCenter},
		{"others' events", func(s *small) { s.beat.Events[norad][0].Number++ }, wrongCenter},
		{"others' fates", func(s *small) { s.beat.Fates[norad][0].Fate = air.FateUpdated }, wrongCenter},
		{"truth", func(s *small) { s.beat.Truth.Aircraft[0].Code++ }, truthOpen},
		{"looks", func(s *small) { s.beat.Looks[0].Sensor++ }, truthOpen},
		{"the MSEL", func(s *small) { s.beat.Board[0].Title = "light" }, boardOpen},
		{"orders", func(s *small) { s.beat.Orders = nil }, ordersOpen},
		{"plots made and not delivered", func(s *small) { s.beat.Batches[0].Plots[0].ID++ }, plotsOpen},
		{"digests", func(s *small) { s.beat.Digest[0]++ }, digestsOpen},
		{"checkpoints", func(s *small) { s.beat.Checkpoint = []byte("estat") }, statesOpen},
	}
	sealed := newSmall().file(t, gate{})
	for _, tt := range tests {
		t.Run(tt.channel, func(t *testing.T) {
			changed := newSmall()
			tt.hide(changed)
			if !bytes.Equal(changed.file(t, gate{}), sealed) {
				t.Error("it shapes Mexico's file")
			}
			if bytes.Equal(changed.file(t, tt.broken), newSmall().file(t, tt.broken)) {
				t.Error("with its gate broken it shapes nothing: this test would see no leak")
			}
		})
	}
}

// The times that stand in a nation's file are those of its own publications.
func TestTheTimesOfAFileAreItsOwn(t *testing.T) {
	bounds := func(s *small) (air.Time, int) {
		b := s.file(t, gate{})
		rec, err := Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := rec.Beats(-1, rec.End, func(*truth.Beat) error { n++; return nil }); err != nil && err != io.EOF {
			t.Fatal(err)
		}
		return rec.End, n
	}
	end, n := bounds(newSmall())
	late := newSmall()
	late.beat.Views[norad], late.beat.Events[norad] = nil, nil
	if e, k := bounds(late); e != end || k != n {
		t.Errorf("up to %v in %d beats, want %v in %d whether or not NORAD publishes", e, k, end, n)
	}
}
