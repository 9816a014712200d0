package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/scenarios"
)

var whole = flag.Bool("whole", false, "run the shipped scenarios to their end, not for 20 minutes")

// Every shipped scenario has a .want and keeps to it: its first 20 minutes, or
// with -whole all of it.
func TestScenariosKeepTheirWord(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			if _, ok := scenarios.Want(name); !ok {
				t.Fatalf("want %s.want beside %s.toml, got none", name, name)
			}
			args := []string{"run", name}
			if !*whole {
				args = append(args, "--until", "20m")
			}
			status, out, errs := say(t, args...)
			for _, line := range strings.Split(out, "\n") {
				if strings.HasPrefix(line, "RED") {
					t.Error(line)
				}
			}
			if status != 0 {
				t.Errorf("status %d: %s", status, errs)
			}
		})
	}
}

// A line that is not so fails the run, and says so.
func TestRunGoesRed(t *testing.T) {
	dir := t.TempDir()
	toml, _ := scenarios.Embedded("01-one-radar")
	file := filepath.Join(dir, "mine.toml")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(file, string(toml))
	good(t, "run", file, "--until", "1m") // no expectations: nothing to judge
	write(filepath.Join(dir, "mine.want"), "never USA tracks EXALFA\nby 00:25:00 USA tracks EXCOCO\n")
	status, out, errs := say(t, "run", file, "--until", "1m")
	if status != 1 || !strings.Contains(out, "RED   line 1: never USA tracks EXALFA: first at 00:00:") || !strings.Contains(errs, "1 of 2 expected things are not so") {
		t.Errorf("status %d\n%s\n%s", status, out, errs)
	}
	good(t, "run", file, "--until", "1m", "--unjudged")
	write(filepath.Join(dir, "mine.want"), "never USA tracks NOBODY\n")
	if status, _, errs := say(t, "run", file); status != 2 || !strings.Contains(errs, `want an aircraft of the exercise, got "NOBODY"`) {
		t.Errorf("status %d: %s", status, errs)
	}
}
