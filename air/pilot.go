package air

// Guide is what a center's controller tells the pilot of an interceptor: what to
// do, what to fly, and where the target is, as the controller's own picture has it.
type Guide struct {
	Aircraft   string  `json:"aircraft"`
	Center     string  `json:"center"` // whose controller
	Do         string  `json:"do"`     // intercept, shadow, escort, break_off, recover
	HeadingDeg float64 `json:"heading_deg"`
	AltFt      float64 `json:"alt_ft"`
	SpeedKt    float64 `json:"speed_kt"`       // true airspeed
	Lat        float64 `json:"lat,omitempty"`  // rad, of the target
	Lon        float64 `json:"lon,omitempty"`  // rad
	Told       bool    `json:"told,omitempty"` // a target is told
}

// Call is what a pilot says on the radio to the center that controls the flight.
// Of another aircraft it says what eyes can see: type and marks.
type Call struct {
	Aircraft string  `json:"aircraft"`
	To       string  `json:"to"`   // the center
	Says     string  `json:"says"` // airborne, position, visual, no_joy, lost_visual, bingo, landed
	Lat      float64 `json:"lat"`  // rad, of the own aircraft, to a thousandth of a degree
	Lon      float64 `json:"lon"`  // rad
	AltFt    float64 `json:"alt_ft"`
	Course   int     `json:"course"` // degrees from true north
	SpeedKt  int     `json:"speed_kt"`
	Fuel     Time    `json:"fuel"`            // time aloft that is left
	Type     string  `json:"type,omitempty"`  // ICAO type designator of what is seen
	Marks    string  `json:"marks,omitempty"` // its nation and registration
}

// Bookmark marks a moment for the director's report: a breach that the exercise's
// referee saw, whoever else noticed.
type Bookmark struct {
	What  string  `json:"what"` // breach
	About string  `json:"about"`
	Text  string  `json:"text"`
	Lat   float64 `json:"lat"` // rad
	Lon   float64 `json:"lon"` // rad
}

// Kind returns the word for the body.
func (Guide) Kind() string { return "guide" }

// Kind returns the word for the body.
func (Call) Kind() string { return "call" }

// Kind returns the word for the body.
func (Bookmark) Kind() string { return "bookmark" }

func (Guide) body()    {}
func (Call) body()     {}
func (Bookmark) body() {}
