package main

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion"
	"perimeter/replay/feed"
)

// On each case of the tracking bench, 93 to 97 of 100 published 95 % ellipses
// hold the truth.
func TestEllipsesOnTheBench(t *testing.T) {
	bench := filepath.Join("..", "..", "..", "shared", "bench", "tracking")
	if _, err := os.Stat(bench); err != nil {
		t.Skip("the tracking bench is not beside the checkout: ", err)
	}
	for _, name := range []string{"C1", "C2", "C3a", "C3b", "C5"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(bench, name)
			in, n := ellipses(t, dir, truthOf(t, filepath.Join(dir, "truth.csv.gz")))
			share := 100 * float64(in) / float64(n)
			t.Logf("%.1f %% of %d", share, n)
			if !(share >= 93 && share <= 97) {
				t.Errorf("95 %% ellipses held the truth in %.1f %% of %d, want 93 to 97", share, n)
			}
		})
	}
}

// truthOf reads where the aircraft are, by time.
func truthOf(t *testing.T, file string) map[air.Time][]geo.Vec {
	f, err := os.Open(file)
	if err != nil {
		t.Skip("no truth: ", err)
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(plain).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[air.Time][]geo.Vec{}
	for _, row := range rows[1:] { // t, id, lat, lon, alt_m
		var v [5]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		when := air.FromSeconds(v[0])
		at[when] = append(at[when], geo.Deg(v[2], v[3]).At(v[4]).ECEF())
	}
	return at
}

// ellipses tracks a case and counts, from the first minute on, the tracks within
// 2500 m of an aircraft, and of these the ones whose ellipse holds it.
func ellipses(t *testing.T, dir string, truth map[air.Time][]geo.Vec) (in, n int) {
	plots := filepath.Join(dir, "plots.csv")
	if _, err := os.Stat(plots); err != nil {
		plots += ".gz"
	}
	source, err := feed.Open(feed.Files{Radars: filepath.Join(dir, "radars.csv"), Plots: plots, Case: filepath.Join(dir, "case.json")}.Beside())
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	tracker, err := fusion.New(fusion.Config{Sensors: source.Sensors(), Height: max(source.Case.DefaultHeight, 0)})
	if err != nil {
		t.Fatal(err)
	}
	beat := beatOf(source.Case.Step)
	for now := min(beat, source.Case.Step); now <= source.Case.Length; now += beat {
		parcel, err := source.Next(now)
		if err != nil {
			t.Fatal(err)
		}
		tracker.Accept(parcel)
		tracker.Advance(now)
		if now%source.Case.Step != 0 || now < air.Minute {
			continue
		}
		p := tracker.Picture()
		for i := range p.Tracks {
			if off, d2 := nearestOf(&p.Tracks[i], truth[now]); off < 2500 {
				n++
				if d2 < 5.991 { // chi-square of two degrees, 95 %
					in++
				}
			}
		}
	}
	return in, n
}

// nearestOf returns how far the nearest aircraft is from a track over ground, m,
// and the squared statistical distance by the track's covariance.
func nearestOf(tr *air.Track, truth []geo.Vec) (off, d2 float64) {
	off = math.Inf(1)
	f := geo.NewFrame(tr.Pos.Geodetic().LatLon.At(0))
	ee, en, nn := float64(tr.Cov[0]), float64(tr.Cov[1]), float64(tr.Cov[4])
	for _, pos := range truth {
		d := f.Turn(pos.Sub(tr.Pos))
		if m := math.Hypot(d.X, d.Y); m < off {
			off, d2 = m, (nn*d.X*d.X-2*en*d.X*d.Y+ee*d.Y*d.Y)/(ee*nn-en*en)
		}
	}
	return off, d2
}
