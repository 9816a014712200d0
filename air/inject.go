package air

// The director's closed set. Aircraft, sensors and feeds are named by the names
// of the scenario: names outlive indices.

// SensorOut takes a sensor out of service; it sends a service mark that says so.
type SensorOut struct {
	Sensor string `json:"sensor"`
}

// SensorBack puts a sensor back into service.
type SensorBack struct {
	Sensor string `json:"sensor"`
}

// FeedCut breaks a feed: what it would have carried is lost.
type FeedCut struct {
	Feed string `json:"feed"`
}

// FeedBack mends a feed.
type FeedBack struct {
	Feed string `json:"feed"`
}

// Transponder sets an aircraft's transponder. Code counts only with HasCode.
type Transponder struct {
	Aircraft string `json:"aircraft"`
	On       bool   `json:"on"`
	HasCode  bool   `json:"has_code,omitempty"`
	Code     Mode3A `json:"code,omitempty"`
}

// Launch lets an aircraft start that waits for the word (standby = true).
type Launch struct {
	Aircraft string `json:"aircraft"`
}

// Tell passes a message to centers: a report by voice or text, with the release
// that it carries. It changes no picture by itself.
type Tell struct {
	From    string   `json:"from"`
	To      []string `json:"to"` // names of centers; none: all
	Text    string   `json:"text"`
	Release Release  `json:"release"`
}

// Kind returns the word for the body.
func (SensorOut) Kind() string { return "sensor_out" }

// Kind returns the word for the body.
func (SensorBack) Kind() string { return "sensor_back" }

// Kind returns the word for the body.
func (FeedCut) Kind() string { return "feed_cut" }

// Kind returns the word for the body.
func (FeedBack) Kind() string { return "feed_back" }

// Kind returns the word for the body.
func (Transponder) Kind() string { return "transponder" }

// Kind returns the word for the body.
func (Launch) Kind() string { return "launch" }

// Kind returns the word for the body.
func (Tell) Kind() string { return "tell" }

func (SensorOut) body()   {}
func (SensorBack) body()  {}
func (FeedCut) body()     {}
func (FeedBack) body()    {}
func (Transponder) body() {}
func (Launch) body()      {}
func (Tell) body()        {}
