package trial

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"perimeter/sim/scenario"
)

// A comparison is broken off after three runs, and goes on with what was kept,
// behind half a line: it comes to the same table, and no run is made twice.
func TestCompareGoesOn(t *testing.T) {
	list := twoVariants(t)
	whole, err := Compare(context.Background(), list, CompareOptions{Seeds: 3, Build: "b"})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	ctx, stop := context.WithCancel(context.Background())
	made := 0
	keep := func(r *Run) error {
		line, err := json.Marshal(r)
		file.Write(append(line, '\n'))
		if made++; made == 3 {
			stop()
		}
		return err
	}
	if _, err := Compare(ctx, list, CompareOptions{Seeds: 3, Build: "b", Finished: keep}); !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped: %v", err)
	}
	before := made
	file.WriteString(`{"exercise":"alone","text":"81`)
	known, bad, err := ReadRuns(&file)
	if err != nil || bad != 1 || len(known) != before {
		t.Fatalf("%d runs and %d bad lines, %v; want %d and 1", len(known), bad, err, before)
	}
	o := CompareOptions{Seeds: 3, Build: "b", Known: known, Finished: keep}
	again, err := Compare(context.Background(), list, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, again); diff != "" {
		t.Error(diff)
	}
	if made != 6 {
		t.Errorf("%d runs were made, want 6: each once", made)
	}
}

// A run of another text, build, seed or option is another run.
func TestKeysTellRunsApart(t *testing.T) {
	list := twoVariants(t)
	keys := (&CompareOptions{Seeds: 2}).Keys(list)
	other := *list[1]
	other.Source = append([]byte("# changed\n"), other.Source...)
	keys = append(keys, (&CompareOptions{Seeds: 1}).Keys([]*scenario.Scenario{&other})...)
	keys = append(keys, (&CompareOptions{Seeds: 1, Build: "new"}).Keys(list)...)
	keys = append(keys, (&CompareOptions{Seeds: 1, Squawking: true}).Keys(list)...)
	keys = append(keys, (&CompareOptions{Seeds: 1, Traffic: true}).Keys(list)...)
	seen := map[Key]bool{}
	for _, k := range keys {
		if seen[k] {
			t.Errorf("%+v is there twice", k)
		}
		seen[k] = true
	}
}

// The first error ends all, and is told with the exercise's name.
func TestCompareEndsWithAnError(t *testing.T) {
	full := errors.New("disk full")
	_, err := Compare(context.Background(), twoVariants(t), CompareOptions{Seeds: 2, Finished: func(*Run) error { return full }})
	if !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

// Wilson's interval of 0, 5 and 10 in 10, to four digits by his formula with
// z 1.96: for 0 it is 0 to z2/(10+z2), not 0 to 0.
func TestShare(t *testing.T) {
	for k, want := range map[int]Share{0: {0, 0, 0.2775}, 5: {0.5, 0.2366, 0.7634}, 10: {1, 0.7225, 1}} {
		got := shareOf(k, 10)
		if math.Abs(got.Of-want.Of)+math.Abs(got.Low-want.Low)+math.Abs(got.High-want.High) > 2e-4 {
			t.Errorf("%d of 10: %+v, want %+v", k, got, want)
		}
	}
	if got := shareOf(0, 0); got != (Share{0, 0, 1}) {
		t.Errorf("of none: %+v", got)
	}
}

// Whatever a file holds, what is read of it can be used and written again.
func FuzzReadRuns(f *testing.F) {
	f.Add(`{"exercise":"a","text":"b","threats":[{"name":"X","crossed_ns":1,"nations":[{"at_ns":[1,null,2,3],"gap_ns":null},{"at_ns":[1,2,3,4],"gap_ns":5},{"at_ns":[1,2,3,4]}]}]}`)
	f.Add("{\n\n{}\nnull\n[1]")
	f.Fuzz(func(t *testing.T, text string) {
		runs, _, err := ReadRuns(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for i := range runs {
			line, err := json.Marshal(&runs[i])
			if err != nil {
				t.Fatal(err)
			}
			again, bad, err := ReadRuns(bytes.NewReader(line))
			if err != nil || bad != 0 || len(again) != 1 || cmp.Diff(runs[i], again[0]) != "" {
				t.Errorf("%s: read again %+v, %d bad, %v", line, again, bad, err)
			}
		}
	})
}
