package air

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	keys := []string{"site", "sites", "name", "nation", "type", "lat", "lon", "antenna_ft", "scan_s", "range_nm", "false_plots", "release"}
	tests := []struct {
		name, word string
		known      []string
		want       string
	}{
		{"two letters swapped", "scna_s", keys, `"scan_s"`},
		{"one left out", "antena_ft", keys, `"antenna_ft"`},
		{"case alone", "qnw", []string{"QNW", "QMW"}, `"QNW"`},
		{"one too many", "MMCUU", []string{"MMCU", "MMUN"}, `"MMCU"`},
		{"the same letters go first", "KAQB", []string{"KALB", "KABQ", "KANB"}, `"KABQ"`},
		{"two are as near", "KDF", []string{"KDFW", "KDFX"}, `"KDFW" or "KDFX"`},
		{"four are as near: no help", "AB", []string{"AC", "AD", "AE", "AF"}, ""},
		{"nothing near", "colour", keys, ""},
		{"nothing known", "QNW", nil, ""},
		{"no word", "", []string{"QNW"}, ""},
		{"named twice", "EXALF", []string{"EXALFA", "EXALFA"}, `"EXALFA"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Nearest(tt.word, tt.known); got != tt.want {
				t.Errorf("Nearest(%q) = %s, want %s", tt.word, got, tt.want)
			}
		})
	}
}

func TestTypos(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"scan", "scan", 0}, {"scna", "scan", 1}, {"scn", "scan", 1},
		{"sscan", "scan", 1}, {"scam", "scan", 1}, {"ca", "abc", 3}, {"Torreon", "Torreón", 1},
	}
	for _, tt := range tests {
		if got := typos(tt.a, tt.b); got != tt.want {
			t.Errorf("typos(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// A distance is the same both ways, zero only for equal words, and no more than
// one for one slip of the fingers.
func TestTyposIsADistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringMatching(`[a-e_]{0,8}`).Draw(t, "a")
		b := rapid.StringMatching(`[a-e_]{0,8}`).Draw(t, "b")
		d := typos(a, b)
		if d != typos(b, a) || (d == 0) != (a == b) || d > max(len(a), len(b)) || d < abs(len(a)-len(b)) {
			t.Fatalf("typos(%q, %q) = %d, back %d", a, b, d, typos(b, a))
		}
		if i := rapid.IntRange(0, len(a)).Draw(t, "i"); typos(a, a[:i]+"x"+a[i:]) != 1 {
			t.Fatalf("a letter put into %q at %d is not one slip", a, i)
		}
	})
}
