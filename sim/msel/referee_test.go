package msel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// What a center logs as a breach of a feed's terms is marked for the director,
// also in an exercise without rules on borders; a breach of a border is not marked
// by the log, but by the truth.
func TestABreachOfTermsIsMarked(t *testing.T) {
	r := newReferee(&scenario.Scenario{})
	got := r.look(air.Minute, &Watch{}, []saying{
		{LogLine: air.LogLine{Did: "breach", Text: "feed SDN: scramble on track 7, given for air traffic"}},
		{LogLine: air.LogLine{Did: "breach", Text: "TEXAN over USA: no interceptor of MEX may go there"}},
		{LogLine: air.LogLine{Did: "breach_told", Text: "feed SDN: scramble on track 7, given for air traffic"}},
	})
	want := []air.Order{{At: air.Minute, Origin: air.Derived, Body: air.Bookmark{
		What: "breach", About: "SDN", Text: "scramble on track 7, given for air traffic",
	}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
