package main

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/replay"
)

// tracks is what a tracking wrote: by time, the rows of a picture.
func tracks(t *testing.T, path string) map[float64][][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0], ","); head != "t,track_id,lat,lon,alt_m,vx,vy,mode_a,suspect,"+air.Marking {
		t.Errorf("the columns are %s", head)
	}
	pictures := map[float64][][]string{}
	for _, row := range rows[1:] {
		at, err := strconv.ParseFloat(row[0], 64)
		if err != nil {
			t.Fatal(err)
		}
		pictures[at] = append(pictures[at], row)
	}
	return pictures
}

// One radar looks every 4 s at one aircraft that flies past at 200 m/s.
func passBy(t *testing.T) (args []string) {
	t.Helper()
	dir := t.TempDir()
	plots := "plot,time,radar_id,range_m,az_deg,src,mode_a,mode_c_ft\n"
	for i := range 15 {
		plots += fmt.Sprintf("%d,%d,1,%d,90,C,4521,10000\n", i, 4*i+1, 60000-800*i)
	}
	plots += "99,30,1,NaN,90,C,4521,10000\n100,31,5,70000,90,C,4521,10000\n"
	for name, text := range map[string]string{
		"plots.csv":  plots,
		"case.json":  `{"duration_s":60,"picture_step_s":4,"default_alt_m":3000}`,
		"radars.csv": "id,lat,lon,alt_m,scan_s,t_north_s,rmax_m,sigma_r_psr,sigma_az_psr,sigma_r_ssr,sigma_az_ssr,pd_psr,pd_ssr,clutter_per_scan\n1,32,-110,900,4,0,111000,60,0.12,30,0.06,0.9,0.97,2\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	return []string{"track", "--radars", in("radars.csv"), "--plots", in("plots.csv"), "--case", in("case.json"), "--out", in("tracks.csv")}
}

func TestTrackAPassingAircraft(t *testing.T) {
	args := passBy(t)
	path := args[len(args)-1]
	out := good(t, args...)
	for _, want := range []string{"15 plots,", "updated", "left out: not a finite number: 1,", "left out: unknown radar: 1,", "plots.csv:17:1", "1 tracks in 15 pictures"} {
		if !strings.Contains(out, want) {
			t.Errorf("track says, without %q:\n%s", want, out)
		}
	}
	last := tracks(t, path)[60]
	if len(last) != 1 {
		t.Fatalf("the last picture has %d tracks, want the one aircraft", len(last))
	}
	if vx, _ := strconv.ParseFloat(last[0][5], 64); vx > -180 || vx < -220 || last[0][7] != "4521" {
		t.Errorf("the track is %v: want 200 m/s to the west and its code", last[0])
	}
	if status, _, errs := say(t, args...); status != 2 || !strings.Contains(errs, "--force") {
		t.Errorf("a second time: status %d, %s: want 2 and a word about --force", status, errs)
	}
	before, _ := os.ReadFile(path)
	good(t, append(args, "--force", "--json")...)
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the same plots give other tracks")
	}
	if left, _ := filepath.Glob(path + ".part"); left != nil {
		t.Errorf("%v is left behind", left)
	}
}

func TestTrackRefuses(t *testing.T) {
	args := passBy(t)
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"nothing to track", []string{"track", "--out", "x.csv"}, "want --radars, --plots and --case, or --rec and --center"},
		{"both", append([]string{"--rec", "x.mcap"}, args...), "got some of both"},
		{"no center", []string{"track", "--rec", "x.mcap", "--out", "x.csv"}, "want --center too"},
		{"no recording", []string{"track", "--rec", "nowhere.mcap", "--center", "NORAD", "--out", "x.csv"}, "nowhere.mcap"},
		{"no such associator", append([]string{"--associator", "magic"}, args...), `associator "magic": want one of`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.args[0] != "track" {
				tt.args = append([]string{"track"}, append(tt.args[:2:2], tt.args[3:]...)...)
			}
			status, _, errs := say(t, tt.args...)
			if status != 2 || !strings.Contains(errs, tt.want) {
				t.Errorf("status %d, %s: want 2 and %q", status, errs, tt.want)
			}
		})
	}
	if found, _ := filepath.Glob(filepath.Join(filepath.Dir(args[2]), "*.part")); found != nil {
		t.Errorf("%v is left behind", found)
	}
}

// A recording's plots, tracked again as its center was given them, make the
// picture that the center had.
func TestTrackARecording(t *testing.T) {
	dir := t.TempDir()
	rec, csv := filepath.Join(dir, "one.mcap"), filepath.Join(dir, "tracks.csv")
	good(t, "run", "amalgam-eagle-19", "--until", "6m", "--out", rec)
	out := good(t, "track", "--rec", rec, "--center", "NORAD", "--out", csv)
	pictures := tracks(t, csv)
	want := recordedPicture(t, rec, "NORAD", 360)
	got := pictures[360]
	if len(got) == 0 || len(got) != len(want) {
		t.Fatalf("tracked again there are %d tracks, in the recording %d\n%s", len(got), len(want), out)
	}
	for i, row := range got {
		if number, _ := strconv.ParseUint(row[1], 10, 32); uint32(number) != want[i] {
			t.Errorf("track %s stands where the recording has %d", row[1], want[i])
		}
	}
}

// What other centers gave is not in a recording, and that is said.
func TestTrackARecordingWithoutOthersTracks(t *testing.T) {
	dir := t.TempDir()
	rec, csv := filepath.Join(dir, "others.mcap"), filepath.Join(dir, "tracks.csv")
	good(t, "run", "amalgam-eagle-16", "--until", "20s", "--out", rec)
	for center, want := range map[string]bool{"SIVA": true, "NORAD": false} {
		out := good(t, "track", "--rec", rec, "--center", center, "--out", csv, "--force")
		if strings.Contains(out, "left out: feed of tracks: ") != want {
			t.Errorf("%s: want %v that feeds of tracks are left out\n%s", center, want, out)
		}
	}
}

// A minute of C2, from the bench, if it lies beside the checkout.
func TestTrackTheBench(t *testing.T) {
	bench := filepath.Join("..", "..", "..", "shared", "bench", "tracking", "C2")
	whole, err := os.Open(filepath.Join(bench, "plots.csv.gz"))
	if err != nil {
		t.Skip("the tracking bench is not beside the checkout: ", err)
	}
	defer whole.Close()
	z, err := gzip.NewReader(whole)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	plots, csv, short := filepath.Join(dir, "plots.csv"), filepath.Join(dir, "tracks.csv"), filepath.Join(dir, "case.json")
	lines := strings.SplitAfter(string(text), "\n")
	os.WriteFile(plots, []byte(strings.Join(lines[:6000], "")), 0o666)
	os.WriteFile(short, []byte(`{"duration_s":100,"picture_step_s":4,"default_alt_m":4000}`), 0o666)
	var count tally
	said := good(t, "track", "--radars", filepath.Join(bench, "radars.csv"), "--plots", plots, "--case", short, "--out", csv, "--json")
	if err := json.Unmarshal([]byte(said), &count); err != nil {
		t.Fatal(err)
	}
	fates := 0
	for _, n := range count.Fates {
		fates += n
	}
	if count.Plots < 4000 || fates != count.Plots || count.Pictures != 25 {
		t.Errorf("%d plots with %d fates in %d pictures: want a fate for each of 4,000 and more, and 25", count.Plots, fates, count.Pictures)
	}
	if n := len(tracks(t, csv)[100]); n < 80 || n > 140 {
		t.Errorf("%d tracks of 100 targets", n)
	}
}

// recordedPicture returns the numbers of the tracks in a center's recorded view.
func recordedPicture(t *testing.T, path, name string, seconds int) (numbers []uint32) {
	t.Helper()
	rec, err := replay.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	center, err := centerNamed(&rec.Theater, name)
	if err != nil {
		t.Fatal(err)
	}
	player, err := replay.NewPlayer(rec)
	if err != nil {
		t.Fatal(err)
	}
	if err := player.Seek(air.Time(seconds) * air.Second); err != nil {
		t.Fatal(err)
	}
	for _, tr := range player.View(air.CenterID(center)).Tracks {
		numbers = append(numbers, tr.Number)
	}
	return numbers
}
