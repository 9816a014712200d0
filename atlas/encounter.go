package atlas

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Encounter is one of the encounter models: how aircraft of a class really fly,
// as two Bayes networks. The first says how likely each state is at an instant,
// the second how it changes from one second to the next. Values are cut into
// bins; what stands in a bin is as likely at each place within it.
//
// Source: MIT Lincoln Laboratory, em-model-manned-bayes (55bcfd6), made of radar
// tracks; M. Kochenderfer et al., Uncorrelated Encounter Model of the National
// Airspace System, ATC-345, 2008. The networks are as given.
type Encounter struct {
	Name     string
	Initial  Network
	Second   Network     // its first variables are those of Initial, at a second and at the next
	After    []int       // of each variable of Initial: which of Second it is a second later; -1: it stays
	Cuts     [][]float64 // of each variable of Initial: the bounds of its bins, in its own unit; nil: it is a class
	Zero     []int       // of each variable of Initial: the bin that holds 0 within it, which stands for exactly 0; -1: none
	Resample []float64   // of each variable of Initial: chance a second that its value moves within its bin
}

// Network is a Bayes network of variables with bins.
type Network struct {
	Labels []string
	Bins   []int   // of each variable
	Order  []int   // the variables, parents before children
	tables []table // of each variable; of those that are given an empty one
}

// table is how likely the bins of one variable are for each state of its
// parents.
type table struct {
	parents, strides []int
	sums             []float64 // cumulative, state by state; all 0 where nothing was ever seen
}

// The units of the variables of the encounter models, by their labels there.
const (
	EncounterClass   = "A"         // class of airspace: B, C, D, other
	EncounterLayer   = "L"         // ft above ground
	EncounterSpeed   = "v"         // kt, true airspeed
	EncounterSpeedUp = `\dot v`    // kt/s
	EncounterClimb   = `\dot h`    // ft/min
	EncounterTurn    = `\dot \psi` // degrees/s, to the right
)

// Encounters returns the encounter models that the atlas holds, sorted by name:
// helicopter, multi (fixed wing, several engines, other codes than 1200), single
// (fixed wing, one engine, code 1200), vfr (all that wear code 1200, up to
// 12,500 ft above ground).
func Encounters() []Encounter {
	return []Encounter{helicopters(), multi(), single(), vfr()}
}

// FindEncounter returns the encounter model of a name.
func FindEncounter(name string) (Encounter, bool) { return find(Encounters(), name, encounterName) }

func encounterName(e *Encounter) string { return e.Name }

var (
	helicopters = encounter("helicopter", "uncor_1200only_rotorcraft_v1p2")
	multi       = encounter("multi", "uncor_1200exclude_fwme_v1p2")
	single      = encounter("single", "uncor_1200only_fwse_v1p2")
	vfr         = encounter("vfr", "uncor_1200code_v2p1")
)

func encounter(name, file string) func() Encounter {
	return once("encounter-mitll/"+file+".txt.gz", func(file string, b []byte) (Encounter, error) {
		e, err := decodeEncounter(file, b)
		e.Name = name
		return e, err
	})
}

// Find returns which variable has a label; -1: none.
func (n *Network) Find(label string) int { return slices.Index(n.Labels, label) }

// Pick returns the bin of a variable that a number in [0, 1) falls into, where
// state holds the bins of the variables, counted from 0. It is not ok where no
// aircraft was ever seen in that state of the parents.
func (n *Network) Pick(variable int, state []uint8, u float64) (bin uint8, ok bool) {
	t := &n.tables[variable]
	at := 0
	for i, p := range t.parents {
		at += int(state[p]) * t.strides[i]
	}
	bins := n.Bins[variable]
	sums := t.sums[at*bins : (at+1)*bins]
	target := u * sums[bins-1]
	for i, s := range sums {
		if target < s {
			return uint8(i), true
		}
	}
	return 0, false
}

// Chance returns how likely a bin of a variable is in a state of its parents.
func (n *Network) Chance(variable int, state []uint8, bin uint8) float64 {
	t := &n.tables[variable]
	at := 0
	for i, p := range t.parents {
		at += int(state[p]) * t.strides[i]
	}
	sums := t.sums[at*n.Bins[variable]:][:n.Bins[variable]]
	below := 0.0
	if bin > 0 {
		below = sums[bin-1]
	}
	if all := sums[len(sums)-1]; all > 0 {
		return (sums[bin] - below) / all
	}
	return 0
}

// Value returns what stands at a fraction u of a bin of a variable of Initial: 0
// in the bin about 0, and the bin's own number where it is a class.
func (e *Encounter) Value(variable int, bin uint8, u float64) float64 {
	c := e.Cuts[variable]
	switch {
	case c == nil:
		return float64(bin)
	case int(bin) == e.Zero[variable]:
		return 0
	}
	return c[bin] + float64(u*(c[bin+1]-c[bin]))
}

// mostVariables and mostBins are far above what the models have.
const (
	mostVariables = 32
	mostBins      = 100
)

// lines of an encounter model, read one after the other. The first fault sticks.
type encounterReader struct {
	file  string
	lines []string
	line  int
	err   error
}

// decodeEncounter reads the text of a model: a title in a line of its own, then
// what it says. Tables hold the counts of a variable's bins for each state of
// its parents, the first parent's bin going up first.
func decodeEncounter(name string, b []byte) (Encounter, error) {
	r := &encounterReader{file: name, lines: strings.Split(string(bytes.ReplaceAll(b, []byte("\r"), nil)), "\n")}
	e := Encounter{Initial: r.network("initial", 0)}
	given := len(e.Initial.Labels)
	e.Second = r.network("transition", given)
	r.link(&e)
	r.title("boundaries")
	for i := range given {
		e.Cuts = append(e.Cuts, r.cuts(&e.Initial, i))
		e.Zero = append(e.Zero, zeroBin(e.Cuts[i]))
	}
	r.title("resample_rates")
	e.Resample = r.numbers(given, 0, 1)
	if r.err != nil {
		return Encounter{}, r.err
	}
	return e, nil
}

// network reads labels, graph, numbers of bins and tables; the first variables
// have no tables, as they are given.
func (r *encounterReader) network(which string, given int) (n Network) {
	r.title("labels_" + which)
	n.Labels = r.labels()
	count := len(n.Labels)
	if r.err == nil && (count < given || count == 0 || count > mostVariables) {
		r.fail(fmt.Sprintf("%d to %d labels", max(1, given), mostVariables), strconv.Itoa(count))
	}
	r.title("G_" + which)
	graph := make([][]float64, 0, mostVariables)
	for i := 0; i < count && r.err == nil; i++ {
		graph = append(graph, r.numbers(count, 0, 1))
	}
	r.title("r_" + which)
	for _, bins := range r.numbers(count, 1, mostBins) {
		if bins != math.Trunc(bins) {
			r.fail("whole numbers of bins", fmt.Sprint(bins))
		}
		n.Bins = append(n.Bins, int(bins))
	}
	r.title("N_" + which)
	r.tables(&n, graph, given)
	return n
}

// tables reads the counts of all variables but those given, from one line.
func (r *encounterReader) tables(n *Network, graph [][]float64, given int) {
	fields := strings.Fields(r.next())
	if r.err != nil {
		return
	}
	for i := range n.Labels {
		var t table
		size := n.Bins[i]
		for p := range graph {
			if graph[p][i] != 0 {
				t.parents, t.strides = append(t.parents, p), append(t.strides, size/n.Bins[i])
				size *= n.Bins[p]
			}
			if i >= given && size > len(fields) {
				r.fail(fmt.Sprintf("at least %d more counts for %s", size, n.Labels[i]), strconv.Itoa(len(fields)))
				return
			}
		}
		if i >= given {
			t.sums = r.counts(fields[:size], n.Bins[i])
			fields = fields[size:]
		}
		n.tables = append(n.tables, t)
	}
	if len(fields) > 0 {
		r.fail("no more counts", strconv.Itoa(len(fields)))
	}
	n.Order = r.order(n.tables)
}

// counts returns the sums of counts within each state.
func (r *encounterReader) counts(fields []string, bins int) []float64 {
	sums := make([]float64, len(fields))
	for i, f := range fields {
		sums[i] = r.number(f, 0, 1e15)
		if i%bins != 0 {
			sums[i] += sums[i-1]
		}
	}
	return sums
}

// order returns the variables, parents first; of those that may come next the
// first one.
func (r *encounterReader) order(tables []table) (order []int) {
	known := make([]bool, len(tables))
	for len(order) < len(tables) && r.err == nil {
		next := -1
		for i := len(tables) - 1; i >= 0; i-- {
			if !known[i] && !slices.ContainsFunc(tables[i].parents, func(p int) bool { return !known[p] }) {
				next = i
			}
		}
		if next < 0 {
			r.fail("a graph without a circle", "one with")
			return nil
		}
		known[next] = true
		order = append(order, next)
	}
	return order
}

// link finds out of the labels what each variable is a second later: "x(t)"
// becomes "x(t+1)".
func (r *encounterReader) link(e *Encounter) {
	for i, label := range e.Initial.Labels {
		if r.err != nil {
			return
		}
		now := e.Second.Labels[i]
		if bare := strings.TrimSuffix(now, "(t)"); bare != label || e.Second.Bins[i] != e.Initial.Bins[i] {
			r.fail(fmt.Sprintf("the variables of the start, %s with %d bins", label, e.Initial.Bins[i]), fmt.Sprintf("%s with %d", now, e.Second.Bins[i]))
			return
		}
		after := e.Second.Find(label + "(t+1)")
		if after >= 0 && e.Second.Bins[after] != e.Initial.Bins[i] {
			r.fail(fmt.Sprintf("%d bins of %s", e.Initial.Bins[i], e.Second.Labels[after]), strconv.Itoa(e.Second.Bins[after]))
		}
		e.After = append(e.After, after)
	}
}

// cuts reads the bounds of a variable's bins; "*" is a class without.
func (r *encounterReader) cuts(n *Network, variable int) (cuts []float64) {
	s := strings.TrimSpace(r.next())
	if r.err != nil || s == "*" {
		return nil
	}
	for _, f := range strings.Fields(s) {
		cuts = append(cuts, r.number(f, -1e6, 1e6))
	}
	if r.err == nil && (len(cuts) != n.Bins[variable]+1 || !slices.IsSorted(cuts)) {
		r.fail(fmt.Sprintf("%d rising bounds of %s", n.Bins[variable]+1, n.Labels[variable]), s)
	}
	return cuts
}

func zeroBin(cuts []float64) int {
	for i := 1; i < len(cuts); i++ {
		if cuts[i-1] < 0 && cuts[i] > 0 {
			return i - 1
		}
	}
	return -1
}

// fail notes a fault in the line read last.
func (r *encounterReader) fail(wanted, got string) {
	if r.err == nil {
		if len(got) > 40 {
			got = got[:40]
		}
		r.err = fmt.Errorf("%s:%d: want %s, got %q", r.file, r.line, wanted, got)
	}
}

// next returns the next line; empty after a fault.
func (r *encounterReader) next() string {
	if r.err != nil {
		return ""
	}
	if r.line == len(r.lines) {
		r.fail("more lines", "the end")
		return ""
	}
	r.line++
	return r.lines[r.line-1]
}

func (r *encounterReader) title(name string) {
	if s := r.next(); r.err == nil && s != "# "+name {
		r.fail("# "+name, s)
	}
}

// labels reads names in quotes, with commas between.
func (r *encounterReader) labels() (labels []string) {
	for _, s := range strings.Split(r.next(), ",") {
		labels = append(labels, strings.Trim(strings.TrimSpace(s), `"`))
	}
	return labels
}

// numbers reads a line of so many numbers.
func (r *encounterReader) numbers(count int, lo, hi float64) (list []float64) {
	fields := strings.Fields(r.next())
	if r.err == nil && len(fields) != count {
		r.fail(fmt.Sprintf("%d numbers", count), strconv.Itoa(len(fields)))
	}
	for _, f := range fields {
		list = append(list, r.number(f, lo, hi))
	}
	return list
}

// number reads one number; 0 after a fault. Written so that NaN fails too.
func (r *encounterReader) number(s string, lo, hi float64) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if r.err == nil && (err != nil || !(v >= lo && v <= hi)) {
		r.fail(fmt.Sprintf("a number from %g to %g", lo, hi), s)
	}
	if r.err != nil {
		return 0
	}
	return v
}
