package atlas

import (
	"cmp"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// FlightPair is how often airlines fly from one airport to another.
type FlightPair struct {
	From, To string // ICAO; both are in Airports
	PerYear  int
}

// Pairs returns the pairs of US airports that airlines served, the most
// frequent first: those both of whose airports the atlas knows.
//
// Source: Bureau of Transportation Statistics, on-time data of 2008, public
// domain.
func Pairs() []FlightPair { return pairs() }

// RecordedFlight is the track of a real flight, under a neutral name.
type RecordedFlight struct {
	Set    string // where it was recorded
	Name   string // as "REC001": no call sign, no address
	Points []RecordedPoint
}

// RecordedPoint is one position of a recorded flight.
type RecordedPoint struct {
	T      air.Time // since the first point
	Pos    geo.LatLon
	Level  float64 // m, pressure altitude
	Speed  float64 // m/s over ground
	Course float64 // rad, [0, 2 pi), from true north, over ground
	Climb  float64 // m/s
}

// Recorded returns the recorded flights, set by set, cleaned: in order of time,
// no two points of one time, missing values filled from their neighbours, cut
// where nothing was received for longer than ten minutes. Call signs, addresses and
// dates are not in the file.
//
// Source: ADS-B of the OpenSky Network, sample files of the Python library
// traffic, MIT licence: see the folder's notice.
func Recorded() []RecordedFlight { return recorded() }

// RecordedSets returns the names of the sets, sorted.
func RecordedSets() (sets []string) {
	for _, f := range recorded() {
		sets = append(sets, f.Set)
	}
	slices.Sort(sets)
	return slices.Compact(sets)
}

// maxGap is the longest silence within one recorded flight: after a longer one
// nobody can say whether it landed meanwhile.
const maxGap = 10 * air.Minute

// leastFlight is the shortest recorded flight: a shorter one is a passing
// signal.
const leastFlight = air.Minute

var (
	pairs    = once("geo/us_od_flights_2008.csv", decodePairs)
	recorded = once("flights-opensky/recorded_flights.csv.gz", decodeFlights)
)

func decodePairs(name string, b []byte) (list []FlightPair, err error) {
	err = eachRow(name, b, func(r *row) {
		p := FlightPair{r.name("origin_icao"), r.name("dest_icao"), int(r.within("flights_per_year", 1, 1e6))}
		_, from := FindAirport(p.From)
		_, to := FindAirport(p.To)
		if from && to {
			list = append(list, p)
		}
	})
	slices.SortStableFunc(list, func(a, b FlightPair) int {
		return cmp.Or(cmp.Compare(b.PerYear, a.PerYear), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return list, err
}

func decodeFlights(name string, b []byte) (list []RecordedFlight, err error) {
	flight := "" // the file's name of the flight that is being read
	err = eachRow(name, b, func(r *row) {
		set, of := r.name("set"), r.name("flight")
		p := pointOf(r)
		if last := len(list) - 1; last < 0 || of != flight || list[last].Set != set {
			list = append(list, RecordedFlight{Set: set})
		}
		flight = of
		f := &list[len(list)-1]
		f.Points = append(f.Points, p)
	})
	return clean(list), err
}

// missing marks a value that was not received.
const missing = -1e9

func pointOf(r *row) RecordedPoint {
	optional := func(column string, unit float64) float64 {
		if v, ok := r.maybe(column); ok {
			return v * unit
		}
		return missing
	}
	return RecordedPoint{
		T:      air.FromSeconds(r.within("t_s", 0, 1e6)),
		Pos:    r.place(),
		Level:  optional("alt_ft", geo.Foot),
		Speed:  optional("gs_kt", geo.Knot),
		Course: optional("track_deg", geo.Degree),
		Climb:  optional("vrate_fpm", geo.FootMin),
	}
}

// clean brings flights as received into the form that Recorded promises.
func clean(raw []RecordedFlight) (list []RecordedFlight) {
	for _, f := range raw {
		slices.SortStableFunc(f.Points, func(a, b RecordedPoint) int { return cmp.Compare(a.T, b.T) })
		f.Points = slices.CompactFunc(f.Points, func(a, b RecordedPoint) bool { return a.T == b.T })
		for _, part := range cutAtGaps(f.Points) {
			if part[len(part)-1].T-part[0].T < leastFlight || !fillAll(part) {
				continue
			}
			rebase(part)
			list = append(list, RecordedFlight{f.Set, fmt.Sprintf("REC%03d", len(list)+1), part})
		}
	}
	return list
}

// cutAtGaps returns the stretches without a long silence.
func cutAtGaps(points []RecordedPoint) (parts [][]RecordedPoint) {
	from := 0
	for i := 1; i <= len(points); i++ {
		if i == len(points) || points[i].T-points[i-1].T > maxGap {
			parts = append(parts, points[from:i:i])
			from = i
		}
	}
	return parts
}

// fillAll fills what is missing in a stretch; false if there is no value at all
// of some kind.
func fillAll(points []RecordedPoint) bool {
	return fill(points, func(p *RecordedPoint) *float64 { return &p.Level }) &&
		fill(points, func(p *RecordedPoint) *float64 { return &p.Speed }) &&
		fill(points, func(p *RecordedPoint) *float64 { return &p.Course }) &&
		fill(points, func(p *RecordedPoint) *float64 { return &p.Climb })
}

// fill gives each missing value the last one received before it, or the first
// one after it where there is none before.
func fill(points []RecordedPoint, value func(*RecordedPoint) *float64) bool {
	first := slices.IndexFunc(points, func(p RecordedPoint) bool { return *value(&p) != missing })
	if first < 0 {
		return false
	}
	last := *value(&points[first])
	for i := range points {
		if v := value(&points[i]); *v == missing {
			*v = last
		} else {
			last = *v
		}
	}
	return true
}

// rebase counts the time from the first point, and brings the courses, which
// the recording runs on beyond a turn, back into one.
func rebase(points []RecordedPoint) {
	first := points[0].T
	for i := range points {
		points[i].T -= first
		points[i].Course = geo.Wrap(points[i].Course)
	}
}
