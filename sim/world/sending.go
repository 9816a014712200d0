package world

import (
	"fmt"

	"perimeter/air/num"
	"perimeter/air/truth"
)

// sendings are what an aircraft sends or drops to blind radars.
var sendings = []deed{
	{as: "jam", do: func(_ *World, a, _ *aircraft, _ float64) error {
		if !a.jammer {
			return fmt.Errorf("want an aircraft with a jammer (jammer in its table), got none")
		}
		a.conduct.jams = true
		return nil
	}},
	{as: "quiet", do: func(_ *World, a, _ *aircraft, _ float64) error { a.conduct.jams = false; return nil }},
	{as: "chaff", flies: true, do: func(w *World, a, _ *aircraft, millions float64) error {
		a.conduct.clouds++
		w.release(truth.Cloud{
			Key: num.Hash(num.Key(a.name), uint64(a.conduct.clouds)), Kind: truth.Chaff,
			Pos: a.pos, Vel: a.wind, Radius: bloom, Thickness: 2 * bloom, Dipoles: millions * 1e6,
		})
		return nil
	}},
}

// bloom is the radius in metres of a cloud of chaff when it is dropped: the
// aircraft's wake spreads a bundle within seconds (assumed).
const bloom = 50.0
