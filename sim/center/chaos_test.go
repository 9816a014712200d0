package center

import (
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
)

// Whatever people, lines and radars do: nothing panics, the logs have no gap, and
// each state is one of the tables'.
func TestChaos(t *testing.T) {
	states := map[string]bool{}
	for _, r := range handover() {
		states[r.next] = true
	}
	for _, r := range passing() {
		states[r.next] = true
	}
	states["planned"], states["pending"] = true, true
	whole := t
	rapid.Check(t, func(t *rapid.T) {
		s := newShuttle(whole)
		if rapid.Bool().Draw(t, "atc") {
			s = newUnits(whole, rapid.SampledFrom([]string{"nam-like/1", "oldi-like/1", "aidc-like/1"}).Draw(t, "messages"))
		}
		s.until(air.Time(rapid.IntRange(1, 60).Draw(t, "start")) * air.Second)
		s.mex.Apply(s.now, air.Identify{Center: s.mex.name, Track: 12, Identity: air.Suspect, Interest: true, Why: "chaos"})
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			s.upset(t)
			s.until(s.now + air.Time(rapid.IntRange(1, 90).Draw(t, "run"))*air.Second)
			for _, c := range []*Center{s.mex, s.us} {
				c.check(t, states)
			}
		}
	})
}

// upset does one thing that may come between.
func (s *shuttle) upset(t *rapid.T) {
	who := rapid.SampledFrom([]*Center{s.mex, s.us}).Draw(t, "who")
	switch rapid.IntRange(0, 8).Draw(t, "what") {
	case 0:
		s.cut = !s.cut
	case 1:
		s.deaf = !s.deaf
	case 2:
		s.twice = !s.twice
	case 3:
		s.seen[who.name] = !s.seen[who.name]
	case 4:
		s.delay = air.Time(rapid.IntRange(0, 90).Draw(t, "delay")) * air.Second
	case 5:
		s.plane = fix{At: s.now, Pos: s.plane.on(s.now), Course: rapid.Float64Range(0, 6.28).Draw(t, "course"), Speed: s.plane.Speed, Level: s.plane.Level, Known: true}
	case 6:
		s.numbers[who.name] = uint32(rapid.IntRange(1, 99).Draw(t, "number"))
	case 7:
		s.robots[who.name] = !s.robots[who.name]
	default:
		act := rapid.SampledFrom(air.Acts).Draw(t, "act")
		s.do(who, act.Word, rapid.SampledFrom([]string{"", "no", "track 12, 29.000N 104.300W, FL150"}).Draw(t, "text"))
	}
}

// check holds what is true of a desk at any time.
func (c *Center) check(t *rapid.T, states map[string]bool) {
	v := c.View(c.picture.At)
	for i, l := range v.Desk.Log {
		if i > 0 && l.Seq != v.Desk.Log[i-1].Seq+1 {
			t.Fatalf("%s: line %d after %d", c.name, l.Seq, v.Desk.Log[i-1].Seq)
		}
	}
	for _, x := range v.Desk.Cases {
		if !states[x.State] {
			t.Fatalf("%s: a case in state %q", c.name, x.State)
		}
	}
	for _, x := range v.Desk.Transfers {
		if !states[x.State] {
			t.Fatalf("%s: a transfer in state %q", c.name, x.State)
		}
	}
}
