package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/trial"
)

func TestWarningVerb(t *testing.T) {
	out := good(t, "warning", "01-one-radar", "--seeds", "2", "--point", "31.8,-105.2")
	for _, want := range []string{air.Marking, "2 runs, without background traffic", "EXBRAVO is nearest to 31.800,-105.200", " NM\n", "before the nearest approach", "own radars"} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
	}
	var r trial.Result
	if err := json.Unmarshal([]byte(good(t, "warning", "01-one-radar", "--seeds", "1", "--json")), &r); err != nil || len(r.Threats) != 1 || r.Threats[0].Name != "EXBRAVO" {
		t.Errorf("json: %v, %+v", err, r)
	}
}

func TestWarningVerbRefuses(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"01-one-radar --point nowhere", "want latitude and longitude in degrees, as 31.8,-106.4, got \"nowhere\""},
		{"01-one-radar --seeds 0", "seeds: want 1 or more, got 0"},
		{"01-one-radar --threat EXALFA", "want aircraft of role toi named"},
	} {
		status, _, errs := say(t, append([]string{"warning"}, strings.Fields(tt.args)...)...)
		if status != 2 || !strings.Contains(errs, tt.want) {
			t.Errorf("warning %s: status %d, %s; want 2 and %q", tt.args, status, errs, tt.want)
		}
	}
}

// Stopped in its second run, it tells of the one that is whole; stopped in its
// first, of none.
func TestWarningStopped(t *testing.T) {
	for whole, want := range []string{"stopped before the first run was whole", "run 1 of 20\nstopped: 1 of 20 runs are whole, and count\n"} {
		ctx, stop := context.WithCancel(context.Background())
		var out bytes.Buffer
		errs := stopper{after: whole, stop: stop}
		if whole == 0 {
			stop()
		}
		status := run(ctx, strings.Fields("warning 01-one-radar --seeds 20 --point 31.8,-105.2"), terminal{out: &out, err: &errs})
		stop()
		if !strings.Contains(errs.String(), want) || status != 1-whole || strings.Contains(out.String(), " 1 run, without") != (whole == 1) {
			t.Errorf("status %d, %q\n%s", status, errs.String(), out.String())
		}
	}
}

// stopper stops a run when so many lines were written.
type stopper struct {
	bytes.Buffer
	after int
	stop  func()
}

func (s *stopper) Write(b []byte) (int, error) {
	if s.after--; s.after == 0 {
		s.stop()
	}
	return s.Buffer.Write(b)
}
