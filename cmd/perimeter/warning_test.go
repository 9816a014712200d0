package main

import (
	"encoding/json"
	"strings"
	"testing"

	"perimeter/trial"
)

func TestWarningVerb(t *testing.T) {
	out := good(t, "warning", "01-one-radar", "--seeds", "2", "--point", "31.8,-105.2")
	for _, want := range []string{"EXERCISE. Simulated data.", "2 runs, without background traffic", "EXBRAVO is nearest to 31.800,-105.200", "own radars"} {
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
