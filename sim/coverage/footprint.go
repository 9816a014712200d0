package coverage

import (
	"math"

	"perimeter/air/geo"
	"perimeter/sim/radar"
)

// Kind is how a target is seen.
type Kind uint8

// The kinds.
const (
	Cooperative    Kind = iota // its transponder would be heard
	NonCooperative             // by its echo alone
	kinds
)

var kindNames = [...]string{"cooperative", "non-cooperative"}

// String names the kind.
func (k Kind) String() string { return kindNames[k] }

// layer is a kind at a level.
type layer int

func layerOf(level int, k Kind) layer { return layer(level*int(kinds)) + layer(k) }

func (l layer) level() int { return int(l) / int(kinds) }
func (l layer) kind() Kind { return Kind(int(l) % int(kinds)) }

// footprint is what one sensor sees, over the cells within its reach.
type footprint struct {
	patch
	seen  [][]uint64       // by layer, a bit a cell, row by row
	least [kinds][]float32 // m above sea level, the least height seen; +Inf: none up to Ceiling
}

// each calls do for every cell of a layer that is seen, with its index in the
// grid.
func (f *footprint) each(g *Grid, l layer, do func(cell int)) {
	f.walk(g, func(cell, i int) {
		if f.seen[l][i>>6]>>(i&63)&1 != 0 {
			do(cell)
		}
	})
}

// walk calls do for every cell, with its index in the grid and in the footprint.
func (f *footprint) walk(g *Grid, do func(cell, i int)) {
	i := 0
	for row := range f.rows {
		at := (f.row+row)*g.Cols + f.col
		for col := range f.cols {
			do(at+col, i)
			i++
		}
	}
}

// asker asks one sensor about the cells within its reach.
type asker struct {
	sensor *radar.Sensor
	survey *Survey
	from   geo.Vec        // ECEF, of the antenna
	reach  [kinds]float64 // m, slant
}

// ask returns the footprint of a sensor, and when it first covers the threats.
func (s *Survey) ask(sensor *radar.Sensor) (footprint, []sighting) {
	a := asker{sensor: sensor, survey: s}
	a.reach[NonCooperative], a.reach[Cooperative] = sensor.Reach(s.RCS, s.Pd)
	info := sensor.Info()
	a.from = info.Pos.ECEF()
	var f footprint
	if far := max(a.reach[0], a.reach[1]); far > 0 {
		f.patch = s.Grid.around(info.Pos.LatLon, far+Ceiling)
	}
	n := f.rows * f.cols
	f.seen = make([][]uint64, len(s.Levels)*int(kinds))
	for l := range f.seen {
		f.seen[l] = make([]uint64, (n+63)/64)
	}
	for k := range f.least {
		f.least[k] = make([]float32, n)
	}
	f.walk(&s.Grid, func(cell, i int) { a.cell(&f, cell, i) })
	return f, a.watch()
}

// cell asks about one cell, and keeps the answer at index i of the footprint.
func (a *asker) cell(f *footprint, cell, i int) {
	for k := range f.least {
		f.least[k][i] = float32(math.Inf(1))
	}
	g := &a.survey.Grid
	p := g.At(cell/g.Cols, cell%g.Cols)
	// No point above the cell is nearer than its foot by more than its height.
	nearest := p.At(0).ECEF().Sub(a.from).Norm() - Ceiling
	if nearest > a.reach[0] && nearest > a.reach[1] {
		return
	}
	ground := float64(a.survey.ground[cell])
	for l := range a.survey.Levels {
		h, above := a.survey.Levels[l].over(ground)
		if !above {
			continue
		}
		sees := a.sees(p.At(h))
		for k, yes := range sees {
			if yes {
				f.seen[layerOf(l, Kind(k))][i>>6] |= 1 << (i & 63)
			}
		}
	}
	a.least(f, i, p, ground, nearest)
}

// sees asks about a point, by kind.
func (a *asker) sees(at geo.Geodetic) (yes [kinds]bool) {
	pd, reply, _ := a.sensor.Would(at, a.survey.RCS)
	yes[Cooperative], yes[NonCooperative] = reply, pd >= a.survey.Pd
	return yes
}

// least finds the least height at which a point above the cell is seen: where
// the mask or the ground leaves off, or, if that is not seen yet (too near, too
// steep, too faint), the first found by doubling from there, to a metre. It must
// be found anew for the two kinds only where they differ.
func (a *asker) least(f *footprint, i int, p geo.LatLon, ground, nearest float64) {
	floor := max(math.Ceil(a.sensor.Least(p)), ground)
	if !(floor <= Ceiling) {
		return
	}
	at := a.sees(p.At(floor))
	for k := range f.least {
		switch {
		case at[k]:
			f.least[k][i] = float32(floor)
		case nearest <= a.reach[k]:
			f.least[k][i] = float32(a.climb(Kind(k), p, floor))
		}
	}
}

// climb finds the least height above one that is not seen at which a point is.
func (a *asker) climb(k Kind, p geo.LatLon, from float64) float64 {
	for step := 1.0; from+step <= 2*Ceiling; step *= 2 {
		low, high := from+step/2, min(from+step, Ceiling)
		if step == 1 {
			low = from
		}
		if !a.sees(p.At(high))[k] {
			continue
		}
		for high-low > 1 {
			if mid := (low + high) / 2; a.sees(p.At(mid))[k] {
				high = mid
			} else {
				low = mid
			}
		}
		return high
	}
	return math.Inf(1)
}
