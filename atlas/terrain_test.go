package atlas

import (
	"math"
	"testing"

	"perimeter/air/geo"
)

func TestHeightsOfKnownPlaces(t *testing.T) {
	tests := []struct {
		name     string
		lat, lon float64
		want     float64 // m, of the cell
	}{
		{"Denver", 39.74, -104.99, 1601},
		{"Mexico City", 19.43, -99.13, 2237},
		{"Wichita", 37.65, -97.43, 400},
		{"Lubbock", 33.66, -101.82, 988},
		{"Regina", 50.43, -104.6, 574},
		{"Death Valley", 36.23, -116.83, -80},
		{"Salton Sea", 33.3, -115.85, -75},
		{"Great Salt Lake", 41.2, -112.6, 1282},
		{"Chapala", 20.25, -103.0, 1518},
		{"Pacific", 20, -130, 0},
		{"beyond the grid, south", 9.9, -80, 0},
		{"beyond the grid, east", 45, -49, 0},
		{"the other side of the world", -45, 100, 0},
	}
	for _, tt := range tests {
		p := geo.Deg(tt.lat, tt.lon)
		if got := Means().Nearest(p); got != tt.want {
			t.Errorf("%s: the cell has %g m, want %g", tt.name, got, tt.want)
		}
		if got := Ground(p); math.Abs(got-tt.want) > 40 {
			t.Errorf("%s: Ground %g m, want about %g", tt.name, got, tt.want)
		}
	}
}

func TestSummitsStandInTheObstacles(t *testing.T) {
	tests := []struct {
		name     string
		lat, lon float64
		want     float64 // m, the highest within 3 by 3 cells
	}{
		{"Pico de Orizaba", 19.030, -97.268, 5636},
		{"Popocatepetl", 19.0225, -98.6278, 5422},
		{"Mount Whitney", 36.5786, -118.292, 4422},
		{"Denali", 63.069, -151.007, 6191},
	}
	for _, tt := range tests {
		row, col := Obstacles().Cell(geo.Deg(tt.lat, tt.lon))
		top := 0.0
		for i := -1; i <= 1; i++ {
			for j := -1; j <= 1; j++ {
				top = max(top, Obstacles().At(int(row)+i, int(col)+j))
			}
		}
		if top != tt.want {
			t.Errorf("%s: %g m, want %g", tt.name, top, tt.want)
		}
	}
}

func TestNoObstacleBelowItsMean(t *testing.T) {
	for i, m := range Means().cells {
		if top := Obstacles().cells[i]; top < m {
			t.Fatalf("row %d column %d: obstacle %d m, mean %d", i/Means().Cols, i%Means().Cols, top, m)
		}
	}
}

// Ground has no steps: crossing the edge of a cell changes it no more than
// going as far within one, and in a cell's centre it is the cell's mean.
func TestGroundIsContinuous(t *testing.T) {
	g := Means()
	for row := 1000; row < 1800; row += 7 { // the Rocky Mountains
		for col := 1900; col < 2400; col += 11 {
			centre := geo.LatLon{Lat: g.North - (float64(row)+0.5)*g.Step, Lon: g.West + (float64(col)+0.5)*g.Step}
			if got := Ground(centre); math.Abs(got-g.At(row, col)) > 1e-6 {
				t.Fatalf("centre of %d, %d: %g m, want %g", row, col, got, g.At(row, col))
			}
			edge := geo.LatLon{Lat: g.North - float64(row)*g.Step, Lon: g.West + float64(col)*g.Step}
			a := Ground(geo.LatLon{Lat: edge.Lat - 1e-9, Lon: edge.Lon - 1e-9})
			b := Ground(geo.LatLon{Lat: edge.Lat + 1e-9, Lon: edge.Lon + 1e-9})
			if math.Abs(a-b) > 0.01 {
				t.Fatalf("a step of %g m at %d, %d", a-b, row, col)
			}
		}
	}
}

func TestTheGridsEdges(t *testing.T) {
	g := Means()
	corner := geo.LatLon{Lat: g.North, Lon: g.West}
	if got := g.Between(corner); got != g.At(0, 0) {
		t.Errorf("north-western corner: %g, want %g", got, g.At(0, 0))
	}
	last := geo.LatLon{Lat: g.North - (float64(g.Rows)-0.01)*g.Step, Lon: g.West + (float64(g.Cols)-0.01)*g.Step}
	if got := g.Between(last); got != g.At(g.Rows-1, g.Cols-1) {
		t.Errorf("south-eastern corner: %g, want %g", got, g.At(g.Rows-1, g.Cols-1))
	}
	nowhere := geo.LatLon{Lat: math.NaN(), Lon: math.NaN()}
	if g.Between(nowhere) != 0 || g.Nearest(nowhere) != 0 || g.At(-1, 0) != 0 || g.At(0, g.Cols) != 0 {
		t.Error("there is ground outside the grid")
	}
}

// Lines of sight over real ground, worked out by a program of others: antenna 20
// m above the ground of the site, 4/3 earth, highest ground of the nearest cell
// every 250 m, the first 4 km left out; the least height seen at the far end.
func TestMasksOfKnownSites(t *testing.T) {
	tests := []struct {
		site     string
		ground   float64 // m, as it was received
		lat, lon float64
		km       float64
		low, top float64 // m, the spread of the least height seen
	}{
		{"QOM", 960, 31.9, -104.9, 258.4, 3145, 3186},
		{"SEN-MMTO", 2580, 19.9, -101.2, 182.4, 5205, 5500},
		{"VBG", 395, 34.45, -118.9, 156.2, 2020, 2580},
		{"SEN-MMUN", 7, 21.0, -89.0, 221.0, 2556, 2564},
		{"LRR-FYU", 129, 68.2, -147.5, 207.7, 2241, 2429},
		{"QBE", 950, 38.6, -81.0, 177.5, 2089, 2598},
		{"SEN-MMGL", 1529, 21.8, -104.6, 194.7, 4868, 8325},
	}
	for _, tt := range tests {
		s, _ := FindRadarSite(tt.site)
		target := geo.Deg(tt.lat, tt.lon)
		distance, azimuth, _ := geo.Inverse(s.Pos, target)
		if math.Abs(distance/1000-tt.km) > 0.06 {
			t.Errorf("%s: %.2f km, want %.1f", tt.site, distance/1000, tt.km)
		}
		if got := leastSeen(s.Pos, tt.ground+20, azimuth, distance); got < tt.low-2 || got > tt.top+2 {
			t.Errorf("%s sees down to %.0f m, want %g to %g", tt.site, got, tt.low, tt.top)
		}
	}
}

// leastSeen returns the least height in metres seen at a distance from an
// antenna at a height, on the 4/3 earth over the obstacles between.
func leastSeen(from geo.LatLon, antenna, azimuth, distance float64) float64 {
	const ae = 4.0 / 3 * 6371e3
	mask := math.Inf(-1)
	for d := 4000.0; d < distance; d += 250 {
		p, _ := geo.Direct(from, azimuth, d)
		h, th := Obstacle(p), d/ae
		mask = max(mask, math.Atan2((ae+h)*math.Cos(th)-(ae+antenna), (ae+h)*math.Sin(th)))
	}
	return (ae+antenna)*math.Cos(mask)/math.Cos(mask+distance/ae) - ae
}

func FuzzGrid(f *testing.F) {
	f.Add([]byte(`{"rows":1,"cols":2,"lat_north_edge":84,"lon_west_edge":-180,"step_deg":"1/30","unit_m":1}` + "\n\x02\x01\x00\x00"))
	f.Add([]byte(`{"rows":9999999,"cols":9999999,"step_deg":"1/30"}` + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if g, err := decodeGrid("x", b); err == nil && len(g.cells) != g.Rows*g.Cols {
			t.Errorf("%d cells, want %d by %d", len(g.cells), g.Rows, g.Cols)
		}
	})
}

func BenchmarkGround(b *testing.B) {
	points := scatter(4096)
	Ground(points[0])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Ground(points[i&4095])
	}
}

func BenchmarkObstacle(b *testing.B) {
	points := scatter(4096)
	Obstacle(points[0])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Obstacle(points[i&4095])
	}
}

// scatter returns places all over North America.
func scatter(n int) []geo.LatLon {
	points := make([]geo.LatLon, n)
	for i := range points {
		u, v := math.Mod(float64(i)*0.7548776662, 1), math.Mod(float64(i)*0.5698402910, 1) // evenly spread (R2 sequence)
		points[i] = geo.Deg(12+60*u, -170+110*v)
	}
	return points
}

func BenchmarkDecodeTerrain(b *testing.B) {
	for _, name := range []string{"geo/terrain_na_2min_mean.gz", "geo/terrain_na_2min_ridge.gz"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := decodeGrid(name, read(name)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
