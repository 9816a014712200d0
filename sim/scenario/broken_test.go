package scenario

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

// The broken scenarios: testdata/broken/<class>-<n>.toml, and beside each what
// its author is told, word for word: place, message, line, caret, proposal.
func TestBroken(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".toml")
		class := regexp.MustCompile(`-\d+$`).ReplaceAllString(name, "")
		count[class]++
		t.Run(name, func(t *testing.T) {
			s, faults := ReadFile(path)
			if s != nil || len(faults) == 0 {
				t.Fatalf("loaded %v with %d faults, want no scenario and faults", s, len(faults))
			}
			checkFaults(t, class, faults)
			compareFile(t, strings.TrimSuffix(path, ".toml")+".want", told(faults))
		})
	}
	for _, class := range Classes {
		if count[class] < 3 {
			t.Errorf("class %s has %d broken scenarios, want at least 3", class, count[class])
		}
	}
}

// checkFaults looks for what holds of all faults: known classes, the order of
// places, and in the files of one class nothing but it.
func checkFaults(t *testing.T, class string, faults []air.Diagnostic) {
	t.Helper()
	for i, f := range faults {
		if !slices.Contains(Classes, f.Class) {
			t.Errorf("class %q is not one of Classes", f.Class)
		}
		if class != "several" && f.Class != class {
			t.Errorf("fault of class %s in a file for %s:\n%s", f.Class, class, f)
		}
		if i > 0 && (f.Line < faults[i-1].Line || f.Line == faults[i-1].Line && f.Col < faults[i-1].Col) {
			t.Errorf("%d:%d comes after %d:%d", f.Line, f.Col, faults[i-1].Line, faults[i-1].Col)
		}
	}
}

func told(faults []air.Diagnostic) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func compareFile(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update, then read it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
