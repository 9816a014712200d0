package fusion

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/fusion/estimate"
)

// Every associator and every filter plays every story: what they say may differ
// in a second or a metre, but each aircraft keeps one track and nobody else has
// one. Only the default is held to the word, by TestStories.
func TestConformStories(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, associator := range Associators() {
		for _, filter := range Filters() {
			for _, file := range files {
				name := strings.TrimSuffix(filepath.Base(file), ".txt")
				if filter == "steady" && name == "turn" {
					continue // a single level is not meant to hold a fighter's turn
				}
				t.Run(associator+"/"+filter+"/"+name, func(t *testing.T) {
					text, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					got := play(t, string(text), Config{Associator: associator, Filter: filter})
					want, have := whoIsHeld(string(text)), whoIsHeld(got)
					if !slices.Equal(want, have) {
						t.Errorf("held %q, want %q", have, want)
					}
				})
			}
		}
	}
}

// whoIsHeld reduces a story to the aircraft that each picture's tracks are on.
func whoIsHeld(text string) (held []string) {
	for _, line := range strings.Split(text, "\n") {
		if _, on, ok := strings.Cut(line, " on "); ok && strings.HasPrefix(line, "track ") {
			held = append(held, strings.Fields(line)[1]+" "+strings.Fields(on)[0])
		}
		if line == "no tracks" {
			held = append(held, line)
		}
	}
	return held
}

// Every associator takes the one likeliest pair, keeps rivals apart, leaves out
// what is gated out and never gives more than it has.
func TestConformAssociator(t *testing.T) {
	for _, a := range associators {
		t.Run(a.name, func(t *testing.T) {
			role := a.make()
			pairs := map[[2]int32]float64{}
			for _, p := range role.Associate(&Candidates{Tracks: 2, Plots: 3, Gain: []float64{9, 8, never, 8, never, never}}) {
				pairs[[2]int32{p.Track, p.Plot}] = p.Weight
			}
			if !(pairs[[2]int32{1, 0}] > 0.5) || !(pairs[[2]int32{0, 1}] > 0.5) {
				t.Errorf("pairs %v, want track 1 on plot 0 and track 0 on plot 1", pairs)
			}
			for pair, weight := range pairs {
				if pair[1] == 2 || pair == [2]int32{1, 1} || !(weight > 0 && weight <= 1) {
					t.Errorf("pair %v of weight %g", pair, weight)
				}
			}
		})
	}
}

// Every filter holds a straight flight by a far and a near radar, with its own
// word on its error: the mean of the normalised squared error of place stays
// near its two degrees of freedom or below (a filter ready for turns is
// cautious).
func TestConformFilter(t *testing.T) {
	for _, name := range Filters() {
		t.Run(name, func(t *testing.T) {
			sum, n := 0.0, 0
			for seed := range uint64(20) {
				s := newSky()
				s.seed = seed
				s.radar("QNW", 32, -106, nil)
				s.radar("ASR", 32.8, -106.9, func(r *simRadar) { r.info.Scan = 5 * air.Second })
				s.plane("LINER", 32.5, -107.5, 33000, 60, 440, 0o4521)
				c := s.config()
				c.Filter, c.BiasRange, c.BiasAz = name, 1, 1e-6
				tracker := mustNew(t, c)
				for s.now < 4*air.Minute {
					feed(tracker, s.run(), s.now)
					p := tracker.Picture()
					if s.now < 2*air.Minute || s.now%(12*air.Second) != 0 || len(p.Tracks) != 1 {
						continue
					}
					sum += s.nees(tracker, s.now)
					n++
				}
			}
			if n < 150 {
				t.Fatalf("%d pictures with one track, want at least 150", n)
			}
			if mean := sum / float64(n); !(mean > 0.2 && mean < 3) {
				t.Errorf("mean normalised error %.2f of %d, want 0.2 to 3", mean, n)
			}
		})
	}
}

// nees returns the normalised squared error of place of the first track.
func (s *sky) nees(tracker *Tracker, at air.Time) float64 {
	tr := &tracker.tracks[tracker.order[0]]
	st := tr.state
	tracker.filter.Predict(&st, (at - tr.at).Seconds())
	pos, _, _ := s.planes[0].place(at)
	d := tr.frame.To(pos)
	e, n := d.X-st.X[0], d.Y-st.X[1]
	det := st.P[0]*st.P[4] - st.P[1]*st.P[1]
	return (e*e*st.P[4] - 2*e*n*st.P[1] + n*n*st.P[0]) / det
}

// No filter lets uncertainty shrink by waiting, forward or back.
func TestConformPredict(t *testing.T) {
	for _, f := range filters {
		for _, dt := range []float64{0.1, 12, 150, -4, -12} {
			filter := f.make()
			s := estimate.State{P: [10]float64{0: 1e4, 4: 1e4, 7: 25, 9: 25}, V: [3]float64{100, 0, 25}}
			filter.Begin(&s)
			before := s.Spread()
			filter.Predict(&s, dt)
			if after := s.Spread(); !(after > before) || math.IsInf(after, 0) {
				t.Errorf("%s: spread %g after %g s, %g before", f.name, after, dt, before)
			}
		}
	}
}
