package fusion

import (
	"bytes"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// A tracker that goes on from a checkpoint knows the departed by name as before.
func TestRecallCheckpoint(t *testing.T) {
	s := newSky()
	s.radar("QNW", 32, -106, nil)
	s.plane("LINER", 32.5, -107, 33000, 90, 440, 0o4521)
	first, second := mustNew(t, s.config()), mustNew(t, s.config())
	fly := func(until air.Time, trackers ...*Tracker) (events []air.TrackEvent) {
		for s.now < until {
			parcels := s.run()
			for _, tracker := range trackers {
				feed(tracker, parcels, s.now)
			}
			events = append(events, trackers[len(trackers)-1].Events()...)
		}
		return events
	}
	fly(air.Minute, first)
	s.planes[0].hidden = true
	fly(4*air.Minute, first)
	if n := len(first.memory.list); n != 1 {
		t.Fatalf("%d departed tracks, want 1", n)
	}
	if err := second.Load(air.NewStateReader(first.Append(nil))); err != nil {
		t.Fatal(err)
	}
	s.planes[0].hidden = false
	events := fly(5*air.Minute, first, second)
	if len(events) != 1 || events[0].Kind != air.TrackReturned || events[0].Number != 1 {
		t.Errorf("after the checkpoint: %v, want that track 1 returned", events)
	}
	if !bytes.Equal(first.Append(nil), second.Append(nil)) {
		t.Error("the two went apart")
	}
}

// Who a track that begins may be, by what is remembered of a departed one.
func TestRecallNeedsAPlausibleNamesake(t *testing.T) {
	s := newSky()
	s.radar("QNW", 32, -106, nil)
	tracker := mustNew(t, s.config())
	frame := geo.NewFrame(geo.Deg(32, -106).At(0))
	named := func(code air.Mode3A, address air.Address) (e evidence) {
		e.code, e.codeHits, e.has, e.replyAt = code, 2, air.HasCode, 1
		if address != 0 {
			e.address, e.addrHits, e.has = address, 2, e.has|air.HasAddress
		}
		return e
	}
	tests := []struct {
		what    string
		was, is evidence
		after   air.Time
		km      float64 // to the east
		climbed float64 // m
		want    bool
	}{
		{"its code, where it flew to", named(0o4521, 0), named(0o4521, 0), 4 * air.Minute, 50, 0, true},
		{"its code, out of its reach", named(0o4521, 0), named(0o4521, 0), 4 * air.Minute, 90, 0, false},
		{"its code, long after", named(0o4521, 0), named(0o4521, 0), 6 * air.Minute, 50, 0, false},
		{"its address, as long after", named(0o4521, 0xA1), named(0o4521, 0xA1), 6 * air.Minute, 50, 0, true},
		{"its address under another code", named(0o4521, 0xA1), named(0o2201, 0xA1), 4 * air.Minute, 50, 0, true},
		{"its code under another address", named(0o4521, 0xA1), named(0o4521, 0xA2), 4 * air.Minute, 50, 0, false},
		{"a code of many", named(0o1200, 0), named(0o1200, 0), air.Minute, 10, 0, false},
		{"higher than it can have climbed", named(0o4521, 0), named(0o4521, 0), 20 * air.Second, 4, 5000, false},
	}
	for _, test := range tests {
		d := departed{at: air.Minute, place: ecef(&frame, 0, 0, 9000), speed: 200, height: 9000, leveled: true, evidence: test.was}
		tr := track{born: air.Minute + test.after, at: air.Minute + test.after, frame: frame, evidence: test.is}
		tr.state.X = [4]float64{test.km * 1000, 0, 200}
		tr.state.Up[0] = 9000 + test.climbed
		tr.state.V[0] = 100
		if got := tracker.returns(&d, &tr); got != test.want {
			t.Errorf("%s: %t, want %t", test.what, got, test.want)
		}
	}
}

// However many aircraft depart, the latest of them are remembered.
func TestRecallForgetsTheFirst(t *testing.T) {
	var m memory
	tr := track{frame: geo.NewFrame(geo.Deg(32, -106).At(0))}
	tr.evidence.code, tr.evidence.codeHits, tr.evidence.has = 0o4521, 2, air.HasCode
	for n := range uint32(recallMost + 10) {
		tr.number = n + 1
		m.keep(&tr)
	}
	if len(m.list) != recallMost || m.list[0].number != 11 {
		t.Errorf("%d remembered from number %d, want %d from 11", len(m.list), m.list[0].number, recallMost)
	}
}
