package truth

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
)

func drawVec(t *rapid.T) geo.Vec {
	float := rapid.Float64Range(-1e7, 1e7)
	return geo.Vec{X: float.Draw(t, "x"), Y: float.Draw(t, "y"), Z: float.Draw(t, "z")}
}

func drawTime(t *rapid.T) air.Time { return air.Time(rapid.Int64().Draw(t, "time")) }

func same(t *rapid.T, what string, want, got any, err error) {
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Fatalf("%s: %v (-written +read)\n%s", what, err, diff)
	}
}

func TestSnapshotRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := &Snapshot{From: drawTime(t), At: drawTime(t)}
		for range rapid.IntRange(0, 4).Draw(t, "aircraft") {
			want.Aircraft = append(want.Aircraft, Aircraft{
				ID: AircraftID(rapid.Uint32().Draw(t, "id")), Pos: drawVec(t), Vel: drawVec(t), Level: air.FL(rapid.Int16().Draw(t, "level")),
				On: rapid.Bool().Draw(t, "on"), ModeC: rapid.Bool().Draw(t, "c"), ModeS: rapid.Bool().Draw(t, "s"),
				Code: air.Mode3A(rapid.Uint16().Draw(t, "code")), Address: air.Address(rapid.Uint32().Draw(t, "address")),
				Callsign: air.NewCallsign(rapid.StringN(0, 8, 8).Draw(t, "callsign")),
				Heading:  rapid.Float32().Draw(t, "heading"), Deaf: rapid.Uint8().Draw(t, "deaf"),
				ADSB: rapid.Bool().Draw(t, "adsb"), Jams: rapid.Bool().Draw(t, "jams"),
				Claim: [3]float32{rapid.Float32().Draw(t, "claim east"), 0, rapid.Float32().Draw(t, "claim up")},
			})
		}
		for range rapid.IntRange(0, 3).Draw(t, "clouds") {
			want.Clouds = append(want.Clouds, Cloud{
				Key: rapid.Uint64().Draw(t, "key"), Kind: CloudKind(rapid.Uint8().Draw(t, "kind")), Pos: drawVec(t), Vel: drawVec(t),
				Radius: rapid.Float64().Draw(t, "radius"), Thickness: rapid.Float64().Draw(t, "thickness"),
				Rate: rapid.Float64().Draw(t, "rate"), Dipoles: rapid.Float64().Draw(t, "dipoles"),
			})
		}
		got, err := DecodeSnapshot(AppendSnapshot(nil, want))
		same(t, "truth", want, got, err)
	})
}

func TestLooksRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []Look
		for range rapid.IntRange(0, 6).Draw(t, "looks") {
			l := Look{
				At: drawTime(t), Target: AircraftID(rapid.Uint32().Draw(t, "target")), Sensor: air.SensorID(rapid.Uint16().Draw(t, "sensor")),
				PSR: Reason(rapid.ByteRange(0, 7).Draw(t, "psr")), SSR: Reason(rapid.ByteRange(0, 7).Draw(t, "ssr")),
			}
			if rapid.Bool().Draw(t, "seen") {
				l.Plot = rapid.Uint64().Draw(t, "plot")
			}
			if l.PSR != 0 { // Pd and SNR are those of the primary
				l.Pd, l.SNR = rapid.Float32Range(0, 1).Draw(t, "pd"), rapid.Float32Range(-50, 90).Draw(t, "snr")
			}
			want = append(want, l)
		}
		got, err := DecodeLooks(AppendLooks(nil, want))
		same(t, "looks", want, got, err)
	})
}

func TestStraysAndLossesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var strays []Stray
		var losses []Loss
		for range rapid.IntRange(0, 4).Draw(t, "strays") {
			strays = append(strays, Stray{
				Plot: rapid.Uint64().Draw(t, "plot"), Target: AircraftID(rapid.Uint32().Draw(t, "target")),
				Sensor: air.SensorID(rapid.Uint16().Draw(t, "sensor")), Of: Origin(rapid.ByteRange(1, 5).Draw(t, "of")),
			})
			losses = append(losses, Loss{
				At: drawTime(t), Pos: drawVec(t), Target: AircraftID(rapid.Uint32().Draw(t, "lost")), Cause: Cause(rapid.ByteRange(0, 2).Draw(t, "cause")),
			})
		}
		gotStrays, err := DecodeStrays(AppendStrays(nil, strays))
		same(t, "strays", strays, gotStrays, err)
		gotLosses, err := DecodeLosses(AppendLosses(nil, losses))
		same(t, "losses", losses, gotLosses, err)
	})
}

func TestFeedCountsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want, all []FeedCount
		count := rapid.Uint32Range(0, 2)
		for i := range rapid.IntRange(0, 6).Draw(t, "feeds") {
			c := FeedCount{air.FeedID(i), count.Draw(t, "sent"), count.Draw(t, "lost"), count.Draw(t, "withheld"), count.Draw(t, "due")}
			all = append(all, c)
			if c.Sent+c.Lost+c.Withheld+c.Due > 0 {
				want = append(want, c)
			}
		}
		got, err := DecodeFeedCounts(AppendFeedCounts(nil, all))
		same(t, "feeds", want, got, err)
	})
}

var someRoster = Roster{
	{Name: "EXTANGO1", Key: 0xFEDCBA9876543210, Type: "B350", Nation: air.MEX, Role: TOI, RCS: 10, RCSNose: 5, RCSBeam: 40, Swerling: 1},
	{Name: "AC2", Key: 7, Role: Background, Phantom: true, NIC: 8, NACp: 9, Jammer: Jammer{100, 1.3e9, 1e8}},
}

var someBoard = []air.BoardLine{
	{Number: 1, At: air.Minute, Title: "STARTEX", Expected: "all answer", Done: true},
	{Number: -2, At: 0, Title: "", Expected: ""},
}

func TestRosterAndBoardRoundTrip(t *testing.T) {
	roster, err := DecodeRoster(AppendRoster(nil, someRoster))
	if diff := cmp.Diff(someRoster, roster); diff != "" || err != nil {
		t.Errorf("roster: %v\n%s", err, diff)
	}
	lines := append(someBoard[:2:2], air.BoardLine{Number: 3, State: air.Missed, Play: air.LineOfPlay{
		Sent: air.Minute, Objective: "O4", Answers: []air.Answer{{Who: "SIVA", Does: "declare", Within: air.Minute, State: air.Missed}},
	}})
	board, err := DecodeBoard(AppendBoard(nil, lines))
	if diff := cmp.Diff(lines, board); diff != "" || err != nil {
		t.Errorf("board: %v\n%s", err, diff)
	}
}

func TestRosterOfAnUnknownRole(t *testing.T) {
	b := AppendRoster(nil, Roster{{Name: "X", Role: 9}})
	if _, err := DecodeRoster(b); err == nil || err.Error() != "roster: aircraft: role 9: want 0 to 5" {
		t.Errorf("error %v", err)
	}
}

func TestNamesOfWhatIsNone(t *testing.T) {
	if got := Role(200).String() + Reason(200).String(); got != "??" {
		t.Errorf("got %q, want ??", got)
	}
}

func someBeat() *Beat {
	view := &air.View{Picture: air.Picture{Center: 1, At: air.Second, Tracks: []air.Track{{Number: 1}}}}
	return &Beat{
		From: 0, At: air.Second, Truth: &Snapshot{At: air.Second, Aircraft: []Aircraft{{ID: 1}, {ID: 4}}},
		Looks:   []Look{{Sensor: 1, Target: 4, SSR: NoReply}},
		Strays:  []Stray{{Plot: 9, Sensor: 1, Of: SecondTime, Target: 4}},
		Losses:  []Loss{{At: air.Second, Target: 4, Cause: OutOfFuel, Pos: geo.Vec{X: 1}}},
		Batches: []air.Batch{{Sensor: 0}, {Sensor: 1, Plots: []air.Plot{{Sensor: 1, ID: 9}}}},
		Feeds:   []FeedCount{{Feed: 0}, {Feed: 1, Sent: 1}},
		Orders:  []air.Order{{Seq: 1, Body: air.Launch{Aircraft: "COBRA1"}}}, Board: someBoard,
		Views: []*air.View{nil, view}, Events: [][]air.TrackEvent{nil, {{Number: 1}}}, Fates: [][]air.Disposition{{{Plot: 9}}, nil},
	}
}

func topics(b *Beat) string {
	var names []string
	for _, m := range b.Messages {
		names = append(names, m.Topic)
	}
	return strings.Join(names, " ")
}

// TestEncoder: one message for each topic with content, in the order of the
// flow, with the bytes that the Append functions give.
func TestEncoder(t *testing.T) {
	var e Encoder
	b := someBeat()
	e.Beat(b, []string{"NORAD", "MEX"})
	if got, want := topics(b), "orders truth losses looks strays plots feeds board fates/NORAD events/MEX view/MEX"; got != want {
		t.Fatalf("topics %s\nwant   %s", got, want)
	}
	for _, m := range b.Messages {
		want := map[string][]byte{
			TopicOrders: air.AppendOrders(nil, b.Orders), TopicTruth: AppendSnapshot(nil, b.Truth), TopicLooks: AppendLooks(nil, b.Looks),
			TopicStrays: AppendStrays(nil, b.Strays), TopicLosses: AppendLosses(nil, b.Losses),
			TopicPlots: air.AppendBatches(nil, b.Batches), TopicFeeds: AppendFeedCounts(nil, b.Feeds), TopicBoard: AppendBoard(nil, b.Board),
			"fates/NORAD": air.AppendFates(nil, b.Fates[0]), "events/MEX": air.AppendEvents(nil, b.Events[1]), "view/MEX": air.AppendView(nil, b.Views[1]),
		}[m.Topic]
		if !bytes.Equal(m.Bytes, want) {
			t.Errorf("topic %s: %x, want %x", m.Topic, m.Bytes, want)
		}
	}
}

// TestEncoderKnowsNoPast: the bytes of a beat do not depend on those before, so
// that a run from a checkpoint digests the same.
func TestEncoderKnowsNoPast(t *testing.T) {
	var used, fresh Encoder
	for i := range 5 {
		used.Beat(&Beat{At: air.Time(i) * air.Second, Truth: &Snapshot{}}, []string{"USA", "CAN"})
	}
	one, two := someBeat(), someBeat()
	used.Beat(one, []string{"NORAD", "MEX"})
	fresh.Beat(two, []string{"NORAD", "MEX"})
	if diff := cmp.Diff(one.Messages, two.Messages); diff != "" {
		t.Errorf("messages (-after others +fresh):\n%s", diff)
	}
}

// TestBoardRests: at the start, with orders and every ten seconds.
func TestBoardRests(t *testing.T) {
	var e Encoder
	tests := []struct {
		at     air.Time
		orders bool
		want   bool
	}{{air.Second, false, true}, {2 * air.Second, false, false}, {3 * air.Second, true, true}, {20 * air.Second, false, true}}
	for _, tt := range tests {
		b := &Beat{From: tt.at - air.Second, At: tt.at, Board: someBoard}
		if tt.orders {
			b.Orders = []air.Order{{Body: air.Launch{}}}
		}
		e.Beat(b, nil)
		if got := strings.Contains(topics(b), TopicBoard); got != tt.want {
			t.Errorf("at %v: board %v, want %v", tt.at, got, tt.want)
		}
	}
}

func TestEmptyBeatHasNoMessages(t *testing.T) {
	var e Encoder
	b := &Beat{At: air.Second, Batches: []air.Batch{{Sensor: 1}}, Views: []*air.View{nil}}
	if e.Beat(b, []string{"USA"}); len(b.Messages) != 0 {
		t.Errorf("messages %s, want none", topics(b))
	}
}

func TestEncoderDoesNotAllocate(t *testing.T) {
	var e Encoder
	b := someBeat()
	b.Orders = nil // rare, and their bodies are JSON
	centers := []string{"NORAD", "MEX"}
	if n := testing.AllocsPerRun(100, func() { e.Beat(b, centers) }); n != 0 {
		t.Errorf("%v allocations a beat, want none", n)
	}
}

func FuzzWire(f *testing.F) {
	b := someBeat()
	f.Add(AppendSnapshot(nil, b.Truth))
	f.Add(AppendLooks(nil, []Look{{Plot: 1, PSR: Seen, Pd: 0.5}, {SSR: NoReply}}))
	f.Add(AppendFeedCounts(nil, b.Feeds))
	f.Add(AppendStrays(nil, b.Strays))
	f.Add(AppendLosses(nil, b.Losses))
	f.Add(AppendRoster(nil, someRoster))
	f.Add(AppendBoard(nil, someBoard))
	f.Fuzz(func(t *testing.T, b []byte) {
		if v, err := DecodeSnapshot(b); err == nil {
			again(t, AppendSnapshot(nil, v), DecodeSnapshot, AppendSnapshot)
		}
		if v, err := DecodeLooks(b); err == nil {
			again(t, AppendLooks(nil, v), DecodeLooks, AppendLooks)
		}
		if v, err := DecodeStrays(b); err == nil {
			again(t, AppendStrays(nil, v), DecodeStrays, AppendStrays)
		}
		if v, err := DecodeLosses(b); err == nil {
			again(t, AppendLosses(nil, v), DecodeLosses, AppendLosses)
		}
		if v, err := DecodeFeedCounts(b); err == nil {
			again(t, AppendFeedCounts(nil, v), DecodeFeedCounts, AppendFeedCounts)
		}
		if v, err := DecodeRoster(b); err == nil {
			again(t, AppendRoster(nil, v), DecodeRoster, AppendRoster)
		}
		if v, err := DecodeBoard(b); err == nil {
			again(t, AppendBoard(nil, v), DecodeBoard, AppendBoard)
		}
	})
}

func again[T any](t *testing.T, written []byte, decode func([]byte) (T, error), add func([]byte, T) []byte) {
	v, err := decode(written)
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	if !bytes.Equal(written, add(nil, v)) {
		t.Fatalf("%T comes back as another", v)
	}
}
