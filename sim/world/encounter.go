package world

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/atlas"
)

// rover is a local flight: it follows no route, but turns, climbs and changes
// its speed second by second as an encounter model does. What the model holds
// constant for a flight stays: its layer above the ground and its bin of speed.
// It climbs into its layer, and sinks to the ground when its time is over.
type rover struct {
	// What does not change.
	model *model
	seed  uint64
	key   uint64   // of its name
	until air.Time // then it goes down to land

	// What does.
	bins  [mostVariables]uint8
	rates [moves]float64 // m/s2, m/s up, rad/s to the right
	floor float64        // m, the ground below when last looked at
}

// The rates that a model changes.
const (
	speedUp = iota
	climbing
	turning
	moves
)

const mostVariables = 16 // of a model's two networks

// model is an encounter model with what a rover asks of it.
type model struct {
	atlas.Encounter
	class, layer, speed int
	rates               [moves]int
	order               []change // parents first
}

// change is a variable of the second network and which of the first it becomes.
type change struct{ after, now int }

// units turn a model's rates into SI.
var units = [moves]float64{geo.Knot, geo.FootMin, geo.Degree}

var (
	drawStart  = num.For("world/encounter/start")
	drawSecond = num.For("world/encounter/second")
)

// newModel returns the encounter model of a name.
func newModel(name string) (*model, error) {
	e, ok := atlas.FindEncounter(name)
	if !ok || len(e.Second.Labels) > mostVariables {
		return nil, fmt.Errorf("traffic: want an encounter model of at most %d variables, got %q", mostVariables, name)
	}
	n := &e.Initial
	m := &model{
		Encounter: e,
		class:     n.Find(atlas.EncounterClass), layer: n.Find(atlas.EncounterLayer), speed: n.Find(atlas.EncounterSpeed),
		rates: [moves]int{n.Find(atlas.EncounterSpeedUp), n.Find(atlas.EncounterClimb), n.Find(atlas.EncounterTurn)},
	}
	for _, i := range [...]int{m.class, m.layer, m.speed, m.rates[0], m.rates[1], m.rates[2]} {
		if i < 0 {
			return nil, fmt.Errorf("traffic: encounter model %s: want airspace, layer, speed and three rates, got fewer", name)
		}
	}
	for _, i := range e.Second.Order {
		for now, after := range e.After {
			if after == i {
				m.order = append(m.order, change{after, now})
			}
		}
	}
	return m, nil
}

// start draws the state of a flight at an instant, and its speed in m/s and
// height in metres above the ground.
func (r *rover) start() (speed, height float64) {
	m := r.model
	d := num.At(r.seed, drawStart, r.key, 0, 0)
	for _, i := range m.Initial.Order {
		r.bins[i], _ = m.Initial.Pick(i, r.bins[:], d.Uniform())
	}
	speed = m.Value(m.speed, r.bins[m.speed], d.Uniform()) * geo.Knot
	height = m.Value(m.layer, r.bins[m.layer], d.Uniform()) * geo.Foot
	for k, i := range m.rates {
		r.rates[k] = m.Value(i, r.bins[i], d.Uniform()) * units[k]
	}
	return speed, height
}

// second draws the rates of the second that starts now. A rate whose bin stays
// stays itself, but for its chance to be drawn anew within the bin. Where no
// aircraft was ever seen in a state, the bin stays.
func (r *rover) second(now air.Time) {
	m := r.model
	d := num.At(r.seed, drawSecond, r.key, 0, uint64(now/air.Second))
	state := r.bins
	next := state
	for _, c := range m.order {
		bin, seen := m.Second.Pick(c.after, state[:], d.Uniform())
		if !seen {
			bin = r.bins[c.now]
		}
		state[c.after], next[c.now] = bin, bin
	}
	for k, i := range m.rates {
		u, again := d.Uniform(), d.Uniform() < m.Resample[i]
		if next[i] != r.bins[i] || again {
			r.rates[k] = m.Value(i, next[i], u) * units[k]
		}
		r.bins[i] = next[i]
	}
}

// bounds returns the bounds of the bin in which a variable of a flight is.
func (r *rover) bounds(variable int) (lo, hi float64) {
	c, bin := r.model.Cuts[variable], r.bins[variable]
	return c[bin], c[bin+1]
}

// highestVFR is the highest level of a flight under visual rules: below class A,
// which begins at 18,000 ft (14 CFR 71.33, 91.135).
const highestVFR = 17_500 * geo.Foot

const (
	lookEvery = 8 * air.Second // how often the ground is looked at
	lookAhead = 12.0           // s, how far ahead
	easyClimb = 700 * geo.FootMin
	easySink  = 500 * geo.FootMin // both assumed: of a light aircraft to its layer, and to the ground
	flare     = 30.0              // m above the ground: there it counts as landed
)

// rove moves a local flight through a beat of dt seconds that ends at t1.
func (a *aircraft) rove(t1 air.Time, dt float64) {
	r := a.rover
	t0 := t1 - air.FromSeconds(dt)
	if t0%air.Second == 0 {
		r.second(t0)
		if (t0/air.Second+air.Time(r.key%8))%(lookEvery/air.Second) == 0 {
			a.lookDown()
		}
	}
	lo, hi := r.bounds(r.model.speed)
	speed := max(lo*geo.Knot, min(hi*geo.Knot, a.speed+float64(r.rates[speedUp]*dt)))
	climb := toward(a.climb, a.inLayer(t0), a.perf.upright*dt)
	a.step(dt, -r.rates[turning]*dt, speed, climb, a.wind)
	a.vel = a.velocity().Add(a.wind)
	if t0 >= r.until && a.height < r.floor+flare {
		a.phase = gone
	}
}

// lookDown keeps the height of the ground here and a little ahead.
func (a *aircraft) lookDown() {
	ahead := placeOf(unit(axpy(a.up, a.speed*lookAhead/geo.MeanRadius, a.fore)))
	a.rover.floor = max(atlas.Ground(a.place()), atlas.Ground(ahead))
}

// inLayer returns the vertical rate in m/s that is aimed at: the model's within
// the flight's layer above the ground, level at its bounds, back towards it
// outside.
func (a *aircraft) inLayer(now air.Time) float64 {
	r := a.rover
	if now >= r.until {
		return -easySink
	}
	lo, hi := r.bounds(r.model.layer)
	top := min(r.floor+hi*geo.Foot, highestVFR, a.perf.ceiling)
	base := min(r.floor+lo*geo.Foot, top-100)
	lag := 4.0 // s, in which a bound is met
	switch gap := max(base-a.height, a.height-top); {
	case a.height < base:
		return min(a.perf.climb(a.height), max(easyClimb, gap/10))
	case a.height > top:
		return -min(a.perf.descent, max(easySink, gap/10))
	}
	return max((base-a.height)/lag, min((top-a.height)/lag, r.rates[climbing]))
}

func (r *rover) append(b []byte) []byte {
	b = append(b, r.bins[:]...)
	for _, x := range r.rates {
		b = air.AppendFloat(b, x)
	}
	return air.AppendFloat(b, r.floor)
}

func (r *rover) load(s *air.StateReader, name string) {
	for i := range r.bins {
		r.bins[i] = s.U8()
	}
	for i := range r.rates {
		r.rates[i] = s.Float()
	}
	r.floor = s.Float()
	if s.Err() == nil && !r.sound() {
		s.Fail(fmt.Errorf("checkpoint: %s: want bins and rates of its model, got others", name))
	}
}

// sound reports whether a state is one of the model's; NaN is not.
func (r *rover) sound() bool {
	for i, bins := range r.model.Initial.Bins {
		if int(r.bins[i]) >= bins {
			return false
		}
	}
	for k, i := range r.model.rates {
		if c := r.model.Cuts[i]; !(r.rates[k] >= c[0]*units[k] && r.rates[k] <= c[len(c)-1]*units[k]) {
			return false
		}
	}
	return math.Abs(r.floor) < 1e5
}
