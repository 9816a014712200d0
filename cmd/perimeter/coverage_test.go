package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/sim/coverage"
)

// What would one radar see? A table, a report in numbers, maps, polygons.
func TestCoverageOfOneRadar(t *testing.T) {
	dir := t.TempDir()
	picture, polygons := filepath.Join(dir, "c.png"), filepath.Join(dir, "c.geojson")
	words := []string{"coverage", "01-one-radar", "--alt", "500ft,FL300", "--cell", "1"}
	out := good(t, append(words, "--png", picture, "--geojson", polygons, "--size", "900x700", "--at", "31.8,-106.4")...)
	for _, want := range []string{"01-one-radar: EXERCISE, simulated", "500 ft AGL", "FL300  non-cooperative", "Seen at 31.50 -106.50", "SENEAM"} {
		if !strings.Contains(out, want) {
			t.Errorf("the table lacks %q:\n%s", want, out)
		}
	}
	f, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := os.Stat(filepath.Join(dir, "c-available.png")); err != nil {
		t.Error(err)
	}
	if img, err := png.Decode(f); err != nil || img.Bounds().Dx() != 900 || img.Bounds().Dy() != 700 {
		t.Errorf("picture: %v, %v", img.Bounds(), err)
	}
	if b, err := os.ReadFile(polygons); err != nil || !json.Valid(b) {
		t.Errorf("polygons: %v, %d bytes", err, len(b))
	}
	if status, _, errs := say(t, append(words, "--png", picture)...); status != 2 || !strings.Contains(errs, "--force overwrites it") {
		t.Errorf("over a picture that is there: %d, %s", status, errs)
	}
	var r coverage.Report
	if err := json.Unmarshal([]byte(good(t, append(words, "--json")...)), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Coverage) != 4 || r.Coverage[2].Seen < 1e5 || r.Parameters.NearGround != 4000 || !r.Exercise {
		t.Errorf("report: %+v", r)
	}
}

// What do Mexico's radars add to the flagship? Each way of asking agrees.
func TestCoverageWithAndWithout(t *testing.T) {
	read := func(words ...string) (r coverage.Report) {
		t.Helper()
		if err := json.Unmarshal([]byte(good(t, append([]string{"coverage", "amalgam-eagle-19", "--alt", "FL300", "--cell", "0.5", "--json"}, words...)...)), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	whole, without, only := read(), read("--without", "MEX"), read("--nations", "MEX")
	difference := read("--without", "MEX", "--compare", "amalgam-eagle-19").Difference
	ranked := read("--rank-feeds", "MEX", "--rank-by", "warning")
	for i, all := range whole.Coverage {
		mex := whole.Nations[3*i+2]
		if mex.Nation != "MEX" || differ(all.Seen-mex.Alone, without.Coverage[i].Seen) || differ(mex.Sees, only.Coverage[i].Seen) {
			t.Errorf("%s: whole %.0f, without %.0f, only %.0f km2; shares %+v", all.Kind, all.Seen, without.Coverage[i].Seen, only.Coverage[i].Seen, mex)
		}
		if d := difference.Levels[i]; differ(d.Gained, mex.Alone) || d.Lost != 0 {
			t.Errorf("difference %+v, only they see %.0f km2", d, mex.Alone)
		}
	}
	if len(whole.Carried) != 1 || whole.Carried[0] != "EXEMB1-AEW" {
		t.Errorf("carried: %v", whole.Carried)
	}
	// The seven released to all are not fed once more.
	if f := ranked.Feeds; f == nil || f.Has != 35+7 || len(f.Lists[0].Steps) != 15 || len(f.Threats) != 2 {
		t.Errorf("feeds: %+v", f)
	}
}

func differ(a, b float64) bool { return a-b > 2 || b-a > 2 }

func TestCoverageUsedWrongly(t *testing.T) {
	for _, tt := range []struct {
		words []string
		want  string
	}{
		{[]string{"01-one-radar", "--alt", "500"}, `--alt: level "500": want a height such as 500ft`},
		{[]string{"01-one-radar", "--nations", "GUA"}, `--nations: nation "GUA": want USA, CAN or MEX`},
		{[]string{"01-one-radar", "--without", "USA"}, "want radars of the nations chosen, got none"},
		{[]string{"01-one-radar", "--without", "QNV"}, `--without "QNV": want USA, CAN, MEX or the name of a radar`},
		{[]string{"01-one-radar", "--pd", "1"}, "probability of detection: want above 0 and below 1, got 1"},
		{[]string{"01-one-radar", "--cell", "0.01"}, "cell: want 0.05 to 2 degrees, got 0.01"},
		{[]string{"01-one-radar", "--at", "north"}, `--at "north": want LAT,LON`},
		{[]string{"01-one-radar", "--audience", "USA"}, "--audience: want --rank-feeds with it"},
		{[]string{"01-one-radar", "--rank-feeds", "MEX", "--cell", "2"}, "MEX has no radar that USA+CAN does not have already"},
		{[]string{"no-such-scenario"}, "cannot be read"},
		{[]string{"01-one-radar", "--compare", "no-such-scenario"}, "cannot be read"},
	} {
		status, _, errs := say(t, append([]string{"coverage"}, tt.words...)...)
		if status != 2 || !strings.Contains(errs, tt.want) {
			t.Errorf("%v: status %d, %s; want 2 and %q", tt.words, status, errs, tt.want)
		}
	}
}

// Ctrl-C ends the work and leaves nothing half written.
func TestCoverageInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	path := filepath.Join(t.TempDir(), "c.png")
	var o, e bytes.Buffer
	status := run(ctx, []string{"coverage", "01-one-radar", "--cell", "2", "--png", path}, terminal{out: &o, err: &e})
	if status != 1 || !strings.Contains(e.String(), "stopped before its end, nothing is written") || o.Len() > 0 {
		t.Errorf("status %d, said %q, %q", status, o.String(), e.String())
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("there is a picture")
	}
}
