package world

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// kind is a kind of local flights: how much there is of it and how it flies.
type kind struct {
	prefix  string
	hours   float64 // in the air a year, over the United States
	profile *profile
	models  []share
}

// share is how much of a kind flies by an encounter model.
type share struct {
	model string
	upTo  float64 // cumulative
	types []typeAt
}

// typeAt is the type that flies up to a speed: only its size counts.
type typeAt struct {
	upTo float64 // kt
	code string
}

// Types by the speed at which they fly (assumed; the first that is fast enough).
var (
	wings  = []typeAt{{47, "ULAC"}, {120, "C172"}, {150, "C182"}, {190, "C210"}, {225, "PA31"}, {292, "BE20"}, {math.MaxFloat64, "C56X"}}
	twins  = []typeAt{{225, "PA31"}, {292, "BE20"}, {math.MaxFloat64, "C56X"}}
	rotors = []typeAt{{120, "HEL"}, {math.MaxFloat64, "H60"}}
)

// kinds are those that fill the sky at density 1. Hours: single engine pistons
// flew 11.3 million (FAA Aerospace Forecast 2013); rotorcraft about 3.0 million
// (FAA General Aviation Survey 2019, from memory). How the hours fall to the
// models is assumed.
var kinds = []kind{
	{"VFR", 11.3e6, &visualDay, []share{{"single", 0.55, wings}, {"vfr", 0.90, wings}, {"multi", 1, twins}}},
	{"HEL", 3.0e6, &rotorDay, []share{{"helicopter", 1, rotors}}},
}

// portion is how much of the hours of the United States a nation has (assumed:
// Canada by its civil fleet of 36,000 to 211,000, Mexico by a smaller one).
var portion = [...]float64{air.NoNation: 0, air.USA: 1, air.CAN: 0.15, air.MEX: 0.04}

// How long a local flight lasts, from its first height to the start of its
// descent, and how far from the airport it is met (assumed).
const (
	shortFlight = 30 * air.Minute
	longFlight  = 90 * air.Minute
	meanFlight  = (shortFlight + longFlight) / 2
	farFlight   = 40 * geo.NM // in other airspace
	nearFlight  = 10 * geo.NM // in airspace of classes B, C, D
)

// localFlights makes the light aircraft and helicopters about the airports of the
// area. Each airport has its share of its nation's hours.
func localFlights(sc *scenario.Scenario, seed uint64) (flights []flight, err error) {
	for i, density := range [...]float64{sc.Traffic.VFR, sc.Traffic.Helicopters} {
		if density <= 0 {
			continue
		}
		k := &kinds[i]
		models := make([]*model, len(k.models))
		for j := range models {
			if models[j], err = newModel(k.models[j].model); err != nil {
				return nil, err
			}
		}
		box, airports := area(sc), atlas.Airports()
		perDay := k.perDay(airports)
		for j := range airports {
			p := &airports[j]
			s := stream{
				name: k.prefix + "-" + p.Ident, pos: p.Pos, perDay: density * perDay[p.Nation()] * weight(p),
				profile: k.profile, longest: longFlight,
			}
			if s.perDay <= 0 || !box.Contains(p.Pos) {
				continue
			}
			err := s.eachDeparture(sc, seed, func(name string, depart air.Time, d num.Draw) error {
				until := depart + shortFlight + air.FromSeconds(math.Floor(d.Uniform()*(longFlight-shortFlight).Seconds()))
				if until <= 0 {
					return nil
				}
				share := k.share(d.Uniform())
				f, err := newLocal(name, p, models[share], &k.models[share], depart, until, seed, d)
				flights = append(flights, f)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return flights, nil
}

// perDay returns by nation how many departures a day an airport of weight 1 has.
func (k *kind) perDay(airports []atlas.Airport) (perDay [len(portion)]float64) {
	var sum [len(portion)]float64
	for i := range airports {
		sum[airports[i].Nation()] += weight(&airports[i])
	}
	for n := range perDay {
		if sum[n] > 0 {
			perDay[n] = k.hours * portion[n] / year / (meanFlight.Seconds() / 3600) / sum[n]
		}
	}
	return perDay
}

// weight is an airport's share of local flying among those of its nation
// (assumed: small ones half, military ones none).
func weight(a *atlas.Airport) float64 {
	switch {
	case a.Military:
		return 0
	case a.Size == atlas.Small:
		return 0.5
	}
	return 1
}

func (k *kind) share(u float64) int {
	for i := range k.models {
		if u < k.models[i].upTo {
			return i
		}
	}
	return len(k.models) - 1
}

// newLocal makes a local flight. One that departs within the exercise begins on
// the ground at the airport; one that is on its way at the start is met as its
// model draws it, somewhere about the airport.
func newLocal(name string, p *atlas.Airport, m *model, s *share, depart, until air.Time, seed uint64, d num.Draw) (flight, error) {
	r := &rover{model: m, seed: seed, key: num.Key(name), until: until}
	speed, above := r.start()
	t, err := typeOf(s.types, speed/geo.Knot)
	if err != nil {
		return flight{}, err
	}
	at := p.Pos
	if depart < 0 {
		at = r.around(p.Pos, speed*-depart.Seconds(), &d)
	} else {
		above = flare
	}
	r.floor = atlas.Ground(at)
	height := min(r.floor+above, max(r.floor+flare, min(highestVFR, t.Ceiling)))
	a := aircraft{
		name: name, perf: newPerformance(&t), rover: r, depart: max(0, depart), identity: identity{adsb: t.ADSB},
		begin: newMotion(at.At(height), geo.Turn*d.Uniform(), speed),
	}
	e := scenario.Aircraft{Name: name, Nation: p.Nation(), Role: truth.Background, Type: t}
	return flight{aircraft: a, entry: entryOf(&e), local: true, visual: s.model != "multi"}, nil
}

// typeOf returns the first type that flies as fast as that.
func typeOf(types []typeAt, kt float64) (atlas.AircraftType, error) {
	i := 0
	for i < len(types)-1 && kt > types[i].upTo {
		i++
	}
	t, ok := atlas.FindAircraftType(types[i].code)
	if !ok {
		return t, fmt.Errorf("traffic: want type %s in the atlas, got none", types[i].code)
	}
	return t, nil
}

// around draws where a flight is that has flown so many metres since it left an
// airport: over land if one of a few tries is, and not farther than half its way.
func (r *rover) around(from geo.LatLon, flown float64, d *num.Draw) (at geo.LatLon) {
	const otherAirspace = 3 // the last of the classes: B, C, D, other
	reach := nearFlight
	if r.bins[r.model.class] == otherAirspace {
		reach = farFlight
	}
	reach = min(reach, flown/2)
	for range 4 {
		at, _ = geo.Direct(from, geo.Turn*d.Uniform(), reach*math.Sqrt(d.Uniform()))
		if atlas.Ground(at) > 0 {
			break
		}
	}
	return at
}
