package air

// Plan is a filed flight plan as a center knows it.
type Plan struct {
	Callsign Callsign
	Address  Address // with HasAddress
	Code     Mode3A  // with HasCode: the code assigned
	Has      Field
	Type     [4]byte // ICAO type designator
	From, To [4]byte // ICAO location indicators
	Depart   Time
	Release  Release
}
