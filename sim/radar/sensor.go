package radar

import (
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Sensor is one sensor. Batch, Looks and Strays are those of the last Look and
// stand until the next.
type Sensor struct {
	Batch  air.Batch
	Looks  []truth.Look  // in order of time, then of target
	Strays []truth.Stray // plots of what is no aircraft at its place, but for noise; in the order in which they were made

	id   air.SensorID
	key  uint64 // of the name: draws use it
	seed uint64
	info air.SensorInfo
	kind *kind
	out  bool
	loss float64 // dB, by which its primary is weaker than when it was sound

	bias       offset // of what it measures: born and shifted
	born       offset
	shifted    offset // by an order
	monopulse  bool
	isObserver bool
	reach      float64 // m: beyond it no receiver hears anything but strays
	fold       float64 // m, unambiguous range of the primary; 0: its intervals change
	far        float64 // m, reach, or to where echoes of the second time come from
	sectors    []atlas.Sector
	reflectors []reflector
	saw        []air.Observe // by an observer, not told yet

	antenna
	carried carried
	balloon balloon
	beam    beam
	sight   sight
	power   budget
	chain   *chain // of the primary
	lobes   bool   // the sea reflects
	fog     fog
	flock   flock
	fleet   []target           // of all sensors, read only
	roster  truth.Roster       // the same
	jammers []truth.AircraftID // the same: those of the roster that carry one
	noisy   []int              // places in the snapshot of those that send in this beat
	near    []neighbour        // of the beat or look: aircraft about the beam, by range
}

// offset is added to what a sensor measures.
type offset struct{ rho, az float64 } // m, rad

// New returns the sensors of a scenario, in its order. The roster tells the
// cross-sections of all aircraft that will ever fly.
func New(sc *scenario.Scenario, seed uint64, roster truth.Roster) ([]Sensor, error) {
	sensors, err := build(sc.Radars, seed, roster, atlas.Obstacle)
	if err == nil {
		under(sensors, &sc.Weather)
	}
	return sensors, err
}

// under puts sensors that have not yet looked under a weather.
func under(sensors []Sensor, w *scenario.Weather) {
	over := standard
	if w.Refraction != 0 && w.Refraction != 4.0/3 {
		over = newEarth(w.Refraction)
	}
	for i := range sensors {
		s := &sensors[i]
		s.sight = newSightOver(over, s.sight.pos, s.sight.reach, s.sight.ground)
		s.survey(w.SeaState)
		s.balloon.weather(w)
		s.hoist()
	}
}

// survey lets the sight of a primary know what ground and sea send back.
func (s *Sensor) survey(seaState float64) {
	if s.info.PSR {
		s.sight.surface = &surface{chain: s.chain, constant: s.power.constant, earth: s.sight.earth.effective, state: seaState}
	}
}

// ground is the height in metres above sea level of what stands at a place.
type ground func(geo.LatLon) float64

func build(radars []scenario.Radar, seed uint64, roster truth.Roster, g ground) ([]Sensor, error) {
	fleet, err := newFleet(roster)
	if err != nil {
		return nil, err
	}
	sensors := make([]Sensor, len(radars))
	var shared curves
	var types chains
	jammers := carriers(roster)
	for i := range radars {
		r := &radars[i]
		if err := check(r); err != nil {
			return nil, fmt.Errorf("radar %s: %w", r.Name, err)
		}
		s := &sensors[i]
		s.id, s.key, s.seed = air.SensorID(i), num.Key(r.Name), seed
		s.Batch.Sensor = s.id
		s.info, s.out = info(r), r.OutAtStart
		s.kind, s.isObserver, s.monopulse = kindFor(r), r.Type.Observer, r.Type.Monopulse
		s.fleet, s.roster = fleet, roster
		s.born = offset{r.BiasRange, r.BiasAz}
		s.shift(0, 0)
		s.antenna.set(r.Pos)
		s.sectors = r.Type.Sectors
		s.balloon = newBalloon(r, g)
		s.reach = max(s.info.Range, s.info.RangeSSR)
		s.beam = newBeam(seed, s.key, r.Type.Scan, r.Type.Electronic)
		s.far = s.reach
		if s.info.PSR {
			s.power, s.chain, s.jammers = newBudget(&r.Type, &shared), types.of(&r.Type), jammers
			s.fold = s.chain.fold()
			s.far = max(s.reach, min(2*s.fold, farthest))
		}
		s.sight = newSight(r.Pos, s.far, g)
		if s.info.PSR {
			s.survey(0)
			s.lobes = r.Lobing && !s.info.Moving
			if !s.info.Moving && len(s.sectors) == 0 {
				s.flock = newFlock(min(r.Birds, r.FalsePerScan))
			}
		}
		if s.info.Moving {
			if s.carried.by, err = carrier(r, roster); err != nil {
				return nil, fmt.Errorf("radar %s: %w", r.Name, err)
			}
		} else if s.info.SSR {
			s.walls()
		}
	}
	return sensors, nil
}

// carrier returns the aircraft that carries a radar.
func carrier(r *scenario.Radar, roster truth.Roster) (truth.AircraftID, error) {
	i := slices.IndexFunc(roster, func(e truth.Entry) bool { return e.Name == r.Carrier })
	if i < 0 {
		return 0, fmt.Errorf("want a carrier of the exercise's aircraft, got %q", r.Carrier)
	}
	return truth.AircraftID(i), nil
}

// info is what the owner states of a radar: nothing of its biases.
func info(r *scenario.Radar) air.SensorInfo {
	t := &r.Type
	i := air.SensorInfo{
		Name: r.Name, Nation: r.Nation, Type: t.Name, StandIn: r.StandIn,
		Pos: r.Pos, Moving: r.Carrier != "", Scan: t.Scan, MinRange: t.MinRange,
		ElevMin: t.ElevMin, ElevMax: t.ElevMax,
		SigmaRange: t.SigmaRange, SigmaAz: t.SigmaAz, SigmaHeight: t.SigmaHeight,
		Capacity: t.Capacity, PSR: t.PSR, SSR: t.SSR, ModeS: t.SSR && t.ModeS, ADSB: t.ADSB, Release: r.Release,
	}
	if len(t.Sectors) > 0 {
		i.Aside = t.Sectors[0].Half
	}
	if t.ADSB || t.Observer {
		i.Range = t.Range
	}
	if t.PSR {
		i.Range, i.FalsePerScan, i.SigmaDoppler, i.Notch = t.Range, r.FalsePerScan, t.Processing.SigmaDoppler, t.Processing.Notch
	}
	if t.SSR {
		i.RangeSSR = t.RangeSSR
	}
	return i
}

// check finds what would make a radar that cannot work. The loader has checked
// what an author writes; this is about what the atlas and the overrides make of
// it together.
func check(r *scenario.Radar) error {
	t := &r.Type
	for _, n := range []struct {
		what     string
		got      float64
		from, to float64
		need     bool
	}{
		{"scan in s", t.Scan.Seconds(), 0.1, 3600, true},
		{"range in m", t.Range, 1, 2e6, t.PSR || t.ADSB || t.Observer},
		{"secondary range in m", t.RangeSSR, 1, 2e6, t.SSR},
		{"minimum range in m", t.MinRange, 0, 2e6, true},
		{"range error in m", t.SigmaRange, 0, 1e5, true},
		{"azimuth error in rad", t.SigmaAz, 0, 0.5, true},
		{"height error in m", t.SigmaHeight, 0, 1e5, true},
		{"range bias in m", r.BiasRange, -1e5, 1e5, true},
		{"azimuth bias in rad", r.BiasAz, -math.Pi, math.Pi, true},
		{"false plots a scan", r.FalsePerScan, 0, 500 * sectors, t.PSR},
		{"reference Pd", t.RefPd, 0.01, 0.999, t.PSR},
		{"reference cross-section in m2", t.RefRCS, 1e-6, 1e6, t.PSR},
		{"reference range in m", t.RefRange, 1, 2e6, t.PSR},
		{"false-alarm probability", t.Pfa, 1e-15, 0.1, t.PSR},
		{"pulses", float64(t.Pulses), 1, 1000, t.PSR},
		{"antenna height in m", r.Pos.Height, -1000, 40_000, true},
	} {
		if n.need && !(n.got >= n.from && n.got <= n.to) {
			return fmt.Errorf("%s: want %g to %g, got %g", n.what, n.from, n.to, n.got)
		}
	}
	return nil
}

// Info returns what the sensor's owner states of it.
func (s *Sensor) Info() air.SensorInfo { return s.info }
