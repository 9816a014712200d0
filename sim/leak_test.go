package sim_test

import (
	"bytes"
	"flag"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/replay"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

var whole = flag.Bool("whole", false, "look for leaks in 20 minutes of each flagship and in ten times as many drawn exercises")

// script is what acted and was being said in a run, beat by beat.
type script struct {
	engine *sim.Engine
	orders [][]air.Order
	lines  [][]byte
}

func (s *script) Beat(b *truth.Beat) error {
	s.orders = append(s.orders, slices.Clone(b.Orders))
	s.lines = append(s.lines, s.engine.Lines())
	return nil
}

// puppets play a script to another engine, and note what its people, those of a
// nation, would have ordered otherwise.
type puppets struct {
	engine *sim.Engine
	script *script
	own    func(air.Order) bool
	beat   int
	strays []string
}

func (p *puppets) Beat(b *truth.Beat) error {
	p.beat++
	if p.beat >= len(p.script.orders) {
		return nil
	}
	due := p.script.orders[p.beat]
	ordered, err := p.engine.Puppet(due, p.script.lines[p.beat-1])
	if got, want := bodies(ordered, p.own), bodies(due, p.own); !reflect.DeepEqual(got, want) {
		p.strays = append(p.strays, fmt.Sprintf("%v: %+v, want %+v", b.At, got, want))
	}
	return err
}

func bodies(orders []air.Order, own func(air.Order) bool) (list []air.Body) {
	for _, o := range orders {
		if own(o) {
			list = append(list, o.Body)
		}
	}
	return list
}

// told is what a run tells: each nation its file, the director every message.
type told struct {
	files  map[air.Nation][]byte
	all    map[string][]byte // by topic
	script *script
	strays []string // of the puppets
}

// tell runs an exercise; with a script, by its orders and words. More orders may
// be given at the end of a beat.
func tell(t testing.TB, sc *scenario.Scenario, until air.Time, by *script, own func(air.Order) bool, more map[air.Time][]air.Body) told {
	t.Helper()
	e, tp := engine(t, sc, sc.Seed), newTape()
	header := replay.Header{Name: sc.Name, Source: sc.Source, Seed: sc.Seed, Build: "test", Theater: e.Theater(), Roster: e.Roster()}
	files := map[air.Nation]*bytes.Buffer{}
	var recorders []*replay.Nation
	for _, nation := range air.Nations {
		b := &bytes.Buffer{}
		if n, err := replay.NewNation(b, header, nation); err == nil {
			files[nation], recorders = b, append(recorders, n)
			e.Attach(n)
		}
	}
	out := told{files: map[air.Nation][]byte{}, all: tp.messages, script: &script{engine: e}}
	e.Attach(tp)
	e.Attach(out.script)
	p := &puppets{engine: e, script: by, own: own}
	if by != nil {
		e.Attach(p)
	}
	for now := air.Time(0); now < until; now += 10 * air.Second {
		for _, b := range more[now] {
			e.Submit(air.Order{From: air.Director, Body: b})
		}
		runTo(t, e, now+10*air.Second)
	}
	for _, n := range recorders {
		if err := n.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for nation, b := range files {
		out.files[nation] = b.Bytes()
	}
	out.strays = p.strays
	return out
}

// secret is something that a nation may not have, and how it may be otherwise. It
// reports whether there is such a thing in an exercise.
type secret struct {
	name   string
	change func(sc *scenario.Scenario, n air.Nation) bool
}

// secrets are the ways in which an exercise may be otherwise without a nation's
// knowing.
var secrets = []secret{
	{"plots of radars withheld", func(sc *scenario.Scenario, n air.Nation) (is bool) {
		for i := range sc.Radars {
			if r := &sc.Radars[i]; hides(sc, r, n) {
				r.OutAtStart, is = !r.OutAtStart && i%2 == 0, true
				r.BiasRange, r.FalsePerScan = r.BiasRange+300, r.FalsePerScan+2
			}
		}
		return is
	}},
	{"a radar, a center and a feed of others", func(sc *scenario.Scenario, n air.Nation) (is bool) {
		for i := range sc.Centers {
			if c := &sc.Centers[i]; strings.HasPrefix(c.Name, "HIDE-") && c.Nation != n {
				c.Name, c.Title, is = "OTHER"+c.Name, "Another place", true
			}
		}
		for i := range sc.Radars {
			if r := &sc.Radars[i]; strings.HasPrefix(r.Name, "HIDE-") && r.Nation != n {
				r.Name = "OTHER" + r.Name
			}
		}
		return is
	}},
	{"how feeds to others do", func(sc *scenario.Scenario, n air.Nation) (is bool) {
		for i := range sc.Feeds {
			if f := &sc.Feeds[i]; !f.Tracks && !sc.Centers[f.Center].Audience.To(air.Only(n)) && !gives(sc, f.Center, n) {
				f.Delay, f.Loss, is = f.Delay+3*air.Second, 0.1, true
			}
		}
		return is
	}},
	{"flight plans of others", func(sc *scenario.Scenario, n air.Nation) (is bool) {
		for i := range sc.Aircraft {
			a := &sc.Aircraft[i]
			switch {
			case a.Plan == nil && a.Role != truth.Interceptor:
				a.Plan, is = &scenario.Plan{From: "KELP", To: "KSAT", Release: others(n)}, true
			case a.Plan != nil && !a.Plan.Release.To(air.Only(n)):
				a.Plan, is = nil, true
			}
		}
		return is
	}},
	{"watch-lists, corridors and zones of others", func(sc *scenario.Scenario, n air.Nation) bool {
		at := sc.MapAt
		for i := range sc.Aircraft {
			sc.Watch = append(sc.Watch, scenario.Watch{Callsign: sc.Aircraft[i].Callsign, Souls: 3, Hits: 1, Release: others(n)})
		}
		sc.Corridors = append(sc.Corridors, scenario.Corridor{Name: "HIDDEN", Points: []geo.LatLon{at, away(at, 1, 500e3)},
			Width: 200e3, Ceiling: 20e3, Until: air.Never, Release: others(n)})
		return true
	}},
	{"aircraft that nothing of the nation's sees", func(sc *scenario.Scenario, n air.Nation) bool {
		a, at := sc.Aircraft[0], unseen(sc, n)
		a.Name, a.Callsign, a.Plan, a.Standby, a.Depart, a.Repeat, a.Behaves = "EXNADIE", "EXNADIE", nil, false, 0, -1, nil
		a.Route = nil
		for k, p := range []geo.LatLon{away(at, 0, 40e3), away(at, 2, 90e3)} {
			a.Route = append(a.Route, scenario.Leg{Pos: p, Height: 3000, Speed: 120 + float64(k)})
		}
		sc.Aircraft = append(sc.Aircraft, a)
		return true
	}},
	{"words that no feed brings", func(sc *scenario.Scenario, n air.Nation) (is bool) {
		if !withheld(sc, n, air.HasCallsign) {
			return false
		}
		for i := range sc.Aircraft {
			if a := &sc.Aircraft[i]; a.Plan == nil {
				a.Callsign, is = "EXQ"+a.Callsign[len(a.Callsign)-1:]+fmt.Sprint(i), true
			}
		}
		return is
	}},
	{"addresses that no feed brings", func(sc *scenario.Scenario, n air.Nation) bool {
		if !withheld(sc, n, air.HasAddress) {
			return false
		}
		for i := range sc.Aircraft {
			sc.Aircraft[i].Transponder.Address ^= 0x5a
		}
		return true
	}},
	{"the director's titles and expectations", func(sc *scenario.Scenario, _ air.Nation) bool {
		for i := range sc.Injects {
			sc.Injects[i].Title, sc.Injects[i].Expected, sc.Injects[i].Note = "another", "nothing", "aside"
		}
		sc.Brief, sc.Source = "another brief", []byte("title = \"another\"\n")
		return len(sc.Injects) > 0
	}},
}

func others(n air.Nation) (r air.Release) {
	for _, o := range air.Nations {
		if o != n {
			r |= air.Only(o)
		}
	}
	return r
}

// hides reports whether a nation may have neither a radar's data nor tracks made
// of them: nor gets any.
func hides(sc *scenario.Scenario, r *scenario.Radar, n air.Nation) bool {
	return !r.Release.To(air.Only(n)) && (!r.TracksTo.To(air.Only(n)) || !slices.ContainsFunc(sc.Feeds, func(f scenario.Feed) bool {
		return f.Tracks && sc.Centers[f.Center].Audience.To(air.Only(n))
	}))
}

// gives reports whether a center's tracks go to a nation.
func gives(sc *scenario.Scenario, center int, n air.Nation) bool {
	return slices.ContainsFunc(sc.Feeds, func(f scenario.Feed) bool {
		return f.Tracks && f.From == center && sc.Centers[f.Center].Audience.To(air.Only(n))
	})
}

// withheld reports whether all that a nation gets comes without a field.
func withheld(sc *scenario.Scenario, n air.Nation, field air.Field) bool {
	return !slices.ContainsFunc(sc.Feeds, func(f scenario.Feed) bool {
		return sc.Centers[f.Center].Audience.To(air.Only(n)) && f.Withhold&field == 0
	})
}

// unseen returns a place far from all that a nation may have: by a radar that is
// hidden from it, or else in the middle of the Atlantic.
func unseen(sc *scenario.Scenario, n air.Nation) geo.LatLon {
	best, far := geo.Deg(15, -40), 1000e3
	for i := range sc.Radars {
		if !hides(sc, &sc.Radars[i], n) {
			continue
		}
		near := 1e9
		for k := range sc.Radars {
			if !hides(sc, &sc.Radars[k], n) {
				near = min(near, geo.Distance(sc.Radars[i].Pos.LatLon, sc.Radars[k].Pos.LatLon))
			}
		}
		if near > far {
			best, far = sc.Radars[i].Pos.LatLon, near
		}
	}
	return best
}

func away(from geo.LatLon, azimuth, distance float64) geo.LatLon {
	to, _ := geo.Direct(from, azimuth, distance)
	return to
}

// hide gives each nation that has a center and a radar one more of each, which it
// keeps to itself.
func hide(sc *scenario.Scenario) {
	for _, n := range air.Nations {
		c := slices.IndexFunc(sc.Centers, func(c scenario.Center) bool { return c.Nation == n && c.Audience == air.Only(n) })
		r := slices.IndexFunc(sc.Radars, func(r scenario.Radar) bool { return r.Nation == n && r.Carrier == "" })
		if c < 0 || r < 0 {
			continue
		}
		center, radar := sc.Centers[c], sc.Radars[r]
		center.Name, center.Title, center.Staff = "HIDE-"+n.String(), "A place of its own", "scope"
		radar.Name, radar.Release, radar.TracksTo = "HIDE-"+n.String()+"-R", air.Only(n), air.Only(n)
		sc.Feeds = append(sc.Feeds, scenario.Feed{
			Name: "HIDE-" + n.String() + "-F", Radars: []int{len(sc.Radars)}, Center: len(sc.Centers), Terms: scenario.Terms{Level: scenario.Plots},
		})
		sc.Centers, sc.Radars = append(sc.Centers, center), append(sc.Radars, radar)
	}
}

// thoughts are identities, notes and words to their own that others' people give
// in the middle of an exercise: those whose word decides what the nation gets of
// their tracks keep silent.
func thoughts(sc *scenario.Scenario, n air.Nation) (list []air.Body) {
	for i := range sc.Centers {
		c := &sc.Centers[i]
		if c.Audience.To(air.Only(n)) {
			continue
		}
		list = append(list, air.Act{Center: c.Name, Do: "note", Text: "for ourselves", By: "SD"},
			air.Tell{To: []string{c.Name}, From: "EXCON", Text: "EXERCISE. For you alone"},
			air.Tell{From: "EXCON", Text: "EXERCISE. For the others", Release: others(n)})
		if gives(sc, i, n) || slices.ContainsFunc(sc.Centers, func(o scenario.Center) bool { return slices.Contains(c.Identify.Tells, o.Name) }) {
			continue
		}
		for track := uint32(1); track <= 40; track++ {
			list = append(list, air.Identify{Center: c.Name, Track: track, Identity: air.Hostile, Interest: true, Why: "secret", By: "SD"})
		}
	}
	return list
}

// leaks runs an exercise as it is and, for each nation, with all secrets
// otherwise at once; where that shows, it says which of them does.
func leaks(t *testing.T, open func() *scenario.Scenario, nations []air.Nation, until air.Time) {
	t.Helper()
	plain := open()
	hide(plain)
	before := tell(t, plain, until, nil, nil, nil)
	for _, n := range nations {
		if before.files[n] == nil {
			continue
		}
		after, k := otherwise(t, open, n, until, before.script, secrets)
		if k < 4 {
			t.Errorf("%v: only %d secrets to change", n, k)
		}
		if !elsewhere(before, after, plain, n) {
			t.Errorf("%v: what was changed shows nowhere: this test would see no leak", n)
		}
		if bytes.Equal(before.files[n], after.files[n]) && len(after.strays) == 0 {
			continue
		}
		for _, s := range secrets {
			if one, k := otherwise(t, open, n, until, before.script, []secret{s}); k > 0 && !bytes.Equal(before.files[n], one.files[n]) {
				t.Errorf("%v's file tells of %s: %s", n, s.name, differs(before, one, plain, n))
			}
		}
		t.Errorf("%v's file tells of what others keep: %s%s", n, differs(before, after, plain, n), strings.Join(after.strays, "\n"))
	}
}

func otherwise(t *testing.T, open func() *scenario.Scenario, n air.Nation, until air.Time, by *script, list []secret) (out told, count int) {
	sc := open()
	hide(sc)
	for _, s := range list {
		if s.change(sc, n) {
			count++
		}
	}
	own := func(o air.Order) bool {
		name := ""
		switch b := o.Body.(type) {
		case air.Act:
			name = b.Center
		case air.Identify:
			name = b.Center
		}
		return slices.ContainsFunc(sc.Centers, func(c scenario.Center) bool { return c.Name == name && c.Audience.To(air.Only(n)) })
	}
	return tell(t, sc, until, by, own, map[air.Time][]air.Body{until / 2 / (10 * air.Second) * (10 * air.Second): thoughts(sc, n)}), count
}

// differs names the topics of a nation's that are not the same.
func differs(a, b told, sc *scenario.Scenario, n air.Nation) (names string) {
	for i := range sc.Centers {
		if sc.Centers[i].Audience.To(air.Only(n)) {
			for _, topic := range []string{truth.TopicView, truth.TopicEvents, truth.TopicFates} {
				if topic += sc.Centers[i].Name; !bytes.Equal(a.all[topic], b.all[topic]) {
					names += topic + " "
				}
			}
		}
	}
	return names
}

// elsewhere reports whether some other nation's view is not the same.
func elsewhere(a, b told, sc *scenario.Scenario, n air.Nation) bool {
	return slices.ContainsFunc(sc.Centers, func(c scenario.Center) bool {
		return !c.Audience.To(air.Only(n)) && !bytes.Equal(a.all[truth.TopicView+c.Name], b.all[truth.TopicView+c.Name])
	})
}

// With the same orders and the same words, what a nation may not see changes no
// byte of its file and no order of its people, in any flagship.
func TestNothingLeaksInAnyFlagship(t *testing.T) {
	until := 3 * air.Minute
	if *whole {
		until = 20 * air.Minute
	}
	for _, name := range scenarios.Names() {
		if !strings.HasPrefix(name, "amalgam") && !strings.HasPrefix(name, "norad") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			leaks(t, func() *scenario.Scenario {
				sc, faults := scenario.Open(name, scenarios.Embedded)
				if len(faults) > 0 {
					t.Fatal(air.Faults(faults))
				}
				return sc
			}, air.Nations[:], until)
		})
	}
}
