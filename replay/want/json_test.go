package want

import (
	"encoding/json"
	"testing"

	"perimeter/air"
)

// A finding in JSON says its verdict in a word, and no time for what never was.
func TestFindingAsJSON(t *testing.T) {
	for _, tt := range []struct {
		finding Finding
		want    string
	}{
		{Finding{Line: 3, Text: "by 00:05:00 USA tracks A", Verdict: Open, Never: true}, `{"line":3,"text":"by 00:05:00 USA tracks A","verdict":"open","never":true}`},
		{Finding{Line: 4, Text: "USA tracks B", Verdict: Green, First: 9 * air.Second}, `{"line":4,"text":"USA tracks B","verdict":"good","first_ns":9000000000,"never":false}`},
	} {
		if got, err := json.Marshal(tt.finding); err != nil || string(got) != tt.want {
			t.Errorf("%s, %v, want %s", got, err, tt.want)
		}
	}
}
