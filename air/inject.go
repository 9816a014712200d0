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

// Behave lets an aircraft begin a behaviour of the list Behaviours: hijacked,
// jamming, in orbit, behind another. What Other and Value mean stands there with
// each.
type Behave struct {
	Aircraft string  `json:"aircraft"`
	As       string  `json:"as"`
	Other    string  `json:"other,omitempty"` // name of another aircraft
	Value    float64 `json:"value,omitempty"`
}

// Degrade makes a radar's primary weaker by so many decibels, of what it had
// when it was sound; 0 mends it.
type Degrade struct {
	Sensor string  `json:"sensor"`
	DB     float64 `json:"db"` // 0 to 60
}

// Shift turns and offsets what a radar measures, beside the biases that it
// began with: an encoder that slipped, a delay that was set wrong. It replaces
// an earlier Shift.
type Shift struct {
	Sensor string  `json:"sensor"`
	Range  float64 `json:"range"` // m
	Az     float64 `json:"az"`    // rad
}

// Winch hauls an aerostat down, or lets it up. It looks only while aloft.
type Winch struct {
	Sensor string `json:"sensor"`
	Down   bool   `json:"down"`
}

// Observe is what somebody saw and reports by voice: an observer on a coast, a
// pilot, a stadium's guard. It reaches the center that it is told to as a
// Report of a sensor of kind observer.
type Observe struct {
	Sensor string  `json:"sensor"` // name of the observer
	Lat    float64 `json:"lat"`    // rad
	Lon    float64 `json:"lon"`    // rad
	AltFt  float64 `json:"alt_ft,omitempty"`
	HasAlt bool    `json:"has_alt,omitempty"`
}

// Tell passes a message to centers: a report by voice or text, with the release
// that it carries. It changes no picture by itself.
type Tell struct {
	From    string   `json:"from"`
	To      []string `json:"to"` // names of centers; none: all
	Text    string   `json:"text"`
	Release Release  `json:"release"`
	Says    Talk     `json:"says,omitzero"` // what it says in fields: word "report", with a reason of Reports
}

// Reports are the reasons of a report about an aircraft, as Talk.Reason holds
// them; a report of a neighbour's names its criterion instead.
var Reports = []string{"stolen", "no_contact", "no_answer"}

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

// Kind returns the word for the body.
func (Behave) Kind() string { return "behave" }

// Kind returns the word for the body.
func (Degrade) Kind() string { return "degrade" }

// Kind returns the word for the body.
func (Shift) Kind() string { return "shift" }

// Kind returns the word for the body.
func (Winch) Kind() string { return "winch" }

// Kind returns the word for the body.
func (Observe) Kind() string { return "observe" }

func (SensorOut) body()   {}
func (SensorBack) body()  {}
func (FeedCut) body()     {}
func (FeedBack) body()    {}
func (Transponder) body() {}
func (Launch) body()      {}
func (Tell) body()        {}
func (Behave) body()      {}
func (Degrade) body()     {}
func (Shift) body()       {}
func (Winch) body()       {}
func (Observe) body()     {}
