package air

// Identify is a seat's (or the automatic staff's) word on who a track is, in
// its own center.
type Identify struct {
	Center   string   `json:"center"`
	Track    uint32   `json:"track"`
	Identity Identity `json:"identity"`
	Interest bool     `json:"interest"` // a track of interest (TOI)
	Why      string   `json:"why"`
	By       string   `json:"by,omitempty"` // who says so: a seat; "staff" for the automatic staff
}

// Kind returns the word for the body.
func (Identify) Kind() string { return "identify" }

func (Identify) body() {}
