package scenario

import (
	"math"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// runway reports whether a point at the end of a route is on the ground of an
// airport.
func runway(e *legTable) bool {
	_, airport := atlas.FindAirport(e.Fix.V)
	return airport && !e.AltFt.Met && !e.AGLFt.Met
}

// between returns a point half-way between two airports: without it the flight
// would not leave the ground.
func between(a, b *legTable) legTable {
	from, _ := atlas.FindAirport(a.Fix.V)
	to, _ := atlas.FindAirport(b.Fix.V)
	length, azimuth, _ := geo.Inverse(from.Pos, to.Pos)
	half, _ := geo.Direct(from.Pos, azimuth, length/2)
	lat, lon := half.Degrees()
	at := b.Fix.mark
	return legTable{place: b.place, Lat: number{at, lat}, Lon: number{at, lon}}
}

// cruise puts a point at height between two airports that are a whole route, a
// thousand feet above the ground there at least (14 CFR 91.119).
func (e *aircraftTable) cruise(t *atlas.AircraftType) {
	if len(e.Route) != 2 || !runway(&e.Route[0]) || !runway(&e.Route[1]) {
		return
	}
	from, to := e.Route[0], e.Route[1]
	mid := between(&from, &to)
	least := atlas.Ground(geo.Deg(mid.Lat.V, mid.Lon.V))/geo.Foot + 1000
	mid.AltFt = number{to.Fix.mark, max(usualLevel(t, &from, &to), 100*math.Ceil(least/100))}
	mid.SpeedKt, to.SpeedKt = to.SpeedKt, number{}
	e.Route = []legTable{from, mid, to}
}

// usualLevel returns the height in feet at which a type flies from one airport to
// another: where it usually is, or what it climbs, and descends, in four tenths
// of a way that is shorter (assumed); in thousands where that is well above the
// fields.
func usualLevel(t *atlas.AircraftType, a, b *legTable) float64 {
	const thousand = 1000 * geo.Foot
	from, _ := atlas.FindAirport(a.Fix.V)
	to, _ := atlas.FindAirport(b.Fix.V)
	speed := b.SpeedKt.or(t.Cruise/geo.Knot) * geo.Knot
	lasts := geo.Distance(from.Pos, to.Pos) / max(speed, 1) // s
	low, high := min(from.Elevation, to.Elevation), max(from.Elevation, to.Elevation)
	top := min(t.Typical, low+0.4*lasts*min((t.ClimbLow+t.ClimbHigh)/2, t.Descent))
	if level := math.Floor(top/thousand) * thousand; level > high+thousand/2 {
		return math.Round(level / geo.Foot)
	}
	return math.Floor(min(max(top, high), t.Ceiling) / geo.Foot)
}
