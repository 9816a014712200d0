package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"perimeter/scenarios"
)

// say runs the program with words and returns what it said.
func say(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(context.Background(), args, terminal{out: &o, err: &e})
	return status, o.String(), e.String()
}

func good(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errs := say(t, args...)
	if status != 0 {
		t.Fatalf("perimeter %s: status %d\n%s%s", strings.Join(args, " "), status, out, errs)
	}
	return out
}

func TestEveryShippedScenarioIsGood(t *testing.T) {
	for _, name := range slices.Concat(scenarios.Names(), scenarios.Threats()) {
		if out := good(t, "check", name); !strings.Contains(out, ": good:") {
			t.Errorf("check %s: %s", name, out)
		}
	}
}

// The list for machines has what the list for people has.
func TestListAsJSON(t *testing.T) {
	var all []listed
	if err := json.Unmarshal([]byte(good(t, "list", "threats", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != len(scenarios.Threats()) || all[0].Name != "threats/aerostat_down" || all[0].Length != "00:15:00" || all[0].Title == "" {
		t.Errorf("%+v", all)
	}
}

// The road of a new user: run, replay, look.
func TestRunReplayShot(t *testing.T) {
	dir := t.TempDir()
	rec := filepath.Join(dir, "one.mcap")
	out := good(t, "run", "01-one-radar", "--until", "5m", "--out", rec, "--png", dir)
	if !strings.Contains(out, "00:05:00 of exercise") || !strings.Contains(out, "1 radar, 1 center, 3 aircraft") {
		t.Errorf("run says:\n%s", out)
	}
	if out := good(t, "replay", rec); !strings.HasPrefix(out, "identical: 01-one-radar") {
		t.Errorf("replay says:\n%s", out)
	}
	center := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(only(t, dir, "01-one-radar-*.png")), "01-one-radar-"), ".png")
	shot := filepath.Join(dir, "shot.png")
	good(t, "shot", rec, "--at", "4m", "--center", center, "--png", shot, "--size", "640x480", "--view", "31,-105,150")
	live := filepath.Join(dir, "live.png")
	good(t, "shot", "01-one-radar", "--at", "0:04:00", "--center", center, "--png", live, "--size", "640x480", "--view", "31,-105,150")
	score := filepath.Join(dir, "score.png")
	good(t, "shot", rec, "--at", "4m", "--center", center, "--png", score, "--size", "640x480", "--truth", "--score", "1", "--layers", "+fir,-plots")
	for _, path := range []string{shot, live, score} {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if img, err := png.Decode(f); err != nil || img.Bounds().Dx() != 640 {
			t.Errorf("%s: %v, %v", path, img.Bounds(), err)
		}
		f.Close()
	}
}

func only(t *testing.T, dir, pattern string) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(dir, pattern))
	if len(found) != 1 {
		t.Fatalf("%s: found %v, want one", pattern, found)
	}
	return found[0]
}

func TestTwoRunsGiveTheSameFile(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.mcap"), filepath.Join(dir, "b.mcap")
	good(t, "run", "amalgam-eagle-19", "--until", "90s", "--out", a)
	good(t, "run", "amalgam-eagle-19", "--until", "90s", "--out", b)
	one, _ := os.ReadFile(a)
	two, _ := os.ReadFile(b)
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Errorf("%d and %d bytes, want the same file", len(one), len(two))
	}
	for _, secret := range []string{dir, "/tmp/"} {
		if bytes.Contains(one, []byte(secret)) {
			t.Errorf("the recording holds the path %s", secret)
		}
	}
	if host, err := os.Hostname(); err == nil && len(host) > 5 && bytes.Contains(one, []byte(host)) {
		t.Errorf("the recording holds the host's name %s", host)
	}
}

func TestSummaryAsJSON(t *testing.T) {
	var r struct {
		Scenario string  `json:"scenario"`
		Sensors  int     `json:"sensors"`
		Complete bool    `json:"complete"`
		Ratio    float64 `json:"times_real_time"`
		Centers  []struct {
			Name string `json:"name"`
		} `json:"centers"`
		TOIs []struct {
			Name string `json:"name"`
		} `json:"tois"`
	}
	if err := json.Unmarshal([]byte(good(t, "run", "amalgam-eagle-19", "--until", "30s", "--json")), &r); err != nil {
		t.Fatal(err)
	}
	if r.Scenario != "amalgam-eagle-19" || r.Sensors < 45 || !r.Complete || r.Ratio <= 0 || len(r.Centers) != 5 || len(r.TOIs) != 2 {
		t.Errorf("%+v", r)
	}
}

// Ctrl-C ends a run between two beats; what was recorded replays.
func TestInterruptedRunLeavesAWholeRecording(t *testing.T) {
	rec := filepath.Join(t.TempDir(), "cut.mcap")
	ctx, cancel := context.WithTimeout(context.Background(), 700*time.Millisecond)
	defer cancel()
	interrupted, stop := context.WithCancel(context.Background())
	context.AfterFunc(ctx, stop)
	var out, errs bytes.Buffer
	status := run(interrupted, []string{"run", "amalgam-eagle-19", "--out", rec}, terminal{out: &out, err: &errs})
	if status != 0 || !strings.Contains(out.String(), "Stopped at") {
		t.Fatalf("status %d\n%s%s", status, out.String(), errs.String())
	}
	if out := good(t, "replay", rec); !strings.HasPrefix(out, "identical") {
		t.Error(out)
	}
}

// Ctrl-C in a verb that has nothing to show for half its work.
func TestInterruptedReplayIsToldInWords(t *testing.T) {
	rec := filepath.Join(t.TempDir(), "x.mcap")
	good(t, "run", "01-one-radar", "--until", "5s", "--out", rec)
	interrupted, stop := context.WithCancel(context.Background())
	stop()
	for _, verb := range []string{"replay", "summary"} {
		var out, errs bytes.Buffer
		status := run(interrupted, []string{verb, rec}, terminal{out: &out, err: &errs})
		if status != 1 || errs.String() != "perimeter: stopped before its end, nothing is written\n" {
			t.Errorf("%s: status %d: %s", verb, status, errs.String())
		}
	}
}

// A recording cut off anywhere replays up to its last whole chunk and says how
// far that is.
func TestTornRecording(t *testing.T) {
	dir := t.TempDir()
	rec := filepath.Join(dir, "whole.mcap")
	good(t, "run", "01-one-radar", "--until", "2m", "--out", rec)
	whole, err := os.ReadFile(rec)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []int{40, 60, 80} {
		torn := filepath.Join(dir, "torn.mcap")
		if err := os.WriteFile(torn, whole[:len(whole)*part/100], 0o666); err != nil {
			t.Fatal(err)
		}
		out := good(t, "replay", torn)
		if !strings.HasPrefix(out, "torn:") || !strings.Contains(out, "identical") {
			t.Errorf("%d %%: %s", part, out)
		}
	}
}

func TestReplayNamesTheFirstDifference(t *testing.T) {
	dir := t.TempDir()
	rec := filepath.Join(dir, "a.mcap")
	good(t, "run", "01-one-radar", "--until", "2m", "--out", rec)
	whole, err := os.ReadFile(rec)
	if err != nil {
		t.Fatal(err)
	}
	// the file is compressed: record a run of another seed under this seed's name
	other := filepath.Join(dir, "b.mcap")
	if err := forge(other, whole); err != nil {
		t.Fatal(err)
	}
	status, out, _ := say(t, "replay", other)
	if status != 1 || !strings.Contains(out, "differs at 00:00:") {
		t.Errorf("status %d: %s", status, out)
	}
}

func TestWrongUse(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one, _ := scenarios.Embedded("01-one-radar")
	taken := write("taken.mcap", "precious")
	tests := []struct {
		name string
		args []string
		want string // in what it says on stderr
	}{
		{"unknown verb", []string{"fly"}, "see: perimeter --help"},
		{"a verb without its scenario", []string{"run"}, "see: perimeter run --help"},
		{"a flag without its value", []string{"run", "01-one-radar", "--out"}, "--out: expected a text but got nothing"},
		{"unknown flag", []string{"run", "01-one-radar", "--speed", "2"}, "--speed"},
		{"no such scenario", []string{"run", "no-such.toml"}, "no-such.toml"},
		{"a slip in a scenario's name", []string{"run", "01-one-rada"}, `try: "01-one-radar"`},
		{"a demo without its folder", []string{"check", "hijack"}, `try: "threats/hijack"`},
		{"a built-in scenario taken for a file", []string{"check", "amalgam-eagle-19.toml"}, `try: "amalgam-eagle-19"`},
		{"a scenario nobody knows", []string{"check", "xyzzyxyzzyxyzzy"}, "try: perimeter list"},
		{"a recording as scenario", []string{"run", write("rec.mcap", "junk")}, "want a TOML file, got a recording"},
		{"to stop at the start", []string{"run", "01-one-radar", "--until", "0s"}, "want a time after the start"},
		{"a score beyond the end", []string{"score", "01-one-radar", "--until", "99h"}, "want a time up to 00:30:00"},
		{"a folder for a recording", []string{"run", "01-one-radar", "--out", dir, "--force"}, "want a file, got a folder"},
		{"no folder for a recording", []string{"run", "01-one-radar", "--out", filepath.Join(dir, "none", "x.mcap")}, "want a folder that is there"},
		{"a file for the pictures", []string{"run", "01-one-radar", "--png", taken}, "want a folder, got a file"},
		{"truth without pictures", []string{"run", "01-one-radar", "--until", "1s", "--truth"}, "want --png too"},
		{"a folder for a picture", []string{"shot", "01-one-radar", "--at", "1s", "--center", "USA", "--png", dir, "--force"}, "want a file, got a folder"},
		{"a picture of a foreign recording", []string{"shot", write("junk.mcap", "junk"), "--at", "1s", "--center", "USA", "--png", filepath.Join(dir, "x.png")}, "want an MCAP file"},
		{"two forms of a list at once", []string{"msel", "01-one-radar", "--csv", "--json"}, "got both"},
		{"a list from two places", []string{"msel", "01-one-radar", "--from", taken}, "one of the two"},
		{"a list out of nothing", []string{"msel", "--from", write("none.csv", "")}, "got an empty file"},
		{"a directory as scenario", []string{"run", dir}, "directory"},
		{"an empty scenario", []string{"check", write("empty.toml", "")}, "empty"},
		{"100 MB of TOML", []string{"check", write("huge.toml", strings.Repeat("# nothing\n", 10<<20))}, "MiB"},
		{"NaN", []string{"check", write("nan.toml", string(one)+"\n[[radar]]\nsite = \"QNW\"\nname = \"X\"\nscan_s = nan\n")}, "nan"},
		{"Inf", []string{"check", write("inf.toml", string(one)+"\n[[radar]]\nsite = \"QNW\"\nname = \"X\"\nscan_s = inf\n")}, "inf"},
		{"a time beyond the end", []string{"run", "01-one-radar", "--until", "99h"}, "--until"},
		{"not a time", []string{"run", "01-one-radar", "--until", "soon"}, "30m"},
		{"an output that is there", []string{"run", "01-one-radar", "--out", taken}, "--force"},
		{"no such recording", []string{"replay", filepath.Join(dir, "none.mcap")}, "none.mcap"},
		{"an empty recording", []string{"replay", write("empty.mcap", "")}, "empty.mcap"},
		{"a foreign recording", []string{"replay", write("foreign.mcap", "PK\x03\x04 a zip file")}, "foreign.mcap"},
		{"a recording cut in its front", []string{"replay", write("front.mcap", "\x89MCAP0\r\n\x01")}, "front.mcap"},
		{"a directory as recording", []string{"replay", dir}, "directory"},
		{"a center that is not there", []string{"shot", "01-one-radar", "--at", "1m", "--center", "CUB", "--png", filepath.Join(dir, "x.png")}, "want one of"},
		{"a view off the globe", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.png"), "--view", "131,0,5"}, "--view"},
		{"a size of nothing", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.png"), "--size", "0x9"}, "1280x800"},
		{"a picture into a file", []string{"shot", "01-one-radar", "--at", "1s", "--center", "USA", "--png", filepath.Join(taken, "x.png")}, "x.png: want a place to write to, got not a directory"},
		{"a picture of another kind", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.jpg")}, filepath.Join(dir, "x.png")},
		{"a map of another kind", []string{"coverage", "01-one-radar", "--alt", "FL300", "--png", filepath.Join(dir, "x.gif")}, "want a name that ends in .png"},
		{"a slip in a center's name", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USAA", "--png", filepath.Join(dir, "x.png")}, `want one of USA; try "USA"`},
		{"a time that begins with a minus", []string{"shot", "01-one-radar", "--at", "-1m", "--center", "USA", "--png", filepath.Join(dir, "x.png")}, "--at: expected a value but got"},
		{"a layer that is not there", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.png"), "--layers", "+tfr"}, "want layers among coast"},
		{"a score without truth", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.png"), "--score", "1"}, "want --truth with it"},
		{"the card of no zone", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.png"), "--zone", "HOUSTON"}, "there is no zone in it"},
		{"a track that is not there", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", filepath.Join(dir, "x.png"), "--track", "999"}, "USA has no such track at 00:01:00"},
		{"a picture that is there", []string{"shot", "01-one-radar", "--at", "1m", "--center", "USA", "--png", taken}, "--force"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, out, errs := say(t, tt.args...)
			if status != 2 || !strings.Contains(errs, tt.want) {
				t.Errorf("status %d, want 2 and %q in:\n%s%.600s", status, tt.want, out, errs)
			}
		})
	}
	if text, _ := os.ReadFile(taken); string(text) != "precious" {
		t.Errorf("%s was overwritten", taken)
	}
}

// A run that is refused leaves nothing behind: not a recording without its run.
func TestRefusedRunWritesNothing(t *testing.T) {
	one, _ := scenarios.Embedded("01-one-radar")
	for _, tt := range []struct{ there, text, want string }{
		{"x.want", "gibberish\n", "x.want"},
		{"x.USA.mcap", "precious", "--force"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{"x.toml": string(one), tt.there: tt.text} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		status, _, errs := say(t, "run", filepath.Join(dir, "x.toml"), "--until", "1s", "--nations", "--out", filepath.Join(dir, "x.mcap"), "--png", filepath.Join(dir, "pictures"))
		if left, _ := os.ReadDir(dir); status != 2 || !strings.Contains(errs, tt.want) || len(left) != 2 {
			t.Errorf("%s: status %d, %v left:\n%s", tt.there, status, left, errs)
		}
	}
}

// What a recording of the director's can do and a nation's cannot is refused in
// words; a recording has its seed and its end.
func TestRecordingRefuses(t *testing.T) {
	dir := t.TempDir()
	rec, picture := filepath.Join(dir, "x.mcap"), filepath.Join(dir, "x.png")
	good(t, "run", "01-one-radar", "--until", "10s", "--nations", "--out", rec)
	nation := filepath.Join(dir, "x.USA.mcap")
	for _, tt := range []struct {
		args string
		want string
	}{
		{"summary " + rec + " --until 1h", "want a time up to 00:00:10"},
		{"score " + rec + " --until 1h", "want a time up to 00:00:10"},
		{"score " + rec + " --seed 2", "--seed: want a scenario"},
		{"shot " + rec + " --at 5s --center USA --seed 2 --png " + picture, "--seed: want a scenario"},
		{"track --rec " + rec + " --center USA --until 1h --out " + picture, "want a time up to 00:00:10"},
		{"shot " + nation + " --at 5s --center USA --truth --png " + picture, "want the director's"},
	} {
		if status, _, errs := say(t, strings.Fields(tt.args)...); status != 2 || !strings.Contains(errs, tt.want) {
			t.Errorf("perimeter %s: status %d, want %q in\n%s", tt.args, status, tt.want, errs)
		}
	}
	if out := good(t, "summary", nation); strings.Contains(out, "false") || strings.Contains(out, "noise") || !strings.Contains(out, "a nation's recording") {
		t.Errorf("a nation is told of what it cannot know:\n%s", out)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"run", "--help"}, {"replay", "--help"}, {"shot", "--help"}, {"check", "--help"}, {}, {"help"}, {"help", "track"}} {
		if out := good(t, args...); !strings.Contains(out, "Usage: perimeter") {
			t.Errorf("%v says:\n%s", args, out)
		}
	}
}

// TestSummaryOfAFile: a recording is summed up as its run was, with the plots a
// scan of each sensor.
func TestSummaryOfAFile(t *testing.T) {
	rec := filepath.Join(t.TempDir(), "one.mcap")
	said := good(t, "run", "01-one-radar", "--until", "2m", "--out", rec)
	table := good(t, "summary", rec)
	if !strings.Contains(said, table) || !strings.Contains(table, "plots a scan") {
		t.Errorf("the run said:\n%s\nits recording:\n%s", said, table)
	}
	var r struct {
		Radars []struct {
			Scans    int64   `json:"scans"`
			Mean     float64 `json:"plots_a_scan"`
			Most     int64   `json:"plots_most_a_scan"`
			Capacity int     `json:"capacity_a_scan"`
		} `json:"radars"`
	}
	if err := json.Unmarshal([]byte(good(t, "summary", rec, "--json")), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Radars) != 1 || r.Radars[0].Scans < 9 || r.Radars[0].Mean <= 0 || r.Radars[0].Mean > float64(r.Radars[0].Most) || r.Radars[0].Capacity < 500 {
		t.Errorf("%+v", r.Radars)
	}
	if early := good(t, "summary", rec, "--until", "1m"); early == table {
		t.Error("--until changes nothing")
	}
}
