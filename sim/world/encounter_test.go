package world

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// joint is how likely each state of the first variables of a network is, in the
// mixed-radix order of their bins.
type joint struct {
	bins []int
	p    []float64
}

func (j *joint) each(do func(state []uint8, p float64)) {
	state := make([]uint8, mostVariables)
	for at, p := range j.p {
		if p == 0 {
			continue
		}
		for i, rest := 0, at; i < len(j.bins); i++ {
			state[i] = uint8(rest % j.bins[i])
			rest /= j.bins[i]
		}
		do(state, p)
	}
}

// startJoint is the law of a model's first network, by multiplying its tables out.
func startJoint(m *model) joint {
	j := joint{bins: m.Initial.Bins}
	size := 1
	for _, b := range j.bins {
		size *= b
	}
	j.p = make([]float64, size)
	for i := range j.p {
		j.p[i] = 1
	}
	all := joint{j.bins, j.p}
	out := make([]float64, size)
	at := 0
	all.each(func(state []uint8, _ float64) {
		p := 1.0
		for _, i := range m.Initial.Order {
			if p *= m.Initial.Chance(i, state, state[i]); p == 0 {
				break
			}
		}
		out[at] = p
		at++
	})
	return joint{j.bins, out}
}

// marginal is the law of one variable.
func (j *joint) marginal(variable int) []float64 {
	m := make([]float64, j.bins[variable])
	j.each(func(state []uint8, p float64) { m[state[variable]] += p })
	return m
}

// chi2 returns Pearson's statistic of counts against a law, and the value that it
// passes once in a thousand times (Wilson and Hilferty). Bins in which fewer than
// five are expected are put together.
func chi2(counts []int, law []float64) (statistic, limit float64) {
	n, dof := 0, -1.0
	for _, c := range counts {
		n += c
	}
	rest, restCount := 0.0, 0.0
	add := func(want, got float64) {
		statistic += (got - want) * (got - want) / want
		dof++
	}
	for i, p := range law {
		if want := p * float64(n); want >= 5 {
			add(want, float64(counts[i]))
		} else {
			rest, restCount = rest+want, restCount+float64(counts[i])
		}
	}
	if rest >= 1 {
		add(rest, restCount)
	} else if restCount > 0 && rest < 1e-6 {
		return math.Inf(1), 0 // what cannot be has been
	}
	c := 1 - 2/(9*dof) + 3.09*math.Sqrt(2/(9*dof))
	return statistic, dof * c * c * c
}

func fits(t *testing.T, what string, counts []int, law []float64) {
	t.Helper()
	if x, limit := chi2(counts, law); x > limit {
		t.Errorf("%s: chi-square %.1f, want at most %.1f; counts %v against %.4f", what, x, limit, counts, law)
	}
}

var modelNames = []string{"helicopter", "multi", "single", "vfr"}

// Flights start as their network says, in each variable, and each rate goes from
// bin to bin in a second as the two networks say together.
func TestStartsAndSecondsAsTheNetworks(t *testing.T) {
	const flights = 20_000
	for _, name := range modelNames {
		m, err := newModel(name)
		if err != nil {
			t.Fatal(err)
		}
		law := startJoint(m)
		start, pairs := make([][]int, len(law.bins)), make([][]int, len(law.bins))
		for i, b := range law.bins {
			start[i], pairs[i] = make([]int, b), make([]int, b*b)
		}
		for k := range flights {
			r := rover{model: m, seed: 19, key: num.Key(name + num4(k))}
			r.start()
			before := r.bins
			r.second(0)
			for i, b := range law.bins {
				start[i][before[i]]++
				pairs[i][int(before[i])*b+int(r.bins[i])]++
			}
		}
		for i, label := range m.Initial.Labels {
			fits(t, name+" starts "+label, start[i], law.marginal(i))
		}
		for _, c := range m.order {
			bins := law.bins[c.now]
			change := make([]float64, bins*bins)
			law.each(func(state []uint8, p float64) {
				known := 0.0
				for bin := range bins {
					chance := p * m.Second.Chance(c.after, state, uint8(bin))
					change[int(state[c.now])*bins+bin] += chance
					known += chance
				}
				change[int(state[c.now])*(bins+1)] += p - known // never seen: it stays
			})
			fits(t, name+" from a second to the next "+m.Initial.Labels[c.now], pairs[c.now], change)
		}
	}
}

func sumOf(law []float64) (sum float64) {
	for _, p := range law {
		sum += p
	}
	return sum
}

// after returns the law a second later, where the rates of the next second do not
// hang on each other.
func (j *joint) after(m *model) joint {
	next := joint{j.bins, make([]float64, len(j.p))}
	strides := make([]int, len(j.bins))
	for i, size := 0, 1; i < len(j.bins); i++ {
		strides[i] = size
		size *= j.bins[i]
	}
	j.each(func(state []uint8, p float64) {
		type place struct {
			at int
			p  float64
		}
		here := 0
		for i := range j.bins {
			here += int(state[i]) * strides[i]
		}
		spread := []place{{here, p}}
		for _, c := range m.order {
			var wider []place
			for bin := range j.bins[c.now] {
				if chance := m.Second.Chance(c.after, state, uint8(bin)); chance > 0 {
					for _, s := range spread {
						wider = append(wider, place{s.at + (bin-int(state[c.now]))*strides[c.now], s.p * chance})
					}
				}
			}
			if len(wider) > 0 { // else never seen: it stays
				spread = wider
			}
		}
		for _, s := range spread {
			next.p[s.at] += s.p
		}
	})
	return next
}

// Second after second the draws are new ones: after a while the rates are as the
// chain of the two networks has them, multiplied out.
func TestChainOfSeconds(t *testing.T) {
	const flights, seconds = 20_000, 10
	m, err := newModel("helicopter")
	if err != nil {
		t.Fatal(err)
	}
	law := startJoint(m)
	counts := make([][]int, len(law.bins))
	for i, b := range law.bins {
		counts[i] = make([]int, b)
	}
	for k := range flights {
		r := rover{model: m, seed: 5, key: num.Key(num4(k) + "chain")}
		r.start()
		for second := range air.Time(seconds) {
			r.second(second * air.Second)
		}
		for i := range law.bins {
			counts[i][r.bins[i]]++
		}
	}
	for range seconds {
		law = law.after(m)
	}
	for _, c := range m.order {
		fits(t, "after 10 s "+m.Initial.Labels[c.now], counts[c.now], law.marginal(c.now))
	}
}

// Within a bin all values are alike likely, but in the bin about zero: there a
// flight is steady.
func TestValuesWithinBins(t *testing.T) {
	m, err := newModel("vfr")
	if err != nil {
		t.Fatal(err)
	}
	var tenths [10]int
	steady, turns := 0, 0
	for k := range 20_000 {
		r := rover{model: m, seed: 7, key: num.Key(num4(k))}
		speed, _ := r.start()
		lo, hi := r.bounds(m.speed)
		tenths[min(9, int(10*(speed/geo.Knot-lo)/(hi-lo)))]++
		if int(r.bins[m.rates[turning]]) == m.Zero[m.rates[turning]] {
			steady++
			if r.rates[turning] != 0 {
				turns++
			}
		}
	}
	fits(t, "tenths of the bins of speed", tenths[:], []float64{.1, .1, .1, .1, .1, .1, .1, .1, .1, .1})
	if steady < 10_000 || turns > 0 {
		t.Errorf("%d of 20000 fly straight, of them %d turn; want most, none", steady, turns)
	}
}

// A rate whose bin stays is drawn anew within it as often as the model says.
func TestRatesAreDrawnAnew(t *testing.T) {
	m, err := newModel("vfr")
	if err != nil {
		t.Fatal(err)
	}
	for k, i := range m.rates {
		stayed, moved := 0, 0
		for n := range 3000 {
			r := rover{model: m, seed: 3, key: num.Key(num4(n))}
			r.start()
			for second := range air.Time(20) {
				before := r
				r.second(second * air.Second)
				if r.bins[i] == before.bins[i] && int(r.bins[i]) != m.Zero[i] {
					stayed++
					if r.rates[k] != before.rates[k] {
						moved++
					}
				}
			}
		}
		fits(t, m.Initial.Labels[i]+" drawn anew", []int{moved, stayed - moved}, []float64{m.Resample[i], 1 - m.Resample[i]})
		if stayed < 1000 {
			t.Errorf("%s: %d seconds in one bin", m.Initial.Labels[i], stayed)
		}
	}
}

// plains is an exercise with light aircraft over the plains of Texas and
// Oklahoma, where the ground hides no layer.
func plains() *scenario.Scenario {
	sc := exercise()
	sc.Start = 18 * 3600
	sc.Length = air.Hour
	sc.Traffic = scenario.Traffic{VFR: 6, Helicopters: 6, Within: geo.Box{South: 29 * geo.Degree, North: 37 * geo.Degree, West: -100 * geo.Degree, East: -90 * geo.Degree}}
	return sc
}

// The flights of a sky, not the draws: what is seen of those on their way at the
// start, speed, height above ground, vertical rate and turn rate, is as the
// networks say.
func TestFlownTracksFitTheNetworks(t *testing.T) {
	w := newWorld(t, plains())
	laws := map[string]*joint{}
	counts := map[string]map[int][]int{}
	w.Advance(air.Second)
	for i := range w.Truth().Aircraft {
		s := &w.Truth().Aircraft[i]
		a := &w.fleet[s.ID]
		m := a.rover.model
		if a.depart > 0 {
			continue
		}
		if laws[m.Name] == nil {
			law := startJoint(m)
			laws[m.Name], counts[m.Name] = &law, map[int][]int{}
		}
		f := geo.NewFrame(s.Pos0.Geodetic())
		v := f.Turn(s.Vel0)
		for variable, value := range map[int]float64{
			m.speed: v.Norm() / geo.Knot,
			m.layer: (f.Origin.Geodetic().Height - atlas.Ground(s.Pos0.Geodetic().LatLon)) / geo.Foot,
		} {
			count(counts[m.Name], m, variable, value)
		}
	}
	flown := 0
	for _, name := range modelNames {
		if laws[name] == nil {
			t.Fatalf("no flight of model %s in the sky", name)
		}
		for _, variable := range []int{1, 2, 3} {
			m, _ := newModel(name)
			if variable == m.class {
				continue
			}
			c := counts[name][variable]
			for _, n := range c {
				flown += n
			}
			fits(t, name+" flown "+m.Initial.Labels[variable], c, laws[name].marginal(variable))
		}
	}
	if flown < 2000 {
		t.Errorf("%d values, want thousands", flown)
	}
}

func count(counts map[int][]int, m *model, variable int, value float64) {
	if counts[variable] == nil {
		counts[variable] = make([]int, m.Initial.Bins[variable])
	}
	cuts := m.Cuts[variable]
	for bin := range counts[variable] {
		if value < cuts[bin+1]+1e-6 || bin == len(counts[variable])-1 {
			counts[variable][bin]++
			return
		}
	}
}

// What a flight's motion shows is what its model drew: turn rate and vertical
// rate by differences of position and velocity, speed within its bin.
func TestRoversFlyWhatIsDrawn(t *testing.T) {
	w := locals(t, 300)
	watch(w, air.Second, 10*air.Minute, func(s *truth.Snapshot) bool {
		for i := range s.Aircraft {
			a := &w.fleet[s.Aircraft[i].ID]
			r, f := a.rover, geo.NewFrame(s.Aircraft[i].Pos.Geodetic())
			before, after := f.Turn(s.Aircraft[i].Vel0), f.Turn(s.Aircraft[i].Vel)
			turn := geo.Delta(math.Atan2(after.X, after.Y), math.Atan2(before.X, before.Y))
			if math.Hypot(after.X, after.Y) > 5 && math.Abs(math.Abs(turn)-math.Abs(r.rates[turning])) > 1e-4 {
				t.Fatalf("%v: %s turns %.3f degrees in a second, want %.3f", s.At, a.name, turn/geo.Degree, r.rates[turning]/geo.Degree)
			}
			lo, hi := r.bounds(r.model.speed)
			if kt := after.Norm() / geo.Knot; kt < lo-0.5 || kt > hi+0.5 {
				t.Fatalf("%v: %s flies %.1f kt, want %g to %g", s.At, a.name, kt, lo, hi)
			}
			if up := after.Z - before.Z; math.Abs(up) > 1.01 {
				t.Fatalf("%v: %s changes its climb by %.2f m/s in a second", s.At, a.name, up)
			}
		}
		return true
	})
}

// A flight that departs in the exercise climbs from the ground into its layer,
// stays there, and comes down to the ground when its time is over.
func TestLocalFlightFromGroundToGround(t *testing.T) {
	m, err := newModel("single")
	if err != nil {
		t.Fatal(err)
	}
	field, _ := atlas.FindAirport("KOKC")
	for k := range 40 {
		name := "VFR-KOKC/" + num4(k)
		w := newWorld(t, exercise())
		f, err := newLocal(name, &field, m, &share{"single", 1, wings}, air.Minute, 41*air.Minute, 19, num.At(19, drawFlight, num.Key(name), 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.add(f.aircraft, f.entry); err != nil {
			t.Fatal(err)
		}
		w.sky.Aircraft = make([]truth.Aircraft, 0, 1)
		lo, hi := w.fleet[0].rover.bounds(m.layer)
		first, last, inLayer := air.Never, air.Time(0), 0
		above := 0.0
		watch(w, air.Second, 2*air.Hour, func(s *truth.Snapshot) bool {
			if len(s.Aircraft) == 0 {
				return last == 0
			}
			first, last = min(first, s.From), s.At
			g := s.Aircraft[0].Pos.Geodetic()
			above = (g.Height - atlas.Ground(g.LatLon)) / geo.Foot
			if above < -30 {
				t.Fatalf("%v: %s is %.0f ft below the ground", s.At, name, -above)
			}
			if above > lo-150 && above < hi+150 {
				inLayer++
			}
			return true
		})
		if first != air.Minute || last < 41*air.Minute || above > 200 {
			t.Errorf("%s: in the air from %v to %v, ends %.0f ft above the ground; want from 00:01:00 to after 00:41:00, on it", name, first, last, above)
		}
		if inLayer < 25*60 {
			t.Errorf("%s: %d s in its layer of %g to %g ft, want most of 40 minutes", name, inLayer, lo, hi)
		}
	}
}

// Flights by models go on from a checkpoint as they would have.
func TestLocalFlightsInCheckpoint(t *testing.T) {
	whole := locals(t, 50)
	whole.Advance(air.Minute)
	saved := whole.Append(nil)
	fresh := locals(t, 50)
	r := air.NewStateReader(saved)
	if err := fresh.Load(r); err != nil || r.Done() != nil {
		t.Fatal(err, r.Done())
	}
	for at := air.Minute + air.Second; at < 3*air.Minute; at += air.Second {
		whole.Advance(at)
		fresh.Advance(at)
	}
	if string(fresh.Append(nil)) != string(whole.Append(nil)) {
		t.Error("loaded flights go on differently")
	}
	for n := 0; n < len(saved); n += 7 {
		if fresh.Load(air.NewStateReader(saved[:n])) == nil {
			t.Fatalf("loads %d bytes of %d", n, len(saved))
		}
	}
}
