package fusion

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// benchTable is a CSV file of the tracking bench, its rows by column name.
type benchTable struct {
	columns map[string]int
	rows    [][]string
}

func readTable(tb testing.TB, name string) *benchTable {
	tb.Helper()
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	if filepath.Ext(name) == ".gz" {
		z, err := gzip.NewReader(f)
		if err != nil {
			tb.Fatal(err)
		}
		r = csv.NewReader(z)
	}
	rows, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	t := &benchTable{columns: map[string]int{}, rows: rows[1:]}
	for i, c := range rows[0] {
		t.columns[c] = i
	}
	return t
}

func (t *benchTable) text(row int, column string) string {
	if i, ok := t.columns[column]; ok {
		return t.rows[row][i]
	}
	return ""
}

func (t *benchTable) float(row int, column string) float64 {
	v, err := strconv.ParseFloat(t.text(row, column), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// benchCase is a case of ../shared/bench/tracking: radars, the hidden biases,
// and the plots second by second as they arrive.
type benchCase struct {
	config  Config
	rangeM  []float64
	azimuth []float64 // rad
	beats   []air.Parcel
}

func openBench(tb testing.TB, name string) *benchCase {
	tb.Helper()
	dir := filepath.Join("..", "..", "shared", "bench", "tracking", name)
	if _, err := os.Stat(dir); err != nil {
		tb.Skipf("no %s beside the checkout: the tracking bench is not here", filepath.Join("..", "shared"))
	}
	c := &benchCase{config: Config{Release: air.Only(air.USA)}}
	radars, key := readTable(tb, filepath.Join(dir, "radars.csv")), readTable(tb, filepath.Join(dir, "key_radars.csv"))
	for i := range radars.rows {
		c.config.Sensors = append(c.config.Sensors, radars.sensor(i))
		c.rangeM = append(c.rangeM, key.float(i, "bias_r_m"))
		c.azimuth = append(c.azimuth, key.float(i, "bias_az_deg")*geo.Degree)
	}
	if _, err := os.Stat(filepath.Join(dir, "platforms.csv")); err == nil {
		c.platforms(readTable(tb, filepath.Join(dir, "platforms.csv")))
	}
	plots := readTable(tb, filepath.Join(dir, "plots.csv.gz"))
	for i := range plots.rows {
		at := plots.float(i, "arrived")
		if math.IsNaN(at) {
			at = plots.float(i, "time")
		}
		if p, ok := plots.plot(i); ok {
			b := c.beat(at)
			b.Plots = append(b.Plots, p)
		}
	}
	return c
}

func (c *benchCase) beat(at float64) *air.Parcel {
	i := int(math.Floor(at))
	for len(c.beats) <= i {
		c.beats = append(c.beats, air.Parcel{})
	}
	return &c.beats[i]
}

func (c *benchCase) platforms(t *benchTable) {
	for i := range t.rows {
		b := c.beat(t.float(i, "time"))
		b.Platforms = append(b.Platforms, air.Platform{
			At: air.FromSeconds(t.float(i, "time")), Sensor: air.SensorID(t.float(i, "radar_id") - 1),
			Lat: t.float(i, "lat") * geo.Degree, Lon: t.float(i, "lon") * geo.Degree, Height: float32(t.float(i, "alt_m")),
		})
	}
}

func (t *benchTable) sensor(i int) air.SensorInfo {
	kind := t.text(i, "kind")
	if kind == "adsb" {
		return air.SensorInfo{}
	}
	s := air.SensorInfo{
		Name: t.text(i, "id"), Pos: geo.Deg(t.float(i, "lat"), t.float(i, "lon")).At(t.float(i, "alt_m")),
		Moving: kind == "moving", Scan: air.FromSeconds(t.float(i, "scan_s")),
		Range: t.float(i, "rmax_m"), PSR: true, SSR: t.float(i, "pd_ssr") > 0, FalsePerScan: t.float(i, "clutter_per_scan"),
		SigmaRange: t.float(i, "sigma_r_psr"), SigmaAz: t.float(i, "sigma_az_psr") * geo.Degree,
	}
	if s.SSR {
		s.RangeSSR, s.SigmaRange, s.SigmaAz = s.Range, t.float(i, "sigma_r_ssr"), t.float(i, "sigma_az_ssr")*geo.Degree
	}
	return s
}

func (t *benchTable) plot(i int) (p air.Plot, ok bool) {
	kinds := map[string]air.PlotKind{"P": air.PSR, "S": air.SSR, "C": air.Combined}
	kind := kinds[t.text(i, "src")]
	if kind == 0 {
		return p, false
	}
	p = air.Plot{
		At: air.FromSeconds(t.float(i, "time")), ID: uint64(t.float(i, "plot")), Sensor: air.SensorID(t.float(i, "radar_id") - 1),
		Rho: air.RhoOf(t.float(i, "range_m")), Theta: air.ThetaOf(t.float(i, "az_deg") * geo.Degree), Kind: kind,
	}
	if code, err := strconv.ParseUint(t.text(i, "mode_a"), 8, 16); err == nil {
		p.Code, p.Has = air.Mode3A(code), p.Has|air.HasCode
	}
	if ft := t.float(i, "mode_c_ft"); !math.IsNaN(ft) {
		p.Level, p.Has = air.FLFeet(ft), p.Has|air.HasLevel
	}
	if address, err := strconv.ParseUint(t.text(i, "icao24"), 16, 32); err == nil {
		p.Address, p.Has = air.Address(address), p.Has|air.HasAddress
	}
	return p, true
}

// run gives the case to a tracker, second by second.
func (c *benchCase) run(tracker *Tracker, each func(now air.Time)) {
	for i := range c.beats {
		now := air.Time(i+1) * air.Second
		tracker.Accept(&c.beats[i])
		tracker.Advance(now)
		each(now)
	}
}

// errors returns by how much registration is off, in m and degrees.
func (c *benchCase) errors(b *SensorBias) (rangeM, azimuthDeg float64) {
	return b.Range - c.rangeM[b.Sensor], (b.Azimuth - c.azimuth[b.Sensor]) / geo.Degree
}
