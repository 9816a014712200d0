package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/scenarios"
	"perimeter/sim/scenario"
)

// A list that goes out as CSV and comes back as TOML is the same list.
func TestAListGoesThroughASpreadsheet(t *testing.T) {
	var out, toml bytes.Buffer
	if code := run(context.Background(), []string{"msel", "amalgam-eagle-19", "--csv"}, terminal{out: &out, err: &out}); code != 0 {
		t.Fatalf("status %d: %s", code, out.String())
	}
	file := filepath.Join(t.TempDir(), "msel.csv")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run(context.Background(), []string{"msel", "--from", file}, terminal{out: &toml, err: &toml}); code != 0 {
		t.Fatalf("status %d: %s", code, toml.String())
	}
	want, faults := scenario.Open("amalgam-eagle-19", scenarios.Embedded)
	if faults != nil {
		t.Fatal(faults)
	}
	source := string(want.Source)
	got, faults := scenario.Load("again.toml", []byte(source[:strings.Index(source, "[[inject]]")]+toml.String()))
	if faults != nil {
		t.Fatalf("what came back does not load: %v", faults)
	}
	for i := range want.Injects {
		a, b := want.Injects[i], got.Injects[i]
		if a.Number != b.Number || a.At != b.At || a.Title != b.Title || !strings.HasPrefix(b.Expected, a.Expected) || a.From != b.From { // answers come back as words
			t.Errorf("inject %d came back as %d, %v %q for %v %q", a.Number, b.Number, b.At, b.Title, a.At, a.Title)
		}
	}
}

func TestASpreadsheetThatIsNoList(t *testing.T) {
	tests := []struct{ name, csv, want string }{
		{"no times", "Number,Title\n1,STARTEX\n", "msel.csv: want a column Time, got \"Number, Title\""},
		{"a time of day", "Number,Time,Title\n1,2pm,STARTEX\n", `msel.csv:2: want hh:mm:ss in Time, got "2pm"`},
		{"no number", "Number,Time,Title\none,00:01:00,STARTEX\n", `msel.csv:2: want a whole number in Number, got "one"`},
		{"after whom", "Number,Time,Title,After\n1,00:01:00,STARTEX,last\n", `msel.csv:2: want the number of an inject in After, got "last"`},
	}
	for _, tt := range tests {
		if _, err := mselTOML("msel.csv", strings.NewReader(tt.csv)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func FuzzSpreadsheet(f *testing.F) {
	f.Add("Number,Time,Title\n-0,00:01:00,\"a\nb\x7f\"\n")
	f.Add("Number,Time,Title,Message,To\n1,00:01:00,STARTEX,\"EXERCISE \"\"x\"\"\",MEX USA\n")
	f.Fuzz(func(t *testing.T, text string) {
		toml, err := mselTOML("f.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		_, faults := scenario.Load("f.toml", []byte("title = \"f\"\n"+toml))
		for _, fault := range faults {
			if fault.Class == scenario.Syntax {
				t.Fatalf("what was written is no TOML: %v\n%s", fault, toml)
			}
		}
	})
}
