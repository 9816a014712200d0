// Package truth is what is really there: where the aircraft are, and what each
// sensor's look at each of them came to. Only the world, the radars, the
// director, the recorder and the scorer may import it.
package truth

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// AircraftID is the index of an aircraft in the Roster. Draws use the key of
// its name, never this.
type AircraftID uint32

// Role is why an aircraft is in the exercise.
type Role uint8

// The roles of aircraft.
const (
	Background  Role = 1 + iota // traffic: scrambling on it is a fault
	RolePlayer                  // plays in the exercise, not a target
	TOI                         // a role player to be found: a track of interest to be
	Interceptor                 // state aircraft on alert
	AEW                         // airborne early warning: a moving sensor's place
)

// String returns the name of the role.
func (r Role) String() string {
	names := [...]string{"?", "background", "role_player", "toi", "interceptor", "aew"}
	if int(r) < len(names) {
		return names[r]
	}
	return "?"
}

// Entry is what does not change of an aircraft.
type Entry struct {
	Name     string
	Key      uint64 // hash of the name: draws use it
	Type     string // ICAO type designator
	Nation   air.Nation
	Role     Role
	RCS      float64 // m2, mean over aspect
	RCSNose  float64 // m2
	RCSBeam  float64 // m2
	Swerling uint8   // 0 to 4
	Phantom  bool    // nobody is there: no echo and no reply, only a broadcast that says so
	NIC      uint8   // of its broadcasts (ADS-B), 0 to 11: DO-260B
	NACp     uint8   // the same
	Jammer   Jammer
}

// Jammer is a transmitter of noise aboard an aircraft; the zero Jammer is none.
// It sends only while Aircraft.Jams.
type Jammer struct {
	ERP       float64 // W, over the whole band
	Frequency float64 // Hz, middle of the band
	Bandwidth float64 // Hz
}

// Roster is all aircraft of an exercise, in the order of their IDs.
type Roster []Entry

// Aircraft is one aircraft over one beat. Position within the beat is a cubic
// between its two ends: see At.
type Aircraft struct {
	ID       AircraftID
	Pos0     geo.Vec // m, ECEF, at Snapshot.From
	Vel0     geo.Vec // m/s, ECEF
	Pos      geo.Vec // m, ECEF, at Snapshot.At
	Vel      geo.Vec // m/s, ECEF
	Level    air.FL  // pressure level at Snapshot.At, as the transponder says it
	Heading  float32 // rad from true north at Snapshot.At: where the nose points, which wind keeps off the track
	On       bool    // the transponder answers
	ModeC    bool    // with level
	ModeS    bool    // with address
	Code     air.Mode3A
	Address  air.Address
	Callsign air.Callsign
	Deaf     uint8      // percent of interrogations that it does not answer: a faulty transponder; 0: sound
	ADSB     bool       // it broadcasts its position
	Jams     bool       // its jammer sends
	Claim    [3]float32 // m, east, north and up of where it is: how far off its broadcasts say it is
}

// Snapshot is the sky over one beat: the aircraft in flight, sorted by ID, and
// what else a radar meets in it.
type Snapshot struct {
	From, At air.Time
	Aircraft []Aircraft
	Clouds   []Cloud // sorted by Key
}

// CloudKind says what a cloud is of.
type CloudKind uint8

// The kinds of clouds.
const (
	Rain CloudKind = 1 + iota
	Chaff
)

// String returns the name of the kind.
func (k CloudKind) String() string {
	switch k {
	case Rain:
		return "rain"
	case Chaff:
		return "chaff"
	}
	return "?"
}

// Cloud is an upright cylinder of what reflects: rain, or chaff. It drifts.
type Cloud struct {
	Key       uint64 // hash of its name: draws use it
	Kind      CloudKind
	Pos       geo.Vec // m, ECEF, the middle of its base at Snapshot.At
	Vel       geo.Vec // m/s, ECEF
	Radius    float64 // m
	Thickness float64 // m, from base to top
	Rate      float64 // mm/h, of rain
	Dipoles   float64 // number, of chaff
}

// Where returns the ECEF position of a in metres at an instant within the beat,
// by the cubic that has the positions and velocities of both ends (Hermite).
func (s *Snapshot) Where(a *Aircraft, t air.Time) geo.Vec {
	span := (s.At - s.From).Seconds()
	if span <= 0 {
		return a.Pos
	}
	u := (t - s.From).Seconds() / span
	u2 := float64(u * u)
	u3 := float64(u2 * u)
	h01 := 3*u2 - 2*u3
	return a.Pos0.Scale(1 - h01).
		Add(a.Pos.Scale(h01)).
		Add(a.Vel0.Scale(span * (u3 - 2*u2 + u))).
		Add(a.Vel.Scale(span * (u3 - u2)))
}

// Reason says why a look gave a plot, or why not.
type Reason uint8

// The reasons of looks. Out-of-range looks are not kept: there would be nothing
// but them.
const (
	Seen         Reason = 1 + iota
	BelowHorizon        // of the 4/3 earth
	Masked              // by terrain
	OutOfBeam           // above or below the antenna's elevation limits
	Missed              // Pd was drawn against it
	NoReply             // a secondary radar, and the transponder is off
	OutOfService        // the sensor is down
	OutOfSector         // beside the sectors into which the sensor looks
	Blind               // too slow along the line of sight for a Doppler filter, or at a blind speed
	Cluttered           // lost in what the ground, the sea, rain or chaff send back
	Jammed              // lost in noise that somebody sends
	Merged              // in one resolution cell with another, whose plot stands for both
	Garbled             // its reply overlapped another's
)

// String names the reason.
func (r Reason) String() string {
	names := [...]string{"?", "seen", "below horizon", "masked by terrain", "out of beam", "missed", "no reply", "out of service",
		"out of sector", "blind speed", "in clutter", "jammed", "merged with another", "garbled"}
	if int(r) < len(names) {
		return names[r]
	}
	return "?"
}

// Look is one sensor's look at one target within its instrumented range: seen
// or not, and why.
type Look struct {
	At     air.Time
	Plot   uint64 // Plot.ID, or Report.ID of a station, if there is one; 0: none
	Target AircraftID
	Sensor air.SensorID
	Pd     float32 // of the primary, 0 to 1
	SNR    float32 // dB, of the primary
	PSR    Reason  // 0: the sensor has no primary
	SSR    Reason  // 0: the sensor has no secondary
}

// FeedCount is what a feed did in one beat.
type FeedCount struct {
	Feed                      air.FeedID
	Sent, Lost, Withheld, Due uint32 // plots taken in, lost on the way, withheld, delivered
}

// Message is one recorded message: the canonical bytes of one topic.
type Message struct {
	Topic string
	Bytes []byte
}

// Beat is all that one beat brought forth: what taps hear. It is valid during
// the call only; a tap copies what it keeps.
type Beat struct {
	From, At   air.Time
	Truth      *Snapshot
	Looks      []Look      // sensor by sensor, in order of time
	Strays     []Stray     // sensor by sensor
	Losses     []Loss      // of this beat
	Batches    []air.Batch // by sensor
	Feeds      []FeedCount // by feed
	Orders     []air.Order // that acted in this beat
	Board      []air.BoardLine
	Views      []*air.View         // by center; nil where none was published in this beat
	Events     [][]air.TrackEvent  // by center
	Fates      [][]air.Disposition // by center
	Messages   []Message           // the canonical bytes of all that, topic by topic
	Digest     [16]byte            // chained over Messages since the start; at whole seconds
	HasDigest  bool
	Checkpoint []byte // the engine's state, at checkpoints only
}
