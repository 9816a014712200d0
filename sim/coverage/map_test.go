package coverage

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"perimeter/air/geo"
)

// The polygons hold just the cells: the same area for each level, kind and
// number, none twice, each ring closed and against the clock.
func TestGeoJSONHoldsTheSameArea(t *testing.T) {
	radars := sites(t, append(dozen[:len(dozen):len(dozen)], "LRR-TNC")...)
	radars[len(dozen)].Pos.LatLon = geo.Deg(62, -178)
	s := look(t, radars, usual(t))
	var b bytes.Buffer
	if err := s.WriteGeoJSON(&b, "a \"quoted\" name"); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Type, Name string
		Features   []struct {
			Properties struct {
				Kind, Level string
				Sensors     int
			}
			Geometry struct {
				Type        string
				Coordinates [][][][2]float64
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	report := s.Report("x")
	west := 0
	for _, f := range doc.Features {
		area := 0.0
		for _, polygon := range f.Geometry.Coordinates {
			ring := polygon[0]
			if len(ring) != 5 || ring[0] != ring[4] || ring[1][0] <= ring[0][0] || ring[2][1] <= ring[1][1] || ring[0][0] < -180 || ring[1][0] > 180 {
				t.Fatalf("ring %v", ring)
			}
			if ring[0][0] > 0 {
				west++
			}
			area += (belt(ring[2][1]*geo.Degree) - belt(ring[0][1]*geo.Degree)) * (ring[1][0] - ring[0][0]) * geo.Degree
		}
		for _, c := range report.Coverage {
			if c.Level == f.Properties.Level && c.Kind == f.Properties.Kind {
				if want := c.Km2[f.Properties.Sensors]; math.Abs(area/km2-want) > 1+1e-6*want {
					t.Errorf("%+v: %.0f km2, want %.0f", f.Properties, area/km2, want)
				}
			}
		}
	}
	if want := 2 * (4*3 + 9); len(doc.Features) != want {
		t.Errorf("%d features, want %d", len(doc.Features), want)
	}
	if west == 0 {
		t.Error("nothing beyond the antimeridian, where a radar reaches")
	}
}

// A map says at every place what its cell counts.
func TestMapOfNothingElse(t *testing.T) {
	s := look(t, sites(t, "QNW", "DMN"), usual(t))
	m := s.Map(3, Cooperative)
	for _, tt := range []struct {
		at     geo.LatLon
		n      int
		inside bool
	}{
		{geo.Deg(32, -107), 2, true},
		{geo.Deg(45, -70), 0, true},
		{geo.Deg(10, -40), 0, false},
		{geo.Deg(-30, -100), 0, false},
	} {
		if n, inside := m.At(tt.at); n != tt.n || inside != tt.inside {
			t.Errorf("%v: %d, %v, want %d, %v", tt.at, n, inside, tt.n, tt.inside)
		}
	}
	least := s.LeastMap(Cooperative)
	if near, _ := least.At(geo.Deg(31.75, -106.25)); near != 1 {
		t.Errorf("beside Eagle Peak the least height is in band %d, want the lowest", near)
	}
	if far, _ := least.At(geo.Deg(45, -70)); far != 0 {
		t.Errorf("in Maine it is in band %d, want never", far)
	}
}

// A point lists the radars that see it from the lowest on, with both heights.
func TestPoint(t *testing.T) {
	s := look(t, sites(t, dozen...), usual(t))
	p, ok := s.Point(geo.Deg(31.75, -106.25))
	if !ok || len(p.Seen) < 4 {
		t.Fatalf("%+v", p)
	}
	last := Floor{}
	for _, f := range p.Seen {
		if math.Abs(f.MSL-f.AGL-p.Ground) > 2 || f.AGL < 0 || f.Kind == last.Kind && f.MSL < last.MSL {
			t.Errorf("%+v after %+v over ground at %g ft", f, last, p.Ground)
		}
		last = f
	}
	if _, ok := s.Point(geo.Deg(-10, 0)); ok {
		t.Error("a point in the South Atlantic lies in the grid")
	}
}

// The table is aligned, says EXERCISE, and names the weak data.
func TestTable(t *testing.T) {
	s := look(t, sites(t, "QNW", "SEN-MMCU"), usual(t))
	r := s.Report("two radars")
	at, _ := s.Point(geo.Deg(31.75, -106.25))
	r.Points = []Point{at}
	r.Difference = Compare(s.only([]int{0}), s, "one", "two")
	var b bytes.Buffer
	if err := r.WriteTable(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"two radars: EXERCISE, simulated", "MEX: 1 radar,", "From one to two", "SENEAM sites stand on airport positions", "gained", "k = 1.333"} {
		if !bytes.Contains(b.Bytes(), []byte(want)) {
			t.Errorf("the table lacks %q:\n%s", want, b.String())
		}
	}
}

func TestGroup(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", 70905877: "70,905,877"} {
		if got := group(v); got != want {
			t.Errorf("%g: %s, want %s", v, got, want)
		}
	}
}
