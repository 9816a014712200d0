package atlas

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// edge is a short piece of a country's outline, with the land on its left.
type edge struct {
	from, to geo.LatLon
	a, b     geo.Vec // ECEF of its ends
	holder   air.Nation
}

// longestEdge is how long an edge may be: an arc of 20 km stands 8 m above its
// chord, and a piece of a parallel 10 m off its great circle at 70 degrees.
const longestEdge = 20e3 // m

// appendEdges adds closed lines as edges, cut to length, turned so that land is
// on the left.
func appendEdges(list []edge, lines []Line, holder air.Nation) []edge {
	for _, l := range lines {
		ring := ringOf(l)
		backward := area(ring) < 0
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			if backward {
				p, q = q, p
			}
			list = appendPieces(list, p, q, holder)
		}
	}
	return list
}

func appendPieces(list []edge, p, q geo.LatLon, holder air.Nation) []edge {
	length := q.At(0).ECEF().Sub(p.At(0).ECEF()).Norm()
	n := int(length/longestEdge) + 1
	from := p
	for i := 1; i <= n; i++ {
		u := float64(i) / float64(n)
		to := geo.LatLon{Lat: p.Lat + float64(u*(q.Lat-p.Lat)), Lon: p.Lon + float64(u*(q.Lon-p.Lon))}
		if i == n {
			to = q
		}
		list = append(list, edge{from, to, from.At(0).ECEF(), to.At(0).ECEF(), holder})
		from = to
	}
	return list
}

// area returns twice the area of a ring on the flat map, positive if it runs
// against the clock.
func area(r geo.Ring) (sum float64) {
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += float64(p.Lon*q.Lat) - float64(q.Lon*p.Lat)
	}
	return sum
}

// away2 returns the square of the straight distance from an ECEF place to the
// edge, m2.
func (e *edge) away2(p geo.Vec) float64 {
	d, w := e.b.Sub(e.a), p.Sub(e.a)
	long := d.Dot(d)
	if long > 0 {
		u := min(max(w.Dot(d)/long, 0), 1)
		w = w.Sub(d.Scale(u))
	}
	return w.Dot(w)
}

// Tiles of the realm: a quarter of a degree over latitude 5 to 85, longitude
// -180 to -40, beyond which the sources have no land.
const (
	tileStep  = geo.Degree / 4
	tileSouth = 5 * geo.Degree
	tileWest  = -180 * geo.Degree
	tileRows  = 80 * 4
	tileCols  = 140 * 4
)

// tile is a small rectangle of the map.
type tile struct {
	holder   air.Nation // on whose land its middle lies; NoNation: on none
	wound    [other + 1]int8
	from     int32 // into realm.near: the edges that cross it ...
	crossing int32 // ... so many, then those that come within the belt's breadth ...
	near     int32 // ... so many in all
}

// realm answers on whose land, or nearest to whose, a place lies.
type realm struct {
	edges    []edge
	near     []int32
	tiles    []tile
	outlines [other + 1]outline
}

func newRealm(edges []edge) *realm {
	r := &realm{edges: edges, tiles: make([]tile, tileRows*tileCols)}
	r.wind()
	r.list()
	r.outlines = outlinesOf(edges)
	return r
}

// holder returns who holds the airspace above p, and whether p is over land.
func (r *realm) holder(p geo.LatLon) (holder air.Nation, overLand bool) {
	row, col := (p.Lat-tileSouth)/tileStep, (p.Lon-tileWest)/tileStep
	if !(row >= 0 && row < tileRows && col >= 0 && col < tileCols) { // NaN fails too
		return air.NoNation, false
	}
	t := &r.tiles[int(row)*tileCols+int(col)]
	if t.near == 0 {
		return t.holder, t.holder != air.NoNation
	}
	if t.crossing == 0 && t.holder != air.NoNation {
		return t.holder, true
	}
	if holder = r.landHolder(t, int(row), int(col), p); holder != air.NoNation {
		return holder, true
	}
	return r.nearest(t, p), false
}

// landHolder returns on whose land p lies: the winding number about p is that
// about the tile's middle, and one more or less for each edge that a way from
// the middle to p crosses. The way goes along the middle's meridian, then along
// p's parallel. Where two countries' land overlaps, the first has it.
func (r *realm) landHolder(t *tile, row, col int, p geo.LatLon) air.Nation {
	wound := t.wound
	mid := middle(row, col)
	for _, i := range r.near[t.from : t.from+t.crossing] {
		e := &r.edges[i]
		wound[e.holder] += e.crossed(mid, p)
	}
	for holder := air.USA; holder <= other; holder++ {
		if wound[holder] > 0 {
			return holder
		}
	}
	return air.NoNation
}

// crossed returns by how much the winding number changes on the way from m along
// its meridian to the parallel of p, then along it to p.
func (e *edge) crossed(m, p geo.LatLon) (change int8) {
	if (e.from.Lon > m.Lon) != (e.to.Lon > m.Lon) {
		lat := e.from.Lat + float64((e.to.Lat-e.from.Lat)*(m.Lon-e.from.Lon))/(e.to.Lon-e.from.Lon)
		if (lat > m.Lat) != (lat > p.Lat) {
			change += side((e.to.Lon > e.from.Lon) == (p.Lat > m.Lat))
		}
	}
	if (e.from.Lat > p.Lat) != (e.to.Lat > p.Lat) {
		lon := e.from.Lon + float64((e.to.Lon-e.from.Lon)*(p.Lat-e.from.Lat))/(e.to.Lat-e.from.Lat)
		if (lon > m.Lon) != (lon > p.Lon) {
			change += side((e.to.Lat < e.from.Lat) == (p.Lon > m.Lon))
		}
	}
	return change
}

// side is +1 for a step from the right of an edge to its left, where the land
// is, else -1.
func side(toLeft bool) int8 {
	if toLeft {
		return 1
	}
	return -1
}

// nearest returns whose coast is nearest to p, if it is within the belt.
func (r *realm) nearest(t *tile, p geo.LatLon) air.Nation {
	at := p.At(0).ECEF()
	best, holder := float64(Belt*Belt), air.NoNation
	for _, i := range r.near[t.from : t.from+t.near] {
		if d := r.edges[i].away2(at); d < best {
			best, holder = d, r.edges[i].holder
		}
	}
	return holder
}

func middle(row, col int) geo.LatLon {
	return geo.LatLon{Lat: tileSouth + float64((float64(row)+0.5)*tileStep), Lon: tileWest + float64((float64(col)+0.5)*tileStep)}
}

// wind finds the winding number about the middle of every tile, row by row: an
// edge that crosses the row's middle parallel changes it for all to the east.
func (r *realm) wind() {
	steps := make([][other + 1]int8, tileRows*tileCols)
	for i := range r.edges {
		e := &r.edges[i]
		low, high := min(e.from.Lat, e.to.Lat), max(e.from.Lat, e.to.Lat)
		for row := rowAbove(low); row < tileRows && middle(row, 0).Lat < high; row++ {
			lat := middle(row, 0).Lat
			if (e.from.Lat > lat) == (e.to.Lat > lat) {
				continue
			}
			lon := e.from.Lon + float64((e.to.Lon-e.from.Lon)*(lat-e.from.Lat))/(e.to.Lat-e.from.Lat)
			if col := max(int(math.Ceil((lon-tileWest)/tileStep-0.5)), 0); col < tileCols {
				steps[row*tileCols+col][e.holder] += side(e.to.Lat < e.from.Lat)
			}
		}
	}
	for row := range tileRows {
		r.windRow(steps[row*tileCols:][:tileCols], r.tiles[row*tileCols:][:tileCols])
	}
}

func (r *realm) windRow(steps [][other + 1]int8, tiles []tile) {
	var wound [other + 1]int8
	for col := range tiles {
		for holder := range wound {
			wound[holder] += steps[col][holder]
		}
		tiles[col].wound = wound
		for holder := other; holder >= air.USA; holder-- {
			if wound[holder] > 0 {
				tiles[col].holder = holder
			}
		}
	}
}

// rowAbove returns the first row whose middle is at or above a latitude.
func rowAbove(lat float64) int { return max(int((lat-tileSouth)/tileStep-0.5), 0) }

// list finds the edges whose boxes touch each tile, and those that come within
// the belt's breadth of it: counts them, lays out room, fills it.
func (r *realm) list() {
	for i := range r.edges {
		eachTile(&r.edges[i], func(at int, crossing bool) {
			r.tiles[at].near++
			if crossing {
				r.tiles[at].crossing++
			}
		})
	}
	total := int32(0)
	next := make([][2]int32, len(r.tiles)) // where the next crossing edge, the next other goes
	for i := range r.tiles {
		t := &r.tiles[i]
		t.from = total
		next[i] = [2]int32{total, total + t.crossing}
		total += t.near
	}
	r.near = make([]int32, total)
	for i := range r.edges {
		eachTile(&r.edges[i], func(at int, crossing bool) {
			kind := 1
			if crossing {
				kind = 0
			}
			r.near[next[at][kind]] = int32(i)
			next[at][kind]++
		})
	}
}

// eachTile calls do for every tile within the belt's breadth of an edge's box,
// and tells whether the box itself touches it.
func eachTile(e *edge, do func(at int, crossing bool)) {
	const leastRadius = 6.3e6 // m, below every radius of curvature of the ellipsoid
	const touch = 1e-9        // rad, 6 mm: more than rounding can do
	box := geo.Ring{e.from, e.to}.Box()
	farthest := max(math.Abs(box.South), math.Abs(box.North)) + Belt/leastRadius
	reachLat, reachLon := Belt/leastRadius, Belt/(leastRadius*math.Cos(farthest))
	south, north := tileIndex(box.South-reachLat, tileSouth, tileRows), tileIndex(box.North+reachLat, tileSouth, tileRows)
	west, east := tileIndex(box.West-reachLon, tileWest, tileCols), tileIndex(box.East+reachLon, tileWest, tileCols)
	row0, row1 := tileIndex(box.South-touch, tileSouth, tileRows), tileIndex(box.North+touch, tileSouth, tileRows)
	col0, col1 := tileIndex(box.West-touch, tileWest, tileCols), tileIndex(box.East+touch, tileWest, tileCols)
	for row := south; row <= north; row++ {
		for col := west; col <= east; col++ {
			do(row*tileCols+col, row >= row0 && row <= row1 && col >= col0 && col <= col1)
		}
	}
}

// tileIndex returns the row or column of an angle, the outermost for what lies
// beyond.
func tileIndex(angle, origin float64, n int) int {
	return min(max(int(math.Floor((angle-origin)/tileStep)), 0), n-1)
}

// outline is the edges of one country in bunches of neighbours.
type outline struct {
	bunches []bunch
}

// bunch is some edges that follow on one another, and a ball around them.
type bunch struct {
	middle geo.Vec // ECEF
	radius float64 // m
	edges  []edge
}

// bunchSize is how many edges stand in a bunch: near the square root of a
// coast's, as both the balls and the edges of the nearest are gone through.
const bunchSize = 32

// outlinesOf returns the outlines of the countries. The edges of one country
// follow on one another in the list.
func outlinesOf(edges []edge) (list [other + 1]outline) {
	for from := 0; from < len(edges); {
		to, holder := from, edges[from].holder
		for to < len(edges) && to-from < bunchSize && edges[to].holder == holder {
			to++
		}
		list[holder].bunches = append(list[holder].bunches, bunchOf(edges[from:to]))
		from = to
	}
	return list
}

func bunchOf(edges []edge) bunch {
	b := bunch{edges: edges}
	for i := range edges {
		b.middle = b.middle.Add(edges[i].a.Scale(1 / float64(len(edges))))
	}
	for i := range edges {
		b.radius = max(b.radius, edges[i].a.Sub(b.middle).Norm(), edges[i].b.Sub(b.middle).Norm())
	}
	return b
}

// distance returns how far an ECEF place at sea level is from the outline, in
// metres along a sphere of the Earth's mean radius.
func (o *outline) distance(p geo.Vec) float64 {
	best := math.Inf(1) // m, straight
	for i := range o.bunches {
		b := &o.bunches[i]
		if p.Sub(b.middle).Norm()-b.radius >= best {
			continue
		}
		for j := range b.edges {
			best = min(best, math.Sqrt(b.edges[j].away2(p)))
		}
	}
	return 2 * geo.MeanRadius * math.Asin(min(best/(2*geo.MeanRadius), 1))
}
