package atlas

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestEncounters(t *testing.T) {
	var names []string
	for _, e := range Encounters() {
		names = append(names, e.Name)
		for _, label := range []string{EncounterClass, EncounterLayer, EncounterSpeed, EncounterSpeedUp, EncounterClimb, EncounterTurn} {
			i := e.Initial.Find(label)
			if i < 0 {
				t.Fatalf("%s has no %s", e.Name, label)
			}
			changes := strings.HasPrefix(label, `\dot`)
			if (e.After[i] >= 0) != changes || (e.Zero[i] >= 0) != changes || (e.Cuts[i] == nil) != (label == EncounterClass) {
				t.Errorf("%s: %s: after %d, zero %d, cuts %v", e.Name, label, e.After[i], e.Zero[i], e.Cuts[i])
			}
		}
	}
	if want := []string{"helicopter", "multi", "single", "vfr"}; !slices.Equal(names, want) {
		t.Errorf("models %v, want %v", names, want)
	}
	if e, ok := FindEncounter("vfr"); !ok || e.Cuts[e.Initial.Find(EncounterLayer)][4] != 12500 {
		t.Errorf("vfr reaches %v", e.Cuts)
	}
}

// The tables stand as the file has them: the first numbers of uncor_1200code_v2p1
// are the counts of G (4 bins), then those of A (4) for each G, then of L for
// each G and A, G going up first.
func TestEncounterTables(t *testing.T) {
	e, _ := FindEncounter("vfr")
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %.9f, want %.9f", what, got, want)
		}
	}
	near("G first", e.Initial.Chance(0, nil, 0), 459966244./(459966244+5365919+15357480+6158859))
	near("A last of G second", e.Initial.Chance(1, []uint8{1}, 3), 4424028./(40690+43134+858067+4424028))
	near("A second of G first", e.Initial.Chance(1, []uint8{0}, 1), 3401985./(7065150+3401985+19962912+429536197))
	sum := 0.0
	for bin := range uint8(7) {
		sum += e.Second.Chance(9, []uint8{0, 3, 2, 4, 2, 3, 3}, bin)
	}
	near("turn a second later", sum, 1)
}

// A number picks the bin whose share it falls into.
func TestPick(t *testing.T) {
	e, err := decodeEncounter("x", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		u  float64
		in uint8
	}{{0, 1}, {0.249, 1}, {0.25, 2}, {0.999, 2}} {
		if bin, ok := e.Initial.Pick(1, []uint8{1, 0}, tt.u); !ok || bin != tt.in {
			t.Errorf("%g falls into %d, %v; want %d", tt.u, bin, ok, tt.in)
		}
	}
	if _, ok := e.Initial.Pick(1, []uint8{0, 0}, 0.5); ok {
		t.Error("a state that was never seen has a bin")
	}
	if v := e.Value(1, 1, 0.5); v != 0 {
		t.Errorf("in the bin about 0 stands %g", v)
	}
	if v := e.Value(1, 2, 0.5); v != 2 {
		t.Errorf("in the middle of 1 to 3 stands %g", v)
	}
	if !slices.Equal(e.Initial.Order, []int{0, 1}) || !slices.Equal(e.Second.Order, []int{0, 1, 2}) || !slices.Equal(e.After, []int{-1, 2}) {
		t.Errorf("orders %v, %v, after %v", e.Initial.Order, e.Second.Order, e.After)
	}
}

// small is a model of a class with two values and a rate with three bins.
const small = `# labels_initial
"A", "\dot h"
# G_initial
0 1
0 0
# r_initial
2 3
# N_initial
1 3 0 0 0 0 1 3
# labels_transition
"A", "\dot h(t)", "\dot h(t+1)"
# G_transition
0 0 0
0 0 1
0 0 0
# r_transition
2 3 3
# N_transition
5 1 0 1 5 1 0 1 5
# boundaries
*
-3 -1 1 3
# resample_rates
0 0.5
`

func TestBrokenEncounters(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"another title", "# G_initial", "# graph", `x:3: want # G_initial, got "# graph"`},
		{"cut off", "# boundaries\n*\n-3 -1 1 3\n# resample_rates\n0 0.5\n", "", `x:20: want # boundaries, got ""`},
		{"a row too short", "0 1\n0 0\n#", "0 1\n0\n#", `x:5: want 2 numbers, got "1"`},
		{"a circle", "0 1\n0 0\n", "0 1\n1 0\n", `x:9: want at least 6 more counts for \dot h, got "2"`},
		{"a circle that counts right", "0 0 0\n0 0 1\n0 0 0", "0 0 0\n0 0 0\n0 0 1", `x:19: want a graph without a circle, got "one with"`},
		{"no bins", "2 3\n# N_initial", "2 0\n# N_initial", `x:7: want a number from 1 to 100, got "0"`},
		{"half a bin", "2 3\n# N_initial", "2 2.5\n# N_initial", `x:7: want whole numbers of bins, got "2.5"`},
		{"a count too few", "1 3 0 0 0 0 1 3", "1 3 0 0 0 0 1", `x:9: want at least 6 more counts for \dot h, got "5"`},
		{"a count below zero", "1 3 0 0 0 0 1 3", "1 3 0 0 0 0 1 -3", `x:9: want a number from 0 to 1e+15, got "-3"`},
		{"no number", "5 1 0 1", "5 NaN 0 1", `x:19: want a number from 0 to 1e+15, got "NaN"`},
		{"other variables", `"A", "\dot h(t)"`, `"A", "\dot v(t)"`, `x:19: want the variables of the start, \dot h with 3 bins, got "\\dot v(t) with 3"`},
		{"bounds that fall", "-3 -1 1 3", "-3 -1 -2 3", `x:22: want 4 rising bounds of \dot h, got "-3 -1 -2 3"`},
		{"a chance above 1", "0 0.5", "0 1.5", `x:24: want a number from 0 to 1, got "1.5"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := decodeEncounter("x", []byte(strings.Replace(small, tt.old, tt.new, 1)))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// FuzzEncounter: whatever the text, a model or an error; what is a model can be
// asked for every bin.
func FuzzEncounter(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(strings.Replace(small, "0 1\n0 0\n", "0 0\n0 0\n", 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := decodeEncounter("fuzz", b)
		if err != nil {
			return
		}
		for _, n := range []*Network{&e.Initial, &e.Second} {
			state := make([]uint8, len(n.Labels))
			for i := range state {
				state[i] = uint8(n.Bins[i] - 1)
			}
			for _, i := range n.Order {
				if n.tables[i].sums == nil {
					continue
				}
				if bin, ok := n.Pick(i, state, 0.999); ok && int(bin) >= n.Bins[i] {
					t.Fatalf("bin %d of %d", bin, n.Bins[i])
				}
			}
		}
	})
}

func BenchmarkDecodeEncounter(b *testing.B) {
	text := read("encounter-mitll/uncor_1200code_v2p1.txt.gz")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeEncounter("x", text); err != nil {
			b.Fatal(err)
		}
	}
}
