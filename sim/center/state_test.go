package center

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"perimeter/air"
)

// A center saved in the middle of a busy minute and loaded into a fresh one goes
// on with the same views, orders, events and fates.
func TestCheckpoint(t *testing.T) {
	c, s := &build(t)[0], quiet(6)
	s.flying[0].dark = 2 * air.Minute
	s.flying[2].dark = air.Minute
	step := func(c *Center, now air.Time) []air.Order {
		if now%(20*air.Second) == 0 {
			c.Apply(now, air.Tell{From: "EXCON", Text: "check", Release: mex})
		}
		if now > 150*air.Second && now < 200*air.Second { // the feed is cut
			return live(c, now)
		}
		return live(c, now, parcel(0, 0, now, s.batch(cuu, now, free), s.batch(mty, now, mex)))
	}
	var now air.Time
	for now = air.Second; now <= 131*air.Second; now += air.Second {
		step(c, now)
		if now%(2*air.Second) == 0 {
			c.View(now)
		}
	}
	state := c.Append(nil)

	d := &build(t)[0]
	r := air.NewStateReader(state)
	if err := d.Load(r); err != nil {
		t.Fatal(err)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(d.Append(nil), state) {
		t.Error("saved again, the state is another")
	}
	for ; now <= 6*air.Minute; now += air.Second {
		if diff := cmp.Diff(step(c, now), step(d, now), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%v: orders (-saved +loaded):\n%s", now, diff)
		}
		if diff := cmp.Diff(c.Events(), d.Events(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%v: events (-saved +loaded):\n%s", now, diff)
		}
		if diff := cmp.Diff(c.Fates(), d.Fates(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%v: fates (-saved +loaded):\n%s", now, diff)
		}
		if now%(2*air.Second) == 0 {
			if diff := cmp.Diff(c.View(now), d.View(now), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%v: views (-saved +loaded):\n%s", now, diff)
			}
		}
	}
	for cut := 0; cut < len(state); cut += 1 + len(state)/500 {
		if err := build(t)[0].Load(air.NewStateReader(state[:cut])); err == nil {
			t.Fatalf("a checkpoint cut off at byte %d of %d loads", cut, len(state))
		}
	}
}

func FuzzLoad(f *testing.F) {
	c, s := &build(f)[0], quiet(4)
	for now := air.Second; now <= 30*air.Second; now += air.Second {
		live(c, now, parcel(0, 0, now, s.batch(cuu, now, free)))
	}
	f.Add(c.Append(nil))
	f.Fuzz(func(t *testing.T, state []byte) {
		_ = build(t)[0].Load(air.NewStateReader(state)) // it must return
	})
}
