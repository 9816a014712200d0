package coverage

import (
	"math"

	"perimeter/air"
)

// tally counts one layer.
type tally struct {
	survey *Survey
	layer  layer

	cover     Cover
	shares    []Share
	territory []Territory
	met       []Met
}

// counts is by how many sensors each cell is seen, at most 255.
type counts []uint8

// count returns by how many sensors of some nations each cell of a layer is
// seen.
func (s *Survey) count(l layer, of air.Release) counts {
	c := make(counts, s.Grid.cells())
	for i := range s.prints {
		if !s.belongs(i, of) {
			continue
		}
		s.prints[i].each(&s.Grid, l, func(cell int) {
			if c[cell] < math.MaxUint8 {
				c[cell]++
			}
		})
	}
	return c
}

// everybody is all nations, and the radars of none.
const everybody air.Release = math.MaxUint16

// belongs reports whether a radar is of one of some nations.
func (s *Survey) belongs(i int, of air.Release) bool {
	return of == everybody || air.Only(s.Radars[i].Nation)&of != 0
}

func (t *tally) count() {
	s := t.survey
	all := s.count(t.layer, everybody)
	t.cover = Cover{Level: s.Levels[t.layer.level()].Name, Kind: t.layer.kind().String()}
	t.over(all)
	for _, n := range air.Nations {
		own := s.count(t.layer, air.Only(n))
		t.share(n, own, all)
		t.within(n, own, all)
	}
	for _, by := range []air.Release{Perimeters[0], everybody} {
		down := s.unavailable(t.layer, by)
		for _, from := range Perimeters {
			t.plan(from, by, down)
		}
	}
}

// over divides the perimeter of all three by how many see it.
func (t *tally) over(all counts) {
	s, level := t.survey, &t.survey.Levels[t.layer.level()]
	for cell, n := range all {
		if !s.inside(cell) {
			continue
		}
		area := s.Grid.area[cell/s.Grid.Cols]
		t.cover.Km2[min(n, 3)] += area
		if _, above := level.over(float64(s.ground[cell])); !above {
			t.cover.Below += area
		}
	}
	t.cover.Seen = round(t.cover.Km2[1] + t.cover.Km2[2] + t.cover.Km2[3])
	for i := range t.cover.Km2 {
		t.cover.Km2[i] = round(t.cover.Km2[i])
	}
	t.cover.Below = round(t.cover.Below)
}

// share finds what a nation's sensors add.
func (t *tally) share(n air.Nation, own, all counts) {
	s := t.survey
	share := Share{Nation: n.String(), Level: t.cover.Level, Kind: t.cover.Kind}
	for cell, k := range own {
		if k == 0 || !s.inside(cell) {
			continue
		}
		area := s.Grid.area[cell/s.Grid.Cols]
		share.Sees += area
		switch {
		case all[cell] == k:
			share.Alone += area
		case all[cell]-k == 1:
			share.Second += area
		}
	}
	share.Sees, share.Alone, share.Second = round(share.Sees), round(share.Alone), round(share.Second)
	t.shares = append(t.shares, share)
}

// within finds how much of a nation's own airspace is seen, by anybody and by its
// own sensors.
func (t *tally) within(n air.Nation, own, all counts) {
	s := t.survey
	var whole, seen, byOwn float64
	for cell, holder := range s.zones.holder {
		if holder != n {
			continue
		}
		area := s.Grid.area[cell/s.Grid.Cols]
		whole += area
		if all[cell] > 0 {
			seen += area
		}
		if own[cell] > 0 {
			byOwn += area
		}
	}
	t.territory = append(t.territory, Territory{
		n.String(), t.cover.Level, t.cover.Kind, round(seen), part(seen, whole), round(byOwn), part(byOwn, whole),
	})
}

func part(a, of float64) float64 {
	if of == 0 {
		return 0
	}
	return a / of
}

func byName(by air.Release) string {
	if by == everybody {
		return "all"
	}
	return by.String()
}

// never is how near to always a point may be unavailable before it counts as not
// seen at all: more than sums of probabilities err.
const never = 1 - 1e-9

// plan holds a perimeter against the requirement, by the sensors of some nations.
func (t *tally) plan(from, by air.Release, down []float64) {
	s := t.survey
	m := Met{Perimeter: from.String(), Level: t.cover.Level, Kind: t.cover.Kind, By: byName(by)}
	var km2, seen, good, beyond, goodBeyond float64
	for cell := range down {
		if s.zones.near[cell]&from == 0 {
			continue
		}
		area := s.Grid.area[cell/s.Grid.Cols]
		km2 += area
		if down[cell] < never {
			seen += area
		}
		own := air.Only(s.zones.holder[cell])&from != 0
		if !own {
			beyond += area
		}
		if down[cell] <= 1-Available {
			good += area
			if !own {
				goodBeyond += area
			}
		}
	}
	m.Km2, m.Seen, m.Available = round(km2), round(seen), round(good)
	m.SeenPart, m.Part, m.Beyond = part(seen, km2), part(good, km2), part(goodBeyond, beyond)
	t.met = append(t.met, m)
}

func infinite(n int) []float32 {
	list := make([]float32, n)
	for i := range list {
		list[i] = float32(math.Inf(1))
	}
	return list
}

// lower takes the least heights of a footprint where they are lower than those
// that there are.
func (f *footprint) lower(g *Grid, k Kind, least []float32) {
	f.walk(g, func(cell, i int) { least[cell] = min(least[cell], f.least[k][i]) })
}
