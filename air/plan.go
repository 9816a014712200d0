package air

import "perimeter/air/geo"

// Plan is a filed flight plan as a center knows it.
type Plan struct {
	Callsign Callsign
	Address  Address // with HasAddress
	Code     Mode3A  // with HasCode: the code assigned
	Has      Field
	Type     [4]byte // ICAO type designator
	From, To [4]byte // ICAO location indicators
	Depart   Time    // as filed
	Filed    Time    // when it was filed; 0: before the exercise
	Release  Release
	Route    []PlanPoint // as filed, from departure to destination; none: not known. It must not be written to
}

// PlanPoint is a point of a filed route.
type PlanPoint struct {
	Pos   geo.LatLon
	After Time // from departure to the point, as filed
}
