package air

// Report is a position that an aircraft or an observer states by itself: ADS-B,
// a Mode S position, a word on the radio.
type Report struct {
	At       Time
	ID       uint64  // as Plot.ID
	Lat, Lon float64 // rad, WGS-84
	Level    FL      // with HasLevel
	Address  Address
	Callsign Callsign
	Sensor   SensorID // the station that received it
	Code     Mode3A
	Has      Field
	NIC      uint8 // navigation integrity category, 0 to 11 (DO-260B)
	NACp     uint8 // navigation accuracy category for position, 0 to 11 (DO-260B)
	Release  Release
}

// ServiceState is what a sensor says of itself.
type ServiceState uint8

// The states of a sensor.
const (
	Up   ServiceState = 1 + iota // it looked and would have reported
	Down                         // it is out of service
)

// Service is a mark by which a sensor says "I looked here": the only sign of
// its life, as the sector messages of ASTERIX category 034. A sector without a
// plot but with a mark was empty; one without a mark was not looked at.
type Service struct {
	At       Time   // end of the look
	From, To uint32 // 2^-24 turn, the azimuths looked over, clockwise; equal: a whole turn
	Sensor   SensorID
	State    ServiceState
	Release  Release
}

// Platform is where a moving sensor is.
type Platform struct {
	At       Time
	Lat, Lon float64 // rad, WGS-84
	Height   float32 // m
	Heading  float32 // rad from true north
	Sensor   SensorID
	Release  Release
}

// Batch is what one sensor gave in one beat, in order of time.
type Batch struct {
	Sensor    SensorID
	Plots     []Plot
	Reports   []Report
	Services  []Service
	Platforms []Platform
}
