package scenario

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"perimeter/scenarios"
)

// Where every key of a text stands, and its value: "path line:column line:column".
func TestScanPositions(t *testing.T) {
	tests := []struct {
		name, in, want string
	}{
		{
			name: "keys, comments and blank lines",
			in:   "# first\na = 1\n\n  b = 'x' # last\n",
			want: "a 2:1 2:5\nb 4:3 4:7",
		},
		{
			name: "a table, and a list of tables by its headers",
			in:   "[map]\nlat = 1\n[[radar]]\nsite = 'A'\n[[radar]]\nsite = 'B'\n",
			want: "map 1:1 1:1\nmap.lat 2:1 2:7\nradar 3:1 3:1\nradar[0] 3:1 3:1\nradar[0].site 4:1 4:8\nradar[1] 5:1 5:1\nradar[1].site 6:1 6:8",
		},
		{
			name: "tables within the last of a list",
			in:   "[[a]]\n[a.b]\nc = 1\n[[a.d]]\ne = 2\n",
			want: "a 1:1 1:1\na[0] 1:1 1:1\na[0].b 2:1 2:1\na[0].b.c 3:1 3:5\na[0].d 4:1 4:1\na[0].d[0] 4:1 4:1\na[0].d[0].e 5:1 5:5",
		},
		{
			name: "dotted and quoted keys",
			in:   "a.b . \"c d\" = 1\na.'e' = 2\n\"\\u0066\" = 3\n",
			want: "a 1:1 1:1\na.b 1:3 1:3\na.b.c d 1:7 1:15\na.e 2:3 2:9\nf 3:1 3:12",
		},
		{
			name: "inline tables in lists over several lines, a trailing comma",
			in:   "route = [\n  { fix = \"A\", at = [1, 2] }, # { not this }\n  {lat=3},\n]\n",
			want: "route 1:1 1:9\nroute[0] 2:3 2:3\nroute[0].fix 2:5 2:11\nroute[0].at 2:16 2:21\nroute[0].at[0] 2:22 2:22\nroute[0].at[1] 2:25 2:25\nroute[1] 3:3 3:3\nroute[1].lat 3:4 3:8",
		},
		{
			name: "text over many lines hides what looks like TOML",
			in:   "a = \"\"\"\nb = 1\n[c]\n# \\\"\"\" \"\" \"\"\"\"\"\nd = '''\n''' \ne = 1979-05-27 07:32:00Z # a space in it\n",
			want: "a 1:1 1:5\nd 5:1 5:5\ne 7:1 7:5",
		},
		{
			name: "columns count runes, and CR LF ends a line",
			in:   "t = { \"Torreón\" = 1, b = 2 }\r\nc = 3\r\n",
			want: "t 1:1 1:5\nt.Torreón 1:7 1:19\nt.b 1:22 1:26\nc 2:1 2:5",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFaults("x", tt.in)
			root, ok := scan(f)
			if !ok {
				t.Fatalf("scan: %v", f.shown())
			}
			if diff := cmp.Diff(tt.want, strings.Join(placesOf(f, "", root), "\n")); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
		})
	}
}

func placesOf(f *faults, path string, n *node) (out []string) {
	for i, item := range n.items {
		p := fmt.Sprintf("%s[%d]", path, i)
		if n.kind == table {
			p = strings.TrimPrefix(path+"."+item.key, ".")
		}
		l1, c1 := f.position(item.at)
		l2, c2 := f.position(item.from)
		out = append(out, fmt.Sprintf("%s %d:%d %d:%d", p, l1, c1, l2, c2))
		out = append(out, placesOf(f, p, item)...)
	}
	return out
}

// agree compares the shape that the scanner found with what the TOML library
// read: the same keys in each table, the same counts in each list, and each
// scalar's text where the scanner says.
func agree(text, path string, n *node, v any) error {
	switch v := v.(type) {
	case map[string]any:
		if n.kind != table || len(n.items) != len(v) {
			return fmt.Errorf("%s: scanner has %d keys (kind %d), library %d", path, len(n.items), n.kind, len(v))
		}
		for _, item := range n.items {
			inner, ok := v[item.key]
			if !ok {
				return fmt.Errorf("%s: the library has no key %q", path, item.key)
			}
			if err := agree(text, path+"."+item.key, item, inner); err != nil {
				return err
			}
		}
		return nil
	case []any:
		if n.kind != list || len(n.items) != len(v) {
			return fmt.Errorf("%s: scanner has %d items (kind %d), library %d", path, len(n.items), n.kind, len(v))
		}
		for i, item := range n.items {
			if err := agree(text, fmt.Sprintf("%s[%d]", path, i), item, v[i]); err != nil {
				return err
			}
		}
		return nil
	case []map[string]any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = v[i]
		}
		return agree(text, path, n, all)
	}
	return agreeScalar(text[n.from:n.to], path, n, v)
}

func agreeScalar(source, path string, n *node, v any) error {
	if n.kind != leaf {
		return fmt.Errorf("%s: scanner has kind %d, library %T", path, n.kind, v)
	}
	var again map[string]any
	if _, err := toml.Decode("v = "+source, &again); err != nil {
		return fmt.Errorf("%s: the text %q where the value should stand is none: %v", path, source, err)
	}
	if t, ok := v.(time.Time); ok {
		if t.Equal(again["v"].(time.Time)) {
			return nil
		}
	} else if fmt.Sprint(again["v"]) == fmt.Sprint(v) {
		return nil
	}
	return fmt.Errorf("%s: the text %q gives %v, the library read %v", path, source, again["v"], v)
}

// checkScan scans a text and compares it with the library's reading. The scanner
// may pass what the library refuses; what the library reads the scanner may
// refuse only for keys that are there twice and for shapes beyond its limits.
func checkScan(text string) error {
	f := newFaults("x", text)
	root, ok := scan(f)
	values, err := decodeSafely(text)
	switch {
	case err != nil:
		return nil
	case !ok:
		first := f.shown()[0]
		if first.Class == Duplicate || strings.HasPrefix(first.Wanted, "at most ") || strings.Contains(text, `\\"""`) {
			return nil // the last: the library takes a sixth quote after an escaped backslash
		}
		return fmt.Errorf("the library reads it, the scanner says:\n%s", first)
	}
	return agree(text, "", root, values)
}

func decodeSafely(text string) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	_, err = toml.Decode(text, &values)
	return values, err
}

func TestScanAgrees(t *testing.T) {
	for _, name := range slices.Concat(scenarios.Names(), scenarios.Threats()) {
		data, _ := scenarios.Embedded(name)
		if err := checkScan(string(data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	files, err := filepath.Glob("testdata/broken/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata/broken: %d files, error %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkScan(string(data)); err != nil && usable(string(data)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// usable reports whether Load would give a text to the scanner at all.
func usable(text string) bool {
	_, faults := Load("x", []byte(text))
	return len(faults) == 0 || faults[0].Class != Unreadable
}

func FuzzScan(f *testing.F) {
	seedFuzz(f)
	for _, s := range []string{
		"a.b.c = 1\n[a.d]\ne = 2\n", "[[a]]\n[[a.b]]\n[[a]]\n", "a = [[1,2],[{b=1,},],]\n", "\"\" = 1\n'x y'.z = {}\n",
		"a = \"\"\"x\"\"\"\"\"\nb = '''y'''''\n", "d = 1979-05-27 07:32:00Z\nt = 07:32:00\n", "a = +inf\nb = -nan\nc = 0x1F\n", "[a]\n[a.b]\n[b]\n[b.c.d]\n",
		"a = {b.c = 1, b.d = 2}\n", "a.b = 1\na = 2\n", "[a]\nb.c = 1\n[a.b]\nd = 2\n", "x = [{a = 1}, {a = 2}]\n[y]\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !usable(text) || strings.HasPrefix(text, "\ufeff") {
			return
		}
		if err := checkScan(text); err != nil {
			t.Error(err)
		}
	})
}

func seedFuzz(f *testing.F) {
	for _, name := range slices.Concat(scenarios.Names(), scenarios.Threats()) {
		data, _ := scenarios.Embedded(name)
		f.Add(string(data))
	}
	err := filepath.WalkDir("testdata/broken", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".toml" {
			return err
		}
		data, err := os.ReadFile(path)
		f.Add(string(data))
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}

// A text that nests a million lists, or joins a million keys, is refused at
// once: the library would run out of stack on the one and of time on the other.
func TestScanLimits(t *testing.T) {
	for name, text := range map[string]string{
		"lists":  "a = " + strings.Repeat("[", 1_000_000),
		"tables": strings.Repeat("a={", 1_000_000),
		"dots":   strings.Repeat("a.", 1_000_000) + "a = 1",
		"header": "[" + strings.Repeat("a.", 1_000_000) + "a]",
		"key":    strings.Repeat("k", 1_000_000) + " = 1",
	} {
		s, faults := Load(name, []byte(text))
		if s != nil || len(faults) != 1 || faults[0].Class != Syntax || !strings.Contains(faults[0].String(), "want at most") {
			t.Errorf("%s: got %v", name, faults)
		}
		if len(faults) > 0 && len(faults[0].String()) > 600 {
			t.Errorf("%s: the message has %d bytes", name, len(faults[0].String()))
		}
	}
}
