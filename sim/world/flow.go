package world

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// profile is how departures spread over the hours of a local day.
type profile [24]float64

// Of the airlines: BTS on-time data of January to March 2001, scheduled
// departures of 231,083 flights by local hour, per mille (flights-3m.csv in the
// npm package vega-datasets 2.7.0; public domain). Of light aircraft and
// helicopters: assumed, the first by daylight, the second with a share at night
// (ambulances, police).
var (
	airlineDay = profile{0.5, 0.1, 0, 0, 0, 1.5, 50.4, 70.7, 68.9, 60.9, 59.8, 63.4, 65.3, 59.4, 60.4, 60.8, 60.6, 70.0, 64.7, 60.5, 55.3, 46.0, 17.0, 3.9}
	visualDay  = profile{3, 2, 2, 2, 3, 8, 20, 45, 70, 85, 90, 90, 85, 85, 85, 80, 75, 65, 50, 30, 15, 10, 6, 4}
	rotorDay   = profile{20, 18, 16, 15, 15, 18, 28, 42, 52, 58, 60, 60, 58, 58, 58, 56, 54, 50, 46, 40, 36, 32, 28, 24}
)

// hour returns the time of a local day that a fraction of its departures has
// been reached at.
func (p *profile) hour(u float64) air.Time {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	left := u * sum
	for h, x := range p {
		if left < x {
			return air.FromSeconds(math.Floor((float64(h) + left/x) * 3600))
		}
		left -= x
	}
	return day
}

const (
	hour = 60 * air.Minute
	day  = 24 * hour
	year = 365 // days
)

// stream is a place from which flights depart day by day: of a pair of airports,
// or about one airport.
type stream struct {
	name    string
	pos     geo.LatLon // its longitude says what time it is
	perDay  float64    // mean number of departures
	profile *profile
	longest air.Time // that a flight of it lasts at most
}

var drawStream = num.For("world/stream")

// eachDeparture calls do for the flights of a stream that may be in the air
// within the exercise: name, departure, and draws that are the flight's own.
// Departures are a Poisson process: the number of those of a day is where its
// row of draws comes to their mean, so that a fuller sky has the flights of a
// thinner one and others. Local time is the sun's mean, by longitude.
func (s *stream) eachDeparture(sc *scenario.Scenario, seed uint64, do func(name string, depart air.Time, d num.Draw) error) error {
	local := air.Time(sc.Start%86400)*air.Second + air.Time(math.Round(s.pos.Lon/geo.Turn*day.Seconds()))*air.Second // at exercise time 0
	first := floorDiv(local-s.longest, day)
	for today := first; today*day-local < sc.Length; today++ {
		row := num.At(seed, drawStream, num.Key(s.name), 0, uint64(int64(sc.Start/86400)+int64(today)))
		count := 0
		for mark := row.Exponential(); mark < s.perDay; mark += row.Exponential() {
			count++
			name := fmt.Sprintf("%s/%d.%d", s.name, today, count)
			d := num.At(seed, drawFlight, num.Key(name), 0, 0)
			depart := today*day + s.profile.hour(d.Uniform()) - local
			if depart >= sc.Length || depart+s.longest <= 0 {
				continue
			}
			if err := do(name, depart, d); err != nil {
				return err
			}
		}
	}
	return nil
}

func floorDiv(a, b air.Time) air.Time {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// area returns the box that density fills: the one that is given, else the map.
func area(sc *scenario.Scenario) geo.Box {
	if sc.Traffic.Within != (geo.Box{}) {
		return sc.Traffic.Within
	}
	const wide = 1.6 // of a window over its height (assumed)
	tall := sc.MapRange / geo.MeanRadius
	broad := wide * tall / max(0.1, math.Cos(sc.MapAt.Lat))
	return geo.Box{
		South: sc.MapAt.Lat - tall, North: sc.MapAt.Lat + tall,
		West: sc.MapAt.Lon - broad, East: sc.MapAt.Lon + broad,
	}
}

// airlineFlows makes the flights of airlines that come into the area within the
// exercise, from take-off to landing: each pair
// of airports that they serve has as many departures a day as it had in the mean
// of a year, times the density, by the hour of the day at its first airport.
func airlineFlows(sc *scenario.Scenario, seed uint64) (flights []flight, err error) {
	if sc.Traffic.Density <= 0 {
		return nil, nil
	}
	box := area(sc)
	for _, list := range [][]atlas.FlightPair{atlas.Pairs(), atlas.NeighborPairs()} {
		for _, p := range list {
			v, err := newWay(p.From, p.To)
			if err != nil {
				continue
			}
			in, out := v.inside(box)
			if in > out {
				continue
			}
			s := stream{
				name: p.From + "-" + p.To, pos: v.from.Pos, perDay: sc.Traffic.Density * float64(p.PerYear) / year,
				profile: &airlineDay, longest: hour + air.FromSeconds(v.length/slowestAirline),
			}
			err = s.eachDeparture(sc, seed, func(name string, depart air.Time, d num.Draw) error {
				there := false
				f, err := newFlight(name, &v, sc, d, func(lasts air.Time, _ float64) air.Time {
					there = depart+part(out, lasts) > 0 && depart+part(in, lasts) < sc.Length
					return depart
				})
				if there {
					flights = append(flights, f)
				}
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return flights, nil
}

const slowestAirline = 130.0 // m/s, below that of every type in fleets

func part(share float64, of air.Time) air.Time { return air.FromSeconds(share * of.Seconds()) }

// inside returns the shares of the shortest way at which a flight comes into a
// box and leaves it, a step too wide; in is above out where it never does.
func (v *way) inside(b geo.Box) (in, out float64) {
	const steps = 16
	in, out = 1, 0
	from, to := v.from.Pos.At(0).ECEF(), v.to.Pos.At(0).ECEF()
	for i := range steps + 1 {
		u := float64(i) / steps
		if b.Contains(from.Scale(1 - u).Add(to.Scale(u)).Geodetic().LatLon) {
			in, out = min(in, max(0, u-1./steps)), min(1, u+1./steps)
		}
	}
	return in, out
}
