package scenario

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	keys := radarKeys()
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
			if got := nearest(tt.word, tt.known); got != tt.want {
				t.Errorf("nearest(%q) = %s, want %s", tt.word, got, tt.want)
			}
		})
	}
}

func radarKeys() []string { return fileSpec.find("radar").table.names }

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

// Every key of the format is found again after one slip, or another as near.
func TestSlipOfEveryKey(t *testing.T) {
	for _, key := range radarKeys() {
		for i := 1; i < len(key); i++ {
			slip := key[:i-1] + key[i:i+1] + key[i-1:i] + key[i+1:]
			if slip != key && len(key) > 3 && !strings.Contains(nearest(slip, radarKeys()), `"`+key+`"`) {
				t.Errorf("%q for %q: proposes %s", slip, key, nearest(slip, radarKeys()))
			}
		}
	}
}
