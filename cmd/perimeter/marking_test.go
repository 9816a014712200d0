package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/air"
)

// Whatever the program writes, to a screen or to a file, says in three languages
// that it is of an exercise and that the data are simulated. Not so check,
// which speaks of texts.
func TestEveryOutputIsMarked(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	rec, list := at("one.mcap"), at("msel.csv")
	lines := [][]string{
		{"run", "01-one-radar", "--until", "1m", "--out", rec, "--nations", "--png", dir},
		{"run", "01-one-radar", "--until", "1m", "--json"},
		{"list"}, {"list", "threats"},
		{"summary", rec}, {"summary", rec, "--json"},
		{"replay", rec}, {"replay", rec, "--json"},
		{"shot", rec, "--at", "50s", "--center", "USA", "--png", at("shot.png"), "--language", "es"},
		{"score", rec}, {"score", rec, "--json"},
		{"track", "--rec", rec, "--center", "USA", "--out", at("tracks.csv")},
		{"track", "--rec", rec, "--center", "USA", "--out", at("tracks.csv"), "--force", "--json"},
		{"summary", at("one.USA.mcap")}, {"shot", at("one.USA.mcap"), "--at", "50s", "--center", "USA", "--png", at("own.png")},
		{"track", "--rec", at("one.USA.mcap"), "--center", "USA", "--out", at("own.csv")},
		{"compare", "01-one-radar", "--seeds", "1"}, {"compare", "01-one-radar", "--seeds", "1", "--json"},
		{"msel", "amalgam-eagle-19"}, {"msel", "amalgam-eagle-19", "--csv"}, {"msel", "amalgam-eagle-19", "--json"}, {"msel", "--from", list},
		{"coverage", "01-one-radar", "--alt", "FL300", "--cell", "2", "--png", at("c.png"), "--geojson", at("c.geojson")},
		{"coverage", "01-one-radar", "--alt", "FL300", "--cell", "2", "--json"},
		{"warning", "01-one-radar", "--seeds", "1", "--point", "31.8,-105.2"}, {"warning", "01-one-radar", "--seeds", "1", "--json"},
	}
	if err := os.WriteFile(list, []byte("Number,Time,Title,Marking\n1,00:01:00,STARTEX,"+air.Marking+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, words := range lines {
		if out := good(t, words...); !strings.Contains(out, air.Marking) {
			t.Errorf("perimeter %s says nothing of it:\n%.300s", strings.Join(words, " "), out)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if b, err := os.ReadFile(at(f.Name())); err != nil || !strings.Contains(string(b), air.Marking) {
			t.Errorf("the file %s says nothing of it (%d bytes, %v)", f.Name(), len(b), err)
		}
	}
	if len(files) < 8 {
		t.Errorf("%d files, want recordings, labels, pictures, polygons, tables", len(files))
	}
}
