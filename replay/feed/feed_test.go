package feed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"perimeter/air"
	"perimeter/air/geo"
)

const (
	radarsHead = "id,lat,lon,alt_m,scan_s,t_north_s,rmax_m,sigma_r_psr,sigma_az_psr,sigma_r_ssr,sigma_az_ssr,pd_psr,pd_ssr,clutter_per_scan,kind,sigma_h_m,sigma_doppler_ms,notch_ms\n"
	twoRadars  = radarsHead +
		"1,32,-110,900,4,1,111000,60,0.12,30,0.06,0.9,0.97,20,,,,\n" +
		"7,25.95,-97.3,60,2,1.494,400000,0,0,0,0,0,0.92,0,adsb,,,\n"
	plotsHead = "plot,time,radar_id,range_m,az_deg,src,mode_a,mode_c_ft,arrived,icao24,callsign,height_m,doppler_ms,lat,lon,nacp\n"
	oneMinute = `{"case":"C9","duration_s":60,"picture_step_s":4,"default_alt_m":2700}`
)

var nearly = cmpopts.EquateApprox(1e-12, 0)

// lay writes the files of a case and returns them.
func lay(t testing.TB, content map[string]string) Files {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"radars.csv": twoRadars, "plots.csv": plotsHead, "case.json": oneMinute} {
		if _, ok := content[name]; !ok {
			content[name] = text
		}
	}
	for name, text := range content {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	return Files{Radars: in("radars.csv"), Plots: in("plots.csv"), Case: in("case.json")}.Beside()
}

func open(t testing.TB, f Files) *CSV {
	t.Helper()
	c, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func next(t testing.TB, s Source, until air.Time) *air.Parcel {
	t.Helper()
	p, err := s.Next(until)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestARadarIsWhatItStates(t *testing.T) {
	c := open(t, lay(t, map[string]string{"radars.csv": twoRadars + "6,25,-95,8500,10,5.7,400000,80,0.25,40,0.07,0.85,0,25,moving,450,2,12\n"}))
	got := c.Sensors()
	want := []air.SensorInfo{
		{
			Name: "radar 1", Type: "fixed", Pos: geo.Deg(32, -110).At(900), Scan: 4 * air.Second, Range: 111e3, RangeSSR: 111e3, ElevMax: 45 * geo.Degree,
			SigmaRange: 60, SigmaAz: 0.12 * geo.Degree, SigmaRangeSSR: 30, SigmaAzSSR: 0.06 * geo.Degree, PSR: true, SSR: true,
			FalsePerScan: 20, PdPSR: 0.9, PdSSR: 0.97, Release: all,
		},
		{
			Name: "radar 7", Type: "adsb", ADSB: true, Pos: geo.Deg(25.95, -97.3).At(60), Scan: 2 * air.Second, Range: 400e3,
			ElevMax: 45 * geo.Degree, PdSSR: 0.92, Release: all,
		},
		{
			Name: "radar 6", Type: "moving", Moving: true, Pos: geo.Deg(25, -95).At(8500), Scan: 10 * air.Second, Range: 400e3, ElevMax: 45 * geo.Degree,
			SigmaRange: 80, SigmaAz: 0.25 * geo.Degree, SigmaRangeSSR: 40, SigmaAzSSR: 0.07 * geo.Degree, SigmaHeight: 450, SigmaDoppler: 2, Notch: 12,
			PSR: true, FalsePerScan: 25, PdPSR: 0.85, Release: all,
		},
	}
	if diff := cmp.Diff(want, got, nearly); diff != "" {
		t.Errorf("sensors (-want +got)\n%s", diff)
	}
}

func TestRowsBecomePlotsAndReports(t *testing.T) {
	c := open(t, lay(t, map[string]string{"plots.csv": plotsHead +
		"0,0.5,1,74803.44,341.6254,C,4200,37000,,A7D626,AAL2087,,,,,\n" +
		"1,0.625,1,1000,-90,P,,,,,,5200,-12.5,,,\n" +
		"2,0.75,7,,,A,,10525,,a7d626,AAL2087,,,26.5,-98.25,9\n"}))
	p := next(t, c, 4*air.Second)
	want := []air.Plot{
		{At: 500 * air.Millisecond, Rho: air.RhoOf(74803.44), Theta: air.ThetaOf(341.6254 * geo.Degree), Kind: air.Combined,
			Has: air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign, Code: 0o4200, Level: 1480, Address: 0xA7D626,
			Callsign: air.NewCallsign("AAL2087"), Release: all},
		{At: 625 * air.Millisecond, Rho: 16000, Theta: 3 << 22, Kind: air.PSR, Has: air.HasHeight | air.HasDoppler, Height: 5200, Doppler: -12.5, Release: all},
	}
	reports := []air.Report{{
		At: 750 * air.Millisecond, Lat: 26.5 * geo.Degree, Lon: -98.25 * geo.Degree, Sensor: 1, NACp: 9, Level: 421, Address: 0xA7D626,
		Callsign: air.NewCallsign("AAL2087"), Has: air.HasLevel | air.HasAddress | air.HasCallsign, Release: all,
	}}
	ids := map[uint64]bool{}
	for i := range p.Plots {
		ids[p.Plots[i].ID] = true
		p.Plots[i].ID = 0
	}
	for i := range p.Reports {
		ids[p.Reports[i].ID] = true
		p.Reports[i].ID = 0
	}
	if len(ids) != 3 {
		t.Errorf("three rows have %d IDs", len(ids))
	}
	if diff := cmp.Diff(want, p.Plots); diff != "" {
		t.Errorf("plots (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(reports, p.Reports, nearly); diff != "" {
		t.Errorf("reports (-want +got)\n%s", diff)
	}
}

func TestBrokenRowsAreCountedWithTheirLine(t *testing.T) {
	tests := []struct{ name, row, want string }{
		{"no number", "1,abc,1,1000,10,P,,,,,,,,,,", `:3:1: not a number, want a number as time, got abc`},
		{"NaN", "1,1,1,NaN,10,P,,,,,,,,,,", `:3:1: not a finite number, want a finite number as range_m, got NaN`},
		{"infinite", "1,1,1,1000,-Inf,P,,,,,,,,,,", `:3:1: not a finite number, want a finite number as az_deg, got -Inf`},
		{"negative range", "1,1,1,-5,10,P,,,,,,,,,,", `:3:1: range impossible, want range_m from 0 to 9e+06, got -5`},
		{"azimuth", "1,1,1,1000,1e9,P,,,,,,,,,,", `:3:1: azimuth impossible, want az_deg from -360 to 720, got 1e9`},
		{"unknown radar", "1,1,99,1000,10,P,,,,,,,,,,", `:3:1: unknown radar, want a radar of radars.csv, got 99`},
		{"unknown source", "1,1,1,1000,10,X,,,,,,,,,,", `:3:1: unknown source, want src P, S, C or A, got X`},
		{"no range", "1,1,1,,10,P,,,,,,,,,,", `:3:1: field missing, want a field range_m, got none`},
		{"too few fields", "1,1,1,1000", `:3:1: wrong number of fields, want 16 fields, got 4`},
		{"before the start", "1,-3,1,1000,10,P,,,,,,,,,,", `:3:1: time outside the case, want time from 0 to 1e+07, got -3`},
		{"after the end", "1,61,1,1000,10,P,,,,,,,,,,", `:3:1: after the end of the case, want a time up to 00:01:00, got 00:01:01`},
		{"no place", "1,1,7,,,A,,,,,,,,95,10,8", `:3:1: position impossible, want lat from -90 to 90, got 95`},
		{"half a quotation", `1,1,1,"1000,10,P,,,,,,,,,,`, `:3:1: wrong number of fields, want 16 fields, got 0`},
		{"binary", "\x00\xff\x00", `:3:1: wrong number of fields, want 16 fields, got 1`},
	}
	const before, after = "0,0.5,1,1000,10,P,,,,,,,,,,\n", "\n2,2,1,2000,20,P,,,,,,,,,,\r\n\n"
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := lay(t, map[string]string{"plots.csv": plotsHead + before + tt.row + after})
			c := open(t, f)
			p := next(t, c, air.Minute)
			if len(p.Plots) != 2 || len(p.Reports) != 0 {
				t.Errorf("%d plots and %d reports, want the two good plots", len(p.Plots), len(p.Reports))
			}
			if len(c.Faults()) != 1 || c.Faults()[0].Count != 1 || strings.TrimPrefix(c.Faults()[0].String(), f.Plots) != tt.want {
				t.Errorf("faults %v, want one: %s", c.Faults(), tt.want)
			}
		})
	}
}

// What a transponder says wrongly costs the field, not the plot.
func TestABrokenReplyLeavesThePlot(t *testing.T) {
	c := open(t, lay(t, map[string]string{"plots.csv": plotsHead +
		"0,1,1,1000,10,C,9999,37000,,,,,,,,\n1,1,1,1000,20,C,4200,1e9,,xyz,,,,,,\n2,1,1,1000,30,C,4200,0,,000000,,,,,,\n"}))
	p := next(t, c, air.Minute)
	var has []air.Field
	for _, plot := range p.Plots {
		has = append(has, plot.Has)
	}
	if diff := cmp.Diff([]air.Field{air.HasLevel, air.HasCode, air.HasCode | air.HasLevel}, has); diff != "" {
		t.Errorf("fields (-want +got)\n%s", diff)
	}
	if f := c.Faults(); len(f) != 1 || f[0].Count != 4 {
		t.Errorf("faults %v, want four impossible fields", f)
	}
}

func TestAPictureHasWhatArrivedByThen(t *testing.T) {
	c := open(t, lay(t, map[string]string{"plots.csv": plotsHead +
		"0,3.9,1,1000,10,P,,,4.1,,,,,,,\n" + // late
		"1,3.0,1,1000,10,P,,,3.2,,,,,,,\n" + // out of order in the file
		"2,50,1,1000,10,P,,,55,,,,,,,\n" + // far ahead of its place
		"3,3.5,1,1000,10,P,,,3.7,,,,,,,\n" +
		"4,4.0,1,1000,10,P,,,,,,,,,,\n"}))
	times := func(until air.Time) (at []float64) {
		for _, p := range next(t, c, until).Plots {
			at = append(at, p.At.Seconds())
		}
		return at
	}
	for _, want := range []struct {
		until air.Time
		at    []float64
	}{{4 * air.Second, []float64{3, 3.5, 4}}, {8 * air.Second, []float64{3.9}}, {12 * air.Second, nil}, {air.Minute, []float64{50}}} {
		if diff := cmp.Diff(want.at, times(want.until)); diff != "" {
			t.Errorf("by %v (-want +got)\n%s", want.until, diff)
		}
	}
}

// The antenna of radar 1 crosses north at 1 s and turns in 4 s.
func TestMarksFollowTheAntenna(t *testing.T) {
	c := open(t, lay(t, map[string]string{}))
	var marks []air.Service
	for now := air.Second; now <= 9*air.Second; now += air.Second {
		for _, m := range next(t, c, now).Services {
			if m.At > now || m.At <= now-air.Second {
				t.Errorf("at %v came the mark of %v", now, m.At)
			}
			marks = append(marks, m)
		}
	}
	if len(marks) != 9*8 {
		t.Errorf("%d marks in 9 s, want 8 a second, and none of the ADS-B station", len(marks))
	}
	for _, m := range marks {
		if turn := math.Mod(m.At.Seconds()-1+4, 4) / 4; math.Abs(geo.Delta(turn*geo.Turn, float64(m.To)*geo.Turn/(1<<24))) > 1e-6 {
			t.Errorf("at %v the antenna stands at %.3f of a turn, the mark ends at %.3f", m.At, turn, float64(m.To)/(1<<24))
		}
		if m.State != air.Up || (m.To-m.From)&(1<<24-1) != 1<<24/sectors {
			t.Errorf("mark %+v: want a sector looked over", m)
		}
	}
}

func TestServiceMarks(t *testing.T) {
	c := open(t, lay(t, map[string]string{
		"service.csv": "radar_id,time,state\n1,4,ok\n1,5,down\n1,9,up\n1,10,asleep\n8,10,ok\n",
		"plots.csv":   plotsHead + "0,1,1,1000,10,P,,,3,,,,,,,\n", // two seconds late
	}))
	if m := next(t, c, 5*air.Second).Services; len(m) != 0 {
		t.Errorf("marks %v overtake the plots, which come two seconds late", m)
	}
	got := append([]air.Service(nil), next(t, c, air.Minute).Services...)
	want := []air.Service{
		{At: 4 * air.Second, State: air.Up, Release: all},
		{At: 5 * air.Second, State: air.Down, Release: all},
		{At: 9 * air.Second, To: 1, State: air.Up, Release: all},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got)\n%s", diff)
	}
	if len(c.Faults()) != 2 {
		t.Errorf("faults %v, want an unknown state and an unknown radar", c.Faults())
	}
}

func TestPlatforms(t *testing.T) {
	c := open(t, lay(t, map[string]string{"platforms.csv": "radar_id,time,lat,lon,alt_m,hdg_deg\n1,0,25,-95,8500,90\n1,1,25,-94.9,8500,90\n1,2,nan,-95,8500,90\n"}))
	if p := next(t, c, 500*air.Millisecond).Platforms; len(p) != 1 || p[0].Height != 8500 || p[0].Lat != 25*geo.Degree {
		t.Errorf("platforms %v, want the first", p)
	}
	if p := next(t, c, air.Minute).Platforms; len(p) != 1 || len(c.Faults()) != 1 {
		t.Errorf("platforms %v, faults %v: want the second place, and the third told", p, c.Faults())
	}
}

func TestPackedFilesAreFoundByEitherName(t *testing.T) {
	f := lay(t, map[string]string{})
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(plotsHead + "0,1,1,1000,10,P,,,,,,,,,,\n"))
	z.Close()
	os.Remove(f.Plots)
	os.WriteFile(f.Plots+".gz", packed.Bytes(), 0o666)
	if p := next(t, open(t, f), air.Minute); len(p.Plots) != 1 {
		t.Errorf("%d plots, want 1", len(p.Plots))
	}
	os.WriteFile(f.Plots+".gz", packed.Bytes()[:packed.Len()-12], 0o666)
	c := open(t, f)
	next(t, c, air.Minute)
	if len(c.Faults()) != 1 || c.Faults()[0].Class != "file breaks off" {
		t.Errorf("a cut file: faults %v", c.Faults())
	}
}

func TestFilesThatAreNotACase(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"no column", "plots.csv", "plot,time,radar_id,range_m,az_deg\n", `want a column "src", got plot,time,radar_id,range_m,az_deg`},
		{"empty", "plots.csv", "", "want a line with the names of the columns, got an empty file"},
		{"no radar", "radars.csv", radarsHead, "want at least one radar, got none"},
		{"a broken radar alone", "radars.csv", radarsHead + "1,95,0,0,4,0,1000,60,0.1,,,,,,,,,\n", "lat impossible, want lat from -90 to 90, got 95"},
		{"a blind radar alone", "radars.csv", radarsHead + "1,5,0,0,4,0,1000,0,0.1,,,,,,,,,\n", "radar without accuracy"},
		{"no length", "case.json", `{}`, "duration_s 0: want more than 0"},
		{"no JSON", "case.json", `duration`, "invalid character"},
		{"no step", "case.json", `{"duration_s":60,"picture_step_s":0}`, "picture_step_s 0: want from 0.01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Open(lay(t, map[string]string{tt.file: tt.text})); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

// FuzzCase reads any bytes as the tables of a case: no panic, no plot of a
// sensor that is not there, no row twice.
func FuzzCase(f *testing.F) {
	f.Add([]byte(twoRadars), []byte(plotsHead+"0,0.5,1,74803.44,341.6254,C,4200,37000,,a7d626,AAL,,,,,\n2,0.75,7,,,A,,10525,,,,,,26.5,-98.25,9\n"), []byte("radar_id,time,state\n1,4,ok\n"), []byte("radar_id,time,lat,lon,alt_m,hdg_deg\n1,0,25,-95,8500,90\n"))
	f.Add([]byte(twoRadars), []byte("time,radar_id,range_m,az_deg,src\n\"1\",1,1e300,nan,P\n"), []byte{}, []byte{0x1f, 0x8b, 0})
	f.Fuzz(func(t *testing.T, radars, plots, service, platforms []byte) {
		c, err := read(radars, plots, service, platforms)
		if err != nil {
			return
		}
		seen := map[uint64]bool{}
		for now := air.Time(0); now <= air.Minute; now += 20 * air.Second {
			p, err := c.Next(now)
			if err != nil {
				t.Fatal(err)
			}
			for _, plot := range p.Plots {
				if int(plot.Sensor) >= len(c.radars) || plot.At < 0 || plot.Kind == 0 || plot.Code > 0o7777 || math.IsNaN(float64(plot.Height)) {
					t.Fatalf("plot %+v", plot)
				}
				seen[plot.ID] = true
			}
			for _, r := range p.Reports {
				if int(r.Sensor) >= len(c.radars) || math.Abs(r.Lat) > math.Pi/2 || r.NACp > 11 {
					t.Fatalf("report %+v", r)
				}
			}
		}
	})
}

// read is Open over bytes.
func read(radars, plots, service, where []byte) (*CSV, error) {
	c := &CSV{Case: Case{Length: air.Minute, Step: 4 * air.Second}}
	tables := map[string]*table{}
	for name, text := range map[string][]byte{"radars": radars, "plots": plots, "service": service, "platforms": where} {
		t, err := newTable(name, bytes.NewReader(text), &c.faults)
		if err != nil {
			return nil, err
		}
		tables[name] = t
	}
	c.radars = parseRadars(tables["radars"])
	c.delays = make(delays, len(c.radars))
	p := newPlots(tables["plots"], c.radars, c.Case.Length)
	c.plots.read = p.next
	c.services.read = newServices(tables["service"], p.sensors).next
	c.platforms.read = newPlatforms(tables["platforms"], p.sensors).next
	return c, nil
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	text.WriteString(plotsHead)
	const rows = 100_000
	for i := range rows {
		fmt.Fprintf(&text, "%d,%.7f,1,%.2f,%.4f,C,4200,37000,%.3f,a7d626,AAL2087,,,,,\n", i, float64(i)*60/rows, 5e4+float64(i)/7, math.Mod(float64(i)/9, 360), float64(i)*60/rows)
	}
	f := lay(b, map[string]string{"plots.csv": text.String()})
	b.ReportAllocs()
	for b.Loop() {
		c := open(b, f)
		for now := air.Second; now <= air.Minute; now += air.Second {
			next(b, c, now)
		}
		if c.Rows != rows {
			b.Fatalf("%d rows, want %d: %v", c.Rows, rows, c.Faults())
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
