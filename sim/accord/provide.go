package accord

import (
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Providers returns the centers whose people may suspend a feed, resume it and
// grant it: of tracks, the center whose they are; of plots, the centers of the
// nation that owns all its radars.
func Providers(sc *scenario.Scenario, f *scenario.Feed) (centers []air.CenterID) {
	if f.Tracks {
		return []air.CenterID{air.CenterID(f.From)}
	}
	for i := range sc.Centers {
		if n := sc.Centers[i].Nation; n != air.NoNation && owns(sc, f, n) {
			centers = append(centers, air.CenterID(i))
		}
	}
	return centers
}

func owns(sc *scenario.Scenario, f *scenario.Feed, n air.Nation) bool {
	return len(f.Radars) > 0 && !slices.ContainsFunc(f.Radars, func(r int) bool { return sc.Radars[r].Nation != n })
}
