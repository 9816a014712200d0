package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/air"
)

// A recording gives the score of the run that made it.
func TestARecordingScoresAsTheRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "two.mcap")
	say := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, terminal{out: &out, err: &errs}); code != 0 {
			t.Fatalf("%v: status %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	say("run", "02-two-radars", "--until", "10m", "--out", file, "--unjudged")
	live, recorded := say("score", "02-two-radars", "--until", "10m", "--json"), say("score", file, "--json")
	if live != recorded {
		t.Errorf("the run scores\n%s\nits recording\n%s", live, recorded)
	}
	if !strings.Contains(live, `"completeness": 0.`) {
		t.Errorf("no completeness between 0 and 1 in\n%s", live)
	}
	if table := say("score", file); !strings.HasPrefix(table, air.Marking) {
		t.Errorf("the table does not say what it is:\n%s", table)
	}
}
