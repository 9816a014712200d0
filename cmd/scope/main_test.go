package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"perimeter/replay"
)

func TestWrongUse(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.mcap")
	if err := os.WriteFile(empty, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no such file", []string{"nowhere.toml"}, "nowhere.toml"},
		{"an empty recording", []string{empty}, "empty.mcap"},
		{"a directory", []string{dir}, "directory"},
		{"a speed below nothing", []string{"01-one-radar", "--speed=-1"}, "want 0 to 1000"},
		{"a scale of nothing", []string{"01-one-radar", "--scale=0.1"}, "want 0.75 to 4"},
		{"a nation without a center", []string{"01-one-radar", "--seat=can"}, "want a nation that has a center, got CAN"},
		{"nobody's seat", []string{"01-one-radar", "--seat=cub"}, "--seat"},
		{"a seat at a recording", []string{empty, "--seat=mex"}, "open the nation's own file"},
		{"a center that is not there", []string{"01-one-radar", "--center=CUB"}, "want one of USA"},
		{"a seed for a recording", []string{empty, "--seed=2"}, "got a recording"},
		{"a record of a recording", []string{empty, "--out", filepath.Join(dir, "x.mcap")}, "got a recording"},
		{"a language it does not speak", []string{"01-one-radar", "--language=de"}, "en"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if status := run(tt.args, &out, &errs); status != 2 || !strings.Contains(errs.String(), tt.want) {
				t.Errorf("status %d, want 2 and %q in %q", status, tt.want, errs.String())
			}
		})
	}
}

// The real window, on a screen that nobody sees: it opens, runs the exercise,
// draws, closes at Ctrl-C, and leaves a whole recording.
func TestWindow(t *testing.T) {
	screen, err := exec.LookPath("xvfb-run")
	if err != nil {
		t.Skip("needs xvfb-run, which ./run test installs")
	}
	rec := filepath.Join(t.TempDir(), "live.mcap")
	for _, paint := range []string{"cpu", "gpu"} {
		t.Run(paint, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			child := exec.CommandContext(ctx, screen, "-a", "-s", "-screen 0 1280x800x24", os.Args[0], "-test.run=^TestWindowChild$", "-test.v")
			child.Env = append(os.Environ(), "PERIMETER_WINDOW="+rec, "PERIMETER_PAINT="+paint)
			text, err := child.CombinedOutput()
			if err != nil || !strings.Contains(string(text), "painted") {
				t.Fatalf("%v\n%s", err, text)
			}
			r, err := replay.Open(rec)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if r.Torn || r.End == 0 {
				t.Errorf("torn %v, end %v: want a whole recording", r.Torn, r.End)
			}
		})
	}
}

// TestWindowChild is what TestWindow starts on its screen.
func TestWindowChild(t *testing.T) {
	rec := os.Getenv("PERIMETER_WINDOW")
	if rec == "" {
		t.Skip("TestWindow starts this on a screen of its own")
	}
	o := options{File: "01-one-radar", Speed: 64, Language: "en", Paint: os.Getenv("PERIMETER_PAINT"), Out: rec, Force: true}
	s, closing, err := o.open()
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(3*time.Second, func() {
		self, _ := os.FindProcess(os.Getpid())
		self.Signal(os.Interrupt)
	})
	if err := o.show(s, 0); err != nil {
		t.Error(err)
	}
	if err := closing(); err != nil {
		t.Error(err)
	}
	if o.painted < 5 || s.Now() == 0 {
		t.Errorf("%d pictures drawn, at %v", o.painted, s.Now())
	}
	t.Logf("painted %d pictures up to %v", o.painted, s.Now())
}
