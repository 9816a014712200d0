package atlas

import (
	"math"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

func TestEverySiteHasATypeAndANation(t *testing.T) {
	sites := RadarSites()
	if len(sites) != 422 {
		t.Errorf("got %d sites, want 422", len(sites))
	}
	count := map[air.Nation]int{}
	for i, s := range sites {
		count[s.Nation]++
		if _, ok := FindRadarType(s.Type); !ok {
			t.Errorf("%s: no type %q", s.ID, s.Type)
		}
		if i > 0 && sites[i-1].ID >= s.ID {
			t.Errorf("%s stands behind %s", s.ID, sites[i-1].ID)
		}
		if got, ok := FindRadarSite(s.ID); !ok || got != s {
			t.Errorf("FindRadarSite(%q) = %v, %v", s.ID, got, ok)
		}
		if s.Nation == air.MEX && !s.StandIn() {
			t.Errorf("%s: a Mexican site that is no stand-in", s.ID)
		}
	}
	for nation, want := range map[air.Nation]int{air.USA: 314, air.CAN: 80, air.MEX: 23, air.NoNation: 5} {
		if count[nation] != want {
			t.Errorf("%v: %d sites, want %d", nation, count[nation], want)
		}
	}
	if _, ok := FindRadarSite("QN"); ok {
		t.Error("found a site QN")
	}
	if ids := RadarSiteIDs(); !slices.IsSorted(ids) || len(ids) != len(sites) {
		t.Error("the IDs are not sorted, or not all there")
	}
}

// Heights and positions that general references contradict.
func TestMendedSites(t *testing.T) {
	for id, want := range map[string]float64{
		"QBE": 1288, "QSI": 3035, "QJQ": 1051, "QRI": 1262, "LRR-MDM": 893, "LRR-TNC": 690,
		"QNW": 2281, "TARS-MRF": 1450, // as received
	} {
		if s, _ := FindRadarSite(id); s.Ground != want {
			t.Errorf("%s stands at %g m, want %g", id, s.Ground, want)
		}
	}
	for _, m := range siteMends {
		s, ok := FindRadarSite(m.id)
		if !ok || !strings.HasSuffix(s.Source, "mended: "+m.why) {
			t.Errorf("%s: the source does not tell of the mending: %s", m.id, s.Source)
		}
	}
	if s, _ := FindRadarSite("QMO"); s.Ground-Obstacle(s.Pos) > 400 {
		t.Errorf("QMO stands %g m above the highest ground about it", s.Ground-Obstacle(s.Pos))
	}
}

func TestRadarTypesOfTheStory(t *testing.T) {
	tests := []struct {
		name       string
		nm, nmSSR  float64
		scan       air.Time
		mhz        float64
		pd, m2, at float64 // at in NM
		pulses     int
	}{
		{"ARSR-4", 250, 250, 12 * air.Second, 1307.5, 0.8, 1, 200, 14},
		{"ARSR-1/2", 200, 250, 12 * air.Second, 1315, 0.8, 2, 175, 16},
		{"CARSR", 200, 250, 12 * air.Second, 1307.5, 0.8, 2.2, 200, 15},
		{"ASR-9", 60, 60, 4800 * air.Millisecond, 2800, 0.8, 1, 55, 22},
		{"ASR-11", 60, 120, 4800 * air.Millisecond, 2800, 0.8, 1, 55, 23},
		{"TPS-70", 240, 240, 10 * air.Second, 3000, 0.75, 2, 200, 11},
		{"TARS L-88", 200, 200, 12 * air.Second, 1307.5, 0.8, 2, 200, 22},
		{"SENEAM en-route MSSR", 0, 250, 10 * air.Second, 1090, 0, 0, 0, 20},
		{"SENEAM en-route PSR/MSSR", 200, 250, 10 * air.Second, 2800, 0.8, 2, 200, 14},
		{"SENEAM TMA PSR/MSSR", 60, 200, 5 * air.Second, 2800, 0.8, 2, 60, 24},
		{"NAVCAN TSR/RSSR", 80, 250, 5 * air.Second, 1300, 0.8, 2, 80, 26},
		{"PS-890 Erieye", 240, 240, 5 * air.Second, 3150, 0.8, 3, 350 / 1.852, 3},
		{"FPS-124", 70, 0, 5 * air.Second, 1307.5, 0.8, 1, 70, 32},
	}
	for _, tt := range tests {
		r, ok := FindRadarType(tt.name)
		if !ok {
			t.Errorf("no type %s", tt.name)
			continue
		}
		near := func(what string, got, want float64) {
			if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
				t.Errorf("%s: %s %g, want %g", tt.name, what, got, want)
			}
		}
		near("range", r.Range, tt.nm*geo.NM)
		near("range of the secondary", r.RangeSSR, tt.nmSSR*geo.NM)
		near("frequency", r.Frequency, tt.mhz*1e6)
		near("Pd", r.RefPd, tt.pd)
		near("on", r.RefRCS, tt.m2)
		near("at", r.RefRange, tt.at*geo.NM)
		if r.Scan != tt.scan || r.Pulses != tt.pulses {
			t.Errorf("%s: turns in %v with %d pulses, want %v, %d", tt.name, r.Scan, r.Pulses, tt.scan, tt.pulses)
		}
	}
}

// The aerostat's 15,000 ft are its own height above sea level, no ceiling for
// its targets, and it needs no tower.
func TestAerostatsHeightIsThePlatforms(t *testing.T) {
	r, _ := FindRadarType("TARS L-88")
	if r.Platform != 4572 || r.Height != 0 || r.ElevMin != -8*geo.Degree {
		t.Errorf("platform %g m, tower %g m, lowest %g deg", r.Platform, r.Height, r.ElevMin/geo.Degree)
	}
}

// A surface radar sees down to its horizon from every site that it stands on:
// the 0.2 to 0.5 degrees of the rows are no cut-off.
func TestNoSurfaceRadarIsBlindAtItsHorizon(t *testing.T) {
	const effective = 4.0 / 3 * 6371e3 // m, 4/3 earth
	for _, s := range RadarSites() {
		r, _ := FindRadarType(s.Type)
		height := s.Ground + r.Height
		if r.Platform != 0 {
			height = r.Platform
		}
		if dip := math.Acos(effective / (effective + max(height, 0))); r.ElevMin > -dip {
			t.Errorf("%s (%s) at %.0f m: horizon %.2f deg down, the beam ends at %.2f", s.ID, s.Type, height, dip/geo.Degree, r.ElevMin/geo.Degree)
		}
	}
}

func TestRadarTypesAreComplete(t *testing.T) {
	types := RadarTypes()
	if len(types) != 29 {
		t.Errorf("got %d types, want 29", len(types))
	}
	for _, r := range types {
		switch {
		case r.ADSB || r.Observer:
			if r.PSR || r.SSR || r.Scan <= 0 || len(r.Assumed) == 0 || r.Source == "" || r.Range <= 0 {
				t.Errorf("%s: something is missing: %+v", r.Name, r)
			}
		case !r.PSR && !r.SSR:
			t.Errorf("%s is neither primary nor secondary", r.Name)
		case r.PSR != (r.Range > 0) || r.SSR != (r.RangeSSR > 0):
			t.Errorf("%s: ranges %g, %g do not fit its receivers", r.Name, r.Range, r.RangeSSR)
		case r.PSR && !(r.RefPd > 0 && r.RefPd < 1 && r.RefRCS > 0 && r.RefRange > 0 && r.RefRange <= r.Range):
			t.Errorf("%s: Pd %g on %g m2 at %g m cannot calibrate it", r.Name, r.RefPd, r.RefRCS, r.RefRange)
		case r.Pulses < 1 || r.Pfa <= 0 || r.Scan <= 0 || r.AzBeam <= 0 || r.SigmaRange <= 0 || r.SigmaAz <= 0 || r.Frequency <= 0:
			t.Errorf("%s: something is missing: %+v", r.Name, r)
		case r.MinRange <= 0 || r.ElevMin >= r.ElevMax:
			t.Errorf("%s: view %g m, %g to %g rad", r.Name, r.MinRange, r.ElevMin, r.ElevMax)
		case !slices.IsSorted(r.Assumed) || !slices.Contains(r.Assumed, "Pfa"):
			t.Errorf("%s: assumed %v", r.Name, r.Assumed)
		case r.Airborne && (r.Height != 0 || r.Platform != 0):
			t.Errorf("%s: an aircraft needs no tower", r.Name)
		}
	}
	for _, name := range []string{"FPS-124", "PS-890 Erieye"} {
		if r, _ := FindRadarType(name); !r.Electronic {
			t.Errorf("%s turns", name)
		}
	}
	if r, _ := FindRadarType("APY-1/2"); r.Electronic || !r.Airborne {
		t.Error("the rotodome does not turn, or stands on the ground")
	}
}

// An Erieye looks to both sides; whose secondary is monopulse follows from the
// words of the rows.
func TestKindsOfAntennas(t *testing.T) {
	r, _ := FindRadarType("PS-890 Erieye")
	if len(r.Sectors) != 2 || r.Sectors[0].Half != 75*geo.Degree || r.Sectors[1].Middle != -90*geo.Degree {
		t.Errorf("the Erieye looks into %+v", r.Sectors)
	}
	for _, tt := range []struct {
		name      string
		monopulse bool
	}{
		{"ATCBI-6", true}, {"RSM 970 S", true}, {"ARSR-4", true}, {"ASR-11", true}, {"SENEAM en-route PSR/MSSR", true},
		{"ARSR-1/2", false}, {"TPS-70", false}, {"FPS-124", false},
	} {
		if r, _ := FindRadarType(tt.name); r.Monopulse != tt.monopulse {
			t.Errorf("%s: monopulse %v, want %v", tt.name, r.Monopulse, tt.monopulse)
		}
	}
}

// Every reading and every supplement stands for something that is there.
func TestNoReadingIsLeftOver(t *testing.T) {
	used := make([]bool, len(readings))
	err := eachRow("radar_types.csv", read("geo/radar_types.csv"), func(r *row) {
		for i, g := range readings {
			if (g.name == "" || g.name == r.text("type")) && g.cell == r.text(g.column) {
				used[i] = true
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range readings {
		if !used[i] && g.column != "height_acc_ft" {
			t.Errorf("no row has %q in %s", g.cell, g.column)
		}
	}
	for _, s := range supplements {
		if _, ok := FindRadarType(s.name); !ok {
			t.Errorf("supplement for %q, which is no type", s.name)
		}
	}
}

// A cell that nobody has read before fails; it is never the first number in it.
func TestUnknownCellsFail(t *testing.T) {
	b := string(read("geo/radar_types.csv"))
	tests := []struct{ was, is, want string }{
		{"80 (PSR) / 250 (SSR)", "90 (PSR) / 250 (SSR)", `instrumented_range_nm: want a number, or a text that the table of readings knows, got "90 (PSR) / 250 (SSR)"`},
		{"200 (SSR 250)", "NaN", `got "NaN"`},
		{"generic values: the true types differ by site", "Pd 0.9", "pd_statement: want the statement that the supplement was read from"},
		{"\nTPS-78,", "\nTPS-79,", `type: want a type with a supplement, got "TPS-79"`},
		{"Mode S in Block 40/45", "perhaps", `mode_s: want a wording that the atlas knows, got "perhaps"`},
	}
	for _, tt := range tests {
		_, err := decodeRadars("radar_types.csv", []byte(strings.Replace(b, tt.was, tt.is, 1)))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.is, err, tt.want)
		}
	}
}

func TestAircraftTypes(t *testing.T) {
	types := AircraftTypes()
	if len(types) != 49+len(ships) {
		t.Errorf("got %d types, want the 49 of the list and the ships", len(types))
	}
	for _, a := range types {
		if a.Min > a.Cruise || a.Cruise > a.Max || a.Typical > a.Ceiling || a.RCSNose > a.RCSBeam {
			t.Errorf("%s: %+v does not fit together", a.Code, a)
		}
	}
	b350, ok := FindAircraftType("B350")
	if !ok || math.Abs(b350.Cruise/geo.Knot-300) > 1e-9 || b350.RCS != 6 || b350.Endurance != 6*air.Hour {
		t.Errorf("B350: %+v", b350)
	}
	if f35, _ := FindAircraftType("F35"); math.Abs(f35.Max/geo.Knot-943) > 1e-9 {
		t.Errorf("F35 flies %g kt, want Mach 1.6 at altitude, 943", f35.Max/geo.Knot)
	}
}

func FuzzTables(f *testing.F) {
	for _, name := range []string{"geo/radar_types.csv", "geo/aircraft_types.csv", "radar-sites-odbl/radar_sites.csv", "geo/airports.csv", "geo/navaids.csv", "geo/us_od_flights_2008.csv"} {
		b := read(name)
		f.Add(b[:min(len(b), 2000)])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		decodeRadars("x", b)
		decodeAircraft("x", b)
		decodeSites("x", b)
		decodeAirports("x", b)
		decodeNavaids("x", b)
		decodePairs("x", b)
		decodeFlights("x", b)
	})
}
