package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const aloneText = `title = "Dark"
start_utc = 2019-07-17T14:00:00Z
duration = "00:08:00"
seed = 4
[[center]]
name = "NORAD"
audience = ["USA"]
[[radar]]
sites = ["QNW"]
release = ["USA"]
[[feed]]
name = "US"
from = ["QNW"]
to = "NORAD"
[[aircraft]]
name = "EXLOBO"
type = "B350"
nation = "MEX"
role = "toi"
transponder = "off"
route = [{ lat = 31.5, lon = -106.4, alt_ft = 20000, speed_kt = 270 }, { lat = 32.4, lon = -106.6, alt_ft = 20000, speed_kt = 270 }]
`

// What is kept is not run again, and the table is the same; of a changed text
// nothing is; half a line at the end of the file does no harm.
func TestCompareKeeps(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) {
		if err := os.WriteFile(at(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("norad-a.toml", aloneText)
	write("norad-b.toml", aloneText+"# b\n")
	compare := func(more ...string) (out, note string) {
		var told, noted bytes.Buffer
		words := append([]string{"compare", at("norad-a.toml"), at("norad-b.toml"), "--seeds", "2", "--nation", "USA"}, more...)
		if status := run(context.Background(), words, terminal{out: &told, err: &noted}); status != 0 {
			t.Fatalf("status %d: %s", status, noted.String())
		}
		return told.String(), noted.String()
	}
	once, _ := compare()
	first, note := compare("--keep", at("runs"))
	if first != once || !strings.Contains(note, "runs: 0 of 4 runs are there already") {
		t.Errorf("with --keep:\n%s%s\nwithout:\n%s", note, first, once)
	}
	text, err := os.ReadFile(at("runs"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	write("runs", lines[0]+lines[1]+lines[2][:40]) // killed while it wrote the third
	second, note := compare("--keep", at("runs"))
	if second != once || !strings.Contains(note, "2 of 4 runs are there already") || !strings.Contains(note, "left alone, for they are no whole runs: 1") {
		t.Errorf("gone on:\n%s%s", note, second)
	}
	if _, note = compare("--keep", at("runs")); !strings.Contains(note, "4 of 4 runs") {
		t.Errorf("the third time: %s", note)
	}
	write("norad-b.toml", aloneText+"# changed\n")
	if _, note = compare("--keep", at("runs")); !strings.Contains(note, "2 of 4 runs") || !strings.Contains(note, "left alone, for another text of the exercise or another program made them: 2") {
		t.Errorf("another text: %s", note)
	}
	table, _ := compare("--keep", at("runs"), "--markdown")
	for _, want := range []string{"| threat | nation | variant | plot | track | warned | hand-over | gap |", "| EXLOBO | USA | b | ", "EXERCISE. Simulated data."} {
		if !strings.Contains(table, want) {
			t.Errorf("want %q in\n%s", want, table)
		}
	}
	write("other", "no\nruns\nat all\n")
	var told, noted bytes.Buffer
	status := run(context.Background(), []string{"compare", at("norad-a.toml"), "--keep", at("other")}, terminal{out: &told, err: &noted})
	if status != 2 || !strings.Contains(noted.String(), "want a file of runs") {
		t.Errorf("a file of something else: %d %s", status, noted.String())
	}
}
