package center

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const tablesBegin = "<!-- The tables below are written by go test ./sim/center -update from the tables in the code. -->\n"

// docs/handovers.md shows the very tables by which the machines go.
func TestTheDocumentShowsTheTables(t *testing.T) {
	const path = "../../docs/handovers.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, got, _ := strings.Cut(string(data), tablesBegin)
	want := tables()
	if *update {
		if err := os.WriteFile(path, []byte(text+tablesBegin+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func tables() string {
	var b strings.Builder
	b.WriteString("\n## Track of interest\n\n")
	writeTable(&b, handover())
	b.WriteString("\n## ATC transfer\n\n")
	writeTable(&b, passing())
	b.WriteString("\n## Limits\n\nA line's `timers` set them by name and `_s`; identify, supervise, stop, keep and miss are fixed.\n\n| clock | seconds |\n|---|---|\n")
	for k := identifyClock; k < clocks; k++ {
		fmt.Fprintf(&b, "| %s | %.0f |\n", clockNames[k], standardClocks[k].Seconds())
	}
	for _, set := range messageSets {
		writeMessages(&b, set)
	}
	return b.String()
}

func writeMessages(b *strings.Builder, set *messageSet) {
	fmt.Fprintf(b, "\n## Messages of `%s`\n\nIn the manner of %s. Like, not verified.", set.version, set.manner)
	if len(set.limits) > 0 {
		b.WriteString(" Its own limits:")
		for i, l := range set.limits {
			fmt.Fprintf(b, "%s %s %.0f s", map[bool]string{true: ",", false: ""}[i > 0], clockNames[l.clock], l.value.Seconds())
		}
		b.WriteString(".")
	}
	b.WriteString("\n\n| word | message | class | direction | fields | answer | within |\n|---|---|---|---|---|---|---|\n")
	for _, l := range set.layouts {
		class, answer := "", ""
		if l.class > 0 {
			class = fmt.Sprint(l.class)
		}
		if l.answer != "" {
			answer = set.title(l.answer)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %v | %s | %s | %s |\n", l.word, l.title, class, l.from, l.fields, answer, clockNames[l.limit])
	}
}

func writeTable[T any](b *strings.Builder, m machine[T]) {
	b.WriteString("| state | event | if | next | clock | log |\n|---|---|---|---|---|---|\n")
	for _, r := range m {
		from := slices.Clone(r.from)
		if from[0] == "" {
			from[0] = "none"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", strings.Join(from, ", "), r.on, nameOf(r.when), r.next, clockNames[r.clock], r.why)
	}
}

// nameOf returns the name of a guard.
func nameOf(f any) string {
	v := reflect.ValueOf(f)
	if v.IsNil() {
		return ""
	}
	name := runtime.FuncForPC(v.Pointer()).Name()
	return strings.TrimSuffix(name[strings.LastIndexByte(name, '.')+1:], "-fm")
}
