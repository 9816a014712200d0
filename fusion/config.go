package fusion

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/fusion/estimate"
)

// Config says which sensors a lane has and how it tracks. The zero value of
// every field but Sensors is usable and stands for its default.
type Config struct {
	Sensors []air.SensorInfo // indexed by air.SensorID; a zero entry is a sensor that this lane does not know
	Center  air.CenterID     // whose pictures these are
	Release air.Release      // the label put on tracks: the audience of the lane

	Hold       air.Time // plots that are older are too late; default 15 s
	Associator string   // "jipda" by default; "gnn"
	Filter     string   // "cv" by default: cruise, turn and manoeuvre, mixed by likelihood; "steady": constant velocity alone

	FalseTracks float64 // an hour, of the whole lane, that may be confirmed; default 1

	M, N      int      // confirm by M plots in N looks; default 3 of 5
	Gate      float64  // probability that a track's own plot falls into its gate, in (0, 1); default 0.999
	Widen     float64  // what the gate's distance in standard deviations is multiplied by, its square by the square: 0.5 halves it; 0.1 to 4, default 1
	MaxMiss   int      // looks in a row without a plot, by each radar that should see it, that end a track; default 6
	MaxCoast  air.Time // the longest life without a plot where no radar can see; default 150 s
	MaxSigma  float64  // m, one standard deviation of place that ends a track; default 8000
	BiasRange float64  // m, one standard deviation allowed for unknown registration errors; default 100 (assumed)
	BiasAz    float64  // rad, the same; default 0.002

	NoRegistration bool // the radars' errors are not estimated: the allowance stands

	// Height is to be taken for an aircraft of which no height is known, within
	// a standard deviation of SigmaHeight (default 1500 m, assumed). Without it
	// such an aircraft is anywhere between the radar's horizon and the ceiling.
	Height, SigmaHeight float64 // m
}

// associators and filters are the registries: a new one is a file and a line.
//
// On the tracking bench's cases C1, C2, C3a, C3b, C5 the mean GOSPA of gnn is 922,
// 1175, 387, 929, 1043, that of jipda 920, 1187, 387, 905, 1034. On cases of seeds
// that had no part in its making (6, 3, 6, 6, 3 of them, by bench/makecase.py)
// gnn has 943, 1148, 387, 1033, 934 and jipda 929, 1139, 387, 981, 952, with fewer
// breaks in C1, C2 and C3b. So jipda is the default.
var associators = []struct {
	name string
	make func() Associator
}{
	{"gnn", func() Associator { return new(gnn) }},
	{"jipda", func() Associator { return new(jipda) }},
}

var filters = []struct {
	name string
	make func() estimate.Filter
}{
	{"cv", func() estimate.Filter { return estimate.NewIMM() }},
	{"steady", func() estimate.Filter { return &estimate.CV{Noise: 100} }},
}

// Associators returns the names that Config.Associator may have.
func Associators() []string {
	var names []string
	for _, a := range associators {
		names = append(names, a.name)
	}
	return names
}

// Filters returns the names that Config.Filter may have.
func Filters() []string {
	var names []string
	for _, f := range filters {
		names = append(names, f.name)
	}
	return names
}

// settled returns c with its defaults filled in.
func (c Config) settled() Config {
	set(&c.Hold, 15*air.Second)
	set(&c.Associator, "jipda")
	set(&c.Filter, "cv")
	if c.M == 0 && c.N == 0 {
		c.M, c.N = 3, 5
	}
	set(&c.FalseTracks, 1)
	set(&c.Gate, 0.999)
	set(&c.Widen, 1)
	set(&c.MaxMiss, 6)
	set(&c.MaxCoast, 150*air.Second)
	set(&c.MaxSigma, 8000)
	set(&c.BiasRange, 100)
	set(&c.BiasAz, 0.002)
	set(&c.SigmaHeight, 1500)
	return c
}

func set[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Validate returns all that is wrong with c, joined, or nil.
func (c Config) Validate() error {
	c = c.settled()
	var faults []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf("fusion: "+format, args...))
		}
	}
	check(slices.Contains(Associators(), c.Associator), "associator %q: want one of %s", c.Associator, strings.Join(Associators(), ", "))
	check(slices.Contains(Filters(), c.Filter), "filter %q: want one of %s", c.Filter, strings.Join(Filters(), ", "))
	check(c.Hold > 0, "hold %s: want more than 0", c.Hold)
	check(c.M >= 1 && c.M <= c.N && c.N <= 16, "initiation by %d of %d: want 1 <= M <= N <= 16", c.M, c.N)
	check(c.FalseTracks > 0, "%g false tracks an hour: want more than 0", c.FalseTracks)
	check(c.Gate > 0 && c.Gate < 1, "gate probability %g: want it between 0 and 1", c.Gate)
	check(c.Widen >= 0.1 && c.Widen <= 4, "gate widened by %g: want 0.1 to 4", c.Widen)
	check(c.MaxMiss >= 1 && c.MaxMiss <= 250, "max miss %d: want 1 to 250", c.MaxMiss)
	check(c.MaxCoast > 0, "max coast %s: want more than 0", c.MaxCoast)
	check(c.MaxSigma > 0, "max sigma %g m: want more than 0", c.MaxSigma)
	check(c.BiasRange >= 0 && c.BiasAz >= 0, "bias %g m, %g rad: want 0 or more", c.BiasRange, c.BiasAz)
	check(c.Height >= 0 && c.Height <= ceiling, "height %g m: want 0 to %g", c.Height, ceiling)
	check(c.SigmaHeight > 0 && c.SigmaHeight <= estimate.MaxSigmaUp, "sigma of height %g m: want more than 0, at most %g", c.SigmaHeight, estimate.MaxSigmaUp)
	check(len(c.Sensors) <= math.MaxUint16, "%d sensors: want at most %d", len(c.Sensors), math.MaxUint16)
	for i := range c.Sensors {
		if s := &c.Sensors[i]; *s != (air.SensorInfo{}) {
			checkSensor(s, check)
		}
	}
	return errors.Join(faults...)
}

func checkSensor(s *air.SensorInfo, check func(ok bool, format string, args ...any)) {
	reach := max(s.Range, s.RangeSSR)
	check(s.Scan > 0, "sensor %s: scan %s: want more than 0", s.Name, s.Scan)
	check(reach > 0 && reach < 1e7, "sensor %s: range %g m: want more than 0, at most 10,000 km", s.Name, reach)
	if s.ADSB {
		return
	}
	check(s.SigmaRange > 0 && s.SigmaRange < 1e6, "sensor %s: sigma of range %g m: want more than 0", s.Name, s.SigmaRange)
	check(s.SigmaAz > 0 && s.SigmaAz < 1, "sensor %s: sigma of azimuth %g rad: want more than 0, below 1", s.Name, s.SigmaAz)
	check(s.SigmaHeight >= 0, "sensor %s: sigma of height %g m: want 0 or more", s.Name, s.SigmaHeight)
	check(s.SigmaDoppler >= 0 && s.SigmaDoppler < 1e4, "sensor %s: sigma of range rate %g m/s: want 0 or more", s.Name, s.SigmaDoppler)
	check(s.Notch >= 0 && s.Notch < 1e3, "sensor %s: notch of %g m/s: want 0 or more", s.Name, s.Notch)
	check(s.FalsePerScan >= 0 && s.FalsePerScan < 1e6, "sensor %s: %g false plots a scan: want 0 or more", s.Name, s.FalsePerScan)
	check(math.Abs(s.Pos.Lat) <= math.Pi/2 && math.Abs(s.Pos.Lon) <= 2*math.Pi && math.Abs(s.Pos.Height) < 1e5,
		"sensor %s: place %v: want a latitude, a longitude and a height near the earth", s.Name, s.Pos)
}

func (c *Config) associator() Associator {
	for _, a := range associators {
		if a.name == c.Associator {
			return a.make()
		}
	}
	panic("fusion: associator " + c.Associator + " was not validated")
}

func (c *Config) filter() estimate.Filter {
	for _, f := range filters {
		if f.name == c.Filter {
			return f.make()
		}
	}
	panic("fusion: filter " + c.Filter + " was not validated")
}
