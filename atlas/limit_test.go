package atlas

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

var update = flag.Bool("update", false, "make the limits of sovereign airspace anew")

// Who follows the drawn limit of a nation has its airspace to one side, and not to
// the other.
func TestLimitsPartSovereignAirspace(t *testing.T) {
	if *update {
		makeLimits(t)
	}
	for _, n := range air.Nations {
		lines, places, off := Limits(n), 0, 0
		own := Sovereign(n)
		for _, l := range lines {
			for i := 1; i+1 < len(l); i += 3 {
				p := geo.LatLon{Lat: (l[i].Lat + l[i+1].Lat) / 2, Lon: (l[i].Lon + l[i+1].Lon) / 2}
				_, along, _ := geo.Inverse(l[i], l[i+1])
				left, _ := geo.Direct(p, along-geo.Turn/4, 0.4*geo.NM)
				right, _ := geo.Direct(p, along+geo.Turn/4, 0.4*geo.NM)
				places++
				if own.Contains(left) == own.Contains(right) {
					off++
				}
			}
		}
		if places < 200 || off*15 > places {
			t.Errorf("%v: of %d places on its limit %d do not part its airspace, want at most one in fifteen: its corners", n, places, off)
		}
	}
	for _, tt := range []struct {
		name     string
		nation   air.Nation
		lat, lon float64
	}{
		{"12 NM off Galveston", air.USA, 29.10, -94.66}, {"12 NM off Tampico", air.MEX, 22.26, -97.56}, {"12 NM off Halifax", air.CAN, 44.25, -63.42},
	} {
		if d := nearestPoint(Limits(tt.nation), geo.Deg(tt.lat, tt.lon)); d > 6*geo.NM {
			t.Errorf("%s: the drawn limit is %.1f NM away", tt.name, d/geo.NM)
		}
	}
}

func nearestPoint(lines []Line, p geo.LatLon) float64 {
	least := math.Inf(1)
	for _, l := range lines {
		for _, q := range l {
			least = min(least, geo.Distance(p, q))
		}
	}
	return least
}

// makeLimits draws the lines on a grid of 3 NM: where two neighbours in it are not
// in the same airspace the limit is looked for between them.
func makeLimits(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, n := range air.Nations {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"type":"Feature","properties":{"adm0_a3":"%v"},"geometry":{"type":"MultiLineString","coordinates":[`, n)
		for k, l := range newContour(n).lines() {
			if k > 0 {
				text.WriteByte(',')
			}
			sep := "["
			for _, p := range l {
				lat, lon := p.Degrees()
				fmt.Fprintf(&text, "%s[%.3f,%.3f]", sep, lon, lat)
				sep = ","
			}
			text.WriteByte(']')
		}
		text.WriteString("]}}")
	}
	text.WriteString("]}\n")
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write([]byte(text.String()))
	z.Close()
	if err := os.WriteFile(filepath.Join("data", limitFile), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", b.Len())
	t.Skip("made: run it again without -update, as the file is embedded")
}

// contour is one nation's airspace on a grid.
type contour struct {
	own        *Territory
	rows, cols int
	in         []bool
}

const gridStep = geo.Degree / 20

func newContour(n air.Nation) *contour {
	c := &contour{own: Sovereign(n), rows: 72 * 20, cols: 138 * 20}
	c.in = make([]bool, c.rows*c.cols)
	for i := range c.in {
		c.in[i] = c.own.Contains(c.at(i/c.cols, i%c.cols))
	}
	return c
}

func (c *contour) at(row, col int) geo.LatLon {
	return geo.LatLon{Lat: 12*geo.Degree + float64(row)*gridStep, Lon: -180*geo.Degree + float64(col)*gridStep}
}

// sideOf is an edge of the grid: from a corner to the east or to the north.
type sideOf struct {
	row, col int
	north    bool
}

// lines follows the limit from edge to edge of the grid.
func (c *contour) lines() (out []Line) {
	next := map[sideOf][]sideOf{}
	var order []sideOf
	join := func(a, b sideOf) {
		for _, s := range [2]sideOf{a, b} {
			if next[s] == nil {
				order = append(order, s)
			}
		}
		next[a], next[b] = append(next[a], b), append(next[b], a)
	}
	for row := range c.rows - 1 {
		for col := range c.cols - 1 {
			var cut []sideOf
			for _, s := range [4]sideOf{{row, col, false}, {row, col + 1, true}, {row + 1, col, false}, {row, col, true}} {
				if a, b := c.ends(s); a != b {
					cut = append(cut, s)
				}
			}
			for i := 0; i+1 < len(cut); i += 2 {
				join(cut[i], cut[i+1])
			}
		}
	}
	walked := map[sideOf]bool{}
	for pass := range 2 { // lines with ends first, then what closes upon itself
		for _, s := range order {
			if !walked[s] && (pass == 1 || len(next[s]) == 1) {
				out = append(out, c.walk(s, next, walked)...)
			}
		}
	}
	return out
}

func (c *contour) ends(s sideOf) (a, b bool) {
	row, col := s.far()
	return c.in[s.row*c.cols+s.col], c.in[row*c.cols+col]
}

func (s sideOf) far() (row, col int) {
	if s.north {
		return s.row + 1, s.col
	}
	return s.row, s.col + 1
}

// walk returns the parts over water of a line, thinned out.
func (c *contour) walk(s sideOf, next map[sideOf][]sideOf, walked map[sideOf]bool) (out []Line) {
	var line Line
	done := func() {
		if len(line) > 3 {
			out = append(out, thin(line))
		}
		line = nil
	}
	first := s
	for {
		walked[s] = true
		if p, water := c.crossing(s); water {
			line = append(line, p)
		} else {
			done()
		}
		found := false
		for _, n := range next[s] {
			if !walked[n] {
				s, found = n, true
				break
			}
		}
		if !found {
			if p, water := c.crossing(first); water && len(line) > 2 && len(next[s]) == 2 && (next[s][0] == first || next[s][1] == first) {
				line = append(line, p)
			}
			done()
			return out
		}
	}
}

// crossing returns the place on an edge of the grid at which the airspace ends, and
// whether that is over water: a land border is no limit.
func (c *contour) crossing(s sideOf) (geo.LatLon, bool) {
	row, col := s.far()
	a, b := c.at(s.row, s.col), c.at(row, col)
	in, _ := c.ends(s)
	for range 12 {
		m := geo.LatLon{Lat: (a.Lat + b.Lat) / 2, Lon: (a.Lon + b.Lon) / 2}
		if c.own.Contains(m) == in {
			a = m
		} else {
			b = m
		}
	}
	_, landA := c.own.realm.holder(a)
	_, landB := c.own.realm.holder(b)
	return a, !landA && !landB
}

// thin leaves out points that stand within 0.15 NM of the line without them
// (Douglas and Peucker, 1973).
func thin(l Line) Line {
	if len(l) < 3 {
		return l
	}
	a, b := l[0], l[len(l)-1]
	far, at := 0.0, 0
	k := math.Cos(a.Lat)
	for i := 1; i+1 < len(l); i++ {
		if d := awayFrom(l[i], a, b, k); d > far {
			far, at = d, i
		}
	}
	if far < 0.15/60*geo.Degree {
		return Line{a, b}
	}
	left := thin(l[:at+1])
	return append(left[:len(left)-1:len(left)-1], thin(l[at:])...)
}

// awayFrom is how far p is from the line from a to b on the flat map, rad.
func awayFrom(p, a, b geo.LatLon, k float64) float64 {
	x, y := (b.Lon-a.Lon)*k, b.Lat-a.Lat
	px, py := (p.Lon-a.Lon)*k, p.Lat-a.Lat
	if d := x*x + y*y; d > 0 {
		u := max(0, min(1, (px*x+py*y)/d))
		px, py = px-u*x, py-u*y
	}
	return math.Hypot(px, py)
}
