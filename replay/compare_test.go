package replay

import (
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
)

// rerun compares a second run of the exercise, spoiled by spoil, with the
// recording of the first.
func rerun(t *testing.T, until air.Time, spoil func(b *truth.Beat)) (*Differ, *Difference) {
	t.Helper()
	rec := mustRead(t, newExercise(19, 5).record(t, 20*air.Second))
	d := NewDiffer(rec)
	x := newExercise(19, 5)
	for x.now < until {
		b := x.next()
		spoil(b)
		x.encoder.Beat(b, x.header.Centers())
		if err := d.Beat(b); err != nil {
			t.Fatal(err)
		}
	}
	return d, d.Close()
}

func TestDifferences(t *testing.T) {
	at := func(want air.Time, spoil func(b *truth.Beat)) func(b *truth.Beat) {
		return func(b *truth.Beat) {
			if b.At >= want {
				spoil(b)
			}
		}
	}
	tests := []struct {
		name  string
		until air.Time
		spoil func(b *truth.Beat)
		want  string // empty: identical
	}{
		{name: "identical", spoil: func(*truth.Beat) {}},
		{name: "a longer run", until: 25 * air.Second, spoil: func(*truth.Beat) {}},
		{name: "a shorter run", until: 15 * air.Second, spoil: func(*truth.Beat) {},
			want: "two-borders: length differs at 00:00:15: the run ended, the recording goes on to 00:00:20"},
		{name: "status of a track", spoil: at(11*air.Second, func(b *truth.Beat) {
			if b.Views[1] != nil {
				b.Views[1].Tracks[1].Status = air.Coasting
			}
		}), want: "two-borders: picture of center MEX differs at 00:00:12: track 323 coasting, want confirmed (last plot QNW 00:00:11.750)"},
		{name: "a track less", spoil: at(11*air.Second, func(b *truth.Beat) {
			if b.Views[0] != nil {
				b.Views[0].Tracks = b.Views[0].Tracks[1:]
			}
		}), want: "two-borders: picture of center NORAD differs at 00:00:12: track 1 missing"},
		{name: "a track more", spoil: at(11*air.Second, func(b *truth.Beat) {
			if b.Views[0] != nil {
				b.Views[0].Tracks = append(b.Views[0].Tracks, air.Track{Number: 900})
			}
		}), want: "two-borders: picture of center NORAD differs at 00:00:12: track 900, want none"},
		{name: "an identity", spoil: at(9*air.Second, func(b *truth.Beat) {
			if b.Views[0] != nil {
				b.Views[0].Marks[0].Identity = air.Hostile
			}
		}), want: "two-borders: picture of center NORAD differs at 00:00:10: mark of track 1 identity hostile, want unknown"},
		{name: "no picture", spoil: at(9*air.Second, func(b *truth.Beat) { b.Views[0] = nil }),
			want: "two-borders: picture of center NORAD differs at 00:00:10: none, want one"},
		{name: "an aircraft elsewhere", spoil: at(7*air.Second, func(b *truth.Beat) { b.Truth.Aircraft[0].Level++ }),
			want: "two-borders: truth differs at 00:00:07: aircraft EXTANGO1 level 961, want 960"},
		{name: "an order less", spoil: at(3*air.Second, func(b *truth.Beat) { b.Orders = nil }),
			want: "two-borders: list of orders differs at 00:00:03: order 1 (transponder) missing"},
		{name: "another order", spoil: at(3*air.Second, func(b *truth.Beat) {
			if b.Orders != nil {
				b.Orders[1].Body = air.SensorOut{Sensor: "SEN-MMCU"}
			}
		}), want: "two-borders: list of orders differs at 00:00:03: order 2 (sensor_out) body {SEN-MMCU}, want {QNW}"},
		{name: "a plot's range", spoil: at(8*air.Second, func(b *truth.Beat) {
			if len(b.Batches[1].Plots) > 0 {
				b.Batches[1].Plots[0].Rho = 7
			}
		}),
			want: "two-borders: list of plots differs at 00:00:08: SEN-MMCU plot f96d5b2e1f05d971 at 00:00:07.904 rho 7, want 3146331"},
		{name: "a feed's loss", spoil: at(8*air.Second, func(b *truth.Beat) { b.Feeds[0].Lost = 2 }),
			want: "two-borders: work of the feeds differs at 00:00:08: feed JSS lost 2, want 1"},
		{name: "another digest", spoil: at(8*air.Second, func(b *truth.Beat) { b.Digest = [16]byte{1} }),
			want: "two-borders: digest differs at 00:00:08: 01000000000000000000000000000000, want"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.until == 0 {
				tt.until = 20 * air.Second
			}
			d, got := rerun(t, tt.until, tt.spoil)
			switch {
			case tt.want == "" && got != nil:
				t.Errorf("differs: %v; want identical", got)
			case tt.want == "" && d.At() != 20*air.Second:
				t.Errorf("identical to %v, want 00:00:20", d.At())
			case tt.want != "" && (got == nil || len(got.String()) < len(tt.want) || got.String()[:len(tt.want)] != tt.want):
				t.Errorf("got  %v\nwant %s", got, tt.want)
			}
		})
	}
}

// TestCompareFromACheckpoint: a run that starts in the middle is compared from
// there on.
func TestCompareFromACheckpoint(t *testing.T) {
	rec := mustRead(t, newExercise(19, 5).record(t, 20*air.Second))
	d := NewDiffer(rec)
	x := newExercise(19, 5)
	for x.now < 20*air.Second {
		if b := x.next(); x.now > 10*air.Second {
			if err := d.Beat(b); err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := d.Close(); diff != nil {
		t.Errorf("differs: %v", diff)
	}
}
