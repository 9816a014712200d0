package atlas

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// RadarTypes returns all radar types, sorted by name, with what their sources
// leave out filled in; Assumed names those fields.
//
// Source: open literature; each row names its own.
func RadarTypes() []RadarType { return radarTypes() }

// FindRadarType returns the type of a name, as "ARSR-4".
func FindRadarType(name string) (RadarType, bool) { return find(radarTypes(), name, typeName) }

// RadarTypeNames returns the names of all types, sorted.
func RadarTypeNames() []string { return names(radarTypes(), typeName) }

func typeName(t *RadarType) string { return t.Name }

var radarTypes = once("geo/radar_types.csv", decodeRadars)

func decodeRadars(name string, b []byte) (types []RadarType, err error) {
	err = eachRow(name, b, func(r *row) { types = append(types, radarOf(r)) })
	if err != nil {
		return nil, err
	}
	types = append(types, kinds...)
	return types, sortBy(name, types, typeName)
}

func radarOf(r *row) RadarType {
	t := RadarType{
		Name:       r.name("type"),
		Class:      r.name("class"),
		MinRange:   r.cell("min_range_nm") * geo.NM,
		Scan:       air.FromSeconds(r.cell("scan_period_s")),
		Frequency:  r.cell("freq_mhz") * 1e6,
		AzBeam:     r.cell("az_beamwidth_deg") * geo.Degree,
		ElevMin:    r.cell("el_min_deg") * geo.Degree,
		ElevMax:    r.cell("el_max_deg") * geo.Degree,
		SigmaRange: r.cell("range_acc_m"),
		SigmaAz:    r.cell("az_acc_deg") * geo.Degree,
		Electronic: strings.Contains(r.text("az_beamwidth_deg")+r.text("scan_period_s"), "(electronic"),
		PSR:        strings.HasPrefix(r.text("psr"), "yes"),
		SSR:        r.text("ssr") != "no",
		ModeS:      r.modeS(),
		Source:     r.name("source"),
	}
	t.Airborne = strings.HasPrefix(t.Class, "airborne")
	if strings.HasPrefix(r.text("height_finding"), "yes") { // of itself: Mode C is the aircraft's own word
		t.SigmaHeight = r.cell("height_acc_ft") * geo.Foot
	}
	if strings.Contains(r.text("max_alt_ft"), "(platform)") {
		t.Platform = r.cell("max_alt_ft") * geo.Foot
	}
	s := supplementOf(r, t.Name)
	t.ranges(r, s)
	t.detection(r, s)
	t.process(r, repetition(&t, s))
	t.stand(r)
	t.kind(r)
	t.extract()
	if r.text("basis") == "A" {
		t.Assumed = append(slices.Clone(genericFields), t.Assumed...)
	}
	slices.Sort(t.Assumed)
	t.Assumed = slices.Compact(t.Assumed)
	return t
}

// genericFields are the fields of a type that is a class made for exercises.
var genericFields = []string{"AzBeam", "ElevMax", "ElevMin", "Frequency", "Height", "MinRange", "ModeS", "Pfa",
	"Pulses", "Range", "RangeSSR", "RefPd", "RefRCS", "RefRange", "Scan", "SigmaAz", "SigmaHeight", "SigmaRange"}

// ranges sets the instrumented ranges: the column is the primary's where there
// is one.
func (t *RadarType) ranges(r *row, s supplement) {
	instrumented := r.cell("instrumented_range_nm") * geo.NM
	if t.PSR {
		t.Range = instrumented
	}
	if !t.SSR {
		return
	}
	t.RangeSSR = s.ssr * geo.NM
	if s.ssr == 0 {
		t.RangeSSR = instrumented
		t.assume("RangeSSR", t.PSR)
	}
	t.assume("RangeSSR", s.guess&guessSSR != 0)
}

// detection sets what calibrates the primary: a probability of detection on a
// cross-section at a range, with the pulses of a dwell and the rate of false
// alarms that belong to it.
func (t *RadarType) detection(r *row, s supplement) {
	t.Pfa = 1e-6
	t.assume("Pfa", true)
	t.Pulses = pulses(t, s)
	t.assume("Pulses", s.prf == 0)
	t.assume("Frequency", s.guess&guessFrequency != 0)
	if !t.PSR {
		return
	}
	t.RefPd, t.RefRange = s.pd, s.at*geo.NM
	t.RefRCS = r.number("ref_rcs_m2")
	t.assume("RefPd", s.guess&guessPd != 0)
	t.assume("RefRCS", s.guess&guessPd != 0)
	t.assume("RefRange", s.guess&guessRange != 0)
}

// pulses returns how many pulses a dwell integrates: the repetition frequency
// times the time in which the beam passes, N = PRF theta T / 2 pi (Skolnik,
// Introduction to Radar Systems, 3rd ed. 2001, ch. 1), shared by the positions
// that a pencil beam takes in elevation.
//
// Where no frequency is known it is the one whose unambiguous range is a tenth
// beyond the instrumented range, c / 2.2 R: for the three surface radars whose
// frequency is known this gives 294 Hz (288), 368 (360) and 1226 (1200). More
// than 32 pulses are not integrated (assumed: the target fades meanwhile).
func pulses(t *RadarType, s supplement) int {
	n := repetition(t, s) * t.AzBeam / geo.Turn * t.Scan.Seconds() / float64(max(s.beams, 1))
	return int(min(max(math.Round(n), 1), 32))
}

// repetition returns the repetition frequency in Hz.
func repetition(t *RadarType, s supplement) float64 {
	if s.prf != 0 {
		return s.prf
	}
	r := t.Range
	if !t.PSR {
		r = t.RangeSSR
	}
	return geo.SpeedOfLight / (2.2 * r)
}

// Lowest edge of a surface radar's beam. The rows' 0 to 0.5 degrees are the
// angle of the antenna's nose or its tilt, not a limit: taken as one, a CARSR
// would see nothing below 30,830 ft at 200 NM. No surface site stands higher
// than 3,800 m, whence the sea's horizon lies 1.7 degrees down; so 2 degrees
// down leaves it to horizon and terrain to end the view.
const surfaceElevMin = -2 * geo.Degree

// towerHeight is the antenna's height above ground where nothing is said: the
// towers of FAA radars are 10 to 30 m.
const towerHeight = 20.0 // m

func (t *RadarType) stand(r *row) {
	if t.Airborne || t.Platform != 0 {
		return
	}
	t.Height = towerHeight
	t.assume("Height", true)
	if t.ElevMin > surfaceElevMin {
		t.ElevMin = surfaceElevMin
		t.assume("ElevMin", true)
	}
}

// What an extractor passes on in a scan: that of a terminal radar 700 plots, that
// of a radar that looks farther 1000 (assumed: data sheets speak of 700 to 1000
// aircraft).
const (
	plotsTerminal = 700
	plotsEnRoute  = 1000
	terminal      = 80 * geo.NM // m, instrumented range up to which a radar is a terminal one
)

// extract sets how many plots a scan the radar can pass on.
func (t *RadarType) extract() {
	t.Capacity = plotsEnRoute
	if max(t.Range, t.RangeSSR) <= terminal {
		t.Capacity = plotsTerminal
	}
	t.assume("Capacity", true)
}

func (t *RadarType) assume(field string, really bool) {
	if really {
		t.Assumed = append(t.Assumed, field)
	}
}

// modeS reads the column mode_s: what some sites have, or may get, is not taken
// to be there.
func (r *row) modeS() bool {
	switch s := r.text("mode_s"); s {
	case "no", "some", "upgrade", "optional":
		return false
	case "yes", "yes (ATCBI-6M)", "with RSM 970 S", "selective interrogation", "Mode S in Block 40/45":
		return true
	default:
		r.fail("mode_s", "a wording that the atlas knows", s)
		return false
	}
}

// cell reads a column of numbers by three rules: a number is itself; "low-high"
// in a band of frequencies is its middle; every other text must stand in the
// table of readings.
func (r *row) cell(column string) float64 {
	s := r.text(column)
	if v, err := strconv.ParseFloat(s, 64); err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) {
		return v
	}
	if low, high, ok := strings.Cut(s, "-"); ok && column == "freq_mhz" {
		lo, errLo := strconv.ParseFloat(low, 64)
		hi, errHi := strconv.ParseFloat(high, 64)
		if errLo == nil && errHi == nil && lo > 0 && hi > lo {
			return (lo + hi) / 2
		}
	}
	for _, g := range readings {
		if g.column == column && g.cell == s && (g.name == "" || g.name == r.text("type")) {
			return g.value
		}
	}
	r.fail(column, "a number, or a text that the table of readings knows", s)
	return 0
}
