package feed

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// all is the label of what is read from a file: it is nobody's secret.
var all = air.Only(air.Nations...)

// coneOfSilence is the upper edge of a radar's beam, which radars.csv does not
// tell and the bench states for all of its radars.
const coneOfSilence = 45 * geo.Degree

// Kinds of radars.csv; fixed by default.
const (
	kindFixed  = "fixed"
	kindMoving = "moving"
	kind3D     = "3d"
	kindADSB   = "adsb"
)

// radar is a row of radars.csv.
type radar struct {
	id    string
	north air.Time // of a crossing of north
	info  air.SensorInfo
}

// readRadars reads radars.csv: the index of a row that is good is its sensor's
// ID.
func readRadars(path string, faults *ledger) ([]radar, error) {
	t, err := openTable(path, faults, "id", "lat", "lon", "scan_s", "rmax_m")
	if err != nil {
		return nil, err
	}
	defer t.close()
	radars := parseRadars(t)
	if len(radars) == 0 {
		return nil, fmt.Errorf("%s: want at least one radar, got none%s", t.name, because(faults))
	}
	if len(radars) > math.MaxUint16 {
		return nil, fmt.Errorf("%s: want at most %d radars, got %d", t.name, math.MaxUint16, len(radars))
	}
	return radars, nil
}

func because(faults *ledger) string {
	if len(faults.faults) == 0 {
		return ""
	}
	return ": " + faults.faults[0].String()
}

func parseRadars(t *table) (radars []radar) {
	for t.next() {
		r, err := parseRadar(t)
		if err == nil && slices.ContainsFunc(radars, func(o radar) bool { return o.id == r.id }) {
			t.fault("radar stated twice", "one row a radar", r.id)
			continue
		}
		if err == nil {
			radars = append(radars, r)
		}
	}
	return radars
}

var errRow = errors.New("the row is broken")

func parseRadar(t *table) (radar, error) {
	bad := false
	get := func(name string, low, high float64, must bool) float64 {
		if len(t.text(t.column(name))) == 0 && !must || bad {
			return 0
		}
		v, ok := t.needed(t.column(name), low, high, name+" impossible")
		bad = bad || !ok
		return v
	}
	kind := string(t.text(t.column("kind")))
	if kind == "" {
		kind = kindFixed
	}
	reach, scan := get("rmax_m", 1, 9e6, true), get("scan_s", 0.01, 3600, true)
	r := radar{
		id:    string(t.text(t.column("id"))),
		north: air.FromSeconds(get("t_north_s", -maxSeconds, maxSeconds, false)),
		info: air.SensorInfo{
			Type: kind, Moving: kind == kindMoving, ADSB: kind == kindADSB, Release: all,
			Pos:  geo.Deg(get("lat", -90, 90, true), get("lon", -360, 360, true)).At(get("alt_m", -500, 30000, false)),
			Scan: air.FromSeconds(scan), ElevMax: coneOfSilence,
			SigmaRange: get("sigma_r_psr", 0, 1e5, false), SigmaAz: get("sigma_az_psr", 0, 50, false) * geo.Degree,
			SigmaRangeSSR: get("sigma_r_ssr", 0, 1e5, false), SigmaAzSSR: get("sigma_az_ssr", 0, 50, false) * geo.Degree,
			SigmaHeight: get("sigma_h_m", 0, 1e5, false), SigmaDoppler: get("sigma_doppler_ms", 0, 1e4, false),
			Notch: get("notch_ms", 0, 1e3, false),
			PdPSR: get("pd_psr", 0, 1, false), PdSSR: get("pd_ssr", 0, 1, false),
			FalsePerScan: get("clutter_per_scan", 0, 1e5, false),
		},
	}
	r.info.Name = "radar " + r.id
	if bad {
		return r, errRow
	}
	if r.id == "" || !slices.Contains([]string{kindFixed, kindMoving, kind3D, kindADSB}, kind) {
		t.fault("radar unclear", "an id and a kind fixed, moving, 3d or adsb", r.id+","+kind)
		return r, errRow
	}
	if !settle(t, &r.info, reach) {
		t.fault("radar without accuracy", "sigma_r and sigma_az of psr or ssr above 0", r.id)
		return r, errRow
	}
	return r, nil
}

// settle fills in what follows from what is stated of a sensor that reaches so
// far, in metres.
func settle(t *table, i *air.SensorInfo, reach float64) bool {
	i.Range = reach
	if i.ADSB {
		return true
	}
	stated := t.column("pd_psr") >= 0 || t.column("pd_ssr") >= 0
	i.PSR = i.SigmaRange > 0 && i.SigmaAz > 0 && (!stated || i.PdPSR > 0)
	i.SSR = i.SigmaRangeSSR > 0 && i.SigmaAzSSR > 0 && (!stated || i.PdSSR > 0)
	if i.SSR {
		i.RangeSSR = reach
	}
	if !i.PSR {
		i.Range, i.SigmaRange, i.SigmaAz = 0, i.SigmaRangeSSR, i.SigmaAzSSR
	}
	return i.PSR || i.SSR
}
