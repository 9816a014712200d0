package replay

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"perimeter/air"
	"perimeter/air/truth"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSummaryTable is the table of the small exercise, as people read it.
func TestSummaryTable(t *testing.T) {
	x := newExercise(19, 6)
	s := NewSummary(x.header)
	for x.now < 5*air.Minute {
		b := x.next()
		if x.now > air.Minute && x.now <= 4*air.Minute { // three minutes in which nobody sees the TOI
			hide(b, x.header.Roster)
		}
		if err := s.Beat(b); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	var got bytes.Buffer
	if err := s.WriteTable(&got); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "summary.want")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// Plots that feeds brought and tracks that feeds brought are two counts.
func TestTracksOfFeedsAreNoPlots(t *testing.T) {
	s := NewSummary(Header{Source: []byte("x"), Theater: air.Theater{Feeds: []air.FeedInfo{{Name: "JSS"}, {Name: "TOI", Tracks: true}}}})
	if err := s.Beat(&truth.Beat{At: air.Second, Feeds: []truth.FeedCount{
		{Feed: 0, Sent: 9, Lost: 2, Withheld: 1, Due: 7}, {Feed: 1, Sent: 5, Lost: 1, Withheld: 3, Due: 4},
	}}); err != nil {
		t.Fatal(err)
	}
	if s.Feeds != (FeedTotal{9, 2, 1, 7}) || s.Shared != (FeedTotal{5, 1, 3, 4}) {
		t.Errorf("plots %+v, tracks %+v", s.Feeds, s.Shared)
	}
	var text strings.Builder
	if err := s.WriteTable(&text); err != nil || !strings.Contains(text.String(), "feeds: 9 plots sent, 2 lost, 1 withheld, 7 delivered\nfeeds of tracks: 5 sent, ") {
		t.Errorf("%v\n%s", err, text.String())
	}
}

// hide takes away all looks at TOIs that made a plot, and the tracks of the TOI.
func hide(b *truth.Beat, roster truth.Roster) {
	for i := range b.Looks {
		if roster[b.Looks[i].Target].Role == truth.TOI {
			b.Looks[i].Plot, b.Looks[i].PSR = 0, truth.Masked
		}
	}
	for _, v := range b.Views {
		if v != nil && len(v.Tracks) > 0 {
			v.Tracks = v.Tracks[1:]
		}
	}
}

// TestSummaryOfARecording: a recording sums up to what its run did.
func TestSummaryOfARecording(t *testing.T) {
	x := newExercise(19, 6)
	run, again := NewSummary(x.header), NewSummary(x.header)
	for x.now < air.Minute {
		if err := run.Beat(x.next()); err != nil {
			t.Fatal(err)
		}
	}
	rec := mustRead(t, newExercise(19, 6).record(t, air.Minute))
	if err := rec.Beats(0, rec.End, again.Beat); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(run, again, cmpopts.IgnoreUnexported(Summary{})); diff != "" {
		t.Errorf("summary (-run +recording):\n%s", diff)
	}
	if run.Plots.Total == 0 || run.TOIs[0].First == nil || !run.TOIs[0].Centers[0].Held {
		t.Errorf("nothing happened: %+v", run)
	}
}

// TestChangeOfTrackNumber: the TOI's track drops and another takes over.
func TestChangeOfTrackNumber(t *testing.T) {
	x := newExercise(19, 1)
	s := NewSummary(x.header)
	for x.now < 4*air.Minute {
		b := x.next()
		for c, v := range b.Views {
			if x.now <= 2*air.Minute {
				continue
			}
			for i := range b.Fates[c] {
				b.Fates[c][i].Track = 50
			}
			if v != nil {
				v.Tracks[0].Number = 50
			}
		}
		if err := s.Beat(b); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	if c := s.TOIs[0].Centers[0]; c.Number != 50 || c.Changes != 1 {
		t.Errorf("number %d after %d changes; want 50 after 1", c.Number, c.Changes)
	}
}

func TestTOIThatDoesNotFly(t *testing.T) {
	x := newExercise(19, 1)
	s := NewSummary(x.header)
	s.Close()
	var table strings.Builder
	if err := s.WriteTable(&table); err != nil || !strings.Contains(table.String(), "TOI EXTANGO1 (B350): did not fly\n") {
		t.Errorf("table: %v\n%s", err, &table)
	}
}
