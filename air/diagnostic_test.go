package air

import (
	"strings"
	"testing"
)

func TestDiagnosticString(t *testing.T) {
	tests := []struct {
		name string
		in   Diagnostic
		want string
	}{
		{
			name: "as the house shows it",
			in: Diagnostic{File: "scenarios/three-borders.toml", Line: 42, Col: 1, What: `radar KAL-1: unknown key "scna_s"`,
				Source: "scna_s = 5.0", Try: `"scan_s"`},
			want: `scenarios/three-borders.toml:42:1: radar KAL-1: unknown key "scna_s"
    42 | scna_s = 5.0
       | ^
       = try: "scan_s"`,
		},
		{
			name: "wanted and got, no proposal",
			in:   Diagnostic{File: "x.toml", Line: 7, Col: 7, What: "lat is out of range", Wanted: "-90 to 90", Got: "95", Source: "lat = 95"},
			want: `x.toml:7:7: lat is out of range, want -90 to 90, got 95
     7 | lat = 95
       |       ^`,
		},
		{
			name: "no place: the whole file",
			in:   Diagnostic{File: "x", What: "not a scenario", Wanted: "a TOML file", Got: "a directory", Try: "x/y.toml"},
			want: "x: not a scenario, want a TOML file, got a directory\n = try: x/y.toml",
		},
		{
			name: "tabs stay tabs, so that the caret follows the terminal's own",
			in:   Diagnostic{File: "x", Line: 1, Col: 4, What: "w", Source: "\ta\tb"},
			want: "x:1:4: w\n     1 | \ta\tb\n       | \t \t^",
		},
		{
			name: "columns count runes, not bytes",
			in:   Diagnostic{File: "x", Line: 1, Col: 12, What: "w", Source: `t = "Torreón" x`},
			want: "x:1:12: w\n     1 | t = \"Torreón\" x\n       |            ^",
		},
		{
			name: "a wide rune takes two columns, a combining one none",
			in:   Diagnostic{File: "x", Line: 1, Col: 5, What: "w", Source: "東e\u0301=z"},
			want: "x:1:5: w\n     1 | 東e\u0301=z\n       |     ^",
		},
		{
			name: "control characters do not reach the terminal",
			in:   Diagnostic{File: "x", Line: 1, Col: 3, What: "w", Source: "a\x1b[31m"},
			want: "x:1:3: w\n     1 | a·[31m\n       |   ^",
		},
		{
			name: "a column past the end of the line",
			in:   Diagnostic{File: "x", Line: 1, Col: 99, What: "w", Source: "ab"},
			want: "x:1:99: w\n     1 | ab\n       |   ^",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.String(); got != tt.want {
				t.Errorf("String() =\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestDiagnosticLongLine(t *testing.T) {
	d := Diagnostic{File: "x", Line: 1, Col: 5001, What: "w", Source: strings.Repeat("-", 5000) + "X" + strings.Repeat("-", 5000)}
	lines := strings.Split(d.String(), "\n")
	if len(lines) != 3 || len(lines[1]) > 200 {
		t.Fatalf("a line of 10,001 characters shows as %d lines, the second of %d bytes; want 3 and at most 200", len(lines), len(lines[1]))
	}
	if caret := strings.IndexByte(lines[2], '^'); lines[1][caret] != 'X' {
		t.Errorf("the caret stands under %q, want X", lines[1][caret])
	}
}

func TestFaultsAreCounted(t *testing.T) {
	one := Diagnostic{File: "x.toml", Line: 3, Col: 1, What: "map: lat is out of range"}
	if got, want := Faults([]Diagnostic{one}), "x.toml:3:1: map: lat is out of range\n1 fault"; got != want {
		t.Errorf("one: %q, want %q", got, want)
	}
	if got := Faults([]Diagnostic{one, one}); got[len(got)-8:] != "2 faults" {
		t.Errorf("two: %q", got)
	}
}
