package world

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// flight is one flight of the background, before it joins the fleet.
type flight struct {
	aircraft aircraft
	entry    truth.Entry
	plan     air.Plan
	local    bool // files no plan
	visual   bool // wears the code of visual flight
}

var drawFlight = num.For("world/flight")

// fill adds the background: the airlines' flights, the named pairs, the
// recorded flights. The draws of a flight hang on its own name alone.
func (w *World) fill(sc *scenario.Scenario, seed uint64) error {
	us, err := airlineFlights(sc, seed)
	if err != nil {
		return err
	}
	named, err := pairFlights(sc, seed)
	if err != nil {
		return err
	}
	recorded, err := recordedFlights(sc, seed)
	if err != nil {
		return err
	}
	flows, err := airlineFlows(sc, seed)
	if err != nil {
		return err
	}
	local, err := localFlights(sc, seed)
	if err != nil {
		return err
	}
	flights := slices.Concat(us, named, recorded, flows, local)
	if err := label(flights, sc, seed); err != nil {
		return err
	}
	for i := range flights {
		f := &flights[i]
		f.aircraft.catchUp()
		if err := w.add(f.aircraft, f.entry); err != nil {
			return err
		}
		if !f.local {
			w.plans = append(w.plans, f.plan)
		}
	}
	return nil
}

// label gives every flight its code, address and call sign, in the order of the
// flights' names and after the aircraft of the scenario.
func label(flights []flight, sc *scenario.Scenario, seed uint64) error {
	l := newLabels(seed)
	for i := range sc.Aircraft {
		a := &sc.Aircraft[i]
		l.take(a.Transponder.Code, a.Transponder.Address, a.Callsign)
	}
	order := make([]*flight, len(flights))
	for i := range flights {
		order[i] = &flights[i]
	}
	slices.SortStableFunc(order, func(a, b *flight) int { return strings.Compare(a.entry.Name, b.entry.Name) })
	for _, f := range order {
		callsign, err := l.callsign(f)
		if err != nil {
			return err
		}
		s := squawk{On: true, ModeC: true, ModeS: !f.local || f.aircraft.adsb, Code: air.VFR, Address: l.address(f.entry.Key, f.entry.Nation)}
		if !f.visual {
			s.Code = l.code(f.entry.Key)
		}
		f.wear(s, callsign)
	}
	return nil
}

// wear puts labels on the aircraft and on its plan alike.
func (f *flight) wear(s squawk, callsign string) {
	f.aircraft.squawk, f.aircraft.callsign = s, air.NewCallsign(callsign)
	f.plan.Callsign, f.plan.Code, f.plan.Address = f.aircraft.callsign, s.Code, s.Address
	f.plan.Has = air.HasCode | air.HasAddress
	if f.aircraft.adsb {
		f.entry.NIC, f.entry.NACp = usualNIC, usualNACp
	}
}

// What broadcasts usually say of themselves: within 0.1 NM for sure, and 30 m
// with 95 % (DO-260B; 14 CFR 91.227 asks for 7 and 8).
const (
	usualNIC  = 8
	usualNACp = 9
)

// airlineFlights draws flights from the pairs of airports that airlines serve.
// A pair's chance is its flights per year times the span of departures that
// puts a flight into the exercise, so the sky holds its real mixture.
func airlineFlights(sc *scenario.Scenario, seed uint64) ([]flight, error) {
	if sc.Traffic.US <= 0 {
		return nil, nil
	}
	var ways []way
	var sums []float64
	sum := 0.0
	for _, p := range atlas.Pairs() {
		v, err := newWay(p.From, p.To)
		if err != nil || !v.within(sc.Traffic.Within) {
			continue
		}
		sum += float64(p.PerYear) * (sc.Length.Seconds() + v.length/commonSpeed)
		ways, sums = append(ways, v), append(sums, sum)
	}
	if len(ways) == 0 {
		return nil, fmt.Errorf("traffic: us_flights: want a pair of airports within the box, got none")
	}
	flights := make([]flight, sc.Traffic.US)
	for i := range flights {
		name := fmt.Sprintf("US-%04d", i+1)
		d := num.At(seed, drawFlight, num.Key(name), 0, 0)
		at, _ := slices.BinarySearch(sums, d.Uniform()*sum)
		f, err := newFlight(name, &ways[min(at, len(ways)-1)], sc, d, sometime(sc))
		if err != nil {
			return nil, err
		}
		flights[i] = f
	}
	return flights, nil
}

// slowEnds is by how much a climb, the limit of 250 kt and an approach lengthen
// a flight: the mean over the atlas's pairs, flown by this package.
const slowEnds = 8 * air.Minute

const commonSpeed = 220.0 // m/s, of airliners from take-off to landing, for the mixture only (assumed)

// pairFlights makes the flights of the pairs that the scenario names.
func pairFlights(sc *scenario.Scenario, seed uint64) (flights []flight, err error) {
	count := map[string]int{}
	for _, p := range sc.Traffic.Pairs {
		v, err := newWay(p.From, p.To)
		if err != nil {
			return nil, err
		}
		pair := p.From + "-" + p.To
		for range p.Flights {
			count[pair]++
			name := fmt.Sprintf("%s-%d", pair, count[pair])
			f, err := newFlight(name, &v, sc, num.At(seed, drawFlight, num.Key(name), 0, 0), sometime(sc))
			if err != nil {
				return nil, err
			}
			flights = append(flights, f)
		}
	}
	return flights, nil
}

// way is a pair of airports.
type way struct {
	from, to atlas.Airport
	length   float64 // m
	azimuth  float64 // rad, at from
}

func newWay(from, to string) (way, error) {
	a, okA := atlas.FindAirport(from)
	b, okB := atlas.FindAirport(to)
	for _, end := range [...]struct {
		ok    bool
		ident string
	}{{okA, from}, {okB, to}} {
		if !end.ok {
			return way{}, fmt.Errorf("traffic: pair %s to %s: want airports of the atlas, got %q", from, to, end.ident)
		}
	}
	length, azimuth, _ := geo.Inverse(a.Pos, b.Pos)
	if !(length > geo.NM) {
		return way{}, fmt.Errorf("traffic: pair %s to %s: want two places, got %.0f m between them", from, to, length)
	}
	return way{a, b, length, azimuth}, nil
}

func (v *way) within(b geo.Box) bool {
	return b == geo.Box{} || b.Contains(v.from.Pos) && b.Contains(v.to.Pos)
}

// sometime returns a departure such that a flight is in the air at some time of
// the exercise, by a fraction of all such.
func sometime(sc *scenario.Scenario) func(lasts air.Time, u float64) air.Time {
	return func(lasts air.Time, u float64) air.Time {
		depart := air.FromSeconds(u*(sc.Length+lasts).Seconds()) - lasts
		return depart - (depart%air.Second+air.Second)%air.Second
	}
}

// newFlight makes a flight: its type by the distance, its level by type and
// direction, and its departure by how long it lasts.
func newFlight(name string, v *way, sc *scenario.Scenario, d num.Draw, when func(lasts air.Time, u float64) air.Time) (flight, error) {
	code := typeFor(v.length, d.Uniform())
	t, ok := atlas.FindAircraftType(code)
	if !ok {
		return flight{}, fmt.Errorf("traffic: %s: want type %s in the atlas, got none", name, code)
	}
	speed := t.Cruise * (0.97 + 0.03*d.Uniform()) // assumed: airlines fly a little below the table's cruise
	height := cruiseLevel(&t, v, d.Uniform())
	lasts := air.FromSeconds(v.length/speed) + slowEnds
	depart := when(lasts, d.Uniform())

	half, _ := geo.Direct(v.from.Pos, v.azimuth, v.length/2)
	s := scenario.Aircraft{
		Name: name, Nation: v.from.Nation(), Role: truth.Background, Type: t, Depart: depart, Repeat: -1,
		Route: []scenario.Leg{
			{Fix: v.from.Ident, Pos: v.from.Pos, AGL: true},
			{Pos: half, Height: height, Speed: speed},
			{Fix: v.to.Ident, Pos: v.to.Pos, AGL: true, Speed: speed},
		},
	}
	s.Plan = &scenario.Plan{
		From: v.from.Ident, To: v.to.Ident, Release: sc.Traffic.Release,
		Route: scenario.Filed(s.Route, v.from.Ident, v.to.Ident, speed),
	}
	a, err := newAircraft(&s)
	a.byRule, a.adsb = true, t.ADSB
	return flight{aircraft: a, entry: entryOf(&s), plan: planOf(&s)}, err
}

func fieldOf(a *atlas.Airport) float64 {
	if a.Known {
		return a.Elevation
	}
	return atlas.Ground(a.Pos)
}

// fleets are the types that fly up to a distance, equally often (assumed).
var fleets = [...]struct {
	upTo  float64 // m
	types []string
}{
	{250 * geo.NM, []string{"AT76", "DH8D", "E145"}},
	{600 * geo.NM, []string{"E145", "CRJ9", "B738", "A320"}},
	{1500 * geo.NM, []string{"CRJ9", "B738", "A320", "B738", "A320"}},
	{2500 * geo.NM, []string{"B738", "A320", "A333"}},
	{math.MaxFloat64, []string{"A333", "B77W"}},
}

func typeFor(length, u float64) string {
	for _, f := range fleets {
		if length <= f.upTo {
			return f.types[int(u*float64(len(f.types)))]
		}
	}
	panic("world: a flight of infinite length")
}

// cruiseLevel returns a height in metres: thousands of feet, odd on tracks from
// 000 to 179 and even on the others (ICAO Annex 2 app. 3, with RVSM up to
// FL410; true tracks in place of magnetic ones), one of the three best that the
// type can reach on the way.
func cruiseLevel(t *atlas.AircraftType, v *way, u float64) float64 {
	const thousand = 1000 * geo.Foot
	field := max(fieldOf(&v.from), fieldOf(&v.to))
	slow := 2/(t.ClimbLow+t.ClimbHigh) + 1/t.Descent // s for each metre up and down again
	top := min(field+0.7*v.length/(0.8*t.Cruise*slow), t.Typical+3*thousand, t.Ceiling, 41*thousand)
	k := int(top / thousand)
	odd := v.azimuth < math.Pi
	if (k%2 == 1) != odd {
		k--
	}
	least := int(field/thousand) + 4
	for down := int(u * 3); down > 0 && k-2 >= least; down-- {
		k -= 2
	}
	if k < least {
		k = least + (least+k)%2
	}
	return float64(k) * thousand
}

// catchUp flies an aircraft whose departure lies before the exercise up to its
// start.
func (a *aircraft) catchUp() {
	const stride = 10 * air.Second
	if a.depart >= 0 {
		return
	}
	a.takeOff()
	for t := a.depart; t < 0 && a.phase == flying; t += stride {
		a.fly(min(0, t+stride), min(stride, -t).Seconds())
	}
}

// recordedFlights takes in sets of recorded flights: flown as recorded, from a
// time of their own within the first four fifths of the exercise, under labels
// that are drawn.
func recordedFlights(sc *scenario.Scenario, seed uint64) (flights []flight, err error) {
	for _, set := range sc.Traffic.Recorded {
		n := len(flights)
		for _, f := range atlas.Recorded() {
			if f.Set != set {
				continue
			}
			if r := recordingOf(&f); len(r.knots) >= 2 {
				flights = append(flights, newRecorded(f.Name, r, sc, seed))
			}
		}
		if len(flights) == n {
			return nil, fmt.Errorf("traffic: recorded: want a set of %s, got %q", strings.Join(atlas.RecordedSets(), ", "), set)
		}
	}
	return flights, nil
}

func recordingOf(f *atlas.RecordedFlight) *recording {
	knots := make([]knot, len(f.Points))
	for i, p := range f.Points {
		knots[i] = knot{at: p.T.Seconds(), state: [3]float64{p.Pos.Lat, p.Pos.Lon, p.Level}}
	}
	return newRecording(knots)
}

func newRecorded(name string, r *recording, sc *scenario.Scenario, seed uint64) flight {
	d := num.At(seed, drawFlight, num.Key(name), 0, 0)
	depart := air.FromSeconds(math.Floor(d.Uniform() * 0.8 * sc.Length.Seconds()))
	t, _ := atlas.FindAircraftType(r.guessType())
	s := scenario.Aircraft{
		Name: name, Nation: nationAt(place(r.knots[0].state)), Role: truth.Background, Type: t, Depart: depart,
		Plan: &scenario.Plan{From: "ZZZZ", To: "ZZZZ", Release: sc.Traffic.Release}, // ICAO Doc 4444: a place without an indicator
	}
	a := aircraft{name: name, perf: newPerformance(&t), record: r, depart: depart, begin: r.motionAt(0), identity: identity{adsb: t.ADSB}}
	return flight{aircraft: a, entry: entryOf(&s), plan: planOf(&s)}
}

// guessType returns a type that could have flown a recording: only its
// cross-section counts (assumed).
func (r *recording) guessType() string {
	speed, height := r.reach()
	switch {
	case speed < 60 && height < 3000:
		return "HEL"
	case speed < 85:
		return "C182"
	case speed < 150:
		return "BE20"
	case speed < 190:
		return "DH8D"
	}
	return "B738"
}

// nationAt returns the nation of the airport nearest to a place.
func nationAt(p geo.LatLon) air.Nation {
	at := p.At(0).ECEF()
	best, nation := math.Inf(1), air.NoNation
	airports := atlas.Airports()
	for i := range airports {
		if d := airports[i].Pos.At(0).ECEF().Sub(at).Norm(); d < best {
			best, nation = d, airports[i].Nation()
		}
	}
	return nation
}
