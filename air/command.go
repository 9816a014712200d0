package air

// Fly gives an aircraft new targets; what is not set stays as it is. Flying a
// heading leaves the route until Resume.
type Fly struct {
	Aircraft   string   `json:"aircraft"`
	HeadingDeg *float64 `json:"heading_deg,omitempty"` // true, [0, 360)
	AltFt      *float64 `json:"alt_ft,omitempty"`
	SpeedKt    *float64 `json:"speed_kt,omitempty"` // true airspeed
	Resume     bool     `json:"resume,omitempty"`   // back to the route, at the next point
}

// Kind returns the word for the body.
func (Fly) Kind() string { return "fly" }

func (Fly) body() {}
