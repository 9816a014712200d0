package atlas

import (
	"math"
	"testing"

	"perimeter/air/geo"
)

func TestMapLayers(t *testing.T) {
	tests := []struct {
		name         string
		layer        func(Detail) []Line
		closed       bool
		coarse, fine int // lines at least
	}{
		{"coast", Coast, false, 365, 1136},
		{"borders", Borders, false, 23, 31},
		{"lakes", Lakes, true, 189, 570},
		{"land", Land, true, 357, 900},
		{"states", States, false, 143 + 32, 97},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for d, least := range map[Detail]int{Coarse: tt.coarse, Fine: tt.fine} {
				lines := tt.layer(d)
				if len(lines) < least {
					t.Errorf("detail %d: %d lines, want at least %d", d, len(lines), least)
				}
				for i, l := range lines {
					checkLine(t, i, l, tt.closed)
				}
			}
			if points(tt.layer(Fine)) <= points(tt.layer(Coarse)) {
				t.Error("the fine layer is no finer than the coarse")
			}
		})
	}
	if got, want := &Coast(7)[0], &Coast(Fine)[0]; got != want {
		t.Error("an unknown detail is not the fine one")
	}
}

func checkLine(t *testing.T, i int, l Line, closed bool) {
	t.Helper()
	if len(l) < 2 || closed && (len(l) < 4 || l[0] != l[len(l)-1]) {
		t.Fatalf("line %d of %d places is not whole", i, len(l))
	}
	for _, p := range l {
		if lat, lon := p.Degrees(); lat < 4.9 || lat > 85.1 || lon < -180.1 || lon > -39.9 {
			t.Fatalf("line %d leaves North America: %g, %g", i, lat, lon)
		}
	}
}

func points(lines []Line) (n int) {
	for _, l := range lines {
		n += len(l)
	}
	return n
}

func TestBorderUSMexicoRunsFromTheGulfToThePacific(t *testing.T) {
	l := BorderUSMexico()
	if len(l) != 751 {
		t.Errorf("%d points, want 751", len(l))
	}
	if d := geo.Distance(l[0], geo.Deg(25.958, -97.14)); d > 5e3 {
		t.Errorf("it starts %.0f m from the mouth of the Rio Grande", d)
	}
	if d := geo.Distance(l[len(l)-1], geo.Deg(32.534, -117.123)); d > 2e3 {
		t.Errorf("it ends %.0f m from the Pacific", d)
	}
}

func TestAirspace(t *testing.T) {
	houston, monterrey, gulf := geo.Deg(29.98, -95.34), geo.Deg(25.67, -100.31), geo.Deg(27, -90)
	tests := []struct {
		name  string
		areas []Area
		ident string
		kind  string
		at    geo.LatLon
		want  bool
	}{
		{"Houston is in Houston Center", FIRs(), "ZHU", "high", houston, true},
		{"Houston is not in Fort Worth Center", FIRs(), "ZFW", "high", houston, false},
		{"New York Oceanic", FIRs(), "ZWY", "fir", geo.Deg(33, -60), true},
		{"Monterrey is in the Mexican FIR", NeighborFIRs(), "MMFR", "fir", monterrey, true},
		{"Monterrey is in Monterrey ACC", NeighborFIRs(), "MMTY", "fir", monterrey, true},
		{"Cancun is in Merida ACC", NeighborFIRs(), "MMID", "fir", geo.Deg(21.04, -86.87), true},
		{"Toronto is in Toronto FIR", NeighborFIRs(), "CZYZ", "fir", geo.Deg(43.68, -79.63), true},
		{"the Gulf is in the ADIZ", ADIZ(), "", "adiz", gulf, true},
		{"Kansas is not", ADIZ(), "", "adiz", geo.Deg(38, -98), false},
		{"the Bering Sea is in the Alaskan ADIZ", ADIZ(), "", "adiz", geo.Deg(55, -175), true},
		{"so is the sea west of the antimeridian", ADIZ(), "", "adiz", geo.Deg(55, 175), true},
		{"the Capitol is in the SFRA", SpecialZones(), "", "sfra", geo.Deg(38.89, -77.01), true},
		{"the Capitol is in the FRZ", SpecialZones(), "", "frz", geo.Deg(38.89, -77.01), true},
		{"Frederick is in neither", SpecialZones(), "", "sfra", geo.Deg(39.42, -77.37), false},
	}
	for _, tt := range tests {
		got := false
		for i := range tt.areas {
			a := &tt.areas[i]
			got = got || a.Ident == tt.ident && a.Kind == tt.kind && a.Contains(tt.at)
		}
		if got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func TestEveryAreaHasAKindASourceAndARing(t *testing.T) {
	for _, areas := range [][]Area{ADIZ(), SpecialZones(), FIRs(), NeighborFIRs()} {
		if len(areas) == 0 {
			t.Error("a list of areas is empty")
		}
		for _, a := range areas {
			if a.Kind == "" || a.Source == "" || a.Name == "" || len(a.Ring) < 3 {
				t.Errorf("%+v is not whole", a)
			}
			if a.Ring[0] == a.Ring[len(a.Ring)-1] {
				t.Errorf("%s: the ring repeats its first point", a.Name)
			}
		}
	}
}

func TestFixes(t *testing.T) {
	tests := []struct {
		ident    string
		lat, lon float64
		height   float64 // m
	}{
		{"KELP", 31.807, -106.378, 1206},
		{"MMTC", 25.568, -103.411, 1124},
		{"MMCU", 28.703, -105.965, 1360},
		{"MMUN", 21.037, -86.877, 7},
		{"EWM", 31.952, -106.272, 1235}, // Newman VORTAC
	}
	for _, tt := range tests {
		p, h, ok := FindFix(tt.ident)
		if d := geo.Distance(p, geo.Deg(tt.lat, tt.lon)); !ok || d > 1500 || math.Abs(h-tt.height) > 20 {
			t.Errorf("%s: %v, %.0f m away, at %.0f m", tt.ident, ok, d, h)
		}
	}
	if _, _, ok := FindFix("NOWHERE"); ok {
		t.Error("found a fix NOWHERE")
	}
	for _, name := range FixNames() {
		if _, h, ok := FindFix(name); !ok || h < -100 || h > 5000 {
			t.Errorf("%s: %v at %g m", name, ok, h)
		}
	}
}

// Lengths of airline routes as the great circle mappers of the net give them.
func TestDistancesBetweenAirports(t *testing.T) {
	tests := []struct {
		from, to string
		miles    float64 // statute
	}{
		{"KJFK", "KLAX", 2475},
		{"MMUN", "KMIA", 529},
		{"KDFW", "MMMX", 938},
	}
	for _, tt := range tests {
		a, _ := FindAirport(tt.from)
		b, _ := FindAirport(tt.to)
		if got := geo.Distance(a.Pos, b.Pos) / 1609.344; math.Abs(got-tt.miles) > 3 {
			t.Errorf("%s to %s: %.1f miles, want %g", tt.from, tt.to, got, tt.miles)
		}
	}
}

// Idents of navaids are not unique: the nearest one counts where a place is
// known, else the most far-reaching.
func TestNavaidsOfOneName(t *testing.T) {
	tests := []struct {
		name     string
		ident    string
		near     *geo.LatLon
		lat, lon float64
	}{
		{"nearest to the Bahamas", "NCZ", ptr(geo.Deg(25, -77)), 24.703, -77.77},
	}
	for _, tt := range tests {
		n, ok := FindNavaid(tt.ident, tt.near)
		if d := geo.Distance(n.Pos, geo.Deg(tt.lat, tt.lon)); !ok || d > 1000 {
			t.Errorf("%s: %v, %.0f m away", tt.name, n, d)
		}
	}
	list := Navaids()
	pairs := 0
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if a.Ident != b.Ident || a.Pos == b.Pos {
			continue
		}
		pairs++
		if got, _ := FindNavaid(b.Ident, &b.Pos); got.Pos != b.Pos {
			t.Errorf("%s: the nearest to %v is said to be at %v", b.Ident, b.Pos, got.Pos)
		}
	}
	if pairs < 300 {
		t.Errorf("only %d navaids share an ident", pairs)
	}
	if n, _ := FindNavaid("NCZ", nil); n.Kind != "TACAN" {
		t.Errorf("the first NCZ is a %s, want the TACAN", n.Kind)
	}
	if _, ok := FindNavaid("", nil); ok {
		t.Error("found a navaid without a name")
	}
}

func ptr[T any](v T) *T { return &v }

func TestGeoJSONFaults(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"no JSON", `{`, "x: unexpected end of JSON input"},
		{"a point", `{"features":[{"geometry":{"type":"Point","coordinates":[1,2]}}]}`, `x: feature 1: want lines or polygons, got "Point"`},
		{"too shallow", `{"features":[{"geometry":{"type":"Polygon","coordinates":[[1,2]]}}]}`, `x: feature 1: want '[', got "1,2]]"`},
		{"too deep", `{"features":[{"geometry":{"type":"LineString","coordinates":[[[1,2]]]}}]}`, `x: feature 1: want a number, got "[1,2]]]"`},
		{"off the Earth", `{"features":[{"geometry":{"type":"LineString","coordinates":[[1,95]]}}]}`, "x: feature 1: want a longitude and a latitude, got 1, 95"},
		{"a height too", `{"features":[{"geometry":{"type":"LineString","coordinates":[[1,2,3]]}}]}`, `x: feature 1: want ']', got ",3]]"`},
	}
	for _, tt := range tests {
		if _, err := decodeFeatures("x", []byte(tt.file)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add([]byte(`{"features":[{"properties":{"name":"a"},"geometry":{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2]]]]}}]}`))
	f.Add([]byte(`{"features":[{"geometry":{"type":"LineString","coordinates":[ [1e1, -2] ,[3,4]]}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		features, err := decodeFeatures("x", b)
		for _, p := range features {
			for _, l := range p.Lines {
				if ringOf(l); err != nil {
					t.Error("a fault and lines")
				}
			}
		}
	})
}

func BenchmarkDecodeMap(b *testing.B) {
	for _, name := range []string{"geo/coastline_50m.geojson.gz", "geo/coastline_10m.geojson.gz", "geo/states_10m.geojson.gz"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := decodeFeatures(name, read(name)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
