package main

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/replay"
)

// runTo runs a stage until it is done, or for a while.
func runTo(t *testing.T, s stage, done func() bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	for !done() && ctx.Err() == nil {
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	<-ended
	if err := s.Err(); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

// The director sees the score while the exercise runs, and at every place of its
// recording; a nation sees none, neither in its seat nor in its file.
func TestTheScoreIsTheDirectorsLiveAndInReplay(t *testing.T) {
	rec := filepath.Join(t.TempDir(), "live.mcap")
	o := options{File: "03-three-nations", Out: rec, Force: true}
	s, closing, err := o.open()
	if err != nil {
		t.Fatal(err)
	}
	if s.Score() != nil {
		t.Error("a score before the first beat")
	}
	runTo(t, s, func() bool { return s.Now() > 150*air.Second })
	checkScore(t, "live", s.Score(), s.Now())
	if err := closing(); err != nil {
		t.Fatal(err)
	}

	o = options{File: rec, Speed: 1}
	s, closing, err = o.open()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Seek(130 * air.Second); err != nil {
		t.Fatal(err)
	}
	runTo(t, s, func() bool { return s.Score() != nil && s.Score().At == 2*air.Minute })
	checkScore(t, "in replay", s.Score(), s.Now())
	if err := closing(); err != nil {
		t.Fatal(err)
	}

	s, closing = nationFile(t, rec)
	runTo(t, s, func() bool { return s.Now() > air.Minute })
	if s.Score() != nil {
		t.Error("a nation's file has a score")
	}
	if err := closing(); err != nil {
		t.Fatal(err)
	}
	o = options{File: "03-three-nations", Seat: "mex"}
	if s, _, err = o.open(); err != nil {
		t.Fatal(err)
	}
	runTo(t, s, func() bool { return s.Now() > 30*air.Second })
	if s.Score() != nil {
		t.Error("a nation's seat has a score")
	}
}

func checkScore(t *testing.T, where string, s *truth.Score, now air.Time) {
	t.Helper()
	if s == nil || s.At > now || len(s.Tables) == 0 || len(s.Tables[0].Rows) != 5 {
		t.Fatalf("%s, at %v: score %+v", where, now, s)
	}
	if cells := s.Tables[0].Rows[0].Cells; cells[0] == "0" || cells[1] == "0.000" {
		t.Errorf("%s: %s holds nothing: %v", where, s.Tables[0].Rows[0].Name, cells)
	}
}

// nationFile opens what Mexico may have of a recording.
func nationFile(t *testing.T, from string) (stage, func() error) {
	t.Helper()
	r, err := replay.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	path := filepath.Join(t.TempDir(), "mex.mcap")
	n, err := replay.CreateNation(path, true, r.Header, air.MEX)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Beats(-1, r.End, n.Beat); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	o := options{File: path}
	s, closing, err := o.open()
	if err != nil {
		t.Fatal(err)
	}
	return s, closing
}
