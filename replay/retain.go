package replay

import (
	"slices"

	"perimeter/air"
)

// term is how long a nation's center may keep what a feed brings it.
type term struct {
	center  int // of the exercise
	retain  air.Time
	sensors []air.SensorID // whose plots; none: tracks
	from    air.CenterID   // with tracks: whose
}

// terms are those of an exercise, and when its files are closed.
type terms struct {
	list []term
	end  air.Time
}

func newTerms(th *air.Theater) terms {
	t := terms{end: th.Length}
	for i := range th.Feeds {
		if f := &th.Feeds[i]; f.Retain > 0 {
			t.list = append(t.list, term{int(f.To), f.Retain, f.Brings, f.From})
		}
	}
	return t
}

// over returns the terms of a center that will be over when its file is closed for
// what it has now.
func (t *terms) over(center int, now air.Time) (list []term) {
	for _, one := range t.list {
		if one.center == center && now+one.retain < t.end {
			list = append(list, one)
		}
	}
	return list
}

// drop takes out of a view, whose lists are its own, what may not be kept: the
// plots of those feeds, and the tracks that their providers gave. What the
// receiver's own tracker made of plots while it had them is its own.
func drop(over []term, v *air.View) {
	for i := range over {
		t := &over[i]
		v.Plots = slices.DeleteFunc(v.Plots, func(p air.Plot) bool { return slices.Contains(t.sensors, p.Sensor) })
		if len(t.sensors) == 0 {
			v.Tracks = slices.DeleteFunc(v.Tracks, func(tr air.Track) bool { return tr.Origin == t.from })
		}
	}
}
