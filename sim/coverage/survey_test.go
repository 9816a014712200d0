package coverage

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/atlas"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
)

// sites returns radars of the atlas.
func sites(t testing.TB, ids ...string) (list []scenario.Radar) {
	t.Helper()
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		i := slices.IndexFunc(all, func(r scenario.Radar) bool { return r.Name == id })
		if i < 0 {
			t.Fatalf("the atlas has no site %s", id)
		}
		list = append(list, all[i])
	}
	return list
}

// a dozen radars of all kinds, some over one another.
var dozen = []string{"QNW", "DMN", "TARS-MRF", "SEN-MMCU", "SEN-MMHO", "SEN-MMTO", "SIVA-ROO", "SEN-MMUN", "LRR-FYU", "NWS-BAF-3", "YYZ", "BUF"}

func levels(t testing.TB, texts ...string) (list []Level) {
	t.Helper()
	for _, s := range texts {
		l, err := ParseLevel(s)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

func usual(t testing.TB) Options {
	return Options{Levels: levels(t, "500ft", "5000ft", "FL100", "FL300"), RCS: 1, Pd: 0.8, Step: 0.5 * geo.Degree, Need: 1}
}

func look(t testing.TB, radars []scenario.Radar, opt Options) *Survey {
	t.Helper()
	s, err := Look(context.Background(), radars, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var purposePick = num.For("coverage/test")

// Ten thousand cells, levels and radars at random: the footprint says what the
// sensor says when it is asked.
func TestCoverageIsWhatTheSensorsSay(t *testing.T) {
	s := look(t, sites(t, dozen...), usual(t))
	sensors, err := radar.New(&scenario.Scenario{Radars: s.Radars}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	yes := 0
	for i := range 10_000 {
		d := num.At(1, purposePick, uint64(i), 0, 0)
		which, level := int(d.Uniform()*float64(len(sensors))), int(d.Uniform()*float64(len(s.Levels)))
		p, _ := geo.Direct(s.Radars[which].Pos.LatLon, d.Uniform()*geo.Turn, d.Uniform()*550e3)
		cell, ok := s.Grid.cellOf(p)
		if !ok {
			t.Fatalf("%v lies in no cell", p)
		}
		middle := s.Grid.At(cell/s.Grid.Cols, cell%s.Grid.Cols)
		ground := atlas.Ground(middle)
		h := s.Levels[level].Height
		if s.Levels[level].AGL {
			h += float64(float32(ground))
		}
		pd, reply, _ := sensors[which].Would(middle.At(h), 1)
		above := h >= float64(float32(ground))
		want := [kinds]bool{reply && above, pd >= 0.8 && above}
		for k := range kinds {
			if got := s.prints[which].sees(&s.Grid, layerOf(level, k), cell); got != want[k] {
				t.Errorf("%s at %v, %s, %v: %v, the sensor says %v", s.Radars[which].Name, middle, s.Levels[level].Name, k, got, want[k])
			}
			yes += one(want[k])
		}
	}
	if yes < 2000 || yes > 18_000 {
		t.Errorf("%d of 20000 are seen: want both often", yes)
	}
}

// sees reports whether a cell of the grid is seen.
func (f *footprint) sees(g *Grid, l layer, cell int) (yes bool) {
	f.each(g, l, func(c int) { yes = yes || c == cell })
	return yes
}

// Nothing is seen below the least height, and at it, it is.
func TestTheLeastHeightIsTheLeast(t *testing.T) {
	s := look(t, sites(t, dozen...), usual(t))
	sensors, _ := radar.New(&scenario.Scenario{Radars: s.Radars}, 0, nil)
	tried := 0
	for i := range s.prints {
		s.prints[i].walk(&s.Grid, func(cell, at int) {
			for k := range kinds {
				h := float64(s.prints[i].least[k][at])
				if math.IsInf(h, 1) || (cell+at)%3 != 0 {
					continue
				}
				tried++
				p := s.Grid.At(cell/s.Grid.Cols, cell%s.Grid.Cols)
				sees := func(h float64) bool {
					pd, reply, _ := sensors[i].Would(p.At(h), 1)
					return [kinds]bool{reply, pd >= 0.8}[k]
				}
				if !sees(h + 0.5) { // the height is kept in single precision
					t.Errorf("%s, %v: not seen from the least height %.1f m", s.Radars[i].Name, p, h)
				}
				if ground := float64(s.ground[cell]); h > ground+10 && sees(h-5) {
					t.Errorf("%s, %v: seen 5 m below the least height %.1f m, ground %.1f", s.Radars[i].Name, p, h, ground)
				}
			}
		})
	}
	if tried < 1000 {
		t.Errorf("%d least heights tried, want more than 1000", tried)
	}
}

// Add a site: no level is seen less, no least height rises, nothing is less
// available.
func TestASiteMoreNeverCoversLess(t *testing.T) {
	opt := usual(t)
	opt.Step = geo.Degree
	whole := look(t, sites(t, dozen...), opt)
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation(indices(len(dozen))).Draw(t, "order")
		n := rapid.IntRange(1, len(order)-1).Draw(t, "radars")
		before, after := whole.only(order[:n]), whole.only(order[:n+1])
		a, b := before.Report("before"), after.Report("after")
		for i := range a.Coverage {
			x, y := &a.Coverage[i], &b.Coverage[i]
			if y.Seen < x.Seen || y.Km2[3] < x.Km2[3] || y.Km2[2]+y.Km2[3] < x.Km2[2]+x.Km2[3]-1 /* rounding */ || y.Km2[0] > x.Km2[0] {
				t.Errorf("%s %s: %v, with %s %v", x.Level, x.Kind, x.Km2, dozen[order[n]], y.Km2)
			}
		}
		for i := range a.Plan {
			if b.Plan[i].Available < a.Plan[i].Available || b.Plan[i].Seen < a.Plan[i].Seen {
				t.Errorf("plan: %+v, with %s %+v", a.Plan[i], dozen[order[n]], b.Plan[i])
			}
		}
		for k := range kinds {
			x, y := before.least(k), after.least(k)
			for cell := range x {
				if y[cell] > x[cell] {
					t.Fatalf("the least height rises from %g to %g m", x[cell], y[cell])
				}
			}
		}
	})
}

func indices(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}

// only returns a survey of some of the radars.
func (s *Survey) only(which []int) *Survey {
	c := *s
	c.Radars, c.prints, c.sightings = nil, nil, nil
	for _, i := range which {
		c.Radars, c.prints, c.sightings = append(c.Radars, s.Radars[i]), append(c.prints, s.prints[i]), append(c.sightings, s.sightings[i])
	}
	return &c
}

// The report speaks numbers: square kilometres by level, and all that they
// depend on.
func TestReportIsNumeric(t *testing.T) {
	b, err := json.Marshal(look(t, sites(t, "QNW", "SEN-MMCU"), usual(t)).Report("two"))
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Parameters map[string]float64
		Coverage   []struct {
			Level, Kind string
			Km2         []float64 `json:"km2_by_0_1_2_3plus"`
		}
		Notes []string
	}
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]float64{"near_ground_m": 4000, "refraction_k": 4.0 / 3, "pd": 0.8, "rcs_m2": 1, "plan_depth_nm": 600} {
		if got, ok := r.Parameters[key]; !ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("parameter %s is %g, want %g", key, got, want)
		}
	}
	if len(r.Coverage) != 8 || len(r.Coverage[7].Km2) != 4 || !(r.Coverage[7].Km2[1] > 1e5) {
		t.Errorf("coverage: %+v", r.Coverage)
	}
	if text := strings.Join(r.Notes, " "); !strings.Contains(text, "SENEAM") || !strings.Contains(text, "stand-ins") || !strings.Contains(text, "EXERCISE") {
		t.Errorf("notes: %s", text)
	}
}

// A flat, high radar over the sea covers a circle: its area is that of the
// circle within a per cent and a half of the cells' coarseness.
func TestAreaOfACircle(t *testing.T) {
	typ, _ := atlas.FindRadarType("ATCBI-6")
	typ.RangeSSR, typ.MinRange = 200e3, 0
	r := scenario.Radar{Name: "R", Nation: air.USA, Type: typ, Pos: geo.Deg(25, -90).At(3000)}
	opt := usual(t)
	opt.Step, opt.Levels = 0.2*geo.Degree, levels(t, "FL300")
	got := look(t, []scenario.Radar{r}, opt).Report("circle").Coverage[0].Seen
	radius := math.Sqrt(200*200 - 6.144*6.144)
	hole := 6.144 / math.Tan(typ.ElevMax)
	if want := math.Pi * (radius*radius - hole*hole); math.Abs(got-want) > 0.015*want {
		t.Errorf("a secondary of 200 km covers %.0f km2, want %.0f", got, want)
	}
}

// The cells together are the zone of the ellipsoid on which they lie.
func TestCellsAddUp(t *testing.T) {
	whole := newGrid(geo.Box{South: -math.Pi / 2, West: -math.Pi, North: math.Pi / 2, East: math.Pi}, 1.5*geo.Degree)
	sum := 0.0
	for _, a := range whole.area {
		sum += a * float64(whole.Cols)
	}
	if want := 510_065_621.7e6; math.Abs(sum-want) > 1e-6*want { // WGS-84 (Snyder 1987, table 1: derived)
		t.Errorf("the Earth's area is %.1f km2, want %.1f", sum/1e6, want/1e6)
	}
	if whole.Rows != 120 || whole.Cols != 240 {
		t.Errorf("%d by %d cells", whole.Rows, whole.Cols)
	}
}

// Every place within reach lies in the patch around a radar.
func TestPatchHoldsTheReach(t *testing.T) {
	g := newGrid(Everywhere(), 0.25*geo.Degree)
	rapid.Check(t, func(t *rapid.T) {
		from := geo.Deg(rapid.Float64Range(5, 89.9).Draw(t, "lat"), rapid.Float64Range(-175, -50).Draw(t, "lon"))
		reach := rapid.Float64Range(1e3, 600e3).Draw(t, "reach")
		p, _ := geo.Direct(from, rapid.Float64Range(0, geo.Turn).Draw(t, "azimuth"), reach*rapid.Float64Range(0, 1).Draw(t, "part"))
		cell, ok := g.cellOf(p)
		if !ok {
			return
		}
		in := g.around(from, reach)
		if row, col := cell/g.Cols, cell%g.Cols; row < in.row || row >= in.row+in.rows || col < in.col || col >= in.col+in.cols {
			t.Errorf("row %d column %d lies outside %+v", row, col, in)
		}
	})
}

func TestCancelledItEnds(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	told := 0
	_, err := Look(ctx, sites(t, dozen...), usual(t), func(done, of int) {
		told++
		if of != len(dozen) {
			t.Errorf("of %d radars, want %d", of, len(dozen))
		}
		stop()
	})
	if err != context.Canceled || told != 1 {
		t.Errorf("error %v after %d notices", err, told)
	}
}

func TestWhatCannotBeAsked(t *testing.T) {
	for _, tt := range []struct {
		name string
		with func(*Options)
		want string
	}{
		{"no level", func(o *Options) { o.Levels = nil }, "levels: want 1 to 32, got 0"},
		{"no size", func(o *Options) { o.RCS = math.NaN() }, "cross-section: want 0.000001 to 1000000 m2, got NaN"},
		{"sure", func(o *Options) { o.Pd = 1 }, "probability of detection: want above 0 and below 1, got 1"},
		{"fine", func(o *Options) { o.Step = 0.001 * geo.Degree }, "cell: want 0.05 to 2 degrees, got 0.001"},
		{"none", func(o *Options) { o.Need = 0 }, "sensors at once: want 1 to 4, got 0"},
	} {
		opt := usual(t)
		tt.with(&opt)
		if _, err := Look(context.Background(), nil, opt, nil); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// BenchmarkContinent is all 422 sites of the atlas at three levels, with the
// report.
func BenchmarkContinent(b *testing.B) {
	radars, err := All()
	if err != nil {
		b.Fatal(err)
	}
	opt := Options{Levels: levels(b, "500ft", "5000ft", "FL300"), RCS: 1, Pd: 0.8, Step: 0.1 * geo.Degree, Need: 1}
	for b.Loop() {
		look(b, radars, opt).Report("all")
	}
	b.ReportMetric(float64(len(radars)), "sites")
}
