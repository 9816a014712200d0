package fusion

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// grid finds the tracks about a place: cells are cubes of ECEF space, so that no
// pole and no date line is special; buckets are cells by hash. Most tracks are
// known well and lie in small cells; those whose gates are wide lie in large
// ones, so that the search for the others need not be as wide.
type grid struct {
	at     air.Time // that spots are predicted to
	widen  float64  // how many times its reach a spot has: 1, or the gate's width if that is more
	layers [2]layer
	spot   []spot // by slot
}

// layer is cells of one size.
type layer struct {
	cell    float64 // m, side of a cell
	widest  float64 // m, the most that a spot of the layer reaches
	fastest float64 // m/s, the same of its speed
	n       int     // tracks
	head    []int32 // by bucket: slot, or -1
}

// spot is a track in the grid.
type spot struct {
	pos     geo.Vec // m, ECEF, at grid.at
	reach   float32 // m: farther a plot of now is not worth a look
	speed   float32 // m/s
	next    int32   // in the bucket; -1: the last
	cell    [3]int16
	present bool
}

const (
	fineCell   = 12_000.0 // m
	fineReach  = 5000.0   // m
	fineSpeed  = 1500.0   // m/s
	wideCell   = 64_000.0 // m
	maxReach   = 24_000.0 // m, no gate is wider
	turnReach  = 8000.0   // m2/s3: room for the hardest manoeuvre in the coarse gate
	leastHeads = 256      // buckets
)

// clear empties the grid and makes room for so many tracks.
func (g *grid) clear(at air.Time, tracks int) {
	g.at = at
	g.layers[0].clear(fineCell, tracks)
	g.layers[1].clear(wideCell, tracks)
	for i := range g.spot {
		g.spot[i].present = false
	}
}

func (l *layer) clear(cell float64, tracks int) {
	l.cell, l.widest, l.fastest, l.n = cell, 0, 0, 0
	n := max(len(l.head), leastHeads)
	for n < 2*tracks {
		n *= 2
	}
	if n != len(l.head) {
		l.head = make([]int32, n)
	}
	for i := range l.head {
		l.head[i] = -1
	}
}

func (l *layer) cellOf(x float64) int16 { return int16(math.Floor(x / l.cell)) }

func (l *layer) bucket(x, y, z int16) int {
	return hashOf(x, y, z) & (len(l.head) - 1)
}

func hashOf(x, y, z int16) int {
	h := uint32(uint16(x))*73856093 ^ uint32(uint16(y))*19349663 ^ uint32(uint16(z))*83492791
	return int(h ^ h>>15)
}

// put enters a track.
func (g *grid) put(slot int32, tr *track) {
	for int(slot) >= len(g.spot) {
		g.spot = append(g.spot, spot{})
	}
	s, dt := &tr.state, (g.at - tr.at).Seconds()
	a := math.Abs(dt)
	p := ecef(&tr.frame, s.X[0]+float64(dt*s.X[2]), s.X[1]+float64(dt*s.X[3]), s.Up[0])
	spread := s.P[0] + s.P[4] + a*a*(s.P[7]+s.P[9]) + turnReach*a*a*a/3
	v := &g.spot[slot]
	*v = spot{
		pos: p, reach: float32(min(4*g.widen*sqrt(spread), maxReach)),
		speed:   float32(sqrt(float64(s.X[2]*s.X[2])+float64(s.X[3]*s.X[3])) + 2*sqrt(s.P[7]+s.P[9])),
		present: true,
	}
	l := &g.layers[0]
	if v.reach > fineReach || v.speed > fineSpeed {
		l = &g.layers[1]
	}
	l.n++
	l.widest, l.fastest = max(l.widest, float64(v.reach)), max(l.fastest, float64(v.speed))
	v.cell = [3]int16{l.cellOf(p.X), l.cellOf(p.Y), l.cellOf(p.Z)}
	b := l.bucket(v.cell[0], v.cell[1], v.cell[2])
	v.next, l.head[b] = l.head[b], slot
}

// within returns how far from its place a track may be met dt seconds from now, or
// before, where so much is to be allowed beside.
func (v *spot) within(slack, dt float64) float64 {
	return float64(v.reach) + slack + float64(dt*float64(v.speed))
}

// near appends to out the slots of the tracks whose reach, widened by slack and
// by dt seconds of flight, holds p.
func (g *grid) near(out []int32, p geo.Vec, slack, dt float64) []int32 {
	dt = math.Abs(dt)
	for i := range g.layers {
		l := &g.layers[i]
		from := len(out)
		out = l.cells(out, g.spot, p, l.widest+slack+dt*l.fastest)
		n := from
		for _, slot := range out[from:] {
			v := &g.spot[slot]
			d, reach := v.pos.Sub(p), v.within(slack, dt)
			if d.Dot(d) <= reach*reach {
				out[n] = slot
				n++
			}
		}
		out = out[:n]
	}
	return out
}

// cells appends the slots in all cells that a cube of half side r about p
// touches.
func (l *layer) cells(out []int32, spots []spot, p geo.Vec, r float64) []int32 {
	if l.n == 0 {
		return out
	}
	x0, x1 := l.cellOf(p.X-r), l.cellOf(p.X+r)
	y0, y1 := l.cellOf(p.Y-r), l.cellOf(p.Y+r)
	z0, z1 := l.cellOf(p.Z-r), l.cellOf(p.Z+r)
	for x := x0; x <= x1; x++ {
		for y := y0; y <= y1; y++ {
			for z := z0; z <= z1; z++ {
				for i := l.head[l.bucket(x, y, z)]; i >= 0; i = spots[i].next {
					if spots[i].cell == [3]int16{x, y, z} {
						out = append(out, i)
					}
				}
			}
		}
	}
	return out
}

// twinFinder finds for every track the numbered ones within namesakeReach of it.
// All tracks ask, one after the other, so the numbered lie sorted by the hash of a
// cell as large as the search is wide.
type twinFinder struct {
	start []int32 // by bucket, and one more: where it starts in spots
	spots []twinSpot
	slots []int32 // of the numbered tracks
	fresh []int32 // of those that were given a number since
}

type twinSpot struct {
	pos  geo.Vec
	cell [3]int16
	slot int32
}

const twinCell = 2 * namesakeReach

// sort enters the numbered tracks as they stand in the grid.
func (f *twinFinder) sort(t *Tracker) {
	f.slots, f.fresh, f.spots = f.slots[:0], f.fresh[:0], f.spots[:0]
	for _, slot := range t.order {
		if t.tracks[slot].number != 0 {
			f.slots = append(f.slots, slot)
		}
	}
	if len(f.slots) == 0 {
		return
	}
	n := max(len(f.start)-1, leastHeads)
	for n < 2*len(f.slots) {
		n *= 2
	}
	f.start = fill(f.start, n+1, 0)
	f.spots = slices.Grow(f.spots, len(f.slots))[:len(f.slots)]
	for _, slot := range f.slots {
		f.start[f.bucket(cellAt(t.grid.spot[slot].pos))]++
	}
	sum := int32(0)
	for i, k := range f.start {
		sum += k
		f.start[i] = sum
	}
	for _, slot := range f.slots {
		pos := t.grid.spot[slot].pos
		cell := cellAt(pos)
		at := &f.start[f.bucket(cell)]
		*at--
		f.spots[*at] = twinSpot{pos, cell, slot}
	}
}

func cellAt(p geo.Vec) [3]int16 {
	cell := func(x float64) int16 { return int16(math.Floor(x / twinCell)) }
	return [3]int16{cell(p.X), cell(p.Y), cell(p.Z)}
}

func (f *twinFinder) bucket(c [3]int16) int { return hashOf(c[0], c[1], c[2]) & (len(f.start) - 2) }

// about appends to out the slots of the tracks within namesakeReach of p, and of
// the fresh ones wherever they are.
func (f *twinFinder) about(out []int32, p geo.Vec) []int32 {
	const r = namesakeReach
	out = append(out, f.fresh...)
	if len(f.spots) == 0 {
		return out
	}
	lo, hi := cellAt(geo.Vec{X: p.X - r, Y: p.Y - r, Z: p.Z - r}), cellAt(geo.Vec{X: p.X + r, Y: p.Y + r, Z: p.Z + r})
	for x := lo[0]; x <= hi[0]; x++ {
		for y := lo[1]; y <= hi[1]; y++ {
			for z := lo[2]; z <= hi[2]; z++ {
				cell := [3]int16{x, y, z}
				b := f.bucket(cell)
				spots := f.spots[f.start[b]:f.start[b+1]]
				for i := range spots {
					if d := spots[i].pos.Sub(p); spots[i].cell == cell && d.Dot(d) <= r*r {
						out = append(out, spots[i].slot)
					}
				}
			}
		}
	}
	return out
}
